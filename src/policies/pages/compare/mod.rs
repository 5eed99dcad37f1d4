//! What changed between two versions, or between a version and the draft.

pub(super) mod paper;
pub(super) mod sides;

use actix_web::web;
use serde_json::{Value as Json, json};

use sides::{Issues, Which, dated, issued_again, issues, listed, sides};

use super::edit::no_thread;
use super::{find, service_options};
use crate::access::Member;
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::{RenditionId, ServiceId};
use crate::documents::model::Document;
use crate::documents::redline::{self, Redline};
use crate::documents::{Filled, Stage, Values, fill, stored};
use crate::messages::{Messages, args};
use crate::organisations::{self, Service};
use crate::policies::versions::frame::StoredFrame;
use crate::policies::versions::publishing::proposed_label;
use crate::policies::versions::store::services_of;
use crate::policies::{Policy, PolicyError, Version, drafts, history, readiness, rendition, versions};
use crate::web::bounded;
use crate::web::{Answer, Error, Trusted, Visit};

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
    // What was issued again at the service.
    issues: Issues,
    // The service whose values stand in the texts.
    service: Option<ServiceId>,
    sides: Option<(Which, Which)>,
    texts: Option<(Text, Text)>,
    // One of the two was not printed at the service: the texts are compared without values.
    without_service: bool,
    // The draft differs in nothing from the newest version, so the two newest versions are shown.
    draft_same: bool,
}

struct Asked {
    from: String,
    to: String,
    service: Option<ServiceId>,
}

fn look(tenant: &mut Tenant<'_>, policy: &Policy, asked: &Asked) -> Result<Found, PolicyError> {
    let versions = versions::store::versions(tenant, policy.id)?;
    let draft = drafts::get(tenant, policy.id)?;
    let mut service = asked.service;
    if let ([only], None, None) = (versions.as_slice(), &draft, service) {
        service = issued_again(tenant, policy, only.id)?;
    }
    let mut found = Found {
        issues: issues(tenant, &versions, service)?,
        service,
        draft: draft.as_ref().map(|draft| draft.updated_at),
        organisation: organisations::name(tenant)?,
        services: organisations::services(tenant)?,
        sides: None,
        texts: None,
        without_service: false,
        draft_same: false,
        versions,
    };
    found.sides = sides(&found, asked)?;
    let Some((from, to)) = found.sides else { return Ok(found) };
    let mut read = |which, service| match which {
        Which::Version(_) | Which::Issue(..) => {
            let issue = found.line(which).map(|line| line.rendition);
            text_of(tenant, found.version(which).ok_or(PolicyError::NotFound)?, (service, issue))
        }
        Which::Draft => draft_text(tenant, draft.as_ref(), service),
    };
    let printed = match service {
        Some(_) => read(from, service)?.zip(read(to, service)?),
        None => None,
    };
    found.texts = match printed {
        Some(texts) => Some(texts),
        None => read(from, None)?.zip(read(to, None)?),
    };
    found.without_service =
        service.is_some() && matches!(found.texts, Some((Text::Bare(_), _) | (_, Text::Bare(_))));
    Ok(found)
}

fn text_of(
    tenant: &mut Tenant<'_>,
    version: &Version,
    (service, issue): (Option<ServiceId>, Option<RenditionId>),
) -> Result<Option<Text>, PolicyError> {
    let Some(service) = service else {
        let model = history::model(tenant, version.id)?.unwrap_or_default();
        let document = stored::from_json(&model).map_err(|fault| PolicyError::Stored(fault.to_string()))?;
        return Ok(Some(Text::Bare(document)));
    };
    let printed = services_of(tenant, version.id)?;
    let newest = printed.iter().rev().find(|(at, _)| *at == service).map(|(_, id)| *id);
    let Some(id) = issue.or(newest) else { return Ok(None) };
    let found = rendition(tenant, id)?.as_ref().and_then(StoredFrame::of);
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
}

async fn opened(visit: &Visit, member: &Member, id: &str) -> Result<Opened, Error> {
    let policy = find(visit, member, id).await?;
    let service = match visit.query.text("service") {
        "" => None,
        id => Some(ServiceId::parse(id).ok_or(Error::NotFound)?),
    };
    let (from, to) = (visit.query.text("from").to_owned(), visit.query.text("to").to_owned());
    let found = looked(visit, member, &policy, Asked { from, to, service }).await?;
    if service.is_some_and(|id| found.services.iter().all(|service| service.id != id)) {
        return Err(Error::NotFound);
    }
    Ok(Opened { policy, found })
}

async fn looked(visit: &Visit, member: &Member, policy: &Policy, asked: Asked) -> Result<Found, Error> {
    let of = policy.clone();
    Ok(visit.app.read(member, move |tenant| look(tenant, &of, &asked)).await?)
}

impl Found {
    /// The two newest versions, when the draft is what is compared.
    fn latest_two(&self) -> Option<(String, String)> {
        self.sides.filter(|(_, to)| *to == Which::Draft)?;
        let mut words = self.all().into_iter().filter(|which| *which != Which::Draft).map(Which::word);
        let newest = words.next()?;
        Some((words.next()?, newest))
    }
}

/// `GET …/policies/{id}/compare?from=1&to=2&service=…`
pub(super) async fn show(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let mut opened = opened(&visit, &member, &path.1).await?;
    let (mut redline, mut sheet) = compared(&visit, &opened).await?;
    let by_itself = visit.query.text("from").is_empty() && visit.query.text("to").is_empty();
    let same = by_itself && redline.as_ref().is_some_and(|redline| redline.changes == 0);
    if let Some((from, to)) = opened.found.latest_two().filter(|_| same) {
        let asked = Asked { from, to, service: opened.found.service };
        opened.found = looked(&visit, &member, &opened.policy, asked).await?;
        opened.found.draft_same = true;
        (redline, sheet) = compared(&visit, &opened).await?;
    }
    let context = context(&visit, &member, &opened, redline.as_ref());
    visit.page_with(&member, "policies/compare.html", context, &[("redline", &sheet)])
}

async fn compared(visit: &Visit, opened: &Opened) -> Result<(Option<Redline>, Trusted), Error> {
    let (messages, language, text) = (visit.app.messages.clone(), visit.language, opened.policy.language);
    let compare = comparison(visit, opened);
    let done = bounded::block(move || {
        let redline = compare()?;
        let empty = Redline { groups: Vec::new(), changes: 0, summary: redline::Summary::default() };
        let html = redline::html(redline.as_ref().unwrap_or(&empty), &messages, language, text);
        Ok::<_, PolicyError>((redline, Trusted::from(&html)))
    });
    Ok(done.await.map_err(|_gone| no_thread())??)
}

/// What compares the two texts, away from the web workers.
fn comparison(
    visit: &Visit,
    opened: &Opened,
) -> impl FnOnce() -> Result<Option<Redline>, PolicyError> + Send + 'static {
    let (messages, language, today) = (visit.app.messages.clone(), visit.language, visit.now.day());
    let (texts, policy) = (opened.found.texts.clone(), opened.policy.clone());
    let before = opened.found.versions.first().map(|version| version.label.clone());
    move || {
        let print = |text| printed(text, &policy, today, before.as_deref(), &messages);
        Ok(match texts {
            None => None,
            Some((Text::Bare(from), Text::Bare(to))) => Some(redline::texts(&from, &to, &messages, language)),
            Some((from, to)) => Some(redline::printed(&print(from)?, &print(to)?, &messages)),
        })
    }
}

fn printed(
    text: Text,
    policy: &Policy,
    today: Day,
    before: Option<&str>,
    messages: &Messages,
) -> Result<Filled, PolicyError> {
    let (document, values) = match text {
        Text::Printed(filled) => return Ok(*filled),
        Text::Bare(document) => (document, Values::new()),
        Text::Draft(document, values) => (document, values),
    };
    let values = readiness::in_words(&values, messages, policy.language);
    let values = readiness::with_proposals(values, policy, today, &proposed_label(before));
    Ok(fill(&document, &values, policy.language, Stage::Preview)?)
}

fn context(visit: &Visit, member: &Member, opened: &Opened, redline: Option<&Redline>) -> Json {
    let Opened { policy, found } = opened;
    let option = |which: Which| json!({ "value": which.word(), "label": listed(visit, found, which) });
    let options: Vec<Json> = found.all().into_iter().map(option).collect();
    let (from, to) = found.sides.unzip();
    let side = |which: Option<Which>| which.map(Which::word).unwrap_or_default();
    let service = found.service.map(|service| service.to_string()).unwrap_or_default();
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
        "from_name": from.map(|which| listed(visit, found, which)),
        "to_name": to.map(|which| listed(visit, found, which)),
        "service": service,
        "without_service": found.without_service,
        "draft_same": found.draft_same,
        "comparable": redline.is_some(),
        "changes": redline.map_or(0, |redline| redline.changes),
        "paragraphs": summary.paragraphs(),
        "changed": summary.changed,
        "added": summary.added,
        "removed": summary.removed,
        "moved": summary.moved,
    })
}
