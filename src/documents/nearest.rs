//! Which known fields an unknown name may mean, the nearest first.

use super::catalogue;

/// A known field with what it is called on the pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its name in texts.
    pub name: String,
    /// Its label.
    pub label: String,
}

// A word of a name that says nothing about what it means.
const EMPTY_WORDS: [&str; 6] = ["org", "field", "custom", "our", "the", "of"];

/// The known fields in order, the nearest first. Equal ones keep their order.
#[must_use]
pub fn ranked(unknown: &str, known: &[Known]) -> Vec<Known> {
    let wanted = words(unknown);
    let mut scored: Vec<(usize, &Known)> = known.iter().map(|known| (score(&wanted, known), known)).collect();
    scored.sort_by_key(|(score, _)| *score);
    scored.into_iter().map(|(_, known)| known.clone()).collect()
}

/// Thousandths of how far a field is away by its name, an alias or its label: 0 is the same.
fn score(wanted: &[String], known: &Known) -> usize {
    let aliases = catalogue::find(&known.name).map(|field| field.aliases.clone()).unwrap_or_default();
    let names = aliases.into_iter().chain([known.name.clone(), known.label.clone()]);
    names.map(|name| away(wanted, &words(&name))).min().unwrap_or(usize::MAX)
}

// For every word of each side its nearest on the other; words that have none there count whole.
fn away(one: &[String], other: &[String]) -> usize {
    if one.is_empty() || other.is_empty() {
        return 1_000;
    }
    (2 * one_way(one, other) + one_way(other, one)) / 3
}

fn one_way(from: &[String], to: &[String]) -> usize {
    let nearest = |word: &String| to.iter().map(|other| unlike(word, other)).min().unwrap_or(1_000);
    from.iter().map(nearest).sum::<usize>() / from.len()
}

fn unlike(one: &str, other: &str) -> usize {
    let longer = one.chars().count().max(other.chars().count()).max(1);
    let begins = one.len() >= 3 && other.len() >= 3 && (one.starts_with(other) || other.starts_with(one));
    let distance = catalogue::distance(one, other) * 1_000 / longer;
    if begins { distance.min(250) } else { distance.min(1_000) }
}

fn words(name: &str) -> Vec<String> {
    let lower = name.to_lowercase();
    let all = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let all: Vec<String> = all.take(12).map(|word| word.chars().take(40).collect()).collect();
    let telling: Vec<String> =
        all.iter().filter(|word| !EMPTY_WORDS.contains(&word.as_str())).cloned().collect();
    if telling.is_empty() { all } else { telling }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::labels;
    use crate::messages::{Language, Messages};

    #[test]
    fn the_nearest_comes_first() {
        let messages = Messages::load().unwrap();
        let label = |name: &str| labels::field(&messages, Language::English, name);
        let fields = catalogue::all().iter().filter(|field| !field.of_printing());
        let mut known: Vec<Known> =
            fields.map(|field| Known { name: field.name.clone(), label: label(&field.name) }).collect();
        known.push(Known { name: "org_field_custom_beds".to_owned(), label: "Number of beds".to_owned() });
        for (unknown, expected) in [
            ("org_field_nmae", "org_field_name"),
            ("org_field_registration_nr", "org_field_registration_no"),
            ("org_field_telephone_number", "org_field_phone"),
            ("phone_main", "org_field_phone"),
            ("org_field_post_code", "org_field_address_postcode"),
            ("registered_manager_surname", "org_field_registered_manager_last_name"),
            ("org_field_manager_last_name", "org_field_registered_manager_last_name"),
            ("safeguarding_lead_mail", "org_field_safeguarding_lead_email"),
            ("org_field_bed_count", "org_field_custom_beds"),
            ("next_review", "next_review_date"),
            ("date_of_next_review", "next_review_date"),
            ("org_field_company_number", "org_field_company_no"),
        ] {
            let ranked = ranked(unknown, &known);
            let first: Vec<&str> = ranked.iter().take(3).map(|known| known.name.as_str()).collect();
            assert!(first.contains(&expected), "{unknown}: {first:?}");
        }
    }

    #[test]
    fn strange_names_are_ranked_too() {
        let known = [Known { name: "org_field_name".to_owned(), label: "Name".to_owned() }];
        for unknown in ["", "}}", "{{", "org_field", "ŵŷ", &"x".repeat(5_000)] {
            assert_eq!(ranked(unknown, &known).len(), 1);
        }
    }
}
