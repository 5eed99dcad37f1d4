use super::*;
use crate::documents::fill::{Stage, fill};
use crate::documents::import::{Accepted, Format, import};
use crate::documents::values::{Value, Values};
use crate::messages::Language;

const SHAPE: &str = include_str!("../../../tests/data/shape.txt");

fn values(name: &str) -> Values {
    let mut values = Values::new();
    values.text("org_field_name", name);
    values.text("org_field_registration_no", "SIN-00009901-DEMO");
    values.text("org_field_registered_manager_first_name", "Rhiannon");
    values.text("org_field_registered_manager_last_name", "Maddocks-Test");
    values.set("last_update_date", Value::Date(jiff::civil::date(2025, 12, 2)));
    values.set("next_review_date", Value::Date(jiff::civil::date(2026, 12, 2)));
    values.text("current_year", "2025");
    values
}

fn frame(name: &str, messages: &Messages) -> Frame {
    Frame {
        organisation: name.to_owned(),
        registration: None,
        title: "Staying Sensible Online Policy".to_owned(),
        description: String::new(),
        control: vec![("Version".to_owned(), "1.0".to_owned())],
        logo: None,
        version: "Version 1.0".to_owned(),
        notice: None,
        labels: Labels::new(messages, Language::English),
        published: "2025-12-02T09:00:00Z".parse().unwrap(),
        identifier: "test".to_owned(),
    }
}

fn print(text: &str, format: Format, name: &str) -> Pdf {
    let messages = Messages::load().unwrap();
    let document = import(text, format, &Accepted::all()).unwrap().document;
    let filled = fill(&document, &values(name), Language::English, Stage::Published).unwrap();
    pdf(&filled, &frame(name, &messages), &messages).unwrap()
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let one = print(SHAPE, Format::Text, "Gofal Cyf");
    assert_eq!(one, print(SHAPE, Format::Text, "Gofal Cyf"));
    assert!(one.bytes.starts_with(b"%PDF-1.7"));
    assert!((3..=6).contains(&one.pages), "{}", one.pages);
}

#[test]
fn any_name_prints() {
    let long = "Tŷ ".repeat(40);
    for name in [
        "Smith & Daughters <Care>",
        "#eval(\"1\") $x$ @a *b*",
        "{{x}} \\ // `r`",
        "👩‍⚕️ 漢字 العربية",
        long.trim(),
    ] {
        print("By {{org_field_name}}. More.", Format::Text, name);
    }
}

#[test]
fn tables_lists_links_and_gaps_print() {
    let text = "# T\n\n## 1. A\n\n**b** *i* [l](https://x.example) [bad](javascript:x)  \nnext {{fax}} {{org_field_phone}}\n\n\
                3. x\n   - y\n4. z\n\n| a | b |\n|---|---|\n| c | d |\n";
    assert_eq!(print(text, Format::Markdown, "Gofal").pages, 1);
}

#[test]
fn pictures_print_and_a_broken_one_is_its_description() {
    let messages = Messages::load().unwrap();
    let text = "# T\n\n![An exit](picture:a)\n\n![](picture:b)\n\n![Lost](picture:c)\n";
    let document = import(text, Format::Markdown, &Accepted::all()).unwrap().document;
    let mut filled = fill(&document, &values("Gofal"), Language::English, Stage::Published).unwrap();
    let without = pdf(&filled, &frame("Gofal", &messages), &messages).unwrap();
    assert!(filled.pictures.add("a", &crate::documents::pictures::sample(3000, 3000)));
    assert!(filled.pictures.add("b", &crate::documents::pictures::sample(1000, 3000)));
    let with = pdf(&filled, &frame("Gofal", &messages), &messages).unwrap();
    assert!(with != without && with.pages == 2, "{}", with.pages);
    let mut cut = crate::documents::pictures::sample(300, 300);
    cut.truncate(60);
    assert!(filled.pictures.add("a", &cut));
    let broken = pdf(&filled, &frame("Gofal", &messages), &messages).unwrap();
    assert_eq!(broken, without);
}
