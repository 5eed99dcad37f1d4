//! The texts of the demonstration's policies, and what it prints.

use super::data::Demonstration;
use crate::config::Settings;
use crate::messages::{Language, Messages, args};

/// The text of a policy by the name of its file; written by us.
#[must_use]
pub fn policy(file: &str) -> Option<&'static str> {
    Some(match file {
        "b-add-01.md" => include_str!("policies/b-add-01.md"),
        "ch13.md" => include_str!("policies/ch13.md"),
        "ch28.md" => include_str!("policies/ch28.md"),
        "ch34.md" => include_str!("policies/ch34.md"),
        "ch94.md" => include_str!("policies/ch94.md"),
        "dcw13.md" => include_str!("policies/dcw13.md"),
        "dcw13-1.md" => include_str!("policies/dcw13-1.md"),
        "dcw28.md" => include_str!("policies/dcw28.md"),
        "dcw30.md" => include_str!("policies/dcw30.md"),
        "dcw31.md" => include_str!("policies/dcw31.md"),
        "dcw34.md" => include_str!("policies/dcw34.md"),
        "dcw94.md" => include_str!("policies/dcw94.md"),
        "dcw94.cy.md" => include_str!("policies/dcw94.cy.md"),
        "medicines.md" => include_str!("policies/medicines.md"),
        "infection.md" => include_str!("policies/infection.md"),
        "complaints.md" => include_str!("policies/complaints.md"),
        "recruitment.md" => include_str!("policies/recruitment.md"),
        "supervision.md" => include_str!("policies/supervision.md"),
        "health-and-safety.md" => include_str!("policies/health-and-safety.md"),
        "capacity.md" => include_str!("policies/capacity.md"),
        "quality.md" => include_str!("policies/quality.md"),
        "starting.md" => include_str!("policies/starting.md"),
        "welsh.md" => include_str!("policies/welsh.md"),
        _ => return None,
    })
}

/// What is printed once the demonstration listens.
#[must_use]
pub fn announcement(demonstration: &Demonstration, settings: &Settings, password: &str) -> String {
    let Ok(messages) = Messages::load() else { return settings.base_url.to_string() };
    let say = |key: &str, name: &'static str, value: String| {
        messages.format(Language::English, key, &args([(name, value)]))
    };
    let mut lines = vec![
        say("demo-address", "address", settings.base_url.to_string()),
        say("demo-password", "password", password.to_owned()),
        messages.get(Language::English, "demo-second-factor"),
        say("demo-mail", "folder", settings.data_dir.join("mail").display().to_string()),
        String::new(),
    ];
    for organisation in &demonstration.organisations {
        lines.push(organisation.name.clone());
        for person in organisation.people.iter().filter(|person| person.account) {
            let email = person.email.as_deref().unwrap_or_default();
            lines.push(format!(
                "  {email:<36} {} {}, {}",
                person.given_name, person.family_name, person.job_title
            ));
        }
        lines.push(String::new());
    }
    lines.push(messages.get(Language::English, "demo-stop"));
    lines.join("\n")
}
