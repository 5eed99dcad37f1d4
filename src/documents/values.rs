//! Values for fields, as they were resolved for one rendition.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Plain text. Never read as markup or as a field.
    Text(String),
    /// A day, printed in the language of the document.
    Date(Date),
    /// A picture is there; its bytes come with the frame.
    Image,
    /// Nothing, and nothing is missing: the last name of somebody who has one name only.
    Nothing,
}

/// Values by field name (the canonical one of the catalogue).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Values(BTreeMap<String, Value>);

impl Values {
    /// No values.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets or replaces a value.
    pub fn set(&mut self, name: &str, value: Value) {
        self.0.insert(name.to_owned(), value);
    }

    /// Sets a text. One without letters counts as no value.
    pub fn text(&mut self, name: &str, text: &str) {
        self.set(name, Value::Text(text.to_owned()));
    }

    /// The value of a field; nothing when it is absent or has no letters.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !matches!(value, Value::Text(text) if text.trim().is_empty()))
    }
}
