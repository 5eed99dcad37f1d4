//! A database with published policies of the first migration goes through the second as it was.

use polisi::db::{Address, DbConnection, migrate};

use super::{TEXT, draft, in_force, publish, set_field, verified};
use crate::support::app::TestApp;
use crate::support::raw::Raw;

/// Rows of the tables that the second migration makes anew, without its columns.
fn rows(raw: &mut Raw, organisation: &str) -> Vec<String> {
    raw.enter(organisation);
    let mut seen = Vec::new();
    for question in [
        "SELECT html || text || frame AS value FROM renditions ORDER BY published_at, html",
        "SELECT title || label || change_note AS value FROM policy_versions ORDER BY title",
        "SELECT reason AS value FROM withdrawals ORDER BY reason",
        "SELECT code || title AS value FROM policies ORDER BY code",
    ] {
        seen.extend(raw.lines(question));
    }
    // The databases break ties in their own order.
    seen.sort();
    seen.push(format!("{} addresses", raw.number("SELECT count(*) AS value FROM addresses")));
    raw.leave();
    seen
}

fn owner(app: &TestApp) -> DbConnection {
    let address = &app.database.address;
    let text = address.owner.as_deref().unwrap_or(&address.application);
    let target = match text.strip_prefix("sqlite://") {
        Some(path) => Address::Sqlite(path.into()),
        None => Address::Postgres(text.to_owned()),
    };
    DbConnection::open(&target).unwrap()
}

#[test]
fn what_was_published_before_survives() {
    let app = TestApp::start();
    let world = app.world();
    set_field(&app, &world, "org_field_phone", "01632 960101");
    let kept = draft(&app, &world, "POL-1", TEXT, &world.org.services);
    let gone = draft(&app, &world, "POL-2", TEXT, &world.org.services);
    for id in [kept, gone] {
        publish(&app, &world, id, "First");
    }
    let client = app.client_of(&world.olwen);
    let form = client.get(&format!("{}/policies/{gone}/withdraw", super::BASE)).expect(200).form("main form");
    form.set("reason", "Merged.").submit().expect(303);
    let organisation = world.org.id.to_string();
    let mut raw = app.raw();
    let before = rows(&mut raw, &organisation);
    // Back to the tables of the first migration, with the rows in them, and forward again.
    drop(client);
    let mut connection = owner(&app);
    migrate::undo_last(&mut connection).unwrap();
    assert!(migrate::pending(&mut connection).unwrap());
    migrate::run(&mut connection).unwrap();
    migrate::grant(&mut connection, "polisi_app").unwrap();
    let mut raw = app.raw();
    assert_eq!(rows(&mut raw, &organisation), before);
    if raw.is_sqlite() {
        assert_eq!(
            raw.lines("SELECT \"table\" AS value FROM pragma_foreign_key_check()"),
            Vec::<String>::new()
        );
    }
    raw.enter(&organisation);
    for statement in
        ["DELETE FROM renditions", "UPDATE renditions SET reason = 'x'", "DELETE FROM withdrawals"]
    {
        assert!(raw.run(statement).is_err(), "{statement}");
    }
    raw.leave();
    assert!(in_force(&app, &world, kept).iter().all(|row| row.issue == 1 && row.reason.is_empty()));
    verified(&app, &world);
    let verify = app.command(&["verify"]);
    assert!(verify.status.success(), "{}", String::from_utf8_lossy(&verify.stderr));
}
