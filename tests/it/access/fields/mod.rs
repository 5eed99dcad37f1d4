//! What people may send (ASVS 5.0: 2.1.1, 8.1.2): `tests/fields.csv` has a line for each field of each form that
//! the furnished organisation shows, and the program is held to it. After a change of forms
//! `POLISI_WRITE_FIELDS=1 cargo test --test it fields` writes it anew: look at what changed.
//!
//! `form` is the URL that takes the form, `who` its door. `most` is the number of characters above which the form
//! comes back with an error at the field; without one a text is bounded by the form as a whole, or must look like
//! something (an address, a number, a day, a choice). `only` names those who alone are offered the field, where
//! others are offered the form without it.

mod extra;
mod finding;
mod forms;

use std::collections::{BTreeMap, BTreeSet};

use polisi::messages::{Language, Messages};
use polisi::routes;
use polisi::web::{Door, Method, Route};
use serde::{Deserialize, Serialize};

use self::forms::{Sheet, crawl, entry, fullest, is_text, named, plain, scene, who};
use crate::support::environment::in_repository;

const TABLE: &str = "tests/fields.csv";
/// At least so many lines and forms there are; fewer were lost.
const FEWEST: [usize; 2] = [345, 85];
/// Forms that the furnished organisation doesn't show, by name, and why: they need a case, a mailed link or a step
/// before. Those with [`SENT`] are shown and sent where everything is under way, see `extra.rs`. This list may only
/// shrink.
const UNSEEN: &str = include_str!("unseen.txt");

/// How the reason begins of a form that is sent all the same.
const SENT: &str = "sent, ";

/// The forms of [`UNSEEN`], each with why.
fn unseen() -> BTreeMap<&'static str, &'static str> {
    UNSEEN.lines().map(|line| line.split_once(": ").unwrap()).collect()
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Row {
    pub(super) form: String,
    pub(super) field: String,
    pub(super) kind: String,
    pub(super) most: Option<usize>,
    pub(super) who: String,
    pub(super) only: String,
}

/// The lines of a form, without the limits.
fn lines(form: &str, door: Door, sheets: &[Sheet]) -> BTreeSet<Row> {
    let actors: BTreeSet<String> = sheets.iter().map(|sheet| format!("{:?}", sheet.actor)).collect();
    let mut offered: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for sheet in sheets {
        for field in &sheet.fields {
            let key = (entry(field), field.kind.to_owned());
            offered.entry(key).or_default().insert(format!("{:?}", sheet.actor));
        }
    }
    if offered.is_empty() {
        offered.insert(("-".to_owned(), "button".to_owned()), actors.clone());
    }
    // Who is at home at the newest service is chance.
    let alike = |by: &BTreeSet<String>| *by == actors || form.contains("{service}");
    let row = |((field, kind), by): ((String, String), BTreeSet<String>)| {
        let only = if alike(&by) { String::new() } else { by.into_iter().collect::<Vec<_>>().join(" ") };
        Row { form: form.to_owned(), field, kind, most: None, who: who(door), only }
    };
    offered.into_iter().map(row).collect()
}

fn table() -> Vec<Row> {
    let mut reader = csv::Reader::from_path(in_repository(TABLE)).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

fn doors(routes: &[Route]) -> BTreeMap<&'static str, Door> {
    let posts = routes.iter().filter(|route| route.method == Method::Post);
    posts.map(|route| (route.path, route.door)).collect()
}

#[test]
fn every_field_of_every_form_stands_in_the_table() {
    let routes = routes::all();
    let doors = doors(&routes);
    let mut app = scene(false);
    let found = crawl(&mut app, &routes);
    let seen: BTreeSet<Row> =
        found.iter().flat_map(|(form, sheets)| lines(form, doors[form], sheets)).collect();
    if writing() {
        finding::write(&seen, &found, app);
        return;
    }
    let table = table();
    let without = |row: &Row| Row { most: None, ..row.clone() };
    let listed: BTreeSet<Row> = table.iter().map(without).collect();
    let missing: Vec<&Row> = seen.difference(&listed).collect();
    let gone: Vec<&Row> = listed.difference(&seen).collect();
    assert!(missing.is_empty() && gone.is_empty(), "not in {TABLE}: {missing:#?}\nin no form: {gone:#?}");
    assert_eq!((listed.len(), table.is_sorted()), (table.len(), true), "sorted, and none twice");
    let forms: BTreeSet<&str> = table.iter().map(|row| row.form.as_str()).collect();
    assert!(table.len() >= FEWEST[0] && forms.len() >= FEWEST[1], "{} of {}", table.len(), forms.len());
    let unshown: BTreeSet<&str> = doors.keys().copied().filter(|form| !forms.contains(form)).collect();
    let known: BTreeSet<&str> = unseen().into_keys().collect();
    let new: Vec<&&str> = unshown.difference(&known).collect();
    let shown: Vec<&&str> = known.difference(&unshown).collect();
    assert!(
        new.is_empty() && shown.is_empty(),
        "not shown and not listed: {new:#?}\nlisted and shown: {shown:#?}"
    );
    assert!(unseen().values().all(|why| why.len() >= 10) && known.len() == UNSEEN.lines().count());
}

/// What was typed and kept over a sign-in is shown by these names.
#[test]
fn whatever_is_typed_has_a_name_for_people() {
    let messages = Messages::load().unwrap();
    let kept = |row: &Row| !["public", "kiosk", "link"].contains(&row.who.as_str());
    let typed: BTreeSet<String> = table()
        .into_iter()
        .filter(|row| kept(row) && is_text(&row.kind))
        .map(|row| row.field.trim_start_matches("r{n}-").replace('_', "-"))
        .filter(|name| !name.contains("org-field-") && !name.starts_with("code-"))
        .collect();
    assert!(typed.len() >= 35, "only {}", typed.len());
    let without: Vec<&String> =
        typed.iter().filter(|name| !messages.has(Language::English, &format!("typed-{name}"))).collect();
    assert!(without.is_empty(), "without a name: {without:?}");
}

#[test]
fn texts_longer_than_the_table_says_come_back() {
    if writing() {
        return;
    }
    let routes = routes::all();
    let table = table();
    let limit = |form: &str, name: &str| {
        let found =
            table.iter().find(|row| row.form == form && row.field == plain(name) && is_text(&row.kind));
        found.and_then(|row| row.most)
    };
    let mut app = scene(false);
    let found = crawl(&mut app, &routes);
    let mut tried = BTreeSet::new();
    for (form, sheets) in &found {
        let sheet = fullest(sheets);
        let bounded: BTreeSet<&str> =
            sheet.texts().into_iter().filter(|name| limit(form, name).is_some()).collect();
        if bounded.is_empty() {
            continue;
        }
        let client = app.client(sheet.actor);
        let over = |name: &str| limit(form, name).map(|most| most + 1);
        let wrong = named(&sheet.send(&client, over));
        for name in &bounded {
            assert!(wrong.contains(*name), "{form}: {name} may be longer than {:?}", limit(form, name));
            tried.insert((*form, plain(name)));
        }
        // What is as long as it may be isn't wrong; the others stay too long, so that nothing is written.
        for name in bounded.iter().filter(|_| bounded.len() > 1) {
            let at = |other: &str| if other == *name { limit(form, other) } else { over(other) };
            let wrong = named(&sheet.send(&client, at));
            assert!(!wrong.contains(*name), "{form}: {name} may not be as long as {:?}", limit(form, name));
        }
    }
    let listed = table.iter().filter(|row| row.most.is_some()).count();
    assert_eq!(tried.len(), listed, "every limit of the table was tried");
}

fn writing() -> bool {
    std::env::var_os("POLISI_WRITE_FIELDS").is_some()
}
