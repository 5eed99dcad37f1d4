//! Reads the forms of requests.

use std::collections::BTreeSet;

use super::answering::{Answering, Deciding, Held};
use super::requests::{BY_HAND, NewRequest, needs_words};
use super::{Ask, Contents, Decision, Found, Outcome, Way, What, exemptions, marks};
use crate::clock::Day;
use crate::db::ids::PersonId;
use crate::web::{Fields, FormErrors, Value};

/// The most letters of a name or an address.
pub const SHORT: usize = 300;
/// The most letters of a text.
pub const LONG: usize = 10_000;
/// The most letters of a record that is added by hand.
const RECORD: usize = 200_000;
/// The fewest letters of a reason.
const LEAST: usize = 10;

/// The text of a field, at most so many letters.
pub(super) fn short(fields: &Fields, errors: &mut FormErrors, name: &'static str, most: usize) -> String {
    let text = fields.text(name).to_owned();
    if text.chars().count() > most {
        let limit = i64::try_from(most).unwrap_or(i64::MAX);
        errors.add_with(name, "policies-error-long", vec![("limit", Value::Number(limit))]);
    }
    text
}

/// Words that say something.
pub(super) fn long_enough(errors: &mut FormErrors, name: &'static str, words: &str) {
    if words.chars().count() < LEAST {
        let least = i64::try_from(LEAST).unwrap_or_default();
        errors.add_with(name, "rights-error-words", vec![("least", Value::Number(least))]);
    }
}

/// A day that isn't ahead.
pub(super) fn past_day(
    fields: &Fields,
    errors: &mut FormErrors,
    name: &'static str,
    today: Day,
) -> Option<Day> {
    let day = fields.day(name).ok().flatten().filter(|day| *day <= today);
    if day.is_none() {
        errors.add(name, "rights-error-past-day");
    }
    day
}

/// Whom a form can name.
pub struct Known {
    /// People of the staff list.
    pub people: BTreeSet<PersonId>,
    /// Those who could have a conflict.
    pub leaders: BTreeSet<PersonId>,
}

/// A new request.
///
/// # Errors
/// What is wrong, by field.
pub fn request(
    fields: &Fields,
    known: &Known,
    name_of: &dyn Fn(PersonId) -> Option<String>,
    today: Day,
) -> Result<NewRequest, FormErrors> {
    let mut errors = FormErrors::default();
    let chosen = fields.text("person");
    let person = PersonId::parse(chosen).filter(|id| known.people.contains(id));
    if !chosen.is_empty() && person.is_none() {
        errors.add("person", "rights-error-person");
    }
    let contents = contents(fields, &mut errors, person.and_then(name_of));
    let asks: Vec<Ask> = fields.all("asks").iter().filter_map(|word| Ask::from_word(word)).collect();
    if asks.is_empty() {
        errors.add("asks", "rights-error-asks");
    }
    let way = Way::from_word(fields.text("way")).filter(|way| *way != Way::Online);
    if way.is_none() {
        errors.add("way", "rights-error-way");
    }
    let received_on = past_day(fields, &mut errors, "received", today);
    // Who was ticked and is offered no more would run, or read, what they are to know nothing of: nobody is left out unseen.
    let offered = |id: &String| PersonId::parse(id).filter(|id| known.leaders.contains(id));
    let conflicted: Option<BTreeSet<PersonId>> = fields.all("conflicted").iter().map(offered).collect();
    if conflicted.is_none() {
        errors.add("conflicted", "rights-error-conflicted");
    }
    let all = way.zip(received_on).zip(conflicted);
    errors.or(all.map(|((way, received_on), conflicted)| NewRequest {
        person,
        asks,
        way,
        received_on,
        contents,
        conflicted,
    }))
}

fn contents(fields: &Fields, errors: &mut FormErrors, known: Option<String>) -> Contents {
    let typed = short(fields, errors, "name", SHORT);
    let contents = Contents {
        name: if typed.is_empty() { known.unwrap_or_default() } else { typed },
        on_behalf: short(fields, errors, "on_behalf", SHORT),
        contact: short(fields, errors, "contact", SHORT),
        words: short(fields, errors, "words", LONG),
        ..Contents::default()
    };
    if contents.name.is_empty() {
        errors.add("name", "rights-error-name");
    }
    if contents.contact.is_empty() {
        errors.add("contact", "rights-error-contact");
    }
    contents
}

/// A step with its day and words.
///
/// # Errors
/// What is wrong, by field.
pub fn step(fields: &Fields, today: Day) -> Result<(What, Day, String), FormErrors> {
    let mut errors = FormErrors::default();
    let what = What::from_word(fields.text("what")).filter(|what| BY_HAND.contains(what));
    if what.is_none() {
        errors.add("what", "rights-error-what");
    }
    let day = past_day(fields, &mut errors, "day", today);
    let words = short(fields, &mut errors, "words", LONG);
    if what.is_some_and(needs_words) {
        long_enough(&mut errors, "words", &words);
    }
    errors.or(what.zip(day).map(|(what, day)| (what, day, words)))
}

/// To whom a request is handed on; nothing means whoever comes next.
///
/// # Errors
/// What is wrong, by field.
pub fn hand_on(
    fields: &Fields,
    able: &BTreeSet<PersonId>,
) -> Result<(Option<PersonId>, bool, String), FormErrors> {
    let mut errors = FormErrors::default();
    let chosen = fields.text("to");
    let to = PersonId::parse(chosen).filter(|id| able.contains(id));
    if !chosen.is_empty() && to.is_none() {
        errors.add("to", "rights-error-to");
    }
    let words = short(fields, &mut errors, "words", LONG);
    long_enough(&mut errors, "words", &words);
    errors.or(Some((to, fields.has("conflict"), words)))
}

/// Who outside decides on a request, and why.
///
/// # Errors
/// What is wrong, by field.
pub fn outside(fields: &Fields) -> Result<(String, String), FormErrors> {
    let mut errors = FormErrors::default();
    let outside = short(fields, &mut errors, "outside", SHORT);
    if outside.is_empty() {
        errors.add("outside", "rights-error-outside");
    }
    let reason = short(fields, &mut errors, "outside_reason", SHORT);
    long_enough(&mut errors, "outside_reason", &reason);
    errors.or(Some((outside, reason)))
}

/// A record that is added by hand.
///
/// # Errors
/// What is wrong, by field.
pub fn record(fields: &Fields) -> Result<Found, FormErrors> {
    let mut errors = FormErrors::default();
    let found = Found {
        title: short(fields, &mut errors, "title", SHORT),
        text: short(fields, &mut errors, "text", RECORD),
    };
    if found.title.is_empty() {
        errors.add("title", "rights-error-title");
    }
    if found.text.is_empty() {
        errors.add("text", "rights-error-text");
    }
    errors.or(Some(found))
}

/// What is decided of a record.
///
/// # Errors
/// What is wrong, by field.
pub fn deciding(fields: &Fields, held: &Held, today: Day) -> Result<Deciding, FormErrors> {
    let mut errors = FormErrors::default();
    let decision = Decision::from_word(fields.text("decision"));
    let chosen = fields.text("exemption");
    let exemption = exemptions::on(today).into_iter().find(|one| one.code == chosen);
    let keeps_back = decision.is_some_and(|decision| decision != Decision::Include);
    if decision.is_none() {
        errors.add("decision", "rights-error-decision");
    }
    if keeps_back && exemption.is_none() {
        errors.add("exemption", "rights-error-exemption");
    }
    let marked = (decision == Some(Decision::Redact)).then(|| fields.raw("marked").to_owned());
    if let Some(fault) = marked.as_ref().and_then(|marked| marks::blacked(&held.found.text, marked).err()) {
        errors.add("marked", fault.key());
    }
    let exemption = exemption.filter(|_| keeps_back).map(|one| one.code.clone());
    errors.or(decision.map(|decision| Deciding { decision, exemption, marked }))
}

/// The last page of an answer.
///
/// # Errors
/// What is wrong, by field.
pub fn answering(fields: &Fields) -> Result<Answering, FormErrors> {
    let mut errors = FormErrors::default();
    let outcome = Outcome::from_word(fields.text("outcome"));
    if outcome.is_none() {
        errors.add("outcome", "rights-error-outcome");
    }
    let words = short(fields, &mut errors, "words", LONG);
    long_enough(&mut errors, "words", &words);
    errors.or(outcome.map(|outcome| Answering { outcome, words }))
}

/// How a case was answered for.
///
/// # Errors
/// What is wrong, by field.
pub fn case_words(fields: &Fields, name: &'static str) -> Result<String, FormErrors> {
    let mut errors = FormErrors::default();
    let words = short(fields, &mut errors, name, LONG);
    long_enough(&mut errors, name, &words);
    errors.or(Some(words))
}
