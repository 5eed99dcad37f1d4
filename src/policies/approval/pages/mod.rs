//! The pages of comments and approval.

mod ask;
mod round;
mod settings;

use std::collections::BTreeSet;

use actix_web::web;

use super::asking::standing;
use super::rules::{self, MayApprove};
use super::{Round, Stage, rule};
use crate::access::{Action, Member};
use crate::db::Tenant;
use crate::db::ids::{ApprovalRoundId, PersonId};
use crate::people::{self, Person};
use crate::policies::pages::find;
use crate::policies::{Policy, PolicyError};
use crate::web::{Door, Error, Route, Visit};

const EDIT: Door = Door::Member(Action::EditPolicies);
const ASKED: Door = Door::Member(Action::ReadOwn);
const MANAGE: Door = Door::Member(Action::ManageOrganisation);

/// The URLs of comments and approval.
pub const ROUTES: &[Route] = &[
    Route::get("/o/{slug}/policies/{id}/approval", EDIT, || web::to(ask::form)),
    Route::post("/o/{slug}/policies/{id}/approval", EDIT, || web::to(ask::ask)),
    Route::get("/o/{slug}/policies/{id}/approval/{round}", ASKED, || web::to(round::show)),
    Route::post("/o/{slug}/policies/{id}/approval/{round}", ASKED, || web::to(round::decide)),
    Route::get("/o/{slug}/policies/{id}/approval/{round}/record", EDIT, || web::to(round::record_form)),
    Route::post("/o/{slug}/policies/{id}/approval/{round}/record", EDIT, || web::to(round::record)),
    Route::post("/o/{slug}/policies/{id}/approval/{round}/cancel", EDIT, || web::to(round::cancel)),
    Route::get("/o/{slug}/settings/approval", MANAGE, || web::to(settings::form)),
    Route::post("/o/{slug}/settings/approval", MANAGE, || web::to(settings::choose)),
];

/// Somebody who can be asked.
struct Candidate {
    person: Person,
    may: MayApprove,
}

/// Everybody with an account and a role in the office, by name, and whether they may approve this text.
fn candidates(
    tenant: &mut Tenant<'_>,
    stage: Stage,
    authors: &[PersonId],
) -> Result<Vec<Candidate>, PolicyError> {
    let members = people::store::members(tenant)?;
    let held: BTreeSet<PersonId> =
        people::store::all_grants(tenant)?.into_iter().map(|held| held.person).collect();
    let rule = rule(tenant)?;
    let mut found = Vec::new();
    for person in people::list(tenant)? {
        if !person.is_present() || !members.contains(&person.id) || !held.contains(&person.id) {
            continue;
        }
        let may = match stage {
            Stage::Review => MayApprove::Yes,
            Stage::Approval => rules::may_approve(rule, standing(tenant, person.id, authors)?),
        };
        found.push(Candidate { person, may });
    }
    Ok(found)
}

/// The policy and the round of an address, for who was asked, who asked, and who may read policies.
async fn find_round(
    visit: &Visit,
    member: &Member,
    (policy, id): (&str, &str),
) -> Result<(Policy, Round), Error> {
    let policy = find(visit, member, policy).await?;
    let id = ApprovalRoundId::parse(id).ok_or(Error::NotFound)?;
    let (of, person) = (policy.id, member.person());
    let found = visit.app.read(member, move |tenant| {
        let round = super::of(tenant, of, id)?;
        let asked = super::store::asked(tenant, id)?.iter().any(|ask| ask.person == Some(person));
        Ok::<_, PolicyError>((round, asked))
    });
    let (round, asked) = found.await?;
    if asked || member.may(Action::ReadPolicies) { Ok((policy, round)) } else { Err(Error::NotFound) }
}
