//! What makes the reading of a web page slow is counted before it is read: tags, attributes, depth.

use super::formatting::Formatting;
use crate::documents::limits::{self, Limit};

/// Attributes of one tag.
const ATTRIBUTES: usize = 500;
/// Letters of a name that are looked at.
const NAME: usize = 64;

/// Elements that need no end, so their number says nothing about depth.
const OPEN_ENDED: [&str; 24] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option",
];

/// Inside these, or behind them, what holds no tags elsewhere may hold tags.
const UNLIKE: [&str; 5] = ["svg", "math", "select", "template", "frameset"];

/// Refuses a page that would take long to read.
pub(super) fn check(html: &str) -> Result<(), Limit> {
    let mut open: Vec<String> = Vec::new();
    let mut formatting = Formatting::default();
    // Where a script ends that may be none, in bytes from the end.
    let (mut tags, mut is_plain, mut doubtful) = (0, true, usize::MAX);
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        let inner = after.strip_prefix('/').unwrap_or(after);
        let closing = inner.len() < after.len();
        if !inner.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            rest = behind_remark(after, closing);
            continue;
        }
        let ends = |letter: char| letter.is_ascii_whitespace() || matches!(letter, '/' | '>');
        // No name of a tag is longer; in a script the rest of the page may look like one.
        let name: String = inner.chars().take(NAME).take_while(|letter| !ends(*letter)).collect();
        let name = name.to_ascii_lowercase();
        tags += 1;
        if tags > limits::TAGS {
            return Err(Limit::Tags);
        }
        let is_word = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':'));
        if after.len() > doubtful && !is_word {
            // `i<n;` is no tag that anybody wrote.
            rest = inner;
            continue;
        }
        let (attributes, length) = measure(inner, name.len());
        if attributes > ATTRIBUTES {
            return Err(Limit::Parts);
        }
        rest = inner.get(length..).unwrap_or_default();
        formatting.meet(inner.get(..length).unwrap_or_default(), &name, closing)?;
        is_plain &= !UNLIKE.contains(&name.as_str());
        if closing {
            if let Some(at) = open.iter().rposition(|other| *other == name) {
                open.truncate(at);
            }
        } else if matches!(name.as_str(), "script" | "style" | "textarea" | "title") {
            if is_plain {
                rest = behind(rest, &name);
            } else if after.len() <= doubtful {
                doubtful = behind(rest, &name).len();
            }
        } else if !OPEN_ENDED.contains(&name.as_str()) {
            open.push(name);
            if open.len() > limits::DEPTH {
                return Err(Limit::Depth);
            }
        }
    }
    Ok(())
}

// The page behind a remark; behind the bracket where there is none.
fn behind_remark(after: &str, closing: bool) -> &str {
    let Some(remark) = after.strip_prefix("!--") else {
        let is_remark = closing || after.starts_with(['!', '?']);
        return if is_remark { after.split_once('>').map_or("", |(_, rest)| rest) } else { after };
    };
    if let Some(rest) = remark.strip_prefix('>').or_else(|| remark.strip_prefix("->")) {
        return rest;
    }
    let mut at = 0;
    while let Some(place) = remark.get(at..).and_then(|rest| rest.find("--")) {
        at += place;
        let rest = remark.get(at + 2..).unwrap_or_default();
        if let Some(rest) = rest.strip_prefix('>').or_else(|| rest.strip_prefix("!>")) {
            return rest;
        }
        at += 1;
    }
    ""
}

/// Where one is in a tag behind its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Gap,
    Name,
    NameEnded,
    Equals,
    Value,
    Quoted(char),
}

// How many attributes a tag has, and where it ends: as readers of pages see it, letter by letter.
fn measure(tag: &str, name: usize) -> (usize, usize) {
    let (mut inside, mut attributes) = (Inside::Gap, 0);
    for (at, letter) in tag.char_indices().skip_while(|(at, _)| *at < name) {
        let is_space = letter.is_ascii_whitespace();
        inside = match (inside, letter) {
            (Inside::Quoted(quote), letter) if letter == quote => Inside::Gap,
            (Inside::Quoted(_), _) => inside,
            (_, '>') => return (attributes, at + 1),
            (Inside::Equals, '"' | '\'') => Inside::Quoted(letter),
            (Inside::Name | Inside::NameEnded, '=') => Inside::Equals,
            (Inside::Gap | Inside::Name | Inside::NameEnded, '/') => Inside::Gap,
            (Inside::Gap | Inside::Value, _) if is_space => Inside::Gap,
            (Inside::Name | Inside::NameEnded, _) if is_space => Inside::NameEnded,
            (Inside::Equals, _) if is_space => Inside::Equals,
            (Inside::Equals | Inside::Value, _) => Inside::Value,
            (Inside::Name, _) => Inside::Name,
            (Inside::Gap | Inside::NameEnded, _) => {
                attributes += 1;
                Inside::Name
            }
        };
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
            (format!("<!-->{}", "<div>".repeat(1_000)), Err(Limit::Depth)),
            (format!("<!-- x --!>{}", "<div>".repeat(1_000)), Err(Limit::Depth)),
            (format!("<svg><style>{}", "<div>".repeat(1_000)), Err(Limit::Depth)),
            (format!("<svg></svg><script>{}</script>", "for(;i<n;)i<k&&a>b;".repeat(1_000)), Ok(())),
            (format!("<img a==\">{}\">", "<div>".repeat(1_000)), Err(Limit::Depth)),
            (format!("<img a= \">{}\">", "<div>".repeat(1_000)), Ok(())),
            ("<".repeat(100_000), Ok(())),
            ("a < b and <3".to_owned(), Ok(())),
        ];
        for (html, expected) in cases {
            let start: String = html.chars().take(30).collect();
            assert_eq!(check(&html), expected, "{start}");
        }
    }

    #[test]
    fn what_is_opened_again_in_every_block_is_counted() {
        let many = |one: fn(usize) -> String| (0..9_000).map(one).collect::<String>();
        let refused = [
            many(|at| format!("<div><b a={at}></div>")),
            // An end tag that ends nothing, or not this.
            many(|at| format!("<div><b a={at}></b-x></div>")),
            many(|at| format!("<div><b a={at}><!x </b></div>")),
            many(|at| format!("<div><b a={at}><xmp></b></xmp></div>")),
            many(|at| format!("<div><b a={at}><img a= \"></b>\"></div>")),
            many(|at| format!("<b a={at}><table><td></b></table><p>")),
            many(|at| format!("<b a={at}>{}</b>{}", "<div>".repeat(9), "</div>".repeat(9))),
        ];
        for html in refused {
            let start: String = html.chars().take(40).collect();
            assert_eq!(check(&html), Err(Limit::Tags), "{start}");
        }
        let read = [
            many(|at| format!("<div><b a={at}><span>x</span></b></div>")),
            many(|at| format!("<p><a name={at}>x</a>")),
            many(|_at| "<div><font size=2>x</div>".to_owned()),
            format!("<b>{}</b>", "<p>x".repeat(9_000)),
        ];
        for html in read {
            let start: String = html.chars().take(40).collect();
            assert_eq!(check(&html), Ok(()), "{start}");
        }
    }
}
