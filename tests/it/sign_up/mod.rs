//! Signing up: from an e-mail address to the first published policy, and what others can't do on the way.

mod hostile;
mod inviting;
mod naming;
mod terms;

use crate::support::app::{PASSWORD, TestApp};
use crate::support::client::Client;
use crate::support::mail::Mail;
use crate::support::page::Page;

const EMAIL: &str = "carys@brynhafod.example";

const TEXT: &str = "# Lone Working Policy\n\n## Purpose\n\nThis policy of {{org_field_name}} keeps people safe.\n\n\
                    ## Duties\n\nTell the office where you are. Carry a phone.\n";

/// The first form, filled and sent.
pub fn begin(client: &Client, email: &str) -> Page {
    let form = client.get("/sign-up").expect(200).form("main form");
    form.set("email", email)
        .set("given-name", "Carys")
        .set("family-name", "Morgan")
        .set("new-password", PASSWORD)
        .tick("terms")
        .tick("data-processing")
        .submit()
}

/// The newest mail to an address.
fn mail(app: &TestApp, email: &str) -> Mail {
    app.run_due_work();
    app.smtp.mails_to(email).pop().expect("a mail")
}

/// The six figures of a mail.
fn code(mail: &Mail) -> String {
    let text = mail.text.as_deref().unwrap();
    let (_, rest) = text.split_once("Your code: ").expect("a code");
    rest.chars().take(7).collect()
}

/// A new account in this browser, its address confirmed by the code.
fn signed_up(app: &TestApp, email: &str) -> Client {
    let client = app.anonymous();
    let check = begin(&client, email).expect(303).follow().expect(200);
    let code = code(&mail(app, email));
    check.form("main form").set("code", &code).submit().expect(303);
    client
}

/// The same with an organisation; the page after founding.
fn founded(app: &TestApp, email: &str, name: &str) -> (Client, Page) {
    let client = signed_up(app, email);
    let nation = client.get("/sign-up/nation").expect(200).form("main form");
    let services = nation.set("nation", "wales").submit().expect(303).follow().expect(200);
    let kinds = services.form("main form").tick_value("types", "domiciliary");
    let form = kinds.submit().expect(303).follow().expect(200).form("main form");
    let page = form.set("organisation", name).submit().expect(303).follow().expect(200);
    (client, page)
}

#[test]
fn somebody_new_publishes_a_first_policy() {
    let app = TestApp::start();
    let client = app.anonymous();
    let mut presses = 0;
    let mut press = |page: Page| {
        presses += 1;
        page.expect(303).follow().expect(200)
    };
    client.get("/").expect(200).click("Set up your organisation").expect(200);
    let check = press(begin(&client, &format!(" {} ", EMAIL.to_uppercase())));
    assert!(check.visible().contains(EMAIL), "{}", check.visible());
    let mail = mail(&app, EMAIL);
    assert!(mail.both_parts_agree());
    let confirm = client.get(&mail.link("/sign-up/confirm/")).expect(200);
    assert!(!confirm.has("input[type=password]"), "this browser began it");
    let nation = press(confirm.form("main form").submit());
    assert_eq!(nation.heading(), "Who inspects you?");
    nation.form("main form").submit().expect(422);
    let services = press(nation.form("main form").set("nation", "wales").submit());
    services.form("main form").submit().expect(422);
    let form = services.form("main form").tick_value("types", "domiciliary").tick_value("types", "care_home");
    let name = press(form.submit());
    name.form("main form").submit().expect(422);
    let ready = press(name.form("main form").set("organisation", "Brynhafod Care").submit());
    assert_eq!(ready.heading(), "Get Brynhafod Care ready");
    assert!(ready.visible().contains("0 of 9 done"), "{}", ready.visible());
    assert!(ready.visible().contains("Publish one policy first"), "{}", ready.visible());
    let services = client.get("/o/brynhafod-care/services").expect(200);
    for service in ["Brynhafod Care: Home care", "Brynhafod Care: Care home"] {
        assert!(services.visible().contains(service), "{}", services.visible());
    }
    for link in ready.attributes("main a", "href") {
        client.get(&link).expect(200);
    }

    let new = client.get("/o/brynhafod-care/policies/new").expect(200).form("main form");
    let mut new = new.set("text", TEXT).set("code", "P-1");
    for id in client.get("/o/brynhafod-care/policies/new").attributes("input[name=services]", "value") {
        new = new.tick_value("services", &id);
    }
    let found = press(new.submit());
    let policy = found.url.path().trim_end_matches("/import").to_owned();
    let publish = client.get(&format!("{policy}/publish")).expect(200).form("main form");
    let published = press(publish.submit());
    assert!(published.visible().contains("Lone Working Policy"), "{}", published.visible());
    assert_eq!(presses, 7, "from nothing to a published policy");

    let after = client.get("/o/brynhafod-care").expect(303).follow().expect(200);
    assert!(after.visible().contains("3 of 9 done"), "{}", after.visible());
    let hidden = after.form("form[action$='/ready/hide']").submit().expect(303).follow().expect(200);
    assert!(!hidden.visible().contains("3 of 9 done"), "{}", hidden.visible());
    client.get("/o/brynhafod-care").expect(303).follow().expect(200).html();
    assert!(client.get("/o/brynhafod-care/settings").expect(200).visible().contains("First tasks"));
}

#[test]
fn it_can_be_left_and_gone_on_with_after_signing_in() {
    let app = TestApp::start();
    signed_up(&app, EMAIL);
    let client = app.anonymous();
    let form = client.get("/sign-in").expect(200).form("main form");
    let in_again = form.set("email", EMAIL).set("password", PASSWORD).submit().expect(303);
    let nation = in_again.follow().expect(303).follow().expect(200);
    assert_eq!(nation.heading(), "Who inspects you?");
    nation.form("main form").set("nation", "england").submit().expect(303);
    let later = client.get("/sign-up").expect(303);
    assert_eq!(later.header("location"), Some("/sign-up/services"));
    // A day later the answers are still there: only what was never confirmed goes.
    app.set_time("2026-11-22T12:00:00Z");
    app.run_due_work();
    let form = app.anonymous().get("/sign-in").expect(200).form("main form");
    let page = form.set("email", EMAIL).set("password", PASSWORD).submit().expect(303);
    assert_eq!(page.follow().expect(303).header("location"), Some("/sign-up/services"));
}

#[test]
fn a_second_press_founds_nothing_and_names_may_be_alike() {
    let app = TestApp::start();
    let client = signed_up(&app, EMAIL);
    client.post_form("/sign-up/organisation", &[("organisation", "Too early")]).expect(303);
    client.post_form("/sign-up/nation", &[("nation", "wales")]).expect(303);
    client.post_form("/sign-up/services", &[("types", "other")]).expect(303);
    let name = [("organisation", "Brynhafod Care")];
    let first = client.post_form("/sign-up/organisation", &name).expect(303);
    assert!(first.header("location").unwrap().starts_with("/o/brynhafod-care/ready"));
    let second = client.post_form("/sign-up/organisation", &name).expect(303);
    assert_eq!(second.header("location"), Some("/organisations"));
    let mut raw = app.raw();
    assert_eq!(raw.number("SELECT count(*) FROM organisations"), 1);

    let (_, page) = founded(&app, "other@brynhafod.example", "Brynhafod Care");
    assert_eq!(page.url.path(), "/o/brynhafod-care-2/ready");
    client.get("/o/brynhafod-care-2/").expect(404);
}

#[test]
fn an_account_owns_several_organisations_and_changes_between_them() {
    let app = TestApp::start();
    let (client, page) = founded(&app, EMAIL, "Aber Care");
    assert!(!page.has("details.switch"), "one organisation needs no switch");
    let form = client.get("/sign-up").expect(200).form("main form");
    assert!(!form.names().contains(&"email".to_owned()));
    let named = form.set("given-name", "Carys").set("family-name", "Morgan").tick("terms");
    named.clone().submit().expect(422);
    named.tick("data-processing").submit().expect(303);
    client.post_form("/sign-up/nation", &[("nation", "england")]).expect(303);
    client.post_form("/sign-up/services", &[("types", "care_home")]).expect(303);
    client.post_form("/sign-up/organisation", &[("organisation", "Brook Care")]).expect(303);

    let brook = client.get("/o/brook-care/").expect(200);
    assert_eq!(brook.words("details.switch li"), ["Aber Care", "All organisations"]);
    app.set_time("2026-11-21T10:05:00Z");
    client.get("/o/brook-care").expect(303);
    app.set_time("2026-11-21T10:10:00Z");
    brook.click("Aber Care").expect(303).follow().expect(200);
    let all = client.get("/organisations").expect(200);
    assert_eq!(all.words("main li b"), ["Aber Care", "Brook Care"]);
    assert!(all.words("main li")[0].contains("You were here last"), "{:?}", all.words("main li"));
}

#[test]
fn a_list_of_names_puts_staff_into_the_only_service() {
    let app = TestApp::start();
    let (client, _) = founded(&app, EMAIL, "Brynhafod Care");
    let form = client.get("/o/brynhafod-care/people/import").expect(200).form("main form");
    let check = form.set("list", "Name\nSiân Evans\n").submit().expect(303).follow().expect(200);
    check.form("main form").press("then", "add").submit().expect(303);
    app.run_due_work();
    let list = client.get("/o/brynhafod-care/people?search=evans").expect(200);
    let row = list.words("tbody tr").join("; ");
    assert!(row.contains("Evans") && row.contains("Brynhafod Care"), "{row}");
}
