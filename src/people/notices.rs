//! The mails about people.

use fluent_bundle::FluentArgs;

use super::absences::NewAbsence;
use super::invitations::Inviter;
use super::{PeopleError, Person, covers, leading, store};
use crate::access::address::Token;
use crate::access::email::Email;
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::{AbsenceId, PersonId};
use crate::mail::{self, About, Letter, Post, Recipient, Sheet};
use crate::messages::{Language, args};
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

/// Tells somebody who leads, at the address with which they sign in, that the staff list calls them something else now:
/// reports about whoever has that name pass them by.
///
/// # Errors
/// The database is away, or the template is faulty.
pub fn tell_other_name(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    organisation: &str,
    (id, before): (PersonId, &str),
) -> Result<(), PeopleError> {
    let Some((person, email)) = leader(tenant, now.day(), id)? else { return Ok(()) };
    let mut values = FluentArgs::new();
    values.set("organisation", organisation.to_owned());
    values.set("before", before.to_owned());
    values.set("name", person.name());
    let say = |key: &str| post.words(person.language, key, &values);
    let sheet = Sheet {
        subject: say("people-mail-name-subject"),
        organisation: Some(organisation.to_owned()),
        before: vec![say("people-mail-name-body")],
        after: vec![say("people-mail-name-wrong")],
        ..Sheet::default()
    };
    let letter = post.letter(person.language, &sheet)?;
    let occasion = format!("name/{id}/{}", now.microseconds());
    let about = About { kind: "name_changed", occasion, incident: None };
    let to = Recipient { person: Some(id), email, language: person.language };
    mail::queue(tenant, now, &about, &to, &letter)?;
    Ok(())
}

/// Tells somebody who leads that somebody else noted them as away: what reaches them reaches whoever follows them, too.
///
/// # Errors
/// The database is away, or the template is faulty.
pub fn tell_noted_away(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    (organisation, href): (&str, String),
    (id, absence, new): (PersonId, AbsenceId, NewAbsence),
) -> Result<(), PeopleError> {
    let Some((person, email)) = leader(tenant, now.day(), id)? else { return Ok(()) };
    let language = person.language;
    let day = |day: Day| dates::written(&day.to_string(), "day", language).unwrap_or_default();
    let mut values = args([("organisation", organisation.to_owned()), ("from", day(new.from))]);
    values.set("until", new.until.map_or_else(|| "open".to_owned(), day));
    let say = |key: &str| post.words(language, key, &values);
    let sheet = Sheet {
        subject: say("people-mail-away-subject"),
        organisation: Some(organisation.to_owned()),
        before: vec![say("people-mail-away-body"), say("people-mail-away-means")],
        button: Some(say("people-mail-away-button")),
        href: Some(href),
        after: vec![say("people-mail-away-wrong")],
        ..Sheet::default()
    };
    let letter = post.letter(language, &sheet)?;
    let about = About { kind: "away_noted", occasion: format!("away/{absence}"), incident: None };
    let to = Recipient { person: Some(id), email, language };
    mail::queue(tenant, now, &about, &to, &letter)?;
    Ok(())
}

/// Somebody who leads, with the address at which they sign in, where somebody else acts on their record.
fn leader(tenant: &mut Tenant<'_>, today: Day, id: PersonId) -> Result<Option<(Person, Email)>, PeopleError> {
    let theirs = covers::acting(tenant, today)?.into_iter().filter(|held| held.person == id);
    let is_told = leading::leads(&theirs.collect::<Vec<_>>()) && tenant.actor().person() != Some(id);
    let address = if is_told { store::sign_in_address(tenant, id)? } else { None };
    let Some(email) = address else { return Ok(None) };
    Ok(Some((store::get(tenant, id)?.ok_or(PeopleError::NotFound)?, email)))
}

/// What somebody left behind who left by themselves.
#[derive(Debug, Clone)]
pub struct Behind {
    /// Their name.
    pub name: String,
    /// The organisation.
    pub organisation: String,
    /// Roles that nobody holds now, in words.
    pub roles: Vec<String>,
    /// Policies they still answer for.
    pub owned: usize,
    /// Where that is put right.
    pub href: String,
}

/// Somebody left by themselves, and this is without anybody now.
///
/// # Errors
/// The template is faulty.
pub fn left_behind(post: &Post, language: Language, behind: &Behind) -> Result<Letter, EngineError> {
    let mut values = FluentArgs::new();
    values.set("name", behind.name.clone());
    values.set("organisation", behind.organisation.clone());
    values.set("count", behind.owned);
    let say = |key: &str| post.words(language, key, &values);
    let owned = (behind.owned > 0).then(|| say("leave-mail-owned"));
    let sheet = Sheet {
        subject: say("leave-mail-subject"),
        organisation: Some(behind.organisation.clone()),
        before: vec![say("leave-mail-body")],
        items: behind.roles.iter().cloned().chain(owned).collect(),
        button: Some(say("leave-mail-button")),
        href: Some(behind.href.clone()),
        after: vec![say("leave-mail-why")],
    };
    post.letter(language, &sheet)
}

/// The last day of the only owner is over, and they are still one.
///
/// # Errors
/// The template is faulty.
pub fn owner_stays(
    post: &Post,
    language: Language,
    organisation: &str,
    on: Day,
    href: &str,
) -> Result<Letter, EngineError> {
    let date = dates::written(&on.to_string(), "day", language).unwrap_or_default();
    let values = args([("organisation", organisation.to_owned()), ("date", date)]);
    let say = |key: &str| post.words(language, key, &values);
    let sheet = Sheet {
        subject: say("owner-stays-mail-subject"),
        organisation: Some(organisation.to_owned()),
        before: vec![say("owner-stays-mail-body"), say("owner-stays-mail-leave")],
        button: Some(say("owner-stays-mail-button")),
        href: Some(href.to_owned()),
        after: vec![say("owner-stays-mail-stay")],
        ..Sheet::default()
    };
    post.letter(language, &sheet)
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
