//! The commands on PostgreSQL: an owner who migrates, and a role that serves. On the embedded database this
//! says nothing; `tests/run` runs it on both.

use super::Place;
use crate::support::database::{Engine, TestDatabase};

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
