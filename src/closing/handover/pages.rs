//! `/o/{slug}/settings/export`: asking for a package, its progress, fetching it, and the words inside.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{self, Path};
use data_encoding::HEXLOWER;
use futures_util::stream;
use serde_json::{Value as Json, json};

use super::{DAYS, Handover, State, store};
use crate::access::guesses::Guess;
use crate::access::{Action, Member};
use crate::blobs;
use crate::db::ids::{BlobId, HandoverId, OrganisationId};
use crate::db::{Entry, Error as DbError, Tenant};
use crate::keys::DataKey;
use crate::keys::store as keys;
use crate::people;
use crate::web::{Answer, Body, Door, Error, FormErrors, Route, Sensitivity, Visit, see_other};

const DOOR: Door = Door::Member(Action::TakeOut);
const LIST: &str = "closing/exports.html";
const SHOW: &str = "closing/export.html";

/// The URLs of packages.
pub const ROUTES: &[Route] = &[
    Route::get("/o/{slug}/settings/export", DOOR, || web::to(list)),
    Route::post("/o/{slug}/settings/export", DOOR, || web::to(ask)).with(Sensitivity::Fresh),
    Route::get("/o/{slug}/settings/export/{handover}.zip", DOOR, || web::to(download))
        .heavy()
        .with(Sensitivity::Fresh),
    Route::get("/o/{slug}/settings/export/{handover}", DOOR, || web::to(show)),
    Route::post("/o/{slug}/settings/export/{handover}", DOOR, || web::to(confirm)),
];

type Two = Path<(String, String)>;

fn address(member: &Member, id: HandoverId) -> String {
    member.path(&format!("settings/export/{id}"))
}

const fn tag(handover: &Handover) -> (&'static str, &'static str) {
    match handover.state {
        _ if handover.confirmed_at.is_some() => ("ok", "confirmed"),
        State::Waiting | State::Making => ("info", "making"),
        State::Ready => ("due", "ready"),
        State::Failed => ("late", "failed"),
        State::Removed => ("none", "removed"),
    }
}

async fn list(visit: Visit, member: Member, _slug: Path<String>) -> Answer {
    let look = |tenant: &mut Tenant<'_>| Ok((store::list(tenant)?, people::present_names(tenant)?));
    let found: Result<_, DbError> = visit.app.read(&member, look).await;
    let (all, names) = found?;
    let row = |one: &Handover| {
        let (kind, word) = tag(one);
        json!({
            "href": address(&member, one.id),
            "asked_at": one.asked_at,
            "by": one.asked_by.and_then(|id| names.get(&id)).cloned().unwrap_or_else(|| visit.words("closing-operator")),
            "kind": kind,
            "state": visit.words(&format!("handover-state-{word}")),
        })
    };
    let context = json!({
        "title": visit.words("handover-title"),
        "back": member.path("settings"),
        "action": member.path("settings/export"),
        "rows": all.iter().map(row).collect::<Vec<_>>(),
        "days": DAYS,
    });
    visit.page(&member, LIST, context)
}

async fn ask(visit: Visit, member: Member, _slug: Path<String>, body: Body) -> Answer {
    body.fields().await?;
    let (now, by, post) = (visit.now, member.person(), visit.app.post.clone());
    let ask = move |tenant: &mut Tenant<'_>| super::ask(tenant, now, Some(by), &post);
    let id: Result<_, DbError> = visit.app.write(&member, ask).await;
    Ok(see_other(&address(&member, id?)))
}

async fn found(visit: &Visit, member: &Member, path: &Two) -> Result<Handover, Error> {
    let id = HandoverId::parse(&path.1).ok_or(Error::NotFound)?;
    let found: Result<_, DbError> = visit.app.read(member, move |tenant| store::get(tenant, id)).await;
    found?.ok_or(Error::NotFound)
}

fn context(visit: &Visit, member: &Member, one: &Handover) -> Json {
    let (kind, word) = tag(one);
    json!({
        "title": visit.words("handover-title"),
        "back": member.path("settings/export"),
        "here": address(member, one.id),
        "zip": one.blob.map(|_| format!("{}.zip", address(member, one.id))),
        "going": one.is_going(),
        "kind": kind,
        "state": visit.words(&format!("handover-state-{word}")),
        "asked_at": one.asked_at,
        "finished_at": one.finished_at,
        "confirmed_at": one.confirmed_at,
        "files": one.files,
        "megabytes": one.length.map(|bytes| bytes.saturating_add(999_999).div_euclid(1_000_000)),
        "sha256": one.sha256.as_deref().map(|hash| HEXLOWER.encode(hash)),
        "until": one.asked_at.day().plus_days(DAYS),
        "takes_words": one.finished_at.is_some() && one.confirmed_at.is_none(),
    })
}

async fn show(visit: Visit, member: Member, path: Two) -> Answer {
    let one = found(&visit, &member, &path).await?;
    visit.page(&member, SHOW, context(&visit, &member, &one))
}

/// What counts the tries of an organisation's words: nobody finds them by trying.
pub(in crate::closing) fn guess(visit: &Visit, organisation: OrganisationId) -> Guess {
    Guess::from_anywhere(visit.app.database.keyring(), "handover", &organisation.to_string(), visit.from)
}

async fn confirm(visit: Visit, member: Member, path: Two, body: Body) -> Answer {
    let one = found(&visit, &member, &path).await?;
    let fields = body.fields().await?;
    let taken = visit.take_try(vec![guess(&visit, member.organisation())]).await?;
    let (now, by, id, typed) = (visit.now, member.person(), one.id, fields.text("check").to_owned());
    let take = move |tenant: &mut Tenant<'_>| super::confirm(tenant, now, Some(by), id, &typed);
    let fits: Result<_, DbError> = visit.app.write(&member, take).await;
    if fits? {
        visit.was_right(taken).await?;
        return Ok(see_other(&format!("{}?done=handover-confirmed", address(&member, id))));
    }
    let errors = FormErrors::one("check", "handover-error-check");
    visit.page_again(&member, SHOW, context(&visit, &member, &one), &fields, &errors)
}

async fn download(visit: Visit, member: Member, path: Two) -> Answer {
    let one = found(&visit, &member, &path).await?;
    let blob = one.blob.filter(|_| one.state == State::Ready).ok_or(Error::NotFound)?;
    let length = one.length.and_then(|length| u64::try_from(length).ok()).ok_or(Error::NotFound)?;
    let (now, id) = (visit.now, one.id);
    let note = move |tenant: &mut Tenant<'_>| {
        super::fetched(tenant, now, id)?;
        keys::of_organisation(tenant, None).map_err(|fault| DbError::Unavailable(fault.to_string()))
    };
    let key: Result<DataKey, DbError> = visit.app.write(&member, note).await;
    let name = format!("{}-{}", member.slug(), one.asked_at.day());
    Ok(HttpResponse::Ok()
        .content_type("application/zip")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.zip\"")))
        // It is packed already: nothing is gained by packing it again on the way.
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .no_chunking(length)
        .streaming(pieces(visit, member, (blob, key?))))
}

/// The pieces of a package, opened one at a time.
fn pieces(
    visit: Visit,
    member: Member,
    sealed: (BlobId, DataKey),
) -> impl stream::Stream<Item = Result<web::Bytes, Error>> {
    stream::unfold((visit, member, sealed, 0_usize), move |(visit, member, (blob, key), place)| async move {
        let opener = key.clone();
        let look = move |tenant: &mut Tenant<'_>| blobs::sealed_piece(tenant, blob, place, &opener);
        match visit.app.read(&member, look).await {
            Ok(piece) => piece.map(|bytes| {
                (Ok(web::Bytes::from(bytes)), (visit, member, (blob, key), place.saturating_add(1)))
            }),
            Err(fault) => Some((Err(fault.into()), (visit, member, (blob, key), usize::MAX))),
        }
    })
}
