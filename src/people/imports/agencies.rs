//! What a column of agencies says: a name, or no more than whether an agency sends somebody. Pure.

use super::words;
use crate::people::WorkerType;

/// The agency that a cell names, and how they work where it says that there is one without naming it.
#[must_use]
pub fn said(cell: Option<String>) -> (Option<String>, Option<WorkerType>) {
    let Some(cell) = cell.filter(|cell| !words::says_nothing(cell)) else { return (None, None) };
    match words::yes_or_no(&cell) {
        Some(is_sent) => (None, is_sent.then_some(WorkerType::Agency)),
        None => (Some(cell), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agency_is_one_that_has_a_name() {
        let sent = Some(WorkerType::Agency);
        for (cell, wanted) in [
            (Some("Brightcover"), (Some("Brightcover"), None)),
            (Some("No. 1 Care"), (Some("No. 1 Care"), None)),
            (Some("No"), (None, None)),
            (Some("FALSE"), (None, None)),
            (Some("N"), (None, None)),
            (Some("None"), (None, None)),
            (Some("-"), (None, None)),
            (Some("Yes"), (None, sent)),
            (Some("TRUE"), (None, sent)),
            (None, (None, None)),
        ] {
            let (agency, worker) = said(cell.map(str::to_owned));
            assert_eq!((agency.as_deref(), worker), wanted, "{cell:?}");
        }
    }
}
