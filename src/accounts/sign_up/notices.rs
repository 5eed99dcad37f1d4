//! The mails of signing up.

use super::{CODE_MINUTES, Code, HOURS};
use crate::access::address::Token;
use crate::mail::{Letter, Post, Sheet};
use crate::messages::{Language, args};
use crate::web::engine::EngineError;

/// Link and code that prove an address.
///
/// # Errors
/// The template is faulty.
pub fn confirm(post: &Post, language: Language, link: &Token, code: &Code) -> Result<Letter, EngineError> {
    let word = |key: &str| post.word(language, key);
    let number =
        |key: &str, name: &'static str, value: i64| post.words(language, key, &args([(name, value)]));
    let sheet = Sheet {
        subject: word("begin-mail-confirm-subject"),
        before: vec![
            word("begin-mail-confirm-body"),
            post.words(language, "begin-mail-confirm-code", &args([("code", code.reveal())])),
            number("begin-mail-confirm-minutes", "minutes", CODE_MINUTES),
        ],
        button: Some(word("begin-mail-confirm-button")),
        href: Some(post.link(&format!("/sign-up/confirm/{}", link.reveal()))),
        after: vec![
            number("begin-mail-confirm-hours", "hours", HOURS),
            word("begin-mail-confirm-not-you"),
            word("begin-mail-why"),
        ],
        ..Sheet::default()
    };
    post.letter(language, &sheet)
}

/// Somebody tried to sign up with an address that has an account.
///
/// # Errors
/// The template is faulty.
pub fn has_account(post: &Post, language: Language) -> Result<Letter, EngineError> {
    let word = |key: &str| post.word(language, key);
    let sheet = Sheet {
        subject: word("begin-mail-known-subject"),
        before: vec![word("begin-mail-known-body"), word("begin-mail-known-password")],
        button: Some(word("begin-mail-known-button")),
        href: Some(post.link("/sign-in")),
        after: vec![word("begin-mail-known-not-you"), word("begin-mail-why")],
        ..Sheet::default()
    };
    post.letter(language, &sheet)
}
