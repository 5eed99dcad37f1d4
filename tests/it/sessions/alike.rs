//! Nobody learns from an answer whether an address has an account.

use polisi::access::email::Email;
use polisi::access::passwords::Password;
use polisi::messages::Language;

use super::{PASSWORD, TestApp, email, sign_in};
use crate::support::app::{Somebody, World};
use crate::support::page::Page;

const NOBODY: &str = "nobody@prawf.example";

/// All that an answer says, without the date and the address that was typed.
fn said(page: &Page, typed: &str) -> (u16, Vec<(String, String)>, String) {
    let mut headers = page.headers.clone();
    headers.retain(|(name, _)| !matches!(name.as_str(), "date" | "content-length"));
    headers.sort();
    (page.status, headers, page.text().replace(typed, "-"))
}

#[test]
fn known_and_unknown_addresses_have_the_same_answers_and_cost_the_same_hashes() {
    let app = TestApp::start();
    let world = app.world();
    let known = email(&world.mair);
    let locked = email(&world.owain);
    let account = world.owain.account.unwrap();
    let token = polisi::access::address::Token::new();
    let now = app.app.clock.now();
    let made = app.app.database.write_system(move |system| {
        polisi::accounts::locking::keep(system, now, account, &token)?;
        polisi::accounts::locking::lock(system, now, &token)
    });
    made.unwrap();
    for (path, password, hashes) in
        [("/sign-in", Some("wrong"), 1), ("/sign-in", Some(PASSWORD), 1), ("/password-reset", None, 0)]
    {
        let ask = |typed: &str| {
            let mut fields = vec![("email", typed)];
            fields.extend(password.map(|password| ("password", password)));
            let before = app.app.hasher.computed();
            let page = app.anonymous().post_form(path, &fields);
            assert_eq!(app.app.hasher.computed() - before, hashes, "{path} {typed}");
            said(&page, typed)
        };
        assert_eq!(ask(&locked), ask(NOBODY), "{path} of a locked account");
        if password != Some(PASSWORD) {
            assert_eq!(ask(&known), ask(NOBODY), "{path}");
        }
    }
}

#[test]
fn links_that_ended_answer_as_those_that_never_were() {
    let app = TestApp::start();
    let world = app.world();
    sign_in(&app, &world.mair, "");
    let lock = super::mails(&app, &email(&world.mair))[0].link("/account-lock/");
    app.anonymous().request("POST", &lock, "", b"").expect(303);
    let never = format!("{}A", "A".repeat(42));
    for kind in ["account-lock", "email-change", "email-undo", "password-reset"] {
        let gone =
            if kind == "account-lock" { lock.clone() } else { format!("/{kind}/{}", "B".repeat(42) + "A") };
        let answers = [gone.as_str(), &format!("/{kind}/{never}")].map(|link| {
            let page = app.anonymous().get(link);
            let path = page.url.path().to_owned();
            said(&page, &path)
        });
        assert_eq!(answers[0].0, 410, "{kind}");
        assert_eq!(answers[0], answers[1], "{kind}");
    }
}

#[test]
fn a_new_address_that_is_in_use_has_the_same_answer() {
    let app = TestApp::start();
    let world = app.world();
    let client = sign_in(&app, &world.mair, "");
    let ask = |to: &str| {
        let fields = [("email", to), ("password", PASSWORD)];
        said(&client.post_form("/account/email", &fields).expect(303), to)
    };
    assert_eq!(ask(&email(&world.sian)), ask(NOBODY));
    app.smtp.clear();
    app.run_due_work();
    let to_taken = &app.smtp.mails_to(&email(&world.sian))[0];
    let to_free = &app.smtp.mails_to(NOBODY)[0];
    assert!(to_taken.links().iter().all(|link| !link.contains("/email-change/")), "{:?}", to_taken.links());
    assert!(to_free.link("/email-change/").contains("/email-change/"));
}

/// The link of an invitation that somebody gets.
pub(super) fn invitation(app: &TestApp, world: &World, somebody: &Somebody) -> String {
    let path = format!("/o/cartref-prawf/people/{}/invite", somebody.person);
    app.client_of(&world.olwen).post_form(&path, &[]).expect(303);
    app.run_due_work();
    app.smtp.mails_to(somebody.email.as_deref().unwrap()).last().unwrap().link("/invitations/")
}

#[test]
fn an_invitation_says_nothing_of_an_account() {
    let app = TestApp::start();
    let world = app.world();
    let link = invitation(&app, &world, &world.tomos);
    let visitor = app.anonymous();
    let stranger = app.client_of(&world.priya);
    let ask = || {
        let weak = visitor.post_form(&link, &[("new-password", "short")]);
        [visitor.get(&link).expect(200), weak.expect(422), stranger.get(&link).expect(200)]
            .map(|page| said(&page, "-"))
    };
    let before = ask();
    let (now, to) = (app.app.clock.now(), Email::parse(world.tomos.email.as_deref().unwrap()).unwrap());
    let hash = app.app.hasher.hash_now(&Password::typed(PASSWORD)).unwrap();
    let made = app
        .app
        .database
        .write_system(move |system| polisi::accounts::create(system, now, &to, &hash, Language::English));
    made.unwrap();
    assert_eq!(ask(), before);
    // Its owner is told why they can't choose a password, signs in, and joins.
    let told = visitor.post_form(&link, &[("new-password", "copper lantern meadow")]).expect(303);
    let page = told.follow().expect(200);
    assert!(page.visible().contains("You already have an account"), "{}", page.visible());
    let form = page.form("main form").set("email", world.tomos.email.as_deref().unwrap());
    let back = form.set("password", PASSWORD).submit().expect(303).follow().expect(200);
    back.form("main form").submit().expect(303);
    visitor.get("/o/cartref-prawf/me").expect(200);
}

#[test]
fn asking_for_a_new_password_is_no_wrong_password() {
    let app = TestApp::start();
    let world = app.world();
    let to = email(&world.mair);
    for _ in 0..10 {
        app.anonymous().post_form("/password-reset", &[("email", &to)]).expect(200);
    }
    app.anonymous().post_form("/password-reset", &[("email", &to)]).expect(429);
    let mut raw = app.raw();
    let mut events = |kind: &str| {
        raw.number(&format!("SELECT count(*) AS value FROM security_events WHERE kind = '{kind}'"))
    };
    assert_eq!((events("password_asked"), events("wrong_password")), (10, 0));
    // Who knows the password isn't kept waiting by it.
    super::try_password(&app.anonymous(), &to, PASSWORD).expect(303);
}
