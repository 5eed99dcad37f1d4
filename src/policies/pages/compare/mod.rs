//! What changed between two versions, or between a version and the draft.

pub(super) mod paper;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::edit::no_thread;
use super::{find, service_options};
use crate::access::Member;
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::ServiceId;
use crate::documents::model::Document;
use crate::documents::redline::{self, Redline};
use crate::documents::{Filled, Stage, Values, fill, stored};
use crate::messages::{Messages, args};
use crate::organisations::{self, Service};
use crate::policies::versions::frame::StoredFrame;
use crate::policies::versions::long_day;
use crate::policies::versions::publishing::proposed_label;
use crate::policies::versions::store::services_of;
use crate::policies::{Policy, PolicyError, Version, drafts, history, readiness, rendition, versions};
use crate::web::{Answer, Error, Trusted, Visit};

/// The word for the draft among the versions.
const DRAFT: &str = "draft";

/// One of the two sides.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Version(i64),
    Draft,
}

impl Which {
    fn parse(text: &str) -> Option<Self> {
        if text == DRAFT { Some(Self::Draft) } else { text.parse().ok().map(Self::Version) }
    }

    fn word(self) -> String {
        match self {
            Self::Version(number) => number.to_string(),
            Self::Draft => DRAFT.to_owned(),
        }
    }
}

/// A text, or what was printed of it at a service.
#[derive(Clone)]
enum Text {
    Bare(Document),
    Printed(Box<Filled>),
    Draft(Document, Values),
}

struct Found {
    versions: Vec<Version>,
    // When the draft was last changed.
    draft: Option<Moment>,
    organisation: String,
    services: Vec<Service>,
    sides: Option<(Which, Which)>,
    texts: Option<(Text, Text)>,
    // One of the two was not printed at the service: the texts are compared without values.
    without_service: bool,
}

struct Asked {
    from: String,
    to: String,
    service: Option<ServiceId>,
}

fn look(tenant: &mut Tenant<'_>, policy: &Policy, asked: &Asked) -> Result<Found, PolicyError> {
    let versions = versions::store::versions(tenant, policy.id)?;
    let draft = drafts::get(tenant, policy.id)?;
    let mut found = Found {
        draft: draft.as_ref().map(|draft| draft.updated_at),
        organisation: organisations::name(tenant)?,
        services: organisations::services(tenant)?,
        sides: None,
        texts: None,
        without_service: false,
        versions,
    };
    found.sides = sides(&found, asked)?;
    let Some((from, to)) = found.sides else { return Ok(found) };
    let mut read = |which, service| match which {
        Which::Version(number) => {
            let version = found.versions.iter().find(|version| version.number == number);
            text_of(tenant, version.ok_or(PolicyError::NotFound)?, service)
        }
        Which::Draft => draft_text(tenant, draft.as_ref(), service),
    };
    let printed = match asked.service {
        Some(_) => read(from, asked.service)?.zip(read(to, asked.service)?),
        None => None,
    };
    found.texts = match printed {
        Some(texts) => Some(texts),
        None => read(from, None)?.zip(read(to, None)?),
    };
    found.without_service =
        asked.service.is_some() && matches!(found.texts, Some((Text::Bare(_), _) | (_, Text::Bare(_))));
    Ok(found)
}

// The newest two, when nothing is asked.
fn sides(found: &Found, asked: &Asked) -> Result<Option<(Which, Which)>, PolicyError> {
    let draft = found.draft.map(|_| Which::Draft);
    let numbers = found.versions.iter().map(|version| Which::Version(version.number));
    let all: Vec<Which> = draft.into_iter().chain(numbers).collect();
    let chosen = |text: &str, at: usize| match text {
        "" => Ok(all.get(at).copied()),
        text => {
            let which = Which::parse(text).filter(|which| all.contains(which));
            which.map(Some).ok_or(PolicyError::NotFound)
        }
    };
    let (from, to) = (chosen(&asked.from, 1)?, chosen(&asked.to, 0)?);
    Ok(from.zip(to))
}

fn text_of(
    tenant: &mut Tenant<'_>,
    version: &Version,
    service: Option<ServiceId>,
) -> Result<Option<Text>, PolicyError> {
    let Some(service) = service else {
        let model = history::model(tenant, version.id)?.unwrap_or_default();
        let document = stored::from_json(&model).map_err(|fault| PolicyError::Stored(fault.to_string()))?;
        return Ok(Some(Text::Bare(document)));
    };
    let printed = services_of(tenant, version.id)?;
    let Some((_, id)) = printed.iter().rev().find(|(at, _)| *at == service) else { return Ok(None) };
    let found = rendition(tenant, *id)?.as_ref().and_then(StoredFrame::of);
    Ok(found.map(|frame| Text::Printed(Box::new(frame.filled))))
}

fn draft_text(
    tenant: &mut Tenant<'_>,
    draft: Option<&drafts::Draft>,
    service: Option<ServiceId>,
) -> Result<Option<Text>, PolicyError> {
    let document = draft.ok_or(PolicyError::NoDraft)?.read()?.document;
    Ok(Some(match service {
        None => Text::Bare(document),
        Some(service) => Text::Draft(document, organisations::fields::resolve(tenant, Some(service))?),
    }))
}

/// The two sides that an address asks for.
struct Opened {
    policy: Policy,
    found: Found,
    service: Option<ServiceId>,
}

async fn opened(visit: &Visit, member: &Member, id: &str) -> Result<Opened, Error> {
    let policy = find(visit, member, id).await?;
    let service = match visit.query.text("service") {
        "" => None,
        id => Some(ServiceId::parse(id).ok_or(Error::NotFound)?),
    };
    let (from, to) = (visit.query.text("from").to_owned(), visit.query.text("to").to_owned());
    let of = policy.clone();
    let asked = Asked { from, to, service };
    let found = visit.app.read(member, move |tenant| look(tenant, &of, &asked)).await?;
    if service.is_some_and(|id| found.services.iter().all(|service| service.id != id)) {
        return Err(Error::NotFound);
    }
    Ok(Opened { policy, found, service })
}

/// `GET …/policies/{id}/compare?from=1&to=2&service=…`
pub(super) async fn show(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let opened = opened(&visit, &member, &path.1).await?;
    let (messages, language, text) = (visit.app.messages.clone(), visit.language, opened.policy.language);
    let compare = comparison(&visit, &opened);
    let done = web::block(move || {
        let redline = compare();
        let empty = Redline { groups: Vec::new(), changes: 0, summary: redline::Summary::default() };
        let html = redline::html(redline.as_ref().unwrap_or(&empty), &messages, language, text);
        (redline, Trusted::from(&html))
    });
    let (redline, sheet) = done.await.map_err(|_gone| no_thread())?;
    let context = context(&visit, &member, &opened, redline.as_ref());
    visit.page_with(&member, "policies/compare.html", context, &[("redline", &sheet)])
}

/// What compares the two texts, away from the web workers.
fn comparison(visit: &Visit, opened: &Opened) -> impl FnOnce() -> Option<Redline> + Send + 'static {
    let (messages, language, today) = (visit.app.messages.clone(), visit.language, visit.now.day());
    let (texts, policy) = (opened.found.texts.clone(), opened.policy.clone());
    let before = opened.found.versions.first().map(|version| version.label.clone());
    move || {
        texts.map(|texts| match texts {
            (Text::Bare(from), Text::Bare(to)) => redline::texts(&from, &to, &messages, language),
            (from, to) => {
                let print = |text| printed(text, &policy, today, before.as_deref(), &messages);
                redline::printed(&print(from), &print(to), &messages)
            }
        })
    }
}

fn printed(text: Text, policy: &Policy, today: Day, before: Option<&str>, messages: &Messages) -> Filled {
    let (document, values) = match text {
        Text::Printed(filled) => return *filled,
        Text::Bare(document) => (document, Values::new()),
        Text::Draft(document, values) => (document, values),
    };
    let values = readiness::in_words(&values, messages, policy.language);
    let values = readiness::with_proposals(values, policy, today, &proposed_label(before));
    fill(&document, &values, policy.language, Stage::Preview)
}

/// What a side is called.
fn name(visit: &Visit, found: &Found, which: Which) -> String {
    match which {
        Which::Draft => visit.words("policies-compare-draft"),
        Which::Version(number) => {
            let version = found.versions.iter().find(|version| version.number == number);
            let label = version.map(|version| version.label.clone()).unwrap_or_default();
            visit.app.messages.format(visit.language, "policies-version-label", &args([("label", label)]))
        }
    }
}

/// What a side is called, with its dates.
fn dated(visit: &Visit, found: &Found, which: Which) -> String {
    let (key, day, effective) = match which {
        Which::Draft => ("redline-paper-draft", found.draft.map(Moment::day), None),
        Which::Version(number) => {
            let version = found.versions.iter().find(|version| version.number == number);
            let published = version.map(|version| version.published_at.day());
            ("redline-paper-dated", published, version.map(|version| version.effective_on))
        }
    };
    let long = |day: Option<Day>| day.map(|day| long_day(day, visit.language)).unwrap_or_default();
    let words = [("version", name(visit, found, which)), ("date", long(day)), ("effective", long(effective))];
    visit.app.messages.format(visit.language, key, &args(words))
}

fn context(visit: &Visit, member: &Member, opened: &Opened, redline: Option<&Redline>) -> Json {
    let Opened { policy, found, service } = opened;
    let draft = found.draft.map(|_| Which::Draft);
    let numbers = found.versions.iter().map(|version| Which::Version(version.number));
    let options: Vec<Json> = draft
        .into_iter()
        .chain(numbers)
        .map(|which| json!({ "value": which.word(), "label": name(visit, found, which) }))
        .collect();
    let (from, to) = found.sides.unzip();
    let side = |which: Option<Which>| which.map(Which::word).unwrap_or_default();
    let service = service.map(|service| service.to_string()).unwrap_or_default();
    let base = member.path(&format!("policies/{}", policy.id));
    let summary = redline.map(|redline| redline.summary).unwrap_or_default();
    json!({
        "title": visit.words("policies-compare"),
        "caption": policy.title,
        "pdf": format!("{base}/compare.pdf?from={}&to={}&service={service}", side(from), side(to)),
        "dated": found.sides.map(|(from, to)| {
            let (from, to) = (dated(visit, found, from), dated(visit, found, to));
            let words = args([("code", policy.code.clone()), ("from", from), ("to", to)]);
            visit.app.messages.format(visit.language, "redline-dated", &words)
        }),
        "back": base,
        "options": options,
        "services": service_options(visit, &found.services),
        "from": side(from),
        "to": side(to),
        "from_name": from.map(|which| name(visit, found, which)),
        "to_name": to.map(|which| name(visit, found, which)),
        "service": service,
        "without_service": found.without_service,
        "comparable": redline.is_some(),
        "changes": redline.map_or(0, |redline| redline.changes),
        "paragraphs": summary.paragraphs(),
        "changed": summary.changed,
        "added": summary.added,
        "removed": summary.removed,
        "moved": summary.moved,
    })
}
