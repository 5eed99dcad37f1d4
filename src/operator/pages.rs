//! The operator's pages, and `/operator/mail`: mail that goes to files.

mod announcements;
mod front;
mod organisations;
mod quotas;

use std::path::{Path, PathBuf};

use actix_web::web;
use serde_json::{Value as Json, json};

use super::{OperatorError, letters};
use crate::db::Error as DbError;
use crate::db::ids::AccountId;
use crate::messages::args;
use crate::web::{Answer, Door, Error, Operator, Route, Sensitivity, Visit};

/// What is done to organisations, or said to their members, asks for the password again.
const FRESH: Sensitivity = Sensitivity::Fresh;

/// The URLs of this slice.
pub const ROUTES: &[Route] = &[
    Route::get("/operator", Door::Operator, || web::to(front::show)),
    Route::get("/operator/organisations", Door::Operator, || web::to(organisations::list)),
    Route::get("/operator/organisations.csv", Door::Operator, || web::to(organisations::spreadsheet)).heavy(),
    Route::get("/operator/organisations/add", Door::Operator, || web::to(organisations::add_form)),
    Route::post("/operator/organisations/add", Door::Operator, || web::to(organisations::add)).with(FRESH),
    Route::get("/operator/organisations/{organisation}", Door::Operator, || web::to(organisations::show)),
    Route::post("/operator/organisations/{organisation}/suspend", Door::Operator, || {
        web::to(organisations::suspend)
    })
    .with(FRESH),
    Route::post("/operator/organisations/{organisation}/resume", Door::Operator, || {
        web::to(organisations::resume)
    })
    .with(FRESH),
    Route::post("/operator/organisations/{organisation}/owner", Door::Operator, || {
        web::to(organisations::readdress)
    })
    .with(FRESH),
    Route::get("/operator/quotas", Door::Operator, || web::to(quotas::show)),
    Route::post("/operator/quotas", Door::Operator, || web::to(quotas::save)).with(FRESH),
    Route::get("/operator/organisations/{organisation}/quotas", Door::Operator, || web::to(quotas::show_own)),
    Route::post("/operator/organisations/{organisation}/quotas", Door::Operator, || {
        web::to(quotas::save_own)
    })
    .with(FRESH),
    Route::get("/operator/announcements", Door::Operator, || web::to(announcements::list)),
    Route::get("/operator/announcements/add", Door::Operator, || web::to(announcements::add_form)),
    Route::post("/operator/announcements/add", Door::Operator, || web::to(announcements::add)).with(FRESH),
    Route::get("/operator/announcements/{announcement}", Door::Operator, || {
        web::to(announcements::change_form)
    }),
    Route::post("/operator/announcements/{announcement}", Door::Operator, || web::to(announcements::change))
        .with(FRESH),
    Route::post("/operator/announcements/{announcement}/end", Door::Operator, || web::to(announcements::end))
        .with(FRESH),
    Route::get("/operator/mail", Door::Operator, || web::to(list)),
    Route::get("/operator/mail/{id}", Door::Operator, || web::to(show)),
];

/// The operator's pages: key (of the word `nav-…`) and address.
const NAVIGATION: &[(&str, &str)] = &[
    ("operator-start", "/operator"),
    ("operator-organisations", "/operator/organisations"),
    ("operator-quotas", "/operator/quotas"),
    ("operator-support", "/operator/support"),
    ("operator-announcements", "/operator/announcements"),
    ("operator-health", "/operator/health"),
    ("operator-backups", "/operator/backups"),
    (FILES, "/operator/mail"),
];

/// The entry that is there only when mail goes to files.
const FILES: &str = "operator-mail";

impl From<OperatorError> for Error {
    fn from(error: OperatorError) -> Self {
        match error {
            OperatorError::Database(fault) => fault.into(),
            OperatorError::NotFound => Self::NotFound,
            OperatorError::Organisation(fault) => fault.into(),
            OperatorError::Joined => Self::Conflict("operator-conflict-joined"),
            OperatorError::Mail(fault) => Self::Internal(fault),
        }
    }
}

/// What a page of the operator knows, around what this one adds.
#[must_use]
pub fn within(visit: &Visit, own: Json) -> Json {
    let has_files = visit.app.transport.folder().is_some();
    let shown = NAVIGATION.iter().filter(|(key, _)| *key != FILES || has_files);
    let nav: Vec<Json> = shown
        .map(|(key, href)| {
            let below = *href != "/operator" && visit.path.starts_with(href);
            json!({ "key": key, "href": href, "current": below || visit.path == *href })
        })
        .collect();
    let viewer = visit.session.map(|_| json!({ "name": visit.words("operator-viewer") }));
    let mut context = json!({ "nav": nav, "viewer": viewer });
    if let (Json::Object(context), Json::Object(own)) = (&mut context, own) {
        context.extend(own);
    }
    context
}

/// The account of who asks; nobody's in the demonstration.
pub(in crate::operator) fn account(visit: &Visit) -> Option<AccountId> {
    visit.session.map(|session| session.account)
}

/// A message with a number in it.
fn counted(visit: &Visit, key: &str, count: i64) -> String {
    visit.app.messages.format(visit.language, key, &args([("count", count)]))
}

/// Mails on one page of the list.
const PAGE: usize = 50;

/// The folder with the mail; an installation with a mail server has no such pages.
fn folder(visit: &Visit) -> Result<PathBuf, Error> {
    visit.app.transport.folder().cloned().ok_or(Error::NotFound)
}

/// Mails hold live links and speak of cases: who runs an installation reads none of them on a page.
fn may_be_read(visit: &Visit) -> bool {
    visit.app.settings.demonstration
}

/// Where the files are, for whoever has the machine.
fn kept_as_files(visit: &Visit, folder: &Path) -> Answer {
    let context = json!({
        "title": visit.words("operator-mail-title"),
        "folder": std::path::absolute(folder).as_deref().unwrap_or(folder).display().to_string(),
    });
    visit.plain("operator/mail_files.html", within(visit, context))
}

fn unread(fault: &std::io::Error) -> DbError {
    DbError::Unavailable(fault.to_string())
}

async fn list(visit: Visit, _operator: Operator) -> Answer {
    let folder = folder(&visit)?;
    if !may_be_read(&visit) {
        return kept_as_files(&visit, &folder);
    }
    let words = visit.query.text("q").to_owned();
    let page = visit.query.text("page").parse::<usize>().unwrap_or(1).max(1);
    let searched = words.clone();
    let (total, mails) = visit
        .app
        .work(move |_database| {
            let read = || {
                let ids = letters::list(&folder)?;
                let skipped = (page - 1).saturating_mul(PAGE);
                if searched.is_empty() {
                    let ids_here: Vec<String> = ids.iter().skip(skipped).take(PAGE).cloned().collect();
                    return Ok((ids.len(), letters::summaries(&folder, &ids_here, "")?));
                }
                let found = letters::summaries(&folder, &ids, &searched)?;
                Ok((found.len(), found.into_iter().skip(skipped).take(PAGE).collect()))
            };
            read().map_err(|fault: std::io::Error| unread(&fault))
        })
        .await?;
    let before = (page - 1).saturating_mul(PAGE);
    let link = |page: usize| {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        if !words.is_empty() {
            query.append_pair("q", &words);
        }
        format!("/operator/mail?{}", query.append_pair("page", &page.to_string()).finish())
    };
    let context = json!({
        "title": visit.words("operator-mail-title"),
        "total": total,
        "first": before + 1,
        "last": before + mails.len(),
        "previous": (page > 1).then(|| link(page - 1)),
        "next": (before + mails.len() < total).then(|| link(page + 1)),
        "mails": mails,
        "q": words,
        "form": { "q": words },
    });
    visit.plain("operator/mails.html", within(&visit, context))
}

async fn show(visit: Visit, _operator: Operator, path: web::Path<String>) -> Answer {
    let (folder, id) = (folder(&visit)?, path.into_inner());
    if !may_be_read(&visit) {
        return Err(Error::NotFound);
    }
    let found =
        visit.app.work(move |_database| letters::get(&folder, &id).map_err(|fault| unread(&fault))).await?;
    let letter = found.ok_or(Error::NotFound)?;
    let context = json!({ "title": letter.summary.subject, "mail": letter });
    visit.plain("operator/mail.html", within(&visit, context))
}
