//! What a request says, sealed under the organisation's key and bound to its row and column.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::RightsError;
use crate::db::Tenant;
use crate::db::ids::{AnyId, KeyId};
use crate::keys::{DataKey, Place, SealError, store as key_store};

/// Who asks, and what for.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// Who it is about.
    pub name: String,
    /// Who asks for them, and why they may; empty when they ask themselves.
    pub on_behalf: String,
    /// Where an answer reaches them.
    pub contact: String,
    /// What they ask, in their words.
    pub words: String,
    /// Who outside the organisation answers it; empty when somebody inside does.
    pub outside: String,
    /// Why somebody outside.
    pub outside_reason: String,
}

impl std::fmt::Debug for Contents {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Contents(..)")
    }
}

/// A record as it was found.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// What it is.
    pub title: String,
    /// What it says.
    pub text: String,
}

impl std::fmt::Debug for Found {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Found(..)")
    }
}

/// A row whose columns are sealed.
pub struct Row {
    owner: AnyId,
    table: &'static str,
    row: AnyId,
    key: DataKey,
}

impl Row {
    /// A row that is written: with the newest key.
    ///
    /// # Errors
    /// The key isn't there.
    pub fn new(tenant: &mut Tenant<'_>, table: &'static str, row: AnyId) -> Result<Self, RightsError> {
        let key = key_store::of_organisation(tenant, None)?;
        Ok(Self { owner: tenant.organisation().any(), table, row, key })
    }

    /// A row that stands, with its key.
    ///
    /// # Errors
    /// The key isn't there.
    pub fn of(
        tenant: &mut Tenant<'_>,
        table: &'static str,
        row: AnyId,
        key: KeyId,
    ) -> Result<Self, RightsError> {
        let key = key_store::of_organisation(tenant, Some(key))?;
        Ok(Self { owner: tenant.organisation().any(), table, row, key })
    }

    /// The key.
    #[must_use]
    pub fn key(&self) -> KeyId {
        self.key.id()
    }

    fn place(&self, column: &'static str) -> Place {
        Place { owner: self.owner, table: self.table, row: self.row, column }
    }

    /// Seals bytes.
    ///
    /// # Errors
    /// The cipher refuses.
    pub fn seal(&self, column: &'static str, plain: &[u8]) -> Result<Vec<u8>, RightsError> {
        Ok(self.key.seal(&self.place(column), plain)?)
    }

    /// Opens them.
    ///
    /// # Errors
    /// They were changed or moved.
    pub fn open(&self, column: &'static str, sealed: &[u8]) -> Result<Vec<u8>, RightsError> {
        Ok(self.key.open(&self.place(column), sealed)?)
    }

    /// Seals a value as JSON.
    ///
    /// # Errors
    /// The cipher refuses.
    pub fn seal_json(&self, column: &'static str, value: &impl Serialize) -> Result<Vec<u8>, RightsError> {
        let bytes = serde_json::to_vec(value).map_err(|_unwritable| SealError::Damaged)?;
        self.seal(column, &bytes)
    }

    /// Opens such a value.
    ///
    /// # Errors
    /// It was changed or moved.
    pub fn open_json<T: DeserializeOwned>(
        &self,
        column: &'static str,
        sealed: &[u8],
    ) -> Result<T, RightsError> {
        let bytes = self.open(column, sealed)?;
        Ok(serde_json::from_slice(&bytes).map_err(|_unreadable| SealError::Damaged)?)
    }
}
