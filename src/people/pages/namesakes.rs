//! Somebody of the same name: the same form sent twice, somebody else, or who was here before.

use serde_json::{Value as Json, json};

use super::{Known, Staff, staff};
use crate::access::Member;
use crate::db::ids::PersonId;
use crate::db::{Error as DbError, Tenant};
use crate::people::search::fold;
use crate::people::{self, Details, PeopleError, Standing, places, store};
use crate::web::{Error, Fields, FormErrors, Visit};

/// Seconds in which the very same entry is the same form sent again.
const AGAIN: i64 = 60;

/// What becomes of an entry.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    /// Nobody is called so, or it was said that this is somebody else.
    Enter,
    /// The same form was sent before: this is who came of it.
    Sent(PersonId),
    /// Somebody is called so: is it them?
    Ask,
}

/// Why nobody was entered. As an error, so that nothing is written.
enum NotEntered {
    /// The same form was sent before: this is who came of it.
    Sent(PersonId),
    /// Somebody is called so.
    Asked,
    /// Something went wrong.
    Fault(PeopleError),
}

impl From<PeopleError> for NotEntered {
    fn from(fault: PeopleError) -> Self {
        Self::Fault(fault)
    }
}

impl From<DbError> for NotEntered {
    fn from(fault: DbError) -> Self {
        Self::Fault(fault.into())
    }
}

/// `alike` are those of the same name, and whether they were entered a moment ago with all the same words; `answered`
/// is of how many it was said that this is somebody else.
fn verdict(answered: Option<usize>, alike: &[(PersonId, bool)]) -> Verdict {
    if alike.is_empty() || answered == Some(alike.len()) {
        return Verdict::Enter;
    }
    let sent = alike.iter().filter(|(_, is_same)| *is_same).map(|(id, _)| *id).max();
    sent.map_or(Verdict::Ask, Verdict::Sent)
}

/// Those of the list who are called so, however it is written, and those who were on it.
fn of_name<'a>(staff: &'a Staff, name: &str) -> impl Iterator<Item = &'a Known> {
    let name = fold(name);
    staff.people.iter().filter(move |known| fold(&known.person.name()) == name)
}

/// Enters somebody, unless somebody of their name is or was on the list: then it is asked whether this is somebody
/// else. The same form that is sent again enters nobody a second time.
pub(super) async fn enter(
    visit: &Visit,
    member: &Member,
    fields: &Fields,
    (details, standing): (Details, Standing),
) -> Result<Result<PersonId, FormErrors>, Error> {
    let answered = fields.text("seen").parse::<usize>().ok().filter(|_| fields.has("another"));
    let (who, now) = (member.clone(), visit.now);
    let write = move |tenant: &mut Tenant<'_>| {
        // Of those who send at once each sees who came of the others.
        places::hold(tenant)?;
        let staff = staff(tenant, &who, now.day())?;
        let lately = store::added_since(tenant, now.plus_seconds(-AGAIN))?;
        let is_same = |known: &Known| {
            lately.contains(&known.person.id)
                && known.person.is_present()
                && known.person.details(&known.services) == details
                && known.person.standing == standing
        };
        let alike: Vec<(PersonId, bool)> =
            of_name(&staff, &details.name()).map(|known| (known.person.id, is_same(known))).collect();
        match verdict(answered, &alike) {
            Verdict::Enter => Ok(people::enter(tenant, now, &details, &standing)?),
            Verdict::Sent(id) => Err(NotEntered::Sent(id)),
            Verdict::Ask => Err(NotEntered::Asked),
        }
    };
    match visit.app.write(member, write).await {
        Ok(id) | Err(NotEntered::Sent(id)) => Ok(Ok(id)),
        Err(NotEntered::Asked) => Ok(Err(FormErrors::one("another", "people-error-double"))),
        Err(NotEntered::Fault(fault)) => Ok(Err(refused(fault)?)),
    }
}

/// Puts the question about those of a name into what a form is made of.
pub(super) fn ask(context: &mut Json, member: &Member, staff: &Staff, name: &str) {
    let one = |known: &Known| {
        json!({
            "name": known.person.name(),
            "href": member.path(&format!("people/{}", known.person.id)),
            "left": known.person.left_on,
        })
    };
    let alike: Vec<Json> = of_name(staff, name).map(one).collect();
    if let (Some(context), false) = (context.as_object_mut(), alike.is_empty()) {
        context.insert("seen".to_owned(), json!(alike.len().to_string()));
        context.insert("double".to_owned(), json!(alike));
    }
}

/// What the list refuses, as an error at its field; anything else is an answer of its own.
pub(super) fn refused(fault: PeopleError) -> Result<FormErrors, Error> {
    match fault {
        PeopleError::NumberTaken => Ok(FormErrors::one("staff-number", "people-error-number-taken")),
        PeopleError::LineManager => Ok(FormErrors::one("manager", "people-error-line-manager")),
        PeopleError::LastOwner => Ok(FormErrors::one("ends", "people-error-last-owner")),
        PeopleError::Full => Ok(FormErrors::one("", "people-error-full")),
        other => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Verdict, verdict};
    use crate::clock::Moment;
    use crate::db::ids::PersonId;

    #[test]
    fn the_same_form_enters_somebody_once_and_a_namesake_is_asked_about() {
        let now = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        let mut ids = [0; 2].map(|_| PersonId::new(now));
        ids.sort_unstable();
        let [one, other] = ids;
        for (answered, alike, wanted) in [
            (None, &[][..], Verdict::Enter),
            (Some(0), &[][..], Verdict::Enter),
            (None, &[(one, false)][..], Verdict::Ask),
            (Some(1), &[(one, false)][..], Verdict::Enter),
            // It was said of one, and there are two now.
            (Some(1), &[(one, false), (other, false)][..], Verdict::Ask),
            (None, &[(one, true)][..], Verdict::Sent(one)),
            (Some(1), &[(one, false), (other, true)][..], Verdict::Sent(other)),
            (Some(1), &[(one, true)][..], Verdict::Enter),
            (None, &[(other, true), (one, true)][..], Verdict::Sent(other)),
        ] {
            assert_eq!(verdict(answered, alike), wanted, "{answered:?} {alike:?}");
        }
    }
}
