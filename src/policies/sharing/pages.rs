//! The manager's pages of links: the list with their use, a new one, ending one. The page that a link
//! leads to stands in `public`.

use std::collections::BTreeMap;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::pages::{EDIT, READ, find, find_to_change};
use super::super::{Policy, PolicyError};
use super::{MOST_DAYS, Share, ShareVisit, USUAL_DAYS, form, public, store};
use crate::access::{Action, Member};
use crate::db::Error as DbError;
use crate::db::ids::ShareId;
use crate::messages::args;
use crate::people;
use crate::web::dates;
use crate::web::{Answer, Body, Door, Error, FormErrors, Route, Visit, see_other};

/// The URLs of links for people outside.
pub const ROUTES: &[Route] = &[
    Route::get("/o/{slug}/policies/{id}/shares", READ, || web::to(list)),
    Route::get("/o/{slug}/policies/{id}/shares/new", EDIT, || web::to(new_form)),
    Route::post("/o/{slug}/policies/{id}/shares/new", EDIT, || web::to(new)),
    Route::get("/o/{slug}/policies/{id}/shares/{share}", READ, || web::to(show)),
    Route::get("/o/{slug}/policies/{id}/shares/{share}/end", EDIT, || web::to(end_form)),
    Route::post("/o/{slug}/policies/{id}/shares/{share}/end", EDIT, || web::to(end)),
    Route::get("/p/{token}", Door::Link, || web::to(public::show)),
    Route::get("/p/{token}/policy.pdf", Door::Link, || web::to(public::pdf)).heavy(),
    Route::get("/p/{token}/policy.docx", Door::Link, || web::to(public::docx)).heavy(),
    Route::get("/p/{token}/policy.txt", Door::Link, || web::to(public::text)),
];

type Two = web::Path<(String, String)>;
type Three = web::Path<(String, String, String)>;

fn base(member: &Member, policy: &Policy) -> String {
    member.path(&format!("policies/{}", policy.id))
}

/// What the list says of a link, and how. A link to a policy that was withdrawn leads nowhere.
fn standing(visit: &Visit, policy: &Policy, share: &Share) -> (String, &'static str) {
    let withdrawn = policy.withdrawn_at.filter(|at| share.is_live(*at));
    match (share.ended_at, withdrawn) {
        (None, Some(at)) => {
            let day = dates::written(&at.day().to_string(), "day", visit.language).unwrap_or_default();
            let words = args([("date", day)]);
            (visit.app.messages.format(visit.language, "shares-state-withdrawn", &words), "none")
        }
        (Some(_), _) => (visit.words("shares-state-ended"), "none"),
        (None, None) if share.is_live(visit.now) => (visit.words("shares-state-live"), "ok"),
        (None, None) => (visit.words("shares-state-expired"), "none"),
    }
}

fn row(visit: &Visit, member: &Member, policy: &Policy, share: &Share, visits: &[ShareVisit]) -> Json {
    let (state, kind) = standing(visit, policy, share);
    json!({
        "recipient": share.recipient,
        "note": share.note,
        "href": format!("{}/shares/{}", base(member, policy), share.id),
        "state": state,
        "kind": kind,
        "created_at": share.created_at,
        "until": share.expires_at.plus_seconds(-1),
        "visits": visits.len(),
        "last": visits.first().map(|visit| visit.at),
    })
}

async fn list(visit: Visit, member: Member, path: Two) -> Answer {
    let policy = find(&visit, &member, &path.1).await?;
    let id = policy.id;
    let found: Result<_, DbError> = visit
        .app
        .read(&member, move |tenant| Ok((store::list(tenant, id)?, store::visits(tenant, id)?)))
        .await;
    let (shares, visits) = found?;
    let rows: Vec<Json> = shares
        .iter()
        .map(|share| {
            let visits = visits.get(&share.id).map_or(&[][..], Vec::as_slice);
            row(&visit, &member, &policy, share, visits)
        })
        .collect();
    let context = json!({
        "title": visit.words("shares-title"),
        "caption": policy.title,
        "back": base(&member, &policy),
        "rows": rows,
        "new": (policy.is_in_force() && member.may(Action::EditPolicies))
            .then(|| format!("{}/shares/new", base(&member, &policy))),
        "in_force": policy.is_in_force(),
    });
    visit.page(&member, "policies/shares.html", context)
}

fn new_context(visit: &Visit, member: &Member, policy: &Policy) -> Json {
    let until = visit.now.day().plus_days(USUAL_DAYS);
    json!({
        "title": visit.words("shares-new"),
        "caption": policy.title,
        "back": format!("{}/shares", base(member, policy)),
        "until": dates::boxes(until),
        "most": MOST_DAYS,
    })
}

async fn new_form(visit: Visit, member: Member, path: Two) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    visit.page(&member, "policies/share_new.html", new_context(&visit, &member, &policy))
}

async fn new(visit: Visit, member: Member, path: Two, body: Body) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    let again = |errors: &FormErrors| {
        let context = new_context(&visit, &member, &policy);
        visit.page_again(&member, "policies/share_new.html", context, &fields, errors)
    };
    let new = match form::parse(&fields, visit.now.day()) {
        Ok(new) => new,
        Err(errors) => return again(&errors),
    };
    let (now, by, id, post) = (visit.now, member.person(), policy.id, visit.app.post.clone());
    match visit.app.write(&member, move |tenant| super::share(tenant, now, &post, by, id, &new)).await {
        Ok(share) => Ok(see_other(&format!("{}/shares/{share}?done=shares-made", base(&member, &policy)))),
        Err(PolicyError::MailedOften) => again(&FormErrors::one("email", "shares-error-mailed-often")),
        Err(other) => Err(other.into()),
    }
}

struct Opened {
    policy: Policy,
    share: Share,
    visits: Vec<ShareVisit>,
    link: Option<String>,
    by: String,
}

async fn opened(visit: &Visit, member: &Member, path: &Three, change: bool) -> Result<Opened, Error> {
    let policy = if change {
        find_to_change(visit, member, &path.1).await?
    } else {
        find(visit, member, &path.1).await?
    };
    let id = ShareId::parse(&path.2).ok_or(Error::NotFound)?;
    let (of, now, viewer) = (policy.id, visit.now, member.person());
    let in_force = policy.is_in_force();
    let found: Result<_, DbError> = visit
        .app
        .read(member, move |tenant| {
            let Some(share) = store::get(tenant, id)?.filter(|share| share.policy == of) else {
                return Ok(None);
            };
            let shown = in_force && share.is_shown_to(viewer, now);
            let token = super::token(tenant, id, share.created_at).filter(|_| shown);
            let link = token.map(|token| format!("/p/{}", token.reveal()));
            let mut visits: BTreeMap<_, _> = store::visits(tenant, of)?;
            let by = people::get(tenant, share.created_by)?.map(|person| person.name());
            Ok(Some((share, visits.remove(&id).unwrap_or_default(), link, by.unwrap_or_default())))
        })
        .await;
    let (share, visits, link, by) = found?.ok_or(Error::NotFound)?;
    let link = link.map(|path| visit.app.settings.link(&path));
    Ok(Opened { policy, share, visits, link, by })
}

async fn show(visit: Visit, member: Member, path: Three) -> Answer {
    let opened = opened(&visit, &member, &path, false).await?;
    let back = format!("{}/shares", base(&member, &opened.policy));
    let live = opened.policy.is_in_force() && opened.share.is_live(visit.now);
    let visits: Vec<Json> = opened
        .visits
        .iter()
        .map(|each| json!({ "at": each.at, "what": visit.words(&format!("shares-what-{}", each.what.as_str())) }))
        .collect();
    let context = json!({
        "title": opened.share.recipient,
        "caption": opened.policy.title,
        "back": back,
        "share": row(&visit, &member, &opened.policy, &opened.share, &opened.visits),
        "by": opened.by,
        "ended_at": opened.share.ended_at,
        "link": opened.link,
        "end": (live && member.may(Action::EditPolicies)).then(|| format!("{back}/{}/end", opened.share.id)),
        "visits": visits,
    });
    visit.page(&member, "policies/share.html", context)
}

async fn end_form(visit: Visit, member: Member, path: Three) -> Answer {
    let opened = opened(&visit, &member, &path, true).await?;
    let context = json!({
        "title": visit.words("shares-end"),
        "caption": opened.policy.title,
        "back": format!("{}/shares/{}", base(&member, &opened.policy), opened.share.id),
        "recipient": opened.share.recipient,
    });
    visit.page(&member, "policies/share_end.html", context)
}

async fn end(visit: Visit, member: Member, path: Three, _body: Body) -> Answer {
    let opened = opened(&visit, &member, &path, true).await?;
    let (now, policy, share) = (visit.now, opened.policy.id, opened.share.id);
    visit.app.write(&member, move |tenant| super::end(tenant, now, policy, share)).await?;
    Ok(see_other(&format!("{}/shares?done=shares-ended", base(&member, &opened.policy))))
}
