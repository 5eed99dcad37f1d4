//! What is expected of one service, and the same as a file.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use serde_json::{Value as Json, json};

use super::super::{Facts, Line, Said, Standing, form};
use super::{count, find_service, kind, look, words};
use crate::access::{Action, Member};
use crate::db::Error as DbError;
use crate::db::ids::PersonId;
use crate::library::{self, expectations};
use crate::organisations::{self, Service};
use crate::people;
use crate::policies::pages::{name_of, nation_words, type_words};
use crate::web::{Answer as Reply, Error, Visit, csv};

/// `GET …/policies/coverage/{service}`
pub(super) async fn show(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Reply {
    let service = find_service(&visit, &member, &path.1).await?;
    let (facts, names) = (look(&visit, &member).await?, names(&visit, &member).await?);
    let services: Result<_, DbError> = visit.app.read(&member, organisations::services).await;
    let lines = facts.lines(&service, expectations::of_service(&service, visit.now.day()));
    let shown = form::show(&visit.query);
    let may_answer = member.may_at(Action::EditPolicies, service.id);
    let rows: Vec<Json> = lines
        .iter()
        .filter(|line| shown.is_none_or(|standing| standing == line.standing))
        .map(|line| row(&visit, &member, &service, line, &names, may_answer))
        .collect();
    let address = member.path(&format!("policies/coverage/{}", service.id));
    let figures: Vec<Json> = Standing::ALL.iter().map(|one| figure(&visit, &address, &lines, *one)).collect();
    let others: Vec<Json> = services?
        .iter()
        .filter(|other| other.id != service.id)
        .map(|other| json!({ "name": other.name, "href": member.path(&format!("policies/coverage/{}", other.id)) }))
        .collect();
    let body = expectations::body(service.nation);
    let context = json!({
        "title": visit.words("coverage-title"),
        "caption": service.name,
        "back": member.path("policies"),
        "service": { "name": service.name, "kind": type_words(&visit, service.service_type), "nation": nation_words(&visit, service.nation) },
        "perhaps": if may_answer { lines.iter().filter(|line| line.perhaps.is_some()).count() } else { 0 },
        "suggestions": member.path(&format!("policies/coverage/suggestions?service={}", service.id)),
        "rows": rows,
        "listed": !lines.is_empty(),
        "nation_listed": expectations::has_list(service.nation),
        "unread": lines.iter().filter(|line| !line.expected.verified).count(),
        "total": lines.len(),
        "figures": figures,
        "shown": shown.map(|standing| words(&visit, standing)),
        "address": address,
        "csv": format!("{address}.csv"),
        "others": others,
        "body": body.map(|body| json!({ "name": body.name, "address": body.address })),
        "may_answer": may_answer,
    });
    visit.page(&member, "coverage/service.html", context)
}

async fn names(visit: &Visit, member: &Member) -> Result<BTreeMap<PersonId, String>, Error> {
    let people: Result<_, DbError> = visit.app.read(member, people::list).await;
    Ok(people?.iter().map(|person| (person.id, person.name())).collect())
}

fn figure(visit: &Visit, address: &str, lines: &[Line<'_>], standing: Standing) -> Json {
    let number = count(lines, standing);
    json!({
        "number": number,
        "label": words(visit, standing),
        "href": format!("{address}?show={}", standing.as_str()),
        "late": standing == Standing::Gap && number > 0,
    })
}

fn row(
    visit: &Visit,
    member: &Member,
    service: &Service,
    line: &Line<'_>,
    names: &BTreeMap<PersonId, String>,
    may_answer: bool,
) -> Json {
    let policy = |policy: &&crate::policies::Policy| {
        let href = member.path(&format!("policies/{}", policy.id));
        json!({ "code": policy.code, "title": policy.title, "href": href })
    };
    let expected = line.expected;
    let gap = line.standing == Standing::Gap && line.perhaps.is_none();
    let text = expected.families.iter().find_map(|family| {
        library::of_family(family, service.nation, &[service.service_type], visit.language)
    });
    json!({
        "title": expected.title,
        "href": member.path(&format!("policies/coverage/{}/{}", service.id, expected.id)),
        "asked_by": expected.asked_by,
        "verified": expected.verified,
        "standing": words(visit, line.standing),
        "kind": kind(line.standing),
        "policies": line.policies.iter().map(policy).collect::<Vec<_>>(),
        "reason": line.answer.filter(|answer| answer.said == Said::NotApplicable).map(|answer| json!({
            "text": answer.reason, "who": name_of(names, answer.by), "at": answer.at,
        })),
        "perhaps": line.perhaps.as_ref().map(|perhaps| policy(&perhaps.policy)),
        "choose": (gap && may_answer).then(|| text.map(|text| member.path(&format!("library/{}", text.key)))).flatten(),
        "bring": (gap && may_answer).then(|| member.path("policies/new")),
    })
}

/// `GET …/policies/coverage/{service}.csv`
pub(super) async fn file(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Reply {
    let service = find_service(&visit, &member, &path.1).await?;
    let (facts, names) = (look(&visit, &member).await?, names(&visit, &member).await?);
    Ok(written(&visit, &service, &facts, &names))
}

fn written(
    visit: &Visit,
    service: &Service,
    facts: &Facts,
    names: &BTreeMap<PersonId, String>,
) -> HttpResponse {
    let day = visit.now.day();
    let heads = [
        "expected", "asked-by", "since", "checked", "read", "source", "standing", "policies", "reason", "by",
        "on",
    ];
    let heads = heads.map(|head| visit.words(&format!("coverage-head-{head}")));
    let lines = facts.lines(service, expectations::of_service(service, day));
    let rows = lines.iter().map(|line| {
        let expected = line.expected;
        let policies = line.policies.iter().map(|policy| format!("{} {}", policy.code, policy.title));
        let read = if expected.verified { "coverage-yes" } else { "coverage-no" };
        let answer = line.answer;
        vec![
            expected.title.clone(),
            expected.asked_by.clone(),
            expected.valid_from.to_string(),
            expected.checked_on.to_string(),
            visit.words(read),
            expected.source.clone().unwrap_or_default(),
            words(visit, line.standing),
            policies.collect::<Vec<_>>().join("; "),
            answer.map(|answer| answer.reason.clone()).unwrap_or_default(),
            answer.map(|answer| name_of(names, answer.by)).unwrap_or_default(),
            answer.map(|answer| answer.at.day().to_string()).unwrap_or_default(),
        ]
    });
    let name = organisations::slug_of(&service.name);
    csv::file(&format!("coverage-{name}-{day}"), &heads, rows)
}
