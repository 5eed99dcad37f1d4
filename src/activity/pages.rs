//! The pages of the log.

use actix_web::web::{self, Path};
use serde_json::{Value as Json, json};

use super::Told;
use crate::access::{Action, Member};
use crate::audit::{self, Broken, Filter};
use crate::db::Tenant;
use crate::db::ids::{PersonId, PolicyId};
use crate::messages::{Language, args};
use crate::people;
use crate::policies;
use crate::web::listing::{PAGE_SIZE, Paging, address};
use crate::web::{Answer, Door, Error, Fields, Route, Visit, csv};

/// Every URL of this slice.
pub const ROUTES: &[Route] = &[
    Route::get("/o/{slug}/activity", DOOR, || web::to(show)),
    Route::get("/o/{slug}/activity.csv", DOOR, || web::to(spreadsheet)),
];

const DOOR: Door = Door::Member(Action::SeeActivity);

/// What the address asks for: action, person and policy as they stand there.
struct Asked {
    action: String,
    person: Option<PersonId>,
    policy: Option<PolicyId>,
}

impl Asked {
    fn parse(query: &Fields) -> Self {
        Self {
            action: query.text("action").to_owned(),
            person: PersonId::parse(query.text("person")),
            policy: PolicyId::parse(query.text("policy")),
        }
    }

    fn filter(&self) -> Filter {
        Filter {
            action: Some(self.action.clone()).filter(|action| !action.is_empty()),
            actor: self.person.map(PersonId::any),
            subject: self.policy.map(PolicyId::any),
        }
    }

    fn address(&self, path: &str, page: &str) -> String {
        let text = |id: Option<String>| id.unwrap_or_default();
        let person = text(self.person.map(|id| id.to_string()));
        let policy = text(self.policy.map(|id| id.to_string()));
        address(path, &[("action", &self.action), ("person", &person), ("policy", &policy), ("page", page)])
    }

    fn narrows(&self) -> bool {
        !self.action.is_empty() || self.person.is_some() || self.policy.is_some()
    }
}

struct Choices {
    actions: Vec<String>,
    people: Vec<(PersonId, String)>,
    policies: Vec<(PolicyId, String)>,
}

fn choices(tenant: &mut Tenant<'_>) -> Result<Choices, Error> {
    let name = |person: people::Person| (person.id, person.name());
    Ok(Choices {
        actions: audit::actions(tenant)?,
        people: people::list(tenant)?.into_iter().map(name).collect(),
        policies: policies::store::all(tenant)?.into_iter().map(|each| (each.id, each.title)).collect(),
    })
}

/// Shows the log, and checks the chain when asked to.
pub async fn show(visit: Visit, member: Member, _slug: Path<String>) -> Answer {
    let asked = Asked::parse(&visit.query);
    let (filter, query) = (asked.filter(), visit.query.clone());
    let found = visit.app.read(&member, move |tenant| {
        let total = usize::try_from(audit::count(tenant, &filter)?).unwrap_or_default();
        let paging = Paging::of(&query, total);
        let lines = super::tell(tenant, &filter, number(PAGE_SIZE), number(paging.offset()))?;
        Ok::<_, Error>((total, paging, lines, choices(tenant)?))
    });
    let (total, paging, lines, choices) = found.await?;
    let checked = if visit.query.has("verify") { Some(check(&visit, &member).await?) } else { None };
    let path = member.path("activity");
    let rows: Vec<Json> = lines.iter().map(|line| row(&visit, &member, line)).collect();
    let option = |value: String, label: String| json!({ "value": value, "label": label });
    let mut actions: Vec<(String, String)> =
        choices.actions.into_iter().map(|action| (words(&visit, &action), action)).collect();
    actions.sort();
    let context = json!({
        "title": visit.words("activity-title"),
        "rows": rows,
        "count": visit.app.messages.format(visit.language, "activity-count", &args([("count", number(total))])),
        "filter": { "action": asked.action, "person": asked.person, "policy": asked.policy },
        "narrowed": asked.narrows(),
        "actions": actions.into_iter().map(|(label, action)| option(action, label)).collect::<Vec<_>>(),
        "people": choices.people.into_iter().map(|(id, name)| option(id.to_string(), name)).collect::<Vec<_>>(),
        "policies": choices.policies.into_iter().map(|(id, title)| option(id.to_string(), title)).collect::<Vec<_>>(),
        "csv": asked.address(&member.path("activity.csv"), ""),
        "verify": format!("{path}?verify=1"),
        "checked": checked,
        "pages": paging.json(|page| asked.address(&path, page)),
    });
    visit.page(&member, "activity/list.html", context)
}

/// The log for a spreadsheet, with the filter of the list.
pub async fn spreadsheet(visit: Visit, member: Member, _slug: Path<String>) -> Answer {
    let filter = Asked::parse(&visit.query).filter();
    let entry = member.clone();
    let lines = visit.app.work(move |database| {
        database.read(&entry, |tenant| Ok::<_, Error>(super::tell(tenant, &filter, i64::MAX, 0)?))
    });
    let rows = lines.await?.into_iter().map(|line| {
        vec![
            line.seq.to_string(),
            line.at.to_string(),
            who(&visit, &line),
            words(&visit, &line.action),
            line.subject_name.unwrap_or_default(),
            line.words.unwrap_or_default(),
            line.facts,
        ]
    });
    let heads = ["number", "at", "who", "what", "subject", "words", "facts"]
        .map(|head| visit.words(&format!("activity-csv-{head}")));
    Ok(csv::file(&format!("activity-{}", visit.now.day()), &heads, rows))
}

/// Reads the whole chain, away from the web worker, and says what came of it.
async fn check(visit: &Visit, member: &Member) -> Result<Json, Error> {
    let entry = member.clone();
    let broken: Option<Broken> = visit
        .app
        .work(move |database| database.read(&entry, |tenant| Ok::<_, Error>(audit::first_broken(tenant)?)))
        .await?;
    let (kind, key) = match &broken {
        None => ("ok", "activity-intact"),
        Some(Broken { words: true, .. }) => ("late", "activity-broken-words"),
        Some(Broken { id: None, .. }) => ("late", "activity-broken-end"),
        Some(_) => ("late", "activity-broken"),
    };
    let seq = broken.map(|broken| broken.seq).unwrap_or_default();
    let text = visit.app.messages.format(visit.language, key, &args([("seq", seq)]));
    Ok(json!({ "kind": kind, "text": text, "at": visit.now }))
}

fn row(visit: &Visit, member: &Member, line: &Told) -> Json {
    let href = line
        .subject
        .filter(|_| line.subject_kind == "policy" && line.subject_name.is_some())
        .map(|id| member.path(&format!("policies/{id}")));
    json!({
        "seq": line.seq,
        "at": line.at,
        "who": who(visit, line),
        "what": words(visit, &line.action),
        "subject": line.subject_name,
        "href": href,
        "words": line.words,
    })
}

fn who(visit: &Visit, line: &Told) -> String {
    match (&line.actor, line.actor_kind.as_str()) {
        (Some(name), "link") => {
            visit.app.messages.format(visit.language, "activity-by-link", &args([("name", name.as_str())]))
        }
        (Some(name), _) => name.clone(),
        (None, "job") => visit.words("activity-by-job"),
        (None, "command") => visit.words("activity-by-command"),
        (None, "operator") => visit.words("activity-by-operator"),
        (None, _) => visit.words("activity-by-nobody"),
    }
}

fn words(visit: &Visit, action: &str) -> String {
    let key = format!("activity-{action}");
    if visit.app.messages.has(Language::English, &key) {
        visit.words(&key)
    } else {
        visit.words("activity-other")
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
