//! One's own account: where one is signed in, password, known browsers, the notices and the lock.

mod alike;
mod breached;
mod ending;
mod guessing;
mod kept;
mod meanwhile;
mod moving;
mod strength;

use crate::support::app::{PASSWORD, Somebody, TestApp};
use crate::support::client::Client;
use crate::support::mail::Mail;
use crate::support::page::Page;

pub const COOKIE: &str = "polisi-session";
const FIREFOX: &str = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0";
const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1";
const NEW_PASSWORD: &str = "copper lantern meadow";

fn email(somebody: &Somebody) -> String {
    somebody.email.clone().unwrap()
}

fn try_password(client: &Client, email: &str, password: &str) -> Page {
    client.post_form("/sign-in", &[("email", email), ("password", password)])
}

fn sign_in(app: &TestApp, somebody: &Somebody, agent: &str) -> Client {
    let client = app.anonymous().with_header("user-agent", agent);
    try_password(&client, &email(somebody), PASSWORD).expect(303);
    client
}

/// Mails that arrive now for somebody.
fn mails(app: &TestApp, to: &str) -> Vec<Mail> {
    app.smtp.clear();
    app.run_due_work();
    app.smtp.mails_to(to)
}

fn opens(client: &Client) -> bool {
    client.get("/account").status == 200
}

/// How many live sessions the page shows.
fn places(client: &Client) -> Vec<String> {
    client.get("/account").expect(200).words("table[aria-labelledby=places] th[scope=row]")
}

#[test]
fn the_account_shows_every_session_and_ends_one_the_others_or_all() {
    let app = TestApp::start();
    let world = app.world();
    let (office, phone) = (sign_in(&app, &world.mair, FIREFOX), sign_in(&app, &world.mair, IPHONE));
    let third = sign_in(&app, &world.mair, "");
    let others = sign_in(&app, &world.sian, FIREFOX);
    let shown = places(&office);
    assert_eq!(shown.len(), 3, "{shown:?}");
    assert!(shown.contains(&"Firefox on Windows (this one)".to_owned()), "{shown:?}");
    assert!(shown.contains(&"Safari on an iPhone".to_owned()), "{shown:?}");
    assert!(shown.contains(&"an unknown device".to_owned()), "{shown:?}");

    let foreign = others.get("/account").form("table[aria-labelledby=places] form").value("session").unwrap();
    office.post_form("/account/sessions/end", &[("session", &foreign)]).expect(404);
    office.post_form("/account/sessions/end", &[("session", "")]).expect(404);
    assert!(opens(&others), "nobody else's session ends");

    let ids = third.get("/account").attributes("table[aria-labelledby=places] input[name=session]", "value");
    let own = places(&third).iter().position(|device| device.ends_with("(this one)")).unwrap();
    phone.post_form("/account/sessions/end", &[("session", &ids[own])]).expect(303);
    assert!(!opens(&third) && opens(&phone) && opens(&office), "one alone ends");

    let (office, phone) = (sign_in(&app, &world.mair, FIREFOX), sign_in(&app, &world.mair, IPHONE));
    office.post_form("/account/sessions/end", &[("session", "others")]).expect(303);
    assert!(opens(&office) && !opens(&phone));
    let phone = sign_in(&app, &world.mair, IPHONE);
    let out = office.post_form("/account/sessions/end", &[("session", "all")]).expect(303);
    assert_eq!(out.header("location").unwrap(), "/sign-out");
    assert!(!opens(&office) && !opens(&phone) && opens(&others));
}

#[test]
fn signing_out_clears_what_the_browser_holds_but_knows_it_again() {
    let app = TestApp::start();
    let world = app.world();
    let client = sign_in(&app, &world.mair, FIREFOX);
    let named = client.cookie("polisi-browser").unwrap();
    let answer = client.post_form("/sign-out", &[]).expect(303);
    assert_eq!(answer.header("clear-site-data").unwrap(), "\"cache\", \"storage\"");
    assert_eq!(client.cookie(COOKIE).unwrap_or_default(), "");
    assert_eq!(client.cookie("polisi-browser").unwrap(), named);
    let page = sign_in(&app, &world.sian, FIREFOX).get("/o/cartref-prawf/me").expect(200);
    assert!(page.header("cache-control").unwrap().contains("no-store"), "Back shows nothing");
}

#[test]
fn a_password_is_changed_with_the_old_one_and_everybody_else_is_signed_out() {
    let app = TestApp::start();
    let world = app.world();
    let (office, phone) = (sign_in(&app, &world.sian, FIREFOX), sign_in(&app, &world.sian, IPHONE));
    mails(&app, &email(&world.sian));
    let change = |old: &str, new: &str| {
        office
            .get("/account/password")
            .expect(200)
            .form("main form")
            .set("password", old)
            .set("new-password", new)
            .submit()
    };
    for (old, new) in [("wrong", NEW_PASSWORD), ("", NEW_PASSWORD), (PASSWORD, PASSWORD), (PASSWORD, "short")]
    {
        let page = change(old, new).expect(422);
        assert!(!page.text().contains(NEW_PASSWORD), "a password is never shown again");
    }
    assert!(opens(&phone), "nothing changed so far");
    change(PASSWORD, NEW_PASSWORD).expect(303);
    assert!(opens(&office) && !opens(&phone));
    let told = mails(&app, &email(&world.sian));
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].subject, "Newidiwyd eich cyfrinair", "in the language of the account");
    assert!(told[0].both_parts_agree() && told[0].link("/account-lock/").contains("/account-lock/"));
    try_password(&app.anonymous(), &email(&world.sian), PASSWORD).expect(422);
    try_password(&app.anonymous(), &email(&world.sian), NEW_PASSWORD).expect(303);
}

#[test]
fn a_new_browser_sends_a_notice_and_a_known_one_does_not() {
    let app = TestApp::start();
    let world = app.world();
    let to = email(&world.mair);
    let client = sign_in(&app, &world.mair, FIREFOX);
    let told = mails(&app, &to);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].subject, "New sign-in to your account");
    assert!(told[0].text.as_deref().unwrap().contains("Firefox on Windows"), "{:?}", told[0].text);
    assert!(told[0].both_parts_agree());

    client.post_form("/sign-out", &[]).expect(303);
    try_password(&client, &to, PASSWORD).expect(303);
    assert_eq!(mails(&app, &to).len(), 0, "the browser is known");
    // The same browser, another person: new to them.
    client.post_form("/sign-out", &[]).expect(303);
    try_password(&client, &email(&world.dewi), PASSWORD).expect(303);
    assert_eq!(mails(&app, &email(&world.dewi)).len(), 1);
    assert_eq!(mails(&app, &to).len(), 0);

    // Removed, it is a new one again.
    client.post_form("/sign-out", &[]).expect(303);
    try_password(&client, &to, PASSWORD).expect(303);
    let page = client.get("/account").expect(200);
    assert_eq!(page.words("table[aria-labelledby=devices] th[scope=row]"), ["Firefox on Windows (this one)"]);
    let device = page.form("table[aria-labelledby=devices] form").value("device").unwrap();
    let other = sign_in(&app, &world.sian, FIREFOX);
    other.post_form("/account/devices/forget", &[("device", &device)]).expect(404);
    client.post_form("/account/devices/forget", &[("device", &device)]).expect(303);
    client.post_form("/sign-out", &[]).expect(303);
    try_password(&client, &to, PASSWORD).expect(303);
    assert_eq!(mails(&app, &to).len(), 1);
}

#[test]
fn the_link_of_a_notice_locks_the_account_and_only_by_a_button() {
    let app = TestApp::start();
    let world = app.world();
    let to = email(&world.mair);
    let thief = sign_in(&app, &world.mair, IPHONE);
    let link = mails(&app, &to)[0].link("/account-lock/");
    let victim = app.anonymous();
    let mut raw = app.raw();
    let before = crate::support::rows::dump(&mut raw);
    for _ in 0..3 {
        let page = victim.get(&link).expect(200);
        assert!(!page.text().contains(&to), "the whole address stands in no page of a link");
        victim.request("HEAD", &link, "", b"").expect(200);
    }
    assert_eq!(crate::support::rows::dump(&mut raw), before, "looking at the link changed something");
    assert!(opens(&thief));

    let locked = victim.get(&link).form("main form").submit().expect(303).follow().expect(200);
    assert!(locked.visible().contains("Your account is locked"), "{}", locked.visible());
    assert!(!opens(&thief));
    try_password(&thief, &to, PASSWORD).expect(422);
    assert_eq!(raw.number("SELECT count(*) AS value FROM known_devices"), 0);
    assert_eq!(raw.number("SELECT count(*) AS value FROM security_events WHERE kind = 'account_locked'"), 1);
    victim.get(&link).expect(410);
    victim.request("POST", &link, "", b"").expect(410);

    // Only a link that is mailed lets in again.
    victim.post_form("/password-reset", &[("email", &to)]).expect(200);
    let reset = mails(&app, &to)[0].link("/password-reset/");
    victim.post_form(&reset, &[("new-password", NEW_PASSWORD)]).expect(303);
    try_password(&victim, &to, NEW_PASSWORD).expect(303);
}
