//! One organisation out of a backup: beside the others in an empty place, to look things up, or back into
//! the database that lost it.
//!
//! Its rows come back under their own identifiers: what is sealed and what is chained is bound to them.
//! Sessions and waiting work stay behind, links, tablets and badges come back ended (the copy it comes from was
//! restored, see [`crate::reactions::restored`]), and nothing old is mailed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::files::{Draft, Trial};
use super::{Fault, checking, place, restoring, store};
use crate::access::entries::Command;
use crate::audit;
use crate::backups::events::OrganisationRestored;
use crate::clock::Moment;
use crate::config::Settings;
use crate::db::ids::{AccountId, AnyId, OrganisationId};
use crate::db::rows::{self, Column, Value, Where};
use crate::db::tenant::{OUTSIDE, TENANT_TABLES};
use crate::db::{Database, DbConnection, Error, Surroundings, System, copies, migrate};
use crate::keys::MasterKey;
use crate::keys::store::{self as key_store, hold_mail};
use crate::organisations;

/// What never comes out of a backup with an organisation, or comes by itself.
const STAYS: &[&str] = &[
    "installation",
    "installation_keys",
    "organisations",
    "accounts",
    "sessions",
    "work_tickets",
    "job_runs",
    "leases",
    "guess_limits",
    "security_events",
    "account_mails",
    "backups",
    // The clock of the machine. Nothing is removed or closed by it in a place for looking things up.
    "retention_clock",
    // Of an account alone. The second factor comes along: who has only the password must not set one up.
    "known_devices",
    "email_changes",
    "kept_forms",
    "sign_ups",
    // Of the operator.
    "organisation_sizes",
    "organisation_events",
    "announcements",
    "announcement_organisations",
    "quota_defaults",
    "organisation_quotas",
    "quota_changes",
    "support_visits",
    "closed_organisations",
    "mail_steps",
];

/// What comes along with an account, and belongs to no organisation.
const OF_ACCOUNTS: &[&str] = &["second_factors", "recovery_codes"];

/// A backup that was copied, migrated and verified, and the organisation in it.
pub struct Found {
    trial: Trial,
    organisation: OrganisationId,
    instance: Option<AnyId>,
    surroundings: Surroundings,
    master: MasterKey,
    /// Whether a sum lay beside the backup, and every byte of it fitted.
    pub has_sum: bool,
}

/// What came back.
#[derive(Debug)]
pub struct Back {
    /// How many rows.
    pub rows: u64,
    /// The accounts that came along.
    pub accounts: Vec<AccountId>,
}

impl Found {
    fn file(&self) -> PathBuf {
        self.trial.path().join("polisi.db")
    }
}

/// Looks for an organisation in a backup, on a copy of it. `key` is the master key file that the backup needs, when
/// it is of before a change.
///
/// # Errors
/// The backup isn't whole, needs another master key, or the organisation isn't in it.
pub fn find(
    file: &Path,
    slug: &str,
    settings: &Settings,
    key: Option<&Path>,
    now: Moment,
) -> Result<Found, Fault> {
    let surroundings = super::surroundings_of(key.unwrap_or(&settings.master_key_file))?;
    let trial = Trial::inside(&settings.data_dir)?;
    let copy = trial.path().join("polisi.db");
    let has_sum = restoring::restore(file, &copy, &surroundings, now)?.has_sum;
    let mut connection = DbConnection::open_copy(&copy, false)?;
    let (all, instance, master) = copies::within(&mut connection, &surroundings, |system| {
        let instance = key_store::instance(system)?;
        Ok::<_, Fault>((organisations::store::all(system)?, instance, system.keyring().master()))
    })?;
    let found = all.into_iter().find(|(_, found, _)| found == slug);
    let (organisation, ..) = found.ok_or_else(|| Fault::told("restore-no-such", &[("slug", slug)]))?;
    Ok(Found { trial, organisation, instance, surroundings, master, has_sum })
}

/// Makes a database that holds this organisation alone; how many rows. Mail is held in it, what waited is stopped, and
/// nothing happens in it by itself: no nightly backups, no removals, no end of an organisation.
///
/// # Errors
/// The place is taken, or a row is refused; then nothing is left behind.
pub fn alone(found: &Found, database: &Path, now: Moment) -> Result<u64, Fault> {
    if database.exists() {
        return Err(Fault::told("restore-taken", &[("database", &database.display().to_string())]));
    }
    let draft = Draft::beside(database)?;
    let mut target = DbConnection::open_copy(draft.path(), true)?;
    migrate::run(&mut target)?;
    let mut source = DbConnection::open_copy(&found.file(), false)?;
    let count = copies::within(&mut target, &found.surroundings, |system| {
        rows::in_any_order(system.connection())?;
        for table in ["installation", "installation_keys"] {
            let columns = rows::columns(&mut source, table)?;
            rows::each(&mut source, table, &columns, None, &mut |row| {
                rows::insert(system.connection(), table, &columns, row)
            })?;
        }
        let changes = Changes { stop_mail: true, ..Changes::default() };
        let count = copy(&mut source, system, found.organisation, &changes)?.rows;
        hold_mail(system, Some(now))?;
        place::make_alone(system, now)?;
        checking::organisations_hold(system, None)?;
        Ok::<_, Fault>(count)
    })?;
    checking::connection_holds(&mut target)?;
    drop(target);
    draft.keep()?;
    Ok(count)
}

/// Brings the organisation back into the database that lost it, in one transaction.
///
/// # Errors
/// The backup is of another installation, the organisation is there, its short name is taken, or a row is refused;
/// then nothing was changed.
pub fn bring_back(found: &Found, database: &Database, slug: &str, now: Moment) -> Result<Back, Fault> {
    let (file, organisation, slug) = (found.file(), found.organisation, slug.to_owned());
    let (sealed_under, instance) = (found.master.clone(), found.instance);
    database.write_system(move |system| {
        // Passwords, second factors and signatures are made with the keys of their installation.
        if key_store::instance(system)? != instance {
            return Err(Fault::told("restore-other-installation", &[]));
        }
        for (id, taken, state) in organisations::store::all(system)? {
            if id == organisation {
                return Err(Fault::told("restore-is-there", &[("slug", &taken), ("state", &state)]));
            }
            if taken == slug {
                return Err(Fault::told("restore-slug-taken", &[("slug", &slug)]));
            }
        }
        let mut source = DbConnection::open_copy(&file, false)?;
        rows::in_any_order(system.connection())?;
        let changes = Changes { slug: Some(slug.clone()), stop_mail: true, ..Changes::default() };
        let back = copy(&mut source, system, organisation, &changes)?;
        key_store::bring_under(&mut system.enter(&Command::on(organisation))?, &sealed_under)?;
        // A row that points nowhere stops the commit; the rest of the database isn't looked at while others wait.
        checking::keys_open(system)?;
        checking::organisations_hold(system, Some(&slug))?;
        let mut tenant = system.enter(&Command::on(organisation))?;
        audit::record(&mut tenant, now, &OrganisationRestored { rows: back.rows })?;
        Ok(back)
    })
}

/// Identifiers, and those that they go by now.
type Renamed = BTreeMap<Vec<u8>, Vec<u8>>;
/// Accounts that aren't there yet, and those that are there under another identifier.
type Sorted = (Vec<AnyId>, Renamed);

/// What is different about rows that come back.
#[derive(Default)]
struct Changes {
    /// Another short name.
    slug: Option<String>,
    /// Waiting mails are stopped: they are of long ago.
    stop_mail: bool,
    /// Accounts that go by another identifier now.
    accounts: Renamed,
}

impl Changes {
    fn on(&self, table: &str, columns: &[Column], row: &mut [Value]) {
        for (column, value) in columns.iter().zip(row) {
            match (table, column.name.as_str(), &value) {
                ("organisations", "slug", _) => {
                    if let Some(slug) = &self.slug {
                        *value = Value::Text(slug.clone());
                    }
                }
                ("mails", "state", Value::Text(state)) if self.stop_mail && state == "queued" => {
                    *value = Value::Text("cancelled".to_owned());
                }
                // Nobody becomes an operator by a backup.
                ("accounts", "operator_since", _) => *value = Value::Null,
                (_, "account_id" | "accepted_by", Value::Bytes(id)) => {
                    if let Some(other) = self.accounts.get(id) {
                        *value = Value::Bytes(other.clone());
                    }
                }
                _ => {}
            }
        }
    }
}

/// Copies what belongs to the organisation, and the accounts it needs.
fn copy(
    source: &mut DbConnection,
    system: &mut System<'_>,
    organisation: OrganisationId,
    changes: &Changes,
) -> Result<Back, Fault> {
    let id = organisation.any();
    let mut count = copy_part(source, system, "organisations", Where { column: "id", id }, changes)?;
    let mut accounts = BTreeSet::new();
    for table in outside().chain(TENANT_TABLES).filter(|table| !OF_ACCOUNTS.contains(table)) {
        accounts.extend(rows::identifiers(source, table, "account_id", organisation)?);
    }
    let (new, same) = sort_accounts(source, system, accounts)?;
    let changes = Changes { slug: None, stop_mail: changes.stop_mail, accounts: same };
    for id in &new {
        count += copy_part(source, system, "accounts", Where { column: "id", id: *id }, &changes)?;
    }
    for table in outside() {
        let columns = rows::columns(source, table)?;
        let has = |name: &str| columns.iter().any(|column| column.name == name);
        if has("organisation_id") {
            count += copy_part(source, system, table, Where { column: "organisation_id", id }, &changes)?;
        } else if has("account_id") {
            for id in &new {
                count += copy_part(source, system, table, Where { column: "account_id", id: *id }, &changes)?;
            }
        }
    }
    for table in TENANT_TABLES {
        count += copy_part(source, system, table, Where { column: "organisation_id", id }, &changes)?;
    }
    Ok(Back { rows: count, accounts: new.into_iter().map(AccountId::from_any).collect() })
}

fn outside() -> impl Iterator<Item = &'static &'static str> {
    OUTSIDE.iter().filter(|table| !STAYS.contains(table))
}

/// The accounts that aren't there yet, and those that are there under another identifier, by their address.
fn sort_accounts(
    source: &mut DbConnection,
    system: &mut System<'_>,
    accounts: BTreeSet<Vec<u8>>,
) -> Result<Sorted, Fault> {
    let (mut new, mut same) = (Vec::new(), BTreeMap::new());
    for bytes in accounts {
        let Some(id) = AnyId::from_slice(&bytes) else { continue };
        if store::account_is_there(system, id)? {
            continue;
        }
        let address = store::address_in(source, id)?;
        let known = match address {
            Some(address) => store::account_of(system, &address)?,
            None => None,
        };
        match known {
            Some(other) => drop(same.insert(bytes, other.bytes().to_vec())),
            None => new.push(id),
        }
    }
    Ok((new, same))
}

fn copy_part(
    source: &mut DbConnection,
    system: &mut System<'_>,
    table: &str,
    part: Where<'_>,
    changes: &Changes,
) -> Result<u64, Error> {
    let columns = rows::columns(source, table)?;
    rows::each(source, table, &columns, Some(part), &mut |mut row| {
        changes.on(table, &columns, &mut row);
        rows::insert(system.connection(), table, &columns, row)
    })
}
