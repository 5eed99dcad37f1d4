//! New keys in the place of those that are there.
//!
//! A change of the master key goes in steps that a stop at any place leaves to be done again: the new key lies on the
//! disk beside the old one before anything is sealed under it; then one transaction seals all keys anew; then the files
//! change their names. A process that runs meanwhile reads the file again when it needs to.

use std::path::PathBuf;

use crate::access::entries::Command;
use crate::audit;
use crate::backups::Fault;
use crate::backups::events::{KeyRotated, MasterKeyChanged, SigningKeyChanged};
use crate::cli::{Failure, Outcome, say};
use crate::clock::Moment;
use crate::closing::shredding::backups_until;
use crate::db::{Error, System};
use crate::keys::recovery::shown;
use crate::keys::store::{self, Kind, OpenError};
use crate::keys::{MasterKey, MasterKeyError, master};
use crate::telemetry::security::{self, Event};
use crate::web::App;
use crate::{accounts, organisations};

/// A new data key of an organisation.
pub(super) fn of_organisation(app: &App, slug: String) -> Outcome {
    let (now, wanted) = (app.clock.now(), slug.clone());
    app.database.write_system(move |system| {
        let all = organisations::store::all(system)?;
        let found = all.into_iter().find(|(_, slug, _)| *slug == wanted);
        let (id, ..) = found.ok_or_else(|| Failure::of("verify-no-organisation", &[("slug", &wanted)]))?;
        let mut tenant = system.enter(&Command::on(id)).map_err(Error::from)?;
        let key = store::rotate(&mut tenant, now).map_err(|fault| match fault {
            OpenError::Destroyed => Failure::of("keys-rotate-destroyed", &[("slug", &wanted)]),
            other => other.into(),
        })?;
        audit::record(&mut tenant, now, &KeyRotated { key })?;
        Ok::<_, Failure>(())
    })?;
    say("keys-rotated", &[("slug", &slug)])
}

/// A new key of the installation: what those before it made goes on.
///
/// # Errors
/// The database is away.
pub fn of_installation(app: &App, kind: Kind) -> Outcome {
    let now = app.clock.now();
    let (event, done) = match kind {
        Kind::Data => ("installation_key_changed", "keys-installation-changed"),
        Kind::Signing => ("signing_key_changed", "keys-signing-changed"),
        Kind::Root => ("root_key_changed", "keys-root-changed"),
    };
    let key = app.database.write_system(move |system| {
        let key = store::change(system, kind, now)?;
        if kind == Kind::Signing {
            for (id, ..) in organisations::store::all(system)? {
                let mut tenant = system.enter(&Command::on(id)).map_err(Error::from)?;
                audit::record(&mut tenant, now, &SigningKeyChanged { key })?;
            }
        }
        accounts::store::note_security(system, now, event, None)?;
        Ok::<_, Failure>(key)
    })?;
    security::of_work(Event::KeyChanged, None, kind.name());
    say(done, &[("key", &key.to_string())])
}

/// Another master key: everything that lies under the old one lies under the new one afterwards.
///
/// # Errors
/// A key doesn't open or a file can't be written: then it can be begun again, and nothing is lost.
pub fn master(app: &App) -> Outcome {
    let file = &app.settings.master_key_file;
    let (now, known) = (app.clock.now(), app.database.keyring().fingerprint());
    // The file holds another key than the one that opened the database: a change stopped before its end.
    let in_file = MasterKey::read(file)?.fingerprint();
    if in_file == known {
        refuse_with_former(file.clone())?;
        let beside = file.clone();
        let changed = app.database.write_system(move |system| seal_anew(system, now, &known, &beside))?;
        if !changed {
            return Err(Failure::of("keys-master-others", &[]));
        }
        security::of_work(Event::KeyChanged, None, "master");
    }
    let in_force = app.database.read_system(store::fingerprint)?.unwrap_or_default();
    let kept = MasterKey::replace(file, &in_force)?;
    told(app, &in_force, kept)
}

/// The key before the last change must be put away first: nobody mixes three of them up.
fn refuse_with_former(file: PathBuf) -> Outcome {
    match master::any_former(&file)? {
        Some(old) => Err(Failure::of("keys-master-old-there", &[("old", &old.display().to_string())])),
        None => Ok(()),
    }
}

fn seal_anew(
    system: &mut System<'_>,
    now: Moment,
    known: &[u8],
    file: &std::path::Path,
) -> Result<bool, Failure> {
    let prepare = || MasterKey::prepare(file).map_err(Failure::from);
    let Some((old, new)) = store::change_master(system, now, known, prepare)? else { return Ok(false) };
    for (id, slug, _) in organisations::store::all(system)? {
        let mut tenant = system.enter(&Command::on(id)).map_err(Error::from)?;
        let keys = store::reseal(&mut tenant, &old, &new)
            .map_err(|fault| Fault::told("verify-key", &[("slug", &slug), ("why", &fault.to_string())]))?;
        let (before, after) = (shown(&old.fingerprint()), shown(&new.fingerprint()));
        audit::record(&mut tenant, now, &MasterKeyChanged { before, after, keys })?;
    }
    accounts::store::note_security(system, now, "master_key_changed", None)?;
    Ok(true)
}

/// What is done, and what people still have to do.
fn told(app: &App, in_force: &[u8], kept: Option<PathBuf>) -> Outcome {
    let file = app.settings.master_key_file.display().to_string();
    say("keys-master-changed", &[("file", &file), ("fingerprint", &shown(in_force))])?;
    say("keys-master-sheets", &[])?;
    let Some((at, before)) = app.database.read_system(store::master_change)? else { return Ok(()) };
    let until = backups_until(at.day()).to_string();
    let old = kept.map(|old| old.display().to_string()).unwrap_or_default();
    let named =
        [("day", at.day().to_string()), ("fingerprint", shown(&before)), ("until", until), ("old", old)];
    let named: Vec<(&str, &str)> = named.iter().map(|(name, value)| (*name, value.as_str())).collect();
    say("keys-master-old", &named)
}

/// What is wrong with the files of the master key though everything opens: a change that didn't come to its end.
pub(in crate::cli) fn unfinished(file: &std::path::Path, in_force: &[u8]) -> Result<bool, MasterKeyError> {
    Ok(MasterKey::read(file)?.fingerprint() != in_force)
}
