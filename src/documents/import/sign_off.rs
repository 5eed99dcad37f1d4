//! The block at the end with who is responsible and when it was looked at: label and value.

use super::marks;

/// Lines that are labels with values, each value beside its label or on the next line.
/// Nothing when any line does not fit.
pub(super) fn rows(lines: &[(usize, String)]) -> Option<Vec<(String, String)>> {
    let mut rows = Vec::new();
    let mut rest = lines.iter().map(|(_, line)| line.trim_end_matches(marks::BREAK).trim()).peekable();
    while let Some(line) = rest.next() {
        let (label, value) = split(line)?;
        let value = if value.is_empty() {
            rest.next_if(|next| split(next).is_none() && is_value(next)).unwrap_or_default()
        } else {
            value
        };
        rows.push((label.to_owned(), value.to_owned()));
    }
    let certain = rows.len() >= 2 || rows.iter().any(|(_, value)| marks::only_fields(value));
    (certain && !rows.is_empty()).then_some(rows)
}

/// Whether a line is a label that waits for its value on the next one.
pub(super) fn waits(line: &str) -> bool {
    split(line).is_some_and(|(_, value)| value.is_empty())
}

/// Whether a line alone can be the value of the label before it.
pub(super) fn is_lone_value(line: &str) -> bool {
    !line.starts_with(marks::WORDS)
        && (marks::only_fields(line) || (is_value(line) && line.chars().any(|c| c.is_ascii_digit())))
}

fn split(line: &str) -> Option<(&str, &str)> {
    let (label, value) = line.split_once(':')?;
    let (label, value) = (label.trim(), value.trim());
    let plain =
        |c: char| c.is_alphabetic() || c.is_whitespace() || "/-()’'&".contains(c) || marks::is_mark(c);
    let words = label.split_whitespace().count();
    let fits = !label.contains(marks::WORDS)
        && (1..=6).contains(&words)
        && label.chars().count() <= 48
        && label.chars().all(|c| plain(c) && !marks::is_field(c))
        && label.chars().find(|c| !marks::is_mark(*c)).is_some_and(char::is_uppercase);
    (fits && is_value(value)).then_some((label, value))
}

fn is_value(value: &str) -> bool {
    value.chars().count() <= 120 && super::sentences::starts(value).is_empty() && !value.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Vec<(String, String)>> {
        let lines: Vec<(usize, String)> =
            text.lines().enumerate().map(|(at, l)| (at, l.to_owned())).collect();
        rows(&lines)
    }

    #[test]
    fn pairs_labels_with_values() {
        let field = '\u{f0000}';
        let text =
            format!("Responsible Person: {field} {field}\nReviewed on:\n{field}\nNext Review Date:\n{field}");
        let expected = [
            ("Responsible Person", format!("{field} {field}")),
            ("Reviewed on", field.to_string()),
            ("Next Review Date", field.to_string()),
        ];
        let expected: Vec<(String, String)> = expected.into_iter().map(|(l, v)| (l.to_owned(), v)).collect();
        assert_eq!(read(&text), Some(expected));
    }

    #[test]
    fn leaves_sentences_alone() {
        for text in ["It covers: One. Two.", "Staff must: stop.", "Owner: Jane", "Just words\nand more"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
