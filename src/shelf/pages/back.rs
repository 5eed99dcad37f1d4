//! Taking a shelf back.

use actix_web::web;
use serde_json::json;

use super::super::{ItemState, ShelfState};
use super::{address, find};
use crate::access::Member;
use crate::web::{Answer, Body, Error, Visit, see_other};

/// `GET …/policies/shelf/{shelf}/undo`
pub(super) async fn form(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let opened = find(&visit, &member, &path.1).await?;
    if !matches!(opened.shelf.state, ShelfState::Checking | ShelfState::Done | ShelfState::Failed) {
        return Err(Error::Conflict("shelf-error-moved-on"));
    }
    let items = opened.items.clone();
    let in_use = visit.app.read(&member, move |tenant| super::super::is_in_use(tenant, &items)).await?;
    let names: Vec<&str> = opened.of_state(ItemState::Added).map(|item| item.title.as_str()).collect();
    let context = json!({
        "title": visit.words(if in_use { "shelf-undo-in-use" } else { "shelf-undo" }),
        "in_use": in_use,
        "caption": opened.shelf.name,
        "back": address(&member, opened.shelf.id),
        "policies": names,
        "files": opened.items.len(),
    });
    visit.page(&member, "shelf/undo.html", context)
}

/// `POST …/policies/shelf/{shelf}/undo`
pub(super) async fn take_back(
    visit: Visit,
    member: Member,
    path: web::Path<(String, String)>,
    body: Body,
) -> Answer {
    let opened = find(&visit, &member, &path.1).await?;
    body.fields().await?;
    let (id, now) = (opened.shelf.id, visit.now);
    let page = address(&member, id);
    if opened.shelf.state != ShelfState::Cancelled {
        visit.app.write(&member, move |tenant| super::super::take_back(tenant, now, id)).await?;
    }
    Ok(see_other(&format!("{page}?done=shelf-taken-back")))
}
