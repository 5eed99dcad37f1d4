//! What another issue of a version would print differently, for who is to confirm it. Pure.

use std::collections::{BTreeMap, BTreeSet};

use super::frame::StoredFrame;
use super::reissue::{Basis, Prepared};
use crate::db::ids::ServiceId;
use crate::documents::redline::{self, Compared};
use crate::messages::{Language, Messages};

/// A field whose value is another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What was printed.
    pub before: Option<String>,
    /// What is printed now.
    pub after: Option<String>,
}

/// What changes at one service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The service.
    pub service: ServiceId,
    /// The language.
    pub language: Language,
    /// The fields.
    pub fields: Vec<Field>,
    /// The paragraphs, with the heading above each.
    pub paragraphs: Vec<(String, Compared)>,
    /// Words that must be followed are among them.
    pub duty: bool,
    /// The logo is another one.
    pub logo: bool,
}

/// The fields whose values differ; all are told, even those that one side lacks.
#[must_use]
pub fn fields(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<Field> {
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let changed = names.into_iter().filter(|name| before.get(*name) != after.get(*name));
    changed
        .map(|name| Field {
            name: name.clone(),
            before: before.get(name).cloned(),
            after: after.get(name).cloned(),
        })
        .collect()
}

/// What the next issue changes, service by service. Slow: it compares whole texts.
#[must_use]
pub fn changes(basis: &Basis, prepared: &Prepared, messages: &Messages) -> Vec<Change> {
    let pairs = prepared.printed.iter().filter_map(|(id, after)| {
        let (before, values) = basis.renditions.iter().find(|(before, _)| before.id == *id)?;
        let texts = StoredFrame::of(before).zip(StoredFrame::of(&after.rendition));
        let lines = texts.map(|(old, new)| redline::printed(&old.filled, &new.filled, messages));
        let groups = lines.into_iter().flat_map(|lines| lines.groups).filter(|group| group.change.is_some());
        let paragraphs = groups.flat_map(|group| {
            let section = group.section;
            group.lines.into_iter().map(move |line| (section.clone(), line))
        });
        Some(Change {
            service: before.service,
            language: before.language,
            // Renditions from before values were kept have none to compare.
            fields: if values.is_empty() { Vec::new() } else { fields(values, &after.values) },
            paragraphs: paragraphs.collect(),
            duty: before.duty_sha256 != after.rendition.duty_sha256,
            logo: before.logo != after.rendition.logo,
        })
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_that_differ_are_told_with_both_values() {
        let map = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        let before = map(&[("manager", "Mair"), ("phone", "1"), ("fax", "2")]);
        let after = map(&[("manager", "Gwen"), ("phone", "1"), ("web", "3")]);
        let told: Vec<_> = fields(&before, &after)
            .into_iter()
            .map(|field| (field.name, field.before, field.after))
            .collect();
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            told,
            [
                ("fax".to_owned(), text("2"), None),
                ("manager".to_owned(), text("Mair"), text("Gwen")),
                ("web".to_owned(), None, text("3")),
            ]
        );
    }
}
