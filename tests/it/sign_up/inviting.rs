//! Open invitations, many at once, and leaving by oneself.

use polisi::access::email::Email;
use polisi::messages::Language;
use polisi::people::Details;

use crate::support::app::{Org, PASSWORD, TestApp, details};

fn path(org: &Org, rest: &str) -> String {
    format!("/o/{}/{rest}", org.slug)
}

#[test]
fn open_invitations_stand_in_one_list() {
    let app = TestApp::start();
    let world = app.world();
    let mair = app.client_of(&world.mair);
    let list = || mair.get(&path(&world.org, "people/invitations")).expect(200);
    assert!(list().visible().contains("No open invitations"));
    let (tomos, kemi, sian) = (world.tomos.person, world.kemi.person, world.sian.person);
    let ids = [tomos, kemi, sian, world.priya.person, world.gwen.person].map(|id| id.to_string());
    let fields: Vec<(&str, &str)> = ids.iter().map(|id| ("person", id.as_str())).collect();
    let done = mair.post_form(&path(&world.org, "people/invite"), &fields).expect(303).follow().expect(200);
    assert!(done.visible().contains("1 person was invited."), "{}", done.visible());
    assert!(done.visible().contains("4 people were left out"), "{}", done.visible());
    assert_eq!(done.words("tbody tr").len(), 1);
    app.run_due_work();
    let email = world.tomos.email.as_deref().unwrap();
    let old = app.smtp.mails_to(email)[0].link("/invitations/");
    assert_eq!(app.smtp.mails().len(), 1);

    // After 72 hours it is too old; the list says so and sends a new one.
    app.set_time("2026-11-24T09:59:00Z");
    app.anonymous().get(&old).expect(200);
    app.set_time("2026-11-24T10:00:00Z");
    app.anonymous().get(&old).expect(410);
    let mair = app.client_of(&world.mair);
    let late = mair.get(&path(&world.org, "people/invitations")).expect(200);
    assert!(late.visible().contains("Too old"), "{}", late.visible());
    let person = mair.get(&path(&world.org, &format!("people/{tomos}"))).expect(200);
    assert!(person.visible().contains("The invitation has ended"), "{}", person.visible());
    let again = late.form("form[action*='/invite']").submit().expect(303);
    assert!(again.header("location").unwrap().contains("/people/invitations"));
    app.run_due_work();
    let new = app.smtp.mails_to(email)[1].link("/invitations/");
    let list = again.follow().expect(200);
    assert!(!list.visible().contains("Too old"));
    list.form("form[action*='/withdraw']").submit().expect(303);
    app.anonymous().get(&new).expect(410);
    // Somebody else's manager sees nobody here.
    let owain = app.client_of(&world.owain);
    owain.post_form(&path(&world.org, "people/invite"), &fields).expect(303);
    app.run_due_work();
    assert_eq!(app.smtp.mails_to(email).len(), 2);
}

/// How many mails were ever queued to an address by an organisation.
fn queued(app: &TestApp, org: &Org, to: &str) -> usize {
    let all = app.within(org, |tenant| {
        let wanted = polisi::mail::Wanted::default();
        polisi::mail::list(tenant, &wanted, 500, 0).unwrap()
    });
    all.iter().filter(|mail| mail.recipient == to).count()
}

#[test]
fn nobodys_address_is_filled_with_invitations() {
    let app = TestApp::start();
    let world = app.world();
    let email = world.tomos.email.clone().unwrap();
    let invite = path(&world.org, &format!("people/{}/invite", world.tomos.person));
    let olwen = app.client_of(&world.olwen);
    let sent = || queued(&app, &world.org, &email);
    let later = || app.app.clock.move_to(app.app.clock.now().plus_minutes(1));
    // Many presses at once are one.
    for _ in 0..40 {
        olwen.post_form(&invite, &[]).expect(303);
    }
    assert_eq!(sent(), 1);
    app.run_due_work();
    app.anonymous().get(&app.smtp.mails_to(&email)[0].link("/invitations/")).expect(200);
    for _ in 1..20 {
        later();
        olwen.post_form(&invite, &[]).expect(303);
        app.run_due_work();
    }
    assert_eq!(sent(), 20);
    later();
    let refused = olwen.post_form(&invite, &[]).expect(409);
    assert!(refused.visible().contains("has had 20 invitations today"), "{}", refused.visible());
    let newest = app.smtp.mails_to(&email).pop().unwrap().link("/invitations/");
    app.anonymous().get(&newest).expect(200);

    // Another organisation doesn't reach them either, one by one or among many.
    let nia = details("Nia", "Wyn", Language::English, &[], true);
    let nia = Details { email: Email::parse(&email), ..nia };
    let nia = app.add(&world.other, nia, None, app.app.clock.now()).person.to_string();
    let invite = path(&world.other, &format!("people/{nia}/invite"));
    let beatrix = app.client_of(&world.beatrix);
    beatrix.post_form(&invite, &[]).expect(409);
    let many = path(&world.other, "people/invite");
    let done = beatrix.post_form(&many, &[("person", nia.as_str())]).expect(303).follow().expect(200);
    assert!(done.visible().contains("1 person was left out"), "{}", done.visible());
    assert_eq!(queued(&app, &world.other, &email), 0);

    app.set_time("2026-11-22T00:00:00Z");
    app.client_of(&world.beatrix).post_form(&invite, &[]).expect(303);
    assert_eq!(queued(&app, &world.other, &email), 1);
}

#[test]
fn somebody_leaves_and_the_last_owner_stays() {
    let app = TestApp::start();
    let world = app.world();
    let leave = path(&world.org, "me/leave");
    let dewi = app.client_of(&world.dewi);
    let page = dewi.get(&leave).expect(200);
    assert!(page.visible().contains("The organisation keeps its records"), "{}", page.visible());
    page.form("main form").submit().expect(422);
    let left = page.form("main form").tick("leave").submit().expect(303).follow().expect(200);
    assert!(left.visible().contains("belongs to no organisation"), "{}", left.visible());
    dewi.get(&path(&world.org, "me")).expect(404);

    let olwen = app.client_of(&world.olwen);
    let last = olwen.get(&leave).expect(200);
    assert!(last.visible().contains("You are the only owner") && !last.has("main form"));
    olwen.post_form(&leave, &[("leave", "yes")]).expect(422);
    olwen.get(&path(&world.org, "")).expect(200);

    // The password is asked for again, a while after the sign-in.
    let client = app.anonymous();
    let form = client.get("/sign-in").expect(200).form("main form");
    let email = world.mair.email.as_deref().unwrap();
    form.set("email", email).set("password", PASSWORD).submit().expect(303);
    client.get(&leave).expect(200);
    app.app.clock.move_to(app.app.clock.now().plus_minutes(15));
    let asked = client.get(&leave).expect(303);
    assert!(asked.header("location").unwrap().starts_with("/sign-in/again"));
}
