//! The mails about accounts.

use fluent_bundle::FluentArgs;

use super::RESET_MINUTES;
use crate::access::address::Token;
use crate::clock::Moment;
use crate::mail::{Letter, Post, Sheet};
use crate::messages::{Language, args};
use crate::web::dates;
use crate::web::engine::EngineError;

/// A link for a new password.
///
/// # Errors
/// The template is faulty.
pub fn reset(post: &Post, language: Language, token: &Token) -> Result<Letter, EngineError> {
    let minutes = args([("minutes", RESET_MINUTES)]);
    let sheet = Sheet {
        subject: post.word(language, "signin-mail-reset-subject"),
        before: vec![post.words(language, "signin-mail-reset-body", &minutes)],
        button: Some(post.word(language, "signin-mail-reset-button")),
        href: Some(post.link(&format!("/password-reset/{}", token.reveal()))),
        after: vec![post.word(language, "signin-mail-reset-not-you"), post.word(language, "signin-mail-why")],
        ..Sheet::default()
    };
    post.letter(language, &sheet)
}

/// The password was changed.
///
/// # Errors
/// The template is faulty.
pub fn changed(post: &Post, language: Language, now: Moment) -> Result<Letter, EngineError> {
    let mut when = FluentArgs::new();
    when.set("when", dates::written(&now.to_string(), "datetime", language).unwrap_or_default());
    let sheet = Sheet {
        subject: post.word(language, "signin-mail-changed-subject"),
        before: vec![post.words(language, "signin-mail-changed-body", &when)],
        button: Some(post.word(language, "signin-mail-reset-button")),
        href: Some(post.link("/password-reset")),
        after: vec![
            post.word(language, "signin-mail-changed-not-you"),
            post.word(language, "signin-mail-why"),
        ],
        ..Sheet::default()
    };
    post.letter(language, &sheet)
}
