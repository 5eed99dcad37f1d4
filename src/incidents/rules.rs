//! Kinds of concern and outside bodies: dated data, read from the files in `rules/`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::severity::Severity;
use crate::clock::Day;
use crate::documents::{Value, Values};
use crate::organisations::Nation;

/// A kind of concern.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Category {
    /// The code that is kept.
    pub code: String,
    /// The urgency by itself.
    pub severity: Severity,
    /// The urgency when somebody supported is affected, where that makes a difference.
    #[serde(default)]
    pub severity_if_supported: Option<Severity>,
    /// The place on the reporter's form; nothing when only a lead chooses it.
    #[serde(default)]
    pub offered: Option<u8>,
}

/// The key of a rule's words: `words("category", "SU_IMAGE")`.
#[must_use]
pub fn words(kind: &str, code: &str) -> String {
    format!("incidents-rules-{kind}-{}", code.to_lowercase().replace('_', "-"))
}

#[derive(Deserialize)]
struct CategoryFile {
    categories: Vec<Category>,
}

// A faulty file leaves an empty list here; the tests below hold the files to their shape.
static CATEGORIES: LazyLock<Vec<Category>> = LazyLock::new(|| {
    let read: Result<CategoryFile, _> = serde_json::from_str(include_str!("rules/categories.json"));
    read.map(|file| file.categories).unwrap_or_default()
});

/// The kind of concern with this code.
#[must_use]
pub fn category(code: &str) -> Option<&'static Category> {
    CATEGORIES.iter().find(|category| category.code == code)
}

/// The kinds that the reporter's form offers, in their order.
#[must_use]
pub fn offered() -> Vec<&'static Category> {
    let mut offered: Vec<&Category> = CATEGORIES.iter().filter(|one| one.offered.is_some()).collect();
    offered.sort_by_key(|one| one.offered);
    offered
}

#[derive(Debug, Clone, Deserialize)]
struct Body {
    nation: String,
    kind: String,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    name_field: Option<String>,
    #[serde(default)]
    phone: Option<String>,
    #[serde(default)]
    phone_field: Option<String>,
    #[serde(default)]
    website: Option<String>,
    valid_from: Day,
}

#[derive(Deserialize)]
struct BodyFile {
    contacts: Vec<Body>,
}

static BODIES: LazyLock<Vec<Body>> = LazyLock::new(|| {
    let read: Result<BodyFile, _> = serde_json::from_str(include_str!("rules/contacts.json"));
    read.map(|file| file.contacts).unwrap_or_default()
});

/// Bodies that every page with contacts shows, in this order, where the nation has them.
const SHOWN: &[&str] = &[
    "emergency",
    "police",
    "council_adults",
    "trust_gateway",
    "council_out_of_hours",
    "council_children",
    "regulator",
];

/// An outside body that somebody can go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// What it is; [`words`] with `contact` names it.
    pub kind: &'static str,
    /// Its own name, as far as we know it.
    pub name: Option<String>,
    /// Its telephone number, as far as we know it.
    pub phone: Option<String>,
    /// Its website.
    pub website: Option<String>,
}

/// Where to go outside the organisation: 999 and 101, the council, the regulator. A body whose number
/// nobody has filled in is shown by its name.
#[must_use]
pub fn contacts(nation: Nation, values: &Values, on: Day) -> Vec<Contact> {
    SHOWN.iter().filter_map(|kind| contact(kind, nation, values, on)).collect()
}

fn contact(kind: &'static str, nation: Nation, values: &Values, on: Day) -> Option<Contact> {
    let here = |body: &&Body| {
        body.kind == kind && (body.nation == "all" || body.nation == nation.as_str()) && body.valid_from <= on
    };
    let body = BODIES.iter().filter(here).max_by_key(|body| body.valid_from)?;
    let field = |name: &Option<String>| name.as_deref().and_then(|name| text(values, name));
    let phone = body.phone.clone().or_else(|| field(&body.phone_field));
    // Out of hours and children: without a number of their own they only repeat the council.
    if phone.is_none() && matches!(kind, "council_out_of_hours" | "council_children") {
        return None;
    }
    Some(Contact {
        kind,
        name: body.name.clone().or_else(|| field(&body.name_field)),
        phone,
        website: body.website.clone(),
    })
}

fn text(values: &Values, name: &str) -> Option<String> {
    match values.get(name) {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{CATEGORIES, contacts, offered, words};
    use crate::clock::Day;
    use crate::documents::Values;
    use crate::messages::{Language, Messages};
    use crate::organisations::Nation;

    #[test]
    fn every_category_has_words() {
        let messages = Messages::load().unwrap();
        assert_eq!(CATEGORIES.len(), 27);
        for category in CATEGORIES.iter() {
            for language in Language::ALL {
                assert!(messages.has(language, &words("category", &category.code)), "{}", category.code);
            }
        }
    }

    #[test]
    fn offers_twelve_kinds_and_something_else_last() {
        let offered = offered();
        assert_eq!(offered.len(), 12);
        assert_eq!(offered.last().unwrap().code, "OTHER");
    }

    #[test]
    fn shows_the_bodies_of_the_nation() {
        let mut values = Values::new();
        values.text("org_field_local_authority_authority_name", "Example Council");
        values.text("org_field_local_authority_safeguarding_phone", "01632 960123");
        let day = Day::parse("2026-11-20").unwrap();
        for (nation, kinds, regulator) in [
            (Nation::Wales, "emergency police council_adults regulator", "Care Inspectorate Wales"),
            (Nation::England, "emergency police council_adults regulator", "Care Quality Commission"),
            (Nation::Scotland, "emergency police council_adults regulator", "Care Inspectorate"),
            (
                Nation::NorthernIreland,
                "emergency police trust_gateway regulator",
                "Regulation and Quality Improvement Authority",
            ),
        ] {
            let shown = contacts(nation, &values, day);
            let found: Vec<&str> = shown.iter().map(|contact| contact.kind).collect();
            assert_eq!(found.join(" "), kinds);
            assert_eq!(shown.last().unwrap().name.as_deref(), Some(regulator));
            assert_eq!(shown[0].phone.as_deref(), Some("999"));
            assert_eq!(shown[2].phone.as_deref(), Some("01632 960123"));
        }
    }
}
