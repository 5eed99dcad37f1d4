//! The pages of references: add, change, remove.

use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::pages::{EDIT, find_to_change};
use super::super::{Policy, PolicyError};
use super::{Kind, NewReference, Reference, form, store};
use crate::access::Member;
use crate::db::ids::ReferenceId;
use crate::web::{Answer, Body, Error, Fields, FormErrors, Route, Visit, see_other};

/// The URLs of references.
pub const ROUTES: &[Route] = &[
    Route::get("/o/{slug}/policies/{id}/references/add", EDIT, || web::to(add_form)),
    Route::post("/o/{slug}/policies/{id}/references/add", EDIT, || web::to(add)),
    Route::get("/o/{slug}/policies/{id}/references/{reference}", EDIT, || web::to(change_form)),
    Route::post("/o/{slug}/policies/{id}/references/{reference}", EDIT, || web::to(change)),
    Route::get("/o/{slug}/policies/{id}/references/{reference}/remove", EDIT, || web::to(remove_form)),
    Route::post("/o/{slug}/policies/{id}/references/{reference}/remove", EDIT, || web::to(remove)),
];

type Two = web::Path<(String, String)>;
type Three = web::Path<(String, String, String)>;

fn back(member: &Member, policy: &Policy) -> String {
    member.path(&format!("policies/{}", policy.id))
}

fn context(visit: &Visit, member: &Member, policy: &Policy, reference: Option<&Reference>) -> Json {
    let kinds = Kind::ALL
        .iter()
        .map(|kind| json!({ "value": kind, "label": visit.words(&format!("references-kind-{}", kind.as_str())) }))
        .collect::<Vec<_>>();
    let address = back(member, policy);
    json!({
        "title": visit.words(if reference.is_some() { "references-change" } else { "references-add" }),
        "caption": policy.title,
        "back": address,
        "kinds": kinds,
        "remove": reference.map(|reference| format!("{address}/references/{}/remove", reference.id)),
        "reference": reference.map(|reference| json!({
            "kind": reference.said.kind,
            "title": reference.said.title,
            "code": reference.said.code,
            "day": reference.said.dated_on.map(|day| day.of_month()),
            "month": reference.said.dated_on.map(|day| day.month()),
            "year": reference.said.dated_on.map(|day| day.year()),
            "address": reference.said.address,
        })),
    })
}

async fn found(visit: &Visit, member: &Member, path: &Three) -> Result<(Policy, Reference), Error> {
    let policy = find_to_change(visit, member, &path.1).await?;
    let id = ReferenceId::parse(&path.2).ok_or(Error::NotFound)?;
    let of = policy.id;
    let reference: Result<_, crate::db::Error> =
        visit.app.read(member, move |tenant| store::get(tenant, of, id)).await;
    Ok((policy, reference?.ok_or(Error::NotFound)?))
}

/// What the form says, unless the policy refers to it already; `but` is the reference that is changed.
async fn read(
    visit: &Visit,
    member: &Member,
    policy: &Policy,
    fields: &Fields,
    but: Option<ReferenceId>,
) -> Result<Result<NewReference, FormErrors>, Error> {
    let said = match form::parse(fields) {
        Ok(said) => said,
        Err(errors) => return Ok(Err(errors)),
    };
    let (id, asked) = (policy.id, said.clone());
    let there = visit.app.read(member, move |tenant| super::is_there(tenant, id, &asked, but)).await?;
    Ok(if there { Err(FormErrors::one("title", "references-error-twice")) } else { Ok(said) })
}

async fn add_form(visit: Visit, member: Member, path: Two) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    visit.page(&member, "policies/reference.html", context(&visit, &member, &policy, None))
}

async fn add(visit: Visit, member: Member, path: Two, body: Body) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    let said = match read(&visit, &member, &policy, &fields, None).await? {
        Ok(said) => said,
        Err(errors) => {
            let context = context(&visit, &member, &policy, None);
            return visit.page_again(&member, "policies/reference.html", context, &fields, &errors);
        }
    };
    let (now, by, id) = (visit.now, member.person(), policy.id);
    visit.app.write(&member, move |tenant| super::add(tenant, now, by, id, &[said])).await?;
    Ok(see_other(&format!("{}?done=references-added#references", back(&member, &policy))))
}

async fn change_form(visit: Visit, member: Member, path: Three) -> Answer {
    let (policy, reference) = found(&visit, &member, &path).await?;
    visit.page(&member, "policies/reference.html", context(&visit, &member, &policy, Some(&reference)))
}

async fn change(visit: Visit, member: Member, path: Three, body: Body) -> Answer {
    let (policy, reference) = found(&visit, &member, &path).await?;
    let fields = body.fields().await?;
    let said = match read(&visit, &member, &policy, &fields, Some(reference.id)).await? {
        Ok(said) => said,
        Err(errors) => {
            let context = context(&visit, &member, &policy, Some(&reference));
            return visit.page_again(&member, "policies/reference.html", context, &fields, &errors);
        }
    };
    let (now, id) = (visit.now, policy.id);
    visit.app.write(&member, move |tenant| super::change(tenant, now, id, reference.id, &said)).await?;
    Ok(see_other(&format!("{}?done=references-changed#references", back(&member, &policy))))
}

async fn remove_form(visit: Visit, member: Member, path: Three) -> Answer {
    let (policy, reference) = found(&visit, &member, &path).await?;
    let context = json!({
        "title": visit.words("references-remove"),
        "caption": policy.title,
        "back": back(&member, &policy),
        "reference": reference.said.title,
    });
    visit.page(&member, "policies/reference_remove.html", context)
}

async fn remove(visit: Visit, member: Member, path: Three, _body: Body) -> Answer {
    let (policy, reference) = found(&visit, &member, &path).await?;
    let (now, id) = (visit.now, policy.id);
    let removed = visit.app.write(&member, move |tenant| super::remove(tenant, now, id, reference.id)).await;
    match removed {
        // A second press: it is gone already, which is what was wanted.
        Ok(()) | Err(PolicyError::NotFound) => {}
        Err(fault) => return Err(fault.into()),
    }
    Ok(see_other(&format!("{}?done=references-removed#references", back(&member, &policy))))
}
