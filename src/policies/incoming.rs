//! A text as it is brought in: pasted, or a file. A file that was read stays in the page until all is said
//! about it, so that nobody has to choose it again.

use serde::{Deserialize, Serialize};

use super::drafts::NewText;
use crate::documents::read::{self, Note, NoteKind, Refusal, Tracked};
use crate::documents::{Format, limits};
use crate::web::{Fields, FormErrors, Value};

const TOO_LARGE: &str = "policies-error-too-large";

/// A file that was read, in both ways where it has tracked changes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Its name.
    pub name: String,
    /// The text is Markdown.
    pub markdown: bool,
    /// The text with its tracked changes accepted.
    pub accepted: String,
    /// The text with its tracked changes rejected; empty when there are none, or nothing would be left.
    #[serde(default)]
    pub rejected: String,
    /// What a person should look at.
    #[serde(default)]
    pub notes: Vec<Note>,
}

impl Held {
    /// How many changes, or comments, it has.
    #[must_use]
    pub fn count(&self, kind: NoteKind) -> usize {
        self.notes.iter().filter(|note| note.kind == kind).map(|note| note.count).sum()
    }

    /// For the form, which sends it again.
    #[must_use]
    pub fn packed(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a file. It has no pictures; those come in with a shelf, which keeps them.
    fn read(name: &str, bytes: &[u8]) -> Result<Self, FormErrors> {
        let reading = read::read(name, bytes, Tracked::Accept).map_err(refused)?;
        if !reading.pictures.is_empty() {
            return Err(FormErrors::one("file", "policies-error-pictures"));
        }
        let mut held = Self {
            name: name.to_owned(),
            markdown: reading.format == Format::Markdown,
            accepted: reading.source.replace("\r\n", "\n"),
            rejected: String::new(),
            notes: reading.notes,
        };
        if held.count(NoteKind::Change) > 0 {
            let rejected = read::read(name, bytes, Tracked::Reject);
            held.rejected = rejected.map(|reading| reading.source).unwrap_or_default();
        }
        Ok(held)
    }

    /// The text, when everything that the file asks is answered.
    fn text(&self, fields: &Fields) -> Result<NewText, FormErrors> {
        let tracked = Tracked::from_word(fields.text("tracked"));
        let mut errors = FormErrors::default();
        if self.count(NoteKind::Change) > 0 && tracked.is_none() {
            errors.add("tracked", "asked-error-tracked");
        }
        if self.count(NoteKind::Comment) > 0 && !fields.has("comments") {
            errors.add("comments", "asked-error-comments");
        }
        let rejected = self.count(NoteKind::Change) > 0 && tracked == Some(Tracked::Reject);
        let source = if rejected { &self.rejected } else { &self.accepted };
        if rejected && source.trim().is_empty() {
            errors.add("tracked", "asked-error-nothing-left");
        }
        let format = if self.markdown { Format::Markdown } else { Format::Text };
        errors.or(Some(NewText { format, source: source.clone() }))
    }
}

fn refused(refusal: Refusal) -> FormErrors {
    let mut errors = FormErrors::default();
    let limit = refusal.limit().and_then(|limit| i64::try_from(limit).ok()).unwrap_or_default();
    errors.add_with("file", refusal.key(), vec![("limit", Value::Number(limit))]);
    errors
}

/// A text, or what is wrong with it, and the file where it is to stay in the page.
pub type Incoming = (Result<NewText, FormErrors>, Option<Held>);

/// A text that was pasted or sent as a file, with the file where it is to stay in the page. A file wins over
/// one that was held, and that over a pasted text.
pub fn incoming(fields: &Fields) -> Incoming {
    let before = || serde_json::from_str(fields.raw("held")).ok();
    if let Some(errors) = fields.refused() {
        return (Err(errors), before());
    }
    let held = match fields.file("file") {
        Some(file) => match Held::read(&file.name, &file.bytes) {
            Ok(held) => Some(held),
            Err(errors) => return (Err(errors), None),
        },
        None => before(),
    };
    let read = match &held {
        Some(held) => held.text(fields).and_then(|text| sensible(text, "file")),
        None => {
            let text = NewText { format: pasted_format(fields), source: fields.raw("text").to_owned() };
            sensible(text, "text")
        }
    };
    (read, held)
}

fn sensible(text: NewText, field: &str) -> Result<NewText, FormErrors> {
    if text.source.trim().is_empty() {
        return Err(FormErrors::one("text", "policies-error-no-text"));
    }
    if text.source.len() > limits::TEXT_BYTES {
        return Err(FormErrors::one(field, TOO_LARGE));
    }
    Ok(text)
}

fn pasted_format(fields: &Fields) -> Format {
    if fields.text("format") == "markdown" { Format::Markdown } else { Format::Text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_files_that_people_have() {
        let read = |name: &str, bytes: &[u8]| {
            let held = Held::read(name, bytes).map_err(|errors| errors.0[0].key)?;
            let text = held.text(&Fields::default()).map_err(|errors| errors.0[0].key)?;
            sensible(text, "file").map(|text| text.source).map_err(|errors| errors.0[0].key)
        };
        assert_eq!(read("a.TXT", b"\xef\xbb\xbfone\r\ntwo").unwrap().trim_end(), "one\ntwo");
        assert_eq!(read("a.md", "Tŷ".as_bytes()).unwrap().trim_end(), "Tŷ");
        assert_eq!(read("a.txt", b"\xff\xfeT\0w\x01").unwrap().trim_end(), "Tŷ");
        for (name, bytes) in [("a.docx", &b"PK"[..]), ("a.doc", b"\xd0\xcf\x11\xe0"), ("a.exe", b"MZ\0")] {
            assert!(read(name, bytes).is_err_and(|key| key.starts_with("reading-refused-")), "{name}");
        }
        assert!(read("a.txt", &vec![b'a'; limits::TEXT_BYTES + 1]).is_err());
    }

    #[test]
    fn what_a_file_asks_is_answered_first() {
        let note =
            |kind| serde_json::from_value::<Note>(serde_json::json!({ "kind": kind, "count": 1 })).unwrap();
        let held = |rejected: &str| Held {
            accepted: "new".to_owned(),
            rejected: rejected.to_owned(),
            notes: vec![note("change"), note("comment")],
            ..Held::default()
        };
        for (rejected, form, expected) in [
            ("old", "tracked=accept&comments=yes", Ok("new")),
            ("old", "tracked=reject&comments=yes", Ok("old")),
            ("old", "comments=yes", Err(vec!["asked-error-tracked"])),
            ("old", "", Err(vec!["asked-error-tracked", "asked-error-comments"])),
            ("old", "tracked=perhaps&comments=yes", Err(vec!["asked-error-tracked"])),
            ("", "tracked=reject&comments=yes", Err(vec!["asked-error-nothing-left"])),
        ] {
            let packed = held(rejected).packed();
            let packed: String = url::form_urlencoded::byte_serialize(packed.as_bytes()).collect();
            let form = format!("{form}&held={packed}&text=pasted");
            let (read, kept) = incoming(&Fields::parse(form.as_bytes()));
            let read = read
                .map(|text| text.source)
                .map_err(|errors| errors.0.iter().map(|error| error.key).collect::<Vec<_>>());
            assert_eq!(read, expected.map(str::to_owned), "{form}");
            assert_eq!(kept, Some(held(rejected)));
        }
    }
}
