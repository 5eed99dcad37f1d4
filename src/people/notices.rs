//! The mails about people.

use fluent_bundle::FluentArgs;

use super::invitations::Inviter;
use super::{PeopleError, store};
use crate::access::address::Token;
use crate::access::email::Email;
use crate::clock::Moment;
use crate::db::Tenant;
use crate::db::ids::PersonId;
use crate::mail::{self, About, Letter, Post, Recipient, Sheet};
use crate::messages::Language;
use crate::web::dates;
use crate::web::engine::EngineError;

/// Tells somebody at the address where mails reached them before that they go elsewhere now: who leads them to
/// another address could read and sign in their place.
///
/// # Errors
/// The database is away, or the template is faulty.
pub fn tell_old_address(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    organisation: String,
    (id, before): (PersonId, &Email),
) -> Result<(), PeopleError> {
    let person = store::get(tenant, id)?.ok_or(PeopleError::NotFound)?;
    let mut values = FluentArgs::new();
    values.set("organisation", organisation.clone());
    values.set("name", person.name());
    let say = |key: &str| post.words(person.language, key, &values);
    let sheet = Sheet {
        subject: say("people-mail-address-subject"),
        organisation: Some(organisation),
        before: vec![say("people-mail-address-body")],
        after: vec![say("people-mail-address-wrong")],
        ..Sheet::default()
    };
    let letter = post.letter(person.language, &sheet)?;
    let occasion = format!("address/{id}/{}", now.microseconds());
    let about = About { kind: "address_changed", occasion, incident: None };
    let to = Recipient { person: Some(id), email: before.clone(), language: person.language };
    mail::queue(tenant, now, &about, &to, &letter)?;
    Ok(())
}

/// An invitation to get an account here. Opening the link does nothing by itself.
///
/// # Errors
/// The template is faulty.
pub fn invitation(
    post: &Post,
    (language, whom): (Language, &str),
    by: &Inviter,
    token: &Token,
    expires_at: Moment,
) -> Result<Letter, EngineError> {
    let mut values = FluentArgs::new();
    values.set("whom", whom.to_owned());
    values.set("organisation", by.organisation.clone());
    values.set("name", by.name.clone());
    values.set("date", dates::written(&expires_at.to_string(), "datetime", language).unwrap_or_default());
    let say = |key: &str| post.words(language, key, &values);
    let sheet = Sheet {
        subject: say("signin-mail-invitation-subject"),
        organisation: Some(by.organisation.clone()),
        before: vec![say("signin-mail-invitation-body")],
        button: Some(say("signin-mail-invitation-button")),
        href: Some(post.link(&format!("/invitations/{}", token.reveal()))),
        after: vec![say("signin-mail-invitation-ends"), say("signin-mail-why")],
        ..Sheet::default()
    };
    post.letter(language, &sheet)
}
