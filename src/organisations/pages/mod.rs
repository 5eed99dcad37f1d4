//! The pages of the organisation: settings, fields, logo, services, key people.

mod fields;
mod key_people;
mod logo;
mod naming;
mod role_end;
mod services;
mod settings;

use actix_web::web;
use serde_json::{Value, json};

use super::{OrganisationError, Service};
use crate::access::{Action, Member};
use crate::db::Tenant;
use crate::db::ids::ServiceId;
use crate::web::{Door, Error, Fields, Route, Sensitivity, Visit};

const MANAGE: Door = Door::Member(Action::ManageOrganisation);
const GRANT: Door = Door::Member(Action::GrantRoles);

/// The URLs of this slice.
pub const ROUTES: &[Route] = &[
    Route::get("/o/{slug}/settings", MANAGE, || web::to(settings::show)),
    Route::get("/o/{slug}/settings/fields", MANAGE, || web::to(fields::show)),
    Route::post("/o/{slug}/settings/fields", MANAGE, || web::to(fields::save)),
    Route::post("/o/{slug}/settings/fields/names", MANAGE, || web::to(fields::remove_name)),
    Route::get("/o/{slug}/settings/logo", MANAGE, || web::to(logo::show)),
    Route::post("/o/{slug}/settings/logo", MANAGE, || web::to(logo::save)).heavy(),
    Route::get("/o/{slug}/settings/logo/remove", MANAGE, || web::to(logo::ask_removal)),
    Route::post("/o/{slug}/settings/logo/remove", MANAGE, || web::to(logo::remove)),
    Route::get("/o/{slug}/settings/logo/{id}", Door::Member(Action::Enter), || web::to(logo::file)),
    Route::get("/o/{slug}/settings/key-people", GRANT, || web::to(naming::form)).with(Sensitivity::Fresh),
    Route::post("/o/{slug}/settings/key-people", GRANT, || web::to(naming::save)).with(Sensitivity::Fresh),
    Route::get("/o/{slug}/settings/people", MANAGE, || web::to(key_people::show)),
    Route::get("/o/{slug}/settings/people/{role}", GRANT, || web::to(key_people::holders))
        .with(Sensitivity::Fresh),
    Route::post("/o/{slug}/settings/people/{role}", GRANT, || web::to(key_people::change))
        .with(Sensitivity::Fresh),
    Route::get("/o/{slug}/services", MANAGE, || web::to(services::list)),
    Route::get("/o/{slug}/services/add", MANAGE, || web::to(services::add_form)),
    Route::post("/o/{slug}/services/add", MANAGE, || web::to(services::add)),
    Route::get("/o/{slug}/services/{id}", MANAGE, || web::to(services::show)),
    Route::post("/o/{slug}/services/{id}", MANAGE, || web::to(services::change)),
];

impl From<OrganisationError> for Error {
    fn from(error: OrganisationError) -> Self {
        match error {
            OrganisationError::Database(fault) => fault.into(),
            OrganisationError::Keys(fault) => fault.into(),
            OrganisationError::NotFound => Self::NotFound,
            OrganisationError::SlugTaken => Self::Conflict("signup-error-organisation"),
            OrganisationError::Owner(fault) => Self::Internal(fault),
        }
    }
}

/// The service that `?service=` names; nothing when it names none.
fn asked_service(tenant: &mut Tenant<'_>, text: &str) -> Result<Option<Service>, Error> {
    if text.is_empty() {
        return Ok(None);
    }
    let id = ServiceId::parse(text).ok_or(Error::NotFound)?;
    super::service(tenant, id)?.map(Some).ok_or(Error::NotFound)
}

/// Whether a member may change what belongs to a service, or to the whole organisation.
fn may_change(member: &Member, service: Option<ServiceId>) -> bool {
    let reach = member.reach(Action::ManageOrganisation);
    match service {
        Some(service) => reach.holds_at(service),
        None => reach == crate::access::member::Reach::Everywhere,
    }
}

/// An address with `?service=`, and what else stands in the query.
fn scoped(member: &Member, rest: &str, service: Option<ServiceId>, more: &[(&str, &str)]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    if let Some(service) = service {
        query.append_pair("service", &service.to_string());
    }
    query.extend_pairs(more);
    let query = query.finish();
    let path = member.path(rest);
    if query.is_empty() { path } else { format!("{path}?{query}") }
}

/// The links to the same page of the organisation and of each service.
fn scopes(visit: &Visit, member: &Member, rest: &str, services: &[Service], now: Option<ServiceId>) -> Value {
    let whole = json!({
        "label": visit.words("settings-whole"),
        "href": scoped(member, rest, None, &[]),
        "current": now.is_none(),
    });
    let each = services.iter().map(|service| {
        json!({
            "label": service.name,
            "href": scoped(member, rest, Some(service.id), &[]),
            "current": now == Some(service.id),
        })
    });
    std::iter::once(whole).chain(each).collect()
}

/// What `?service=` says.
fn service_text(query: &Fields) -> String {
    query.text("service").to_owned()
}
