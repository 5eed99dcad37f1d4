//! Asking to read and sign, the signing link, receipts, stopping, withdrawing, verification.

use polisi::acknowledgements::{self, EndedBecause};
use polisi::audit;
use polisi::db::ids::{PolicyId, RequestId};
use polisi::keys::store::public_keys;
use polisi::messages::Language;
use polisi::policies::drafts::{self, NewText};
use polisi::policies::versions::publishing::{self, Terms};
use polisi::policies::{self, Details};

use crate::support::app::{Somebody, TestApp, World};
use crate::support::client::Client;
use crate::support::page::Page;

const TEXT: &str = "# Phones at Work\n\n## Purpose\n\nThis policy is for {{org_field_name}}.\n\n\
    ## Rules\n\nKeep your phone in your bag while you support people.\n\nAsk your manager when you are unsure.\n";

/// Enters and publishes a policy at the first service, or publishes the next version.
pub fn publish(app: &TestApp, world: &World, policy: Option<PolicyId>, label: &str) -> PolicyId {
    let (now, by, messages) = (app.app.clock.now(), world.mair.person, app.app.messages.clone());
    let (services, label) = ([world.org.services[0]].into_iter().collect(), label.to_owned());
    app.within(&world.org, move |tenant| {
        let text = NewText {
            format: polisi::documents::Format::Markdown,
            source: format!("{TEXT}\nVersion {label}.\n"),
        };
        let id = match policy {
            Some(id) => {
                drafts::replace(tenant, now, by, id, "", &text).unwrap();
                id
            }
            None => {
                let details = Details {
                    code: "POL-07".to_owned(),
                    title: "Phones at Work".to_owned(),
                    language: Language::English,
                    nation: None,
                    service_type: None,
                    owner: by,
                    services,
                };
                drafts::create(tenant, now, by, &details, &text).unwrap()
            }
        };
        let services = drafts::store::services(tenant, id).unwrap();
        let basis = publishing::basis(tenant, id, &services).unwrap();
        let terms = Terms {
            label,
            reviewed_on: now.day(),
            effective_on: now.day(),
            next_review_on: now.day().plus_months(12),
            change_note: "First".to_owned(),
            approver_name: "Mair Rheolwr".to_owned(),
            change_kind: policies::ChangeKind::Minor,
            approved_on: None,
            approval_reason: None,
        };
        let prepared = publishing::prepare(&basis, &terms, now, by, &messages).unwrap();
        publishing::publish(tenant, now, &prepared).unwrap();
        id
    })
}

/// Asks people at the first service by the manager's pages; the request's address.
pub fn ask(app: &TestApp, world: &World, policy: PolicyId, people: &[&Somebody]) -> String {
    let client = app.client_of(&world.mair);
    let mut form = client
        .get(&format!("/o/cartref-prawf/acknowledgements/new?policy={policy}"))
        .expect(200)
        .form("main form");
    for somebody in people {
        form = form.tick_value("people", &somebody.person.to_string());
    }
    let check = form.set("note", "New rules since the visit.").submit().expect(200);
    let sent = check.form("main form").submit().expect(303);
    let address = sent.location().unwrap().path().to_owned();
    client.get(&address).expect(200);
    address
}

/// The path of the newest personal link that was mailed to somebody.
fn link_of(app: &TestApp, somebody: &Somebody) -> String {
    app.run_due_work();
    let mails = app.smtp.mails_to(somebody.email.as_deref().unwrap());
    let mail = mails.iter().rev().find(|mail| mail.links().iter().any(|link| link.contains("/s/"))).unwrap();
    let link = mail.link("/s/");
    link.strip_prefix(&app.base).unwrap_or(&link).to_owned()
}

/// Everything of this slice that could change, as text.
fn everything(app: &TestApp, world: &World) -> String {
    app.within(&world.org, |tenant| {
        let everybody = polisi::people::list(tenant).unwrap();
        let mut seen = format!("{:?}", audit::lines(tenant, &audit::Filter::default(), 10_000, 0).unwrap());
        seen += &format!("{:?}", acknowledgements::store::all(tenant).unwrap());
        for request in acknowledgements::store::requests(tenant).unwrap() {
            seen += &format!("{request:?}");
            seen += &format!("{:?}", acknowledgements::store::links_of_request(tenant, request.id).unwrap());
        }
        for person in everybody {
            seen +=
                &format!("{:?}", acknowledgements::store::assignments_of_person(tenant, person.id).unwrap());
        }
        seen + &format!("{:?}", polisi::mail::list(tenant, None, &[], (10_000, 0)).unwrap())
    })
}

fn sign(page: &Page) -> Page {
    page.form("form.sign").tick("statement").submit()
}

fn signatures(app: &TestApp, world: &World) -> i64 {
    app.within(&world.org, |tenant| acknowledgements::store::count(tenant).unwrap())
}

fn lines(app: &TestApp, world: &World, action: &str) -> i64 {
    let filter = audit::Filter { action: Some(action.to_owned()), ..audit::Filter::default() };
    app.within(&world.org, move |tenant| audit::count(tenant, &filter).unwrap())
}

fn request_id(address: &str) -> RequestId {
    RequestId::parse(address.rsplit('/').next().unwrap()).unwrap()
}

#[test]
fn asks_reads_signs_and_shows_who_has() {
    let app = TestApp::start();
    let world = app.world();
    let policy = publish(&app, &world, None, "1.0");
    let request = ask(&app, &world, policy, &[&world.tomos, &world.kemi, &world.sian]);
    let manager = app.client_of(&world.mair);
    let before = manager.get(&request).expect(200);
    assert!(before.visible().contains("0 of 3 signed"), "{}", before.visible());
    assert!(before.visible().contains("Not yet reachable"));
    let link = link_of(&app, &world.tomos);
    assert!(!before.text().contains(&link), "the manager never sees the link");

    let page = app.anonymous().get(&link).expect(200);
    assert_eq!(page.heading(), "Phones at Work");
    assert!(page.visible().contains("Keep your phone in your bag"));
    assert!(!page.has("input[name=statement][checked]"));
    let done = sign(&page).expect(303).follow().expect(200);
    let receipt = done.words(".stamp b").join("");
    assert!(receipt.starts_with("RS-") && receipt.len() == 12, "{receipt}");
    let rows = done.visible();
    assert!(rows.contains("1.0, published 21 November 2026") && rows.contains("Tomos Newydd"), "{rows}");
    let fingerprint = app.within(&world.org, |tenant| {
        let row = acknowledgements::store::all(tenant).unwrap().remove(0);
        row.html_sha256.iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    });
    assert!(rows.contains(&fingerprint), "{rows}");
    app.run_due_work();
    let mails = app.smtp.mails_to(world.tomos.email.as_deref().unwrap());
    assert!(mails.iter().any(|mail| mail.subject.contains(&receipt)));

    let after = manager.get(&request).expect(200);
    assert!(after.visible().contains("1 of 3 signed") && after.visible().contains(&receipt));
    manager.get("/o/cartref-prawf/acknowledgements").expect(200);
    for group in ["person", "policy", "assignment"] {
        let list =
            manager.get(&format!("/o/cartref-prawf/acknowledgements?state=open&group={group}")).expect(200);
        let shown = if group == "policy" { "Phones at Work" } else { "Kemi Testwood" };
        assert!(list.visible().contains(shown), "{group}: {}", list.visible());
    }
    let file = manager.unchecked().get(&format!("{request}/people.csv")).expect(200).text();
    assert!(file.contains(&receipt) && file.contains("Kemi Testwood"), "{file}");
    let empty = app.client_of(&world.owain);
    empty.get(&request).expect(404);
    app.client_of(&world.priya).get(&request).expect(404);
    assert_verifies(&app, &world);
}

#[test]
fn opening_a_link_changes_nothing_and_nothing_ticked_signs_nothing() {
    let app = TestApp::start();
    let world = app.world();
    let policy = publish(&app, &world, None, "1.0");
    ask(&app, &world, policy, &[&world.tomos]);
    let link = link_of(&app, &world.tomos);
    let before = everything(&app, &world);
    let agents = ["Mozilla/5.0", "SafeLinks", "Barracuda Sentinel", "GoogleImageProxy", "curl/8.5"];
    for agent in agents {
        let client = app.anonymous().with_header("user-agent", agent).with_header("sec-purpose", "prefetch");
        for rest in ["", "/list", "/not-you"] {
            client.get(&format!("{link}{rest}")).expect(200);
        }
        let bare = client.unchecked().with_header("accept-encoding", "identity");
        bare.request("HEAD", &link, "", b"");
    }
    let page = app.anonymous().get(&link).expect(200);
    let again = page.form("form.sign").submit().expect(422);
    assert!(again.visible().contains("Tick the box to say that the statement is true for you"));
    page.form("form.sign").tick("statement").forge("code", "00").submit().expect(422);
    page.form("form.sign").tick("statement").forge("at", "1").submit().expect(422);
    assert_eq!(everything(&app, &world), before);
    sign(&again).expect(303);
    assert_eq!(signatures(&app, &world), 1);
}

#[test]
fn two_simultaneous_signatures_are_one() {
    let app = TestApp::start();
    let world = app.world();
    let policy = publish(&app, &world, None, "1.0");
    ask(&app, &world, policy, &[&world.tomos]);
    let page = app.anonymous().get(&link_of(&app, &world.tomos)).expect(200);
    let answers: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..6)
            .map(|_| {
                let form = page.form("form.sign").tick("statement").by(&app.anonymous());
                scope.spawn(move || form.submit().expect(303).location().unwrap().to_string())
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    assert_eq!((signatures(&app, &world), lines(&app, &world, "policy_acknowledged")), (1, 1));
    app.run_due_work();
    let mails = app.smtp.mails_to(world.tomos.email.as_deref().unwrap());
    assert_eq!(mails.iter().filter(|mail| mail.subject.contains("Receipt RS-")).count(), 1);
    assert_verifies(&app, &world);
}

#[test]
fn a_newer_version_is_never_signed_unseen() {
    let app = TestApp::start();
    let world = app.world();
    let policy = publish(&app, &world, None, "1.0");
    ask(&app, &world, policy, &[&world.tomos]);
    let link = link_of(&app, &world.tomos);
    let page = app.anonymous().get(&link).expect(200);
    app.set_time("2026-11-21T11:00:00Z");
    publish(&app, &world, Some(policy), "2.0");
    let refused = sign(&page).expect(409);
    assert!(refused.visible().contains("newer version"), "{}", refused.visible());
    let now = app.app.clock.now();
    app.within(&world.org, move |tenant| {
        acknowledgements::end_for_policy(tenant, now, policy, EndedBecause::Superseded).unwrap();
    });
    sign(&page).expect(409);
    app.anonymous().get(&link).expect(410);
    assert_eq!(signatures(&app, &world), 0);
    assert_verifies(&app, &world);
    let second = ask(&app, &world, policy, &[&world.tomos]);
    assert!(second.contains("acknowledgements"));
}

#[test]
fn links_stop_are_replaced_and_end_each_in_words() {
    let app = TestApp::start();
    let world = app.world();
    let policy = publish(&app, &world, None, "1.0");
    let request = ask(&app, &world, policy, &[&world.tomos]);
    let first = link_of(&app, &world.tomos);
    let page = app.anonymous().get(&first).expect(200);
    let manager = app.client_of(&world.mair);
    let person = world.tomos.person;
    let act = |act: &str| {
        let confirm = manager.get(&format!("{request}/people/{person}/{act}")).expect(200);
        confirm.form("main form").submit().expect(303);
    };
    act("stop");
    let stopped = app.anonymous().get(&first).expect(410);
    assert_eq!(stopped.heading(), "This link has stopped working");
    sign(&page).expect(410);
    act("resend");
    app.set_time("2026-11-21T10:05:00Z");
    act("resend");
    app.set_time("2026-11-21T10:10:00Z");
    let newest = link_of(&app, &world.tomos);
    assert_ne!(newest, first);
    app.anonymous().get(&newest).expect(200);
    app.anonymous().get(&format!("/s/{}", "A".repeat(43))).expect(404);
    app.set_time("2027-06-01T10:00:00Z");
    let ended = app.anonymous().get(&newest).expect(410);
    assert_eq!(ended.heading(), "This link has ended");
    let known = ended.form("main form").submit().expect(303).follow().expect(200);
    let unknown = app.anonymous().post_form(&format!("/s/{}/renew", "A".repeat(43)), &[]).expect(303);
    assert_eq!(unknown.follow().visible(), known.visible());
    let renewed = link_of(&app, &world.tomos);
    assert_ne!(renewed, newest);
    let replaced = app.anonymous().get(&newest).expect(410);
    assert_eq!(replaced.heading(), "There is a newer link");
    sign(&app.anonymous().get(&renewed).expect(200)).expect(303);
    assert_eq!(signatures(&app, &world), 1);
}

#[test]
fn withdrawing_ends_links_and_cancels_mails_that_wait() {
    let app = TestApp::start();
    let world = app.world();
    let policy = publish(&app, &world, None, "1.0");
    let request = ask(&app, &world, policy, &[&world.tomos]);
    let link = link_of(&app, &world.tomos);
    let manager = app.client_of(&world.mair);
    let form = manager.get(&format!("{request}/withdraw")).expect(200);
    form.form("main form").submit().expect(422);
    form.form("main form").set("reason", "Sent to the wrong service").submit().expect(303);
    // Pressed twice: the same result.
    form.form("main form").set("reason", "Sent to the wrong service").submit().expect(303);
    assert_eq!(app.anonymous().get(&link).expect(410).heading(), "You need not sign this any more");
    assert!(manager.get(&request).expect(200).visible().contains("Sent to the wrong service"));
    manager.get(&format!("{request}/withdraw")).expect(409);
    let id = request_id(&request);
    let state = app.within(&world.org, move |tenant| acknowledgements::store::request(tenant, id).unwrap());
    assert_eq!(state.unwrap().state(), acknowledgements::State::Withdrawn);
    assert_verifies(&app, &world);
}

#[test]
fn a_link_for_somebody_else_is_stopped_and_the_manager_is_told() {
    let app = TestApp::start();
    let world = app.world();
    let policy = publish(&app, &world, None, "1.0");
    ask(&app, &world, policy, &[&world.tomos]);
    let link = link_of(&app, &world.tomos);
    let page = app.anonymous().get(&format!("{link}/not-you")).expect(200);
    let done = page.form("main form").submit().expect(303).follow().expect(200);
    assert_eq!(done.heading(), "The link is stopped");
    app.anonymous().get(&link).expect(410);
    app.run_due_work();
    let told = app.smtp.mails_to(world.mair.email.as_deref().unwrap());
    assert!(told.iter().any(|mail| mail.subject.contains("wrong person")), "{told:?}");
}

#[test]
fn reads_in_welsh_and_signs_by_account() {
    let app = TestApp::start();
    let world = app.world();
    let policy = publish(&app, &world, None, "1.0");
    ask(&app, &world, policy, &[&world.sian]);
    let link = link_of(&app, &world.sian);
    let page = app.anonymous().get(&link).expect(200);
    assert_eq!(page.attributes("html", "lang"), ["cy"]);
    let english = app.anonymous().get(&format!("{link}?lang=en")).expect(200);
    assert_eq!(english.attributes("html", "lang"), ["en-GB"]);
    let mine = app.client_of(&world.sian);
    let list = mine.get("/o/cartref-prawf/me?lang=en").expect(200);
    assert!(list.visible().contains("You have 1 policy to read"), "{}", list.visible());
    let page = list.click("Phones at Work").expect(200);
    let receipt = sign(&page).expect(303).follow().expect(200);
    assert!(receipt.visible().contains("Signed in to your account"), "{}", receipt.visible());
    let twice = app.anonymous().get(&link).expect(200);
    assert!(twice.has("#signed"), "the link shows the list with the receipt");
    assert_verifies(&app, &world);
}

#[test]
fn a_leaver_is_not_waited_for() {
    let app = TestApp::start();
    let world = app.world();
    let policy = publish(&app, &world, None, "1.0");
    let request = ask(&app, &world, policy, &[&world.tomos, &world.kemi]);
    let link = link_of(&app, &world.tomos);
    let (now, person) = (app.app.clock.now(), world.tomos.person);
    app.within(&world.org, move |tenant| {
        polisi::people::leave(tenant, now, person, now.day()).unwrap();
        assert_eq!(acknowledgements::end_for_person(tenant, now, person).unwrap(), 1);
    });
    assert_eq!(app.anonymous().get(&link).expect(410).heading(), "This link is closed");
    let id = request_id(&request);
    let request = app.within(&world.org, move |tenant| acknowledgements::store::request(tenant, id).unwrap());
    assert_eq!(request.unwrap().asked, 1);
    assert_verifies(&app, &world);
}

#[test]
fn foreign_ids_lead_nowhere() {
    let app = TestApp::start();
    let world = app.world();
    let policy = publish(&app, &world, None, "1.0");
    let request = ask(&app, &world, policy, &[&world.tomos, &world.sian]);
    let (tomos, sian) = (link_of(&app, &world.tomos), link_of(&app, &world.sian));
    let action = app.anonymous().get(&sian).expect(200).attributes("form.sign", "action").remove(0);
    let assignment = action.rsplit('/').next().unwrap().to_owned();
    let stranger: Client = app.anonymous();
    stranger.get(&format!("{tomos}/read/{assignment}")).expect(404);
    stranger.post_form(&format!("{tomos}/read/{assignment}"), &[("statement", "yes")]).expect(404);
    let done = sign(&app.anonymous().get(&sian).expect(200)).expect(303);
    let receipt = done.location().unwrap().path().rsplit('/').next().unwrap().to_owned();
    stranger.get(&format!("{tomos}/receipts/{receipt}")).expect(404);
    app.client_of(&world.lowri).get(&format!("/o/cartref-prawf/me/receipts/{receipt}")).expect(404);
    app.client_of(&world.lowri).get(&request).expect(403);
    let other = app.client_of(&world.beatrix);
    let foreign = format!("/o/larkmere/acknowledgements/{}", request_id(&request));
    for rest in ["", "/people.csv", "/withdraw"] {
        other.get(&format!("{foreign}{rest}")).expect(404);
    }
    other.get(&format!("/o/larkmere/acknowledgements/new?policy={policy}")).expect(404);
}

fn assert_verifies(app: &TestApp, world: &World) {
    let bad = app.within(&world.org, |tenant| {
        let keys = public_keys(&mut tenant.system()).unwrap();
        assert_eq!(policies::check_renditions(tenant).unwrap(), None);
        acknowledgements::check_acknowledgements(tenant, &keys).unwrap()
    });
    assert_eq!(bad, None);
}
