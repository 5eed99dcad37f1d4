//! Backup while the server works, and back again.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use diesel::connection::SimpleConnection;
use polisi::db::DbConnection;

use super::{Place, mode, set_mode};

#[test]
fn a_backup_holds_everything_that_was_confirmed() {
    let place = Place::founded();
    let server = place.serve();
    let (confirmed, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let before = std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            // Each new organisation writes to the log while the copy is made.
            for number in 0..6 {
                if stop.load(Ordering::SeqCst) {
                    break;
                }
                place.found(&format!("Cartref {number}")).fine();
                confirmed.fetch_add(1, Ordering::SeqCst);
            }
        });
        while confirmed.load(Ordering::SeqCst) < 2 && !writer.is_finished() {
            std::thread::yield_now();
        }
        let before = confirmed.load(Ordering::SeqCst);
        place.run(&["backup", "first.db"]).fine();
        stop.store(true, Ordering::SeqCst);
        before
    });
    assert_eq!(server.stop(), 0);
    let file = place.path("first.db");
    assert_eq!(mode(&file), 0o600);
    place.run(&["backup", "first.db"]).failed(1, "first.db is there already");
    let key = std::fs::read_to_string(place.path("data/master.key")).unwrap();
    let bytes = std::fs::read(&file).unwrap();
    assert!(!bytes.windows(64).any(|window| window == key.trim().as_bytes()), "the key is not in it");

    let other = Place::new();
    let from = file.display().to_string();
    other.run(&["restore", &from]).failed(1, "master.key is missing");
    std::fs::create_dir_all(other.path("data")).unwrap();
    set_mode(&other.path("data"), 0o700);
    std::fs::write(other.path("data/master.key"), "00".repeat(32)).unwrap();
    set_mode(&other.path("data/master.key"), 0o600);
    other.run(&["restore", &from]).failed(1, "not the one");
    assert!(!other.database().exists(), "nothing is left behind");
    std::fs::copy(place.path("data/master.key"), other.path("data/master.key")).unwrap();
    let said = other.run(&["restore", &from]).fine();
    assert!(said.contains("polisi mail release"), "{said}");
    assert!(said.contains("closed, destroyed or removed after the backup was made is back"), "{said}");
    let listed = other.run(&["organisation", "list"]).fine();
    assert!(listed.lines().count() > before, "{before} were confirmed: {listed}");
    other.run(&["verify"]).fine();
    other.run(&["check"]).failed(1, "failed: 1");
    other.run(&["restore", &from]).failed(1, "is there already");
    let server = other.serve();
    server.client().get("/readyz").expect(200);
    assert_eq!(server.stop(), 0);
}

#[test]
fn what_is_no_backup_is_refused() {
    let place = Place::founded();
    for name in ["data/polisi.db", "data/polisi.db-wal", "data/polisi.db-shm"] {
        // Which of them a command leaves behind is SQLite's business.
        drop(std::fs::remove_file(place.path(name)));
    }
    for (name, bytes) in [("empty", &b""[..]), ("text", b"not a database at all, but long enough to be read")]
    {
        std::fs::write(place.path(name), bytes).unwrap();
        place.run(&["restore", name]).failed(1, "");
    }
    place.run(&["restore", "none"]).failed(1, "none");
    assert!(!place.database().exists());
    let left: Vec<_> =
        std::fs::read_dir(place.path("data")).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().ends_with(".part")), "{left:?}");
    place.run(&["backup", "b.db"]).failed(1, "no database");
}

#[test]
fn one_other_bit_anywhere_is_seen_and_a_missing_sum_is_said() {
    let place = Place::founded();
    place.run(&["backup", "b.db"]).fine();
    let (file, sum) = (place.path("b.db"), place.path("b.db.sha256"));
    assert_eq!(mode(&sum), 0o600);
    let written = std::fs::read_to_string(&sum).unwrap();
    assert!(written.len() == 64 + 2 + 5 && written.ends_with("  b.db\n"), "{written}");
    assert!(!place.run(&["backup", "--verify", "b.db"]).fine().contains("note"));
    let good = std::fs::read(&file).unwrap();
    for part in 0..6 {
        let mut bytes = good.clone();
        bytes[(good.len() - 1) * part / 5] ^= 4;
        std::fs::write(&file, bytes).unwrap();
        place.run(&["backup", "--verify", "b.db"]).failed(1, "b.db.sha256");
    }
    // Whole by all that SQLite and the chains can say.
    std::fs::write(&file, &good).unwrap();
    let mut copy = DbConnection::open_copy(&file, true).unwrap();
    let DbConnection::Sqlite(connection) = &mut copy else { panic!("SQLite") };
    connection.batch_execute("UPDATE installation SET created_at = created_at + 1").unwrap();
    drop(copy);
    for command in [&["backup", "--verify", "b.db"][..], &["restore", "--drill", "b.db"]] {
        place.run(command).failed(1, "b.db.sha256");
    }
    std::fs::write(&file, &good).unwrap();
    std::fs::remove_file(&sum).unwrap();
    for command in [&["backup", "--verify", "b.db"][..], &["restore", "--drill", "b.db"]] {
        let said = place.run(command).fine();
        assert!(said.contains("note: there is no b.db.sha256"), "{said}");
    }
}

/// A process that isn't there.
const DEAD: &str = "4000000";

#[test]
fn what_was_killed_leaves_nothing_for_ever() {
    let place = Place::founded();
    let (live, film) = (format!(".b.db.{}.part", std::process::id()), format!(".film.{DEAD}.part"));
    let parts = ["", "-journal"].map(|end| format!(".first.db.{DEAD}.part{end}"));
    let plant = |name: &str, bytes: &[u8]| std::fs::write(place.path(name), bytes).unwrap();
    plant(&parts[0], b"SQLite format 3\0and so on");
    plant(&parts[1], b"a journal");
    plant(&live, b"");
    plant(&film, b"a piece of a film");
    place.run(&["backup", "second.db"]).fine();
    assert!(parts.iter().all(|name| !place.path(name).exists()), "its process died");
    assert!(place.path(&live).exists() && place.path(&film).exists(), "no others");

    let parts = [format!("data/.polisi.db.{DEAD}.part"), format!("data/.polisi.db.{DEAD}.part-journal")];
    let trial = place.path(&format!("data/.drill-{DEAD}"));
    for name in &parts {
        plant(name, b"");
    }
    std::fs::create_dir(&trial).unwrap();
    let server = place.serve();
    assert!(parts.iter().all(|name| !place.path(name).exists()) && !trial.exists(), "the start");
    // It takes a request to stop from then on.
    server.client().get("/healthz").expect(200);
    assert_eq!(server.stop(), 0);

    let key = place.path("data/master.key").display().to_string();
    let other = Place::new().with("POLISI_MASTER_KEY_FILE", &key);
    std::fs::create_dir(other.path("data")).unwrap();
    set_mode(&other.path("data"), 0o700);
    std::fs::write(other.path(&parts[0]), "SQLite format 3\0and so on").unwrap();
    other.run(&["restore", &place.path("second.db").display().to_string()]).fine();
    assert!(!other.path(&parts[0]).exists(), "the restore");
}
