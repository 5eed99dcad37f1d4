//! Data keys of organisations.

use diesel::prelude::*;

use super::{Listed, OpenError, hold_master, seal, unseal};
use crate::clock::Moment;
use crate::db::ids::KeyId;
use crate::db::schema::{closed_organisations, organisation_keys};
use crate::db::{Error, Tenant};
use crate::keys::{DataKey, SealError, random};

/// The step at which the keys are still there: `closing::shredding::Step::Keys`.
const BEFORE: &str = "keys";

/// The data keys of an organisation, without anything secret.
///
/// # Errors
/// The database is away.
pub fn list_of_organisation(tenant: &mut Tenant<'_>) -> Result<Vec<Listed>, Error> {
    let rows: Vec<(KeyId, Moment, Option<Moment>, Vec<u8>)> = tenant
        .all(organisation_keys::table)
        .select((
            organisation_keys::id,
            organisation_keys::created_at,
            organisation_keys::retired_at,
            organisation_keys::sealed,
        ))
        .order((organisation_keys::created_at, organisation_keys::id))
        .load(tenant.connection())?;
    let read = |(id, created_at, retired_at, sealed): (_, _, _, Vec<u8>)| Listed {
        id,
        kind: "data".to_owned(),
        created_at,
        retired_at,
        is_destroyed: is_overwritten(&sealed),
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Gives an organisation a new data key and retires the others, which still open what they sealed.
///
/// # Errors
/// The destruction of its keys was instructed: a new one would guard nothing. The database is away.
pub fn rotate(tenant: &mut Tenant<'_>, now: Moment) -> Result<KeyId, OpenError> {
    hold_master(&mut tenant.system())?;
    if step(tenant)?.is_some() {
        return Err(OpenError::Destroyed);
    }
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
    hold_master(&mut tenant.system())?;
    let id = KeyId::new(now);
    let owner = tenant.organisation().any();
    let sealed = seal(&tenant.keyring().master(), owner, "organisation_keys", id, &random::<32>())?;
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
    let key = DataKey::new(id, unseal(&mut tenant.system(), owner, "organisation_keys", id, &sealed)?);
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

/// Whether the data keys of the organisation were destroyed, as somebody instructed: the step of its end that was
/// written with it says so, and no key that was made since. Keys that are merely gone are damage.
///
/// # Errors
/// The database is away.
pub fn are_destroyed(tenant: &mut Tenant<'_>) -> Result<bool, Error> {
    Ok(step(tenant)?.is_some_and(|step| step != BEFORE))
}

/// Whether a key was overwritten by [`destroy`].
pub(super) fn is_overwritten(sealed: &[u8]) -> bool {
    sealed.iter().all(|byte| *byte == 0)
}

/// How far the destruction is that somebody instructed; nothing when nobody did.
fn step(tenant: &mut Tenant<'_>) -> Result<Option<String>, Error> {
    let own = closed_organisations::table.find(tenant.organisation()).select(closed_organisations::step);
    Ok(own.first(tenant.system().connection()).optional()?)
}

pub(super) fn sealed_of(tenant: &mut Tenant<'_>) -> Result<Vec<(KeyId, Vec<u8>)>, Error> {
    let all = tenant.all(organisation_keys::table).select((organisation_keys::id, organisation_keys::sealed));
    Ok(all.load(tenant.connection())?)
}
