//! The staff list: search, filters, sorting, pages, and the same as CSV.

use serde_json::{Value as Json, json};

use super::{Known, Staff, reach_word, staff, worker_key, worker_options};
use crate::access::{Action, Member};
use crate::db::ids::ServiceId;
use crate::messages::args;
use crate::web::{Answer, Error, Fields, Visit, csv as csv_file};

const PAGE: usize = 50;
const FILTERS: &[&str] = &["search", "service", "worker", "state", "reach"];

async fn found(visit: &Visit, member: &Member) -> Result<(Staff, Vec<usize>), Error> {
    let of = member.clone();
    let staff = visit.app.read(member, move |tenant| staff(tenant, &of)).await?;
    let mut places: Vec<usize> = (0..staff.people.len()).collect();
    places.retain(|place| staff.people.get(*place).is_some_and(|known| wanted(&visit.query, known)));
    sort(&visit.query, &staff, &mut places);
    Ok((staff, places))
}

fn wanted(query: &Fields, known: &Known) -> bool {
    let person = &known.person;
    let term = query.text("search").to_lowercase();
    let email = person.email.as_ref().map_or("", |email| email.as_str());
    let hit = |text: &str| text.to_lowercase().contains(&term);
    let service = query.text("service");
    let at = ServiceId::parse(service).is_some_and(|id| known.services.contains(&id));
    // A state that isn't known is nobody's.
    let state = match query.text("state") {
        "all" => true,
        "left" => !person.is_present(),
        "" => person.is_present(),
        _ => false,
    };
    let same = |asked: &str, is: &str| asked.is_empty() || asked == is;
    (term.is_empty() || hit(&person.name()) || hit(&person.job_title) || hit(email))
        && (service.is_empty() || at)
        && same(query.text("worker"), person.worker_type.as_str())
        && state
        && same(query.text("reach"), reach_word(known))
}

fn sort(query: &Fields, staff: &Staff, places: &mut [usize]) {
    let key = |place: &usize| {
        let person = staff.people.get(*place).map(|known| &known.person);
        person.map(|person| {
            let name = format!("{} {}", person.family_name, person.given_name).to_lowercase();
            match query.text("sort") {
                "job" => (person.job_title.to_lowercase(), name),
                _ => (name, String::new()),
            }
        })
    };
    places.sort_by_cached_key(key);
    if query.text("order") == "down" {
        places.reverse();
    }
}

/// The address of the list with other values in its query; empty ones go.
fn address(visit: &Visit, member: &Member, rest: &str, changes: &[(&str, &str)]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for name in FILTERS.iter().chain(&["sort", "order", "page"]) {
        let change = changes.iter().find(|(changed, _)| changed == name).map(|(_, value)| *value);
        let value = change.unwrap_or(visit.query.text(name));
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    let (path, query) = (member.path(rest), query.finish());
    if query.is_empty() { path } else { format!("{path}?{query}") }
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

pub(super) async fn show(visit: Visit, member: Member) -> Answer {
    let (staff, places) = found(&visit, &member).await?;
    let pages = places.len().div_ceil(PAGE).max(1);
    let page = visit.query.text("page").parse::<usize>().unwrap_or(1).clamp(1, pages);
    let start = (page - 1) * PAGE;
    let shown = places.iter().skip(start).take(PAGE).filter_map(|place| staff.people.get(*place));
    let rows: Vec<Json> = shown.map(|known| row(&visit, &member, &staff, known)).collect();
    let to_page = |to: usize| address(&visit, &member, "people", &[("page", &to.to_string())]);
    let filtered = FILTERS.iter().any(|name| visit.query.has(name));
    let count = args([("shown", number(places.len())), ("total", number(staff.people.len()))]);
    let context = json!({
        "title": visit.words("people-title"),
        "action": member.path("people"),
        "rows": rows,
        "alone": staff.people.len() <= 1,
        "filtered": filtered,
        "count": visit.app.messages.format(visit.language, "people-count", &count),
        "chips": chips(&visit, &member, &staff),
        "clear": member.path("people"),
        "heads": [
            head(&visit, &member, "people-name", "name"),
            head(&visit, &member, "people-job-title", "job"),
            { "label": visit.words("people-services") },
            { "label": visit.words("people-roles") },
            { "label": visit.words("people-reach") },
        ],
        "first": number(start + 1),
        "last": number((start + PAGE).min(places.len())),
        "total": number(places.len()),
        "previous": (page > 1).then(|| to_page(page - 1)),
        "next": (page < pages).then(|| to_page(page + 1)),
        "many": pages > 1,
        "csv": address(&visit, &member, "people.csv", &[("page", "")]),
        "add": member.may(Action::ManagePeople).then(|| member.path("people/add")),
        "services": staff.services.iter().map(|(id, name)| json!({ "value": id, "label": name }))
            .collect::<Vec<_>>(),
        "workers": worker_options(&visit),
        "states": choices(&visit, "people-state", &["left", "all"]),
        "reaches": choices(&visit, "people-reach", &["account", "invited", "email", "none"]),
        "typed": visit.query.typed(),
    });
    visit.page(&member, "people/list.html", context)
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
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
            "service" => {
                ServiceId::parse(value).map_or(String::new(), |id| staff.service_name(id).to_owned())
            }
            "search" => value.to_owned(),
            "worker" => visit.words(&format!("people-worker-{value}")),
            other => visit.words(&format!("people-{other}-{value}")),
        };
        let label = if label.starts_with("people-") { value.to_owned() } else { label };
        let href = address(visit, member, "people", &[(name, ""), ("page", "")]);
        chips.push(json!({ "label": label, "href": href }));
    }
    chips
}

fn row(visit: &Visit, member: &Member, staff: &Staff, known: &Known) -> Json {
    let roles: Vec<String> = known.roles.iter().map(|held| staff.role(visit, held)).collect();
    json!({
        "name": known.person.name(),
        "href": member.path(&format!("people/{}", known.person.id)),
        "job": known.person.job_title,
        "services": staff.places(&known.services),
        "roles": roles.join(", "),
        "reach": visit.words(&format!("people-reach-{}", reach_word(known))),
        "left": known.person.left_on.map(|day| day.to_string()),
    })
}

pub(super) async fn csv(visit: Visit, member: Member) -> Answer {
    let (staff, places) = found(&visit, &member).await?;
    let heads = [
        "people-given-name",
        "people-family-name",
        "people-email",
        "people-phone",
        "people-job-title",
        "people-worker",
        "people-services",
        "people-roles",
        "people-reach",
        "people-started",
        "people-left",
    ]
    .map(|key| visit.words(key));
    let rows = places.iter().filter_map(|place| staff.people.get(*place)).map(|known| {
        let person = &known.person;
        let roles: Vec<String> = known.roles.iter().map(|held| staff.role(&visit, held)).collect();
        let day = |day: Option<crate::clock::Day>| day.map(|day| day.to_string()).unwrap_or_default();
        vec![
            person.given_name.clone(),
            person.family_name.clone(),
            person.email.as_ref().map_or(String::new(), |email| email.as_str().to_owned()),
            person.phone.clone().unwrap_or_default(),
            person.job_title.clone(),
            visit.words(&worker_key(person.worker_type)),
            staff.places(&known.services),
            roles.join(", "),
            visit.words(&format!("people-reach-{}", reach_word(known))),
            day(person.started_on),
            day(person.left_on),
        ]
    });
    Ok(csv_file::file(&format!("people-{}", visit.now.day()), &heads, rows))
}
