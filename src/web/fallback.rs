//! English words on a Welsh page carry the language they are in.
//!
//! `t()` cannot know whether its words end up in running text or in an attribute. It puts them
//! between two private characters, and the finished page is gone through once.

const OPEN: char = '\u{E000}';
const CLOSE: char = '\u{E001}';
const RAW: [&str; 4] = ["<title", "<option", "<textarea", "<script"];

/// Puts the private characters around words that are English for want of Welsh ones.
pub(super) fn wrap(words: &str) -> String {
    format!("{OPEN}{words}{CLOSE}")
}

/// Replaces the private characters by a `lang` mark where a mark can stand, by nothing elsewhere.
pub(super) fn mark(text: String, html: bool) -> String {
    if !text.contains(OPEN) {
        return text;
    }
    let mut marked = String::with_capacity(text.len());
    let mut open = false;
    for piece in text.split_inclusive([OPEN, CLOSE]) {
        let (words, end) = split(piece);
        marked.push_str(words);
        match end {
            Some(OPEN) if html && !open && running_text(&marked) => {
                open = true;
                marked.push_str("<span lang=\"en-GB\">");
            }
            Some(CLOSE) if open => {
                open = false;
                marked.push_str("</span>");
            }
            _ => {}
        }
    }
    marked
}

fn split(piece: &str) -> (&str, Option<char>) {
    match piece.chars().next_back() {
        Some(end @ (OPEN | CLOSE)) => (piece.trim_end_matches([OPEN, CLOSE]), Some(end)),
        _ => (piece, None),
    }
}

/// Whether what follows `before` is text of an element that may hold other elements.
fn running_text(before: &str) -> bool {
    let Some(end) = before.rfind(['<', '>']) else { return true };
    let in_tag = before.get(end..).is_some_and(|rest| rest.starts_with('<'));
    let opened = before.rfind('<').and_then(|start| before.get(start..)).unwrap_or("");
    !in_tag && !RAW.iter().any(|raw| opened.starts_with(raw))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_running_text_and_leaves_attributes_alone() {
        let word = wrap("Save");
        let page = format!("<title>{word}</title><p title=\"{word}\">{word}</p><option>{word}</option>");
        let expected =
            "<title>Save</title><p title=\"Save\"><span lang=\"en-GB\">Save</span></p><option>Save</option>";
        assert_eq!(mark(page, true), expected);
        assert_eq!(mark(wrap("Save"), false), "Save");
    }

    #[test]
    fn stray_marks_in_typed_text_vanish() {
        assert_eq!(
            mark(format!("<p>{CLOSE}a{OPEN}b{OPEN}c{CLOSE}"), true),
            "<p>a<span lang=\"en-GB\">bc</span>"
        );
    }
}
