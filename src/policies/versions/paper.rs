//! A rendition on paper: the one place that makes its files.

use super::Rendition;
use super::frame::StoredFrame;
use crate::blobs;
use crate::db::{Database, Entry};
use crate::documents::{Hash, docx};
use crate::messages::Messages;
use crate::organisations::slug_of;
use crate::policies::PolicyError;

/// Signs of the line between document control and the text.
const RULE: usize = 60;

/// A file that a rendition is given out as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// PDF.
    Pdf,
    /// A Word file.
    Docx,
    /// Plain text.
    Text,
}

impl Paper {
    /// What goes over the wire.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => docx::MEDIA_TYPE,
            Self::Text => "text/plain; charset=utf-8",
        }
    }

    /// The end of a file name.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Text => "txt",
        }
    }

    /// How browsers take it: a Word file is saved, the others open.
    #[must_use]
    pub fn disposition(self, name: &str) -> String {
        let how = if self == Self::Docx { "attachment" } else { "inline" };
        format!("{how}; filename=\"{name}.{}\"", self.extension())
    }
}

/// The bytes of a rendition's file. A finished file is given out as it came, whatever else could be made of
/// it. Slow: call it away from the web workers and outside any transaction.
///
/// # Errors
/// The rendition or its file isn't what was published, or the printer refuses.
pub fn bytes(
    database: &Database,
    entry: &impl Entry,
    rendition: Rendition,
    paper: Paper,
    messages: &Messages,
) -> Result<Vec<u8>, PolicyError> {
    let altered = || PolicyError::Stored(format!("rendition {} isn't what was published", rendition.id));
    if paper == Paper::Text {
        let frame = StoredFrame::of(&rendition).ok_or_else(altered)?;
        return Ok(text(&frame, &rendition, messages).into_bytes());
    }
    if let Some(id) = rendition.file.filter(|_| paper == Paper::Pdf) {
        let blob = database.read(entry, |tenant| blobs::read(tenant, id))?;
        let whole = blob.filter(|blob| Hash::of(&blob.bytes).0.as_slice() == rendition.duty_sha256);
        return Ok(whole.ok_or_else(altered)?.bytes);
    }
    let mut frame = StoredFrame::of(&rendition).ok_or_else(altered)?;
    let logo = database.read(entry, |tenant| frame.files(tenant, &rendition))?;
    match paper {
        Paper::Docx => frame.docx(&rendition, logo, messages),
        Paper::Pdf | Paper::Text => {
            let pdf = frame.pdf(&rendition, logo, messages);
            pdf.map(|pdf| pdf.bytes).map_err(|fault| PolicyError::Stored(fault.to_string()))
        }
    }
}

/// The plain text with document control at its head, as it stands on the other papers. What is stored, and
/// what its hashes are of, is the text alone.
fn text(frame: &StoredFrame, rendition: &Rendition, messages: &Messages) -> String {
    let words = |key: &str| messages.get(rendition.language, key);
    let head = words("document-control");
    let line = |(label, value): &(String, String)| format!("{label}: {value}");
    let mut lines = vec![frame.title.clone(), String::new(), head.clone(), "-".repeat(head.chars().count())];
    lines.extend(frame.control.iter().map(line));
    lines.extend([words("document-uncontrolled"), String::new(), "=".repeat(RULE), String::new()]);
    format!("{}\n{}", lines.join("\n"), rendition.text)
}

/// What the name of a file says: whose text it is, which, and where.
#[derive(Debug, Clone, Copy)]
pub struct Name<'a> {
    /// The code of the policy.
    pub code: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The version, as people call it.
    pub label: &'a str,
    /// The service whose values it prints; empty when there is none.
    pub service: &'a str,
    /// 1 on publication, then the re-issues.
    pub issue: i64,
}

impl Name<'_> {
    /// `CH13-house-rules-1.0-dyffryn-uchaf`, in letters that every system takes.
    #[must_use]
    pub fn file(&self) -> String {
        let issue = if self.issue > 1 { format!("issue-{}", self.issue) } else { String::new() };
        joined(&[&begin(self.code, self.title), &marked(self.label), &slug_of(self.service), &issue])
    }
}

/// `CH13-house-rules-changes-1.0-to-1.1`: what changed from one text to the other.
#[must_use]
pub fn changes_name((code, title): (&str, &str), (from, to): (&str, &str), service: &str) -> String {
    let sides = format!("changes-{}-to-{}", marked(from), marked(to));
    joined(&[&begin(code, title), &sides, &slug_of(service)])
}

fn begin(code: &str, title: &str) -> String {
    let title = slug_of(title);
    joined(&[&marked(code), if title.is_empty() { "policy" } else { &title }])
}

fn joined(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("-")
}

/// A code or a label with its capitals and full stops; what else isn't a plain letter is a dash.
fn marked(text: &str) -> String {
    let parts = text.split('.').map(|part| {
        let plain = part.split(|letter: char| !letter.is_ascii_alphanumeric());
        if part.is_ascii() { joined(&plain.collect::<Vec<_>>()) } else { slug_of(part) }
    });
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::{Name, changes_name};

    #[test]
    fn names_say_which_text_and_where() {
        for (code, title, label, service, issue, expected) in [
            ("CH13", "House rules", "1.0", "Dyffryn Uchaf", 1, "CH13-house-rules-1.0-dyffryn-uchaf"),
            ("CH13", "House rules", "1.0", "Tŷ Ŵyn", 2, "CH13-house-rules-1.0-ty-wyn-issue-2"),
            ("A/1", "\"\r\n", "Spring 2026", "", 1, "A-1-policy-Spring-2026"),
            ("", "Ffôn", "1..2.", "", 1, "ffon-1.2"),
            ("Tŷ 1", "../x", "ŵ", "..", 1, "ty-1-x-w"),
        ] {
            assert_eq!(Name { code, title, label, service, issue }.file(), expected);
        }
        assert_eq!(
            changes_name(("CH13", "House rules"), ("1.0", "1.1"), ""),
            "CH13-house-rules-changes-1.0-to-1.1"
        );
        assert_eq!(
            changes_name(("CH13", "House rules"), ("1.1-issue-1", "1.1-issue-2"), "Tŷ Ŵyn"),
            "CH13-house-rules-changes-1.1-issue-1-to-1.1-issue-2-ty-wyn"
        );
    }
}
