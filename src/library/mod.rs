//! The library: texts of our own, tagged with nation, kind of service, language and law, and what the
//! regulators expect. It is data inside the program and belongs to no organisation: nothing here asks a
//! database. What an organisation makes of it stands in `policies::adoption` and `policies::coverage`.
//!
//! `catalogue.json` says what there is, `texts/` holds the words, `coverage.json` the expectations.
//! A text names another policy as `[[family]]`; [`links`] puts title and code there.

pub mod codes;
pub mod expectations;
pub mod links;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_embed::RustEmbed;
use serde::Deserialize;

use crate::clock::Day;
use crate::db::types::text_enum;
use crate::messages::Language;
use crate::organisations::{Nation, Service, ServiceType};

#[derive(RustEmbed)]
#[folder = "src/library/texts"]
struct Texts;

text_enum! {
    /// How much a service needs a text.
    Need {
        /// A regulation asks for it.
        Law = "law",
        /// Inspectors ask for it.
        Inspection = "inspection",
        /// Good to have.
        Good = "good",
    }
}

text_enum! {
    /// What a text stands on.
    LawKind {
        /// An Act or regulations.
        Law = "law",
        /// Guidance.
        Guidance = "guidance",
        /// A code of practice.
        Code = "code",
    }
}

/// A law, a guidance or a code that a text names.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Law {
    /// Our short name for it.
    pub tag: String,
    /// Its own name.
    pub title: String,
    /// The day it is of.
    pub dated: Day,
    /// What it is.
    pub kind: LawKind,
    /// When we last looked whether it is still so.
    pub checked_on: Day,
}

/// A text of the library.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Names it; the same in every edition.
    pub key: String,
    /// The topic, the same for every nation, kind of service and language.
    pub family: String,
    /// The number of the topic in codes.
    pub number: u16,
    /// The title.
    pub title: String,
    /// The nation it is written for.
    pub nation: Nation,
    /// The kinds of service it is written for.
    pub service_types: Vec<ServiceType>,
    /// Its language.
    pub language: Language,
    /// The edition, such as `2026-11`.
    pub edition: String,
    /// The day of the edition.
    pub edition_date: Day,
    /// Usual time to the next review.
    pub review_months: u16,
    /// How much a service needs it.
    pub need: Need,
    /// Who asks for it and where.
    pub need_reason: String,
    /// Who usually reads it.
    pub audience: String,
    /// What it is about.
    pub summary: String,
    /// What it stands on.
    pub laws: Vec<Law>,
    /// The families that it names.
    pub related: Vec<String>,
}

/// Words that people read in a minute.
const WORDS_A_MINUTE: usize = 200;

impl Template {
    /// Its words, in Markdown; empty when the file is missing, which a test refuses.
    #[must_use]
    pub fn text(&self) -> &str {
        LIBRARY.texts.get(&self.key).map_or("", String::as_str)
    }

    /// Whether it is written for such services.
    #[must_use]
    pub fn is_for(&self, nation: Nation, kind: ServiceType) -> bool {
        self.nation == nation && self.service_types.contains(&kind)
    }

    /// Whether it is written for this service.
    #[must_use]
    pub fn fits(&self, service: &Service) -> bool {
        self.is_for(service.nation, service.service_type)
    }

    /// Whether two texts are for the same nation and share a kind of service.
    #[must_use]
    pub fn stands_beside(&self, other: &Self) -> bool {
        self.nation == other.nation
            && self.service_types.iter().any(|kind| other.service_types.contains(kind))
    }

    /// How long reading takes, in minutes.
    #[must_use]
    pub fn minutes(&self) -> usize {
        self.text().split_whitespace().count().div_ceil(WORDS_A_MINUTE)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalogue {
    templates: Vec<Template>,
}

#[derive(Default)]
struct Library {
    templates: Vec<Template>,
    texts: BTreeMap<String, String>,
}

/// Read once. A faulty catalogue reads as an empty one; a test refuses it.
static LIBRARY: LazyLock<Library> = LazyLock::new(|| read().unwrap_or_default());

fn read() -> Result<Library, serde_json::Error> {
    let catalogue: Catalogue = serde_json::from_str(include_str!("catalogue.json"))?;
    let mut texts = BTreeMap::new();
    for name in Texts::iter() {
        let text = Texts::get(&name).and_then(|file| String::from_utf8(file.data.into_owned()).ok());
        if let (Some(key), Some(text)) = (name.strip_suffix(".md"), text) {
            texts.insert(key.to_owned(), text.replace("\r\n", "\n"));
        }
    }
    Ok(Library { templates: catalogue.templates, texts })
}

/// Every text, in the order of the catalogue.
#[must_use]
pub fn templates() -> &'static [Template] {
    &LIBRARY.templates
}

/// The text of a key.
#[must_use]
pub fn template(key: &str) -> Option<&'static Template> {
    templates().iter().find(|template| template.key == key)
}

/// The family that a key begins with; it holds for texts too that the library no longer has.
#[must_use]
pub fn family_of(key: &str) -> &str {
    key.split_once('.').map_or(key, |(family, _)| family)
}

/// The text of a family for such services, in this language or else in another.
#[must_use]
pub fn of_family(
    family: &str,
    nation: Nation,
    kinds: &[ServiceType],
    language: Language,
) -> Option<&'static Template> {
    let fits = |template: &&Template| {
        template.family == family && kinds.iter().any(|kind| template.is_for(nation, *kind))
    };
    let own = templates().iter().filter(fits).find(|template| template.language == language);
    own.or_else(|| templates().iter().find(fits))
}
