//! What the log says about shelves.

use serde_json::{Value, json};

use crate::audit::Event;
use crate::db::ids::{AnyId, ShelfId};

fn about(shelf: ShelfId) -> (&'static str, Option<AnyId>) {
    ("shelf", Some(shelf.any()))
}

/// Files were brought in.
pub struct ShelfBrought<'a> {
    /// Which.
    pub shelf: ShelfId,
    /// What it is called.
    pub name: &'a str,
    /// How many files.
    pub files: i64,
}

impl Event for ShelfBrought<'_> {
    fn action(&self) -> &'static str {
        "shelf_brought"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.shelf)
    }

    fn facts(&self) -> Value {
        json!({ "files": self.files })
    }

    fn words(&self) -> Option<String> {
        Some(self.name.to_owned())
    }
}

/// All that was wanted of a shelf was added.
pub struct ShelfAdded {
    /// Which.
    pub shelf: ShelfId,
    /// How many policies it became.
    pub policies: usize,
    /// How many of them are in force.
    pub in_force: usize,
    /// How many files could not be added.
    pub failed: usize,
}

impl Event for ShelfAdded {
    fn action(&self) -> &'static str {
        "shelf_added"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.shelf)
    }

    fn facts(&self) -> Value {
        json!({ "policies": self.policies, "in_force": self.in_force, "failed": self.failed })
    }
}

/// A shelf was taken back.
pub struct ShelfTakenBack {
    /// Which.
    pub shelf: ShelfId,
    /// How many policies went.
    pub policies: usize,
}

impl Event for ShelfTakenBack {
    fn action(&self) -> &'static str {
        "shelf_taken_back"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.shelf)
    }

    fn facts(&self) -> Value {
        json!({ "policies": self.policies })
    }
}
