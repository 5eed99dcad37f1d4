//! The first owner who never got the link: the address put right, or the organisation closed by operators.

use polisi::clock::Clock;

use crate::operator::operator;
use crate::support::app::{PASSWORD, TestApp, World};
use crate::support::client::Client;
use crate::support::page::Page;
use crate::support::process::Said;

const REASON: &str = "The owner's address had a slip in it.";
const WRONG: &str = "nia@tyhof.example";
const RIGHT: &str = "nia@tyhaf.example";
const NAME: &str = "Cartref Ty Haf";

/// An organisation whose owner was invited at a wrong address: its page.
fn made(client: &Client) -> Page {
    let form = client.get("/operator/organisations/add").expect(200).form("main form");
    let form = form.set("organisation", NAME).set("given-name", "Nia").set("family-name", "Wyn");
    form.set("email", WRONG).submit().expect(303).follow().expect(200)
}

/// The link that was mailed last to an address.
fn link(app: &TestApp, address: &str) -> String {
    app.run_due_work();
    app.smtp.mails_to(address).last().unwrap().link("/invitations/")
}

fn join(app: &TestApp, link: &str) -> Client {
    let client = app.anonymous();
    client.get(link).expect(200).form("main form").set("new-password", PASSWORD).submit().expect(303);
    client
}

#[test]
fn a_wrong_address_is_put_right_while_nobody_has_joined() {
    let app = TestApp::start();
    let world = app.world();
    let client = operator(&app, &world);
    let page = made(&client);
    let old = link(&app, WRONG);
    let wrong = page.form("form[action$='/owner']").set("email", "nobody").submit().expect(422);
    for words in ["Write an e-mail address", "Write why, in up to 500"] {
        assert!(wrong.visible().contains(words), "{words}: {}", wrong.visible());
    }
    app.anonymous().get(&old).expect(200);
    let form = wrong.form("form[action$='/owner']").set("email", RIGHT).set("why", REASON);
    let done = form.submit().expect(303).follow().expect(200);
    assert!(done.visible().contains("Owner invited at another address"), "{}", done.visible());
    assert!(done.visible().contains(REASON) && !done.text().contains("/invitations/"), "{}", done.visible());
    let new = link(&app, RIGHT);
    app.anonymous().get(&old).expect(410);
    let owner = join(&app, &new);
    let log = owner.get("/o/cartref-ty-haf/activity").expect(200).visible();
    assert!(log.contains("Owner invited at another address") && log.contains(REASON), "{log}");

    // From now on its people decide.
    let page = client.get(done.url.path()).expect(200);
    assert!(!page.has("form[action$='/owner']"));
    let fields = [("email", WRONG), ("why", REASON)];
    client.post_form(&format!("{}/owner", done.url.path()), &fields).expect(409);
    client.post_form(&format!("/operator/organisations/{}/owner", world.org.id), &fields).expect(409);
    assert_eq!(app.smtp.mails_to(WRONG).len(), 1);
}

#[test]
fn the_command_puts_an_address_right_for_a_reason() {
    let app = TestApp::start();
    let world = app.world();
    made(&operator(&app, &world));
    let old = link(&app, WRONG);
    let invite = |slug: &str, more: &[&str]| {
        let command = ["organisation", "invite", "--slug", slug, "--email", RIGHT];
        Said::from(app.command(&[&command[..], more].concat()))
    };
    invite("cartref-ty-haf", &[]).failed(1, "--reason");
    invite("cartref-ty-haf", &["--reason", " "]).failed(1, "Write why");
    invite("cartref-prawf", &["--reason", REASON]).failed(1, "Somebody has joined cartref-prawf");
    let said = invite("cartref-ty-haf", &["--reason", REASON]).fine();
    app.anonymous().get(&old).expect(410);
    // The command works at the real time.
    app.set_time(&Clock::real().now().to_string());
    let new = said.trim().rsplit(' ').next().unwrap().to_owned();
    let new = new.strip_prefix(app.base.as_str()).unwrap();
    app.anonymous().get(new).expect(200);
    // A reason says why the address is another; here it would be kept nowhere.
    invite("cartref-ty-haf", &["--reason", REASON]).failed(1, "leave --reason out");
    app.anonymous().get(new).expect(200);
    invite("cartref-ty-haf", &[]).fine();
    app.anonymous().get(new).expect(410);
}

/// Where operators close the organisation of a page.
fn closing_of(page: &Page) -> String {
    format!("{}/closing", page.url.path())
}

fn ask(client: &Client, closing: &str) {
    let form = client.get(closing).expect(200).form("main form");
    form.set("name", NAME).set("reason", REASON).submit().expect(303);
}

fn second(app: &TestApp, world: &World) -> Client {
    app.make_operator(&world.beatrix);
    app.client_of(&world.beatrix)
}

#[test]
fn two_operators_close_what_nobody_joined_and_take_it_back() {
    let app = TestApp::start();
    let world = app.world();
    let (priya, beatrix) = (operator(&app, &world), second(&app, &world));
    let closing = closing_of(&made(&priya));
    ask(&priya, &closing);
    let own = priya.get(&closing).expect(200);
    assert!(own.visible().contains("Another operator confirms it"), "{}", own.visible());
    priya.post_form(&format!("{closing}/confirm"), &[("alone", REASON)]).expect(409);
    let form = beatrix.get(&closing).expect(200).form("form[action$='/confirm']");
    let done = form.submit().expect(303).follow().expect(200);
    assert!(done.visible().contains("21 December 2026"), "{}", done.visible());
    let undone = done.form("form[action$='/undo']").submit().expect(303).follow().expect(200);
    assert!(undone.visible().contains("The closing is undone"), "{}", undone.visible());
    assert!(undone.visible().contains("another operator confirms what you ask for"));
    // Where somebody has joined the owners decide.
    let joined = format!("/operator/organisations/{}/closing", world.org.id);
    let form = priya.get(&joined).expect(200).form("main form");
    form.set("name", "Cartref Prawf").set("reason", REASON).submit().expect(303);
    for step in ["confirm", "undo"] {
        beatrix.post_form(&format!("{joined}/{step}"), &[("alone", REASON)]).expect(409);
    }
}

#[test]
fn one_operator_alone_closes_what_nobody_joined_later_and_for_a_reason() {
    let app = TestApp::start();
    let world = app.world();
    let priya = operator(&app, &world);
    let closing = closing_of(&made(&priya));
    ask(&priya, &closing);
    let page = priya.get(&closing).expect(200);
    assert!(page.visible().contains("From 21 December 2026 on"), "{}", page.visible());
    assert!(!page.has("form[action$='/confirm']"));
    let early = priya.post_form(&format!("{closing}/confirm"), &[("alone", REASON)]).expect(409);
    assert!(early.visible().contains("It takes 30 days"), "{}", early.visible());
    app.set_time("2026-12-21T10:00:00Z");
    let priya = app.client_of(&world.priya);
    let form = priya.get(&closing).expect(200).form("form[action$='/confirm']");
    let short = form.set("alone", "short").submit().expect(422);
    assert!(short.visible().contains("at least 20 letters"), "{}", short.visible());
    let form = short.form("form[action$='/confirm']").set("alone", REASON);
    let done = form.submit().expect(303).follow().expect(200);
    assert!(done.visible().contains("20 January 2027"), "{}", done.visible());
}
