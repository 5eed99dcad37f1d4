//! What the log says about lists that are brought in: counts, and no names.

use serde_json::{Value, json};

use super::StaffImport;
use super::undo::Undone;
use crate::audit::Event;
use crate::db::ids::{AnyId, PersonId, StaffImportId};

fn about(id: StaffImportId) -> (&'static str, Option<AnyId>) {
    ("staff_import", Some(id.any()))
}

/// A list was brought in for checking.
pub struct StaffImportBrought<'a> {
    /// The list.
    pub import: &'a StaffImport,
}

impl Event for StaffImportBrought<'_> {
    fn action(&self) -> &'static str {
        "staff_import_brought"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.import.id)
    }

    fn facts(&self) -> Value {
        json!({ "rows": self.import.total })
    }

    fn words(&self) -> Option<String> {
        Some(self.import.name.clone())
    }
}

/// Somebody pressed the button that adds.
pub struct StaffImportBegun {
    /// The list.
    pub import: StaffImportId,
    /// Rows that will be written.
    pub wanted: i64,
    /// Rows that stay out.
    pub left_out: i64,
}

impl Event for StaffImportBegun {
    fn action(&self) -> &'static str {
        "staff_import_begun"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.import)
    }

    fn facts(&self) -> Value {
        json!({ "rows": self.wanted, "left_out": self.left_out })
    }
}

/// Every row of a list has come to its end.
pub struct StaffImportApplied {
    /// The list.
    pub import: StaffImportId,
    /// People who are new.
    pub added: i64,
    /// People of whom it said something else.
    pub changed: i64,
    /// Rows that could not be written.
    pub refused: i64,
}

impl Event for StaffImportApplied {
    fn action(&self) -> &'static str {
        "staff_import_applied"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.import)
    }

    fn facts(&self) -> Value {
        json!({ "added": self.added, "changed": self.changed, "refused": self.refused })
    }
}

/// A list was dropped before anything of it was written.
pub struct StaffImportDropped {
    /// The list.
    pub import: StaffImportId,
}

impl Event for StaffImportDropped {
    fn action(&self) -> &'static str {
        "staff_import_dropped"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.import)
    }
}

/// A list was taken back.
pub struct StaffImportUndone {
    /// The list.
    pub import: StaffImportId,
    /// What came of it.
    pub undone: Undone,
}

impl Event for StaffImportUndone {
    fn action(&self) -> &'static str {
        "staff_import_undone"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.import)
    }

    fn facts(&self) -> Value {
        let Undone { removed, left, restored } = self.undone;
        json!({ "removed": removed, "left": left, "restored": restored })
    }
}

/// Somebody went off the staff list, because the list that brought them was taken back.
pub struct PersonTakenOff {
    /// Who.
    pub person: PersonId,
}

impl Event for PersonTakenOff {
    fn action(&self) -> &'static str {
        "person_taken_off"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("person", Some(self.person.any()))
    }
}
