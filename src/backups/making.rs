//! The night's work: a backup, the trial of one, making room, and the alarm.

use std::path::Path;

use super::timing::{self, Alarm};
use super::{
    ALARM, Backup, Fault, TICKET, copying, files, known, notices, place, restoring, rotation, store,
    surroundings,
};
use crate::clock::Moment;
use crate::db::ids::BackupId;
use crate::db::{Error, System};
use crate::jobs;
use crate::mail::account;
use crate::web::App;

/// So long nobody else begins one; long enough for the largest database.
const LEASE_MINUTES: i64 = 60;

/// Whether the night's backup is due. The demonstration makes none by itself.
///
/// # Errors
/// The database is away.
pub fn is_due(app: &App, now: Moment) -> Result<bool, Error> {
    if app.settings.demonstration || is_held(app)? {
        return Ok(false);
    }
    Ok(timing::is_due(now, &known(&app.database, &app.settings.backup_dir, now)?))
}

/// What must be told, unless it was told today, or nobody is there who gets it.
fn alarm(app: &App, now: Moment) -> Result<Option<Alarm>, Error> {
    if app.settings.demonstration {
        return Ok(None);
    }
    let Some(alarm) = timing::alarm(now, &known(&app.database, &app.settings.backup_dir, now)?) else {
        return Ok(None);
    };
    let tells = app.database.read_system(|system| {
        Ok::<_, Error>(!jobs::has_begun(system, ALARM, now.day())? && !store::operators(system)?.is_empty())
    })?;
    Ok(tells.then_some(alarm))
}

/// Whether the operators must be told that backups are missing.
///
/// # Errors
/// The database is away.
pub fn alarm_is_due(app: &App, now: Moment) -> Result<bool, Error> {
    Ok(alarm(app, now)?.is_some())
}

/// Tells every operator, once a day; how many.
///
/// # Errors
/// The database is away.
pub fn tell(app: &App, now: Moment) -> Result<u64, Error> {
    let Some(alarm) = alarm(app, now)? else { return Ok(0) };
    let post = std::sync::Arc::clone(&app.post);
    app.database.write_system(move |system| {
        if !jobs::begin(system, now, ALARM, now.day())? {
            return Ok(0);
        }
        let fault = store::recent_at(system, now)?
            .into_iter()
            .next()
            .and_then(|last| last.fault.or(last.drill_fault));
        let mut told = 0;
        for (id, email, language) in store::operators(system)? {
            let letter = notices::alarm(&post, language, alarm, fault.as_deref())
                .map_err(|fault| Error::Unavailable(fault.to_string()))?;
            account::queue(system, now, Some(id), &email, &letter)?;
            told += 1;
        }
        Ok(told)
    })
}

/// The night's backup, when it is still due; how many were made.
///
/// # Errors
/// The database is away. A backup that fails is remembered with its fault and is no error.
pub fn nightly(app: &App, now: Moment) -> Result<u64, Error> {
    if is_due(app, now)? { make(app, now) } else { Ok(0) }
}

/// Makes a backup now, unless another node is at it; how many were made.
///
/// # Errors
/// The database is away. A backup that fails is remembered with its fault and is no error.
pub fn make(app: &App, now: Moment) -> Result<u64, Error> {
    if is_held(app)? {
        return Ok(0);
    }
    let holder = format!("{}/{}", std::process::id(), BackupId::new(now));
    let (mine, real) = (holder.clone(), app.clock.now());
    let until = real.plus_minutes(LEASE_MINUTES);
    if !app.database.write_system(move |system| jobs::lease(system, TICKET, &mine, real, until))? {
        return Ok(0);
    }
    let made = make_and_tidy(app, now);
    app.database.write_system(move |system| jobs::end_lease(system, TICKET, &holder))?;
    made
}

/// Whether somebody is at it. One process works on the embedded database at a time; when it died, its
/// lease ends.
fn is_held(app: &App) -> Result<bool, Error> {
    let now = app.clock.now();
    let Some(holder) = app.database.read_system(|system| jobs::holder(system, TICKET, now))? else {
        return Ok(false);
    };
    let process = holder.split_once('/').and_then(|(process, _)| process.parse().ok());
    if !app.database.is_embedded() || process.is_none_or(files::lives) {
        return Ok(true);
    }
    write(app, move |system| jobs::end_lease(system, TICKET, &holder))?;
    Ok(false)
}

fn make_and_tidy(app: &App, now: Moment) -> Result<u64, Error> {
    let (id, folder) = (BackupId::new(now), app.settings.backup_dir.as_path());
    let drilled = known(&app.database, folder, now)?.drilled_at;
    let backup = attempt(app, folder, now);
    let (is_good, file) = (backup.fault.is_none(), folder.join(&backup.file));
    write(app, move |system| store::insert(system, id, &backup))?;
    if !is_good {
        return Ok(0);
    }
    if timing::drill_is_due(now, drilled) {
        let fault = restoring::drill(&file, &app.settings, now).err().map(|fault| fault.words(&app.messages));
        if let Some(fault) = &fault {
            tracing::error!(%fault, "a backup could not be restored on trial");
        }
        write(app, move |system| store::drilled(system, id, now, fault.as_deref()))?;
    }
    make_room(app, folder, now)?;
    Ok(1)
}

fn write(
    app: &App,
    work: impl FnOnce(&mut System<'_>) -> Result<(), Error> + Send + 'static,
) -> Result<(), Error> {
    app.database.write_system(work)
}

/// One try; what came of it.
fn attempt(app: &App, folder: &Path, now: Moment) -> Backup {
    let file = files::name(now);
    let made = prepare(app, folder).and_then(|()| {
        let surroundings = surroundings(&app.settings)?;
        copying::make(&app.settings.database, &folder.join(&file), &surroundings)
    });
    let fault = made.as_ref().err().map(|fault| fault.words(&app.messages));
    match &fault {
        Some(fault) => tracing::error!(%fault, "a backup could not be made"),
        None => tracing::info!(file, "a backup was made"),
    }
    let made = made.ok();
    Backup {
        made_at: now,
        file,
        bytes: made.and_then(|made| i64::try_from(made.bytes).ok()).unwrap_or_default(),
        organisations: made.and_then(|made| i64::try_from(made.organisations).ok()).unwrap_or_default(),
        verified_at: made.map(|_made| now),
        fault,
        drilled_at: None,
        drill_fault: None,
        removed_at: None,
    }
}

/// The folders, without what an earlier run left behind that was killed.
fn prepare(app: &App, folder: &Path) -> Result<(), Fault> {
    place::enter(&app.settings, &app.messages)?;
    files::sweep(folder)?;
    files::sweep(&app.settings.data_dir)
}

/// Removes the backups of this database that newer ones replace. What another database put into the folder isn't
/// ours; how old one is that a clock made which ran ahead, nobody knows. What can't be removed stays, and is tried
/// again tomorrow.
fn make_room(app: &App, folder: &Path, now: Moment) -> Result<(), Error> {
    let own = app.database.read_system(store::kept)?;
    let mut there = files::there(folder).map_err(|fault| Error::Unavailable(fault.words(&app.messages)))?;
    there.retain(|made| own.contains(&files::name(*made)) && !made.is_ahead_of(now));
    let mut removed = Vec::new();
    for file in rotation::superseded(&there).into_iter().map(files::name) {
        match files::remove(&folder.join(&file)) {
            Ok(()) => removed.push(file),
            Err(fault) => tracing::error!(file, %fault, "an old backup could not be removed"),
        }
    }
    if removed.is_empty() {
        return Ok(());
    }
    write(app, move |system| store::removed(system, now, &removed))
}
