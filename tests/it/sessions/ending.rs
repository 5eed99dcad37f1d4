//! Ending sessions: one's own after the password again, those of others by who manages them.

use polisi::access::session;
use polisi::clock::{Clock, Moment};
use polisi::db::ids::SessionId;
use polisi::db::{Error, System};

use super::{FIREFOX, PASSWORD, email, mails, opens, sign_in};
use crate::support::app::{Somebody, TestApp};
use crate::support::client::Client;

/// The subject of the mail; Siân reads Welsh.
const OUT: &str = "Rydych wedi'ch allgofnodi ar bob dyfais";

fn page_of(somebody: &Somebody) -> String {
    format!("/o/cartref-prawf/people/{}", somebody.person)
}

#[test]
fn own_sessions_end_after_the_password_when_the_sign_in_is_a_while_ago() {
    let app = TestApp::start();
    let world = app.world();
    let (here, there) = (sign_in(&app, &world.mair, FIREFOX), sign_in(&app, &world.mair, ""));
    let end =
        |client: &Client| client.post_form("/account/sessions/end", &[("session", "others")]).expect(303);
    app.app.clock.move_to(app.app.clock.now().plus_minutes(16));
    let asked = end(&here);
    assert!(asked.header("location").unwrap().starts_with("/sign-in/again?to="), "{asked:?}");
    assert!(opens(&there), "nothing ended");
    let again = asked.follow().expect(200).form("main form").set("password", PASSWORD).submit().expect(303);
    // What was asked for is kept, and waits for the press.
    let kept = again.follow().expect(200).form("main form").submit().expect(303).follow().expect(200);
    assert!(kept.visible().contains("Where you are signed in"), "{}", kept.visible());
    assert!(opens(&here) && !opens(&there));
}

#[test]
fn a_manager_signs_somebody_out_everywhere_and_they_are_told() {
    let app = TestApp::start();
    let world = app.world();
    let (phone, office) = (sign_in(&app, &world.sian, FIREFOX), sign_in(&app, &world.sian, ""));
    let bystander = sign_in(&app, &world.lowri, "");
    mails(&app, &email(&world.sian));
    let manager = app.client_of(&world.mair);
    let asked = manager.get(&page_of(&world.sian)).expect(200).click("Sign out on all devices").expect(200);
    assert!(opens(&phone), "looking ends nothing");
    let done = asked.form("main form").submit().expect(303).follow().expect(200);
    assert!(done.visible().contains("They are signed out on all devices"), "{}", done.visible());
    assert!(!opens(&phone) && !opens(&office));
    assert!(opens(&bystander) && opens(&manager));
    let told = mails(&app, &email(&world.sian));
    let [mail] = told.as_slice() else { panic!("{} mails", told.len()) };
    assert_eq!(mail.subject, OUT);
    let text = mail.text.as_deref().unwrap();
    assert!(text.contains(&world.mair.name) && text.contains("Cartref Prawf"), "{text}");
    let log = app.client_of(&world.olwen).get("/o/cartref-prawf/activity").expect(200).visible();
    assert!(log.contains("Person signed out on all devices"), "{log}");
    sign_in(&app, &world.sian, FIREFOX);
}

#[test]
fn nobody_signs_out_whom_they_do_not_manage() {
    let app = TestApp::start();
    let world = app.world();
    let owner = sign_in(&app, &world.olwen, "");
    let foreign = sign_in(&app, &world.priya, "");
    let manager = app.client_of(&world.mair);
    let path = |somebody: &Somebody| format!("{}/sessions", page_of(somebody));
    manager.post_form(&path(&world.olwen), &[]).expect(404);
    manager.post_form(&path(&world.lowri), &[]).expect(403);
    manager.post_form(&path(&world.priya), &[]).expect(404);
    manager.post_form(&path(&world.mair), &[]).expect(403);
    app.client_of(&world.sian).post_form(&path(&world.sian), &[]).expect(403);
    app.client_of(&world.lowri).post_form(&path(&world.sian), &[]).expect(403);
    assert!(!manager.get(&page_of(&world.mair)).expect(200).visible().contains("Sign out on all devices"));
    // Who has no account has nothing to end.
    app.client_of(&world.olwen).post_form(&path(&world.kemi), &[]).expect(409);
    assert!(opens(&owner) && opens(&foreign));
}

#[test]
fn the_operators_command_signs_somebody_out() {
    let app = TestApp::start();
    let world = app.world();
    let client = sign_in(&app, &world.sian, FIREFOX);
    let run = |address: &str| app.command(&["operator", "end-sessions", "--email", address]);
    assert!(!run("nobody@prawf.example").status.success());
    assert!(opens(&client));
    let done = run(&email(&world.sian));
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(!opens(&client));
    // The command works at the real time.
    app.set_time(&Clock::real().now().plus_minutes(1).to_string());
    let told = mails(&app, &email(&world.sian));
    assert!(told.iter().any(|mail| mail.subject == OUT));
}

#[test]
fn the_sign_out_of_an_invitation_ends_the_session() {
    let app = TestApp::start();
    let world = app.world();
    let link = super::alike::invitation(&app, &world, &world.tomos);
    for by_page in [true, false] {
        let client = sign_in(&app, &world.sian, "");
        let cookie = client.cookie(super::COOKIE).unwrap();
        if by_page {
            client.get(&link).expect(200).form("main form").submit().expect(303);
        } else {
            client.post_form(&link, &[("new-password", "copper lantern meadow")]).expect(303);
        }
        client.set_cookie(super::COOKIE, &cookie);
        assert!(!opens(&client), "the cookie opens nothing afterwards");
    }
}

#[test]
fn the_account_names_its_organisations_and_the_way_out_of_each() {
    let app = TestApp::start();
    let world = app.world();
    let page = app.client_of(&world.sian).get("/account").expect(200);
    assert!(page.visible().contains("Cartref Prawf"));
    page.click("Gadael (Cartref Prawf)").expect(200).form("main form").submit().expect(422);
}

/// Notes something of a session.
type Note = fn(&mut System<'_>, Moment, SessionId) -> Result<(), Error>;

/// What a clock that ran ahead noted in a session ends it, whichever of its times that is.
#[test]
fn a_session_ends_for_good_by_whatever_was_noted_ahead_of_the_clock() {
    let app = TestApp::start();
    let world = app.world();
    let (now, account) = (app.app.clock.now(), world.mair.account.unwrap());
    let notes: [Note; 3] = [session::note, session::factor_given, session::reauthenticated];
    for (place, note) in notes.into_iter().enumerate() {
        for (minutes, ends) in [(10, 0), (11, 1)] {
            let ended = app.app.database.write_system(move |system| {
                let token = session::begin(system, now, account, "test")?;
                let found = session::find(system, now, &token)?.expect("a live session");
                note(system, now.plus_minutes(minutes), found.id)?;
                let ended = session::end_ahead(system, now)?;
                session::end(system, now, found.id)?;
                Ok::<_, Error>(ended)
            });
            assert_eq!(ended.unwrap(), ends, "{place} {minutes}");
        }
    }
}
