//! What the log says about mails.

use serde_json::{Value, json};

use crate::audit::Event;
use crate::db::ids::{AnyId, MailId};

/// A failed mail was put back into the queue.
pub struct MailRetried<'a> {
    /// The mail.
    pub mail: MailId,
    /// Its kind.
    pub kind: &'a str,
}

impl Event for MailRetried<'_> {
    fn action(&self) -> &'static str {
        "mail_retried"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("mail", Some(self.mail.any()))
    }

    fn facts(&self) -> Value {
        json!({ "kind": self.kind })
    }
}
