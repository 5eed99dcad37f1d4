//! How a body comes in: within a time that grows with what has come, and whole before anybody asks whether its sender may
//! do what it says. Who holds the last byte back until their role, membership or session has ended is then asked as they
//! are now.

use std::io::ErrorKind;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use actix_web::dev::{Payload, ServiceRequest};
use actix_web::error::PayloadError;
use actix_web::http::header;
use actix_web::web::{Bytes, BytesMut};
use actix_web::{HttpMessage, HttpRequest};
use futures_util::{FutureExt, Stream, StreamExt, stream};
use tokio::time::{Sleep, sleep};

use super::body::{FORM, FORM_LIMIT, PARTS};
use super::error::Error;
use super::member;
use super::route::Door;
use super::visit::Visit;

/// How long any body may take (reference security 9.16).
pub(super) const PATIENCE: Duration = Duration::from_secs(30);
/// Bytes of what has come that are good for one second more.
const BYTES_A_SECOND: usize = 16 << 10;
/// The most bytes of a form from who isn't signed in, and of one with files that is read before its handler runs.
const SMALL: usize = 256 << 10;
/// The most bytes that all who aren't signed in may have under way at once.
const UNKNOWN_IN_ALL: usize = 64 << 20;

/// The body was there before the handler began.
#[derive(Debug, Clone, Copy)]
pub(super) struct Received;

/// What those who aren't signed in have under way.
static UNDER_WAY: AtomicUsize = AtomicUsize::new(0);

/// The bytes of one body that count in [`UNDER_WAY`], until it has come.
struct Counted(usize);

impl Counted {
    fn add(&mut self, bytes: usize) -> bool {
        self.0 = self.0.saturating_add(bytes);
        UNDER_WAY.fetch_add(bytes, Ordering::Relaxed).saturating_add(bytes) <= UNKNOWN_IN_ALL
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        UNDER_WAY.fetch_sub(self.0, Ordering::Relaxed);
    }
}

/// Reads a form before its handler runs; what was known of its sender is forgotten when one had to wait for it. Uploads are
/// read by their handler.
///
/// # Errors
/// It is too large, or comes too slowly.
pub(super) async fn receive(request: &mut ServiceRequest, visit: &Visit) -> Result<(), Error> {
    if request.method().is_safe() || !is_form(request.request()) {
        return Ok(());
    }
    let is_known = visit.session.is_some();
    let most = if is_known { FORM_LIMIT } else { SMALL };
    let mut payload = in_time(request.take_payload(), PATIENCE);
    let (mut bytes, mut counted, mut waited) = (BytesMut::new(), Counted(0), false);
    while let Some(chunk) = next(&mut payload, &mut waited).await {
        let chunk = chunk.map_err(|fault| broken(&fault))?;
        if bytes.len().saturating_add(chunk.len()) > most {
            return Err(Error::TooLarge);
        }
        if !is_known && !counted.add(chunk.len()) {
            return Err(Error::Unavailable("too many forms come in at once".to_owned()));
        }
        bytes.extend_from_slice(&chunk);
    }
    request.set_payload(Payload::from(bytes.freeze()));
    request.extensions_mut().insert(Received);
    if waited {
        drop(request.extensions_mut().remove::<Visit>());
    }
    Ok(())
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
    let text = |name| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = text(header::CONTENT_TYPE);
    let length = text(header::CONTENT_LENGTH).parse().ok();
    kind.starts_with(FORM) || kind.starts_with(PARTS) && length.is_some_and(|length: usize| length <= SMALL)
}

/// A body that ends with a fault when it comes too slowly.
pub(super) fn in_time(
    payload: Payload,
    patience: Duration,
) -> impl Stream<Item = Result<Bytes, PayloadError>> + Unpin {
    let end = Box::pin(sleep(patience));
    let next = |(mut payload, mut end, rest): (Payload, Pin<Box<Sleep>>, usize)| async move {
        let chunk = tokio::select! {
            chunk = payload.next() => chunk?,
            () = &mut end => Err(PayloadError::Io(ErrorKind::TimedOut.into())),
        };
        let come = rest.saturating_add(chunk.as_ref().map_or(0, Bytes::len));
        let more = u64::try_from(come.div_euclid(BYTES_A_SECOND)).unwrap_or_default();
        if let Some(later) = end.deadline().checked_add(Duration::from_secs(more)) {
            end.as_mut().reset(later);
        }
        // After a fault nothing comes any more.
        let payload = if chunk.is_err() { Payload::None } else { payload };
        Some((chunk, (payload, end, come.rem_euclid(BYTES_A_SECOND))))
    };
    Box::pin(stream::unfold((payload, end, 0), next).fuse())
}

/// Whether whoever sent an upload may still do so: it came while the handler waited.
///
/// # Errors
/// They may not any more.
pub(super) async fn still_may(request: &HttpRequest) -> Result<(), Error> {
    let before = Visit::once(request).await?;
    drop(request.extensions_mut().remove::<Visit>());
    let visit = Visit::once(request).await?;
    let account = |visit: &Visit| visit.session.map(|session| session.account);
    if account(&before) != account(&visit) {
        return Err(visit.sign_in_first());
    }
    let slug = request.match_info().get("slug").unwrap_or_default().to_owned();
    if visit.route.is_some_and(|route| matches!(route.door, Door::Member(_))) {
        member::of(&visit, slug).await?;
    }
    Ok(())
}

/// What is answered to a body that didn't come whole.
pub(super) fn broken(fault: &PayloadError) -> Error {
    match fault {
        PayloadError::Io(fault) if fault.kind() == ErrorKind::TimedOut => Error::TooSlow,
        _ => Error::Unreadable("error-not-a-form"),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use actix_web::dev::Payload;
    use actix_web::error::PayloadError;
    use actix_web::web::Bytes;
    use futures_util::stream::{self, Stream};
    use futures_util::{FutureExt, StreamExt};

    use super::{BYTES_A_SECOND, broken, in_time};
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
            let mut late = in_time(unfinished(1), Duration::ZERO);
            let mut seen = Vec::new();
            while let Some(chunk) = late.next().await {
                seen.push(chunk.map(|bytes| bytes.len()).map_err(|fault| broken(&fault)));
            }
            assert!(matches!(seen.last(), Some(Err(Error::TooSlow))), "{seen:?}");
            assert!(late.next().await.is_none(), "it has ended");

            // What has come is good for more time.
            let mut slow = in_time(unfinished(600 * BYTES_A_SECOND), Duration::from_secs(600));
            assert!(slow.next().await.is_some_and(|chunk| chunk.is_ok()));
            assert!(slow.next().now_or_never().is_none(), "it still waits");
        });
    }
}
