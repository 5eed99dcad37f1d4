//! The catalogue and its texts are whole and agree with each other.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::documents::{Accepted, Format, catalogue, import};

fn nobody() -> Day {
    Day::new(2026, 11, 21).unwrap()
}

#[test]
fn every_text_has_an_entry_and_every_entry_a_text() {
    let library = read().unwrap();
    let keys: BTreeSet<&str> = library.templates.iter().map(|template| template.key.as_str()).collect();
    let files: BTreeSet<&str> = library.texts.keys().map(String::as_str).collect();
    assert_eq!(keys, files);
    assert_eq!(keys.len(), library.templates.len(), "a key stands twice");
    assert_eq!(templates().len(), keys.len());
    assert!(!keys.is_empty());
}

#[test]
fn entries_are_sound() {
    for template in templates() {
        let key = &template.key;
        assert_eq!(family_of(key), template.family, "{key}");
        assert!(key.contains(&format!(".{}.", template.nation.as_str())), "{key}");
        assert!(key.ends_with(&format!(".{}", template.language.code())), "{key}");
        assert!(!template.service_types.is_empty(), "{key}");
        assert!(matches!(template.nation, Nation::England | Nation::Wales), "{key}");
        assert!((1..=36).contains(&template.review_months), "{key}");
        let month = template.edition_date.to_string().chars().take(7).collect::<String>();
        assert_eq!(template.edition, month, "{key}: edition and its day");
        assert!(template.edition_date <= nobody(), "{key}");
        for words in [&template.title, &template.need_reason, &template.audience, &template.summary] {
            assert!(!words.trim().is_empty() && words.len() <= 600, "{key}");
        }
        assert!(template.need != Need::Law || !template.laws.is_empty(), "{key} names no law");
    }
}

#[test]
fn a_nation_and_kind_of_service_has_each_family_and_each_title_once() {
    let mut seen = BTreeSet::new();
    let mut numbers: BTreeMap<&str, u16> = BTreeMap::new();
    for template in templates() {
        assert_eq!(*numbers.entry(&template.family).or_insert(template.number), template.number);
        for kind in &template.service_types {
            let place = (template.nation, *kind, template.language);
            assert!(seen.insert((place, template.title.clone())), "{place:?} {}", template.title);
            assert!(seen.insert((place, template.family.clone())), "{place:?} {}", template.family);
        }
    }
    let distinct: BTreeSet<u16> = numbers.values().copied().collect();
    assert_eq!(distinct.len(), numbers.len(), "two families have one number");
}

#[test]
fn what_a_text_names_is_there_for_every_kind_of_service() {
    for template in templates() {
        let named: BTreeSet<&str> = links::families(template.text());
        let listed: BTreeSet<&str> = template.related.iter().map(String::as_str).collect();
        assert!(named.is_subset(&listed), "{}: {named:?} and related {listed:?}", template.key);
        for family in &listed {
            for kind in &template.service_types {
                let found = of_family(family, template.nation, &[*kind], template.language);
                assert!(found.is_some(), "{} names {family}, not there for {kind:?}", template.key);
            }
        }
        assert!(!listed.contains(template.family.as_str()), "{} names itself", template.key);
        assert!(!template.text().contains("DCW") && !template.text().contains("(CH"), "{}", template.key);
    }
}

#[test]
fn a_law_has_one_title_one_day_and_one_kind_everywhere() {
    let mut laws: BTreeMap<&str, &Law> = BTreeMap::new();
    for template in templates() {
        let mut own = BTreeSet::new();
        for law in &template.laws {
            assert!(own.insert(law.tag.as_str()), "{} names {} twice", template.key, law.tag);
            let before = laws.entry(&law.tag).or_insert(law);
            assert_eq!((&before.title, before.dated, before.kind), (&law.title, law.dated, law.kind));
            assert!(law.dated <= law.checked_on && law.checked_on <= nobody(), "{}", law.tag);
        }
    }
    let titles: BTreeSet<&str> = laws.values().map(|law| law.title.as_str()).collect();
    assert_eq!(titles.len(), laws.len(), "two tags for one law");
}

#[test]
fn texts_read_whole_and_use_known_fields() {
    for template in templates() {
        let key = &template.key;
        assert!(template.text().starts_with("# "), "{key}");
        let source = links::replaced(template.text(), |family| links::named(family, "X1"));
        let imported = import(&source, Format::Markdown, &Accepted::all()).unwrap();
        assert!(imported.unknown.is_empty(), "{key}: {:?}", imported.unknown);
        assert!(imported.offers.is_empty(), "{key}: {:?}", imported.offers);
        assert_eq!(imported.document.title.raw().trim(), template.title, "{key}");
        assert!(imported.document.headings().count() >= 3, "{key}");
        imported
            .document
            .for_each_field(&mut |name| assert!(catalogue::find(name).is_some(), "{key}: {name}"));
        assert!(!source.contains("[["), "{key}: a reference is open");
        assert!(template.minutes() >= 1, "{key}");
    }
}
