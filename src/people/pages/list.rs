//! The staff list: search, filters, sorting, pages, and what can be done to many.

use serde_json::{Value as Json, json};

use super::found::{self, FILTERS, NOWHERE, OWN};
use super::person::is_bound;
use super::{Known, Staff, bulk, of, reach_word, worker_options};
use crate::access::member::Reach;
use crate::access::{Action, Member, Role};
use crate::db::ids::ServiceId;
use crate::messages::args;
use crate::people::WorkerType;
use crate::web::listing::Paging;
use crate::web::{Answer, Visit, listing};

const PAGE: usize = 50;
/// The page that holds everybody, for printing.
const WHOLE: &str = "all";

/// The address of the list with other values in its query; empty ones go.
fn address(visit: &Visit, member: &Member, rest: &str, changes: &[(&str, &str)]) -> String {
    let value = |name: &str| {
        let change = changes.iter().find(|(changed, _)| *changed == name).map(|(_, value)| *value);
        change.unwrap_or(visit.query.text(name)).to_owned()
    };
    let names = FILTERS.iter().chain(&["sort", "order", "page"]);
    let pairs: Vec<(&str, String)> = names.map(|name| (*name, value(name))).collect();
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
    listing::address(&member.path(rest), &pairs)
}

fn head(visit: &Visit, member: &Member, key: &str, word: &str) -> Json {
    let current = visit.query.text("sort");
    let sorted = current == word || (current.is_empty() && word == "name");
    let down = visit.query.text("order") == "down";
    let order = if sorted && !down { "down" } else { "" };
    json!({
        "label": visit.words(key),
        "href": address(visit, member, "people", &[("sort", word), ("order", order), ("page", "")]),
        "sorted": sorted.then_some(if down { "descending" } else { "ascending" }),
    })
}

fn heads(visit: &Visit, member: &Member, ticks: bool) -> Vec<Json> {
    let mut heads = Vec::new();
    if ticks {
        heads.push(json!({ "label": visit.words("people-choose-row"), "hidden": true }));
    }
    heads.extend([
        head(visit, member, "people-name", "name"),
        head(visit, member, "people-staff-number", "number"),
        head(visit, member, "people-job-title", "job"),
        json!({ "label": visit.words("people-services") }),
        json!({ "label": visit.words("people-roles") }),
        json!({ "label": visit.words("people-reach") }),
    ]);
    heads
}

pub(super) async fn show(visit: Visit, member: Member) -> Answer {
    let staff = of(&visit, &member).await?;
    let places = found::places(&visit.query, &staff, visit.now.day());
    let whole = visit.query.text("page") == WHOLE;
    let size = if whole { places.len().max(1) } else { PAGE };
    let paging = Paging::sized(&visit.query, places.len(), size);
    let shown = paging.cut(places.clone());
    let rows = shown.iter().filter_map(|place| staff.people.get(*place));
    let rows: Vec<Json> = rows.map(|known| row(&visit, &member, &staff, known)).collect();
    let filtered = FILTERS.iter().any(|name| visit.query.has(name));
    let count = args([("shown", number(places.len())), ("total", number(staff.people.len()))]);
    let deeds = bulk::choices(&visit, &member);
    let mut context = json!({
        "title": visit.words("people-title"),
        "rows": rows,
        "alone": staff.people.len() <= 1,
        "bound": is_bound(&member),
        "filtered": filtered,
        "count": visit.app.messages.format(visit.language, "people-count", &count),
        "groups": groups(&visit, &member, &staff),
        "heads": heads(&visit, &member, !deeds.is_empty()),
        "pages": paging.json(|page| address(&visit, &member, "people", &[("page", page)])),
        "csv": address(&visit, &member, "people.csv", &[("page", "")]),
        "whole": (!whole && places.len() > PAGE)
            .then(|| address(&visit, &member, "people", &[("page", WHOLE)])),
        "deeds": deeds,
        "chosen": member.path("people/chosen"),
        "typed": visit.query.typed(),
        "ticked": visit.query.has("tick"),
        "tick_all": format!(
            "{}{}tick=all",
            address(&visit, &member, "people", &[]),
            if address(&visit, &member, "people", &[]).contains('?') { "&" } else { "?" },
        ),
    });
    if let (Json::Object(context), Json::Object(choices)) = (&mut context, filters(&visit, &member, &staff)) {
        context.extend(choices);
    }
    visit.page(&member, "people/list.html", context)
}

/// What the filters offer, and where the buttons lead.
fn filters(visit: &Visit, member: &Member, staff: &Staff) -> Json {
    let mut services: Vec<Json> =
        staff.services.iter().map(|(id, name)| json!({ "value": id, "label": name })).collect();
    // Who reads the people of some services sees nobody who works at none.
    if member.reach(Action::ReadPeople) == Reach::Everywhere {
        services.push(json!({ "value": NOWHERE, "label": visit.words("people-service-none") }));
    }
    let mut workers = vec![json!({ "value": OWN, "label": visit.words("people-worker-own") })];
    workers.extend(worker_options(visit));
    let held = Role::ALL
        .iter()
        .filter(|role| staff.people.iter().any(|known| known.roles.iter().any(|held| held.role == **role)));
    let roles = held.map(|role| json!({ "value": role, "label": visit.words(&role_key(*role)) }));
    let manages = member.may(Action::ManagePeople);
    json!({
        "action": member.path("people"),
        "clear": member.path("people"),
        "chips": chips(visit, member, staff),
        "services": services,
        "workers": workers,
        "role_options": roles.collect::<Vec<_>>(),
        "states": choices(visit, "people-state", &["away", "left", "all"]),
        "reaches": choices(visit, "people-reach", &["account", "invited", "shared", "email", "none"]),
        "ends_options": choices(visit, "people-ends", &["soon"]),
        "add": manages.then(|| member.path("people/add")),
        "agency": manages.then(|| member.path("people/agency")),
        "import": manages.then(|| member.path("people/import")),
    })
}

fn role_key(role: Role) -> String {
    format!("role-{}", role.as_str().replace('_', "-"))
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Own staff and agency workers are counted apart; each count leads to its list.
fn groups(visit: &Visit, member: &Member, staff: &Staff) -> Vec<Json> {
    let today = visit.now.day();
    let count = |fits: &dyn Fn(&Known) -> bool| staff.people.iter().filter(|known| fits(known)).count();
    let present = |known: &Known| known.person.is_present();
    let agency = |known: &Known| known.person.worker_type == WorkerType::Agency;
    let soon = |known: &Known| crate::people::ending::is_soon(&known.person, today);
    [
        ("own", count(&|known| present(known) && !agency(known)), [("worker", OWN)]),
        ("agency", count(&|known| present(known) && agency(known)), [("worker", "agency")]),
        ("away", count(&|known| present(known) && known.is_away(today)), [("state", "away")]),
        ("ends", count(&soon), [("ends", "soon")]),
        ("left", count(&|known| !present(known)), [("state", "left")]),
    ]
    .into_iter()
    .filter(|(word, count, _)| *count > 0 || *word == "own")
    .map(|(word, count, query)| {
        let words = args([("count", number(count))]);
        let text = visit.app.messages.format(visit.language, &format!("people-group-{word}"), &words);
        json!({ "text": text, "href": listing::address(&member.path("people"), &query) })
    })
    .collect()
}

fn choices(visit: &Visit, stem: &str, words: &[&str]) -> Vec<Json> {
    words
        .iter()
        .map(|word| json!({ "value": word, "label": visit.words(&format!("{stem}-{word}")) }))
        .collect()
}

fn chips(visit: &Visit, member: &Member, staff: &Staff) -> Vec<Json> {
    let mut chips = Vec::new();
    for name in FILTERS.iter().filter(|name| visit.query.has(name)) {
        let value = visit.query.text(name);
        let label = match *name {
            "service" if value == NOWHERE => visit.words("people-service-none"),
            "service" => {
                ServiceId::parse(value).map_or(String::new(), |id| staff.service_name(id).to_owned())
            }
            "search" => value.to_owned(),
            "role" => Role::from_word(value).map_or(String::new(), |role| visit.words(&role_key(role))),
            other => visit.words(&format!("people-{other}-{value}")),
        };
        let known = !label.is_empty() && !label.starts_with("people-");
        let href = address(visit, member, "people", &[(name, ""), ("page", "")]);
        chips.push(json!({ "label": if known { label } else { value.to_owned() }, "href": href }));
    }
    chips
}

fn row(visit: &Visit, member: &Member, staff: &Staff, known: &Known) -> Json {
    let (person, today) = (&known.person, visit.now.day());
    let roles: Vec<String> = known.roles.iter().map(|held| staff.role(visit, held)).collect();
    let away = known.away.iter().find(|absence| absence.holds_on(today));
    json!({
        "id": person.id,
        "name": person.name(),
        "href": member.path(&format!("people/{}", person.id)),
        "number": person.standing.staff_number.as_ref().map(|number| number.as_str()),
        "job": person.job_title,
        "services": staff.places(&known.services),
        "roles": roles.join(", "),
        "agency": (person.worker_type == WorkerType::Agency).then(|| {
            person.standing.agency.clone().unwrap_or_else(|| visit.words("people-worker-agency"))
        }),
        "away": away.is_some(),
        "away_until": away.and_then(|absence| absence.until),
        "ends": person.standing.ends_on.filter(|_| person.is_present()),
        "reach": visit.words(&format!("people-reach-{}", reach_word(known))),
        "left": person.left_on.map(|day| day.to_string()),
    })
}
