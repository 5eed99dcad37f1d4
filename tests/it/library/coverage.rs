//! What the regulator expects, answered by policies and by people.

use polisi::clock::Moment;
use polisi::organisations::{self, Nation, ServiceDetails, ServiceType};

use super::{LIBRARY, adopt};
use crate::support::app::{TestApp, World};
use crate::support::client::Client;

const COVERAGE: &str = "/o/cartref-prawf/policies/coverage";
const SUGGESTIONS: &str = "/o/cartref-prawf/policies/coverage/suggestions";
const PICKS: &str = "main form[action$='/suggestions']";
const SAID: &str = "main form[action$='/suggestions/back']";

fn at(world: &World, place: usize) -> String {
    format!("{COVERAGE}/{}", world.org.services[place])
}

/// How an expectation stands on the page of a service.
fn standing(client: &Client, address: &str, title: &str) -> String {
    let page = client.get(address).expect(200);
    let row = page.words("tbody tr").into_iter().find(|row| row.starts_with(title));
    let row = row.unwrap_or_else(|| panic!("no {title} on {address}"));
    ["Not applicable", "In force", "Draft only", "Gap"]
        .into_iter()
        .find(|standing| row.contains(standing))
        .unwrap_or_default()
        .to_owned()
}

/// A small text without gaps, published at the first service.
fn published(client: &Client, world: &World, code: &str, title: &str) -> String {
    let form = client.get("/o/cartref-prawf/policies/new").expect(200).form("main form");
    let added = form
        .set("text", "A text\n\n1. Aim\n\nWe do what is right.\n")
        .set("title", title)
        .set("code", code)
        .tick_value("services", &world.org.services[0].to_string())
        .submit()
        .expect(303);
    let address = added.location().unwrap().path().trim_end_matches("/import").to_owned();
    client.get(&format!("{address}/publish")).expect(200).form("main form").submit().expect(303);
    address
}

#[test]
fn a_policy_from_the_library_turns_a_gap_into_a_draft() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let overview = client.get(COVERAGE).expect(200);
    assert_eq!(overview.words("tbody tr").len(), 2);
    let page = client.get(&at(&world, 0)).expect(200);
    let all = page.words("tbody tr").len();
    assert!(all >= 20 && page.visible().contains("Not checked at the source"));
    assert_eq!(standing(&client, &at(&world, 0), "Whistleblowing"), "Gap");
    let chosen = page.click("Choose from the library Whistleblowing").expect(200);
    assert!(chosen.url.path().starts_with(&format!("{LIBRARY}/whistleblowing.wales")));
    page.click("Bring our own Medicines").expect(200);

    adopt(&client, "whistleblowing.wales.en").expect(303);
    assert_eq!(standing(&client, &at(&world, 0), "Whistleblowing"), "Draft only");
    let drafts = client.get(&format!("{}?show=draft", at(&world, 0))).expect(200);
    assert_eq!(drafts.words("tbody tr").len(), 1);
    let file = client.get(&format!("{}.csv", at(&world, 0))).expect(200);
    assert_eq!(file.text().lines().count(), all + 1);
    assert!(file.text().contains("DCW36 "), "{}", file.text());
}

#[test]
fn people_answer_with_a_policy_or_a_reason_and_take_it_back() {
    let app = TestApp::start();
    let world = app.world();
    let (owner, mair, owain) =
        (app.client_of(&world.olwen), app.client_of(&world.mair), app.client_of(&world.owain));
    published(&owner, &world, "P-7", "Medicines at home");
    let here = at(&world, 0);
    let page = mair.get(&here).expect(200);
    assert!(page.visible().contains("Is it this one? Medicines at home (P-7)"), "{}", page.visible());
    assert_eq!(standing(&mair, &here, "Medicines"), "Gap");
    let page = mair.get(&here).expect(200).click("Look at all suggestions together").expect(200);
    let said = page.form(PICKS).tick("picks");
    said.submit().expect(303).follow().expect(200);
    assert_eq!(standing(&mair, &here, "Medicines"), "In force");
    mair.post_form(&format!("{here}/wales-medicines/back"), &[]).expect(303);
    let medicines = format!("{here}/wales-medicines");
    let form = mair.get(&medicines).expect(200).form("main form[action$='wales-medicines']");
    assert_eq!(form.value("answer").as_deref(), Some("covered"), "what looks right is proposed");
    form.clone().submit().expect(303).follow().expect(200);
    assert_eq!(standing(&mair, &here, "Medicines"), "In force");
    assert_eq!(standing(&mair, &at(&world, 1), "Medicines"), "Gap", "not at the other service");

    let money = format!("{here}/wales-money");
    let form = mair.get(&money).expect(200).form("main form[action$='wales-money']");
    form.clone().submit().expect(422);
    form.clone().set("answer", "covered").submit().expect(422);
    form.clone().set("answer", "not_applicable").submit().expect(422);
    let said = form.clone().set("answer", "not_applicable").set("reason", "We never touch money.");
    assert!(!form.names().contains(&"everywhere".to_owned()));
    said.clone().forge("everywhere", "yes").submit().expect(403);
    // A manager of another service, and of another organisation.
    said.clone().by(&owain).submit().expect(403);
    said.clone().by(&app.client_of(&world.priya)).submit().expect(404);
    let saved = said.submit().expect(303).follow().expect(200);
    assert!(saved.visible().contains("We never touch money."), "{}", saved.visible());
    assert!(saved.visible().contains(&world.mair.name));
    assert_eq!(standing(&mair, &here, "Supporting people with their money"), "Not applicable");
    assert!(mair.get(&format!("{here}.csv")).expect(200).text().contains("We never touch money."));

    owain.post_form(&format!("{money}/back"), &[]).expect(403);
    let back = mair.get(&money).expect(200).form("main form[action$='/back']");
    back.clone().submit().expect(303);
    assert_eq!(standing(&mair, &here, "Supporting people with their money"), "Gap");
    back.submit().expect(303);
    let log = owner.get("/o/cartref-prawf/activity").expect(200).visible();
    assert!(log.contains("Expectation of the regulator answered"), "{log}");
    assert!(log.contains("Answer to the regulator's expectation taken back"), "{log}");
}

#[test]
fn suggestions_say_why_and_are_ticked_confirmed_and_taken_back_together() {
    let app = TestApp::start();
    let world = app.world();
    let (owner, mair, owain) =
        (app.client_of(&world.olwen), app.client_of(&world.mair), app.client_of(&world.owain));
    assert!(mair.get(SUGGESTIONS).expect(200).visible().contains("Nothing is suggested"));
    let medicines = published(&owner, &world, "P-7", "Medicines at home");
    published(&owner, &world, "DCW36", "Speaking up");
    published(&owner, &world, "P-8", "Staff Conduct Policy");
    let page = mair.get(SUGGESTIONS).expect(200);
    for words in [
        "Medicines: Medicines at home (P-7)",
        "Its title has the word “medicines”. Check that it says what is asked.",
        "It has the code DCW36, which the library gives to its text on this.",
        "It has the title of the library's text on this: “Staff Conduct Policy”.",
    ] {
        assert!(page.visible().contains(words), "{words}: {}", page.visible());
    }
    let picks = page.attributes("input[name=picks]", "value");
    assert_eq!(picks.len(), 3);
    assert!(!page.has("input[name=picks][checked]"), "nothing is ticked for anybody");
    let again = page.form(PICKS).submit().expect(422);
    assert!(again.visible().contains("Tick at least one"), "{}", again.visible());

    // Who may not answer for the service sees nothing of it and can't.
    assert!(!owain.get(SUGGESTIONS).expect(200).has("input[name=picks]"));
    owain.post_form(SUGGESTIONS, &[("picks", &picks[0])]).expect(403);
    app.client_of(&world.priya).post_form(SUGGESTIONS, &[("picks", &picks[0])]).expect(404);
    app.client_of(&world.gwen).get(SUGGESTIONS).expect(403);
    // Another policy than was shown isn't said.
    let other = picks[0].rsplit_once('.').unwrap().0.to_owned() + "." + &world.org.services[0].to_string();
    let none = mair.post_form(SUGGESTIONS, &[("picks", &other)]).expect(303).follow().expect(200);
    assert!(none.visible().contains("Nothing was said"), "{}", none.visible());

    let all = page.click("Tick all of these").expect(200);
    assert_eq!(all.attributes("input[name=picks][checked]", "value"), picks);
    let saved = all.form(PICKS).submit().expect(303).follow().expect(200);
    assert!(saved.visible().contains("The answers are saved."), "{}", saved.visible());
    let here = at(&world, 0);
    for title in ["Medicines", "Whistleblowing", "Conduct of staff"] {
        assert_eq!(standing(&mair, &here, title), "In force", "{title}");
    }

    let answers = saved.attributes("input[name=answers]", "value");
    assert_eq!(answers.len(), 3);
    saved.form(SAID).submit().expect(422);
    owain.post_form(&format!("{SUGGESTIONS}/back"), &[("answers", &answers[0])]).expect(403);
    assert!(saved.visible().contains(&world.mair.name), "{}", saved.visible());
    let back = saved.form(SAID).tick_value("answers", &answers[0]).tick_value("answers", &answers[1]);
    let left = back.submit().expect(303).follow().expect(200);
    assert_eq!(left.attributes("input[name=answers]", "value"), [answers[2].as_str()]);
    assert_eq!(left.attributes("input[name=picks]", "value").len(), 2);
    // A withdrawn policy isn't suggested any more.
    let withdraw = owner.get(&format!("{medicines}/withdraw")).expect(200).form("main form");
    withdraw.set("reason", "Out of use").submit().expect(303);
    assert!(!mair.get(SUGGESTIONS).expect(200).visible().contains("Its title has the word"));
    let log = owner.get("/o/cartref-prawf/activity").expect(200).visible();
    assert!(log.contains("Answer to the regulator's expectation taken back"), "{log}");
}

#[test]
fn an_owner_answers_for_all_services_at_once() {
    let app = TestApp::start();
    let world = app.world();
    let (owner, mair) = (app.client_of(&world.olwen), app.client_of(&world.mair));
    let address = format!("{}/wales-restraint", at(&world, 0));
    let form = owner.get(&address).expect(200).form("main form[action$='wales-restraint']");
    form.set("answer", "not_applicable")
        .set("reason", "Nobody is restrained.")
        .tick("everywhere")
        .submit()
        .expect(303);
    for place in [0, 1] {
        assert_eq!(standing(&owner, &at(&world, place), "Control and restraint"), "Not applicable");
    }
    // What holds for all is not for one manager to take back, but to answer otherwise at the own service.
    assert!(!mair.get(&address).expect(200).has("form[action$='/back']"));
    mair.post_form(&format!("{address}/back"), &[]).expect(403);
    let policy = published(&owner, &world, "P-9", "Restraint");
    let id = policy.rsplit_once('/').unwrap().1;
    mair.post_form(&address, &[("answer", "covered"), ("policy", id)]).expect(303);
    assert_eq!(standing(&mair, &at(&world, 0), "Control and restraint"), "In force");
    assert_eq!(standing(&mair, &at(&world, 1), "Control and restraint"), "Not applicable");
    // A withdrawn policy answers nothing, and none can be named that isn't there.
    let withdraw = owner.get(&format!("{policy}/withdraw")).expect(200).form("main form");
    withdraw.set("reason", "Out of use").submit().expect(303);
    assert_eq!(standing(&mair, &at(&world, 0), "Control and restraint"), "Gap");
    mair.post_form(&address, &[("answer", "covered"), ("policy", id)]).expect(422);
}

#[test]
fn where_nothing_was_read_there_is_a_contact_and_no_list() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let now = Moment::parse("2026-11-21T10:00:00Z").unwrap();
    for (nation, service_type, body) in [
        (Nation::Scotland, ServiceType::CareHome, "Care Inspectorate"),
        (Nation::NorthernIreland, ServiceType::Domiciliary, "Regulation and Quality Improvement Authority"),
        (Nation::England, ServiceType::DayService, "Care Quality Commission"),
    ] {
        let id = app.within(&world.org, move |tenant| {
            let details = ServiceDetails { name: "Elsewhere".to_owned(), nation, service_type };
            organisations::add_service(tenant, now, &details).unwrap()
        });
        let page = client.get(&format!("{COVERAGE}/{id}")).expect(200);
        assert!(page.visible().contains("There is no list for this service"), "{nation:?}");
        assert!(page.words(".notice").join(" ").contains(body), "{nation:?}");
        client.get(&format!("{COVERAGE}/{id}/wales-medicines")).expect(404);
        assert_eq!(client.get(&format!("{COVERAGE}/{id}.csv")).expect(200).text().lines().count(), 1);
    }
    client.get(&format!("{}/england-medicines", at(&world, 0))).expect(404);
}
