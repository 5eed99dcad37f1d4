//! What is sent to close an organisation, and what it means.

use crate::access::two_people::Reason;
use crate::clock::{Day, Moment};
use crate::closing::shredding::Instruction;
use crate::web::{Fields, FormErrors};

/// Characters of a text at most.
const MOST: usize = 2_000;

/// Whether the name was typed as it stands; capitals and spaces around it don't matter.
fn is_named(fields: &Fields, name: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    !name.trim().is_empty() && plain(fields.text("name")) == plain(name)
}

/// Reads why an organisation is to be closed, with its name typed.
///
/// # Errors
/// Another name, or a reason that says little.
pub fn ask(fields: &Fields, name: &str) -> Result<String, FormErrors> {
    let mut errors = FormErrors::default();
    if !is_named(fields, name) {
        errors.add("name", "closing-error-name");
    }
    let reason = Reason::of(fields.text("reason")).filter(|reason| reason.words().chars().count() <= MOST);
    if reason.is_none() {
        errors.add("reason", "closing-error-reason");
    }
    errors.or(reason.map(|reason| reason.words().to_owned()))
}

/// Why one operator alone confirms; nothing where it says little or too much.
#[must_use]
pub fn alone(fields: &Fields) -> Option<Reason> {
    Reason::of(fields.text("alone")).filter(|reason| reason.words().chars().count() <= MOST)
}

/// Reads why a closed organisation is opened again.
///
/// # Errors
/// A reason that says little.
pub fn reopen(fields: &Fields) -> Result<String, FormErrors> {
    let reason = Reason::of(fields.text("again")).filter(|reason| reason.words().chars().count() <= MOST);
    reason
        .map(|reason| reason.words().to_owned())
        .ok_or_else(|| FormErrors::one("again", "closing-error-reason"))
}

/// Reads the controller's instruction to destroy the keys, with the name of the organisation typed.
///
/// # Errors
/// Another name, nobody, no day, or words that say little.
pub fn instruction(
    fields: &Fields,
    name: &str,
    noted_by: &str,
    now: Moment,
) -> Result<Instruction, FormErrors> {
    let mut errors = FormErrors::default();
    if !is_named(fields, name) {
        errors.add("name", "closing-error-name");
    }
    let said = (fields.text("by"), fields.day("on").ok().flatten(), fields.text("words"));
    let read = instructed(said, noted_by, now);
    errors.0.extend(read.as_ref().err().into_iter().flat_map(|wrong| wrong.0.clone()));
    errors.or(read.ok())
}

/// What the controller said, from the page or the command: who, on which day, in which words.
///
/// # Errors
/// Nobody, no day or one to come, or words that say little.
pub fn instructed(
    (by, on, words): (&str, Option<Day>, &str),
    noted_by: &str,
    now: Moment,
) -> Result<Instruction, FormErrors> {
    let mut errors = FormErrors::default();
    let by = by.trim();
    if by.is_empty() || by.chars().count() > 200 {
        errors.add("by", "closing-error-by");
    }
    let day = on.filter(|day| *day <= now.day());
    if day.is_none() {
        errors.add("on", "closing-error-on");
    }
    let words = Reason::of(words).filter(|words| words.words().chars().count() <= MOST);
    if words.is_none() {
        errors.add("words", "closing-error-words");
    }
    errors.or(day.zip(words).map(|(day, words)| Instruction {
        by: by.to_owned(),
        at: day.at(12, 0),
        words: words.words().to_owned(),
        noted_by: noted_by.to_owned(),
    }))
}
