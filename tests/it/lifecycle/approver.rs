//! Who is named as having approved, and what stands against publishing.

use polisi::db::ids::PolicyId;
use polisi::db::statement_check::check;
use polisi::policies::approval;
use polisi::policies::versions::outline;
use polisi::{policies, reactions};

use super::approval::{answer, ask, start};
use super::{BASE, TEXT, change, choose_rule, draft, set_field, verified, versions};
use crate::support::app::{TestApp, World};
use crate::support::form::Form;

fn publish_form(app: &TestApp, world: &World, id: PolicyId) -> Form {
    let page = app.client_of(&world.olwen).get(&format!("{BASE}/policies/{id}/publish")).expect(200);
    page.form("main form").set("change_note", "First")
}

#[test]
fn a_text_is_not_published_in_the_name_of_who_sent_it_back() {
    let (app, world, id) = start();
    let round = ask(&app, &world, id, &[&world.mair], false);
    answer(&app, &world.mair, &round, "no", "Say who is told.").expect(303);
    let page = app.client_of(&world.olwen).get(&format!("{BASE}/policies/{id}/publish")).expect(200);
    let words = page.visible();
    assert!(words.contains("Changes were asked for") && words.contains("Say who is told."), "{words}");
    let mair = world.mair.person.to_string();
    assert!(!page.has(&format!("select[name='approver'] option[value='{mair}']")));
    let form = || publish_form(&app, &world, id);
    // Without going past it; in her name, chosen or typed; without a reason.
    form().submit().expect(422);
    let past = || form().tick("past").set("past_reason", "The inspector comes tomorrow.");
    let forged = past().without("approver").forge("approver", &mair).submit().expect(422);
    assert!(forged.visible().contains("asked for changes to this text"), "{}", forged.visible());
    let outside = past().set("approver", "outside").set("outside_role", "Manager");
    outside.clone().submit().expect(422);
    outside.set("outside_name", "mair  rheolwr").submit().expect(422);
    form().tick("past").submit().expect(422);
    assert!(versions(&app, &world, id).is_empty());
    // Asking her again and taking that back changes nothing.
    let again = ask(&app, &world, id, &[&world.mair], false);
    let open = app.client_of(&world.olwen).get(&format!("{BASE}/policies/{id}/publish")).expect(200);
    assert!(open.visible().contains("Not answered yet: Mair Rheolwr."), "{}", open.visible());
    app.client_of(&world.olwen).post_form(&format!("{again}/cancel"), &[]).expect(303);
    past().without("approver").forge("approver", &mair).submit().expect(422);

    past().submit().expect(303);
    let published = versions(&app, &world, id);
    assert_eq!(published[0].approver_name, "Olwen Perchen");
    let log = app.client_of(&world.olwen).get(&format!("{BASE}/activity?policy={id}")).expect(200);
    let words = log.visible();
    assert!(words.contains("Published past a round"), "{words}");
    // Whoever may read the log reads it beside the version too; a first version has nothing to compare with.
    for page in [format!("{BASE}/policies/{id}"), format!("{BASE}/policies/{id}/versions/1")] {
        let words = app.client_of(&world.olwen).get(&page).expect(200).visible();
        assert!(words.contains("Mair Rheolwr: The inspector comes tomorrow."), "{words}");
        let words = app.client_of(&world.lowri).get(&page).expect(200).visible();
        assert!(!words.contains("The inspector comes tomorrow."), "{words}");
    }
    let words = app.client_of(&world.olwen).get(&round).expect(200).visible();
    assert!(words.contains("First version") && !words.contains("How great is the change?"), "{words}");
    verified(&app, &world);
}

#[test]
fn a_changed_text_may_be_approved_by_who_sent_the_earlier_one_back() {
    let (app, world, id) = start();
    let round = ask(&app, &world, id, &[&world.mair], false);
    answer(&app, &world.mair, &round, "no", "Say who is told.").expect(303);
    change(&app, &world, id, world.olwen.person, &TEXT.replace("in doubt", "in doubt, or the manager"));
    let page = app.client_of(&world.olwen).get(&format!("{BASE}/policies/{id}/publish")).expect(200);
    assert!(page.visible().contains("The text has changed since."), "{}", page.visible());
    let mair = world.mair.person.to_string();
    let form = publish_form(&app, &world, id).set("approver", &mair).set("approved-day", "20");
    form.submit().expect(303);
    let published = versions(&app, &world, id);
    assert_eq!(published[0].approver_name, "Mair Rheolwr");
    assert_eq!(published[0].approved_on.unwrap().to_string(), "2026-11-20");
}

#[test]
fn an_approver_is_somebody_here_or_named_with_a_role() {
    let (app, world, id) = start();
    let form = || publish_form(&app, &world, id);
    form().without("approver").forge("approver", "Anybody at all").submit().expect(422);
    let beatrix = world.beatrix.person.to_string();
    form().without("approver").forge("approver", &beatrix).submit().expect(422);
    form().set("approved-year", "2027").submit().expect(422);
    let outside = form().set("approver", "outside").set("outside_name", "Dr A. Bevan");
    outside.clone().submit().expect(422);
    outside.set("outside_role", "Trustee").submit().expect(303);
    assert_eq!(versions(&app, &world, id)[0].approver_name, "Dr A. Bevan, Trustee");
}

#[test]
fn pages_that_change_a_text_say_that_people_are_asked_about_it() {
    let (app, world, id) = start();
    let client = app.client_of(&world.olwen);
    let pages = ["edit", "text", "details", "import"];
    for page in pages {
        let shown = client.get(&format!("{BASE}/policies/{id}/{page}")).expect(200);
        assert!(!shown.visible().contains("means asking again"), "{page}");
    }
    let round = ask(&app, &world, id, &[&world.mair, &world.gwen], false);
    for page in pages {
        let shown = client.get(&format!("{BASE}/policies/{id}/{page}")).expect(200).visible();
        assert!(shown.contains("2 people are being asked about this text. Changing it means asking again."));
    }
    assert!(
        client.get(&round).expect(200).visible().contains("this ends and everybody has to be asked again")
    );
}

#[test]
fn many_drafts_cost_as_many_statements_as_few() {
    let (app, world, first) = start();
    choose_rule(&app, &world, "others");
    set_field(&app, &world, "org_field_phone", "01632 960101");
    let mut rounds = vec![ask(&app, &world, first, &[&world.gwen], false)];
    let few = cost(&app, &world);
    for number in 2..20 {
        let id = draft(&app, &world, &format!("POL-{number}"), TEXT, &world.org.services);
        rounds.push(ask(&app, &world, id, &[&world.gwen], false));
    }
    answer(&app, &world.gwen, &rounds[1], "no", "Shorter.").expect(303);
    let many = cost(&app, &world);
    assert_eq!((few.0, many.0), (1, 19));
    assert_eq!(few.1, many.1);
    assert!(many.1 <= 20, "{} statements", many.1);
}

/// What publishing many reads, with what that costs.
fn cost(app: &TestApp, world: &World) -> (usize, u64) {
    let (now, messages) = (app.app.clock.now(), app.app.messages.clone());
    app.within(&world.org, move |tenant| {
        let before = check::sent_by_this_thread();
        let mut services = policies::store::services_by_policy(tenant).unwrap();
        let all = policies::store::all(tenant).unwrap().into_iter();
        let chosen = all.map(|policy| {
            let services = services.remove(&policy.id).unwrap();
            (policy, services)
        });
        let outlines = outline::outlines(tenant, chosen.collect()).unwrap();
        let texts: Vec<_> = outlines.iter().map(|of| (&of.policy, &of.draft)).collect();
        approval::objections(tenant, &texts).unwrap();
        let drafts: Vec<_> = outlines.iter().map(|of| &of.draft).collect();
        reactions::declared(tenant, now, &messages, &drafts).unwrap();
        (outlines.len(), check::sent_by_this_thread() - before)
    })
}
