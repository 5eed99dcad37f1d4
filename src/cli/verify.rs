//! `polisi verify`: whether anything that must not change was changed.

use diesel::result::Error as QueryError;

use super::{Failure, Outcome, open, say};
use crate::access::entries::Command;
use crate::acknowledgements::check_acknowledgements;
use crate::audit::{self, Bad, PublicKeys};
use crate::db::ids::{AnyId, OrganisationId};
use crate::db::{DbConnection, Error, System, Tenant, copies};
use crate::incidents::check_cases;
use crate::keys::store::public_keys;
use crate::organisations;
use crate::policies::versions::check_renditions;
use crate::web::App;

/// What `polisi verify` is asked.
#[derive(Debug, Clone, clap::Args)]
pub struct VerifyArguments {
    /// Only the organisation with this short name
    #[arg(long, value_name = "SLUG")]
    pub organisation: Option<String>,
}

/// Looks for the first row of an organisation that isn't what it was.
type Check = fn(&mut Tenant<'_>, &PublicKeys) -> Result<Option<Bad>, Error>;

/// Every check, with the table that it is about.
const CHECKS: &[(&str, Check)] = &[
    ("audit_entries", |tenant, _keys| audit::check(tenant)),
    ("renditions", |tenant, _keys| check_renditions(tenant)),
    ("acknowledgements", |tenant, keys| check_acknowledgements(tenant, keys)),
    ("incidents", |tenant, _keys| check_cases(tenant)),
];

/// Verifies everything, or one organisation.
///
/// # Errors
/// The first bad row, by name; no such organisation; whatever stops a start.
pub fn run(arguments: &VerifyArguments) -> Outcome {
    let app = open()?;
    let only = arguments.organisation.clone();
    let count = app.database.read_system(|system| organisations_hold(system, only.as_deref()))?;
    file_holds(&app)?;
    say("verify-holds", &[("count", &count.to_string())])
}

fn file_holds(app: &App) -> Outcome {
    let mut connection = DbConnection::open(&app.settings.database)?;
    connection_holds(&mut connection)
}

/// Whether the database is whole and no row points nowhere.
///
/// # Errors
/// The first that does.
pub fn connection_holds(connection: &mut DbConnection) -> Outcome {
    if let Some(orphan) = copies::first_orphan(connection)? {
        let row = orphan.place.map_or_else(|| "?".to_owned(), |row| row.to_string());
        return Err(Failure::of(
            "verify-orphan",
            &[("table", &orphan.in_table), ("row", &row), ("parent", &orphan.parent)],
        ));
    }
    match copies::damage(connection)? {
        Some(damage) => Err(Failure::of("verify-damaged", &[("why", &damage)])),
        None => Ok(()),
    }
}

/// Whether the rows of every organisation, or of one, are what they were; how many were looked at.
///
/// # Errors
/// The first bad row, by name; no such organisation.
pub fn organisations_hold(system: &mut System<'_>, only: Option<&str>) -> Result<usize, Failure> {
    let keys = public_keys(system)?;
    let mut all = organisations::store::all(system)?;
    if let Some(slug) = only {
        all.retain(|(_, found, _)| found == slug);
        if all.is_empty() {
            return Err(Failure::of("verify-no-organisation", &[("slug", slug)]));
        }
    }
    for (id, slug, _) in &all {
        if let Some(bad) = first_bad(system, *id, &keys)? {
            let row = bad.id.to_string();
            let named = [("slug", slug.as_str()), ("table", bad.table), ("row", &row), ("why", bad.why)];
            return Err(Failure::of("verify-bad", &named));
        }
    }
    Ok(all.len())
}

fn first_bad(system: &mut System<'_>, id: OrganisationId, keys: &PublicKeys) -> Result<Option<Bad>, Error> {
    let mut tenant = system.enter(&Command::on(id))?;
    for (table, check) in CHECKS {
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
