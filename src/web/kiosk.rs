//! The tablet, and who is signed in at it, as arguments of a handler: nobody gets to these pages without.
//!
//! Their cookies are their own. A tablet's says nothing about a person, a person's nothing about an account.

use std::future::Future;
use std::pin::Pin;

use actix_web::cookie::Cookie;
use actix_web::cookie::time::Duration;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use super::cookies;
use super::error::Error;
use super::route::{Door, Route};
use super::visit::{Visit, language_cookie};
use crate::access::address::Token;
use crate::access::{KioskDevice, KioskPerson, Session, kiosk, session};

/// Where who isn't signed in any more is led.
pub const DONE: &str = "/kiosk/done";
/// Where who still has the PIN of their slip is led.
pub const OWN_PIN: &str = "/kiosk/me/pin";
/// What they may do beside: leave, and say that they need more time.
const BESIDE: &[&str] = &[OWN_PIN, "/kiosk/me/finish", "/kiosk/me/more"];

/// The name of a tablet's cookie: bound to https, or plain on a loopback address.
#[must_use]
pub fn device_cookie(secure: bool) -> &'static str {
    if secure { "__Host-polisi-device" } else { "polisi-device" }
}

/// The name of the cookie of who is signed in at a tablet, or on their phone without an account.
#[must_use]
pub fn person_cookie(secure: bool) -> &'static str {
    if secure { "__Host-polisi-kiosk" } else { "polisi-kiosk" }
}

/// The cookie that makes a browser a tablet of a service.
#[must_use]
pub fn enrolled(visit: &Visit, token: &Token) -> Cookie<'static> {
    let secure = visit.app.settings.is_secure();
    let cookie = cookies::own(device_cookie(secure), token.reveal().to_owned(), secure);
    cookie.max_age(Duration::days(kiosk::DEVICE_DAYS)).finish()
}

/// The cookie of somebody who signed in. It goes with the browser.
#[must_use]
pub fn signed_in(visit: &Visit, token: &Token) -> Cookie<'static> {
    let secure = visit.app.settings.is_secure();
    cookies::own(person_cookie(secure), token.reveal().to_owned(), secure).finish()
}

/// What takes from a browser who was signed in at it and the language that they chose.
#[must_use]
pub fn forgotten(visit: &Visit) -> [Cookie<'static>; 2] {
    let secure = visit.app.settings.is_secure();
    [person_cookie(secure), language_cookie(secure)].map(|name| cookies::gone(name, secure))
}

/// The tablet's token, as its cookie has it.
#[must_use]
pub fn device_token(request: &HttpRequest, visit: &Visit) -> Option<Token> {
    let cookie = request.cookie(device_cookie(visit.app.settings.is_secure()))?;
    Token::parse(cookie.value())
}

/// The tablet that a request comes from.
///
/// # Errors
/// The database is away.
pub async fn device_of(request: &HttpRequest, visit: &Visit) -> Result<Option<KioskDevice>, Error> {
    let Some(token) = device_token(request, visit) else { return Ok(None) };
    let now = visit.now;
    Ok(visit.app.look(move |database| kiosk::device(database, now, token.reveal())).await?)
}

/// The pages on which a session begins, or that lead to one.
const BEGINNINGS: &[&str] = &["/sign-in", "/sign-up", "/invitations", "/password-reset"];

/// Whether a session may begin at a URL: a password, a code, an invitation, a sign-up. What asks for a session
/// that is there already leads to one of these.
#[must_use]
pub fn begins_session(route: &Route) -> bool {
    let under = |start: &&str| {
        route.path.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    matches!(route.door, Door::Public | Door::Link) && BEGINNINGS.iter().any(under)
}

/// The session of a request, where its browser isn't a shared tablet. On one no session of an account begins, and
/// one that was there ends: its pages would stay open for the next person. A tablet that was revoked, or that
/// nobody used for too long, is none.
///
/// # Errors
/// A session would begin on a tablet. The database is away.
pub(super) async fn off_the_tablet(
    visit: &Visit,
    request: &HttpRequest,
    session: Option<Session>,
) -> Result<Option<Session>, Error> {
    let begins = visit.route.as_ref().is_some_and(begins_session);
    if (!begins && session.is_none()) || device_of(request, visit).await?.is_none() {
        return Ok(session);
    }
    if let Some(open) = session {
        end(visit, open).await;
    }
    if begins { Err(Error::SharedTablet) } else { Ok(None) }
}

/// Ends a session that was found on a tablet. It opens nothing there in any case: a full disk must not stop reading.
async fn end(visit: &Visit, open: Session) {
    let now = visit.now;
    let ended: Result<(), crate::db::Error> = visit
        .app
        .work(move |database| database.write_system(move |system| session::end(system, now, open.id)))
        .await;
    if let Err(fault) = ended {
        tracing::warn!(%fault, "a session on a tablet was not ended");
    }
}

/// Who is signed in by a request's cookie.
///
/// # Errors
/// The database is away.
pub async fn person_of(request: &HttpRequest, visit: &Visit) -> Result<Option<KioskPerson>, Error> {
    let name = person_cookie(visit.app.settings.is_secure());
    let Some(cookie) = request.cookie(name) else { return Ok(None) };
    let (now, token) = (visit.now, cookie.value().to_owned());
    Ok(visit.app.look(move |database| kiosk::person(database, now, &token)).await?)
}

/// Notes that somebody is still there. A full disk must not stop reading.
pub async fn touch(visit: &Visit, person: &KioskPerson, reading: Option<i64>) {
    let Some(until) = kiosk::touched(person, visit.now, reading) else { return };
    let by = person.clone();
    let noted: Result<(), crate::db::Error> =
        visit.app.write(person, move |tenant| kiosk::keep_until(tenant, &by, until)).await;
    if let Err(fault) = noted {
        tracing::warn!(%fault, "the use of a tablet was not noted");
    }
}

impl FromRequest for KioskDevice {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let visit = Visit::once(&request).await?;
            device_of(&request, &visit).await?.ok_or(Error::First("/kiosk"))
        })
    }
}

impl FromRequest for KioskPerson {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let visit = Visit::once(&request).await?;
            let person = person_of(&request, &visit).await?.ok_or(Error::First(DONE))?;
            if person.must_choose() && !BESIDE.contains(&visit.path.as_str()) {
                return Err(Error::First(OWN_PIN));
            }
            touch(&visit, &person, None).await;
            Ok(person)
        })
    }
}
