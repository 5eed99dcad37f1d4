//! What takes much work is bounded here, for every URL that the table of contents calls heavy: how much one
//! person, network and organisation may ask for, how much is done at a time, and who comes next.
//!
//! A turn is taken for each piece of work, not while a body is read, and it goes with the work to its
//! thread: somebody who goes away, or work that panics, gives it back when the work ends and not before.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method as Verb;
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpResponse, web};

use super::body::Unread;
use super::error::Error as Answered;
use super::receiving;
use super::route::{Door, Method, Pattern};
use super::state::App;
use super::visit::Visit;
use crate::access::guesses::network;
use crate::access::pace::{Asker, Kind};
use crate::access::turns::{Bounds, Turn, Turns};
use crate::clock::Moment;
use crate::db::Error;
use crate::db::ids::OrganisationId;

/// Those that may wait for a turn.
const WAITING: usize = 64;
/// How long one waits.
const PATIENCE: Duration = Duration::from_secs(20);

/// Turns at heavy work: half of the processors, at least two. Each may take the memory of one PDF.
#[must_use]
pub fn turns(processors: usize) -> Arc<Turns> {
    let at_once = processors.div_euclid(2).clamp(2, 8);
    Turns::new(Bounds { at_once, waiting: WAITING, patience: PATIENCE })
}

/// Where a request takes its turns, and for whom, once that is known.
struct Share {
    turns: Arc<Turns>,
    whose: OnceLock<Vec<u8>>,
}

tokio::task_local! {
    static SHARE: Share;
}

/// Marks that what a request does from here on takes turns, as work for an organisation.
fn work_for(organisation: OrganisationId) {
    // Outside a heavy request nothing is there to mark.
    drop(SHARE.try_with(|share| share.whose.set(organisation.to_string().into_bytes())));
}

/// Whether the work of this request takes turns.
pub(super) fn takes_turns() -> bool {
    SHARE.try_with(|share| share.whose.get().is_some()).unwrap_or(false)
}

/// A turn for the next piece of work; none is needed where the request isn't heavy.
async fn turn() -> Result<Option<Turn>, Error> {
    let of = |share: &Share| share.whose.get().map(|whose| (Arc::clone(&share.turns), whose.clone()));
    let Some((turns, whose)) = SHARE.try_with(of).ok().flatten() else { return Ok(None) };
    let busy = || Error::Unavailable("too much heavy work waits".to_owned());
    turns.take(Some(whose)).await.map(Some).ok_or_else(busy)
}

/// Does slow work away from the web worker; that of a heavy request in its turn. The turn ends with the
/// work, also when nobody waits for it any more.
///
/// # Errors
/// Too much waits, or the work panicked.
pub async fn block<R: Send + 'static>(work: impl FnOnce() -> R + Send + 'static) -> Result<R, Error> {
    let turn = turn().await?;
    let done = web::block(move || {
        let _held = turn;
        work()
    });
    done.await.map_err(|_gone| Error::Unavailable("no thread was free".to_owned()))
}

/// A member is let in: heavy work of an organisation counts, and takes turns.
pub(super) fn entered(visit: &Visit, organisation: OrganisationId) -> Result<(), Answered> {
    if visit.route.is_none_or(|route| !route.is_heavy) {
        return Ok(());
    }
    work_for(organisation);
    let over = visit.app.pace.count(visit.now, Kind::Heavy, Asker::Organisation(organisation));
    over.map_or(Ok(()), |over| Err(Answered::TooFast(over.seconds)))
}

/// The limits, as middleware.
///
/// # Errors
/// Those of the inner service.
pub async fn bounded(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let Some((app, pattern)) = counted(&request) else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let (method, kind) =
        if request.method().is_safe() { (Method::Get, Kind::Look) } else { (Method::Post, Kind::Change) };
    let route = app.route(method, pattern);
    let heavy = route.filter(|route| route.is_heavy);
    let visit = Visit::once(request.request()).await;
    let visit =
        visit.unwrap_or_else(|_away| Visit::without_session(app.clone(), request.request(), app.clock.now()));
    let asker = visit.session.map_or(Asker::Network(visit.from), |session| Asker::Account(session.account));
    let kinds = [Some(kind), heavy.map(|_| Kind::Heavy)];
    if let Some(error) = refused(&app, visit.now, asker, kinds) {
        // What was sent is still there for who keeps it.
        if request.method() == Verb::POST && error.1 {
            let unread = Unread::of(request.take_payload());
            request.extensions_mut().insert(unread);
        }
        let response = HttpResponse::from_error(error.0);
        // With its error, from which the page is made.
        return Ok(ServiceResponse::new(request.into_parts().0, response));
    }
    if let Err(error) = receiving::receive(&mut request, &visit).await {
        let response = HttpResponse::from_error(error);
        return Ok(ServiceResponse::new(request.into_parts().0, response));
    }
    let Some(route) = heavy else { return Ok(next.call(request).await?.map_into_boxed_body()) };
    let share = Share { turns: Arc::clone(&app.turns), whose: OnceLock::new() };
    if !matches!(route.door, Door::Member(_)) {
        drop(share.whose.set(network(visit.from)));
    }
    Ok(SHARE.scope(share, next.call(request)).await?.map_into_boxed_body())
}

/// The pattern of what is counted. Files of the program and the questions whether it lives are not.
fn counted(request: &ServiceRequest) -> Option<(web::Data<App>, &'static str)> {
    let app = request.app_data::<web::Data<App>>()?.clone();
    let pattern = request.app_data::<Pattern>()?.0;
    (!matches!(pattern, "/static/{name}" | "/healthz" | "/readyz")).then_some((app, pattern))
}

/// What is answered to who asked too often, and whether their form is kept.
fn refused(app: &App, now: Moment, asker: Asker, kinds: [Option<Kind>; 2]) -> Option<(Answered, bool)> {
    let each = kinds.into_iter().flatten();
    let over = each.filter_map(|kind| app.pace.count(now, kind, asker)).max_by_key(|over| over.seconds)?;
    Some((Answered::TooFast(over.seconds), over.kept))
}
