//! The register as a file: all rows of the list, with what an inspector asks of each.

use actix_web::web;

use super::super::{language_words, name_of, nation_words, state_words, type_words};
use super::{Found, look};
use crate::access::{Action, Member};
use crate::clock::Day;
use crate::policies::elsewhere::OfAll;
use crate::policies::register::Listed;
use crate::reactions;
use crate::web::{Answer, Visit, csv};

const HEADS: [&str; 17] = [
    "policies-head-code",
    "policies-head-title",
    "policies-head-state",
    "policies-label",
    "policies-head-language",
    "policies-head-nation",
    "policies-head-type",
    "policies-head-services",
    "policies-head-owner",
    "policies-approver",
    "policies-approved-on",
    "policies-effective",
    "policies-head-last-review",
    "policies-head-review",
    "policies-head-gaps",
    "policies-head-asked",
    "policies-head-signed",
];

/// `GET …/policies.csv`: the same rows, all of them.
pub(in crate::policies::pages) async fn file(
    visit: Visit,
    member: Member,
    _path: web::Path<String>,
) -> Answer {
    let found = look(&visit, &member, false).await?;
    let reach = member.reach(Action::SeeSigning);
    let all = visit.app.read(&member, move |tenant| reactions::known_of_all(tenant, &reach)).await;
    let all: OfAll = all.map_err(|fault: crate::db::Error| fault)?;
    let names = found.names();
    let rows = found.rows.iter().map(|listed| {
        let owner = name_of(&names, listed.policy.owner);
        let mut cells = about(&visit, &found, listed, owner);
        cells.extend(proof(listed, &all));
        cells
    });
    Ok(csv::file(&format!("policies-{}", visit.now.day()), &HEADS.map(|key| visit.words(key)), rows))
}

/// What the policy is.
fn about(visit: &Visit, found: &Found, listed: &Listed, owner: String) -> Vec<String> {
    let policy = &listed.policy;
    vec![
        policy.code.clone(),
        policy.title.clone(),
        state_words(visit, policy.state()),
        listed.version.as_ref().map(|version| version.label.clone()).unwrap_or_default(),
        language_words(visit, policy.language),
        policy.nation.map(|nation| nation_words(visit, nation)).unwrap_or_default(),
        policy.service_type.map(|kind| type_words(visit, kind)).unwrap_or_default(),
        found.service_names(&listed.services),
        owner,
    ]
}

/// What was done about it, and when.
fn proof(listed: &Listed, all: &OfAll) -> Vec<String> {
    let (policy, version) = (&listed.policy, listed.version.as_ref());
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let reviewed = all.reviewed_on.get(&policy.id).copied().max(version.map(|version| version.reviewed_on));
    let signing = version.and_then(|version| all.signing.get(&version.id));
    let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    vec![
        version.map(|version| version.approver_name.clone()).unwrap_or_default(),
        day(version.and_then(crate::policies::Version::approved_day)),
        day(version.and_then(crate::policies::Version::effective_day)),
        day(reviewed),
        day(policy.next_review_on),
        policy.gaps.to_string(),
        number(signing.map(|(asked, _)| *asked)),
        number(signing.map(|(_, signed)| *signed)),
    ]
}
