//! What happens while a password is weighed: that takes a while, and who comes through afterwards finds what holds then.

use std::net::{IpAddr, Ipv4Addr};

use argon2::{Algorithm, Argon2, Params, Version};
use polisi::access::devices::Browser;
use polisi::access::guesses::{self, Guess, Taken};
use polisi::access::{Session, session};
use polisi::accounts::AccountError;
use polisi::accounts::arriving::{Arriving, Proven, let_in};
use polisi::accounts::factor::{self, FactorError, Given, Try};
use polisi::accounts::{still_proven, store};
use polisi::db::System;
use polisi::db::ids::AccountId;

use super::{IPHONE, PASSWORD, email, mails, opens, sign_in};
use crate::support::app::{Somebody, TestApp};

/// The dearest hash that we still take: while it is weighed, others come and go.
fn dear(app: &TestApp, password: &str) -> String {
    let pepper = app.app.database.keyring().mac("polisi password pepper v1", &[password.as_bytes()]);
    let params = Params::new(65_536, 8, 4, Some(32)).unwrap();
    let (salt, mut output) = ([7; 16], [0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(&pepper, &salt, &mut output)
        .unwrap();
    let text = |bytes: &[u8]| data_encoding::BASE64_NOPAD.encode(bytes);
    format!("argon2id$v=19$m=65536,t=8,p=4${}${}", text(&salt), text(&output))
}

fn make_dear(app: &TestApp, of: &Somebody) {
    let (hash, to) = (dear(app, PASSWORD), email(of));
    app.raw().run(&format!("UPDATE accounts SET password_hash = '{hash}' WHERE email = '{to}'")).unwrap();
}

/// Does something once a password is being weighed that somebody else sends, and waits for both.
fn while_weighing<R: Send>(app: &TestApp, sends: impl FnOnce() -> R + Send, then: impl FnOnce()) -> R {
    let before = app.app.hasher.computed();
    std::thread::scope(|scope| {
        let sent = scope.spawn(sends);
        while app.app.hasher.computed() == before {
            std::thread::yield_now();
        }
        then();
        sent.join().unwrap()
    })
}

/// Whichever comes first, nobody is in after the lock.
#[test]
fn nobody_comes_in_with_a_password_that_was_taken_away_while_it_was_weighed() {
    let app = TestApp::start();
    let world = app.world();
    let known = sign_in(&app, &world.mair, IPHONE);
    let lock = mails(&app, &email(&world.mair))[0].link("/account-lock/");
    make_dear(&app, &world.mair);
    let thief = app.anonymous();
    let to = email(&world.mair);
    while_weighing(
        &app,
        || thief.post_form("/sign-in", &[("email", &to), ("password", PASSWORD)]),
        || drop(known.request("POST", &lock, "", b"").expect(303)),
    );
    assert!(!opens(&thief) && !opens(&known));
}

#[test]
fn no_move_is_asked_for_with_a_password_that_was_taken_away_while_it_was_weighed() {
    let app = TestApp::start();
    let world = app.world();
    let thief = sign_in(&app, &world.mair, IPHONE);
    let lock = mails(&app, &email(&world.mair))[0].link("/account-lock/");
    make_dear(&app, &world.mair);
    let asked = [("email", "thief@elsewhere.example"), ("password", PASSWORD)];
    while_weighing(
        &app,
        || thief.post_form("/account/email", &asked),
        || drop(app.anonymous().request("POST", &lock, "", b"").expect(303)),
    );
    let open = "SELECT count(*) AS value FROM email_changes WHERE ended_at IS NULL";
    assert_eq!(app.raw().number(open), 0);
}

/// Works on the accounts as the pages do.
fn system<R: Send + 'static>(
    app: &TestApp,
    work: impl FnOnce(&mut System<'_>) -> Result<R, AccountError> + Send + 'static,
) -> R {
    app.app.database.write_system(work).unwrap()
}

fn taken(app: &TestApp) -> Taken {
    let guess = Guess::new(app.app.database.keyring(), "password", "a", IpAddr::V4(Ipv4Addr::LOCALHOST));
    let now = app.app.clock.now();
    system(app, move |system| Ok(guesses::take(system, now, &[guess])?.unwrap()))
}

/// Whether somebody is let in whose password was weighed against a hash.
fn lets_in(app: &TestApp, account: AccountId, weighed: &str, newer: Option<&str>) -> bool {
    let (now, taken) = (app.app.clock.now(), taken(app));
    let (weighed, newer) = (weighed.to_owned(), newer.map(str::to_owned));
    let proven = Proven { account, weighed, newer, before: None, taken };
    let arriving = Arriving { browser: Browser::of_cookie(None), agent: "a".to_owned(), notice: None };
    system(app, move |system| let_in(system, now, &proven, &arriving)).is_some()
}

fn begun(app: &TestApp, account: AccountId) -> Session {
    let now = app.app.clock.now();
    system(app, move |system| {
        let token = session::begin(system, now, account, "a")?;
        Ok(session::named(system, now, &token)?.unwrap())
    })
}

fn hash_of(app: &TestApp, account: AccountId) -> String {
    system(app, move |system| Ok(store::by_id(system, account)?.unwrap().password_hash))
}

#[test]
fn only_the_hash_that_was_weighed_lets_in() {
    let app = TestApp::start();
    let world = app.world();
    let account = world.mair.account.unwrap();
    let hash = hash_of(&app, account);
    assert!(lets_in(&app, account, &hash, None));
    assert!(lets_in(&app, account, &hash, Some("newer")) && hash_of(&app, account) == "newer");
    for newer in [None, Some("newest")] {
        assert!(!lets_in(&app, account, &hash, newer));
    }
    assert_eq!(hash_of(&app, account), "newer");
    let by_mail = email(&world.mair);
    app.raw()
        .run(&format!("UPDATE accounts SET disabled_at = created_at WHERE email = '{by_mail}'"))
        .unwrap();
    assert!(!lets_in(&app, account, "newer", None));
    assert_eq!(app.raw().number("SELECT count(*) AS value FROM sessions"), 2);
}

#[test]
fn what_a_password_was_given_for_needs_the_session_and_the_password() {
    let app = TestApp::start();
    let world = app.world();
    let (account, now) = (world.mair.account.unwrap(), app.app.clock.now());
    let (hash, mine) = (hash_of(&app, account), begun(&app, account));
    let may = |weighed: &str| {
        let weighed = weighed.to_owned();
        system(&app, move |system| Ok(still_proven(system, now, &mine, &weighed).is_ok()))
    };
    assert!(may(&hash) && !may("another"));
    system(&app, move |system| Ok(session::end(system, now, mine.id)?));
    assert!(!may(&hash));
}

#[test]
fn a_session_that_ended_is_not_completed() {
    let app = TestApp::start();
    let world = app.world();
    let (account, now) = (world.mair.account.unwrap(), app.app.clock.now());
    let waiting = begun(&app, account);
    let complete =
        || system(&app, move |system| Ok(session::complete(system, now, &waiting, "a")?.is_some()));
    assert_eq!([complete(), complete()], [true, false]);
}

#[test]
fn in_a_session_that_ended_no_code_is_right_and_none_are_kept() {
    let app = TestApp::start_guarded();
    let world = app.world();
    let account = world.mair.account.unwrap();
    let (phone, _) = app.enrol(&app.client_of(&world.mair));
    app.next_code();
    let (ended, waiting, now) = (begun(&app, account), begun(&app, account), app.app.clock.now());
    system(&app, move |system| Ok(session::end(system, now, ended.id)?));
    let code = phone.code(&app);
    let gives = |mine: Session| {
        let (given, taken, post) = (Given::App(code.clone()), taken(&app), app.app.post.clone());
        let browser = Browser::of_cookie(None);
        let done = app.app.database.write_system(move |system| {
            let tried = Try { session: mine.id, account, given: &given, taken: &taken, post: &post };
            factor::sign_in(system, now, &mine, (&browser, "a"), &tried)
        });
        done.unwrap().is_some()
    };
    assert!(!gives(ended));
    assert!(gives(waiting), "and it is not used up");

    let post = app.app.post.clone();
    let kept = app.app.database.write_system(move |system| {
        factor::keep_codes(system, now, &ended, (now, vec!["a".to_owned()]), &post)
    });
    assert!(matches!(kept, Err(FactorError::NoOffer)), "{kept:?}");
}
