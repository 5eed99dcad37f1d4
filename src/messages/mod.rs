//! Every sentence that people see, in English and Welsh.
//!
//! The words stand in `templates/messages/{en,cy}/*.ftl` (Fluent). English is complete; what
//! Welsh lacks falls back to English and is marked as such by [`Text::fallback`].

mod language;
mod welsh;

use std::collections::HashMap;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

pub use language::Language;

#[derive(RustEmbed)]
#[folder = "templates/messages"]
struct Files;

/// A faulty message file. Found at start, never while a page is made.
#[derive(Debug, thiserror::Error)]
pub enum MessagesError {
    /// The file is not Fluent.
    #[error("message file {0}: {1}")]
    Faulty(String, String),
    /// The language tag is not understood by the Fluent library.
    #[error("language tag {0}")]
    Tag(String),
}

/// A message in a language, and whether the words are English for want of Welsh ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The words.
    pub words: String,
    /// English stands in for a missing Welsh message.
    pub fallback: bool,
}

/// All messages of the program, read once at start.
pub struct Messages {
    spoken: HashMap<Language, Spoken>,
}

/// The messages of one language.
struct Spoken {
    bundle: FluentBundle<FluentResource>,
    /// Those that are the same whatever is given: most, and every page prints dozens.
    plain: HashMap<String, String>,
}

impl Messages {
    /// Reads every embedded message file.
    ///
    /// # Errors
    /// A file that is not Fluent, or that defines a key twice.
    pub fn load() -> Result<Self, MessagesError> {
        let mut spoken = HashMap::new();
        for language in Language::ALL {
            spoken.insert(language, Spoken::load(language)?);
        }
        Ok(Self { spoken })
    }

    /// The words of `key`; English when Welsh has none; the key itself when nobody has it
    /// (a test finds such keys before people do).
    #[must_use]
    pub fn get(&self, language: Language, key: &str) -> String {
        self.format(language, key, &FluentArgs::new())
    }

    /// As [`Messages::get`], with values for the places in the message.
    #[must_use]
    pub fn format(&self, language: Language, key: &str, args: &FluentArgs<'_>) -> String {
        self.text(language, key, args).words
    }

    /// As [`Messages::format`], and whether English stood in.
    #[must_use]
    pub fn text(&self, language: Language, key: &str, args: &FluentArgs<'_>) -> Text {
        if let Some(words) = self.in_language(language, key, args) {
            return Text { words, fallback: false };
        }
        let words = self.in_language(Language::English, key, args).unwrap_or_else(|| key.to_owned());
        Text { words, fallback: language != Language::English }
    }

    /// Whether `key` has words of its own in this language.
    #[must_use]
    pub fn has(&self, language: Language, key: &str) -> bool {
        self.spoken.get(&language).is_some_and(|spoken| spoken.bundle.has_message(key))
    }

    fn in_language(&self, language: Language, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let spoken = self.spoken.get(&language)?;
        if let Some(words) = spoken.plain.get(key) {
            return Some(words.clone());
        }
        let (words, faults) = spoken.format(key, args)?;
        for fault in faults {
            tracing::warn!(key, %fault, "message with a missing value");
        }
        Some(if language == Language::Welsh { welsh::softened(words) } else { words })
    }
}

impl Spoken {
    fn load(language: Language) -> Result<Self, MessagesError> {
        let tag: LanguageIdentifier =
            language.tag().parse().map_err(|_not| MessagesError::Tag(language.tag().to_owned()))?;
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(false);
        let mut keys = Vec::new();
        for name in Files::iter().filter(|name| name.starts_with(language.code())) {
            let text = text_of(&name);
            keys.extend(keys_in(&text).map(str::to_owned));
            bundle.add_resource(resource(&name, text)?).map_err(|faults| faulty(&name, &faults))?;
        }
        let mut spoken = Self { bundle, plain: HashMap::new() };
        spoken.plain = keys.into_iter().filter_map(|key| spoken.plain(key)).collect();
        Ok(spoken)
    }

    /// The words of a message that nothing can change.
    fn plain(&self, key: String) -> Option<(String, String)> {
        let (words, faults) = self.format(&key, &FluentArgs::new())?;
        faults.is_empty().then_some((key, words))
    }

    fn format(&self, key: &str, args: &FluentArgs<'_>) -> Option<(String, Vec<FluentError>)> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut faults = Vec::new();
        let words = self.bundle.format_pattern(pattern, Some(args), &mut faults);
        Some((words.into_owned(), faults))
    }
}

/// The keys of the messages in a file; terms, comments and continued lines are none.
fn keys_in(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| line.split_once('=').map(|(key, _)| key.trim_end())).filter(|key| {
        key.starts_with(|first: char| first.is_ascii_alphabetic())
            && key.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))
    })
}

/// Values for the places in a message, from pairs of name and value.
#[must_use]
pub fn args<'a, V: Into<FluentValue<'a>>>(pairs: impl IntoIterator<Item = (&'a str, V)>) -> FluentArgs<'a> {
    pairs.into_iter().map(|(name, value)| (name, value.into())).collect()
}

fn text_of(name: &str) -> String {
    let bytes = Files::get(name).map(|file| file.data).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn resource(name: &str, text: String) -> Result<FluentResource, MessagesError> {
    FluentResource::try_new(text)
        .map_err(|(_, faults)| MessagesError::Faulty(name.to_owned(), format!("{faults:?}")))
}

fn faulty(name: &str, faults: &[FluentError]) -> MessagesError {
    let words: Vec<String> = faults.iter().map(ToString::to_string).collect();
    MessagesError::Faulty(name.to_owned(), words.join("; "))
}
