//! Forms that are valid, sent with what no form has: every column of every table, and words for rights. Nothing of
//! it is stored (ASVS 5.0: 15.3.3).

use std::collections::{BTreeMap, BTreeSet};

use polisi::routes;
use polisi::web::{Method, Route};

use super::forms::{Field, Sheet, fullest, look_as, named, path_of, pattern, plain, scene};
use super::{SENT, table, unseen};
use crate::access::actors::{Actor, Scene};
use crate::support::app::PASSWORD;
use crate::support::client::Client;
use crate::support::declared::{self, Kind};
use crate::support::page::Page;
use crate::support::rows::dump;

/// What stands in the extra fields: a text, an identifier, a number and a day that nothing else has.
const WORD: &str = "quokka-extra";
const ID: &str = "0193a000-0000-7000-8000-00000000e77a";
const NUMBER: &str = "987654321";
const DAY: &str = "2031-03-03";

/// Words for rights, as somebody who guesses would write them.
const RIGHTS: [(&str, &str); 8] = [
    ("role", "owner"),
    ("roles", "owner"),
    ("is_operator", "true"),
    ("is_admin", "true"),
    ("state", "closed"),
    ("organisation", ID),
    ("owner", ID),
    ("user_id", ID),
];

/// Rows that say who may do what: of these there are never more.
const POWERS: [(&str, &str); 3] =
    [("role_grants ", "'owner'"), ("organisations ", "'closed'"), ("organisations ", "'suspended'")];

/// Forms that take a field which this walk isn't shown. The short form of an agency worker shares its reader with the
/// long one, and so takes a number of a register; the details of a policy ask for a reason only where its nation
/// doesn't fit. Who sends them may send the fuller form, too. This list may only shrink.
const KNOWN: [&str; 2] = ["/o/{slug}/people/agency", "/o/{slug}/policies/{id}/details"];

/// Forms that found an organisation with an owner, or end one.
const GIVE: [&str; 3] = ["/organisations/add", "close", "suspend"];

/// Forms whose purpose takes the ground from under the others: they are sent last.
const ENDS: [&str; 14] = [
    "sign-out", "finish", "/end", "close", "leave", "remove", "withdraw", "discard", "suspend", "revoke",
    "forget", "not-you", "/off", "password",
];

/// Who sends forms here: those who have the most, and each door.
const SENDING: [Actor; 5] =
    [Actor::Owner, Actor::Manager, Actor::Operator, Actor::KioskPerson, Actor::Anonymous];

/// Every name that isn't the form's own, with a value that can be found again.
fn extras(own: &BTreeSet<String>) -> Vec<(String, &'static str)> {
    let mut all: BTreeMap<String, &'static str> = BTreeMap::new();
    for column in declared::tables().into_iter().flat_map(|table| table.columns) {
        let value = match column.kind {
            Kind::Id => ID,
            Kind::Moment => "2031-03-03T03:03:03Z",
            Kind::Number => NUMBER,
            Kind::YesNo => "true",
            Kind::Text if column.name.ends_with("_on") => DAY,
            Kind::Text | Kind::Bytes => WORD,
        };
        all.insert(column.name.replace('_', "-"), value);
        all.insert(column.name, value);
    }
    all.extend(RIGHTS.map(|(name, value)| (name.to_owned(), value)));
    all.retain(|name, _| !own.contains(name));
    all.into_iter().collect()
}

/// The form as somebody fills it: what is chosen stays, the first of what is offered else; `missing` names what the
/// answer before asked for.
fn filled(sheet: &Sheet, missing: &BTreeSet<String>) -> Vec<(String, String)> {
    let mut sent: Vec<(String, String)> = Vec::new();
    let is_set = |name: &str| sheet.fields.iter().any(|field| field.name == name && field.value.is_some());
    for field in &sheet.fields {
        let first = !sent.iter().any(|(name, _)| *name == field.name);
        let value = match (&field.value, field.kind) {
            (Some(value), _) if !value.is_empty() => Some(value.clone()),
            (_, "file") => None,
            (None, "button" | "tick" | "choice") if !first || is_set(&field.name) => None,
            (_, "button" | "tick" | "choice") => Some(field.offered.clone()),
            // Each form enters somebody else: of the same name it would ask whether they are the same.
            _ if field.name == "given-name" && missing.contains("given-name") => {
                Some(format!("Lanterns {}", sheet.action.rsplit('/').next().unwrap_or_default()))
            }
            _ => Some(typed(field, missing)),
        };
        sent.extend(value.map(|value| (field.name.clone(), value)));
    }
    sent
}

/// What is typed into an empty field.
fn typed(field: &Field, missing: &BTreeSet<String>) -> String {
    let asked = missing.iter().any(|name| field.name == *name || field.name.starts_with(&format!("{name}-")));
    let words = match field.kind {
        "password" => PASSWORD,
        _ if !asked => "",
        "email" => "newydd@prawf.example",
        "day" if field.name.ends_with("-day") => "1",
        "day" if field.name.ends_with("-month") => "12",
        "day" => "2026",
        _ if field.name.contains("phone") => "01632 960101",
        _ => "Lanterns",
    };
    words.to_owned()
}

/// Sends the form with what isn't its own; what is missing is filled in twice.
fn send(client: &Client, sheet: &Sheet, extras: &[(String, &'static str)]) -> Page {
    let mut missing = BTreeSet::new();
    for _ in 0..2 {
        let own = filled(sheet, &missing);
        let own = own.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let all: Vec<(&str, &str)> =
            own.chain(extras.iter().map(|(name, value)| (name.as_str(), *value))).collect();
        let page = client.post_form(&sheet.action, &all);
        assert!(page.status < 500, "{} answered {}", sheet.action, page.status);
        let wrong = named(&page);
        if wrong.is_empty() {
            return page;
        }
        missing.extend(wrong);
    }
    client.post_form(&sheet.action, &[])
}

/// The rows that hold something of the extra fields.
fn found(rows: &[String]) -> Vec<&String> {
    let hex = ID.replace('-', "");
    let moment = "1930273383000000";
    let marks = [WORD, ID, &hex, NUMBER, DAY, moment];
    rows.iter()
        .filter(|row| {
            let row = row.to_lowercase();
            marks.iter().any(|mark| row.contains(mark))
        })
        .collect()
}

fn powers(rows: &[String]) -> [usize; 3] {
    POWERS.map(|(table, word)| rows.iter().filter(|row| row.starts_with(table) && row.contains(word)).count())
}

/// A form, its fullest sheet, and the names that it has on any page.
type Shown = (&'static str, Sheet, BTreeSet<String>);

/// The forms of pages that these people are shown, those that end something last.
fn shown(scene: &mut Scene, looking: &[Actor], pages: &[Route]) -> Vec<Shown> {
    let mut found = BTreeMap::new();
    for actor in looking {
        look_as(scene, pages, *actor, true, &mut found);
    }
    let names = |sheets: &[Sheet]| {
        let fields = sheets.iter().flat_map(|sheet| &sheet.fields);
        fields.flat_map(|field| [field.name.clone(), plain(&field.name)]).collect::<BTreeSet<String>>()
    };
    let mut all: Vec<Shown> =
        found.iter().map(|(form, sheets)| (*form, fullest(sheets).clone(), names(sheets))).collect();
    all.sort_by_key(|(form, ..)| ENDS.iter().any(|end| form.contains(end)));
    assert!(all.iter().all(|(form, sheet, _)| pattern(pages, &path_of(&sheet.action)) == Some(form)));
    all
}

/// What came of sending forms.
#[derive(Default)]
struct Outcome {
    /// The fields that were sent beside those of the forms.
    sent: usize,
    /// Forms that were taken.
    taken: BTreeSet<&'static str>,
    /// Forms that stored what isn't theirs, and the rows.
    strange: BTreeMap<&'static str, Vec<String>>,
}

/// Sends each form with every name that isn't its own, and reads all tables after it.
fn send_all(scene: &mut Scene, forms: &[Shown]) -> Outcome {
    let table = table();
    let mut before = powers(&dump(&mut scene.raw));
    let (mut outcome, mut stored) = (Outcome::default(), BTreeSet::new());
    for (form, sheet, names) in forms {
        let listed = table.iter().filter(|row| row.form == *form).map(|row| row.field.clone());
        let own: BTreeSet<String> = listed.chain(names.iter().cloned()).collect();
        let extras = extras(&own);
        let page = send(&scene.client(sheet.actor), sheet, &extras);
        outcome.sent += extras.len();
        if page.status == 303 && !page.header("location").unwrap_or_default().starts_with("/sign-in") {
            outcome.taken.insert(*form);
        }
        let rows = dump(&mut scene.raw);
        let new = found(&rows).into_iter().filter(|row| !stored.contains(*row)).cloned().collect::<Vec<_>>();
        if !new.is_empty() {
            outcome.strange.insert(*form, new.clone());
        }
        stored.extend(new);
        let now = powers(&rows);
        let more = now.iter().zip(before).any(|(now, before)| *now > before);
        // Those whose purpose it is are read by tests of their own.
        let gives = own.contains("role") || GIVE.iter().any(|word| form.contains(word));
        assert!(!more || gives, "{form} by {:?} gave rights: {now:?}", sheet.actor);
        before = now;
    }
    outcome
}

#[test]
fn valid_forms_store_nothing_that_they_do_not_name() {
    let mut scene = scene(true);
    let forms = shown(&mut scene, &SENDING, &routes::all());
    let Outcome { sent, taken, strange } = send_all(&mut scene, &forms);
    let forms_that_store: Vec<&str> = strange.keys().copied().collect();
    assert_eq!(forms_that_store, KNOWN, "{strange:#?}");
    assert!(forms.len() >= 70 && sent >= 70 * 200, "saw {} forms, sent {sent} fields", forms.len());
    assert!(taken.len() >= 40, "only {} of {} were taken: {taken:#?}", taken.len(), forms.len());
    assert!(matches!(scene.client(Actor::Anonymous).get("/help").status, 200));
}

/// Who is shown forms about what is under way.
const UNDER_WAY: [Actor; 6] = [
    Actor::Owner,
    Actor::Manager,
    Actor::DataProtectionLead,
    Actor::SafeguardingLead,
    Actor::Operator,
    Actor::KioskPerson,
];

/// The pages that can show a form that the others don't: those above its address.
fn pages_above(unseen: &[&str]) -> Vec<Route> {
    let is_above = |page: &str| unseen.iter().any(|form| form.strip_prefix(page).is_some_and(is_below));
    let mut all = routes::all();
    all.retain(|route| route.method == Method::Post || is_above(route.path));
    all
}

fn is_below(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with('/')
}

/// The same for the forms of an organisation where everything is under way.
#[test]
fn forms_about_what_is_under_way_store_nothing_that_they_do_not_name() {
    let mut scene = Scene::occupied();
    // At the tablet is another one than the one whose duty stands for all.
    let asked = scene.made.asked[&scene.world.kemi.name].clone();
    let unseen = unseen();
    let pages = pages_above(&unseen.keys().copied().collect::<Vec<_>>());
    let mut forms = shown(&mut scene, &UNDER_WAY[..5], &pages);
    scene.ids.chosen.insert("assignments", asked);
    forms.extend(shown(&mut scene, &UNDER_WAY[5..], &pages));
    forms.retain(|(form, ..)| unseen.contains_key(form));
    let Outcome { sent, taken, strange } = send_all(&mut scene, &forms);
    let shown: BTreeSet<&str> = forms.iter().map(|(form, ..)| *form).collect();
    let listed: BTreeSet<&str> =
        unseen.iter().filter(|(_, why)| why.starts_with(SENT)).map(|(form, _)| *form).collect();
    assert!(strange.is_empty(), "{strange:#?}");
    assert_eq!(shown, listed, "shown, and listed in unseen.txt as `{SENT}`");
    assert!(sent >= shown.len() * 200, "sent only {sent} fields");
    assert!(taken.len() * 2 >= shown.len(), "of {shown:#?} only these were taken: {taken:#?}");
}
