//! The front page of the settings: what there is, and what is still missing.

use serde_json::{Value as Json, json};

use super::scoped;
use super::services::{Staffed, all_staffed, facts};
use crate::access::{Action, Member};
use crate::clock::Day;
use crate::db::Tenant;
use crate::organisations::usage::{self, Use};
use crate::organisations::{self, logo};
use crate::quotas::Level;
use crate::web::{Answer, Error, Visit};

struct Found {
    services: Vec<(Staffed, usize)>,
    missing: usize,
    has_logo: bool,
    uses: [Use; 3],
}

pub(super) async fn show(visit: Visit, member: Member) -> Answer {
    let today = visit.now.day();
    let found = visit.app.read(&member, move |tenant| look(tenant, today)).await?;
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let services: Vec<Json> = found
        .services
        .iter()
        .map(|(staffed, missing)| {
            let id = staffed.service.id;
            json!({
                "id": format!("service-{id}"),
                "name": staffed.service.name,
                "missing": count(*missing),
                "fields": scoped(&member, "settings/fields", Some(id), &[]),
                "facts": facts(&visit, &member, staffed),
            })
        })
        .collect();
    let context = json!({
        "title": visit.words("settings-title"),
        "missing": count(found.missing),
        "has_logo": found.has_logo,
        "fields": member.path("settings/fields"),
        "logo": member.path("settings/logo"),
        "services_href": member.path("services"),
        "approval": member.path("settings/approval"),
        "ready": member.path("ready"),
        "terms": member.may(Action::AcceptTerms).then(|| member.path("settings/terms")),
        "support_href": member.may(Action::AnswerSupport).then(|| member.path("settings/support")),
        "export": member.may(Action::TakeOut).then(|| member.path("settings/export")),
        "closing": member.path("settings/closing"),
        "retention": member.may(Action::SeeRetention).then(|| member.path("settings/retention")),
        "key_people": member.path("settings/people"),
        "roles": member.may(Action::ReadPolicies).then(|| member.path("settings/roles")),
        "people": member.may(Action::ReadPeople).then(|| member.path("people")),
        "services": services,
        "uses": found.uses.iter().map(|one| used(&visit, one)).collect::<Vec<_>>(),
    });
    visit.page(&member, "organisations/settings.html", context)
}

/// How much there is of something, and that little is left.
fn used(visit: &Visit, one: &Use) -> Json {
    json!({
        "text": one.in_words(&visit.app.messages, visit.language),
        "done": one.used,
        "total": one.amount,
        "near": one.level() >= Level::Near,
    })
}

fn look(tenant: &mut Tenant<'_>, today: Day) -> Result<Found, Error> {
    let staffed = all_staffed(tenant)?;
    let everywhere = organisations::everywhere(tenant)?;
    let counted = |one: Staffed| {
        let missing = everywhere.missing(Some(one.service.id)).len();
        (one, missing)
    };
    let services = staffed.into_iter().map(counted).collect();
    let has_logo = logo::id_of(tenant, None)?.is_some();
    let uses = usage::all(tenant, today)?;
    Ok(Found { services, missing: everywhere.missing(None).len(), has_logo, uses })
}
