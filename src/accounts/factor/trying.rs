//! What somebody gives as their second factor.

use crate::access::guesses::Taken;
use crate::db::ids::{AccountId, SessionId};
use crate::mail::Post;

/// What somebody gave, as it is compared with what is kept. Prints nothing.
pub enum Given {
    /// The six figures of the app.
    App(String),
    /// The hash of a recovery code.
    Recovery(String),
}

impl std::fmt::Debug for Given {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Given(..)")
    }
}

/// What somebody tries: in which session of which account, what they gave, and the try that was counted for it.
pub struct Try<'a> {
    /// The session, which may wait for this.
    pub session: SessionId,
    /// The account.
    pub account: AccountId,
    /// What was given.
    pub given: &'a Given,
    /// The try.
    pub taken: &'a Taken,
    /// Writes the mails.
    pub post: &'a Post,
}
