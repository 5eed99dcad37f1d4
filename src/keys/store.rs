//! Keys in the database, sealed under the master key.

use diesel::prelude::*;

use super::{DataKey, Keyring, MasterKeyError, Place, SealError, SigningKey, random};
use crate::clock::Moment;
use crate::db::ids::{AnyId, KeyId};
use crate::db::schema::{closed_organisations, installation, installation_keys, organisation_keys};
use crate::db::{Error, System, Tenant};

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

/// Opens the installation's keys; makes them in an empty database.
///
/// # Errors
/// The master key isn't that of this database, or a key is damaged.
pub fn open(system: &mut System<'_>, now: Moment) -> Result<(), OpenError> {
    match fingerprint(system)? {
        Some(known) if known == system.keyring().fingerprint() => {}
        Some(_) => return Err(MasterKeyError::Different.into()),
        None => found(system, now)?,
    }
    let rows: Vec<(KeyId, String, Vec<u8>)> = installation_keys::table
        .filter(installation_keys::retired_at.is_null())
        .select((installation_keys::id, installation_keys::kind, installation_keys::sealed))
        .load(system.connection())
        .map_err(Error::from)?;
    for (id, kind, sealed) in rows {
        let secret = unseal(system.keyring(), nobody(), "installation_keys", id, &sealed)?;
        match kind.as_str() {
            "signing" => system.keyring().keep_signing(SigningKey::new(id, &secret)),
            _ => system.keyring().keep_installation(DataKey::new(id, secret)),
        }
    }
    Ok(())
}

/// A key as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The row.
    pub id: KeyId,
    /// `data` or `signing`.
    pub kind: String,
    /// When it was made.
    pub created_at: Moment,
    /// Since when it only opens or verifies what is old.
    pub retired_at: Option<Moment>,
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
    let read = |(id, kind, created_at, retired_at)| Listed { id, kind, created_at, retired_at };
    Ok(rows.into_iter().map(read).collect())
}

/// The data keys of an organisation, without anything secret.
///
/// # Errors
/// The database is away.
pub fn list_of_organisation(tenant: &mut Tenant<'_>) -> Result<Vec<Listed>, Error> {
    let rows: Vec<(KeyId, Moment, Option<Moment>)> = tenant
        .all(organisation_keys::table)
        .select((organisation_keys::id, organisation_keys::created_at, organisation_keys::retired_at))
        .order((organisation_keys::created_at, organisation_keys::id))
        .load(tenant.connection())?;
    let read = |(id, created_at, retired_at)| Listed { id, kind: "data".to_owned(), created_at, retired_at };
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
pub fn public_keys(system: &mut System<'_>) -> Result<Vec<(KeyId, Vec<u8>)>, Error> {
    let rows = installation_keys::table
        .filter(installation_keys::public.is_not_null())
        .select((installation_keys::id, installation_keys::public.assume_not_null()))
        .load(system.connection())?;
    Ok(rows)
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

/// Gives an organisation a new data key and retires the others, which still open what they sealed.
///
/// # Errors
/// The database is away.
pub fn rotate(tenant: &mut Tenant<'_>, now: Moment) -> Result<KeyId, OpenError> {
    let others = tenant.all(organisation_keys::table).filter(organisation_keys::retired_at.is_null());
    diesel::update(others)
        .set(organisation_keys::retired_at.eq(now))
        .execute(tenant.connection())
        .map_err(Error::from)?;
    create_for_organisation(tenant, now)
}

/// Makes a data key of an organisation, the one for all that is sealed from now on.
///
/// # Errors
/// The database is away.
pub fn create_for_organisation(tenant: &mut Tenant<'_>, now: Moment) -> Result<KeyId, OpenError> {
    let id = KeyId::new(now);
    let sealed =
        seal(tenant.keyring(), tenant.organisation().any(), "organisation_keys", id, &random::<32>())?;
    diesel::insert_into(organisation_keys::table)
        .values((
            organisation_keys::organisation_id.eq(tenant.organisation()),
            organisation_keys::id.eq(id),
            organisation_keys::sealed.eq(sealed),
            organisation_keys::created_at.eq(now),
        ))
        .execute(tenant.connection())
        .map_err(Error::from)?;
    Ok(id)
}

/// The organisation's data key: the current one, or the one that sealed something.
///
/// # Errors
/// The key is missing or damaged.
pub fn of_organisation(tenant: &mut Tenant<'_>, wanted: Option<KeyId>) -> Result<DataKey, OpenError> {
    if let Some(key) = tenant.keyring().organisation(tenant.organisation(), wanted) {
        return Ok(key);
    }
    let mut query = tenant
        .all(organisation_keys::table)
        .select((organisation_keys::id, organisation_keys::sealed))
        .order(organisation_keys::created_at.desc())
        .into_boxed();
    if let Some(id) = wanted {
        query = query.filter(organisation_keys::id.eq(id));
    }
    let found: Option<(KeyId, Vec<u8>)> = query.first(tenant.connection()).optional().map_err(Error::from)?;
    let (id, sealed) = found.ok_or(SealError::NoKey)?;
    let owner = tenant.organisation().any();
    let key = DataKey::new(id, unseal(tenant.keyring(), owner, "organisation_keys", id, &sealed)?);
    tenant.keyring().keep_organisation(tenant.organisation(), wanted, key.clone());
    Ok(key)
}

/// Overwrites every data key of the organisation: nothing sealed under them opens any more. The rows stay, because
/// sealed rows point to them.
///
/// # Errors
/// The database is away.
pub fn destroy(tenant: &mut Tenant<'_>) -> Result<(), Error> {
    for (id, sealed) in sealed_of(tenant)? {
        diesel::update(tenant.all(organisation_keys::table).filter(organisation_keys::id.eq(id)))
            .set(organisation_keys::sealed.eq(vec![0_u8; sealed.len()]))
            .execute(tenant.connection())?;
    }
    tenant.keyring().forget(tenant.organisation());
    Ok(())
}

/// Whether the data keys of the organisation were destroyed, as somebody instructed: keys that are merely gone
/// are damage.
///
/// # Errors
/// The database is away.
pub fn are_destroyed(tenant: &mut Tenant<'_>) -> Result<bool, Error> {
    let all = sealed_of(tenant)?;
    let are_gone = !all.is_empty() && all.iter().all(|(_, sealed)| sealed.iter().all(|byte| *byte == 0));
    Ok(are_gone && is_instructed(tenant)?)
}

fn is_instructed(tenant: &mut Tenant<'_>) -> Result<bool, Error> {
    let instruction =
        closed_organisations::table.filter(closed_organisations::organisation_id.eq(tenant.organisation()));
    let found: i64 = instruction.count().get_result(tenant.system().connection())?;
    Ok(found > 0)
}

fn sealed_of(tenant: &mut Tenant<'_>) -> Result<Vec<(KeyId, Vec<u8>)>, Error> {
    let all = tenant.all(organisation_keys::table).select((organisation_keys::id, organisation_keys::sealed));
    Ok(all.load(tenant.connection())?)
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
    for kind in ["data", "signing"] {
        create(system, kind, now)?;
    }
    Ok(())
}

fn create(system: &mut System<'_>, kind: &str, now: Moment) -> Result<(), OpenError> {
    let (id, secret) = (KeyId::new(now), random::<32>());
    let public = (kind == "signing").then(|| SigningKey::new(id, &secret).public().to_vec());
    let sealed = seal(system.keyring(), nobody(), "installation_keys", id, &secret)?;
    diesel::insert_into(installation_keys::table)
        .values((
            installation_keys::id.eq(id),
            installation_keys::kind.eq(kind),
            installation_keys::sealed.eq(sealed),
            installation_keys::public.eq(public),
            installation_keys::created_at.eq(now),
        ))
        .execute(system.connection())
        .map_err(Error::from)?;
    Ok(())
}

/// The owner of what belongs to no organisation.
#[must_use]
pub fn nobody() -> AnyId {
    AnyId::NONE
}

fn seal(
    keyring: &Keyring,
    owner: AnyId,
    table: &'static str,
    id: KeyId,
    secret: &[u8; 32],
) -> Result<Vec<u8>, SealError> {
    let place = Place { owner, table, row: id.any(), column: "sealed" };
    keyring.master().as_data_key(nobody()).seal(&place, secret)
}

fn unseal(
    keyring: &Keyring,
    owner: AnyId,
    table: &'static str,
    id: KeyId,
    sealed: &[u8],
) -> Result<[u8; 32], SealError> {
    let place = Place { owner, table, row: id.any(), column: "sealed" };
    let secret = keyring.master().as_data_key(nobody()).open(&place, sealed)?;
    secret.try_into().map_err(|_length| SealError::Damaged)
}
