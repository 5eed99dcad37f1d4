//! Leaving by oneself: what is left behind is said before, told to the owners, and named on Today.

use polisi::access::Role;
use polisi::people;

use super::PEOPLE;
use crate::support::app::{Somebody, TestApp};
use crate::support::texts::{Text, publish_all};

const LEAVE: &str = "/o/cartref-prawf/me/leave";

/// What the plain text of the mails with these words in their subject says.
fn told(app: &TestApp, to: &Somebody, subject: &str) -> Vec<String> {
    let mails = app.smtp.mails_to(&to.email.clone().unwrap());
    mails.into_iter().filter(|mail| mail.subject.contains(subject)).filter_map(|mail| mail.text).collect()
}

#[test]
fn who_leaves_by_themselves_sees_what_is_left_behind_and_owners_are_told() {
    let app = TestApp::start();
    let world = app.world();
    publish_all(&app, &world, vec![Text::of(&world, "LB1", "Lone working", "Ring in.")]);
    let (gwen, olwen, now) = (world.gwen.person, world.olwen.person, app.app.clock.now());
    app.within(&world.org, move |tenant| people::grant(tenant, now, gwen, Role::Owner, None).unwrap());
    let page = app.client_of(&world.olwen).get(LEAVE).expect(200);
    let words = page.visible();
    assert!(words.contains("These roles end. Give them to somebody else first"), "{words}");
    assert!(words.contains("Reminders of reviews go to whoever answers for a policy"), "{words}");
    assert_eq!(page.link("Choose who takes them over").query(), Some(format!("owner={olwen}").as_str()));
    page.form("main form").tick("leave").submit().expect(303);
    app.run_due_work();
    let mails = told(&app, &world.gwen, "Olwen Perchen has left Cartref Prawf");
    assert!(mails.len() == 1 && mails[0].contains("1 policy without an owner"), "{mails:?}");

    let gwen = app.client_of(&world.gwen);
    let today = gwen.get("/o/cartref-prawf/").expect(200);
    let line = "Olwen Perchen has left and still answers for 1 policy.";
    assert!(today.visible().contains(line), "{}", today.visible());
    let page = gwen.get(&format!("{PEOPLE}/{olwen}")).expect(200).visible();
    assert!(!page.contains("No role yet") && page.contains("can no longer sign in"), "{page}");
}

#[test]
fn nobody_is_told_of_somebody_who_leaves_nothing_behind() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.sian);
    let page = client.get(&format!("{LEAVE}?lang=en")).expect(200);
    assert!(!page.visible().contains("These roles end"), "{}", page.visible());
    page.form("main form").tick("leave").submit().expect(303);
    app.run_due_work();
    assert_eq!(told(&app, &world.olwen, "has left"), Vec::<String>::new());
    // The manager of a service leaves it without one.
    app.client_of(&world.owain).get(LEAVE).expect(200).form("main form").tick("leave").submit().expect(303);
    app.run_due_work();
    let mails = told(&app, &world.olwen, "Owain Arall has left");
    assert!(mails.len() == 1 && mails[0].contains("Registered manager (Glan)"), "{mails:?}");
}

#[test]
fn a_last_day_and_leaving_each_have_a_line() {
    let app = TestApp::start();
    let world = app.world();
    let lines = |words: &str| {
        let csv = app.client_of(&world.olwen).get("/o/cartref-prawf/activity.csv?lang=en").expect(200).text();
        csv.lines().filter(|line| line.contains(words) && line.contains("Siân Ŵyr")).count()
    };
    let (sets, leaves) = ("Last day of a person set", "Person left");
    assert_eq!((lines(sets), lines(leaves)), (0, 0));
    let page = app.client_of(&world.olwen).get(&format!("{PEOPLE}/{}/left", world.sian.person)).expect(200);
    let form = page.form("main form").set("left-day", "30").set("left-month", "11").set("left-year", "2026");
    form.submit().expect(303);
    app.client_of(&world.sian).get(LEAVE).expect(200).form("main form").tick("leave").submit().expect(303);
    assert_eq!((lines(sets), lines(leaves)), (1, 1));
}
