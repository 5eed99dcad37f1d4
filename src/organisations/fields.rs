//! The values of fields: what stands in the organisation's own table, and what comes from the people who
//! hold a role. Resolution: service, then organisation (reference domain 2.8).

use std::collections::BTreeMap;

use super::{Service, events, store};
use crate::access::Role;
use crate::audit;
use crate::clock::Moment;
use crate::db::ids::ServiceId;
use crate::db::{Error, Tenant};
use crate::documents::{Value, Values, catalogue};
use crate::people::{self, Person};

/// Which role stands behind the person fields of the catalogue.
pub(super) const PEOPLE: &[(&str, Role)] = &[
    ("org_field_registered_manager", Role::RegisteredManager),
    ("org_field_deputy_manager", Role::DeputyManager),
    ("org_field_responsible_individual", Role::ResponsibleIndividual),
    ("org_field_nominated_individual", Role::NominatedIndividual),
    ("org_field_safeguarding_lead", Role::SafeguardingLead),
    ("org_field_safeguarding_deputy", Role::SafeguardingDeputy),
    ("org_field_hr_contact", Role::Hr),
    ("org_field_data_protection_lead", Role::DataProtectionLead),
    ("org_field_caldicott_guardian", Role::CaldicottGuardian),
    ("org_field_communications_lead", Role::Communications),
    ("org_field_whistleblowing_contact", Role::SpeakUpLead),
    ("org_field_equality_lead", Role::EqualityLead),
];

/// The role whose holder fills a field, when a person does.
#[must_use]
pub fn role_behind(field: &str) -> Option<Role> {
    let part = |stem: &str| field.strip_prefix(stem).is_some_and(|rest| PARTS.contains(&rest));
    PEOPLE.iter().find(|(stem, _)| part(stem)).map(|(_, role)| *role)
}

/// The roles whose holders fill fields, in the order of the catalogue.
pub fn roles() -> impl Iterator<Item = Role> {
    PEOPLE.iter().map(|(_, role)| *role)
}

const PARTS: &[&str] = &["_first_name", "_last_name", "_name", "_email", "_phone"];

/// Sets a value; an empty text removes it.
///
/// # Errors
/// The database is away.
pub fn set(
    tenant: &mut Tenant<'_>,
    now: Moment,
    service: Option<ServiceId>,
    name: &str,
    value: &str,
) -> Result<bool, Error> {
    let value = value.trim();
    let before = store::value(tenant, service, name)?;
    if before.as_deref().unwrap_or_default() == value {
        return Ok(false);
    }
    store::set_value(tenant, now, service, name, value)?;
    audit::record(tenant, now, &events::FieldChanged { name, service, value })?;
    Ok(true)
}

/// The values as typed, of the organisation or of one service alone.
///
/// # Errors
/// The database is away.
pub fn typed(tenant: &mut Tenant<'_>, service: Option<ServiceId>) -> Result<BTreeMap<String, String>, Error> {
    store::values(tenant, service)
}

/// Every value that a policy of a service can use: typed ones of the service over those of the
/// organisation, and the people who hold roles. Typed values win over people only where nobody holds the role.
///
/// # Errors
/// The database is away.
pub fn resolve(tenant: &mut Tenant<'_>, service: Option<ServiceId>) -> Result<Values, Error> {
    let mut values = Values::new();
    let place = match service {
        Some(id) => store::service(tenant, id)?,
        None => None,
    };
    if let Some(place) = &place {
        values.text(REGULATOR_PHONE, place.nation.regulator_phone());
    }
    for (name, value) in store::values(tenant, None)? {
        values.text(&name, &value);
    }
    if let Some(id) = service {
        if let Some(place) = &place {
            values.text("org_field_regulator_name", place.nation.regulator());
        }
        for (name, value) in store::values(tenant, Some(id))? {
            values.text(&name, &value);
        }
        if let Some(place) = &place {
            set_service(&mut values, place);
        }
    }
    for (stem, role) in PEOPLE {
        let scope = if people::belongs_to_service(*role) { service } else { None };
        if let Some(person) = people::holders(tenant, *role, scope)?.first() {
            set_person(&mut values, stem, person);
        }
    }
    if store::has_value(tenant, service, catalogue::LOGO)? {
        values.set(catalogue::LOGO, Value::Image);
    }
    Ok(values)
}

/// The field that every service has a value of, unless it types its own.
pub(super) const REGULATOR_PHONE: &str = "org_field_regulator_phone";

pub(super) fn set_service(values: &mut Values, service: &Service) {
    values.text("org_field_service_name", &service.name);
    values.text("org_field_nation", service.nation.as_str());
    values.text("org_field_service_type", service.service_type.as_str());
}

pub(super) fn set_person(values: &mut Values, stem: &str, person: &Person) {
    values.text(&format!("{stem}_first_name"), &person.given_name);
    let last = match person.family_name.is_empty() {
        true => Value::Nothing,
        false => Value::Text(person.family_name.clone()),
    };
    values.set(&format!("{stem}_last_name"), last);
    values.text(&format!("{stem}_name"), &person.name());
    if let Some(email) = &person.email {
        values.text(&format!("{stem}_email"), email.as_str());
    }
    if let Some(phone) = &person.phone {
        values.text(&format!("{stem}_phone"), phone);
    }
}

#[cfg(test)]
mod tests {
    use super::role_behind;
    use crate::access::Role;

    #[test]
    fn knows_which_fields_come_from_people() {
        for (field, role) in [
            ("org_field_registered_manager_first_name", Some(Role::RegisteredManager)),
            ("org_field_hr_contact_name", Some(Role::Hr)),
            ("org_field_registered_manager_title", None),
            ("org_field_name", None),
        ] {
            assert_eq!(role_behind(field), role, "{field}");
        }
    }
}
