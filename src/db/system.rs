//! What lies outside the organisations (DESIGN 3, net 2), inside one transaction.

use diesel::result::QueryResult;

use super::connection::DbConnection;
use super::tenant::{Entry, Tenant};
use crate::clock::Clock;
use crate::keys::Keyring;

/// The tables outside the organisations: accounts, sessions, addresses, tickets and the like.
pub struct System<'c> {
    pub(super) connection: &'c mut DbConnection,
    pub(super) keyring: &'c Keyring,
    pub(super) clock: &'c Clock,
}

impl System<'_> {
    /// The connection. For `store.rs` files only.
    pub fn connection(&mut self) -> &mut DbConnection {
        self.connection
    }

    /// The keys of the installation.
    #[must_use]
    pub fn keyring(&self) -> &Keyring {
        self.keyring
    }

    /// Enters one organisation in the same transaction.
    ///
    /// # Errors
    /// The database refuses.
    pub fn enter(&mut self, entry: &impl Entry) -> QueryResult<Tenant<'_>> {
        Tenant::enter(self.connection, self.keyring, self.clock, entry)
    }

    /// Enters one organisation to change something there: whoever else changes something there waits until the
    /// transaction ends. Comes before the first look, so that what was seen still holds when it is changed, and
    /// before any other row is written, so that two never wait for one another.
    ///
    /// # Errors
    /// The database refuses.
    pub fn enter_to_write(&mut self, entry: &impl Entry) -> QueryResult<Tenant<'_>> {
        let mut tenant = self.enter(entry)?;
        tenant.take_turn()?;
        Ok(tenant)
    }
}
