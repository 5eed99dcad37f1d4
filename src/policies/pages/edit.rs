//! Entering a policy and changing what is said of it.

use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::drafts::NewText;
use super::super::incoming::{Held, Incoming, incoming};
use super::super::upkeep::{self, Upkeep};
use super::super::{Details, Policy, PolicyError, drafts, form};
use super::asked;
use super::{
    approver, check_choices, find_to_change, language_options, nation_options, open_to, over_limit,
    person_options, service_options, type_options,
};
use crate::access::{Action, Member};
use crate::db::Error as DbError;
use crate::people;
use crate::web::bounded;
use crate::web::{Answer, Body, Error, Fields, FormErrors, UPLOAD_LIMIT, Visit, see_other};

async fn options(visit: &Visit, member: &Member) -> Result<Json, Error> {
    let who = member.clone();
    let found: Result<_, DbError> =
        visit.app.read(member, move |tenant| Ok((open_to(tenant, &who)?, people::list(tenant)?))).await;
    let (services, people) = found?;
    Ok(json!({
        "services": service_options(visit, &services),
        "owners": person_options(member, &people),
        "nations": nation_options(visit),
        "types": type_options(visit),
        "languages": language_options(visit),
    }))
}

/// `GET …/policies/new`
pub(super) async fn new_form(visit: Visit, member: Member, _path: web::Path<String>) -> Answer {
    let context = new_context(&visit, &member, None).await?;
    visit.page(&member, "policies/new.html", context)
}

async fn new_context(visit: &Visit, member: &Member, held: Option<&Held>) -> Result<Json, Error> {
    Ok(json!({
        "title": visit.words("policies-new"),
        "options": options(visit, member).await?,
        "owner": member.person(),
        "language": visit.language,
        "formats": formats(visit),
        "held": held.map(|held| asked::held(visit, held)),
        "again": member.path("policies/new"),
    }))
}

pub(super) fn formats(visit: &Visit) -> Vec<Json> {
    ["text", "markdown"]
        .iter()
        .map(|word| json!({ "value": word, "label": visit.words(&format!("policies-format-{word}")) }))
        .collect()
}

/// `POST …/policies/new`
pub(super) async fn add(visit: Visit, member: Member, _path: web::Path<String>, body: Body) -> Answer {
    let (member, fields) = body.upload(member, UPLOAD_LIMIT).await?;
    let (fields, (text, held)) = read_away(fields).await?;
    match added(&visit, &member, &fields, text).await? {
        Ok(id) => Ok(see_other(&member.path(&format!("policies/{id}/import?done=policies-added")))),
        Err(errors) => {
            let context = new_context(&visit, &member, held.as_ref()).await?;
            visit.page_again(&member, "policies/new.html", context, &fields, &errors)
        }
    }
}

/// The text that was sent, read away from the web worker: a file takes its time.
pub(super) async fn read_away(fields: Fields) -> Result<(Fields, Incoming), Error> {
    let read = bounded::block(move || {
        let text = incoming(&fields);
        (fields, text)
    });
    read.await.map_err(|_gone| no_thread())
}

type Tried<T> = Result<Result<T, FormErrors>, Error>;

async fn added(
    visit: &Visit,
    member: &Member,
    fields: &Fields,
    text: Result<NewText, FormErrors>,
) -> Tried<crate::db::ids::PolicyId> {
    let (text, mut details) = match (text, form::details(fields, true)) {
        (Ok(text), Ok(details)) => (text, details),
        (text, details) => {
            let mut errors = FormErrors::default();
            errors.0.extend(details.err().map(|errors| errors.0).unwrap_or_default());
            errors.0.extend(text.err().map(|errors| errors.0).unwrap_or_default());
            return Ok(Err(errors));
        }
    };
    let read = text.clone();
    let imported = bounded::block(move || read.read()).await.map_err(|_gone| no_thread())?;
    match imported {
        Err(limit) => return Ok(Err(over_limit("text", limit))),
        Ok(imported) if details.title.is_empty() => details.title = drafts::proposed_title(&imported),
        Ok(_) => {}
    }
    if details.title.is_empty() {
        return Ok(Err(FormErrors::one("title", "policies-error-no-title")));
    }
    let (who, now) = (member.clone(), visit.now);
    let written = visit.app.write(member, move |tenant| {
        let errors = check_choices(tenant, &who, &details)?;
        if !errors.0.is_empty() {
            return Ok(Err(errors));
        }
        drafts::create(tenant, now, who.person(), &details, &text).map(Ok)
    });
    code_taken(written.await)
}

pub(super) fn no_thread() -> Error {
    Error::Unavailable("no thread was free".to_owned())
}

fn code_taken<T>(written: Result<Result<T, FormErrors>, PolicyError>) -> Tried<T> {
    match written {
        Err(PolicyError::CodeTaken(holder)) => Ok(Err(form::code_held("code", holder))),
        other => Ok(other?),
    }
}

/// `GET …/policies/{id}/details`
pub(super) async fn form(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    let context = context(&visit, &member, &policy).await?;
    visit.page(&member, "policies/details.html", context)
}

async fn context(visit: &Visit, member: &Member, policy: &Policy) -> Result<Json, Error> {
    let id = policy.id;
    let chosen: Result<_, DbError> = visit.app.read(member, move |tenant| drafts::services(tenant, id)).await;
    Ok(json!({
        "title": visit.words("policies-details"),
        "options": options(visit, member).await?,
        "asked": approver::warning(visit, member, policy).await?,
        "back": member.path(&format!("policies/{id}")),
        "policy": {
            "code": policy.code,
            "title": policy.title,
            "language": policy.language,
            "nation": policy.nation,
            "service_type": policy.service_type,
            "owner": policy.owner,
            "services": chosen?,
            "contact": policy.contact,
            "review_months": policy.review_months,
            "override_reason": policy.override_reason,
        },
        "anyway": member.may(Action::AdoptAnyway) && is_for_some(policy),
    }))
}

/// Whether the text is written for one nation or kind of service, so that it could be used elsewhere.
fn is_for_some(policy: &Policy) -> bool {
    policy.nation.is_some()
        || policy.service_type.is_some()
        || policy.template.is_some()
        || policy.override_reason.is_some()
}

/// `POST …/policies/{id}/details`
pub(super) async fn change(
    visit: Visit,
    member: Member,
    path: web::Path<(String, String)>,
    body: Body,
) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    let upkeep = Upkeep::read(&fields, Upkeep::of(&policy), member.may(Action::AdoptAnyway));
    let tried = match (form::details(&fields, false), upkeep) {
        (Ok(details), Ok(upkeep)) => changed(&visit, &member, &policy, (details, upkeep)).await?,
        (details, upkeep) => {
            let faults = details.err().into_iter().chain(upkeep.err());
            Err(FormErrors(faults.flat_map(|errors| errors.0).collect()))
        }
    };
    match tried {
        Ok(()) => Ok(see_other(&member.path(&format!("policies/{}?done=policies-changed", policy.id)))),
        Err(errors) => {
            let context = context(&visit, &member, &policy).await?;
            visit.page_again(&member, "policies/details.html", context, &fields, &errors)
        }
    }
}

async fn changed(
    visit: &Visit,
    member: &Member,
    policy: &Policy,
    (details, upkeep): (Details, Upkeep),
) -> Tried<()> {
    let (who, now, policy) = (member.clone(), visit.now, policy.clone());
    let written = visit.app.write(member, move |tenant| {
        let errors = check_choices(tenant, &who, &details)?;
        if !errors.0.is_empty() {
            return Ok(Err(errors));
        }
        upkeep::keep(tenant, now, &policy, &upkeep)?;
        drafts::change(tenant, now, policy.id, &details).map(Ok)
    });
    code_taken(written.await)
}
