//! An operator looks into an organisation to help: asked, allowed, short, seen, and never written.

use polisi::accounts::factor::{self, seed::Seed};
use polisi::db::System;
use polisi::mail::kinds::{FOR_OPERATORS, Sight};
use polisi::messages::{Language, args};
use polisi::operator::team;

use crate::access::sessions::wait_for_note;
use crate::operator::operator;
use crate::operator_mail::queue;
use crate::sessions::COOKIE;
use crate::support::app::{Somebody, TestApp, World};
use crate::support::client::Client;
use crate::support::page::Page;
use crate::support::process::Said;
use crate::support::raw::Raw;

const LIST: &str = "/operator/support";
const OWNER: &str = "/o/cartref-prawf/settings/support";

fn ask_with(client: &Client, world: &World, fields: &[(&str, &str)]) -> Page {
    client.post_form(&format!("/operator/organisations/{}/support", world.org.id), fields)
}

fn ask(client: &Client, world: &World) {
    ask_with(client, world, &[("reason", "The import hangs"), ("minutes", "30")]).expect(303);
}

/// The part of an address between a beginning and an end.
fn visit_in(address: &str) -> String {
    address.split('/').rev().nth(1).unwrap().to_owned()
}

/// Presses the button of the owner's page whose address ends so; the visit.
fn press(client: &Client, page: &str, end: &str) -> String {
    let actions = client.get(page).expect(200).attributes("main form", "action");
    let action =
        actions.iter().find(|action| action.ends_with(end)).unwrap_or_else(|| panic!("{end} in {actions:?}"));
    client.post_form(action, &[]).expect(303);
    visit_in(action)
}

/// Asks, lets the owner allow it, and goes in; the visit.
pub fn inside(app: &TestApp, world: &World, client: &Client) -> String {
    ask(client, world);
    press(&app.client_of(&world.olwen), OWNER, "/allow");
    press(client, LIST, "/begin")
}

/// Another operator.
fn second(app: &TestApp, somebody: &Somebody) -> Client {
    app.make_operator(somebody);
    app.client_of(somebody)
}

fn subjects(app: &TestApp, somebody: &Somebody) -> Vec<String> {
    let mails = app.smtp.mails_to(&somebody.email.clone().unwrap());
    mails.iter().filter_map(|mail| mail.header("subject").map(str::to_owned)).collect()
}

fn ended(raw: &mut Raw) -> Vec<String> {
    raw.lines("SELECT ending AS value FROM support_visits WHERE ending IS NOT NULL")
}

#[test]
fn an_owner_lets_an_operator_look_in_and_sees_it() {
    let app = TestApp::start();
    let world = app.world();
    let (client, owner) = (operator(&app, &world), app.client_of(&world.olwen));
    let faulty = ask_with(&client, &world, &[("reason", ""), ("minutes", "90")]).expect(422);
    assert!(faulty.visible().contains("Write why") && faulty.visible().contains("Choose how long"));
    let form = client.get(&format!("/operator/organisations/{}/support", world.org.id)).expect(200);
    assert!(form.visible().contains("Cartref Prawf") && !form.visible().contains("/o/cartref-prawf"));
    ask(&client, &world);
    let list = client.get(LIST).expect(200);
    assert_eq!(list.words("tbody th[scope=row]"), ["Cartref Prawf"], "before the first count too");
    let waits = |who| app.client_of(who).get("/o/cartref-prawf/").expect(200);
    let asks = format!("{}, who runs Polisi, asks to look in", world.priya.email.clone().unwrap());
    assert_eq!(
        waits(&world.olwen).click(&asks).expect(200).heading(),
        "Support by the people who run Polisi"
    );
    assert!(!waits(&world.mair).visible().contains("asks to look in"), "owners answer");
    let again = ask_with(&client, &world, &[("reason", "Again"), ("minutes", "15")]).expect(422);
    assert!(again.visible().contains("You have asked this organisation already"), "{}", again.visible());
    app.run_due_work();
    assert_eq!(subjects(&app, &world.olwen), ["Cartref Prawf: may somebody of Polisi look in?"]);
    assert!(subjects(&app, &world.mair).is_empty(), "owners decide");
    let mail = app.smtp.mails_to(&world.olwen.email.clone().unwrap()).remove(0);
    let page = owner.get(&mail.link("/settings/support")).expect(200);
    assert!(page.visible().contains("The import hangs"), "{}", page.visible());
    assert!(page.visible().contains(&world.priya.email.clone().unwrap()));

    // Nothing is open before it is allowed and begun.
    let begin = format!("{LIST}/{}/begin", visit_in(&page.attributes("main form", "action")[0]));
    client.post_form(&begin, &[]).expect(409);
    let visit = press(&owner, OWNER, "/allow");
    client.get(&format!("/support/{visit}")).expect(404);
    app.client_of(&world.mair).get(OWNER).expect(403);
    press(&client, LIST, "/begin");

    opens_little(&app, &world, &client, &visit);
    shows_a_band(&app, &world, &client, &visit);
    press(&owner, OWNER, "/end");
    client.get(&format!("/support/{visit}")).expect(404);
    assert!(!owner.get("/o/cartref-prawf/me").expect(200).visible().contains("can read here until"));
    assert_eq!(ended(&mut app.raw()), ["owner"]);
    app.run_due_work();
    let all = subjects(&app, &world.olwen);
    assert_eq!(all.len(), 3, "at request, start and end: {all:?}");
    stands_in_the_log(&world, &owner);
}

/// What it opens, and what it does not.
fn opens_little(app: &TestApp, world: &World, client: &Client, visit: &str) {
    let people = client.get(&format!("/support/{visit}/people")).expect(200);
    assert!(people.visible().contains("Mair Rheolwr") && people.visible().contains("Registered manager"));
    for kept in [world.mair.email.clone().unwrap(), world.olwen.email.clone().unwrap()] {
        assert!(!people.text().contains(&kept), "contact data");
    }
    let settings = client.get(&format!("/support/{visit}")).expect(200).visible();
    assert!(settings.contains("Bryn") && settings.contains("(30 minutes left)"), "{settings}");
    let policies = client.get(&format!("/support/{visit}/policies")).expect(200);
    assert_eq!(policies.words("h1"), ["Policies"], "a page that says what it is");
    let mails = client.get(&format!("/support/{visit}/mail")).expect(200);
    assert!(!mails.text().contains("@prawf.example"), "no recipients");
    for closed in ["/o/cartref-prawf/incidents", "/o/cartref-prawf/people", "/o/cartref-prawf/"] {
        client.get(closed).expect(404);
    }
    let other_session = app.client_of(&world.priya);
    other_session.get(&format!("/support/{visit}")).expect(404);
}

/// Everybody who leads sees it on every page, and owners can end it, of their own organisation.
fn shows_a_band(app: &TestApp, world: &World, client: &Client, visit: &str) {
    for (who, sees, ends) in
        [(&world.olwen, true, true), (&world.mair, true, false), (&world.sian, false, false)]
    {
        let page = app.client_of(who).get("/o/cartref-prawf/me").expect(200);
        assert_eq!(page.visible().contains("who runs Polisi, can read here until"), sees, "{}", who.name);
        assert_eq!(page.visible().contains("End now"), ends, "{}", who.name);
    }
    assert!(client.get("/operator").expect(200).visible().contains("You are looking into an organisation"));
    app.client_of(&world.mair).post_form(&format!("{OWNER}/{visit}/end"), &[]).expect(403);
    app.client_of(&world.beatrix)
        .post_form(&format!("/o/larkmere/settings/support/{visit}/end"), &[])
        .expect(404);
    app.client_of(&world.beatrix)
        .post_form(&format!("/o/larkmere/settings/support/{visit}/allow"), &[])
        .expect(404);
    assert!(
        !app.client_of(&world.beatrix)
            .get("/o/larkmere/settings/support")
            .expect(200)
            .visible()
            .contains("import")
    );
}

fn stands_in_the_log(world: &World, owner: &Client) {
    let log = owner.get("/o/cartref-prawf/activity").expect(200).visible();
    for words in [
        "An operator asked to look in",
        "An owner allowed",
        "An operator looks in",
        "An operator no longer",
        "The import hangs",
    ] {
        assert!(log.contains(words), "{words} in {log}");
    }
    assert!(log.contains(&world.priya.email.clone().unwrap()), "who it was: {log}");
}

#[test]
fn a_visit_ends_by_itself() {
    let app = TestApp::start();
    let world = app.world();
    let client = operator(&app, &world);
    let now = app.app.clock.now();
    let visit = inside(&app, &world, &client);
    app.app.clock.move_to(now.plus_minutes(29));
    let page = client.get(&format!("/support/{visit}")).expect(200);
    assert!(page.visible().contains("(1 minute left)"), "{}", page.visible());
    // Operators are signed out after half an hour without a use; a use is noted behind its answer.
    wait_for_note(&app, &client.cookie(COOKIE).unwrap());
    app.app.clock.move_to(now.plus_minutes(30));
    client.get(&format!("/support/{visit}")).expect(404);
    assert_eq!(app.run_due_work()["support_visits_ended"], 1);
    assert_eq!(ended(&mut app.raw()), ["time"]);
    assert_eq!(app.run_due_work()["support_visits_ended"], 0);
    assert_eq!(subjects(&app, &world.olwen).len(), 3);
}

#[test]
fn signing_out_suspending_and_the_operator_end_it() {
    let app = TestApp::start();
    let world = app.world();
    let client = operator(&app, &world);
    inside(&app, &world, &client);
    client.post_form("/sign-out", &[]).expect(303);
    assert_eq!(ended(&mut app.raw()), ["sign_out"]);

    let client = app.client_of(&world.priya);
    let visit = inside(&app, &world, &client);
    let suspend = format!("/operator/organisations/{}/suspend", world.org.id);
    client.post_form(&suspend, &[("reason", "Unpaid")]).expect(303);
    client.get(&format!("/support/{visit}")).expect(404);
    let closed = ask_with(&client, &world, &[("reason", "Look"), ("minutes", "15")]).expect(422);
    assert!(closed.visible().contains("suspended or closed"), "{}", closed.visible());
    let resume = suspend.replace("/suspend", "/resume");
    client.post_form(&resume, &[("reason", "Paid")]).expect(303);
    client.get(&format!("/support/{visit}")).expect(404);

    let visit = inside(&app, &world, &client);
    press(&client, LIST, "/end");
    client.get(&format!("/support/{visit}")).expect(404);
    let mut endings = ended(&mut app.raw());
    endings.sort();
    assert_eq!(endings, ["operator", "sign_out", "suspended"]);
}

#[test]
fn what_is_refused_or_left_alone_opens_nothing() {
    let app = TestApp::start();
    let world = app.world();
    let (client, owner) = (operator(&app, &world), app.client_of(&world.olwen));
    ask(&client, &world);
    let refused = press(&owner, OWNER, "/refuse");
    for (who, address) in
        [(&client, format!("{LIST}/{refused}/begin")), (&owner, format!("{OWNER}/{refused}/allow"))]
    {
        who.post_form(&address, &[]).expect(409);
    }
    ask(&client, &world);
    let late = press(&owner, OWNER, "/allow");
    app.app.clock.move_to(app.app.clock.now().plus_hours(24));
    let client = app.client_of(&world.priya);
    client.post_form(&format!("{LIST}/{late}/begin"), &[]).expect(409);
    client.get(&format!("/support/{late}")).expect(404);
    assert!(client.get(LIST).expect(200).visible().contains("Not used in time"));
}

#[test]
fn an_emergency_needs_two_operators() {
    let app = TestApp::start();
    let world = app.world();
    let client = operator(&app, &world);
    ask(&client, &world);
    let plain = visit_in(&client.get(LIST).expect(200).attributes("main form", "action")[0]);
    let other = second(&app, &world.beatrix);
    other.post_form(&format!("{LIST}/{plain}/second"), &[]).expect(409);
    press(&client, LIST, "/end");
    ask_with(&client, &world, &[("reason", "Wrong links go out"), ("minutes", "15"), ("emergency", "1")])
        .expect(303);
    let actions = client.get(LIST).expect(200).attributes("main form", "action");
    assert!(
        actions.iter().all(|action| !action.ends_with("/second") && !action.ends_with("/begin")),
        "{actions:?}"
    );
    let visit = visit_in(actions.iter().find(|action| action.ends_with("/end")).unwrap());
    client.post_form(&format!("{LIST}/{visit}/second"), &[]).expect(403);
    client.post_form(&format!("{LIST}/{visit}/begin"), &[]).expect(409);
    press(&other, LIST, "/second");
    other.post_form(&format!("{LIST}/{visit}/begin"), &[]).expect(404);
    press(&client, LIST, "/begin");
    client.get(&format!("/support/{visit}/people")).expect(200);
    other.get(&format!("/support/{visit}/people")).expect(404);
    let owner = app.client_of(&world.olwen);
    let log = owner.get("/o/cartref-prawf/activity").expect(200).visible();
    assert!(log.contains("A second operator allowed looking in"), "{log}");
    assert!(log.contains(&world.beatrix.email.clone().unwrap()), "{log}");
    app.run_due_work();
    assert!(subjects(&app, &world.olwen).iter().any(|subject| subject.contains("is looking in")));
    press(&owner, OWNER, "/end");
    client.get(&format!("/support/{visit}/people")).expect(404);
}

#[test]
fn what_an_operator_who_leaves_asked_for_or_seconded_ends_and_nothing_else() {
    let app = TestApp::start();
    let world = app.world();
    let (leaver, owner) = (operator(&app, &world), app.client_of(&world.olwen));
    let (beatrix, gwen) = (second(&app, &world.beatrix), second(&app, &world.gwen));
    let own = inside(&app, &world, &leaver);
    let urgent = [("reason", "Wrong links go out"), ("minutes", "15"), ("emergency", "1")];
    ask_with(&beatrix, &world, &urgent).expect(303);
    press(&leaver, LIST, "/second");
    let seconded = press(&beatrix, LIST, "/begin");
    ask(&gwen, &world);
    press(&owner, OWNER, "/allow");
    let stays = press(&gwen, LIST, "/begin");
    app.run_due_work();
    let before = subjects(&app, &world.olwen).len();

    let (now, post) = (app.app.clock.now(), app.app.post.clone());
    let email = polisi::access::email::Email::parse(world.priya.email.as_ref().unwrap()).unwrap();
    let ended_now = app.app.database.write_system(move |system| team::end(system, now, &email, &post));
    ended_now.unwrap();
    assert_eq!(ended(&mut app.raw()), ["operator", "operator"]);
    beatrix.get(&format!("/support/{seconded}")).expect(404);
    gwen.get(&format!("/support/{stays}")).expect(200);
    assert_ne!(leaver.get(&format!("/support/{own}")).status, 200);
    let page = owner.get(OWNER).expect(200).visible();
    assert!(page.contains("Ended by the people who run Polisi."), "{page}");
    app.run_due_work();
    assert_eq!(subjects(&app, &world.olwen).len(), before + 2, "owners hear of both");
}

#[test]
fn whoever_looks_in_reads_of_no_mail_of_which_operators_may_not_know() {
    let app = TestApp::start();
    let world = app.world();
    let client = operator(&app, &world);
    let visit = inside(&app, &world, &client);
    for (kind, _) in FOR_OPERATORS {
        queue(&app, &world.org, kind, &format!("test/{kind}"));
    }
    queue(&app, &world.org, "of_tomorrow", "test/of_tomorrow");
    let page = client.get(&format!("/support/{visit}/mail?lang=en")).expect(200);
    let shown = page.words("main tbody th");
    let (mut named, mut hidden) = (0, 0);
    for (kind, sight) in FOR_OPERATORS {
        let words =
            app.app.messages.format(Language::English, &format!("outbox-kind-{kind}"), &args([("none", "")]));
        let is_notice = *sight == Sight::Notice;
        assert_eq!(shown.contains(&words), !is_notice, "{kind}: {shown:?}");
        if is_notice { hidden += 1 } else { named += 1 }
    }
    assert!(hidden >= 4 && named >= 15, "{hidden} {named}");
    let other = app.app.messages.format(Language::English, "support-mail-kind-other", &args([("none", "")]));
    assert_eq!(shown.iter().filter(|words| **words == other).count(), 1, "one that nobody decided about");
}

#[test]
fn who_is_signed_out_everywhere_by_a_command_is_out_of_the_organisation_too() {
    for command in ["end-sessions", "reset-second-factor"] {
        let app = TestApp::start();
        let world = app.world();
        inside(&app, &world, &operator(&app, &world));
        let (account, now) = (world.priya.account.unwrap(), app.app.clock.now());
        let offer = move |system: &mut System<'_>| factor::offer(system, now, account, &Seed::new());
        app.app.database.write_system(offer).unwrap();
        app.raw().run("UPDATE second_factors SET state = 'in_force', confirmed_at = created_at").unwrap();
        let email = world.priya.email.clone().unwrap();
        Said::from(app.command(&["operator", command, "--email", &email])).fine();
        assert_eq!(ended(&mut app.raw()), ["sign_out"], "{command}");
    }
}
