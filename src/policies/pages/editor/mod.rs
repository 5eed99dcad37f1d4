//! The editor of a draft: the text in plain signs, with help, fields and a preview beside it.

mod choose;
mod picker;
mod saving;

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde_json::{Value as Json, json};

pub(super) use choose::discard;
pub(super) use saving::{keep, save};

use super::super::drafts::editing::{self, Copy, Editable};
use super::super::drafts::{self, Draft, sections};
use super::super::readiness::{self, Site};
use super::super::versions::frame::data_address;
use super::super::{Policy, PolicyError};
use super::approver::GoingOn;
use super::edit::no_thread;
use super::{find_to_change, service_options};
use crate::access::Member;
use crate::blobs::Blob;
use crate::db::Tenant;
use crate::db::ids::ServiceId;
use crate::documents::model::Document;
use crate::documents::{Aliases, Limit, Pictures, Stage, Values, fill, html};
use crate::messages::Messages;
use crate::organisations::{self, own};
use crate::web::bounded;
use crate::web::engine::Page;
use crate::web::{Answer, Body, Error, Fields, FormErrors, Trusted, Visit};

const TEMPLATE: &str = "policies/edit.html";

/// What the editor is opened with.
struct Opened {
    policy: Policy,
    editable: Editable,
    document: Document,
    draft: Option<Draft>,
    copy: Option<Copy>,
    site: Place,
    services: Vec<organisations::Service>,
    own: Vec<own::OwnField>,
    going: Option<GoingOn>,
}

impl Opened {
    /// Whether who looks saved the draft last.
    fn is_saved_by(&self, member: &Member) -> bool {
        self.draft.as_ref().is_some_and(|draft| draft.updated_by == member.person())
    }
}

/// Where the preview stands.
#[derive(Clone)]
struct Place {
    service: Option<ServiceId>,
    values: Values,
    logo: Option<Blob>,
    pictures: Pictures,
    aliases: Aliases,
}

fn open(
    tenant: &mut Tenant<'_>,
    policy: Policy,
    by: crate::db::ids::PersonId,
    asked: Option<ServiceId>,
) -> Result<Opened, PolicyError> {
    if policy.withdrawn_at.is_some() {
        return Err(PolicyError::Withdrawn);
    }
    let editable = editing::editable(tenant, &policy)?;
    let document = editable.document()?;
    let chosen = drafts::services(tenant, policy.id)?;
    let mut services = organisations::services(tenant)?;
    services.retain(|service| chosen.contains(&service.id));
    let site = match asked {
        Some(id) => services.iter().find(|service| service.id == id).ok_or(PolicyError::NotFound)?,
        None => return opened(tenant, policy, by, editable, document, services),
    };
    let site = site.clone();
    let mut opened = opened(tenant, policy, by, editable, document, services)?;
    let site = readiness::site(tenant, site)?;
    opened.site = place(tenant, Some(site), &opened.document, opened.editable.aliases.clone())?;
    Ok(opened)
}

fn opened(
    tenant: &mut Tenant<'_>,
    policy: Policy,
    by: crate::db::ids::PersonId,
    editable: Editable,
    document: Document,
    services: Vec<organisations::Service>,
) -> Result<Opened, PolicyError> {
    let site = match services.first() {
        Some(service) => Some(readiness::site(tenant, service.clone())?),
        None => None,
    };
    let site = place(tenant, site, &document, editable.aliases.clone())?;
    Ok(Opened {
        draft: drafts::get(tenant, policy.id)?,
        copy: drafts::store::copy(tenant, policy.id, by)?,
        own: own::fields(tenant)?,
        going: GoingOn::read(tenant, &policy)?,
        policy,
        editable,
        document,
        site,
        services,
    })
}

fn place(
    tenant: &mut Tenant<'_>,
    site: Option<Site>,
    document: &Document,
    aliases: Aliases,
) -> Result<Place, PolicyError> {
    let pictures = readiness::pictures(tenant, document)?;
    Ok(match site {
        Some(site) => {
            let logo = readiness::logo(tenant, site.logo)?;
            Place { service: Some(site.service.id), values: site.values, logo, pictures, aliases }
        }
        None => {
            let values = organisations::fields::resolve(tenant, None)?;
            Place { service: None, values, logo: None, pictures, aliases }
        }
    })
}

async fn opened_by(visit: &Visit, member: &Member, policy: Policy, fields: &Fields) -> Result<Opened, Error> {
    let by = member.person();
    let asked = match fields.text("service") {
        "" => None,
        id => Some(ServiceId::parse(id).ok_or(Error::NotFound)?),
    };
    Ok(visit.app.read(member, move |tenant| open(tenant, policy, by, asked)).await?)
}

/// What stands in the editor.
struct Standing {
    /// The words in the box.
    text: String,
    /// The draft they were made from.
    stamp: String,
    /// The section that is edited alone.
    section: Option<String>,
    /// They are a copy that was kept.
    resumed: bool,
}

/// `GET …/policies/{id}/edit?section=s3-6&service=…&copy=1`
pub(super) async fn form(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    let opened = opened_by(&visit, &member, policy, &visit.query).await?;
    let other = |copy: &&Copy| copy.source != opened.editable.source && !copy.is_set_aside();
    let unsaved = opened.copy.as_ref().filter(other).cloned();
    let standing = match unsaved {
        Some(copy) if visit.query.has("copy") => {
            Standing { text: copy.source, stamp: copy.stamp, section: None, resumed: true }
        }
        Some(copy) => return choose::page(&visit, &member, &opened, &copy, StatusCode::OK).await,
        None => standing(&opened, visit.query.text("section"))?,
    };
    let sheet = sheet(&visit, &opened, standing.section.is_none().then(|| standing.text.clone())).await?;
    let context = context(&visit, &member, &opened, &standing);
    visit.page_with(&member, TEMPLATE, context, &[("rendition", &sheet)])
}

fn standing(opened: &Opened, section: &str) -> Result<Standing, Error> {
    let stamp = opened.editable.stamp.clone();
    if section.is_empty() {
        let text = opened.editable.source.clone();
        return Ok(Standing { text, stamp, section: None, resumed: false });
    }
    let text = sections::section(&opened.document, section).ok_or(Error::NotFound)?;
    Ok(Standing { text, stamp, section: Some(section.to_owned()), resumed: false })
}

/// The sheet of a text that isn't saved, or of the one that is.
async fn sheet(visit: &Visit, opened: &Opened, text: Option<String>) -> Result<Trusted, Error> {
    let place = opened.site.clone();
    let (policy, today, messages) = (opened.policy.clone(), visit.now.day(), Arc::clone(&visit.app.messages));
    let known = opened.document.clone();
    let done = bounded::block(move || {
        let document =
            text.map_or(Ok(known), |text| editing::read(&text, &place.aliases).map(|it| it.document));
        document.and_then(|document| print(&document, &place, &policy, today, &messages))
    });
    let printed: Result<Trusted, Limit> = done.await.map_err(|_gone| no_thread())?;
    Ok(printed.map_err(PolicyError::Limit)?)
}

fn print(
    document: &Document,
    place: &Place,
    policy: &Policy,
    today: crate::clock::Day,
    messages: &Messages,
) -> Result<Trusted, Limit> {
    let values = readiness::in_words(&place.values, messages, policy.language);
    let values = readiness::with_proposals(values, policy, today, "");
    let bare = || fill(document, &Values::new(), policy.language, Stage::Preview);
    // A text that is too long with its values can be worked on without them.
    let mut filled = fill(document, &values, policy.language, Stage::Preview).or_else(|_limit| bare())?;
    filled.pictures = place.pictures.clone();
    let address = place.logo.as_ref().and_then(data_address);
    let look = html::Look { logo: address.as_deref(), with_title: false, show_fields: true, link: "#field-" };
    Ok(Trusted::from(&html::sheet(&filled, &look, messages)))
}

fn context(visit: &Visit, member: &Member, opened: &Opened, standing: &Standing) -> Json {
    let policy = &opened.policy;
    let base = member.path(&format!("policies/{}", policy.id));
    let section = standing.section.as_deref();
    let heading = |heading: &crate::documents::model::Heading| {
        let words = super::draft::readable(visit, &heading.words.raw());
        let number = heading.number.as_deref().unwrap_or_default();
        json!({
            "level": heading.level,
            "text": format!("{number} {words}").trim(),
            "href": format!("{base}/edit?section={}", heading.id),
            "jump": format!("{} {}", "#".repeat(usize::from(heading.level)), number).trim_end(),
            "current": section == Some(heading.id.as_str()),
        })
    };
    let aside = opened.copy.as_ref().filter(|copy| copy.is_set_aside());
    let aside = aside.filter(|copy| copy.source != opened.editable.source);
    json!({
        "title": visit.words("editor-title"),
        "thrown": aside.map(|copy| json!({
            "at": copy.at, "kept": copy.token(), "action": format!("{base}/edit/discard"),
        })),
        "caption": policy.title,
        "back": base,
        "action": format!("{base}/edit"),
        "whole": format!("{base}/edit"),
        "keep": format!("{base}/edit/keep"),
        "preview": format!("{base}/edit/preview"),
        "asked": opened.going.as_ref().map(|going| going.warning(visit, member)),
        "text": standing.text,
        "stamp": standing.stamp,
        "section": section,
        "mark": section.map(|id| sections::mark(&opened.document, id)),
        "resumed": standing.resumed,
        "kept": opened.copy.as_ref().filter(|_| standing.resumed).map(Copy::token),
        "converted": opened.editable.converted && section.is_none(),
        "from_version": opened.editable.from_version,
        "outline": opened.document.headings().map(heading).collect::<Vec<_>>(),
        "fields": picker::rows(visit, opened),
        "services": service_options(visit, &opened.services),
        "service": opened.site.service,
    })
}

/// `POST …/policies/{id}/edit/preview`: the sheet of the text that was sent, for the page's script.
pub(super) async fn preview(
    visit: Visit,
    member: Member,
    path: web::Path<(String, String)>,
    body: Body,
) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    let opened = opened_by(&visit, &member, policy, &fields).await?;
    let text = saving::whole_text(&opened, &fields);
    match sheet(&visit, &opened, Some(text)).await {
        Ok(sheet) => {
            let page = Page::new(&json!({}))?.trusted("rendition", &sheet);
            let html = visit.app.engine.render_page("policies/edit_preview.html", visit.language, page)?;
            Ok(HttpResponse::Ok().json(json!({ "html": html })))
        }
        Err(_limit) => Ok(HttpResponse::UnprocessableEntity().finish()),
    }
}

/// The editor again with what is wrong and what was typed.
async fn again(
    visit: &Visit,
    member: &Member,
    opened: &Opened,
    fields: &Fields,
    errors: &FormErrors,
) -> Answer {
    let section = Some(fields.text("section").to_owned()).filter(|section| !section.is_empty());
    let stamp = fields.text("stamp").to_owned();
    let standing = Standing { text: fields.raw("text").to_owned(), stamp, section, resumed: false };
    let sheet = sheet(visit, opened, None).await?;
    let context = context(visit, member, opened, &standing);
    visit.page_again_with(member, TEMPLATE, context, (fields, errors), &[("rendition", &sheet)])
}
