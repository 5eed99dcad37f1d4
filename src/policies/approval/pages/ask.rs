//! Asking for comments or for approval.

use actix_web::web;
use serde_json::{Value as Json, json};

use crate::access::Member;
use crate::clock::Day;
use crate::db::Tenant;
use crate::organisations;
use crate::people::Labels;
use crate::policies::approval::rules::MayApprove;
use crate::policies::approval::who::{Candidate, candidates};
use crate::policies::approval::{self, Order, Rule, Stage, form as forms};
use crate::policies::drafts::{self, Draft};
use crate::policies::pages::{find_to_change, kinds};
use crate::policies::versions::publishing::proposed_label;
use crate::policies::{Policy, PolicyError, versions};
use crate::web::dates;
use crate::web::{Answer, Body, Error, FormErrors, Visit, see_other};

const TEMPLATE: &str = "policies/approval_ask.html";

struct Found {
    draft: Draft,
    candidates: Vec<Candidate>,
    before: Option<String>,
    rule: Rule,
    live: Option<approval::Round>,
    services: Vec<String>,
}

fn look(
    tenant: &mut Tenant<'_>,
    today: Day,
    policy: &Policy,
    by: crate::db::ids::PersonId,
    stage: Stage,
) -> Result<Found, PolicyError> {
    let draft = drafts::get(tenant, policy.id)?.ok_or(PolicyError::NoDraft)?;
    let authors = [by, draft.updated_by];
    let chosen = drafts::services(tenant, policy.id)?;
    let sites = organisations::services(tenant)?;
    let sites = sites.into_iter().filter(|site| chosen.contains(&site.id));
    Ok(Found {
        services: sites.map(|site| site.name).collect(),
        candidates: candidates(tenant, today, stage, &authors)?,
        before: versions::store::versions(tenant, policy.id)?.into_iter().next().map(|newest| newest.label),
        rule: approval::rule(tenant)?,
        live: approval::store::live(tenant, policy.id)?,
        draft,
    })
}

async fn found(visit: &Visit, member: &Member, policy: &Policy, stage: Stage) -> Result<Found, Error> {
    let (of, by, today) = (policy.clone(), member.person(), visit.now.day());
    Ok(visit.app.read(member, move |tenant| look(tenant, today, &of, by, stage)).await?)
}

fn context(visit: &Visit, member: &Member, policy: &Policy, found: &Found, stage: Stage) -> Json {
    let base = member.path(&format!("policies/{}", policy.id));
    let today = visit.now.day();
    let months = policy.months();
    let of_stage = stage.as_str();
    let labels = Labels::read_by(member, found.candidates.iter().map(|one| &one.person));
    let own = found.candidates.iter().find(|candidate| candidate.person.id == member.person());
    json!({
        "title": visit.words(&format!("approval-ask-{of_stage}")),
        "lede": visit.words(&format!("approval-ask-{of_stage}-lede")),
        "caption": policy.title,
        "back": base,
        "stage": stage,
        "stamp": found.draft.stamp(),
        "people": found.candidates.iter().filter(|one| one.may != MayApprove::No).map(|one| json!({
            "value": one.person.id,
            "label": labels.label(&one.person),
            "hint": match one.may {
                MayApprove::WithReason if one.person.id == member.person() => {
                    visit.words("approval-own-with-reason")
                }
                MayApprove::WithReason => visit.words("approval-their-own-with-reason"),
                _ => one.person.job_title.clone(),
            },
        })).collect::<Vec<_>>(),
        "own_refused": own.filter(|own| own.may == MayApprove::No).map(|_| visit.words(match found.rule {
            Rule::OwnWithReason => "approval-own-refused-owner",
            _ => "approval-own-refused",
        })),
        "about": found.services.join(", "),
        "kinds": kinds(visit, found.before.as_deref()),
        "first": found.before.is_none(),
        "label": if found.before.is_none() { proposed_label(None) } else { String::new() },
        "today": dates::boxes(today),
        "next": dates::boxes(today.plus_months(months)),
        "months": months,
        "needed": found.rule.asks(),
        "gaps": policy.gaps,
        "publish": format!("{base}/publish"),
    })
}

/// `GET …/policies/{id}/approval?stage=review`
pub(super) async fn form(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    let stage = Stage::from_word(visit.query.text("stage")).unwrap_or(Stage::Approval);
    let found = found(&visit, &member, &policy, stage).await?;
    if let Some(round) = &found.live {
        return Ok(see_other(&member.path(&format!("policies/{}/approval/{}", policy.id, round.id))));
    }
    let context = context(&visit, &member, &policy, &found, stage);
    visit.page(&member, TEMPLATE, context)
}

/// `POST …/policies/{id}/approval`
pub(super) async fn ask(
    visit: Visit,
    member: Member,
    path: web::Path<(String, String)>,
    body: Body,
) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    let stage = Stage::from_word(fields.text("stage")).unwrap_or(Stage::Approval);
    let found = found(&visit, &member, &policy, stage).await?;
    let again = |errors: &FormErrors| {
        let context = context(&visit, &member, &policy, &found, stage);
        visit.page_again(&member, TEMPLATE, context, &fields, errors)
    };
    let order = match forms::order(&fields, visit.now.day(), found.before.as_deref()) {
        Ok(order) => order,
        Err(errors) => return again(&errors),
    };
    if let Some(key) = duty_fault(&visit, &member, &policy, &order).await? {
        return again(&FormErrors::one("kind", key));
    }
    let (now, by, id, post) = (visit.now, member.person(), policy.id, visit.app.post.clone());
    let asked =
        visit.app.write(&member, move |tenant| approval::ask(tenant, now, &post, by, id, &order)).await;
    match asked {
        Ok(round) => {
            Ok(see_other(&member.path(&format!("policies/{id}/approval/{round}?done=approval-asked"))))
        }
        Err(PolicyError::OwnText) => again(&FormErrors::one("people", "approval-error-own")),
        Err(PolicyError::Inside) => again(&FormErrors::one("outside_name", "approval-error-inside")),
        Err(PolicyError::NotFound) => again(&FormErrors::one("people", "approval-error-person")),
        Err(other) => Err(other.into()),
    }
}

/// A change that calls itself typographical leaves what people must do as it is.
async fn duty_fault(
    visit: &Visit,
    member: &Member,
    policy: &Policy,
    order: &Order,
) -> Result<Option<&'static str>, Error> {
    let kind = order.terms.as_ref().map(|terms| terms.change_kind);
    if kind != Some(versions::ChangeKind::Typographical) {
        return Ok(None);
    }
    let changed = crate::policies::pages::duty_changes(visit, member, policy).await?;
    Ok((!changed.is_empty()).then_some("policies-error-typographical"))
}
