//! What is entered for a file: its own choices, what was chosen for all, and what the register says.

use super::register::Row;
use super::{Item, Paper, Shelf};
use crate::clock::{Day, Moment};
use crate::db::ids::PersonId;
use crate::documents::read::Tracked;
use crate::messages::{Language, Messages};
use crate::policies::versions::publishing::{Terms, USUAL_REVIEW_MONTHS};
use crate::policies::{ChangeKind, Details};

/// What is to become of the tracked changes of a file: its own choice, else the one for all.
#[must_use]
pub fn tracked(shelf: &Shelf, item: &Item) -> Option<Tracked> {
    item.choice.tracked.or(shelf.settings.tracked)
}

/// What is entered for a file: its own choices, else what was chosen for all.
#[must_use]
pub fn details(shelf: &Shelf, item: &Item, by: PersonId) -> Details {
    let (settings, choice) = (&shelf.settings, &item.choice);
    let meant = choice.row.as_ref().and_then(|row| settings.names.get(&row.owner)).copied();
    let services = if choice.services.is_empty() { &settings.services } else { &choice.services };
    Details {
        code: item.code.clone(),
        title: item.title.clone(),
        language: choice.language.unwrap_or(Language::English),
        nation: settings.nation,
        service_type: settings.service_type,
        owner: choice.owner.or(meant).or(settings.owner).unwrap_or(by),
        services: services.clone(),
    }
}

/// When the register wants a policy looked at again; what is in force is never undated.
pub(super) fn next_review(row: &Row) -> Option<Day> {
    let usual =
        || row.looked_at().filter(|_| row.can_be_in_force()).map(|day| day.plus_months(USUAL_REVIEW_MONTHS));
    row.next_review_on.or_else(usual)
}

/// Version and days as the register has them; for a finished file without a row, as chosen for all of them.
pub(super) fn terms(
    shelf: &Shelf,
    item: &Item,
    language: Language,
    now: Moment,
    messages: &Messages,
) -> Terms {
    let today = now.day();
    let paper = shelf.settings.paper.clone().unwrap_or_else(|| Paper {
        label: "1.0".to_owned(),
        approved_by: String::new(),
        approved_on: None,
        reviewed_on: today,
        next_review_on: today.plus_months(USUAL_REVIEW_MONTHS),
    });
    let row = item.choice.row.clone().filter(Row::can_be_in_force);
    let looked_at = row.as_ref().and_then(|row| row.reviewed_on.or(row.approved_on).or(row.effective_on));
    let reviewed_on = looked_at.unwrap_or(paper.reviewed_on);
    let since = row.as_ref().and_then(|row| row.effective_on.or(row.approved_on));
    let next = match &row {
        Some(row) => next_review(row).unwrap_or(paper.next_review_on),
        None => paper.next_review_on,
    };
    let by = row.as_ref().map_or(&paper.approved_by, |row| &row.approved_by);
    let nobody = || messages.get(language, "document-not-recorded");
    Terms {
        label: row.as_ref().map_or(paper.label.clone(), |row| row.version.clone()),
        reviewed_on,
        effective_on: since.unwrap_or(reviewed_on),
        effective_known: row.as_ref().is_some_and(|row| row.effective_on.is_some()),
        next_review_on: next,
        change_note: messages.get(language, "shelf-adopted-note"),
        approver_name: if by.is_empty() { nobody() } else { by.clone() },
        change_kind: ChangeKind::Adopted,
        approved_on: row.as_ref().map_or(paper.approved_on, |row| row.approved_on),
        approval_reason: None,
    }
}
