//! What a Word file asks before it comes in: its tracked changes and comments.

use serde_json::{Value as Json, json};

use super::super::incoming::Held;
use crate::documents::read::{Note, NoteKind, Tracked};
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
