//! What people send about the library.

use std::collections::BTreeSet;

use super::Plan;
use super::choice::{Filter, Wanted};
use crate::db::ids::{PersonId, ServiceId};
use crate::library::{self, Need, Template};
use crate::messages::Language;
use crate::organisations::{Nation, Service, ServiceType};
use crate::policies::codes::same;
use crate::policies::form::services;
use crate::web::{Fields, FormErrors, Value};

const CODE_LETTERS: usize = 20;
const REASON_LETTERS: usize = 500;

/// The word that stands for the organisation's own nations or kinds of service.
pub const OURS: &str = "ours";

/// Reads the filter of the list. What isn't understood filters nothing; what isn't said is "ours".
#[must_use]
pub fn filter(query: &Fields) -> Filter {
    Filter {
        search: query.text("q").to_owned(),
        nation: wanted(query, "nation", Nation::from_word),
        kind: wanted(query, "kind", ServiceType::from_word),
        need: Need::from_word(query.text("need")),
        language: Language::from_code(query.text("language")),
        fresh: query.text("fresh") == "1",
    }
}

fn wanted<T>(query: &Fields, name: &str, read: impl Fn(&str) -> Option<T>) -> Wanted<T> {
    match query.all(name).first().map(|word| word.trim()) {
        None | Some(OURS) => Wanted::Ours,
        Some(word) => read(word).map_or(Wanted::Any, Wanted::One),
    }
}

/// The texts that are ticked, each once, in the order of the catalogue.
#[must_use]
pub fn ticked(fields: &Fields) -> Vec<&'static Template> {
    let keys: BTreeSet<&str> = fields.all("templates").iter().map(|key| key.trim()).collect();
    library::templates().iter().filter(|template| keys.contains(template.key.as_str())).collect()
}

/// The name of the field for the code of a text.
#[must_use]
pub fn code_field(template: &Template) -> String {
    format!("code-{}", template.key)
}

/// What the form says: the owner, and a code and services for every text.
pub type Chosen = (PersonId, Vec<Plan>);

/// Reads codes, owner and services. Each text gets those of the chosen services that it is written for.
///
/// # Errors
/// What is wrong, by field.
pub fn chosen(
    fields: &Fields,
    templates: &[&'static Template],
    open: &[Service],
) -> Result<Chosen, FormErrors> {
    let mut errors = FormErrors::default();
    let owner = owner(fields, &mut errors);
    let ticked = services(fields);
    let known = ticked.iter().all(|id| open.iter().any(|service| service.id == *id));
    if ticked.is_empty() || !known {
        errors.add("services", "policies-error-services");
    }
    let mut plans: Vec<Plan> = Vec::new();
    for template in templates {
        let code = code(fields, &mut errors, template, &plans);
        let fits = open.iter().filter(|service| ticked.contains(&service.id) && template.fits(service));
        let services: BTreeSet<ServiceId> = fits.map(|service| service.id).collect();
        if services.is_empty() && !ticked.is_empty() && known {
            let title = Value::Text(template.title.clone());
            errors.add_with("services", "library-error-no-service", vec![("title", title)]);
        }
        plans.push(Plan { template, code, services });
    }
    errors.or(owner.map(|owner| (owner, plans)))
}

/// Reads the form for using a text all the same: any services, and a reason.
///
/// # Errors
/// What is wrong, by field.
pub fn anyway(
    fields: &Fields,
    template: &'static Template,
    open: &[Service],
) -> Result<(Chosen, String), FormErrors> {
    let mut errors = FormErrors::default();
    let reason = reason(fields, &mut errors);
    let code = code(fields, &mut errors, template, &[]);
    let ticked = services(fields);
    if ticked.is_empty() || !ticked.iter().all(|id| open.iter().any(|service| service.id == *id)) {
        errors.add("services", "policies-error-services");
    } else if open.iter().all(|service| !ticked.contains(&service.id) || template.fits(service)) {
        errors.add("services", "library-error-fits");
    }
    let owner = owner(fields, &mut errors);
    let plan = Plan { template, code, services: ticked };
    errors.or(owner.map(|owner| ((owner, vec![plan]), reason)))
}

fn owner(fields: &Fields, errors: &mut FormErrors) -> Option<PersonId> {
    let owner = PersonId::parse(fields.text("owner"));
    if owner.is_none() {
        errors.add("owner", "policies-error-owner");
    }
    owner
}

fn code(fields: &Fields, errors: &mut FormErrors, template: &Template, before: &[Plan]) -> String {
    let name = code_field(template);
    let code = fields.text(&name).to_owned();
    let twice = |plan: &Plan| same(&plan.code, &code) && plan.template.language == template.language;
    if code.is_empty() {
        errors.add(name, "policies-error-code");
    } else if code.chars().count() > CODE_LETTERS {
        errors.add_with(name, "policies-error-long", vec![("limit", limit(CODE_LETTERS))]);
    } else if before.iter().any(twice) {
        errors.add(name, "library-error-code-twice");
    }
    code
}

fn reason(fields: &Fields, errors: &mut FormErrors) -> String {
    let words: Vec<&str> = fields.text("reason").split_whitespace().collect();
    let reason = words.join(" ");
    if reason.is_empty() {
        errors.add("reason", "library-error-reason");
    } else if reason.chars().count() > REASON_LETTERS {
        errors.add_with("reason", "policies-error-long", vec![("limit", limit(REASON_LETTERS))]);
    }
    reason
}

fn limit(letters: usize) -> Value {
    Value::Number(i64::try_from(letters).unwrap_or(i64::MAX))
}
