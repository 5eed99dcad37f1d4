//! The mails about closing.

use std::collections::BTreeSet;

use fluent_bundle::FluentArgs;

use super::owners;
use crate::access::{Action, Role, allowed};
use crate::clock::{Day, Moment};
use crate::db::ids::{ClosingId, PersonId};
use crate::db::{Error, Tenant};
use crate::mail::{self, About, Post, Recipient, Sheet};
use crate::organisations;
use crate::people::{self, Person};
use crate::web::dates;

/// A mail: its kind in the outbox, which words it has, a day in them, and where it leads.
pub struct Letter {
    /// The kind.
    pub kind: &'static str,
    /// Which words: `closing-mail-{word}-subject`, `-body`, `-more`, `-button`, `-why`.
    pub word: &'static str,
    /// The day.
    pub day: Option<Day>,
    /// The page, below the organisation.
    pub path: &'static str,
}

/// To every owner.
///
/// # Errors
/// The database is away, or the words are faulty.
pub fn to_owners(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    letter: &Letter,
    occasion: &str,
) -> Result<(), Error> {
    let owners = owners(tenant)?;
    send(tenant, now, post, letter, occasion, &|person| owners.contains(&person.id))
}

/// To everybody present with an address whom `wanted` lets through.
fn send(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    letter: &Letter,
    occasion: &str,
    wanted: &dyn Fn(&Person) -> bool,
) -> Result<(), Error> {
    let (name, slug) = (organisations::name(tenant)?, organisations::store::slug(tenant)?);
    let failed = |fault: &dyn std::fmt::Display| Error::Unavailable(fault.to_string());
    for person in people::list(tenant)?.into_iter().filter(|one| one.is_present() && wanted(one)) {
        let Some(email) = person.email.clone() else { continue };
        let language = person.language;
        let mut values = FluentArgs::new();
        values.set("organisation", name.clone());
        if let Some(day) = letter.day {
            values.set("date", dates::written(&day.to_string(), "day", language).unwrap_or_default());
        }
        let say = |part: &str| post.words(language, &format!("closing-mail-{}-{part}", letter.word), &values);
        let sheet = Sheet {
            subject: say("subject"),
            organisation: Some(name.clone()),
            before: vec![say("body"), say("more")],
            button: Some(say("button")),
            href: Some(post.link(&format!("/o/{slug}/{}", letter.path))),
            after: vec![say("why")],
            ..Sheet::default()
        };
        let mail = post.letter(language, &sheet).map_err(|fault| failed(&fault))?;
        let occasion = format!("{occasion}/{}", person.id);
        let about = About { kind: letter.kind, occasion, incident: None };
        let to = Recipient { person: Some(person.id), email, language };
        mail::queue(tenant, now, &about, &to, &mail)?;
    }
    Ok(())
}

const fn letter(word: &'static str, day: Option<Day>) -> Letter {
    Letter { kind: "closing", word, day, path: "settings/closing" }
}

/// Somebody asked: the owners, of whom another confirms.
pub(super) fn asked(tenant: &mut Tenant<'_>, now: Moment, post: &Post, id: ClosingId) -> Result<(), Error> {
    to_owners(tenant, now, post, &letter("asked", None), &format!("closing/{id}/asked"))
}

/// The thirty days have begun: everybody.
pub(super) fn confirmed(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    id: ClosingId,
    day: Day,
) -> Result<(), Error> {
    let letter = Letter { path: "", ..letter("confirmed", Some(day)) };
    send(tenant, now, post, &letter, &format!("closing/{id}/confirmed"), &|_| true)
}

/// It was undone: everybody who was told, or only the owners when nobody else was.
pub(super) fn undone(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    (id, day): (ClosingId, Option<Day>),
) -> Result<(), Error> {
    let (letter, occasion) = (Letter { path: "", ..letter("undone", None) }, format!("closing/{id}/undone"));
    match day {
        Some(_) => send(tenant, now, post, &letter, &occasion, &|_| true),
        None => to_owners(tenant, now, post, &letter, &occasion),
    }
}

/// It is open again: the owners.
pub(super) fn reopened(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    id: ClosingId,
) -> Result<(), Error> {
    let letter = Letter { path: "", ..letter("reopened", None) };
    to_owners(tenant, now, post, &letter, &format!("closing/{id}/reopened"))
}

/// Who works in the office, wherever.
fn office(tenant: &mut Tenant<'_>) -> Result<BTreeSet<PersonId>, Error> {
    let mut found = BTreeSet::new();
    let services = organisations::services(tenant)?;
    let scopes = services.iter().map(|service| Some(service.id)).chain([None]);
    for scope in scopes.collect::<Vec<_>>() {
        for role in allowed(Action::ReadPolicies).iter().copied().filter(|role| *role != Role::Staff) {
            found.extend(people::holders(tenant, role, scope)?.into_iter().map(|person| person.id));
        }
    }
    Ok(found)
}

/// So many days are left.
pub(super) fn reminder(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    id: ClosingId,
    (day, left): (Day, i64),
) -> Result<(), Error> {
    let office = office(tenant)?;
    let letter = letter("reminder", Some(day));
    let wanted = |person: &Person| office.contains(&person.id);
    send(tenant, now, post, &letter, &format!("closing/{id}/{left}"), &wanted)
}
