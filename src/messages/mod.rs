//! Every sentence that people see, in English and Welsh.
//!
//! The words stand in `templates/messages/{en,cy}/*.ftl` (Fluent). English is complete; what
//! Welsh lacks falls back to English and is marked as such by [`Text::fallback`].

mod language;

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
    bundles: HashMap<Language, FluentBundle<FluentResource>>,
}

impl Messages {
    /// Reads every embedded message file.
    ///
    /// # Errors
    /// A file that is not Fluent, or that defines a key twice.
    pub fn load() -> Result<Self, MessagesError> {
        let mut bundles = HashMap::new();
        for language in Language::ALL {
            bundles.insert(language, bundle(language)?);
        }
        Ok(Self { bundles })
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
        self.bundles.get(&language).is_some_and(|bundle| bundle.has_message(key))
    }

    fn in_language(&self, language: Language, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let bundle = self.bundles.get(&language)?;
        let pattern = bundle.get_message(key)?.value()?;
        let mut faults = Vec::new();
        let words = bundle.format_pattern(pattern, Some(args), &mut faults);
        for fault in faults {
            tracing::warn!(key, %fault, "message with a missing value");
        }
        Some(words.into_owned())
    }
}

/// Values for the places in a message, from pairs of name and value.
#[must_use]
pub fn args<'a, V: Into<FluentValue<'a>>>(pairs: impl IntoIterator<Item = (&'a str, V)>) -> FluentArgs<'a> {
    pairs.into_iter().map(|(name, value)| (name, value.into())).collect()
}

fn bundle(language: Language) -> Result<FluentBundle<FluentResource>, MessagesError> {
    let tag: LanguageIdentifier =
        language.tag().parse().map_err(|_not| MessagesError::Tag(language.tag().to_owned()))?;
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    bundle.set_use_isolating(false);
    for name in Files::iter().filter(|name| name.starts_with(language.code())) {
        let resource = resource(&name)?;
        bundle.add_resource(resource).map_err(|faults| faulty(&name, &faults))?;
    }
    Ok(bundle)
}

fn resource(name: &str) -> Result<FluentResource, MessagesError> {
    let bytes = Files::get(name).map(|file| file.data).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    FluentResource::try_new(text)
        .map_err(|(_, faults)| MessagesError::Faulty(name.to_owned(), format!("{faults:?}")))
}

fn faulty(name: &str, faults: &[FluentError]) -> MessagesError {
    let words: Vec<String> = faults.iter().map(ToString::to_string).collect();
    MessagesError::Faulty(name.to_owned(), words.join("; "))
}
