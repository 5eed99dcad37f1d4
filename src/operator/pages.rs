//! `/operator/mail`: mail that goes to files.

use std::path::PathBuf;

use actix_web::web;
use serde_json::json;

use super::letters;
use crate::db::Error as DbError;
use crate::web::{Answer, Door, Error, Operator, Route, Visit};

/// The URLs of this slice.
pub const ROUTES: &[Route] = &[
    Route::get("/operator/mail", Door::Operator, || web::to(list)),
    Route::get("/operator/mail/{id}", Door::Operator, || web::to(show)),
];

/// Mails on one page of the list.
const PAGE: usize = 50;

/// The folder with the mail; an installation with a mail server has no such pages.
fn folder(visit: &Visit) -> Result<PathBuf, Error> {
    visit.app.transport.folder().cloned().ok_or(Error::NotFound)
}

fn unread(fault: &std::io::Error) -> DbError {
    DbError::Unavailable(fault.to_string())
}

async fn list(visit: Visit, _operator: Operator) -> Answer {
    let folder = folder(&visit)?;
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
    visit.plain("operator/mails.html", context)
}

async fn show(visit: Visit, _operator: Operator, path: web::Path<String>) -> Answer {
    let (folder, id) = (folder(&visit)?, path.into_inner());
    let found =
        visit.app.work(move |_database| letters::get(&folder, &id).map_err(|fault| unread(&fault))).await?;
    let letter = found.ok_or(Error::NotFound)?;
    visit.plain("operator/mail.html", json!({ "title": letter.summary.subject, "mail": letter }))
}
