//! How much organisations may have, as operators set it, and the mail to owners when little is left.

use fluent_bundle::FluentArgs;

use super::{OperatorError, events, store};
use crate::access::{Command, Role};
use crate::audit;
use crate::clock::Moment;
use crate::db::ids::{AccountId, OrganisationId};
use crate::db::{Error, System, Tenant};
use crate::mail::{self, About, Post, Recipient, Sheet};
use crate::messages::Language;
use crate::organisations;
use crate::organisations::usage::{self, Use};
use crate::people::{self, Person};
use crate::quotas::{self, Kind, Level};

/// The kind of mail.
const KIND: &str = "quota";

/// Says what every organisation may have that has nothing of its own; what is as it was stays.
///
/// # Errors
/// The database is away.
pub fn change_defaults(
    system: &mut System<'_>,
    now: Moment,
    wanted: &[(Kind, i64)],
    reason: &str,
    by: Option<AccountId>,
) -> Result<(), Error> {
    let before = quotas::amounts(system, None)?;
    for (kind, amount) in wanted.iter().filter(|(kind, amount)| before.of(*kind) != *amount) {
        quotas::set_default(system, now, (*kind, *amount), reason, by)?;
    }
    Ok(())
}

/// Says what one organisation may have; nothing means as much as every other. Less than there is takes nothing
/// away.
///
/// # Errors
/// No such organisation.
pub fn change(
    system: &mut System<'_>,
    now: Moment,
    organisation: OrganisationId,
    wanted: &[(Kind, Option<i64>)],
    reason: &str,
    by: Option<AccountId>,
) -> Result<(), OperatorError> {
    store::one(system, organisation)?.ok_or(OperatorError::NotFound)?;
    system.enter_to_write(&Command::on(organisation).by_operator()).map_err(Error::from)?;
    let own = quotas::own(system, organisation)?;
    let before = |kind: Kind| own.iter().find(|(other, _)| *other == kind).map(|(_, amount)| *amount);
    for (kind, amount) in wanted.iter().filter(|(kind, amount)| before(*kind) != *amount) {
        quotas::set(system, now, organisation, (*kind, *amount), reason, by)?;
        let mut tenant = system.enter(&Command::on(organisation).by_operator()).map_err(Error::from)?;
        audit::record(&mut tenant, now, &events::QuotaChanged { kind: *kind, amount: *amount, reason })?;
    }
    Ok(())
}

/// Mails the owners about what is nearly used up, once a month for each; how many mails.
///
/// # Errors
/// The database is away.
pub fn warn(tenant: &mut Tenant<'_>, now: Moment, post: &Post) -> Result<u64, Error> {
    // It runs after midnight: of e-mails the day before counts.
    let all = usage::all(tenant, now.day().plus_days(-1))?;
    let short: Vec<Use> = all.into_iter().filter(|one| one.level() >= Level::Close).collect();
    if short.is_empty() {
        return Ok(0);
    }
    let (name, slug) = (organisations::name(tenant)?, organisations::store::slug(tenant)?);
    let mut told = 0;
    for owner in people::holders(tenant, Role::Owner, None)? {
        for one in &short {
            told += u64::from(tell(tenant, now, post, (&name, &slug), &owner, one)?);
        }
    }
    Ok(told)
}

fn tell(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    (name, slug): (&str, &str),
    owner: &Person,
    one: &Use,
) -> Result<bool, Error> {
    let Some(email) = owner.email.clone() else { return Ok(false) };
    let sheet = sheet(post, owner.language, (name, slug), one);
    let letter =
        post.letter(owner.language, &sheet).map_err(|fault| Error::Unavailable(fault.to_string()))?;
    let (kind, today) = (one.kind.as_str(), now.day());
    let occasion = format!("quota/{kind}/{}/{}-{}/{}", one.amount, today.year(), today.month(), owner.id);
    let about = About { kind: KIND, occasion, incident: None };
    let to = Recipient { person: Some(owner.id), email, language: owner.language };
    Ok(mail::queue(tenant, now, &about, &to, &letter)?.is_some())
}

fn sheet(post: &Post, language: Language, (name, slug): (&str, &str), one: &Use) -> Sheet {
    let mut values = FluentArgs::new();
    values.set("organisation", name.to_owned());
    values.set("use", one.in_words(post.messages(), language));
    let say = |key: &str| post.words(language, key, &values);
    Sheet {
        subject: say("quota-mail-subject"),
        organisation: Some(name.to_owned()),
        before: vec![say("quota-mail-body"), say(&format!("usage-{}-note", one.kind.as_str()))],
        button: Some(say("quota-mail-button")),
        href: Some(post.link(&format!("/o/{slug}/settings#usage"))),
        after: vec![say("quota-mail-why")],
        ..Sheet::default()
    }
}
