//! What the log of an organisation says of its mails in an operator's hands.

use serde_json::{Value, json};

use super::Step;
use crate::audit::Event;
use crate::db::ids::AnyId;
use crate::mail::operators::Posted;

/// An operator let a mail go again, or stopped it. Of what may be about a case, a data request or a complaint
/// the log says neither which nor of what kind.
pub struct MailStep<'a> {
    mail: &'a Posted,
    step: Step,
    reason: &'a str,
}

impl<'a> MailStep<'a> {
    /// What was done to a mail, and why.
    #[must_use]
    pub const fn of(mail: &'a Posted, step: Step, reason: &'a str) -> Self {
        Self { mail, step, reason }
    }
}

impl Event for MailStep<'_> {
    fn action(&self) -> &'static str {
        match self.step {
            Step::Stopped => "mail_stopped_by_operator",
            Step::Again | Step::Test => "mail_retried_by_operator",
        }
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("mail", self.mail.kind.as_ref().map(|_| self.mail.id.any()))
    }

    fn facts(&self) -> Value {
        json!({ "kind": self.mail.kind.as_deref().unwrap_or("notice") })
    }

    fn words(&self) -> Option<String> {
        (!self.reason.is_empty()).then(|| self.reason.to_owned())
    }
}
