//! The night's backup, by the real program.

use std::path::PathBuf;
use std::process::Stdio;

use diesel::connection::SimpleConnection;
use polisi::clock::{Clock, Moment};
use polisi::db::{Address, DbConnection};

use super::{Place, mode};

/// What the database says past the program.
pub fn alter(place: &Place, statements: &str) {
    let mut connection = DbConnection::open(&Address::Sqlite(place.database())).unwrap();
    let DbConnection::Sqlite(file) = &mut connection else { panic!("SQLite") };
    file.batch_execute(statements).unwrap();
}

/// A place whose first organisation joined two days ago.
pub fn two_days_old() -> Place {
    let place = Place::founded();
    alter(&place, "UPDATE organisations SET created_at = created_at - 172800000000");
    place
}

/// What time it is for the passes of a test: the same for all, as the night may begin while it runs.
fn begun() -> Moment {
    Clock::real().now()
}

/// How many of a kind a pass did.
fn pass(place: &Place, now: Moment, kind: &str) -> i64 {
    let said = place.run(&["jobs", "run", "--as-of", &now.to_string()]).fine();
    let counts: serde_json::Value = serde_json::from_str(said.trim()).unwrap();
    counts[kind].as_i64().unwrap()
}

fn backups(place: &Place) -> Vec<PathBuf> {
    let Ok(folder) = std::fs::read_dir(place.path("data/backups")) else { return Vec::new() };
    let mut files: Vec<PathBuf> = folder.map(|file| file.unwrap().path()).collect();
    files.retain(|file| !file.to_string_lossy().contains(".sha256"));
    files.sort();
    files
}

/// Every file below the data folder.
fn everything(place: &Place) -> Vec<PathBuf> {
    let mut folders = vec![place.path("data")];
    let mut all = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let volatile =
                path.to_string_lossy().ends_with("-wal") || path.to_string_lossy().ends_with("-shm");
            if path.is_dir() {
                folders.push(path.clone());
            }
            if !volatile {
                all.push(path);
            }
        }
    }
    all.sort();
    all
}

#[test]
fn the_night_makes_one_backup_that_is_whole_and_private() {
    let (place, now) = (Place::founded(), begun());
    alter(&place, &format!("UPDATE organisations SET created_at = {}", now.microseconds()));
    assert_eq!(pass(&place, now, "backups_made"), 0, "the first organisation has just joined");
    alter(&place, "UPDATE organisations SET created_at = created_at - 172800000000");
    place.run(&["check"]).failed(1, "failed: 1");
    let ahead = place.run(&["jobs", "run", "--as-of", "2099-01-04T07:30:00Z"]).fine();
    assert!(ahead.contains("\"backups_made\":0") && ahead.contains("\"backup_alarms\":0"), "{ahead}");
    assert!(backups(&place).is_empty(), "a pass ahead of the clock makes none");

    assert_eq!(pass(&place, now, "backups_made"), 1, "the machine was off in the night");
    assert_eq!(pass(&place, now, "backups_made"), 0, "once a night");
    let files = backups(&place);
    assert_eq!(files.len(), 1, "{files:?}");
    assert_eq!((mode(&files[0]), mode(&place.path("data/backups"))), (0o600, 0o700));
    let checked = place.run(&["check"]).fine();
    assert!(checked.contains("ok backups: the newest is of"), "{checked}");
    assert!(checked.contains("same disk") && checked.contains("no recovery copy"), "{checked}");

    let file = files[0].display().to_string();
    let before = everything(&place);
    let said = place.run(&["backup", "--verify", &file]).fine();
    assert!(said.contains("Organisations verified: 1"), "{said}");
    let said = place.run(&["restore", "--drill", &file]).fine();
    assert!(said.contains("can be restored") && said.contains("Organisations verified: 1"), "{said}");
    assert_eq!(everything(&place), before, "a trial leaves nothing behind");

    // A restore knows the backup that it comes from, though it isn't among those in it.
    let key = place.path("data/master.key").display().to_string();
    let other = Place::new().with("POLISI_MASTER_KEY_FILE", &key);
    let other = other.with("POLISI_BACKUP_DIR", &place.path("data/backups").display().to_string());
    other.run(&["restore", &file]).fine();
    let said = other.run(&["check"]).failed(1, "failed: 1");
    assert!(said.out.contains("ok backups: the newest is of"), "{}", said.out);

    // The newest doesn't count when its file was cut, or is gone.
    let good = std::fs::read(&files[0]).unwrap();
    std::fs::write(&files[0], "").unwrap();
    let said = place.run(&["check"]).failed(1, "failed: 1");
    assert!(said.out.contains("not as long as they were"), "{}", said.out);
    std::fs::write(&files[0], good).unwrap();
    place.run(&["check"]).fine();
    std::fs::remove_file(&files[0]).unwrap();
    place.run(&["check"]).failed(1, "failed: 1");
    assert_eq!(pass(&place, now, "backups_made"), 1);
}

#[test]
fn a_folder_that_cannot_be_written_is_remembered_and_told() {
    let (place, now) = (two_days_old().with("POLISI_BACKUP_DIR", "/dev/null/backups"), begun());
    assert_eq!(pass(&place, now, "backups_made"), 0);
    let said = place.run(&["check"]).failed(1, "failed: 1");
    assert!(said.out.contains("wrong backups: there is none in /dev/null/backups"), "{}", said.out);
    place.run(&["verify"]).fine();
    let mut connection = DbConnection::open(&Address::Sqlite(place.database())).unwrap();
    let known = polisi::db::copies::within(
        &mut connection,
        &polisi::backups::surroundings(&settings(&place)).unwrap(),
        polisi::backups::store::recent,
    );
    let known = known.unwrap();
    assert_eq!(known.len(), 1, "tried again after an hour only");
    assert!(known[0].fault.as_ref().unwrap().contains("/dev/null/backups"), "{known:?}");
}

fn settings(place: &Place) -> polisi::config::Settings {
    let folder = place.path("data").display().to_string();
    polisi::config::Settings::read(|name| (name == "POLISI_DATA_DIR").then(|| folder.clone())).unwrap()
}

#[test]
fn what_was_cut_or_altered_is_refused() {
    let (place, now) = (two_days_old(), begun());
    assert_eq!(pass(&place, now, "backups_made"), 1);
    let good = std::fs::read(&backups(&place)[0]).unwrap();
    let cut = place.path("cut.db");
    for kept in [0, 100, 4096, good.len() / 2, good.len() - 4096] {
        std::fs::write(&cut, &good[..kept]).unwrap();
        for command in [&["backup", "--verify", "cut.db"][..], &["restore", "--drill", "cut.db"]] {
            place.run(command).failed(1, "");
            assert_eq!(
                std::fs::metadata(&cut).unwrap().len(),
                u64::try_from(kept).unwrap(),
                "only looked at"
            );
        }
    }
    for statements in [
        "DROP TRIGGER audit_entries_no_update; UPDATE audit_entries SET facts = facts || ' ' WHERE seq = 1",
        "UPDATE installation SET master_fingerprint = zeroblob(32)",
        "UPDATE organisation_keys SET sealed = zeroblob(80)",
        "DELETE FROM __diesel_schema_migrations WHERE version > '20261121000003'",
        "INSERT INTO __diesel_schema_migrations (version) VALUES ('20990101000000')",
    ] {
        std::fs::write(&cut, &good).unwrap();
        let mut copy = DbConnection::open_copy(&cut, true).unwrap();
        let DbConnection::Sqlite(file) = &mut copy else { panic!("SQLite") };
        file.batch_execute(statements).unwrap();
        drop(copy);
        place.run(&["backup", "--verify", "cut.db"]).failed(1, "");
    }
    place.run(&["backup", "--verify", "none.db"]).failed(1, "none.db");
    assert!(!place.path("none.db").exists());
    let left = everything(&place);
    assert!(!left.iter().any(|path| path.to_string_lossy().contains(".drill")), "{left:?}");
}

#[test]
fn a_backup_that_was_killed_counts_nowhere_and_is_made_again() {
    let place = two_days_old();
    let mut child =
        place.command(&["jobs", "run"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    // As soon as the unfinished file is there.
    while child.try_wait().unwrap().is_none() && backups(&place).is_empty() {
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let (whole, parts): (Vec<PathBuf>, Vec<PathBuf>) =
        backups(&place).into_iter().partition(|path| path.extension().is_some_and(|end| end == "db"));
    if whole.is_empty() {
        assert!(!parts.is_empty(), "killed while it was made");
        place.run(&["check"]).failed(1, "failed: 1");
        alter(&place, "UPDATE work_tickets SET claimed_until = 0");
        assert_eq!(pass(&place, begun(), "backups_made"), 1, "the lease of the dead ends");
    }
    for path in backups(&place) {
        place.run(&["backup", "--verify", &path.display().to_string()]).fine();
    }
    assert_eq!(backups(&place).len(), 1);
    place.run(&["verify"]).fine();
}

#[test]
fn a_folder_whose_disk_is_not_mounted_is_none() {
    let (place, now) = (two_days_old(), begun());
    let (disk, unplugged) = (place.path("disk"), place.path("unplugged"));
    let place = place.with("POLISI_BACKUP_DIR", &disk.display().to_string());
    assert_eq!(pass(&place, now, "backups_made"), 1);
    place.run(&["check"]).fine();
    std::fs::rename(&disk, &unplugged).unwrap();
    // An empty place of that name, as mount points are; and none at all.
    for is_there in [true, false] {
        if is_there {
            std::fs::create_dir(&disk).unwrap();
        }
        alter(&place, "DELETE FROM backups WHERE fault IS NOT NULL");
        let said = place.run(&["check"]).failed(1, "failed: 1");
        assert!(said.out.contains("Is its disk mounted?"), "{}", said.out);
        assert_eq!(pass(&place, now, "backups_made"), 0);
        if is_there {
            assert_eq!(std::fs::read_dir(&disk).unwrap().count(), 0, "nothing is put there");
            std::fs::remove_dir(&disk).unwrap();
        }
        assert!(!disk.exists(), "no folder is made in its place");
    }
    std::fs::rename(&unplugged, &disk).unwrap();
    alter(&place, "DELETE FROM backups WHERE fault IS NOT NULL");
    place.run(&["check"]).fine();

    // Another folder begins anew, and says what it holds of others.
    let other = place.path("other");
    std::fs::create_dir(&other).unwrap();
    std::fs::write(other.join("polisi-20200101T021500Z.db"), "of another").unwrap();
    let place = place.with("POLISI_BACKUP_DIR", &other.display().to_string());
    let said = place.run(&["check"]).failed(1, "failed: 1");
    assert!(said.out.contains("counts (there: 1): they were made by another database"), "{}", said.out);
    assert_eq!(pass(&place, now, "backups_made"), 1);
    place.run(&["check"]).fine();
}
