//! What the command writes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::inputs::{Edition, Given};
use super::{FAILED, Refusal, RenderArguments, WRONG_USAGE, Words};
use crate::documents::pdf::{self, Frame, Labels, PdfError};
use crate::documents::{Filled, Hash, Imported, Value, catalogue, dates, docx, html, labels, stored, text};
use crate::messages::args;

/// The outputs that were asked for.
pub(super) struct Wanted {
    html: bool,
    pdf: bool,
    docx: bool,
    text: bool,
    json: bool,
}

pub(super) fn wanted(arguments: &RenderArguments, words: &Words) -> Result<Wanted, Refusal> {
    let mut wanted = Wanted { html: false, pdf: false, docx: false, text: false, json: false };
    for name in &arguments.to {
        match name.trim() {
            "html" => wanted.html = true,
            "pdf" => wanted.pdf = true,
            "text" | "txt" => wanted.text = true,
            "json" => wanted.json = true,
            "docx" => wanted.docx = true,
            other => {
                return Err(words.refuse(
                    WRONG_USAGE,
                    "render-format-unknown",
                    [("format", other.to_owned())],
                ));
            }
        }
    }
    Ok(wanted)
}

/// One rendering.
pub(super) struct Job<'a> {
    pub(super) imported: &'a Imported,
    pub(super) filled: &'a Filled,
    pub(super) given: &'a Given,
    pub(super) edition: &'a Edition,
    pub(super) words: &'a Words,
}

impl Job<'_> {
    pub(super) fn write(&self, wanted: &Wanted, folder: &Path) -> Result<(), Refusal> {
        let html = self.html();
        let text = text::plain(self.filled, &self.words.messages);
        let pdf = if wanted.pdf { Some(self.pdf()?) } else { None };
        let docx = if wanted.docx { Some(self.docx()?) } else { None };
        fs::create_dir_all(folder).map_err(|fault| self.cannot_write(folder, &fault))?;
        let save = |name: &str, bytes: &[u8]| {
            let path = folder.join(name);
            fs::write(&path, bytes).map_err(|fault| self.cannot_write(&path, &fault))
        };
        if wanted.html {
            save("document.html", html.as_bytes())?;
        }
        if wanted.text {
            save("document.txt", text.as_bytes())?;
        }
        if wanted.json {
            save("document.json", stored::to_json(&self.imported.document).as_bytes())?;
        }
        if let Some(bytes) = &pdf {
            save("document.pdf", bytes)?;
        }
        if let Some(bytes) = &docx {
            save("document.docx", bytes)?;
        }
        let hashes = json!({
            "html": Hash::of(html.as_bytes()).to_string(),
            "text": Hash::of(text.as_bytes()).to_string(),
            "pdf": pdf.map(|bytes| Hash::of(&bytes).to_string()),
            "docx": docx.map(|bytes| Hash::of(&bytes).to_string()),
        });
        save("report.json", format!("{:#}\n", self.report(&hashes)).as_bytes())
    }

    fn cannot_write(&self, path: &Path, fault: &std::io::Error) -> Refusal {
        let values = [("file", path.display().to_string()), ("reason", fault.to_string())];
        self.words.refuse(FAILED, "render-cannot-write", values)
    }

    fn title(&self) -> String {
        let title = text::sentence(self.filled, &self.filled.document.title, &self.words.messages);
        if title.is_empty() {
            self.words.messages.get(self.words.language, "document-untitled")
        } else {
            title
        }
    }

    // How many places are open, in words; nothing for a complete document.
    fn notice(&self) -> Option<String> {
        let open: usize = self.filled.gaps().chain(self.filled.unknown()).map(|(_, count)| count).sum();
        let (messages, language) = (&self.words.messages, self.words.language);
        (open > 0).then(|| messages.format(language, "document-draft-note", &args([("count", open)])))
    }

    fn html(&self) -> String {
        let logo = self.given.logo.as_ref();
        let logo = logo.map(|logo| {
            format!("data:{};base64,{}", logo.kind.mime(), data_encoding::BASE64.encode(&logo.bytes))
        });
        let look = html::Look { logo: logo.as_deref(), with_title: true, ..html::Look::default() };
        let (title, notice) = (self.title(), self.notice());
        let frame = self.frame();
        let printed = [frame.version.as_str(), frame.labels.uncontrolled.as_str()];
        let printed: Vec<&str> = printed.into_iter().filter(|part| !part.is_empty()).collect();
        let printed = printed.join(". ");
        let head = html::Head { title: &title, notice: notice.as_deref(), printed: Some(&printed) };
        html::page(self.filled, &look, &head, &self.words.messages).as_str().to_owned()
    }

    fn pdf(&self) -> Result<Vec<u8>, Refusal> {
        let done = pdf::pdf(self.filled, &self.frame(), &self.words.messages);
        done.map(|pdf| pdf.bytes).map_err(|fault| match fault {
            PdfError::Pages => {
                self.words.refuse(FAILED, "document-limit-pages", [("limit", pdf::PAGES.to_string())])
            }
            PdfError::Writer => self.words.refuse(FAILED, "document-pdf-writer", []),
            PdfError::Typesetter(reason) => {
                self.words.refuse(FAILED, "document-pdf-failed", [("reason", reason)])
            }
        })
    }

    fn docx(&self) -> Result<Vec<u8>, Refusal> {
        let done = docx::docx(self.filled, &self.frame(), &self.words.messages);
        done.map_err(|fault| {
            self.words.refuse(FAILED, "document-docx-failed", [("reason", fault.to_string())])
        })
    }

    fn frame(&self) -> Frame {
        let (messages, language) = (&self.words.messages, self.words.language);
        let version = self.value("policy_version");
        let number = self.value("org_field_registration_no");
        Frame {
            organisation: self.value("org_field_name").unwrap_or_default(),
            registration: number
                .map(|number| (labels::field(messages, language, "org_field_registration_no"), number)),
            title: self.title(),
            description: String::new(),
            control: self.control(),
            logo: self.given.logo.clone(),
            version: version.map(|version| self.version(version)).unwrap_or_default(),
            notice: self.notice(),
            labels: Labels::new(messages, language),
            published: self.moment(),
            identifier: text::duty_hash(self.filled).to_string(),
        }
    }

    // Code and version for the footer.
    fn version(&self, version: String) -> String {
        let (messages, language) = (&self.words.messages, self.words.language);
        match self.value("policy_code") {
            Some(code) => messages.format(
                language,
                "document-version-code",
                &args([("code", code), ("version", version)]),
            ),
            None => messages.format(language, "document-version", &args([("version", version)])),
        }
    }

    // The rows of the control table for which there are values.
    fn control(&self) -> Vec<(String, String)> {
        let (messages, language) = (&self.words.messages, self.words.language);
        let names = ["policy_code", "policy_version", "effective_date", "approved_by", "approved_on"];
        let dates = ["last_update_date", "next_review_date"];
        let own =
            |name: &&str| self.value(name).map(|value| (labels::field(messages, language, name), value));
        let edition = [&self.edition.nation, &self.edition.service_type];
        let edition: Vec<&str> = edition.into_iter().flatten().map(String::as_str).collect();
        let edition = (!edition.is_empty())
            .then(|| (messages.get(language, "document-control-nation"), edition.join(" / ")));
        let manager = ["org_field_registered_manager_first_name", "org_field_registered_manager_last_name"];
        let manager: Vec<String> = manager.into_iter().filter_map(|name| self.value(name)).collect();
        let manager = (!manager.is_empty())
            .then(|| (messages.get(language, "document-control-responsible"), manager.join(" ")));
        let rows = names.iter().filter_map(own).chain(manager).chain(dates.iter().filter_map(own));
        rows.chain(edition).collect()
    }

    fn value(&self, name: &str) -> Option<String> {
        match self.given.values.get(name)? {
            Value::Text(text) => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            Value::Date(date) => Some(dates::long(*date, self.words.language)),
            Value::Image | Value::Nothing => None,
        }
    }

    // A moment that depends on nothing but the values, so that the same call gives the same file.
    fn moment(&self) -> jiff::Timestamp {
        let names = ["effective_date", "approved_on", "last_update_date"];
        let date = names.iter().find_map(|name| match self.given.values.get(name) {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        });
        let date = date.unwrap_or(Date::constant(2000, 1, 1));
        date.to_zoned(jiff::tz::TimeZone::UTC).map(|zoned| zoned.timestamp()).unwrap_or_default()
    }

    fn report(&self, hashes: &Json) -> Json {
        let known = self.filled.counts.iter().filter(|(name, _)| catalogue::find(name).is_some());
        let fields: BTreeMap<&str, usize> = known.map(|(name, count)| (name.as_str(), *count)).collect();
        let gap = |(field, count): (&str, usize)| json!({"field": field, "count": count});
        let removed = self.imported.offers.iter().filter(|offer| offer.kind.is_line() && offer.accepted);
        let headings = self.filled.document.headings().map(|heading| {
            let words = text::sentence(self.filled, &heading.words, &self.words.messages);
            json!({"level": heading.level, "number": heading.number, "text": words})
        });
        json!({
            "title": self.title(),
            "fields": fields,
            "gaps": self.filled.gaps().map(gap).collect::<Vec<_>>(),
            "unknown": self.imported.unknown,
            "removed": removed.map(|offer| json!({"line": offer.line, "text": offer.before})).collect::<Vec<_>>(),
            "headings": headings.collect::<Vec<_>>(),
            "lists": self.imported.lists,
            "sha256": hashes,
        })
    }
}
