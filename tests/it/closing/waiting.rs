//! A legal hold and an unanswered data request: the day waits for them, and so do the keys.

use polisi::closing::shredding::Kept;
use polisi::keys::store as keys;

use super::keys::{begin, step_of};
use super::{closing, hand_over, pass};
use crate::rights::{lead, record};
use crate::support::app::{TestApp, World};

/// What is in the way: its table, and the column that says since when it is over.
const KINDS: [(&str, &str); 2] = [("legal_holds", "ended_at"), ("rights_requests", "answered_at")];

fn put(app: &TestApp, world: &World, table: &str) {
    if table == "rights_requests" {
        lead(app, world);
        record(&app.client_of(&world.mair), &world.sian, None).expect(303);
        return;
    }
    let page = app.client_of(&world.olwen).get("/o/cartref-prawf/settings/retention/holds/add").expect(200);
    let form = page.form("main form").set("on", "organisation").set("reason", "A claim");
    let form = form.set("review-day", "1").set("review-month", "2").set("review-year", "2027");
    form.submit().expect(303);
}

/// Ends it, or opens it again, past the program.
fn set_over(app: &TestApp, world: &World, (table, column): (&str, &str), is_over: bool) {
    let mut raw = app.raw();
    raw.enter(&world.org.id.to_string());
    assert_eq!(raw.number(&format!("SELECT count(*) FROM {table}")), 1, "{table}");
    let set = match table {
        "legal_holds" if is_over => "ended_at = made_at, ended_by = made_by".to_owned(),
        "legal_holds" => "ended_at = NULL, ended_by = NULL".to_owned(),
        _ if is_over => format!("{column} = made_at"),
        _ => format!("{column} = NULL"),
    };
    raw.run(&format!("UPDATE {table} SET {set}")).unwrap();
}

#[test]
fn a_hold_and_an_open_request_stop_the_day_and_the_keys() {
    for kind in KINDS {
        let app = TestApp::start();
        let world = app.world();
        put(&app, &world, kind.0);
        closing(&app, &world);
        hand_over(&app, &app.client_of(&world.olwen));
        assert_eq!(pass(&app, "2026-12-21T10:00:00Z"), 0, "{kind:?}");
        assert_eq!(pass(&app, "2026-12-28T10:00:00Z"), 0, "{kind:?}");
        app.client_of(&world.olwen).get("/o/cartref-prawf/").expect(200);
        set_over(&app, &world, kind, true);
        assert_eq!(pass(&app, "2026-12-29T10:00:00Z"), 1, "{kind:?}");

        // Nothing else is missing for the keys to go.
        set_over(&app, &world, kind, false);
        assert!(matches!(begin(&app, &world), Err(Kept::Open)), "{kind:?}");
        assert_eq!(step_of(&app, &world), None);
        app.within(&world.org, |tenant| assert!(!keys::are_destroyed(tenant).unwrap()));
        set_over(&app, &world, kind, true);
        begin(&app, &world).unwrap();
    }
}
