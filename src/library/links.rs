//! References between texts: `[[family]]` stands for title and code of another policy.

use std::collections::BTreeSet;

const OPEN: &str = "[[";
const CLOSE: &str = "]]";

/// The families that a text names.
#[must_use]
pub fn families(text: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    let mut rest = text;
    while let Some((_, family, after)) = next(rest) {
        found.insert(family);
        rest = after;
    }
    found
}

/// The text with words in the place of every reference.
#[must_use]
pub fn replaced(text: &str, words: impl Fn(&str) -> String) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, family, after)) = next(rest) {
        whole.push_str(before);
        whole.push_str(&words(family));
        rest = after;
    }
    whole.push_str(rest);
    whole
}

fn next(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once(OPEN)?;
    let (family, after) = rest.split_once(CLOSE)?;
    Some((before, family.trim(), after))
}

/// "Title (CODE)", so that a title that somebody typed stays words in Markdown.
#[must_use]
pub fn named(title: &str, code: &str) -> String {
    let mut words = String::new();
    for letter in format!("{} ({})", title.trim(), code.trim()).chars() {
        match letter {
            '{' | '}' => {}
            '\n' | '\r' | '\t' => words.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '~' | '|' | '!' | '&' => {
                words.push('\\');
                words.push(letter);
            }
            other => words.push(other),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{families, named, replaced};
    use crate::documents::{Accepted, Format, import};

    #[test]
    fn references_are_found_and_replaced() {
        let text = "See [[staff-conduct]], [[ equality ]] and [[staff-conduct]]. [[open";
        assert_eq!(families(text).into_iter().collect::<Vec<_>>(), ["equality", "staff-conduct"]);
        let whole = replaced(text, |family| format!("<{family}>"));
        assert_eq!(whole, "See <staff-conduct>, <equality> and <staff-conduct>. [[open");
    }

    #[test]
    fn a_title_stays_words() {
        for title in [
            "Safe & Sound",
            "A *strong* [link](http://x.example) policy",
            "1. {{org_field_name}}",
            "<b> | #_x_`",
        ] {
            let source = format!("# T\n\nRead {} now.\n", named(title, "DCW1"));
            let document = import(&source, Format::Markdown, &Accepted::all()).unwrap().document;
            let block = format!("{:?}", document.blocks);
            assert_eq!(document.blocks.len(), 1, "{block}");
            assert!(
                !block.contains("Strong") && !block.contains("Field") && !block.contains("Link"),
                "{block}"
            );
        }
    }
}
