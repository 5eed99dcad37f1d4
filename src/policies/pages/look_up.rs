//! Policies in force, as staff look them up: signed in to an account, at a tablet, or on their own phone.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::super::{InForce, PolicyError, Rendition, in_force, in_force_as, related, rendition, store};
use super::language_words;
use super::version::{around, framed, stored_sheet};
use crate::db::ids::{RenditionId, ServiceId};
use crate::db::{Entry, Error as DbError};
use crate::documents::html::linked;
use crate::organisations::{self, Service};
use crate::web::{Error, Trusted, Visit};

/// Who looks policies up, of which services, and at which address.
pub struct Looker<'a, E> {
    /// The way into the organisation.
    pub entry: &'a E,
    /// The services whose policies are theirs to read.
    pub services: BTreeSet<ServiceId>,
    /// The address of the list; the texts stand below it.
    pub base: String,
}

/// A text that is in force, with what its page says around it.
pub struct Text {
    /// The line of the list.
    pub policy: InForce,
    /// The text as it was published.
    pub rendition: Rendition,
    /// What the page says.
    pub context: Json,
    /// The sheet: codes lead to what is in force for the same reader.
    pub sheet: Trusted,
}

/// What the address of a text leads to.
pub enum Looked {
    /// The text.
    Text(Box<Text>),
    /// It isn't in force any more: what is, in its place.
    Elsewhere(String),
}

/// What the list says.
///
/// # Errors
/// The database is away.
pub async fn list<E>(visit: &Visit, looker: &Looker<'_, E>) -> Result<Json, Error>
where
    E: Entry + Clone + Send + 'static,
{
    let services = looker.services.clone();
    let found: Result<_, DbError> = visit
        .app
        .read(looker.entry, move |tenant| {
            Ok((in_force(tenant, &services)?, organisations::services(tenant)?))
        })
        .await;
    let (found, services) = found?;
    let searched = visit.query.text("q").to_lowercase();
    let kept = found.iter().filter(|policy| {
        policy.title.to_lowercase().contains(&searched) || policy.code.to_lowercase().contains(&searched)
    });
    let rows: Vec<Json> = kept.map(|policy| row(visit, looker, policy, &services)).collect();
    Ok(json!({
        "title": visit.words("policies-own"),
        "rows": rows,
        "any": !found.is_empty(),
        "q": visit.query.text("q"),
        "has_service": !looker.services.is_empty(),
    }))
}

fn row<E>(visit: &Visit, looker: &Looker<'_, E>, policy: &InForce, services: &[Service]) -> Json {
    let several = looker.services.len() > 1;
    let service = services.iter().find(|service| service.id == policy.service).filter(|_| several);
    json!({
        "title": policy.title,
        "href": format!("{}/{}", looker.base, policy.rendition),
        "code": policy.code,
        "label": policy.label,
        "service": service.map(|service| service.name.as_str()),
        "effective_on": policy.effective_on,
        "later": policy.effective_on > visit.now.day(),
        "language": (policy.language != visit.language).then(|| language_words(visit, policy.language)),
    })
}

/// A rendition that is in force at one of the reader's services.
///
/// # Errors
/// It isn't.
pub async fn open<E>(visit: &Visit, looker: &Looker<'_, E>, id: &str) -> Result<(InForce, Rendition), Error>
where
    E: Entry + Clone + Send + 'static,
{
    let id = RenditionId::parse(id).ok_or(Error::NotFound)?;
    let services = looker.services.clone();
    let found = visit.app.read(looker.entry, move |tenant| {
        let policy = in_force_as(tenant, id, &services)?.ok_or(PolicyError::NotFound)?;
        let rendition = rendition(tenant, id)?.ok_or(PolicyError::NotFound)?;
        Ok::<_, PolicyError>((policy, rendition))
    });
    Ok(found.await?)
}

/// Where a reader is led who comes by the address of a text that isn't in force any more: to the text of the
/// same policy that is, or to the policy that took its place, at the same service.
async fn in_its_place<E>(visit: &Visit, looker: &Looker<'_, E>, id: &str) -> Result<String, Error>
where
    E: Entry + Clone + Send + 'static,
{
    let id = RenditionId::parse(id).ok_or(Error::NotFound)?;
    let services = looker.services.clone();
    let found = visit.app.read(looker.entry, move |tenant| {
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
    Ok(format!("{}/{id}?done={done}", looker.base))
}

/// The sheet for staff: codes lead to what is in force at their services.
async fn sheet<E>(visit: &Visit, looker: &Looker<'_, E>, rendition: &Rendition) -> Result<Trusted, Error>
where
    E: Entry + Clone + Send + 'static,
{
    let (sheet, services, base) = (stored_sheet(rendition)?, looker.services.clone(), looker.base.clone());
    let here = (rendition.policy, rendition.service, rendition.language);
    let links = visit.app.read(looker.entry, move |tenant| {
        let address = |id| format!("{base}/{id}");
        let links = related::staff_links(tenant, &sheet, &services, here, address)?;
        Ok::<_, DbError>(Trusted::from(&linked(&sheet, &links)))
    });
    Ok(links.await?)
}

/// The text at an address.
///
/// # Errors
/// It is none of the reader's.
pub async fn text<E>(visit: &Visit, looker: &Looker<'_, E>, id: &str) -> Result<Looked, Error>
where
    E: Entry + Clone + Send + 'static,
{
    let (policy, rendition) = match open(visit, looker, id).await {
        Ok(found) => found,
        Err(Error::NotFound) => return Ok(Looked::Elsewhere(in_its_place(visit, looker, id).await?)),
        Err(other) => return Err(other),
    };
    let (sheet, frame) = (sheet(visit, looker, &rendition).await?, framed(&rendition)?);
    let at = format!("{}/{}", looker.base, policy.rendition);
    let context = json!({
        "title": policy.title,
        "back": looker.base,
        "label": policy.label,
        "code": policy.code,
        "effective_on": policy.effective_on,
        "later": policy.effective_on > visit.now.day(),
        "next_review_on": policy.next_review_on,
        "around": around(visit, &frame),
        "language": rendition.language.tag(),
        "pdf": format!("{at}.pdf"),
        "docx": rendition.file.is_none().then(|| format!("{at}.docx")),
        "file": rendition.file.map(|_| format!("{at}/file")),
    });
    Ok(Looked::Text(Box::new(Text { policy, rendition, context, sheet })))
}
