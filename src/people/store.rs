//! People, where they work and their roles in the database.

mod invitations;
mod roles;
mod same;
mod standing;

use std::collections::{BTreeMap, BTreeSet};

use diesel::dsl::case_when;
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error as QueryError};

use super::{Details, Person, StaffNumber, Standing, WorkerType};
use crate::access::email::Email;
use crate::access::{Role, names};
use crate::clock::{Day, Moment};
use crate::db::ids::{AccountId, PersonId, ServiceId};
use crate::db::schema::{people, person_services, services};
use crate::db::{Error, Tenant};
use crate::messages::Language;

pub use invitations::*;
pub use roles::*;
pub use same::*;
pub use standing::*;

#[derive(Queryable)]
struct Row {
    id: PersonId,
    given_name: String,
    family_name: String,
    email: Option<String>,
    phone: Option<String>,
    job_title: String,
    worker_type: WorkerType,
    language: Language,
    started_on: Option<Day>,
    left_on: Option<Day>,
    account: Option<AccountId>,
    staff_number: Option<String>,
    line_manager: Option<PersonId>,
    ends_on: Option<Day>,
    agency: Option<String>,
    regulator: Option<String>,
    register_number: Option<String>,
}

/// The columns of [`Row`], in its order.
macro_rules! columns {
    () => {
        (
            people::id,
            people::given_name,
            people::family_name,
            people::email,
            people::phone,
            people::job_title,
            people::worker_type,
            people::language,
            people::started_on,
            people::left_on,
            people::account_id,
            people::staff_number,
            people::line_manager_id,
            people::ends_on,
            people::agency,
            people::regulator,
            people::register_number,
        )
    };
}

impl From<Row> for Person {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            given_name: row.given_name,
            family_name: row.family_name,
            email: row.email.as_deref().and_then(Email::parse),
            phone: row.phone,
            job_title: row.job_title,
            worker_type: row.worker_type,
            language: row.language,
            started_on: row.started_on,
            left_on: row.left_on,
            account: row.account,
            standing: Standing {
                staff_number: row.staff_number.map(StaffNumber::kept),
                line_manager: row.line_manager,
                ends_on: row.ends_on,
                agency: row.agency,
                regulator: row.regulator,
                register_number: row.register_number,
            },
        }
    }
}

/// One person.
///
/// # Errors
/// The database is away.
pub fn get(tenant: &mut Tenant<'_>, id: PersonId) -> Result<Option<Person>, Error> {
    let found: Option<Row> = tenant
        .all(people::table)
        .filter(people::id.eq(id))
        .select(columns!())
        .first(tenant.connection())
        .optional()?;
    Ok(found.map(Person::from))
}

/// Everybody, leavers last, by name.
///
/// # Errors
/// The database is away.
pub fn list(tenant: &mut Tenant<'_>) -> Result<Vec<Person>, Error> {
    // Who has one name only stands where it belongs.
    let by_name = case_when(people::family_name.eq(""), people::given_name).otherwise(people::family_name);
    let rows: Vec<Row> = tenant
        .all(people::table)
        .select(columns!())
        .order((people::left_on.is_not_null(), by_name, people::given_name, people::id))
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(Person::from).collect())
}

/// Who was entered since a moment.
///
/// # Errors
/// The database is away.
pub fn added_since(tenant: &mut Tenant<'_>, since: Moment) -> Result<BTreeSet<PersonId>, Error> {
    let rows: Vec<PersonId> = tenant
        .all(people::table)
        .filter(people::created_at.ge(since))
        .select(people::id)
        .load(tenant.connection())?;
    Ok(rows.into_iter().collect())
}

/// How many people haven't left.
///
/// # Errors
/// The database is away.
pub fn count_present(tenant: &mut Tenant<'_>) -> Result<i64, Error> {
    let present = tenant.all(people::table).filter(people::left_on.is_null());
    Ok(present.count().get_result(tenant.connection())?)
}

/// The names of everybody, leavers too, by id: for lists that show who did something.
///
/// # Errors
/// The database is away.
pub fn present_names(tenant: &mut Tenant<'_>) -> Result<BTreeMap<PersonId, String>, Error> {
    let rows: Vec<(PersonId, String, String)> = tenant
        .all(people::table)
        .select((people::id, people::given_name, people::family_name))
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(|(id, given, family)| (id, names::whole(&given, &family))).collect())
}

/// Present people who hold a role, in order of rank: at the service, then for the whole organisation.
///
/// # Errors
/// The database is away.
pub fn holders(
    tenant: &mut Tenant<'_>,
    role: Role,
    service: Option<ServiceId>,
) -> Result<Vec<Person>, Error> {
    let mut found = Vec::new();
    for scope in [service, None].into_iter().take(if service.is_some() { 2 } else { 1 }) {
        for held in grants_at(tenant, role, scope)? {
            let person = get(tenant, held.person)?.filter(Person::is_present);
            found.extend(person.filter(|person| found.iter().all(|known: &Person| known.id != person.id)));
        }
    }
    Ok(found)
}

pub(super) fn insert(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: PersonId,
    details: &Details,
    standing: &Standing,
) -> Result<(), Error> {
    diesel::insert_into(people::table)
        .values((
            people::organisation_id.eq(tenant.organisation()),
            people::id.eq(id),
            people::given_name.eq(&details.given_name),
            people::family_name.eq(&details.family_name),
            people::email.eq(details.email.as_ref().map(Email::as_str)),
            people::phone.eq(&details.phone),
            people::job_title.eq(&details.job_title),
            people::worker_type.eq(details.worker_type),
            people::language.eq(details.language),
            people::started_on.eq(details.started_on),
            people::staff_number.eq(standing.staff_number.as_ref().map(StaffNumber::as_str)),
            people::line_manager_id.eq(standing.line_manager),
            people::ends_on.eq(standing.ends_on),
            people::agency.eq(&standing.agency),
            people::regulator.eq(&standing.regulator),
            people::register_number.eq(&standing.register_number),
            people::created_at.eq(now),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

/// Takes somebody off the list for good; false when something else speaks of them, and nothing is changed.
pub(super) fn remove(tenant: &mut Tenant<'_>, id: PersonId) -> Result<bool, Error> {
    let places = diesel::delete(tenant.all(person_services::table).filter(person_services::person_id.eq(id)));
    let person = diesel::delete(tenant.all(people::table).filter(people::id.eq(id)));
    let done = tenant.connection().transaction(|connection| {
        places.execute(connection)?;
        person.execute(connection)
    });
    match done {
        Ok(removed) => Ok(removed > 0),
        Err(QueryError::DatabaseError(DatabaseErrorKind::ForeignKeyViolation, _)) => Ok(false),
        Err(fault) => Err(fault.into()),
    }
}

pub(super) fn update(
    tenant: &mut Tenant<'_>,
    id: PersonId,
    details: &Details,
    standing: &Standing,
) -> Result<bool, Error> {
    let changed = diesel::update(tenant.all(people::table).filter(people::id.eq(id)))
        .set((
            people::given_name.eq(&details.given_name),
            people::family_name.eq(&details.family_name),
            people::email.eq(details.email.as_ref().map(Email::as_str)),
            people::phone.eq(&details.phone),
            people::job_title.eq(&details.job_title),
            people::worker_type.eq(details.worker_type),
            people::language.eq(details.language),
            people::started_on.eq(details.started_on),
            people::staff_number.eq(standing.staff_number.as_ref().map(StaffNumber::as_str)),
            people::line_manager_id.eq(standing.line_manager),
            people::ends_on.eq(standing.ends_on),
            people::agency.eq(&standing.agency),
            people::regulator.eq(&standing.regulator),
            people::register_number.eq(&standing.register_number),
        ))
        .execute(tenant.connection())?;
    Ok(changed == 1)
}

pub(super) fn set_left(tenant: &mut Tenant<'_>, id: PersonId, on: Option<Day>) -> Result<(), Error> {
    diesel::update(tenant.all(people::table).filter(people::id.eq(id)))
        .set(people::left_on.eq(on))
        .execute(tenant.connection())?;
    Ok(())
}

/// Notes that whoever acts as this person from now on may be somebody else than before.
///
/// # Errors
/// The database is away.
pub fn set_anew(tenant: &mut Tenant<'_>, now: Moment, id: PersonId) -> Result<(), Error> {
    diesel::update(tenant.all(people::table).filter(people::id.eq(id)))
        .set(people::anew_since.eq(now))
        .execute(tenant.connection())?;
    Ok(())
}

/// Since when whoever acts as this person is the same, where it wasn't always so.
///
/// # Errors
/// The database is away.
pub fn anew_since(tenant: &mut Tenant<'_>, id: PersonId) -> Result<Option<Moment>, Error> {
    let found: Option<Option<Moment>> = tenant
        .all(people::table)
        .filter(people::id.eq(id))
        .select(people::anew_since)
        .first(tenant.connection())
        .optional()?;
    Ok(found.flatten())
}

/// Ties a person to their account. An account is that of one record here: whoever was entered anew acts no longer as the
/// one from before.
///
/// # Errors
/// The database is away.
pub fn set_account(tenant: &mut Tenant<'_>, id: PersonId, account: AccountId) -> Result<(), Error> {
    let others = tenant.all(people::table).filter(people::account_id.eq(account).and(people::id.ne(id)));
    diesel::update(others).set(people::account_id.eq(None::<AccountId>)).execute(tenant.connection())?;
    diesel::update(tenant.all(people::table).filter(people::id.eq(id)))
        .set(people::account_id.eq(account))
        .execute(tenant.connection())?;
    Ok(())
}

/// Whoever comes back has no account here until they join anew.
pub(super) fn drop_account(tenant: &mut Tenant<'_>, id: PersonId) -> Result<(), Error> {
    diesel::update(tenant.all(people::table).filter(people::id.eq(id)))
        .set(people::account_id.eq(None::<AccountId>))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn set_services(
    tenant: &mut Tenant<'_>,
    id: PersonId,
    services: &BTreeSet<ServiceId>,
) -> Result<(), Error> {
    diesel::delete(tenant.all(person_services::table).filter(person_services::person_id.eq(id)))
        .execute(tenant.connection())?;
    for service in services {
        diesel::insert_into(person_services::table)
            .values((
                person_services::organisation_id.eq(tenant.organisation()),
                person_services::person_id.eq(id),
                person_services::service_id.eq(service),
            ))
            .execute(tenant.connection())?;
    }
    Ok(())
}

/// Where everybody works.
///
/// # Errors
/// The database is away.
pub fn workplaces(tenant: &mut Tenant<'_>) -> Result<BTreeMap<PersonId, BTreeSet<ServiceId>>, Error> {
    let rows: Vec<(PersonId, ServiceId)> = tenant
        .all(person_services::table)
        .select((person_services::person_id, person_services::service_id))
        .load(tenant.connection())?;
    let mut places: BTreeMap<PersonId, BTreeSet<ServiceId>> = BTreeMap::new();
    for (person, service) in rows {
        places.entry(person).or_default().insert(service);
    }
    Ok(places)
}

/// Who is still there and works at no service that is open: nobody can ask them to read.
///
/// # Errors
/// The database is away.
pub fn nowhere(tenant: &mut Tenant<'_>) -> Result<BTreeSet<PersonId>, Error> {
    let open: BTreeSet<ServiceId> = service_names(tenant)?.into_iter().map(|(id, _)| id).collect();
    let works = workplaces(tenant)?;
    let present: Vec<PersonId> = tenant
        .all(people::table)
        .filter(people::left_on.is_null())
        .select(people::id)
        .load(tenant.connection())?;
    let is_at_one = |id: &PersonId| works.get(id).is_some_and(|places| !places.is_disjoint(&open));
    Ok(present.into_iter().filter(|id| !is_at_one(id)).collect())
}

/// Whether somebody leads anybody who hasn't left.
///
/// # Errors
/// The database is away.
pub fn leads(tenant: &mut Tenant<'_>, id: PersonId) -> Result<bool, Error> {
    let led = people::line_manager_id.eq(id).and(people::left_on.is_null());
    let found: i64 = tenant.all(people::table).filter(led).count().get_result(tenant.connection())?;
    Ok(found > 0)
}

/// The names of the services, by id: where people work.
///
/// # Errors
/// The database is away.
pub fn service_names(tenant: &mut Tenant<'_>) -> Result<Vec<(ServiceId, String)>, Error> {
    Ok(tenant
        .all(services::table)
        .filter(services::closed_at.is_null())
        .order((services::name, services::id))
        .select((services::id, services::name))
        .load(tenant.connection())?)
}
