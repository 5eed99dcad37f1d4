//! What the log of an organisation says of its mails in an operator's hands.

use serde_json::{Value, json};

use super::Step;
use crate::audit::Event;
use crate::db::ids::{AnyId, MailId};

/// An operator let a mail go again, or stopped it.
pub struct MailStep<'a> {
    /// Which.
    pub mail: MailId,
    /// Of which kind.
    pub kind: &'a str,
    /// What was done.
    pub step: Step,
    /// Why; empty where nobody asks.
    pub reason: &'a str,
}

impl Event for MailStep<'_> {
    fn action(&self) -> &'static str {
        match self.step {
            Step::Stopped => "mail_stopped_by_operator",
            Step::Again | Step::Test => "mail_retried_by_operator",
        }
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("mail", Some(self.mail.any()))
    }

    fn facts(&self) -> Value {
        json!({ "kind": self.kind })
    }

    fn words(&self) -> Option<String> {
        (!self.reason.is_empty()).then(|| self.reason.to_owned())
    }
}
