//! The monthly mail with the head of the log.

use fluent_bundle::FluentArgs;

use super::heads::Wish;
use crate::audit::SealedHead;
use crate::clock::{Day, Moment};
use crate::db::{Error, Tenant};
use crate::mail::{self, About, Post, Recipient, Sheet};
use crate::messages::Language;
use crate::organisations;
use crate::web::dates;

/// Queues the mail of a month; false when it was queued before.
pub(super) fn head(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    wish: &Wish,
    (month, head): (Day, &SealedHead),
) -> Result<bool, Error> {
    let language = Language::English;
    let organisation = organisations::name(tenant)?;
    let mut values = FluentArgs::new();
    values.set("organisation", organisation.clone());
    values.set("lines", head.seq);
    values.set("head", head.hash_text());
    values.set("month", dates::written(&month.to_string(), "month", language).unwrap_or_default());
    let say = |key: &str| post.words(language, key, &values);
    let sheet = Sheet {
        subject: say("activity-mail-subject"),
        organisation: Some(organisation),
        before: vec![say("activity-mail-body"), say("activity-mail-keep")],
        items: head.file().lines().map(str::to_owned).collect(),
        after: vec![say("activity-mail-why")],
        ..Sheet::default()
    };
    let letter = post.letter(language, &sheet).map_err(|fault| Error::Unavailable(fault.to_string()))?;
    let about = About { kind: "chain_head", occasion: format!("chain-head/{month}"), incident: None };
    let to = Recipient { person: None, email: wish.email.clone(), language };
    Ok(mail::queue(tenant, now, &about, &to, &letter)?.is_some())
}
