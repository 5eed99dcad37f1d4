//! The pages of policies.

mod actions;
mod approver;
mod around;
mod as_at;
mod ask_many;
pub(crate) mod asked;
mod bulk;
mod candidates;
mod compare;
mod draft;
mod edit;
mod editor;
mod file;
pub mod look_up;
mod named;
mod own;
mod policy;
mod preview;
mod publish;
mod publish_many;
mod register;
mod reissues;
mod right;
mod stale;
mod stale_check;
pub(in crate::policies) mod unknown;
mod unseen;
pub(in crate::policies) mod version;

use std::collections::BTreeSet;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::drafts;
use super::{Details, Policy, PolicyError, PolicyState, readiness};
use crate::access::member::Reach;
use crate::access::{Action, Member};
use crate::db::ids::{PersonId, PolicyId, ServiceId};
use crate::db::{Error as DbError, Tenant};
use crate::documents::labels;
use crate::library;
use crate::messages::Language;
use crate::organisations::own::OwnField;
use crate::organisations::{self, Nation, Service, ServiceType};
use crate::people;
use crate::web::{Door, Error, FormErrors, Route, Value, Visit};

pub(crate) use draft::readable;
pub use version::file_of;

pub(in crate::policies) const READ: Door = Door::Member(Action::ReadPolicies);
pub(in crate::policies) const EDIT: Door = Door::Member(Action::EditPolicies);
const OWN: Door = Door::Member(Action::ReadOwn);

/// The URLs of this slice.
pub const ROUTES: &[Route] = &[
    Route::get("/o/{slug}/policies", READ, || web::to(register::list)),
    Route::get("/o/{slug}/policies.csv", READ, || web::to(register::file)).heavy(),
    Route::get("/o/{slug}/policies/new", EDIT, || web::to(edit::new_form)),
    Route::post("/o/{slug}/policies/new", EDIT, || web::to(edit::add)).heavy(),
    Route::get("/o/{slug}/policies/chosen", EDIT, || web::to(bulk::confirm)),
    Route::post("/o/{slug}/policies/chosen", EDIT, || web::to(bulk::act)),
    Route::get("/o/{slug}/policies/stale", READ, || web::to(stale::show)),
    Route::post("/o/{slug}/policies/stale", EDIT, || web::to(stale::reissue)),
    Route::get("/o/{slug}/policies/publish-many", EDIT, || web::to(publish_many::form)),
    Route::post("/o/{slug}/policies/publish-many", EDIT, || web::to(publish_many::check)),
    Route::get("/o/{slug}/policies/publish-many/result", EDIT, || web::to(publish_many::result)),
    Route::post("/o/{slug}/policies/publish-many/now", EDIT, || web::to(publish_many::publish)).heavy(),
    Route::get("/o/{slug}/policies/ask-many", EDIT, || web::to(ask_many::show)),
    Route::post("/o/{slug}/policies/ask-many", EDIT, || web::to(ask_many::ask)),
    Route::get("/o/{slug}/policies/as-at", READ, || web::to(as_at::show)),
    Route::get("/o/{slug}/policies/as-at.csv", READ, || web::to(as_at::file)).heavy(),
    Route::get("/o/{slug}/policies/{id}", READ, || web::to(policy::show)),
    Route::get("/o/{slug}/policies/{id}/details", EDIT, || web::to(edit::form)),
    Route::post("/o/{slug}/policies/{id}/details", EDIT, || web::to(edit::change)),
    Route::get("/o/{slug}/policies/{id}/draft.pdf", OWN, || web::to(file::draft)).heavy(),
    Route::get("/o/{slug}/policies/{id}/text", EDIT, || web::to(draft::text_form)),
    Route::post("/o/{slug}/policies/{id}/text", EDIT, || web::to(draft::replace)).heavy(),
    Route::get("/o/{slug}/policies/{id}/import", EDIT, || web::to(draft::found)).heavy(),
    Route::post("/o/{slug}/policies/{id}/import", EDIT, || web::to(draft::decide)).heavy(),
    Route::post("/o/{slug}/policies/{id}/import/unknown", EDIT, || web::to(unknown::settle)),
    Route::get("/o/{slug}/policies/{id}/edit", EDIT, || web::to(editor::form)),
    Route::post("/o/{slug}/policies/{id}/edit", EDIT, || web::to(editor::save)).heavy(),
    Route::post("/o/{slug}/policies/{id}/edit/keep", EDIT, || web::to(editor::keep)),
    Route::post("/o/{slug}/policies/{id}/edit/preview", EDIT, || web::to(editor::preview)).heavy(),
    Route::post("/o/{slug}/policies/{id}/edit/discard", EDIT, || web::to(editor::discard)),
    Route::get("/o/{slug}/policies/{id}/preview", READ, || web::to(preview::show)).heavy(),
    Route::get("/o/{slug}/policies/{id}/compare", READ, || web::to(compare::show)).heavy(),
    Route::get("/o/{slug}/policies/{id}/compare.pdf", READ, || web::to(compare::paper::file)).heavy(),
    Route::get("/o/{slug}/policies/{id}/publish", EDIT, || web::to(publish::form)).heavy(),
    Route::post("/o/{slug}/policies/{id}/publish", EDIT, || web::to(publish::publish)).heavy(),
    Route::get("/o/{slug}/policies/{id}/withdraw", EDIT, || web::to(policy::withdraw_form)),
    Route::post("/o/{slug}/policies/{id}/withdraw", EDIT, || web::to(policy::withdraw)),
    Route::get("/o/{slug}/policies/{id}/versions/{number}.pdf", READ, || web::to(version::pdf)).heavy(),
    Route::get("/o/{slug}/policies/{id}/versions/{number}.docx", READ, || web::to(version::docx)).heavy(),
    Route::get("/o/{slug}/policies/{id}/versions/{number}.txt", READ, || web::to(version::text)),
    Route::get("/o/{slug}/policies/{id}/versions/{number}", READ, || web::to(version::show)),
    Route::get("/o/{slug}/me/policies", OWN, || web::to(own::list)),
    Route::get("/o/{slug}/me/policies/{rendition}.pdf", OWN, || web::to(own::pdf)).heavy(),
    Route::get("/o/{slug}/me/policies/{rendition}.docx", OWN, || web::to(own::docx)).heavy(),
    Route::get("/o/{slug}/me/policies/{rendition}", OWN, || web::to(own::show)),
];

impl From<PolicyError> for Error {
    fn from(error: PolicyError) -> Self {
        match error {
            PolicyError::Database(fault) => fault.into(),
            PolicyError::NotFound => Self::NotFound,
            PolicyError::CodeTaken(_) => Self::Conflict("policies-error-code-taken"),
            PolicyError::Changed => Self::Conflict("policies-changed"),
            PolicyError::Kept(fault) => fault.into(),
            PolicyError::Withdrawn => Self::Conflict("policies-is-withdrawn"),
            PolicyError::NoDraft => Self::Conflict("policies-no-draft"),
            PolicyError::NotReady => Self::Conflict("policies-not-ready"),
            PolicyError::NothingToShare => Self::Conflict("shares-error-not-in-force"),
            PolicyError::MailedOften => Self::Conflict("shares-error-mailed-often"),
            PolicyError::RoundOpen => Self::Conflict("approval-round-is-open"),
            PolicyError::AskedAlready => Self::Conflict("approval-error-asked-already"),
            PolicyError::NobodyLeft => Self::Conflict("approval-error-nobody-left"),
            PolicyError::RoundOver => Self::Conflict("approval-round-is-over"),
            PolicyError::OwnText => Self::Conflict("approval-error-own"),
            PolicyError::Inside => Self::Conflict("approval-error-inside"),
            PolicyError::OwnRecord => Self::Conflict("approval-error-own-record"),
            PolicyError::NeedsReason => Self::Conflict("approval-error-own-reason"),
            PolicyError::Refused => Self::Conflict("approval-error-refused"),
            PolicyError::RoundStands => Self::Conflict("approval-error-stands"),
            PolicyError::NeedsApproval => Self::Conflict("approval-needed"),
            PolicyError::DutyChanged => Self::Conflict("policies-error-typographical"),
            PolicyError::NotInForce => Self::Conflict("policies-error-replacement"),
            PolicyError::TooMany => Self::Conflict("references-error-too-many"),
            PolicyError::Limit(limit) => Self::OverLimit(limit.key(), limit.limit()),
            PolicyError::Stored(what) => Self::Internal(what),
        }
    }
}

pub(in crate::policies) use preview::draft_sheet;
pub(in crate::policies) use publish::{duty_changes, kinds};

/// The policy of an address.
pub(in crate::policies) async fn find(visit: &Visit, member: &Member, id: &str) -> Result<Policy, Error> {
    let id = PolicyId::parse(id).ok_or(Error::NotFound)?;
    let found: Result<_, DbError> = visit.app.read(member, move |tenant| super::get(tenant, id)).await;
    found?.ok_or(Error::NotFound)
}

/// The policy of an address, for somebody who may change it: everywhere where it is or is to be in force.
pub(in crate::policies) async fn find_to_change(
    visit: &Visit,
    member: &Member,
    id: &str,
) -> Result<Policy, Error> {
    let policy = find(visit, member, id).await?;
    let id = policy.id;
    let services = visit.app.read(member, move |tenant| all_services(tenant, id)).await?;
    if may_change(member, &services) {
        Ok(policy)
    } else {
        Err(Error::ForbiddenHere("policies-error-not-all-services"))
    }
}

/// Whether a member may change a policy: everywhere where it is or is to be in force.
///
/// # Errors
/// The database is away.
pub fn is_changeable(tenant: &mut Tenant<'_>, member: &Member, id: PolicyId) -> Result<bool, DbError> {
    Ok(may_change(member, &all_services(tenant, id)?))
}

fn all_services(tenant: &mut Tenant<'_>, id: PolicyId) -> Result<BTreeSet<ServiceId>, DbError> {
    let mut services = super::services_of_current(tenant, id)?;
    services.extend(drafts::services(tenant, id)?);
    Ok(services)
}

/// Whether a member may change a policy that is or is to be in force at these services.
pub(in crate::policies) fn may_change(member: &Member, services: &BTreeSet<ServiceId>) -> bool {
    match member.reach(Action::EditPolicies) {
        Reach::Everywhere => true,
        Reach::Services(own) => !services.is_empty() && services.is_subset(&own),
        Reach::Nowhere => false,
    }
}

/// The services that a member may publish for.
pub(in crate::policies) fn open_to(
    tenant: &mut Tenant<'_>,
    member: &Member,
) -> Result<Vec<Service>, DbError> {
    let mut services = organisations::services(tenant)?;
    services.retain(|service| member.may_at(Action::EditPolicies, service.id));
    Ok(services)
}

/// What is wrong with the owner and the services that a form chose.
fn check_choices(tenant: &mut Tenant<'_>, member: &Member, details: &Details) -> Result<FormErrors, DbError> {
    let mut errors = FormErrors::default();
    let owner = people::get(tenant, details.owner)?.filter(people::Person::is_present);
    if owner.is_none() {
        errors.add("owner", "policies-error-owner");
    }
    let open: BTreeSet<ServiceId> = open_to(tenant, member)?.into_iter().map(|service| service.id).collect();
    let needs_one = member.reach(Action::EditPolicies) != Reach::Everywhere;
    if !details.services.is_subset(&open) || (needs_one && details.services.is_empty()) {
        errors.add("services", "policies-error-services");
    }
    Ok(errors)
}

/// A limit as the problem of a field.
fn over_limit(field: &str, limit: crate::documents::Limit) -> FormErrors {
    let mut errors = FormErrors::default();
    let most = i64::try_from(limit.limit()).unwrap_or(i64::MAX);
    errors.add_with(field, limit.key(), vec![("limit", Value::Number(most))]);
    errors
}

pub(in crate::policies) fn nation_words(visit: &Visit, nation: Nation) -> String {
    visit.words(&format!("choice-nation-{}", readiness::choice_key(nation.as_str())))
}

pub(in crate::policies) fn type_words(visit: &Visit, kind: ServiceType) -> String {
    visit.words(&format!("choice-service-type-{}", readiness::choice_key(kind.as_str())))
}

pub(in crate::policies) fn language_words(visit: &Visit, language: Language) -> String {
    visit.words(match language {
        Language::English => "policies-language-en",
        Language::Welsh => "policies-language-cy",
    })
}

pub(in crate::policies) fn state_words(visit: &Visit, state: PolicyState) -> String {
    visit.words(&format!("policies-state-{}", state.as_str()))
}

pub(in crate::policies) const fn state_kind(state: PolicyState) -> &'static str {
    match state {
        PolicyState::Draft => "info",
        PolicyState::InReview | PolicyState::AwaitingApproval => "due",
        PolicyState::Approved => "ok",
        PolicyState::Published | PolicyState::Changing => "ok",
        PolicyState::Withdrawn => "none",
    }
}

/// What the organisation calls a field: its own label for one of its own, else that of the catalogue.
pub(in crate::policies) fn label_of(visit: &Visit, own: &[OwnField], name: &str) -> String {
    let label = own.iter().find(|field| field.name == name).map(|field| field.label.clone());
    label.unwrap_or_else(|| field_words(visit, name))
}

pub(in crate::policies) fn field_words(visit: &Visit, name: &str) -> String {
    labels::field(&visit.app.messages, visit.language, name)
}

/// The text of the library that a policy comes from, as a policy's page says it.
fn adopted_from(member: &Member, policy: &Policy) -> Option<Json> {
    let key = policy.template.as_deref()?;
    let template = library::template(key);
    Some(json!({
        "title": template.map(|template| template.title.as_str()),
        "edition": policy.template_edition,
        "href": template.map(|template| member.path(&format!("library/{}", template.key))),
        "reason": policy.override_reason,
    }))
}

/// What a select or a set of boxes offers.
pub(in crate::policies) fn service_options(visit: &Visit, services: &[Service]) -> Vec<Json> {
    let hint = |service: &Service| {
        format!("{}, {}", type_words(visit, service.service_type), nation_words(visit, service.nation))
    };
    services
        .iter()
        .map(|service| json!({ "value": service.id, "label": service.name, "hint": hint(service) }))
        .collect()
}

pub(in crate::policies) fn person_options(member: &Member, people: &[people::Person]) -> Vec<Json> {
    let present = || people.iter().filter(|person| person.is_present());
    let labels = people::Labels::read_by(member, present());
    present().map(|person| json!({ "value": person.id, "label": labels.label(person) })).collect()
}

pub(in crate::policies) fn nation_options(visit: &Visit) -> Vec<Json> {
    let option = |nation: &Nation| json!({ "value": nation, "label": nation_words(visit, *nation) });
    Nation::ALL.iter().map(option).collect()
}

pub(in crate::policies) fn type_options(visit: &Visit) -> Vec<Json> {
    let option = |kind: &ServiceType| json!({ "value": kind, "label": type_words(visit, *kind) });
    ServiceType::ALL.iter().map(option).collect()
}

pub(in crate::policies) fn language_options(visit: &Visit) -> Vec<Json> {
    let option =
        |language: &Language| json!({ "value": language, "label": language_words(visit, *language) });
    Language::ALL.iter().map(option).collect()
}

pub(in crate::policies) fn name_of(
    names: &std::collections::BTreeMap<PersonId, String>,
    person: PersonId,
) -> String {
    names.get(&person).cloned().unwrap_or_default()
}
