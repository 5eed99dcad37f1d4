//! Nobody learns from an answer whether an address has an account.

use std::collections::BTreeSet;

use polisi::access::address::Token;
use polisi::access::email::Email;
use polisi::access::passwords::Password;
use polisi::clock::Moment;
use polisi::messages::Language;

use super::{PASSWORD, TestApp, email, sign_in};
use crate::support::app::{Somebody, World, details};
use crate::support::page::Page;

const NOBODY: &str = "nobody@prawf.example";

/// All that an answer says, without the date, the address that was typed and what becomes of the connection: that
/// depends on whether the body of the request had come when the answer was ready.
fn said(page: &Page, typed: &str) -> (u16, Vec<(String, String)>, String) {
    let mut headers = page.headers.clone();
    headers.retain(|(name, _)| !matches!(name.as_str(), "date" | "content-length" | "connection"));
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
    let token = Token::new();
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

/// A link that ended, with what ended it.
type Ended = (&'static str, String);

/// The newest link of a kind that is mailed to an address now.
fn mailed(app: &TestApp, to: &str, kind: &str) -> String {
    super::mails(app, to)
        .iter()
        .rev()
        .find(|mail| mail.links().iter().any(|link| link.contains(kind)))
        .unwrap()
        .link(kind)
}

fn press(app: &TestApp, link: &str) {
    app.anonymous().get(link).expect(200).form("main form").submit().expect(303);
}

fn new_password(app: &TestApp, to: &str) -> String {
    app.anonymous().post_form("/password-reset", &[("email", to)]).expect(200);
    mailed(app, to, "/password-reset/")
}

fn new_address(app: &TestApp, of: &Somebody, to: &str) -> String {
    let fields = [("email", to), ("password", PASSWORD)];
    sign_in(app, of, "").post_form("/account/email", &fields).expect(303);
    mailed(app, to, "/email-change/")
}

/// Links of an account that were used, replaced by the next or taken back.
fn used(app: &TestApp, world: &World) -> Vec<Ended> {
    let lock = {
        sign_in(app, &world.mair, "");
        mailed(app, &email(&world.mair), "/account-lock/")
    };
    let voided = new_password(app, &email(&world.mair));
    press(app, &lock);
    let reset = new_password(app, &email(&world.dewi));
    app.anonymous().post_form(&reset, &[("new-password", "copper lantern meadow")]).expect(303);
    let change = new_address(app, &world.gwen, "gwen@newydd.example");
    press(app, &change);
    let undo = mailed(app, &email(&world.gwen), "/email-undo/");
    press(app, &undo);
    let replaced = new_address(app, &world.lowri, "lowri@newydd.example");
    new_address(app, &world.lowri, "lowri@arall.example");
    vec![
        ("lock used", lock),
        ("reset taken back by the lock", voided),
        ("reset used", reset),
        ("change used", change),
        ("undo used", undo),
        ("change replaced", replaced),
    ]
}

/// Invitations that were replaced, then withdrawn, and one that was taken.
fn invitations(app: &TestApp, world: &World) -> Vec<Ended> {
    let replaced = invitation(app, world, &world.tomos);
    let withdrawn = invitation(app, world, &world.tomos);
    let list = app.client_of(&world.olwen).get("/o/cartref-prawf/people/invitations").expect(200);
    list.form("form[action*='/withdraw']").submit().expect(303);
    let now = app.app.clock.now();
    let nia = details("Nia", "Newydd", Language::English, &world.org.services, true);
    let nia = app.add(&world.org, nia, None, now);
    let taken = invitation(app, world, &nia);
    app.anonymous().post_form(&taken, &[("new-password", "copper lantern meadow")]).expect(303);
    vec![("invitation replaced", replaced), ("invitation withdrawn", withdrawn), ("invitation taken", taken)]
}

/// Links that nobody uses, which time ends.
fn waiting(app: &TestApp, world: &World) -> Vec<Ended> {
    let reset = new_password(app, &email(&world.owain));
    let change = new_address(app, &world.olwen, "olwen@newydd.example");
    let moved = new_address(app, &world.sian, "sian@newydd.example");
    press(app, &moved);
    let undo = mailed(app, &email(&world.sian), "/email-undo/");
    sign_in(app, &world.priya, "");
    let lock = mailed(app, &email(&world.priya), "/account-lock/");
    let invited = invitation(app, world, &world.tomos);
    vec![
        ("reset too old", reset),
        ("change too old", change),
        ("undo too old", undo),
        ("lock too old", lock),
        ("invitation too old", invited),
    ]
}

/// Asks for a link that ended and for one that never was, with GET and with the form.
fn answer_alike(app: &TestApp, ended: &[Ended]) {
    for (why, link) in ended {
        let path = url::Url::parse(&app.base).unwrap().join(link).unwrap().path().to_owned();
        let kind = path.split('/').nth(1).unwrap();
        let never = format!("/{kind}/{}", Token::new().reveal());
        for method in ["GET", "POST"] {
            let answers = [path.as_str(), &never].map(|link| {
                let body = b"new-password=copper+lantern+meadow";
                said(&app.anonymous().request(method, link, "application/x-www-form-urlencoded", body), link)
            });
            assert_eq!(answers[0].0, 410, "{why}, {method}");
            assert_eq!(answers[0], answers[1], "{why}, {method}");
        }
    }
}

/// Links to sign, to look at a policy and to confirm an address say in words what became of them: they have tests
/// of their own.
#[test]
fn links_that_ended_answer_as_those_that_never_were() {
    let app = TestApp::start();
    let world = app.world();
    let mut ended = used(&app, &world);
    ended.extend(invitations(&app, &world));
    answer_alike(&app, &ended);
    let waiting = waiting(&app, &world);
    for (why, link) in &waiting {
        assert_eq!(app.anonymous().get(link).status, 200, "{why}: not yet");
    }
    app.app.clock.move_to(app.app.clock.now().plus_hours(24 * 400));
    answer_alike(&app, &waiting);
    let kinds: BTreeSet<&str> =
        ended.iter().chain(&waiting).map(|(why, _)| why.split(' ').next().unwrap()).collect();
    assert_eq!(kinds.len(), 5, "{kinds:?}");
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

/// The links in the mails for a new password so far.
fn reset_links(app: &TestApp, to: &str) -> Vec<String> {
    app.run_due_work();
    let mails = app.smtp.mails_to(to);
    let about = mails.iter().filter(|mail| mail.text.as_deref().unwrap().contains("/password-reset/"));
    about.map(|mail| url::Url::parse(&mail.link("/password-reset/")).unwrap().path().to_owned()).collect()
}

/// A stranger neither ends the links of whoever owns the account nor fills their mailbox, from however many networks.
#[test]
fn asking_again_ends_no_earlier_link_and_fills_no_mailbox() {
    let app = TestApp::start_behind("https://polisi.prawf.example");
    let world = app.world();
    let to = email(&world.mair);
    let ask = |minute: i64, network: usize| {
        app.app.clock.move_to(Moment::parse("2026-11-21T10:00:00Z").unwrap().plus_minutes(minute));
        let from = app.anonymous().with_header("x-forwarded-for", &format!("198.51.{network}.7"));
        let sent = from.post_form("/password-reset", &[("email", &to)]).expect(200);
        let nobody = from.post_form("/password-reset", &[("email", "nobody@prawf.example")]).expect(200);
        assert_eq!(sent.visible(), nobody.visible());
        app.run_due_work();
    };
    for (network, minute) in (0..30).step_by(2).enumerate() {
        ask(minute, network);
    }
    let links = reset_links(&app, &to);
    assert_eq!(links.len(), 3, "each of them still works, so no more are needed");
    for link in &links {
        app.anonymous().get(link).expect(200);
    }
    // Half an hour after the first there is room for another one; using any of them ends all.
    ask(30, 200);
    let links = reset_links(&app, &to);
    assert_eq!(links.len(), 4);
    app.anonymous().get(&links[0]).expect(410);
    let chosen = [("new-password", "copper lantern meadow")];
    app.anonymous().post_form(&links[1], &chosen).expect(303);
    for link in &links {
        app.anonymous().get(link).expect(410);
    }
    // What was used up stands in nobody's way.
    ask(31, 201);
    assert_eq!(reset_links(&app, &to).len(), 5);
}
