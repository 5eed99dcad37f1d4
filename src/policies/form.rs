//! What people send about policies.

use std::collections::BTreeSet;

use super::approval::form::Approver;
use super::codes::Holder;
use super::versions::labels;
use super::versions::publishing::{LONGEST_REVIEW_MONTHS, Terms};
use super::{ChangeKind, Details};
use crate::clock::Day;
use crate::db::ids::{PersonId, PolicyId, ServiceId};
use crate::messages::Language;
use crate::organisations::{Nation, ServiceType};
use crate::web::{Fields, FormErrors, Value};

const CODE_LETTERS: usize = 20;
const TITLE_LETTERS: usize = 200;
const NOTE_LETTERS: usize = 1_000;
const LABEL_LETTERS: usize = 20;

/// Reads code, title, language, what the text is for, owner and services. The title may be empty while a
/// text is to give it.
///
/// # Errors
/// What is wrong, by field.
pub fn details(fields: &Fields, title_from_text: bool) -> Result<Details, FormErrors> {
    let mut errors = FormErrors::default();
    let code = text(fields, &mut errors, "code", CODE_LETTERS);
    let title = if title_from_text && !fields.has("title") {
        String::new()
    } else {
        text(fields, &mut errors, "title", TITLE_LETTERS)
    };
    let owner = PersonId::parse(fields.text("owner"));
    if owner.is_none() {
        errors.add("owner", "policies-error-owner");
    }
    let details = owner.map(|owner| Details {
        code,
        title,
        language: Language::from_code(fields.text("language")).unwrap_or(Language::English),
        nation: Nation::from_word(fields.text("nation")),
        service_type: ServiceType::from_word(fields.text("service_type")),
        owner,
        services: services(fields),
    });
    errors.or(details)
}

/// The code in a form is another policy's, which is named.
#[must_use]
pub fn code_held(field: impl Into<String>, holder: Holder) -> FormErrors {
    let mut errors = FormErrors::default();
    let values = vec![("title", Value::Text(holder.title)), ("code", Value::Text(holder.code))];
    errors.add_with(field, "policies-error-code-held", values);
    errors
}

/// The services that are ticked.
#[must_use]
pub fn services(fields: &Fields) -> BTreeSet<ServiceId> {
    fields.all("services").iter().filter_map(|id| ServiceId::parse(id)).collect()
}

fn text(fields: &Fields, errors: &mut FormErrors, name: &'static str, most: usize) -> String {
    let text = fields.text(name).to_owned();
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    if text.is_empty() {
        errors.add(
            name,
            match name {
                "code" => "policies-error-code",
                "title" => "policies-error-title",
                "label" => "policies-error-label",
                "change_note" => "policies-error-change-note",
                _ => "policies-error-reason",
            },
        );
    } else if text.chars().count() > most {
        errors.add_with(name, "policies-error-long", vec![("limit", Value::Number(limit))]);
    }
    text
}

/// What a version says of itself, before it is known who approved it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// What people will call the version.
    pub label: String,
    /// How great the change is.
    pub change_kind: ChangeKind,
    /// When the text was reviewed.
    pub reviewed_on: Day,
    /// From which day it applies.
    pub effective_on: Day,
    /// When it must be looked at again.
    pub next_review_on: Day,
    /// What changed.
    pub change_note: String,
}

/// Reads what the author decides on publishing.
///
/// # Errors
/// What is wrong, by field.
pub fn terms(
    fields: &Fields,
    today: Day,
    before: Option<&str>,
    approver: Result<Approver, FormErrors>,
) -> Result<Terms, FormErrors> {
    let mut errors = FormErrors::default();
    let approver = approver.map_err(|more| errors.0.extend(more.0)).ok();
    let proposed = match proposal(fields, today, before) {
        Ok(proposed) => Some(proposed),
        Err(more) => {
            errors.0.extend(more.0);
            None
        }
    };
    errors.or(proposed.zip(approver).map(|(proposed, approver)| Terms {
        label: proposed.label,
        reviewed_on: proposed.reviewed_on,
        effective_on: proposed.effective_on,
        effective_known: true,
        next_review_on: proposed.next_review_on,
        change_note: proposed.change_note,
        approver_name: approver.name,
        change_kind: proposed.change_kind,
        approved_on: Some(approver.on).filter(|on| *on != today),
        approval_reason: None,
    }))
}

/// Reads label, kind of change, dates and what changed. Without a label the next one is taken.
///
/// # Errors
/// What is wrong, by field.
pub fn proposal(fields: &Fields, today: Day, before: Option<&str>) -> Result<Proposed, FormErrors> {
    let mut errors = FormErrors::default();
    let change_kind = ChangeKind::from_word(fields.text("kind"))
        .filter(|kind| *kind != ChangeKind::Adopted)
        .unwrap_or(ChangeKind::Minor);
    let next_label = labels::proposed(before, change_kind);
    let label = if fields.text("label").is_empty() && !next_label.is_empty() {
        next_label
    } else {
        text(fields, &mut errors, "label", LABEL_LETTERS)
    };
    let change_note = text(fields, &mut errors, "change_note", NOTE_LETTERS);
    let reviewed = day(fields, &mut errors, "reviewed");
    let effective = day(fields, &mut errors, "effective");
    let next = day(fields, &mut errors, "next");
    if reviewed.is_some_and(|day| day > today) {
        errors.add("reviewed", "policies-error-reviewed-later");
    }
    // Publishing puts a version in force at once, so it can't apply from a later day.
    if effective.is_some_and(|day| day > today) {
        errors.add("effective", "policies-error-effective-later");
    }
    if let (Some(reviewed), Some(next)) = (reviewed, next) {
        if next <= reviewed || next <= today {
            errors.add("next", "policies-error-next-early");
        } else if next > reviewed.plus_months(LONGEST_REVIEW_MONTHS) {
            let limit = i64::from(LONGEST_REVIEW_MONTHS);
            errors.add_with("next", "policies-error-next-late", vec![("months", Value::Number(limit))]);
        }
    }
    let days = reviewed.zip(effective).zip(next);
    errors.or(days.map(|((reviewed_on, effective_on), next_review_on)| Proposed {
        label,
        change_kind,
        reviewed_on,
        effective_on,
        next_review_on,
        change_note,
    }))
}

fn day(fields: &Fields, errors: &mut FormErrors, name: &'static str) -> Option<Day> {
    let day = fields.day(name).ok().flatten();
    if day.is_none() {
        errors.add(name, "policies-error-day");
    }
    day
}

/// Reads how many days people have to sign; 14 when nothing sensible is said.
#[must_use]
pub fn days_to_sign(fields: &Fields) -> i64 {
    fields.text("again_days").parse().ok().filter(|days| (1..=90).contains(days)).unwrap_or(14)
}

/// Reads a reason.
///
/// # Errors
/// No reason, or a long one.
pub fn reason(fields: &Fields) -> Result<String, FormErrors> {
    let mut errors = FormErrors::default();
    let reason = text(fields, &mut errors, "reason", NOTE_LETTERS);
    errors.or(Some(reason))
}

/// Reads the reason of a withdrawal and the policy that takes its place.
///
/// # Errors
/// No reason, or a long one.
pub fn withdrawal(fields: &Fields) -> Result<(String, Option<PolicyId>), FormErrors> {
    let mut errors = FormErrors::default();
    let reason = text(fields, &mut errors, "reason", NOTE_LETTERS);
    let replacement = PolicyId::parse(fields.text("replacement"));
    if replacement.is_none() && !fields.text("replacement").is_empty() {
        errors.add("replacement", "policies-error-replacement");
    }
    errors.or(Some((reason, replacement)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn review_dates_stay_in_their_range() {
        let today = Day::new(2026, 11, 21).unwrap();
        let key = |reviewed: &str, next: &str| {
            let form =
                format!("label=1.0&change_note=First&effective=2026-11-21&reviewed={reviewed}&next={next}");
            proposal(&Fields::parse(form.as_bytes()), today, None)
                .map(|_| ())
                .map_err(|errors| errors.0[0].key)
        };
        assert_eq!(key("2026-11-21", "2027-11-21"), Ok(()));
        assert_eq!(key("2026-11-21", "2029-11-21"), Ok(()));
        assert_eq!(key("2026-11-21", "2029-11-22"), Err("policies-error-next-late"));
        assert_eq!(key("2026-11-21", "2026-11-21"), Err("policies-error-next-early"));
        assert_eq!(key("2026-11-22", "2027-11-21"), Err("policies-error-reviewed-later"));
        assert_eq!(key("soon", "2027-11-21"), Err("policies-error-day"));
    }
}
