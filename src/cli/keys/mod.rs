//! `polisi keys`: what keys there are, a recovery copy of the master key for two holders, and new keys.

pub mod rotating;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Subcommand;

use super::{Failure, Outcome, open, open_in_use, print, say, settings, words};
use crate::access::entries::Command;
use crate::app::make_folder;
use crate::backups::files::Draft;
use crate::backups::store as backup_store;
use crate::clock::{Clock, Moment};
use crate::config::Settings;
use crate::db::{Address, DbConnection, Error, Surroundings, copies};
use crate::keys::recovery::{Sheet, join, shown, split};
use crate::keys::store::Kind;
use crate::keys::{Keyring, MasterKey, store};
use crate::organisations;
use crate::web::App;

/// What `polisi keys` is asked.
#[derive(Debug, Clone, Subcommand)]
pub enum KeysCommand {
    /// List the keys: owner, kind, id, when made and retired; nothing secret
    List,
    /// Write a recovery copy of the master key as two sheets, for two people; one alone is worthless
    Export {
        /// A sheet; give this twice
        #[arg(long = "to", value_name = "FILE", required = true)]
        to: Vec<PathBuf>,
    },
    /// Make the master key file again from the two sheets
    Recover {
        /// A sheet, as it was written or typed in again; give this twice
        #[arg(long = "from", value_name = "FILE", required = true)]
        from: Vec<PathBuf>,
    },
    /// Give an organisation a new data key; what the old ones sealed still opens
    Rotate {
        /// The organisation's short name
        #[arg(long, value_name = "SLUG")]
        organisation: String,
    },
    /// Put a new master key in the place of the old one; a server may run meanwhile
    RotateMaster,
    /// Sign with a new key from now on; what the old ones signed still verifies
    RotateSigning,
    /// Give the installation a new data key; what the old ones sealed still opens
    RotateInstallation,
    /// Make tokens of sessions, peppers and keyed hashes under a new root key; nobody is signed out
    RotateRoot,
}

/// Does what is asked about keys.
///
/// # Errors
/// Whatever stops a start; files that are there, or sheets that don't fit; a new key in a place for looking things up.
pub fn run(command: KeysCommand) -> Outcome {
    match command {
        KeysCommand::List => list(),
        KeysCommand::Export { to } => export(two(&to, "--to")?),
        KeysCommand::Recover { from } => recover(two(&from, "--from")?),
        KeysCommand::Rotate { organisation } => rotating::of_organisation(&in_use()?, organisation),
        KeysCommand::RotateMaster => rotating::master(&in_use()?),
        KeysCommand::RotateSigning => rotating::of_installation(&in_use()?, Kind::Signing),
        KeysCommand::RotateInstallation => rotating::of_installation(&in_use()?, Kind::Data),
        KeysCommand::RotateRoot => rotating::of_installation(&in_use()?, Kind::Root),
    }
}

/// The installation whose keys may change: never a place for looking things up, which uses the key file of another.
fn in_use() -> Result<App, Failure> {
    open_in_use("keys-rotate-alone")
}

fn two<'a>(files: &'a [PathBuf], name: &str) -> Result<[&'a Path; 2], Failure> {
    match files {
        [one, other] if one != other => Ok([one, other]),
        _ => Err(Failure::usage("keys-two-files", &[("name", name)])),
    }
}

fn list() -> Outcome {
    let app = open()?;
    let lines = app.database.read_system(|system| {
        let shown = |owner: &str, key: store::Listed| {
            let made = key.created_at.to_string();
            let retired = match key.retired_at {
                _ if key.is_destroyed => words("keys-destroyed", &[]),
                Some(at) => at.to_string(),
                None => "-".to_owned(),
            };
            format!("{owner}\t{}\t{}\t{made}\t{retired}", key.kind, key.id)
        };
        let keys = store::list(system)?;
        let mut lines: Vec<String> = keys.into_iter().map(|key| shown("-", key)).collect();
        for (id, slug, _) in organisations::store::all(system)? {
            let keys = store::list_of_organisation(&mut system.enter(&Command::on(id))?)?;
            lines.extend(keys.into_iter().map(|key| shown(&slug, key)));
        }
        Ok::<_, Error>(lines)
    })?;
    print(&words("keys-heads", &[]))?;
    lines.iter().try_for_each(|line| print(line))
}

fn export([one, other]: [&Path; 2]) -> Outcome {
    let app = open()?;
    let master = app.database.keyring().master();
    let now = app.clock.now();
    let instance = app.database.read_system(store::instance)?;
    let instance = instance.map(|id| id.to_string()).unwrap_or_default();
    let [first, second] = split(&master);
    let drafts =
        [(one, first), (other, second)].map(|(file, sheet)| write_sheet(file, &sheet, &instance, now));
    let [first, second] = drafts;
    let (first, second) = (first?, second?);
    let again = join(&read_sheet(first.path())?, &read_sheet(second.path())?)
        .map_err(|fault| Failure::new(&fault.to_string()))?;
    let fingerprint = again.fingerprint();
    if fingerprint != app.database.keyring().fingerprint() {
        return Err(Failure::of("keys-sheets-differ", &[]));
    }
    first.keep()?;
    if let Err(fault) = second.keep() {
        std::fs::remove_file(one)?;
        return Err(fault.into());
    }
    app.database.write_system(move |system| backup_store::recovery_copy_made(system, now))?;
    let named = [("one", one.display().to_string()), ("other", other.display().to_string())];
    let [one, other] = &named;
    say("keys-exported", &[(one.0, &one.1), (other.0, &other.1), ("fingerprint", &shown(&fingerprint))])
}

fn write_sheet(file: &Path, sheet: &Sheet, instance: &str, now: Moment) -> Result<Draft, Failure> {
    if file.exists() {
        return Err(Failure::of("file-exists", &[("file", &file.display().to_string())]));
    }
    let above = ["keys-sheet-what", "keys-sheet-keep", "keys-sheet-use"].map(|key| words(key, &[]));
    let draft = Draft::beside(file)?;
    std::fs::write(draft.path(), sheet.print(&above, instance, now.day()))?;
    Ok(draft)
}

fn read_sheet(file: &Path) -> Result<Sheet, Failure> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|fault| Failure::new(&format!("{name}: {fault}")))?;
    Sheet::read(&text).map_err(|fault| Failure::new(&format!("{name}: {fault}")))
}

fn recover([one, other]: [&Path; 2]) -> Outcome {
    let settings = settings()?;
    let file = settings.master_key_file.display().to_string();
    if settings.master_key_file.exists() {
        return Err(Failure::of("file-exists", &[("file", &file)]));
    }
    let (one, other) = (read_sheet(one)?, read_sheet(other)?);
    let master = join(&one, &other).map_err(|fault| Failure::new(&fault.to_string()))?;
    let known = known(&settings, &master)?;
    if let Some(known) = &known {
        known.refuse_other(&master)?;
    }
    if let Some(folder) = settings.master_key_file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        make_folder(folder)?;
    }
    master.keep(&settings.master_key_file)?;
    say(if known.is_some() { "keys-recovered" } else { "keys-recovered-unproved" }, &[("file", &file)])
}

/// What the database says of its master key.
struct Known {
    fingerprint: Vec<u8>,
    change: Option<(Moment, Vec<u8>)>,
}

impl Known {
    /// Sheets of before a change give the key of then: it opens backups of then, and not this database.
    fn refuse_other(&self, master: &MasterKey) -> Outcome {
        let found = master.fingerprint();
        if self.fingerprint == found {
            return Ok(());
        }
        let (needed, given) = (shown(&self.fingerprint), shown(&found));
        let named = [("needed", needed.as_str()), ("given", given.as_str())];
        match &self.change {
            Some((at, before)) if *before == found => {
                let day = at.day().to_string();
                Err(Failure::of("keys-sheets-before", &[&named[..], &[("day", &day)]].concat()))
            }
            _ => Err(Failure::of("keys-other-installation", &named)),
        }
    }
}

/// What is known of the master key; nothing when there is no database to compare with.
fn known(settings: &Settings, master: &MasterKey) -> Result<Option<Known>, Failure> {
    if let Address::Sqlite(database) = &settings.database
        && !database.is_file()
    {
        return Ok(None);
    }
    let surroundings = Surroundings::new(Arc::new(Keyring::new(master.clone())), Clock::real());
    let mut connection = DbConnection::open(&settings.database)?;
    copies::within(&mut connection, &surroundings, |system| {
        let Some(fingerprint) = store::fingerprint(system)? else { return Ok(None) };
        Ok(Some(Known { fingerprint, change: store::master_change(system)? }))
    })
}
