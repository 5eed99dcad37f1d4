//! What Today says about roles that nobody fills, each with the page where that is put right.

use serde_json::{Value as Json, json};

use super::others::LookIn;
use super::pages::address_of;
use super::posts::{Gap, Missing};
use crate::access::{Member, Role};
use crate::messages::args;
use crate::web::listing::address;
use crate::web::{Visit, dates};

/// Lines that are shown; the page of roles has all.
const AT_MOST: usize = 5;

/// The lines, and how many more there are; nothing when all is well.
pub(super) fn missing(visit: &Visit, member: &Member, gaps: &[Gap]) -> Json {
    if gaps.is_empty() {
        return Json::Null;
    }
    let lines: Vec<Json> = gaps.iter().take(AT_MOST).map(|gap| line(visit, member, gap)).collect();
    let more = gaps.len().saturating_sub(lines.len());
    json!({ "lines": lines, "more": more, "all": member.path("settings/people") })
}

pub(super) fn failed(visit: &Visit, member: &Member, count: i64) -> Json {
    let Some(list) = address_of(visit, member, "outbox").filter(|_| count > 0) else { return Json::Null };
    let text = visit.app.messages.format(visit.language, "today-failed", &args([("count", count)]));
    json!({ "href": format!("{list}?state=failed"), "text": text })
}

/// An operator who asks to look in, as a row of what needs somebody.
pub(super) fn look_in(visit: &Visit, member: &Member, ask: &LookIn) -> Json {
    let day = |form| dates::written(&ask.asked_at.day().to_string(), form, visit.language);
    let email = args([("email", ask.email.clone())]);
    json!({
        "of": {
            "title": visit.app.messages.format(visit.language, "today-need-look-in", &email),
            "href": member.path("settings/support"),
            "big": day("number").unwrap_or_default(), "small": day("mon").unwrap_or_default(),
            "kind": "due", "tag": visit.words("today-need-look-in-tag"), "text": ask.reason,
        },
        "act": visit.words("today-act-answer"),
    })
}

fn line(visit: &Visit, member: &Member, gap: &Gap) -> Json {
    let words = |part: &str| {
        let key = format!("today-missing-{}{part}", word(gap.what));
        let mut values = args([("service", gap.place.clone()), ("name", gap.name.clone())]);
        match gap.what {
            Missing::PolicyOwner(_, count) => values.set("count", count),
            Missing::OwnerStays(_, on) => {
                let date = dates::written(&on.to_string(), "day", visit.language);
                values.set("date", date.unwrap_or_default());
            }
            _ => {}
        }
        visit.app.messages.format(visit.language, &key, &values)
    };
    json!({ "text": words(""), "link": words("-link"), "href": href(member, gap) })
}

const fn word(what: Missing) -> &'static str {
    match what {
        Missing::OwnerStays(..) => "owner-stays",
        Missing::LeadAnywhere => "lead-anywhere",
        Missing::Lead => "lead",
        Missing::LeadAccount(_) => "lead-account",
        Missing::LeadAway(_) => "lead-away",
        Missing::Deputy => "deputy",
        Missing::Manager => "manager",
        Missing::ResponsibleIndividual => "responsible-individual",
        Missing::NominatedIndividual => "nominated-individual",
        Missing::DataProtectionLead => "data-protection-lead",
        Missing::PolicyOwner(..) => "policy-owner",
        Missing::ManagerAccount(_) => "manager-account",
    }
}

fn href(member: &Member, gap: &Gap) -> String {
    let role = match gap.what {
        Missing::LeadAnywhere => return member.path("settings/people"),
        Missing::LeadAccount(person) | Missing::ManagerAccount(person) => {
            return member.path(&format!("people/{person}"));
        }
        Missing::LeadAway(person) => {
            return address(&member.path("covers/add"), &[("person", &person.to_string())]);
        }
        Missing::OwnerStays(..) => Role::Owner,
        Missing::Lead => Role::SafeguardingLead,
        Missing::Deputy => Role::SafeguardingDeputy,
        Missing::Manager => Role::RegisteredManager,
        Missing::ResponsibleIndividual => Role::ResponsibleIndividual,
        Missing::NominatedIndividual => Role::NominatedIndividual,
        Missing::DataProtectionLead => Role::DataProtectionLead,
        Missing::PolicyOwner(person, _) => {
            return address(&member.path("policies"), &[("owner", &person.to_string())]);
        }
    };
    let page = member.path(&format!("settings/people/{}", role.as_str()));
    gap.service.map_or(page.clone(), |service| address(&page, &[("service", &service.to_string())]))
}
