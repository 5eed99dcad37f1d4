//! The log as a list, and as a file.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{self, Path};
use futures_util::stream;
use serde_json::{Value as Json, json};

use super::asked::Asked;
use super::{about, number, shown, what, what_of, who};
use crate::access::Member;
use crate::access::member::Reach;
use crate::activity::{Names, Part, Told, groups, part};
use crate::audit::{self, Broken, Checked, Filter};
use crate::db::Tenant;
use crate::db::ids::{AnyId, PersonId, PolicyId, ServiceId};
use crate::messages::args;
use crate::organisations;
use crate::people;
use crate::policies;
use crate::web::listing::PAGE_SIZE;
use crate::web::{Answer, Error, Visit, csv, dates};

/// Lines of the file that are written at a time.
const PIECE: usize = 1_000;

struct Choices {
    actions: Vec<String>,
    people: Vec<(PersonId, String)>,
    policies: Vec<(PolicyId, String)>,
    services: Vec<(ServiceId, String)>,
}

fn choices(tenant: &mut Tenant<'_>, filter: &Filter) -> Result<Choices, Error> {
    // A manager of some services chooses among what they see.
    let sees = |id: AnyId| filter.within.as_ref().is_none_or(|within| within.subjects.contains(&id));
    let people = people::list(tenant)?.into_iter().filter(|person| sees(person.id.any()));
    let services = organisations::services(tenant)?.into_iter().filter(|one| sees(one.id.any()));
    let policies = policies::store::all(tenant)?.into_iter().filter(|one| sees(one.id.any()));
    Ok(Choices {
        actions: audit::actions(tenant, filter.within.clone())?,
        people: people.map(|person| (person.id, person.name())).collect(),
        policies: policies.map(|each| (each.id, each.title)).collect(),
        services: services.map(|each| (each.id, each.name)).collect(),
    })
}

struct Found {
    total: Option<i64>,
    part: Part,
    choices: Choices,
    is_whole: bool,
}

/// Shows the log, and checks the chain when asked to.
pub(super) async fn show(visit: Visit, member: Member, _slug: Path<String>) -> Answer {
    let asked = Asked::parse(&visit.query);
    let found = found(&visit, &member, &asked).await?;
    let checked = if visit.query.has("verify") { Some(check(&visit, &member).await?) } else { None };
    let context = context(&visit, &member, &asked, &found, checked);
    if asked.faults.0.is_empty() {
        return visit.page(&member, "activity/list.html", context);
    }
    visit.page_again(&member, "activity/list.html", context, &visit.query, &asked.faults)
}

async fn found(visit: &Visit, member: &Member, asked: &Asked) -> Result<Found, Error> {
    let (entry, wanted, reader) = (member.clone(), asked.clone(), visit.clone());
    let look = move |tenant: &mut Tenant<'_>| {
        let filter = wanted.filter(tenant, &entry)?;
        let words = wanted.looked_for();
        let mut names = Names::read(tenant)?;
        if !words.is_empty() {
            names = names.with_numbers(tenant, &entry)?;
        }
        let reads = |line: &Told| words.is_empty() || is_found(&reader, line, &words);
        let total = words.is_empty().then(|| audit::count(tenant, &filter)).transpose()?;
        let part = part(tenant, &names, &filter, (wanted.place, PAGE_SIZE), &reads)?;
        let is_whole = filter.within.is_none();
        Ok::<_, Error>(Found { total, part, choices: choices(tenant, &filter)?, is_whole })
    };
    let entry = member.clone();
    visit.app.work(move |database| database.read(&entry, look)).await
}

fn is_found(visit: &Visit, line: &Told, words: &[String]) -> bool {
    let shown = shown(visit, line);
    words.iter().all(|word| shown.contains(word.as_str()))
}

fn context(visit: &Visit, member: &Member, asked: &Asked, found: &Found, checked: Option<Json>) -> Json {
    let path = member.path("activity");
    let rows: Vec<Json> = found.part.lines.iter().map(|line| row(visit, member, line)).collect();
    let say =
        |key: &str, count: i64| visit.app.messages.format(visit.language, key, &args([("count", count)]));
    let count = match found.total {
        Some(total) => say("activity-count", total),
        None => say("activity-count-here", number(rows.len())),
    };
    let other = Asked { oldest_first: !asked.oldest_first, ..asked.clone() };
    json!({
        "title": visit.words("activity-title"),
        "rows": rows,
        "count": count,
        "filter": filter_json(asked),
        "active": asked.count(),
        "choices": choices_json(visit, &found.choices),
        "is_whole": found.is_whole,
        "oldest_first": asked.oldest_first,
        "other_order": other.address(&path, None),
        "csv": asked.address(&member.path("activity.csv"), None),
        "verify": format!("{path}?verify=1"),
        "head": member.path("activity/head.txt"),
        "mail": member.may(crate::access::Action::MailHead).then(|| member.path("activity/mail")),
        "checked": checked,
        "first": asked.place.map(|_| asked.address(&path, None)),
        "next": found.part.next.map(|place| asked.address(&path, Some(place))),
    })
}

fn filter_json(asked: &Asked) -> Json {
    json!({
        "q": asked.words,
        "action": asked.action,
        "group": asked.group,
        "person": asked.person,
        "policy": asked.policy,
        "about": asked.about,
        "service": asked.service,
        "from": asked.from,
        "until": asked.until,
        // A field for days shows nothing else.
        "days": if asked.faults.0.is_empty() { "date" } else { "text" },
    })
}

fn choices_json(visit: &Visit, choices: &Choices) -> Json {
    let option = |value: String, label: String| json!({ "value": value, "label": label });
    let mut actions: Vec<(String, &String)> =
        choices.actions.iter().map(|action| (what(visit, action), action)).collect();
    actions.sort();
    let groups = groups::GROUPS
        .iter()
        .map(|group| option((*group).to_owned(), visit.words(&format!("activity-group-{group}"))));
    json!({
        "groups": groups.collect::<Vec<_>>(),
        "actions": actions.into_iter().map(|(label, action)| option(action.clone(), label)).collect::<Vec<_>>(),
        "people": choices.people.iter().map(|(id, name)| option(id.to_string(), name.clone())).collect::<Vec<_>>(),
        "policies": choices.policies.iter().map(|(id, name)| option(id.to_string(), name.clone())).collect::<Vec<_>>(),
        "services": choices.services.iter().map(|(id, name)| option(id.to_string(), name.clone())).collect::<Vec<_>>(),
    })
}

fn row(visit: &Visit, member: &Member, line: &Told) -> Json {
    json!({
        "seq": line.seq,
        "at": line.at,
        "who": who(visit, &line.actor_kind, line.actor.as_deref()),
        "what": what_of(visit, line),
        "about": about(member, line),
        "words": line.words,
        "own": member.path(&format!("activity/{}", line.seq)),
    })
}

/// The log for a spreadsheet, with the filter of the list: written a piece at a time, as long as it may be.
pub(super) async fn spreadsheet(visit: Visit, member: Member, _slug: Path<String>) -> Answer {
    let (asked, entry) = (Asked::parse(&visit.query), member.clone());
    if !asked.faults.0.is_empty() {
        return Err(Error::Unreadable("activity-error-file"));
    }
    let wanted = asked.clone();
    let look = move |tenant: &mut Tenant<'_>| {
        let filter = wanted.filter(tenant, &entry)?;
        Ok::<_, Error>((filter, Names::read(tenant)?.with_numbers(tenant, &entry)?))
    };
    let (filter, names) = visit.app.read(&member, look).await?;
    let heads = ["number", "at", "who", "what", "subject", "words", "facts", "hash"]
        .map(|head| visit.words(&format!("activity-csv-{head}")));
    let begin = csv::text(&heads, Vec::<Vec<String>>::new());
    let name = format!("attachment; filename=\"activity-{}.csv\"", visit.now.day());
    let state = Writing {
        visit: visit.clone(),
        member,
        filter,
        names: Arc::new(names),
        words: asked.looked_for(),
        at: Place::Begin(begin),
    };
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .streaming(stream::unfold(state, piece)))
}

/// How far the file is.
enum Place {
    Begin(String),
    After(Option<i64>),
    End,
}

/// A file that is being written.
struct Writing {
    visit: Visit,
    member: Member,
    filter: Filter,
    names: Arc<Names>,
    words: Vec<String>,
    at: Place,
}

/// The next piece of the file.
async fn piece(mut state: Writing) -> Option<(Result<web::Bytes, Error>, Writing)> {
    let from = match std::mem::replace(&mut state.at, Place::End) {
        Place::Begin(heads) => {
            state.at = Place::After(None);
            return Some((Ok(web::Bytes::from(heads)), state));
        }
        Place::After(from) => from,
        Place::End => return None,
    };
    let (reader, filter, names, words) =
        (state.visit.clone(), state.filter.clone(), Arc::clone(&state.names), state.words.clone());
    let look = move |tenant: &mut Tenant<'_>| {
        let reads = |line: &Told| words.is_empty() || is_found(&reader, line, &words);
        Ok::<_, Error>(part(tenant, &names, &filter, (from, PIECE), &reads)?)
    };
    let entry = state.member.clone();
    match state.visit.app.work(move |database| database.read(&entry, look)).await {
        Ok(part) => {
            let rows = part.lines.into_iter().map(|line| cells(&state.visit, line));
            let text = csv::lines(rows);
            state.at = part.next.map_or(Place::End, |place| Place::After(Some(place)));
            Some((Ok(web::Bytes::from(text)), state))
        }
        Err(fault) => Some((Err(fault), state)),
    }
}

fn cells(visit: &Visit, line: Told) -> Vec<String> {
    vec![
        line.seq.to_string(),
        line.at.to_string(),
        who(visit, &line.actor_kind, line.actor.as_deref()),
        what_of(visit, &line),
        line.names(),
        line.words.unwrap_or_default(),
        line.facts,
        data_encoding::HEXLOWER.encode(&line.hash),
    ]
}

/// Reads the whole chain, away from the web worker, and says what came of it.
async fn check(visit: &Visit, member: &Member) -> Result<Json, Error> {
    let entry = member.clone();
    let checked: Checked = visit
        .app
        .work(move |database| database.read(&entry, |tenant| Ok::<_, Error>(audit::walk(tenant)?)))
        .await?;
    let (kind, key) = match &checked.broken {
        None => ("ok", "activity-intact"),
        Some(Broken { words: true, .. }) => ("late", "activity-broken-words"),
        Some(Broken { id: None, .. }) => ("late", "activity-broken-end"),
        Some(_) => ("late", "activity-broken"),
    };
    let seq = checked.broken.as_ref().map(|broken| broken.seq).unwrap_or_default();
    let head = data_encoding::HEXLOWER.encode(&checked.head);
    let short: String = head.chars().take(16).collect();
    let mut values = args([("head", short)]);
    values.set("seq", seq);
    values.set("count", checked.lines);
    let text = visit.app.messages.format(visit.language, key, &values);
    let is_shown = checked.broken.is_some_and(|broken| broken.id.is_some())
        && member.reach(crate::access::Action::SeeActivity) == Reach::Everywhere;
    let removed = (checked.removed > 0).then(|| {
        let count = args([("count", checked.removed)]);
        visit.app.messages.format(visit.language, "activity-words-removed", &count)
    });
    let at = dates::written(&visit.now.to_string(), "datetime", visit.language);
    Ok(json!({
        "kind": kind,
        "text": text,
        "at": at,
        "head": head,
        "removed": removed,
        "line": is_shown.then(|| member.path(&format!("activity/{seq}"))),
    }))
}
