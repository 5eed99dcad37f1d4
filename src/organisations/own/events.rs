//! What the log says about own fields and names.

use serde_json::{Value, json};

use super::OwnField;
use crate::audit::Event;
use crate::db::ids::AnyId;

/// A name of texts means a known field.
pub struct AliasSet<'a> {
    /// The name in texts.
    pub alias: &'a str,
    /// The field.
    pub name: &'a str,
}

impl Event for AliasSet<'_> {
    fn action(&self) -> &'static str {
        "field_alias_set"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("organisation", None)
    }

    fn facts(&self) -> Value {
        json!({ "name": self.name })
    }

    fn words(&self) -> Option<String> {
        Some(self.alias.to_owned())
    }
}

/// A name of texts means nothing any more.
pub struct AliasRemoved<'a> {
    /// The name in texts.
    pub alias: &'a str,
}

impl Event for AliasRemoved<'_> {
    fn action(&self) -> &'static str {
        "field_alias_removed"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("organisation", None)
    }

    fn words(&self) -> Option<String> {
        Some(self.alias.to_owned())
    }
}

/// The organisation made a field.
pub struct OwnFieldAdded<'a> {
    /// Which.
    pub field: &'a OwnField,
}

impl Event for OwnFieldAdded<'_> {
    fn action(&self) -> &'static str {
        "own_field_added"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("organisation", None)
    }

    fn facts(&self) -> Value {
        json!({ "name": self.field.name })
    }

    fn words(&self) -> Option<String> {
        Some(self.field.label.clone())
    }
}
