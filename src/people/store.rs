//! People, where they work and their roles in the database.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use super::{Details, Held, Person, WorkerType};
use crate::access::Role;
use crate::access::email::Email;
use crate::clock::{Day, Moment};
use crate::db::ids::{AccountId, GrantId, InvitationId, PersonId, ServiceId};
use crate::db::schema::{invitations, memberships, people, person_services, role_grants};
use crate::db::{Error, Tenant};
use crate::messages::Language;

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
}

const COLUMNS: (
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
) = (
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
);

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
        .select(COLUMNS)
        .first(tenant.connection())
        .optional()?;
    Ok(found.map(Person::from))
}

/// Everybody, leavers last, by name.
///
/// # Errors
/// The database is away.
pub fn list(tenant: &mut Tenant<'_>) -> Result<Vec<Person>, Error> {
    let rows: Vec<Row> = tenant
        .all(people::table)
        .select(COLUMNS)
        .order((people::left_on.is_not_null(), people::family_name, people::given_name, people::id))
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(Person::from).collect())
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
    Ok(rows.into_iter().map(|(id, given, family)| (id, format!("{given} {family}"))).collect())
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
            people::created_at.eq(now),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn update(tenant: &mut Tenant<'_>, id: PersonId, details: &Details) -> Result<bool, Error> {
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

/// Ties a person to their account.
///
/// # Errors
/// The database is away.
pub fn set_account(tenant: &mut Tenant<'_>, id: PersonId, account: AccountId) -> Result<(), Error> {
    diesel::update(tenant.all(people::table).filter(people::id.eq(id)))
        .set(people::account_id.eq(account))
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

type GrantRow = (GrantId, PersonId, Role, Option<ServiceId>, i64);

const GRANT: (
    role_grants::id,
    role_grants::person_id,
    role_grants::role,
    role_grants::service_id,
    role_grants::rank,
) = (role_grants::id, role_grants::person_id, role_grants::role, role_grants::service_id, role_grants::rank);

fn held((id, person, role, service, rank): GrantRow) -> Held {
    Held { id, person, role, service, rank }
}

/// Every role that is held now.
///
/// # Errors
/// The database is away.
pub fn all_grants(tenant: &mut Tenant<'_>) -> Result<Vec<Held>, Error> {
    let rows: Vec<GrantRow> = tenant
        .all(role_grants::table)
        .filter(role_grants::ended_at.is_null())
        .order((role_grants::role, role_grants::rank, role_grants::id))
        .select(GRANT)
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(held).collect())
}

pub(super) fn grants_at(
    tenant: &mut Tenant<'_>,
    role: Role,
    service: Option<ServiceId>,
) -> Result<Vec<Held>, Error> {
    let mut query = tenant
        .all(role_grants::table)
        .filter(role_grants::role.eq(role).and(role_grants::ended_at.is_null()))
        .order((role_grants::rank, role_grants::id))
        .select(GRANT)
        .into_boxed();
    query = match service {
        Some(service) => query.filter(role_grants::service_id.eq(service)),
        None => query.filter(role_grants::service_id.is_null()),
    };
    let rows: Vec<GrantRow> = query.load(tenant.connection())?;
    Ok(rows.into_iter().map(held).collect())
}

pub(super) fn grant(tenant: &mut Tenant<'_>, id: GrantId) -> Result<Option<Held>, Error> {
    let row: Option<GrantRow> = tenant
        .all(role_grants::table)
        .filter(role_grants::id.eq(id).and(role_grants::ended_at.is_null()))
        .select(GRANT)
        .first(tenant.connection())
        .optional()?;
    Ok(row.map(held))
}

pub(super) fn insert_grant(tenant: &mut Tenant<'_>, now: Moment, grant: &Held) -> Result<(), Error> {
    diesel::insert_into(role_grants::table)
        .values((
            role_grants::organisation_id.eq(tenant.organisation()),
            role_grants::id.eq(grant.id),
            role_grants::person_id.eq(grant.person),
            role_grants::service_id.eq(grant.service),
            role_grants::role.eq(grant.role),
            role_grants::rank.eq(grant.rank),
            role_grants::granted_at.eq(now),
            role_grants::granted_by.eq(tenant.actor().person()),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn set_rank(tenant: &mut Tenant<'_>, id: GrantId, rank: i64) -> Result<(), Error> {
    diesel::update(tenant.all(role_grants::table).filter(role_grants::id.eq(id)))
        .set(role_grants::rank.eq(rank))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn end_grant(tenant: &mut Tenant<'_>, now: Moment, id: GrantId) -> Result<(), Error> {
    let live =
        tenant.all(role_grants::table).filter(role_grants::id.eq(id).and(role_grants::ended_at.is_null()));
    diesel::update(live).set(role_grants::ended_at.eq(now)).execute(tenant.connection())?;
    Ok(())
}

pub(super) fn end_all_grants(tenant: &mut Tenant<'_>, now: Moment, person: PersonId) -> Result<(), Error> {
    let live = tenant
        .all(role_grants::table)
        .filter(role_grants::person_id.eq(person).and(role_grants::ended_at.is_null()));
    diesel::update(live).set(role_grants::ended_at.eq(now)).execute(tenant.connection())?;
    Ok(())
}

pub(super) fn end_membership(tenant: &mut Tenant<'_>, now: Moment, account: AccountId) -> Result<(), Error> {
    let organisation = tenant.organisation();
    let live = memberships::table.filter(
        memberships::account_id
            .eq(account)
            .and(memberships::organisation_id.eq(organisation))
            .and(memberships::ended_at.is_null()),
    );
    diesel::update(live).set(memberships::ended_at.eq(now)).execute(tenant.system().connection())?;
    Ok(())
}

/// An invitation.
#[derive(Debug, Clone, Queryable)]
pub struct Invitation {
    /// The row.
    pub id: InvitationId,
    /// Who is invited.
    pub person: PersonId,
    /// The address that the mail went to.
    pub email: String,
    /// Who invited.
    pub created_by: PersonId,
    /// Until when it works.
    pub expires_at: Moment,
    /// When it was accepted.
    pub accepted_at: Option<Moment>,
    /// When a newer one took its place.
    pub voided_at: Option<Moment>,
}

/// One invitation.
///
/// # Errors
/// The database is away.
pub fn invitation(tenant: &mut Tenant<'_>, id: InvitationId) -> Result<Option<Invitation>, Error> {
    let found = tenant
        .all(invitations::table)
        .filter(invitations::id.eq(id))
        .select((
            invitations::id,
            invitations::person_id,
            invitations::email,
            invitations::created_by,
            invitations::expires_at,
            invitations::accepted_at,
            invitations::voided_at,
        ))
        .first(tenant.connection())
        .optional()?;
    Ok(found)
}

/// The live invitations, by person.
///
/// # Errors
/// The database is away.
pub fn open_invitations(tenant: &mut Tenant<'_>) -> Result<Vec<(InvitationId, PersonId, Moment)>, Error> {
    let rows = tenant
        .all(invitations::table)
        .filter(invitations::accepted_at.is_null().and(invitations::voided_at.is_null()))
        .order(invitations::created_at)
        .select((invitations::id, invitations::person_id, invitations::expires_at))
        .load(tenant.connection())?;
    Ok(rows)
}

pub(super) fn insert_invitation(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: InvitationId,
    person: PersonId,
    by: PersonId,
    email: &Email,
    expires_at: Moment,
) -> Result<(), Error> {
    diesel::insert_into(invitations::table)
        .values((
            invitations::organisation_id.eq(tenant.organisation()),
            invitations::id.eq(id),
            invitations::person_id.eq(person),
            invitations::email.eq(email.as_str()),
            invitations::created_at.eq(now),
            invitations::created_by.eq(by),
            invitations::expires_at.eq(expires_at),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn void_invitations(
    tenant: &mut Tenant<'_>,
    now: Moment,
    person: PersonId,
) -> Result<Vec<InvitationId>, Error> {
    let live = tenant.all(invitations::table).filter(
        invitations::person_id
            .eq(person)
            .and(invitations::accepted_at.is_null())
            .and(invitations::voided_at.is_null()),
    );
    let ids: Vec<InvitationId> = live.select(invitations::id).load(tenant.connection())?;
    for id in &ids {
        diesel::update(tenant.all(invitations::table).filter(invitations::id.eq(id)))
            .set(invitations::voided_at.eq(now))
            .execute(tenant.connection())?;
    }
    Ok(ids)
}

/// Notes that an invitation was accepted; false when it was before, or was replaced.
///
/// # Errors
/// The database is away.
pub fn accept_invitation(tenant: &mut Tenant<'_>, now: Moment, id: InvitationId) -> Result<bool, Error> {
    let live = tenant.all(invitations::table).filter(
        invitations::id.eq(id).and(invitations::accepted_at.is_null()).and(invitations::voided_at.is_null()),
    );
    Ok(diesel::update(live).set(invitations::accepted_at.eq(now)).execute(tenant.connection())? == 1)
}
