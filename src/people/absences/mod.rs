//! Being away: from when, until when, and in one plain word why. Never a medical reason.

pub mod events;
pub mod form;
pub mod store;

use super::{PeopleError, Person};
use crate::audit;
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::{AbsenceId, PersonId};
use crate::db::types::text_enum;

text_enum! {
    /// Why somebody is away.
    Reason {
        /// Holiday and other leave.
        Leave = "leave",
        /// For long.
        LongTerm = "long_term",
        /// Anything else.
        Other = "other",
    }
}

/// A time that somebody is away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// The row.
    pub id: AbsenceId,
    /// Who.
    pub person: PersonId,
    /// The first day.
    pub from: Day,
    /// The last day, when it is known.
    pub until: Option<Day>,
    /// Why, when somebody said so.
    pub reason: Option<Reason>,
    /// The day on which they were back before it was over.
    pub ended_on: Option<Day>,
}

impl Absence {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Day) -> bool {
        self.from <= day
            && self.until.is_none_or(|until| day <= until)
            && self.ended_on.is_none_or(|back| day < back)
    }

    /// Whether it holds on a day or will later.
    #[must_use]
    pub fn is_ahead(&self, day: Day) -> bool {
        let last = self.until.is_none_or(|until| day <= until);
        last && self.ended_on.is_none()
    }
}

/// Whether somebody is away on a day.
#[must_use]
pub fn is_away(absences: &[Absence], person: PersonId, day: Day) -> bool {
    absences.iter().any(|absence| absence.person == person && absence.holds_on(day))
}

/// What the form says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewAbsence {
    /// The first day.
    pub from: Day,
    /// The last day, when it is known.
    pub until: Option<Day>,
    /// Why, in one word.
    pub reason: Option<Reason>,
}

/// Notes that somebody is away. The same noted twice is noted once.
///
/// # Errors
/// No such person, or a leaver.
pub fn enter(
    tenant: &mut Tenant<'_>,
    now: Moment,
    person: PersonId,
    new: NewAbsence,
) -> Result<AbsenceId, PeopleError> {
    super::get(tenant, person)?.filter(Person::is_present).ok_or(PeopleError::NotFound)?;
    let known = store::of_person(tenant, person)?;
    let same =
        |absence: &&Absence| (absence.from, absence.until, absence.ended_on) == (new.from, new.until, None);
    if let Some(known) = known.iter().find(same) {
        return Ok(known.id);
    }
    let NewAbsence { from, until, reason } = new;
    let absence = Absence { id: AbsenceId::new(now), person, from, until, reason, ended_on: None };
    store::insert(tenant, now, &absence)?;
    audit::record(tenant, now, &events::AbsenceEntered { absence: &absence })?;
    Ok(absence.id)
}

/// Notes that somebody is back, or that they won't be away; whether other days that were noted hold today all the same.
///
/// # Errors
/// No such time.
pub fn end(
    tenant: &mut Tenant<'_>,
    now: Moment,
    person: PersonId,
    id: AbsenceId,
) -> Result<bool, PeopleError> {
    let all = store::of_person(tenant, person)?;
    let known = all.iter().find(|absence| absence.id == id).ok_or(PeopleError::NotFound)?;
    if store::end(tenant, id, now.day())? {
        audit::record(tenant, now, &events::AbsenceEnded { absence: known, on: now.day() })?;
    }
    Ok(all.iter().any(|other| other.id != id && other.holds_on(now.day())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_is_away_from_until_or_open() {
        let now = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        let [person, other] = [0; 2].map(|_| PersonId::new(now));
        let day = |text: &str| Day::parse(text).unwrap();
        let absence = |until: Option<&str>, ended: Option<&str>| Absence {
            id: AbsenceId::new(now),
            person,
            from: day("2026-11-10"),
            until: until.map(day),
            reason: None,
            ended_on: ended.map(day),
        };
        for (until, ended, on, away) in [
            (None, None, "2026-11-09", false),
            (None, None, "2026-11-10", true),
            (None, None, "2028-01-01", true),
            (Some("2026-11-20"), None, "2026-11-20", true),
            (Some("2026-11-20"), None, "2026-11-21", false),
            (Some("2026-11-20"), Some("2026-11-15"), "2026-11-14", true),
            (Some("2026-11-20"), Some("2026-11-15"), "2026-11-15", false),
            (None, Some("2026-11-10"), "2026-11-10", false),
        ] {
            let all = [absence(until, ended)];
            assert_eq!(is_away(&all, person, day(on)), away, "{until:?} {ended:?} {on}");
            assert!(!is_away(&all, other, day(on)));
        }
    }
}
