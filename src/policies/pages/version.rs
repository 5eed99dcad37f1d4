//! A published version as it was printed for a service: page, PDF, text.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use serde_json::{Value as Json, json};

use super::super::approval;
use super::super::versions::frame::StoredFrame;
use super::super::versions::paper::{self, Name, Paper};
use super::super::versions::store::{IssueLine, issues_of, services_of};
use super::super::{Policy, PolicyError, Rendition, Version, related, rendition, version_by_number};
use super::compare::sides::Which;
use super::find;
use super::policy::standing;
use super::preview::contents;
use crate::access::{Action, Member};
use crate::clock::Day;
use crate::db::ids::{RenditionId, ServiceId};
use crate::db::{Entry, Tenant};
use crate::documents::html::linked;
use crate::documents::{Hash, SanitisedHtml};
use crate::organisations::{self, Service};
use crate::web::{Answer, Error, Trusted, Visit};

struct Opened {
    version: Version,
    rendition: Rendition,
    services: Vec<Service>,
    issues: Vec<IssueLine>,
    // From when a newer version applies.
    next: Option<Day>,
}

/// Which issue of a version is asked for.
#[derive(Clone, Copy)]
enum Issue {
    Newest,
    Number(i64),
    Rendition(RenditionId),
}

impl Issue {
    fn among(self, issues: &[IssueLine]) -> Option<&IssueLine> {
        match self {
            Self::Newest => issues.last(),
            Self::Number(number) => issues.iter().find(|line| line.issue == number),
            Self::Rendition(id) => issues.iter().find(|line| line.rendition == id),
        }
    }
}

fn open(
    tenant: &mut Tenant<'_>,
    policy: &Policy,
    number: i64,
    (asked, issue): (Option<ServiceId>, Issue),
) -> Result<Opened, PolicyError> {
    let version = version_by_number(tenant, policy.id, number)?.ok_or(PolicyError::NotFound)?;
    let printed = services_of(tenant, version.id)?;
    let mut services = organisations::services(tenant)?;
    services.retain(|service| printed.iter().any(|(id, _)| *id == service.id));
    let service = asked.or_else(|| services.first().map(|service| service.id));
    let service = service.or_else(|| printed.first().map(|(id, _)| *id)).ok_or(PolicyError::NotFound)?;
    let issues = issues_of(tenant, version.id, service)?;
    let line = issue.among(&issues).ok_or(PolicyError::NotFound)?;
    let next = super::super::versions(tenant, policy.id)?.into_iter();
    let next = next.filter(|version| version.number > number).map(|version| version.effective_on).min();
    let rendition = rendition(tenant, line.rendition)?.ok_or(PolicyError::NotFound)?;
    Ok(Opened { version, rendition, services, issues, next })
}

async fn opened(
    visit: &Visit,
    member: &Member,
    (id, number): (&str, &str),
) -> Result<(Policy, Opened), Error> {
    let policy = find(visit, member, id).await?;
    let number: i64 = number.parse().map_err(|_not| Error::NotFound)?;
    let asked = match visit.query.text("service") {
        "" => None,
        id => Some(ServiceId::parse(id).ok_or(Error::NotFound)?),
    };
    let issue = match (visit.query.text("issue"), visit.query.text("rendition")) {
        ("", "") => Issue::Newest,
        ("", id) => Issue::Rendition(RenditionId::parse(id).ok_or(Error::NotFound)?),
        (number, _) => Issue::Number(number.parse().map_err(|_not| Error::NotFound)?),
    };
    let of = policy.clone();
    let opened = visit.app.read(member, move |tenant| open(tenant, &of, number, (asked, issue))).await?;
    Ok((policy, opened))
}

/// The stored HTML of a rendition, when it is still what was published.
pub(in crate::policies) fn stored_sheet(rendition: &Rendition) -> Result<SanitisedHtml, Error> {
    let hash = <[u8; 32]>::try_from(rendition.html_sha256.as_slice()).map(Hash);
    let sheet = hash.ok().and_then(|hash| SanitisedHtml::from_stored(rendition.html.clone(), hash));
    sheet.ok_or_else(|| altered(rendition))
}

/// What a page says of the frame of a rendition.
pub(in crate::policies) fn framed(rendition: &Rendition) -> Result<StoredFrame, Error> {
    StoredFrame::of(rendition).ok_or_else(|| altered(rendition))
}

fn altered(rendition: &Rendition) -> Error {
    Error::Internal(format!("rendition {} isn't what was published", rendition.id))
}

/// The rows of the document-control table, and the way through the text.
pub(in crate::policies) fn around(visit: &Visit, frame: &StoredFrame) -> Json {
    json!({
        "control": frame.control.iter().map(|(label, value)| json!({"label": label, "text": value}))
            .collect::<Vec<_>>(),
        "contents": contents(&frame.filled, &visit.app.messages),
    })
}

/// The sheet for the office: codes of other policies lead to them.
async fn office_sheet(visit: &Visit, member: &Member, rendition: &Rendition) -> Result<Trusted, Error> {
    let sheet = stored_sheet(rendition)?;
    let (of, to) = ((rendition.policy, rendition.language), member.clone());
    let links = visit.app.read(member, move |tenant| {
        let links = related::office_links(tenant, &sheet, of, |id| to.path(&format!("policies/{id}")))?;
        Ok::<_, crate::db::Error>(Trusted::from(&linked(&sheet, &links)))
    });
    Ok(links.await?)
}

/// Why it went past a round, for those who may read the log.
async fn passed(visit: &Visit, member: &Member, version: &Version) -> Result<Option<String>, Error> {
    if !member.may(Action::SeeActivity) {
        return Ok(None);
    }
    let policy = version.policy;
    let mut all = visit.app.read(member, move |tenant| approval::passed(tenant, policy)).await?;
    Ok(all.remove(&version.id))
}

/// `GET …/policies/{id}/versions/{number}?service=…`
pub(super) async fn show(visit: Visit, member: Member, path: web::Path<(String, String, String)>) -> Answer {
    let (policy, opened) = opened(&visit, &member, (&path.1, &path.2)).await?;
    let Opened { version, rendition, services, issues, next } = &opened;
    let newest = issues.last().map_or(rendition.issue, |line| line.issue);
    let (sheet, frame) = (office_sheet(&visit, &member, rendition).await?, framed(rendition)?);
    let base = member.path(&format!("policies/{}", policy.id));
    let address = format!("{base}/versions/{}", version.number);
    let service = services.iter().find(|service| service.id == rendition.service);
    let file =
        |kind: &str| format!("{address}.{kind}?service={}&rendition={}", rendition.service, rendition.id);
    let others: Vec<Json> = services
        .iter()
        .map(|service| {
            json!({
                "name": service.name,
                "href": format!("{address}?service={}", service.id),
                "current": service.id == rendition.service,
            })
        })
        .collect();
    let context = json!({
        "title": version.title,
        "label": version.label,
        "back": base,
        "standing": standing(&policy, version),
        "until": next.filter(|day| *day <= visit.now.day()),
        "newer": next.filter(|day| *day > visit.now.day()),
        "compare": before(version, rendition).map(|sides| format!("{base}/compare?{sides}")),
        "withdrawn_at": policy.withdrawn_at,
        "service": service.map(|service| service.name.as_str()),
        "services": others,
        "change_note": version.change_note,
        "passed": passed(&visit, &member, version).await?,
        "published_at": version.published_at,
        "effective_on": version.effective_day(),
        "known_on": version.effective_on,
        "later": version.effective_on > visit.now.day(),
        "around": around(&visit, &frame),
        "sha256": data_encoding::HEXLOWER.encode(&rendition.html_sha256),
        "language": rendition.language.tag(),
        "pdf": file("pdf"),
        "docx": rendition.file.is_none().then(|| file("docx")),
        "text": file("txt"),
        "issue": rendition.issue,
        "old_issue": rendition.issue < newest,
        "newest": format!("{address}?service={}", rendition.service),
        "issues": issue_rows(issues, rendition, &address, newest),
    });
    visit.page_with(&member, "policies/version.html", context, &[("rendition", &sheet)])
}

/// The text before this one and this one, as the address of a comparison asks for them.
fn before(version: &Version, shown: &Rendition) -> Option<String> {
    if shown.issue > 1 {
        let side = |issue: i64| Which::issue(version.number, issue).word();
        let (from, to) = (side(shown.issue.saturating_sub(1)), side(shown.issue));
        return Some(format!("from={from}&to={to}&service={}", shown.service));
    }
    let number = version.number;
    (number > 1).then(|| format!("from={}&to={number}", number.saturating_sub(1)))
}

/// The issues of a version that was issued again; none when it wasn't.
fn issue_rows(issues: &[IssueLine], shown: &Rendition, address: &str, newest: i64) -> Vec<Json> {
    let rows = issues.iter().filter(|_| newest > 1);
    rows.map(|line| {
        json!({
            "issue": line.issue, "reason": line.reason, "at": line.at,
            "href": format!("{address}?service={}&issue={}", shown.service, line.issue),
            "current": line.issue == shown.issue,
        })
    })
    .collect()
}

/// The file of a rendition as an answer. A finished file has no Word file.
pub(in crate::policies) async fn answer<E>(
    visit: &Visit,
    entry: &E,
    rendition: Rendition,
    paper: Paper,
) -> Answer
where
    E: Entry + Clone + Send + 'static,
{
    if rendition.file.is_some() && paper == Paper::Docx {
        return Err(Error::NotFound);
    }
    let of = rendition.clone();
    let name = visit.app.read(entry, move |tenant| file_name(tenant, &of)).await?;
    let (entry, messages) = (entry.clone(), visit.app.messages.clone());
    let made =
        visit.app.work(move |database| paper::bytes(database, &entry, rendition, paper, &messages)).await?;
    Ok(HttpResponse::Ok()
        .content_type(paper.media_type())
        .insert_header((header::CONTENT_DISPOSITION, paper.disposition(&name)))
        .body(made))
}

/// The finished file that a rendition is, when it is still the one that people sign for. It opens in the
/// browser's own reader, which runs nothing of it in our name; a sandbox would keep the reader from opening.
///
/// # Errors
/// The rendition is no file, or the file was altered.
pub async fn file_of<E>(visit: &Visit, entry: &E, rendition: &Rendition) -> Answer
where
    E: Entry + Clone + Send + 'static,
{
    if rendition.file.is_none() {
        return Err(Error::NotFound);
    }
    answer(visit, entry, rendition.clone(), Paper::Pdf).await
}

fn file_name(tenant: &mut Tenant<'_>, rendition: &Rendition) -> Result<String, PolicyError> {
    let version = super::super::version(tenant, rendition.version)?.ok_or(PolicyError::NotFound)?;
    let services = organisations::services(tenant)?;
    let service = services.iter().find(|service| service.id == rendition.service);
    let name = Name {
        code: &version.code,
        title: &version.title,
        label: &version.label,
        service: service.map_or("", |service| &service.name),
        issue: rendition.issue,
    };
    Ok(name.file())
}

/// `GET …/policies/{id}/versions/{number}.pdf?service=…`
pub(super) async fn pdf(visit: Visit, member: Member, path: web::Path<(String, String, String)>) -> Answer {
    let (_, opened) = opened(&visit, &member, (&path.1, &path.2)).await?;
    answer(&visit, &member, opened.rendition, Paper::Pdf).await
}

/// `GET …/policies/{id}/versions/{number}.docx?service=…`
pub(super) async fn docx(visit: Visit, member: Member, path: web::Path<(String, String, String)>) -> Answer {
    let (_, opened) = opened(&visit, &member, (&path.1, &path.2)).await?;
    answer(&visit, &member, opened.rendition, Paper::Docx).await
}

/// `GET …/policies/{id}/versions/{number}.txt?service=…`
pub(super) async fn text(visit: Visit, member: Member, path: web::Path<(String, String, String)>) -> Answer {
    let (_, opened) = opened(&visit, &member, (&path.1, &path.2)).await?;
    answer(&visit, &member, opened.rendition, Paper::Text).await
}
