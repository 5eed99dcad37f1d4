//! What people send about the organisation, and what it means.

use std::collections::BTreeSet;

use super::groups::{self, Scope};
use super::{Nation, ServiceDetails, ServiceType, slug_of};
use crate::documents::catalogue::{self, Kind};
use crate::documents::checks;
use crate::web::{Fields, FormErrors, Value};

/// The fields that the form of a service asks for beside its details.
pub const OF_SERVICE: &[&str] = &[
    "org_field_registration_no",
    "org_field_local_authority_authority_name",
    "org_field_local_authority_safeguarding_phone",
    "org_field_local_authority_safeguarding_email",
    "org_field_local_authority_safeguarding_url",
    "org_field_local_authority_out_of_hours_phone",
];

/// Field and new value; empty removes it.
pub type Changes = Vec<(String, String)>;

/// Reads the page of fields. What isn't in the form stays as it is; what is empty goes.
///
/// # Errors
/// Values that can't be kept.
pub fn changes(fields: &Fields, scope: Scope, own: &BTreeSet<String>) -> Result<Changes, FormErrors> {
    let mut errors = FormErrors::default();
    let mut changes = Changes::new();
    let known = groups::shown(scope).map(|field| field.name.as_str());
    for name in known.filter(|name| groups::is_typed(name)).chain(own.iter().map(String::as_str)) {
        change(fields, scope, name, &mut changes, &mut errors);
    }
    own_field(fields, own, &mut changes, &mut errors);
    errors.or(Some(changes))
}

fn change(fields: &Fields, scope: Scope, name: &str, changes: &mut Changes, errors: &mut FormErrors) {
    if fields.all(name).is_empty() {
        return;
    }
    let value = completed(name, fields.text(name));
    let must_stay = scope == Scope::Organisation && name == "org_field_name";
    if !value.is_empty() || must_stay {
        check(name, &value, name, errors);
    }
    changes.push((name.to_owned(), value));
}

fn completed(name: &str, value: &str) -> String {
    catalogue::find(name).map_or_else(|| value.to_owned(), |field| checks::completed(field, value))
}

fn check(name: &str, value: &str, input: &str, errors: &mut FormErrors) {
    let Some(field) = catalogue::find(name) else { return };
    if let Err(problem) = checks::check(field, value) {
        let limit = problem.limit.and_then(|limit| i64::try_from(limit).ok()).unwrap_or_default();
        errors.add_with(input, problem.key, vec![("limit", Value::Number(limit))]);
    }
}

/// The last two inputs of the page: a new field with its first value.
fn own_field(fields: &Fields, own: &BTreeSet<String>, changes: &mut Changes, errors: &mut FormErrors) {
    let (label, value) = (fields.text("new-name"), fields.text("new-value"));
    if label.is_empty() && value.is_empty() {
        return;
    }
    let Some(name) = own_name(label) else {
        errors.add("new-name", "fields-error-new-name");
        return;
    };
    if own.contains(&name) {
        errors.add("new-name", "fields-error-new-taken");
    }
    check(&name, value, "new-value", errors);
    changes.push((name, value.to_owned()));
}

/// The name in texts of a field that an organisation calls so.
#[must_use]
pub fn own_name(label: &str) -> Option<String> {
    let name = format!("org_field_custom_{}", slug_of(label).replace('-', "_"));
    catalogue::is_custom(&name).then_some(name)
}

/// What the form of a service says: its details, and values of its own.
///
/// # Errors
/// Empty or impossible fields.
pub fn service(fields: &Fields) -> Result<(ServiceDetails, Changes), FormErrors> {
    let mut errors = FormErrors::default();
    let name = fields.text("name").to_owned();
    if name.is_empty() || name.chars().count() > 120 || name.contains('\n') {
        errors.add("name", "services-error-name");
    }
    let nation = Nation::from_word(fields.text("nation"));
    if nation.is_none() {
        errors.add("nation", "services-error-nation");
    }
    let service_type = ServiceType::from_word(fields.text("service-type"));
    if service_type.is_none() {
        errors.add("service-type", "services-error-type");
    }
    let mut changes = Changes::new();
    for field in OF_SERVICE {
        change(fields, Scope::Service, field, &mut changes, &mut errors);
    }
    let details =
        nation.zip(service_type).map(|(nation, service_type)| ServiceDetails { name, nation, service_type });
    errors.or(details.map(|details| (details, changes)))
}

/// Whether the value of a field may have several lines.
#[must_use]
pub fn has_lines(name: &str) -> bool {
    catalogue::find(name).is_some_and(|field| matches!(field.kind, Kind::Lines | Kind::List))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<Changes, Vec<(String, &'static str)>> {
        let own = BTreeSet::from(["org_field_custom_beds".to_owned()]);
        changes(&Fields::parse(query.as_bytes()), Scope::Organisation, &own)
            .map_err(|errors| errors.0.into_iter().map(|problem| (problem.field, problem.key)).collect())
    }

    #[test]
    fn reads_what_is_there_and_nothing_else() {
        let kept = read("org_field_website=&org_field_legal_name=+Gofal+&org_field_service_name=x").unwrap();
        assert_eq!(
            kept,
            [
                ("org_field_legal_name".to_owned(), "Gofal".to_owned()),
                ("org_field_website".to_owned(), String::new())
            ]
        );
        // Values of people and of other scopes can't be forged into the form.
        assert_eq!(read("org_field_hr_contact_name=x&policy_code=y&org_field_nation=wales"), Ok(vec![]));
    }

    #[test]
    fn refuses_by_the_catalogue() {
        for (query, field, key) in [
            ("org_field_name=", "org_field_name", "field-problem-empty"),
            ("org_field_company_no=12", "org_field_company_no", "field-problem-company"),
            ("new-name=&new-value=12", "new-name", "fields-error-new-name"),
            ("new-name=Beds&new-value=12", "new-name", "fields-error-new-taken"),
            ("new-name=Rooms&new-value=", "new-value", "field-problem-empty"),
        ] {
            assert_eq!(read(query), Err(vec![(field.to_owned(), key)]), "{query}");
        }
    }

    #[test]
    fn own_fields_get_plain_names() {
        for (label, name) in [
            ("Bed count", Some("org_field_custom_bed_count")),
            ("Tŷ'r wardeiniaid", Some("org_field_custom_ty_r_wardeiniaid")),
            ("...", None),
        ] {
            assert_eq!(own_name(label).as_deref(), name, "{label}");
        }
    }
}
