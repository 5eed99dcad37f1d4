//! Scanners, guesses, old links, other browsers, addresses of others.

use std::net::{IpAddr, Ipv4Addr, TcpListener};
use std::sync::Arc;

use polisi::access::address::Token;
use polisi::web::App;

use super::{EMAIL, begin, code, mail, signed_up};
use crate::support::app::{PASSWORD, TestApp, run};
use crate::support::client::Client;
use crate::support::rows::dump;

/// Six figures that aren't these.
fn wrong(code: &str) -> String {
    let number: u32 = code.replace(' ', "").parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}

fn type_code(client: &Client, code: &str) -> (u16, String) {
    let page = client.post_form("/sign-up/check", &[("code", code)]);
    (page.status, if page.status == 422 { page.visible() } else { String::new() })
}

#[test]
fn scanners_change_nothing() {
    let app = TestApp::start();
    let client = app.anonymous();
    begin(&client, EMAIL).expect(303);
    let link = mail(&app, EMAIL).link("/sign-up/confirm/");
    let mut raw = app.raw();
    let before = dump(&mut raw);
    for agent in ["Mozilla/5.0", "BarracudaCentral", "SafeLinks"] {
        let scanner = app.anonymous().with_header("user-agent", agent);
        for _ in 0..5 {
            scanner.get(&link).expect(200);
        }
        scanner.with_header("sec-purpose", "prefetch").get(&link).expect(200);
        assert_eq!(scanner.request("HEAD", &link, "", b"").status, 200);
        scanner.request("OPTIONS", &link, "", b"").expect(404);
        // The page's own form, sent as it is.
        scanner.get(&link).form("main form").submit().expect(422);
    }
    for path in ["/sign-up", "/sign-up/check", "/terms", "/data-processing"] {
        client.get(path);
    }
    assert_eq!(dump(&mut raw), before);
    client.get(&link).form("main form").submit().expect(303);
    client.get("/sign-up/nation").expect(200);
}

#[test]
fn a_code_is_guessed_five_times_and_no_more() {
    let app = TestApp::start();
    let client = app.anonymous();
    begin(&client, EMAIL).expect(303);
    let right = code(&mail(&app, EMAIL));
    assert!(type_code(&client, "12345").1.contains("Enter the 6 figures"), "no try of the five");
    for _ in 0..5 {
        let (status, words) = type_code(&client, &wrong(&right));
        assert!(status == 422 && words.contains("That code is not right"), "{words}");
    }
    let (status, words) = type_code(&client, &right);
    assert!(status == 422 && words.contains("too many tries"), "{words}");

    // Another mail after a minute brings another code.
    let soon = client.post_form("/sign-up/send-again", &[]).expect(303);
    assert!(soon.header("location").unwrap().contains("wait="), "{:?}", soon.header("location"));
    app.set_time("2026-11-21T10:01:01Z");
    client.post_form("/sign-up/send-again", &[]).expect(303);
    let mails = app.smtp.mails_to(EMAIL).len();
    let newer = mail(&app, EMAIL);
    assert_eq!(app.smtp.mails_to(EMAIL).len(), mails + 1);
    let next = code(&newer);
    app.set_time("2026-11-21T10:12:00Z");
    assert!(type_code(&client, &next).1.contains("too old"));
    app.set_time("2026-11-21T10:10:59Z");
    assert_eq!(type_code(&client, &next).0, 303);
}

#[test]
fn the_code_belongs_to_the_browser_and_the_link_elsewhere_asks_for_the_password() {
    let app = TestApp::start();
    let client = app.anonymous();
    begin(&client, EMAIL).expect(303);
    let mail = mail(&app, EMAIL);
    let other = app.anonymous();
    let lost = other.post_form("/sign-up/check", &[("code", &code(&mail))]).expect(303);
    assert_eq!(lost.header("location"), Some("/sign-up"));

    let phone = app.anonymous();
    let page = phone.get(&mail.link("/sign-up/confirm/")).expect(200);
    assert!(page.has("input[type=password]"));
    let guessed = page.form("main form").set("password", "wrong kettle orchard").submit().expect(422);
    assert!(!guessed.text().contains("wrong kettle orchard"), "a password is never shown again");
    page.form("main form").set("password", PASSWORD).submit().expect(303);
    phone.get("/sign-up/nation").expect(200);
    // The first browser is led on, and whoever finds the link later is told to sign in.
    assert_eq!(client.get("/sign-up/check").expect(303).header("location"), Some("/sign-up/nation"));
    app.anonymous().get(&mail.link("/sign-up/confirm/")).expect(410);
    phone.get(&mail.link("/sign-up/confirm/")).expect(303);
}

#[test]
fn after_a_day_nothing_is_left() {
    let app = TestApp::start();
    let client = app.anonymous();
    begin(&client, EMAIL).expect(303);
    let link = mail(&app, EMAIL).link("/sign-up/confirm/");
    app.set_time("2026-11-22T10:00:00Z");
    app.anonymous().get(&link).expect(410);
    client.post_form("/sign-up/send-again", &[]).expect(303);
    assert_eq!(app.run_due_work()["sign_ups_removed"], 1);
    assert_eq!(app.raw().number("SELECT count(*) FROM sign_ups"), 0);
    app.anonymous().get(&link).expect(404);
    assert_eq!(client.get("/sign-up/check").expect(303).header("location"), Some("/sign-up"));
}

#[test]
fn an_address_with_an_account_answers_the_same() {
    let app = TestApp::start();
    signed_up(&app, EMAIL);
    let (known, new) = (app.anonymous(), app.anonymous());
    let answers = [begin(&known, EMAIL).expect(303), begin(&new, "nobody@brynhafod.example").expect(303)];
    assert_eq!(answers[0].header("location"), answers[1].header("location"));
    let page = |client: &Client, email: &str| {
        let text = client.get("/sign-up/check").expect(200).text();
        text.replace(email, "EMAIL")
    };
    assert_eq!(page(&known, EMAIL), page(&new, "nobody@brynhafod.example"));
    for _ in 0..5 {
        assert_eq!(type_code(&known, "000 000"), {
            let (status, words) = type_code(&new, "000 000");
            (status, words.replace("nobody@brynhafod.example", EMAIL))
        });
    }
    assert!(type_code(&known, "000 000").1.contains("too many tries"));
    let told = mail(&app, EMAIL);
    assert_eq!(told.subject, "You have an account already");
    assert!(told.links().iter().all(|link| !link.contains("/confirm/")), "{:?}", told.links());
    assert!(mail(&app, "nobody@brynhafod.example").text.unwrap().contains("Your code: "));
    assert_eq!(app.raw().number("SELECT count(*) FROM accounts"), 1);
}

#[test]
fn nobody_fills_a_mailbox_or_confirms_twice() {
    let app = TestApp::start();
    let (first, second) = (app.anonymous(), app.anonymous());
    begin(&first, EMAIL).expect(303);
    let one = mail(&app, EMAIL);
    begin(&second, EMAIL).expect(303);
    let two = mail(&app, EMAIL);
    assert_eq!(type_code(&first, &code(&one)).0, 303);
    let late = second.post_form("/sign-up/check", &[("code", &code(&two))]).expect(303);
    assert!(late.header("location").unwrap().starts_with("/sign-in"), "{:?}", late.header("location"));
    assert_eq!(app.raw().number("SELECT count(*) FROM accounts"), 1);

    for _ in 0..8 {
        begin(&app.anonymous(), "victim@brynhafod.example");
    }
    begin(&app.anonymous(), "victim@brynhafod.example").expect(429);
    app.set_time("2026-11-21T11:06:00Z");
    for _ in 0..5 {
        begin(&app.anonymous(), "victim@brynhafod.example").expect(303);
    }
    app.run_due_work();
    assert_eq!(app.smtp.mails_to("victim@brynhafod.example").len(), 10, "ten mails in a day and no more");
}

/// The hasher works for whoever gets another mail, in the turns of their network, and for nobody else.
#[test]
fn another_mail_takes_a_turn_only_where_one_is_sent() {
    let app = TestApp::start();
    let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let turns = || (app.app.hasher.computed(), app.app.hasher.asked(here));
    let (client, stranger) = (app.anonymous(), app.anonymous());
    let (computed, asked) = turns();
    begin(&client, EMAIL).expect(303);
    assert_eq!(turns(), (computed + 2, asked + 2), "the password and the code");
    for _ in 0..3 {
        stranger.set_cookie("polisi-sign-up", Token::new().reveal());
        let lost = stranger.post_form("/sign-up/send-again", &[]).expect(303);
        assert_eq!(lost.header("location"), Some("/sign-up"));
    }
    let soon = client.post_form("/sign-up/send-again", &[]).expect(303);
    assert_eq!(soon.header("location"), Some("/sign-up/check?wait=60"));
    assert_eq!(turns(), (computed + 2, asked + 2));
    app.set_time("2026-11-21T10:01:01Z");
    client.post_form("/sign-up/send-again", &[]).expect(303);
    assert_eq!(turns(), (computed + 3, asked + 3));
}

#[test]
fn with_the_switch_off_nobody_signs_up() {
    let app = TestApp::start();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let mut settings = app.app.settings.as_ref().clone();
    settings.sign_up = false;
    settings.base_url = base.parse().unwrap();
    let handle = run(App { settings: Arc::new(settings), ..app.app.clone() }, listener);
    let visitor = Client::new(&base);
    let page = visitor.get("/sign-up").expect(200);
    assert!(page.visible().contains("How to get an organisation") && !page.has("main form"));
    visitor.post_form("/sign-up", &[("email", EMAIL)]).expect(403);
    let computed = app.app.hasher.computed();
    visitor.set_cookie("polisi-sign-up", Token::new().reveal());
    let again = visitor.post_form("/sign-up/send-again", &[]).expect(303);
    assert_eq!(again.header("location"), Some("/sign-up"));
    assert_eq!(app.app.hasher.computed(), computed);
    assert!(!visitor.get("/").expect(200).visible().contains("Set up your organisation"));
    drop(handle.stop(false));
}
