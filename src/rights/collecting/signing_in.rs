//! How somebody signed in: their account, browsers, tablets, PIN and badges. Neither passwords nor tokens, nor their
//! hashes.

use super::Words;
use super::holding::{self, Holding};
use crate::access::devices::{self, Browser};
use crate::access::factor;
use crate::clock::Moment;
use crate::db::Tenant;
use crate::messages::{Language, args};
use crate::people::Person;
use crate::rights::RightsError;
use crate::rights::store::held;

/// Sign-ins with the account in the time in which it was theirs, unless it opens other organisations too: then these are
/// theirs as little as they are ours.
pub(super) fn account(
    tenant: &mut Tenant<'_>,
    now: Moment,
    person: &Person,
    words: Words<'_>,
) -> Result<Vec<String>, RightsError> {
    let Some(holding) = holding::of(tenant, person)? else { return Ok(Vec::new()) };
    let account = holding.account;
    if factor::opens_more(&mut tenant.system(), account)? {
        return Ok(vec![words.get("rights-line-account-elsewhere")]);
    }
    let mut lines = addresses(tenant, &holding, words)?;
    for device in devices::of_account(&mut tenant.system(), now, account, &Browser::of_cookie(None))? {
        let Some((first, last)) = holding.part(device.first_seen_at, device.last_seen_at) else { continue };
        let values =
            args([("browser", device.agent), ("first", words.moment(first)), ("last", words.moment(last))]);
        lines.push(words.say("rights-line-sign-in", &values));
    }
    for (agent, from, last, ended) in held::sessions(&mut tenant.system(), account)? {
        let Some((from, last)) = holding.part(from, last) else { continue };
        let ended = ended.filter(|at| holding.has(*at)).map(|at| words.moment(at));
        let key = if ended.is_some() { "rights-line-session-ended" } else { "rights-line-session" };
        let values = args([
            ("browser", agent),
            ("from", words.moment(from)),
            ("last", words.moment(last)),
            ("ended", ended.unwrap_or_default()),
        ]);
        lines.push(words.say(key, &values));
    }
    for (at, kind) in held::security(&mut tenant.system(), account)? {
        if holding.has(at) {
            lines.push(format!("{}: {}", words.moment(at), happened(words, &kind)));
        }
    }
    Ok(lines)
}

/// The account itself, and the addresses that it had in their time.
fn addresses(
    tenant: &mut Tenant<'_>,
    holding: &Holding,
    words: Words<'_>,
) -> Result<Vec<String>, RightsError> {
    let language = words.messages.get(holding.language, "language-name");
    let values = args([
        ("email", holding.email.clone()),
        ("language", language),
        ("from", words.moment(holding.from)),
    ]);
    let mut lines = vec![words.say("rights-line-account", &values)];
    for at in held::second_factors(&mut tenant.system(), holding.account)? {
        if holding.has(at) {
            lines.push(words.say("rights-line-factor", &args([("at", words.moment(at))])));
        }
    }
    for change in held::moves(&mut tenant.system(), holding.account)? {
        if !holding.has(change.asked_at) {
            continue;
        }
        let (key, at) = match (change.undone_at, change.confirmed_at) {
            (Some(at), _) => ("rights-line-email-undone", at),
            (None, Some(at)) => ("rights-line-email-change", at),
            (None, None) => ("rights-line-email-asked", change.asked_at),
        };
        let values = args([
            ("old", change.old),
            ("new", change.new),
            ("asked", words.moment(change.asked_at)),
            ("at", words.moment(at)),
        ]);
        lines.push(words.say(key, &values));
    }
    Ok(lines)
}

/// What a security event was, in words; its own name where there are none.
fn happened(words: Words<'_>, kind: &str) -> String {
    let key = format!("rights-security-{}", kind.replace('_', "-"));
    if words.messages.has(Language::English, &key) { words.get(&key) } else { kind.replace('_', " ") }
}

/// Sign-ins without an account, and what they are done with.
pub(super) fn without_account(
    tenant: &mut Tenant<'_>,
    person: &Person,
    words: Words<'_>,
) -> Result<Vec<String>, RightsError> {
    let mut lines = Vec::new();
    if let Some(pin) = held::pin(tenant, person.id)? {
        let key = if pin.chosen_at.is_some() { "rights-line-pin-own" } else { "rights-line-pin" };
        lines.push(words.say(key, &args([("at", words.moment(pin.chosen_at.unwrap_or(pin.set_at)))])));
        for (key, tries, locked) in [
            ("rights-line-pin-tries", pin.tries, pin.locked_at),
            ("rights-line-pin-phone-tries", pin.phone_tries, pin.phone_locked_at),
        ] {
            if tries > 0 || locked.is_some() {
                let locked = locked.map(|at| words.moment(at)).unwrap_or_else(|| words.get("policies-no"));
                lines.push(words.say(key, &args([("tries", tries.to_string()), ("locked", locked)])));
            }
        }
    }
    for (made, back) in held::badges(tenant, person.id)? {
        let back = back.map(|at| words.moment(at));
        let key = if back.is_some() { "rights-line-badge-back" } else { "rights-line-badge" };
        let values = args([("at", words.moment(made)), ("back", back.unwrap_or_default())]);
        lines.push(words.say(key, &values));
    }
    for (at, way, tablet) in held::at_tablets(tenant, person.id)? {
        let key = format!("rights-line-kiosk-{}", way.as_str().replace('_', "-"));
        let values = args([("at", words.moment(at)), ("tablet", tablet.unwrap_or_default())]);
        lines.push(words.say(&key, &values));
    }
    Ok(lines)
}
