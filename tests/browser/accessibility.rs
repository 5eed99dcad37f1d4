//! axe-core on a page, at several widths, light and dark.

use serde_json::Value;

use crate::browser::{Browser, axe_file};
use crate::devtools::Scheme;

/// A small phone, a phone, a desk.
pub const WIDTHS: [u32; 3] = [320, 390, 1280];

/// Runs the rules. A rule that could not decide counts as well: somebody has to look.
const RUN: &str = "const done = arguments[arguments.length - 1];
const describe = list => list.map(rule => rule.id + ' (' + rule.impact + '): ' + rule.help + rule.nodes.map(
    node => '\\n      ' + node.target.join(' ') + '  ' + node.html.slice(0, 160) + '\\n        '
        + (node.failureSummary || '').replace(/\\s+/g, ' ')).join(''));
axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then(
    result => done({violations: describe(result.violations), incomplete: describe(result.incomplete),
        passes: result.passes.length}),
    error => done({violations: [String(error)], incomplete: [], passes: 0}));";

/// What axe says about a page.
#[derive(Debug, Default)]
pub struct Findings {
    /// Rules broken, with the places.
    pub violations: Vec<String>,
    /// Rules that could not decide, with the places.
    pub incomplete: Vec<String>,
    /// How many rules were kept.
    pub passes: u64,
}

/// Asks axe about the page that is open.
pub async fn findings(browser: &Browser) -> Findings {
    let axe = std::fs::read_to_string(axe_file()).unwrap();
    browser.execute(&axe, Vec::new()).await.unwrap();
    let result = browser.execute_async(RUN, Vec::new()).await.unwrap();
    let list = |name: &str| {
        let rules = result.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        rules.iter().filter_map(|rule| rule.as_str().map(str::to_owned)).collect()
    };
    Findings {
        violations: list("violations"),
        incomplete: list("incomplete"),
        passes: result.get("passes").and_then(Value::as_u64).unwrap_or_default(),
    }
}

/// Opens the page and looks at it at each width in each scheme: no rule is broken or undecided, and
/// nothing has to be scrolled sideways.
///
/// # Panics
/// Otherwise; the message lists all of it.
pub async fn assert_accessible(browser: &Browser, url: &str, widths: &[u32], schemes: &[Scheme]) {
    browser.open(url).await;
    let faults = faults_here(browser, widths, schemes).await;
    assert!(faults.is_empty(), "{url} is not accessible:\n  {}", faults.join("\n  "));
}

/// What is wrong with the open page at each width in each scheme. It is not loaded again, so that
/// the answer to a form can be looked at as well.
///
/// # Panics
/// There was nothing to look at.
pub async fn faults_here(browser: &Browser, widths: &[u32], schemes: &[Scheme]) -> Vec<String> {
    let mut faults = Vec::new();
    for &scheme in schemes {
        browser.set_scheme(scheme).await;
        for &width in widths {
            browser.set_width(width).await;
            let place = format!("{} {width} px", scheme.name());
            let found = findings(browser).await;
            assert!(found.passes > 0, "axe looked at nothing");
            faults.extend(found.violations.iter().map(|rule| format!("{place}: {rule}")));
            faults.extend(found.incomplete.iter().map(|rule| format!("{place}: undecided: {rule}")));
            faults.extend(too_wide(browser).await.map(|what| format!("{place}: scrolls sideways: {what}")));
        }
    }
    faults
}

/// What makes the open page wider than the window, when it is. A table or text that scrolls inside
/// its own box is no fault.
pub async fn too_wide(browser: &Browser) -> Option<String> {
    let script = "(() => { const root = document.documentElement; if (root.scrollWidth <= root.clientWidth) return null;
        const wide = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > root.clientWidth);
        return root.scrollWidth + ' px of ' + root.clientWidth + ': '
            + wide.slice(0, 5).map(e => e.outerHTML.slice(0, 80)).join(' | '); })()";
    browser.evaluate(script).await.as_str().map(str::to_owned)
}
