//! What is said of a cover, in words.

use super::{Cover, Names};
use crate::access::Role;
use crate::clock::Day;
use crate::db::ids::{PersonId, ServiceId};
use crate::messages::{Language, Messages, args};
use crate::web::dates;

/// The words for a role, with its service.
#[must_use]
pub fn role(
    messages: &Messages,
    language: Language,
    names: &Names,
    (role, service): (Role, Option<ServiceId>),
) -> String {
    let word = messages.get(language, &format!("role-{}", role.as_str().replace('_', "-")));
    match service.and_then(|id| names.services.get(&id)) {
        Some(place) => {
            let values = args([("role", word.as_str()), ("service", place.as_str())]);
            messages.format(language, "covers-role-at", &values)
        }
        None => word,
    }
}

/// A cover as it is said to one of the two, or to somebody else.
#[must_use]
pub fn line(
    messages: &Messages,
    language: Language,
    names: &Names,
    cover: &Cover,
    (reader, today): (Option<PersonId>, Day),
) -> String {
    let to = match reader {
        Some(reader) if reader == cover.cover => "you",
        Some(reader) if reader == cover.holder => "for-you",
        _ => "others",
    };
    let when = if cover.from_on <= today { "now" } else { "later" };
    let name = |id: &PersonId| names.people.get(id).cloned().unwrap_or_default();
    let written = |day: Day| dates::written(&day.to_string(), "day", language).unwrap_or_default();
    let values = args([
        ("cover", name(&cover.cover)),
        ("holder", name(&cover.holder)),
        ("role", role(messages, language, names, (cover.role, cover.service))),
        ("from", written(cover.from_on)),
        ("until", written(cover.until_on)),
    ]);
    messages.format(language, &format!("covers-line-{to}-{when}"), &values)
}
