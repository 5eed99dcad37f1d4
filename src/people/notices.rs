//! The mails about people.

use fluent_bundle::FluentArgs;

use super::invitations::Inviter;
use crate::access::address::Token;
use crate::clock::Moment;
use crate::mail::{Letter, Post, Sheet};
use crate::messages::Language;
use crate::web::dates;
use crate::web::engine::EngineError;

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
