//! What somebody typed into a form when their session had ended: kept sealed for a day, for the same account
//! in the same browser, so that signing in again loses nothing (DESIGN 3, Sessions). Where it was going is
//! sealed with it: an address may name a case.

mod store;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use super::address::Token;
use crate::clock::Moment;
use crate::db::ids::{AccountId, KeptFormId};
use crate::db::{Error, System};
use crate::keys::store::nobody;
use crate::keys::{Keyring, Place};

/// Hours that a form is kept.
pub const HOURS: i64 = 24;
/// The most bytes of names and values that are kept.
pub const MOST_BYTES: usize = 64 << 10;
/// Parts of names of fields that are never kept.
const SECRETS: &[&str] = &["password", "pin", "otp", "secret", "token", "recovery"];

/// Names and values of a form, in its order.
pub type Pairs = Vec<(String, String)>;

/// A form that was kept. Prints no values.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Where it was sent to.
    pub address: String,
    /// What it held.
    pub fields: Pairs,
}

impl std::fmt::Debug for Kept {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Kept({} fields)", self.fields.len())
    }
}

/// What of a form is kept: no passwords and nothing like one. Nothing when the rest is empty or too much.
#[must_use]
pub fn worth_keeping(fields: Pairs) -> Option<Pairs> {
    let secret = |name: &str| name.split(['-', '_']).any(|word| SECRETS.contains(&word));
    let fields: Pairs = fields.into_iter().filter(|(name, _)| !secret(name)).collect();
    let bytes: usize = fields.iter().map(|(name, value)| name.len().saturating_add(value.len())).sum();
    let typed = fields.iter().any(|(_, value)| !value.trim().is_empty());
    (typed && bytes <= MOST_BYTES).then_some(fields)
}

/// Keeps a form in the place of the one that the account had before.
///
/// # Errors
/// The database is away, or the installation has no key.
pub fn keep(
    system: &mut System<'_>,
    now: Moment,
    token: &Token,
    account: AccountId,
    form: &Kept,
) -> Result<(), Error> {
    let id = KeptFormId::new(now);
    let bytes = serde_json::to_vec(form).map_err(|fault| Error::Unavailable(fault.to_string()))?;
    let key =
        system.keyring().installation().ok_or_else(|| Error::Unavailable("no installation key".into()))?;
    let sealed = key.seal(&place(id), &bytes).map_err(|fault| Error::Unavailable(fault.to_string()))?;
    store::remove_of_account(system, account)?;
    let address_mac = mac_of(system.keyring(), &form.address);
    let row = store::Row { id, account, address_mac, sealed };
    store::insert(system, now, &token.hash(), key.id(), row, now.plus_hours(HOURS))
}

/// The form of a browser, for the account that sent it; nothing for anybody else.
///
/// # Errors
/// The database is away.
pub fn find(
    system: &mut System<'_>,
    now: Moment,
    token: &Token,
    account: AccountId,
) -> Result<Option<Kept>, Error> {
    let Some((id, sealed)) = store::find(system, now, &token.hash(), account)? else { return Ok(None) };
    let opened = system.keyring().open(&place(id), &sealed).ok();
    Ok(opened.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
}

/// Removes the form of a browser that was sent to this address, or whatever it holds.
///
/// # Errors
/// The database is away.
pub fn remove(system: &mut System<'_>, token: &Token, address: Option<&str>) -> Result<(), Error> {
    let mac = address.map(|address| mac_of(system.keyring(), address));
    store::remove(system, &token.hash(), mac.as_deref())
}

/// Removes what was kept too long; how many rows.
///
/// # Errors
/// The database is away.
pub fn sweep(system: &mut System<'_>, now: Moment) -> Result<usize, Error> {
    store::sweep(system, now)
}

/// By which a form is known again that was sent after all.
fn mac_of(keyring: &Keyring, address: &str) -> String {
    HEXLOWER.encode(&keyring.mac("polisi kept form address v1", &[address.as_bytes()]))
}

fn place(id: KeptFormId) -> Place {
    Place { owner: nobody(), table: "kept_forms", row: id.any(), column: "sealed" }
}

#[cfg(test)]
mod tests {
    use super::{MOST_BYTES, worth_keeping};

    #[test]
    fn keeps_text_and_no_secrets() {
        let long = "x".repeat(MOST_BYTES);
        let fits = "x".repeat(MOST_BYTES - 4);
        for (fields, kept) in [
            (vec![("text", "typed"), ("password", "p")], Some(1)),
            (vec![("new-password", "p"), ("pin", "1"), ("new_pin", "2"), ("recovery-1", "3")], None),
            (vec![("opinion", "mine"), ("code", "P77")], Some(2)),
            (vec![("a", "one"), ("a", "two"), ("b", "")], Some(3)),
            (vec![("text", " \n"), ("b", "")], None),
            (vec![], None),
            (vec![("text", long.as_str())], None),
            (vec![("text", fits.as_str())], Some(1)),
        ] {
            let pairs = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            assert_eq!(worth_keeping(pairs.collect()).map(|kept| kept.len()), kept, "{:?}", fields.first());
        }
    }
}
