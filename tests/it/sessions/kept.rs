//! What was typed survives signing in again, for the same person in the same browser.

use super::{PASSWORD, TestApp, email, try_password};
use crate::support::app::World;
use crate::support::client::Client;
use crate::support::form::Form;
use crate::support::page::Page;

const ADD: &str = "/o/cartref-prawf/people/add";
const KEPT: &str = "/sign-in?to=%2Fsign-in%2Fkept";

/// The form of a new person, filled in.
fn filled(client: &Client) -> Form {
    let form = client.get(ADD).expect(200).form("main form");
    form.set("given-name", "Ffion")
        .set("family-name", "O'Gadw")
        .set("job-title", "Cook & baker")
        .set("worker-type", "employee")
}

fn is_there(app: &TestApp, world: &World) -> bool {
    app.client_of(&world.olwen).get("/o/cartref-prawf/people").expect(200).visible().contains("O'Gadw")
}

/// Signs in where a page sent them.
fn sign_in_again(page: &Page, email: &str) -> Page {
    let form = page.follow().expect(200).form("main form");
    form.set("email", email).set("password", PASSWORD).submit().expect(303)
}

#[test]
fn a_form_that_met_an_ended_session_is_offered_and_sent_by_hand() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let form = filled(&client);
    app.app.clock.move_to(app.app.clock.now().plus_hours(13));
    let refused = form.submit().expect(303);
    assert_eq!(refused.header("location").unwrap(), KEPT);
    let cookie = refused.header("set-cookie").unwrap();
    for part in ["polisi-kept=", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=86400"] {
        assert!(cookie.contains(part), "{cookie} without {part}");
    }
    assert!(refused.follow().visible().contains("What you typed is kept for 24 hours"));
    sealed(&app);

    let back = sign_in_again(&refused, &email(&world.olwen));
    assert_eq!(back.header("location").unwrap(), "/sign-in/kept");
    let offer = back.follow().expect(200);
    assert!(offer.visible().contains("nothing was sent"), "{}", offer.visible());
    for words in ["First name", "Ffion", "Last name", "O'Gadw", "Dates, and what you chose"] {
        assert!(offer.visible().contains(words), "{words}: {}", offer.visible());
    }
    assert!(!offer.visible().contains("worker"), "no names of the form: {}", offer.visible());
    assert!(!is_there(&app, &world), "nothing was sent by itself");
    offer.form("main form").submit().expect(303);
    assert!(is_there(&app, &world));
    // Sent once, it isn't offered again.
    let again = client.get("/sign-in/kept").expect(303);
    assert_eq!(again.header("location").unwrap(), "/organisations");
    assert_eq!(app.raw().number("SELECT count(*) AS value FROM kept_forms"), 0);
}

/// Nothing of it can be read in the database.
fn sealed(app: &TestApp) {
    let mut raw = app.raw();
    let column = if raw.is_sqlite() { "lower(hex(sealed))" } else { "encode(sealed, 'hex')" };
    let rows = raw.lines(&format!("SELECT {column} AS value FROM kept_forms"));
    assert_eq!(rows.len(), 1);
    let words: String = "Ffion".bytes().map(|byte| format!("{byte:02x}")).collect();
    assert!(!rows[0].contains(&words));
}

#[test]
fn nobody_else_sees_it_in_the_same_browser_nor_the_same_person_in_another() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let form = filled(&client);
    app.app.clock.move_to(app.app.clock.now().plus_hours(13));
    let refused = form.submit().expect(303);
    let back = sign_in_again(&refused, &email(&world.mair)).follow().expect(303);
    assert_eq!(back.header("location").unwrap(), "/organisations");
    let elsewhere = app.anonymous();
    try_password(&elsewhere, &email(&world.olwen), PASSWORD).expect(303);
    elsewhere.get("/sign-in/kept").expect(303);
    // Hers again, until a day is over.
    client.post_form("/sign-out", &[]).expect(303);
    try_password(&client, &email(&world.olwen), PASSWORD).expect(303);
    client.get("/sign-in/kept").expect(200);
    app.app.clock.move_to(app.app.clock.now().plus_hours(11));
    client.get("/sign-in/kept").expect(200);
    app.app.clock.move_to(app.app.clock.now().plus_hours(13));
    try_password(&client, &email(&world.olwen), PASSWORD).expect(303);
    client.get("/sign-in/kept").expect(303);
    assert!(app.run_due_work()["account_rows_removed"] > 0);
    assert_eq!(app.raw().number("SELECT count(*) AS value FROM kept_forms"), 0);
}

#[test]
fn a_form_that_waits_for_the_password_is_kept_too_and_can_be_thrown_away() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let path = "/o/cartref-prawf/settings/people/data_protection_lead";
    app.app.clock.move_to(app.app.clock.now().plus_minutes(16));
    let person = world.gwen.person.to_string();
    let refused = client.post_form(path, &[("person", &person), ("new-password", "x")]).expect(303);
    let way = format!("/sign-in/again?to=%2Fsign-in%2Fkept&back={}", path.replace('/', "%2F"));
    assert_eq!(refused.header("location").unwrap(), way);
    let again = refused.follow().expect(200);
    assert_eq!(again.link("Go back").path(), path);
    let offer = again.form("main form").set("password", PASSWORD).submit().expect(303).follow().expect(200);
    assert_eq!(offer.attributes("main form input[name=person]", "value"), [person]);
    assert!(!offer.has("main form input[name=new-password]"), "passwords are never kept");
    assert_eq!(offer.attributes("main form", "action")[0], path);
    offer.form("#kept-discard").submit().expect(303);
    client.get("/sign-in/kept").expect(303);
    assert_eq!(app.raw().number("SELECT count(*) AS value FROM kept_forms"), 0);
}

#[test]
fn nothing_is_kept_for_nobody_nor_of_what_is_too_long_or_of_files() {
    let app = TestApp::start();
    let world = app.world();
    let anonymous = app.anonymous();
    let refused = anonymous.post_form(ADD, &[("given-name", "Ffion")]).expect(303);
    assert_eq!(refused.header("location").unwrap(), "/sign-in?to=%2Fo%2Fcartref-prawf%2Fpeople%2Fadd");
    let client = app.client_of(&world.olwen);
    let forged = app.anonymous();
    forged.set_cookie("polisi-session", "eyJhbGciOiJub25lIn0.e30.");
    forged.post_form(ADD, &[("given-name", "Ffion")]).expect(303);
    app.app.clock.move_to(app.app.clock.now().plus_hours(13));
    let long = "x".repeat(70_000);
    client.post_form(ADD, &[("given-name", &long)]).expect(303);
    client.post_form(ADD, &[]).expect(303);
    client.post_form("/account/password", &[("text", "typed")]).expect(303);
    client.post_form("/sign-in/again", &[("to", "/organisations"), ("password", PASSWORD)]).expect(303);
    let mut raw = app.raw();
    assert_eq!(raw.number("SELECT count(*) AS value FROM kept_forms"), 0);
    let file = crate::support::form::Upload {
        field: "file".to_owned(),
        name: "a.txt".to_owned(),
        content_type: "text/plain".to_owned(),
        bytes: b"canary-in-a-file".to_vec(),
    };
    client.post_multipart(ADD, &[("given-name", "Ffion")], &[file]).expect(303);
    assert_eq!(raw.number("SELECT count(*) AS value FROM kept_forms"), 1);
    try_password(&client, &email(&world.olwen), PASSWORD).expect(303);
    let offer = client.get("/sign-in/kept").expect(200);
    assert!(offer.text().contains("Ffion") && !offer.text().contains("canary-in-a-file"));
}

#[test]
fn who_signed_out_in_another_tab_finds_what_they_typed_where_the_browser_is_theirs_alone() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.anonymous();
    try_password(&client, &email(&world.olwen), PASSWORD).expect(303);
    let signed_out = |client: &Client| {
        let form = filled(client);
        client.post_form("/sign-out", &[]).expect(303);
        form.submit().expect(303)
    };
    let refused = signed_out(&client);
    assert_eq!(refused.header("location").unwrap(), KEPT);
    let offer = sign_in_again(&refused, &email(&world.olwen)).follow().expect(200);
    assert!(offer.visible().contains("O'Gadw"), "{}", offer.visible());
    offer.form("#kept-discard").submit().expect(303);
    // Two people use it: what one typed could be the other's.
    client.post_form("/sign-out", &[]).expect(303);
    try_password(&client, &email(&world.mair), PASSWORD).expect(303);
    let to_the_form = "/sign-in?to=%2Fo%2Fcartref-prawf%2Fpeople%2Fadd";
    let refused = signed_out(&client);
    assert_eq!(refused.header("location").unwrap(), to_the_form);
    // Nor is the other the only one because this one is forgotten.
    try_password(&client, &email(&world.mair), PASSWORD).expect(303);
    client.get("/account").expect(200).form("form[action='/account/devices/forget']").submit().expect(303);
    let refused = signed_out(&client);
    assert_eq!(refused.header("location").unwrap(), to_the_form);
    assert_eq!(app.raw().number("SELECT count(*) AS value FROM kept_forms"), 0);
}

/// What an operator typed waits for the password as well as what a member did.
#[test]
fn an_operators_reason_is_kept_while_the_password_is_asked_for() {
    let app = TestApp::start();
    let world = app.world();
    let client = crate::operator::operator(&app, &world);
    let page = format!("/operator/organisations/{}", world.org.id);
    app.app.clock.move_to(app.app.clock.now().plus_minutes(16));
    let form = client.get(&page).expect(200).form("main form").set("reason", "They asked for it in writing.");
    let refused = form.submit().expect(303);
    assert!(refused.header("location").unwrap().starts_with("/sign-in/again?to=%2Fsign-in%2Fkept"));
    let again = refused.follow().expect(200);
    assert!(again.visible().contains("What you typed is kept"), "{}", again.visible());
    let offer = again.form("main form").set("password", PASSWORD).submit().expect(303).follow().expect(200);
    assert!(offer.visible().contains("They asked for it in writing."), "{}", offer.visible());
    assert!(!client.get(&page).expect(200).visible().contains("Paused"), "nothing was done by itself");
    let done = offer.form("main form").submit().expect(303).follow().expect(200);
    assert!(done.url.path() == page && done.visible().contains("They asked for it in writing."));
    app.client_of(&world.olwen).get("/o/cartref-prawf/").expect(403);
}

#[test]
fn what_was_typed_without_an_organisation_is_kept_and_its_password_is_not() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.sian);
    app.app.clock.move_to(app.app.clock.now().plus_hours(13));
    let typed = [("email", "new@cartref.example"), ("password", PASSWORD)];
    let refused = client.post_form("/account/email", &typed).expect(303);
    assert_eq!(refused.header("location").unwrap(), KEPT);
    let offer = sign_in_again(&refused, &email(&world.sian)).follow().expect(200);
    assert!(offer.visible().contains("new@cartref.example"), "{}", offer.visible());
    assert!(!offer.text().contains(PASSWORD) && !offer.has("main form input[name=password]"));
}

#[test]
fn whoever_does_not_give_the_password_goes_back_to_where_they_came_from() {
    let app = TestApp::start();
    let world = app.world();
    app.app.clock.move_to(app.app.clock.now().plus_minutes(16));
    let page = format!("/o/cartref-prawf/people/{}", world.sian.person);
    let start = "/organisations";
    let back = |from: Option<&str>| {
        let client = app.client_of(&world.olwen);
        app.app.clock.move_to(app.app.clock.now().plus_minutes(16));
        let client = from.map_or(client.clone(), |from| client.with_header("referer", from));
        let asked = client.post_form(&format!("{page}/sessions"), &[]).expect(303).follow().expect(200);
        // A wrong password forgets nothing.
        let wrong = asked.form("main form").set("password", "wrong").submit().expect(422);
        assert_eq!(wrong.link("Go back"), asked.link("Go back"));
        asked.link("Go back")
    };
    let base = app.base.trim_end_matches('/');
    let listed = format!("{base}{page}?from=list");
    assert_eq!(back(Some(&listed)).as_str(), listed);
    for other in [None, Some("https://evil.example/o/cartref-prawf/"), Some("nonsense")] {
        assert_eq!(back(other).path(), start, "{other:?}");
    }
    assert_eq!(back(Some(&format!("{base}/sign-in/kept"))).path(), start);

    let client = app.client_of(&world.olwen);
    for (given, shown) in [
        ("/o/cartref-prawf/people", "/o/cartref-prawf/people"),
        ("//evil.example/", "/organisations"),
        ("https://evil.example/", "/organisations"),
        ("/account", "/organisations"),
    ] {
        let asked = client.get(&format!("/sign-in/again?to=%2Faccount&back={given}")).expect(200);
        assert_eq!(asked.link("Go back").as_str(), format!("{base}{shown}"), "{given}");
    }
}
