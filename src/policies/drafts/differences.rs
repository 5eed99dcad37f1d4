//! Two texts side by side: which lines and words differ.

use serde::Serialize;
use similar::{Algorithm, ChangeTag, DiffOp, TextDiff};

/// Some words of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Words {
    /// The words.
    pub text: String,
    /// The other side hasn't these.
    pub differs: bool,
}

/// A run of lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Both sides say the same: these lines, of which many are folded.
    pub same: Vec<String>,
    /// What one side says, line by line.
    pub mine: Vec<Vec<Words>>,
    /// What the other side says.
    pub theirs: Vec<Vec<Words>>,
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.trim().is_empty()).collect()
}

/// The rows of two texts, in order.
#[must_use]
pub fn rows(mine: &str, theirs: &str) -> Vec<Row> {
    let (one, other) = (lines(mine), lines(theirs));
    let diff = TextDiff::configure().algorithm(Algorithm::Patience).diff_slices(&one, &other);
    diff.ops().iter().map(|op| row(&diff, op)).collect()
}

fn row(diff: &TextDiff<'_, '_, str>, op: &DiffOp) -> Row {
    let mut row = Row { same: Vec::new(), mine: Vec::new(), theirs: Vec::new() };
    for change in diff.iter_inline_changes(op) {
        let words = change.iter_strings_lossy().map(|(differs, text)| (differs, text.into_owned()));
        let words: Vec<Words> = words.map(|(differs, text)| Words { text, differs }).collect();
        match change.tag() {
            ChangeTag::Equal => row.same.push(words.into_iter().map(|words| words.text).collect()),
            ChangeTag::Delete => row.mine.push(whole(words)),
            ChangeTag::Insert => row.theirs.push(whole(words)),
        }
    }
    row
}

// A line of which no word is marked is new as a whole.
fn whole(mut words: Vec<Words>) -> Vec<Words> {
    if words.iter().all(|words| !words.differs) {
        words.iter_mut().for_each(|words| words.differs = true);
    }
    words
}

/// Both texts in one: what is the same once, else first one and then the other, each under its words.
#[must_use]
pub fn both(mine: &str, theirs: &str, under_mine: &str, under_theirs: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    let (one, other): (Vec<&str>, Vec<&str>) = (mine.lines().collect(), theirs.lines().collect());
    let diff = TextDiff::configure().algorithm(Algorithm::Patience).diff_slices(&one, &other);
    for op in diff.ops() {
        let of = |tag: ChangeTag| {
            let changes = diff.iter_changes(op).filter(move |change| change.tag() == tag);
            changes.map(|change| change.value().to_owned()).collect::<Vec<String>>()
        };
        let (mine, theirs) = (of(ChangeTag::Delete), of(ChangeTag::Insert));
        parts.extend(of(ChangeTag::Equal));
        for (lines, under) in [(mine, under_mine), (theirs, under_theirs)] {
            if lines.iter().any(|line| !line.trim().is_empty()) {
                parts.extend([String::new(), under.to_owned(), String::new()]);
                parts.extend(lines);
                parts.push(String::new());
            }
        }
    }
    parts.dedup_by(|line, before| line.is_empty() && before.is_empty());
    parts.join("\n").trim_end().to_owned() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_which_words_differ() {
        let rows = rows("# T\n\nStop at once.\n\nEnd.\n", "# T\n\nStop at noon.\n\nEnd.\n\nMore.\n");
        let same: Vec<&[String]> = rows.iter().map(|row| row.same.as_slice()).collect();
        assert_eq!(same.concat(), ["# T", "End."]);
        let text = |words: &[Words]| words.iter().map(|words| words.text.as_str()).collect::<String>();
        let changed = rows.iter().find(|row| !row.mine.is_empty()).unwrap();
        assert_eq!(text(&changed.mine[0]), "Stop at once.");
        assert_eq!(text(&changed.theirs[0]), "Stop at noon.");
        assert!(changed.mine[0].iter().any(|words| words.differs && words.text.contains("once")));
        assert!(changed.mine[0].iter().any(|words| !words.differs));
        let last = rows.last().unwrap();
        assert!(last.mine.is_empty() && last.theirs[0][0].differs);
    }

    #[test]
    fn both_texts_lose_no_line() {
        let both = both("a\n\nb\n\nc\n", "a\n\nB\n\nd\n\nc\n", "Mine:", "Theirs:");
        assert_eq!(both, "a\n\nMine:\n\nb\n\nTheirs:\n\nB\n\nd\n\nc\n");
        let table = "| a |\n|---|\n| b |\n";
        assert_eq!(super::both(table, table, "", ""), table);
    }
}
