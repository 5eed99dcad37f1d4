//! Reads the forms of complaints.

use std::collections::BTreeSet;

use super::{Entered, NewComplaint, Said};
use crate::access::email::Email;
use crate::clock::Day;
use crate::messages::Language;
use crate::rights::Way;
use crate::rights::choosing::RUNNERS;
use crate::rights::form::{LONG, SHORT, long_enough, past_day, short};
use crate::web::{Fields, FormErrors};

/// The form for everybody.
///
/// # Errors
/// What is wrong, by field.
pub fn public(fields: &Fields, today: Day, language: Language) -> Result<NewComplaint, FormErrors> {
    let mut errors = FormErrors::default();
    let said = said(fields, &mut errors);
    if Email::parse(&said.email).is_none() {
        errors.add("email", "rights-error-email");
    }
    errors.or(Some(NewComplaint { way: Way::Online, received_on: today, language, said }))
}

/// The form of staff.
///
/// # Errors
/// What is wrong, by field.
pub fn staff(fields: &Fields, today: Day, language: Language) -> Result<NewComplaint, FormErrors> {
    let mut errors = FormErrors::default();
    let said = said(fields, &mut errors);
    if !said.email.is_empty() && Email::parse(&said.email).is_none() {
        errors.add("email", "rights-error-email");
    }
    let way = Way::from_word(fields.text("way")).filter(|way| *way != Way::Online);
    if way.is_none() {
        errors.add("way", "rights-error-way");
    }
    let day = past_day(fields, &mut errors, "received", today);
    let language = Language::from_code(fields.text("language")).unwrap_or(language);
    let new = way.zip(day).map(|(way, received_on)| NewComplaint { way, received_on, language, said });
    errors.or(new)
}

fn said(fields: &Fields, errors: &mut FormErrors) -> Said {
    let about = fields.all("about");
    let said = Said {
        name: short(fields, errors, "name", SHORT),
        email: short(fields, errors, "email", SHORT),
        contact: short(fields, errors, "contact", SHORT),
        words: short(fields, errors, "words", LONG),
        about: RUNNERS
            .iter()
            .copied()
            .filter(|role| about.iter().any(|word| word == role.as_str()))
            .collect(),
        barred: BTreeSet::new(),
    };
    if said.name.is_empty() {
        errors.add("name", "rights-error-name");
    }
    long_enough(errors, "words", &said.words);
    said
}

/// What was done about a complaint.
///
/// # Errors
/// What is wrong, by field.
pub fn entered(fields: &Fields, today: Day) -> Result<Entered, FormErrors> {
    let mut errors = FormErrors::default();
    if fields.text("what") == "acknowledged" {
        let day = past_day(fields, &mut errors, "acknowledged", today);
        return errors.or(day.map(Entered::Acknowledged));
    }
    let words = short(fields, &mut errors, "outcome", LONG);
    long_enough(&mut errors, "outcome", &words);
    let day = past_day(fields, &mut errors, "answered", today);
    errors.or(day.map(|day| Entered::Answered(day, words)))
}
