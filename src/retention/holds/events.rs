//! What the log says about legal holds; nothing of those on cases.

use serde_json::{Value, json};

use super::{On, Row};
use crate::audit::Event;
use crate::db::ids::AnyId;

fn subject(hold: &Row) -> (&'static str, Option<AnyId>) {
    ("legal_hold", Some(hold.id.any()))
}

fn facts(hold: &Row) -> Value {
    let days = match hold.on {
        On::Days(from, until) => Some([from, until]),
        _ => None,
    };
    json!({ "on": hold.on.kind(), "days": days, "review_on": hold.review_on })
}

/// A hold was put on something.
pub struct HoldPut<'a> {
    /// The hold.
    pub hold: &'a Row,
}

impl Event for HoldPut<'_> {
    fn action(&self) -> &'static str {
        "hold_put"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        subject(self.hold)
    }

    fn facts(&self) -> Value {
        facts(self.hold)
    }
}

/// Somebody asked to end a hold.
pub struct HoldEndAsked<'a> {
    /// The hold.
    pub hold: &'a Row,
}

impl Event for HoldEndAsked<'_> {
    fn action(&self) -> &'static str {
        "hold_end_asked"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        subject(self.hold)
    }

    fn facts(&self) -> Value {
        facts(self.hold)
    }
}

/// A hold ended.
pub struct HoldEnded<'a> {
    /// The hold.
    pub hold: &'a Row,
}

impl Event for HoldEnded<'_> {
    fn action(&self) -> &'static str {
        "hold_ended"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        subject(self.hold)
    }

    fn facts(&self) -> Value {
        facts(self.hold)
    }
}
