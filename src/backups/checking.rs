//! Whether anything that must not change was changed, in the database that is served or in a copy.

use diesel::result::Error as QueryError;

use super::Fault;
use crate::access::entries::Command;
use crate::acknowledgements::check_acknowledgements;
use crate::audit::{self, Bad, PublicKeys};
use crate::db::ids::{AnyId, OrganisationId};
use crate::db::{DbConnection, Error, System, Tenant, copies};
use crate::incidents::check_cases;
use crate::keys::store::{self as key_store, public_keys};
use crate::organisations;
use crate::policies::versions::check_renditions;

/// Looks for the first row of an organisation that isn't what it was.
type Check = fn(&mut Tenant<'_>, &PublicKeys) -> Result<Option<Bad>, Error>;

/// Every check, with the table that it is about.
const CHECKS: &[(&str, Check)] = &[
    ("audit_entries", |tenant, _keys| audit::check(tenant)),
    ("renditions", |tenant, _keys| check_renditions(tenant)),
    ("acknowledgements", |tenant, keys| check_acknowledgements(tenant, keys)),
    ("incidents", |tenant, _keys| check_cases(tenant)),
];

/// Whether the database is whole and no row points nowhere.
///
/// # Errors
/// The first that does.
pub fn connection_holds(connection: &mut DbConnection) -> Result<(), Fault> {
    if let Some(orphan) = copies::first_orphan(connection)? {
        let row = orphan.place.map_or_else(|| "?".to_owned(), |row| row.to_string());
        return Err(Fault::told(
            "verify-orphan",
            &[("table", &orphan.in_table), ("row", &row), ("parent", &orphan.parent)],
        ));
    }
    match copies::damage(connection)? {
        Some(damage) => Err(Fault::told("verify-damaged", &[("why", &damage)])),
        None => Ok(()),
    }
}

/// Whether the rows of every organisation, or of one, are what they were; how many were looked at.
///
/// # Errors
/// The first bad row, by name; no such organisation.
pub fn organisations_hold(system: &mut System<'_>, only: Option<&str>) -> Result<usize, Fault> {
    let keys = public_keys(system)?;
    let mut all = organisations::store::all(system)?;
    if let Some(slug) = only {
        all.retain(|(_, found, _)| found == slug);
        if all.is_empty() {
            return Err(Fault::told("verify-no-organisation", &[("slug", slug)]));
        }
    }
    for (id, slug, _) in &all {
        if let Some(bad) = first_bad(system, *id, &keys)? {
            let row = bad.id.to_string();
            let named = [("slug", slug.as_str()), ("table", bad.table), ("row", &row), ("why", bad.why)];
            return Err(Fault::told("verify-bad", &named));
        }
    }
    Ok(all.len())
}

/// Whether the key of every organisation opens under the master key at hand.
///
/// # Errors
/// The first that doesn't.
pub fn keys_open(system: &mut System<'_>) -> Result<(), Fault> {
    for (id, slug, _) in organisations::store::all(system)? {
        let mut tenant = system.enter(&Command::on(id))?;
        if key_store::are_destroyed(&mut tenant)? {
            continue;
        }
        key_store::of_organisation(&mut tenant, None)
            .map_err(|fault| Fault::told("verify-key", &[("slug", &slug), ("why", &fault.to_string())]))?;
    }
    Ok(())
}

fn first_bad(system: &mut System<'_>, id: OrganisationId, keys: &PublicKeys) -> Result<Option<Bad>, Error> {
    let mut tenant = system.enter(&Command::on(id))?;
    // Of an organisation whose keys were destroyed the log and the signatures are left.
    let are_destroyed = key_store::are_destroyed(&mut tenant)?;
    let left = |table: &str| !are_destroyed || matches!(table, "audit_entries" | "acknowledgements");
    for (table, check) in CHECKS.iter().filter(|(table, _)| left(table)) {
        let bad = match check(&mut tenant, keys) {
            // A value that can't even be read was changed too; which row, the database doesn't say.
            Err(Error::Query(QueryError::DeserializationError(_fault))) => {
                Some(Bad { table, id: AnyId::NONE, why: "a value in it can't be read" })
            }
            looked => looked?,
        };
        if bad.is_some() {
            return Ok(bad);
        }
    }
    Ok(None)
}
