//! The two hashes of a rendition change exactly when they should.

use polisi::documents::{Accepted, Value};
use polisi::documents::{Format, Hash, Stage, Values, fill, html, import, text};
use polisi::messages::{Language, Messages};

const TEXT: &str = "{{org_field_logo}}\n\n{{org_field_name}}\n\nPhones at Work\n\n1. Purpose\n\n\
    Ring {{org_field_phone}} when in doubt. Version {{policy_version}} of {{policy_code}}.\n\n\
    Page {{page_no}}.\n\nReviewed on:\n{{last_update_date}}\n\nNext Review Date:\n{{next_review_date}}\n\n\
    Copyright © {{current_year}} {{org_field_name}}. All rights reserved.\n";

fn hashes(source: &str, values: &Values, logo: Option<&str>) -> (Hash, Hash) {
    let messages = Messages::load().unwrap();
    let document = import(source, Format::Text, &Accepted::all()).unwrap().document;
    let filled = fill(&document, values, Language::English, Stage::Published).unwrap();
    let look = html::Look { logo, ..html::Look::default() };
    (html::sheet(&filled, &look, &messages).hash(), text::duty_hash(&filled))
}

fn values() -> Values {
    let mut values = Values::new();
    for (name, value) in [
        ("org_field_name", "Cartref Prawf"),
        ("org_field_phone", "01632 960101"),
        ("policy_version", "1.0"),
        ("policy_code", "POL-1"),
        ("current_year", "2026"),
    ] {
        values.text(name, value);
    }
    for name in ["last_update_date", "next_review_date"] {
        values.set(name, Value::Date("2026-11-21".parse().unwrap()));
    }
    values
}

#[test]
fn each_hash_changes_when_it_should() {
    let base = hashes(TEXT, &values(), None);
    let with = |name: &str, value: &str| {
        let mut values = values();
        values.text(name, value);
        hashes(TEXT, &values, None)
    };
    let dated = |name: &str| {
        let mut values = values();
        values.set(name, Value::Date("2027-11-21".parse().unwrap()));
        hashes(TEXT, &values, None)
    };
    let logo = "data:image/png;base64,AAAA";
    let mut with_logo = values();
    with_logo.set("org_field_logo", Value::Image);
    for (what, now, bytes, duty) in [
        ("nothing", hashes(TEXT, &values(), None), false, false),
        ("a value that nothing prints", with("org_field_fax", "1"), false, false),
        ("the day of the review", dated("last_update_date"), true, false),
        ("the day of the next review", dated("next_review_date"), true, false),
        ("the version", with("policy_version", "1.1"), true, false),
        ("the code", with("policy_code", "POL-2"), true, false),
        ("the year of the copyright", with("current_year", "2027"), true, false),
        ("the page number", with("page_no", "7"), false, false),
        ("the logo", hashes(TEXT, &with_logo, Some(logo)), true, false),
        ("a value in the text", with("org_field_phone", "01632 960102"), true, true),
        ("a word", hashes(&TEXT.replace("in doubt", "unsure"), &values(), None), true, true),
        // The title prints in the frame, which the digest of the rendition covers.
        ("the title", hashes(&TEXT.replace("at Work", "on Duty"), &values(), None), false, true),
        ("white space", hashes(&TEXT.replace("Ring ", "Ring   "), &values(), None), false, false),
    ] {
        assert_eq!((now.0 != base.0, now.1 != base.1), (bytes, duty), "{what}");
    }
}
