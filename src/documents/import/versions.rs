//! The table of its own version that a text had before it was kept here.

use super::marks;

/// What the first cells of its rows say, in small letters.
const LABELS: [&str; 48] = [
    "version",
    "version number",
    "version no",
    "document version",
    "issue",
    "issue number",
    "issue no",
    "issue date",
    "date of issue",
    "date issued",
    "issued",
    "issued by",
    "approved",
    "approved by",
    "approved on",
    "approval date",
    "date approved",
    "date of approval",
    "authorised by",
    "ratified by",
    "date ratified",
    "review date",
    "reviewed",
    "reviewed by",
    "reviewed on",
    "date reviewed",
    "last review",
    "last reviewed",
    "last review date",
    "date of last review",
    "next review",
    "next review date",
    "date of next review",
    "review due",
    "due for review",
    "author",
    "written by",
    "effective date",
    "effective from",
    "document owner",
    "policy owner",
    "fersiwn",
    "awdur",
    "cymeradwywyd gan",
    "dyddiad cyhoeddi",
    "dyddiad adolygu",
    "adolygiad nesaf",
    "dyddiad yr adolygiad nesaf",
];
/// How many rows must say so.
const ROWS: usize = 3;
/// The most letters that are told of it.
const LETTERS: usize = 300;

/// What a table says of its text's version; nothing when it is another table.
pub(super) fn said(header: &[String], rows: &[Vec<String>]) -> Option<String> {
    let rows: Vec<Vec<String>> = std::iter::once(header)
        .chain(rows.iter().map(Vec::as_slice))
        .map(|row| row.iter().map(|cell| plain(cell)).filter(|cell| !cell.is_empty()).collect())
        .filter(|row: &Vec<String>| !row.is_empty())
        .collect();
    let labelled = rows.iter().filter(|row| row.first().is_some_and(|cell| is_label(cell))).count();
    let most = labelled.saturating_mul(2) >= rows.len();
    let words = || rows.iter().map(|row| row.join(" ")).collect::<Vec<_>>().join(", ");
    (labelled >= ROWS && most).then(|| words().chars().take(LETTERS).collect())
}

fn is_label(cell: &str) -> bool {
    LABELS.contains(&cell.to_lowercase().trim_end_matches([':', '.', ' ']))
}

// Field places stay, so that they can be told by name.
fn plain(cell: &str) -> String {
    let words: String =
        cell.chars().filter(|letter| !marks::is_mark(*letter) || marks::is_field(*letter)).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Option<String> {
        let mut rows: Vec<Vec<String>> =
            text.lines().map(|line| line.split('|').map(str::to_owned).collect()).collect();
        let header = rows.remove(0);
        said(&header, &rows)
    }

    #[test]
    fn a_table_of_versions_is_known_by_its_labels() {
        assert_eq!(
            table("Version:|3.1\nApproved by|J. Jones\nNext review|12/03/2027").as_deref(),
            Some("Version: 3.1, Approved by J. Jones, Next review 12/03/2027")
        );
        assert!(table("Document control|\nAuthor|A\nIssue date|1 May\nReview date|2 May").is_some());
        for text in [
            "Version|3.1\nNext review|2027\nPhone|1",
            "Who|What\nAuthor|Writes\nManager|Reads\nNurse|Signs",
            "Version|1\nAuthor|A\nOwner|B\nRisk|1\nFire|2\nFlood|3\nAuthor|C\nStairs|4",
        ] {
            assert_eq!(table(text), None, "{text}");
        }
    }
}
