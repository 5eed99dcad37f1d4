//! What changed, as a PDF to keep or to print.

use actix_web::http::header;
use actix_web::{HttpResponse, web};

use super::sides::{Which, dated, name};
use super::{Found, Opened, comparison, opened};
use crate::access::Member;
use crate::documents::labels;
use crate::documents::pdf::{self, Frame, Labels, PdfError};
use crate::documents::redline::Redline;
use crate::messages::args;
use crate::organisations::Service;
use crate::policies::versions::long_day;
use crate::policies::versions::paper::{Paper, changes_name};
use crate::web::{Answer, Error, Visit};

/// `GET …/policies/{id}/compare.pdf?from=1&to=2&service=…`
pub(in crate::policies::pages) async fn file(
    visit: Visit,
    member: Member,
    path: web::Path<(String, String)>,
) -> Answer {
    let opened = opened(&visit, &member, &path.1).await?;
    let (from, to) = opened.found.sides.ok_or(Error::NotFound)?;
    let mut frame = frame(&visit, &opened, (from, to))?;
    let compare = comparison(&visit, &opened);
    let (messages, language, text) = (visit.app.messages.clone(), visit.language, opened.policy.language);
    let made = visit.app.work(move |_| {
        let redline = compare()?.ok_or(Error::NotFound)?;
        let words = |key: &str| messages.get(language, key);
        frame.control.push((words("redline-paper-changes"), summary(&redline, &messages, language)));
        pdf::redline(&redline, &frame, &messages, language, text).map_err(refused)
    });
    let (policy, found) = (&opened.policy, &opened.found);
    let service = found.with_values().map_or("", |service| service.name.as_str());
    let words = (found.file_word(from), found.file_word(to));
    let name = changes_name((&policy.code, &policy.title), (&words.0, &words.1), service);
    Ok(HttpResponse::Ok()
        .content_type(Paper::Pdf.media_type())
        .insert_header((header::CONTENT_DISPOSITION, Paper::Pdf.disposition(&name)))
        .body(made.await?.bytes))
}

fn refused(fault: PdfError) -> Error {
    match fault {
        PdfError::Pages => Error::Conflict("redline-error-pages"),
        PdfError::Writer | PdfError::Typesetter(_) => Error::Internal(fault.to_string()),
    }
}

fn summary(
    redline: &Redline,
    messages: &crate::messages::Messages,
    language: crate::messages::Language,
) -> String {
    let summary = redline.summary;
    let parts = [
        ("changed", summary.changed),
        ("added", summary.added),
        ("removed", summary.removed),
        ("moved", summary.moved),
    ];
    let count = messages.format(language, "redline-summary", &args([("count", summary.paragraphs())]));
    format!("{count}: {}", messages.format(language, "redline-summary-parts", &args(parts)))
}

fn frame(visit: &Visit, opened: &Opened, (from, to): (Which, Which)) -> Result<Frame, Error> {
    let Opened { policy, found, .. } = opened;
    let (messages, language) = (&visit.app.messages, visit.language);
    let footer =
        [("code", policy.code.clone()), ("from", name(visit, found, from)), ("to", name(visit, found, to))];
    let published = jiff::Timestamp::from_microsecond(visit.now.microseconds());
    Ok(Frame {
        organisation: found.organisation.clone(),
        registration: None,
        title: messages.format(language, "redline-paper-title", &args([("title", policy.title.clone())])),
        description: String::new(),
        control: control(visit, opened, (from, to)),
        logo: None,
        version: messages.format(language, "redline-paper-footer", &args(footer)),
        notice: None,
        labels: Labels::new(messages, language),
        published: published.map_err(|fault| Error::Internal(fault.to_string()))?,
        identifier: format!("{} {} {}", policy.id, from.word(), to.word()),
    })
}

fn control(visit: &Visit, opened: &Opened, (from, to): (Which, Which)) -> Vec<(String, String)> {
    let Opened { policy, found, .. } = opened;
    let (messages, language) = (&visit.app.messages, visit.language);
    let row = |key: &str, value: String| (visit.words(key), value);
    vec![
        row("document-control-organisation", found.organisation.clone()),
        (labels::field(messages, language, "policy_code"), policy.code.clone()),
        row("redline-paper-from", dated(visit, found, from)),
        row("redline-paper-to", dated(visit, found, to)),
        row("redline-paper-values", values(visit, found)),
        row("redline-paper-compared", long_day(visit.now.day(), language)),
    ]
}

impl Found {
    /// The service whose values stand in the two texts.
    fn with_values(&self) -> Option<&Service> {
        let of = self.service.filter(|_| !self.without_service)?;
        self.services.iter().find(|service| service.id == of)
    }
}

/// Whose values stand in the two texts, in words.
fn values(visit: &Visit, found: &Found) -> String {
    found.with_values().map_or_else(|| visit.words("redline-paper-no-values"), |service| service.name.clone())
}
