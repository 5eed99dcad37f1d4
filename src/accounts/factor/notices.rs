//! The mails about second factors. None can be switched off: each tells of a way into the account.

use fluent_bundle::FluentArgs;

use crate::clock::Moment;
use crate::mail::{Letter, Post, Sheet};
use crate::messages::Language;
use crate::web::dates;
use crate::web::engine::EngineError;

/// What happened to a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It was set up.
    On,
    /// Another app took its place.
    Replaced,
    /// It was switched off.
    Off,
    /// New recovery codes were made.
    Codes,
    /// A recovery code was used; so many are left.
    CodeUsed(i64),
    /// Somebody with the right password gave wrong codes until the limit.
    Guessed,
}

impl Change {
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::On => ("signin-mail-second-subject", "factor-mail-on"),
            Self::Replaced => ("signin-mail-second-subject", "factor-mail-replaced"),
            Self::Off => ("signin-mail-second-subject", "factor-mail-off"),
            Self::Codes => ("signin-mail-second-subject", "factor-mail-codes"),
            Self::CodeUsed(_) => ("factor-mail-code-used-subject", "factor-mail-code-used"),
            Self::Guessed => ("factor-mail-guessed-subject", "factor-mail-guessed"),
        }
    }
}

/// Who took a second factor away.
#[derive(Debug, Clone, Copy)]
pub enum By<'a> {
    /// An owner of an organisation: their name and its name.
    Owner(&'a str, &'a str),
    /// Who runs the installation.
    Operator,
}

fn moment(now: Moment, language: Language) -> FluentArgs<'static> {
    let mut values = FluentArgs::new();
    values.set("when", dates::written(&now.to_string(), "datetime", language).unwrap_or_default());
    values
}

/// Something happened to the second factor of an account.
///
/// # Errors
/// The template is faulty.
pub fn changed(post: &Post, language: Language, now: Moment, change: Change) -> Result<Letter, EngineError> {
    let mut values = moment(now, language);
    if let Change::CodeUsed(left) = change {
        values.set("count", left);
    }
    let (subject, body) = change.words();
    let left = matches!(change, Change::CodeUsed(_));
    let mut before = vec![post.words(language, body, &values)];
    before.extend(left.then(|| post.words(language, "signin-recovery-left", &values)));
    letter(post, language, subject, before, "signin-mail-changed-not-you")
}

/// The second factor was taken away by somebody else.
///
/// # Errors
/// The template is faulty.
pub fn reset(post: &Post, language: Language, now: Moment, by: By<'_>) -> Result<Letter, EngineError> {
    let mut values = moment(now, language);
    let body = match by {
        By::Owner(name, organisation) => {
            values.set("name", name.to_owned());
            values.set("organisation", organisation.to_owned());
            "factor-mail-reset-owner"
        }
        By::Operator => "factor-mail-reset-operator",
    };
    let before = vec![post.words(language, body, &values), post.word(language, "factor-mail-reset-next")];
    letter(post, language, "factor-mail-reset-subject", before, "factor-mail-reset-not-you")
}

fn letter(
    post: &Post,
    language: Language,
    subject: &str,
    before: Vec<String>,
    not_you: &str,
) -> Result<Letter, EngineError> {
    let sheet = Sheet {
        subject: post.word(language, subject),
        before,
        button: Some(post.word(language, "signin-mail-reset-button")),
        href: Some(post.link("/password-reset")),
        after: vec![post.word(language, not_you), post.word(language, "signin-mail-why")],
        ..Sheet::default()
    };
    post.letter(language, &sheet)
}
