//! Taking a list back, lists that nobody adds, and two lists at once.

use polisi::access::Role;
use polisi::people;

use super::{IMPORT, added, all, named, paste};
use crate::support::app::{Somebody, TestApp, World};

/// Two new people, one of whom leads the other and Tomos, whose job title changes.
fn list(world: &World) -> String {
    format!(
        "Name,E-mail,Job title,Service,Line manager\n\
         Nia Ddoe,,Senior,Bryn,\n\
         Ned Ddoe,,Care worker,Bryn,Nia Ddoe\n\
         Tomos Newydd,{},Cook,Bryn,Nia Ddoe\n",
        world.tomos.email.as_deref().unwrap()
    )
}

#[test]
fn a_list_is_taken_back_with_all_that_it_did() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let before = all(&app, &world.org);
    let done = added(&app, &olwen, &paste(&olwen, &list(&world)));
    assert_ne!(all(&app, &world.org), before);
    let page = done.click("Take this list back").expect(200);
    let words = page.visible();
    assert!(words.contains("2 people go off your staff list"), "{words}");
    assert!(words.contains("One person gets back what stood there before"), "{words}");
    assert!(words.contains("Tomos Newydd: Job title, Line manager"), "{words}");
    let after = page.form("main form").submit().expect(303).follow().expect(200);
    assert!(after.visible().contains("The list is taken back"), "{}", after.visible());
    assert!(!after.has("main a[href$='/undo']"));
    assert_eq!(all(&app, &world.org), before, "as if it had never come");
    assert!(olwen.get(IMPORT).expect(200).visible().contains("Taken back"));
    let activity = olwen.get("/o/cartref-prawf/activity").expect(200).visible();
    assert!(activity.contains("List of staff taken back"), "{activity}");
    page.form("main form").submit().expect(303);
    assert!(app.command(&["verify"]).status.success());
}

#[test]
fn whoever_was_invited_meanwhile_stands_among_the_leavers() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let list = "Name,E-mail,Service\nNia Ddoe,nia@prawf.example,Bryn\nNed Ddoe,,Bryn\n";
    let done = added(&app, &olwen, &paste(&olwen, list));
    let nia = named(&app, &world.org, "Nia Ddoe");
    let person = olwen.get(&format!("/o/cartref-prawf/people/{}", nia.id)).expect(200);
    person.form("form[action$='/invite']").submit().expect(303);
    done.click("Take this list back").expect(200).form("main form").submit().expect(303);
    let left = all(&app, &world.org);
    assert!(left.iter().all(|person| person.name() != "Ned Ddoe"));
    assert_eq!(named(&app, &world.org, "Nia Ddoe").left_on, Some(app.app.clock.now().day()));
}

#[test]
fn what_happened_since_stands_against_it() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let done = added(&app, &olwen, &paste(&olwen, &list(&world)));
    let undo = done.click("Take this list back").expect(200);
    let (now, nia) = (app.app.clock.now(), named(&app, &world.org, "Nia Ddoe").id);
    let (tomos, service) = (world.tomos.person, world.org.services[0]);
    app.within(&world.org, move |tenant| {
        people::grant(tenant, now, nia, Role::DeputyManager, Some(service)).unwrap();
        let person = people::get(tenant, tomos).unwrap().unwrap();
        let mut details = person.details(&std::iter::once(service).collect());
        details.phone = Some("01632 960199".to_owned());
        let _amended = people::change(tenant, now, tomos, &details).unwrap();
    });
    let held = all(&app, &world.org);
    let page = undo.form("main form").submit().expect(303).follow().expect(200);
    let words = page.visible();
    assert!(words.contains("Nia Ddoe holds a role."), "{words}");
    assert!(words.contains("Tomos Newydd was changed after the list was added"), "{words}");
    assert!(!page.has("main form"));
    assert_eq!(all(&app, &world.org), held, "nothing went back");
    // Whoever manages the other service alone sees no list of others.
    let owain = app.client_of(&world.owain);
    owain.get(undo.url.path()).expect(404);
}

#[test]
fn after_two_weeks_drafts_go_and_nothing_is_taken_back() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let done = added(&app, &olwen, &paste(&olwen, &list(&world)));
    let draft = paste(&olwen, "Name,Service\nNobody Yet,Bryn\n");
    assert!(draft.visible().contains("waits until 5 December 2026"), "{}", draft.visible());
    app.set_time("2026-12-05T10:00:00Z");
    assert_eq!(app.run_due_work()["staff_lists_dropped"], 0, "the last day counts");
    let olwen = app.client_of(&world.olwen);
    olwen.get(draft.url.path()).expect(200);
    assert!(olwen.get(done.url.path()).expect(200).has("main a[href$='/undo']"));
    app.set_time("2026-12-06T10:00:00Z");
    assert_eq!(app.run_due_work()["staff_lists_dropped"], 1);
    let olwen = app.client_of(&world.olwen);
    olwen.get(draft.url.path()).expect(404);
    assert!(!olwen.get(done.url.path()).expect(200).has("main a[href$='/undo']"));
    olwen.get(&format!("{}/undo", done.url.path())).expect(409);
    let kept = app.raw().lines("SELECT was AS value FROM staff_import_rows WHERE was IS NOT NULL");
    assert!(kept.is_empty(), "{kept:?}");
}

#[test]
fn two_lists_are_added_one_after_the_other() {
    let app = TestApp::start();
    let world = app.world();
    let (olwen, mair) = (app.client_of(&world.olwen), app.client_of(&world.mair));
    let one = paste(&olwen, "Name,Service\nNia Ddoe,Bryn\nNed Ddoe,Bryn\n");
    let other = paste(&mair, "Name,Service\nNed Ddoe,Bryn\nNon Ddoe,Bryn\n");
    one.form("main form").press("then", "add").submit().expect(303);
    let again = other.form("main form").press("then", "add").submit().expect(422);
    assert!(again.visible().contains("Another list is being added right now"), "{}", again.visible());
    app.run_due_work();
    added(&app, &mair, &mair.get(other.url.path()).expect(200));
    let named = all(&app, &world.org).into_iter().filter(|person| person.name() == "Ned Ddoe").count();
    assert_eq!(named, 1);
}

/// Nobody learns of a case by who stays, and the case loses no name.
#[test]
fn who_is_complained_of_goes_off_the_list_and_stays_in_the_case() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let done = added(&app, &olwen, &paste(&olwen, "Name,Service\nNia Ddoe,Bryn\n"));
    let nia = Somebody {
        person: named(&app, &world.org, "Nia Ddoe").id,
        account: None,
        email: None,
        name: "Nia Ddoe".to_owned(),
    };
    let (_, reference) = crate::incidents::report(&app.client_of(&world.sian), &world, &[&nia]);
    done.click("Take this list back").expect(200).form("main form").submit().expect(303);
    assert!(all(&app, &world.org).iter().all(|person| person.name() != "Nia Ddoe"));
    let case = app.client_of(&world.lowri).get(&format!("/o/cartref-prawf/incidents/{reference}?lang=en"));
    assert!(case.expect(200).visible().contains("Nia Ddoe"), "the case says whom it is about");
}

#[test]
fn who_is_under_a_hold_stands_among_the_leavers() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let list = "Name,Service,First day\nNia Ddoe,Bryn,\nNed Ddoe,Bryn,\nNan Ddoe,Bryn,01/03/2026\n";
    let done = added(&app, &olwen, &paste(&olwen, list));
    let nia = named(&app, &world.org, "Nia Ddoe").id;
    let hold = || {
        let form = olwen.get("/o/cartref-prawf/settings/retention/holds/add").expect(200).form("main form");
        let form = form.set("reason", "A claim is made.").set("review-day", "1");
        form.set("review-month", "12").set("review-year", "2026")
    };
    hold().set("on", "person").set("person", &nia.to_string()).submit().expect(303);
    // Whatever is of some days in March: of Nan's record that is the beginning.
    let days = [("from", "2"), ("until", "9")];
    let of_march = days.into_iter().fold(hold().set("on", "days"), |form, (name, day)| {
        let form = form.set(&format!("{name}-day"), day).set(&format!("{name}-month"), "3");
        form.set(&format!("{name}-year"), "2026")
    });
    of_march.submit().expect(303);
    done.click("Take this list back").expect(200).form("main form").submit().expect(303);
    let left = all(&app, &world.org);
    assert!(left.iter().all(|person| person.name() != "Ned Ddoe"));
    for name in ["Nia Ddoe", "Nan Ddoe"] {
        assert!(!named(&app, &world.org, name).is_present(), "{name}");
    }
}

/// What the form refuses isn't done by taking a list back.
#[test]
fn no_old_address_comes_back_for_who_got_a_role_since() {
    let app = TestApp::start();
    let world = app.world();
    let (now, sian, tomos) = (app.app.clock.now(), world.sian.person, world.tomos.person);
    app.within(&world.org, move |tenant| people::grant(tenant, now, sian, Role::Hr, None).unwrap());
    let hr = app.client_of(&world.sian);
    app.within(&world.org, move |tenant| {
        let person = people::get(tenant, tomos).unwrap().unwrap();
        let number = people::StaffNumber::parse("T1");
        let standing = people::Standing { staff_number: number, ..person.standing.clone() };
        let places = people::store::services_of(tenant, tomos).unwrap();
        let _amended = people::amend(tenant, now, tomos, &person.details(&places), &standing).unwrap();
    });
    let sheet = "Name,E-mail,Staff number\nTomos Newydd,right@prawf.example,T1\n";
    let done = added(&app, &hr, &paste(&hr, sheet));
    app.within(&world.org, move |tenant| {
        people::grant(tenant, now, tomos, Role::NominatedIndividual, None).unwrap()
    });
    let page = done.click("Take this list back").expect(200);
    assert!(!page.has("main form"), "{}", page.visible());
    let undo = page.url.path().to_owned();
    hr.post_form(&undo, &[]);
    let email = |person: polisi::people::Person| person.email.map(|email| email.as_str().to_owned());
    assert_eq!(email(named(&app, &world.org, "Tomos Newydd")).as_deref(), Some("right@prawf.example"));
}
