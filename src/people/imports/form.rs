//! What people send about lists of staff, and what it means.

use std::collections::BTreeSet;

use super::columns::Column;
use super::meanings::Said;
use super::{Decided, Edit};
use crate::documents::Hash;
use crate::web::{Fields, FormErrors};

/// The file or the pasted text of the form: its name and its bytes.
///
/// # Errors
/// Neither, or both; or a file that isn't to be taken.
pub fn sent(fields: &mut Fields, pasted: &str) -> Result<(String, Vec<u8>), FormErrors> {
    if let Some(errors) = fields.refused() {
        return Err(errors);
    }
    let file = fields.take_files("file").into_iter().next();
    let text = fields.raw("list");
    match (file, text.trim().is_empty()) {
        (Some(file), true) => Ok((file.name.chars().take(200).collect(), file.bytes)),
        // The name ends as that of a text: it is read as one, with tabs, commas or semicolons between cells.
        (None, false) => Ok((format!("{pasted}.csv"), text.as_bytes().to_vec())),
        (None, true) => Err(FormErrors::one("file", "staff-import-error-none")),
        (Some(_), false) => Err(FormErrors::one("list", "staff-import-error-both")),
    }
}

/// The name of the field of a cell.
#[must_use]
pub fn cell_name(line: i64, column: Column) -> String {
    format!("r{line}-{}", column.word())
}

/// How a form names a word that it asks about.
#[must_use]
pub fn asked_word(column: Column, word: &str) -> String {
    format!("{} {word}", column.word())
}

/// The name of the field of the answer: the same word has the same name on every page.
#[must_use]
pub fn meaning_name(column: Column, word: &str) -> String {
    let hash = Hash::of(asked_word(column, word).as_bytes()).to_string();
    format!("means-{}", hash.chars().take(16).collect::<String>())
}

/// What was said about the words that the page asked about.
fn said(fields: &Fields) -> Vec<Said> {
    let said = |asked: &String| {
        let (column, word) = asked.split_once(' ')?;
        let column = Column::from_word(column)?;
        let answer = fields.all(&meaning_name(column, word)).first()?;
        let answer = answer.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Said { column, word: word.to_owned(), answer })
    };
    fields.all("word").iter().filter_map(said).collect()
}

/// What the page decided.
#[must_use]
pub fn decided(fields: &Fields) -> Decided {
    Decided { edits: edits(fields), said: said(fields), version: version(fields) }
}

/// What was decided for the rows that the page showed.
fn edits(fields: &Fields) -> Vec<Edit> {
    let lines = |name: &str| -> BTreeSet<i64> {
        fields.all(name).iter().filter_map(|line| line.parse().ok()).collect()
    };
    let leave = lines("leave");
    let edit = |line: i64| {
        let cell = |column: Column| {
            let name = cell_name(line, column);
            let sent = fields.all(&name).first()?;
            let words = sent.split_whitespace().collect::<Vec<_>>().join(" ");
            Some((column, words.chars().take(300).collect()))
        };
        Edit {
            line,
            cells: Column::ALL.into_iter().filter_map(cell).collect(),
            answer: fields.all(&format!("r{line}-who")).first().cloned(),
            leave: leave.contains(&line),
        }
    };
    lines("shown").into_iter().map(edit).collect()
}

/// The version that the page showed.
fn version(fields: &Fields) -> u64 {
    fields.text("version").parse().unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rows_that_were_shown_are_decided() {
        let query = "shown=4&shown=7&leave=7&leave=9&r4-email=+a%40b.example++&r9-email=x&r4-who=new";
        let edits = edits(&Fields::parse(query.as_bytes()));
        let [four, seven] = edits.as_slice() else { panic!("{edits:?}") };
        assert_eq!(four.cells, [(Column::Email, "a@b.example".to_owned())]);
        assert_eq!((four.answer.as_deref(), four.leave), (Some("new"), false));
        assert_eq!((seven.line, seven.leave, seven.cells.len()), (7, true, 0));
    }

    #[test]
    fn words_are_answered_by_their_own_fields() {
        let name = meaning_name(Column::Services, "sunny side");
        let query = format!("word=services+sunny+side&word=shoes+5&word=worker+x&{name}=+a++b+");
        let said = said(&Fields::parse(query.as_bytes()));
        let wanted = (Column::Services, "sunny side".to_owned(), "a b".to_owned());
        let said: Vec<_> = said.into_iter().map(|said| (said.column, said.word, said.answer)).collect();
        assert_eq!(said, [wanted]);
        assert_ne!(name, meaning_name(Column::Worker, "sunny side"));
    }

    #[test]
    fn a_list_comes_one_way() {
        let sent = |query: &str| sent(&mut Fields::parse(query.as_bytes()), "pasted").map(|(name, _)| name);
        assert_eq!(sent("list=Name%0ASian+Wyr").as_deref(), Ok("pasted.csv"));
        assert!(sent("list=+%0A").is_err());
    }
}
