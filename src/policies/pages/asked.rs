//! What a file asks before it comes in: the tracked changes and comments of a Word file, and what a finished PDF
//! says of its making.

use serde_json::{Value as Json, json};

use super::super::incoming::Held;
use crate::documents::finished::Made;
use crate::documents::read::{Note, NoteKind, Tracked};
use crate::messages::args;
use crate::web::{Visit, dates};

/// What can become of tracked changes; nothing is chosen for anybody.
pub(crate) fn ways(visit: &Visit) -> Vec<Json> {
    let way = |tracked: &Tracked| {
        let key = match tracked {
            Tracked::Accept => "asked-accept",
            Tracked::Reject => "asked-reject",
        };
        json!({ "value": tracked.word(), "label": visit.words(key) })
    };
    Tracked::ALL.iter().map(way).collect()
}

/// Changes or comments, with who made them and when.
pub(crate) fn told(visit: &Visit, notes: &[Note], kind: NoteKind) -> Vec<Json> {
    let day = |note: &Note| note.on.and_then(|day| dates::written(&day.to_string(), "day", visit.language));
    notes
        .iter()
        .filter(|note| note.kind == kind)
        .map(|note| {
            let by = [Some(note.author.clone()).filter(|name| !name.is_empty()), day(note)];
            let by: Vec<String> = by.into_iter().flatten().collect();
            json!({ "by": by.join(", "), "before": note.before, "after": note.after })
        })
        .collect()
}

/// What a finished file says of its making; nothing when it says nothing.
pub(crate) fn made(visit: &Visit, made: &Made) -> Option<String> {
    let day = |day: &crate::clock::Day| dates::written(&day.to_string(), "day", visit.language);
    let on: Vec<String> = made.on.iter().filter_map(day).collect();
    let told = [("asked-made-by", &made.by), ("asked-made-with", &made.with), ("asked-made-on", &on)];
    let say = |(key, names): (&str, &Vec<String>)| {
        let names = names.join(", ");
        visit.app.messages.format(visit.language, key, &args([("names", names.as_str())]))
    };
    let said: Vec<String> = told.into_iter().filter(|(_, names)| !names.is_empty()).map(say).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// A file that was read and stays in the page, with what it asks.
pub(super) fn held(visit: &Visit, held: &Held) -> Json {
    json!({
        "packed": held.packed(),
        "name": held.name,
        "changes": told(visit, &held.notes, NoteKind::Change),
        "changes_count": held.count(NoteKind::Change),
        "comments": told(visit, &held.notes, NoteKind::Comment),
        "comments_count": held.count(NoteKind::Comment),
        "ways": ways(visit),
    })
}
