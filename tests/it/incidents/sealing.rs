//! What the database keeps of a case, and that alterations are found.

use polisi::db::{Address, DbConnection};
use polisi::incidents;

use super::{assert_silent, case, report};
use crate::support::app::TestApp;

#[test]
fn the_database_holds_no_word_of_it() {
    let app = TestApp::start();
    let world = app.world();
    let (_, reference) = report(&app.client_of(&world.sian), &world, &[&world.mair]);
    let lead = app.client_of(&world.lowri);
    let page = lead.get(&case(&reference)).expect(200);
    page.form("form[action$='/notes']").set("note", "Zebrafinch again").submit().expect(303);
    app.run_due_work();
    let Address::Sqlite(path) = &app.app.settings.database else { return };
    let mut swept = 0;
    for entry in std::fs::read_dir(path.parent().unwrap()).unwrap() {
        let file = entry.unwrap().path();
        if file.is_file() {
            let bytes = std::fs::read(&file).unwrap();
            swept += bytes.len();
            assert_silent(&file.display().to_string(), &String::from_utf8_lossy(&bytes));
        }
    }
    assert!(swept > 10_000);
}

#[test]
fn alterations_are_found() {
    let app = TestApp::start();
    let world = app.world();
    let (_, reference) = report(&app.client_of(&world.sian), &world, &[&world.mair]);
    let lead = app.client_of(&world.lowri);
    let page = lead.get(&case(&reference)).expect(200);
    let now = app.app.clock.now();
    let check = || app.within(&world.org, |tenant| incidents::check_cases(tenant).unwrap());
    app.within(&world.org, move |tenant| incidents::commit_cases(tenant, now).unwrap());
    page.form("form[action$='/notes']").set("note", "After the commitment").submit().expect(303);
    report(&app.client_of(&world.sian), &world, &[]);
    assert_eq!(check(), None);

    let Address::Sqlite(_) = &app.app.settings.database else { return };
    let mut connection = DbConnection::open(&app.app.settings.database).unwrap();
    let mut run = |statement: &str| {
        use diesel::RunQueryDsl;
        diesel::sql_query(statement).execute(&mut connection).unwrap();
    };
    for (forward, back) in [
        ("UPDATE incidents SET danger = NOT danger", "UPDATE incidents SET danger = NOT danger"),
        ("UPDATE incidents SET state = 'closed'", "UPDATE incidents SET state = 'received'"),
        (
            "UPDATE incidents SET received_at = received_at + 1",
            "UPDATE incidents SET received_at = received_at - 1",
        ),
    ] {
        run(forward);
        assert!(check().is_some(), "{forward}");
        run(back);
        assert_eq!(check(), None, "{back}");
    }
    run("UPDATE incident_texts SET salt = x'00'");
    assert_eq!(check().map(|bad| bad.table), Some("incident_texts"));
    run("DROP TRIGGER incident_entries_no_update");
    run("UPDATE incident_entries SET facts = facts || ' '");
    assert_eq!(check().map(|bad| bad.table), Some("incident_entries"));
}

#[test]
fn every_commitment_looks_the_same() {
    let app = TestApp::start();
    let world = app.world();
    let now = app.app.clock.now();
    let facts = || {
        app.within(&world.org, move |tenant| {
            incidents::commit_cases(tenant, now).unwrap();
            let line = polisi::audit::lines(tenant, &polisi::audit::Filter::default(), 1, 0).unwrap();
            line[0].facts.clone()
        })
    };
    let none = facts();
    report(&app.client_of(&world.sian), &world, &[]);
    let one = facts();
    assert_eq!(none.len(), one.len());
    assert_ne!(none, one);
    assert_ne!(one, facts(), "the salt hides that nothing changed");
}
