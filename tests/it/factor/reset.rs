//! A lost phone without recovery codes: another owner, or the operator's command.

use polisi::access::Role;
use polisi::people;

use super::{events, mails_to};
use crate::support::app::{PASSWORD, TestApp, World, details};
use crate::support::client::Client;
use crate::support::factor::{OWN, Phone, give};
use crate::support::rows::dump;

/// An owner with a second factor, and a manager with one.
struct Scene {
    app: TestApp,
    world: World,
    owner: Client,
    manager: Client,
    phone: Phone,
}

fn scene() -> Scene {
    let app = TestApp::start_guarded();
    let world = app.world();
    let (owner, manager) = (app.client_of(&world.olwen), app.client_of(&world.mair));
    app.enrol(&owner);
    let (phone, _) = app.enrol(&manager);
    Scene { app, world, owner, manager, phone }
}

fn page_of(somebody: &crate::support::app::Somebody) -> String {
    format!("/o/cartref-prawf/people/{}/second-factor", somebody.person)
}

#[test]
fn another_owner_resets_with_a_reason_and_the_person_is_told_at_once() {
    let Scene { app, world, owner, manager, phone } = scene();
    let person = owner.get(&format!("/o/cartref-prawf/people/{}", world.mair.person)).expect(200);
    let page = person.click("Reset it").expect(200);
    let without = page.form("main form").set("reason", " ").submit().expect(422);
    assert!(without.visible().contains("Enter the reason"));
    manager.get("/o/cartref-prawf/").expect(200);
    let (waiting, to) = app.give_password(&world.mair);
    let reset = page.form("main form").set("reason", "Phone lost, seen in person").submit().expect(303);
    let shown = reset.follow().expect(200);
    assert!(shown.visible().contains("Second step: Not set up."), "{}", shown.visible());
    assert!(
        manager.get("/o/cartref-prawf/").expect(303).header("location").unwrap().starts_with("/sign-in?")
    );
    waiting.get(&to).expect(303);
    let told = mails_to(&app, world.mair.email.as_ref().unwrap());
    let (_, text) = told.iter().find(|(subject, _)| subject == "Your second step was reset").unwrap();
    assert!(text.contains(&world.olwen.name) && text.contains("Cartref Prawf"), "{text}");
    let log = owner.get("/o/cartref-prawf/activity").expect(200).visible();
    assert!(
        log.contains("Second step of a person reset") && log.contains("Phone lost, seen in person"),
        "{log}"
    );
    assert_eq!(events(&app, "second_factor_reset"), 1);
    // The next sign-in is by the password alone, and leads to the wall.
    let (client, to) = app.give_password(&world.mair);
    assert_eq!(to, "/organisations");
    assert!(client.get("/o/cartref-prawf/").expect(303).header("location").unwrap().starts_with(OWN));
    let (new, _) = app.enrol(&client);
    assert_ne!(new.secret(), phone.secret());
    app.next_code();
    let (client, to) = app.give_password(&world.mair);
    give(&client, &to, &phone.code(&app)).expect(422);
    give(&client, &to, &new.code(&app)).expect(303);
    assert!(app.command(&["verify"]).status.success());
}

#[test]
fn nobody_resets_their_own_nor_who_is_no_owner_nor_what_is_not_there() {
    let Scene { app, world, owner, manager, .. } = scene();
    let mut raw = app.raw();
    let before = dump(&mut raw);
    let fields = [("reason", "because")];
    owner.get(&page_of(&world.olwen)).expect(403);
    owner.post_form(&page_of(&world.olwen), &fields).expect(403);
    for target in [&world.olwen, &world.mair, &world.sian] {
        manager.get(&page_of(target)).expect(403);
        manager.post_form(&page_of(target), &fields).expect(403);
    }
    for nothing in [&world.sian, &world.tomos, &world.kemi] {
        owner.get(&page_of(nothing)).expect(409);
        owner.post_form(&page_of(nothing), &fields).expect(409);
    }
    for stranger in [&world.priya, &world.beatrix] {
        owner.get(&page_of(stranger)).expect(404);
        owner.post_form(&page_of(stranger), &fields).expect(404);
    }
    assert!(
        !manager
            .get(&format!("/o/cartref-prawf/people/{}", world.mair.person))
            .expect(200)
            .visible()
            .contains("Reset it")
    );
    assert_eq!(dump(&mut raw), before);
    // Late enough, the password is asked for again.
    app.app.clock.move_to(app.app.clock.now().plus_minutes(15));
    let page = owner.post_form(&page_of(&world.mair), &fields).expect(303);
    assert!(page.header("location").unwrap().starts_with("/sign-in/again?"));
}

#[test]
fn one_organisation_takes_nothing_away_that_guards_another() {
    let Scene { app, world, owner, manager, .. } = scene();
    // Mair works in the other organisation too.
    let (account, org, now) = (world.mair.account.unwrap(), world.other.id, app.app.clock.now());
    let also = details("Mair", "Rheolwr", polisi::messages::Language::English, &world.other.services, false);
    let person = app.add(&world.other, also, None, now).person;
    app.app
        .database
        .write_system(move |system| {
            polisi::organisations::store::insert_membership(system, now, account, org, person)
        })
        .unwrap();
    let mut raw = app.raw();
    let before = dump(&mut raw);
    let page = owner.get(&page_of(&world.mair)).expect(200);
    assert!(page.visible().contains("used outside your organisation too"), "{}", page.visible());
    assert!(!page.has("main form"));
    owner.post_form(&page_of(&world.mair), &[("reason", "because")]).expect(409);
    assert_eq!(dump(&mut raw), before);
    manager.get("/o/cartref-prawf/").expect(200);
    // The operator's command can.
    let said =
        app.command(&["operator", "reset-second-factor", "--email", world.mair.email.as_ref().unwrap()]);
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    manager.get("/o/cartref-prawf/").expect(303);
}

#[test]
fn the_operators_command_resets_and_says_what_it_could_not() {
    let Scene { app, world, manager, .. } = scene();
    let run = |email: &str| {
        let said = app.command(&["operator", "reset-second-factor", "--email", email]);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (said.status.code().unwrap(), text(&said.stdout), text(&said.stderr))
    };
    let email = world.mair.email.clone().unwrap();
    let (code, out, err) = run(&email.to_uppercase());
    assert_eq!(code, 0, "{err}");
    assert!(out.contains(&email) && out.contains("is reset"), "{out}");
    manager.get("/o/cartref-prawf/").expect(303);
    assert_eq!(app.raw().number("SELECT count(*) FROM recovery_codes"), 10, "those of the owner stay");
    assert_eq!(events(&app, "second_factor_reset"), 1);
    let (code, _, err) = run(&email);
    assert!(code == 1 && err.contains("no second step"), "{err}");
    let (code, _, err) = run("nobody@prawf.example");
    assert!(code == 1 && err.contains("no account"), "{err}");
    // The command keeps the real time, which may be ahead of the clock of the test.
    app.set_time("2040-01-02T10:00:00Z");
    let told = mails_to(&app, &email);
    assert!(told.iter().any(|(_, text)| text.contains("Whoever runs this installation reset")), "{told:?}");
    let (client, to) = app.give_password(&world.mair);
    assert_eq!(to, "/organisations");
    assert!(client.get("/o/cartref-prawf/").expect(303).header("location").unwrap().starts_with(OWN));
}

#[test]
fn a_second_owner_can_be_reset_by_the_first() {
    let Scene { app, world, owner, .. } = scene();
    let (person, now) = (world.sian.person, app.app.clock.now());
    app.within(&world.org, move |tenant| people::grant(tenant, now, person, Role::Owner, None).unwrap());
    let second = app.client_of(&world.sian);
    app.enrol(&second);
    second.get("/o/cartref-prawf/people").expect(200);
    owner.post_form(&page_of(&world.sian), &[("reason", "New phone")]).expect(303);
    second.get("/o/cartref-prawf/people").expect(303);
    let fields = [("email", world.sian.email.as_deref().unwrap()), ("password", PASSWORD)];
    let to = app.anonymous().post_form("/sign-in", &fields).expect(303);
    assert_eq!(to.header("location").unwrap(), "/organisations");
}
