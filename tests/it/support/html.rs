//! Strict checks of a page as HTML. They find what makes a page hard to use or unsafe and what a
//! person would call unfinished; the accessibility rules proper run in the browser tests.

use std::collections::HashSet;

use scraper::{ElementRef, Html, Selector};

/// Parts of a page whose text is shown as it is: it may look like anything.
const VERBATIM: [&str; 6] = ["code", "pre", "kbd", "samp", "textarea", "script"];

/// The words before the title of a page with faults, in the languages of the application.
const FAULT_PREFIXES: [&str; 2] = ["Error: ", "Gwall: "];

/// Fails when the page has a fault; says all of them.
///
/// # Panics
/// The page has a fault.
pub fn assert_sound(url: &str, body: &str) {
    let faults = faults(body);
    assert!(faults.is_empty(), "{url} is not sound:\n  {}\n\n{body}", faults.join("\n  "));
}

/// What is wrong with the page, one sentence each.
pub fn faults(body: &str) -> Vec<String> {
    let page = Html::parse_document(body);
    let mut faults = Vec::new();
    let checks: [fn(&Html, &mut Vec<String>); 10] =
        [document, headings, identifiers, references, fields, groups, forms, links, code, words];
    if !body.trim_start().to_ascii_lowercase().starts_with("<!doctype html>") {
        faults.push("does not begin with <!doctype html>".to_owned());
    }
    faults.extend(page.errors.iter().map(|error| format!("HTML: {error}")));
    for check in checks {
        check(&page, &mut faults);
    }
    faults
}

/// All elements that the CSS selector finds.
pub fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).expect("a CSS selector")).collect()
}

/// The words of an element, with single spaces.
pub fn words_of(element: ElementRef<'_>) -> String {
    element.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

/// What a screen reader would call the element: its label, its words, or its pictures' words.
pub fn name_of(element: ElementRef<'_>) -> String {
    if let Some(label) = element.value().attr("aria-label") {
        return label.trim().to_owned();
    }
    let mut name = words_of(element);
    for image in element.select(&Selector::parse("img[alt], svg [aria-label], svg title").unwrap()) {
        name.push_str(image.value().attr("alt").unwrap_or_default());
    }
    name.trim().to_owned()
}

fn document(page: &Html, faults: &mut Vec<String>) {
    let language = page.root_element().value().attr("lang").unwrap_or_default();
    if language.is_empty() {
        faults.push("html has no lang".to_owned());
    }
    for (selector, what) in [("title", "title"), ("main", "main"), ("meta[name=viewport]", "viewport")] {
        let count = all(page, selector).len();
        if count != 1 && !(selector == "title" && count > 1) {
            faults.push(format!("{count} elements {what}, wanted 1"));
        }
    }
}

fn headings(page: &Html, faults: &mut Vec<String>) {
    let first = all(page, "h1");
    let [heading] = first.as_slice() else {
        faults.push(format!("{} h1, wanted 1", first.len()));
        return;
    };
    let heading = words_of(*heading);
    let title = all(page, "head > title").first().map(|title| words_of(*title)).unwrap_or_default();
    let plain = FAULT_PREFIXES.iter().find_map(|prefix| title.strip_prefix(prefix)).unwrap_or(&title);
    if heading.is_empty() || !plain.starts_with(&heading) {
        faults.push(format!("title `{title}` does not start with the h1 `{heading}`"));
    }
    let mut previous = 0;
    for element in all(page, "h1, h2, h3, h4, h5, h6") {
        let level = element.value().name().trim_start_matches('h').parse().unwrap_or(0);
        if level > previous + 1 && previous > 0 {
            faults.push(format!("h{level} `{}` follows h{previous}", words_of(element)));
        }
        if words_of(element).is_empty() {
            faults.push(format!("h{level} is empty"));
        }
        previous = level;
    }
}

fn identifiers(page: &Html, faults: &mut Vec<String>) {
    let mut seen = HashSet::new();
    for element in all(page, "[id]") {
        let id = element.value().attr("id").unwrap_or_default();
        if !seen.insert(id) || id.is_empty() || id.contains(char::is_whitespace) {
            faults.push(format!("id `{id}` is empty, has a space or is there twice"));
        }
    }
}

/// Whatever points to a part of the page points to one that is there.
fn references(page: &Html, faults: &mut Vec<String>) {
    let ids: HashSet<&str> = all(page, "[id]").iter().filter_map(|e| e.value().attr("id")).collect();
    for attribute in ["for", "aria-labelledby", "aria-describedby", "aria-controls", "list", "headers"] {
        for element in all(page, &format!("[{attribute}]")) {
            for id in element.value().attr(attribute).unwrap_or_default().split_whitespace() {
                if !ids.contains(id) {
                    faults.push(format!("{attribute}=`{id}` points nowhere"));
                }
            }
        }
    }
    for element in all(page, "a[href^='#']") {
        let id = element.value().attr("href").unwrap_or_default().trim_start_matches('#');
        if !id.is_empty() && !ids.contains(id) {
            faults.push(format!("link to #{id} leads nowhere"));
        }
    }
}

fn fields(page: &Html, faults: &mut Vec<String>) {
    for element in all(page, "input, select, textarea") {
        let kind = element.value().attr("type").unwrap_or("text");
        if matches!(kind, "hidden" | "submit" | "button" | "reset") {
            continue;
        }
        let shown = opening_tag(element);
        if !labelled(page, element) {
            faults.push(format!("no label for {shown}"));
        }
        if element.value().attr("name").is_none() {
            faults.push(format!("no name for {shown}"));
        }
    }
    for button in all(page, "button, input[type=submit]") {
        if name_of(button).is_empty() && button.value().attr("value").unwrap_or_default().is_empty() {
            faults.push(format!("empty button {}", opening_tag(button)));
        }
    }
    for image in all(page, "img") {
        if image.value().attr("alt").is_none() {
            faults.push(format!("no alt for {}", opening_tag(image)));
        }
    }
}

fn labelled(page: &Html, field: ElementRef<'_>) -> bool {
    let attribute = |name| field.value().attr(name).is_some_and(|value| !value.trim().is_empty());
    if attribute("aria-label") || attribute("aria-labelledby") {
        return true;
    }
    let around = field.ancestors().filter_map(ElementRef::wrap).find(|e| e.value().name() == "label");
    let label = around.or_else(|| {
        let id = field.value().attr("id")?;
        all(page, "label[for]").into_iter().find(|label| label.value().attr("for") == Some(id))
    });
    label.is_some_and(|label| !words_of(label).is_empty())
}

/// Choices that belong together stand in a fieldset that says what the question is.
fn groups(page: &Html, faults: &mut Vec<String>) {
    for radio in all(page, "input[type=radio]") {
        let fieldset = radio
            .ancestors()
            .filter_map(ElementRef::wrap)
            .find(|e| e.value().name() == "fieldset" || e.value().attr("role") == Some("radiogroup"));
        if fieldset.is_none() {
            faults.push(format!("no fieldset around {}", opening_tag(radio)));
        }
    }
    for fieldset in all(page, "fieldset") {
        let legend = fieldset.children().filter_map(ElementRef::wrap).find(|e| e.value().name() == "legend");
        if legend.is_none_or(|legend| words_of(legend).is_empty()) {
            faults.push("fieldset without a legend".to_owned());
        }
    }
}

fn forms(page: &Html, faults: &mut Vec<String>) {
    for form in all(page, "form") {
        let action = form.value().attr("action").unwrap_or_default();
        if action.is_empty() {
            faults.push(format!("no action for {}", opening_tag(form)));
        }
        let method = form.value().attr("method").unwrap_or("get").to_ascii_lowercase();
        if method != "get" && method != "post" {
            faults.push(format!("method {method} for {}", opening_tag(form)));
        }
        let files = form.select(&Selector::parse("input[type=file]").unwrap()).count();
        if files > 0 && form.value().attr("enctype") != Some("multipart/form-data") {
            faults.push(format!("{} sends files but not as multipart", opening_tag(form)));
        }
    }
}

fn links(page: &Html, faults: &mut Vec<String>) {
    for link in all(page, "a") {
        let href = link.value().attr("href").unwrap_or_default().trim();
        if href.is_empty() || href == "#" || href.to_ascii_lowercase().starts_with("javascript:") {
            faults.push(format!("link `{}` leads nowhere", name_of(link)));
        }
        if name_of(link).is_empty() {
            faults.push(format!("link to {href} has no words"));
        }
    }
}

/// Style and script come from files, so that the content security policy can forbid the rest.
fn code(page: &Html, faults: &mut Vec<String>) {
    for element in all(page, "style, [style]") {
        faults.push(format!("inline style: {}", opening_tag(element)));
    }
    for script in all(page, "script:not([src])") {
        faults.push(format!("inline script: {}", opening_tag(script)));
    }
    for element in all(page, "*") {
        if let Some((name, _)) = element.value().attrs().find(|(name, _)| name.starts_with("on")) {
            faults.push(format!("inline script: {name} in {}", opening_tag(element)));
        }
    }
}

/// Nothing unfinished is shown: no key of a message without words, no template tag.
fn words(page: &Html, faults: &mut Vec<String>) {
    for element in all(page, "title, body, body *") {
        if verbatim(element) {
            continue;
        }
        let own = element.children().filter_map(|child| child.value().as_text());
        for text in own.map(|text| text.trim()) {
            if looks_like_a_key(text) {
                faults.push(format!("message key shown: {text}"));
            }
            if text.contains("{{") || text.contains("{%") {
                faults.push(format!("template tag shown: {text}"));
            }
        }
        for attribute in ["aria-label", "alt", "title", "placeholder"] {
            let value = element.value().attr(attribute).unwrap_or_default();
            if looks_like_a_key(value) || value.contains("{{") {
                faults.push(format!("message key or template tag in {attribute}: {value}"));
            }
        }
    }
}

/// Text that is shown as it is: in `code` and the like, or below `data-verbatim`.
fn verbatim(element: ElementRef<'_>) -> bool {
    let itself = std::iter::once(element);
    let mut line = itself.chain(element.ancestors().filter_map(ElementRef::wrap));
    line.any(|e| VERBATIM.contains(&e.value().name()) || e.value().attr("data-verbatim").is_some())
}

/// Two or more words of lower-case letters and digits, joined by hyphens.
fn looks_like_a_key(text: &str) -> bool {
    let small =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    let mut parts = text.split('-');
    let first =
        parts.next().is_some_and(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase()));
    first && text.contains('-') && parts.all(small)
}

fn opening_tag(element: ElementRef<'_>) -> String {
    let html = element.html();
    html.split_inclusive('>').next().unwrap_or_default().to_owned()
}
