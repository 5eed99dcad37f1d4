//! Keeping what is typed, and saving it.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde_json::json;

use super::super::edit::no_thread;
use super::super::{find_to_change, over_limit};
use super::{Opened, again, choose, opened_by};
use crate::access::Member;
use crate::db::Tenant;
use crate::documents::limits;
use crate::messages::args;
use crate::policies::drafts::editing::{self, Copy, Edited};
use crate::policies::drafts::{differences, sections};
use crate::policies::{Policy, PolicyError};
use crate::web::bounded;
use crate::web::{Answer, Body, Fields, FormErrors, Visit, dates, see_other};

/// The whole text that a form means: its own, or the draft's with the section that it sends.
pub(super) fn whole_text(opened: &Opened, fields: &Fields) -> String {
    match fields.text("section") {
        "" => fields.raw("text").to_owned(),
        id => sections::with_section(&opened.document, id, fields.raw("text")),
    }
}

/// The draft that a form was made from. Somebody who changes one section may save after another was changed.
fn stamp(opened: &Opened, fields: &Fields) -> String {
    let (section, mark) = (fields.text("section"), fields.text("mark"));
    let untouched = !section.is_empty() && sections::mark(&opened.document, section) == mark;
    if untouched { opened.editable.stamp.clone() } else { fields.text("stamp").to_owned() }
}

/// `POST …/policies/{id}/edit/keep`: for the page's script, every few seconds.
pub(in crate::policies::pages) async fn keep(
    visit: Visit,
    member: Member,
    path: web::Path<(String, String)>,
    body: Body,
) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    let opened = opened_by(&visit, &member, policy, &fields).await?;
    let copy = Copy { stamp: stamp(&opened, &fields), source: whole_text(&opened, &fields), at: visit.now };
    let stale = copy.stamp != opened.editable.stamp;
    let (token, id, by) = (copy.token(), opened.policy.id, member.person());
    match visit.app.write(&member, move |tenant| editing::keep_copy(tenant, id, by, &copy)).await {
        Ok(()) => {}
        Err(PolicyError::Limit(_)) => {
            let words = json!({ "words": visit.words("editor-too-large") });
            return Ok(HttpResponse::UnprocessableEntity().json(words));
        }
        Err(other) => return Err(other.into()),
    }
    let time = dates::written(&visit.now.to_string(), "time", visit.language).unwrap_or_default();
    let key = match (stale, opened.is_saved_by(&member)) {
        (true, true) => "editor-kept-own",
        (true, false) => "editor-kept-stale",
        (false, _) => "editor-kept",
    };
    let words = visit.app.messages.format(visit.language, key, &args([("time", time)]));
    Ok(HttpResponse::Ok().json(json!({ "words": words, "kept": token })))
}

/// `POST …/policies/{id}/edit`
pub(in crate::policies::pages) async fn save(
    visit: Visit,
    member: Member,
    path: web::Path<(String, String)>,
    body: Body,
) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    let opened = opened_by(&visit, &member, policy, &fields).await?;
    let edited = Edited {
        stamp: stamp(&opened, &fields),
        source: whole_text(&opened, &fields),
        kept: fields.text("kept").to_owned(),
    };
    if fields.text("then") == "both" {
        return take_both(&visit, &member, &opened, edited.source).await;
    }
    if let Some(errors) = faults(&opened, &edited.source).await? {
        return again(&visit, &member, &opened, &fields, &errors).await;
    }
    let (now, by, id, saved) = (visit.now, member.person(), opened.policy.id, edited.clone());
    // From the page with both texts: mine over the other.
    let over = fields.text("then") == "stay";
    let write = move |tenant: &mut Tenant<'_>| {
        let save = if over { editing::save_over } else { editing::save };
        save(tenant, now, by, id, &saved)
    };
    match visit.app.write(&member, write).await {
        Ok(()) => Ok(see_other(&after(&member, &opened.policy, &fields))),
        Err(PolicyError::Changed) => {
            let copy = Copy { stamp: edited.stamp, source: edited.source, at: visit.now };
            conflict(&visit, &member, opened.policy, copy, &fields).await
        }
        Err(other) => Err(other.into()),
    }
}

fn after(member: &Member, policy: &Policy, fields: &Fields) -> String {
    let base = format!("policies/{}", policy.id);
    let section = Some(fields.text("section")).filter(|section| !section.is_empty());
    member.path(&match (fields.text("then"), section) {
        ("preview", _) => format!("{base}/preview?done=editor-saved"),
        (_, Some(section)) if !fields.text("text").is_empty() => {
            format!("{base}/edit?section={section}&done=editor-saved")
        }
        _ => format!("{base}/edit?done=editor-saved"),
    })
}

/// What keeps a text from being saved.
async fn faults(opened: &Opened, source: &str) -> Result<Option<FormErrors>, crate::web::Error> {
    if source.trim().is_empty() {
        return Ok(Some(FormErrors::one("text", "policies-error-no-text")));
    }
    if source.len() > limits::TEXT_BYTES {
        return Ok(Some(FormErrors::one("text", "policies-error-too-large")));
    }
    let (source, aliases) = (source.to_owned(), opened.editable.aliases.clone());
    let read = bounded::block(move || editing::read(&source, &aliases)).await.map_err(|_gone| no_thread())?;
    Ok(read.err().map(|limit| over_limit("text", limit)))
}

/// Another tab or somebody else saved first: what was typed is kept at once, then both are shown.
async fn conflict(visit: &Visit, member: &Member, policy: Policy, copy: Copy, fields: &Fields) -> Answer {
    let (id, by, kept) = (policy.id, member.person(), copy.clone());
    visit.app.write(member, move |tenant| editing::keep_copy(tenant, id, by, &kept)).await?;
    let opened = opened_by(visit, member, policy, fields).await?;
    choose::page(visit, member, &opened, &copy, StatusCode::CONFLICT).await
}

/// Both texts in one, in the editor.
async fn take_both(visit: &Visit, member: &Member, opened: &Opened, mine: String) -> Answer {
    let theirs = opened.editable.source.clone();
    let (under_mine, under_theirs) =
        (format!("**{}**", visit.words("editor-mine")), format!("**{}**", visit.words("editor-theirs")));
    let joined = bounded::block(move || differences::both(&mine, &theirs, &under_mine, &under_theirs)).await;
    let source = joined.map_err(|_gone| no_thread())?;
    let copy = Copy { stamp: opened.editable.stamp.clone(), source, at: visit.now };
    let (id, by) = (opened.policy.id, member.person());
    match visit.app.write(member, move |tenant| editing::keep_copy(tenant, id, by, &copy)).await {
        Ok(()) => Ok(see_other(&member.path(&format!("policies/{id}/edit?copy=1&done=editor-both")))),
        Err(PolicyError::Limit(limit)) => {
            let errors = over_limit("text", limit);
            again(visit, member, opened, &Fields::default(), &errors).await
        }
        Err(other) => Err(other.into()),
    }
}
