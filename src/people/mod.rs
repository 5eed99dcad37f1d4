//! People: the staff list, and the roles that people hold.

pub mod absences;
pub mod covers;
pub mod ending;
mod entry;
mod error;
pub mod events;
pub mod form;
pub mod imports;
pub mod invitations;
pub mod leading;
pub mod notices;
pub mod pages;
pub mod places;
pub mod registers;
pub mod role_news;
pub mod search;
pub mod standing;
pub mod store;

use std::collections::BTreeSet;

use crate::access::email::Email;
use crate::access::two_people::Reason;
use crate::access::{Role, actions::giving, allowed, names};
use crate::audit;
use crate::clock::{Day, Moment};
use crate::db::ids::{AccountId, GrantId, PersonId, ServiceId};
use crate::db::types::text_enum;
use crate::db::{Error as DbError, Tenant};
use crate::messages::Language;

pub use absences::is_away;
use entry::enter_in_place;
pub use entry::{Amended, add, add_founder, amend, change, changed, enter, set_end};
pub use error::PeopleError;
pub use standing::{StaffNumber, Standing};
pub use store::{get, holders, list, present_names};

text_enum! {
    /// How somebody works for the organisation.
    WorkerType {
        /// With a contract of employment.
        Employee = "employee",
        /// Called when needed.
        Bank = "bank",
        /// Sent by an agency.
        Agency = "agency",
        /// Without pay.
        Volunteer = "volunteer",
        /// On a placement.
        Student = "student",
        /// With a contract for services.
        Contractor = "contractor",
        /// Directs the organisation.
        Director = "director",
    }
}

/// Somebody on the staff list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The row.
    pub id: PersonId,
    /// First name; the only one of those who have one.
    pub given_name: String,
    /// Last name; empty for those who have one name only.
    pub family_name: String,
    /// Where mail reaches them; many have none.
    pub email: Option<Email>,
    /// A telephone number.
    pub phone: Option<String>,
    /// What they do, in words.
    pub job_title: String,
    /// How they work for the organisation.
    pub worker_type: WorkerType,
    /// The language they read.
    pub language: Language,
    /// The first day.
    pub started_on: Option<Day>,
    /// The last day; set for leavers.
    pub left_on: Option<Day>,
    /// Their account, when they have one.
    pub account: Option<AccountId>,
    /// How they stand in the organisation.
    pub standing: Standing,
}

impl Person {
    /// First and last name.
    #[must_use]
    pub fn name(&self) -> String {
        names::whole(&self.given_name, &self.family_name)
    }

    /// What the form for them says.
    #[must_use]
    pub fn details(&self, services: &BTreeSet<ServiceId>) -> Details {
        Details {
            given_name: self.given_name.clone(),
            family_name: self.family_name.clone(),
            email: self.email.clone(),
            phone: self.phone.clone(),
            job_title: self.job_title.clone(),
            worker_type: self.worker_type,
            language: self.language,
            started_on: self.started_on,
            services: services.clone(),
        }
    }

    /// Whether they are still there.
    #[must_use]
    pub fn is_present(&self) -> bool {
        self.left_on.is_none()
    }
}

/// What the form for a person says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Details {
    /// First name; the only one of those who have one.
    pub given_name: String,
    /// Last name; empty for those who have one name only.
    pub family_name: String,
    /// Where mail reaches them.
    pub email: Option<Email>,
    /// A telephone number.
    pub phone: Option<String>,
    /// What they do, in words.
    pub job_title: String,
    /// How they work for the organisation.
    pub worker_type: WorkerType,
    /// The language they read.
    pub language: Language,
    /// The first day.
    pub started_on: Option<Day>,
    /// Where they work.
    pub services: BTreeSet<ServiceId>,
}

impl Details {
    /// First and last name.
    #[must_use]
    pub fn name(&self) -> String {
        names::whole(&self.given_name, &self.family_name)
    }

    /// Of somebody of whom only the name, the address and the language are known.
    #[must_use]
    pub fn of_newcomer(
        [given_name, family_name]: [String; 2],
        email: Option<Email>,
        language: Language,
    ) -> Self {
        Self {
            given_name,
            family_name,
            email,
            phone: None,
            job_title: String::new(),
            worker_type: WorkerType::Employee,
            language,
            started_on: None,
            services: BTreeSet::new(),
        }
    }
}

/// A role that somebody holds, for pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The row.
    pub id: GrantId,
    /// Who.
    pub person: PersonId,
    /// The role.
    pub role: Role,
    /// The service; nothing means the whole organisation.
    pub service: Option<ServiceId>,
    /// The order among holders of the same role: deputies are told in this order.
    pub rank: i64,
}

/// Notes that somebody has left: access ends, records stay.
///
/// # Errors
/// No such person, or the last owner.
pub fn leave(tenant: &mut Tenant<'_>, now: Moment, id: PersonId, on: Day) -> Result<Person, PeopleError> {
    let person = store::get(tenant, id)?.ok_or(PeopleError::NotFound)?;
    refuse_last_owner(tenant, id)?;
    store::set_left(tenant, id, Some(on))?;
    invitations::void(tenant, now, id)?;
    covers::end_with_person(tenant, now, id)?;
    for held in store::all_grants(tenant)?.into_iter().filter(|held| held.person == id) {
        store::end_grant(tenant, now, held.id)?;
        audit::record(tenant, now, &events::RoleEnded { grant: held })?;
    }
    if let Some(account) = person.account {
        store::end_membership(tenant, now, account)?;
    }
    audit::record(tenant, now, &events::PersonLeft { person: id, on })?;
    Ok(person)
}

/// Takes a leaver back onto the list, without roles; an account needs a new invitation.
///
/// # Errors
/// No such person, not a leaver, or no room for another person.
pub fn come_back(tenant: &mut Tenant<'_>, now: Moment, id: PersonId) -> Result<(), PeopleError> {
    let person = store::get(tenant, id)?.ok_or(PeopleError::NotFound)?;
    if person.is_present() {
        return Err(PeopleError::NotFound);
    }
    places::take(tenant)?;
    store::set_left(tenant, id, None)?;
    store::set_end(tenant, id, None)?;
    audit::record(tenant, now, &events::PersonCameBack { person: id, left_on: person.left_on })?;
    Ok(())
}

/// Gives somebody a role. A single holder is the rule for managers and leads: the one before steps back.
///
/// # Errors
/// No such person, or lead and deputy would be one person.
pub fn grant(
    tenant: &mut Tenant<'_>,
    now: Moment,
    person: PersonId,
    role: Role,
    service: Option<ServiceId>,
) -> Result<GrantId, PeopleError> {
    grant_with(tenant, now, person, (role, service), None)
}

/// The same, with the reason of somebody who gives it to themselves because nobody else could.
///
/// # Errors
/// As [`grant`].
pub fn grant_with(
    tenant: &mut Tenant<'_>,
    now: Moment,
    person: PersonId,
    (role, service): (Role, Option<ServiceId>),
    reason: Option<&Reason>,
) -> Result<GrantId, PeopleError> {
    let known = store::get(tenant, person)?.filter(Person::is_present).ok_or(PeopleError::NotFound)?;
    refuse_lead_as_deputy(tenant, known.id, role, service)?;
    let held = store::grants_at(tenant, role, service)?;
    if let Some(same) = held.iter().find(|held| held.person == person) {
        return Ok(same.id);
    }
    if has_one_holder(role) {
        for before in &held {
            covers::end_with_role(tenant, now, before)?;
            store::end_grant(tenant, now, before.id)?;
            audit::record(tenant, now, &events::RoleEnded { grant: *before })?;
        }
    }
    let rank = held.iter().map(|held| held.rank).max().unwrap_or_default() + 1;
    let id = GrantId::new(now);
    let grant = Held { id, person, role, service, rank };
    store::insert_grant(tenant, now, &grant, reason)?;
    audit::record(tenant, now, &events::RoleGranted { grant, reason })?;
    Ok(id)
}

/// Ends a role.
///
/// # Errors
/// No such role, or the last owner's.
pub fn end_role(tenant: &mut Tenant<'_>, now: Moment, id: GrantId) -> Result<Held, PeopleError> {
    let held = store::grant(tenant, id)?.ok_or(PeopleError::NotFound)?;
    if held.role == Role::Owner {
        refuse_last_owner(tenant, held.person)?;
    }
    covers::end_with_role(tenant, now, &held)?;
    store::end_grant(tenant, now, id)?;
    audit::record(tenant, now, &events::RoleEnded { grant: held })?;
    Ok(held)
}

/// Gives a role to somebody else in one step; they take the place of the one before among the holders.
///
/// # Errors
/// No such role or person, or lead and deputy would be one person.
pub fn hand_over(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: GrantId,
    to: PersonId,
    reason: Option<&Reason>,
) -> Result<(), PeopleError> {
    let held = store::grant(tenant, id)?.ok_or(PeopleError::NotFound)?;
    let all = store::grants_at(tenant, held.role, held.service)?;
    let behind = all.iter().skip_while(|other| other.id != id).skip(1).count();
    let new = grant_with(tenant, now, to, (held.role, held.service), reason)?;
    // The one before has stepped back where one person at a time holds the role.
    if !has_one_holder(held.role) {
        end_role(tenant, now, id)?;
        for _ in 0..behind {
            move_up(tenant, now, new)?;
        }
    }
    Ok(())
}

/// Who could give a role at a service, or for the whole organisation: present people with an account whose own role
/// lets them.
///
/// # Errors
/// The database is away.
pub fn givers(
    tenant: &mut Tenant<'_>,
    (role, service): (Role, Option<ServiceId>),
) -> Result<BTreeSet<PersonId>, PeopleError> {
    let members = store::members(tenant)?;
    let mut givers = BTreeSet::new();
    for held in store::all_grants(tenant)? {
        let here = held.service.is_none() || held.service == service;
        if here && allowed(giving(role)).contains(&held.role) && members.contains(&held.person) {
            givers.insert(held.person);
        }
    }
    Ok(givers)
}

/// Moves somebody one place up among the holders of the same role.
///
/// # Errors
/// No such role.
pub fn move_up(tenant: &mut Tenant<'_>, now: Moment, id: GrantId) -> Result<(), PeopleError> {
    let held = store::grant(tenant, id)?.ok_or(PeopleError::NotFound)?;
    let all = store::grants_at(tenant, held.role, held.service)?;
    let before = all.iter().take_while(|other| other.id != id).last().copied();
    let Some(before) = before else { return Ok(()) };
    // Ranks may be equal where rows came from elsewhere: the new order is written out in full.
    let mut order: Vec<Held> = all.into_iter().filter(|other| other.id != id).collect();
    let place = order.iter().position(|other| other.id == before.id).unwrap_or_default();
    order.insert(place, held);
    for (rank, grant) in (1_i64..).zip(order) {
        store::set_rank(tenant, grant.id, rank)?;
    }
    audit::record(tenant, now, &events::RoleMovedUp { grant: held })?;
    Ok(())
}

/// Roles that one person at a time holds.
#[must_use]
pub const fn has_one_holder(role: Role) -> bool {
    matches!(role, Role::RegisteredManager | Role::SafeguardingLead | Role::DataProtectionLead)
}

/// Roles that belong to a service and not to the whole organisation.
#[must_use]
pub const fn belongs_to_service(role: Role) -> bool {
    matches!(
        role,
        Role::RegisteredManager | Role::DeputyManager | Role::SafeguardingLead | Role::SafeguardingDeputy
    )
}

/// The role that nobody holds beside this one: one of the two must be free of what the other is part of.
#[must_use]
pub const fn counterpart(role: Role) -> Option<Role> {
    match role {
        Role::SafeguardingLead => Some(Role::SafeguardingDeputy),
        Role::SafeguardingDeputy => Some(Role::SafeguardingLead),
        _ => None,
    }
}

fn refuse_lead_as_deputy(
    tenant: &mut Tenant<'_>,
    person: PersonId,
    role: Role,
    service: Option<ServiceId>,
) -> Result<(), PeopleError> {
    let Some(other) = counterpart(role) else { return Ok(()) };
    let taken = store::grants_at(tenant, other, service)?.iter().any(|held| held.person == person);
    if taken { Err(PeopleError::LeadIsDeputy) } else { Ok(()) }
}

/// The owners who can act: present, and able to sign in. Whoever only holds the role on the list decides nothing.
///
/// # Errors
/// The database is away.
pub fn acting_owners(tenant: &mut Tenant<'_>) -> Result<BTreeSet<PersonId>, DbError> {
    let members = store::members(tenant)?;
    let owners = store::grants_at(tenant, Role::Owner, None)?.into_iter().map(|held| held.person);
    Ok(owners.filter(|owner| members.contains(owner)).collect())
}

/// Whether nobody else is an owner who can act.
///
/// # Errors
/// The database is away.
pub fn is_last_owner(tenant: &mut Tenant<'_>, person: PersonId) -> Result<bool, PeopleError> {
    let others = acting_owners(tenant)?.iter().any(|owner| *owner != person);
    let is_owner = store::grants_at(tenant, Role::Owner, None)?.iter().any(|held| held.person == person);
    Ok(!others && is_owner)
}

fn refuse_last_owner(tenant: &mut Tenant<'_>, person: PersonId) -> Result<(), PeopleError> {
    if is_last_owner(tenant, person)? { Err(PeopleError::LastOwner) } else { Ok(()) }
}
