//! What is kept about people, and for how long: from the tables by which the program finds and removes it.

use serde_json::{Value, json};

use crate::retention::rules::{self, FIXED, Rule};
use crate::web::{Answer, Visit};

/// What is kept, in the order of the page. What is found for somebody who asks about their data stands under the word
/// of its `rights::Source`, with hyphens.
const KEPT: &[&str] = &[
    "person",
    "role",
    "away",
    "account",
    "second-step",
    "sign-in",
    "sign-ins",
    "tablet",
    "reading",
    "work",
    "reports",
    "requests",
    "by-hand",
    "outside",
    "lists",
    "mail",
    "activity",
];

pub(super) async fn show(visit: Visit) -> Answer {
    let context = json!({
        "title": visit.words("static-privacy-title"),
        "kept": KEPT,
        "rules": Rule::ALL.iter().copied().map(row).collect::<Vec<_>>(),
        "fixed": FIXED,
    });
    std::future::ready(visit.plain("pages/privacy.html", context)).await
}

/// A rule with its period, in years where it has whole ones.
fn row(rule: Rule) -> Value {
    let months = rules::longest(rule);
    let years = (months % 12 == 0).then_some(months / 12);
    json!({ "name": rule.as_str().replace('_', "-"), "years": years, "months": months })
}
