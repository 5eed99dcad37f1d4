//! What people send: a report, a note, an outcome.

use std::collections::BTreeSet;

use super::Report;
use super::rules;
use super::sealed::{Affected, Closing, Group, Outcome, Subject};
use crate::db::ids::{PersonId, ServiceId};
use crate::web::{Fields, FormErrors, Value};

/// The fewest characters of what happened.
pub const STORY_LEAST: usize = 10;
/// The most characters of what happened.
pub const STORY_MOST: usize = 5_000;
/// The most characters of other texts of a report.
pub const SHORT_MOST: usize = 300;
/// The most characters of a note or a reason.
pub const NOTE_MOST: usize = 2_000;

/// The selects for people of the staff list.
pub const PEOPLE: &[&str] = &["person", "person_2", "person_3"];

/// The fields of a report, which the page with the answers carries on.
pub const FIELDS: &[&str] = &[
    "danger",
    "service",
    "category",
    "story",
    "who",
    "person",
    "person_2",
    "person_3",
    "who-other",
    "affected",
    "affected-names",
];

/// What a report may name.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The services of the organisation.
    pub services: BTreeSet<ServiceId>,
    /// The people of the staff list.
    pub people: BTreeSet<PersonId>,
}

/// Reads a report.
///
/// # Errors
/// What is wrong in the form.
pub fn report(fields: &Fields, known: &Known) -> Result<Report, FormErrors> {
    let mut errors = FormErrors::default();
    let danger = match fields.text("danger") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    if danger.is_none() {
        errors.add("danger", "report-danger-now-error");
    }
    let service = ServiceId::parse(fields.text("service")).filter(|id| known.services.contains(id));
    if service.is_none() {
        errors.add("service", "report-service-error");
    }
    let category = rules::category(fields.text("category")).filter(|one| one.offered.is_some());
    if category.is_none() {
        errors.add("category", "report-category-error");
    }
    check_story(fields.text("story"), &mut errors);
    let subject = subject(fields, known, &mut errors);
    let affected = affected(fields, &mut errors);
    let report = danger.zip(service).zip(category).zip(subject).zip(affected);
    let report = report.map(|((((danger, service), category), subject), affected)| Report {
        danger,
        service,
        category: category.code.clone(),
        narrative: fields.text("story").to_owned(),
        subject,
        affected,
    });
    errors.or(report)
}

fn check_story(story: &str, errors: &mut FormErrors) {
    let length = story.chars().count();
    if length == 0 {
        errors.add("story", "report-story-error-empty");
    } else if length < STORY_LEAST {
        errors.add("story", "incidents-story-error-short");
    } else if length > STORY_MOST {
        too_long("story", "report-story-error-long", STORY_MOST, errors);
    }
}

fn too_long(field: &str, key: &'static str, limit: usize, errors: &mut FormErrors) {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    errors.add_with(field, key, vec![("limit", Value::Number(limit))]);
}

fn check_short(fields: &Fields, name: &str, errors: &mut FormErrors) {
    if fields.text(name).chars().count() > SHORT_MOST {
        too_long(name, "incidents-error-long", SHORT_MOST, errors);
    }
}

fn subject(fields: &Fields, known: &Known, errors: &mut FormErrors) -> Option<Subject> {
    check_short(fields, "who-other", errors);
    let mut people = BTreeSet::new();
    for name in PEOPLE.iter().filter(|name| fields.has(name)) {
        match PersonId::parse(fields.text(name)).filter(|id| known.people.contains(id)) {
            Some(person) => {
                people.insert(person);
            }
            None => errors.add(*name, "report-who-listed-error"),
        }
    }
    let other = fields.text("who-other").to_owned();
    match fields.text("who") {
        "listed" if people.is_empty() && PEOPLE.iter().any(|name| fields.has(name)) => {}
        "listed" if people.is_empty() => errors.add("person", "report-who-listed-error"),
        "other" if other.is_empty() => errors.add("who-other", "report-who-other-error"),
        // A name that was chosen counts whatever the button says: that person must not see the report.
        "listed" | "other" => return Some(Subject { people, other, ..Subject::default() }),
        "unknown" if people.is_empty() && other.is_empty() => return Some(Subject::default()),
        "unknown" => errors.add("who", "incidents-who-error-both"),
        _ => errors.add("who", "report-who-error"),
    }
    None
}

fn affected(fields: &Fields, errors: &mut FormErrors) -> Option<Affected> {
    check_short(fields, "affected-names", errors);
    let groups: Option<Vec<Group>> =
        fields.all("affected").iter().map(|word| Group::from_word(word)).collect();
    let Some(groups) = groups.filter(|groups| !groups.is_empty()) else {
        errors.add("affected", "report-affected-error");
        return None;
    };
    Some(Affected { groups, names: fields.text("affected-names").to_owned() })
}

/// Reads a note.
///
/// # Errors
/// Empty or too long.
pub fn note(fields: &Fields) -> Result<String, FormErrors> {
    let mut errors = FormErrors::default();
    let note = fields.text("note");
    if note.is_empty() {
        errors.add("note", "incidents-note-error-empty");
    } else if note.chars().count() > NOTE_MOST {
        too_long("note", "incidents-error-long", NOTE_MOST, &mut errors);
    }
    errors.or(Some(note.to_owned()))
}

/// Reads an outcome.
///
/// # Errors
/// No outcome, or no reason.
pub fn closing(fields: &Fields) -> Result<Closing, FormErrors> {
    let mut errors = FormErrors::default();
    let outcome = Outcome::from_word(fields.text("outcome"));
    if outcome.is_none() {
        errors.add("outcome", "incidents-outcome-error");
    }
    let reason = fields.text("reason").to_owned();
    if reason.is_empty() {
        errors.add("reason", "incidents-reason-error");
    } else if reason.chars().count() > NOTE_MOST {
        too_long("reason", "incidents-error-long", NOTE_MOST, &mut errors);
    }
    errors.or(outcome.map(|outcome| Closing { outcome, reason }))
}

#[cfg(test)]
mod tests {
    use super::{Known, report};
    use crate::clock::Moment;
    use crate::db::ids::{PersonId, ServiceId};
    use crate::web::Fields;

    #[test]
    fn says_what_is_missing() {
        let now = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let (service, person, stranger) = (ServiceId::new(now), PersonId::new(now), PersonId::new(now));
        let known = Known { services: [service].into(), people: [person].into() };
        let good = [
            ("danger", "no".to_owned()),
            ("service", service.to_string()),
            ("category", "SU_IMAGE".to_owned()),
            ("story", "She posted a picture of him.".to_owned()),
            ("who", "listed".to_owned()),
            ("person", person.to_string()),
            ("affected", "supported".to_owned()),
        ];
        let parse = |changes: &[(&str, &str)]| {
            let mut form = url::form_urlencoded::Serializer::new(String::new());
            for (name, value) in &good {
                let changed = changes.iter().find(|(other, _)| other == name);
                form.append_pair(name, changed.map_or(value.as_str(), |(_, value)| value));
            }
            for (name, value) in
                changes.iter().filter(|(name, _)| good.iter().all(|(other, _)| other != name))
            {
                form.append_pair(name, value);
            }
            report(&Fields::parse(form.finish().as_bytes()), &known)
        };
        assert_eq!(parse(&[]).unwrap().subject.people, [person].into());
        let (long, stranger) = ("x".repeat(5_001), stranger.to_string());
        for (changes, field) in [
            (&[("danger", "")][..], "danger"),
            (&[("service", "x")], "service"),
            (&[("category", "INTIMATE")], "category"),
            (&[("category", "")], "category"),
            (&[("story", "too short")], "story"),
            (&[("story", &long)], "story"),
            (&[("who", "")], "who"),
            (&[("who", "unknown")], "who"),
            (&[("person", "")], "person"),
            (&[("person", &stranger)], "person"),
            (&[("person_2", &stranger)], "person_2"),
            (&[("who", "other")], "who-other"),
            (&[("affected", "")], "affected"),
            (&[("affected", "everybody")], "affected"),
        ] {
            let errors = parse(changes).unwrap_err();
            assert_eq!(errors.0.len(), 1, "{changes:?} {errors:?}");
            assert_eq!(errors.0[0].field, field, "{changes:?}");
        }
        let unknown = parse(&[("who", "unknown"), ("person", "")]).unwrap();
        assert!(unknown.subject.people.is_empty());
    }
}
