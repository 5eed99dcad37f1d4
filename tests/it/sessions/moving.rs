//! Another e-mail address for an account, and the way back.

use super::{NEW_PASSWORD, PASSWORD, TestApp, email, mails, opens, sign_in, try_password};
use crate::support::app::Somebody;
use crate::support::client::Client;

const NEW: &str = "mair@newydd.example";

fn ask(client: &Client, to: &str) {
    let page = client.get("/account/email").expect(200);
    page.form("main form").set("email", to).set("password", PASSWORD).submit().expect(303);
}

/// Asks and confirms; the mail to the old address.
fn move_to(app: &TestApp, client: &Client, to: &str) -> String {
    ask(client, to);
    let link = mails(app, to)[0].link("/email-change/");
    app.anonymous().get(&link).expect(200).form("main form").submit().expect(303);
    link
}

fn undo_link(app: &TestApp, of: &Somebody) -> String {
    mails(app, &email(of))[0].link("/email-undo/")
}

#[test]
fn an_address_is_changed_by_its_own_link_and_put_back_by_the_old_one() {
    let app = TestApp::start();
    let world = app.world();
    let old = email(&world.mair);
    let client = sign_in(&app, &world.mair, "");
    mails(&app, &old);
    for (to, password) in [(NEW, "wrong"), (NEW, ""), ("nothing", PASSWORD), (old.as_str(), PASSWORD)] {
        client.post_form("/account/email", &[("email", to), ("password", password)]).expect(422);
    }
    assert_eq!(mails(&app, &old).len() + mails(&app, NEW).len(), 0);

    let waits = || client.get("/account?lang=en").expect(200).visible().contains("You asked to sign in with");
    assert!(!waits());
    ask(&client, NEW);
    assert!(waits(), "until the link ends");
    app.smtp.clear();
    app.run_due_work();
    let (to_old, to_new) = (app.smtp.mails_to(&old), app.smtp.mails_to(NEW));
    assert_eq!((to_old.len(), to_new.len()), (1, 1));
    assert!(to_old[0].link("/account-lock/").contains("/account-lock/"));
    assert!(!to_old[0].text.as_deref().unwrap().contains(NEW), "masked");
    let link = to_new[0].link("/email-change/");
    let mut raw = app.raw();
    let before = crate::support::rows::dump(&mut raw);
    for _ in 0..3 {
        app.anonymous().get(&link).expect(200);
    }
    assert_eq!(crate::support::rows::dump(&mut raw), before, "looking at the link changed something");
    try_password(&app.anonymous(), NEW, PASSWORD).expect(422);

    let done = client.get(&link).form("main form").submit().expect(303);
    assert_eq!(done.header("location").unwrap(), "/account?done=email-changed");
    assert!(done.follow().visible().contains(NEW) && !waits());
    try_password(&app.anonymous(), &old, PASSWORD).expect(422);
    try_password(&app.anonymous(), NEW, PASSWORD).expect(303);
    app.anonymous().get(&link).expect(410);
    // The staff list is the organisation's.
    let person = format!("/o/cartref-prawf/people/{}", world.mair.person);
    assert!(app.client_of(&world.olwen).get(&person).expect(200).visible().contains(&old));

    let undo = undo_link(&app, &world.mair);
    app.anonymous().get(&undo).expect(200);
    let choose = app.anonymous().get(&undo).form("main form").submit().expect(303).follow().expect(200);
    assert!(!opens(&client), "every session ended");
    try_password(&app.anonymous(), &old, PASSWORD).expect(422);
    choose.form("main form").set("new-password", NEW_PASSWORD).submit().expect(303);
    try_password(&app.anonymous(), &old, NEW_PASSWORD).expect(303);
    try_password(&app.anonymous(), NEW, NEW_PASSWORD).expect(422);
    app.anonymous().get(&undo).expect(410);
    let kinds = "SELECT count(*) AS value FROM security_events WHERE kind IN \
                 ('email_change_asked', 'email_changed', 'email_change_undone')";
    assert_eq!(raw.number(kinds), 3);
}

#[test]
fn links_end_with_time_and_with_the_next_question() {
    let app = TestApp::start();
    let world = app.world();
    let client = sign_in(&app, &world.mair, "");
    ask(&client, NEW);
    let first = mails(&app, NEW)[0].link("/email-change/");
    ask(&client, NEW);
    let second = mails(&app, NEW)[0].link("/email-change/");
    app.anonymous().get(&first).expect(410);
    app.anonymous().request("POST", &first, "", b"").expect(410);
    app.anonymous().get(&second).expect(200);
    let start = app.app.clock.now();
    app.app.clock.move_to(start.plus_hours(24));
    app.anonymous().get(&second).expect(410);
    // Somebody else took the address meanwhile.
    let client = sign_in(&app, &world.mair, "");
    ask(&client, NEW);
    let third = mails(&app, NEW)[0].link("/email-change/");
    move_to(&app, &sign_in(&app, &world.sian, ""), NEW);
    app.anonymous().request("POST", &third, "", b"").expect(410);
    let undo = undo_link(&app, &world.sian);
    app.app.clock.move_to(start.plus_hours(24 + 7 * 24));
    app.anonymous().get(&undo).expect(410);
}

/// The address may be anybody's: whoever asks, with whatever account, it gets few mails a day.
#[test]
fn one_address_gets_five_links_a_day_that_move_an_account_there() {
    let app = TestApp::start();
    let world = app.world();
    let (mair, sian) = (app.client_of(&world.mair), app.client_of(&world.sian));
    for asked in 0..5 {
        ask(if asked < 3 { &mair } else { &sian }, NEW);
    }
    let again = [("email", NEW), ("password", PASSWORD)];
    let refused = sian.post_form("/account/email", &again).expect(429);
    assert!(refused.header("retry-after").is_some());
    mair.post_form("/account/email", &again).expect(429);
    let links = mails(&app, NEW);
    assert_eq!(links.len(), 5);
    // What they asked for before still waits, and other addresses are free.
    let asked = "SELECT count(*) AS value FROM email_changes WHERE ended_at IS NULL";
    assert_eq!(app.raw().number(asked), 2);
    ask(&mair, "mair@arall.example");
    assert_eq!(mails(&app, "mair@arall.example").len(), 1);
    app.set_time("2026-11-22T10:00:00Z");
    ask(&app.client_of(&world.mair), NEW);
    assert_eq!(mails(&app, NEW).len(), 1);
}

#[test]
fn an_intruder_who_moves_the_account_twice_is_thrown_out_by_the_first_address() {
    let app = TestApp::start();
    let world = app.world();
    let old = email(&world.mair);
    for by_lock in [false, true] {
        let thief = app.client_of(&world.mair);
        app.app.clock.move_to(app.app.clock.now().plus_hours(1));
        ask(&thief, "thief@one.example");
        app.smtp.clear();
        app.run_due_work();
        let lock = app.smtp.mails_to(&old)[0].link("/account-lock/");
        let link = app.smtp.mails_to("thief@one.example")[0].link("/email-change/");
        app.anonymous().request("POST", &link, "", b"").expect(303);
        let undo = undo_link(&app, &world.mair);
        // Nobody moves an account twice in one moment.
        app.app.clock.move_to(app.app.clock.now().plus_minutes(1));
        move_to(&app, &thief, "thief@two.example");
        let second_undo = mails(&app, "thief@one.example")[0].link("/email-undo/");
        app.anonymous().post_form("/password-reset", &[("email", "thief@two.example")]).expect(200);
        let reset = mails(&app, "thief@two.example")[0].link("/password-reset/");

        app.anonymous().request("POST", if by_lock { &lock } else { &undo }, "", b"").expect(303);
        assert!(!opens(&thief));
        for link in [&second_undo, &reset, &undo, &lock] {
            app.anonymous().get(link).expect(410);
        }
        // The rightful owner asks for a new password at the first address.
        app.anonymous().post_form("/password-reset", &[("email", &old)]).expect(200);
        let reset = mails(&app, &old)[0].link("/password-reset/");
        app.anonymous().post_form(&reset, &[("new-password", PASSWORD)]).expect(303);
        try_password(&app.anonymous(), &old, PASSWORD).expect(303);
    }
}

const THIEF: &str = "thief@elsewhere.example";

/// The way back isn't a move that the thief's address may undo.
#[test]
fn who_moves_an_account_back_to_where_it_was_keeps_it() {
    let app = TestApp::start();
    let world = app.world();
    let old = email(&world.mair);
    let thief = app.client_of(&world.mair);
    let later = || app.app.clock.move_to(app.app.clock.now().plus_minutes(1));
    move_to(&app, &thief, THIEF);
    let undo = undo_link(&app, &world.mair);
    later();
    let owner = app.client_of(&world.mair);
    ask(&owner, &old);
    app.smtp.clear();
    app.run_due_work();
    let lock = app.smtp.mails_to(THIEF)[0].link("/account-lock/");
    let back = app.smtp.mails_to(&old)[0].link("/email-change/");
    owner.get(&back).form("main form").submit().expect(303);
    let told = mails(&app, THIEF);
    assert_eq!(told.len(), 1);
    let words = told[0].text.as_deref().unwrap();
    assert!(words.contains("moved back to where it was"), "{words}");
    assert!(!words.contains("/email-undo/") && told[0].both_parts_agree(), "{words}");
    assert!(opens(&owner) && !opens(&thief), "everybody else is signed out");
    app.anonymous().get(&undo).expect(410);
    try_password(&app.anonymous(), THIEF, PASSWORD).expect(422);
    // What was mailed to the thief locks the account at the most: it stays where it is.
    app.anonymous().request("POST", &lock, "", b"").expect(303);
    app.anonymous().post_form("/password-reset", &[("email", &old)]).expect(200);
    assert!(mails(&app, &old)[0].link("/password-reset/").contains("/password-reset/"));
}

/// Moves there and back, and undone, take nothing from the address that the account had before them.
#[test]
fn an_intruder_who_moves_back_and_forth_leaves_the_first_address_its_way_back() {
    let app = TestApp::start();
    let world = app.world();
    let old = email(&world.mair);
    let (one, two) = ("thief@one.example", "thief@two.example");
    for by_undo in [false, true] {
        let thief = app.client_of(&world.mair);
        let later = || app.app.clock.move_to(app.app.clock.now().plus_hours(1));
        move_to(&app, &thief, one);
        let undo = undo_link(&app, &world.mair);
        later();
        move_to(&app, &thief, two);
        let second = mails(&app, one)[0].link("/email-undo/");
        later();
        if by_undo {
            app.anonymous().request("POST", &second, "", b"").expect(303);
        } else {
            move_to(&app, &thief, one);
            app.anonymous().get(&second).expect(410);
        }
        app.anonymous().request("POST", &undo, "", b"").expect(303);
        app.anonymous().post_form("/password-reset", &[("email", &old)]).expect(200);
        let reset = mails(&app, &old)[0].link("/password-reset/");
        app.anonymous().post_form(&reset, &[("new-password", PASSWORD)]).expect(303);
        try_password(&app.anonymous(), &old, PASSWORD).expect(303);
        later();
    }
}

/// Who had the password may have asked for a move: that ends with the password.
#[test]
fn a_new_password_ends_a_move_that_nobody_has_confirmed() {
    let app = TestApp::start();
    let world = app.world();
    let old = email(&world.mair);
    let words = "asked to move your account to another e-mail address";
    for by_link in [true, false] {
        let change = || {
            let owner = app.client_of(&world.mair);
            if by_link {
                app.anonymous().post_form("/password-reset", &[("email", &old)]).expect(200);
                let reset = mails(&app, &old).pop().unwrap().link("/password-reset/");
                app.anonymous().post_form(&reset, &[("new-password", NEW_PASSWORD)]).expect(303);
            } else {
                let page = owner.get("/account/password").expect(200).form("main form");
                page.set("password", NEW_PASSWORD).set("new-password", PASSWORD).submit().expect(303);
            }
            mails(&app, &old).pop().unwrap().text.unwrap()
        };
        let thief = app.client_of(&world.mair);
        let page = thief.get("/account/email").expect(200).form("main form").set("email", THIEF);
        page.set("password", if by_link { PASSWORD } else { NEW_PASSWORD }).submit().expect(303);
        let link = mails(&app, THIEF)[0].link("/email-change/");
        app.anonymous().get(&link).expect(200);
        assert!(change().contains(words));
        app.anonymous().get(&link).expect(410);
        app.anonymous().request("POST", &link, "", b"").expect(410);
    }
    // Where nothing was asked for, nothing is said of it.
    let page = app.client_of(&world.mair).get("/account/password").expect(200).form("main form");
    page.set("password", PASSWORD).set("new-password", NEW_PASSWORD).submit().expect(303);
    assert!(!mails(&app, &old).pop().unwrap().text.unwrap().contains(words));
}
