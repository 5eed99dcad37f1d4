//! Puts values into a document, without touching its structure.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::limits::{self, Limit};
use super::model::{Document, Inline, Picture};
use super::pictures::Pictures;
use super::values::{Value, Values};
use super::{catalogue, dates};
use crate::messages::Language;

/// Whether the text is looked at before it is published, or printed for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Dates, code and version number are not yet set.
    Preview,
    /// Everything must have its value.
    Published,
}

/// What stands at the places of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// These words.
    Filled(String),
    /// The logo.
    Image,
    /// Nothing, and nothing is missing: no logo, or the printer sets it.
    Nothing,
    /// Nobody filled it: a gap.
    Missing,
    /// The catalogue does not know the name.
    Unknown,
    /// Set on publishing, with the proposed words.
    Later(Option<String>),
}

/// A document with what stands at each field place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filled {
    /// The document; its field places keep their names.
    pub document: Document,
    /// What stands at the places, by field name.
    pub states: BTreeMap<String, State>,
    /// How many places each field has.
    pub counts: BTreeMap<String, usize>,
    /// The language of the dates and of the words for gaps.
    pub language: Language,
    /// Before or after publishing.
    pub stage: Stage,
    /// The files of the pictures; not stored with it.
    #[serde(skip)]
    pub pictures: Pictures,
}

/// Gives each field place its state. Where a value ends with a full stop and the text goes on
/// with one, only one is printed; where nothing stands for a value, the space before it goes too.
///
/// # Errors
/// The values at all their places are over [`limits::VALUE_BYTES`].
pub fn fill(document: &Document, values: &Values, language: Language, stage: Stage) -> Result<Filled, Limit> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    document.for_each_field(&mut |name| *counts.entry(name.to_owned()).or_default() += 1);
    let state = |name: &String| (name.clone(), state(name, values, language, stage));
    let states: BTreeMap<String, State> = counts.keys().map(state).collect();
    if bytes_of(&states, &counts) > limits::VALUE_BYTES {
        return Err(Limit::Values);
    }
    let mut document = document.clone();
    document.for_each_sentence_mut(&mut |sentence| {
        one_full_stop(&mut sentence.0, &states, &mut false);
        no_double_space(&mut sentence.0, &|name| matches!(values.get(name), Some(Value::Nothing)));
    });
    Ok(Filled { document, states, counts, language, stage, pictures: Pictures::default() })
}

/// What the values add to a text, at all their places.
fn bytes_of(states: &BTreeMap<String, State>, counts: &BTreeMap<String, usize>) -> usize {
    let of = |(name, state): (&String, &State)| match state {
        State::Filled(words) | State::Later(Some(words)) => {
            words.len().saturating_mul(counts.get(name).copied().unwrap_or_default())
        }
        _ => 0,
    };
    states.iter().map(of).fold(0, usize::saturating_add)
}

/// What stands at the places of a field, whatever the text.
#[must_use]
pub fn state(name: &str, values: &Values, language: Language, stage: Stage) -> State {
    let Some(field) = catalogue::find(name) else { return State::Unknown };
    if field.of_printing() {
        return State::Nothing;
    }
    let words = words(name, values, language);
    match (words, values.get(name)) {
        (_, Some(Value::Image)) => State::Image,
        (_, Some(Value::Nothing)) => State::Nothing,
        (words, _) if field.of_version() && stage == Stage::Preview => State::Later(words),
        (Some(words), _) => State::Filled(words),
        (None, _) if field.name == catalogue::LOGO => State::Nothing,
        (None, _) => State::Missing,
    }
}

// In a Welsh text the Welsh form of a value (`…_cy`) comes first.
fn words(name: &str, values: &Values, language: Language) -> Option<String> {
    let welsh = match language {
        Language::Welsh => values.get(&format!("{name}_cy")),
        Language::English => None,
    };
    match welsh.or_else(|| values.get(name))? {
        Value::Text(text) => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        Value::Date(date) => Some(dates::long(*date, language)),
        Value::Image | Value::Nothing => None,
    }
}

fn no_double_space(parts: &mut Vec<Inline>, is_nothing: &dyn Fn(&str) -> bool) {
    let mut before: Option<&mut String> = None;
    for part in parts.iter_mut() {
        match part {
            Inline::Text(text) => before = Some(text),
            Inline::Field(name) => {
                let space = before.take().filter(|text| is_nothing(name) && text.ends_with(' '));
                if let Some(text) = space {
                    text.pop();
                }
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) => {
                no_double_space(inner, is_nothing);
                before = None;
            }
            Inline::Link(link) => {
                no_double_space(&mut link.label, is_nothing);
                before = None;
            }
            Inline::Break => before = None,
        }
    }
    parts.retain(|part| !matches!(part, Inline::Text(text) if text.is_empty()));
}

fn one_full_stop(parts: &mut Vec<Inline>, states: &BTreeMap<String, State>, stopped: &mut bool) {
    for part in parts.iter_mut() {
        match part {
            Inline::Text(text) => {
                if *stopped && text.starts_with('.') && !text.starts_with("..") {
                    text.remove(0);
                }
                *stopped = false;
            }
            Inline::Field(name) => {
                *stopped = matches!(states.get(name), Some(State::Filled(words)) if words.ends_with('.'));
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) => one_full_stop(inner, states, stopped),
            Inline::Link(link) => one_full_stop(&mut link.label, states, stopped),
            Inline::Break => *stopped = false,
        }
    }
    parts.retain(|part| !matches!(part, Inline::Text(text) if text.is_empty()));
}

impl Filled {
    /// What stands at the places of this field.
    #[must_use]
    pub fn state(&self, name: &str) -> &State {
        self.states.get(name).unwrap_or(&State::Unknown)
    }

    /// The fields that nobody filled, with the number of their places.
    pub fn gaps(&self) -> impl Iterator<Item = (&str, usize)> {
        self.with(|state| *state == State::Missing)
    }

    /// The fields that the catalogue does not know, with the number of their places.
    pub fn unknown(&self) -> impl Iterator<Item = (&str, usize)> {
        self.with(|state| *state == State::Unknown)
    }

    /// The pictures that nobody described, which may not be published.
    pub fn undescribed(&self) -> impl Iterator<Item = &Picture> {
        self.document.pictures().filter(|picture| picture.alt.trim().is_empty())
    }

    /// Whether the text can be published: no gap and no unknown field.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.gaps().next().is_none() && self.unknown().next().is_none()
    }

    fn with(&self, wanted: fn(&State) -> bool) -> impl Iterator<Item = (&str, usize)> {
        let found = self.states.iter().filter(move |(_, state)| wanted(state));
        found.map(|(name, _)| (name.as_str(), self.counts.get(name).copied().unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::import::{Accepted, Format, import};
    use jiff::civil::date;

    fn filled(text: &str, name: &str, stage: Stage) -> Filled {
        let mut values = Values::new();
        values.text("org_field_name", name);
        values.set("next_review_date", Value::Date(date(2026, 12, 2)));
        let document = import(text, Format::Text, &Accepted::all()).unwrap().document;
        fill(&document, &values, Language::Welsh, stage).unwrap()
    }

    #[test]
    fn gives_each_place_its_state() {
        let text = "{{org_field_name}} {{org_field_logo}} {{org_field_phone}} {{fax}} {{next_review_date}} \
                    {{page_no}} {{current_year}} are all used in this line of words.";
        let cases = [
            (Stage::Published, "next_review_date", State::Filled("2 Rhagfyr 2026".to_owned())),
            (Stage::Preview, "next_review_date", State::Later(Some("2 Rhagfyr 2026".to_owned()))),
            (Stage::Preview, "current_year", State::Later(None)),
            (Stage::Published, "current_year", State::Missing),
            (Stage::Published, "org_field_name", State::Filled("Gofal".to_owned())),
            (Stage::Published, "org_field_logo", State::Nothing),
            (Stage::Published, "org_field_phone", State::Missing),
            (Stage::Published, "page_no", State::Nothing),
            (Stage::Published, "fax", State::Unknown),
        ];
        for (stage, name, expected) in cases {
            assert_eq!(*filled(text, "Gofal", stage).state(name), expected, "{name}");
        }
    }

    #[test]
    fn prints_one_full_stop_only_at_a_place() {
        let cases = [
            ("by {{org_field_name}}. Next", "Ltd.", "by {{org_field_name}} Next"),
            ("by {{org_field_name}}. Next", "Ltd", "by {{org_field_name}}. Next"),
            ("by {{org_field_name}}...", "Ltd.", "by {{org_field_name}}..."),
            ("wait.. {{org_field_name}}", "Ltd.", "wait.. {{org_field_name}}"),
        ];
        for (text, name, expected) in cases {
            let mut raw = Vec::new();
            filled(text, name, Stage::Published).document.for_each_sentence(&mut |s| raw.push(s.raw()));
            raw.retain(|line| !line.is_empty());
            assert_eq!(raw.join(" "), expected, "{text} {name}");
        }
    }

    #[test]
    fn one_name_leaves_no_gap_in_a_text() {
        let (first, last) =
            ("org_field_registered_manager_first_name", "org_field_registered_manager_last_name");
        for (text, expected) in [
            ("Ask {{F}} {{L}}. Now", "Ask {{F}}{{L}}. Now"),
            ("Ask {{F}} {{L}} about it", "Ask {{F}}{{L}} about it"),
            ("Ask **{{F}} {{L}}** now", "Ask {{F}}{{L}} now"),
            ("Ask {{L}} now", "Ask{{L}} now"),
        ] {
            let named = |text: &str| {
                text.replace("{{F}}", &format!("{{{{{first}}}}}"))
                    .replace("{{L}}", &format!("{{{{{last}}}}}"))
            };
            let mut values = Values::new();
            values.text(first, "Sukarno");
            values.set(last, Value::Nothing);
            let document = import(&named(text), Format::Markdown, &Accepted::all()).unwrap().document;
            let filled = fill(&document, &values, Language::English, Stage::Published).unwrap();
            assert!(filled.is_complete() && *filled.state(last) == State::Nothing, "{text}");
            let mut raw = Vec::new();
            filled.document.for_each_sentence(&mut |sentence| raw.push(sentence.raw()));
            raw.retain(|line| !line.is_empty());
            assert_eq!(raw.join(" ").replace("**", ""), named(expected), "{text}");
        }
    }

    #[test]
    fn values_may_not_make_a_text_explode() {
        let place = "{{org_field_name}} and {{org_field_phone}}. ";
        let text = format!("# T\n\n{}", place.repeat(512));
        let document = import(&text, Format::Markdown, &Accepted::all()).unwrap().document;
        let fits = limits::VALUE_BYTES / 512;
        for (length, over) in [(fits - 5, false), (fits - 4, true), (fits * 100, true)] {
            let mut values = Values::new();
            values.text("org_field_name", &"a".repeat(length));
            values.text("org_field_phone", "12345");
            let filled = fill(&document, &values, Language::English, Stage::Preview);
            assert_eq!(filled.err(), over.then_some(Limit::Values), "{length}");
        }
    }

    #[test]
    fn a_value_on_several_lines_prints_on_one() {
        let filled = filled("Of {{org_field_name}} here.", "A\nB", Stage::Published);
        assert_eq!(*filled.state("org_field_name"), State::Filled("A B".to_owned()));
    }
}
