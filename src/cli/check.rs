//! `polisi check`: whether everything is right before, or while, somebody is served. It leaves nothing changed.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;

use super::keys::rotating::unfinished;
use super::{Failure, Outcome, is_new, print, words};
use crate::backups::{self, place, store, timing};
use crate::clock::Clock;
use crate::closing::shredding::backups_until;
use crate::config::{MailRoute, NAMES, Settings, environment, without_secret};
use crate::db::{Address, Database, DbConnection, Error, Surroundings, System, copies, disk, startup_checks};
use crate::keys::recovery::shown;
use crate::keys::store::{check_master, list as list_keys, mail_is_held, master_change};
use crate::keys::{Keyring, MasterKeyError};
use crate::mail::Transport;
use crate::operator::components::looked_too_long_ago;
use crate::retention::clock;
use crate::scanner::{Bounds, Scanner};
use crate::telemetry;

/// What `polisi check` is asked.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct CheckArguments {
    /// Print every setting with its value or default and what it means, and check nothing
    #[arg(long)]
    pub list: bool,
}

/// What a check found: words for what is well, or what is wrong.
type Verdict = Result<String, Failure>;

/// Checks, or lists the settings.
///
/// # Errors
/// Something is wrong; each has been printed on its line.
pub fn run(arguments: CheckArguments) -> Outcome {
    if arguments.list {
        return list();
    }
    let mut wrong = 0_usize;
    let settings = Settings::of_environment();
    tell(&mut wrong, "check-settings", configuration(&settings))?;
    if let Ok(settings) = settings {
        tell(&mut wrong, "check-folder", folder(&settings.data_dir))?;
        tell(&mut wrong, "check-database", database(&settings))?;
        tell(&mut wrong, "check-keys", keys(&settings))?;
        tell(&mut wrong, "check-mail", mail(&settings))?;
        tell(&mut wrong, "check-backup", backup(&settings))?;
        tell(&mut wrong, "check-scanner", scanner(&settings))?;
        tell(&mut wrong, "check-removals", removals(&settings))?;
        notes(&settings)?;
    }
    match wrong {
        0 => Ok(()),
        count => Err(Failure::of("check-failed", &[("count", &count.to_string())])),
    }
}

fn tell(wrong: &mut usize, what: &str, verdict: Verdict) -> Outcome {
    let what = words(what, &[]);
    match verdict {
        Ok(found) => print(&format!("ok {what}: {found}")),
        Err(Failure { words: why, .. }) => {
            *wrong += 1;
            print(&format!("wrong {what}: {why}"))
        }
    }
}

fn configuration(settings: &Result<Settings, crate::config::SettingsError>) -> Verdict {
    let settings = settings.as_ref().map_err(|fault| Failure::new(&fault.to_string()))?;
    telemetry::filter(&settings.log)?;
    settings.check_for_serving()?;
    settings.open_breached()?;
    Ok(words("check-settings-fit", &[]))
}

fn folder(path: &Path) -> Verdict {
    let name = path.display().to_string();
    match std::fs::metadata(path) {
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => {
            Ok(words("check-folder-none", &[("folder", &name)]))
        }
        Err(fault) => Err(fault.into()),
        Ok(about) if about.permissions().mode() & 0o077 != 0 => {
            Err(Failure::of("check-folder-open", &[("folder", &name)]))
        }
        Ok(_) => Ok(name),
    }
}

/// Nothing when there is no embedded database yet: opening it would make one.
fn open(settings: &Settings) -> Result<Option<DbConnection>, Failure> {
    match &settings.database {
        Address::Sqlite(path) if !path.exists() => Ok(None),
        address => Ok(Some(DbConnection::open(address)?)),
    }
}

/// There is no database yet, or no installation in it: the first start makes that, and its keys.
fn nobody_began(settings: &Settings) -> Result<bool, Failure> {
    match open(settings)? {
        None => Ok(true),
        Some(_there) => is_new(settings),
    }
}

fn database(settings: &Settings) -> Verdict {
    let Some(mut connection) = open(settings)? else { return Ok(words("check-database-none", &[])) };
    startup_checks::check(&mut connection)?;
    if let Some(damage) = copies::damage(&mut connection)? {
        return Err(Failure::of("verify-damaged", &[("why", &damage)]));
    }
    writable(&settings.database)?;
    Ok(format!("{:?}", settings.database))
}

/// A disk that is full or can only be read lets a database be opened, and everything that is done in it fail.
fn writable(address: &Address) -> Outcome {
    let Address::Sqlite(path) = address else { return Ok(()) };
    let folder = disk::folder_of(path);
    let named = folder.display().to_string();
    disk::probe(&folder)
        .map_err(|why| Failure::of("check-database-unwritable", &[("folder", &named), ("why", &why)]))
}

fn keys(settings: &Settings) -> Verdict {
    let connection = open(settings)?;
    let keyring = match Keyring::of_file(&settings.master_key_file) {
        Err(MasterKeyError::Missing(_)) if nobody_began(settings)? => {
            return Ok(words("check-keys-none", &[]));
        }
        read => Arc::new(read?),
    };
    let file = settings.master_key_file.display().to_string();
    let Some(mut connection) = connection else { return Ok(file) };
    let surroundings = Surroundings::new(Arc::clone(&keyring), Clock::real());
    let known = copies::within(&mut connection, &surroundings, check_master)?;
    if known && unfinished(&settings.master_key_file, &keyring.fingerprint())? {
        return Err(Failure::of("check-keys-unfinished", &[("file", &file)]));
    }
    Ok(file)
}

fn mail(settings: &Settings) -> Verdict {
    match held(settings)? {
        // What is in such a place went out, or was due, long ago.
        (true, true) => return Ok(words("check-mail-alone", &[])),
        (true, false) => return Err(Failure::of("check-mail-loose", &[])),
        (false, true) => return Err(Failure::of("check-mail-held", &[])),
        (false, false) => {}
    }
    match &settings.mail {
        MailRoute::Files(folder) => {
            Ok(words("check-mail-files", &[("folder", &folder.display().to_string())]))
        }
        MailRoute::Smtp(server) => {
            let transport = Transport::open(settings).map_err(|fault| Failure::new(&fault.to_string()))?;
            transport.probe().map_err(|why| Failure::of("check-mail-server", &[("why", &why)]))?;
            Ok(server.url.host_str().unwrap_or_default().to_owned())
        }
    }
}

/// Whether the database is there to look things up only, and whether its mail is held; neither while it can't be asked.
fn held(settings: &Settings) -> Result<(bool, bool), Failure> {
    let Some(mut connection) = open(settings)? else { return Ok((false, false)) };
    let Ok(surroundings) = backups::surroundings(settings) else { return Ok((false, false)) };
    let now = Clock::real().now();
    let look =
        |system: &mut System<'_>| Ok::<_, Error>((place::is_alone(system, now)?, mail_is_held(system)?));
    Ok(copies::within(&mut connection, &surroundings, look)?)
}

fn scanner(settings: &Settings) -> Verdict {
    let Some(place) = settings.clamd.clone() else { return Ok(words("check-scanner-none", &[])) };
    let named = place.to_string();
    let scanner = Scanner::new(Some(place), Bounds::STANDARD);
    match actix_web::rt::System::new().block_on(scanner.answers()) {
        Some(true) => Ok(named),
        _ => Err(Failure::of("check-scanner-away", &[("place", &named)])),
    }
}

/// The embedded database is opened only when it is there: opening it would make one.
fn database_of(settings: &Settings) -> Result<Option<Database>, Failure> {
    let Some(mut connection) = open(settings)? else { return Ok(None) };
    if startup_checks::check(&mut connection).is_err() {
        return Ok(None);
    }
    let Ok(keyring) = Keyring::of_file(&settings.master_key_file) else { return Ok(None) };
    Ok(Some(Database::open(&settings.database, Arc::new(keyring), Clock::real())?))
}

/// Whether the newest backup is young enough.
fn backup(settings: &Settings) -> Verdict {
    if nobody_began(settings)? {
        return Ok(words("check-backup-none", &[]));
    }
    let Some(database) = database_of(settings)? else { return Err(Failure::of("check-backup-unknown", &[])) };
    let now = Clock::real().now();
    if database.read_system(|system| place::is_alone(system, now))? {
        return Ok(words("check-backup-alone", &[]));
    }
    place::is_the_one(settings)?;
    let known = backups::known(&database, &settings.backup_dir, now)?;
    let folder = settings.backup_dir.display().to_string();
    match (timing::alarm(now, &known), known.newest_good) {
        (Some(timing::Alarm::Old(newest)), _) => {
            Err(Failure::of("check-backup-old", &[("when", &newest.to_string()), ("folder", &folder)]))
        }
        (Some(timing::Alarm::Missing | timing::Alarm::Gone(_)), _) => Err(missing(&settings.backup_dir)),
        (Some(timing::Alarm::Failed), _) => Err(Failure::of("check-backup-failed", &[])),
        (None, Some(newest)) => {
            Ok(words("check-backup-newest", &[("when", &newest.to_string()), ("folder", &folder)]))
        }
        (None, None) => Ok(words("check-backup-none", &[])),
    }
}

/// Whether removals and the end of organisations go on, or wait until somebody looked at the clock.
fn removals(settings: &Settings) -> Verdict {
    let Some(database) = database_of(settings)? else { return Ok(words("check-removals-going", &[])) };
    let now = Clock::real().now();
    let look =
        |system: &mut System<'_>| Ok::<_, Error>((place::is_alone(system, now)?, clock::state(system)?));
    let (is_alone, known) = database.read_system(look)?;
    if is_alone {
        return Ok(words("check-removals-alone", &[]));
    }
    match known.and_then(|known| known.stopped(now)) {
        Some(at) => Err(Failure::of("check-removals-stopped", &[("when", &at.to_string())])),
        None => Ok(words("check-removals-going", &[])),
    }
}

/// There is no backup of this database; what lies there may be of another, or of before.
fn missing(folder: &Path) -> Failure {
    let others = backups::files::there(folder).map_or(0, |there| there.len());
    let key = if others == 0 { "check-backup-missing" } else { "check-backup-others" };
    Failure::of(key, &[("folder", &folder.display().to_string()), ("count", &others.to_string())])
}

/// What isn't wrong, and yet not safe.
fn notes(settings: &Settings) -> Outcome {
    if backups::files::on_one_disk(&settings.backup_dir, &settings.data_dir) {
        print(&words("check-backup-same-disk", &[("folder", &settings.backup_dir.display().to_string())]))?;
    }
    let now = Clock::real().now();
    if let Some(day) = looked_too_long_ago(now.day()) {
        print(&words("check-components-old", &[("day", &day.to_string())]))?;
    }
    if settings.operator_contact.is_none() {
        print(&words("check-contact-none", &[]))?;
    }
    let Some(database) = database_of(settings)? else { return Ok(()) };
    // In a place for looking things up no key is changed: the notes are for the installation.
    if database.read_system(|system| place::is_alone(system, now))? {
        return Ok(());
    }
    if database.read_system(store::operators)?.is_empty() {
        print(&words("check-operators-none", &[]))?;
    }
    let (copied, changed, keys) = database.read_system(|system| {
        Ok::<_, Error>((store::recovery_copy_at(system)?, master_change(system)?, list_keys(system)?))
    })?;
    if copied.is_none() {
        let which = if changed.is_some() { "check-recovery-old" } else { "check-recovery-none" };
        print(&words(which, &[]))?;
    }
    if let Some((at, before)) = changed.filter(|(at, _)| now.day() <= backups_until(at.day())) {
        let (day, until) = (at.day().to_string(), backups_until(at.day()).to_string());
        let named = [("day", day.as_str()), ("until", &until), ("fingerprint", &shown(&before))];
        print(&words("check-keys-before", &named))?;
    }
    match keys.iter().find(|key| key.is_past(now)) {
        Some(old) => print(&words("check-signing-old", &[("day", &old.created_at.day().to_string())])),
        None => Ok(()),
    }
}

fn list() -> Outcome {
    for (name, meaning) in NAMES {
        let shown = match environment(name) {
            Some(value) => without_secret(name, &value).unwrap_or_else(|| words("check-hidden", &[])),
            None => words("check-default", &[("value", &words(&format!("{meaning}-default"), &[]))]),
        };
        print(&format!("{name} = {shown}"))?;
        print(&format!("    {}", words(meaning, &[])))?;
    }
    Ok(())
}
