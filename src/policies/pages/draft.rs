//! The draft's text: importing again, what the import found, accepting and undoing clean-ups.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::http::StatusCode;
use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::drafts::{self, Draft};
use super::super::{Policy, PolicyError};
use super::asked;
use super::edit::{formats, no_thread, read_away};
use super::preview::no_draft;
use super::{approver, field_words, file, find_to_change, label_of, over_limit, unknown};
use crate::access::Member;
use crate::blobs::KeepError;
use crate::db::Error as DbError;
use crate::documents::import::Imported;
use crate::documents::{OfferKind, catalogue};
use crate::messages::args;
use crate::organisations::own::OwnField;
use crate::web::bounded;
use crate::web::{Answer, Body, Error, FormErrors, UPLOAD_LIMIT, Visit, see_other};

pub(super) async fn draft_of(
    visit: &Visit,
    member: &Member,
    policy: &Policy,
) -> Result<Option<Draft>, Error> {
    let id = policy.id;
    let found: Result<_, DbError> = visit.app.read(member, move |tenant| drafts::get(tenant, id)).await;
    Ok(found?)
}

fn text_context(
    visit: &Visit,
    member: &Member,
    policy: &Policy,
    draft: Option<&Draft>,
    asked: Option<&Json>,
) -> Json {
    json!({
        "asked": asked,
        "title": visit.words(if policy.current_version.is_some() && draft.is_none() {
            "policies-text-next"
        } else {
            "policies-text"
        }),
        "caption": policy.title,
        "back": member.path(&format!("policies/{}", policy.id)),
        "formats": formats(visit),
        "held": Json::Null,
        "again": member.path(&format!("policies/{}/text", policy.id)),
        "stamp": draft.map(Draft::stamp),
        "format": draft.map_or("text", |draft| drafts::store::word(draft.format)),
        "text": draft.filter(|draft| draft.file.is_none()).map(|draft| draft.source.as_str()),
    })
}

/// `GET …/policies/{id}/text`
pub(super) async fn text_form(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    let draft = draft_of(&visit, &member, &policy).await?;
    let asked = approver::warning(&visit, &member, &policy).await?;
    let context = text_context(&visit, &member, &policy, draft.as_ref(), asked.as_ref());
    visit.page(&member, "policies/text.html", context)
}

/// `POST …/policies/{id}/text`
pub(super) async fn replace(
    visit: Visit,
    member: Member,
    path: web::Path<(String, String)>,
    body: Body,
) -> Answer {
    find_to_change(&visit, &member, &path.1).await?;
    let (member, fields) = body.upload(member, UPLOAD_LIMIT).await?;
    // While it came, the policy may have become one that they don't change.
    let policy = find_to_change(&visit, &member, &path.1).await?;
    let draft = draft_of(&visit, &member, &policy).await?;
    let (fields, (text, held)) = read_away(fields).await?;
    let asked_people = approver::warning(&visit, &member, &policy).await?;
    let again = |errors: &FormErrors, status: StatusCode| {
        let mut context = text_context(&visit, &member, &policy, draft.as_ref(), asked_people.as_ref());
        if let Json::Object(context) = &mut context {
            if let Some(draft) = draft.as_ref().filter(|_| status == StatusCode::CONFLICT) {
                context.insert("theirs".to_owned(), json!(draft.source));
            }
            context.insert("held".to_owned(), json!(held.as_ref().map(|held| asked::held(&visit, held))));
        }
        let mut answer = visit.page_again(&member, "policies/text.html", context, &fields, errors)?;
        *answer.status_mut() = status;
        Ok(answer)
    };
    match file::sent(&visit, &fields).await? {
        Ok(None) => {}
        Ok(Some(bytes)) => {
            return match file::attach(&visit, &member, &policy, fields.text("stamp"), bytes).await {
                Ok(()) => Ok(see_other(&member.path(&format!("policies/{}?done=policies-file", policy.id)))),
                Err(PolicyError::Kept(KeepError::Full)) => {
                    again(&FormErrors::one("file", "usage-storage-full"), StatusCode::UNPROCESSABLE_ENTITY)
                }
                Err(other) => Err(other.into()),
            };
        }
        Err(errors) => return again(&errors, StatusCode::UNPROCESSABLE_ENTITY),
    }
    let text = match text {
        Ok(text) => text,
        Err(errors) => return again(&errors, StatusCode::UNPROCESSABLE_ENTITY),
    };
    let read = text.clone();
    if let Err(limit) = bounded::block(move || read.read()).await.map_err(|_gone| no_thread())? {
        return again(&over_limit("text", limit), StatusCode::UNPROCESSABLE_ENTITY);
    }
    let (id, now, by, stamp) = (policy.id, visit.now, member.person(), fields.text("stamp").to_owned());
    let written =
        visit.app.write(&member, move |tenant| drafts::replace(tenant, now, by, id, &stamp, &text)).await;
    match written {
        Err(PolicyError::Changed) => {
            again(&FormErrors::one("text", "policies-changed"), StatusCode::CONFLICT)
        }
        other => {
            other?;
            Ok(see_other(&member.path(&format!("policies/{id}/import?done=policies-imported"))))
        }
    }
}

/// `GET …/policies/{id}/import`
pub(super) async fn found(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    let Some(draft) = draft_of(&visit, &member, &policy).await? else {
        return no_draft(&visit, &member, &policy);
    };
    let context = found_context(&visit, &member, &policy, &draft).await?;
    visit.page(&member, "policies/import.html", context)
}

/// What the page of the import shows.
pub(super) async fn found_context(
    visit: &Visit,
    member: &Member,
    policy: &Policy,
    draft: &Draft,
) -> Result<Json, Error> {
    let (stamp, reading) = (draft.stamp(), draft.clone());
    let imported = bounded::block(move || reading.read()).await.map_err(|_gone| no_thread())?;
    let imported = imported.map_err(PolicyError::Limit)?;
    let of = policy.clone();
    let choices = visit.app.read(member, move |tenant| unknown::choices(tenant, &of)).await?;
    Ok(json!({
        "asked": approver::warning(visit, member, policy).await?,
        "title": visit.words("policies-import"),
        "caption": policy.title,
        "back": member.path(&format!("policies/{}", policy.id)),
        "edit_href": member.path(&format!("policies/{}/edit", policy.id)),
        "text_href": member.path(&format!("policies/{}/text", policy.id)),
        "stamp": stamp,
        "found": summary(visit, &imported),
        "fields": fields(visit, &imported, choices.own()),
        "unknown": unknown::rows(visit, member, &imported, &choices),
        "unknown_action": member.path(&format!("policies/{}/import/unknown", policy.id)),
        "action": member.path(&format!("policies/{}/import", policy.id)),
        "runs": offers(visit, &imported, &[OfferKind::Run]),
        "leftovers": offers(visit, &imported, &[OfferKind::Leftover, OfferKind::Doubtful, OfferKind::Prompt]),
        "instructions": offers(visit, &imported, &[OfferKind::Instruction]),
        "tables": offers(visit, &imported, &[OfferKind::VersionTable]),
        "headings": imported.document.headings().map(|heading| json!({
            "number": heading.number, "level": heading.level, "text": readable(visit, &heading.words.raw()),
        })).collect::<Vec<_>>(),
    }))
}

/// A text in which the places of fields carry their names in square brackets.
pub(crate) fn readable(visit: &Visit, raw: &str) -> String {
    let mut words = String::new();
    let mut rest = raw;
    while let Some((before, (name, after))) =
        rest.split_once("{{").and_then(|(before, after)| Some((before, after.split_once("}}")?)))
    {
        words.push_str(before);
        words.push_str(&format!("[{}]", field_words(visit, name.trim())));
        rest = after;
    }
    words + rest
}

fn summary(visit: &Visit, imported: &Imported) -> Json {
    let document = &imported.document;
    let has_sign_off =
        document.blocks.iter().any(|block| matches!(block, crate::documents::model::Block::SignOff(_)));
    json!({
        "title": readable(visit, &document.title.raw()),
        "headings": document.headings().count(),
        "lists": imported.lists.len(),
        "items": imported.lists.iter().map(|list| list.items).sum::<usize>(),
        "sign_off": has_sign_off,
        "removed": imported.offers.iter()
            .filter(|offer| offer.kind.is_line() && offer.accepted).count(),
    })
}

fn fields(visit: &Visit, imported: &Imported, own: &[OwnField]) -> Vec<Json> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    imported.document.for_each_field(&mut |name| {
        if catalogue::find(name).is_some() {
            *counts.entry(name.to_owned()).or_default() += 1;
        }
    });
    let row = |(name, count): (String, usize)| json!({ "label": label_of(visit, own, &name), "name": name, "count": count });
    counts.into_iter().map(row).collect()
}

/// The known names next to an unknown one, in a sentence; nothing when none is near.
pub(super) fn nearest(visit: &Visit, name: &str) -> Option<String> {
    let names = catalogue::nearest(name, 3).join(", ");
    let sentence =
        visit.app.messages.format(visit.language, "policies-nearest", &args([("names", names.as_str())]));
    (!names.is_empty()).then_some(sentence)
}

fn offers(visit: &Visit, imported: &Imported, kinds: &[OfferKind]) -> Vec<Json> {
    let of_kind = imported.offers.iter().filter(|offer| kinds.contains(&offer.kind));
    of_kind
        .map(|offer| {
            json!({
                "id": offer.id, "line": offer.line, "before": readable(visit, &offer.before),
                "after": offer.after.iter().map(|part| readable(visit, part)).collect::<Vec<_>>(),
                "accepted": offer.accepted,
            })
        })
        .collect()
}

/// `POST …/policies/{id}/import`
pub(super) async fn decide(
    visit: Visit,
    member: Member,
    path: web::Path<(String, String)>,
    body: Body,
) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    let draft = draft_of(&visit, &member, &policy).await?.ok_or(PolicyError::NoDraft)?;
    let imported = bounded::block(move || draft.read()).await.map_err(|_gone| no_thread())?;
    let imported = imported.map_err(PolicyError::Limit)?;
    let accepted: BTreeSet<&str> = fields.all("accept").iter().map(String::as_str).collect();
    let undone: BTreeSet<String> = imported
        .offers
        .iter()
        .filter(|offer| accepted.contains(offer.id.as_str()) != offer.kind.is_usual())
        .map(|offer| offer.id.clone())
        .collect();
    let (id, now, by, stamp) = (policy.id, visit.now, member.person(), fields.text("stamp").to_owned());
    visit.app.write(&member, move |tenant| drafts::decide(tenant, now, by, id, &stamp, undone)).await?;
    let to = if fields.text("then") == "stay" { "import" } else { "preview" };
    Ok(see_other(&member.path(&format!("policies/{id}/{to}?done=policies-cleaned"))))
}
