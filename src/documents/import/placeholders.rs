//! Finding `{{ field }}` in a text as people have it: with spaces, capitals, other spaces, torn
//! by markup, under another name. Nothing with two braces is ever printed through.

use super::marks::Marks;
use crate::documents::limits::Limit;

const LONGEST: usize = 200;

/// A text whose field places are marks, and the line in which each of its lines began.
pub(super) struct Marked {
    /// The text.
    pub(super) text: String,
    starts: Vec<(usize, usize)>,
}

impl Marked {
    /// The line, from 1, of the original text at this byte of the marked one.
    pub(super) fn line_at(&self, offset: usize) -> usize {
        let after = self.starts.partition_point(|(start, _)| *start <= offset);
        after.checked_sub(1).and_then(|index| self.starts.get(index)).map_or(1, |(_, line)| *line)
    }

    /// The text with another letter wherever `other` names one for a pointed bracket; it is told what stands
    /// before the bracket, and what begins with it.
    pub(super) fn replaced(&self, other: impl Fn(&str, &str) -> Option<char>) -> Self {
        let mut out = Self { text: String::with_capacity(self.text.len()), starts: self.starts.clone() };
        let mut starts = out.starts.iter_mut().peekable();
        let mut grown = 0;
        for (at, letter) in self.text.char_indices() {
            while let Some((start, _)) = starts.next_if(|(start, _)| *start <= at) {
                *start += grown;
            }
            let new = if letter == '<' {
                self.text.split_at_checked(at).and_then(|(before, rest)| other(before, rest))
            } else {
                None
            };
            let new = new.unwrap_or(letter);
            grown += new.len_utf8() - letter.len_utf8();
            out.text.push(new);
        }
        for (start, _) in starts {
            *start += grown;
        }
        out
    }

    /// The lines with their numbers.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.starts.iter().map(|(_, line)| *line).zip(self.text.split('\n'))
    }
}

/// Takes out what no text needs: control characters, invisible ones, private use; makes every
/// kind of space a space and every kind of line end a line feed.
pub(super) fn clean(text: &str) -> Vec<char> {
    let mut out = Vec::with_capacity(text.len());
    let mut after_return = false;
    for letter in text.chars() {
        let newline_of_pair = after_return && letter == '\n';
        after_return = letter == '\r';
        match letter {
            _ if newline_of_pair => {}
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\n' | '\t' => out.push(letter),
            '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => out.push(' '),
            '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' => {}
            '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {}
            '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. => {}
            _ if letter.is_control() => {}
            _ => out.push(letter),
        }
    }
    out
}

/// Replaces every field place by its mark.
///
/// # Errors
/// Too many places or names.
pub(super) fn mark(text: &str, marks: &mut Marks<'_>) -> Result<Marked, Limit> {
    let letters = clean(text);
    let mut out = Marked { text: String::with_capacity(text.len()), starts: vec![(0, 1)] };
    let (mut at, mut line) = (0, 1);
    while let Some(letter) = letters.get(at).copied() {
        if let Some(found) = place(&letters, at) {
            out.text.push(marks.field(&found.name, line)?);
            line += newlines(&letters, at, found.end);
            at = found.end;
            continue;
        }
        out.text.push(letter);
        at += 1;
        if letter == '\n' {
            line += 1;
            out.starts.push((out.text.len(), line));
        }
    }
    Ok(out)
}

fn newlines(letters: &[char], from: usize, to: usize) -> usize {
    letters.get(from..to).unwrap_or_default().iter().filter(|letter| **letter == '\n').count()
}

struct Place {
    name: String,
    end: usize,
}

// The field place that begins here. One that never ends, or ends that never began, are places
// of an unknown field: the author must see them.
fn place(letters: &[char], at: usize) -> Option<Place> {
    if let Some(end) = pair(letters, at, '}') {
        return Some(Place { name: "}}".to_owned(), end });
    }
    let begin = pair(letters, at, '{')?;
    match closing(letters, begin) {
        Some((inner, end)) => Some(Place { name: tidy(letters.get(begin..inner).unwrap_or_default()), end }),
        None => Some(unfinished(letters, begin)),
    }
}

fn unfinished(letters: &[char], begin: usize) -> Place {
    let rest = letters.get(begin..).unwrap_or_default();
    let word = |letter: &&char| letter.is_ascii_alphanumeric() || **letter == '_';
    let spaces = rest.iter().take(LONGEST).take_while(|letter| **letter == ' ').count();
    let length = rest.iter().skip(spaces).take(LONGEST).take_while(word).count();
    let end = begin + if length == 0 { 0 } else { spaces + length };
    Place { name: format!("{{{{{}", tidy(letters.get(begin..end).unwrap_or_default())), end }
}

// Two or more of the same brace, possibly with markup between them; where they end.
fn pair(letters: &[char], at: usize, brace: char) -> Option<usize> {
    if letters.get(at) != Some(&brace) {
        return None;
    }
    let second = skip_markup(letters, at + 1);
    if letters.get(second) != Some(&brace) {
        return None;
    }
    let more = letters.iter().skip(second).take_while(|letter| **letter == brace).count();
    Some(second + more)
}

fn skip_markup(letters: &[char], mut at: usize) -> usize {
    loop {
        match letters.get(at) {
            Some('*' | '\\') => at += 1,
            Some('<') => match tag_end(letters, at) {
                Some(end) => at = end,
                None => return at,
            },
            _ => return at,
        }
    }
}

fn tag_end(letters: &[char], at: usize) -> Option<usize> {
    let rest = letters.iter().skip(at).take(60);
    rest.enumerate().find(|(_, letter)| **letter == '>').map(|(length, _)| at + length + 1)
}

// Where the name ends and where the place ends.
fn closing(letters: &[char], begin: usize) -> Option<(usize, usize)> {
    for at in begin..begin + LONGEST {
        match letters.get(at)? {
            '}' => return pair(letters, at, '}').map(|end| (at, end)),
            '{' => return None,
            '\n' if letters.get(at + 1) == Some(&'\n') => return None,
            _ => {}
        }
    }
    None
}

// The name without markup, in small letters, its words joined by single underscores.
pub(super) fn tidy(letters: &[char]) -> String {
    let mut out = String::new();
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        let next = skip_markup(letters, at);
        if next > at {
            at = next;
            continue;
        }
        match letter {
            '`' => {}
            letter if letter.is_whitespace() || matches!(letter, '-' | '_') => out.push('_'),
            letter => out.extend(letter.to_lowercase()),
        }
        at += 1;
    }
    let out = out.replace("&nbsp;", "_").replace("&#160;", "_");
    out.split('_').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::aliases::Aliases;

    fn names(text: &str) -> String {
        let aliases = Aliases::default();
        let mut marks = Marks::new(&aliases);
        let marked = mark(text, &mut marks).unwrap();
        marks.plain(&marked.text)
    }

    #[test]
    fn reads_places_however_they_are_written() {
        let cases = [
            ("a {{org_field_name}} b", "a {{org_field_name}} b"),
            ("{{ Org_Field_Name }}", "{{org_field_name}}"),
            ("{{\u{a0}ORG_FIELD_NAME\u{a0}}}", "{{org_field_name}}"),
            ("{{org_<b>field</b>_name}}", "{{org_field_name}}"),
            ("{<i>{</i>org_field_name}</i>}", "{{org_field_name}}"),
            ("**{{**org\\_field\\_name**}}**", "**{{org_field_name}}**"),
            ("{{org field name}}", "{{org_field_name}}"),
            ("{{org-field-name}}", "{{org_field_name}}"),
            ("{{org_field_\nname}}", "{{org_field_name}}"),
            ("{{{org_field_name}}}", "{{org_field_name}}"),
            ("{{&nbsp;org_field_name&nbsp;}}", "{{org_field_name}}"),
            ("{{org_field_phone_no}}", "{{org_field_phone}}"),
            ("{single}", "{single}"),
            ("{{org_field_name", "{{{{org_field_name}}"),
            ("a }} b", "a {{}}}} b"),
        ];
        for (text, expected) in cases {
            assert_eq!(names(text), expected, "{text}");
        }
    }

    #[test]
    fn keeps_line_numbers_behind_a_torn_place() {
        let aliases = Aliases::default();
        let mut marks = Marks::new(&aliases);
        let marked = mark("one\n{{org_field_\nname}}\nfour {{fax}}", &mut marks).unwrap();
        let numbers: Vec<usize> = marked.lines().map(|(line, _)| line).collect();
        assert_eq!(numbers, [1, 2, 4]);
        assert_eq!(marks.unknown().first().map(|field| field.line), Some(4));
    }
}
