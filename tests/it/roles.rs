//! Roles in plain words: the page says what the table says, and changes count at the next request.

use polisi::access::{Action, Role, allowed};
use polisi::db::ids::{GrantId, PersonId};
use polisi::messages::{Language, Messages};
use polisi::people;
use polisi::people::leading::{Gives, is_above};

use crate::access::newcomer;
use crate::reviews::csv_rows;
use crate::support::app::TestApp;

#[test]
fn the_page_and_the_file_say_what_the_table_says() {
    let app = TestApp::start();
    let world = app.world();
    let messages = Messages::load().unwrap();
    let word = |stem: &str, word: &str| {
        messages.get(Language::English, &format!("{stem}-{}", word.replace('_', "-")))
    };
    let address = "/o/cartref-prawf/settings/roles";
    let page = app.client_of(&world.olwen).get(address).expect(200);
    let heads = page.words(".matrix thead th");
    assert_eq!(heads, Role::ALL.iter().map(|role| word("role", role.as_str())).collect::<Vec<_>>());
    let rows = page.words(".matrix tbody tr");
    assert_eq!(rows.len(), Action::ALL.len());
    for (action, row) in Action::ALL.iter().zip(&rows) {
        assert!(row.starts_with(&word("action", action.as_str())), "{row}");
        assert_eq!(row.matches("Yes").count(), allowed(*action).len(), "{row}");
        assert_eq!(row.matches("No").count(), Role::ALL.len() - allowed(*action).len(), "{row}");
    }
    assert_eq!(page.attributes(".matrix tbody th", "scope").len(), Action::ALL.len());
    let visible = page.visible();
    for held in ["Olwen Perchen (Whole organisation)", "Lowri Diogel (Bryn)", "Lowri Diogel (Glan)"] {
        assert!(visible.contains(held), "{held}: {visible}");
    }
    let file = app.client_of(&world.olwen).get(&format!("{address}.csv")).expect(200);
    assert_eq!(csv_rows(&file), Action::ALL.len());
    // Everybody in the office reads it, staff don't.
    app.client_of(&world.lowri).get(address).expect(200);
    app.client_of(&world.sian).get(address).expect(403);
    app.client_of(&world.priya).get(address).expect(404);
}

#[test]
fn a_role_counts_at_the_next_request() {
    let app = TestApp::start();
    let world = app.world();
    let sian = app.client_of(&world.sian);
    let (now, person, service) = (app.app.clock.now(), world.sian.person, world.org.services[0]);
    sian.get("/o/cartref-prawf/people").expect(403);
    let grant = app.within(&world.org, move |tenant| {
        people::grant(tenant, now, person, Role::DeputyManager, Some(service)).unwrap()
    });
    sian.get("/o/cartref-prawf/people").expect(200);
    app.within(&world.org, move |tenant| people::end_role(tenant, now, grant).unwrap());
    sian.get("/o/cartref-prawf/people").expect(403);
}

#[test]
fn who_manages_a_service_and_works_nowhere_works_there() {
    let app = TestApp::start();
    let world = app.world();
    let (now, [first, second]) = (app.app.clock.now(), [world.org.services[0], world.org.services[1]]);
    let works_at = |person: PersonId| {
        app.within(&world.org, move |tenant| people::store::services_of(tenant, person).unwrap())
    };
    let give = |person: PersonId, role: Role, service| {
        app.within(&world.org, move |tenant| people::grant(tenant, now, person, role, service).unwrap())
    };
    let nowhere = world.gwen.person;
    let olwen = app.client_of(&world.olwen);
    let form = olwen.get(&format!("/o/cartref-prawf/people/{nowhere}/change")).expect(200).form("main form");
    form.without("services").submit().expect(303);
    give(nowhere, Role::SafeguardingDeputy, Some(first));
    assert!(works_at(nowhere).is_empty(), "only who manages it");
    give(nowhere, Role::RegisteredManager, Some(first));
    assert_eq!(works_at(nowhere), std::collections::BTreeSet::from([first]));
    give(nowhere, Role::DeputyManager, Some(second));
    assert_eq!(
        works_at(nowhere),
        std::collections::BTreeSet::from([first]),
        "who works somewhere stays there"
    );
}

#[test]
fn nobody_gives_themselves_a_role_where_somebody_else_can() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let own = world.olwen.person.to_string();
    let hr = "/o/cartref-prawf/settings/people/hr";
    let form = olwen.get(hr).expect(200).form("main form");
    let refused = form.set("person", &own).submit().expect(422);
    assert!(refused.visible().contains("Somebody else who gives roles"), "{}", refused.visible());
    assert!(!refused.has("[name=reason]"), "no reason would do");

    // Alone, a reason is enough; it is logged and stands beside the name.
    let (now, gwen) = (app.app.clock.now(), world.gwen.person);
    app.within(&world.org, move |tenant| people::leave(tenant, now, gwen, now.day()).unwrap());
    let form = olwen.get(hr).expect(200).form("main form").set("person", &own);
    let refused = form.clone().set("reason", "because").submit().expect(422);
    assert!(refused.visible().contains("at least 20 letters"), "{}", refused.visible());
    let reason = "We have no HR contact of our own yet.";
    form.set("reason", reason).submit().expect(303);
    for path in ["settings/people", "activity", &format!("people/{own}")] {
        let page = olwen.get(&format!("/o/cartref-prawf/{path}")).expect(200);
        assert!(page.visible().contains(reason), "{path}: {}", page.visible());
    }
    // Others get roles as ever.
    let nia = newcomer(&app, &world.org, "Nia", None);
    let form = olwen.get("/o/cartref-prawf/settings/people/communications").form("main form");
    form.set("person", &nia.person.to_string()).submit().expect(303);
}

/// Whoever leads, or looks into what others did, is let go by those alone who give that role.
#[test]
fn whom_a_manager_lets_go_is_decided_for_every_role() {
    use Role::*;
    let led = [Hr, Communications, CaldicottGuardian, EqualityLead, LineManager, DeputyManager, Staff];
    let leading = [
        Owner,
        ResponsibleIndividual,
        NominatedIndividual,
        RegisteredManager,
        SafeguardingLead,
        SafeguardingDeputy,
        DataProtectionLead,
        SpeakUpLead,
    ];
    let now = polisi::clock::Moment::parse("2026-11-21T10:00:00Z").unwrap();
    let mut decided = 0;
    for role in Role::ALL {
        let (id, person) = (GrantId::new(now), PersonId::new(now));
        let held = [people::Held { id, person, role: *role, service: None, rank: 1 }];
        let [nothing, roles, all] = [(false, false), (true, false), (true, true)]
            .map(|(roles, owner)| is_above(&held, Gives { roles, owner }));
        assert_ne!(led.contains(role), leading.contains(role), "{role:?}: decide it");
        assert_eq!((nothing, roles, all), (leading.contains(role), *role == Owner, false), "{role:?}");
        decided += 1;
    }
    assert_eq!(decided, led.len() + leading.len());
}
