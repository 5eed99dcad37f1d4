//! Those who left, and what they signed.

use std::collections::BTreeSet;

use diesel::prelude::*;

use crate::audit::tombstones::{self, By, Record};
use crate::clock::{Day, Moment};
use crate::db::ids::{AcknowledgementId, AnyId, PersonId, PolicyId};
use crate::db::schema::{
    absences, acknowledgements, badges, covers, invitations, kiosk_sessions, mails, memberships, people,
    pins, role_grants, staff_import_rows,
};
use crate::db::{Error, Tenant};
use crate::retention::applying::Candidate;
use crate::retention::holds::Facts;

/// The kind of a person's record: the row stays, without what it said.
const PEOPLE: &str = "people";

/// A signature: its row, when and by whom it was made, the policy, and what is known of their leaving.
type Signed = (AnyId, Moment, PersonId, PolicyId, (Option<Day>, Option<Moment>));
/// Somebody who left: their row, when it was made, the first day, the last one, and when that was noted.
type Leaver = (AnyId, Moment, Option<Day>, Option<Day>, Option<Moment>);

/// The later of the last day and the day on which it was noted: a slip in its year ends no period at once. Noting it
/// sets `anew_since`, and so does joining before; nothing else does.
fn noted_on(left: Day, anew: Option<Moment>) -> Day {
    anew.map_or(left, |anew| left.max(anew.day()))
}

/// Signatures of people who left on a day or before.
pub(in crate::retention::applying) fn acknowledgements(
    tenant: &mut Tenant<'_>,
    until: Day,
) -> Result<Vec<Candidate>, Error> {
    let signer = people::organisation_id
        .eq(acknowledgements::organisation_id)
        .and(people::id.eq(acknowledgements::person_id));
    let rows: Vec<Signed> = tenant
        .all(acknowledgements::table)
        .inner_join(people::table.on(signer))
        .filter(people::left_on.le(until))
        .select((
            acknowledgements::id,
            acknowledgements::signed_at,
            acknowledgements::person_id,
            acknowledgements::policy_id,
            (people::left_on, people::anew_since),
        ))
        .order(acknowledgements::id)
        .load(tenant.connection())?;
    let read = |(id, signed, person, policy, (left, anew)): Signed| {
        let facts = Facts {
            people: BTreeSet::from([person]),
            policy: Some(policy),
            ..Facts::of(signed.day(), signed.day())
        };
        // Somebody may have signed after the day on which they left, by a link that still lived.
        let start = left.map_or(signed.day(), |left| noted_on(left, anew).max(signed.day()));
        Candidate { facts, ..Candidate::new(id, start) }
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Removes a signature. Whether somebody had signed stays with what they were asked.
pub(in crate::retention::applying) fn remove_acknowledgement(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: By,
    id: AnyId,
) -> Result<bool, Error> {
    let id = AcknowledgementId::from_any(id);
    let row: Option<(Moment, Vec<u8>)> = tenant
        .all(acknowledgements::table)
        .filter(acknowledgements::id.eq(id))
        .select((acknowledgements::signed_at, acknowledgements::signature))
        .first(tenant.connection())
        .optional()?;
    let Some((made_at, content)) = row else { return Ok(false) };
    let record = Record { kind: "acknowledgements", id: id.any(), made_at, content };
    if !tombstones::record(tenant, now, by, &record)? {
        return Ok(false);
    }
    let row = tenant.all(acknowledgements::table).filter(acknowledgements::id.eq(id));
    diesel::delete(row).execute(tenant.connection())?;
    Ok(true)
}

/// People who left on a day or before and whose record says who they were.
pub(in crate::retention::applying) fn staff(
    tenant: &mut Tenant<'_>,
    until: Day,
) -> Result<Vec<Candidate>, Error> {
    let removed = tombstones::of_kind(tenant, PEOPLE)?;
    let rows: Vec<Leaver> = tenant
        .all(people::table)
        .filter(people::left_on.le(until))
        .select((people::id, people::created_at, people::started_on, people::left_on, people::anew_since))
        .order(people::id)
        .load(tenant.connection())?;
    let read = |(id, made, started, left, anew): Leaver| {
        let left = left.unwrap_or(made.day());
        let from = started.map_or(made.day(), |started| started.min(made.day()));
        let facts = Facts::of_person(PersonId::from_any(id), from, left);
        Candidate { facts, ..Candidate::new(id, noted_on(left, anew)) }
    };
    Ok(rows.into_iter().filter(|row| !removed.contains(&row.0)).map(read).collect())
}

/// Takes away what the staff list knows of somebody. The row stays under another name, so that what they did keeps
/// its place and its count.
pub(in crate::retention::applying) fn remove_person(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: By,
    id: AnyId,
    (former, code): (&str, &str),
) -> Result<bool, Error> {
    let id = PersonId::from_any(id);
    let row: Option<(Moment, String, String, Option<String>)> = tenant
        .all(people::table)
        .filter(people::id.eq(id))
        .select((people::created_at, people::given_name, people::family_name, people::email))
        .first(tenant.connection())
        .optional()?;
    let Some((made_at, given, family, email)) = row else { return Ok(false) };
    let email = email.unwrap_or_default();
    let content = [given.as_bytes(), b"\n", family.as_bytes(), b"\n", email.as_bytes()].concat();
    if !tombstones::record(tenant, now, by, &Record { kind: PEOPLE, id: id.any(), made_at, content })? {
        return Ok(false);
    }
    diesel::update(tenant.all(people::table).filter(people::id.eq(id)))
        .set((
            people::given_name.eq(former),
            people::family_name.eq(code),
            people::email.eq(None::<String>),
            people::phone.eq(None::<String>),
            people::job_title.eq(""),
            people::account_id.eq(None::<crate::db::ids::AccountId>),
            people::staff_number.eq(None::<String>),
            people::line_manager_id.eq(None::<PersonId>),
            people::agency.eq(None::<String>),
            people::regulator.eq(None::<String>),
            people::register_number.eq(None::<String>),
        ))
        .execute(tenant.connection())?;
    forget(tenant, id)?;
    Ok(true)
}

/// Removes what else is kept of one person alone.
fn forget(tenant: &mut Tenant<'_>, id: PersonId) -> Result<(), Error> {
    let rows = tenant.all(absences::table).filter(absences::person_id.eq(id));
    diesel::delete(rows).execute(tenant.connection())?;
    let rows = tenant.all(kiosk_sessions::table).filter(kiosk_sessions::person_id.eq(id));
    diesel::delete(rows).execute(tenant.connection())?;
    let rows = tenant.all(badges::table).filter(badges::person_id.eq(id));
    diesel::delete(rows).execute(tenant.connection())?;
    let rows = tenant.all(pins::table).filter(pins::person_id.eq(id));
    diesel::delete(rows).execute(tenant.connection())?;
    let rows = tenant.all(invitations::table).filter(invitations::person_id.eq(id));
    diesel::delete(rows).execute(tenant.connection())?;
    let rows = tenant.all(role_grants::table).filter(role_grants::person_id.eq(id));
    diesel::update(rows).set(role_grants::reason.eq(None::<String>)).execute(tenant.connection())?;
    let rows = tenant.all(covers::table).filter(covers::holder_id.eq(id).or(covers::cover_id.eq(id)));
    diesel::update(rows).set(covers::reason.eq("")).execute(tenant.connection())?;
    let rows = tenant.all(staff_import_rows::table).filter(staff_import_rows::person_id.eq(id));
    diesel::update(rows)
        .set((staff_import_rows::cells.eq("{}"), staff_import_rows::answer.eq(None::<String>)))
        .execute(tenant.connection())?;
    let rows = tenant.all(mails::table).filter(mails::person_id.eq(id));
    diesel::update(rows).set(mails::recipient.eq("")).execute(tenant.connection())?;
    let here = memberships::organisation_id.eq(tenant.organisation());
    let membership = memberships::table.filter(here.and(memberships::person_id.eq(id)));
    diesel::delete(membership).execute(tenant.system().connection())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::noted_on;
    use crate::clock::{Day, Moment};

    #[test]
    fn a_period_starts_when_leaving_was_known() {
        for (left, noted, start) in [
            ("2016-11-21", Some("2026-11-21T10:00:00Z"), "2026-11-21"),
            ("2026-11-21", Some("2026-11-21T10:00:00Z"), "2026-11-21"),
            ("2026-11-21", Some("2024-01-01T10:00:00Z"), "2026-11-21"),
            ("2016-11-21", None, "2016-11-21"),
        ] {
            let noted = noted.map(|at| Moment::parse(at).unwrap());
            assert_eq!(noted_on(Day::parse(left).unwrap(), noted), Day::parse(start).unwrap(), "{left}");
        }
    }
}
