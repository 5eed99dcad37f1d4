//! The mail about backups that are missing.

use super::timing::{ALARM_HOURS, Alarm};
use crate::clock::Moment;
use crate::mail::{Letter, Post, Sheet};
use crate::messages::{Language, args};
use crate::web::dates;
use crate::web::engine::EngineError;

/// Backups are missing, old or failing.
///
/// # Errors
/// The template is faulty.
pub fn alarm(
    post: &Post,
    language: Language,
    alarm: Alarm,
    fault: Option<&str>,
) -> Result<Letter, EngineError> {
    let hours = args([("hours", ALARM_HOURS)]);
    let of = |key: &str, newest: Moment| {
        let when = dates::written(&newest.to_string(), "datetime", language).unwrap_or_default();
        post.words(language, key, &args([("when", when)]))
    };
    let what = match alarm {
        Alarm::Missing => post.words(language, "backups-alarm-missing", &hours),
        Alarm::Failed => post.word(language, "backups-alarm-failed"),
        Alarm::Gone(newest) => of("backups-alarm-gone", newest),
        Alarm::Old(newest) => of("backups-alarm-old", newest),
    };
    let why = fault.map(|fault| post.words(language, "backups-alarm-fault", &args([("fault", fault)])));
    let sheet = Sheet {
        subject: post.word(language, "backups-alarm-subject"),
        before: std::iter::once(what).chain(why).collect(),
        button: Some(post.word(language, "backups-alarm-button")),
        href: Some(post.link("/operator/backups")),
        after: vec![
            post.word(language, "backups-alarm-what-to-do"),
            post.word(language, "backups-alarm-why"),
        ],
        ..Sheet::default()
    };
    post.letter(language, &sheet)
}
