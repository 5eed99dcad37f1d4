//! The answers that people may give about words of a sheet. Pure.

use super::columns::Column;
use super::matching::World;
use super::meanings::Meaning;
use crate::db::ids::ServiceId;
use crate::people::WorkerType;

/// The answer of a form that a word says nothing here; of whoever is there still, that they are.
pub const NOTHING: &str = "nothing";
/// The answer of a form that each row is corrected.
pub const CORRECT: &str = "correct";
/// The answer of a form that a word says that somebody has left.
pub const LEFT: &str = "left";
/// The most letters of an answer.
const MOST_LETTERS: usize = 160;

/// An answer as a form sends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The column of the word.
    pub column: Column,
    /// The word, folded.
    pub word: String,
    /// The answer; empty takes one back.
    pub answer: String,
}

/// Whether somebody may put people into a service.
pub(super) fn offers(world: &World, service: &str) -> bool {
    ServiceId::parse(service).is_some_and(|id| world.places.offered.contains(&id))
}

/// What an answer means for whoever gives it; nothing when it can't be given. An empty one takes back what was said.
#[must_use]
pub fn understood(world: &World, column: Column, answer: &str) -> Option<Option<Meaning>> {
    if answer.is_empty() {
        return Some(None);
    }
    let can_be = match column {
        // Whoever leads is written, so that no word is kept for anything else.
        Column::Manager => {
            return (answer.chars().count() <= MOST_LETTERS).then(|| Some(Meaning::Means(answer.to_owned())));
        }
        Column::Services => offers(world, answer),
        Column::Worker => answer == LEFT || WorkerType::from_word(answer).is_some(),
        Column::Ends => answer == LEFT,
        _ => return None,
    };
    match answer {
        NOTHING => Some(Some(Meaning::Nothing)),
        CORRECT => Some(Some(Meaning::Correct)),
        what => can_be.then(|| Some(Meaning::Means(what.to_owned()))),
    }
}
