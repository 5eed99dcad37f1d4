//! Rows of a sheet that are nobody's: sums, posts that nobody has, headings that stand there once more. Pure.

use super::columns::{self, Column};
use super::reading::{Cells, line};
use super::words;
use crate::access::names;
use crate::documents::sheet::Cell;
use crate::people::search::fold;

/// What stands in the place of a whole name where there is nobody yet, or nobody in particular.
const NOBODY: &[&str] = &[
    "tbc",
    "tba",
    "tbc tbc",
    "tba tba",
    "to be confirmed",
    "to be appointed",
    "to be advised",
    "to be recruited",
    "n/a",
    "n/a n/a",
    "bank",
    "bank staff",
    "bank worker",
    "agency",
    "agency staff",
    "agency worker",
    "post vacant",
    "swydd wag",
    "banc",
    "asiantaeth",
];
/// Words with which such a text begins, whatever stands behind: "Vacant post", "VACANCY - nights".
const VACANT: &[&str] = &["vacant", "vacancy", "vacancies"];

/// Whether a row sums up the others: it begins with that word, and says numbers only.
pub(super) fn is_total(cells: &Cells) -> bool {
    let first = [Column::Name, Column::Given, Column::Family, Column::Number];
    let begins = |column: &Column| cells.get(column).is_some_and(|text| words::is_total(text));
    let is_number = |text: &String| text.chars().all(|letter| !letter.is_alphabetic());
    first.iter().any(begins) && cells.values().all(|text| words::is_total(text) || is_number(text))
}

/// Whether a row says what the heads above it say, and nothing else.
pub(super) fn repeats(heads: &[Cell], cells: &[Cell]) -> bool {
    said(cells).all(|(at, words)| is_head_at(heads, at, &words))
}

/// What a row says that names nobody though words stand in the place of a name: a post that nobody has, or headings
/// in other words or in another order than those above.
pub(super) fn named(heads: &[Cell], cells: &[Cell], read: &Cells) -> Option<String> {
    let part = |column: Column| read.get(&column).map_or("", String::as_str);
    let parts = names::whole(part(Column::Given), part(Column::Family));
    let mut called =
        [parts.as_str(), part(Column::Name)].into_iter().filter(|name| !name.is_empty()).peekable();
    let first = (*called.peek()?).to_owned();
    if called.all(is_nobody) {
        return Some(first);
    }
    let words: Vec<(usize, String)> = said(cells).collect();
    let is_either = |(at, words): &(usize, String)| is_head_at(heads, *at, words) || is_head(words);
    let are_heads = words.len() > 1 && words.iter().all(is_either);
    are_heads.then(|| words.into_iter().map(|(_, words)| words).collect::<Vec<_>>().join(", "))
}

/// What the cells of a row say, with their places.
fn said(cells: &[Cell]) -> impl Iterator<Item = (usize, String)> {
    cells.iter().map(line).enumerate().filter(|(_, words)| !words.is_empty())
}

fn is_head_at(heads: &[Cell], at: usize, words: &str) -> bool {
    heads.get(at).is_some_and(|head| fold(&line(head)) == fold(words))
}

/// Whether words are the head of a column, or several together: "Forename Surname".
fn is_head(words: &str) -> bool {
    let is_known = |head: &str| columns::meaning(head).is_some() || columns::standing(head).is_some();
    let mut each =
        words.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    is_known(words) || each.peek().is_some() && each.all(is_known)
}

fn is_nobody(name: &str) -> bool {
    let folded = fold(name);
    let plain = folded.trim_matches(|letter: char| !letter.is_alphanumeric());
    let first = plain.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    VACANT.contains(&first) || NOBODY.contains(&plain)
}

#[cfg(test)]
mod tests {
    use crate::people::imports::reading::read;

    #[test]
    fn rows_that_are_nobodys_make_nobody() {
        for (text, told, left) in [
            // Posts.
            ("Name,Job\nVACANT,Night carer\nNia Un,Cook\n", &["VACANT"][..], 1),
            ("Name,Job\nVacancy,\nVacant post,Cook\nNia Un,Cook\n", &["Vacancy", "Vacant post"], 1),
            ("Name,Job\nVacancy - 30 hrs,Cook\nNia Un,Cook\n", &["Vacancy - 30 hrs"], 1),
            ("Name,Job\nTBC,Cook\nT.B.C.,Cook\ntba,Cook\nN/A,Cook\n", &["TBC", "tba", "N/A"], 1),
            (
                "Name,Job\nBank,Cook\nAgency,Cook\nBank Staff,Cook\nNia Bank,Cook\n",
                &["Bank", "Agency", "Bank Staff"],
                1,
            ),
            (
                "Forename,Surname,Job\nVacant,Post,Cook\nTBA,TBA,Cook\nTom,Bank,Cook\n",
                &["Vacant Post", "TBA TBA"],
                1,
            ),
            ("Forename,Surname,Job\n,Agency,Cook\nBank,Mary,Cook\n", &["Agency"], 1),
            ("Name,Job\nVacantia Jones,Cook\nTbchi Na,Cook\n", &[], 2),
            // Headings.
            ("Name,Job title\nNia Un,Cook\nNAME,Job title \nNed Dau,Cook\n", &[], 2),
            ("Name\nNia Un\nName\nNed Dau\n", &[], 2),
            ("Name,Shoe size\nNia Un,5\nName,Shoe size\nNed Dau,6\n", &[], 2),
            (
                "Name,Job title\nNia Un,Cook\nForename Surname,Position\nNed Dau,Cook\n",
                &["Forename Surname, Position"],
                2,
            ),
            (
                "First name,Surname,Job title\nNia,Un,Cook\nSurname,First name,Job title\nDau,Ned,Cook\n",
                &["Surname, First name, Job title"],
                2,
            ),
            ("Name,Job title\nNia Un,Manager\nNed Name,Carer\n", &[], 2),
        ] {
            let sheet = read("a.csv", text.as_bytes()).unwrap();
            let said: Vec<&str> = sheet.nobody.iter().map(|(_, said)| said.as_str()).collect();
            assert_eq!((said.as_slice(), sheet.rows.len()), (told, left), "{text}");
        }
    }

    #[test]
    fn rows_behind_them_keep_their_numbers_and_their_part() {
        let text = "Name,Job\nLEAVERS,\nName,Job\nVacant,Cook\nNia Un,Cook\n";
        let sheet = read("a.csv", text.as_bytes()).unwrap();
        assert_eq!(sheet.nobody, [(4, "Vacant".to_owned())]);
        let [(5, nia)] = sheet.rows.as_slice() else { panic!("{:?}", sheet.rows) };
        assert_eq!(nia[&super::Column::Ends], "LEAVERS");
    }
}
