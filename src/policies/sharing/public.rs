//! The page that a link for somebody outside leads to: one policy as it is in force, and nothing else.
//! A GET shows, and the log of its use gets a line.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, web};
use serde_json::json;

use super::super::pages::version::{answer, around, framed, stored_sheet};
use super::super::versions::paper::Paper;
use super::super::{Policy, PolicyError, Rendition, Version, rendition, version, versions};
use super::{Share, What};
use crate::access::ShareHolder;
use crate::access::address::{self, Token};
use crate::db::Tenant;
use crate::db::ids::ServiceId;
use crate::organisations::{self, Service};
use crate::people;
use crate::web::{Answer, Error, Trusted, Visit};

/// Tells search engines to keep away, beside the mark in the page.
const ROBOTS: (&str, &str) = ("x-robots-tag", "noindex, nofollow");

/// What a working link leads to.
struct Opened {
    holder: ShareHolder,
    share: Share,
    policy: Policy,
    version: Version,
    rendition: Rendition,
    services: Vec<Service>,
    organisation: String,
    by: String,
}

/// What the link leads to; nothing when it doesn't work (any more).
async fn opened(visit: &Visit, token: &str) -> Result<Option<Opened>, Error> {
    let Some(token) = Token::parse(token) else { return Ok(None) };
    let found: Result<_, crate::db::Error> = visit
        .app
        .look(move |database| database.read_system(|system| address::find_open(system, &token)))
        .await;
    let (found, kept_out) = found?;
    let found = found.filter(|found| found.is_live(visit.now));
    let Some(holder) = found.as_ref().and_then(ShareHolder::from_address) else { return Ok(None) };
    if let Some(kept_out) = kept_out {
        return Err(kept_out.into());
    }
    let asked = match visit.query.text("service") {
        "" => None,
        id => Some(ServiceId::parse(id).ok_or(Error::NotFound)?),
    };
    let now = visit.now;
    let opened = visit.app.read(&holder, move |tenant| read(tenant, now, holder, asked)).await;
    match opened {
        Err(PolicyError::NotFound) => Ok(None),
        other => Ok(other?),
    }
}

fn read(
    tenant: &mut Tenant<'_>,
    now: crate::clock::Moment,
    holder: ShareHolder,
    asked: Option<ServiceId>,
) -> Result<Option<Opened>, PolicyError> {
    let Some((share, policy)) = super::open(tenant, now, &holder)? else { return Ok(None) };
    let current = policy.current_version.ok_or(PolicyError::NotFound)?;
    let version = version(tenant, current)?.ok_or(PolicyError::NotFound)?;
    let printed = versions::store::services_of(tenant, current)?;
    let mut services = organisations::services(tenant)?;
    services.retain(|service| printed.iter().any(|(id, _)| *id == service.id));
    let service =
        asked.or_else(|| services.first().map(|service| service.id)).ok_or(PolicyError::NotFound)?;
    let (_, id) = printed.iter().rfind(|(id, _)| *id == service).ok_or(PolicyError::NotFound)?;
    let rendition = rendition(tenant, *id)?.ok_or(PolicyError::NotFound)?;
    let organisation = organisations::name(tenant)?;
    let by = people::get(tenant, share.created_by)?.map(|person| person.name()).unwrap_or_default();
    Ok(Some(Opened { holder, share, policy, version, rendition, services, organisation, by }))
}

/// The same page for a link that ended, that is over and that never was.
fn over(visit: &Visit) -> Answer {
    let context = visit.context(json!({ "title": visit.words("shares-over-title") }));
    let mut answer = visit.render("policies/share_over.html", StatusCode::NOT_FOUND, context, &[])?;
    keep_away(&mut answer);
    Ok(answer)
}

fn keep_away(answer: &mut HttpResponse) {
    let (name, value) = ROBOTS;
    answer
        .headers_mut()
        .insert(header::HeaderName::from_static(name), header::HeaderValue::from_static(value));
}

async fn note(visit: &Visit, opened: &Opened, what: What) -> Result<(), Error> {
    let (now, holder) = (visit.now, opened.holder);
    let noted: Result<(), crate::db::Error> =
        visit.app.write(&holder, move |tenant| super::visited(tenant, now, &holder, what)).await;
    Ok(noted?)
}

/// `GET /p/{token}`
pub(super) async fn show(visit: Visit, path: web::Path<String>) -> Answer {
    let Some(opened) = opened(&visit, &path).await? else { return over(&visit) };
    let (sheet, frame) = (Trusted::from(&stored_sheet(&opened.rendition)?), framed(&opened.rendition)?);
    let address = format!("/p/{}", *path);
    let service = opened.services.iter().find(|service| service.id == opened.rendition.service);
    let others: Vec<_> = opened
        .services
        .iter()
        .map(|service| {
            json!({
                "name": service.name,
                "href": format!("{address}?service={}", service.id),
                "current": service.id == opened.rendition.service,
            })
        })
        .collect();
    let file = |kind: &str| format!("{address}/policy.{kind}?service={}", opened.rendition.service);
    let context = visit.context(json!({
        "title": opened.version.title,
        "code": opened.version.code,
        "label": opened.version.label,
        "organisation_name": opened.organisation,
        "by": opened.by,
        "recipient": opened.share.recipient,
        "until": opened.share.expires_at.plus_seconds(-1),
        "service": service.map(|service| service.name.as_str()),
        "services": others,
        "effective_on": opened.version.effective_on,
        "next_review_on": opened.policy.next_review_on,
        "around": around(&visit, &frame),
        "pdf": file("pdf"),
        "docx": opened.rendition.file.is_none().then(|| file("docx")),
        "text": file("txt"),
    }));
    note(&visit, &opened, What::Page).await?;
    let mut answer =
        visit.render("policies/share_public.html", StatusCode::OK, context, &[("rendition", &sheet)])?;
    keep_away(&mut answer);
    Ok(answer)
}

async fn file(visit: &Visit, token: &str, (what, paper): (What, Paper)) -> Answer {
    let Some(opened) = opened(visit, token).await? else { return over(visit) };
    note(visit, &opened, what).await?;
    let mut answer = answer(visit, &opened.holder, opened.rendition, paper).await?;
    keep_away(&mut answer);
    Ok(answer)
}

/// `GET /p/{token}/policy.pdf`
pub(super) async fn pdf(visit: Visit, path: web::Path<String>) -> Answer {
    file(&visit, &path, (What::Pdf, Paper::Pdf)).await
}

/// `GET /p/{token}/policy.docx`
pub(super) async fn docx(visit: Visit, path: web::Path<String>) -> Answer {
    file(&visit, &path, (What::Docx, Paper::Docx)).await
}

/// `GET /p/{token}/policy.txt`
pub(super) async fn text(visit: Visit, path: web::Path<String>) -> Answer {
    file(&visit, &path, (What::Text, Paper::Text)).await
}
