//! Another e-mail address on the staff list: what went to the one before opens nothing any more.

use polisi::audit;

use super::{added, paste};
use crate::acknowledgements::{ask, link_of, publish, sign};
use crate::support::app::{Somebody, TestApp, World};
use crate::support::client::Client;
use crate::support::page::Page;

const NEW: &str = "another@newydd.example";

fn change(client: &Client, somebody: &Somebody, field: &str, value: &str) {
    let form = client.get(&format!("/o/cartref-prawf/people/{}/change", somebody.person)).form("main form");
    let done = form.set(field, value).submit().expect(303).follow().expect(200);
    assert!(done.text().contains(value), "{}", done.visible());
}

fn lines(app: &TestApp, world: &World, action: &str) -> i64 {
    let filter = audit::Filter { action: Some(action.to_owned()), ..audit::Filter::default() };
    app.within(&world.org, move |tenant| audit::count(tenant, &filter).unwrap())
}

/// Opened, the old link says that it was replaced and what to do, and tells nothing of anybody.
fn is_replaced(page: &Page, somebody: &Somebody) {
    assert_eq!(page.heading(), "This link has been replaced");
    let words = page.visible();
    assert!(words.contains("changed on 21 November 2026") && words.contains("Ask your manager"), "{words}");
    assert!(!page.text().contains(&somebody.name) && !page.text().contains(NEW), "{words}");
}

/// The path of the newest personal link that was mailed to an address.
fn newest(app: &TestApp, address: &str) -> String {
    app.run_due_work();
    let link = app.smtp.mails_to(address).last().unwrap().link("/s/");
    link.strip_prefix(&app.base).unwrap_or(&link).to_owned()
}

#[test]
fn a_signing_link_stops_when_the_address_is_corrected() {
    let app = TestApp::start();
    let world = app.world();
    let policy = publish(&app, &world, None, "1.0");
    let request = ask(&app, &world, policy, &[&world.tomos, &world.sian]);
    let (old, of_sian) = (link_of(&app, &world.tomos), link_of(&app, &world.sian));
    let opened = app.anonymous().get(&old).expect(200);
    let olwen = app.client_of(&world.olwen);

    change(&olwen, &world.tomos, "phone", "01632 960199");
    app.anonymous().get(&old).expect(200);
    assert_eq!(lines(&app, &world, "link_stopped"), 0, "another phone number stops nothing");

    change(&olwen, &world.tomos, "email", NEW);
    is_replaced(&app.anonymous().get(&old).expect(410), &world.tomos);
    is_replaced(&app.anonymous().get(&format!("{old}/list")).expect(410), &world.tomos);
    is_replaced(&sign(&opened).expect(410), &world.tomos);
    assert_eq!((lines(&app, &world, "link_stopped"), lines(&app, &world, "link_replaced")), (1, 1));
    app.anonymous().get(&of_sian).expect(200);

    let new = newest(&app, NEW);
    assert_ne!(new, old);
    sign(&app.anonymous().get(&new).expect(200)).expect(303);
    let mails = app.smtp.mails_to(world.tomos.email.as_deref().unwrap());
    assert_eq!(
        mails.iter().filter(|mail| mail.text.as_deref().unwrap().contains("/s/")).count(),
        1,
        "no second link goes there"
    );
    let told = mails.last().unwrap();
    assert_eq!(told.subject, "Your e-mail address at Cartref Prawf was changed");
    assert!(told.both_parts_agree() && !told.text.as_deref().unwrap().contains(NEW), "{:?}", told.text);
    let seen = app.client_of(&world.mair).get(&request).expect(200);
    assert!(!seen.text().contains(&new), "the manager never sees it");
    assert!(app.command(&["verify"]).status.success());
}

#[test]
fn where_there_is_no_address_or_nothing_to_sign_it_only_stops() {
    let app = TestApp::start();
    let world = app.world();
    let policy = publish(&app, &world, None, "1.0");
    ask(&app, &world, policy, &[&world.tomos, &world.sian]);
    let (of_tomos, of_sian) = (link_of(&app, &world.tomos), link_of(&app, &world.sian));
    sign(&app.anonymous().get(&of_sian).expect(200)).expect(303);
    let at_home = app.client_of(&world.sian);
    let olwen = app.client_of(&world.olwen);
    change(&olwen, &world.tomos, "email", "");
    change(&olwen, &world.sian, "email", NEW);
    is_replaced(&app.anonymous().get(&of_tomos).expect(410), &world.tomos);
    app.anonymous().get(&of_sian).expect(410);
    assert_eq!((lines(&app, &world, "link_stopped"), lines(&app, &world, "link_replaced")), (2, 0));
    app.run_due_work();
    assert!(app.smtp.mails_to(NEW).is_empty(), "she has signed");
    at_home.get("/o/cartref-prawf/me/policies").expect(200);
}

#[test]
fn a_list_of_staff_and_taking_it_back_move_links_too() {
    let app = TestApp::start();
    let world = app.world();
    let policy = publish(&app, &world, None, "1.0");
    ask(&app, &world, policy, &[&world.tomos]);
    let first = link_of(&app, &world.tomos);
    let olwen = app.client_of(&world.olwen);
    change(&olwen, &world.tomos, "staff-number", "T1");
    let list = format!("Staff number,Name,E-mail,Service\nT1,{},{NEW},Bryn\n", world.tomos.name);
    let done = added(&app, &olwen, &paste(&olwen, &list));
    is_replaced(&app.anonymous().get(&first).expect(410), &world.tomos);
    let second = newest(&app, NEW);
    app.anonymous().get(&second).expect(200);
    done.click("Take this list back").expect(200).form("main form").submit().expect(303);
    is_replaced(&app.anonymous().get(&second).expect(410), &world.tomos);
    let third = link_of(&app, &world.tomos);
    assert_ne!(third, first);
    sign(&app.anonymous().get(&third).expect(200)).expect(303);
}
