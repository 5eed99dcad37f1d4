//! The member of the address, as an argument of a handler: authorisation can't be forgotten.
//!
//! The action comes from the table of contents, by the pattern that matched; a handler that names `Member`
//! on a route without one never runs.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use super::bounded;
use super::closing;
use super::done;
use super::error::Error;
use super::route::{Door, Sensitivity};
use super::visit::Visit;
use crate::access::{Member, Session, member};
use crate::clock::Moment;
use crate::db::Entry;

/// Minutes that a fresh proof of identity lasts.
const FRESH_MINUTES: i64 = 15;

impl FromRequest for Member {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let visit = Visit::once(&request).await?;
            let slug = request.match_info().get("slug").unwrap_or_default().to_owned();
            of(&visit, slug).await
        })
    }
}

pub(super) async fn of(visit: &Visit, slug: String) -> Result<Member, Error> {
    let route = visit.route.ok_or(Error::NotFound)?;
    let Door::Member(action) = route.door else {
        return Err(Error::Internal(format!("{route:?} has no action for members")));
    };
    let session = visit.session.ok_or_else(|| visit.sign_in_first())?;
    let (today, entered) = (visit.now.day(), slug.clone());
    let found: Result<_, crate::db::Error> =
        visit.app.look(move |database| member::enter(database, session, &entered, today)).await;
    let Some(member) = found? else { return Err(kept_out(visit, session, slug).await?) };
    visit.notes.organisation(member.organisation());
    if visit.app.settings.second_factor.stops(member.needs_factor(), session.has_factor) {
        return Err(Error::SecondFactor(visit.address.clone()));
    }
    if !member.may(action) {
        return Err(Error::Forbidden);
    }
    if !is_fresh_enough(&session, route.sensitivity, visit.now) {
        return Err(Error::PasswordAgain(visit.address.clone()));
    }
    bounded::entered(visit, member.organisation())?;
    if closing::stops(&member, &route) {
        return Err(Error::Closing);
    }
    done::with_first_tasks(visit, member).await
}

/// Why somebody isn't let in: members of a suspended or closed organisation are told, to all others it isn't there.
async fn kept_out(visit: &Visit, session: Session, slug: String) -> Result<Error, Error> {
    let kept_out: Result<_, crate::db::Error> =
        visit.app.look(move |database| member::is_kept_out(database, session, &slug)).await;
    Ok(kept_out?.map_or(Error::NotFound, Error::from))
}

/// Whether who sits there has proved it lately. The password is what is asked for again, for accounts with
/// a second factor too: no session of theirs lives that hasn't seen a code, at most twenty hours ago, and
/// what is feared here is a browser left alone or a stolen cookie, whose finder lacks the password. A code
/// would stop only somebody who has the password too, and would send a manager to the phone a dozen times
/// a day. What weakens the second factor itself asks for a code on its own page (`accounts::factor`).
pub(super) fn is_fresh_enough(session: &Session, sensitivity: Sensitivity, now: Moment) -> bool {
    let lately = |at: Moment| now < at.plus_minutes(FRESH_MINUTES);
    match sensitivity {
        Sensitivity::Normal => true,
        Sensitivity::Sensitive => session.reauthenticated_at.is_some(),
        Sensitivity::Fresh => lately(session.signed_in_at) || session.reauthenticated_at.is_some_and(lately),
    }
}

/// Somebody with a session, on pages outside the organisations.
impl FromRequest for Session {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let visit = Visit::once(&request).await?;
            let session = visit.session.ok_or_else(|| visit.sign_in_first())?;
            let sensitivity = visit.route.map_or(Sensitivity::Normal, |route| route.sensitivity);
            if is_fresh_enough(&session, sensitivity, visit.now) {
                Ok(session)
            } else {
                Err(Error::PasswordAgain(visit.address))
            }
        })
    }
}
