//! The register of policies.

mod file;

use std::collections::{BTreeMap, BTreeSet};

use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::PolicyState;
use super::super::register::{self, Due, Filter, Listed, Origin, Sort, form};
use super::{
    bulk, field_words, language_options, language_words, name_of, nation_options, nation_words,
    person_options, service_options, state_kind, state_words,
};
use crate::access::{Action, Member};
use crate::clock::Day;
use crate::db::Error as DbError;
use crate::db::ids::{PersonId, PolicyId, ServiceId};
use crate::messages::args;
use crate::organisations::{self, Service};
use crate::people::{self, Person};
use crate::web::listing::{self, Paging};
use crate::web::{Answer, Visit};

pub(super) use file::file;

const ROWS: usize = 50;
const FILTERS: &[&str] = &["q", "state", "service", "owner", "nation", "language", "due", "origin", "gaps"];

struct Found {
    filter: Filter,
    unknown: Vec<&'static str>,
    rows: Vec<Listed>,
    paging: Option<Paging>,
    total: usize,
    snippets: BTreeMap<PolicyId, String>,
    services: Vec<Service>,
    people: Vec<Person>,
    any: bool,
}

/// Reads the rows: those of one page, or all for the file.
async fn look(visit: &Visit, member: &Member, paged: bool) -> Result<Found, DbError> {
    let (query, today) = (visit.query.clone(), visit.now.day());
    let look = move |tenant: &mut crate::db::Tenant<'_>| {
        let (services, people) = (organisations::services(tenant)?, people::list(tenant)?);
        let mut filter = form::filter(&query, today);
        // A service or person that the organisation hasn't is unknown too.
        filter.service = filter.service.filter(|id| services.iter().any(|service| service.id == *id));
        filter.owner = filter.owner.filter(|id| people.iter().any(|person| person.id == *id));
        let unknown = form::unknown(&query, &filter);
        let mut rows = register::listed(tenant, &filter)?;
        if !unknown.is_empty() {
            // What isn't known fits no policy: a list or file never holds more than was asked for.
            rows.clear();
        }
        let total = rows.len();
        let any = total > 0 || !super::super::store::all(tenant)?.is_empty();
        let paging = paged.then(|| Paging::sized(&query, total, ROWS));
        let rows = match paging {
            Some(paging) => paging.cut(rows),
            None => rows,
        };
        let snippets = match paging {
            Some(_) => register::snippets(tenant, &filter.search, &rows)?,
            None => BTreeMap::new(),
        };
        Ok(Found { filter, unknown, rows, paging, total, snippets, services, people, any })
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
    let found = look(&visit, &member, true).await?;
    let names = found.names();
    let rows: Vec<Json> =
        found.rows.iter().map(|listed| row(&visit, &member, &names, &found, listed, today)).collect();
    let pages = found.paging.map_or(Json::Null, |paging| {
        paging.json(|page| address(&visit, &member, &[("page", page), ("tick", "")]))
    });
    let csv = address(&visit, &member, &[("page", ""), ("tick", "")]);
    let context = json!({
        "title": visit.words("nav-policies"),
        "any": found.any,
        "rows": rows,
        "total": found.total,
        "heads": heads(&visit, &member, &found.filter),
        "chips": chips(&visit, &member, &found),
        "unknown": unknown(&visit, &found),
        "narrowed": FILTERS.iter().filter(|name| **name != "q" && visit.query.has(name)).count(),
        "pagination": pages,
        "options": options(&visit, &member, &found),
        "chosen": FILTERS.iter().map(|name| (*name, visit.query.text(name))).collect::<BTreeMap<_, _>>(),
        "csv": csv.replacen("/policies", "/policies.csv", 1),
        "may_edit": member.may(Action::EditPolicies),
        "all_in_force": member.path("policies/all-in-force"),
        "bulk": bulk::choices(&visit, &member),
        "bulk_action": member.path("policies/chosen"),
        "ticked": visit.query.text("tick") == "all",
        "tick_all": address(&visit, &member, &[("tick", "all")]),
    });
    visit.page(&member, "policies/list.html", context)
}

/// What was asked for and isn't known here, in words.
fn unknown(visit: &Visit, found: &Found) -> Vec<String> {
    let words = |name: &&str| {
        let what = visit.words(&format!("policies-no-such-{name}"));
        let args = args([("what", what), ("value", visit.query.text(name).to_owned())]);
        visit.app.messages.format(visit.language, "policies-no-such", &args)
    };
    found.unknown.iter().map(words).collect()
}

fn row(
    visit: &Visit,
    member: &Member,
    names: &BTreeMap<PersonId, String>,
    found: &Found,
    listed: &Listed,
    today: Day,
) -> Json {
    let policy = &listed.policy;
    let state = policy.state();
    json!({
        "id": policy.id,
        "title": policy.title,
        "href": member.path(&format!("policies/{}", policy.id)),
        "code": policy.code,
        "state": state_words(visit, state),
        "kind": state_kind(state),
        "version": listed.version.as_ref().map(|version| version.label.as_str()),
        "services": found.service_names(&listed.services),
        "owner": name_of(names, policy.owner),
        "review": policy.next_review_on,
        "overdue": policy.next_review_on.is_some_and(|on| on < today),
        "language": (policy.language != visit.language).then(|| language_words(visit, policy.language)),
        "gaps": policy.gaps,
        "found": listed.hit.map(|hit| json!({
            "where": visit.words(match hit {
                register::Hit::Text(_) => "policies-found-in-text",
                register::Hit::Draft => "policies-found-in-draft",
            }),
            "words": found.snippets.get(&policy.id).map(|words| with_labels(words, &|name| field_words(visit, name))),
        })),
    })
}

/// Words of a text as people read them: the label of a field in square brackets where its place stands. A
/// place that is cut off at either end goes.
fn with_labels(words: &str, label: &dyn Fn(&str) -> String) -> String {
    let whole = match (words.find("}}"), words.find("{{")) {
        (Some(end), begin) if begin.is_none_or(|begin| end < begin) => {
            words.split_once("}}").map_or(words, |(_, rest)| rest)
        }
        _ => words,
    };
    let mut parts = whole.split("{{");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        if let Some((name, rest)) = part.split_once("}}") {
            out.push_str(&format!("[{}]{rest}", label(name.trim())));
        }
    }
    out
}

/// The address of this list with some parameters changed; empty takes one out.
fn address(visit: &Visit, member: &Member, changes: &[(&str, &str)]) -> String {
    let value = |name: &str| {
        let change = changes.iter().find(|(changed, _)| *changed == name);
        change.map_or_else(|| visit.query.text(name).to_owned(), |(_, value)| (*value).to_owned())
    };
    let names = FILTERS.iter().chain(&["sort", "page", "tick"]);
    let pairs: Vec<(&str, String)> = names.map(|name| (*name, value(name))).collect();
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
    listing::address(&member.path("policies"), &pairs)
}

fn heads(visit: &Visit, member: &Member, filter: &Filter) -> Vec<Json> {
    let sort = filter.sort.unwrap_or(Sort::Title);
    let sorted = |key: &str, by: Sort| {
        let turned = by == sort && !filter.descending;
        let to = format!("{}{}", if turned { "-" } else { "" }, by.as_str());
        let href = address(visit, member, &[("sort", &to), ("page", ""), ("tick", "")]);
        let mut head = json!({ "label": visit.words(key), "href": href });
        if let Some(head) = head.as_object_mut().filter(|_| by == sort) {
            let way = if filter.descending { "descending" } else { "ascending" };
            head.insert("sorted".to_owned(), json!(way));
        }
        head
    };
    let mut heads = Vec::new();
    if member.may(Action::EditPolicies) {
        heads.push(json!({ "label": visit.words("policies-choose"), "hidden": true }));
    }
    heads.extend([
        sorted("policies-head-title", Sort::Title),
        sorted("policies-head-code", Sort::Code),
        sorted("policies-head-state", Sort::State),
        sorted("policies-label", Sort::Version),
        json!({ "label": visit.words("policies-head-services") }),
        sorted("policies-head-owner", Sort::Owner),
        sorted("policies-head-review", Sort::Review),
    ]);
    heads
}

fn options(visit: &Visit, member: &Member, found: &Found) -> Json {
    let states = PolicyState::ALL
        .iter()
        .map(|state| json!({ "value": state, "label": state_words(visit, *state) }))
        .collect::<Vec<_>>();
    let word = |prefix: &str, word: &str| json!({ "value": word, "label": visit.words(&format!("{prefix}-{word}")) });
    json!({
        "states": states,
        "dues": Due::ALL.iter().map(|due| word("policies-due", due.as_str())).collect::<Vec<_>>(),
        "origins": Origin::ALL.iter().map(|origin| word("policies-origin", origin.as_str())).collect::<Vec<_>>(),
        "services": service_options(visit, &found.services),
        "owners": person_options(member, &found.people),
        "nations": nation_options(visit),
        "languages": language_options(visit),
    })
}

/// What is filtered, each with the address without it.
fn chips(visit: &Visit, member: &Member, found: &Found) -> Vec<Json> {
    let filter = &found.filter;
    let service = filter.service.and_then(|id| found.services.iter().find(|service| service.id == id));
    let owner = filter.owner.and_then(|id| found.people.iter().find(|person| person.id == id));
    let word = |prefix: &str, word: &str| visit.words(&format!("{prefix}-{word}"));
    let said = [
        ("q", Some(filter.search.clone()).filter(|text| !text.is_empty())),
        ("state", filter.state.map(|state| state_words(visit, state))),
        ("service", service.map(|service| service.name.clone())),
        ("owner", owner.map(Person::name)),
        ("nation", filter.nation.map(|nation| nation_words(visit, nation))),
        ("language", filter.language.map(|language| language_words(visit, language))),
        ("due", filter.due.map(|(due, _)| word("policies-due", due.as_str()))),
        ("origin", filter.origin.map(|origin| word("policies-origin", origin.as_str()))),
        ("gaps", filter.gaps.then(|| visit.words("policies-filter-gaps"))),
    ];
    let chip = |(name, words): (&str, Option<String>)| {
        words.map(|words| {
            let label = visit.app.messages.format(
                visit.language,
                &format!("policies-chip-{name}"),
                &args([("value", words)]),
            );
            json!({ "label": label, "href": address(visit, member, &[(name, ""), ("page", ""), ("tick", "")]) })
        })
    };
    said.into_iter().filter_map(chip).collect()
}

#[cfg(test)]
mod tests {
    use super::with_labels;

    #[test]
    fn places_of_fields_are_shown_by_their_labels() {
        for (words, shown) in [
            ("no place", "no place"),
            ("Ring {{ org_field_phone }} now", "Ring [ORG_FIELD_PHONE] now"),
            ("…field_name}} of {{a}} and {{b", " of [A] and "),
            ("…e}} alone", " alone"),
            ("cut {{org", "cut "),
        ] {
            assert_eq!(with_labels(words, &str::to_uppercase), shown, "{words}");
        }
    }
}
