//! Reads the forms of approval.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::Rule;
use super::{Answer, Instead, Objection, Order, OutsideAnswer, Proposal, Stage};
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
    count(&mut errors, order.people.len().saturating_add(order.outside.len()));
    errors.or(Some(order))
}

/// What is asked about many drafts at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Who.
    pub people: BTreeSet<PersonId>,
    /// What changed.
    pub change_note: String,
    /// Publish each as soon as everybody has approved it.
    pub at_once: bool,
    /// A note to those asked.
    pub note: String,
}

/// Reads whom to ask about so many drafts.
///
/// # Errors
/// What is wrong, by field.
pub fn batch(fields: &Fields, drafts: usize) -> Result<Batch, FormErrors> {
    let mut errors = FormErrors::default();
    let people: BTreeSet<PersonId> =
        fields.all("people").iter().filter_map(|id| PersonId::parse(id)).collect();
    if drafts == 0 {
        errors.add("policies", "policies-error-choose-policy");
    }
    match people.len() {
        0 => errors.add("people", "approval-many-error-nobody"),
        some => count(&mut errors, some),
    }
    let change_note = limited(fields, &mut errors, "change_note");
    if change_note.is_empty() {
        errors.add("change_note", "policies-error-change-note");
    }
    let note = limited(fields, &mut errors, "note");
    errors.or(Some(Batch { people, change_note, at_once: fields.has("at_once"), note }))
}

/// Somebody is asked, and not too many.
fn count(errors: &mut FormErrors, count: usize) {
    if count == 0 {
        errors.add("people", "approval-error-nobody");
    } else if count > MOST {
        let limit = i64::try_from(MOST).unwrap_or(i64::MAX);
        errors.add_with("people", "approval-error-too-many", vec![("limit", Value::Number(limit))]);
    }
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
            services: BTreeSet::new(),
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

/// Reads the answer of somebody outside to a round that was opened on a day.
///
/// # Errors
/// What is wrong, by field.
pub fn outside_answer(fields: &Fields, opened: Day, today: Day) -> Result<OutsideAnswer, FormErrors> {
    let mut errors = FormErrors::default();
    let how = limited(fields, &mut errors, "how");
    if how.is_empty() {
        errors.add("how", "approval-error-how");
    }
    let given = fields.day("given").ok().flatten();
    match given {
        None => errors.add("given", "policies-error-day"),
        Some(day) if day > today => errors.add("given", "approval-error-given-later"),
        Some(day) if day < opened => {
            errors.add("given", "approval-error-given-before");
        }
        Some(_) => {}
    }
    let place = fields.text("place").parse().unwrap_or_default();
    let yes = fields.text("answer") == "yes";
    errors.or(given.map(|given_on| OutsideAnswer { place, yes, given_on, how }))
}

/// Reads what becomes of the place of one who has not answered.
///
/// # Errors
/// What is wrong, by field.
pub fn instead(fields: &Fields) -> Result<Instead, FormErrors> {
    let mut errors = FormErrors::default();
    let reason = limited(fields, &mut errors, "reason");
    let found = match fields.text("then") {
        "ask" => {
            let person = PersonId::parse(fields.text("person"));
            if person.is_none() {
                errors.add("person", "approval-error-instead");
            }
            person.map(Instead::Person)
        }
        "off" => {
            if reason.is_empty() {
                errors.add("reason", "approval-error-off-reason");
            }
            Some(Instead::Nobody(reason))
        }
        _ => {
            errors.add("then", "approval-error-then");
            None
        }
    };
    errors.or(found)
}

/// Who approved a version that went round to nobody, as whoever publishes enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approver {
    /// The name that prints; of somebody outside with their role.
    pub name: String,
    /// Who, when they belong to the organisation.
    pub person: Option<PersonId>,
    /// When.
    pub on: Day,
}

/// The choice for somebody who isn't on the list.
pub const OUTSIDE: &str = "outside";

/// Reads who approved: somebody of these people, or somebody outside by name and role; nobody who asked for
/// changes to this text.
///
/// # Errors
/// What is wrong, by field.
pub fn approver(
    fields: &Fields,
    people: &BTreeMap<PersonId, String>,
    against: &[Objection],
    today: Day,
) -> Result<Approver, FormErrors> {
    let mut errors = FormErrors::default();
    let chosen = PersonId::parse(fields.text("approver"));
    let person = chosen.filter(|person| people.contains_key(person));
    let field = if fields.text("approver") == OUTSIDE { "outside_name" } else { "approver" };
    let name = match person {
        Some(person) => people.get(&person).cloned(),
        None if field == "outside_name" => {
            let found = outside(fields, &mut errors).into_iter().next();
            if found.is_none() && errors.0.is_empty() {
                errors.add("outside_name", "approval-error-outside-name");
            }
            found
        }
        None => {
            errors.add("approver", "policies-error-approver");
            None
        }
    };
    let mut against = against.iter().filter(|one| !one.is_earlier);
    if name.as_ref().is_some_and(|name| against.any(|one| one.is_by(person, name))) {
        errors.add(field, "approval-error-refused");
    }
    let on = fields.day("approved").unwrap_or_else(|_not| {
        errors.add("approved", "policies-error-day");
        None
    });
    let on = on.unwrap_or(today);
    if on > today {
        errors.add("approved", "policies-error-approved-later");
    }
    errors.or(name.map(|name| Approver { name, person, on }))
}

/// Reads why a round is passed over, where that is needed.
///
/// # Errors
/// Not ticked, or no reason.
pub fn past(fields: &Fields, is_needed: bool) -> Result<Option<String>, FormErrors> {
    if !is_needed {
        return Ok(None);
    }
    let mut errors = FormErrors::default();
    if !fields.has("past") {
        errors.add("past", "approval-error-past");
    }
    let reason = limited(fields, &mut errors, "past_reason");
    if reason.is_empty() {
        errors.add("past_reason", "approval-error-past-reason");
    }
    errors.or(Some(Some(reason)))
}

/// Reads who may approve.
///
/// # Errors
/// Nothing was chosen.
pub fn rule(fields: &Fields) -> Result<Rule, FormErrors> {
    Rule::from_word(fields.text("rule")).ok_or_else(|| FormErrors::one("rule", "approval-error-rule"))
}
