//! Keys in the database, sealed under the master key.

mod changing;
mod own;

use diesel::prelude::*;

pub use changing::{Kind, bring_under, change, change_master, master_change, reseal};
pub use own::{
    are_destroyed, create_for_organisation, destroy, list_of_organisation, of_organisation, rotate,
};

use super::keyring::Loaded;
use super::root::Root;
use super::{DataKey, MasterKey, MasterKeyError, Place, PublicKey, SealError, SigningKey, random};
use crate::clock::Moment;
use crate::db::ids::{AnyId, KeyId};
use crate::db::schema::{installation, installation_keys};
use crate::db::{Error, System};

/// Why the keys of a database can't be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database is away.
    #[error(transparent)]
    Database(#[from] Error),
    /// The master key isn't the one of this database.
    #[error(transparent)]
    Master(#[from] MasterKeyError),
    /// A key doesn't open.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The keys of the organisation are destroyed, or are about to be.
    #[error("the keys of the organisation are destroyed")]
    Destroyed,
}

/// The row of the installation; nothing for a database that was just migrated.
///
/// # Errors
/// The database is away.
pub fn fingerprint(system: &mut System<'_>) -> Result<Option<Vec<u8>>, Error> {
    let found =
        installation::table.select(installation::master_fingerprint).first(system.connection()).optional()?;
    Ok(found)
}

/// Whether the database has a master key; then it is the one at hand, or lies in the file by now.
///
/// # Errors
/// The master key isn't that of this database.
pub fn check_master(system: &mut System<'_>) -> Result<bool, OpenError> {
    let Some(known) = fingerprint(system)? else { return Ok(false) };
    let keyring = system.keyring();
    if keyring.follow(&known) {
        return Ok(true);
    }
    Err(MasterKeyError::different(&known, &keyring.fingerprint()).into())
}

/// Opens the installation's keys; makes them in an empty database.
///
/// # Errors
/// The master key isn't that of this database, or a key is damaged.
pub fn open(system: &mut System<'_>, now: Moment) -> Result<(), OpenError> {
    if !check_master(system)? {
        found(system, now)?;
    }
    load(system)?;
    if system.keyring().has_root() {
        return Ok(());
    }
    // Of a time when the master key was the root, too: what was made then goes on. Another node may be at it.
    hold_master(system)?;
    load(system)?;
    if !system.keyring().has_root() {
        let root = Root::of_master(&system.keyring().master());
        insert(system, Kind::Root, root.key, now)?;
        load(system)?;
    }
    Ok(())
}

/// Takes the installation's keys that another process made since these were opened.
///
/// # Errors
/// The master key isn't that of this database, or a key is damaged.
pub fn follow(system: &mut System<'_>) -> Result<(), OpenError> {
    let live: Vec<KeyId> = installation_keys::table
        .filter(installation_keys::retired_at.is_null())
        .select(installation_keys::id)
        .order((installation_keys::created_at, installation_keys::id))
        .load(system.connection())
        .map_err(Error::from)?;
    if !live.is_empty() && !system.keyring().is_of(&live) {
        load(system)?;
    }
    Ok(())
}

type Row = (KeyId, String, Vec<u8>, Moment, Option<Moment>);

fn load(system: &mut System<'_>) -> Result<(), OpenError> {
    let rows: Vec<Row> = installation_keys::table
        .select((
            installation_keys::id,
            installation_keys::kind,
            installation_keys::sealed,
            installation_keys::created_at,
            installation_keys::retired_at,
        ))
        // Those that make what is new come last, whatever the clock said.
        .order((
            installation_keys::retired_at.is_null(),
            installation_keys::retired_at,
            installation_keys::created_at,
            installation_keys::id,
        ))
        .load(system.connection())
        .map_err(Error::from)?;
    let mut loaded = Loaded::default();
    for (id, kind, sealed, since, until) in rows {
        let secret = unseal(system, nobody(), "installation_keys", id, &sealed)?;
        if until.is_none() {
            loaded.live.push(id);
        }
        match kind.as_str() {
            "signing" if until.is_none() => loaded.signing = Some(SigningKey::new(id, &secret)),
            "signing" => {}
            "root" => loaded.roots.push(Root { id, key: secret, since: Some(since), until }),
            _ => loaded.data.push(DataKey::new(id, secret)),
        }
    }
    system.keyring().keep(loaded);
    Ok(())
}

/// A key as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The row.
    pub id: KeyId,
    /// `data`, `signing` or `root`.
    pub kind: String,
    /// When it was made.
    pub created_at: Moment,
    /// Since when it only opens or verifies what is old.
    pub retired_at: Option<Moment>,
    /// Whether it was overwritten at the end of its organisation.
    pub is_destroyed: bool,
}

/// Months after which a key that signs should make room for another.
pub const SIGNING_MONTHS: i32 = 12;

impl Listed {
    /// Whether it signs longer than it should. A retired one signs nothing.
    #[must_use]
    pub fn is_past(&self, now: Moment) -> bool {
        let end = self.created_at.day().plus_months(SIGNING_MONTHS);
        self.retired_at.is_none() && self.kind == Kind::Signing.name() && end < now.day()
    }
}

/// The keys of the installation, without anything secret.
///
/// # Errors
/// The database is away.
pub fn list(system: &mut System<'_>) -> Result<Vec<Listed>, Error> {
    let rows: Vec<(KeyId, String, Moment, Option<Moment>)> = installation_keys::table
        .select((
            installation_keys::id,
            installation_keys::kind,
            installation_keys::created_at,
            installation_keys::retired_at,
        ))
        .order((installation_keys::created_at, installation_keys::id))
        .load(system.connection())?;
    let read =
        |(id, kind, created_at, retired_at)| Listed { id, kind, created_at, retired_at, is_destroyed: false };
    Ok(rows.into_iter().map(read).collect())
}

/// The identifier of the installation.
///
/// # Errors
/// The database is away.
pub fn instance(system: &mut System<'_>) -> Result<Option<AnyId>, Error> {
    Ok(installation::table.select(installation::instance).first(system.connection()).optional()?)
}

/// The public halves of all signing keys, retired ones too: old signatures verify.
///
/// # Errors
/// The database is away.
pub fn public_keys(system: &mut System<'_>) -> Result<Vec<PublicKey>, Error> {
    let rows: Vec<(KeyId, Vec<u8>, Option<Moment>)> = installation_keys::table
        .filter(installation_keys::public.is_not_null())
        .select((
            installation_keys::id,
            installation_keys::public.assume_not_null(),
            installation_keys::retired_at,
        ))
        .load(system.connection())?;
    Ok(rows.into_iter().map(|(id, public, retired_at)| PublicKey { id, public, retired_at }).collect())
}

/// The key that signs now. One that another process retired since these were opened signs nothing more, on a node
/// without jobs too.
///
/// # Errors
/// The database is away, or a key is damaged.
pub fn signing(system: &mut System<'_>) -> Result<Option<SigningKey>, OpenError> {
    let signs = installation_keys::kind.eq(Kind::Signing.name()).and(installation_keys::retired_at.is_null());
    let live: Option<KeyId> = installation_keys::table
        .filter(signs)
        .select(installation_keys::id)
        .first(system.connection())
        .optional()
        .map_err(Error::from)?;
    if live.is_some() && live != system.keyring().signing().map(|key| key.id()) {
        load(system)?;
    }
    Ok(system.keyring().signing())
}

/// Whether mail is held after a restore, until somebody releases it.
///
/// # Errors
/// The database is away.
pub fn mail_is_held(system: &mut System<'_>) -> Result<bool, Error> {
    let held: Option<Option<Moment>> =
        installation::table.select(installation::mail_held_at).first(system.connection()).optional()?;
    Ok(held.flatten().is_some())
}

/// Holds all mail, or releases it.
///
/// # Errors
/// The database is away.
pub fn hold_mail(system: &mut System<'_>, since: Option<Moment>) -> Result<(), Error> {
    diesel::update(installation::table)
        .set(installation::mail_held_at.eq(since))
        .execute(system.connection())?;
    Ok(())
}

fn found(system: &mut System<'_>, now: Moment) -> Result<(), OpenError> {
    let instance = AnyId::new(now);
    diesel::insert_into(installation::table)
        .values((
            installation::id.eq(1),
            installation::instance.eq(instance),
            installation::master_fingerprint.eq(system.keyring().fingerprint().to_vec()),
            installation::created_at.eq(now),
        ))
        .execute(system.connection())
        .map_err(Error::from)?;
    for kind in [Kind::Data, Kind::Signing, Kind::Root] {
        insert(system, kind, random::<32>(), now)?;
    }
    Ok(())
}

fn insert(system: &mut System<'_>, kind: Kind, secret: [u8; 32], now: Moment) -> Result<KeyId, OpenError> {
    hold_master(system)?;
    let id = KeyId::new(now);
    let public = (kind == Kind::Signing).then(|| SigningKey::new(id, &secret).public().to_vec());
    let sealed = seal(&system.keyring().master(), nobody(), "installation_keys", id, &secret)?;
    diesel::insert_into(installation_keys::table)
        .values((
            installation_keys::id.eq(id),
            installation_keys::kind.eq(kind.name()),
            installation_keys::sealed.eq(sealed),
            installation_keys::public.eq(public),
            installation_keys::created_at.eq(now),
        ))
        .execute(system.connection())
        .map_err(Error::from)?;
    Ok(id)
}

/// Nobody changes the master key until this transaction ends, and the one at hand is that of the database: nothing is
/// sealed under a key that has gone.
fn hold_master(system: &mut System<'_>) -> Result<(), OpenError> {
    for _attempt in 0..2 {
        let own = system.keyring().fingerprint().to_vec();
        let held = diesel::update(installation::table.filter(installation::master_fingerprint.eq(&own)))
            .set(installation::master_fingerprint.eq(&own))
            .execute(system.connection())
            .map_err(Error::from)?;
        if held == 1 {
            return Ok(());
        }
        if !check_master(system)? {
            break;
        }
    }
    Err(SealError::NoKey.into())
}

/// The owner of what belongs to no organisation.
#[must_use]
pub fn nobody() -> AnyId {
    AnyId::NONE
}

fn seal(
    master: &MasterKey,
    owner: AnyId,
    table: &'static str,
    id: KeyId,
    secret: &[u8; 32],
) -> Result<Vec<u8>, SealError> {
    let place = Place { owner, table, row: id.any(), column: "sealed" };
    master.as_data_key(nobody()).seal(&place, secret)
}

fn unseal_with(
    master: &MasterKey,
    owner: AnyId,
    table: &'static str,
    id: KeyId,
    sealed: &[u8],
) -> Result<[u8; 32], SealError> {
    let place = Place { owner, table, row: id.any(), column: "sealed" };
    let secret = master.as_data_key(nobody()).open(&place, sealed)?;
    secret.try_into().map_err(|_length| SealError::Damaged)
}

/// With the master key at hand, or with the one that took its place meanwhile.
fn unseal(
    system: &mut System<'_>,
    owner: AnyId,
    table: &'static str,
    id: KeyId,
    sealed: &[u8],
) -> Result<[u8; 32], OpenError> {
    match unseal_with(&system.keyring().master(), owner, table, id, sealed) {
        Err(SealError::Refused) => {
            check_master(system)?;
            Ok(unseal_with(&system.keyring().master(), owner, table, id, sealed)?)
        }
        done => Ok(done?),
    }
}
