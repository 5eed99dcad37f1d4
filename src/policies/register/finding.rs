//! Words in texts: patterns for the database, and what stands around a find. Pure.

/// Letters shown before and after a find.
const AROUND: usize = 60;

/// Patterns with which the database looks for words, capitals or not. A PostgreSQL without a language knows
/// only the capitals of English, so words with other letters are looked for in small letters and capitals.
#[must_use]
pub fn patterns(searched: &str) -> [String; 2] {
    let small = searched.to_lowercase();
    let marked: String = small
        .chars()
        .flat_map(|letter| if letter.is_ascii() { vec![letter] } else { letter.to_uppercase().collect() })
        .collect();
    [small, marked].map(|words| format!("%{}%", escaped(&words)))
}

fn escaped(words: &str) -> String {
    words.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// A text as it is written, without its marks: what people read. The places of fields stay, as `{{name}}`.
#[must_use]
pub fn readable(source: &str) -> String {
    let lines = source.lines().map(|line| {
        let line = line.trim_start();
        let words = line.trim_start_matches('#');
        let words = if words.len() < line.len() { words } else { line.strip_prefix("- ").unwrap_or(line) };
        without_marks(words)
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn without_marks(line: &str) -> String {
    let line = line.replace("&NoBreak;", "").replace("<br>", " ");
    let mut out = String::with_capacity(line.len());
    let mut letters = line.chars().peekable();
    let mut place = false;
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        match letter {
            '{' if next == Some('{') => place = true,
            '}' if place && next != Some('}') => place = false,
            _ => {}
        }
        let between = out.ends_with(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric);
        match letter {
            _ if place => out.push(letter),
            '\\' if next.is_some_and(|next| next.is_ascii_punctuation()) => out.extend(letters.next()),
            '*' | '`' | '[' => {}
            '_' if !between => {}
            ']' if next == Some('(') => letters.by_ref().take_while(|letter| *letter != ')').for_each(drop),
            ']' => {}
            '|' => out.push(' '),
            _ => out.push(letter),
        }
    }
    out
}

/// What stands for letters of a place: nobody looks for it.
const UNREAD: char = '\u{fffc}';

/// The letters in small; those of a field's place, which people read as its label, aren't found.
fn findable(letters: &[char]) -> Vec<char> {
    let mut place = false;
    let mut out = Vec::with_capacity(letters.len());
    for (at, letter) in letters.iter().enumerate() {
        let twice = letters.get(at.saturating_add(1)) == Some(letter);
        place = place || (*letter == '{' && twice);
        out.push(if place { UNREAD } else { small(*letter) });
        place = place && (twice || *letter != '}');
    }
    out
}

/// The first find with what stands around it on its line; nothing when it isn't there.
#[must_use]
pub fn snippet(text: &str, searched: &str) -> Option<String> {
    let wanted: Vec<char> = searched.trim().chars().map(small).collect();
    if wanted.is_empty() {
        return None;
    }
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.into_iter().find_map(|line| {
        let letters: Vec<char> = line.chars().collect();
        let lowered = findable(&letters);
        let at = lowered.windows(wanted.len()).position(|window| window == wanted)?;
        let (from, to) = (at.saturating_sub(AROUND), at.saturating_add(wanted.len()).saturating_add(AROUND));
        let shown: String = letters.iter().skip(from).take(to.saturating_sub(from)).collect();
        let (before, after) = (from > 0, to < letters.len());
        Some(format!("{}{}{}", if before { "…" } else { "" }, shown.trim(), if after { "…" } else { "" }))
    })
}

/// One small letter for one letter, so that places stay the same.
fn small(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::{patterns, readable, snippet};

    #[test]
    fn patterns_hold_no_wildcards_of_the_searcher() {
        assert_eq!(patterns("50% of_A\\"), ["%50\\% of\\_a\\\\%", "%50\\% of\\_a\\\\%"]);
        assert_eq!(patterns("Tŷ Ŵyr"), ["%tŷ ŵyr%", "%tŶ Ŵyr%"]);
    }

    #[test]
    fn marks_of_a_text_are_not_its_words() {
        for (source, expected) in [
            ("## 1. Aim", "1. Aim"),
            ("- Carry the **amber** _alarm_.", "Carry the amber alarm."),
            ("a\\_b, a_b and \\<name>", "a_b, a_b and <name>"),
            ("See [the site](https://a.example/x_y).", "See the site."),
            ("{{org_field_name}} is *here*", "{{org_field_name}} is here"),
            ("a<br>b", "a b"),
        ] {
            assert_eq!(readable(source).trim(), expected, "{source}");
        }
    }

    #[test]
    fn a_find_is_shown_with_its_neighbours() {
        let long = format!("{} the Lone worker {}", "before ".repeat(20), "after ".repeat(20));
        for (text, searched, expected) in [
            ("One.\nRing  the\toffice now.", "THE OFFICE", Some("Ring the office now.")),
            ("Gofal Tŷ Ŵyr", "tŷ ŵ", Some("Gofal Tŷ Ŵyr")),
            ("Nothing here", "elsewhere", None),
            ("", "x", None),
            ("text", "  ", None),
            ("Ring {{org_field_name}} now", "org_field", None),
            ("Ring {{org_field_name}} now", "_", None),
            ("Ring {{org_field_name}} now", "NOW", Some("Ring {{org_field_name}} now")),
            ("Ring {{ org_field_name", "field", None),
        ] {
            assert_eq!(snippet(text, searched).as_deref(), expected, "{searched}");
        }
        let shown = snippet(&long, "lone worker").unwrap();
        assert!(shown.starts_with('…') && shown.ends_with('…') && shown.contains("the Lone worker after"));
        assert!(shown.chars().count() <= 2 * super::AROUND + 13, "{shown}");
    }
}
