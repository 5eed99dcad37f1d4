//! How large each organisation is: numbers in a row outside the organisations, so that the operator's pages
//! never walk through them once they were counted. Nothing in it says what stands in a policy, a mail or a case.

use super::store::{self, Row};
use crate::access::Command;
use crate::clock::Moment;
use crate::db::ids::OrganisationId;
use crate::db::{Error, System, Tenant};
use crate::mail::{self, State, Wanted};
use crate::{blobs, organisations, people, policies};

/// The kind of ticket that counts an organisation, every day.
pub const TICKET: &str = "organisation-size";

/// What was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Size {
    /// The name as it prints in policies.
    pub name: String,
    /// People who haven't left.
    pub people: i64,
    /// Policies in force.
    pub policies: i64,
    /// Bytes of files.
    pub storage_bytes: i64,
    /// Mails that wait, cases apart.
    pub mail_waiting: i64,
    /// Mails that failed for good, cases apart.
    pub mail_failed: i64,
    /// When a member last signed in.
    pub signed_in_at: Option<Moment>,
}

/// Counts an organisation.
///
/// # Errors
/// The database is away.
pub fn count(tenant: &mut Tenant<'_>) -> Result<Size, Error> {
    let organisation = tenant.organisation();
    let in_force =
        |policy: &&policies::Policy| policy.current_version.is_some() && policy.withdrawn_at.is_none();
    Ok(Size {
        name: organisations::name(tenant)?,
        people: people::store::count_present(tenant)?,
        policies: number(policies::store::all(tenant)?.iter().filter(in_force).count()),
        storage_bytes: blobs::total(tenant)?,
        mail_waiting: mails(tenant, State::Queued)?,
        mail_failed: mails(tenant, State::Failed)?,
        signed_in_at: store::last_sign_in(&mut tenant.system(), organisation)?,
    })
}

/// Counts an organisation and keeps the numbers.
///
/// # Errors
/// The database is away.
pub fn refresh(tenant: &mut Tenant<'_>, now: Moment) -> Result<(), Error> {
    let (size, organisation) = (count(tenant)?, tenant.organisation());
    store::keep_size(&mut tenant.system(), now, organisation, &size)
}

/// Every organisation, by short name. One that wasn't counted yet has its name and its people now, and the last
/// sign-in is always that of this moment: nobody is a nameless line until the night.
///
/// # Errors
/// The database is away.
pub fn all(system: &mut System<'_>) -> Result<Vec<Row>, Error> {
    let (mut rows, signed_in) = (store::all(system)?, store::last_sign_ins(system)?);
    for row in &mut rows {
        look(system, row)?;
        row.signed_in_at = row.signed_in_at.max(signed_in.get(&row.id).copied());
    }
    Ok(rows)
}

/// One organisation, with its name before the first count too.
///
/// # Errors
/// The database is away.
pub fn one(system: &mut System<'_>, id: OrganisationId) -> Result<Option<Row>, Error> {
    let Some(mut row) = store::one(system, id)? else { return Ok(None) };
    look(system, &mut row)?;
    Ok(Some(row))
}

/// The name and the people of an organisation that wasn't counted yet.
fn look(system: &mut System<'_>, row: &mut Row) -> Result<(), Error> {
    if row.counted_at.is_none() {
        let mut tenant = system.enter(&Command::on(row.id).by_operator())?;
        row.name = Some(organisations::name(&mut tenant)?);
        row.people = Some(people::store::count_present(&mut tenant)?);
    }
    Ok(())
}

fn mails(tenant: &mut Tenant<'_>, state: State) -> Result<i64, Error> {
    mail::count(tenant, &Wanted { state: Some(state), ..Wanted::default() })
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
