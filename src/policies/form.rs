//! What people send about policies.

use std::collections::BTreeSet;

use super::drafts::NewText;
use super::register::{Due, Filter, Sort};
use super::versions::publishing::{LONGEST_REVIEW_MONTHS, Terms};
use super::{ChangeKind, Details, PolicyState};
use crate::clock::Day;
use crate::db::ids::{PersonId, ServiceId};
use crate::documents::{Format, limits};
use crate::messages::Language;
use crate::organisations::{Nation, ServiceType};
use crate::web::{Fields, FormErrors, Value};

const CODE_LETTERS: usize = 20;
const TITLE_LETTERS: usize = 200;
const NAME_LETTERS: usize = 160;
const NOTE_LETTERS: usize = 1_000;
const LABEL_LETTERS: usize = 20;

/// Reads code, title, language, what the text is for, owner and services. The title may be empty while a
/// text is to give it.
///
/// # Errors
/// What is wrong, by field.
pub fn details(fields: &Fields, title_from_text: bool) -> Result<Details, FormErrors> {
    let mut errors = FormErrors::default();
    let code = text(fields, &mut errors, "code", CODE_LETTERS);
    let title = if title_from_text && !fields.has("title") {
        String::new()
    } else {
        text(fields, &mut errors, "title", TITLE_LETTERS)
    };
    let owner = PersonId::parse(fields.text("owner"));
    if owner.is_none() {
        errors.add("owner", "policies-error-owner");
    }
    let details = owner.map(|owner| Details {
        code,
        title,
        language: Language::from_code(fields.text("language")).unwrap_or(Language::English),
        nation: Nation::from_word(fields.text("nation")),
        service_type: ServiceType::from_word(fields.text("service_type")),
        owner,
        services: services(fields),
    });
    errors.or(details)
}

/// The services that are ticked.
#[must_use]
pub fn services(fields: &Fields) -> BTreeSet<ServiceId> {
    fields.all("services").iter().filter_map(|id| ServiceId::parse(id)).collect()
}

fn text(fields: &Fields, errors: &mut FormErrors, name: &'static str, most: usize) -> String {
    let text = fields.text(name).to_owned();
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    if text.is_empty() {
        errors.add(
            name,
            match name {
                "code" => "policies-error-code",
                "title" => "policies-error-title",
                "label" => "policies-error-label",
                "change_note" => "policies-error-change-note",
                "approver" => "policies-error-approver",
                _ => "policies-error-reason",
            },
        );
    } else if text.chars().count() > most {
        errors.add_with(name, "policies-error-long", vec![("limit", Value::Number(limit))]);
    }
    text
}

/// Reads a text that was pasted or sent as a file. A file wins over a pasted text.
///
/// # Errors
/// Nothing was sent, a kind of file that isn't read, or a text that is too large.
pub fn new_text(fields: &Fields) -> Result<NewText, FormErrors> {
    let read = match fields.file("file") {
        Some(file) => from_file(&file.name, &file.bytes)?,
        None => NewText { format: pasted_format(fields), source: fields.raw("text").to_owned() },
    };
    if read.source.trim().is_empty() {
        return Err(FormErrors::one("text", "policies-error-no-text"));
    }
    if read.source.len() > limits::TEXT_BYTES {
        return Err(FormErrors::one(if fields.file("file").is_some() { "file" } else { "text" }, TOO_LARGE));
    }
    Ok(read)
}

const TOO_LARGE: &str = "policies-error-too-large";

fn pasted_format(fields: &Fields) -> Format {
    if fields.text("format") == "markdown" { Format::Markdown } else { Format::Text }
}

fn from_file(name: &str, bytes: &[u8]) -> Result<NewText, FormErrors> {
    let extension = name.rsplit_once('.').map(|(_, end)| end.to_lowercase()).unwrap_or_default();
    let format = match extension.as_str() {
        "txt" | "text" => Format::Text,
        "md" | "markdown" => Format::Markdown,
        "doc" | "docx" | "odt" | "rtf" | "pdf" => {
            return Err(FormErrors::one("file", "policies-error-word"));
        }
        _ => return Err(FormErrors::one("file", "policies-error-kind")),
    };
    if bytes.len() > limits::TEXT_BYTES {
        return Err(FormErrors::one("file", TOO_LARGE));
    }
    let text = decoded(bytes).ok_or_else(|| FormErrors::one("file", "policies-error-letters"))?;
    Ok(NewText { format, source: text.replace("\r\n", "\n") })
}

/// A text file as UTF-8, or as UTF-16 with a mark at its beginning (a choice when saving on Windows).
fn decoded(bytes: &[u8]) -> Option<String> {
    let sixteen = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let pairs = bytes.chunks_exact(2).filter_map(|pair| <[u8; 2]>::try_from(pair).ok());
        String::from_utf16(&pairs.map(read).collect::<Vec<_>>()).ok()
    };
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => sixteen(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => sixteen(rest, u16::from_be_bytes)?,
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).ok()?,
        whole => String::from_utf8(whole.to_vec()).ok()?,
    };
    (!text.contains('\0')).then_some(text)
}

/// Reads what the author decides on publishing.
///
/// # Errors
/// What is wrong, by field.
pub fn terms(fields: &Fields, today: Day) -> Result<Terms, FormErrors> {
    let mut errors = FormErrors::default();
    let label = text(fields, &mut errors, "label", LABEL_LETTERS);
    let change_note = text(fields, &mut errors, "change_note", NOTE_LETTERS);
    let approver_name = text(fields, &mut errors, "approver", NAME_LETTERS);
    let reviewed = day(fields, &mut errors, "reviewed");
    let effective = day(fields, &mut errors, "effective");
    let next = day(fields, &mut errors, "next");
    if reviewed.is_some_and(|day| day > today) {
        errors.add("reviewed", "policies-error-reviewed-later");
    }
    // Publishing puts a version in force at once, so it can't apply from a later day.
    if effective.is_some_and(|day| day > today) {
        errors.add("effective", "policies-error-effective-later");
    }
    if let (Some(reviewed), Some(next)) = (reviewed, next) {
        if next <= reviewed || next <= today {
            errors.add("next", "policies-error-next-early");
        } else if next > reviewed.plus_months(LONGEST_REVIEW_MONTHS) {
            let limit = i64::from(LONGEST_REVIEW_MONTHS);
            errors.add_with("next", "policies-error-next-late", vec![("months", Value::Number(limit))]);
        }
    }
    let days = reviewed.zip(effective).zip(next);
    errors.or(days.map(|((reviewed_on, effective_on), next_review_on)| Terms {
        label,
        reviewed_on,
        effective_on,
        next_review_on,
        change_note,
        approver_name,
        change_kind: ChangeKind::from_word(fields.text("kind")).unwrap_or(ChangeKind::Minor),
        approved_on: None,
        approval_reason: None,
    }))
}

fn day(fields: &Fields, errors: &mut FormErrors, name: &'static str) -> Option<Day> {
    let day = fields.day(name).ok().flatten();
    if day.is_none() {
        errors.add(name, "policies-error-day");
    }
    day
}

/// Reads the reason of a withdrawal.
///
/// # Errors
/// No reason, or a long one.
pub fn reason(fields: &Fields) -> Result<String, FormErrors> {
    let mut errors = FormErrors::default();
    let reason = text(fields, &mut errors, "reason", NOTE_LETTERS);
    errors.or(Some(reason))
}

/// Reads the filter of the register from an address. What isn't understood filters nothing.
#[must_use]
pub fn filter(query: &Fields, today: Day) -> Filter {
    Filter {
        search: query.text("q").to_owned(),
        state: PolicyState::from_word(query.text("state")),
        service: ServiceId::parse(query.text("service")),
        owner: PersonId::parse(query.text("owner")),
        nation: Nation::from_word(query.text("nation")),
        language: Language::from_code(query.text("language")),
        due: Due::from_word(query.text("due")).map(|due| (due, today)),
        gaps: query.text("gaps") == "1",
        sort: Sort::from_word(query.text("sort")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_files_that_people_have() {
        let read = |name: &str, bytes: &[u8]| {
            from_file(name, bytes).map(|text| text.source).map_err(|errors| errors.0[0].key)
        };
        assert_eq!(read("a.TXT", b"\xef\xbb\xbfone\r\ntwo"), Ok("one\ntwo".to_owned()));
        assert_eq!(read("a.md", "Tŷ".as_bytes()), Ok("Tŷ".to_owned()));
        assert_eq!(read("a.txt", b"\xff\xfeT\0w\x01"), Ok("Tŷ".to_owned()));
        assert_eq!(read("a.docx", b"PK"), Err("policies-error-word"));
        assert_eq!(read("a.exe", b"MZ"), Err("policies-error-kind"));
        assert_eq!(read("a.txt", b"\xff\x00\x81"), Err("policies-error-letters"));
        assert_eq!(read("a.txt", &vec![b'a'; limits::TEXT_BYTES + 1]), Err("policies-error-too-large"));
    }

    #[test]
    fn review_dates_stay_in_their_range() {
        let today = Day::new(2026, 11, 21).unwrap();
        let key = |reviewed: &str, next: &str| {
            let form = format!(
                "label=1.0&change_note=First&approver=A&effective=2026-11-21&reviewed={reviewed}&next={next}"
            );
            terms(&Fields::parse(form.as_bytes()), today).map(|_| ()).map_err(|errors| errors.0[0].key)
        };
        assert_eq!(key("2026-11-21", "2027-11-21"), Ok(()));
        assert_eq!(key("2026-11-21", "2029-11-21"), Ok(()));
        assert_eq!(key("2026-11-21", "2029-11-22"), Err("policies-error-next-late"));
        assert_eq!(key("2026-11-21", "2026-11-21"), Err("policies-error-next-early"));
        assert_eq!(key("2026-11-22", "2027-11-21"), Err("policies-error-reviewed-later"));
        assert_eq!(key("soon", "2027-11-21"), Err("policies-error-day"));
    }
}
