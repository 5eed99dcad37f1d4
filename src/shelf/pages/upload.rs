//! Bringing files in.

use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::intake::{self, Incoming};
use super::super::{NewShelf, Shelf, form, store};
use super::address;
use crate::access::member::Reach;
use crate::access::{Action, Member};
use crate::blobs;
use crate::db::ids::{BlobId, ShelfId};
use crate::messages::args;
use crate::web::bounded;
use crate::web::{Answer, Body, Error, Value, Visit, dates, see_other};

/// Shelves on the page.
const SHOWN: i64 = 30;
/// Bytes that are written at once.
const AT_ONCE: usize = 8 << 20;
/// Room around the files of a form.
const AROUND: usize = 1 << 20;
/// For how long the same upload is taken for a second press.
const SAME_MINUTES: i64 = 10;

async fn shelves(visit: &Visit, member: &Member) -> Result<Vec<Shelf>, Error> {
    let found = visit.app.read(member, |tenant| store::newest(tenant, SHOWN)).await?;
    let all = member.reach(Action::EditPolicies) == Reach::Everywhere;
    Ok(found.into_iter().filter(|shelf| all || shelf.created_by == member.person()).collect())
}

async fn context(visit: &Visit, member: &Member) -> Result<Json, Error> {
    let row = |shelf: &Shelf| {
        let key = format!("shelf-state-{}", shelf.state.as_str());
        json!({
            "name": shelf.name, "href": address(member, shelf.id), "at": shelf.created_at,
            "state": visit.words(&key), "kind": kind(shelf),
        })
    };
    let format =
        |word: &str| json!({ "value": word, "label": visit.words(&format!("policies-format-{word}")) });
    let formats = ["text", "markdown"].map(format);
    Ok(json!({
        "title": visit.words("shelf-title"),
        "back": member.path("policies"),
        "shelves": shelves(visit, member).await?.iter().map(row).collect::<Vec<_>>(),
        "formats": formats,
        "most": intake::MOST_BYTES >> 20,
    }))
}

const fn kind(shelf: &Shelf) -> &'static str {
    use super::super::ShelfState::{Adding, Cancelled, Checking, Done, Failed, Reading};
    match shelf.state {
        Reading | Adding => "info",
        Checking => "due",
        Done => "ok",
        Failed => "late",
        Cancelled => "none",
    }
}

/// `GET …/policies/shelf`
pub(super) async fn form(visit: Visit, member: Member, _path: web::Path<String>) -> Answer {
    let context = context(&visit, &member).await?;
    visit.page(&member, "shelf/upload.html", context)
}

/// `POST …/policies/shelf`
pub(super) async fn bring(visit: Visit, member: Member, _path: web::Path<String>, body: Body) -> Answer {
    let (member, mut fields) = body.upload(member, intake::MOST_BYTES.saturating_add(AROUND)).await?;
    let sent = form::sent(&mut fields, &visit.words("shelf-pasted-name"));
    let files = bounded::block(move || intake::files(sent)).await.map_err(|_gone| no_thread())?;
    let mut errors = fields.refused().unwrap_or_default();
    if files.is_empty() && errors.0.is_empty() {
        errors.add("files", "shelf-error-none");
    } else if files.len() > intake::MOST_FILES {
        let most = i64::try_from(intake::MOST_FILES).unwrap_or(i64::MAX);
        errors.add_with("files", "shelf-error-many", vec![("limit", Value::Number(most))]);
    } else if !has_room(&visit, &member, &files).await? {
        errors.add("files", "usage-storage-full");
    }
    if !errors.0.is_empty() {
        let context = context(&visit, &member).await?;
        return visit.page_again(&member, "shelf/upload.html", context, &fields, &errors);
    }
    let digest = intake::digest(&files);
    let id = match same(&visit, &member, &digest).await? {
        Some(id) => id,
        None => kept(&visit, &member, named(&visit, &form::name(&fields)), digest, files).await?,
    };
    Ok(see_other(&address(&member, id)))
}

/// Whether there is room for all that is kept of an upload; what stands here already takes none.
async fn has_room(visit: &Visit, member: &Member, files: &[Incoming]) -> Result<bool, Error> {
    let taken = files.iter().filter(|file| file.refused.is_none());
    let bytes = taken.fold(0_usize, |sum, file| sum.saturating_add(file.bytes.len()));
    let room = visit.app.read(member, blobs::room).await?;
    Ok(i64::try_from(bytes).unwrap_or(i64::MAX) <= room)
}

fn no_thread() -> Error {
    Error::Unavailable("no thread was free".to_owned())
}

fn named(visit: &Visit, typed: &str) -> String {
    if !typed.is_empty() {
        return typed.to_owned();
    }
    let day = dates::written(&visit.now.day().to_string(), "day", visit.language).unwrap_or_default();
    visit.app.messages.format(visit.language, "shelf-default-name", &args([("date", day.as_str())]))
}

/// The shelf of the same upload a moment ago: the button was pressed twice.
async fn same(visit: &Visit, member: &Member, digest: &str) -> Result<Option<ShelfId>, Error> {
    let since = visit.now.plus_minutes(-SAME_MINUTES);
    let found = shelves(visit, member).await?.into_iter().find(|shelf| {
        shelf.settings.digest == digest
            && shelf.created_by == member.person()
            && shelf.created_at > since
            && shelf.state != super::super::ShelfState::Cancelled
    });
    Ok(found.map(|shelf| shelf.id))
}

/// Keeps the files, a part in each transaction, then the shelf in one.
async fn kept(
    visit: &Visit,
    member: &Member,
    name: String,
    digest: String,
    files: Vec<Incoming>,
) -> Result<ShelfId, Error> {
    let (now, by) = (visit.now, member.person());
    let mut kept: Vec<(Incoming, Option<BlobId>)> = Vec::new();
    let mut waiting = files.into_iter().peekable();
    while waiting.peek().is_some() {
        let (mut part, mut bytes) = (Vec::new(), 0_usize);
        while let Some(file) = waiting.next_if(|_| bytes < AT_ONCE) {
            bytes = bytes.saturating_add(file.bytes.len());
            part.push(file);
        }
        let keep = move |tenant: &mut crate::db::Tenant<'_>| {
            let mut done = Vec::new();
            for file in part {
                let id = if file.refused.is_none() {
                    Some(blobs::keep(tenant, now, file.media_type(), &file.bytes)?)
                } else {
                    None
                };
                done.push((file, id));
            }
            Ok::<_, blobs::KeepError>(done)
        };
        kept.extend(visit.app.write(member, keep).await?);
    }
    let new = NewShelf { name, digest, files: kept };
    Ok(visit.app.write(member, move |tenant| super::super::bring(tenant, now, by, &new)).await?)
}
