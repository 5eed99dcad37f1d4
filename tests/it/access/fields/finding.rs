//! Finds how long texts may be, by trying, and writes the table.

use std::collections::{BTreeMap, BTreeSet};

use super::forms::{Sheet, fullest, is_text, named, plain, scene, sheets};
use super::{Row, TABLE};
use crate::access::actors::Scene;
use crate::support::environment::in_repository;

/// Longer than any text may be that isn't a whole policy.
const TOO_LONG: usize = 12_000;

/// Lengths that a field may have.
pub(super) const LIMITS: [usize; 17] =
    [10_000, 5_000, 2_000, 1_000, 500, 400, 300, 254, 240, 200, 160, 120, 80, 60, 40, 30, 20];

/// Finds the limits by trying, and writes the table. A form that was taken changed something: the next one is
/// tried in a new organisation.
pub(super) fn write(seen: &BTreeSet<Row>, found: &BTreeMap<&'static str, Vec<Sheet>>, mut app: Scene) {
    let mut is_later = true;
    let mut most: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (form, shown) in found {
        let sheet = fullest(shown);
        if sheet.later != is_later {
            (app, is_later) = (scene(sheet.later), sheet.later);
        }
        let again = sheets(&mut app, sheet.page, sheet.actor, is_later);
        let Some(sheet) = again.into_iter().find(|one| one.place == sheet.place) else { continue };
        let client = app.client(sheet.actor);
        let mut dirty = false;
        let mut wrong = |length: &dyn Fn(&str) -> Option<usize>| {
            let page = sheet.send(&client, length);
            // Who guessed too often is told nothing of the field.
            dirty |= matches!(page.status, 303 | 429);
            named(&page)
        };
        let texts: Vec<&str> = sheet.texts().into_iter().collect();
        let refused = if texts.is_empty() { BTreeSet::new() } else { wrong(&|_| Some(TOO_LONG)) };
        for name in texts.iter().filter(|name| refused.contains(**name)) {
            let mut at = |length: usize| {
                wrong(&|other: &str| Some(if other == *name { length } else { TOO_LONG })).contains(*name)
            };
            let limit = LIMITS.into_iter().find(|limit| at(limit + 1) && !at(*limit));
            if let Some(limit) = limit.filter(|_| !form.starts_with("/kiosk/enrol")) {
                most.insert(((*form).to_owned(), plain(name)), limit);
            }
        }
        if dirty {
            app = scene(is_later);
        }
    }
    let mut writer = csv::Writer::from_path(in_repository(TABLE)).unwrap();
    for row in seen {
        let limit = most.get(&(row.form.clone(), row.field.clone())).copied();
        let most = limit.filter(|_| is_text(&row.kind));
        writer.serialize(Row { most, ..row.clone() }).unwrap();
    }
    writer.flush().unwrap();
}
