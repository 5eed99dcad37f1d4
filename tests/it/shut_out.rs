//! Nobody takes the access of those who lead them, or who look into what they did; an organisation keeps an owner.

use polisi::access::Role;
use polisi::db::ids::{PersonId, ServiceId};
use polisi::people;

use crate::staff::paste;
use crate::support::app::{Somebody, TestApp, World};
use crate::support::client::Client;

fn give(app: &TestApp, world: &World, to: &Somebody, role: Role, service: Option<ServiceId>) {
    let (person, now) = (to.person, app.app.clock.now());
    app.within(&world.org, move |tenant| people::grant(tenant, now, person, role, service).unwrap());
}

#[test]
fn who_gives_no_roles_lets_nobody_go_who_leads() {
    let app = TestApp::start();
    let world = app.world();
    give(&app, &world, &world.sian, Role::Hr, None);
    let (hr, owner) = (app.client_of(&world.sian), app.client_of(&world.olwen));
    for leading in [&world.olwen, &world.gwen, &world.mair, &world.lowri, &world.dewi] {
        for way in ["left", "sessions"] {
            let address = format!("/o/cartref-prawf/people/{}/{way}", leading.person);
            hr.get(&address).expect(403);
            hr.post_form(&address, &[]).expect(403);
        }
    }
    hr.get(&format!("/o/cartref-prawf/people/{}/left", world.tomos.person)).expect(200);
    owner.get(&format!("/o/cartref-prawf/people/{}/left", world.mair.person)).expect(200);
    owner.post_form(&format!("/o/cartref-prawf/people/{}/sessions", world.mair.person), &[]).expect(303);
}

/// A last day ends access as well as a leaver's form does.
#[test]
fn no_last_day_is_set_for_who_leads_by_another_way() {
    let app = TestApp::start();
    let world = app.world();
    give(&app, &world, &world.sian, Role::Hr, None);
    let (hr, owner) = (app.client_of(&world.sian), app.client_of(&world.olwen));
    let (mair, tomos) = (world.mair.person, world.tomos.person);
    let ends = |person| {
        app.within(&world.org, move |tenant| people::get(tenant, person).unwrap().unwrap().standing.ends_on)
    };

    let chosen = format!("/o/cartref-prawf/people/chosen?do=left&person={mair}&person={tomos}");
    let page = hr.get(&chosen).expect(200);
    assert_eq!(page.attributes("main form input[name=person]", "value"), [tomos.to_string()]);
    let day = [("do", "left"), ("left-day", "30"), ("left-month", "11"), ("left-year", "2026")];
    let alone = mair.to_string();
    hr.post_form("/o/cartref-prawf/people/chosen", &[&day[..], &[("person", alone.as_str())]].concat())
        .expect(422);
    assert_eq!(ends(mair), None);

    let by_form = |client: &Client, who: PersonId| {
        let page = client.get(&format!("/o/cartref-prawf/people/{who}/change")).expect(200);
        let form = page.form("main form");
        form.set("ends-day", "30").set("ends-month", "11").set("ends-year", "2026").submit()
    };
    let refused = by_form(&hr, mair).expect(422);
    assert!(refused.visible().contains("You can’t set this last day."), "{}", refused.visible());
    by_form(&hr, tomos).expect(303);
    by_form(&owner, mair).expect(303);
    assert!(ends(tomos).is_some() && ends(mair).is_some());

    let lowri = &world.lowri;
    let sheet = format!("Name,E-mail,Last day\n{},{},30/11/2026\n", lowri.name, lowri.email.clone().unwrap());
    let check = paste(&hr, &sheet);
    assert!(check.visible().contains("must set the last day"), "{}", check.visible());
    assert!(paste(&owner, &sheet).visible().contains("1 changed"));
}

/// Reports of concerns go to the address on the list: nobody leads them to another.
#[test]
fn nobody_leads_the_mails_of_who_leads_to_another_address() {
    let app = TestApp::start();
    let world = app.world();
    give(&app, &world, &world.sian, Role::Hr, None);
    let change = |client: &Client, who: &Somebody| {
        let page = client.get(&format!("/o/cartref-prawf/people/{}/change", who.person)).expect(200);
        page.form("main form").set("email", "thief@elsewhere.example").submit()
    };
    let (hr, owner) = (app.client_of(&world.sian), app.client_of(&world.olwen));
    for leading in [&world.olwen, &world.lowri, &world.dewi, &world.mair] {
        let refused = change(&hr, leading).expect(422);
        assert!(refused.visible().contains("Ask somebody who gives roles"), "{}", refused.visible());
    }
    let lowri = &world.lowri;
    let sheet = format!("Name,E-mail,First day\n{},thief@elsewhere.example,\n", lowri.name);
    assert!(!paste(&hr, &sheet).visible().contains("1 changed"));
    change(&owner, &world.dewi).expect(303);
}

/// Who stands in for somebody who leads does so too, for these days.
#[test]
fn who_stands_in_is_as_safe_as_whom_they_stand_in_for() {
    let app = TestApp::start();
    let world = app.world();
    crate::covers::name_cover(&app, &world, &world.lowri, &world.sian);
    let address = |way: &str| format!("/o/cartref-prawf/people/{}/{way}", world.sian.person);
    let mair = app.client_of(&world.mair);
    mair.get(&address("left")).expect(403);
    mair.post_form(&address("sessions"), &[]).expect(403);
    app.client_of(&world.olwen).get(&address("left")).expect(200);
}

#[test]
fn an_owner_who_cannot_sign_in_is_none_to_count_on() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = world.olwen.person;
    let is_last = || app.within(&world.org, move |tenant| people::is_last_owner(tenant, olwen).unwrap());
    assert!(is_last());
    give(&app, &world, &world.kemi, Role::Owner, None);
    assert!(is_last(), "Kemi has no account");
    give(&app, &world, &world.gwen, Role::Owner, None);
    assert!(!is_last());
}

/// Whether a case touches somebody changes nothing of who runs a request about them, or of who sees it.
#[test]
fn a_case_shows_in_no_request() {
    let app = TestApp::start();
    let world = app.world();
    crate::rights::lead(&app, &world);
    crate::incidents::report(&app.client_of(&world.sian), &world, &[&world.gwen]);
    crate::rights::record(&app.client_of(&world.mair), &world.sian, None).expect(303);
    crate::rights::record(&app.client_of(&world.mair), &world.tomos, None).expect(303);
    let seen = app.client_of(&world.gwen).get("/o/cartref-prawf/rights").expect(200);
    assert_eq!(seen.attributes("main th a", "href").len(), 2, "{}", seen.visible());
}
