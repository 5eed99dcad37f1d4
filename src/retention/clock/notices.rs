//! The mail about a clock that jumped.

use fluent_bundle::FluentArgs;

use super::JUMP_HOURS;
use crate::clock::Moment;
use crate::mail::{Letter, Post, Sheet};
use crate::messages::Language;
use crate::web::dates;
use crate::web::engine::EngineError;

/// The clock jumped between two runs.
pub(super) fn jumped(
    post: &Post,
    language: Language,
    (last, now): (Moment, Moment),
) -> Result<Letter, EngineError> {
    let mut values = FluentArgs::new();
    for (name, moment) in [("last", last), ("now", now)] {
        values.set(name, dates::written(&moment.to_string(), "datetime", language).unwrap_or_default());
    }
    values.set("hours", JUMP_HOURS);
    let say = |key: &str| post.words(language, key, &values);
    let sheet = Sheet {
        subject: say("retention-clock-subject"),
        before: vec![say("retention-clock-what"), say("retention-clock-do")],
        button: Some(say("retention-clock-open")),
        href: Some(post.link("/operator/retention")),
        after: vec![say("retention-clock-why")],
        ..Sheet::default()
    };
    post.letter(language, &sheet)
}
