//! What the log says about the mail with its own head.

use serde_json::{Value, json};

use crate::access::email::Email;
use crate::audit::Event;
use crate::db::ids::AnyId;

/// Where the head of the log goes every month was chosen.
pub struct HeadMailChosen<'a> {
    /// The address; nothing when it ends.
    pub email: Option<&'a Email>,
}

impl Event for HeadMailChosen<'_> {
    fn action(&self) -> &'static str {
        "head_mail_chosen"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("organisation", None)
    }

    fn facts(&self) -> Value {
        json!({ "on": self.email.is_some() })
    }

    fn words(&self) -> Option<String> {
        self.email.map(|email| email.as_str().to_owned())
    }
}
