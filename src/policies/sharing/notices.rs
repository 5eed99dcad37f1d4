//! The mail with a link for somebody outside.

use fluent_bundle::FluentArgs;

use super::Share;
use crate::access::address::Token;
use crate::access::email::Email;
use crate::clock::Moment;
use crate::db::Tenant;
use crate::mail::{self, About, Post, Recipient, Sheet};
use crate::organisations;
use crate::people;
use crate::policies::{Policy, PolicyError};
use crate::web::dates;

/// Queues it, in the language of the policy.
pub(super) fn mail(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    policy: &Policy,
    share: &Share,
    token: &Token,
    email: &Email,
) -> Result<(), PolicyError> {
    let organisation = organisations::name(tenant)?;
    let name = people::get(tenant, share.created_by)?.map(|person| person.name()).unwrap_or_default();
    let language = policy.language;
    let last = share.expires_at.plus_seconds(-1).day().to_string();
    let mut values = FluentArgs::new();
    values.set("organisation", organisation.clone());
    values.set("name", name);
    values.set("policy", policy.title.clone());
    values.set("date", dates::written(&last, "day", language).unwrap_or_default());
    let say = |key: &str| post.words(language, key, &values);
    let sheet = Sheet {
        subject: say("shares-mail-subject"),
        organisation: Some(organisation),
        before: vec![say("shares-mail-body"), share.note.clone()],
        button: Some(say("shares-mail-button")),
        href: Some(post.link(&format!("/p/{}", token.reveal()))),
        after: vec![say("shares-mail-ends")],
        ..Sheet::default()
    };
    let letter = post.letter(language, &sheet).map_err(|fault| PolicyError::Stored(fault.to_string()))?;
    let about =
        About { kind: "policy_share", occasion: format!("policy_share/{}", share.id), incident: None };
    let to = Recipient { person: None, email: email.clone(), language };
    mail::queue(tenant, now, &about, &to, &letter)?;
    Ok(())
}
