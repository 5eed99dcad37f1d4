//! What the organisation's log says of cases: once a day that there may be some.

use data_encoding::HEXLOWER;
use serde_json::{Value, json};

use crate::audit::Event;
use crate::db::ids::{AnyId, KeyId};

/// The daily commitment. It looks the same whether there are cases or none.
pub struct CasesCommitted {
    /// The hash over salt and heads.
    pub commitment: [u8; 32],
    /// The salt, sealed.
    pub salt: Vec<u8>,
    /// The key that sealed it.
    pub key: KeyId,
}

impl CasesCommitted {
    /// The word in the log.
    pub const ACTION: &'static str = "cases_committed";
}

impl Event for CasesCommitted {
    fn action(&self) -> &'static str {
        Self::ACTION
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("organisation", None)
    }

    fn facts(&self) -> Value {
        json!({
            "commitment": HEXLOWER.encode(&self.commitment),
            "salt": HEXLOWER.encode(&self.salt),
            "key": self.key,
        })
    }
}
