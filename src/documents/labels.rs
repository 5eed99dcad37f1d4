//! Words for gaps, the same in HTML, text and PDF.

use super::catalogue;
use crate::messages::{Language, Messages, args};

/// What a field is called.
#[must_use]
pub fn field(messages: &Messages, language: Language, name: &str) -> String {
    let own = name.strip_prefix("org_field_custom_").unwrap_or(name).replace('_', " ");
    let mut letters = own.chars();
    let own: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    messages.format(language, &catalogue::label_key(name), &args([("name", own)]))
}

/// "Registration number: missing".
#[must_use]
pub fn missing(messages: &Messages, language: Language, name: &str) -> String {
    messages.format(language, "document-missing", &args([("field", field(messages, language, name))]))
}

/// "[missing: registration number]", for text and print.
#[must_use]
pub fn missing_text(messages: &Messages, language: Language, name: &str) -> String {
    let label = lower_first(&field(messages, language, name));
    messages.format(language, "document-missing-text", &args([("field", label)]))
}

/// "[unknown field: org_field_fax]", for text and print.
#[must_use]
pub fn unknown_text(messages: &Messages, language: Language, name: &str) -> String {
    let name = name.replace(['{', '}'], "");
    messages.format(language, "document-unknown-text", &args([("name", name)]))
}

/// "Next review date: set when you publish", with the proposed value when there is one.
#[must_use]
pub fn later(messages: &Messages, language: Language, name: &str, proposed: Option<&str>) -> String {
    let label = field(messages, language, name);
    match proposed {
        None => messages.format(language, "document-later", &args([("field", label)])),
        Some(value) => {
            let values = args([("field", label), ("value", value.to_owned())]);
            messages.format(language, "document-later-proposed", &values)
        }
    }
}

/// What stands for a picture that is not shown, and what its description is where nobody wrote one.
#[must_use]
pub fn picture(messages: &Messages, language: Language, alt: &str) -> String {
    match alt.trim() {
        "" => messages.get(language, "document-picture-undescribed"),
        alt => messages.format(language, "document-picture", &args([("alt", alt.to_owned())])),
    }
}

fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
