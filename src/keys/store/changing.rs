//! Other keys in the place of those that are there. What was made under one before stays readable.

use diesel::prelude::*;

use super::own::{is_overwritten, sealed_of};
use super::{OpenError, hold_master, insert, nobody, seal, unseal_with};
use crate::clock::Moment;
use crate::db::ids::{AnyId, KeyId};
use crate::db::schema::{installation, installation_keys, organisation_keys};
use crate::db::{Error, System, Tenant};
use crate::keys::{MasterKey, SealError, random};

/// What a key of the installation is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Seals what belongs to no organisation.
    Data,
    /// Signs acknowledgements and heads of logs.
    Signing,
    /// Gives the keys for single purposes.
    Root,
}

impl Kind {
    /// The word in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Signing => "signing",
            Self::Root => "root",
        }
    }
}

/// Gives the installation a new key of a kind. Those before it still open and verify what they made.
///
/// # Errors
/// The database is away, or the master key isn't that of this database.
pub fn change(system: &mut System<'_>, kind: Kind, now: Moment) -> Result<KeyId, OpenError> {
    hold_master(system)?;
    let live = installation_keys::kind.eq(kind.name()).and(installation_keys::retired_at.is_null());
    diesel::update(installation_keys::table.filter(live))
        .set(installation_keys::retired_at.eq(now))
        .execute(system.connection())
        .map_err(Error::from)?;
    insert(system, kind, random::<32>(), now)
}

/// Makes another master key that of the database, and seals the installation's keys under it. In the same
/// transaction follows [`reseal`] for every organisation.
///
/// `prepare` gives the key; it is asked when nobody else can change it any more. Nothing is changed when the key at
/// hand isn't `expected` then: somebody else was first.
///
/// # Errors
/// The database is away, or a key doesn't open.
pub fn change_master<E: From<OpenError>>(
    system: &mut System<'_>,
    now: Moment,
    expected: &[u8],
    prepare: impl FnOnce() -> Result<MasterKey, E>,
) -> Result<Option<(MasterKey, MasterKey)>, E> {
    hold_master(system)?;
    let old = system.keyring().master();
    if old.fingerprint() != expected {
        return Ok(None);
    }
    let new = prepare()?;
    put(system, now, &old, &new)?;
    Ok(Some((old, new)))
}

fn put(system: &mut System<'_>, now: Moment, old: &MasterKey, new: &MasterKey) -> Result<(), OpenError> {
    diesel::update(installation::table)
        .set((
            installation::master_fingerprint.eq(new.fingerprint().to_vec()),
            installation::master_before.eq(old.fingerprint().to_vec()),
            installation::master_changed_at.eq(now),
            installation::recovery_copy_at.eq(None::<Moment>),
        ))
        .execute(system.connection())
        .map_err(Error::from)?;
    let rows: Vec<(KeyId, Vec<u8>)> = installation_keys::table
        .select((installation_keys::id, installation_keys::sealed))
        .load(system.connection())
        .map_err(Error::from)?;
    for (id, sealed) in rows {
        let sealed = resealed((old, new), nobody(), "installation_keys", id, &sealed)?;
        diesel::update(installation_keys::table.find(id))
            .set(installation_keys::sealed.eq(sealed))
            .execute(system.connection())
            .map_err(Error::from)?;
    }
    Ok(())
}

/// Seals the data keys of an organisation under another master key; how many. Those that were destroyed stay so.
///
/// # Errors
/// The database is away, or a key doesn't open.
pub fn reseal(tenant: &mut Tenant<'_>, old: &MasterKey, new: &MasterKey) -> Result<usize, OpenError> {
    let mut count = 0;
    for (id, sealed) in sealed_of(tenant)? {
        if is_overwritten(&sealed) {
            continue;
        }
        let owner = tenant.organisation().any();
        let sealed = resealed((old, new), owner, "organisation_keys", id, &sealed)?;
        diesel::update(tenant.all(organisation_keys::table).filter(organisation_keys::id.eq(id)))
            .set(organisation_keys::sealed.eq(sealed))
            .execute(tenant.connection())
            .map_err(Error::from)?;
        count += 1;
    }
    Ok(count)
}

/// Seals the data keys of an organisation that came from elsewhere, where they lay under another master key, under the
/// one of this database.
///
/// # Errors
/// The database is away, or a key doesn't open.
pub fn bring_under(tenant: &mut Tenant<'_>, other: &MasterKey) -> Result<(), OpenError> {
    hold_master(&mut tenant.system())?;
    let own = tenant.keyring().master();
    if own.fingerprint() != other.fingerprint() {
        reseal(tenant, other, &own)?;
    }
    Ok(())
}

/// The same secret under another master key, opened once before it counts.
fn resealed(
    (old, new): (&MasterKey, &MasterKey),
    owner: AnyId,
    table: &'static str,
    id: KeyId,
    sealed: &[u8],
) -> Result<Vec<u8>, SealError> {
    let secret = unseal_with(old, owner, table, id, sealed)?;
    let again = seal(new, owner, table, id, &secret)?;
    if unseal_with(new, owner, table, id, &again)? == secret { Ok(again) } else { Err(SealError::Refused) }
}

/// When the master key was last changed, and the fingerprint of the one before.
///
/// # Errors
/// The database is away.
pub fn master_change(system: &mut System<'_>) -> Result<Option<(Moment, Vec<u8>)>, Error> {
    let found: Option<(Option<Moment>, Option<Vec<u8>>)> = installation::table
        .select((installation::master_changed_at, installation::master_before))
        .first(system.connection())
        .optional()?;
    Ok(found.and_then(|(at, before)| at.zip(before)))
}
