//! What a form sent, read after the right to send it was checked.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use actix_multipart::Multipart;
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use futures_util::StreamExt;
use serde::Serialize;

use super::error::Error;
use super::watch::{self, Notes};
use crate::access::kept::MOST_BYTES;
use crate::clock::Day;
use crate::telemetry::security::Event;

/// The most bytes of a form without files: a policy of 1 MB, escaped.
const FORM_LIMIT: usize = 3_500_000;
/// The most bytes of a form with files, where a page asks for no more.
const UPLOAD_LIMIT: usize = 6_500_000;

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

impl Body {
    /// Reads the form.
    ///
    /// # Errors
    /// Not a form, or too large.
    pub async fn fields(self) -> Result<Fields, Error> {
        self.upload(UPLOAD_LIMIT).await
    }

    /// Reads a form with files of this many bytes in all.
    ///
    /// # Errors
    /// Not a form, or too large.
    pub async fn upload(self, most: usize) -> Result<Fields, Error> {
        let notes = Notes::of(&self.request);
        let kind = self.request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let fields = match kind.unwrap_or_default() {
            kind if kind.starts_with("application/x-www-form-urlencoded") => self.urlencoded().await,
            kind if kind.starts_with("multipart/form-data") => self.multipart(most).await,
            "" => Ok(Fields::default()),
            _ => Err(Error::Unreadable("error-not-a-form")),
        }?;
        if watch::holds_foreign_field(fields.values.keys().map(String::as_str)) {
            notes.add(Event::ForeignField, None);
        }
        Ok(fields)
    }

    async fn urlencoded(self) -> Result<Fields, Error> {
        let mut payload = self.payload.take();
        let mut bytes = Vec::new();
        while let Some(chunk) = payload.next().await {
            bytes.extend_from_slice(&chunk.map_err(|_broken| Error::Unreadable("error-not-a-form"))?);
            if bytes.len() > FORM_LIMIT {
                return Err(Error::TooLarge);
            }
        }
        let fields = Fields::parse(&bytes);
        if bytes.len() <= MOST_BYTES {
            // Where no turn is to be had after this, the form is kept for its sender.
            self.payload.0.replace(Payload::from(Bytes::from(bytes)));
        }
        Ok(fields)
    }

    async fn multipart(self, most: usize) -> Result<Fields, Error> {
        let broken = |_fault| Error::Unreadable("error-not-a-form");
        let mut parts = Multipart::new(self.request.headers(), self.payload.take());
        let (mut fields, mut total) = (Fields::default(), 0_usize);
        while let Some(part) = parts.next().await {
            let mut part = part.map_err(broken)?;
            let name = part.name().unwrap_or_default().to_owned();
            let file = part.content_disposition().and_then(|about| about.get_filename().map(str::to_owned));
            let mut bytes = Vec::new();
            while let Some(chunk) = part.next().await {
                let chunk = chunk.map_err(broken)?;
                total = total.saturating_add(chunk.len());
                if total > most {
                    return Err(Error::TooLarge);
                }
                bytes.extend_from_slice(&chunk);
            }
            fields.add(name, file, bytes);
        }
        Ok(fields)
    }
}

/// A file that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name on the sender's machine.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The fields of a form or of a query.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    values: BTreeMap<String, Vec<String>>,
    files: BTreeMap<String, Vec<File>>,
}

impl Fields {
    /// Reads a query or a urlencoded form.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Self {
        let mut fields = Self::default();
        for (name, value) in url::form_urlencoded::parse(bytes) {
            let value = kept(&name, &value);
            fields.values.entry(name.into_owned()).or_default().push(value);
        }
        fields
    }

    fn add(&mut self, name: String, file: Option<String>, bytes: Vec<u8>) {
        match file {
            Some(_) if bytes.is_empty() => {}
            Some(file) => self.files.entry(name).or_default().push(File { name: file, bytes }),
            None => {
                let value = kept(&name, &String::from_utf8_lossy(&bytes));
                self.values.entry(name).or_default().push(value);
            }
        }
    }

    /// The text of a field, trimmed; empty when it is missing.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// The text of a field as it was typed: passwords, whole policies.
    #[must_use]
    pub fn raw(&self, name: &str) -> &str {
        self.values.get(name).and_then(|values| values.first()).map_or("", String::as_str)
    }

    /// Every value of a field: ticked boxes.
    #[must_use]
    pub fn all(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a box was ticked.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// The same without some fields: what a form must not show again.
    #[must_use]
    pub fn without(&self, names: &[&str]) -> Self {
        let mut rest = self.clone();
        rest.values.retain(|name, _| !names.contains(&name.as_str()));
        rest
    }

    /// A file, when one was sent.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<&File> {
        self.files(name).first()
    }

    /// Every file of a field that takes several.
    #[must_use]
    pub fn files(&self, name: &str) -> &[File] {
        self.files.get(name).map_or(&[], Vec::as_slice)
    }

    /// Takes the files of a field out, so that large ones aren't copied.
    #[must_use]
    pub fn take_files(&mut self, name: &str) -> Vec<File> {
        self.files.remove(name).unwrap_or_default()
    }

    /// A day from three boxes, or from one field with an ISO date. Nothing typed is `Ok(None)`.
    ///
    /// # Errors
    /// Something was typed that is no day.
    pub fn day(&self, name: &str) -> Result<Option<Day>, NotADay> {
        let part = |part: &str| self.text(&format!("{name}-{part}"));
        let (day, month, year) = (part("day"), part("month"), part("year"));
        if day.is_empty() && month.is_empty() && year.is_empty() {
            let text = self.text(name);
            return if text.is_empty() { Ok(None) } else { Day::parse(text).map(Some).ok_or(NotADay) };
        }
        let year: i16 = year.parse().map_err(|_not| NotADay)?;
        let year = if year < 100 { year + 2_000 } else { year };
        let (month, day) = (month.parse().map_err(|_not| NotADay)?, day.parse().map_err(|_not| NotADay)?);
        Day::new(year, month, day).map(Some).ok_or(NotADay)
    }

    /// Names and values, without files.
    #[must_use]
    pub fn into_pairs(self) -> Vec<(String, String)> {
        let each = self.values.into_iter();
        each.flat_map(|(name, values)| values.into_iter().map(move |value| (name.clone(), value))).collect()
    }

    /// What was typed, for the form to show again; never passwords.
    #[must_use]
    pub fn typed(&self) -> BTreeMap<&str, Typed<'_>> {
        let shown = self.values.iter().filter(|(name, _)| !name.contains("password"));
        shown
            .map(|(name, values)| match values.as_slice() {
                [one] if !name.ends_with("[]") => (name.as_str(), Typed::One(one)),
                several => (name.as_str(), Typed::Several(several)),
            })
            .collect()
    }
}

/// A value as we keep it; a password exactly as it was sent.
fn kept(name: &str, value: &str) -> String {
    if name.contains("password") { value.to_owned() } else { normal(value) }
}

/// Line ends and composed letters as we keep them; no control characters.
fn normal(value: &str) -> String {
    value
        .replace("\r\n", "\n")
        .chars()
        .filter(|letter| *letter == '\n' || *letter == '\t' || !letter.is_control())
        .collect()
}

/// Not a day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotADay;

/// One value or several, as the form shows them again.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Typed<'a> {
    /// A text.
    One(&'a str),
    /// Ticked boxes.
    Several(&'a [String]),
}

/// A value in a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A number, which decides the plural.
    Number(i64),
}

/// One thing that is wrong in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field.
    pub field: String,
    /// The message.
    pub key: &'static str,
    /// Its values.
    pub args: Vec<(&'static str, Value)>,
}

/// All that is wrong in a form. Empty means: nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormErrors(pub Vec<Problem>);

impl FormErrors {
    /// Adds a problem.
    pub fn add(&mut self, field: impl Into<String>, key: &'static str) {
        self.0.push(Problem { field: field.into(), key, args: Vec::new() });
    }

    /// Adds a problem with values.
    pub fn add_with(
        &mut self,
        field: impl Into<String>,
        key: &'static str,
        args: Vec<(&'static str, Value)>,
    ) {
        self.0.push(Problem { field: field.into(), key, args });
    }

    /// One problem alone.
    #[must_use]
    pub fn one(field: impl Into<String>, key: &'static str) -> Self {
        let mut errors = Self::default();
        errors.add(field, key);
        errors
    }

    /// `value` when nothing is wrong.
    ///
    /// # Errors
    /// The problems themselves.
    pub fn or<T>(self, value: Option<T>) -> Result<T, Self> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fields, NotADay};

    #[test]
    fn reads_days_as_people_type_them() {
        let day = |query: &str| {
            Fields::parse(query.as_bytes()).day("due").map(|day| day.map(|day| day.to_string()))
        };
        assert_eq!(day(""), Ok(None));
        assert_eq!(day("due-day=3&due-month=2&due-year=27"), Ok(Some("2027-02-03".to_owned())));
        assert_eq!(day("due=2027-02-03"), Ok(Some("2027-02-03".to_owned())));
        for wrong in [
            "due-day=30&due-month=2&due-year=2027",
            "due-day=3",
            "due=soon",
            "due-day=x&due-month=1&due-year=2027",
        ] {
            assert_eq!(day(wrong), Err(NotADay), "{wrong}");
        }
    }

    #[test]
    fn passwords_are_kept_exactly_as_they_were_sent() {
        let sent = "%20a%0D%0Ab%00%7F%C2%85e%CC%81%09%20";
        let query = format!("password={sent}&new-password={sent}&text={sent}");
        let fields = Fields::parse(query.as_bytes());
        for name in ["password", "new-password"] {
            assert_eq!(fields.raw(name), " a\r\nb\0\u{7f}\u{85}e\u{301}\t ", "{name}");
        }
        assert_eq!(fields.raw("text"), " a\nbe\u{301}\t ");
    }

    #[test]
    fn never_shows_passwords_again() {
        let fields = Fields::parse(b"email=a&password=b&new-password=c");
        assert_eq!(fields.typed().keys().copied().collect::<Vec<_>>(), ["email"]);
    }
}
