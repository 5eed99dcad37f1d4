//! Nobody is locked out from afar, and many networks gain little.

use std::net::{IpAddr, Ipv4Addr};

use polisi::access::email::Email;
use polisi::access::guesses::{self, Guess};
use polisi::access::mailed::{self, Mailed};

use super::{PASSWORD, TestApp, email, sign_in, try_password};

#[test]
fn a_known_browser_has_a_counter_of_its_own() {
    let app = TestApp::start();
    let world = app.world();
    let to = email(&world.mair);
    let manager = sign_in(&app, &world.mair, "");
    manager.post_form("/sign-out", &[]).expect(303);
    let attacker = app.anonymous();
    for _ in 0..10 {
        try_password(&attacker, &to, "wrong").expect(422);
    }
    let refused = try_password(&attacker, &to, PASSWORD).expect(429);
    assert_eq!(refused.header("retry-after"), Some("30"));
    try_password(&manager, &to, PASSWORD).expect(303);
    try_password(&attacker, &to, PASSWORD).expect(429);

    // Its own wrong tries count too, and a cookie of our form that nobody signed in with helps nobody.
    manager.post_form("/sign-out", &[]).expect(303);
    for _ in 0..10 {
        try_password(&manager, &to, "wrong").expect(422);
    }
    try_password(&manager, &to, PASSWORD).expect(429);
    let forged = app.anonymous();
    forged.set_cookie("polisi-browser", &format!("{}A", "A".repeat(42)));
    try_password(&forged, &to, PASSWORD).expect(429);
    // The browser is known to her, not to others.
    manager.set_cookie("polisi-session", "");
    let other = email(&world.sian);
    for _ in 0..10 {
        try_password(&attacker, &other, "wrong").expect(422);
    }
    try_password(&manager, &other, PASSWORD).expect(429);
}

#[test]
fn waits_grow_with_each_wrong_try_and_outlive_the_program() {
    let mut app = TestApp::start();
    let world = app.world();
    let to = email(&world.mair);
    for _ in 0..10 {
        try_password(&app.anonymous(), &to, "wrong").expect(422);
    }
    let start = app.app.clock.now();
    for (seconds, next) in [(30, "60"), (90, "120"), (210, "240")] {
        app.app.clock.move_to(start.plus_seconds(seconds - 1));
        try_password(&app.anonymous(), &to, PASSWORD).expect(429);
        app.app.clock.move_to(start.plus_seconds(seconds));
        try_password(&app.anonymous(), &to, "wrong").expect(422);
        app.restart();
        let refused = try_password(&app.anonymous(), &to, PASSWORD).expect(429);
        assert_eq!(refused.header("retry-after"), Some(next));
    }
    app.app.clock.move_to(start.plus_seconds(450));
    try_password(&app.anonymous(), &to, PASSWORD).expect(303);
    try_password(&app.anonymous(), &to, "wrong").expect(422);
}

#[test]
fn many_networks_have_one_limit_that_a_known_browser_passes_by() {
    let app = TestApp::start();
    let world = app.world();
    let to = email(&world.mair);
    let manager = sign_in(&app, &world.mair, "");
    manager.post_form("/sign-out", &[]).expect(303);
    let (now, keyring) = (app.app.clock.now(), app.app.database.keyring());
    let from = |network: u8| IpAddr::V4(Ipv4Addr::new(203, 0, network, 9));
    let all: Vec<Guess> =
        (0..100).map(|network| Guess::from_anywhere(keyring, "password", &to, from(network))).collect();
    let counted = app.app.database.write_system(move |system| {
        all.into_iter()
            .try_for_each(|guess| guesses::take(system, now, &[guess]).map(|taken| taken.map(drop).unwrap()))
    });
    counted.unwrap();
    try_password(&app.anonymous(), &to, PASSWORD).expect(429);
    try_password(&manager, &to, PASSWORD).expect(303);
    try_password(&app.anonymous(), &email(&world.sian), PASSWORD).expect(303);
}

#[test]
fn a_job_removes_what_counts_for_nothing_any_more() {
    let app = TestApp::start();
    let world = app.world();
    try_password(&app.anonymous(), &email(&world.mair), "wrong").expect(422);
    sign_in(&app, &world.sian, "");
    let mut raw = app.raw();
    let mut rows = |table: &str| raw.number(&format!("SELECT count(*) AS value FROM {table}"));
    assert_eq!((rows("guess_limits"), rows("known_devices")), (2, 1));
    app.run_due_work();
    assert_eq!((rows("guess_limits"), rows("known_devices")), (2, 1));
    let later = polisi::clock::Moment::parse("2026-11-23T10:00:00Z").unwrap();
    polisi::schedule::run(&app.app, later).unwrap();
    assert_eq!(rows("guess_limits"), 2, "a pass ahead of the clock removes nothing");
    app.set_time("2026-11-24T10:00:00Z");
    assert_eq!(app.run_due_work()["account_rows_removed"], 2);
    assert_eq!((rows("guess_limits"), rows("known_devices")), (0, 1));
    app.set_time("2027-05-24T10:00:00Z");
    assert!(app.run_due_work()["account_rows_removed"] >= 1);
    assert_eq!(rows("known_devices"), 0);
}

/// Wrong tries at so many accounts, each from a network of its own.
fn spray(app: &TestApp, accounts: u16) {
    let now = app.app.clock.now();
    let database = app.app.database.clone();
    let wrong = move |system: &mut polisi::db::System<'_>| {
        for number in 0..accounts {
            let [high, low] = number.to_be_bytes();
            let from = std::net::IpAddr::from([198, high, low, 7]);
            let guess = Guess::new(system.keyring(), "password", &format!("{number}@example.org"), from);
            drop(guesses::take(system, now, &[guess])?.expect("nobody waits"));
        }
        Ok::<_, polisi::db::Error>(())
    };
    database.write_system(wrong).unwrap();
}

#[test]
fn operators_are_told_once_a_day_that_somebody_goes_from_account_to_account() {
    let app = TestApp::start();
    let world = app.world();
    app.make_operator(&world.gwen);
    let mails = || app.smtp.mails_to(&email(&world.gwen));
    let subject = "Polisi: very many wrong sign-ins";

    spray(&app, 500);
    assert_eq!(app.run_due_work()["guessing_alarms"], 0);
    spray(&app, 1);
    assert_eq!(app.run_due_work()["guessing_alarms"], 1, "of 500 accounts, and one again");
    app.run_due_work();
    let told: Vec<_> = mails().into_iter().filter(|mail| mail.subject == subject).collect();
    assert_eq!(told.len(), 1);
    assert!(told[0].text.as_ref().unwrap().contains("501"), "{:?}", told[0].text);
    assert_eq!(app.run_due_work()["guessing_alarms"], 0, "once a day");

    app.set_time("2026-11-22T10:00:00Z");
    assert_eq!(app.run_due_work()["guessing_alarms"], 0, "yesterday's tries are over");
    spray(&app, 501);
    app.run_due_work();
    app.run_due_work();
    let told = mails().into_iter().filter(|mail| mail.subject == subject).count();
    assert_eq!(told, 2);
}

/// A list of staff is invited at once: that is no wrong try, at whatever hour.
#[test]
fn many_mails_to_many_addresses_raise_no_alarm() {
    let app = TestApp::start();
    let world = app.world();
    app.make_operator(&world.gwen);
    let rows = || app.raw().number("SELECT count(*) AS value FROM guess_limits");
    for at in ["2026-11-21T10:00:00Z", "2026-11-21T23:59:00Z", "2026-11-22T00:00:00Z"] {
        app.set_time(at);
        let now = app.app.clock.now();
        let invited = app.app.database.write_system(move |system| {
            for number in 0..600 {
                let to = Email::parse(&format!("{number}@example.org")).unwrap();
                assert!(mailed::count(system, now, Mailed::Invitation, &to)?);
            }
            Ok::<_, polisi::db::Error>(())
        });
        invited.unwrap();
        assert_eq!(app.run_due_work()["guessing_alarms"], 0, "{at}");
        assert_eq!(rows(), 600, "a day's counts stay to its end: {at}");
    }
    app.set_time("2026-11-24T10:00:00Z");
    app.run_due_work();
    assert_eq!(rows(), 0);
}

/// Wrong tries by a clock that ran ahead keep nobody out until that time comes.
#[test]
fn a_wait_of_a_clock_that_ran_ahead_ends_with_it() {
    let app = TestApp::start();
    let world = app.world();
    let right = app.app.clock.now();
    app.app.clock.move_to(right.plus_hours(400 * 24));
    for somebody in [&world.mair, &world.sian] {
        for _ in 0..10 {
            try_password(&app.anonymous(), &email(somebody), "wrong").expect(422);
        }
        try_password(&app.anonymous(), &email(somebody), PASSWORD).expect(429);
    }
    app.app.clock.move_to(right);
    try_password(&app.anonymous(), &email(&world.mair), PASSWORD).expect(303);
    let rows = || app.raw().number("SELECT count(*) AS value FROM guess_limits");
    assert!(rows() >= 2, "those of the other account");
    app.set_time("2026-11-22T01:30:00Z");
    app.run_due_work();
    assert_eq!(rows(), 0);
    // Its own limit is as it was.
    for _ in 0..10 {
        try_password(&app.anonymous(), &email(&world.sian), "wrong").expect(422);
    }
    try_password(&app.anonymous(), &email(&world.sian), PASSWORD).expect(429);
}

#[test]
fn nobody_is_marked_as_told_while_there_is_no_operator() {
    let app = TestApp::start();
    let world = app.world();
    spray(&app, 501);
    assert_eq!(app.run_due_work()["guessing_alarms"], 0, "there is nobody to tell");
    app.make_operator(&world.gwen);
    assert_eq!(app.run_due_work()["guessing_alarms"], 1);
    assert_eq!(app.run_due_work()["guessing_alarms"], 0);
}
