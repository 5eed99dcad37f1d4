//! The pages of signing up.

mod begin;
mod check;
mod confirm;
mod steps;

use actix_web::cookie::time::Duration;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};

use super::{Code, HOURS, Proof, SignUp, store};
use crate::access::address::Token;
use crate::access::passwords::Busy;
use crate::db::Error as DbError;
use crate::web::{Door, Error, Route, Visit, cookies, see_other};

/// The URLs of this slice.
pub const ROUTES: &[Route] = &[
    Route::get("/sign-up", Door::Public, || web::to(begin::form)),
    Route::post("/sign-up", Door::Public, || web::to(begin::begin)),
    Route::get("/sign-up/check", Door::Public, || web::to(check::form)),
    Route::post("/sign-up/check", Door::Public, || web::to(check::check)),
    Route::post("/sign-up/send-again", Door::Public, || web::to(check::again)),
    Route::get("/sign-up/confirm/{token}", Door::Link, || web::to(confirm::form)),
    Route::post("/sign-up/confirm/{token}", Door::Link, || web::to(confirm::confirm)),
    Route::get("/sign-up/nation", Door::SignedIn, || web::to(steps::nation_form)),
    Route::post("/sign-up/nation", Door::SignedIn, || web::to(steps::nation)),
    Route::get("/sign-up/services", Door::SignedIn, || web::to(steps::services_form)),
    Route::post("/sign-up/services", Door::SignedIn, || web::to(steps::services)),
    Route::get("/sign-up/organisation", Door::SignedIn, || web::to(steps::organisation_form)),
    Route::post("/sign-up/organisation", Door::SignedIn, || web::to(steps::organisation)),
];

/// The name of the cookie that binds a sign-up to the browser that began it.
const fn browser_cookie(secure: bool) -> &'static str {
    if secure { "__Host-polisi-sign-up" } else { "polisi-sign-up" }
}

/// The browser's own secret, when it began a sign-up.
fn browser(visit: &Visit, request: &HttpRequest) -> Option<Token> {
    let cookie = request.cookie(browser_cookie(visit.app.settings.is_secure()))?;
    Token::parse(cookie.value())
}

/// 303 with the cookie of the browser that began.
fn remembered(visit: &Visit, browser: &Token, to: &str) -> HttpResponse {
    let secure = visit.app.settings.is_secure();
    let cookie = cookies::own(browser_cookie(secure), browser.reveal().to_owned(), secure);
    let cookie = cookie.max_age(Duration::hours(HOURS)).finish();
    HttpResponse::SeeOther().insert_header((header::LOCATION, to)).cookie(cookie).finish()
}

/// The sign-up that this browser began, confirmed or not.
async fn begun(visit: &Visit, request: &HttpRequest) -> Result<Option<(Token, SignUp)>, Error> {
    let Some(token) = browser(visit, request) else { return Ok(None) };
    let asked = token.clone();
    let found: Result<_, DbError> = visit
        .app
        .look(move |database| database.read_system(|system| store::of_browser(system, &asked)))
        .await;
    Ok(found?.map(|row| (token, row)))
}

/// A new code and link, hashed away from the database.
async fn proof(visit: &Visit) -> Result<Proof, Busy> {
    let code = Code::new();
    let code_hash = visit.app.hasher.hash(visit.from, code.for_hashing()).await?;
    Ok(Proof { code, code_hash, link: Token::new() })
}

/// Where somebody goes who has nothing to go on with here.
fn to_the_start() -> HttpResponse {
    see_other("/sign-up")
}
