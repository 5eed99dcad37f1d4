//! What the log says about legal holds: that there is one, and nothing of what it is on, because whoever it is on may
//! read the log; nothing at all of those on cases. Who runs holds finds the rest in their list.

use super::Row;
use crate::audit::Event;
use crate::db::ids::AnyId;

fn subject(hold: &Row) -> (&'static str, Option<AnyId>) {
    ("legal_hold", Some(hold.id.any()))
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
}
