//! The mail to somebody whose own PIN a slip has replaced: with the slip, whoever holds it signs as them.

use fluent_bundle::FluentArgs;

use crate::access::Member;
use crate::clock::Moment;
use crate::db::Tenant;
use crate::mail::{self, About, Post, Recipient, Sheet};
use crate::people::{PeopleError, Person};

/// Tells somebody with an address; nobody else.
///
/// # Errors
/// The database is away, or the template is faulty.
pub fn replaced(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    by: &Member,
    person: &Person,
) -> Result<(), PeopleError> {
    let Some(email) = person.email.clone() else { return Ok(()) };
    let mut values = FluentArgs::new();
    values.set("organisation", by.organisation_name().to_owned());
    values.set("by", by.name().to_owned());
    values.set("name", person.name());
    let say = |key: &str| post.words(person.language, key, &values);
    let sheet = Sheet {
        subject: say("kiosk-mail-pin-subject"),
        organisation: Some(by.organisation_name().to_owned()),
        before: vec![say("kiosk-mail-pin-body")],
        after: vec![say("kiosk-mail-pin-wrong")],
        ..Sheet::default()
    };
    let letter = post.letter(person.language, &sheet)?;
    let occasion = format!("pin/{}/{}", person.id, now.microseconds());
    let about = About { kind: "pin_replaced", occasion, incident: None };
    let to = Recipient { person: Some(person.id), email, language: person.language };
    mail::queue(tenant, now, &about, &to, &letter)?;
    Ok(())
}
