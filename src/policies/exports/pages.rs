//! All that is in force as one file: asking for it, its progress, downloading it.

use std::collections::BTreeSet;

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use futures_util::stream;
use serde_json::{Value as Json, json};

use super::super::pages::READ;
use super::super::versions::paper::Paper;
use super::{DAYS, Export, KINDS, State, Wanted, store};
use crate::access::Member;
use crate::blobs;
use crate::db::Error as DbError;
use crate::db::ids::{BlobId, ExportId, ServiceId};
use crate::organisations::{self, Service};
use crate::people;
use crate::web::{Answer, Body, Error, Fields, FormErrors, Route, Visit, see_other};

/// The URLs of such files.
pub const ROUTES: &[Route] = &[
    Route::get("/o/{slug}/policies/all-in-force", READ, || web::to(form)),
    Route::post("/o/{slug}/policies/all-in-force", READ, || web::to(ask)).heavy(),
    Route::get("/o/{slug}/policies/all-in-force/{export}.zip", READ, || web::to(download)).heavy(),
    Route::get("/o/{slug}/policies/all-in-force/{export}", READ, || web::to(show)),
];

type Two = web::Path<(String, String)>;

fn address(member: &Member, export: ExportId) -> String {
    member.path(&format!("policies/all-in-force/{export}"))
}

async fn context(visit: &Visit, member: &Member) -> Result<Json, Error> {
    let found: Result<_, DbError> = visit
        .app
        .read(member, move |tenant| {
            Ok((organisations::services(tenant)?, store::list(tenant)?, people::present_names(tenant)?))
        })
        .await;
    let (services, exports, names) = found?;
    let option = |service: &Service| json!({ "value": service.id, "label": service.name });
    let kind = |kind: &Paper| json!({ "value": kind.extension(), "label": visit.words(&format!("exports-kind-{}", kind.extension())) });
    let row = |export: &Export| {
        json!({
            "href": address(member, export.id),
            "asked_at": export.asked_at,
            "by": names.get(&export.asked_by),
            "files": export.total,
            "state": visit.words(&format!("exports-state-{}", export.state.as_str())),
            "kind": tag(export.state),
        })
    };
    Ok(json!({
        "title": visit.words("exports-title"),
        "back": member.path("policies"),
        "services": services.iter().map(option).collect::<Vec<_>>(),
        "all": services.iter().map(|service| service.id).collect::<Vec<_>>(),
        "kinds": KINDS.iter().map(kind).collect::<Vec<_>>(),
        "rows": exports.iter().map(row).collect::<Vec<_>>(),
        "days": DAYS,
    }))
}

const fn tag(state: State) -> &'static str {
    match state {
        State::Waiting | State::Making => "info",
        State::Ready => "ok",
        State::Failed => "late",
    }
}

async fn form(visit: Visit, member: Member, _path: web::Path<String>) -> Answer {
    let context = context(&visit, &member).await?;
    visit.page(&member, "policies/export_new.html", context)
}

fn wanted(visit: &Visit, fields: &Fields) -> Result<Wanted, FormErrors> {
    let mut errors = FormErrors::default();
    let services: BTreeSet<ServiceId> =
        fields.all("services").iter().filter_map(|id| ServiceId::parse(id)).collect();
    if services.is_empty() {
        errors.add("services", "exports-error-services");
    }
    let ticked = fields.all("kinds");
    let kinds: BTreeSet<Paper> =
        KINDS.iter().copied().filter(|kind| ticked.iter().any(|word| word == kind.extension())).collect();
    if kinds.is_empty() {
        errors.add("kinds", "exports-error-kinds");
    }
    errors.or(Some(Wanted { services, kinds, language: visit.language }))
}

async fn ask(visit: Visit, member: Member, _path: web::Path<String>, body: Body) -> Answer {
    let fields = body.fields().await?;
    let asked = match wanted(&visit, &fields) {
        Ok(wanted) => {
            let (now, by) = (visit.now, member.person());
            let asked = visit.app.write(&member, move |tenant| super::ask(tenant, now, by, &wanted)).await?;
            asked.ok_or_else(|| FormErrors::one("services", "exports-error-nothing"))
        }
        Err(errors) => Err(errors),
    };
    match asked {
        Ok(id) => Ok(see_other(&address(&member, id))),
        Err(errors) => {
            let context = context(&visit, &member).await?;
            visit.page_again(&member, "policies/export_new.html", context, &fields, &errors)
        }
    }
}

async fn found(visit: &Visit, member: &Member, path: &Two) -> Result<Export, Error> {
    let id = ExportId::parse(&path.1).ok_or(Error::NotFound)?;
    let found: Result<_, DbError> = visit.app.read(member, move |tenant| store::get(tenant, id)).await;
    found?.ok_or(Error::NotFound)
}

async fn show(visit: Visit, member: Member, path: Two) -> Answer {
    let export = found(&visit, &member, &path).await?;
    let blob = export.blob;
    let length: Result<_, DbError> = visit
        .app
        .read(&member, move |tenant| Ok(blob.map(|id| blobs::length(tenant, id)).transpose()?.flatten()))
        .await;
    let going = matches!(export.state, State::Waiting | State::Making);
    let context = json!({
        "title": visit.words("exports-title"),
        "back": member.path("policies/all-in-force"),
        "state": export.state,
        "going": going,
        "done": export.done,
        "total": export.total,
        "asked_at": export.asked_at,
        "until": export.asked_at.day().plus_days(DAYS),
        "megabytes": length?.map(|bytes| bytes.div_ceil(1_000_000)),
        "zip": format!("{}.zip", address(&member, export.id)),
        "again": member.path("policies/all-in-force"),
        "here": address(&member, export.id),
    });
    visit.page(&member, "policies/export.html", context)
}

async fn download(visit: Visit, member: Member, path: Two) -> Answer {
    let export = found(&visit, &member, &path).await?;
    let blob = export.blob.filter(|_| export.state == State::Ready).ok_or(Error::NotFound)?;
    let length: Result<_, DbError> = visit.app.read(&member, move |tenant| blobs::length(tenant, blob)).await;
    let length = length?.ok_or(Error::NotFound)?;
    let name = format!("policies-in-force-{}", export.asked_at.day());
    Ok(HttpResponse::Ok()
        .content_type("application/zip")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.zip\"")))
        // It is packed already: nothing is gained by packing it again on the way.
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .no_chunking(length)
        .streaming(pieces(visit, member, blob)))
}

/// The pieces of a file, one at a time.
fn pieces(
    visit: Visit,
    member: Member,
    blob: BlobId,
) -> impl stream::Stream<Item = Result<web::Bytes, Error>> {
    stream::unfold((visit, member, 0_usize), move |(visit, member, place)| async move {
        let read: Result<_, DbError> =
            visit.app.read(&member, move |tenant| blobs::piece(tenant, blob, place)).await;
        match read {
            Ok(piece) => {
                piece.map(|bytes| (Ok(web::Bytes::from(bytes)), (visit, member, place.saturating_add(1))))
            }
            Err(fault) => Some((Err(fault.into()), (visit, member, usize::MAX))),
        }
    })
}
