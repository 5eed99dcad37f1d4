//! What a round covers, who is in it, and what its page says.

use std::collections::BTreeSet;

use polisi::db::ids::{PolicyId, ServiceId};
use polisi::people;
use polisi::policies::approval::{self, store};
use polisi::policies::{PolicyState, drafts};

use super::approval::{answer, ask, start};
use super::{BASE, TEXT, change, choose_rule, draft, policy, versions};
use crate::support::app::{TestApp, World};

fn set_services(app: &TestApp, world: &World, id: PolicyId, services: &[ServiceId]) {
    let now = app.app.clock.now();
    let services: BTreeSet<ServiceId> = services.iter().copied().collect();
    app.within(&world.org, move |tenant| {
        polisi::policies::bulk::set_draft_services(tenant, now, &BTreeSet::from([id]), &services).unwrap();
    });
}

fn left(app: &TestApp, world: &World, person: polisi::db::ids::PersonId) {
    let now = app.app.clock.now();
    app.within(&world.org, move |tenant| {
        people::leave(tenant, now, person, now.day()).unwrap();
    });
}

#[test]
fn approval_counts_for_no_service_that_was_added_after_it() {
    let (app, world, _) = start();
    choose_rule(&app, &world, "others");
    let (one, other) = (world.org.services[0], world.org.services[1]);
    let id = draft(&app, &world, "POL-8", TEXT, &[one]);
    let round = ask(&app, &world, id, &[&world.gwen], false);
    assert!(app.client_of(&world.gwen).get(&round).expect(200).visible().contains("Services: "));
    answer(&app, &world.gwen, &round, "yes", "").expect(303);
    assert_eq!(policy(&app, &world, id).state(), PolicyState::Approved);
    set_services(&app, &world, id, &[one, other]);
    assert_eq!(policy(&app, &world, id).state(), PolicyState::Draft);
    let page = app.client_of(&world.olwen).get(&round).expect(200);
    assert!(page.visible().contains("Another service was added"), "{}", page.visible());
    let check = app.client_of(&world.olwen).get(&format!("{BASE}/policies/{id}/publish")).expect(200);
    assert!(!check.has("main form"), "approval is missing");
    // One service fewer disturbs nobody.
    let round = ask(&app, &world, id, &[&world.gwen], false);
    set_services(&app, &world, id, &[other]);
    answer(&app, &world.gwen, &round, "yes", "").expect(303);
    assert_eq!(policy(&app, &world, id).state(), PolicyState::Approved);
}

#[test]
fn the_details_page_makes_an_approved_round_outdated_by_another_service() {
    let (app, world, _) = start();
    let (one, other) = (world.org.services[0], world.org.services[1]);
    let id = draft(&app, &world, "POL-9", TEXT, &[one]);
    let round = ask(&app, &world, id, &[&world.gwen], false);
    answer(&app, &world.gwen, &round, "yes", "").expect(303);
    let client = app.client_of(&world.olwen);
    let form = client.get(&format!("{BASE}/policies/{id}/details")).expect(200).form("main form");
    form.tick_value("services", &other.to_string()).submit().expect(303);
    assert_eq!(policy(&app, &world, id).state(), PolicyState::Draft);
}

#[test]
fn another_question_while_people_are_asked_is_refused_with_words() {
    let (app, world, id) = start();
    let client = app.client_of(&world.olwen);
    let page = client.get(&format!("{BASE}/policies/{id}/approval?stage=approval")).expect(200);
    let form = |person: &str| page.form("main form").tick_value("people", person).set("change_note", "First");
    form(&world.mair.person.to_string()).submit().expect(303);
    // Pressed twice: asked once.
    form(&world.mair.person.to_string()).submit().expect(303);
    let refused = form(&world.gwen.person.to_string()).submit().expect(409);
    assert!(refused.visible().contains("nobody else was asked"), "{}", refused.visible());
    let asked = app.within(&world.org, move |tenant| {
        let round = store::live(tenant, id).unwrap().unwrap();
        store::asked(tenant, round.id).unwrap()
    });
    assert_eq!(asked.iter().filter_map(|ask| ask.person).collect::<Vec<_>>(), [world.mair.person]);
}

#[test]
fn somebody_else_is_asked_instead_of_one_who_left_and_a_yes_stays() {
    let (app, world, id) = start();
    choose_rule(&app, &world, "others");
    let round = ask(&app, &world, id, &[&world.mair, &world.gwen], true);
    answer(&app, &world.mair, &round, "yes", "").expect(303);
    let client = app.client_of(&world.olwen);
    let leaving = client.get(&format!("{BASE}/people/{}/left", world.gwen.person)).expect(200);
    assert!(leaving.visible().contains("1 draft waits for their answer"), "{}", leaving.visible());
    left(&app, &world, world.gwen.person);
    let page = client.get(&round).expect(200);
    assert!(page.visible().contains("Left on 21 November 2026"), "{}", page.visible());
    let href = page.attributes("main a", "href").into_iter().find(|href| href.contains("/person?")).unwrap();
    let form = || client.get(&href).expect(200).form("main form");
    form().submit().expect(422);
    form().set("then", "off").submit().expect(422);
    form().set("person", &world.lowri.person.to_string()).submit().expect(303);
    assert!(versions(&app, &world, id).is_empty());
    answer(&app, &world.lowri, &round, "yes", "").expect(303);
    let name = versions(&app, &world, id).remove(0).approver_name;
    assert!(name.contains("Mair") && name.contains("Lowri") && !name.contains("Gwen"), "{name}");
}

#[test]
fn a_round_goes_on_without_one_but_never_without_all() {
    let (app, world, id) = start();
    choose_rule(&app, &world, "others");
    let round = ask(&app, &world, id, &[&world.mair, &world.gwen], true);
    answer(&app, &world.mair, &round, "yes", "").expect(303);
    let client = app.client_of(&world.olwen);
    let page = client.get(&round).expect(200);
    let href = page.attributes("main a", "href").into_iter().find(|href| href.contains("/person?")).unwrap();
    let form = client.get(&href).expect(200).form("main form");
    form.set("then", "off").set("reason", "She left.").submit().expect(303);
    assert_eq!(versions(&app, &world, id)[0].approver_name, "Mair Rheolwr");
    let log = client.get(&format!("{BASE}/activity")).expect(200);
    assert!(log.visible().contains("Who is asked for comments or approval, changed"), "{}", log.visible());

    let id = draft(&app, &world, "POL-2", TEXT, &world.org.services);
    ask(&app, &world, id, &[&world.gwen], true);
    let (now, post) = (app.app.clock.now(), app.app.post.clone());
    let refused = app.within(&world.org, move |tenant| {
        let round = store::live(tenant, id).unwrap().unwrap().id;
        let nobody = approval::Instead::Nobody("She left.".to_owned());
        approval::change_place(tenant, now, &post, (id, round), 1, &nobody).is_err()
    });
    assert!(refused);
}

#[test]
fn a_round_that_was_sent_back_says_so_and_leads_to_the_text() {
    let (app, world, id) = start();
    let round = ask(&app, &world, id, &[&world.mair, &world.gwen], true);
    answer(&app, &world.mair, &round, "no", "Say who is told.").expect(303);
    let page = app.client_of(&world.olwen).get(&round).expect(200);
    let words = page.visible();
    assert!(!words.contains("published as soon as") && !words.contains("Waiting"), "{words}");
    assert!(words.contains("Did not answer"), "{words}");
    let edit = format!("{BASE}/policies/{id}/edit");
    assert!(page.attributes("main a", "href").contains(&edit));
    assert!(app.within(&world.org, move |tenant| drafts::get(tenant, id).unwrap().is_some()));
}

#[test]
fn a_manager_of_another_service_gets_no_links_that_lead_nowhere() {
    let (app, world, id) = start();
    let round = ask(&app, &world, id, &[&world.mair, &world.gwen], false);
    for address in [round, format!("{BASE}/policies/{id}/preview")] {
        let page = app.client_of(&world.mair).get(&address).expect(200);
        let own = format!("{BASE}/policies/{id}/");
        for href in page.attributes("main a", "href").iter().filter(|href| href.starts_with(&own)) {
            let got = app.client_of(&world.mair).get(href);
            assert_eq!(got.status, 200, "{href}");
        }
    }
}

#[test]
fn many_drafts_are_asked_about_in_one_form_and_approved_by_ticks() {
    let (app, world, _) = start();
    choose_rule(&app, &world, "others");
    let second = draft(&app, &world, "POL-2", TEXT, &world.org.services);
    let third = draft(&app, &world, "POL-3", TEXT, &world.org.services);
    let client = app.client_of(&world.olwen);
    let list = client.get(&format!("{BASE}/policies/publish-many")).expect(200);
    assert!(list.visible().contains("Ask for approval for all 3"), "{}", list.visible());
    let page = client.get(&format!("{BASE}/policies/ask-many")).expect(200);
    page.form("main form").set("change_note", "First").submit().expect(422);
    let gwen = world.gwen.person.to_string();
    page.form("main form").tick_value("people", &gwen).set("change_note", "").submit().expect(422);
    page.form("main form").forge("people", &world.olwen.person.to_string()).submit().expect(422);
    let form = page.form("main form").tick_value("people", &gwen).tick("at_once");
    form.set("change_note", "First").submit().expect(303);
    app.run_due_work();
    let mails = app.smtp.mails_to(world.gwen.email.as_deref().unwrap());
    let asked: Vec<&str> = mails.iter().map(|mail| mail.subject.as_str()).collect();
    assert_eq!(asked.iter().filter(|subject| subject.starts_with("For approval")).count(), 1, "{asked:?}");
    assert!(asked.contains(&"For approval: 3 policies"), "{asked:?}");

    let reader = app.client_of(&world.gwen);
    let mine = reader.get(&format!("{BASE}/me/approvals")).expect(200);
    mine.form("main form").submit().expect(422);
    let rounds = app.within(&world.org, move |tenant| {
        [second, third].map(|id| store::live(tenant, id).unwrap().unwrap().id.to_string())
    });
    let form = mine.form("main form").tick_value("rounds", &rounds[0]);
    super::change(&app, &world, third, world.olwen.person, &TEXT.replace("Ring", "Call"));
    let done = form.tick_value("rounds", &rounds[1]).submit().expect(303);
    assert!(done.location().unwrap().query().unwrap().contains("approval-mine-some"));
    assert_eq!(versions(&app, &world, second)[0].approver_name, "Gwen Cyfrifol");
    assert!(versions(&app, &world, third).is_empty());
    // Somebody who wasn't asked sees nothing there.
    let other = app.client_of(&world.mair).get(&format!("{BASE}/me/approvals")).expect(200);
    assert!(other.visible().contains("Nothing waits for you"));
}

#[test]
fn a_text_that_tells_its_writer_what_to_do_does_not_come_into_force_by_the_last_answer() {
    let (app, world, id) = start();
    let raw = TEXT.replace("Tell the office", "[Insert the name of your lead here] leads. Tell the office");
    change(&app, &world, id, world.olwen.person, &raw);
    choose_rule(&app, &world, "others");
    let many = app.client_of(&world.olwen).get(&format!("{BASE}/policies/ask-many")).expect(200);
    assert!(many.visible().contains("[Insert the name of your lead here]"), "{}", many.visible());
    assert!(!many.has(&format!("input[name='policies'][value='{id}'][checked]")));
    let round = ask(&app, &world, id, &[&world.gwen], true);
    answer(&app, &world.gwen, &round, "yes", "").expect(303);
    assert!(versions(&app, &world, id).is_empty());
    assert_eq!(policy(&app, &world, id).state(), PolicyState::Approved);
}
