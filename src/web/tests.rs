//! The templates and their words, checked as a whole.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::json;

use super::engine::{Engine, Page, Trusted};
use super::gallery;
use crate::messages::{Language, Messages};

fn engine() -> Engine {
    Engine::load(&Arc::new(Messages::load().unwrap())).unwrap()
}

/// Path and text of every file below `templates/` whose name ends in `ending`.
fn sources(ending: &str) -> Vec<(String, String)> {
    fn walk(folder: &std::path::Path, found: &mut Vec<std::path::PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, found) } else { found.push(path) }
        }
    }
    let mut found = Vec::new();
    walk(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"), &mut found);
    found
        .into_iter()
        .map(|path| (path.display().to_string(), path))
        .filter(|(name, _)| name.ends_with(ending))
        .map(|(name, path)| (name, std::fs::read_to_string(path).unwrap()))
        .collect()
}

/// What stands in quotes right after `start`, wherever it does.
fn quoted<'a>(text: &'a str, start: &str) -> Vec<&'a str> {
    text.split(start)
        .skip(1)
        .filter(|rest| !rest.contains("\" ~") || rest.find("\" ~") != rest.find('"'))
        .map(|rest| rest.split('"').next().unwrap())
        .collect()
}

#[test]
fn every_shared_page_renders_in_both_languages() {
    let engine = engine();
    let mut seen = 0;
    for language in Language::ALL {
        for name in engine.names() {
            let shared = ["errors/", "pages/"].iter().any(|folder| name.starts_with(folder));
            let example = name.starts_with("gallery/") && name.ends_with(".html");
            if !(shared || example) {
                continue;
            }
            let context = if shared {
                json!({
                    "reference": "7QK4", "minutes": 15, "who": "Mair Rees",
                    "kept": ["person"], "rules": [{ "name": "staff", "years": 6 }], "fixed": ["devices"],
                })
            } else {
                gallery::gallery_context(true)
            };
            let page = Page::new(&context)
                .unwrap()
                .trusted("rendition", &gallery::rendition())
                .with("title", &"Title");
            let html = engine.render_page(name, language, page).unwrap();
            assert!(html.contains(&format!("<html lang=\"{}\">", language.tag())), "{name}");
            assert_eq!(html.matches("<h1").count(), 1, "{name}");
            assert!(!html.contains("style=\"") && !html.contains("<script>"), "{name}");
            assert!(
                !html.contains('\u{E000}') && !html.contains("errors-") && !html.contains("static-"),
                "{name}"
            );
            seen += 1;
        }
    }
    assert!(seen >= 2 * 16, "{seen}");
}

#[test]
fn no_template_goes_around_escaping_or_the_content_policy() {
    let files: Vec<_> = sources(".html").into_iter().chain(sources(".txt")).collect();
    assert!(files.len() > 20);
    for (name, text) in files {
        let dense: String = text.split_whitespace().collect();
        for banned in ["|safe", "style=\"", "<script>", "onclick=", "javascript:"] {
            assert!(!dense.contains(banned), "{name}: {banned}");
        }
    }
}

#[test]
fn every_key_in_a_template_has_words() {
    let messages = Messages::load().unwrap();
    let mut seen = 0;
    for (name, text) in sources(".html").into_iter().chain(sources(".txt")) {
        for key in ["t(key=\"", "t_link(key=\""].iter().flat_map(|start| quoted(&text, start)) {
            assert!(key.ends_with('-') || messages.has(Language::English, key), "{name}: {key}");
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn welsh_is_complete_for_what_every_page_shares() {
    let keys = |folder: &str, file: &str| -> BTreeSet<String> {
        let (_, text) = sources(&format!("messages/{folder}/{file}.ftl")).pop().unwrap();
        text.lines()
            .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
            .filter_map(|line| line.split_once(" =").map(|(key, _)| key.to_owned()))
            .collect()
    };
    for file in ["common", "parts", "errors"] {
        assert_eq!(keys("en", file), keys("cy", file), "{file}");
    }
}

#[test]
fn values_are_escaped_and_trusted_html_is_not() {
    let engine = engine();
    let mut context = gallery::gallery_context(true);
    context["form"]["reason"] = json!("</textarea><script>alert(1)</script>");
    let page =
        Page::new(&context).unwrap().trusted("rendition", &Trusted::vouch("<p id=\"clause\">A</p>".into()));
    let html = engine.render_page("gallery/gallery.html", Language::English, page).unwrap();
    assert!(html.contains("<p id=\"clause\">A</p>"));
    assert!(!html.contains("<script>alert"));
    assert!(
        html.contains("&lt;b&gt;Siân&lt;/b&gt;") && html.contains("<a href=\"/help\">read the help page</a>")
    );
}

#[test]
fn a_plain_string_is_not_printed_as_html() {
    let engine = engine();
    let mut context = gallery::gallery_context(false);
    context["rendition"] = json!("<p>not sanitised</p>");
    let fault = engine.render("gallery/gallery.html", Language::English, &context).unwrap_err();
    assert!(format!("{fault:?}").contains("trusted"), "{fault:?}");
}

#[test]
fn english_words_on_a_welsh_page_are_marked() {
    let html = engine().render("pages/cookies.html", Language::Welsh, &json!({})).unwrap();
    assert!(html.contains("<h1><span lang=\"en-GB\">Cookies</span></h1>"));
    assert!(html.contains("<title>Cookies – Polisi</title>"));
    assert!(html.contains("Neidio i") && !html.contains("data-l=\"<span"));
}

#[test]
fn an_error_page_gives_the_reason_that_it_is_told() {
    let context = json!({"reference": "7QK4", "reason": "error-too-large", "minutes": 1});
    let html = engine().render("errors/invalid.html", Language::English, &context).unwrap();
    assert!(html.contains("too big") && html.contains("<code>7QK4</code>"));
    let html = engine().render("errors/too_many.html", Language::English, &context).unwrap();
    assert!(html.contains("try again in 1 minute."), "{html}");
    let empty = json!({"reference": null, "reason": null});
    assert!(engine().render("errors/internal.html", Language::Welsh, &empty).unwrap().contains("999"));
}

#[test]
fn what_was_typed_comes_back_with_its_error() {
    let html = gallery_page(true);
    assert!(html.contains("<title>Error: Gallery – Brynhafod Care – Polisi</title>"));
    assert!(html.contains("value=\"carys@\"") && html.contains("value=\"Sept\""));
    assert!(html.contains("<a href=\"#f-review\">Next review date must include a year</a>"));
    assert!(
        html.contains(
            "aria-describedby=\"f-reason-hint f-reason-error f-reason-limit\" aria-invalid=\"true\""
        )
    );
    assert!(!html.contains("type=\"password\" value"));
}

#[test]
fn kept_choices_are_checked() {
    let html = gallery_page(false);
    assert!(
        html.contains("name=\"kinds\" value=\"c\" checked")
            && !html.contains("name=\"kinds\" value=\"b\" checked")
    );
    assert!(html.contains("<option value=\"b\" selected>"));
}

#[test]
fn mail_text_is_not_escaped() {
    let context = json!({"title": "x", "organisation": {"name": "Rees & Bevan"}});
    let text = engine().render("gallery/mail.txt", Language::English, &context).unwrap();
    assert!(text.contains("Rees & Bevan uses Polisi"));
}

fn gallery_page(faulty: bool) -> String {
    let page =
        Page::new(&gallery::gallery_context(faulty)).unwrap().trusted("rendition", &gallery::rendition());
    engine().render_page("gallery/gallery.html", Language::English, page).unwrap()
}
