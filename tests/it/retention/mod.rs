//! Retention: what is due goes and nothing else, with tombstones; holds, the clock, and what people see of it.

mod agreeing;
mod applying;
mod cases;
mod holds;
mod periods;

use polisi::audit::tombstones;
use polisi::clock::Day;
use polisi::db::ids::PersonId;
use polisi::keys::store::public_keys;
use polisi::retention::clock::JUMP_HOURS;
use polisi::{acknowledgements, audit, incidents, people, policies, retention};

use crate::support::app::{Somebody, TestApp, World};
use crate::support::form::Form;

/// The page of the rules.
pub const PAGE: &str = "/o/cartref-prawf/settings/retention";

/// Moves the clock to ten o'clock of a day far away and says that it is right, as an operator does.
pub fn jump_to(app: &TestApp, day: &str) {
    app.set_time(&format!("{day}T10:00:00Z"));
    app.run_due_work();
    let now = app.app.clock.now();
    let write = move |system: &mut polisi::db::System<'_>| retention::clock::confirm(system, now, None);
    assert!(app.app.database.write_system(write).unwrap(), "the jump stopped the work");
}

/// Lets some days go by; how many records went. After the first, two days at a time: as long as the clock may go
/// on without somebody who confirms it.
pub fn live(app: &TestApp, days: i64) -> u64 {
    let (mut removed, mut gone) = (0, 0);
    while gone < days {
        let step = if gone == 0 { 1 } else { (days - gone).min(JUMP_HOURS / 24) };
        app.app.clock.move_to(app.app.clock.now().plus_hours(24 * step));
        removed += app.run_due_work()["records_removed"];
        gone += step;
    }
    removed
}

/// Somebody leaves.
pub fn leave(app: &TestApp, world: &World, somebody: &Somebody, on: &str) {
    let (now, id, on) = (app.app.clock.now(), somebody.person, Day::parse(on).unwrap());
    app.within(&world.org, move |tenant| {
        people::leave(tenant, now, id, on).unwrap();
    });
}

/// The name of somebody on the staff list now.
pub fn name(app: &TestApp, world: &World, id: PersonId) -> String {
    app.within(&world.org, move |tenant| people::store::get(tenant, id).unwrap().unwrap().name())
}

/// How many rows of a kind were removed.
pub fn removed(app: &TestApp, world: &World, kind: &'static str) -> usize {
    app.within(&world.org, move |tenant| tombstones::of_kind(tenant, kind).unwrap().len())
}

/// That nothing that must not change was changed, as `polisi verify` looks.
pub fn assert_verifies(app: &TestApp, world: &World) {
    app.within(&world.org, |tenant| {
        let keys = public_keys(&mut tenant.system()).unwrap();
        assert_eq!(audit::check(tenant).unwrap(), None);
        assert_eq!(policies::check_renditions(tenant).unwrap(), None);
        assert_eq!(acknowledgements::check_acknowledgements(tenant, &keys).unwrap(), None);
        assert_eq!(incidents::check_cases(tenant).unwrap(), None);
    });
}

/// A day typed into a form.
pub fn day(form: Form, name: &str, day: &str) -> Form {
    let parts: Vec<&str> = day.split('-').collect();
    form.set(&format!("{name}-year"), parts[0])
        .set(&format!("{name}-month"), parts[1])
        .set(&format!("{name}-day"), parts[2])
}

/// Whether words stand beside a line of the log.
pub fn has_words(app: &TestApp, world: &World, action: &'static str) -> Vec<bool> {
    app.within(&world.org, move |tenant| {
        let filter = audit::Filter { action: Some(action.to_owned()), ..audit::Filter::default() };
        let lines = audit::lines(tenant, &filter, 100, 0).unwrap();
        let told: Vec<_> = lines.iter().map(|line| line.id).collect();
        let words = audit::words_of(tenant, &told).unwrap();
        told.iter().map(|id| words.iter().any(|(entry, _)| entry == id)).collect()
    })
}
