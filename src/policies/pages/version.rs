//! A published version as it was printed for a service: page, PDF, text.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use serde_json::{Value as Json, json};

use super::super::versions::frame::StoredFrame;
use super::super::versions::store::services_of;
use super::super::{Policy, PolicyError, Rendition, Version, rendition, version_by_number};
use super::find;
use super::policy::standing;
use super::preview::contents;
use crate::access::Member;
use crate::blobs;
use crate::db::ids::ServiceId;
use crate::db::{Entry, Error as DbError, Tenant};
use crate::documents::{Hash, SanitisedHtml};
use crate::organisations::{self, Service, slug_of};
use crate::web::{Answer, Error, Trusted, Visit};

struct Opened {
    version: Version,
    rendition: Rendition,
    services: Vec<Service>,
}

fn open(
    tenant: &mut Tenant<'_>,
    policy: &Policy,
    number: i64,
    asked: Option<ServiceId>,
) -> Result<Opened, PolicyError> {
    let version = version_by_number(tenant, policy.id, number)?.ok_or(PolicyError::NotFound)?;
    let printed = services_of(tenant, version.id)?;
    let mut services = organisations::services(tenant)?;
    services.retain(|service| printed.iter().any(|(id, _)| *id == service.id));
    let service = asked.or_else(|| services.first().map(|service| service.id));
    let service = service.or_else(|| printed.first().map(|(id, _)| *id)).ok_or(PolicyError::NotFound)?;
    let id = printed.iter().find(|(id, _)| *id == service).ok_or(PolicyError::NotFound)?.1;
    let rendition = rendition(tenant, id)?.ok_or(PolicyError::NotFound)?;
    Ok(Opened { version, rendition, services })
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
    let of = policy.clone();
    let opened = visit.app.read(member, move |tenant| open(tenant, &of, number, asked)).await?;
    Ok((policy, opened))
}

/// The stored HTML of a rendition, when it is still what was published.
pub(super) fn sheet(rendition: &Rendition) -> Result<Trusted, Error> {
    let hash = <[u8; 32]>::try_from(rendition.html_sha256.as_slice()).map(Hash);
    let sheet = hash.ok().and_then(|hash| SanitisedHtml::from_stored(rendition.html.clone(), hash));
    sheet.as_ref().map(Trusted::from).ok_or_else(|| altered(rendition))
}

/// What a page says of the frame of a rendition.
pub(super) fn framed(rendition: &Rendition) -> Result<StoredFrame, Error> {
    StoredFrame::of(rendition).ok_or_else(|| altered(rendition))
}

fn altered(rendition: &Rendition) -> Error {
    Error::Internal(format!("rendition {} isn't what was published", rendition.id))
}

/// The rows of the document-control table, and the way through the text.
pub(super) fn around(visit: &Visit, frame: &StoredFrame) -> Json {
    json!({
        "control": frame.control.iter().map(|(label, value)| json!({"label": label, "text": value}))
            .collect::<Vec<_>>(),
        "contents": contents(&frame.filled, &visit.app.messages),
    })
}

/// `GET …/policies/{id}/versions/{number}?service=…`
pub(super) async fn show(visit: Visit, member: Member, path: web::Path<(String, String, String)>) -> Answer {
    let (policy, opened) = opened(&visit, &member, (&path.1, &path.2)).await?;
    let Opened { version, rendition, services } = &opened;
    let (sheet, frame) = (sheet(rendition)?, framed(rendition)?);
    let base = member.path(&format!("policies/{}", policy.id));
    let address = format!("{base}/versions/{}", version.number);
    let service = services.iter().find(|service| service.id == rendition.service);
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
        "withdrawn_at": policy.withdrawn_at,
        "service": service.map(|service| service.name.as_str()),
        "services": others,
        "change_note": version.change_note,
        "published_at": version.published_at,
        "effective_on": version.effective_on,
        "later": version.effective_on > visit.now.day(),
        "around": around(&visit, &frame),
        "sha256": data_encoding::HEXLOWER.encode(&rendition.html_sha256),
        "language": rendition.language.tag(),
        "pdf": format!("{address}.pdf?service={}", rendition.service),
        "text": format!("{address}.txt?service={}", rendition.service),
    });
    visit.page_with(&member, "policies/version.html", context, &[("rendition", &sheet)])
}

/// The PDF of a rendition as an answer.
pub(super) async fn pdf_of(visit: &Visit, member: &Member, rendition: Rendition, label: &str) -> Answer {
    if rendition.file.is_some() {
        return file_of(visit, member, &rendition, label).await;
    }
    let mut frame = framed(&rendition)?;
    let name = file_name(&frame.title, label);
    let messages = visit.app.messages.clone();
    let member = member.clone();
    let made = visit.app.work(move |database| {
        let logo = database.read(&member, |tenant| frame.files(tenant, &rendition))?;
        let pdf = frame.pdf(&rendition, logo, &messages);
        pdf.map_err(|fault| PolicyError::Stored(fault.to_string()))
    });
    Ok(HttpResponse::Ok()
        .content_type("application/pdf")
        .insert_header((header::CONTENT_DISPOSITION, format!("inline; filename=\"{name}.pdf\"")))
        .body(made.await?.bytes))
}

/// The finished file that a rendition is, when it is still the one that people sign for. It opens in the
/// browser's own reader, which runs nothing of it in our name; a sandbox would keep the reader from opening.
///
/// # Errors
/// The rendition is no file, or the file was altered.
pub async fn file_of<E>(visit: &Visit, entry: &E, rendition: &Rendition, label: &str) -> Answer
where
    E: Entry + Clone + Send + 'static,
{
    let id = rendition.file.ok_or(Error::NotFound)?;
    let found: Result<_, DbError> = visit.app.read(entry, move |tenant| blobs::read(tenant, id)).await;
    let blob = found?.filter(|blob| Hash::of(&blob.bytes).0.as_slice() == rendition.duty_sha256);
    let blob = blob.ok_or_else(|| altered(rendition))?;
    let name = file_name(&framed(rendition)?.title, label);
    Ok(HttpResponse::Ok()
        .content_type("application/pdf")
        .insert_header((header::CONTENT_DISPOSITION, format!("inline; filename=\"{name}.pdf\"")))
        .body(blob.bytes))
}

fn file_name(title: &str, label: &str) -> String {
    let name = slug_of(title);
    let name = if name.is_empty() { "policy" } else { &name };
    format!("{name}-{}", slug_of(label))
}

/// `GET …/policies/{id}/versions/{number}.pdf?service=…`
pub(super) async fn pdf(visit: Visit, member: Member, path: web::Path<(String, String, String)>) -> Answer {
    let (_, opened) = opened(&visit, &member, (&path.1, &path.2)).await?;
    pdf_of(&visit, &member, opened.rendition, &opened.version.label).await
}

/// `GET …/policies/{id}/versions/{number}.txt?service=…`
pub(super) async fn text(visit: Visit, member: Member, path: web::Path<(String, String, String)>) -> Answer {
    let (_, opened) = opened(&visit, &member, (&path.1, &path.2)).await?;
    let name = file_name(&opened.version.title, &opened.version.label);
    Ok(HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, format!("inline; filename=\"{name}.txt\"")))
        .body(opened.rendition.text))
}
