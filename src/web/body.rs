//! The body of a request: read after the right to send it was checked, its files looked through before anybody
//! gets at them.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use actix_multipart::{Multipart, MultipartError};
use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header;
use actix_web::web::{self, Bytes};
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use futures_util::{Stream, StreamExt};

use super::error::Error;
use super::fields::{Fields, MOST_FIELDS, MOST_PARTS, holds_more};
use super::receiving::{self, FORM_TIME, Received, UPLOAD_TIME, as_now, broken, counting, in_time};
use super::state::App;
use super::watch::{self, Notes};
use crate::access::Member;
use crate::access::kept::MOST_BYTES;
use crate::access::under_way::Counted;
use crate::scanner::Refusal;
use crate::telemetry::security::Event;

/// What a form without files says that it is.
pub(super) const FORM: &str = "application/x-www-form-urlencoded";
/// What a form with files says that it is.
pub(super) const PARTS: &str = "multipart/form-data";
/// The most bytes of a form without files: a policy of 1 MB, escaped.
pub(super) const FORM_LIMIT: usize = 3_500_000;
/// The most bytes of a form with files, where a page asks for no more.
pub const UPLOAD_LIMIT: usize = 6_500_000;
/// Room around the parts of a form: their heads, and what stands between them.
const AROUND: usize = 1 << 20;

/// The body of a request, unread.
pub struct Body {
    request: HttpRequest,
    payload: Unread,
}

/// The bytes that nobody has read yet. The request has them too: when its handler never runs, they are there
/// for what keeps a form over a sign-in.
#[derive(Clone)]
pub(super) struct Unread(Rc<RefCell<Payload>>);

impl Unread {
    /// These bytes.
    pub(super) fn of(payload: Payload) -> Self {
        Self(Rc::new(RefCell::new(payload)))
    }

    /// The body of the request that they came with.
    pub(super) fn body(self, request: &HttpRequest) -> Body {
        Body { request: request.clone(), payload: self }
    }

    fn take(&self) -> Payload {
        self.0.replace(Payload::None)
    }
}

impl FromRequest for Body {
    type Error = actix_web::Error;
    type Future = std::future::Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let unread = Unread::of(payload.take());
        request.extensions_mut().insert(unread.clone());
        std::future::ready(Ok(unread.body(request)))
    }
}

/// What becomes of files in a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Files {
    Taken,
    Dropped,
}

impl Body {
    /// Reads a form. Who takes files calls [`Body::upload`]: a form of any other kind was there before its handler began.
    ///
    /// # Errors
    /// Not a form, or too large.
    pub async fn fields(self) -> Result<Fields, Error> {
        if self.kind().starts_with(PARTS) && self.request.extensions().get::<Received>().is_none() {
            return Err(Error::TooLarge);
        }
        self.without_files().await
    }

    /// Reads a form whose files are dropped as they come: it is kept for its sender, and nothing is done with it.
    pub(super) async fn without_files(self) -> Result<Fields, Error> {
        let counted = receiving::begin(&self.request).await?;
        self.read(UPLOAD_LIMIT, Files::Dropped, counted).await
    }

    /// What the request says that its body is; nothing when it doesn't.
    fn kind(&self) -> &str {
        let kind = self.request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        kind.unwrap_or_default()
    }

    /// Reads a form with files of this many bytes in all: the one way by which files come in. Each goes through
    /// the scanner, when there is one; when one isn't to be taken, none is ([`Fields::refused`] says why).
    ///
    /// It takes its sender as they were when it began, and gives them back as they are now that it is whole. What it is
    /// about is looked up after it, with them: before it only to send away who may not.
    ///
    /// # Errors
    /// Not a form, too large or too slow; or they may not do this any more.
    pub async fn upload(self, member: Member, most: usize) -> Result<(Member, Fields), Error> {
        let request = self.request.clone();
        let counted = receiving::begin(&request).await?;
        let mut fields = self.read(most, Files::Taken, counted.clone()).await?;
        scan(&request, &mut fields).await?;
        let member = if counted.is_some() { as_now(&request).await? } else { member };
        Ok((member, fields))
    }

    async fn read(self, most: usize, files: Files, counted: Option<Rc<Counted>>) -> Result<Fields, Error> {
        let notes = Notes::of(&self.request);
        let fields = match self.kind() {
            kind if kind.starts_with(FORM) => self.urlencoded(counted).await,
            kind if kind.starts_with(PARTS) => self.multipart(most, files, counted).await,
            "" => Ok(Fields::default()),
            _ => Err(Error::Unreadable("error-not-a-form")),
        }?;
        if watch::holds_foreign_field(fields.names()) {
            notes.add(Event::ForeignField, None);
        }
        Ok(fields)
    }

    /// The bytes as they come.
    fn coming(
        &self,
        whole: Duration,
        most: usize,
        counted: Option<Rc<Counted>>,
    ) -> impl Stream<Item = Result<Bytes, PayloadError>> + Unpin + use<> {
        let app = self.request.app_data::<web::Data<App>>();
        let patience = app.map_or(Duration::ZERO, |app| app.bodies.patience());
        counting(in_time(self.payload.take(), patience, whole), most, counted)
    }

    async fn urlencoded(self, counted: Option<Rc<Counted>>) -> Result<Fields, Error> {
        let mut payload = self.coming(FORM_TIME, FORM_LIMIT, counted);
        let mut bytes = Vec::new();
        while let Some(chunk) = payload.next().await {
            bytes.extend_from_slice(&chunk.map_err(|fault| broken(&fault))?);
        }
        if holds_more(&bytes, MOST_FIELDS) {
            return Err(Error::TooLarge);
        }
        let fields = Fields::parse(&bytes);
        if bytes.len() <= MOST_BYTES {
            // Where no turn is to be had after this, the form is kept for its sender.
            self.payload.0.replace(Payload::from(Bytes::from(bytes)));
        }
        Ok(fields)
    }

    async fn multipart(
        self,
        most: usize,
        files: Files,
        counted: Option<Rc<Counted>>,
    ) -> Result<Fields, Error> {
        let broken = |fault| match fault {
            MultipartError::Payload(fault) => broken(&fault),
            _ => Error::Unreadable("error-not-a-form"),
        };
        let payload = self.coming(UPLOAD_TIME, most.saturating_add(AROUND), counted.clone());
        let mut parts = Multipart::new(self.request.headers(), payload);
        let (mut fields, mut total, mut number) = (Fields::default(), 0_usize, 0_usize);
        while let Some(part) = parts.next().await {
            let mut part = part.map_err(broken)?;
            number = number.saturating_add(1);
            if number > MOST_PARTS {
                return Err(Error::TooLarge);
            }
            let name = part.name().unwrap_or_default().to_owned();
            let file = part.content_disposition().and_then(|about| about.get_filename().map(str::to_owned));
            let is_kept = file.is_none() || files == Files::Taken;
            let mut bytes = Vec::new();
            while let Some(chunk) = part.next().await {
                let chunk = chunk.map_err(broken)?;
                total = total.saturating_add(chunk.len());
                if total > most {
                    return Err(Error::TooLarge);
                }
                if is_kept {
                    bytes.extend_from_slice(&chunk);
                } else if let Some(counted) = &counted {
                    counted.forget(chunk.len());
                }
            }
            fields.add(name, file, bytes);
        }
        Ok(fields)
    }
}

/// Lets the scanner look through the files of a form. Nothing of a form stays in which it didn't call all clean.
async fn scan(request: &HttpRequest, fields: &mut Fields) -> Result<(), Error> {
    if !fields.has_files() {
        return Ok(());
    }
    let app = request.app_data::<web::Data<App>>().cloned();
    let app = app.ok_or_else(|| Error::Internal("a request without its program".to_owned()))?;
    let looked = app.scanner.look(fields.every_file().map(|(_, file)| file.bytes.as_slice())).await;
    let Err((number, why)) = looked else { return Ok(()) };
    let (event, key) = match why {
        Refusal::Malware => (Event::MalwareFound, "error-file-malware"),
        Refusal::Large => (Event::FileUnchecked, "error-file-large-to-check"),
        Refusal::Unchecked => (Event::FileUnchecked, "error-file-unchecked"),
    };
    Notes::of(request).add(event, None);
    fields.refuse_files(number, key);
    Ok(())
}
