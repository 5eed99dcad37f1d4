//! The register of policies and its file.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::register::{Due, Filter, Sort, with_services};
use super::super::{Policy, PolicyState, form};
use super::{
    language_options, language_words, name_of, nation_options, nation_words, person_options, service_options,
    state_kind, state_words, type_words,
};
use crate::access::{Action, Member};
use crate::clock::Day;
use crate::db::Error as DbError;
use crate::db::ids::{PersonId, ServiceId};
use crate::messages::args;
use crate::organisations::{self, Service};
use crate::people::{self, Person};
use crate::web::{Answer, Visit, csv};

const ROWS: usize = 50;
const FILTERS: &[&str] = &["q", "state", "service", "owner", "nation", "language", "due", "gaps"];

struct Found {
    policies: Vec<(Policy, BTreeSet<ServiceId>)>,
    services: Vec<Service>,
    people: Vec<Person>,
    any: bool,
}

async fn look(visit: &Visit, member: &Member, filter: Filter) -> Result<Found, DbError> {
    let look = move |tenant: &mut crate::db::Tenant<'_>| {
        let policies = with_services(tenant, &filter)?;
        let any = !policies.is_empty() || !super::super::store::all(tenant)?.is_empty();
        Ok(Found { policies, any, services: organisations::services(tenant)?, people: people::list(tenant)? })
    };
    visit.app.read(member, look).await
}

impl Found {
    fn names(&self) -> BTreeMap<PersonId, String> {
        self.people.iter().map(|person| (person.id, person.name())).collect()
    }

    fn service_names(&self, of: &BTreeSet<ServiceId>) -> String {
        let names = self.services.iter().filter(|service| of.contains(&service.id));
        names.map(|service| service.name.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// `GET …/policies`
pub(super) async fn list(visit: Visit, member: Member, _path: web::Path<String>) -> Answer {
    let today = visit.now.day();
    let filter = form::filter(&visit.query, today);
    let found = look(&visit, &member, filter.clone()).await?;
    let total = found.policies.len();
    let pages = total.div_ceil(ROWS).max(1);
    let page = visit.query.text("page").parse::<usize>().unwrap_or(1).clamp(1, pages);
    let skipped = page.saturating_sub(1).saturating_mul(ROWS);
    let names = found.names();
    let shown = found.policies.iter().skip(skipped).take(ROWS);
    let rows: Vec<Json> =
        shown.map(|(policy, at)| row(&visit, &member, &names, &found, policy, at, today)).collect();
    let turn = |to: usize| address(&visit, &member, &[("page", Some(to.to_string()))]);
    let pagination = (pages > 1).then(|| {
        json!({
            "first": skipped.saturating_add(1),
            "last": skipped.saturating_add(rows.len()),
            "total": total,
            "previous": (page > 1).then(|| turn(page.saturating_sub(1))),
            "next": (page < pages).then(|| turn(page.saturating_add(1))),
        })
    });
    let context = json!({
        "title": visit.words("nav-policies"),
        "any": found.any,
        "rows": rows,
        "total": total,
        "heads": heads(&visit, &member, filter.sort.unwrap_or(Sort::Title)),
        "chips": chips(&visit, &member, &found),
        "pagination": pagination,
        "options": options(&visit, &found),
        "chosen": FILTERS.iter().map(|name| (*name, visit.query.text(name))).collect::<BTreeMap<_, _>>(),
        "csv": address(&visit, &member, &[("page", None)]).replacen("/policies", "/policies.csv", 1),
        "may_edit": member.may(Action::EditPolicies),
    });
    visit.page(&member, "policies/list.html", context)
}

fn row(
    visit: &Visit,
    member: &Member,
    names: &BTreeMap<PersonId, String>,
    found: &Found,
    policy: &Policy,
    services: &BTreeSet<ServiceId>,
    today: Day,
) -> Json {
    let state = policy.state();
    json!({
        "title": policy.title,
        "href": member.path(&format!("policies/{}", policy.id)),
        "code": policy.code,
        "state": state_words(visit, state),
        "kind": state_kind(state),
        "services": found.service_names(services),
        "owner": name_of(names, policy.owner),
        "review": policy.next_review_on,
        "overdue": policy.next_review_on.is_some_and(|on| on < today),
        "language": (policy.language != visit.language).then(|| language_words(visit, policy.language)),
        "gaps": policy.gaps,
    })
}

/// The address of this list with some parameters changed or taken out.
fn address(visit: &Visit, member: &Member, changes: &[(&str, Option<String>)]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for name in FILTERS.iter().chain(&["sort", "page"]) {
        let change = changes.iter().find(|(changed, _)| changed == name);
        let value = match change {
            Some((_, value)) => value.clone().unwrap_or_default(),
            None => visit.query.text(name).to_owned(),
        };
        if !value.is_empty() {
            query.append_pair(name, &value);
        }
    }
    let query = query.finish();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{}{mark}{query}", member.path("policies"))
}

fn heads(visit: &Visit, member: &Member, sort: Sort) -> Vec<Json> {
    let sorted = |key: &str, by: Sort| {
        let href = address(visit, member, &[("sort", Some(by.as_str().to_owned())), ("page", None)]);
        if by == sort {
            json!({ "label": visit.words(key), "href": href, "sorted": "ascending" })
        } else {
            json!({ "label": visit.words(key), "href": href })
        }
    };
    let plain = |key: &str| json!({ "label": visit.words(key) });
    vec![
        sorted("policies-head-title", Sort::Title),
        sorted("policies-head-code", Sort::Code),
        plain("policies-head-state"),
        plain("policies-head-services"),
        plain("policies-head-owner"),
        sorted("policies-head-review", Sort::Review),
    ]
}

fn options(visit: &Visit, found: &Found) -> Json {
    let states = PolicyState::ALL
        .iter()
        .map(|state| json!({ "value": state, "label": state_words(visit, *state) }))
        .collect::<Vec<_>>();
    let dues = Due::ALL
        .iter()
        .map(|due| json!({ "value": due, "label": visit.words(&format!("policies-due-{}", due.as_str())) }))
        .collect::<Vec<_>>();
    json!({
        "states": states,
        "dues": dues,
        "services": service_options(visit, &found.services),
        "owners": person_options(&found.people),
        "nations": nation_options(visit),
        "languages": language_options(visit),
    })
}

/// What is filtered, each with the address without it.
fn chips(visit: &Visit, member: &Member, found: &Found) -> Vec<Json> {
    let filter = form::filter(&visit.query, visit.now.day());
    let service = filter.service.and_then(|id| found.services.iter().find(|service| service.id == id));
    let owner = filter.owner.and_then(|id| found.people.iter().find(|person| person.id == id));
    let said = [
        ("q", Some(filter.search.clone()).filter(|text| !text.is_empty())),
        ("state", filter.state.map(|state| state_words(visit, state))),
        ("service", service.map(|service| service.name.clone())),
        ("owner", owner.map(Person::name)),
        ("nation", filter.nation.map(|nation| nation_words(visit, nation))),
        ("language", filter.language.map(|language| language_words(visit, language))),
        ("due", filter.due.map(|(due, _)| visit.words(&format!("policies-due-{}", due.as_str())))),
        ("gaps", filter.gaps.then(|| visit.words("policies-filter-gaps"))),
    ];
    let chip = |(name, words): (&str, Option<String>)| {
        words.map(|words| {
            let label = visit.app.messages.format(
                visit.language,
                &format!("policies-chip-{name}"),
                &args([("value", words)]),
            );
            json!({ "label": label, "href": address(visit, member, &[(name, None), ("page", None)]) })
        })
    };
    said.into_iter().filter_map(chip).collect()
}

/// `GET …/policies.csv`: the same rows, all of them.
pub(super) async fn file(visit: Visit, member: Member, _path: web::Path<String>) -> Answer {
    let today = visit.now.day();
    let found = look(&visit, &member, form::filter(&visit.query, today)).await?;
    let names = found.names();
    let heads = [
        "policies-head-code",
        "policies-head-title",
        "policies-head-state",
        "policies-head-language",
        "policies-head-nation",
        "policies-head-type",
        "policies-head-services",
        "policies-head-owner",
        "policies-head-review",
        "policies-head-gaps",
    ];
    let heads = heads.map(|key| visit.words(key));
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let rows = found.policies.iter().map(|(policy, services)| {
        vec![
            policy.code.clone(),
            policy.title.clone(),
            state_words(&visit, policy.state()),
            language_words(&visit, policy.language),
            policy.nation.map(|nation| nation_words(&visit, nation)).unwrap_or_default(),
            policy.service_type.map(|kind| type_words(&visit, kind)).unwrap_or_default(),
            found.service_names(services),
            name_of(&names, policy.owner),
            day(policy.next_review_on),
            policy.gaps.to_string(),
        ]
    });
    Ok(csv::file(&format!("policies-{today}"), &heads, rows))
}
