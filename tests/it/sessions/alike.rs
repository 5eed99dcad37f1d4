//! Nobody learns from an answer whether an address has an account.

use super::{PASSWORD, TestApp, email, sign_in};
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
