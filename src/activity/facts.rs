//! The facts of a line in words: what they are called, and what stands there, as far as there are words for it.

use serde::Serialize;
use serde_json::Value as Json;

use super::Names;
use crate::audit::Within;
use crate::clock::{Day, Moment};
use crate::db::ids::AnyId;
use crate::messages::{Language, Messages};
use crate::web::dates;

/// Facts whose values are words of a list: the fact, and how the keys of those words begin.
const LISTS: &[(&str, &str)] = &[
    ("changed", "people-field-"),
    ("nation", "services-nation-"),
    ("role", "role-"),
    ("service_type", "services-type-"),
    ("way", "rights-way-"),
    ("worker_type", "people-worker-"),
];

/// A fact as it is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// What it is called.
    pub name: String,
    /// What stands there.
    pub value: String,
    /// Whether that is as it is stored, because there are no words for it.
    pub code: bool,
}

/// The facts, one to a line; what says nothing is left out. Whoever sees a part of the log meets names of that part.
#[must_use]
pub fn told(
    (messages, language): (&Messages, Language),
    names: &Names,
    within: Option<&Within>,
    text: &str,
) -> Vec<Fact> {
    let Ok(Json::Object(map)) = serde_json::from_str(text) else { return Vec::new() };
    let says = |value: &Json| !value.is_null() && value.as_array().is_none_or(|all| !all.is_empty());
    let reader = Reader { messages, language, names, within };
    let facts = map.into_iter().filter(|(_, value)| says(value));
    facts.map(|(name, value)| reader.fact(&name, &value)).collect()
}

struct Reader<'a> {
    messages: &'a Messages,
    language: Language,
    names: &'a Names,
    /// The part whose names may be told; nothing means all.
    within: Option<&'a Within>,
}

impl Reader<'_> {
    fn fact(&self, name: &str, value: &Json) -> Fact {
        let key = format!("activity-fact-{}", name.replace('_', "-"));
        let label = self.known(&key).unwrap_or_else(|| name.to_owned());
        let words = self.words(name, value);
        Fact { name: label, code: words.is_none(), value: words.unwrap_or_else(|| plain(value)) }
    }

    /// What a value says, when there are words for all of it.
    fn words(&self, name: &str, value: &Json) -> Option<String> {
        match value {
            Json::Bool(is) => Some(self.say(if *is { "policies-yes" } else { "policies-no" })),
            Json::Number(number) => Some(number.to_string()),
            Json::String(text) => self.text(name, text),
            Json::Array(all) => {
                let all: Option<Vec<String>> = all.iter().map(|each| self.words(name, each)).collect();
                Some(all?.join(", "))
            }
            Json::Null | Json::Object(_) => None,
        }
    }

    fn text(&self, name: &str, text: &str) -> Option<String> {
        if let Some(id) = AnyId::parse(text) {
            let may = self.within.is_none_or(|within| within.sees(id));
            return self.names.0.get(&id).filter(|_| may).cloned();
        }
        if Moment::parse(text).is_some() {
            return dates::written(text, "datetime", self.language);
        }
        if Day::parse(text).is_some() {
            return dates::written(text, "day", self.language);
        }
        if name == "language" {
            let language = Language::from_code(text)?;
            return Some(self.messages.get(language, "language-name"));
        }
        let (_, begin) = LISTS.iter().find(|(list, _)| *list == name)?;
        self.known(&format!("{begin}{}", text.replace('_', "-")))
    }

    fn say(&self, key: &str) -> String {
        self.messages.get(self.language, key)
    }

    fn known(&self, key: &str) -> Option<String> {
        self.messages.has(Language::English, key).then(|| self.say(key))
    }
}

/// As it is stored.
fn plain(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}
