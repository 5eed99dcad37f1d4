//! Which fields of the catalogue stand together on a page, and which are still missing.

use super::fields::role_behind;
use super::{Nation, fields};
use crate::documents::Values;
use crate::documents::catalogue::{self, Field, Needed};

/// Whose values a page of fields shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Those of the organisation.
    Organisation,
    /// Those of one service, over the organisation's.
    Service,
}

impl Scope {
    /// The letter in the catalogue.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Organisation => 'O',
            Self::Service => 'S',
        }
    }
}

/// The groups, in the order of the page. Their titles are the messages `fields-group-KEY`.
pub const GROUPS: &[&str] = &["name", "address", "contact", "people", "authority", "public", "other"];

/// Which words at the start of a name put a field into which group; the first that fits decides.
const STEMS: &[(&str, &str)] = &[
    ("address", "address"),
    ("registered_address", "address"),
    ("phone", "contact"),
    ("out_of_hours", "contact"),
    ("email", "contact"),
    ("website", "contact"),
    ("registered_manager", "people"),
    ("deputy_manager", "people"),
    ("siro", "people"),
    ("complaints_contact", "people"),
    ("welsh_language_lead", "people"),
    ("local_authority", "authority"),
    ("safeguarding_board", "authority"),
    ("commissioner", "authority"),
    ("regulator_phone", "authority"),
    ("regulator_notification", "authority"),
    ("police", "authority"),
    ("ico_phone", "authority"),
    ("official", "public"),
    ("social", "public"),
    ("monitoring", "public"),
    ("policy_prefix", "other"),
];

/// The group of a field.
#[must_use]
pub fn group_of(name: &str) -> &'static str {
    if catalogue::is_custom(name) {
        return "other";
    }
    if role_behind(name).is_some() {
        return "people";
    }
    let rest = name.strip_prefix("org_field_").unwrap_or(name);
    STEMS.iter().find(|(stem, _)| rest.starts_with(stem)).map_or("name", |(_, group)| group)
}

/// The fields that a page of this scope shows, the logo apart: it has a page of its own.
pub fn shown(scope: Scope) -> impl Iterator<Item = &'static Field> {
    catalogue::all().iter().filter(move |field| {
        field.scope.contains(scope.letter())
            && !field.of_version()
            && !field.of_printing()
            && field.name != catalogue::LOGO
    })
}

/// Whether a value comes from the service's own details.
#[must_use]
pub fn of_service_details(name: &str) -> bool {
    ["org_field_service_name", "org_field_service_type", "org_field_nation"].contains(&name)
}

/// Whether somebody types this value on the page of fields.
#[must_use]
pub fn is_typed(name: &str) -> bool {
    fields::role_behind(name).is_none() && !of_service_details(name)
}

/// Whether an organisation can say this value for all its services.
#[must_use]
pub fn is_of_organisation(name: &str) -> bool {
    catalogue::find(name).is_some_and(|field| field.scope.contains(Scope::Organisation.letter()))
}

/// Whether policies or the routing of reports need a field in this nation.
#[must_use]
pub fn is_needed(field: &Field, nation: Option<Nation>) -> bool {
    match field.needed {
        Needed::Publish | Needed::Service | Needed::Routing => true,
        Needed::Wales => nation == Some(Nation::Wales),
        Needed::Optional => false,
    }
}

/// The needed fields of a scope that somebody types there, without a value. What a service may say for itself isn't
/// asked of an organisation that has services.
pub(super) fn missing(
    scope: Scope,
    nation: Option<Nation>,
    values: &Values,
    has_services: bool,
) -> Vec<&'static Field> {
    let wanted = |field: &&Field| !is_role(field) && is_missing(field, scope, nation, values, has_services);
    shown(scope).filter(wanted).collect()
}

/// Whether a value comes from who holds a role, and is named there.
fn is_role(field: &Field) -> bool {
    fields::role_behind(&field.name).is_some()
}

/// Whether one field is needed and empty.
fn is_missing(
    field: &Field,
    scope: Scope,
    nation: Option<Nation>,
    values: &Values,
    has_services: bool,
) -> bool {
    let asked_here = scope == Scope::Service || !has_services || field.scope == "O";
    asked_here && is_needed(field, nation) && values.get(&field.name).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_one_of_the_groups() {
        for field in catalogue::all() {
            assert!(GROUPS.contains(&group_of(&field.name)), "{}", field.name);
        }
        for (name, group) in [
            ("org_field_registered_address", "address"),
            ("org_field_registration_no", "name"),
            ("org_field_out_of_hours_phone", "contact"),
            ("org_field_registered_manager_title", "people"),
            ("org_field_hr_contact_name", "people"),
            ("org_field_regulator_name", "name"),
            ("org_field_regulator_phone", "authority"),
            ("org_field_custom_beds", "other"),
        ] {
            assert_eq!(group_of(name), group, "{name}");
        }
    }

    #[test]
    fn counts_what_is_needed_and_empty() {
        let mut values = Values::new();
        let names = |values: &Values, scope, has_services| {
            missing(scope, Some(Nation::Wales), values, has_services)
                .into_iter()
                .map(|field| field.name.clone())
                .collect::<Vec<_>>()
        };
        let before = names(&values, Scope::Service, true);
        assert!(before.contains(&"org_field_registration_no".to_owned()));
        assert!(!before.contains(&"org_field_responsible_individual_first_name".to_owned()), "by the role");
        assert!(!before.contains(&"org_field_website".to_owned()));
        values.text("org_field_registration_no", "SIN-00009901-DEMO");
        assert_eq!(names(&values, Scope::Service, true).len(), before.len() - 1);
        let own = names(&Values::new(), Scope::Organisation, true);
        assert!(own.contains(&"org_field_name".to_owned()));
        assert!(!own.contains(&"org_field_address_town".to_owned()));
        let alone = names(&Values::new(), Scope::Organisation, false);
        assert!(alone.contains(&"org_field_address_town".to_owned()));
    }
}
