use super::*;
use crate::documents::{Accepted, import};
use crate::messages::{Language, Messages};

#[test]
fn every_refusal_note_and_reason_has_words() {
    let messages = Messages::load().unwrap();
    let limits = crate::documents::Limit::ALL.map(Refusal::Limit);
    let keys = Refusal::ALL.iter().chain(&limits).map(|refusal| refusal.key());
    let keys = keys.chain(NoteKind::ALL.map(NoteKind::key)).chain(Skipped::ALL.map(Skipped::key));
    for key in keys {
        assert_ne!(messages.get(Language::English, key), key);
    }
}

#[test]
fn markdown_and_text_come_as_they_are() {
    let read = |name: &str, text: &str| read(name, text.as_bytes(), Tracked::Accept).unwrap();
    let markdown = read("a.md", "# Phones\n\n**{{org_field_name}}**\n");
    assert_eq!(
        (markdown.format, markdown.source.as_str()),
        (Format::Markdown, "# Phones\n\n**{{org_field_name}}**\n")
    );
    assert_eq!(read("a.txt", "Phones").format, Format::Text);
    let imported = import(&markdown.source, markdown.format, &Accepted::none()).unwrap();
    assert_eq!(imported.document.title.raw(), "Phones");
}

#[test]
fn a_text_over_the_limit_is_not_cut() {
    let long = "a".repeat(limits::TEXT_BYTES + 1);
    for name in ["a.txt", "a.md"] {
        assert_eq!(read(name, long.as_bytes(), Tracked::Accept), Err(Refusal::Limit(Limit::Text)), "{name}");
    }
}
