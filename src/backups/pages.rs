//! `/operator/backups`: how safe the installation is against the loss of a disk or a key.

use std::path::Path;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::timing::{self, Alarm};
use super::{ASKED, Backup, files, known, store};
use crate::clock::Moment;
use crate::db::Error as DbError;
use crate::jobs::{self, NewTicket};
use crate::messages::args;
use crate::web::{Answer, Door, Operator, Route, Visit, see_other};

/// The URLs of this slice.
pub const ROUTES: &[Route] = &[
    Route::get("/operator/backups", Door::Operator, || web::to(list)),
    Route::post("/operator/backups", Door::Operator, || web::to(ask)),
];

/// Bytes in what people call a megabyte.
const MEGABYTE: i64 = 1_000_000;

async fn list(visit: Visit, _operator: Operator) -> Answer {
    let (now, folder) = (visit.now, visit.app.settings.backup_dir.clone());
    let (recent, copied, known) = visit
        .app
        .work(move |database| {
            let (recent, copied) = database.read_system(|system| {
                Ok::<_, DbError>((store::recent(system)?, store::recovery_copy_at(system)?))
            })?;
            Ok::<_, DbError>((recent, copied, known(database, &folder, now)?))
        })
        .await?;
    let settings = &visit.app.settings;
    let rows: Vec<Json> = recent.iter().map(|backup| row(&visit, backup)).collect();
    let alarm = timing::alarm(visit.now, &known).filter(|_| !settings.demonstration);
    let context = json!({
        "title": visit.words("backups-title"),
        "rows": rows,
        "alarm": alarm.map(|alarm| visit.words(match alarm {
            Alarm::Missing => "backups-state-missing",
            Alarm::Gone(_) => "backups-state-gone",
            Alarm::Old(_) => "backups-state-old",
            Alarm::Failed => "backups-state-failed",
        })),
        "newest": known.newest_good,
        "drilled_at": known.drilled_at,
        "copied_at": copied,
        "same_disk": files::on_one_disk(&settings.backup_dir, &settings.data_dir),
        "folder": settings.backup_dir.display().to_string(),
    });
    visit.plain("operator/backups.html", crate::operator::pages::within(&visit, context))
}

fn row(visit: &Visit, backup: &Backup) -> Json {
    let (tag, state) = state(backup, &visit.app.settings.backup_dir, visit.now);
    let megabytes = args([("megabytes", (backup.bytes + MEGABYTE / 2) / MEGABYTE)]);
    let size = if backup.bytes < MEGABYTE {
        visit.words("backups-size-small")
    } else {
        visit.app.messages.format(visit.language, "backups-size", &megabytes)
    };
    json!({
        "made_at": backup.made_at,
        "file": backup.file,
        "size": if backup.verified_at.is_some() { size } else { String::new() },
        "tag": tag,
        "state": visit.words(state),
        "fault": backup.fault.as_ref().or(backup.drill_fault.as_ref()),
        "drilled": backup.drilled_at.is_some() && backup.drill_fault.is_none(),
    })
}

fn state(backup: &Backup, folder: &Path, now: Moment) -> (&'static str, &'static str) {
    if backup.verified_at.is_none() {
        ("late", "backups-failed")
    } else if backup.removed_at.is_some() {
        ("none", "backups-removed")
    } else if !folder.join(&backup.file).is_file() {
        ("late", "backups-gone")
    } else if !files::is_whole(folder, backup) {
        ("late", "backups-cut")
    } else if backup.made_at.is_ahead_of(now) {
        ("late", "backups-ahead")
    } else if backup.drill_fault.is_some() {
        ("late", "backups-drill-failed")
    } else {
        ("ok", "backups-verified")
    }
}

/// Asks for a backup; the jobs make it within moments.
async fn ask(visit: Visit, _operator: Operator) -> Answer {
    let now = visit.now;
    visit
        .app
        .work(move |database| {
            database.write_system(move |system| jobs::add(system, now, &NewTicket::whole(ASKED, now)))
        })
        .await?;
    Ok(see_other("/operator/backups?done=backups-asked"))
}
