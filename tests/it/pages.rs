//! Pages for everybody say what the program does.

use polisi::messages::{Language, Messages};
use polisi::organisations::Nation;
use polisi::retention::rules::{self, FIXED, Rule};
use polisi::rights::Source;

use crate::support::app::TestApp;

/// Words as a page shows them: values stand between marks that nobody sees.
fn plain(words: &str) -> String {
    words.replace(['\u{2068}', '\u{2069}'], "")
}

#[test]
fn the_privacy_page_names_every_record_and_every_rule() {
    let app = TestApp::start();
    let page = app.anonymous().get("/privacy?lang=en").expect(200);
    let messages = Messages::load().unwrap();
    let say = |key: &str| {
        assert!(messages.has(Language::English, key), "{key}");
        plain(&messages.get(Language::English, key))
    };
    for source in Source::ALL {
        let word = source.as_str().replace('_', "-");
        let shown = page.words(&format!("#kept-{word}"));
        assert_eq!(shown, [say(&format!("static-privacy-kept-{word}"))], "{word}");
    }
    assert!(Source::ALL.len() >= 8 && page.words("li[id^='kept-']").len() >= Source::ALL.len() + 8);

    let rows: Vec<String> = page.words("table[aria-labelledby='rules'] tbody tr");
    assert_eq!(rows.len(), Rule::ALL.len());
    assert!(rows.len() >= 7, "saw {}", rows.len());
    for (rule, row) in Rule::ALL.iter().zip(&rows) {
        let name = rule.as_str().replace('_', "-");
        let nations = [Nation::England, Nation::Wales, Nation::Scotland, Nation::NorthernIreland];
        let months = nations.map(|nation| rules::period(*rule, nation).months).into_iter().max().unwrap();
        let period = match (months % 12, months / 12) {
            (0, 1) => "1 year".to_owned(),
            (0, years) => format!("{years} years"),
            _ => format!("{months} months"),
        };
        for words in [say(&format!("retention-rule-{name}")), period, say(&format!("retention-from-{name}"))]
        {
            assert!(row.contains(&words), "{words}: {row}");
        }
    }
    let fixed = page.words("table[aria-labelledby='fixed'] tbody tr");
    assert_eq!(fixed.len(), FIXED.len());
    for (key, row) in FIXED.iter().zip(&fixed) {
        assert!(row.contains(&say(&format!("retention-fixed-{key}"))), "{row}");
        assert!(row.contains(&say(&format!("retention-fixed-{key}-time"))), "{row}");
    }
    assert!(!page.visible().contains("removes nothing"));
}

#[test]
fn the_help_page_sends_nobody_into_a_trap() {
    let app = TestApp::start();
    let page = app.anonymous().get("/help?lang=en").expect(200);
    let words = page.visible();
    for so in ["14 days after", "staff number and your PIN", "recovery codes", "“Who did it?”", "new slip"]
    {
        assert!(words.contains(so), "{so}: {words}");
    }
    assert!(!words.contains("never to anybody you name"), "{words}");
    page.click("choose a new password").expect(200);
}

#[test]
fn a_filled_example_is_there_before_anybody_signs_up() {
    let app = TestApp::start_guarded();
    let start = app.anonymous().get("/?lang=en").expect(200);
    start.click("Look at a filled example first").expect(200);
    for nation in ["england", "wales"] {
        let list = app.anonymous().get(&format!("/example?nation={nation}")).expect(200);
        assert!(list.words("table[aria-labelledby='fields'] tbody tr").len() > 20);
        let policies = list.attributes("table[aria-labelledby='policies'] tbody th a", "href");
        assert_eq!(policies.len(), 9, "{nation}");
        for policy in policies {
            for marks in ["", "?fields=1"] {
                let page = app.anonymous().get(&format!("{policy}{marks}")).expect(200);
                let (sheet, marked) = (page.words("article.doc").concat(), page.words(".doc .filled").len());
                assert!(!sheet.contains("{{") && sheet.len() > 2_000, "{policy}: {sheet}");
                assert_eq!(marked > 3, !marks.is_empty(), "{policy}{marks}: {marked}");
                assert_eq!(page.words(".doc .gap, .doc .unknown, .doc .later").len(), 0, "{policy}");
            }
        }
    }
    for nothing in ["/example?nation=scotland", "/example?nation=nowhere", "/example/nothing"] {
        app.anonymous().get(nothing).expect(404);
    }
}
