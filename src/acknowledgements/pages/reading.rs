//! What the signing link and the own list share: the policy to read, the press of the button, the receipt.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use fluent_bundle::FluentArgs;
use serde_json::{Value, json};

use crate::acknowledgements::{
    self, Acknowledgement, AcknowledgementError, Assignment, EndedBecause, Method, Served, Signature,
    reading, signing, store,
};
use crate::clock::Moment;
use crate::db::ids::{AcknowledgementId, AssignmentId, LinkId, PersonId, RenditionId};
use crate::db::{Entry, Tenant};
use crate::documents::{Hash, SanitisedHtml};
use crate::messages::Language;
use crate::organisations;
use crate::people::{self, Person};
use crate::policies::{self, Rendition};
use crate::web::{Answer, Error, Fields, Trusted, Visit, dates, see_other};

/// Who reads, and from where.
#[derive(Clone)]
pub(crate) struct Reader<E> {
    /// The way into the organisation.
    pub(crate) entry: E,
    /// The start of their addresses: `/s/…` or `/o/…/me`.
    pub(crate) base: String,
    /// How they were identified.
    pub(crate) method: Method,
    /// The link that they came by.
    pub(crate) link: Option<LinkId>,
    /// What lies on their shelf.
    pub(crate) shelf: Shelf,
    /// What the frame of a tablet shows.
    pub(crate) kiosk: Option<Value>,
}

/// All that one person has to read and has signed.
#[derive(Clone)]
pub(crate) struct Shelf {
    pub(crate) person: Person,
    pub(crate) organisation: String,
    pub(crate) slug: String,
    pub(crate) duties: Vec<Assignment>,
    pub(crate) signed: Vec<Acknowledgement>,
    minutes: BTreeMap<AssignmentId, i64>,
}

impl Shelf {
    /// Reads it.
    pub(crate) fn of(tenant: &mut Tenant<'_>, person: PersonId) -> Result<Self, AcknowledgementError> {
        let duties = store::assignments_of_person(tenant, person)?;
        let mut minutes = BTreeMap::new();
        for duty in duties.iter().filter(|duty| duty.is_open()) {
            let text = policies::rendition(tenant, duty.rendition)?;
            minutes.insert(duty.id, text.map_or(1, |text| reading::minutes(&text.text)));
        }
        Ok(Self {
            person: people::get(tenant, person)?.ok_or(AcknowledgementError::NotFound)?,
            organisation: organisations::name(tenant)?,
            slug: organisations::store::slug(tenant)?,
            signed: store::of_person(tenant, person)?,
            duties,
            minutes,
        })
    }

    /// What is still to read, the oldest duty first.
    pub(crate) fn open(&self) -> impl Iterator<Item = &Assignment> {
        self.duties.iter().filter(|duty| duty.is_open())
    }

    /// One duty of this person.
    pub(crate) fn duty(&self, id: &str) -> Result<&Assignment, Error> {
        let id = AssignmentId::parse(id).ok_or(Error::NotFound)?;
        self.duties.iter().find(|duty| duty.id == id).ok_or(Error::NotFound)
    }

    /// The minutes that it takes to read what a duty is about, while it is open.
    pub(crate) fn minutes_of(&self, duty: &Assignment) -> Option<i64> {
        self.minutes.get(&duty.id).copied()
    }

    fn total_minutes(&self) -> i64 {
        self.minutes.values().sum()
    }
}

impl<E> Reader<E> {
    /// What every page of a reader knows.
    pub(crate) fn context(&self, visit: &Visit, own: Value) -> Value {
        let not_you = (self.method == Method::Link).then(|| format!("{}/not-you", self.base));
        let mut context = json!({
            "organisation": { "name": self.shelf.organisation, "slug": self.shelf.slug },
            "viewer": { "name": self.shelf.person.name(), "not_you": not_you },
            "list": self.list_href(),
            "kiosk": self.kiosk,
        });
        if let (Value::Object(context), Value::Object(own)) = (&mut context, own) {
            context.extend(own);
        }
        visit.context(context)
    }

    fn list_href(&self) -> String {
        match self.method {
            Method::Link => format!("{}/list", self.base),
            _ => self.base.clone(),
        }
    }

    fn href(&self, duty: &Assignment) -> String {
        format!("{}/read/{}", self.base, duty.id)
    }

    fn receipt_href(&self, id: AcknowledgementId) -> String {
        format!("{}/receipts/{id}", self.base)
    }

    /// The list: what to read, what was signed.
    pub(crate) fn list(&self, visit: &Visit) -> Value {
        let today = visit.now.day();
        let (open, closed): (Vec<_>, Vec<_>) = self.shelf.duties.iter().partition(|duty| duty.is_open());
        let to_read: Vec<Value> = open
            .iter()
            .map(|duty| {
                json!({
                    "title": duty.title, "code": duty.code, "version": duty.label, "href": self.href(duty),
                    "due_on": duty.due_on, "overdue": duty.days_overdue(today),
                    "minutes": self.shelf.minutes.get(&duty.id),
                })
            })
            .collect();
        let signed: Vec<Value> = self
            .shelf
            .signed
            .iter()
            .filter_map(|row| {
                let duty = closed.iter().find(|duty| duty.id == row.assignment)?;
                Some(json!({
                    "title": duty.title, "version": duty.label, "receipt": row.receipt,
                    "signed_at": row.signed_at, "href": self.receipt_href(row.id),
                }))
            })
            .collect();
        json!({
            "title": visit.words("sign-list-title"),
            "to_read": to_read, "signed": signed, "minutes": self.shelf.total_minutes(),
            // What is new is told by mail alone.
            "is_told": self.shelf.person.email.is_some(),
        })
    }
}

/// The text for a duty in a language, else as it was asked: in the language that was asked for, the issue
/// that the duty is bound to.
fn text_of(
    tenant: &mut Tenant<'_>,
    duty: &Assignment,
    language: Language,
) -> Result<Rendition, AcknowledgementError> {
    let other = match language == duty.language {
        true => None,
        false => policies::rendition_for(tenant, duty.version, duty.service, language)?,
    };
    let found = match other {
        Some(text) => Some(text),
        None => policies::rendition(tenant, duty.rendition)?,
    };
    found.ok_or(AcknowledgementError::NotFound)
}

/// The finished file that a duty is about.
pub(crate) async fn file<E>(visit: &Visit, reader: &Reader<E>, duty: &Assignment) -> Answer
where
    E: Entry + Clone + Send + 'static,
{
    let (asked, language) = (duty.clone(), visit.language);
    let text = visit.app.read(&reader.entry, move |tenant| text_of(tenant, &asked, language)).await?;
    policies::pages::file_of(visit, &reader.entry, &text).await
}

/// Why the page is shown again.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Again {
    No,
    NotTicked,
    TooOld,
}

/// The page with one policy and the block to sign. Nothing is recorded.
pub(crate) async fn read<E>(visit: &Visit, reader: &Reader<E>, duty: &Assignment, again: Again) -> Answer
where
    E: Entry + Clone + Send + 'static,
{
    if let Some(done) = reader.shelf.signed.iter().find(|row| row.assignment == duty.id) {
        return Ok(see_other(&reader.receipt_href(done.id)));
    }
    if let Some(because) = duty.ended_because {
        return ended(visit, reader, duty, because, StatusCode::GONE).await;
    }
    let (asked, language) = (duty.clone(), visit.language);
    let text = visit.app.read(&reader.entry, move |tenant| text_of(tenant, &asked, language)).await?;
    let served = Served { assignment: duty.id, rendition: text.id, language, at: visit.now };
    let code = served.code(visit.app.database.keyring(), &text.html_sha256);
    let mut page = read_context(visit, reader, duty, &text, again);
    if let Value::Object(page) = &mut page {
        page.insert(
            "served".to_owned(),
            json!({
                "rendition": text.id, "language": language.code(),
                "at": visit.now.microseconds().to_string(), "code": code,
            }),
        );
    }
    let hash = <[u8; 32]>::try_from(text.html_sha256.as_slice()).map(Hash);
    let html = hash.ok().and_then(|hash| SanitisedHtml::from_stored(text.html, hash));
    let html = html.ok_or_else(|| Error::Internal("the stored text is not what was published".into()))?;
    let status = if again == Again::No { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let context = reader.context(visit, page);
    visit.render("acknowledgements/read.html", status, context, &[("rendition", &Trusted::from(&html))])
}

fn read_context<E>(
    visit: &Visit,
    reader: &Reader<E>,
    duty: &Assignment,
    text: &Rendition,
    again: Again,
) -> Value {
    let shelf = &reader.shelf;
    let before = shelf.signed.iter().find(|row| row.policy == duty.policy);
    let before = before.map(|row| {
        let label = shelf.duties.iter().find(|duty| duty.id == row.assignment).map(|duty| &duty.label);
        json!({ "version": label, "signed_at": row.signed_at })
    });
    let errors: Vec<Value> = (again == Again::NotTicked)
        .then(|| json!({ "field": "statement", "text": visit.words("sign-error-not-ticked") }))
        .into_iter()
        .collect();
    json!({
        "title": duty.title,
        "duty": {
            "title": duty.title, "version": duty.label, "due_on": duty.due_on,
            "overdue": duty.days_overdue(visit.now.day()), "published_at": duty.published_at,
            "service": duty.service_name,
        },
        "minutes": reading::minutes(&text.text),
        "file": text.file.map(|_| format!("{}/file", reader.href(duty))),
        "before": before,
        "text_language": text.language.tag(),
        "text_code": text.language.code(),
        "job": shelf.person.job_title,
        "statement": signing::statement(&visit.app.post, visit.language, duty),
        "method": visit.words(&format!("sign-method-{}", reader.method.word())),
        "action": reader.href(duty),
        "more": shelf.open().filter(|other| other.id != duty.id).count(),
        "too_old": again == Again::TooOld,
        "errors": errors,
    })
}

/// The page that says why there is nothing to sign.
pub(crate) async fn ended<E>(
    visit: &Visit,
    reader: &Reader<E>,
    duty: &Assignment,
    because: EndedBecause,
    status: StatusCode,
) -> Answer
where
    E: Entry + Clone + Send + 'static,
{
    let policy = duty.policy;
    let replacement: Result<_, crate::db::Error> =
        visit.app.read(&reader.entry, move |tenant| policies::replacement_of(tenant, policy)).await;
    let (kind, values) = match because {
        EndedBecause::Superseded => ("policy-replaced", [("version", duty.label.as_str())]),
        EndedBecause::Withdrawn => ("withdrawn", [("organisation", reader.shelf.organisation.as_str())]),
        EndedBecause::Left => ("left", [("organisation", reader.shelf.organisation.as_str())]),
    };
    let own = json!({
        "title": visit.words(&format!("sign-link-{kind}-title")),
        "body": with(visit, &format!("sign-link-{kind}-body"), &values),
        "policy": duty.title,
        "replacement": replacement?,
    });
    visit.render("acknowledgements/link_over.html", status, reader.context(visit, own), &[])
}

/// The press of the button.
pub(crate) async fn press<E>(visit: &Visit, reader: &Reader<E>, duty: &Assignment, fields: &Fields) -> Answer
where
    E: Entry + Clone + Send + 'static,
{
    if let Some(done) = reader.shelf.signed.iter().find(|row| row.assignment == duty.id) {
        return Ok(see_other(&reader.receipt_href(done.id)));
    }
    if let Some(because) = duty.ended_because {
        return ended(visit, reader, duty, because, StatusCode::CONFLICT).await;
    }
    if fields.text("statement") != "yes" {
        return read(visit, reader, duty, Again::NotTicked).await;
    }
    let Some(served) = served(duty.id, fields) else { return read(visit, reader, duty, Again::TooOld).await };
    let signature = Signature {
        person: reader.shelf.person.id,
        method: reader.method,
        link: reader.link,
        served,
        code: fields.text("code").to_owned(),
    };
    let (post, now) = (visit.app.post.clone(), visit.now);
    let done = visit
        .app
        .write(&reader.entry, move |tenant| acknowledgements::sign(tenant, now, &post, &signature))
        .await;
    match done {
        Ok(id) => Ok(see_other(&reader.receipt_href(id))),
        Err(AcknowledgementError::NotProven) => read(visit, reader, duty, Again::TooOld).await,
        Err(AcknowledgementError::Ended(because)) => {
            ended(visit, reader, duty, because, StatusCode::CONFLICT).await
        }
        Err(other) => Err(other.into()),
    }
}

/// What the form says that it showed.
fn served(assignment: AssignmentId, fields: &Fields) -> Option<Served> {
    Some(Served {
        assignment,
        rendition: RenditionId::parse(fields.text("rendition"))?,
        language: Language::from_code(fields.text("language"))?,
        at: Moment::from_microseconds(fields.text("at").parse().ok()?)?,
    })
}

/// A receipt of the reader.
pub(crate) fn receipt<E>(visit: &Visit, reader: &Reader<E>, id: &str) -> Answer {
    let id = AcknowledgementId::parse(id).ok_or(Error::NotFound)?;
    let row = reader.shelf.signed.iter().find(|row| row.id == id).ok_or(Error::NotFound)?;
    let duty = reader.shelf.duties.iter().find(|duty| duty.id == row.assignment).ok_or(Error::NotFound)?;
    let next = reader.shelf.open().next();
    let own = json!({
        "title": with(visit, "sign-done-title", &[("name", &reader.shelf.person.given_name)]),
        "number": row.receipt,
        "rows": receipt_rows(visit, row, duty, &reader.shelf.organisation),
        "next": next.map(|next| json!({ "title": next.title, "href": reader.href(next) })),
        "left": reader.shelf.open().count(),
        "minutes": reader.shelf.total_minutes(),
        "mailed": reader.shelf.person.email.is_some(),
    });
    visit.render("acknowledgements/receipt.html", StatusCode::OK, reader.context(visit, own), &[])
}

/// What a receipt says.
pub(crate) fn receipt_rows(
    visit: &Visit,
    row: &Acknowledgement,
    duty: &Assignment,
    organisation: &str,
) -> Vec<Value> {
    let day = dates::written(&duty.published_at.day().to_string(), "day", visit.language).unwrap_or_default();
    let when = dates::written(&row.signed_at.to_string(), "datetime", visit.language).unwrap_or_default();
    let signer = format!("{}, {}", row.person_name, row.job_title);
    let policy = with(visit, "sign-receipt-policy-value", &[("policy", &duty.title), ("code", &duty.code)]);
    let version = with(visit, "sign-receipt-version-value", &[("version", &duty.label), ("date", &day)]);
    let language = visit.words(&format!("sign-receipt-language-{}", row.language.code()));
    let method = visit.words(&format!("sign-receipt-method-{}", row.method.word()));
    let fingerprint = data_encoding::HEXLOWER.encode(&row.html_sha256);
    let rows = [
        ("sign-receipt-organisation", organisation),
        ("sign-receipt-service", &row.service_name),
        ("sign-receipt-policy", &policy),
        ("sign-receipt-version", &version),
        ("sign-receipt-signed-by", signer.trim_end_matches([',', ' '])),
        ("sign-receipt-when", &when),
        ("sign-receipt-language", &language),
        ("sign-receipt-statement", &row.statement),
        ("sign-receipt-method", &method),
        ("sign-receipt-fingerprint", &fingerprint),
    ];
    rows.iter().map(|(key, value)| json!({ "key": visit.words(key), "value": value })).collect()
}

/// The words of a message with texts in it.
pub(crate) fn with(visit: &Visit, key: &str, values: &[(&'static str, &str)]) -> String {
    let mut args = FluentArgs::new();
    for (name, value) in values {
        args.set(*name, (*value).to_owned());
    }
    visit.app.messages.format(visit.language, key, &args)
}
