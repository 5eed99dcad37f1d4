//! Drafts of a shelf that its register says are in force: what held when they were brought in is kept with
//! the file, so that a draft whose gaps are filled later comes into force as what it was.

use std::collections::{BTreeMap, BTreeSet};

use super::register::Row;
use super::{Item, Shelf, decided, store};
use crate::clock::Moment;
use crate::db::ids::{PolicyId, ShelfId};
use crate::db::{Error, Tenant};
use crate::documents::markdown_out::markdown;
use crate::documents::{Accepted, Format, import_with, instructions};
use crate::messages::{Language, Messages};
use crate::policies::drafts::Draft;
use crate::policies::elsewhere::Declared;

/// The most bytes that stand in the place of one field.
const MOST_IN_PLACE: usize = 400;

/// Which of these drafts were in force before they were entered here. None whose words were changed since:
/// only what stands in the places of fields may differ.
///
/// # Errors
/// The database is away.
pub fn declared(
    tenant: &mut Tenant<'_>,
    now: Moment,
    messages: &Messages,
    drafts: &[&Draft],
) -> Result<BTreeMap<PolicyId, Declared>, Error> {
    let ids: Vec<PolicyId> = drafts.iter().map(|draft| draft.policy).collect();
    let mut items = store::added_as(tenant, &ids)?;
    items.retain(|(_, item, _)| item.choice.in_force && row(item).is_some());
    if items.is_empty() {
        return Ok(BTreeMap::new());
    }
    let shelves: BTreeSet<ShelfId> = items.iter().map(|(shelf, _, _)| *shelf).collect();
    let shelves = store::of_ids(tenant, &shelves)?;
    let one = |(shelf, item, source): &(ShelfId, Item, String)| {
        let shelf = shelves.iter().find(|known| known.id == *shelf)?;
        let draft = drafts.iter().find(|draft| Some(draft.policy) == item.policy)?;
        is_as_it_came(item, source, draft).then(|| said(shelf, item, now, messages))?
    };
    Ok(items.iter().filter_map(one).collect())
}

fn row(item: &Item) -> Option<&Row> {
    item.choice.row.as_ref().filter(|row| row.can_be_in_force())
}

fn said(shelf: &Shelf, item: &Item, now: Moment, messages: &Messages) -> Option<(PolicyId, Declared)> {
    let language = item.choice.language.unwrap_or(Language::English);
    let terms = decided::terms(shelf, item, language, now, messages);
    Some((item.policy?, Declared { terms, shelf: shelf.name.clone(), line: row(item)?.line }))
}

/// Without any clean-up, and without words that only tell its writer what to do.
fn is_as_it_came(item: &Item, source: &str, draft: &Draft) -> bool {
    let format = if item.found.markdown { Format::Markdown } else { Format::Text };
    let before = import_with(source, format, &Accepted::none(), &draft.aliases);
    match (before, draft.read()) {
        (Ok(_), Ok(now)) if !instructions(&now.document).is_empty() => false,
        (Ok(before), Ok(now)) => {
            differs_in_fields_only(&markdown(&before.document), &markdown(&now.document))
        }
        _ => false,
    }
}

/// Whether a text is another one with something in the places of its fields.
fn differs_in_fields_only(before: &str, now: &str) -> bool {
    let words = around_fields(before);
    let (Some((first, between)), true) = (words.split_first(), words.len() > 1) else { return before == now };
    let Some((last, middle)) = between.split_last() else { return false };
    let Some(mut rest) = now.strip_prefix(first) else { return false };
    for words in middle {
        match rest.split_once(words) {
            Some((place, after)) if place.len() <= MOST_IN_PLACE => rest = after,
            _ => return false,
        }
    }
    rest.strip_suffix(last).is_some_and(|place| place.len() <= MOST_IN_PLACE)
}

/// The words between the fields of a text.
fn around_fields(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{")
        && let Some((_, after)) = after.split_once("}}")
    {
        found.push(before);
        rest = after;
    }
    found.push(rest);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_in_the_places_of_fields_may_differ() {
        let long = "x".repeat(MOST_IN_PLACE + 1);
        for (before, now, same) in [
            ("Ring {{a}} now.", "Ring 01632 960101 now.", true),
            ("Ring {{a}} now.", "Ring {{b}} now.", true),
            ("Ring {{a}} now.", "Ring {{a}} later.", false),
            ("Ring {{a}} now.", "Call {{a}} now.", false),
            ("{{a}}, {{b}}", "One, two", true),
            ("{{a}}{{b}}.", "One.", true),
            ("No field.", "No field.", true),
            ("No field.", "No field at all.", false),
            ("{{a}} ends", &format!("{long} ends"), false),
            ("{{a broken", "{{a broken", true),
        ] {
            assert_eq!(differs_in_fields_only(before, now), same, "{before} / {now}");
        }
    }
}
