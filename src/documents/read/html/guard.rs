//! What makes the reading of a web page slow is counted before it is read: tags, attributes, depth.

use crate::documents::limits::{self, Limit};

/// Attributes of one tag.
const ATTRIBUTES: usize = 500;

/// Elements that need no end, so their number says nothing about depth.
const OPEN_ENDED: [&str; 24] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option",
];

/// Refuses a page that would take long to read.
pub(super) fn check(html: &str) -> Result<(), Limit> {
    let mut open: Vec<String> = Vec::new();
    let mut tags = 0;
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        rest = after;
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        let closing = after.starts_with('/');
        let name: String = after
            .trim_start_matches('/')
            .chars()
            .take(20)
            .take_while(|letter| letter.is_ascii_alphanumeric() || *letter == ':')
            .collect::<String>()
            .to_ascii_lowercase();
        if name.is_empty() {
            continue;
        }
        tags += 1;
        if tags > limits::TAGS {
            return Err(Limit::Tags);
        }
        let (attributes, length) = measure(after);
        if attributes > ATTRIBUTES {
            return Err(Limit::Parts);
        }
        rest = after.get(length..).unwrap_or_default();
        if closing {
            if let Some(at) = open.iter().rposition(|other| *other == name) {
                open.truncate(at);
            }
        } else if matches!(name.as_str(), "script" | "style" | "textarea" | "title") {
            rest = behind(rest, &name);
        } else if !OPEN_ENDED.contains(&name.as_str()) {
            open.push(name);
            if open.len() > limits::DEPTH {
                return Err(Limit::Depth);
            }
        }
    }
    Ok(())
}

// How many attributes a tag has, about, and where it ends.
fn measure(tag: &str) -> (usize, usize) {
    let (mut quote, mut attributes) = (None, 0);
    let mut before = ' ';
    for (at, letter) in tag.char_indices() {
        match (quote, letter) {
            (Some(open), letter) if open == letter => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if before == '=' => quote = Some(letter),
            (None, '>') => return (attributes, at + 1),
            (None, letter) if letter.is_ascii_whitespace() || letter == '/' => {
                attributes += usize::from(!before.is_ascii_whitespace());
            }
            (None, _) => {}
        }
        before = letter;
    }
    (attributes, tag.len())
}

// The page behind the end of an element that holds no tags.
fn behind<'a>(rest: &'a str, name: &str) -> &'a str {
    let mut at = 0;
    while let Some(place) = rest.get(at..).and_then(|rest| rest.find("</")) {
        let end = at + place;
        let found = rest.get(end + 2..end + 2 + name.len());
        if found.is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return rest.get(end..).unwrap_or_default();
        }
        at = end + 2;
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_tags_attributes_and_depth() {
        let attributes: String = (0..1_000).map(|number| format!(" a{number}=\"x\"")).collect();
        let cases = [
            ("<p>a<p>b<br>".repeat(1_000), Ok(())),
            ("<div>".repeat(1_000), Err(Limit::Depth)),
            ("<div></x>".repeat(1_000), Err(Limit::Depth)),
            ("<b>x</b>".repeat(limits::TAGS), Err(Limit::Tags)),
            (format!("<p{attributes}>x"), Err(Limit::Parts)),
            (format!("<script>{}</script>", "<div>".repeat(1_000)), Ok(())),
            (format!("<!--{}-->", "<div>".repeat(1_000)), Ok(())),
            ("<".repeat(100_000), Ok(())),
            ("a < b and <3".to_owned(), Ok(())),
        ];
        for (html, expected) in cases {
            let start: String = html.chars().take(30).collect();
            assert_eq!(check(&html), expected, "{start}");
        }
    }
}
