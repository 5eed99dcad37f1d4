//! Guessing passwords: ten wrong tries, then nothing for a while; nobody learns who has an account.

use crate::support::app::{PASSWORD, TestApp};
use crate::support::client::Client;
use crate::support::page::Page;

const NOBODY: &str = "nobody@prawf.example";

fn try_password(client: &Client, email: &str, password: &str) -> Page {
    client.post_form("/sign-in", &[("email", email), ("password", password)])
}

#[test]
fn the_eleventh_try_waits_whether_the_account_exists_or_not() {
    let mut app = TestApp::start();
    let world = app.world();
    let known = world.mair.email.clone().unwrap();
    for email in [known.as_str(), NOBODY] {
        let client = app.anonymous();
        for number in 1..=10 {
            let page = try_password(&client, email, "wrong");
            assert_eq!(page.status, 422, "{email}, try {number}");
        }
        let page = try_password(&client, email, PASSWORD).expect(429);
        assert_eq!(page.header("retry-after"), Some("30"), "{email}");
        assert!(page.header("set-cookie").is_none());
    }
    // Others are let in, and the limit outlives the program.
    let other = world.sian.email.clone().unwrap();
    try_password(&app.anonymous(), &other, PASSWORD).expect(303);
    app.restart();
    for email in [known.as_str(), NOBODY] {
        try_password(&app.anonymous(), email, PASSWORD).expect(429);
    }
    app.set_time("2026-11-21T10:05:00Z");
    try_password(&app.anonymous(), NOBODY, "wrong").expect(422);
    try_password(&app.anonymous(), &known, PASSWORD).expect(303);
}

#[test]
fn an_unknown_address_and_a_wrong_password_answer_the_same() {
    let app = TestApp::start();
    let world = app.world();
    let known = world.mair.email.clone().unwrap();
    let answer = |path: &str, email: &str, fields: &[(&str, &str)]| {
        let mut all = vec![("email", email)];
        all.extend_from_slice(fields);
        let page = app.anonymous().post_form(path, &all);
        let mut headers = page.headers.clone();
        headers.retain(|(name, _)| name != "date");
        // The address itself is in the form again.
        (page.status, headers.len(), page.text().replace(email, "-"))
    };
    for (path, fields) in [("/sign-in", vec![("password", "wrong")]), ("/password-reset", vec![])] {
        assert_eq!(answer(path, &known, &fields), answer(path, NOBODY, &fields), "{path}");
    }
}

/// Behind a proxy the limit is that of the client's network, whatever the client says of itself before.
#[test]
fn a_client_behind_a_proxy_does_not_choose_its_network() {
    let app = TestApp::start_behind("https://polisi.prawf.example");
    let email = app.world().mair.email.unwrap();
    let from = |said: &str, seen: &str, as_one_line: bool| {
        let client = app.anonymous();
        match as_one_line {
            true => client.with_header("x-forwarded-for", &format!("{said}, {seen}")),
            false => client.with_header("x-forwarded-for", said).with_header("x-forwarded-for", seen),
        }
    };
    for number in 1..=10 {
        let said = format!("198.51.{number}.1");
        try_password(&from(&said, "203.0.113.5", number % 2 == 0), &email, "wrong").expect(422);
    }
    for as_one_line in [true, false] {
        try_password(&from("198.51.99.1", "203.0.113.9", as_one_line), &email, PASSWORD).expect(429);
    }
    try_password(&from("203.0.113.5", "192.0.2.1", true), &email, PASSWORD).expect(303);
}
