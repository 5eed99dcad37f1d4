//! Pages that belong to no slice: start, a filled example, help, static files, health, the gallery of parts.

mod example;
mod privacy;

use std::sync::Arc;

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use serde_json::json;

use crate::db::{Database, Error as DbError};
use crate::web::{Answer, Door, Error, Route, Visit, assets, see_other};

/// The URLs of this slice.
pub const ROUTES: &[Route] = &[
    Route::get("/", Door::Public, || web::to(start)),
    Route::get("/help", Door::Public, || web::to(help)),
    Route::get("/accessibility", Door::Public, || web::to(accessibility)),
    Route::get("/privacy", Door::Public, || web::to(privacy::show)),
    Route::get("/cookies", Door::Public, || web::to(cookies)),
    Route::get("/example", Door::Public, || web::to(example::show)),
    Route::get("/example/{template}", Door::Public, || web::to(example::policy)),
    Route::get("/healthz", Door::Public, || web::to(alive)),
    Route::get("/readyz", Door::Public, || web::to(ready)),
    Route::get("/static/{name}", Door::Public, || web::to(asset)),
    #[cfg(debug_assertions)]
    Route::get("/gallery", Door::Development, || web::to(gallery)),
];

/// The front page: signed-in people go to their organisation, others learn what Polisi is.
async fn start(visit: Visit) -> Answer {
    if visit.session.is_some() {
        return Ok(see_other("/organisations"));
    }
    let sign_up = visit.app.settings.sign_up;
    visit.plain("pages/start.html", json!({ "title": visit.words("start-title"), "sign_up": sign_up }))
}

async fn help(visit: Visit) -> Answer {
    fixed(&visit, "pages/help.html", "static-help-title").await
}

async fn accessibility(visit: Visit) -> Answer {
    fixed(&visit, "pages/accessibility.html", "static-accessibility-title").await
}

async fn cookies(visit: Visit) -> Answer {
    fixed(&visit, "pages/cookies.html", "static-cookies-title").await
}

async fn fixed(visit: &Visit, template: &str, title: &str) -> Answer {
    std::future::ready(visit.plain(template, json!({ "title": visit.words(title) }))).await
}

/// The process answers.
async fn alive() -> Answer {
    std::future::ready(Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n"))).await
}

/// The process and its database answer, and there is room to write. A scanner that gave no answer is said, and no more:
/// concerns are reported without files.
async fn ready(visit: Visit) -> Answer {
    let (disk, now) = (Arc::clone(&visit.app.disk), visit.now);
    let look = move |database: &Database| {
        database.read_system(crate::keys::store::mail_is_held)?;
        Ok::<_, DbError>(disk.fault(now))
    };
    if let Some(fault) = visit.app.look(look).await? {
        let answer =
            HttpResponse::ServiceUnavailable().content_type("text/plain; charset=utf-8").body(fault + "\n");
        return Ok(answer);
    }
    let body = if visit.app.scanner.was_away() { "ready\nscanner away\n" } else { "ready\n" };
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(body))
}

async fn asset(visit: Visit) -> Answer {
    let found = assets::find(&visit.path).ok_or(Error::NotFound);
    let (kind, bytes) = std::future::ready(found).await?;
    Ok(HttpResponse::Ok()
        .content_type(kind)
        .insert_header((header::CACHE_CONTROL, assets::CACHE_CONTROL))
        .body(bytes))
}

#[cfg(debug_assertions)]
async fn gallery(visit: Visit) -> Answer {
    use crate::web::gallery;
    let sheet = gallery::rendition();
    let context = visit.context(gallery::gallery_context(visit.query.has("faults")));
    std::future::ready(visit.render(
        "gallery/gallery.html",
        actix_web::http::StatusCode::OK,
        context,
        &[("rendition", &sheet)],
    ))
    .await
}
