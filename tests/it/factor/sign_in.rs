//! Signing in with password and code.

use super::{events, mails_to};
use crate::support::app::{PASSWORD, TestApp};
use crate::support::client::Client;
use crate::support::factor::{COOKIE, OWN, give};

/// Where a page sends a visitor.
fn sent(client: &Client, address: &str) -> String {
    client.get(address).expect(303).header("location").unwrap().to_owned()
}

#[test]
fn set_up_at_the_wall_and_asked_for_at_the_next_sign_in() {
    let app = TestApp::start_guarded();
    let world = app.world();
    let (client, _) = app.give_password(&world.olwen);
    let wall = client.get("/o/cartref-prawf/people?q=a").expect(303).follow().expect(200);
    let page = wall.form("main form").submit().expect(303).follow().expect(200);
    assert!(
        page.has("svg[role=img]")
            && page.attributes("a", "href").iter().any(|to| to.starts_with("otpauth://totp/Polisi:"))
    );
    let field = "input[name=code][autocomplete=one-time-code][inputmode=numeric]";
    assert!(page.has(field));
    let phone = crate::support::factor::Phone::scan(&page);
    let wrong = page.form("main form").set("code", &phone.other_code(&app)).submit().expect(422);
    assert!(!wrong.text().contains(&phone.other_code(&app)), "a code is never shown again");
    client.get("/o/cartref-prawf/people").expect(303);
    let code = phone.code(&app);
    let spaced = |code: &str| format!(" {} {} ", code.split_at(3).0, code.split_at(3).1);
    let codes = page.form("main form").set("code", &spaced(&code)).submit().expect(303).follow().expect(200);
    assert_eq!(crate::support::factor::codes_on(&codes).len(), 10);
    let kept = codes.form("main form").submit().expect(303);
    assert_eq!(kept.header("location").unwrap(), "/o/cartref-prawf/people?q=a", "back to where it began");
    kept.follow().expect(200);

    let (client, to) = app.give_password(&world.olwen);
    assert_eq!(to, "/sign-in/code?to=%2Forganisations");
    let waiting = client.cookie(COOKIE).unwrap();
    for address in ["/organisations", "/o/cartref-prawf/", "/sign-in/again", OWN, "/o/cartref-prawf/me"] {
        assert!(sent(&client, address).starts_with("/sign-in/code?to="), "{address}");
    }
    client.post_form("/o/cartref-prawf/people/add", &[("given-name", "A")]).expect(303);
    assert!(give(&client, &to, "").expect(422).has(field));
    give(&client, &to, &phone.other_code(&app)).expect(422);
    give(&client, &to, &code).expect(422);
    assert_eq!(events(&app, "wrong_code"), 2, "the code of the set-up counts once");
    app.next_code();
    let right = give(&client, &to, &spaced(&phone.code(&app))).expect(303);
    assert_eq!(right.header("location").unwrap(), "/organisations");
    client.get("/o/cartref-prawf/people").expect(200);
    assert_eq!(sent(&client, "/sign-in/code?to=/help"), "/help");
    assert_ne!(client.cookie(COOKIE).unwrap(), waiting, "another session");
    client.set_cookie(COOKIE, &waiting);
    assert!(sent(&client, "/organisations").starts_with("/sign-in?"), "the one that waited has ended");
}

#[test]
fn a_waiting_session_ends_after_ten_minutes_and_can_be_left() {
    let app = TestApp::start_guarded();
    let world = app.world();
    let (phone, _) = app.enrol(&app.client_of(&world.mair));
    app.next_code();
    let (client, to) = app.give_password(&world.mair);
    client.get(&to).expect(200).form("main form[action='/sign-out']").submit().expect(303);
    client.get("/sign-out").expect(200);
    assert!(sent(&client, &to).starts_with("/sign-in?"));
    let (client, to) = app.give_password(&world.mair);
    let start = app.app.clock.now();
    app.app.clock.move_to(start.plus_seconds(599));
    client.get(&to).expect(200);
    app.app.clock.move_to(start.plus_minutes(10));
    assert_eq!(sent(&client, &to), "/sign-in?to=%2Forganisations");
    client.post_form(&to, &[("code", &phone.code(&app))]).expect(303);
    assert!(sent(&client, "/o/cartref-prawf/").starts_with("/sign-in?"));
}

#[test]
fn of_two_who_give_the_same_code_at_once_one_gets_in() {
    let app = TestApp::start_guarded();
    let world = app.world();
    let (phone, _) = app.enrol(&app.client_of(&world.mair));
    for _ in 0..5 {
        app.next_code();
        let code = phone.code(&app);
        let waiting: Vec<(Client, String)> = (0..4).map(|_| app.give_password(&world.mair)).collect();
        let answers: Vec<u16> = std::thread::scope(|scope| {
            let tries: Vec<_> = waiting
                .iter()
                .map(|(client, to)| scope.spawn(|| client.post_form(to, &[("code", &code)]).status))
                .collect();
            tries.into_iter().map(|one| one.join().unwrap()).collect()
        });
        let count = |status: u16| answers.iter().filter(|answer| **answer == status).count();
        assert_eq!((count(303), count(422)), (1, 3), "{answers:?}");
        // The tries of those who came late don't add up to a block.
        let (client, to) = app.give_password(&world.mair);
        app.next_code();
        give(&client, &to, &phone.code(&app)).expect(303);
    }
}

#[test]
fn a_recovery_code_counts_once_and_its_owner_is_told() {
    let app = TestApp::start_guarded();
    let world = app.world();
    let (_, codes) = app.enrol(&app.client_of(&world.mair));
    let mail = world.mair.email.clone().unwrap();
    let (client, to) = app.give_password(&world.mair);
    let typed = codes[3].to_lowercase().replace('-', " ");
    let by = |client: &Client, code: &str| {
        client.get(&to).expect(200).form("main form").set("recovery", code).submit()
    };
    let wrong = by(&client, "AAAA-AAAA-AAAA-AAAA").expect(422);
    assert!(wrong.visible().contains("That recovery code is not right"));
    assert!(wrong.has("details[open] #f-recovery"), "the field with the fault is open");
    let used = by(&client, &typed).expect(303);
    assert_eq!(
        used.header("location").unwrap(),
        "/account/second-factor?to=%2Forganisations&done=recovery-used"
    );
    let page = used.follow().expect(200);
    assert!(page.visible().contains("You have 9 recovery codes left"), "{}", page.visible());
    assert!(page.visible().contains("Is your phone lost?"));
    client.get("/o/cartref-prawf/people").expect(200);
    let (again, _) = app.give_password(&world.mair);
    by(&again, &codes[3]).expect(422);
    // In the field for the app's code it is understood too.
    give(&again, &to, &codes[4]).expect(303);
    let told: Vec<(String, String)> = mails_to(&app, &mail);
    let told: Vec<&String> = told
        .iter()
        .filter(|(subject, _)| subject == "A recovery code was used")
        .map(|(_, text)| text)
        .collect();
    assert_eq!(told.len(), 2);
    assert!(told[0].contains("9 recovery codes left") || told[1].contains("9 recovery codes left"));
    assert!(!told.iter().any(|text| text.contains(&codes[3])));
}

#[test]
fn ten_wrong_codes_block_and_tell_whose_password_it_is() {
    let app = TestApp::start_guarded();
    let world = app.world();
    let (phone, codes) = app.enrol(&app.client_of(&world.mair));
    app.next_code();
    let (client, to) = app.give_password(&world.mair);
    for number in 1..=10 {
        let field = if number % 2 == 0 { "code" } else { "recovery" };
        let wrong = if number % 2 == 0 { phone.other_code(&app) } else { "AAAA-AAAA-AAAA-AAAA".to_owned() };
        client.post_form(&to, &[(field, &wrong)]).expect(422);
    }
    let blocked = client.post_form(&to, &[("code", &phone.code(&app))]).expect(429);
    let seconds: i64 = blocked.header("retry-after").unwrap().parse().unwrap();
    client.post_form(&to, &[("recovery", &codes[0])]).expect(429);
    let (other, to) = app.give_password(&world.mair);
    other.post_form(&to, &[("code", &phone.code(&app))]).expect(429);
    let told = mails_to(&app, world.mair.email.as_ref().unwrap());
    let warned = told.iter().filter(|(subject, _)| subject == "Somebody has your password").count();
    assert_eq!(warned, 1);
    app.app.clock.move_to(app.app.clock.now().plus_seconds(seconds));
    let (client, to) = app.give_password(&world.mair);
    give(&client, &to, &phone.code(&app)).expect(303);
}

#[test]
fn whether_an_account_has_one_shows_only_after_the_password() {
    let app = TestApp::start_guarded();
    let world = app.world();
    app.enrol(&app.client_of(&world.mair));
    let known = world.mair.email.clone().unwrap();
    let without = world.sian.email.clone().unwrap();
    let try_it = |email: &str, password: &str| {
        app.anonymous().post_form("/sign-in", &[("email", email), ("password", password)])
    };
    let emails = [known.as_str(), without.as_str(), "nobody@prawf.example"];
    let shown = |email: &str| {
        let page = try_it(email, "wrong").expect(422);
        (page.headers.len(), page.text().replace(email, "-"))
    };
    assert_eq!(shown(emails[0]), shown(emails[1]));
    assert_eq!(shown(emails[0]), shown(emails[2]));
    for email in emails {
        for _ in 0..10 {
            try_it(email, "wrong");
        }
        assert_eq!(try_it(email, PASSWORD).status, 429, "{email}");
    }
}

#[test]
fn a_new_password_keeps_the_second_factor() {
    let app = TestApp::start_guarded();
    let world = app.world();
    let (phone, _) = app.enrol(&app.client_of(&world.mair));
    let email = world.mair.email.clone().unwrap();
    app.anonymous().post_form("/password-reset", &[("email", &email)]).expect(200);
    let text: String = mails_to(&app, &email).into_iter().map(|(_, text)| text).collect();
    let (_, rest) = text.split_once("/password-reset/").unwrap();
    let token: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
    let client = app.anonymous();
    let link = format!("/password-reset/{token}");
    client.post_form(&link, &[("new-password", "copper lantern meadow")]).expect(303);
    let fields = [("email", email.as_str()), ("password", "copper lantern meadow")];
    let to = client.post_form("/sign-in", &fields).expect(303).header("location").unwrap().to_owned();
    assert!(to.starts_with("/sign-in/code?"), "{to}");
    app.next_code();
    give(&client, &to, &phone.code(&app)).expect(303);
}

#[test]
fn the_session_says_when_the_second_factor_was_given() {
    let app = TestApp::start_guarded();
    let world = app.world();
    let (phone, _) = app.enrol(&app.client_of(&world.mair));
    let client = app.sign_in_with(&world.mair, &phone);
    let (now, token) = (app.app.clock.now(), client.cookie(COOKIE).unwrap());
    let found =
        app.app.database.read_system(move |system| polisi::access::session::find(system, now, &token));
    let session = found.map_err(|error: polisi::db::Error| error.to_string()).unwrap().unwrap();
    assert_eq!((session.second_factor_at, session.is_waiting()), (Some(now), false));
}

#[test]
fn a_clock_that_ran_ahead_leaves_nobody_outside_and_no_session_of_its_time() {
    let app = TestApp::start_guarded();
    let world = app.world();
    let (phone, _) = app.enrol(&app.client_of(&world.mair));
    let right = app.app.clock.now();
    let ahead = right.plus_hours(72);
    app.app.clock.move_to(ahead);
    let client = app.sign_in_with(&world.mair, &phone);
    client.get(OWN).expect(200);

    app.app.clock.move_to(right);
    assert!(sent(&client, OWN).starts_with("/sign-in?"), "nobody knows how old the session is");
    app.sign_in_with(&world.mair, &phone).get(OWN).expect(200);
    let (again, to) = app.give_password(&world.mair);
    give(&again, &to, &phone.code(&app)).expect(422);

    // The night after ends it for good: it doesn't live again when that time comes.
    app.set_time("2026-11-22T01:30:00Z");
    app.run_due_work();
    app.app.clock.move_to(ahead.plus_minutes(1));
    assert!(sent(&client, OWN).starts_with("/sign-in?"));
}
