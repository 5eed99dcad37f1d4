//! What is kept as JSON beside a shelf and its files.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::register::{Register, Row};
use crate::clock::Day;
use crate::db::ids::{PersonId, PolicyId, ServiceId};
use crate::documents::finished::Made;
use crate::documents::read::{Note, NoteKind, Tracked};
use crate::messages::Language;
use crate::organisations::{Nation, ServiceType};

/// What holds for all files of a shelf; JSON in its column.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Names what was sent, to know the same upload again.
    pub digest: String,
    /// Where the policies are to be in force.
    pub services: BTreeSet<ServiceId>,
    /// Who answers for them.
    pub owner: Option<PersonId>,
    /// The nation they are written for.
    pub nation: Option<Nation>,
    /// The kind of service they are written for.
    pub service_type: Option<ServiceType>,
    /// Names in the register that are nobody on the staff list, with whom they mean.
    pub names: BTreeMap<String, PersonId>,
    /// What holds for finished files of which the register says nothing.
    pub paper: Option<Paper>,
    /// Who pressed the button that adds.
    pub pressed_by: Option<PersonId>,
    /// What becomes of tracked changes, where a file says nothing else.
    pub tracked: Option<Tracked>,
    /// The comments of all files are left out.
    pub comments_out: bool,
    /// Finished files keep what they say of their making.
    pub made_stays: bool,
}

/// Version and days of finished files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// What people call the version.
    pub label: String,
    /// Who approved it.
    pub approved_by: String,
    /// When it was approved, when that is known.
    pub approved_on: Option<Day>,
    /// When it was reviewed.
    pub reviewed_on: Day,
    /// When it must be looked at again.
    pub next_review_on: Day,
}

/// What was found in a file; JSON in its column.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Found {
    /// Its size.
    pub bytes: usize,
    /// Its words.
    pub words: usize,
    /// The title that it gives itself.
    pub title: String,
    /// The code that it gives itself.
    pub code: Option<String>,
    /// What its page header or footer says of code, version and review; for people to read.
    pub around: String,
    /// The text is kept as Markdown.
    pub markdown: bool,
    /// Headings.
    pub headings: usize,
    /// Lists.
    pub lists: usize,
    /// Known fields with their places.
    pub fields: BTreeMap<String, usize>,
    /// Unknown fields with their places.
    pub unknown: BTreeMap<String, usize>,
    /// Run-on lists.
    pub runs: usize,
    /// Lines that a web page left behind, and prompts of empty form fields.
    pub leftovers: usize,
    /// Their words: a draft begins without them.
    pub removed: Vec<String>,
    /// Lines that look left over and could be sentences: they stay until somebody takes them out.
    pub offered: Vec<String>,
    /// Paragraphs that a draft has as lists.
    pub listed: Vec<String>,
    /// What tables of its own version say.
    pub version_tables: Vec<String>,
    /// Words that tell the writer what to do, as they stand there.
    pub raw: Vec<String>,
    /// Words that tell the writer what to do.
    pub instructions: usize,
    /// Pictures that were taken.
    pub pictures: usize,
    /// Pictures that weren't.
    pub pictures_lost: usize,
    /// What did not simply become text.
    pub notes: Vec<Note>,
    /// The number in the message of a refusal.
    pub limit: Option<usize>,
    /// The file with the same bytes.
    pub twin: Option<i64>,
    /// The policy that has the same code, or the same bytes.
    pub there: Option<PolicyId>,
    /// The code and title of the policy that kept it out.
    pub holder: Option<(String, String)>,
    /// The SHA-256 of a finished file.
    pub sha256: String,
    /// What a finished file says of its making.
    pub made: Made,
    /// What a register says.
    pub register: Option<Register>,
}

impl Found {
    /// The tracked changes in it.
    #[must_use]
    pub fn changes(&self) -> usize {
        self.noted(NoteKind::Change)
    }

    /// The comments in it.
    #[must_use]
    pub fn comments(&self) -> usize {
        self.noted(NoteKind::Comment)
    }

    fn noted(&self, kind: NoteKind) -> usize {
        self.notes.iter().filter(|note| note.kind == kind).map(|note| note.count).sum()
    }
}

/// What the manager chose for a file; JSON in its column.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choice {
    /// Whether it is to be added.
    pub include: bool,
    /// Who answers for it, when not the owner of all.
    pub owner: Option<PersonId>,
    /// Where it is to be in force, when not where all are.
    pub services: BTreeSet<ServiceId>,
    /// Its language.
    pub language: Option<Language>,
    /// Whether it is to be in force as it stands.
    pub in_force: bool,
    /// Whether somebody said if a finished file is in force.
    pub force_said: bool,
    /// What the register says of it.
    pub row: Option<Row>,
    /// What becomes of its tracked changes.
    pub tracked: Option<Tracked>,
    /// Its comments are left out.
    pub comments_out: bool,
}
