//! Who agrees to the end of a hold, and who hears of it: nobody whom somebody with an interest in it put in place.

use std::collections::BTreeSet;

use polisi::access::email::Email;
use polisi::people;
use polisi::retention::holds::{Facts, standing};

use super::holds::{REASON, end_of, put, second_owner};
use super::{PAGE, leave, live};
use crate::incidents::taken_over::later;
use crate::support::app::{Somebody, TestApp, World};
use crate::support::client::Client;

const OTHER: &str = "somebody.else@prawf.example";

fn is_held(app: &TestApp, world: &World) -> bool {
    app.within(&world.org, |tenant| polisi::retention::held(tenant).unwrap())
}

/// Makes somebody the data-protection lead, on the page of the roles.
fn make_lead(by: &Client, somebody: &Somebody) {
    let page = "/o/cartref-prawf/settings/people/data_protection_lead";
    let form = by.get(page).expect(200).form("main form:has(select)");
    form.set("person", &somebody.person.to_string()).submit().expect(303);
}

/// Gives somebody another address on the staff list, or none.
fn listed_at(app: &TestApp, world: &World, somebody: &Somebody, address: Option<&'static str>) {
    let (id, now) = (somebody.person, app.app.clock.now());
    app.within(&world.org, move |tenant| {
        let services = people::store::services_of(tenant, id).unwrap();
        let mut details = people::get(tenant, id).unwrap().unwrap().details(&services);
        details.email = address.and_then(Email::parse);
        people::change(tenant, now, id, &details).map(drop).unwrap();
    });
}

/// How many mails went to an address with these words in the subject.
fn told(app: &TestApp, to: &str, words: &str) -> usize {
    app.run_due_work();
    app.smtp.mails_to(to).iter().filter(|mail| mail.subject.contains(words)).count()
}

/// Whoever keeps the staff list leads no mail about a hold to another address.
#[test]
fn who_is_asked_hears_it_where_they_sign_in() {
    let app = TestApp::start();
    let world = app.world();
    second_owner(&app, &world);
    let (olwen, gwens) = (app.client_of(&world.olwen), world.gwen.email.as_deref().unwrap());
    put(&app, &olwen, "organisation", None).expect(303);
    listed_at(&app, &world, &world.gwen, Some(OTHER));
    olwen.post_form(&end_of(&olwen), &[("reason", REASON)]).expect(303);
    let asked = "agree to the end of a legal hold";
    assert_eq!((told(&app, gwens, asked), told(&app, OTHER, asked)), (1, 0));
    let outbox = olwen.get("/o/cartref-prawf/outbox.csv?lang=en").expect(200).text();
    assert!(!outbox.contains("How long records are kept"), "{outbox}");
    listed_at(&app, &world, &world.gwen, None);
    live(&app, 30);
    assert!(told(&app, gwens, "looked at again") > 0, "without an address on the list, too");
    assert_eq!(told(&app, OTHER, "looked at again"), 0);
}

/// Neither the owner agrees to what the lead asks for whom she made since, nor the other way round.
#[test]
fn nobody_makes_the_one_who_agrees() {
    for is_owner_asking in [true, false] {
        let app = TestApp::start();
        let world = app.world();
        second_owner(&app, &world);
        put(&app, &app.client_of(&world.gwen), "organisation", None).expect(303);
        later(&app);
        make_lead(&app.client_of(&world.olwen), &world.dewi);
        later(&app);
        let (asks, agrees) =
            if is_owner_asking { (&world.olwen, &world.dewi) } else { (&world.dewi, &world.olwen) };
        let (asks, agrees) = (app.client_of(asks), app.client_of(agrees));
        let end = end_of(&asks);
        asks.post_form(&end, &[("reason", REASON)]).expect(303);
        let asked = |who: &Somebody| told(&app, who.email.as_deref().unwrap(), "agree to the end");
        assert_eq!((asked(&world.gwen), asked(&world.dewi)), (1, 0));
        later(&app);
        agrees.get(&end).expect(200);
        agrees.post_form(&end, &[("reason", REASON)]).expect(409);
        assert!(is_held(&app, &world), "{is_owner_asking}");
        app.client_of(&world.gwen).post_form(&end, &[("reason", REASON)]).expect(303);
        assert!(!is_held(&app, &world), "{is_owner_asking}");
    }
}

/// An owner who has nobody but whom she made herself is alone, and gives a reason.
#[test]
fn who_has_only_those_they_made_is_alone() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    put(&app, &olwen, "organisation", None).expect(303);
    later(&app);
    make_lead(&olwen, &world.dewi);
    let end = end_of(&olwen);
    olwen.post_form(&end, &[("reason", "Because")]).expect(422);
    olwen.post_form(&end, &[("reason", REASON)]).expect(303);
    assert!(!is_held(&app, &world));
}

/// What somebody asked for who has gone since, others ask for anew.
#[test]
fn nobody_waits_for_ever_for_who_has_gone() {
    let app = TestApp::start();
    let world = app.world();
    second_owner(&app, &world);
    let (olwen, gwen) = (app.client_of(&world.olwen), app.client_of(&world.gwen));
    put(&app, &olwen, "organisation", None).expect(303);
    let end = end_of(&olwen);
    later(&app);
    make_lead(&gwen, &world.dewi);
    gwen.post_form(&end, &[("reason", REASON)]).expect(303);
    later(&app);
    for gone in [&world.olwen, &world.gwen] {
        // Somebody must be an owner.
        let (mair, now) = (world.mair.person, app.app.clock.now());
        app.within(&world.org, move |tenant| {
            people::grant(tenant, now, mair, polisi::access::Role::Owner, None).map(drop).unwrap();
        });
        leave(&app, &world, gone, "2026-11-21");
    }
    let mair = app.client_of(&world.mair);
    mair.post_form(&end, &[("reason", REASON)]).expect(303);
    assert!(is_held(&app, &world), "asked, not ended");
    app.client_of(&world.dewi).post_form(&end, &[("reason", REASON)]).expect(303);
    assert!(!is_held(&app, &world));
}

#[test]
fn a_hold_on_a_person_is_hidden_from_whom_they_put_in_place_since() {
    let app = TestApp::start();
    let world = app.world();
    second_owner(&app, &world);
    let gwen = app.client_of(&world.gwen);
    let olwens = world.olwen.person.to_string();
    put(&app, &gwen, "person", Some(("person", &olwens))).expect(303);
    let end = end_of(&gwen);
    later(&app);
    make_lead(&app.client_of(&world.olwen), &world.dewi);
    later(&app);
    let dewi = app.client_of(&world.dewi);
    let sees = || dewi.get(&format!("{PAGE}/holds?lang=en")).expect(200).visible().contains("Canary");
    assert!(!sees());
    dewi.get(&end).expect(404);
    dewi.post_form(&end, &[("reason", REASON)]).expect(404);
    // Nobody else is left who could end it: else it would stand for ever.
    leave(&app, &world, &world.gwen, "2026-11-21");
    assert!(sees());
    app.client_of(&world.olwen).get(&end).expect(404);
    dewi.post_form(&end, &[("reason", REASON)]).expect(303);
    assert!(!is_held(&app, &world));
}

/// Whoever left and was entered anew has two records, and one hold keeps both.
#[test]
fn a_hold_on_a_person_keeps_every_record_of_theirs() {
    let app = TestApp::start();
    let world = app.world();
    leave(&app, &world, &world.tomos, "2026-11-21");
    later(&app);
    let (old, now) = (world.tomos.person, app.app.clock.now());
    let new = app.within(&world.org, move |tenant| {
        let details = people::get(tenant, old).unwrap().unwrap().details(&BTreeSet::new());
        people::add(tenant, now, &details).unwrap()
    });
    let keeps = |id| {
        let today = app.app.clock.now().day();
        let facts = Facts::of_person(id, today, today);
        app.within(&world.org, move |tenant| standing(tenant).unwrap().keeps(&facts))
    };
    assert!(!keeps(old) && !keeps(new));
    put(&app, &app.client_of(&world.olwen), "person", Some(("person", &new.to_string()))).expect(303);
    assert!(keeps(old) && keeps(new) && !keeps(world.kemi.person));
}
