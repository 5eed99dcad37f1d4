//! What people decide about a list on the page that checks it.

use std::collections::BTreeSet;

use super::columns::Column;
use super::meanings::{self, Meaning, Meanings, Said};
use super::{ImportError, ImportRow, ImportState, Rights, RowState, StaffImport, checked, store, world};
use crate::clock::Day;
use crate::db::Tenant;
use crate::db::ids::StaffImportId;

/// What people decide about one row on the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edit {
    /// The row.
    pub line: i64,
    /// Cells with other words; empty ones go.
    pub cells: Vec<(Column, String)>,
    /// Whom it means.
    pub answer: Option<String>,
    /// It stays out.
    pub leave: bool,
}

impl Edit {
    fn of(&self, row: &ImportRow) -> ImportRow {
        let mut next = row.clone();
        for (column, words) in &self.cells {
            if words.is_empty() {
                next.cells.remove(column);
            } else {
                next.cells.insert(*column, words.clone());
            }
        }
        if let Some(answer) = &self.answer {
            next.answer = Some(answer.clone()).filter(|answer| !answer.is_empty());
        }
        next.state = if self.leave { RowState::LeftOut } else { RowState::Waiting };
        next
    }
}

/// What a form decides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decided {
    /// The rows that the page showed.
    pub edits: Vec<Edit>,
    /// The words that it asked about.
    pub said: Vec<Said>,
    /// The version that it showed.
    pub version: u64,
}

/// What is other now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// The lines of rows.
    pub lines: BTreeSet<i64>,
    /// Columns and words.
    pub words: BTreeSet<(Column, String)>,
}

/// Keeps what people decided on a page; what is other now.
///
/// # Errors
/// The list isn't being checked any more, or somebody decided meanwhile.
pub fn decide(
    tenant: &mut Tenant<'_>,
    id: StaffImportId,
    decided: &Decided,
    (rights, today): (&Rights, Day),
) -> Result<Changes, ImportError> {
    let mut import = store::get(tenant, id)?.ok_or(ImportError::NotFound)?;
    if import.state != ImportState::Checking {
        return Err(ImportError::MovedOn);
    }
    let rows = store::rows(tenant, id)?;
    let next = edited(&rows, &decided.edits);
    let meanings = told(tenant, &import, &rows, &decided.said, (rights, today))?;
    let changes = Changes { lines: next.iter().map(|row| row.line).collect(), words: meanings.1 };
    // The same pressed twice is no change.
    if changes == Changes::default() {
        return Ok(changes);
    }
    if decided.version != import.settings.version {
        return Err(ImportError::Changed);
    }
    for row in &next {
        store::set_row(tenant, id, row)?;
    }
    import.settings.meanings = meanings.0;
    import.settings.version = import.settings.version.saturating_add(1);
    store::set_settings(tenant, id, &import.settings)?;
    Ok(changes)
}

/// The rows that are others by what was decided.
fn edited(rows: &[ImportRow], edits: &[Edit]) -> Vec<ImportRow> {
    let row_of =
        |line: i64| rows.binary_search_by_key(&line, |row| row.line).ok().and_then(|at| rows.get(at));
    let next = edits.iter().filter_map(|edit| {
        let row = row_of(edit.line)?;
        Some(edit.of(row)).filter(|edited| edited != row)
    });
    next.collect()
}

/// What words mean by what was said, and the words of which something else was said. Only words that stand in the
/// list and that nobody here uses can be given a meaning, and only one that whoever says it may give.
fn told(
    tenant: &mut Tenant<'_>,
    import: &StaffImport,
    rows: &[ImportRow],
    said: &[Said],
    (rights, today): (&Rights, Day),
) -> Result<(Meanings, BTreeSet<(Column, String)>), ImportError> {
    let mut meanings = import.settings.meanings.clone();
    let kept =
        |said: &Said| import.settings.meanings.get(said.column, &said.word).map_or("", Meaning::answer);
    let new: Vec<&Said> = said.iter().filter(|said| said.answer != kept(said)).collect();
    let mut words = BTreeSet::new();
    if new.is_empty() {
        return Ok((meanings, words));
    }
    let world = world::of(tenant, import, rights, today)?;
    let asked = meanings::questions(&world, rows, &checked(&world, rows));
    for said in new {
        let is_asked = asked.iter().any(|one| one.column == said.column && one.word == said.word);
        let understood = meanings::understood(&world, said.column, &said.answer);
        if let Some(meaning) = understood.filter(|_| is_asked) {
            meanings.set(said.column, &said.word, meaning);
            words.insert((said.column, said.word.clone()));
        }
    }
    Ok((meanings, words))
}
