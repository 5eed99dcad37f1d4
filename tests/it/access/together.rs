//! Changes at the same moment: each sees what the others did, on a database that lets several write, too.

use std::collections::BTreeMap;

use polisi::access::Role;
use polisi::people;

use crate::support::app::{Somebody, TestApp, World};

/// Six, each as much an owner as the others.
fn owners(app: &TestApp, world: &World) -> [Somebody; 6] {
    let all =
        [&world.olwen, &world.mair, &world.owain, &world.lowri, &world.dewi, &world.gwen].map(Clone::clone);
    let (now, people) = (app.app.clock.now(), all.each_ref().map(|one| one.person));
    app.within(&world.org, move |tenant| {
        for person in people {
            people::grant(tenant, now, person, Role::Owner, None).unwrap();
        }
    });
    all
}

/// What came of a step that all of them take at the same moment.
fn at_once<T: Send, R: Send>(all: impl IntoIterator<Item = T>, step: impl Fn(T) -> R + Sync) -> Vec<R> {
    std::thread::scope(|scope| {
        let steps: Vec<_> = all.into_iter().map(|one| scope.spawn(|| step(one))).collect();
        steps.into_iter().map(|one| one.join().unwrap()).collect()
    })
}

/// The owners who can still let others in.
fn acting(app: &TestApp, world: &World) -> usize {
    app.within(&world.org, |tenant| people::acting_owners(tenant).unwrap().len())
}

/// Who holds a role now.
fn held(app: &TestApp, world: &World, role: Role) -> Vec<people::Held> {
    let all = app.within(&world.org, |tenant| people::store::all_grants(tenant).unwrap());
    all.into_iter().filter(|held| held.role == role).collect()
}

#[test]
fn of_owners_who_all_leave_at_once_one_stays() {
    let app = TestApp::start();
    let world = app.world();
    let clients = owners(&app, &world).map(|one| app.client_of(&one));
    let leave = |client: &crate::support::client::Client| {
        client.post_form("/o/cartref-prawf/me/leave", &[("leave", "on")]).status
    };
    let mut answers = BTreeMap::new();
    for answer in at_once(&clients, leave) {
        *answers.entry(answer).or_insert(0) += 1;
    }
    assert_eq!(answers, BTreeMap::from([(303, 5), (422, 1)]));
    assert_eq!(acting(&app, &world), 1);
}

#[test]
fn of_owners_who_end_each_others_role_at_once_one_stays() {
    let app = TestApp::start();
    let world = app.world();
    owners(&app, &world);
    let now = app.app.clock.now();
    let held = held(&app, &world, Role::Owner);
    let end = |held: people::Held| {
        app.within(&world.org, move |tenant| people::end_role(tenant, now, held.id).is_ok())
    };
    let ended = at_once(held, end);
    assert_eq!(ended.iter().filter(|ended| **ended).count(), 5, "{ended:?}");
    assert_eq!(acting(&app, &world), 1);
}

#[test]
fn a_role_for_one_person_has_one_holder_when_six_get_it_at_once() {
    let app = TestApp::start();
    let world = app.world();
    let people = owners(&app, &world).map(|one| one.person);
    let now = app.app.clock.now();
    let give = |person| {
        app.within(&world.org, move |tenant| {
            people::grant(tenant, now, person, Role::DataProtectionLead, None).map(|_held| ()).unwrap();
        });
    };
    at_once(people, give);
    let held = held(&app, &world, Role::DataProtectionLead);
    assert_eq!(held.len(), 1, "{held:?}");
}
