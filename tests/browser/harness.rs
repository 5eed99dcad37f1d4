//! The browser's own tools, tested on pages made for it.

use fantoccini::Locator;
use fantoccini::key::Key;
use serde_json::json;

use crate::accessibility::{WIDTHS, assert_accessible, findings, too_wide};
use crate::browser::run;
use crate::devtools::Scheme;
use crate::support::canned::{Asked, Canned, serve};
use crate::support::environment::in_repository;

const GOOD: &str = r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Report a concern</title><link rel="stylesheet" href="/style.css"></head><body><header><a href="/good">Polisi</a></header>
<main><h1>Report a concern</h1><form action="/done"><p><label for="n">Name</label> <input id="n" name="n" autocomplete="name"></p>
<button>Continue</button></form></main></body></html>"#;
const BAD: &str = r#"<!doctype html><html><head><meta charset="utf-8"><title>Report</title><link rel="stylesheet" href="/style.css"></head>
<body><h1>Report</h1><h4>Skips a level</h4><p class="faint">Low contrast</p><p class="wide">Wide</p>
<form action="/done"><input name="n" class="unseen"><button></button></form></body></html>"#;
const STYLE: &str = "body { font: 1rem sans-serif; color: #111; background: #fff; margin: 1rem; } a { color: #036; display: inline-block; padding: .5rem; }
:focus-visible { outline: 3px solid #c60; } .unseen:focus-visible { outline: none; border-color: inherit; } .faint { color: #aaa; } .wide { width: 2000px; }
input, button { min-height: 2.5rem; font: inherit; } .unseen, .unseen:focus { outline: none; border: 1px solid #888; }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #111; } a { color: #9cf; } }";

fn answer(asked: &Asked) -> Canned {
    match asked.target.split('?').next() {
        Some("/style.css") => Canned { status: 200, headers: Vec::new(), body: STYLE.to_owned() }
            .header("content-type", "text/css"),
        Some("/bad") => Canned::html(BAD),
        Some("/done") => Canned::html(&GOOD.replace("Report a concern", "Thank you")),
        _ => Canned::html(GOOD),
    }
}

#[test]
fn passes_a_good_page_at_every_width_and_in_the_dark() {
    let base = serve(answer);
    run(async move |browser| {
        assert_accessible(&browser, &format!("{base}/good"), &WIDTHS, &Scheme::BOTH).await;
        assert_eq!(
            browser.evaluate("getComputedStyle(document.body).backgroundColor").await,
            json!("rgb(17, 17, 17)")
        );
        browser.set_width(320).await;
        assert_eq!(browser.evaluate("innerWidth").await, json!(320));
        browser.set_print().await;
        assert_eq!(browser.evaluate("matchMedia('print').matches").await, json!(true));
        browser.set_scheme(Scheme::Dark).await;
        browser.screenshot_as("harness-320-dark").await;
        assert!(in_repository("target/screenshots/harness-320-dark.png").is_file());
    });
}

#[test]
fn finds_what_is_wrong_with_a_bad_page() {
    let base = serve(answer);
    run(async move |browser| {
        browser.set_scheme(Scheme::Light).await;
        browser.set_width(1280).await;
        browser.open(&format!("{base}/bad")).await;
        let found = findings(&browser).await;
        for rule in
            ["button-name", "color-contrast", "heading-order", "html-has-lang", "label", "landmark-one-main"]
        {
            let told = found.violations.iter().any(|violation| violation.starts_with(rule));
            assert!(told, "no {rule} in {:?} {:?}", found.violations, found.incomplete);
        }
        assert!(too_wide(&browser).await.unwrap().contains("wide"));
    });
}

#[test]
fn goes_through_a_form_without_a_mouse_or_scripts() {
    let base = serve(answer);
    run(async move |browser| {
        browser.set_scripts(false).await;
        browser.open(&format!("{base}/good")).await;
        assert_eq!(browser.tab_to("#n").await, 2);
        browser.type_words("Asha").await;
        browser.press(Key::Enter).await;
        browser.wait().for_element(Locator::XPath("//h1[.='Thank you']")).await.unwrap();
        assert!(browser.current_url().await.unwrap().as_str().ends_with("/done?n=Asha"));
    });
}

#[test]
fn sees_a_focus_that_nobody_can_see() {
    let base = serve(answer);
    run(async move |browser| {
        browser.open(&format!("{base}/bad")).await;
        browser.press(Key::Tab).await;
        assert!(!browser.focus_is_seen().await);
        browser.press(Key::Tab).await;
        assert!(browser.focus_is_seen().await);
    });
}
