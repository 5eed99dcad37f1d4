//! The commands on PostgreSQL: an owner who migrates, and a role that serves. On the embedded database this
//! says nothing; `tests/run` runs it on both.

use std::process::{Command, Output};

use super::Place;
use crate::support::database::{Engine, TestDatabase};
use crate::support::environment::in_repository;
use crate::support::raw::Raw;

#[test]
fn an_owner_migrates_and_another_role_serves() {
    if Engine::of_this_run() == Engine::Sqlite {
        return;
    }
    let database = TestDatabase::empty();
    let owner = database.address.owner.clone().unwrap();
    let application = &database.address.application;

    let place = Place::new().with("POLISI_DATABASE_URL", application);
    place.run(&["serve"]).failed(1, "polisi migrate");
    let place = place.with("POLISI_MIGRATION_DATABASE_URL", &owner);
    assert!(place.run(&["migrate"]).fine().contains(" ran."));
    assert!(place.run(&["migrate"]).fine().contains("no migration ran"));
    assert!(!place.run(&["check"]).fine().contains("wrong "));
    place.run(&["organisation", "list"]).failed(1, "holds no installation yet");
    assert!(!place.path("data/master.key").exists(), "only the first organisation makes it");
    place.found("Cartref Prawf").fine();
    place.run(&["check"]).fine();
    place.run(&["verify"]).fine();
    assert!(place.run(&["jobs", "run"]).fine().contains("\"mails_sent\":0"));
    place.run(&["backup", "copy.db"]).fine();
    place.run(&["backup", "--verify", "copy.db"]).fine();
    place.run(&["restore", "--drill", "copy.db"]).fine();

    // The backup of a server is one of the embedded database: it is whole without the server.
    let key = place.path("data/master.key").display().to_string();
    let embedded = Place::new().with("POLISI_MASTER_KEY_FILE", &key);
    embedded.run(&["restore", &place.path("copy.db").display().to_string()]).fine();
    embedded.run(&["verify"]).fine();
    assert!(embedded.run(&["organisation", "list"]).fine().contains("Cartref Prawf"));

    let powerful = Place::new().with("POLISI_DATABASE_URL", &owner);
    powerful.run(&["serve"]).failed(1, "row-level security");
}

/// The one line of the README that runs this program, run in the folder of the place.
fn as_the_readme_says(place: &Place, program: &str, address: (&str, &str)) -> Output {
    let readme = std::fs::read_to_string(in_repository("README.md")).unwrap();
    let begin = format!("    {program} ");
    let lines: Vec<&str> = readme.lines().filter(|line| line.starts_with(&begin)).collect();
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].contains(address.0), "{lines:?}");
    let line = lines[0].replace(address.0, address.1);
    let words: Vec<&str> = line.split_whitespace().skip(1).collect();
    Command::new(program).args(words).current_dir(place.folder.path()).output().unwrap()
}

/// What a dump must bring back: every table with its rows and owner, and what guards it.
fn held(address: &str) -> Vec<String> {
    let mut raw = Raw::open(address);
    let tables = raw.lines(
        "SELECT concat_ws(' ', tablename, tableowner, rowsecurity) AS value FROM pg_tables
         WHERE schemaname = 'public' ORDER BY tablename",
    );
    let count = |table: &String| {
        let rows = raw.number(&format!("SELECT count(*) FROM {}", table.split(' ').next().unwrap()));
        format!("{table}: {rows}")
    };
    let mut held: Vec<String> = tables.iter().map(count).collect();
    for kind in [
        "pg_policies WHERE schemaname = 'public'",
        "pg_class WHERE relforcerowsecurity",
        "pg_trigger",
        "pg_constraint",
        "information_schema.role_table_grants WHERE grantee = 'polisi_app'",
    ] {
        held.push(format!("{kind}: {}", raw.number(&format!("SELECT count(*) FROM {kind}"))));
    }
    held
}

#[test]
fn a_dump_by_the_lines_of_the_readme_brings_every_row_back() {
    if Engine::of_this_run() == Engine::Sqlite {
        return;
    }
    let (database, empty) = (TestDatabase::empty(), TestDatabase::empty());
    let (owner, new_owner) = (database.address.owner.clone().unwrap(), empty.address.owner.clone().unwrap());
    let place = Place::new().with("POLISI_DATABASE_URL", &database.address.application);
    let place = place.with("POLISI_MIGRATION_DATABASE_URL", &owner);
    place.run(&["migrate"]).fine();
    place.found("Cartref Prawf").fine();
    place.found("Bryn Glas").fine();

    let refused = as_the_readme_says(&place, "pg_dump", ("DUMP-URL", &owner));
    assert!(!refused.status.success(), "row-level security holds for the owner");
    drop(std::fs::remove_file(place.path("polisi.dump")));
    let dumps = database.address_for_dumps();
    let dumped = as_the_readme_says(&place, "pg_dump", ("DUMP-URL", &dumps));
    assert!(dumped.status.success(), "{}", String::from_utf8_lossy(&dumped.stderr));
    let restored = as_the_readme_says(&place, "pg_restore", ("OWNER-URL", &new_owner));
    assert!(restored.status.success(), "{}", String::from_utf8_lossy(&restored.stderr));

    let before = held(&dumps);
    let rows =
        |table: &str| before.iter().find(|line| line.starts_with(&format!("{table} "))).unwrap().clone();
    assert!(before.len() > 100 && !rows("audit_entries").ends_with(": 0"), "{before:?}");
    assert_eq!(held(&empty.address_for_dumps()), before);

    let place = place.with("POLISI_DATABASE_URL", &empty.address.application);
    let place = place.with("POLISI_MIGRATION_DATABASE_URL", &new_owner);
    assert!(place.run(&["migrate"]).fine().contains("no migration ran"));
    place.run(&["mail", "hold"]).fine();
    place.run(&["verify"]).fine();
    assert_eq!(place.run(&["organisation", "list"]).fine().lines().count(), 2);
    place.run(&["mail", "release"]).fine();
    place.run(&["check"]).fine();
    let powerful = Place::new().with("POLISI_DATABASE_URL", &empty.address_for_dumps());
    powerful.run(&["serve"]).failed(1, "row-level security");
}
