//! The pages of accounts.

mod choosing;
mod joining;
mod passwords;
mod signing_in;

use actix_web::HttpResponse;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header;
use actix_web::web;

use super::AccountError;
use crate::web::visit::session_cookie;
use crate::web::{Door, Error, Route, Visit};

/// The URLs of this slice.
pub const ROUTES: &[Route] = &[
    Route::get("/sign-in", Door::Public, || web::to(signing_in::form)),
    Route::post("/sign-in", Door::Public, || web::to(signing_in::sign_in)),
    Route::get("/sign-in/again", Door::SignedIn, || web::to(signing_in::again_form)),
    Route::post("/sign-in/again", Door::SignedIn, || web::to(signing_in::again)),
    Route::get("/sign-out", Door::Public, || web::to(signing_in::sign_out_form)),
    Route::post("/sign-out", Door::Public, || web::to(signing_in::sign_out)),
    Route::get("/organisations", Door::SignedIn, || web::to(choosing::organisations)),
    Route::get("/password-reset", Door::Public, || web::to(passwords::ask_form)),
    Route::post("/password-reset", Door::Public, || web::to(passwords::ask)),
    Route::get("/password-reset/{token}", Door::Link, || web::to(passwords::choose_form)),
    Route::post("/password-reset/{token}", Door::Link, || web::to(passwords::choose)),
    Route::get("/sign-up/{token}", Door::Link, || web::to(joining::first_form)),
    Route::post("/sign-up/{token}", Door::Link, || web::to(joining::first)),
    Route::get("/invitations/{token}", Door::Link, || web::to(joining::invitation)),
    Route::post("/invitations/{token}", Door::Link, || web::to(joining::join)),
    Route::get("/.well-known/change-password", Door::Public, || web::to(passwords::well_known)),
];

impl From<AccountError> for Error {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::Database(fault) => fault.into(),
            AccountError::Busy(busy) => busy.into(),
            AccountError::Mail(fault) => fault.into(),
            AccountError::TooMany(seconds) => Self::TooMany(seconds),
            AccountError::LinkEnded => Self::Gone("signin-reset-ended-body"),
            AccountError::EmailTaken | AccountError::Wrong => Self::Conflict("signin-error-wrong"),
            AccountError::Organisation(fault) => Self::Internal(fault.to_string()),
        }
    }
}

/// 303 with the session's cookie.
pub(super) fn signed_in(visit: &Visit, token: String, to: &str) -> HttpResponse {
    let secure = visit.app.settings.is_secure();
    let cookie = Cookie::build(session_cookie(secure), token)
        .path("/")
        .http_only(true)
        .secure(secure)
        .same_site(SameSite::Lax)
        .finish();
    HttpResponse::SeeOther().insert_header((header::LOCATION, to)).cookie(cookie).finish()
}

/// 303 without a session.
fn signed_out(visit: &Visit, to: &str) -> HttpResponse {
    let secure = visit.app.settings.is_secure();
    let mut cookie =
        Cookie::build(session_cookie(secure), "").path("/").http_only(true).secure(secure).finish();
    cookie.make_removal();
    HttpResponse::SeeOther().insert_header((header::LOCATION, to)).cookie(cookie).finish()
}
