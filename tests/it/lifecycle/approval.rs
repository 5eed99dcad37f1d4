//! Comments and approval, as the author and those who are asked meet them.

use polisi::db::ids::PolicyId;
use polisi::policies::PolicyState;

use super::{BASE, TEXT, change, choose_rule, draft, policy, publish, set_field, verified, versions};
use crate::support::app::{Somebody, TestApp, World};
use crate::support::page::Page;

pub(super) fn start() -> (TestApp, World, PolicyId) {
    let app = TestApp::start();
    let world = app.world();
    set_field(&app, &world, "org_field_phone", "01632 960101");
    let id = draft(&app, &world, "POL-1", TEXT, &world.org.services);
    (app, world, id)
}

/// Asks people for approval; the address of the round.
pub(super) fn ask(app: &TestApp, world: &World, id: PolicyId, people: &[&Somebody], at_once: bool) -> String {
    let client = app.client_of(&world.olwen);
    let mut form =
        client.get(&format!("{BASE}/policies/{id}/approval?stage=approval")).expect(200).form("main form");
    for somebody in people {
        form = form.tick_value("people", &somebody.person.to_string());
    }
    if at_once {
        form = form.tick("at_once");
    }
    let asked = form.set("change_note", "Clearer duties.").submit().expect(303);
    asked.location().unwrap().path().to_owned()
}

pub(super) fn answer(app: &TestApp, somebody: &Somebody, round: &str, said: &str, comment: &str) -> Page {
    let form = app.client_of(somebody).get(round).expect(200).form("#answer");
    form.set("comment", comment).press("answer", said).submit()
}

#[test]
fn a_draft_is_sent_back_then_approved_by_two_and_published() {
    let (app, world, id) = start();
    choose_rule(&app, &world, "others");
    let check = app.client_of(&world.olwen).get(&format!("{BASE}/policies/{id}/publish")).expect(200);
    assert!(!check.has("main form"), "approval is missing");
    let round = ask(&app, &world, id, &[&world.mair, &world.gwen], false);
    assert_eq!(policy(&app, &world, id).state(), PolicyState::AwaitingApproval);
    app.run_due_work();
    let mails = app.smtp.mails_to(world.gwen.email.as_deref().unwrap());
    assert_eq!(mails.last().unwrap().subject, "For approval: Lone Working POL-1, version 1.0");
    let text = mails.last().unwrap().text.clone().unwrap();
    for words in ["Olwen Perchen", "Clearer duties.", "21 November 2027"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    app.anonymous().get(&round).expect(303);
    assert!(
        app.client_of(&world.gwen)
            .get(&format!("{BASE}/"))
            .expect(200)
            .visible()
            .contains("For your approval")
    );
    app.client_of(&world.beatrix).get(&round).expect(404);

    answer(&app, &world.mair, &round, "no", "").expect(422);
    answer(&app, &world.mair, &round, "no", "Say who is told.").expect(303);
    assert_eq!(policy(&app, &world, id).state(), PolicyState::Draft);
    let seen = app.client_of(&world.olwen).get(&round).expect(200);
    assert!(seen.visible().contains("Say who is told.") && seen.visible().contains("Sent back"));
    let late = app.client_of(&world.gwen);
    late.post_form(&round, &[("answer", "yes"), ("seen", "x")]).expect(409);

    change(&app, &world, id, world.olwen.person, &TEXT.replace("in doubt", "in doubt, or the manager"));
    let round = ask(&app, &world, id, &[&world.mair, &world.gwen], true);
    let page = app.client_of(&world.mair).get(&round).expect(200);
    assert!(page.words("article").join(" ").contains("or the manager"));
    for _ in 0..2 {
        page.form("#answer").press("answer", "yes").submit().expect(303);
    }
    assert!(versions(&app, &world, id).is_empty());
    answer(&app, &world.gwen, &round, "yes", "").expect(303);
    let published = versions(&app, &world, id);
    assert_eq!(published.len(), 1);
    for name in ["Mair Rheolwr", "Gwen Cyfrifol"] {
        assert!(published[0].approver_name.contains(name), "{}", published[0].approver_name);
    }
    let version = app.client_of(&world.olwen).get(&format!("{BASE}/policies/{id}/versions/1")).expect(200);
    assert!(version.visible().contains("Gwen Cyfrifol") && version.visible().contains("Owner Olwen Perchen"));
    assert_eq!(policy(&app, &world, id).state(), PolicyState::Published);
    verified(&app, &world);
}

#[test]
fn an_approved_draft_waits_for_its_author_to_publish_it() {
    let (app, world, id) = start();
    choose_rule(&app, &world, "others");
    let round = ask(&app, &world, id, &[&world.gwen], false);
    answer(&app, &world.gwen, &round, "yes", "").expect(303);
    assert_eq!(policy(&app, &world, id).state(), PolicyState::Approved);
    let page = app.client_of(&world.olwen).get(&format!("{BASE}/policies/{id}/publish")).expect(200);
    assert!(page.visible().contains("What was approved"));
    page.form("main form").submit().expect(303);
    let published = versions(&app, &world, id);
    assert_eq!((published[0].approver_name.as_str(), published[0].label.as_str()), ("Gwen Cyfrifol", "1.0"));
    assert_eq!(published[0].change_note, "Clearer duties.");
}

#[test]
fn a_change_after_asking_makes_the_round_outdated_and_tells_those_asked() {
    let (app, world, id) = start();
    let round = ask(&app, &world, id, &[&world.mair], false);
    app.run_due_work();
    let page = app.client_of(&world.mair).get(&round).expect(200);
    change(&app, &world, id, world.olwen.person, &TEXT.replace("Ring", "Call"));
    page.form("#answer").press("answer", "yes").submit().expect(409);
    app.run_due_work();
    app.run_due_work();
    let mails = app.smtp.mails_to(world.mair.email.as_deref().unwrap());
    let told = mails.iter().filter(|mail| mail.subject.starts_with("The text has changed")).count();
    assert_eq!(told, 1);
    let seen = app.client_of(&world.mair).get(&round).expect(200);
    assert!(seen.visible().contains("The text has changed") && !seen.has("#answer"));
    assert_eq!(policy(&app, &world, id).state(), PolicyState::Draft);
    // A change that leaves the text as it is doesn't disturb anybody.
    let round = ask(&app, &world, id, &[&world.mair], false);
    change(&app, &world, id, world.olwen.person, &TEXT.replace("Ring", "Call"));
    assert_eq!(policy(&app, &world, id).state(), PolicyState::AwaitingApproval);
    answer(&app, &world.mair, &round, "yes", "").expect(303);
}

#[test]
fn an_own_text_is_approved_with_a_reason_that_prints_or_not_at_all() {
    let (app, world, id) = start();
    choose_rule(&app, &world, "others");
    let client = app.client_of(&world.olwen);
    let form = client.get(&format!("{BASE}/policies/{id}/approval")).expect(200).form("main form");
    let own = world.olwen.person.to_string();
    form.forge("people", &own).set("change_note", "First").submit().expect(422);
    choose_rule(&app, &world, "own-with-reason".replace('-', "_").as_str());
    let round = ask(&app, &world, id, &[&world.olwen], true);
    answer(&app, &world.olwen, &round, "yes", "").expect(422);
    answer(&app, &world.olwen, &round, "yes", "Nobody else manages here.").expect(303);
    let version = client.get(&format!("{BASE}/policies/{id}/versions/1")).expect(200);
    assert!(version.visible().contains("Nobody else manages here."), "{}", version.visible());
    assert_eq!(versions(&app, &world, id)[0].approval_reason.as_deref(), Some("Nobody else manages here."));
}

#[test]
fn somebody_outside_is_recorded_with_day_and_way() {
    let (app, world, id) = start();
    choose_rule(&app, &world, "others");
    let client = app.client_of(&world.olwen);
    let form = client.get(&format!("{BASE}/policies/{id}/approval")).expect(200).form("main form");
    let asked = form
        .set("outside_name", "Dr A. Bevan")
        .set("outside_role", "Trustee")
        .set("change_note", "First")
        .submit()
        .expect(303);
    let round = asked.location().unwrap().path().to_owned();
    let page = client.get(&round).expect(200);
    let record =
        page.attributes("main a", "href").into_iter().find(|href| href.contains("/record?")).unwrap();
    let form = client.get(&record).expect(200).form("main form");
    let later = form.set("given-year", "2027").set("how", "Minutes, item 4").press("answer", "yes").submit();
    later.expect(422);
    let form = client.get(&record).expect(200).form("main form");
    let before = form.set("given-year", "2020").set("how", "Minutes, item 4").press("answer", "yes").submit();
    assert!(before.expect(422).visible().contains("cannot be from before they were asked"));
    app.set_time("2026-11-24T10:00:00Z");
    // Nobody else may change a policy of both services.
    let client = app.client_of(&world.olwen);
    let form = client.get(&record).expect(200).form("main form");
    let form = form.set("given-day", "23").set("how", "Minutes, item 4").press("answer", "yes");
    form.submit().expect(303);
    client.get(&format!("{BASE}/policies/{id}/publish")).expect(200).form("main form").submit().expect(303);
    let version = versions(&app, &world, id).remove(0);
    assert_eq!(version.approver_name, "Dr A. Bevan, Trustee");
    assert_eq!(version.approved_on.unwrap().to_string(), "2026-11-23");
}

#[test]
fn who_wrote_a_text_does_not_record_that_it_was_approved_where_another_could() {
    let (app, world, _) = start();
    choose_rule(&app, &world, "others");
    let id = draft(&app, &world, "POL-3", TEXT, &world.org.services[..1]);
    let client = app.client_of(&world.olwen);
    let form = client.get(&format!("{BASE}/policies/{id}/approval")).expect(200).form("main form");
    let form = form.set("outside_name", "Dr A. Bevan").set("outside_role", "Trustee");
    let round = form.set("change_note", "First").submit().expect(303).follow().expect(200);
    let links = round.attributes("main a", "href");
    let record = links.into_iter().find(|href| href.contains("/record?")).unwrap();
    let tries = [(&world.olwen, "yes", 422), (&world.mair, "yes", 303)];
    for (who, answer, status) in tries {
        let form = app.client_of(who).get(&record).expect(200).form("main form");
        let page = form.set("how", "Minutes, item 4").press("answer", answer).submit().expect(status);
        assert_eq!(page.text().contains("Somebody else who may change the policy"), status == 422);
        assert_eq!(policy(&app, &world, id).state() == PolicyState::Approved, status == 303);
    }
}

#[test]
fn nobody_of_the_staff_list_is_named_as_somebody_outside() {
    let (app, world, id) = start();
    choose_rule(&app, &world, "others");
    let client = app.client_of(&world.olwen);
    for name in ["Mair Rheolwr", "rheolwr  MAIR", "Siân Ŵyr"] {
        let form = client.get(&format!("{BASE}/policies/{id}/approval")).expect(200).form("main form");
        let form = form.set("outside_name", name).set("outside_role", "Director").set("change_note", "First");
        let page = form.submit().expect(422);
        assert!(page.visible().contains("This person is on your staff list"), "{}", page.visible());
    }
    assert_eq!(policy(&app, &world, id).state(), PolicyState::Draft);
}

#[test]
fn two_approvers_at_the_same_time_publish_once() {
    let (app, world, id) = start();
    let round = ask(&app, &world, id, &[&world.mair, &world.gwen], true);
    let forms: Vec<(String, &Somebody)> = [&world.mair, &world.gwen]
        .into_iter()
        .map(|who| (app.client_of(who).get(&round).expect(200).form("#answer").value("seen").unwrap(), who))
        .collect();
    std::thread::scope(|scope| {
        for (seen, who) in &forms {
            let (app, round) = (&app, &round);
            scope.spawn(move || {
                let client = app.client_of(who);
                client.post_form(round, &[("answer", "yes"), ("comment", ""), ("seen", seen)]).expect(303);
            });
        }
    });
    assert_eq!(versions(&app, &world, id).len(), 1);
    verified(&app, &world);
}

#[test]
fn comments_come_from_everybody_before_the_round_ends() {
    let (app, world, id) = start();
    let client = app.client_of(&world.olwen);
    let mut form =
        client.get(&format!("{BASE}/policies/{id}/approval?stage=review")).expect(200).form("main form");
    for who in [&world.mair, &world.lowri] {
        form = form.tick_value("people", &who.person.to_string());
    }
    let round = form.submit().expect(303).location().unwrap().path().to_owned();
    assert_eq!(policy(&app, &world, id).state(), PolicyState::InReview);
    answer(&app, &world.mair, &round, "no", "Too long.").expect(303);
    assert_eq!(policy(&app, &world, id).state(), PolicyState::InReview);
    answer(&app, &world.lowri, &round, "yes", "").expect(303);
    assert_eq!(policy(&app, &world, id).state(), PolicyState::Draft);
    let page = app.client_of(&world.olwen).get(&format!("{BASE}/policies/{id}/publish")).expect(200);
    assert!(page.visible().contains("Too long."), "{}", page.visible());
    let form = page.form("main form").set("change_note", "First").tick("past");
    form.set("past_reason", "Shorter next time.").submit().expect(303);
}

#[test]
fn a_policy_that_is_withdrawn_meanwhile_takes_no_answer() {
    let (app, world, id) = start();
    let other = draft(&app, &world, "POL-2", TEXT, &world.org.services);
    publish(&app, &world, other, "First");
    let round = ask(&app, &world, id, &[&world.mair], false);
    let page = app.client_of(&world.mair).get(&round).expect(200);
    let client = app.client_of(&world.olwen);
    let form = client.get(&format!("{BASE}/policies/{id}/withdraw")).expect(200).form("main form");
    form.set("reason", "Merged.").set("replacement", &other.to_string()).submit().expect(303);
    page.form("#answer").press("answer", "yes").submit().expect(409);
    let ended = client.get(&format!("{BASE}/policies/{id}")).expect(200);
    assert!(ended.visible().contains("This policy takes its place"));
    assert!(ended.attributes("a", "href").contains(&format!("{BASE}/policies/{other}")));
}

#[test]
fn staff_are_led_to_the_policy_that_takes_the_place() {
    let (app, world, id) = start();
    let other = draft(&app, &world, "POL-2", TEXT, &world.org.services);
    for policy in [id, other] {
        publish(&app, &world, policy, "First");
    }
    let client = app.client_of(&world.mair);
    let page = client.get(&format!("{BASE}/acknowledgements/new?policy={id}")).expect(200);
    let check = page.form("main form").tick_value("people", &world.sian.person.to_string()).submit();
    let request = check.expect(200).form("main form").submit().expect(303);
    let request = request.location().unwrap().path().to_owned();
    let sian = app.client_of(&world.sian);
    let list = sian.get(&format!("{BASE}/me/policies")).expect(200);
    let old =
        list.attributes("main a", "href").into_iter().find(|href| href.contains("/me/policies/")).unwrap();
    let duty = sian.get(&format!("{BASE}/me")).expect(200);
    let duty = duty.attributes("main a", "href").into_iter().find(|href| href.contains("/read/")).unwrap();
    let owner = app.client_of(&world.olwen);
    let form = owner.get(&format!("{BASE}/policies/{id}/withdraw")).expect(200).form("main form");
    form.forge("replacement", &id.to_string()).set("reason", "x").submit().expect(409);
    let form = owner.get(&format!("{BASE}/policies/{id}/withdraw")).expect(200).form("main form");
    form.set("reason", "Merged.").set("replacement", &other.to_string()).submit().expect(303);
    let led = sian.get(&old).expect(303).follow().expect(200);
    for words in ["Lone Working POL-2", "yn cymryd ei le"] {
        assert!(led.visible().contains(words), "{words}: {}", led.visible());
    }
    let over = sian.get(&duty).expect(410);
    assert!(over.visible().contains("Lone Working POL-2"), "{}", over.visible());
    let asked = client.get(&request).expect(200);
    assert!(asked.visible().contains("Lone Working POL-2"), "{}", asked.visible());
}

#[test]
fn a_typographical_change_leaves_the_duties() {
    let (app, world, id) = start();
    publish(&app, &world, id, "First");
    change(&app, &world, id, world.olwen.person, &TEXT.replace("in doubt", "unsure"));
    let client = app.client_of(&world.olwen);
    let form = || {
        let page = client.get(&format!("{BASE}/policies/{id}/publish")).expect(200);
        page.form("main form").set("change_note", "Spelling")
    };
    let faulty = form().set("kind", "typographical").submit().expect(422);
    assert!(faulty.visible().contains("not a typographical change"));
    form().set("kind", "major").submit().expect(303);
    assert_eq!(versions(&app, &world, id)[0].label, "2.0");
    change(&app, &world, id, world.olwen.person, &TEXT.replace("in doubt", "unsure"));
    form().set("kind", "typographical").submit().expect(303);
    assert_eq!(versions(&app, &world, id)[0].label, "2.0.1");
}

#[test]
fn the_main_action_of_a_draft_follows_the_rule() {
    let (app, world, id) = start();
    let main = |is: &str| {
        let page = app.client_of(&world.olwen).get(&format!("{BASE}/policies/{id}")).expect(200);
        let found = page.has("a.btn.main");
        assert_eq!(found && page.has(&format!("a.btn.main[href$='{is}']")), !is.is_empty(), "{is}");
        assert_eq!(found, !is.is_empty());
    };
    main("/publish");
    choose_rule(&app, &world, "others");
    main("approval?stage=approval");
    let round = ask(&app, &world, id, &[&world.mair], false);
    main("");
    answer(&app, &world.mair, &round, "yes", "").expect(303);
    main("/publish");
}
