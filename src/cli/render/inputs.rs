//! What the command reads: template, values, logo.

use std::fs::File;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde_json::{Map, Value as Json};

use super::{FAILED, Refusal, RenderArguments, WRONG_USAGE, Words};
use crate::documents::catalogue::{self, Kind};
use crate::documents::pdf::{Logo, LogoKind};
use crate::documents::read::{self, Reading, Tracked};
use crate::documents::{Value, Values, limits};
use crate::messages::args;

// The catalogue's limits for a logo.
const LOGO_BYTES: u64 = 1_048_576;
const LOGO_PIXELS: u32 = 2_000;
const FIELDS_BYTES: u64 = 1_048_576;

/// The nation and the service type that the template is for, in words.
pub(super) struct Edition {
    pub(super) nation: Option<String>,
    pub(super) service_type: Option<String>,
}

/// The values that were given, and the logo's file.
pub(super) struct Given {
    pub(super) values: Values,
    pub(super) logo: Option<Logo>,
}

/// Refuses a kind of file by its name, before anything is read.
pub(super) fn check_name(template: &Path, words: &Words) -> Result<(), Refusal> {
    let extension = template.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    match extension.as_deref() {
        Some("txt" | "text" | "md" | "markdown" | "docx" | "html" | "htm") => Ok(()),
        Some("doc") => Err(words.refuse(WRONG_USAGE, read::Refusal::OldWord.key(), [])),
        _ => Err(words.refuse(WRONG_USAGE, "render-input-unknown", [])),
    }
}

pub(super) fn edition(arguments: &RenderArguments, words: &Words) -> Result<Edition, Refusal> {
    let nations = ("org_field_nation", "choice-nation-", "render-nation-unknown");
    let types = ("org_field_service_type", "choice-service-type-", "render-service-type-unknown");
    Ok(Edition {
        nation: choice(arguments.nation.as_deref(), nations, words)?,
        service_type: choice(arguments.service_type.as_deref(), types, words)?,
    })
}

fn choice(
    answer: Option<&str>,
    (field, words_key, problem): (&str, &str, &'static str),
    words: &Words,
) -> Result<Option<String>, Refusal> {
    let Some(answer) = answer else { return Ok(None) };
    let key = answer.trim().to_lowercase().replace([' ', '_'], "-");
    let known = catalogue::find(field).is_some_and(|field| match &field.check {
        catalogue::Check::OneOf(answers) => answers.iter().any(|known| known.replace('_', "-") == key),
        _ => false,
    });
    if !known {
        return Err(words.refuse(WRONG_USAGE, problem, [("value", answer.to_owned())]));
    }
    Ok(Some(words.messages.get(words.language, &format!("{words_key}{key}"))))
}

/// The text of the template; tracked changes of Word count as accepted.
pub(super) fn template(path: &Path, words: &Words) -> Result<Reading, Refusal> {
    let limit = u64::try_from(limits::WORD_BYTES).unwrap_or(u64::MAX);
    // A file over the limit is refused by the reader: one more byte shows it.
    let bytes = bytes(path, limit + 1, words)?;
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    read::read(&name, &bytes, Tracked::Accept).map_err(|refusal| words.unread(refusal))
}

fn bytes(path: &Path, most: u64, words: &Words) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let result = File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes));
    result.map_err(|fault| cannot_read(path, &fault, words))?;
    Ok(bytes)
}

fn cannot_read(path: &Path, reason: &dyn std::fmt::Display, words: &Words) -> Refusal {
    let values = [("file", path.display().to_string()), ("reason", reason.to_string())];
    words.refuse(FAILED, "render-cannot-read", values)
}

pub(super) fn values(path: &Path, edition: &Edition, words: &Words) -> Result<Given, Refusal> {
    let bytes = bytes(path, FIELDS_BYTES, words)?;
    let fields: Map<String, Json> = serde_json::from_slice(&bytes).map_err(|fault| {
        let values = [("file", path.display().to_string()), ("reason", fault.to_string())];
        words.refuse(FAILED, "render-fields-faulty", values)
    })?;
    let mut given = Given { values: Values::new(), logo: None };
    for (name, text) in
        [("org_field_nation", &edition.nation), ("org_field_service_type", &edition.service_type)]
    {
        if let Some(text) = text {
            given.values.text(name, text);
        }
    }
    for (name, value) in &fields {
        let name = catalogue::canonical(name).unwrap_or(name);
        take(&mut given, path, name, value, words)?;
    }
    name_logo(&mut given, words);
    Ok(given)
}

fn take(given: &mut Given, fields: &Path, name: &str, value: &Json, words: &Words) -> Result<(), Refusal> {
    let text = match value {
        Json::Null => return Ok(()),
        Json::String(text) => text.trim().to_owned(),
        Json::Number(number) => number.to_string(),
        _ => return Err(faulty(name, "field-problem-line", words)),
    };
    if text.is_empty() {
        return Ok(());
    }
    match catalogue::find(name).map(|field| field.kind) {
        Some(Kind::Image) => {
            given.logo = Some(logo(fields, &text, words)?);
            given.values.set(name, Value::Image);
        }
        Some(Kind::Date) => {
            let date = text.parse::<Date>().map_err(|_fault| faulty(name, "field-problem-date", words))?;
            given.values.set(name, Value::Date(date));
        }
        _ => given.values.text(name, &text),
    }
    Ok(())
}

fn faulty(name: &str, reason: &str, words: &Words) -> Refusal {
    let reason = words.messages.get(words.language, reason);
    words.refuse(FAILED, "render-value-faulty", [("name", name.to_owned()), ("reason", reason)])
}

// The path counts from the folder of the values, else from the current one.
fn logo(fields: &Path, path: &str, words: &Words) -> Result<Logo, Refusal> {
    let beside: PathBuf = fields.parent().map(|folder| folder.join(path)).unwrap_or_else(|| path.into());
    let path = if beside.exists() { beside } else { path.into() };
    let bytes = bytes(&path, LOGO_BYTES + 1, words)?;
    let small = u64::try_from(bytes.len()).is_ok_and(|length| length <= LOGO_BYTES);
    let kind = LogoKind::of(&bytes).filter(|_| small && is_readable(&bytes));
    let kind = kind.ok_or_else(|| faulty(catalogue::LOGO, "field-problem-image", words))?;
    Ok(Logo { bytes, kind, alt: String::new() })
}

fn is_readable(bytes: &[u8]) -> bool {
    let Ok(mut reader) = image::ImageReader::new(Cursor::new(bytes)).with_guessed_format() else {
        return false;
    };
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(LOGO_PIXELS);
    limits.max_image_height = Some(LOGO_PIXELS);
    reader.limits(limits);
    reader.decode().is_ok()
}

fn name_logo(given: &mut Given, words: &Words) {
    let name = match given.values.get("org_field_name") {
        Some(Value::Text(name)) => name.clone(),
        _ => String::new(),
    };
    if let Some(logo) = &mut given.logo {
        let alt = words.messages.format(words.language, "document-logo-alt", &args([("name", name)]));
        logo.alt = alt.trim().to_owned();
    }
}
