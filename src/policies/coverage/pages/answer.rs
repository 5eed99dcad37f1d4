//! One expectation: what answers it, and saying so.

use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::{Answer, Facts, Line, NewAnswer, Said, Standing, answer as answer_now, form as forms};
use super::suggestions::why_words;
use super::{find_expectation, find_service, kind, look, words};
use crate::access::member::Reach;
use crate::access::{Action, Member};
use crate::db::Error as DbError;
use crate::db::ids::ServiceId;
use crate::library::expectations::Expectation;
use crate::library::{self, Template};
use crate::organisations::Service;
use crate::people;
use crate::policies::Policy;
use crate::policies::coverage::CoverageError;
use crate::policies::pages::name_of;
use crate::web::{Answer as Reply, Body, Error, FormErrors, Visit, see_other};

type Place = web::Path<(String, String, String)>;

async fn find(
    visit: &Visit,
    member: &Member,
    path: &Place,
) -> Result<(Service, &'static Expectation), Error> {
    let service = find_service(visit, member, &path.1).await?;
    let expected = find_expectation(&service, visit.now.day(), &path.2)?;
    Ok((service, expected))
}

async fn find_to_answer(
    visit: &Visit,
    member: &Member,
    path: &Place,
) -> Result<(Service, &'static Expectation), Error> {
    let found = find(visit, member, path).await?;
    if member.may_at(Action::EditPolicies, found.0.id) { Ok(found) } else { Err(Error::Forbidden) }
}

fn everywhere(member: &Member) -> bool {
    member.reach(Action::EditPolicies) == Reach::Everywhere
}

/// `GET …/policies/coverage/{service}/{expectation}`
pub(super) async fn form(visit: Visit, member: Member, path: Place) -> Reply {
    let (service, expected) = find(&visit, &member, &path).await?;
    let context = context(&visit, &member, &service, expected).await?;
    visit.page(&member, "coverage/expectation.html", context)
}

async fn context(
    visit: &Visit,
    member: &Member,
    service: &Service,
    expected: &'static Expectation,
) -> Result<Json, Error> {
    let facts = look(visit, member).await?;
    let names: Result<_, DbError> = visit.app.read(member, people::present_names).await;
    let names = names?;
    let line = facts.line(service, expected);
    let address = member.path(&format!("policies/coverage/{}/{}", service.id, expected.id));
    let policy = |policy: &&Policy| {
        json!({
            "code": policy.code, "title": policy.title,
            "href": member.path(&format!("policies/{}", policy.id)),
        })
    };
    let text = |template: &'static Template| json!({ "title": template.title, "href": member.path(&format!("library/{}", template.key)) });
    let kinds = [service.service_type];
    let texts: Vec<Json> = expected
        .families
        .iter()
        .filter_map(|family| library::of_family(family, service.nation, &kinds, visit.language))
        .map(text)
        .collect();
    Ok(json!({
        "title": expected.title,
        "caption": service.name,
        "back": member.path(&format!("policies/coverage/{}", service.id)),
        "address": address,
        "asked_by": expected.asked_by,
        "since": expected.valid_from,
        "checked": expected.checked_on,
        "verified": expected.verified,
        "source": expected.source,
        "regulator": service.nation.regulator(),
        "standing": words(visit, line.standing),
        "kind": kind(line.standing),
        "gap": line.standing == Standing::Gap,
        "policies": line.policies.iter().map(policy).collect::<Vec<_>>(),
        "perhaps": line.perhaps.as_ref().map(|perhaps| policy(&perhaps.policy)),
        "why": line.perhaps.as_ref().map(|perhaps| why_words(visit, &perhaps.why)),
        "texts": texts,
        "bring": member.path("policies/new"),
        "answer": line.answer.map(|answer| json!({
            "said": answer.said,
            "reason": answer.reason,
            "who": name_of(&names, answer.by),
            "at": answer.at,
            "everywhere": answer.service.is_none(),
            "elsewhere": line.standing == Standing::Gap && answer.policy.is_some(),
            "may_take_back": may_take_back(member, answer),
        })),
        "may_answer": member.may_at(Action::EditPolicies, service.id),
        "everywhere": everywhere(member),
        "answers": answers(visit),
        "options": options(&facts, service.id),
        "proposed": proposed(&line),
    }))
}

fn may_take_back(member: &Member, answer: &Answer) -> bool {
    match answer.service {
        Some(service) => member.may_at(Action::EditPolicies, service),
        None => everywhere(member),
    }
}

fn answers(visit: &Visit) -> Vec<Json> {
    let option = |said: &Said| {
        let key = said.as_str().replace('_', "-");
        json!({ "value": said, "label": visit.words(&format!("coverage-say-{key}")) })
    };
    [Said::Covered, Said::NotApplicable].iter().map(option).collect()
}

/// The organisation's policies, those of the service first.
fn options(facts: &Facts, service: ServiceId) -> Vec<Json> {
    let here = |policy: &&Policy| {
        let place = (policy.id, service);
        facts.in_force.contains(&place) || facts.drafted.contains(&place)
    };
    let option = |policy: &Policy| json!({ "value": policy.id, "label": format!("{} ({})", policy.title, policy.code) });
    let (own, others): (Vec<&Policy>, Vec<&Policy>) = facts.policies.iter().partition(here);
    own.into_iter().chain(others).map(option).collect()
}

fn proposed(line: &Line<'_>) -> Json {
    let linked = line.answer.and_then(|answer| answer.policy);
    let policy = linked.or_else(|| line.perhaps.as_ref().map(|perhaps| perhaps.policy.id));
    json!({ "policy": policy, "answer": policy.map(|_| Said::Covered) })
}

/// `POST …/policies/coverage/{service}/{expectation}`
pub(super) async fn answer(visit: Visit, member: Member, path: Place, body: Body) -> Reply {
    let (service, expected) = find_to_answer(&visit, &member, &path).await?;
    let fields = body.fields().await?;
    let tried = match forms::answer(&fields, service.id) {
        Ok(new) if new.service.is_none() && !everywhere(&member) => return Err(Error::Forbidden),
        Ok(new) => write(&visit, &member, expected, new).await?,
        Err(errors) => Err(errors),
    };
    match tried {
        Ok(()) => {
            let to = format!("policies/coverage/{}?done=coverage-answered", service.id);
            Ok(see_other(&member.path(&to)))
        }
        Err(errors) => {
            let context = context(&visit, &member, &service, expected).await?;
            visit.page_again(&member, "coverage/expectation.html", context, &fields, &errors)
        }
    }
}

async fn write(
    visit: &Visit,
    member: &Member,
    expected: &'static Expectation,
    new: NewAnswer,
) -> Result<Result<(), FormErrors>, Error> {
    let (now, by) = (visit.now, member.person());
    match visit.app.write(member, move |tenant| answer_now(tenant, now, by, expected, &new)).await {
        Err(CoverageError::NoPolicy) => Ok(Err(FormErrors::one("policy", "coverage-error-policy"))),
        other => Ok(Ok(other?)),
    }
}

/// `POST …/policies/coverage/{service}/{expectation}/back`
pub(super) async fn take_back(visit: Visit, member: Member, path: Place, _body: Body) -> Reply {
    let (service, expected) = find_to_answer(&visit, &member, &path).await?;
    let facts = look(&visit, &member).await?;
    let to = member.path(&format!("policies/coverage/{}?done=coverage-taken-back", service.id));
    // The button was pressed twice, or somebody else was first.
    let Some(answer) = facts.line(&service, expected).answer.cloned() else { return Ok(see_other(&to)) };
    if !may_take_back(&member, &answer) {
        return Err(Error::Forbidden);
    }
    let (now, place) = (visit.now, answer.service);
    visit.app.write(&member, move |tenant| super::super::take_back(tenant, now, expected, place)).await?;
    Ok(see_other(&to))
}
