//! The reporter's form, the page with the answers, and where to go outside.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::http::StatusCode;
use data_encoding::HEXLOWER;
use serde_json::{Value, json};

use super::shown;
use crate::access::Member;
use crate::clock::Day;
use crate::db::ids::{PersonId, ServiceId};
use crate::db::{Entry, Error as DbError, Tenant};
use crate::incidents::form::{self, FIELDS, Known};
use crate::incidents::rules::{self, Contact};
use crate::incidents::sealed::Group;
use crate::incidents::{self, IncidentError, Mentioned, Report};
use crate::keys::random;
use crate::messages::args;
use crate::organisations::{self, Service};
use crate::people;
use crate::web::{Answer, Body, Fields, Visit, see_other};

const FORM: &str = "incidents/report.html";
const CHECK: &str = "incidents/check.html";
const OUTSIDE: &str = "incidents/outside.html";

/// What the form needs to know.
struct Facts {
    services: Vec<Place>,
    people: Vec<(PersonId, String)>,
}

struct Place {
    service: Service,
    ready: bool,
    contacts: Vec<Contact>,
}

impl Facts {
    fn read(tenant: &mut Tenant<'_>, on: Day) -> Result<Self, DbError> {
        let mut services = Vec::new();
        for service in organisations::services(tenant)? {
            let ready = incidents::is_ready(tenant, &service)?;
            let contacts = shown::contacts(tenant, &service, on)?;
            services.push(Place { service, ready, contacts });
        }
        let mut present = people::list(tenant)?;
        present.retain(people::Person::is_present);
        // Everybody reads this who reports: no more than the name, the job and, where two are alike, where they work.
        let labels = people::Labels::by_home(None, people::homes(tenant)?, &present);
        let people = present.iter().map(|person| (person.id, labels.label(person))).collect();
        Ok(Self { services, people })
    }

    fn known(&self) -> Known {
        Known {
            services: self.services.iter().map(|place| place.service.id).collect(),
            people: self.people.iter().map(|(id, _)| *id).collect(),
        }
    }

    fn place(&self, id: ServiceId) -> Option<&Place> {
        self.services.iter().find(|place| place.service.id == id)
    }
}

/// Who reports, by which entry, and where: signed in to an account or at a shared tablet.
pub(crate) struct Reporter<'a, E> {
    /// The way into the organisation.
    pub(crate) entry: &'a E,
    /// Who.
    pub(crate) person: PersonId,
    /// Where they work.
    pub(crate) services: &'a BTreeSet<ServiceId>,
    /// The name of the organisation.
    pub(crate) organisation: &'a str,
    /// The address below which these pages stand, with a stroke at its end.
    pub(crate) base: String,
    /// What every page of theirs knows, around what one adds.
    pub(crate) around: &'a dyn Fn(Value) -> Value,
}

impl<E> Reporter<'_, E> {
    fn page(&self, visit: &Visit, template: &str, context: Value) -> Answer {
        visit.render(template, StatusCode::OK, (self.around)(context), &[])
    }
}

/// A member as a reporter.
macro_rules! reporter {
    ($visit:expr, $member:expr) => {
        Reporter {
            entry: &$member,
            person: $member.person(),
            services: $member.services(),
            organisation: $member.organisation_name(),
            base: $member.path(""),
            around: &|own| $visit.inside(&$member, own),
        }
    };
}

async fn facts<E>(visit: &Visit, by: &Reporter<'_, E>) -> Result<Facts, DbError>
where
    E: Entry + Clone + Send + 'static,
{
    let day = visit.now.day();
    visit.app.read(by.entry, move |tenant| Facts::read(tenant, day)).await
}

pub(super) async fn form(visit: Visit, member: Member) -> Answer {
    form_of(&visit, &reporter!(visit, member)).await
}

/// The form of a reporter.
pub(crate) async fn form_of<E>(visit: &Visit, by: &Reporter<'_, E>) -> Answer
where
    E: Entry + Clone + Send + 'static,
{
    let facts = facts(visit, by).await?;
    if facts.services.iter().any(|place| place.ready) {
        return by.page(visit, FORM, form_context(visit, by, &facts));
    }
    let places: Vec<&Place> = facts.services.iter().collect();
    by.page(visit, OUTSIDE, outside_context(visit, by, "not-ready", &places))
}

/// Where to go outside the organisation, for everybody and without a report.
pub(super) async fn outside(visit: Visit, member: Member) -> Answer {
    outside_of(&visit, &reporter!(visit, member)).await
}

/// The same for any reporter.
pub(crate) async fn outside_of<E>(visit: &Visit, by: &Reporter<'_, E>) -> Answer
where
    E: Entry + Clone + Send + 'static,
{
    let facts = facts(visit, by).await?;
    let places: Vec<&Place> = facts.services.iter().collect();
    by.page(visit, OUTSIDE, outside_context(visit, by, "general", &places))
}

fn form_context<E>(visit: &Visit, by: &Reporter<'_, E>, facts: &Facts) -> Value {
    let mut services: Vec<&Service> = facts.services.iter().map(|place| &place.service).collect();
    services.sort_by_key(|service| !by.services.contains(&service.id));
    let own = services
        .first()
        .filter(|first| services.len() == 1 || (by.services.len() == 1 && by.services.contains(&first.id)));
    let option = |value: String, label: String| json!({ "value": value, "label": label });
    let category = |one: &&rules::Category| {
        let key = rules::words("category", &one.code);
        option(one.code.clone(), visit.words(&key))
    };
    let organisation = by.organisation;
    let group = |group: &Group| {
        let key = format!("report-affected-{}", group.as_str());
        let words = visit.app.messages.format(
            visit.language,
            &key,
            &args([("organisation", organisation.to_owned())]),
        );
        option(group.as_str().to_owned(), words)
    };
    json!({
        "title": visit.words("report-start-title"),
        "service_options": services.iter().map(|s| option(s.id.to_string(), s.name.clone())).collect::<Vec<_>>(),
        "own_service": own.map(|service| service.id.to_string()),
        "category_options": rules::offered().iter().map(category).collect::<Vec<_>>(),
        "people_options": facts.people.iter().map(|(id, name)| option(id.to_string(), name.clone())).collect::<Vec<_>>(),
        "affected_options": Group::ALL.iter().map(group).collect::<Vec<_>>(),
        "story_limit": form::STORY_MOST,
    })
}

/// `why`: `not-ready`, `sealed` or `general`; the words of the page hang on it.
fn outside_context<E>(visit: &Visit, by: &Reporter<'_, E>, why: &str, places: &[&Place]) -> Value {
    let title = if why == "not-ready" { "report-not-ready-title" } else { "report-outside-title" };
    let values = args([("organisation", by.organisation.to_owned())]);
    let entries: Vec<Value> =
        places.iter().map(|place| shown::outside_entry(&place.service, &place.contacts)).collect();
    json!({
        "title": visit.app.messages.format(visit.language, title, &values),
        "why": why,
        "places": entries,
    })
}

pub(super) async fn post(visit: Visit, member: Member, body: Body) -> Answer {
    post_of(&visit, &reporter!(visit, member), body).await
}

/// What a reporter sends: the answers to check, or the report.
pub(crate) async fn post_of<E>(visit: &Visit, by: &Reporter<'_, E>, body: Body) -> Answer
where
    E: Entry + Clone + Send + 'static,
{
    let fields = body.fields().await?;
    let facts = facts(visit, by).await?;
    if fields.text("step") == "change" {
        let mut context = form_context(visit, by, &facts);
        put(&mut context, "form", json!(fields.typed()));
        return by.page(visit, FORM, context);
    }
    let report = match form::report(&fields, &facts.known()) {
        Ok(report) => report,
        Err(errors) => {
            let context = (by.around)(form_context(visit, by, &facts));
            return visit.plain_again(FORM, context, &fields, &errors);
        }
    };
    match facts.place(report.service) {
        Some(place) if place.ready => {}
        Some(place) => return not_ready(visit, by, place, &fields),
        None => return Err(crate::web::Error::NotFound),
    }
    if fields.text("step") == "send" {
        send(visit, by, &facts, report, &fields).await
    } else {
        check(visit, by, &facts, report, &fields).await
    }
}

fn put(context: &mut Value, name: &str, value: Value) {
    if let Value::Object(entries) = context {
        entries.insert(name.to_owned(), value);
    }
}

/// What was typed, to be carried on in hidden fields.
fn carried(fields: &Fields) -> Vec<Value> {
    let pairs = FIELDS.iter().flat_map(|name| fields.all(name).iter().map(move |value| (*name, value)));
    pairs.map(|(name, value)| json!({ "name": name, "value": value })).collect()
}

/// The service takes no report: where to go instead. What was typed isn't lost: one button leads back to it.
fn not_ready<E>(visit: &Visit, by: &Reporter<'_, E>, place: &Place, fields: &Fields) -> Answer {
    let mut context = outside_context(visit, by, "not-ready", &[place]);
    put(&mut context, "carried", json!(carried(fields)));
    let mut answer = by.page(visit, OUTSIDE, context)?;
    *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(answer)
}

async fn check<E>(
    visit: &Visit,
    by: &Reporter<'_, E>,
    facts: &Facts,
    report: Report,
    fields: &Fields,
) -> Answer
where
    E: Entry + Clone + Send + 'static,
{
    let rows = answers(visit, by, facts, &report);
    let danger = report.danger;
    let (day, person) = (visit.now.day(), by.person);
    let mentioned =
        visit.app.read(by.entry, move |tenant| incidents::mentioned(tenant, day, person, &report)).await?;
    let (whole, part): (Vec<_>, Vec<_>) = mentioned.into_iter().partition(|one| one.surely);
    let names = |mentioned: Vec<Mentioned>| mentioned.into_iter().map(|one| one.name).collect::<Vec<_>>();
    let context = json!({
        "title": visit.words("report-check-title"),
        "danger": danger,
        "rows": rows,
        "whole": names(whole),
        "part": names(part),
        "carried": carried(fields),
        "once": HEXLOWER.encode(&random::<16>()),
    });
    by.page(visit, CHECK, context)
}

/// The answers as the check page says them.
fn answers<E>(visit: &Visit, by: &Reporter<'_, E>, facts: &Facts, report: &Report) -> Vec<Value> {
    let names: BTreeMap<PersonId, String> = facts.people.iter().cloned().collect();
    let service = facts.place(report.service).map_or("", |place| place.service.name.as_str());
    let mut subject = shown::subject_lines(visit, &report.subject, (&names, &BTreeMap::new()));
    subject.extend((!report.subject.other.is_empty()).then(|| visit.words("incidents-who-typed")));
    let danger = visit.words(if report.danger { "report-yes" } else { "report-no" });
    let answers = [
        ("report-danger-now-label", vec![danger]),
        ("report-service-title", vec![service.to_owned()]),
        ("report-category-title", vec![visit.words(&rules::words("category", &report.category))]),
        ("report-story-label", report.narrative.lines().map(str::to_owned).collect()),
        ("report-who-title", subject),
        ("report-affected-title", shown::affected_lines(visit, &report.affected, by.organisation)),
    ];
    let row = |(key, lines)| json!({ "label": visit.words(key), "lines": lines });
    answers.into_iter().map(row).collect()
}

async fn send<E>(
    visit: &Visit,
    by: &Reporter<'_, E>,
    facts: &Facts,
    report: Report,
    fields: &Fields,
) -> Answer
where
    E: Entry + Clone + Send + 'static,
{
    let (now, person, post) = (visit.now, by.person, visit.app.post.clone());
    let once = HEXLOWER.decode(fields.text("once").as_bytes()).ok().filter(|once| once.len() == 16);
    let once = once.unwrap_or_else(|| random::<16>().to_vec());
    let service = report.service;
    let sent = visit
        .app
        .write(by.entry, move |tenant| incidents::report(tenant, now, person, &report, &once, &post))
        .await;
    match (sent, facts.place(service)) {
        (Ok(received), _) => Ok(see_other(&format!("{}incidents/received/{}", by.base, received.reference))),
        (Err(IncidentError::NotReady), Some(place)) => not_ready(visit, by, place, fields),
        (Err(error), _) => Err(error.into()),
    }
}
