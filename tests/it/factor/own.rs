//! One's own second factor: recovery codes, another app, switching off, and what is kept of it.

use super::{events, mails_to};
use crate::support::app::TestApp;
use crate::support::factor::{OWN, Phone, codes_on, give};
use crate::support::rows::dump;

const CODES: &str = "/account/second-factor/codes";
const REPLACE: &str = "/account/second-factor/replace";
const OFF: &str = "/account/second-factor/off";

#[test]
fn looking_at_codes_changes_nothing_and_only_the_kept_ones_count() {
    let app = TestApp::start_guarded();
    let world = app.world();
    let client = app.client_of(&world.mair);
    let (_, first) = app.enrol(&client);
    let mut raw = app.raw();
    let before = dump(&mut raw);
    let (one, other) = (client.get(CODES).expect(200), client.get(CODES).expect(200));
    assert_ne!(codes_on(&one), codes_on(&other));
    assert_eq!(dump(&mut raw), before);
    let distinct: std::collections::BTreeSet<String> = codes_on(&one).into_iter().collect();
    assert_eq!(distinct.len(), 10);
    let kept = other.form("main form").submit().expect(303);
    assert_eq!(kept.header("location").unwrap(), "/account/second-factor?done=codes-kept");
    assert!(kept.follow().expect(200).visible().contains("You have 10 recovery codes left"));
    let second = codes_on(&other);
    let (waiting, to) = app.give_password(&world.mair);
    for void in [&first[0], &codes_on(&one)[0]] {
        give(&waiting, &to, void).expect(422);
    }
    give(&waiting, &to, &second[0]).expect(303);
    // The same page sent again, or one from before, doesn't bring a used or void code back.
    other.form("main form").submit().expect(303);
    let (waiting, to) = app.give_password(&world.mair);
    give(&waiting, &to, &second[0]).expect(422);
    app.next_code();
    let newer = client.get(CODES).expect(200);
    app.next_code();
    client.get(CODES).expect(200).form("main form").submit().expect(303);
    newer.form("main form").submit().expect(409);
    let foreign = app.client_of(&world.olwen);
    app.enrol(&foreign);
    let sheet = newer.attributes("input[name=sheet]", "value").remove(0);
    foreign.post_form(CODES, &[("sheet", &sheet)]).expect(409);
    foreign.post_form(CODES, &[("sheet", "x")]).expect(409);
}

#[test]
fn setting_up_sends_one_mail_and_new_codes_later_another() {
    let app = TestApp::start_guarded();
    let world = app.world();
    let client = app.client_of(&world.mair);
    let email = world.mair.email.clone().unwrap();
    app.enrol(&client);
    let told = mails_to(&app, &email);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].1.contains("A second step was set up"), "{told:?}");
    assert_eq!(events(&app, "recovery_codes_made"), 1);
    client.get(CODES).expect(200).form("main form").submit().expect(303);
    let told = mails_to(&app, &email);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[1].1.contains("New recovery codes were made"), "{told:?}");
}

#[test]
fn codes_kept_long_after_the_app_was_set_up_are_told() {
    let app = TestApp::start_guarded();
    let world = app.world();
    let client = app.client_of(&world.mair);
    let begun = client.get(OWN).expect(200).form("main form").submit().expect(303).follow().expect(200);
    let phone = Phone::scan(&begun);
    begun.form("main form").set("code", &phone.code(&app)).submit().expect(303).follow().expect(200);
    app.set_time("2026-11-21T11:30:00Z");
    let later = app.sign_in_with(&world.mair, &phone);
    later.get(CODES).expect(200).form("main form").submit().expect(303);
    let told = mails_to(&app, &world.mair.email.clone().unwrap());
    assert!(told.iter().any(|(_, text)| text.contains("New recovery codes were made")), "{told:?}");
}

#[test]
fn whoever_left_the_page_of_codes_is_told_on_every_page_until_they_are_kept() {
    let app = TestApp::start_guarded();
    let world = app.world();
    let client = app.client_of(&world.mair);
    let begun = client.get(OWN).expect(200).form("main form").submit().expect(303).follow().expect(200);
    let phone = Phone::scan(&begun);
    // The page with the codes is left without pressing the button.
    begun.form("main form").set("code", &phone.code(&app)).submit().expect(303).follow().expect(200);
    for address in ["/o/cartref-prawf/", "/o/cartref-prawf/ready", "/o/cartref-prawf/policies", OWN] {
        let page = client.get(address).expect(200);
        assert!(page.visible().contains("You have no recovery codes"), "{address}: {}", page.visible());
        assert!(!page.visible().contains("the people who run Polisi"), "{address}: they say nothing of it");
    }
    let page = client.get("/o/cartref-prawf/").expect(200).click("Make recovery codes and keep them");
    page.expect(200).form("main form").submit().expect(303);
    for address in ["/o/cartref-prawf/", OWN] {
        assert!(!client.get(address).expect(200).visible().contains("You have no recovery codes"));
    }
    let staff = app.client_of(&world.sian).get("/o/cartref-prawf/?lang=en").expect(200);
    assert!(!staff.visible().contains("recovery codes"), "who has no second factor needs none");
}

#[test]
fn neither_seed_nor_codes_stand_in_the_database() {
    let app = TestApp::start_guarded();
    let world = app.world();
    let (phone, codes) = app.enrol(&app.client_of(&world.mair));
    // One of the databases writes identifiers with hyphens.
    let all = dump(&mut app.raw()).join("\n").to_uppercase().replace('-', "");
    let hex = |bytes: &[u8]| data_encoding::HEXUPPER.encode(bytes);
    assert!(all.contains(&hex(world.mair.account.unwrap().bytes())), "the dump holds rows as hex");
    assert!(!all.contains(&hex(phone.secret())));
    for code in &codes {
        let plain = code.replace('-', "");
        let bytes = data_encoding::BASE32_NOPAD.decode(plain.as_bytes()).unwrap();
        assert!(!all.contains(&plain) && !all.contains(&hex(&bytes)), "{code}");
    }
}

#[test]
fn another_app_costs_password_and_code_and_the_old_one_works_until_then() {
    let app = TestApp::start_guarded();
    let world = app.world();
    let (old, _) = app.enrol(&app.client_of(&world.mair));
    let client = app.sign_in_with(&world.mair, &old);
    let other = app.sign_in_with(&world.mair, &old);
    let page = client.get(REPLACE).expect(200);
    client.post_form(REPLACE, &[("code", "123456")]).expect(422);
    let form = || page.form("main form");
    form().set("code", &old.code(&app)).submit().expect(422);
    app.next_code();
    form().set("code", &old.other_code(&app)).submit().expect(422);
    let begun = form().set("code", &old.code(&app)).submit().expect(303).follow().expect(200);
    let new = Phone::scan(&begun);
    assert_ne!(new.secret(), old.secret());
    // Nothing is lost when it stops here.
    let third = app.sign_in_with(&world.mair, &old);
    third.get("/o/cartref-prawf/").expect(200);
    let done = begun.form("main form").set("code", &new.code(&app)).submit().expect(303);
    assert_eq!(done.header("location").unwrap(), "/account/second-factor?done=factor-replaced");
    client.get("/o/cartref-prawf/").expect(200);
    for ended in [&other, &third] {
        assert!(
            ended.get("/o/cartref-prawf/").expect(303).header("location").unwrap().starts_with("/sign-in?")
        );
    }
    app.next_code();
    let (waiting, to) = app.give_password(&world.mair);
    give(&waiting, &to, &old.code(&app)).expect(422);
    give(&waiting, &to, &new.code(&app)).expect(303);
    assert_eq!((events(&app, "second_factor_on"), events(&app, "second_factor_replaced")), (1, 1));
    let told = mails_to(&app, world.mair.email.as_ref().unwrap());
    assert!(told.iter().any(|(_, text)| text.contains("Another app was set up")));
}

#[test]
fn a_session_from_before_ends_when_it_is_set_up() {
    let app = TestApp::start_guarded();
    let world = app.world();
    let before = app.client_of(&world.sian);
    before.get("/o/cartref-prawf/me").expect(200);
    app.enrol(&app.client_of(&world.sian));
    assert!(
        before.get("/o/cartref-prawf/me").expect(303).header("location").unwrap().starts_with("/sign-in?")
    );
}

#[test]
fn who_needs_none_may_have_one_and_switch_it_off_again() {
    let app = TestApp::start_guarded();
    let world = app.world();
    let client = app.client_of(&world.sian);
    let (phone, _) = app.enrol(&client);
    let welsh = mails_to(&app, world.sian.email.as_ref().unwrap());
    assert!(welsh.iter().any(|(subject, _)| subject == "Newidiwyd eich ail gam"), "{welsh:?}");
    let client = app.sign_in_with(&world.sian, &phone);
    client.get("/o/cartref-prawf/me").expect(200);
    let page = client.get(OFF).expect(200);
    page.form("main form").set("code", &phone.other_code(&app)).submit().expect(422);
    app.next_code();
    let off = page.form("main form").set("code", &phone.code(&app)).submit().expect(303);
    assert!(off.follow().expect(200).has("main form[action='/account/second-factor']"));
    client.get("/o/cartref-prawf/me").expect(200);
    let (_, to) = app.give_password(&world.sian);
    assert_eq!(to, "/organisations", "the password alone");
    client.get(OFF).expect(303);
    client.post_form(OFF, &[("code", "123456")]).expect(409);
    client.get(CODES).expect(303);
}

#[test]
fn who_needs_one_cannot_switch_it_off() {
    let app = TestApp::start_guarded();
    let world = app.world();
    let client = app.client_of(&world.mair);
    let (phone, codes) = app.enrol(&client);
    assert!(!client.get(OWN).expect(200).has(&format!("a[href='{OFF}']")));
    app.next_code();
    let page = client.get(OFF).expect(200);
    page.form("main form").set("code", &phone.code(&app)).submit().expect(409);
    page.form("main form").set("recovery", &codes[0]).submit().expect(409);
    assert!(
        client.get(OWN).expect(200).visible().contains("You have 10 recovery codes left"),
        "none was used"
    );
    client.post_form(OWN, &[]).expect(409);
}

#[test]
fn an_offer_is_only_good_for_an_hour_and_wants_a_password_of_late() {
    let app = TestApp::start_guarded();
    let world = app.world();
    let (client, _) = app.give_password(&world.mair);
    let begun = client.get(OWN).expect(200).form("main form").submit().expect(303).follow().expect(200);
    let phone = Phone::scan(&begun);
    let later = app.app.clock.now().plus_minutes(15);
    app.app.clock.move_to(later);
    let form = begun.form("main form").set("code", &phone.code(&app)).submit().expect(303);
    assert!(form.header("location").unwrap().starts_with("/sign-in/again?to=%2Faccount"));
    form.follow().form("main form").set("password", crate::support::app::PASSWORD).submit().expect(303);
    assert_eq!(Phone::scan(&client.get("/account/second-factor/app").expect(200)).secret(), phone.secret());
    app.app.clock.move_to(later.plus_minutes(14));
    client.get("/account/second-factor/app").expect(200);
    app.app.clock.move_to(later.plus_minutes(45));
    let client = app.client_of(&world.mair);
    client.get("/account/second-factor/app").expect(303);
    client.post_form("/account/second-factor/app", &[("code", &phone.code(&app))]).expect(303);
    assert_eq!(events(&app, "second_factor_on"), 0);
}
