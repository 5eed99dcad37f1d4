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

/// Whoever could make owners could take the place of one, by way of a friend.
#[test]
fn owners_alone_make_owners_and_let_them_go() {
    let app = TestApp::start();
    let world = app.world();
    let (gwen, owner) = (app.client_of(&world.gwen), app.client_of(&world.olwen));
    let page = "/o/cartref-prawf/settings/people/owner";
    let friend = world.sian.person.to_string();
    gwen.get(page).expect(403);
    gwen.post_form(page, &[("person", friend.as_str())]).expect(403);
    let overview = gwen.get("/o/cartref-prawf/settings/people").expect(200);
    let links = overview.attributes("main a", "href");
    assert!(links.iter().any(|to| to.contains("settings/people/hr")), "other roles she gives");
    assert!(!links.iter().any(|to| to.contains("settings/people/owner")), "{links:?}");
    for way in ["left", "sessions"] {
        gwen.get(&format!("/o/cartref-prawf/people/{}/{way}", world.olwen.person)).expect(403);
    }
    let form = gwen.get(&format!("/o/cartref-prawf/people/{}/change", world.olwen.person)).form("main form");
    form.set("email", "thief@elsewhere.example").submit().expect(422);
    let sheet = format!("Name,E-mail,First day\n{},thief@elsewhere.example,\n", world.olwen.name);
    assert!(!paste(&gwen, &sheet).visible().contains("1 changed"));
    owner.get(page).expect(200).form("main form:has(select)").set("person", &friend).submit().expect(303);
}

/// A manager leads nobody's mails to another address who signs in and works where they don't manage.
#[test]
fn who_works_elsewhere_too_keeps_the_address() {
    let app = TestApp::start();
    let world = app.world();
    let (now, tomos) = (app.app.clock.now(), world.sian.person);
    let both = world.org.services.iter().copied().collect();
    app.within(&world.org, move |tenant| {
        let person = people::get(tenant, tomos).unwrap().unwrap();
        let details = person.details(&both);
        let _same = people::change(tenant, now, tomos, &details).unwrap();
    });
    let change = |who: &Somebody| {
        let page = format!("/o/cartref-prawf/people/{}/change", who.person);
        let form = app.client_of(&world.mair).get(&page).expect(200).form("main form");
        form.set("email", "thief@elsewhere.example").submit()
    };
    assert!(change(&world.sian).expect(422).visible().contains("Ask somebody who gives roles"));
    change(&world.tomos).expect(303);
}

#[test]
fn a_form_that_was_opened_before_undoes_nothing() {
    let app = TestApp::start();
    let world = app.world();
    let page = format!("/o/cartref-prawf/people/{}/change", world.tomos.person);
    let (dawn, colette) = (app.client_of(&world.mair), app.client_of(&world.olwen));
    let open = dawn.get(&page).expect(200).form("main form");
    let form = colette.get(&page).expect(200).form("main form");
    form.set("ends-day", "30").set("ends-month", "11").set("ends-year", "2026").submit().expect(303);
    let stale = open.set("phone", "01632 960123").submit().expect(422);
    for words in [
        "Somebody else changed this record",
        "Saving now changes",
        "Last day: 30 November 2026 becomes nothing",
        "Phone: nothing becomes 01632 960123",
    ] {
        assert!(stale.visible().contains(words), "{words}: {}", stale.visible());
    }
    assert!(stale.text().contains("01632 960123"), "what was typed is kept");
    let tomos = world.tomos.person;
    let now = || app.within(&world.org, move |tenant| people::get(tenant, tomos).unwrap().unwrap());
    assert!(now().standing.ends_on.is_some() && now().phone.is_none());
    let form = stale.form("main form");
    form.set("ends-day", "30").set("ends-month", "11").set("ends-year", "2026").submit().expect(303);
    assert!(now().standing.ends_on.is_some() && now().phone.is_some());
    // Without the mark of what it was made from, a form says nothing about now.
    colette
        .post_form(&page, &[("given-name", "X"), ("family-name", "Y"), ("worker-type", "bank")])
        .expect(422);
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
