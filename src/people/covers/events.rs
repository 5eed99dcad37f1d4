//! What the log says about covers.

use serde_json::{Value, json};

use super::Cover;
use crate::audit::Event;
use crate::db::ids::AnyId;

fn facts(cover: &Cover) -> Value {
    json!({
        "cover": cover.id,
        "role": cover.role,
        "service": cover.service,
        "by": cover.cover,
        "from": cover.from_on,
        "until": cover.until_on,
    })
}

/// Somebody was named who stands in.
pub struct CoverNamed<'a> {
    /// The cover.
    pub cover: &'a Cover,
}

impl Event for CoverNamed<'_> {
    fn action(&self) -> &'static str {
        "cover_named"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("person", Some(self.cover.holder.any()))
    }

    fn facts(&self) -> Value {
        facts(self.cover)
    }

    fn words(&self) -> Option<String> {
        Some(self.cover.reason.clone()).filter(|reason| !reason.is_empty())
    }
}

/// A cover was ended before its time.
pub struct CoverEnded<'a> {
    /// The cover.
    pub cover: &'a Cover,
}

impl Event for CoverEnded<'_> {
    fn action(&self) -> &'static str {
        "cover_ended"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("person", Some(self.cover.holder.any()))
    }

    fn facts(&self) -> Value {
        facts(self.cover)
    }
}
