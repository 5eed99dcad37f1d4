//! The fictional organisations of the demonstration, as data.

use serde::Deserialize;

use crate::access::Role;
use crate::messages::Language;
use crate::organisations::{Nation, ServiceType};
use crate::people::WorkerType;
use crate::people::absences::Reason;

/// Everything that the demonstration shows. Figures in days are relative to the day of seeding.
#[derive(Debug, Deserialize)]
pub struct Demonstration {
    /// The organisations.
    pub organisations: Vec<Organisation>,
}

/// An organisation.
#[derive(Debug, Deserialize)]
pub struct Organisation {
    /// Its short name.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Values of fields.
    pub fields: std::collections::BTreeMap<String, String>,
    /// Its services.
    pub services: Vec<Service>,
    /// Its people.
    pub people: Vec<Person>,
    /// Its policies.
    pub policies: Vec<Policy>,
    /// Who was asked to read what.
    pub requests: Vec<Request>,
    /// What was reported.
    pub incidents: Vec<Incident>,
    /// What the regulator expects and doesn't apply.
    #[serde(default)]
    pub not_applicable: Vec<Exception>,
}

/// A service.
#[derive(Debug, Deserialize)]
pub struct Service {
    /// Names it in this file.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What it is.
    #[serde(rename = "type")]
    pub service_type: ServiceType,
    /// Where it is.
    pub nation: Nation,
    /// Values of fields of its own.
    pub fields: std::collections::BTreeMap<String, String>,
}

/// A person.
#[derive(Debug, Deserialize)]
pub struct Person {
    /// Names them in this file.
    pub key: String,
    /// The number by which the organisation knows them.
    pub staff_number: String,
    /// Who leads them.
    pub line_manager: Option<String>,
    /// The agency that sends them.
    pub agency: Option<String>,
    /// The last day, when it is known.
    pub ends_in_days: Option<i64>,
    /// The professional register.
    pub regulator: Option<String>,
    /// The number in it.
    pub register_number: Option<String>,
    /// When they are away.
    pub away: Option<Away>,
    /// First name.
    pub given_name: String,
    /// Last name.
    pub family_name: String,
    /// Where mail reaches them.
    pub email: Option<String>,
    /// A telephone number.
    pub phone: Option<String>,
    /// What they do.
    pub job_title: String,
    /// How they work for the organisation.
    pub worker_type: WorkerType,
    /// The language they read.
    pub language: Language,
    /// Where they work.
    pub services: Vec<String>,
    /// When they began.
    pub started_days_ago: i64,
    /// When they left.
    pub left_days_ago: Option<i64>,
    /// What they are.
    pub roles: Vec<Held>,
    /// Whether they have an account.
    pub account: bool,
}

/// A time that somebody is away.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Away {
    /// The first day.
    pub from_in_days: i64,
    /// The last day, when it is known.
    pub until_in_days: Option<i64>,
    /// Why, in one word.
    pub reason: Option<Reason>,
}

/// A role of a person.
#[derive(Debug, Deserialize)]
pub struct Held {
    /// The role.
    pub role: Role,
    /// The service; nothing means the whole organisation.
    pub service: Option<String>,
    /// The order among deputies.
    #[serde(default)]
    pub rank: i64,
}

/// A policy.
#[derive(Debug, Deserialize)]
pub struct Policy {
    /// Its code.
    pub code: String,
    /// The file with its text; empty where it is adopted.
    #[serde(default)]
    pub file: String,
    /// The text of the library that it is adopted from.
    pub template: Option<String>,
    /// Its title.
    pub title: String,
    /// Who looks after it.
    pub owner: String,
    /// Where it is published.
    pub services: Vec<String>,
    /// Where a gap keeps it from being published; it stays a draft there.
    #[serde(default)]
    pub blocked_services: Vec<String>,
    /// What the regulator expects and this policy answers, as its owner said.
    #[serde(default)]
    pub answers: Vec<String>,
    /// Where nobody has said so yet.
    #[serde(default)]
    pub unanswered_services: Vec<String>,
    /// The language of its text.
    pub language: Language,
    /// Its versions, oldest first.
    pub versions: Vec<Version>,
}

/// A published version.
#[derive(Debug, Deserialize)]
pub struct Version {
    /// Its label, such as `1.0`.
    pub label: String,
    /// Its text, when it is another than the policy's.
    pub file: Option<String>,
    /// When it was reviewed.
    pub reviewed_days_ago: i64,
    /// When it is due for review; negative: it is overdue.
    pub next_review_in_days: i64,
    /// When it was published.
    pub published_days_ago: i64,
}

/// An expectation that doesn't apply.
#[derive(Debug, Deserialize)]
pub struct Exception {
    /// The expectation.
    pub expectation: String,
    /// The service; nothing means all.
    pub service: Option<String>,
    /// Who said so.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// A request to read and sign.
#[derive(Debug, Deserialize)]
pub struct Request {
    /// The code of the policy.
    pub policy: String,
    /// When it was sent.
    pub days_ago: i64,
    /// When it is due; negative: it is overdue.
    pub due_in_days: i64,
    /// Who was asked.
    pub to: Vec<String>,
    /// Who signed.
    pub signed: Vec<Signed>,
}

/// A signature.
#[derive(Debug, Deserialize)]
pub struct Signed {
    /// Who.
    pub person: String,
    /// When.
    pub days_ago: i64,
    /// The time of day in London.
    pub at: String,
}

/// A report.
#[derive(Debug, Deserialize)]
pub struct Incident {
    /// Where.
    pub service: String,
    /// When.
    pub days_ago: i64,
    /// The time of day in London.
    pub at: String,
    /// Who reported.
    pub reporter: String,
    /// What kind.
    pub category: String,
    /// Who did it.
    pub subject: Subject,
    /// Who is affected.
    pub affected: Vec<String>,
    /// Whether anybody is in danger.
    pub danger: bool,
    /// What happened.
    pub narrative: String,
}

/// Who did it.
#[derive(Debug, Deserialize)]
pub struct Subject {
    /// `listed`, `somebody` or `unknown`.
    pub kind: String,
    /// The person, when listed.
    pub person: Option<String>,
}

/// Reads the data that is compiled in.
///
/// # Errors
/// The file is faulty.
pub fn read() -> Result<Demonstration, serde_json::Error> {
    serde_json::from_str(include_str!("data.json"))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn names_only_what_it_defines() {
        let demonstration = read().unwrap();
        assert_eq!(demonstration.organisations.len(), 2);
        for organisation in &demonstration.organisations {
            let people: Vec<&str> = organisation.people.iter().map(|person| person.key.as_str()).collect();
            let services: Vec<&str> =
                organisation.services.iter().map(|service| service.key.as_str()).collect();
            assert!(people.len() > 10 && services.len() > 1);
            let leaders = organisation.people.iter().filter_map(|person| person.line_manager.as_deref());
            assert!(leaders.clone().count() > 10 && leaders.clone().all(|key| people.contains(&key)));
            for policy in &organisation.policies {
                assert!(people.contains(&policy.owner.as_str()), "{}", policy.owner);
                assert!(
                    policy.services.iter().all(|key| services.contains(&key.as_str())),
                    "{}",
                    policy.code
                );
            }
            for request in &organisation.requests {
                assert!(request.to.iter().all(|key| people.contains(&key.as_str())));
                assert!(request.signed.iter().all(|signed| request.to.contains(&signed.person)));
            }
        }
    }
}
