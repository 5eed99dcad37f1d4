//! All policies that look as if they answered something, at every service that somebody may answer for:
//! each with why, ticked and confirmed together, and taken back together.

use std::collections::BTreeSet;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::suggestions::{Perhaps, Pick, Why, confirm as confirm_now, said, take_back};
use super::super::{Answer, Facts, Line};
use super::look;
use crate::access::{Action, Member};
use crate::db::Error as DbError;
use crate::db::ids::{CoverageAnswerId, ServiceId};
use crate::library::expectations;
use crate::messages::args;
use crate::organisations::{self, Service};
use crate::people;
use crate::policies::pages::name_of;
use crate::web::{Answer as Reply, Body, Error, FormErrors, Visit, see_other};

const TEMPLATE: &str = "coverage/suggestions.html";
const ADDRESS: &str = "policies/coverage/suggestions";

/// The services that somebody may answer for.
async fn answered_for(visit: &Visit, member: &Member) -> Result<Vec<Service>, Error> {
    let services: Result<_, DbError> = visit.app.read(member, organisations::services).await;
    let mut services = services?;
    services.retain(|service| member.may_at(Action::EditPolicies, service.id));
    Ok(services)
}

/// `GET …/policies/coverage/suggestions`
pub(super) async fn show(visit: Visit, member: Member, _path: web::Path<String>) -> Reply {
    let context = context(&visit, &member).await?;
    visit.page(&member, TEMPLATE, context)
}

async fn context(visit: &Visit, member: &Member) -> Result<Json, Error> {
    let (services, facts) = (answered_for(visit, member).await?, look(visit, member).await?);
    let names: Result<_, DbError> = visit.app.read(member, people::present_names).await;
    let names = names?;
    let shown = ServiceId::parse(visit.query.text("service"));
    let group = |service: &Service| group(visit, member, &facts, service);
    let chosen = services.iter().filter(|service| shown.is_none_or(|shown| shown == service.id));
    let groups: Vec<Json> = chosen.filter_map(group).collect();
    let may = |service: ServiceId| services.iter().any(|one| one.id == service);
    let answers = said(&facts, may);
    let said =
        answers.iter().map(|answer| said_row(member, &facts, &services, answer, name_of(&names, answer.by)));
    Ok(json!({
        "title": visit.words("coverage-suggestions"),
        "back": member.path("policies/coverage"),
        "address": member.path(ADDRESS),
        "query": shown.map(|service| format!("service={service}&")).unwrap_or_default(),
        "all": shown.is_none(),
        "groups": groups,
        "said_open": !visit.query.text("done").is_empty(),
        "tick": visit.query.text("tick") == "all",
        "said": said.collect::<Vec<_>>(),
    }))
}

/// What is suggested at a service; nothing when nothing is.
fn group(visit: &Visit, member: &Member, facts: &Facts, service: &Service) -> Option<Json> {
    let lines = facts.lines(service, expectations::of_service(service, visit.now.day()));
    let rows: Vec<Json> = lines.iter().filter_map(|line| row(visit, member, service, line)).collect();
    (!rows.is_empty()).then(|| json!({ "id": service.id, "name": service.name, "rows": rows }))
}

fn row(visit: &Visit, member: &Member, service: &Service, line: &Line<'_>) -> Option<Json> {
    let Perhaps { policy, why } = line.perhaps.as_ref()?;
    let expected = line.expected;
    let pick = Pick { service: service.id, expectation: expected.id.clone(), policy: policy.id };
    Some(json!({
        "pick": pick.to_string(),
        "title": expected.title,
        "asked_by": expected.asked_by,
        "href": member.path(&format!("policies/coverage/{}/{}", service.id, expected.id)),
        "policy": format!("{} ({})", policy.title, policy.code),
        "policy_href": member.path(&format!("policies/{}", policy.id)),
        "why": why_words(visit, why),
    }))
}

/// Why a policy is suggested, as a sentence.
pub(super) fn why_words(visit: &Visit, why: &Why) -> String {
    let (key, word) = match why {
        Why::Code(code) => ("coverage-why-code", code),
        Why::Title(title) => ("coverage-why-title", title),
        Why::Word(word) => ("coverage-why-word", word),
    };
    visit.app.messages.format(visit.language, key, &args([("word", word.as_str())]))
}

fn said_row(
    member: &Member,
    facts: &Facts,
    services: &[Service],
    answer: &Answer,
    who: impl serde::Serialize,
) -> Json {
    let policy = facts.policies.iter().find(|policy| Some(policy.id) == answer.policy);
    let service = services.iter().find(|service| Some(service.id) == answer.service);
    let expected = expectations::all().iter().find(|expected| expected.id == answer.expectation);
    json!({
        "id": answer.id,
        "title": expected.map_or(answer.expectation.as_str(), |expected| expected.title.as_str()),
        "service": service.map(|service| service.name.as_str()),
        "policy": policy.map(|policy| format!("{} ({})", policy.title, policy.code)),
        "href": answer.service.map(|service|
            member.path(&format!("policies/coverage/{service}/{}", answer.expectation))),
        "at": answer.at,
        "who": who,
    })
}

/// `POST …/policies/coverage/suggestions`: what is ticked is said.
pub(super) async fn confirm(visit: Visit, member: Member, _path: web::Path<String>, body: Body) -> Reply {
    let fields = body.fields().await?;
    let picks: Vec<Pick> = fields.all("picks").iter().filter_map(|pick| Pick::parse(pick)).collect();
    if picks.is_empty() {
        let errors = FormErrors::one("picks", "coverage-error-tick");
        let context = context(&visit, &member).await?;
        return visit.page_again(&member, TEMPLATE, context, &fields, &errors);
    }
    let services = answered_for(&visit, &member).await?;
    if picks.iter().any(|pick| services.iter().all(|service| service.id != pick.service)) {
        return Err(Error::Forbidden);
    }
    let (now, by) = (visit.now, member.person());
    let write = move |tenant: &mut crate::db::Tenant<'_>| confirm_now(tenant, now, by, &services, &picks);
    let said = visit.app.write(&member, write).await?;
    let done = if said > 0 { "coverage-confirmed" } else { "coverage-confirmed-none" };
    Ok(see_other(&member.path(&format!("{ADDRESS}?done={done}"))))
}

/// `POST …/policies/coverage/suggestions/back`: what is ticked is taken back.
pub(super) async fn back(visit: Visit, member: Member, _path: web::Path<String>, body: Body) -> Reply {
    let fields = body.fields().await?;
    let ids: BTreeSet<CoverageAnswerId> =
        fields.all("answers").iter().filter_map(|id| CoverageAnswerId::parse(id)).collect();
    if ids.is_empty() {
        let errors = FormErrors::one("answers", "coverage-error-tick");
        let context = context(&visit, &member).await?;
        return visit.page_again(&member, TEMPLATE, context, &fields, &errors);
    }
    let facts = look(&visit, &member).await?;
    let may = |answer: &Answer| answer.service.is_some_and(|at| member.may_at(Action::EditPolicies, at));
    if facts.answers.iter().any(|answer| ids.contains(&answer.id) && !may(answer)) {
        return Err(Error::Forbidden);
    }
    let now = visit.now;
    visit.app.write(&member, move |tenant| take_back(tenant, now, &ids)).await?;
    Ok(see_other(&member.path(&format!("{ADDRESS}?done=coverage-taken-back-many"))))
}
