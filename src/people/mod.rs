//! People: the staff list, and the roles that people hold.

pub mod absences;
pub mod appointed;
pub mod called;
pub mod covers;
pub mod ending;
mod entry;
mod error;
pub mod events;
pub mod form;
pub mod imports;
pub mod invitations;
mod labels;
pub mod leading;
pub mod notices;
pub mod pages;
pub mod places;
pub mod registers;
pub mod role_news;
pub mod roles;
pub mod same;
pub mod search;
pub mod standing;
pub mod store;
mod worded;

use std::collections::BTreeSet;

use crate::access::email::Email;
use crate::access::{Role, names};
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
pub use labels::{Homes, Labels, homes};
pub use roles::{
    belongs_to_service, counterpart, end_role, givers, givers_among, grant, grant_with, hand_over,
    has_one_holder, move_up,
};
pub use standing::{StaffNumber, Standing};
pub use store::{get, holders, list, nowhere, present_names};

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

    /// First and last name.
    #[must_use]
    pub fn names(&self) -> (String, String) {
        (self.given_name.clone(), self.family_name.clone())
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
    // Roles don't come back with them, nor does what they were told of or reported.
    store::set_anew(tenant, now, id)?;
    invitations::void(tenant, now, id)?;
    covers::end_with_person(tenant, now, id)?;
    for held in store::all_grants(tenant)?.into_iter().filter(|held| held.person == id) {
        store::end_grant(tenant, now, held.id)?;
        audit::record(tenant, now, &events::RoleEnded { grant: held })?;
    }
    store::end_membership(tenant, now, id)?;
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
    store::drop_account(tenant, id)?;
    audit::record(tenant, now, &events::PersonCameBack { person: id, left_on: person.left_on })?;
    Ok(())
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
