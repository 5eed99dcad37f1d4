//! What is wrong in a cell of a list of staff.

use super::columns::Column;

/// What is wrong with a name in which letters became question marks.
pub const LOST_LETTERS: &str = "letters";
/// What is wrong with a name whose letters became others.
pub const SPOILT_LETTERS: &str = "letters-other";
/// What is wrong with a name that says more than a name does.
pub const ODD_NAME: &str = "name-odd";

/// What is wrong in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub column: Column,
    /// What, as the end of a message's key.
    pub what: &'static str,
    /// What stands there, or what the message names.
    pub value: String,
}

impl Fault {
    /// Something wrong in a cell.
    #[must_use]
    pub fn new(column: Column, what: &'static str, value: &str) -> Self {
        Self { column, what, value: value.to_owned() }
    }
}
