//! A form that met an ended session, or must wait for the password, is kept and offered after signing in: one
//! place for every form behind a session (DESIGN 3, Sessions), but those with which people prove who they are.
//!
//! Kept for the account whose session it was, in this browser: a cookie of an ended session still says for
//! whom. Who signed out in another tab has no cookie left: then it is for the account of the browser, where it
//! is the only one. Where nobody can be named, nothing is kept.

use actix_web::cookie::Cookie;
use actix_web::cookie::time::Duration;
use actix_web::http::Method;
use actix_web::{HttpMessage, HttpRequest, HttpResponse};

use super::body::Unread;
use super::cookies;
use super::error::Error;
use super::route::Door;
use super::visit::{Visit, see_other, session_cookie};
use crate::access::address::Token;
use crate::access::devices;
use crate::access::kept::{self, HOURS, Kept};
use crate::access::session;
use crate::db::ids::AccountId;

/// The page that offers what was kept.
pub const PAGE: &str = "/sign-in/kept";

/// Where passwords and codes are typed, and nothing else: there is nothing to keep of these forms.
const PROOFS: &[&str] = &["/sign-in", "/account/password", "/account/second-factor"];

/// The name of the cookie that leads to what was kept.
#[must_use]
pub fn kept_cookie(secure: bool) -> &'static str {
    if secure { "__Host-polisi-kept" } else { "polisi-kept" }
}

/// The token of the browser, when it has one.
#[must_use]
pub fn token(request: &HttpRequest, secure: bool) -> Option<Token> {
    request.cookie(kept_cookie(secure)).and_then(|cookie| Token::parse(cookie.value()))
}

/// The answer that leads to sign in, and to the form after that; nothing when nothing is kept.
/// `way_back` is for who doesn't give the password: it is put behind the address.
pub async fn keep(request: &HttpRequest, error: &Error, way_back: &str) -> Option<HttpResponse> {
    let back = match error {
        Error::SignIn(_) => Error::SignIn(PAGE.to_owned()),
        Error::PasswordAgain(_) => Error::PasswordAgain(PAGE.to_owned()),
        _ => return None,
    };
    let cookie = store(request).await?;
    let mut answer = see_other(&format!("{}{way_back}", back.elsewhere()?));
    answer.add_cookie(&cookie).ok()?;
    Some(answer)
}

/// Keeps a form for which there was no turn, that came too soon after others, or that an organisation which closes
/// doesn't take; the cookie that leads to it.
pub async fn hold(request: &HttpRequest, error: &Error) -> Option<Cookie<'static>> {
    if !matches!(error, Error::TooFast(_) | Error::Unavailable(_) | Error::Closing) {
        return None;
    }
    Visit::once(request).await.ok()?.session?;
    store(request).await
}

/// Keeps the form of a request for the account whose session it was.
async fn store(request: &HttpRequest) -> Option<Cookie<'static>> {
    let visit = form_to_keep(request).await?;
    let account = match account(request, &visit) {
        Some(account) => account,
        None => owner_of_the_browser(&visit).await?,
    };
    let body = request.extensions_mut().remove::<Unread>()?.body(request);
    let fields = body.without_files().await.ok()?;
    // Who reports without a name leaves no trace of an account.
    if fields.has("anonymous") {
        return None;
    }
    let form = Kept { address: visit.address.clone(), fields: kept::worth_keeping(fields.into_pairs())? };
    let (token, now) = (Token::new(), visit.now);
    let given = token.clone();
    let stored: Result<(), crate::db::Error> = visit
        .app
        .work(move |database| {
            database.write_system(move |system| kept::keep(system, now, &token, account, &form))
        })
        .await;
    if let Err(fault) = stored {
        tracing::warn!(%fault, "what was typed was not kept");
        return None;
    }
    let secure = visit.app.settings.is_secure();
    let cookie = cookies::own(kept_cookie(secure), given.reveal().to_owned(), secure);
    Some(cookie.max_age(Duration::hours(HOURS)).finish())
}

/// After an accepted form: what was kept of it has been sent.
pub async fn sent(request: &HttpRequest) {
    let secure =
        request.app_data::<actix_web::web::Data<super::App>>().is_some_and(|app| app.settings.is_secure());
    let Some(token) = token(request, secure) else { return };
    let Some(visit) = form_to_keep(request).await else { return };
    let address = visit.address.clone();
    let removed: Result<(), crate::db::Error> = visit
        .app
        .work(move |database| {
            database.write_system(move |system| kept::remove(system, &token, Some(&address)))
        })
        .await;
    if let Err(fault) = removed {
        tracing::warn!(%fault, "a kept form that was sent was not removed");
    }
}

async fn form_to_keep(request: &HttpRequest) -> Option<Visit> {
    if request.method() != Method::POST {
        return None;
    }
    let visit = Visit::once(request).await.ok()?;
    visit.route.is_some_and(|route| is_kept(route.door, route.path)).then_some(visit)
}

/// Whether what is typed into a form is worth keeping.
fn is_kept(door: Door, path: &str) -> bool {
    match door {
        Door::Member(_) | Door::Operator => true,
        Door::SignedIn => !PROOFS.iter().any(|begin| path.starts_with(begin)),
        Door::Public | Door::Link | Door::Kiosk | Door::Support | Door::Development => false,
    }
}

fn account(request: &HttpRequest, visit: &Visit) -> Option<AccountId> {
    if let Some(session) = visit.session {
        return Some(session.account);
    }
    let cookie = request.cookie(session_cookie(visit.app.settings.is_secure()))?;
    session::whose(visit.app.database.keyring(), cookie.value())
}

async fn owner_of_the_browser(visit: &Visit) -> Option<AccountId> {
    let (now, browser) = (visit.now, visit.browser.clone());
    let found: Result<Option<AccountId>, crate::db::Error> = visit
        .app
        .look(move |database| database.read_system(|system| devices::owner_of(system, now, &browser)))
        .await;
    found.unwrap_or_else(|fault| {
        tracing::warn!(%fault, "nobody could be named for what was typed");
        None
    })
}

#[cfg(test)]
mod tests {
    use super::is_kept;
    use crate::access::Action;
    use crate::web::Door;

    #[test]
    fn forms_behind_a_session_are_kept_and_proofs_of_who_somebody_is_are_not() {
        for (door, path, expected) in [
            (Door::Member(Action::GrantRoles), "/o/{slug}/people/add", true),
            (Door::Operator, "/operator/organisations/{organisation}/suspend", true),
            (Door::SignedIn, "/sign-up/organisation", true),
            (Door::SignedIn, "/account/email", true),
            (Door::SignedIn, "/account/password", false),
            (Door::SignedIn, "/account/second-factor/app", false),
            (Door::SignedIn, "/sign-in/again", false),
            (Door::SignedIn, "/sign-in/kept/discard", false),
            (Door::Public, "/sign-in", false),
            (Door::Kiosk, "/kiosk/sign-in", false),
            (Door::Link, "/report/{token}", false),
        ] {
            assert_eq!(is_kept(door, path), expected, "{door:?} {path}");
        }
    }
}
