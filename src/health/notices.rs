//! The mail that an operator sends to themselves.

use crate::clock::Moment;
use crate::mail::{Letter, Post, Sheet};
use crate::messages::Language;
use crate::web::engine::EngineError;

/// Says that mail arrives.
pub(super) fn test(post: &Post, language: Language, now: Moment) -> Result<Letter, EngineError> {
    let at = now.to_string();
    let values = crate::messages::args([("at", at.as_str())]);
    let say = |key: &str| post.words(language, key, &values);
    let sheet = Sheet {
        subject: say("health-mail-subject"),
        before: vec![say("health-mail-body")],
        button: Some(say("health-mail-button")),
        href: Some(post.link("/operator/health")),
        after: vec![say("health-mail-why")],
        ..Sheet::default()
    };
    post.letter(language, &sheet)
}
