//! Sentences in one form: letters that belong together in one part, no empty emphasis, no emphasis inside
//! the same, no spaces at the edges of emphasis, of a link or of the sentence.

use crate::documents::model::{Inline, Link};

/// The parts of a sentence in that form.
pub(in crate::documents) fn sentence(parts: Vec<Inline>) -> Vec<Inline> {
    let mut parts = joined(parts, Around::default());
    trim_start(&mut parts);
    trim_end(&mut parts);
    parts
}

#[derive(Clone, Copy, Default)]
struct Around {
    strong: bool,
    emphasis: bool,
}

fn joined(parts: Vec<Inline>, around: Around) -> Vec<Inline> {
    let mut out = Vec::with_capacity(parts.len());
    for part in parts {
        match part {
            Inline::Strong(inner) if around.strong => {
                joined(inner, around).into_iter().for_each(|part| push(&mut out, part));
            }
            Inline::Emphasis(inner) if around.emphasis => {
                joined(inner, around).into_iter().for_each(|part| push(&mut out, part));
            }
            Inline::Strong(inner) => {
                wrapped(&mut out, joined(inner, Around { strong: true, ..around }), Inline::Strong);
            }
            Inline::Emphasis(inner) => {
                wrapped(&mut out, joined(inner, Around { emphasis: true, ..around }), Inline::Emphasis);
            }
            Inline::Link(link) => {
                let address = link.address;
                let wrap = |label| Inline::Link(Link { address, label });
                wrapped(&mut out, joined(link.label, around), wrap);
            }
            other => push(&mut out, other),
        }
    }
    out
}

/// Puts the parts into their wrapping; the spaces at its edges stay outside.
fn wrapped(out: &mut Vec<Inline>, mut inner: Vec<Inline>, wrap: impl FnOnce(Vec<Inline>) -> Inline) {
    let before = trim_start(&mut inner);
    let after = trim_end(&mut inner);
    push(out, Inline::Text(before));
    if !inner.is_empty() {
        push(out, wrap(inner));
    }
    push(out, Inline::Text(after));
}

fn push(out: &mut Vec<Inline>, part: Inline) {
    match (out.last_mut(), part) {
        (_, Inline::Text(text)) if text.is_empty() => {}
        // A space that stood at the edge of emphasis is one with the space before it.
        (Some(Inline::Text(last)), Inline::Text(text)) if last.ends_with(' ') => {
            last.push_str(text.trim_start_matches(' '));
        }
        (Some(Inline::Text(last)), Inline::Text(text)) => last.push_str(&text),
        (Some(Inline::Strong(last)), Inline::Strong(inner))
        | (Some(Inline::Emphasis(last)), Inline::Emphasis(inner)) => {
            inner.into_iter().for_each(|part| push(last, part));
        }
        (_, part) => out.push(part),
    }
}

/// Takes the spaces off the beginning; gives them back.
fn trim_start(parts: &mut Vec<Inline>) -> String {
    let Some(Inline::Text(text)) = parts.first_mut() else { return String::new() };
    let rest = text.trim_start().to_owned();
    let taken = text.chars().take(text.chars().count() - rest.chars().count()).collect();
    if rest.is_empty() {
        parts.remove(0);
    } else {
        *text = rest;
    }
    taken
}

/// Takes the spaces off the end; gives them back.
fn trim_end(parts: &mut Vec<Inline>) -> String {
    let Some(Inline::Text(text)) = parts.last_mut() else { return String::new() };
    let rest = text.trim_end().to_owned();
    let taken = text.chars().skip(rest.chars().count()).collect();
    if rest.is_empty() {
        parts.pop();
    } else {
        *text = rest;
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brings_parts_into_one_form() {
        let text = |text: &str| Inline::Text(text.to_owned());
        let strong = |inner: Vec<Inline>| Inline::Strong(inner);
        let cases = [
            (vec![strong(vec![text(" a ")]), text("b")], vec![strong(vec![text("a")]), text(" b")]),
            (vec![text(" a"), text("b "), strong(vec![])], vec![text("ab")]),
            (vec![strong(vec![text("a")]), strong(vec![text("b")])], vec![strong(vec![text("ab")])]),
            (
                vec![strong(vec![Inline::Emphasis(vec![strong(vec![text("a")])])])],
                vec![strong(vec![Inline::Emphasis(vec![text("a")])])],
            ),
            (vec![strong(vec![text("  ")]), text("a")], vec![text("a")]),
            (vec![text("a "), strong(vec![text(" b")])], vec![text("a "), strong(vec![text("b")])]),
        ];
        for (parts, expected) in cases {
            assert_eq!(sentence(parts.clone()), expected, "{parts:?}");
        }
    }
}
