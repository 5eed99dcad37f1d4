//! Words of a sheet that nobody here uses: asked about above the rows, once for all of them.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::super::columns::Column;
use super::super::form;
use super::super::matching::World;
use super::super::meanings::{CORRECT, LEFT, Meaning, NOTHING, Question};
use crate::db::ids::ServiceId;
use crate::messages::args;
use crate::people::WorkerType;
use crate::web::{FormErrors, Value, Visit};

/// Words that one page asks about: a column that was taken for another would ask thousands of times.
const MOST: usize = 20;

/// The questions, and what was answered before.
pub(super) fn context(visit: &Visit, world: &World, questions: &[Question]) -> Json {
    let shown = |question: &&Question| question_of(visit, world, question);
    let open: Vec<Json> =
        questions.iter().filter(|one| one.is_open).take(MOST).map(|one| shown(&one)).collect();
    let more = questions.iter().filter(|one| one.is_open).count().saturating_sub(open.len());
    let decided: Vec<Json> = questions.iter().filter(|one| !one.is_open).map(|one| shown(&one)).collect();
    json!({ "open": open, "more": more, "decided": decided })
}

fn question_of(visit: &Visit, world: &World, question: &Question) -> Json {
    let answer = question.meaning.as_ref().map_or("", Meaning::answer);
    let options = options(visit, world, question.column);
    let hint = match (question.column, &question.meaning) {
        (Column::Manager, Some(_)) if question.is_open => Some("staff-import-word-nobody"),
        (Column::Manager, _) => Some("staff-import-word-manager-hint"),
        _ => None,
    };
    json!({
        "asked": form::asked_word(question.column, &question.word),
        "name": form::meaning_name(question.column, &question.word),
        "label": sentence(visit, "staff-import-word", question, ""),
        "hint": hint.map(|key| visit.words(key)),
        "options": options.iter().map(|(value, label)| json!({ "value": value, "label": label })).collect::<Vec<_>>(),
        "value": answer,
        "says": says(visit, question, &options),
    })
}

/// What was decided, as a sentence.
fn says(visit: &Visit, question: &Question, options: &[(String, String)]) -> Option<String> {
    let key = match question.meaning.as_ref()? {
        Meaning::Means(what) if what == LEFT => "staff-import-word-says-left",
        Meaning::Nothing if question.column == Column::Ends => "staff-import-word-says-there",
        Meaning::Means(_) => "staff-import-word-means",
        Meaning::Nothing => "staff-import-word-says-nothing",
        Meaning::Correct => "staff-import-word-to-correct",
    };
    let answer = question.meaning.as_ref().map_or("", Meaning::answer);
    let means = options.iter().find(|(value, _)| value == answer).map_or(answer, |(_, label)| label);
    Some(sentence(visit, key, question, means))
}

fn sentence(visit: &Visit, key: &str, question: &Question, means: &str) -> String {
    // In the place of a last day may stand what a column "Status" says.
    let column = if question.column == Column::Ends { "standing" } else { question.column.word() };
    let column = visit.words(&format!("staff-import-column-{column}"));
    let mut values =
        args([("word", question.written.clone()), ("column", column), ("means", means.to_owned())]);
    values.set("count", i64::try_from(question.rows).unwrap_or(i64::MAX));
    visit.app.messages.format(visit.language, key, &values)
}

/// What a word can mean; nothing where it is written.
fn options(visit: &Visit, world: &World, column: Column) -> Vec<(String, String)> {
    let mut options: Vec<(String, String)> = match column {
        Column::Services => {
            let offered = |id: &ServiceId| Some((id.to_string(), world.places.names.get(id)?.clone()));
            world.places.offered.iter().filter_map(offered).collect()
        }
        Column::Worker => {
            let kind = |kind: &WorkerType| {
                (kind.as_str().to_owned(), visit.words(&format!("people-worker-{}", kind.as_str())))
            };
            WorkerType::ALL.iter().map(kind).collect()
        }
        Column::Ends => Vec::new(),
        _ => return Vec::new(),
    };
    if matches!(column, Column::Worker | Column::Ends) {
        options.push((LEFT.to_owned(), visit.words("staff-import-word-left")));
    }
    if column == Column::Services {
        options.sort_by(|one, other| one.1.cmp(&other.1));
    }
    options.extend([NOTHING, CORRECT].map(|answer| {
        let key = format!("staff-import-word-{}-{answer}", column.word());
        (answer.to_owned(), visit.words(&key))
    }));
    options
}

/// What was answered a moment ago and is open still.
pub(super) fn still_open(
    errors: &mut FormErrors,
    questions: &[Question],
    answered: &BTreeSet<(Column, String)>,
) {
    for question in questions.iter().filter(|one| one.is_open && one.meaning.is_some()) {
        if answered.contains(&(question.column, question.word.clone())) {
            let word = Value::Text(question.written.clone());
            let field = form::meaning_name(question.column, &question.word);
            errors.add_with(field, "staff-import-word-still-open", vec![("word", word)]);
        }
    }
}
