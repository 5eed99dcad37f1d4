//! Words of a finished sheet that become links where it is shown. What is stored stays as it is.

use std::collections::{BTreeMap, BTreeSet};

use super::sanitised::{SanitisedHtml, Writer};

/// Whether a letter can stand in a code.
const fn is_stroke(letter: char) -> bool {
    matches!(letter, '-' | '_' | '/' | '.')
}

fn is_of_code(letter: char) -> bool {
    letter.is_alphanumeric() || is_stroke(letter)
}

/// Whether a code is told from ordinary words: three letters at least, one a digit.
#[must_use]
pub fn is_linkable(code: &str) -> bool {
    code.chars().count() >= 3
        && code.chars().any(|letter| letter.is_ascii_digit())
        && code.chars().all(is_of_code)
}

/// The runs of letters, digits and `-`, `_`, `/`, `.` of a text, with their places.
pub fn code_runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0_usize;
    text.split(|letter| !is_of_code(letter)).filter_map(move |run| {
        let start = text.get(at..).and_then(|rest| rest.find(run)).map_or(at, |more| at.saturating_add(more));
        at = start.saturating_add(run.len());
        (!code_whole(run).is_empty()).then_some((start, run))
    })
}

/// A run without the full stop or hyphen at its end, which belongs to the sentence.
#[must_use]
pub fn code_whole(run: &str) -> &str {
    run.trim_end_matches(is_stroke)
}

/// What of a run may be a code: the whole first, then, when it has strokes, what stands between them.
pub fn code_parts(run: &str) -> impl Iterator<Item = &str> {
    let parts = run.split('/').filter(|_| run.contains('/')).map(code_whole).filter(|part| !part.is_empty());
    std::iter::once(code_whole(run)).chain(parts)
}

/// The words of a sheet that may be codes: those that [`linked`] would look for.
#[must_use]
pub fn code_words(html: &SanitisedHtml) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    walk(html.as_str(), &mut |piece| {
        if let Piece::Run(run) = piece {
            found.extend(code_parts(run).filter(|word| is_linkable(word)).map(str::to_owned));
        }
    });
    found
}

/// The same sheet in which words that are keys of `links` lead to their address: in letters between tags
/// only, never inside a link or a style sheet. A word is a run of letters, digits and `-`, `_`, `/`, `.`, or
/// what stands between its strokes.
#[must_use]
pub fn linked(html: &SanitisedHtml, links: &BTreeMap<String, String>) -> SanitisedHtml {
    if links.is_empty() {
        return html.clone();
    }
    let mut out = Writer::default();
    walk(html.as_str(), &mut |piece| match piece {
        Piece::Other(letters) => out.copied(letters),
        Piece::Run(run) => put(&mut out, run, links),
    });
    out.finish()
}

/// A piece of HTML: a run of letters that people read, or anything else.
enum Piece<'a> {
    Run(&'a str),
    Other(&'a str),
}

/// Goes through HTML from its beginning to its end, every letter once.
fn walk<'a>(html: &'a str, visit: &mut dyn FnMut(Piece<'a>)) {
    let (mut rest, mut closed) = (html, None);
    while let Some((words, tag)) = rest.split_once('<') {
        letters(words, closed.is_none(), visit);
        let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
        visit(Piece::Other("<"));
        visit(Piece::Other(tag));
        visit(Piece::Other(">"));
        let name = tag.split([' ', '\n']).next().unwrap_or_default();
        match closed {
            None if matches!(name, "a" | "style") => closed = Some(name),
            Some(open) if name.strip_prefix('/') == Some(open) => closed = None,
            _ => {}
        }
        rest = after;
    }
    letters(rest, closed.is_none(), visit);
}

/// Letters between tags, escaped already; the name of an escaped letter is no word.
fn letters<'a>(words: &'a str, open: bool, visit: &mut dyn FnMut(Piece<'a>)) {
    if !open {
        visit(Piece::Other(words));
        return;
    }
    let mut rest = words;
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '&' => rest.find(';').map_or(rest.len(), |end| end.saturating_add(1)),
            first if is_of_code(first) => rest.find(|letter| !is_of_code(letter)).unwrap_or(rest.len()),
            _ => rest.find(|letter| letter == '&' || is_of_code(letter)).unwrap_or(rest.len()),
        };
        let (piece, after) = rest.split_at(end);
        visit(if is_of_code(first) { Piece::Run(piece) } else { Piece::Other(piece) });
        rest = after;
    }
}

fn put(out: &mut Writer, run: &str, links: &BTreeMap<String, String>) {
    if links.contains_key(code_whole(run)) || !run.contains('/') {
        put_code(out, run, links);
        return;
    }
    for (place, part) in run.split('/').enumerate() {
        if place > 0 {
            out.copied("/");
        }
        put_code(out, part, links);
    }
}

fn put_code(out: &mut Writer, word: &str, links: &BTreeMap<String, String>) {
    let code = code_whole(word);
    let Some(address) = links.get(code) else {
        out.copied(word);
        return;
    };
    out.open("a", &[("href", address)]);
    out.copied(code);
    out.close("a");
    out.copied(word.strip_prefix(code).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{code_words, linked};
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
            (
                "<p>POL-7&#39;s &amp;POL-7;</p>",
                "<p><a href=\"/seven\">POL-7</a>&#39;s &amp;<a href=\"/seven\">POL-7</a>;</p>",
            ),
            (
                "<p>DCW13/POL-7/x.</p>",
                "<p><a href=\"/p?a=1&amp;b=2\">DCW13</a>/<a href=\"/seven\">POL-7</a>/x.</p>",
            ),
            ("", ""),
        ] {
            assert_eq!(linked(&sheet(html), &links).as_str(), expected, "{html}");
        }
    }

    #[test]
    fn only_words_that_could_be_links_are_asked_for() {
        let html =
            "<p title=\"CH1\">O&#399;r A4 (CH13/CH14). In 2026 <a href=\"/SM1\">SM2</a>, SM3&#39;s.</p>";
        let words: Vec<String> = code_words(&sheet(html)).into_iter().collect();
        assert_eq!(words, ["2026", "CH13", "CH13/CH14", "CH14", "SM3"]);
    }

    #[test]
    fn a_hostile_address_stays_an_attribute() {
        let links = BTreeMap::from([("A1".to_owned(), "\"><script>".to_owned())]);
        assert_eq!(linked(&sheet("A1"), &links).as_str(), "<a href=\"&quot;&gt;&lt;script&gt;\">A1</a>");
    }
}
