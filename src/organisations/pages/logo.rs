//! The logo's pages.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use serde_json::{Value as Json, json};

use super::{asked_service, may_change, scoped, scopes, service_text};
use crate::access::Member;
use crate::blobs::KeepError;
use crate::db::Tenant;
use crate::db::ids::{BlobId, ServiceId};
use crate::messages::args;
use crate::organisations::logo::{self, Refused};
use crate::organisations::{self, Service};
use crate::reactions;
use crate::web::bounded;
use crate::web::{Answer, Body, Error, FormErrors, UPLOAD_LIMIT, Visit, see_other};

const TEMPLATE: &str = "organisations/logo.html";
const ADDRESS: &str = "settings/logo";
/// The most characters of the words for people who don't see the logo.
const MOST_WORDS: usize = 120;

struct Sheet {
    service: Option<Service>,
    services: Vec<Service>,
    own: Option<BlobId>,
    words: Option<String>,
    organisation_has_one: bool,
}

impl Sheet {
    fn service_id(&self) -> Option<ServiceId> {
        self.service.as_ref().map(|service| service.id)
    }
}

async fn load(visit: &Visit, member: &Member) -> Result<Sheet, Error> {
    let asked = service_text(&visit.query);
    let look = move |tenant: &mut Tenant<'_>| {
        let service = asked_service(tenant, &asked)?;
        let id = service.as_ref().map(|service| service.id);
        Ok(Sheet {
            services: organisations::services(tenant)?,
            own: logo::id_of(tenant, id)?,
            words: logo::words(tenant, id)?,
            organisation_has_one: logo::id_of(tenant, None)?.is_some(),
            service,
        })
    };
    visit.app.read(member, look).await
}

fn context(visit: &Visit, member: &Member, sheet: &Sheet) -> Json {
    let service = sheet.service_id();
    let of = sheet.service.as_ref().map_or(member.organisation_name(), |service| &service.name);
    let named = |key: &str| visit.app.messages.format(visit.language, key, &args([("name", of)]));
    json!({
        "title": named("logo-title"),
        "back": member.path("settings"),
        "scopes": scopes(visit, member, ADDRESS, &sheet.services, service),
        "action": scoped(member, ADDRESS, service, &[]),
        "remove": scoped(member, "settings/logo/remove", service, &[]),
        "picture": sheet.own.map(|id| member.path(&format!("settings/logo/{id}"))),
        "words": sheet.words.clone().unwrap_or_else(|| named("logo-words-default")),
        "inherited": service.is_some() && sheet.own.is_none() && sheet.organisation_has_one,
        "may_change": may_change(member, service),
    })
}

pub(super) async fn show(visit: Visit, member: Member) -> Answer {
    let sheet = load(&visit, &member).await?;
    visit.page(&member, TEMPLATE, context(&visit, &member, &sheet))
}

const fn sentence(why: Refused) -> &'static str {
    match why {
        Refused::Bytes => "logo-error-bytes",
        Refused::Kind => "logo-error-kind",
        Refused::Pixels => "logo-error-pixels",
        Refused::Broken => "logo-error-broken",
    }
}

/// The sheet, for who may change what is on it.
async fn to_change(visit: &Visit, member: &Member) -> Result<Sheet, Error> {
    let sheet = load(visit, member).await?;
    if may_change(member, sheet.service_id()) { Ok(sheet) } else { Err(Error::Forbidden) }
}

pub(super) async fn save(visit: Visit, member: Member, body: Body) -> Answer {
    to_change(&visit, &member).await?;
    let (member, fields) = body.upload(member, UPLOAD_LIMIT).await?;
    // While it came, the service may have become one that they don't change.
    let sheet = to_change(&visit, &member).await?;
    let service = sheet.service_id();
    let again = |field: &str, key: &'static str| {
        let context = context(&visit, &member, &sheet);
        visit.page_again(&member, TEMPLATE, context, &fields, &FormErrors::one(field, key))
    };
    let words = fields.text("words").replace('\n', " ");
    if words.is_empty() || words.chars().count() > MOST_WORDS {
        return again("words", "logo-error-words");
    }
    if let Some(errors) = fields.refused() {
        return visit.page_again(&member, TEMPLATE, context(&visit, &member, &sheet), &fields, &errors);
    }
    let Some(upload) = fields.file("logo").map(|file| file.bytes.clone()) else {
        if sheet.own.is_none() {
            return again("logo", "logo-error-none");
        }
        return describe(&visit, &member, service, words).await;
    };
    let made = bounded::block(move || logo::anew(&upload)).await;
    let png = match made.map_err(|_cancelled| Error::Unavailable("no thread was free".to_owned()))? {
        Ok(png) => png,
        Err(why) => return again("logo", sentence(why)),
    };
    let now = visit.now;
    let write = move |tenant: &mut Tenant<'_>| {
        logo::set(tenant, now, service, &png, &words)?;
        Ok(reactions::fields_changed(tenant, now)?)
    };
    match visit.app.write(&member, write).await {
        Ok(()) => Ok(see_other(&scoped(&member, ADDRESS, service, &[("done", "logo-saved")]))),
        Err(KeepError::Full) => again("logo", "usage-storage-full"),
        Err(other) => Err(other.into()),
    }
}

async fn describe(visit: &Visit, member: &Member, service: Option<ServiceId>, words: String) -> Answer {
    let now = visit.now;
    visit.app.write(member, move |tenant| logo::describe(tenant, now, service, &words)).await?;
    Ok(see_other(&scoped(member, ADDRESS, service, &[("done", "logo-saved")])))
}

pub(super) async fn ask_removal(visit: Visit, member: Member) -> Answer {
    let sheet = load(&visit, &member).await?;
    let service = sheet.service_id();
    if sheet.own.is_none() {
        return Err(Error::NotFound);
    }
    if !may_change(&member, service) {
        return Err(Error::Forbidden);
    }
    let context = json!({
        "title": visit.words("logo-remove-title"),
        "back": scoped(&member, ADDRESS, service, &[]),
        "action": scoped(&member, "settings/logo/remove", service, &[]),
    });
    visit.page(&member, "organisations/logo_remove.html", context)
}

pub(super) async fn remove(visit: Visit, member: Member) -> Answer {
    let sheet = load(&visit, &member).await?;
    let (now, service) = (visit.now, sheet.service_id());
    if !may_change(&member, service) {
        return Err(Error::Forbidden);
    }
    let write = move |tenant: &mut Tenant<'_>| {
        logo::remove(tenant, now, service)?;
        reactions::fields_changed(tenant, now)
    };
    visit.app.write(&member, write).await?;
    Ok(see_other(&scoped(&member, ADDRESS, service, &[("done", "logo-removed")])))
}

/// The picture. Its address names its content, so that browsers may keep it, but nobody between.
pub(super) async fn file(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let id = BlobId::parse(&path.1).ok_or(Error::NotFound)?;
    let found = visit.app.read(&member, move |tenant| logo::shown(tenant, id)).await?;
    let blob = found.ok_or(Error::NotFound)?;
    Ok(HttpResponse::Ok()
        .content_type(blob.media_type)
        .insert_header((header::CACHE_CONTROL, "private, max-age=31536000, immutable"))
        .body(blob.bytes))
}
