//! Words of a finished sheet that become links where it is shown. What is stored stays as it is.

use std::collections::BTreeMap;

use super::sanitised::{SanitisedHtml, Writer};

/// The same sheet in which words that are keys of `links` lead to their address: in letters between tags
/// only, never inside a link or a style sheet. A word is a run of letters, digits and `-`, `_`, `/`, `.`.
#[must_use]
pub fn linked(html: &SanitisedHtml, links: &BTreeMap<String, String>) -> SanitisedHtml {
    if links.is_empty() {
        return html.clone();
    }
    let mut out = Writer::default();
    let (mut rest, mut closed) = (html.as_str(), None);
    while let Some((words, tag)) = rest.split_once('<') {
        put(&mut out, words, links, closed.is_none());
        let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
        out.copied("<");
        out.copied(tag);
        out.copied(">");
        let name = tag.split([' ', '\n']).next().unwrap_or_default();
        match closed {
            None if matches!(name, "a" | "style") => closed = Some(name),
            Some(open) if name.strip_prefix('/') == Some(open) => closed = None,
            _ => {}
        }
        rest = after;
    }
    put(&mut out, rest, links, closed.is_none());
    out.finish()
}

/// Writes letters that are escaped already.
fn put(out: &mut Writer, words: &str, links: &BTreeMap<String, String>, open: bool) {
    if !open {
        out.copied(words);
        return;
    }
    let mut rest = words;
    while !rest.is_empty() {
        let end = rest.find(|letter| !is_of_word(letter)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let code = word.trim_end_matches(['.', '/', '-', '_']);
        match links.get(code) {
            Some(address) => {
                out.open("a", &[("href", address)]);
                out.copied(code);
                out.close("a");
                out.copied(word.strip_prefix(code).unwrap_or_default());
            }
            None => out.copied(word),
        }
        let next = after.find(is_of_word).unwrap_or(after.len());
        let (between, after) = after.split_at(next);
        out.copied(between);
        rest = after;
    }
}

/// `&` and `#` hold the names of escaped letters together, so that no part of one is taken for a word.
fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '-' | '_' | '/' | '.' | '&' | '#')
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::linked;
    use crate::documents::html::sanitised::{SanitisedHtml, Writer};

    fn sheet(html: &str) -> SanitisedHtml {
        let mut out = Writer::default();
        out.copied(html);
        out.finish()
    }

    #[test]
    fn only_whole_words_between_tags_become_links() {
        let links = [("DCW13", "/p?a=1&b=2"), ("39", "/x"), ("POL-7", "/seven"), ("class", "/never")];
        let links: BTreeMap<_, _> =
            links.iter().map(|(code, to)| ((*code).to_owned(), (*to).to_owned())).collect();
        for (html, expected) in [
            ("<p>See (DCW13).</p>", "<p>See (<a href=\"/p?a=1&amp;b=2\">DCW13</a>).</p>"),
            ("<p>DCW13. Next</p>", "<p><a href=\"/p?a=1&amp;b=2\">DCW13</a>. Next</p>"),
            ("<p>DCW131 and XDCW13, DCW13-A</p>", "<p>DCW131 and XDCW13, DCW13-A</p>"),
            ("<p>dcw13</p>", "<p>dcw13</p>"),
            ("<p>O&#39;r (POL-7)</p>", "<p>O&#39;r (<a href=\"/seven\">POL-7</a>)</p>"),
            ("<a href=\"DCW13\">see <b>DCW13</b></a>", "<a href=\"DCW13\">see <b>DCW13</b></a>"),
            ("<p title=\"DCW13\" class=\"x\">Tŷ</p>", "<p title=\"DCW13\" class=\"x\">Tŷ</p>"),
            ("<style>.DCW13</style>POL-7", "<style>.DCW13</style><a href=\"/seven\">POL-7</a>"),
            ("", ""),
        ] {
            assert_eq!(linked(&sheet(html), &links).as_str(), expected, "{html}");
        }
    }

    #[test]
    fn a_hostile_address_stays_an_attribute() {
        let links = BTreeMap::from([("A1".to_owned(), "\"><script>".to_owned())]);
        assert_eq!(linked(&sheet("A1"), &links).as_str(), "<a href=\"&quot;&gt;&lt;script&gt;\">A1</a>");
    }
}
