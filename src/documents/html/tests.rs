use super::*;
use crate::documents::fill::{Stage, fill};
use crate::documents::hash::Hash;
use crate::documents::import::{Accepted, Format, import};
use crate::documents::values::{Value, Values};
use crate::messages::Language;

fn print(text: &str, name: &str, stage: Stage, look: &Look<'_>) -> SanitisedHtml {
    let mut values = Values::new();
    values.text("org_field_name", name);
    values.set("next_review_date", Value::Date(jiff::civil::date(2026, 12, 2)));
    let document = import(text, Format::Markdown, &Accepted::all()).unwrap().document;
    let filled = fill(&document, &values, Language::English, stage).unwrap();
    sheet(&filled, look, &Messages::load().unwrap())
}

#[test]
fn text_and_values_are_escaped_and_bad_links_are_only_words() {
    let text = "A & b \\<script> {{org_field_name}} [x](javascript:alert) [y](https://a.example/?\"q&r)";
    let html = print(text, "<i>\"'&", Stage::Published, &Look::default());
    let html = html.as_str();
    assert!(html.contains("A &amp; b &lt;script&gt; &lt;i&gt;&quot;&#39;&amp; x "), "{html}");
    assert!(html.contains("href=\"https://a.example/?&quot;q&amp;r\""), "{html}");
}

#[test]
fn places_show_their_state() {
    let text = "{{org_field_name}} {{org_field_phone}} {{fax}} {{next_review_date}} {{current_year}} {{org_field_logo}}.";
    let html = print(text, "Gofal", Stage::Preview, &Look { show_fields: true, ..Look::default() });
    for part in [
        "<span class=\"filled\"><a href=\"#field-org_field_name\">Gofal</a></span>",
        "<span class=\"gap\"><a href=\"#field-org_field_phone\">Main phone: missing</a></span>",
        "<span class=\"unknown\"><a href=\"#field-fax\">Unknown field: fax</a></span>",
        "Next review date: set when you publish (proposed 2 December 2026)",
        "Copyright year: set when you publish<",
        "Your logo goes here (optional)",
    ] {
        assert!(html.as_str().contains(part), "{part}\n{html}");
    }
    let html = print(text, "Gofal", Stage::Published, &Look::default());
    assert!(html.as_str().contains("<p>Gofal <span"), "{html}");
    assert!(!html.as_str().contains("logo"), "{html}");
}

#[test]
fn stored_html_comes_back_only_unaltered() {
    let html = print("Words.", "Gofal", Stage::Published, &Look::default());
    let hash = html.hash();
    assert_eq!(SanitisedHtml::from_stored(html.as_str().to_owned(), hash), Some(html.clone()));
    assert_eq!(SanitisedHtml::from_stored(format!("{html} "), hash), None);
    assert_eq!(Hash::of(html.as_str().as_bytes()), hash);
}

#[test]
fn a_picture_shows_its_file_or_its_description() {
    let document = import("![An exit](picture:a)\n\n![](picture:b)", Format::Markdown, &Accepted::all());
    let mut filled =
        fill(&document.unwrap().document, &Values::new(), Language::English, Stage::Published).unwrap();
    let messages = Messages::load().unwrap();
    let html = sheet(&filled, &Look::default(), &messages);
    assert!(html.as_str().contains("<p class=\"no-picture\">Picture: An exit</p>"), "{html}");
    assert_eq!(filled.undescribed().count(), 1);
    filled.pictures.add("a", &crate::documents::pictures::sample(2, 2));
    let html = sheet(&filled, &Look::default(), &messages);
    assert!(html.as_str().contains("<img src=\"data:image/png;base64,"), "{html}");
    assert!(
        html.as_str().contains("alt=\"An exit\"") && !html.as_str().contains("Picture: An exit"),
        "{html}"
    );
    assert!(html.as_str().contains("<p class=\"no-picture\">Picture without a description</p>"), "{html}");
}
