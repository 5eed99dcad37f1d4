//! The pages of comments and approval.

mod ask;
mod mine;
mod person;
mod round;
mod settings;

use actix_web::web;

use super::Round;
use crate::access::{Action, Member};
use crate::db::ids::ApprovalRoundId;
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
    Route::get("/o/{slug}/policies/{id}/approval/{round}/person", EDIT, || web::to(person::form)),
    Route::post("/o/{slug}/policies/{id}/approval/{round}/person", EDIT, || web::to(person::change)),
    Route::post("/o/{slug}/policies/{id}/approval/{round}/cancel", EDIT, || web::to(round::cancel)),
    Route::get("/o/{slug}/me/approvals", ASKED, || web::to(mine::show)),
    Route::post("/o/{slug}/me/approvals", ASKED, || web::to(mine::approve)),
    Route::get("/o/{slug}/settings/approval", MANAGE, || web::to(settings::form)),
    Route::post("/o/{slug}/settings/approval", MANAGE, || web::to(settings::choose)),
];

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
