//! The re-issues of a policy as events of its history.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::super::elsewhere::Elsewhere;
use super::super::history::Reissue;
use super::super::{Policy, Version};
use super::compare::sides::Which;
use super::{field_words, name_of};
use crate::access::{Action, Member};
use crate::db::ids::{PersonId, ServiceId};
use crate::organisations::Service;
use crate::web::Visit;

/// What names stand for.
pub(super) struct Names<'a> {
    pub(super) people: &'a BTreeMap<PersonId, String>,
    pub(super) services: &'a [Service],
    pub(super) versions: &'a [Version],
}

/// A line for each re-issue.
pub(super) fn events(
    visit: &Visit,
    member: &Member,
    policy: &Policy,
    (reissues, elsewhere, names): (&[Reissue], &Elsewhere, &Names<'_>),
) -> Vec<Json> {
    let event = |reissue: &Reissue| {
        let version = names.versions.iter().find(|version| version.id == reissue.version)?;
        let of_policy = member.path(&format!("policies/{}", policy.id));
        let base = format!("{of_policy}/versions/{}", version.number);
        let side = |issue: i64| Which::issue(version.number, issue).word();
        let issue = |(service, number): (&ServiceId, &i64)| {
            json!({
                "name": name(names.services, *service),
                "issue": number,
                "href": format!("{base}?service={service}&issue={number}"),
                "pdf": format!("{base}.pdf?service={service}&issue={number}"),
                "changed": format!(
                    "{of_policy}/compare?from={}&to={}&service={service}",
                    side(number.saturating_sub(1)),
                    side(*number),
                ),
            })
        };
        let again =
            elsewhere.asked.iter().find(|asked| asked.version == reissue.version && asked.at == reissue.at);
        let changed = reissue.duty.iter().map(|service| name(names.services, *service));
        Some(json!({
            "kind": "reissued",
            "label": version.label,
            "at": reissue.at,
            "who": reissue.by.map(|by| name_of(names.people, by)),
            "text": reissue.reason,
            "issues": reissue.services.iter().map(issue).collect::<Vec<_>>(),
            "fields": field_names(visit, &reissue.fields),
            "duty": changed.collect::<Vec<_>>().join(", "),
            "knows_asked": member.may(Action::SeeSigning),
            "again": again.map(|asked| member.path(&format!("acknowledgements/{}", asked.request))),
        }))
    };
    reissues.iter().filter_map(event).collect()
}

fn field_names(visit: &Visit, names: &BTreeSet<String>) -> String {
    names.iter().map(|name| field_words(visit, name)).collect::<Vec<_>>().join(", ")
}

fn name(services: &[Service], id: ServiceId) -> String {
    let found = services.iter().find(|service| service.id == id);
    found.map(|service| service.name.clone()).unwrap_or_default()
}
