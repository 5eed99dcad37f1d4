//! What the log says about being away: days, and no reason.

use serde_json::{Value, json};

use super::Absence;
use crate::audit::Event;
use crate::clock::Day;
use crate::db::ids::AnyId;

/// Somebody is away.
pub struct AbsenceEntered<'a> {
    /// The time.
    pub absence: &'a Absence,
}

impl Event for AbsenceEntered<'_> {
    fn action(&self) -> &'static str {
        "absence_entered"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("person", Some(self.absence.person.any()))
    }

    fn facts(&self) -> Value {
        json!({ "absence": self.absence.id, "from": self.absence.from, "until": self.absence.until })
    }
}

/// Somebody is back.
pub struct AbsenceEnded<'a> {
    /// The time.
    pub absence: &'a Absence,
    /// From which day on they are back.
    pub on: Day,
}

impl Event for AbsenceEnded<'_> {
    fn action(&self) -> &'static str {
        "absence_ended"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("person", Some(self.absence.person.any()))
    }

    fn facts(&self) -> Value {
        json!({ "absence": self.absence.id, "on": self.on })
    }
}
