//! One policy: where it stands, its draft, its versions; and taking it out of force.

use std::collections::BTreeSet;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::versions::store::services_of;
use super::super::{Policy, PolicyError, Version, drafts, form, store, versions};
use super::{
    all_services, find, find_to_change, language_words, may_change, name_of, nation_words, state_kind,
    state_words, type_words,
};
use crate::access::{Action, Member};
use crate::clock::Moment;
use crate::db::ids::{PersonId, RenditionId, ServiceId};
use crate::db::{Error as DbError, Tenant};
use crate::organisations::{self, Service};
use crate::people;
use crate::reactions;
use crate::web::{Answer, Body, Error, Visit, see_other};

struct Whole {
    versions: Vec<Version>,
    in_force: Vec<(ServiceId, RenditionId)>,
    drafted: BTreeSet<ServiceId>,
    all_services: BTreeSet<ServiceId>,
    draft: Option<(Moment, PersonId)>,
    withdrawal: Option<(String, Moment, PersonId)>,
    services: Vec<Service>,
    names: std::collections::BTreeMap<PersonId, String>,
}

fn whole(tenant: &mut Tenant<'_>, policy: &Policy) -> Result<Whole, DbError> {
    let in_force = match policy.current_version.filter(|_| policy.is_in_force()) {
        Some(version) => services_of(tenant, version)?,
        None => Vec::new(),
    };
    let draft = drafts::get(tenant, policy.id)?;
    Ok(Whole {
        versions: versions::store::versions(tenant, policy.id)?,
        in_force,
        drafted: drafts::services(tenant, policy.id)?,
        all_services: all_services(tenant, policy.id)?,
        draft: draft.map(|draft| (draft.updated_at, draft.updated_by)),
        withdrawal: store::withdrawal(tenant, policy.id)?,
        services: organisations::services(tenant)?,
        names: people::present_names(tenant)?,
    })
}

impl Whole {
    fn service_name(&self, id: ServiceId) -> String {
        let found = self.services.iter().find(|service| service.id == id);
        found.map(|service| service.name.clone()).unwrap_or_default()
    }

    fn history(&self, member: &Member, policy: &Policy) -> Vec<Json> {
        let ended = self.withdrawal.iter().map(|(reason, at, by)| {
            json!({ "kind": "withdrawn", "at": at, "who": name_of(&self.names, *by), "text": reason })
        });
        let versions = self.versions.iter().map(|version| {
            let address = format!("policies/{}/versions/{}", policy.id, version.number);
            json!({
                "kind": "published",
                "label": version.label,
                "at": version.published_at,
                "who": name_of(&self.names, version.published_by),
                "text": version.change_note,
                "href": member.path(&address),
                "standing": standing(policy, version),
            })
        });
        ended.chain(versions).collect()
    }
}

/// Whether a version is in force, superseded or withdrawn, as the end of a message key.
pub(super) fn standing(policy: &Policy, version: &Version) -> &'static str {
    if policy.current_version != Some(version.id) {
        "superseded"
    } else if policy.withdrawn_at.is_some() {
        "withdrawn"
    } else {
        "current"
    }
}

/// `GET …/policies/{id}`
pub(super) async fn show(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let policy = find(&visit, &member, &path.1).await?;
    let asked = policy.clone();
    let found: Result<_, DbError> = visit.app.read(&member, move |tenant| whole(tenant, &asked)).await;
    let whole = found?;
    let base = member.path(&format!("policies/{}", policy.id));
    let current = whole.versions.iter().find(|version| Some(version.id) == policy.current_version);
    let may_edit = policy.withdrawn_at.is_none()
        && member.may(Action::EditPolicies)
        && may_change(&member, &whole.all_services);
    let printed: Vec<Json> = whole
        .in_force
        .iter()
        .map(|(service, _)| {
            let number = current.map_or(0, |version| version.number);
            json!({
                "name": whole.service_name(*service),
                "href": format!("{base}/versions/{number}?service={service}"),
                "pdf": format!("{base}/versions/{number}.pdf?service={service}"),
            })
        })
        .collect();
    let drafted: Vec<String> = whole.drafted.iter().map(|id| whole.service_name(*id)).collect();
    let state = policy.state();
    let context = json!({
        "title": policy.title,
        "caption": policy.code,
        "back": member.path("policies"),
        "address": base,
        "may_edit": may_edit,
        "state": state_words(&visit, state),
        "kind": state_kind(state),
        "withdrawn": whole.withdrawal.as_ref().map(|(reason, at, _)| json!({"reason": reason, "at": at})),
        "policy": {
            "owner": name_of(&whole.names, policy.owner),
            "language": language_words(&visit, policy.language),
            "nation": policy.nation.map(|nation| nation_words(&visit, nation)),
            "service_type": policy.service_type.map(|kind| type_words(&visit, kind)),
            "next_review_on": policy.next_review_on,
            "overdue": policy.next_review_on.is_some_and(|on| on < visit.now.day()),
            "gaps": policy.gaps,
        },
        "adopted": super::adopted_from(&member, &policy),
        "current": current.map(|version| json!({
            "label": version.label,
            "effective_on": version.effective_on,
            "later": version.effective_on > visit.now.day(),
            "approver": version.approver_name,
            "number": version.number,
        })),
        "printed": printed,
        "draft": whole.draft.map(|(at, by)| json!({
            "at": at, "by": name_of(&whole.names, by), "services": drafted,
        })),
        "history": whole.history(&member, &policy),
    });
    visit.page(&member, "policies/policy.html", context)
}

fn withdraw_context(visit: &Visit, member: &Member, policy: &Policy, services: &[String]) -> Json {
    json!({
        "title": visit.words("policies-withdraw"),
        "caption": policy.title,
        "back": member.path(&format!("policies/{}", policy.id)),
        "services": services,
        "in_force": policy.is_in_force(),
    })
}

async fn names_in_force(visit: &Visit, member: &Member, policy: &Policy) -> Result<Vec<String>, Error> {
    let asked = policy.clone();
    let found: Result<_, DbError> = visit.app.read(member, move |tenant| whole(tenant, &asked)).await;
    let whole = found?;
    Ok(whole.in_force.iter().map(|(service, _)| whole.service_name(*service)).collect())
}

/// `GET …/policies/{id}/withdraw`
pub(super) async fn withdraw_form(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    let services = names_in_force(&visit, &member, &policy).await?;
    visit.page(&member, "policies/withdraw.html", withdraw_context(&visit, &member, &policy, &services))
}

/// `POST …/policies/{id}/withdraw`
pub(super) async fn withdraw(
    visit: Visit,
    member: Member,
    path: web::Path<(String, String)>,
    body: Body,
) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    let reason = match form::reason(&fields) {
        Ok(reason) => reason,
        Err(errors) => {
            let services = names_in_force(&visit, &member, &policy).await?;
            let context = withdraw_context(&visit, &member, &policy, &services);
            return visit.page_again(&member, "policies/withdraw.html", context, &fields, &errors);
        }
    };
    let (now, by, id) = (visit.now, member.person(), policy.id);
    let change = move |tenant: &mut Tenant<'_>| {
        super::super::withdraw(tenant, now, by, id, &reason)?;
        Ok::<_, PolicyError>(reactions::withdrawn(tenant, now, id)?)
    };
    visit.app.write(&member, change).await?;
    Ok(see_other(&member.path(&format!("policies/{id}?done=policies-withdrawn"))))
}
