//! What is kept about a policy beside its details: whom to ask, how often it is reviewed, and the owner's reason
//! for using a text that is written for others.

use super::versions::publishing::LONGEST_REVIEW_MONTHS;
use super::{Policy, PolicyError, events, store};
use crate::audit;
use crate::clock::Moment;
use crate::db::Tenant;
use crate::web::{Fields, FormErrors, Value};

const CONTACT_LETTERS: usize = 120;
const REASON_LETTERS: usize = 1_000;

/// What the form says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upkeep {
    /// Whom to ask, printed in document control; empty for nobody.
    pub contact: String,
    /// Months between reviews, 1 to [`LONGEST_REVIEW_MONTHS`].
    pub review_months: i64,
    /// Why a text that is written for another nation or kind of service is used; printed.
    pub override_reason: Option<String>,
}

impl Upkeep {
    /// What a policy has.
    #[must_use]
    pub fn of(policy: &Policy) -> Self {
        Self {
            contact: policy.contact.clone(),
            review_months: policy.review_months,
            override_reason: policy.override_reason.clone(),
        }
    }

    /// Reads the form. What it doesn't ask stays, and so does the reason for who may not set a text's
    /// purpose aside.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn read(fields: &Fields, before: Self, may_override: bool) -> Result<Self, FormErrors> {
        let mut errors = FormErrors::default();
        let mut upkeep = before;
        if was_asked(fields, "contact") {
            upkeep.contact = within(fields, &mut errors, "contact", CONTACT_LETTERS);
        }
        if was_asked(fields, "review_months") {
            match fields.text("review_months").parse() {
                Ok(months) if (1..=i64::from(LONGEST_REVIEW_MONTHS)).contains(&months) => {
                    upkeep.review_months = months;
                }
                _ => {
                    let most = vec![("limit", Value::Number(i64::from(LONGEST_REVIEW_MONTHS)))];
                    errors.add_with("review_months", "policies-error-months", most);
                }
            }
        }
        if may_override && was_asked(fields, "override_reason") {
            let reason = within(fields, &mut errors, "override_reason", REASON_LETTERS);
            upkeep.override_reason = (!reason.is_empty()).then_some(reason);
        }
        errors.or(Some(upkeep))
    }
}

/// Whether the form had the field, empty or not.
fn was_asked(fields: &Fields, name: &str) -> bool {
    !fields.all(name).is_empty()
}

fn within(fields: &Fields, errors: &mut FormErrors, name: &'static str, most: usize) -> String {
    let text = fields.text(name).to_owned();
    if text.chars().count() > most {
        let limit = i64::try_from(most).unwrap_or(i64::MAX);
        errors.add_with(name, "policies-error-long", vec![("limit", Value::Number(limit))]);
    }
    text
}

/// Keeps it; nothing is noted when nothing changes.
///
/// # Errors
/// No such policy.
pub fn keep(
    tenant: &mut Tenant<'_>,
    now: Moment,
    policy: &Policy,
    upkeep: &Upkeep,
) -> Result<(), PolicyError> {
    let before = store::get(tenant, policy.id)?.ok_or(PolicyError::NotFound)?;
    if Upkeep::of(&before) == *upkeep {
        return Ok(());
    }
    store::upkeep::set(tenant, policy.id, upkeep)?;
    audit::record(tenant, now, &events::PolicyUpkeepChanged { policy: policy.id, upkeep })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn before() -> Upkeep {
        Upkeep { contact: "Mair".to_owned(), review_months: 12, override_reason: Some("Border".to_owned()) }
    }

    #[test]
    fn what_is_not_asked_stays_and_only_owners_change_the_reason() {
        let read = |form: &str, owner| Upkeep::read(&Fields::parse(form.as_bytes()), before(), owner);
        assert_eq!(read("", true).unwrap(), before());
        let new = read("contact=Olwen&review_months=6&override_reason=", false).unwrap();
        assert_eq!(new, Upkeep { contact: "Olwen".to_owned(), review_months: 6, ..before() });
        let new = read("override_reason=", true).unwrap();
        assert_eq!(new.override_reason, None);
        for months in ["0", "37", "-1", "x", ""] {
            assert!(read(&format!("review_months={months}"), true).is_err(), "{months}");
        }
        for months in ["1", "36"] {
            assert!(read(&format!("review_months={months}"), true).is_ok(), "{months}");
        }
        assert!(read(&format!("contact={}", "x".repeat(121)), true).is_err());
    }
}
