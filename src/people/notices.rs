//! The mails about people.

use fluent_bundle::FluentArgs;

use super::invitations::Inviter;
use crate::access::address::Token;
use crate::clock::Moment;
use crate::mail::{Letter, Post, Sheet};
use crate::messages::Language;
use crate::web::dates;
use crate::web::engine::EngineError;

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
