//! What somebody may miss in a column that isn't used, by the words above it. Pure.

use super::columns::{self, Column};

/// How a word begins above a column that may say who has left.
const LEAVING: &[&str] =
    &["leav", "left", "terminat", "status", "archiv", "inactive", "resign", "gada", "statws"];
/// What else stands above one.
const LEAVING_TOGETHER: &[&str] = &["end date", "last day", "final"];
/// What stands beside such words where they are about something else: "Annual leave", "DBS status".
const NOT_LEAVING: &[&str] = &[
    "annual",
    "holiday",
    "sick",
    "sickness",
    "maternity",
    "paternity",
    "parental",
    "entitlement",
    "allowance",
    "balance",
    "probation",
    "training",
    "dbs",
    "visa",
    "immigration",
    "marital",
    "vaccination",
];

/// What may be missed where a column isn't used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unused {
    /// Who has left: they would come in as somebody new.
    Leavers,
    /// People: another column of names is used.
    People,
    /// Nothing that somebody has to look at.
    Other,
}

/// What may be missed in a column that isn't used.
#[must_use]
pub fn unused(head: &str) -> Unused {
    let words = columns::each(head);
    let begins = |word: &String| LEAVING.iter().any(|begin| word.starts_with(begin));
    let together = words.join(" ");
    let may_say_left =
        words.iter().any(begins) || LEAVING_TOGETHER.iter().any(|said| together.contains(said));
    let is_other = words.iter().any(|word| NOT_LEAVING.contains(&word.as_str()));
    match columns::known(head) {
        (Some(Column::Name | Column::Given | Column::Family), _) => Unused::People,
        (None, None) if may_say_left && !is_other => Unused::Leavers,
        _ => Unused::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_may_be_missed_in_a_column_that_is_not_used() {
        for (head, missed) in [
            ("Reason for leaving", Unused::Leavers),
            ("Leaver_Flag_2", Unused::Leavers),
            ("HR status code", Unused::Leavers),
            ("Assignment end date", Unused::Leavers),
            ("Resignation received", Unused::Leavers),
            ("Final pay run", Unused::Leavers),
            ("Annual leave", Unused::Other),
            ("DBS status", Unused::Other),
            ("Probation end date", Unused::Other),
            ("Shoe size", Unused::Other),
            ("Phone", Unused::Other),
            // What is known says what it says, also where it isn't the first one.
            ("Status", Unused::Other),
            ("Leaving date", Unused::Other),
            ("Name", Unused::People),
            ("Forename (again)", Unused::People),
        ] {
            assert_eq!(unused(head), missed, "{head}");
        }
    }
}
