//! Reads the address for the monthly mail.

use crate::access::email::Email;
use crate::web::{Fields, FormErrors};

/// Where the head is to be mailed; nothing to end it.
///
/// # Errors
/// No address.
pub fn address(fields: &Fields) -> Result<Option<Email>, FormErrors> {
    if fields.text("act") == "end" {
        return Ok(None);
    }
    let email = Email::parse(fields.text("email"));
    email.map(Some).ok_or_else(|| FormErrors::one("email", "activity-mail-error"))
}
