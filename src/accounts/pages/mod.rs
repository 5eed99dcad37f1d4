//! The pages of accounts.

mod account;
mod choosing;
mod email;
mod joining;
mod keeping;
mod locking;
mod own_password;
mod passwords;
mod signing_in;

use actix_web::HttpResponse;
use actix_web::cookie::Cookie;
use actix_web::cookie::time::Duration;
use actix_web::http::header;
use actix_web::web;

use super::{AccountError, store};
use crate::access::devices::{Browser, KNOWN_DAYS};
use crate::access::guesses::Guess;
use crate::access::passwords::Password;
use crate::access::{Session, session};
use crate::accounts;
use crate::db::Error as DbError;
use crate::db::ids::AccountId;
use crate::messages::Language;
use crate::telemetry::security::Event;
use crate::web::cookies;
use crate::web::visit::{browser_cookie, session_cookie};
use crate::web::{Door, Error, Fields, FormErrors, Route, Sensitivity, Visit};

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
    Route::get("/sign-in/kept", Door::SignedIn, || web::to(keeping::offer)),
    Route::post("/sign-in/kept/discard", Door::SignedIn, || web::to(keeping::discard)),
    Route::get("/account", Door::SignedIn, || web::to(account::show)),
    Route::get("/account/sessions/end", Door::SignedIn, || web::to(account::back)),
    Route::post("/account/sessions/end", Door::SignedIn, || web::to(account::end)).with(Sensitivity::Fresh),
    Route::post("/account/devices/forget", Door::SignedIn, || web::to(account::forget)),
    Route::get("/account/password", Door::SignedIn, || web::to(own_password::form)),
    Route::post("/account/password", Door::SignedIn, || web::to(own_password::change)),
    Route::get("/account/email", Door::SignedIn, || web::to(email::form)),
    Route::post("/account/email", Door::SignedIn, || web::to(email::ask)),
    Route::get("/email-change/{token}", Door::Link, || web::to(email::confirm_form)),
    Route::post("/email-change/{token}", Door::Link, || web::to(email::confirm)),
    Route::get("/email-undo/{token}", Door::Link, || web::to(email::undo_form)),
    Route::post("/email-undo/{token}", Door::Link, || web::to(email::undo)),
    Route::get("/account-lock/{token}", Door::Link, || web::to(locking::form)),
    Route::post("/account-lock/{token}", Door::Link, || web::to(locking::lock)),
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
            AccountError::SomebodyElse => Self::Conflict("signin-invitation-somebody-else"),
            AccountError::EmailTaken | AccountError::Wrong => Self::Conflict("signin-error-wrong"),
            AccountError::Organisation(fault) => Self::Internal(fault.to_string()),
        }
    }
}

/// 303 with the session's cookie, and the one by which the browser is known again.
pub(in crate::accounts) fn signed_in(visit: &Visit, token: String, to: &str) -> HttpResponse {
    let secure = visit.app.settings.is_secure();
    visit.note(Event::SignedIn, session::whose(visit.app.database.keyring(), &token));
    let session = cookies::own(session_cookie(secure), token, secure).finish();
    let browser = naming_cookie(visit, &visit.browser);
    let mut answer = HttpResponse::SeeOther();
    answer.insert_header((header::LOCATION, to)).cookie(session).cookie(browser).finish()
}

/// The cookie by which a browser is known again.
fn naming_cookie(visit: &Visit, browser: &Browser) -> Cookie<'static> {
    let secure = visit.app.settings.is_secure();
    let cookie = cookies::own(browser_cookie(secure), browser.reveal().to_owned(), secure);
    cookie.max_age(Duration::days(KNOWN_DAYS)).finish()
}

/// 303 without a session.
fn signed_out(visit: &Visit, to: &str) -> HttpResponse {
    see_other_without(session_cookie(visit.app.settings.is_secure()), visit, to)
}

/// 303 that takes a cookie away.
fn see_other_without(name: &'static str, visit: &Visit, to: &str) -> HttpResponse {
    let cookie = cookies::gone(name, visit.app.settings.is_secure());
    HttpResponse::SeeOther().insert_header((header::LOCATION, to)).cookie(cookie).finish()
}

/// Answers in the language of the account that a live link leads to, as its mail was written; that language.
async fn in_language_of(visit: &mut Visit, account: AccountId) -> Result<Language, Error> {
    let known: Result<_, DbError> =
        visit.app.look(move |database| database.read_system(|system| store::by_id(system, account))).await;
    let language = known?.map_or(Language::English, |known| known.language);
    visit.reads(language);
    Ok(language)
}

/// Whether the password that somebody signed in typed is theirs; counted like every guess. With it, the hash
/// that it was compared with.
async fn check_password(visit: &Visit, session: Session, typed: &str) -> Result<Option<String>, Error> {
    let (app, now, account) = (&visit.app, visit.now, session.account);
    let guess = Guess::new(app.database.keyring(), "again", &account.to_string(), visit.from);
    let taken = visit.take_try(vec![guess]).await?;
    let known: Result<_, DbError> =
        app.look(move |database| database.read_system(|system| store::by_id(system, account))).await;
    let hash = known?.map(|known| known.password_hash);
    if visit.weigh(&taken, app.hasher.verify(visit.from, Password::typed(typed), hash.clone())).await? {
        visit.was_right(taken).await?;
        return Ok(hash);
    }
    let refused: Result<(), AccountError> = app
        .work(move |database| {
            database.write_system(move |system| accounts::refuse(system, now, Some(account)))
        })
        .await;
    refused?;
    visit.note(Event::WrongPassword, None);
    Ok(None)
}

/// What was typed for the password of somebody signed in, or what is wrong with it.
async fn own_password(
    visit: &Visit,
    session: Session,
    fields: &Fields,
    errors: &mut FormErrors,
) -> Result<Option<String>, Error> {
    if fields.raw("password").is_empty() {
        errors.add("password", "signin-error-password-empty");
        return Ok(None);
    }
    let right = check_password(visit, session, fields.raw("password")).await?;
    if right.is_none() {
        errors.add("password", "sessions-error-password");
    }
    Ok(right)
}
