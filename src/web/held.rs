//! While mail is held after a restore, pages promise none: what they say depends on the installation alone, never on
//! whom it is for.

use super::error::Error;
use super::visit::Visit;
use crate::db::Error as DbError;
use crate::keys::store;

impl Visit {
    /// Whether mail waits until whoever runs the installation lets it go.
    ///
    /// # Errors
    /// The database is away.
    pub async fn mail_is_held(&self) -> Result<bool, Error> {
        let held: Result<bool, DbError> =
            self.app.look(|database| database.read_system(store::mail_is_held)).await;
        Ok(held?)
    }

    /// What was done (`?done=`) where its banner promises an e-mail: with other words while mail is held.
    ///
    /// # Errors
    /// The database is away.
    pub async fn promised(&self, done: &str) -> Result<String, Error> {
        let held = if self.mail_is_held().await? { "-held" } else { "" };
        Ok(format!("{done}{held}"))
    }
}
