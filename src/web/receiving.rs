//! How a body comes in: within a time that grows with what has come, and whole before anybody asks whether its sender may
//! do what it says. Who holds the last byte back until their role, membership or session has ended is then asked as they
//! are now.

use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use actix_web::dev::{Payload, ServiceRequest};
use actix_web::error::PayloadError;
use actix_web::http::header;
use actix_web::web::{Bytes, BytesMut};
use actix_web::{HttpMessage, HttpRequest};
use futures_util::{FutureExt, Stream, StreamExt, stream};
use tokio::time::{Instant, Sleep, sleep};

use super::body::{FORM, FORM_LIMIT, PARTS};
use super::error::Error;
use super::fields::{MOST_FIELDS, MOST_OF_STRANGERS, holds_more};
use super::kiosk;
use super::member;
use super::visit::Visit;
use crate::access::Member;
use crate::access::under_way::{Counted, FREE, Full, Sender};

/// The longest that a form may take, however much of it comes (reference security 9.16).
pub(super) const FORM_TIME: Duration = Duration::from_secs(5 * 60);
/// The longest that a form with files may take.
pub(super) const UPLOAD_TIME: Duration = Duration::from_secs(10 * 60);
/// Bytes of what has come that are good for one second more.
const BYTES_A_SECOND: usize = 16 << 10;
/// The most bytes of a form from who isn't signed in, and of one with files that is read before its handler runs.
const SMALL: usize = 256 << 10;

/// The body was there before the handler began.
#[derive(Debug, Clone, Copy)]
pub(super) struct Received;

/// Reads a form before its handler runs; what was known of its sender is forgotten when one had to wait for it. Uploads are
/// read by their handler.
///
/// # Errors
/// It is too large or has too many fields, comes too slowly, or too much is under way.
pub(super) async fn receive(request: &mut ServiceRequest, visit: &Visit) -> Result<(), Error> {
    if request.method().is_safe() || !is_form(request.request()) {
        return Ok(());
    }
    let known = visit.session.is_some();
    let (most, most_fields) = if known { (FORM_LIMIT, MOST_FIELDS) } else { (SMALL, MOST_OF_STRANGERS) };
    let bodies = &visit.app.bodies;
    let counted = Rc::new(bodies.form(sender(request.request(), visit).await));
    let payload = in_time(request.take_payload(), bodies.patience(), FORM_TIME);
    let mut payload = counting(payload, most, Some(counted));
    let (mut bytes, mut waited) = (BytesMut::new(), false);
    while let Some(chunk) = next(&mut payload, &mut waited).await {
        bytes.extend_from_slice(&chunk.map_err(|fault| broken(&fault))?);
    }
    if kind(request.request()).starts_with(FORM) && holds_more(&bytes, most_fields) {
        return Err(Error::TooLarge);
    }
    request.set_payload(Payload::from(bytes.freeze()));
    request.extensions_mut().insert(Received);
    if waited {
        drop(request.extensions_mut().remove::<Visit>());
    }
    Ok(())
}

/// Whose the bytes of a body are. Who has given their password counts as known while the code is awaited.
async fn sender(request: &HttpRequest, visit: &Visit) -> Sender {
    if let Some(session) = visit.session.or(visit.waiting) {
        return Sender::Account(session.account);
    }
    // What never counts needs no name.
    if length(request).is_some_and(|length| length <= FREE) {
        return Sender::Network(visit.from);
    }
    if let Ok(Some(person)) = kiosk::person_of(request, visit).await {
        return Sender::Staff(person.person());
    }
    match kiosk::device_of(request, visit).await {
        Ok(Some(tablet)) => Sender::Tablet(tablet.device()),
        _ => Sender::Network(visit.from),
    }
}

/// Begins to count the body that a handler reads; nothing where it is there already.
///
/// # Errors
/// The database is away.
pub(super) async fn begin(request: &HttpRequest) -> Result<Option<Rc<Counted>>, Error> {
    if request.extensions().contains::<Received>() {
        return Ok(None);
    }
    let visit = Visit::once(request).await?;
    let sender = sender(request, &visit).await;
    Ok(Some(Rc::new(visit.app.bodies.upload(sender))))
}

/// The next bytes, and whether somebody had to wait for them.
async fn next<S: Stream + Unpin>(payload: &mut S, waited: &mut bool) -> Option<S::Item> {
    match payload.next().now_or_never() {
        Some(chunk) => chunk,
        None => {
            *waited = true;
            payload.next().await
        }
    }
}

/// A form, with files only where they are small.
fn is_form(request: &HttpRequest) -> bool {
    let kind = kind(request);
    kind.starts_with(FORM) || kind.starts_with(PARTS) && length(request).is_some_and(|length| length <= SMALL)
}

/// What a body says that it is; nothing when it doesn't.
fn kind(request: &HttpRequest) -> &str {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.unwrap_or_default()
}

/// How long a body says that it is.
fn length(request: &HttpRequest) -> Option<usize> {
    request.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// A body that ends with a fault when it comes too slowly, or takes longer than any may.
pub(super) fn in_time(
    payload: Payload,
    patience: Duration,
    whole: Duration,
) -> impl Stream<Item = Result<Bytes, PayloadError>> + Unpin {
    let end = Box::pin(sleep(patience.min(whole)));
    let begun = end.deadline();
    let last = begun.checked_add(whole.saturating_sub(patience)).unwrap_or(begun);
    let next = move |(mut payload, mut end, rest): (Payload, Pin<Box<Sleep>>, usize)| async move {
        let chunk = tokio::select! {
            chunk = payload.next() => chunk?,
            () = &mut end => Err(PayloadError::Io(ErrorKind::TimedOut.into())),
        };
        let come = rest.saturating_add(chunk.as_ref().map_or(0, Bytes::len));
        let later = later(end.deadline(), come, last);
        end.as_mut().reset(later);
        // After a fault nothing comes any more.
        let payload = if chunk.is_err() { Payload::None } else { payload };
        Some((chunk, (payload, end, come.rem_euclid(BYTES_A_SECOND))))
    };
    Box::pin(stream::unfold((payload, end, 0), next).fuse())
}

/// Until when a body is waited for of which so much has come.
fn later(end: Instant, come: usize, last: Instant) -> Instant {
    let more = u64::try_from(come.div_euclid(BYTES_A_SECOND)).unwrap_or_default();
    end.checked_add(Duration::from_secs(more)).map_or(last, |later| later.min(last))
}

/// A body that ends with a fault when more comes than it may have, or than there is room for. Counted as it comes, and not
/// as it is read into fields: who reads it keeps what is no field yet.
pub(super) fn counting<S: Stream<Item = Result<Bytes, PayloadError>> + Unpin>(
    payload: S,
    most: usize,
    counted: Option<Rc<Counted>>,
) -> impl Stream<Item = Result<Bytes, PayloadError>> + Unpin {
    let mut total = 0_usize;
    payload.map(move |chunk| -> Result<Bytes, PayloadError> {
        let chunk = chunk?;
        total = total.saturating_add(chunk.len());
        if total > most {
            return Err(PayloadError::Overflow);
        }
        let room = counted.as_ref().map_or(Ok(()), |counted| counted.add(chunk.len()));
        room.map_err(|full| PayloadError::Io(io::Error::other(full)))?;
        Ok(chunk)
    })
}

/// Whoever sent an upload, as they are now that it is whole: it came while the handler waited.
///
/// # Errors
/// They may not do it any more.
pub(super) async fn as_now(request: &HttpRequest) -> Result<Member, Error> {
    let before = Visit::once(request).await?;
    drop(request.extensions_mut().remove::<Visit>());
    let visit = Visit::once(request).await?;
    let account = |visit: &Visit| visit.session.map(|session| session.account);
    if account(&before) != account(&visit) {
        return Err(visit.sign_in_first());
    }
    let slug = request.match_info().get("slug").unwrap_or_default().to_owned();
    member::of(&visit, slug).await
}

/// What is answered to a body that didn't come whole.
pub(super) fn broken(fault: &PayloadError) -> Error {
    let unreadable = || Error::Unreadable("error-not-a-form");
    match fault {
        PayloadError::Overflow => Error::TooLarge,
        PayloadError::Io(fault) if fault.kind() == ErrorKind::TimedOut => Error::TooSlow,
        PayloadError::Io(fault) => match fault.get_ref().and_then(|why| why.downcast_ref::<Full>()) {
            Some(full) => Error::Crowded(*full),
            None => unreadable(),
        },
        _ => unreadable(),
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;
    use std::time::Duration;

    use actix_web::dev::Payload;
    use actix_web::error::PayloadError;
    use actix_web::web::Bytes;
    use futures_util::stream::{self, Stream};
    use futures_util::{FutureExt, StreamExt};
    use tokio::time::Instant;

    use super::{BYTES_A_SECOND, FORM_TIME, UPLOAD_TIME, broken, counting, in_time, later};
    use crate::access::under_way::{Bodies, FREE, Full, Room, Sender, Share};
    use crate::web::error::Error;

    /// A body that begins with these bytes and never ends.
    fn unfinished(begun: usize) -> Payload {
        let chunk: Result<Bytes, PayloadError> = Ok(Bytes::from(vec![b'a'; begun]));
        let all: std::pin::Pin<Box<dyn Stream<Item = Result<Bytes, PayloadError>>>> =
            Box::pin(stream::iter([chunk]).chain(stream::pending()));
        Payload::Stream { payload: all }
    }

    #[test]
    fn a_body_that_does_not_come_is_given_up_and_one_that_comes_is_waited_for() {
        actix_web::rt::System::new().block_on(async {
            for whole in [Duration::ZERO, FORM_TIME] {
                let mut late = in_time(unfinished(1), Duration::ZERO, whole);
                let mut seen = Vec::new();
                while let Some(chunk) = late.next().await {
                    seen.push(chunk.map(|bytes| bytes.len()).map_err(|fault| broken(&fault)));
                }
                assert!(matches!(seen.last(), Some(Err(Error::TooSlow))), "{seen:?}");
                assert!(late.next().await.is_none(), "it has ended");
            }

            // What has come is good for more time.
            let mut slow = in_time(unfinished(600 * BYTES_A_SECOND), Duration::from_secs(300), UPLOAD_TIME);
            assert!(slow.next().await.is_some_and(|chunk| chunk.is_ok()));
            assert!(slow.next().now_or_never().is_none(), "it still waits");
            // However much has come, there is an end.
            let mut endless = in_time(unfinished(600 * BYTES_A_SECOND), FORM_TIME, Duration::ZERO);
            let mut last = None;
            while let Some(chunk) = endless.next().await {
                last = Some(chunk.map_err(|fault| broken(&fault)));
            }
            assert!(matches!(last, Some(Err(Error::TooSlow))), "{last:?}");
        });
    }

    #[test]
    fn every_sixteen_kilobytes_are_good_for_a_second_up_to_the_end() {
        let start = Instant::now();
        let at = |seconds: u64| start.checked_add(Duration::from_secs(seconds)).unwrap();
        for (end, come, until) in [
            (30, 0, 30),
            (30, BYTES_A_SECOND - 1, 30),
            (30, BYTES_A_SECOND, 31),
            (30, 100 * BYTES_A_SECOND, 130),
            (299, 2 * BYTES_A_SECOND, 300),
            (30, 3_200 * BYTES_A_SECOND, 300),
            (30, usize::MAX, 300),
        ] {
            assert_eq!(later(at(end), come, at(300)), at(until), "{end} {come}");
        }
    }

    #[test]
    fn a_body_is_read_up_to_its_bound_and_while_there_is_room() {
        let share = Share { each: 100, all: 100 };
        let room = Room { strangers: share, known: share, uploads: share, ..Room::STANDARD };
        let read = |come: usize, most: usize| {
            let bodies = Bodies::new(room);
            let sender = Sender::Network("203.0.113.7".parse().unwrap());
            let chunk: Result<Bytes, PayloadError> = Ok(Bytes::from(vec![b'a'; come]));
            let mut body = counting(stream::iter([chunk]), most, Some(Rc::new(bodies.form(sender))));
            let chunk = body.next().now_or_never().flatten().unwrap();
            let counts = bodies.under_way();
            drop(body);
            assert_eq!(bodies.under_way(), 0);
            (chunk.map(|bytes| bytes.len()).map_err(|fault| broken(&fault)), counts)
        };
        assert!(matches!(read(FREE, FREE), (Ok(FREE), 0)));
        assert!(matches!(read(FREE + 1, FREE), (Err(Error::TooLarge), 0)));
        assert!(matches!(read(FREE + 100, FREE + 100), (Ok(_), 100)));
        assert!(matches!(read(FREE + 101, FREE + 101), (Err(Error::Crowded(Full::Own)), 0)));
    }
}
