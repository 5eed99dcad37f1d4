//! What waits for somebody's answer: each draft can be opened, and what was read is approved together.

use std::collections::BTreeMap;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::round::publish_at_once;
use crate::access::Member;
use crate::clock::Day;
use crate::db::Tenant;
use crate::db::ids::{ApprovalRoundId, PersonId};
use crate::organisations;
use crate::people;
use crate::policies::approval::rules::MayApprove;
use crate::policies::approval::{self, Answer as Said, Round, Stage, store};
use crate::policies::{Policy, PolicyError, drafts, store as policies};
use crate::web::{Answer, Body, Error, FormErrors, Visit, see_other};

const TEMPLATE: &str = "policies/approval_mine.html";

struct Found {
    rounds: Vec<(Round, Policy, Vec<String>, MayApprove)>,
    names: BTreeMap<PersonId, String>,
}

fn look(tenant: &mut Tenant<'_>, today: Day, person: PersonId) -> Result<Found, PolicyError> {
    let sites = organisations::services(tenant)?;
    let mut rounds = Vec::new();
    for round in store::waiting_for(tenant, person)? {
        let Some(policy) = policies::get(tenant, round.policy)? else { continue };
        let services = drafts::services(tenant, policy.id)?;
        let named = sites.iter().filter(|site| services.contains(&site.id)).map(|site| site.name.clone());
        let may = approval::standing_of(tenant, today, &round, person)?;
        rounds.push((round, policy, named.collect(), may));
    }
    Ok(Found { rounds, names: people::present_names(tenant)? })
}

async fn found(visit: &Visit, member: &Member) -> Result<Found, Error> {
    let (person, today) = (member.person(), visit.now.day());
    Ok(visit.app.read(member, move |tenant| look(tenant, today, person)).await?)
}

/// Whether a tick is enough: approval of a text that isn't their own.
fn is_ticked(round: &Round, may: MayApprove) -> bool {
    round.stage == Stage::Approval && may == MayApprove::Yes
}

fn context(visit: &Visit, member: &Member, found: &Found) -> Json {
    let row = |(round, policy, services, may): &(Round, Policy, Vec<String>, MayApprove)| {
        json!({
            "id": round.id,
            "seen": approval::shown(&round.text_sha256),
            "title": policy.title,
            "code": policy.code,
            "href": member.path(&format!("policies/{}/approval/{}", policy.id, round.id)),
            "what": visit.words(&format!("approval-round-{}", round.stage.as_str())),
            "label": round.terms.as_ref().map(|terms| terms.label.clone()),
            "change": round.terms.as_ref().map(|terms| terms.change_note.clone()),
            "services": services.join(", "),
            "by": found.names.get(&round.asked_by),
            "at": round.asked_at,
            "ticked": is_ticked(round, *may),
        })
    };
    let rows: Vec<Json> = found.rounds.iter().map(row).collect();
    json!({
        "title": visit.words("approval-mine"),
        "back": member.path(""),
        "any": found.rounds.iter().any(|(round, _, _, may)| is_ticked(round, *may)),
        "rows": rows,
    })
}

/// `GET …/me/approvals`
pub(super) async fn show(visit: Visit, member: Member, _path: web::Path<String>) -> Answer {
    let found = found(&visit, &member).await?;
    visit.page(&member, TEMPLATE, context(&visit, &member, &found))
}

/// `POST …/me/approvals`: approves what was ticked, each for itself.
pub(super) async fn approve(visit: Visit, member: Member, _path: web::Path<String>, body: Body) -> Answer {
    let fields = body.fields().await?;
    let found = found(&visit, &member).await?;
    let wanted = fields.all("rounds");
    let wanted: Vec<ApprovalRoundId> = wanted.iter().filter_map(|id| ApprovalRoundId::parse(id)).collect();
    if wanted.is_empty() {
        let errors = FormErrors::one("rounds", "approval-mine-error-none");
        return visit.page_again(&member, TEMPLATE, context(&visit, &member, &found), &fields, &errors);
    }
    let mut left = wanted.len();
    for (round, policy, _, may) in &found.rounds {
        if !wanted.contains(&round.id) || !is_ticked(round, *may) {
            continue;
        }
        let seen = fields.text(&format!("seen-{}", round.id)).to_owned();
        let said = Said { yes: true, comment: String::new(), seen };
        let (now, person, ids) = (visit.now, member.person(), (policy.id, round.id));
        let post = visit.app.post.clone();
        let decided = visit
            .app
            .write(&member, move |tenant| approval::decide(tenant, now, &post, person, ids, &said))
            .await;
        match decided {
            Ok(round) => {
                publish_at_once(&visit, &member, policy, &round).await?;
                left = left.saturating_sub(1);
            }
            // The text changed, or somebody sent it back: it is still on the list, or over.
            Err(PolicyError::Database(fault)) => return Err(fault.into()),
            Err(_not) => {}
        }
    }
    let done = if left == 0 { "approval-mine" } else { "approval-mine-some" };
    Ok(see_other(&member.path(&format!("me/approvals?done={done}"))))
}
