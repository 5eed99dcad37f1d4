//! The mails about accounts.

use fluent_bundle::FluentArgs;

use super::factor::notices::By;
use super::locking::LOCK_DAYS;
use super::moving::{CONFIRM_HOURS, UNDO_DAYS};
use super::{RESET_MINUTES, device};
use crate::access::address::Token;
use crate::access::email::Email;
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

/// The password was changed, and with it maybe a move ended that nobody had confirmed.
///
/// # Errors
/// The template is faulty.
pub fn changed(
    post: &Post,
    language: Language,
    now: Moment,
    ended_a_move: bool,
    lock: &Token,
) -> Result<Letter, EngineError> {
    let mut body = post.words(language, "signin-mail-changed-body", &when(language, now));
    if ended_a_move {
        body = format!("{body} {}", post.word(language, "sessions-mail-changed-move"));
    }
    alarm(post, language, "signin-mail-changed-subject", body, lock)
}

/// Somebody signed in with a browser that the account doesn't know.
///
/// # Errors
/// The template is faulty.
pub fn new_device(
    post: &Post,
    language: Language,
    now: Moment,
    agent: &str,
    lock: &Token,
) -> Result<Letter, EngineError> {
    let mut values = when(language, now);
    values.set("device", device::named(agent, |key, args| post.words(language, key, args)));
    let body = post.words(language, "signin-mail-device-body", &values);
    alarm(post, language, "signin-mail-device-subject", body, lock)
}

/// To the old address: somebody asked to move the account.
///
/// # Errors
/// The template is faulty.
pub fn move_asked(
    post: &Post,
    language: Language,
    now: Moment,
    new: &Email,
    lock: &Token,
) -> Result<Letter, EngineError> {
    let mut values = when(language, now);
    values.set("email", new.masked());
    let body = post.words(language, "sessions-mail-asked-body", &values);
    alarm(post, language, "sessions-mail-asked-subject", body, lock)
}

/// To the new address: the link that moves the account there, or that the address has one already.
///
/// # Errors
/// The template is faulty.
pub fn move_confirm(
    post: &Post,
    language: Language,
    (old, is_taken): (&Email, bool),
    confirm: &Token,
) -> Result<Letter, EngineError> {
    let values = args([("email", old.masked())]);
    let mut sheet = Sheet {
        subject: post.word(language, "sessions-mail-confirm-subject"),
        before: vec![post.words(language, "sessions-mail-confirm-body", &values)],
        after: vec![post.word(language, "signin-mail-why")],
        ..Sheet::default()
    };
    if is_taken {
        sheet.before.push(post.word(language, "sessions-mail-confirm-taken"));
    } else {
        let hours = args([("hours", CONFIRM_HOURS)]);
        sheet.before.push(post.words(language, "sessions-mail-confirm-what", &hours));
        sheet.button = Some(post.word(language, "sessions-mail-confirm-button"));
        sheet.href = Some(post.link(&format!("/email-change/{}", confirm.reveal())));
    }
    post.letter(language, &sheet)
}

/// To the old address: the account was moved.
///
/// # Errors
/// The template is faulty.
pub fn moved(
    post: &Post,
    language: Language,
    now: Moment,
    new: &Email,
    undo: &Token,
) -> Result<Letter, EngineError> {
    let mut values = when(language, now);
    values.set("email", new.masked());
    let days = args([("days", UNDO_DAYS)]);
    let sheet = Sheet {
        subject: post.word(language, "signin-mail-email-subject"),
        before: vec![
            post.words(language, "sessions-mail-moved-body", &values),
            post.words(language, "sessions-mail-moved-undo", &days),
        ],
        button: Some(post.word(language, "sessions-mail-moved-button")),
        href: Some(post.link(&format!("/email-undo/{}", undo.reveal()))),
        after: vec![post.word(language, "signin-mail-why")],
        ..Sheet::default()
    };
    post.letter(language, &sheet)
}

/// To the address from which an account was moved back to where it was a short while ago.
///
/// # Errors
/// The template is faulty.
pub fn moved_back(post: &Post, language: Language, now: Moment) -> Result<Letter, EngineError> {
    let sheet = Sheet {
        subject: post.word(language, "signin-mail-email-subject"),
        before: vec![post.words(language, "sessions-mail-moved-back", &when(language, now))],
        after: vec![post.word(language, "signin-mail-why")],
        ..Sheet::default()
    };
    post.letter(language, &sheet)
}

/// Somebody else ended all sessions.
///
/// # Errors
/// The template is faulty.
pub fn sessions_ended(
    post: &Post,
    language: Language,
    now: Moment,
    by: By<'_>,
) -> Result<Letter, EngineError> {
    let mut values = when(language, now);
    let body = match by {
        By::Owner(name, organisation) => {
            values.set("name", name.to_owned());
            values.set("organisation", organisation.to_owned());
            "ending-mail-by"
        }
        By::Operator => "ending-mail-operator",
    };
    let sheet = Sheet {
        subject: post.word(language, "ending-mail-subject"),
        before: vec![post.words(language, body, &values), post.word(language, "ending-mail-next")],
        after: vec![post.word(language, "signin-mail-why")],
        ..Sheet::default()
    };
    post.letter(language, &sheet)
}

/// A mail that tells of something, with the link that locks the account.
fn alarm(
    post: &Post,
    language: Language,
    subject: &str,
    body: String,
    lock: &Token,
) -> Result<Letter, EngineError> {
    let days = args([("days", LOCK_DAYS)]);
    let sheet = Sheet {
        subject: post.word(language, subject),
        before: vec![body, post.words(language, "sessions-mail-lock", &days)],
        button: Some(post.word(language, "sessions-mail-lock-button")),
        href: Some(post.link(&format!("/account-lock/{}", lock.reveal()))),
        after: vec![post.word(language, "signin-mail-why")],
        ..Sheet::default()
    };
    post.letter(language, &sheet)
}

fn when(language: Language, now: Moment) -> FluentArgs<'static> {
    args([("when", dates::written(&now.to_string(), "datetime", language).unwrap_or_default())])
}
