//! What staff read: every policy in force at their services.

use std::collections::BTreeSet;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::versions::paper::Paper;
use super::super::{InForce, PolicyError, Rendition, in_force, in_force_as, related, rendition, store};
use super::language_words;
use super::version::{answer, around, framed, stored_sheet};
use crate::access::Member;
use crate::db::Error as DbError;
use crate::db::ids::RenditionId;
use crate::documents::html::linked;
use crate::organisations::{self, Service};
use crate::web::{Answer, Error, Trusted, Visit, see_other};

/// `GET …/me/policies`
pub(super) async fn list(visit: Visit, member: Member, _path: web::Path<String>) -> Answer {
    let services = member.services().clone();
    let found: Result<_, DbError> = visit
        .app
        .read(&member, move |tenant| Ok((in_force(tenant, &services)?, organisations::services(tenant)?)))
        .await;
    let (found, services) = found?;
    let searched = visit.query.text("q").to_lowercase();
    let kept = found.iter().filter(|policy| {
        policy.title.to_lowercase().contains(&searched) || policy.code.to_lowercase().contains(&searched)
    });
    let rows: Vec<Json> = kept.map(|policy| row(&visit, &member, policy, &services)).collect();
    let context = json!({
        "title": visit.words("policies-own"),
        "back": member.path("me"),
        "rows": rows,
        "any": !found.is_empty(),
        "q": visit.query.text("q"),
        "has_service": !member.services().is_empty(),
    });
    visit.page(&member, "policies/own.html", context)
}

fn row(visit: &Visit, member: &Member, policy: &InForce, services: &[Service]) -> Json {
    let several = member.services().len() > 1;
    let service = services.iter().find(|service| service.id == policy.service).filter(|_| several);
    json!({
        "title": policy.title,
        "href": member.path(&format!("me/policies/{}", policy.rendition)),
        "code": policy.code,
        "label": policy.label,
        "service": service.map(|service| service.name.as_str()),
        "effective_on": policy.effective_on,
        "later": policy.effective_on > visit.now.day(),
        "language": (policy.language != visit.language).then(|| language_words(visit, policy.language)),
    })
}

/// A rendition that is in force at one of the reader's services.
async fn open(visit: &Visit, member: &Member, id: &str) -> Result<(InForce, Rendition), Error> {
    let id = RenditionId::parse(id).ok_or(Error::NotFound)?;
    let services = member.services().clone();
    let found = visit.app.read(member, move |tenant| {
        let policy = in_force_as(tenant, id, &services)?.ok_or(PolicyError::NotFound)?;
        let rendition = rendition(tenant, id)?.ok_or(PolicyError::NotFound)?;
        Ok::<_, PolicyError>((policy, rendition))
    });
    Ok(found.await?)
}

/// Where a reader is led who comes by the address of a text that isn't in force any more: to the text of the
/// same policy that is, or to the policy that took its place, at the same service.
async fn in_its_place(visit: &Visit, member: &Member, id: &str) -> Result<String, Error> {
    let id = RenditionId::parse(id).ok_or(Error::NotFound)?;
    let services = member.services().clone();
    let found = visit.app.read(member, move |tenant| {
        let old = rendition(tenant, id)?.filter(|old| services.contains(&old.service));
        let old = old.ok_or(PolicyError::NotFound)?;
        let here = in_force(tenant, &BTreeSet::from([old.service]))?;
        let now = |policy| here.iter().find(|row| row.policy == policy).map(|row| row.rendition);
        if let Some(newer) = now(old.policy) {
            return Ok((newer, "policies-newer"));
        }
        let ended = store::withdrawal(tenant, old.policy)?.and_then(|ended| ended.replaced_by);
        let other = ended.and_then(now).ok_or(PolicyError::NotFound)?;
        Ok::<_, PolicyError>((other, "policies-replaced"))
    });
    let (id, done) = found.await?;
    Ok(member.path(&format!("me/policies/{id}?done={done}")))
}

/// The sheet for staff: codes lead to what is in force at their services.
async fn staff_sheet(visit: &Visit, member: &Member, rendition: &Rendition) -> Result<Trusted, Error> {
    let (sheet, services, to) = (stored_sheet(rendition)?, member.services().clone(), member.clone());
    let here = (rendition.policy, rendition.service, rendition.language);
    let links = visit.app.read(member, move |tenant| {
        let address = |id| to.path(&format!("me/policies/{id}"));
        let links = related::staff_links(tenant, &sheet, &services, here, address)?;
        Ok::<_, DbError>(Trusted::from(&linked(&sheet, &links)))
    });
    Ok(links.await?)
}

/// `GET …/me/policies/{rendition}`
pub(super) async fn show(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let (policy, rendition) = match open(&visit, &member, &path.1).await {
        Ok(found) => found,
        Err(Error::NotFound) => return Ok(see_other(&in_its_place(&visit, &member, &path.1).await?)),
        Err(other) => return Err(other),
    };
    let (sheet, frame) = (staff_sheet(&visit, &member, &rendition).await?, framed(&rendition)?);
    let context = json!({
        "title": policy.title,
        "back": member.path("me/policies"),
        "label": policy.label,
        "code": policy.code,
        "effective_on": policy.effective_on,
        "later": policy.effective_on > visit.now.day(),
        "next_review_on": policy.next_review_on,
        "around": around(&visit, &frame),
        "language": rendition.language.tag(),
        "pdf": member.path(&format!("me/policies/{}.pdf", policy.rendition)),
        "docx": rendition.file.is_none().then(|| member.path(&format!("me/policies/{}.docx", policy.rendition))),
    });
    visit.page_with(&member, "policies/own_policy.html", context, &[("rendition", &sheet)])
}

/// `GET …/me/policies/{rendition}.pdf`
pub(super) async fn pdf(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let (_, rendition) = open(&visit, &member, &path.1).await?;
    answer(&visit, &member, rendition, Paper::Pdf).await
}

/// `GET …/me/policies/{rendition}.docx`
pub(super) async fn docx(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let (_, rendition) = open(&visit, &member, &path.1).await?;
    answer(&visit, &member, rendition, Paper::Docx).await
}
