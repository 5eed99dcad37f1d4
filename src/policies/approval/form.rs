//! Reads the forms of approval.

use super::rules::Rule;
use super::{Answer, Order, OutsideAnswer, Proposal, Stage};
use crate::clock::Day;
use crate::db::ids::PersonId;
use crate::policies::form as policies;
use crate::web::{Fields, FormErrors, Value};

/// The most people whom one round asks.
const MOST: usize = 12;
/// The most characters of a comment.
const COMMENT_LETTERS: usize = 2_000;
/// The most characters of a name and role.
const NAME_LETTERS: usize = 200;

/// Reads whom to ask, and for what.
///
/// # Errors
/// What is wrong, by field.
pub fn order(fields: &Fields, today: Day, before: Option<&str>) -> Result<Order, FormErrors> {
    let stage = Stage::from_word(fields.text("stage")).unwrap_or(Stage::Approval);
    let mut errors = FormErrors::default();
    let people = fields.all("people").iter().filter_map(|id| PersonId::parse(id)).collect();
    let outside = outside(fields, &mut errors);
    let order = Order {
        stage,
        people,
        outside,
        terms: proposal(fields, &mut errors, stage, (today, before)),
        note: limited(fields, &mut errors, "note"),
        stamp: fields.text("stamp").to_owned(),
    };
    let count = order.people.len().saturating_add(order.outside.len());
    if count == 0 {
        errors.add("people", "approval-error-nobody");
    } else if count > MOST {
        let limit = i64::try_from(MOST).unwrap_or(i64::MAX);
        errors.add_with("people", "approval-error-too-many", vec![("limit", Value::Number(limit))]);
    }
    errors.or(Some(order))
}

fn proposal(
    fields: &Fields,
    errors: &mut FormErrors,
    stage: Stage,
    (today, before): (Day, Option<&str>),
) -> Option<Proposal> {
    if stage == Stage::Review {
        return None;
    }
    match policies::proposal(fields, today, before) {
        Ok(terms) => Some(Proposal {
            label: terms.label,
            change_kind: terms.change_kind,
            reviewed_on: terms.reviewed_on,
            effective_on: terms.effective_on,
            next_review_on: terms.next_review_on,
            change_note: terms.change_note,
            at_once: fields.has("at_once"),
        }),
        Err(more) => {
            errors.0.extend(more.0);
            None
        }
    }
}

fn outside(fields: &Fields, errors: &mut FormErrors) -> Vec<String> {
    let name = fields.text("outside_name").split_whitespace().collect::<Vec<_>>().join(" ");
    let role = fields.text("outside_role").split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        if !role.is_empty() {
            errors.add("outside_name", "approval-error-outside-name");
        }
        return Vec::new();
    }
    if role.is_empty() {
        errors.add("outside_role", "approval-error-outside-role");
    }
    let whole = format!("{name}, {role}");
    if whole.chars().count() > NAME_LETTERS {
        let limit = i64::try_from(NAME_LETTERS).unwrap_or(i64::MAX);
        errors.add_with("outside_name", "policies-error-long", vec![("limit", Value::Number(limit))]);
    }
    vec![whole]
}

fn limited(fields: &Fields, errors: &mut FormErrors, name: &'static str) -> String {
    let text = fields.text(name).trim().to_owned();
    if text.chars().count() > COMMENT_LETTERS {
        let limit = i64::try_from(COMMENT_LETTERS).unwrap_or(i64::MAX);
        errors.add_with(name, "policies-error-long", vec![("limit", Value::Number(limit))]);
    }
    text
}

/// Reads an answer.
///
/// # Errors
/// What is wrong, by field.
pub fn answer(fields: &Fields) -> Result<Answer, FormErrors> {
    let mut errors = FormErrors::default();
    let comment = limited(fields, &mut errors, "comment");
    let yes = fields.text("answer") == "yes";
    if !yes && comment.is_empty() {
        errors.add("comment", "approval-error-comment");
    }
    errors.or(Some(Answer { yes, comment, seen: fields.text("seen").to_owned() }))
}

/// Reads the answer of somebody outside.
///
/// # Errors
/// What is wrong, by field.
pub fn outside_answer(fields: &Fields, today: Day) -> Result<OutsideAnswer, FormErrors> {
    let mut errors = FormErrors::default();
    let how = limited(fields, &mut errors, "how");
    if how.is_empty() {
        errors.add("how", "approval-error-how");
    }
    let given = fields.day("given").ok().flatten();
    match given {
        None => errors.add("given", "policies-error-day"),
        Some(day) if day > today => errors.add("given", "approval-error-given-later"),
        Some(_) => {}
    }
    let place = fields.text("place").parse().unwrap_or_default();
    let yes = fields.text("answer") == "yes";
    errors.or(given.map(|given_on| OutsideAnswer { place, yes, given_on, how }))
}

/// Reads who may approve.
///
/// # Errors
/// Nothing was chosen.
pub fn rule(fields: &Fields) -> Result<Rule, FormErrors> {
    Rule::from_word(fields.text("rule")).ok_or_else(|| FormErrors::one("rule", "approval-error-rule"))
}
