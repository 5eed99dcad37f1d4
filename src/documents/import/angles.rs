//! Words in angle brackets: `<name of manager>` is what somebody wrote, `<b>` is markup of the web.
//!
//! Markdown takes both for markup. So before it reads the text, the bracket of what is only words becomes a
//! mark, and a letter again afterwards.

use std::collections::BTreeSet;

use super::marks::{BREAK, LESS};
use super::placeholders::Marked;

/// Markup that nobody writes as words.
const MARKUP: &str = " a abbr acronym b base big blink blockquote body br canvas center col colgroup dd del dfn \
    dir div dl dt em embed fieldset figcaption font frame frameset h1 h2 h3 h4 h5 h6 head hr html i iframe img \
    ins kbd li marquee math meta nobr noscript ol optgroup p param pre s samp script small span strike strong \
    style sub sup svg table tbody td textarea tfoot th thead tr tt u ul var wbr ";

/// Words that are markup too: they are it where something is set (`<address class=x>`) or where they both
/// open and close.
const BOTH: &str = " address applet area article aside audio button caption cite code data datalist details \
    dialog figure footer form header input label legend link main map mark menu meter nav object option output \
    picture progress q ruby section select slot source summary template time title track video ";

/// The longest tag that is looked into, in bytes.
const LONGEST: usize = 300;

/// The text with marks where a bracket is only a letter.
pub(super) fn marked(text: &Marked) -> Marked {
    let paired = paired(&text.text);
    text.replaced(|before, rest| is_words(before, rest, &paired).then_some(LESS))
}

/// The bracket as a letter.
pub(super) fn letters(text: &str) -> String {
    text.replace(LESS, "<")
}

/// The words of some markup, without its tags and remarks; line breaks are marks.
pub(super) fn words(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    // Where no end was found once, none is looked for again: it would be the same letters each time.
    let (mut remarks_end, mut tags_end) = (true, true);
    while let Some((before, from)) = rest.find('<').and_then(|at| rest.split_at_checked(at)) {
        out.push_str(before);
        let end = if from.starts_with("<!--") {
            let end = if remarks_end { from.find("-->") } else { None };
            remarks_end = end.is_some();
            end.map(|at| at + "-->".len())
        } else if opens(from) {
            let end = if tags_end { from.find('>') } else { None };
            tags_end = end.is_some();
            end.map(|at| at + 1)
        } else {
            None
        };
        let (taken, after) = from.split_at_checked(end.unwrap_or(1)).unwrap_or((from, ""));
        match end {
            None => out.push_str(taken),
            Some(_) if tag(taken).is_some_and(|tag| tag.name == "br") => out.push(BREAK),
            Some(_) => {}
        }
        rest = after;
    }
    out.push_str(rest);
    letters(&out)
}

// Whether a tag may begin here: `x < 5` has none.
fn opens(from: &str) -> bool {
    from.chars().nth(1).is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'))
}

/// A tag as it stands: `</name rest>`.
struct Tag<'a> {
    closes: bool,
    name: String,
    inner: &'a str,
}

fn tag(from: &str) -> Option<Tag<'_>> {
    let rest = from.strip_prefix('<')?;
    let (closes, rest) = match rest.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let length = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
    let (name, inner) = rest.split_at_checked(length)?;
    // What goes on otherwise is an address (`<https://...>`, `<ann@example.org>`) or no tag.
    let ends = inner.chars().next().is_none_or(|next| next.is_whitespace() || matches!(next, '>' | '/'));
    let begins = name.starts_with(|first: char| first.is_ascii_alphabetic());
    (begins && ends).then(|| Tag { closes, name: name.to_ascii_lowercase(), inner })
}

fn is_in(list: &str, name: &str) -> bool {
    list.split_whitespace().any(|known| known == name)
}

// The names of BOTH that open and close in this text.
fn paired(text: &str) -> BTreeSet<String> {
    let (mut opened, mut closed) = (BTreeSet::new(), BTreeSet::new());
    for (at, _) in text.match_indices('<') {
        if let Some(tag) = text.get(at..).and_then(tag).filter(|tag| is_in(BOTH, &tag.name)) {
            if tag.closes {
                closed.insert(tag.name)
            } else {
                opened.insert(tag.name)
            };
        }
    }
    opened.intersection(&closed).cloned().collect()
}

fn is_words(before: &str, rest: &str, paired: &BTreeSet<String>) -> bool {
    let Some(tag) = tag(rest) else { return false };
    let slashes = before.bytes().rev().take(LONGEST).take_while(|byte| *byte == b'\\').count();
    // It is a letter already, or it holds the address of a link.
    if slashes % 2 == 1 || before.ends_with("](") || before.ends_with("]: ") {
        return false;
    }
    let known = is_in(MARKUP, &tag.name);
    if !known && !is_in(BOTH, &tag.name) {
        return true;
    }
    let inner = tag.inner.bytes().take(LONGEST).take_while(|byte| !matches!(byte, b'<' | b'>'));
    let inner: Vec<u8> = inner.collect();
    let sets = inner.contains(&b'=');
    // "<a member of staff>": markup says `name=value`.
    let says = inner.iter().any(u8::is_ascii_alphanumeric) && !sets;
    says || !(known || sets || paired.contains(&tag.name))
}

#[cfg(test)]
mod tests {
    use crate::documents::import::{Accepted, Format, Imported, import};
    use crate::documents::markdown_out::markdown;
    use crate::documents::model::{Block, Document};

    fn read(text: &str) -> Imported {
        import(text, Format::Markdown, &Accepted::none()).unwrap()
    }

    fn words(document: &Document) -> String {
        let words = |block: &Block| match block {
            Block::Heading(heading) => heading.words.raw(),
            Block::Paragraph(sentences) => {
                sentences.iter().map(|sentence| sentence.raw()).collect::<Vec<_>>().join(" ")
            }
            Block::List(list) => {
                let items = list.items.iter().flat_map(|item| &item.sentences);
                items.map(|sentence| sentence.raw()).collect::<Vec<_>>().join(" ")
            }
            other => format!("{other:?}"),
        };
        document.blocks.iter().map(words).collect::<Vec<_>>().join(" / ")
    }

    #[test]
    fn words_in_angle_brackets_stay_and_markup_goes() {
        for (text, expected) in [
            (
                "Ring <name of manager> on <phone number>. See <insert>.",
                "Ring <name of manager> on <phone number>. See <insert>.",
            ),
            ("<insert name of service>\nis **ours**.", "<insert name of service> is ours."),
            ("<address of the home>\n\nmore", "<address of the home> / more"),
            ("Ask <a member of staff> or </nobody>.", "Ask <a member of staff> or </nobody>."),
            ("On <date> at <time>, door <code>, <title>.", "On <date> at <time>, door <code>, <title>."),
            ("See <Name\nof it>.", "See <Name of it>."),
            ("- <first item>\n- <b>second</b>", "<first item> second"),
            ("## 1. About <name>\n\nx", "About <name> / x"),
            ("`<name>` and \\<name>", "<name> and <name>"),
            ("if x < 5 and y > 3", "if x < 5 and y > 3"),
            ("a <b>bold</b> <i class=x>word</i>", "a bold word"),
            ("the <code>x</code> <title>y</title>", "the x y"),
            ("<div>if x < 5</div>", "if x < 5"),
            ("<p title=\"a\">one</p> two", "one two"),
            ("before <!-- a > b --> after", "before after"),
            ("<!-- a\nb -->\n\nafter", "after"),
            (
                "mail <ann@example.org>, <https://example.org/x>",
                "mail ann@example.org, https://example.org/x",
            ),
            ("[x](<https://example.org/a b>)", "x"),
        ] {
            let document = read(&format!("# T\n\n{text}\n")).document;
            assert_eq!(words(&document), expected, "{text}");
            assert_eq!(read(&markdown(&document)).document, document, "{text}");
        }
    }

    #[test]
    fn remarks_and_tags_that_never_end_are_letters() {
        // Each looked for its end as far as the text goes: half a minute for the first.
        for one in ["<!--", "<a ", "<!-- <b"] {
            let text = one.repeat(900_000 / one.len());
            let words = super::words(&text);
            assert_eq!(words.len(), text.len(), "{one}");
        }
        assert_eq!(super::words("<!-- <b>x</b>"), "<!-- x");
    }

    #[test]
    fn markup_that_would_harm_is_letters_or_gone() {
        for text in [
            "<script>alert(1)</script>",
            "x <script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "x <img src=x onerror=alert(1)> <foo onerror=alert(1)>",
            "<svg><script>alert(1)</script></svg>",
            "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
            "<a href=\"//evil.example\" target=_blank>x</a>",
            "<style>@import url(//evil.example)</style>",
            "<form action=//evil.example><input name=pin></form>",
            "<meta http-equiv=refresh content=0><base href=//evil.example><iframe srcdoc=x>",
            "</title></textarea></script>",
            "<script async>x</script> <iframe>",
        ] {
            let document = read(&format!("# T\n\nwords {text}\n\n{text}\n")).document;
            let json = serde_json::to_string(&document).unwrap();
            assert!(!json.contains('\u{100007}'), "{text}");
            assert_eq!(read(&markdown(&document)).document, document, "{text}");
        }
    }

    #[test]
    fn lines_are_told_as_they_were() {
        let found = read("# T\n\n<one> <two>\n<three>\n\nSee {{org_field_fax}}.\n");
        assert_eq!(found.unknown[0].line, 6);
        let found = read("# T\n\n<one> <two>\n\n- a\n- b\n");
        assert_eq!(found.lists[0].line, 5);
    }
}
