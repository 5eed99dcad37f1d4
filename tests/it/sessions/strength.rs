//! Which passwords are taken, how they are compared, and under which hash they stand.

use std::collections::BTreeSet;

use argon2::{Algorithm, Argon2, Params, Version};
use polisi::access::passwords::{Password, Weakness};

use super::{PASSWORD, email, mails, sign_in, try_password};
use crate::support::app::TestApp;

/// What lists of leaked passwords begin with, in the order of their frequency: words of our own choice.
const WORDS: &str = include_str!("../../data/common_passwords.txt");
/// What people hang on them.
const ENDINGS: [&str; 22] = [
    "1",
    "12",
    "123",
    "1234",
    "12345",
    "123456",
    "1234567",
    "12345678",
    "123456789",
    "1234567890",
    "0",
    "00",
    "01",
    "007",
    "69",
    "99",
    "2020",
    "2023",
    "2024",
    "2025",
    "2026",
    "!",
];

/// At least three thousand that have twelve characters and more.
fn common() -> BTreeSet<String> {
    let words: Vec<&str> = WORDS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let mut all = BTreeSet::new();
    for word in &words {
        let mut capital = word.to_string();
        capital.get_mut(..1).unwrap().make_ascii_uppercase();
        for form in [word.to_string(), capital, word.to_uppercase()] {
            all.extend(ENDINGS.iter().map(|ending| format!("{form}{ending}")));
            all.extend([form.repeat(2), form.repeat(3), form.clone()]);
        }
        all.extend(ENDINGS.iter().map(|ending| format!("{ending}{word}")));
    }
    all.retain(|password| password.chars().count() >= 12);
    all
}

#[test]
fn the_most_common_passwords_are_refused() {
    let all = common();
    assert!(all.len() >= 3_000, "only {}", all.len());
    let taken: Vec<&String> =
        all.iter().filter(|one| Password::typed(one).check(&[]) != Err(Weakness::Common)).collect();
    assert!(taken.is_empty(), "{} of {} are taken: {taken:?}", taken.len(), all.len());
    assert_eq!(Password::typed(PASSWORD).check(&[]), Ok(()));
}

#[test]
fn words_around_a_person_make_no_password_in_a_change_nor_in_a_reset() {
    let app = TestApp::start();
    let world = app.world();
    let client = sign_in(&app, &world.mair, "");
    app.anonymous().post_form("/password-reset", &[("email", &email(&world.mair))]).expect(200);
    let told = mails(&app, &email(&world.mair));
    let reset = told.iter().find(|mail| mail.text.as_deref().unwrap().contains("/password-reset/"));
    let link = reset.unwrap().link("/password-reset/");
    let name = world.mair.name.replace(' ', "");
    for weak in ["Cartref-Prawf-2026", "polisicartref1", &format!("{name}1234"), "prawf.example.mair"] {
        let fields = [("password", PASSWORD), ("new-password", weak)];
        let changed = client.post_form("/account/password", &fields);
        assert_eq!(changed.status, 422, "{weak}");
        let reset = app.anonymous().post_form(&link, &[("new-password", weak)]);
        assert_eq!(reset.status, 422, "{weak}");
    }
    app.anonymous().post_form(&link, &[("new-password", "copper lantern meadow")]).expect(303);
}

#[test]
fn a_password_counts_exactly_as_it_was_sent() {
    let app = TestApp::start();
    let world = app.world();
    let exact = " Copper\u{1}lantern\r\nMEADOW e\u{301} ";
    let client = sign_in(&app, &world.mair, "");
    client.post_form("/account/password", &[("password", PASSWORD), ("new-password", exact)]).expect(303);
    let to = email(&world.mair);
    for other in [
        exact.trim(),
        " Copperlantern\r\nMEADOW e\u{301} ",
        " Copper\u{1}lantern\nMEADOW e\u{301} ",
        " copper\u{1}lantern\r\nmeadow e\u{301} ",
        " Copper\u{1}lantern\r\nMEADOW \u{e9} ",
    ] {
        assert_eq!(try_password(&app.anonymous(), &to, other).status, 422, "{other:?}");
    }
    try_password(&app.anonymous(), &to, exact).expect(303);
    let long = "slate kettle orchard ".repeat(50);
    let fields = [("password", exact), ("new-password", long.as_str())];
    let refused = client.post_form("/account/password", &fields).expect(422);
    assert!(
        refused.visible().contains("1,024") || refused.visible().contains("1024"),
        "{}",
        refused.visible()
    );
}

/// A hash with other figures, as an older or a newer version of the program would have made it.
fn older(app: &TestApp, password: &str) -> String {
    let pepper = app.app.database.keyring().mac("polisi password pepper v1", &[password.as_bytes()]);
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(9_216, 4, 1, Some(32)).unwrap());
    let (salt, mut output) = ([7; 16], [0; 32]);
    argon.hash_password_into(&pepper, &salt, &mut output).unwrap();
    let text = |bytes: &[u8]| data_encoding::BASE64_NOPAD.encode(bytes);
    format!("argon2id$v=19$m=9216,t=4,p=1${}${}", text(&salt), text(&output))
}

#[test]
fn a_sign_in_over_an_older_hash_makes_a_new_one() {
    let app = TestApp::start();
    let world = app.world();
    let (to, account) = (email(&world.mair), world.mair.account.unwrap());
    let stored = |app: &TestApp| {
        let known = app.app.database.read_system(|system| polisi::accounts::store::by_id(system, account));
        known.unwrap().unwrap().password_hash
    };
    let today = stored(&app);
    assert!(today.starts_with("argon2id$v=19$m=19456,t=2,p=1$"), "{today}");
    try_password(&app.anonymous(), &to, PASSWORD).expect(303);
    assert_eq!(stored(&app), today, "one of today stays");

    let old = older(&app, PASSWORD);
    let mut raw = app.raw();
    raw.run(&format!("UPDATE accounts SET password_hash = '{old}' WHERE email = '{to}'")).unwrap();
    try_password(&app.anonymous(), &to, "wrong lantern meadow").expect(422);
    assert_eq!(stored(&app), old);
    try_password(&app.anonymous(), &to, PASSWORD).expect(303);
    let new = stored(&app);
    assert!(new.starts_with("argon2id$v=19$m=19456,t=2,p=1$") && new != today, "{new}");
    try_password(&app.anonymous(), &to, PASSWORD).expect(303);

    // What asks for more than we would ever give lets nobody in, and costs nothing.
    let monstrous = old.replace("m=9216,t=4", "m=4000000,t=4000");
    raw.run(&format!("UPDATE accounts SET password_hash = '{monstrous}' WHERE email = '{to}'")).unwrap();
    try_password(&app.anonymous(), &to, PASSWORD).expect(422);
}
