//! The organisation's own details: services, fields, logo.

pub mod depends;
pub mod events;
pub mod everywhere;
pub mod fields;
pub mod form;
pub mod groups;
pub mod logo;
pub mod own;
pub mod pages;
pub mod reporting;
pub mod store;
pub mod usage;

use std::collections::BTreeSet;

use crate::access::address::{self, Found, Kind, Token};
use crate::access::{Command, Role};
use crate::audit;
use crate::clock::Moment;
use crate::db::ids::{AccountId, OrganisationId, PersonId, ServiceId};
use crate::db::types::text_enum;
use crate::db::{Error as DbError, System, Tenant};
use crate::keys::store as key_store;
use crate::people;

pub use everywhere::{Everywhere, everywhere};
pub use store::{name, service, services};

text_enum! {
    /// A nation of the United Kingdom: it decides law, bodies and words.
    Nation {
        /// Regulated by the Care Quality Commission.
        England = "england",
        /// Regulated by Care Inspectorate Wales.
        Wales = "wales",
        /// Regulated by the Care Inspectorate.
        Scotland = "scotland",
        /// Regulated by the RQIA.
        NorthernIreland = "northern_ireland",
    }
}

impl Nation {
    /// The body that registers and inspects services there, by its own name.
    #[must_use]
    pub const fn regulator(self) -> &'static str {
        match self {
            Self::England => "Care Quality Commission",
            Self::Wales => "Care Inspectorate Wales",
            Self::Scotland => "Care Inspectorate",
            Self::NorthernIreland => "Regulation and Quality Improvement Authority",
        }
    }

    /// Where that body is called, as its own pages said in November 2026: what a service types goes before it.
    #[must_use]
    pub const fn regulator_phone(self) -> &'static str {
        match self {
            Self::England => "03000 616161",
            Self::Wales => "0300 7900 126",
            Self::Scotland => "0345 600 9527",
            Self::NorthernIreland => "028 9536 1111",
        }
    }
}

text_enum! {
    /// What a service is.
    ServiceType {
        /// A care home.
        CareHome = "care_home",
        /// A care home with nursing.
        NursingHome = "nursing_home",
        /// Home care.
        Domiciliary = "domiciliary",
        /// Supported living.
        SupportedLiving = "supported_living",
        /// Extra care housing.
        ExtraCare = "extra_care",
        /// A day service.
        DayService = "day_service",
    }
}

/// A registered place or branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// The row.
    pub id: ServiceId,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub nation: Nation,
    /// What it is.
    pub service_type: ServiceType,
}

/// What went wrong with an organisation.
#[derive(Debug, thiserror::Error)]
pub enum OrganisationError {
    /// The database is away.
    #[error(transparent)]
    Database(#[from] DbError),
    /// The keys can't be made.
    #[error(transparent)]
    Keys(#[from] key_store::OpenError),
    /// No such service.
    #[error("no such service")]
    NotFound,
    /// Another organisation has this short name.
    #[error("the short name is taken")]
    SlugTaken,
    /// The first owner can't be entered.
    #[error("owner: {0}")]
    Owner(String),
}

/// What founding needs to know.
#[derive(Debug, Clone)]
pub struct Founding {
    /// The name as it prints in policies.
    pub name: String,
    /// The short name in addresses.
    pub slug: String,
    /// The first owner.
    pub owner: people::Details,
}

/// Founds an organisation with its keys and its first owner, who gets the account when there is one.
///
/// # Errors
/// The short name is taken.
pub fn found(
    system: &mut System<'_>,
    now: Moment,
    founding: &Founding,
    account: Option<AccountId>,
) -> Result<(OrganisationId, PersonId), OrganisationError> {
    let id = OrganisationId::new(now);
    if store::slug_is_taken(system, &founding.slug)? {
        return Err(OrganisationError::SlugTaken);
    }
    store::insert(system, now, id, &founding.slug)?;
    // The link of an empty installation makes the first organisation; wherever that came from, it ends with it.
    address::end_all(system, now, Kind::FirstRun, key_store::nobody())?;
    // Who comes with an account founds it themselves; without one, somebody at the machine does it for them.
    let person = PersonId::new(now);
    let entry = Command::on(id);
    let entry = if account.is_some() { entry.by_founder(person) } else { entry };
    let mut tenant = system.enter(&entry).map_err(DbError::from)?;
    key_store::create_for_organisation(&mut tenant, now)?;
    audit::record(&mut tenant, now, &events::OrganisationFounded { slug: &founding.slug })?;
    let owner = |error: people::PeopleError| OrganisationError::Owner(error.to_string());
    people::add_founder(&mut tenant, now, person, &founding.owner).map_err(owner)?;
    fields::set(&mut tenant, now, None, "org_field_name", &founding.name)?;
    people::grant(&mut tenant, now, person, Role::Owner, None).map_err(owner)?;
    if let Some(account) = account {
        people::store::set_account(&mut tenant, person, account)?;
        store::insert_membership(&mut tenant.system(), now, account, id, person)?;
    }
    Ok((id, person))
}

/// A short name for an organisation that no other has: that of its name, with a number where it is taken.
///
/// # Errors
/// The database is away.
pub fn free_slug(system: &mut System<'_>, name: &str) -> Result<String, DbError> {
    let slug = slug_of(name);
    let slug = if slug.is_empty() { "organisation".to_owned() } else { slug };
    let mut free = slug.clone();
    let mut number = 1_u32;
    while store::slug_is_taken(system, &free)? {
        number = number.saturating_add(1);
        free = format!("{slug}-{number}");
    }
    Ok(free)
}

/// Makes the one-time link of an empty installation; nothing when an organisation exists.
///
/// # Errors
/// The database is away.
pub fn first_run_token(system: &mut System<'_>, now: Moment) -> Result<Option<Token>, DbError> {
    if store::any(system)? {
        return Ok(None);
    }
    let subject = key_store::nobody();
    address::end_all(system, now, Kind::FirstRun, subject)?;
    let token = Token::new();
    let found = Found {
        kind: Kind::FirstRun,
        organisation: None,
        subject,
        expires_at: now.plus_hours(24),
        ended_at: None,
    };
    address::keep(system, now, &token, &found)?;
    Ok(Some(token))
}

/// What the form for a service says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceDetails {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub nation: Nation,
    /// What it is.
    pub service_type: ServiceType,
}

/// Adds a service.
///
/// # Errors
/// The database is away.
pub fn add_service(
    tenant: &mut Tenant<'_>,
    now: Moment,
    details: &ServiceDetails,
) -> Result<ServiceId, OrganisationError> {
    let id = ServiceId::new(now);
    store::insert_service(tenant, now, id, details)?;
    audit::record(tenant, now, &events::ServiceChanged { service: id, details, added: true })?;
    Ok(id)
}

/// Changes a service.
///
/// # Errors
/// No such service.
pub fn change_service(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: ServiceId,
    details: &ServiceDetails,
) -> Result<(), OrganisationError> {
    if !store::update_service(tenant, id, details)? {
        return Err(OrganisationError::NotFound);
    }
    audit::record(tenant, now, &events::ServiceChanged { service: id, details, added: false })?;
    Ok(())
}

/// Sets several values. What is as it was leaves no trace in the log.
///
/// # Errors
/// The database is away.
pub fn set_values(
    tenant: &mut Tenant<'_>,
    now: Moment,
    service: Option<ServiceId>,
    changes: &[(String, String)],
) -> Result<usize, DbError> {
    let mut changed = 0;
    for (name, value) in changes {
        changed += usize::from(fields::set(tenant, now, service, name, value)?);
    }
    Ok(changed)
}

/// The ids of all services.
///
/// # Errors
/// The database is away.
pub fn service_ids(tenant: &mut Tenant<'_>) -> Result<BTreeSet<ServiceId>, DbError> {
    Ok(store::services(tenant)?.into_iter().map(|service| service.id).collect())
}

/// A short name for addresses, from a name: letters, digits and hyphens; Welsh letters lose their roofs.
#[must_use]
pub fn slug_of(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.to_lowercase().chars().map(plain_letter) {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    let short: String = slug.chars().take(40).collect();
    short.trim_matches('-').to_owned()
}

/// A small letter without its accent.
#[must_use]
pub const fn plain_letter(letter: char) -> char {
    match letter {
        'â' | 'á' | 'à' | 'ä' => 'a',
        'ê' | 'é' | 'è' | 'ë' => 'e',
        'î' | 'í' | 'ì' | 'ï' => 'i',
        'ô' | 'ó' | 'ò' | 'ö' => 'o',
        'û' | 'ú' | 'ù' | 'ü' => 'u',
        'ŵ' | 'ẃ' | 'ẁ' | 'ẅ' => 'w',
        'ŷ' | 'ý' | 'ỳ' | 'ÿ' => 'y',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::slug_of;

    #[test]
    fn short_names_are_plain() {
        for (name, slug) in [
            ("Gofal Pen-y-Wennol Cyf", "gofal-pen-y-wennol-cyf"),
            ("Tŷ Haf & Sons", "ty-haf-sons"),
            ("  ..  ", ""),
            ("St. Example Care Ltd.", "st-example-care-ltd"),
        ] {
            assert_eq!(slug_of(name), slug);
        }
    }
}
