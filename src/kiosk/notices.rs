//! The mails to somebody for whom a slip or a badge was made: whoever holds it signs as them.

use fluent_bundle::FluentArgs;

use crate::access::Member;
use crate::clock::Moment;
use crate::db::Tenant;
use crate::mail::{self, About, Post, Recipient, Sheet};
use crate::people::{PeopleError, Person};

/// What somebody is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// A slip with a first PIN.
    Slip,
    /// The same, in the place of the PIN that they chose.
    SlipForOwn,
    /// A badge.
    Badge,
}

impl Made {
    /// The word in message keys.
    const fn word(self) -> &'static str {
        match self {
            Self::Slip => "slip",
            Self::SlipForOwn => "pin",
            Self::Badge => "badge",
        }
    }
}

/// Tells somebody with an address what somebody else made for them; nobody else. Who loses a PIN that they chose
/// hears of it in any case: somebody at a screen that was left open may have printed the slip.
///
/// # Errors
/// The database is away, or the template is faulty.
pub fn made(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    by: &Member,
    (person, made): (&Person, Made),
) -> Result<(), PeopleError> {
    let is_own = by.person() == person.id && made != Made::SlipForOwn;
    let Some(email) = person.email.clone().filter(|_| !is_own) else { return Ok(()) };
    let mut values = FluentArgs::new();
    values.set("organisation", by.organisation_name().to_owned());
    values.set("by", by.name().to_owned());
    values.set("name", person.name());
    let say =
        |part: &str| post.words(person.language, &format!("kiosk-mail-{}-{part}", made.word()), &values);
    let sheet = Sheet {
        subject: say("subject"),
        organisation: Some(by.organisation_name().to_owned()),
        before: vec![say("body")],
        after: vec![say("wrong")],
        ..Sheet::default()
    };
    let letter = post.letter(person.language, &sheet)?;
    let occasion = format!("{}/{}/{}", made.word(), person.id, now.microseconds());
    let about = About { kind: "pin_replaced", occasion, incident: None };
    let to = Recipient { person: Some(person.id), email, language: person.language };
    mail::queue(tenant, now, &about, &to, &letter)?;
    Ok(())
}
