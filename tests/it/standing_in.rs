//! Duties of somebody who is away go to whoever stands in for them, and back when that ends.

use polisi::access::Role;

use crate::covers;
use crate::reviews::Published;
use crate::support::app::{Somebody, TestApp, World};
use crate::support::smtp::{Answer, Stage};
use crate::support::texts::{Text, draft};

/// The manager of the second service stands in for that of the first until a day.
fn cover(app: &TestApp, world: &World, until: &str) {
    let days = ("2026-11-21", until);
    covers::name(app, world, &world.mair, (&world.mair, Role::RegisteredManager), &world.owain, days)
        .expect(303);
}

fn reminders(app: &TestApp, somebody: &Somebody) -> Vec<String> {
    let mails = app.smtp.mails_to(somebody.email.as_deref().unwrap()).into_iter();
    let about = mails.filter(|mail| mail.text.as_deref().is_some_and(|text| text.contains("/reviews")));
    about.filter_map(|mail| mail.text).collect()
}

#[test]
fn reminders_of_reviews_follow_the_cover() {
    let app = TestApp::start();
    let world = app.world();
    for (title, code, owner) in [("Own", "P1", &world.mair), ("Escalated", "P2", &world.lowri)] {
        Published {
            title,
            code,
            owner: owner.person,
            services: &world.org.services[..1],
            next_review_on: "2026-11-24",
        }
        .publish(&app, &world.org);
    }
    cover(&app, &world, "2026-12-10");
    app.run_due_work();
    app.run_due_work();
    assert_eq!((reminders(&app, &world.mair).len(), reminders(&app, &world.owain).len()), (0, 1));
    let told = reminders(&app, &world.owain).remove(0);
    assert!(told.contains("You get this because you stand in for Mair Rheolwr"), "{told}");
    assert!(told.contains("Own") && !told.contains("Escalated"), "{told}");

    // Two weeks overdue: the manager of the service would hear, so who stands in does.
    app.set_time("2026-12-08T10:00:00Z");
    app.run_due_work();
    app.run_due_work();
    let told = reminders(&app, &world.owain).pop().unwrap();
    assert!(told.contains("Escalated") && told.contains("stand in for Mair Rheolwr"), "{told}");
    assert!(reminders(&app, &world.mair).is_empty());

    // The cover is over: the holder is reminded once, and nobody else.
    let before = reminders(&app, &world.owain).len();
    app.set_time("2026-12-11T10:00:00Z");
    app.run_due_work();
    app.run_due_work();
    assert_eq!((reminders(&app, &world.mair).len(), reminders(&app, &world.owain).len()), (1, before));
    let told = reminders(&app, &world.mair).remove(0);
    assert!(!told.contains("stand in"), "{told}");
}

#[test]
fn approvals_that_wait_show_to_both() {
    let app = TestApp::start();
    let world = app.world();
    let id = draft(&app, &world, Text::of(&world, "AP1", "Asked for", "Words.").at_first(&world));
    let olwen = app.client_of(&world.olwen);
    let ask = olwen.get(&format!("/o/cartref-prawf/policies/{id}/approval?stage=approval")).expect(200);
    let form = ask.form("main form").tick_value("people", &world.mair.person.to_string());
    form.set("change_note", "The first one.").submit().expect(303);
    let today = |somebody: &Somebody| app.client_of(somebody).get("/o/cartref-prawf/?lang=en").expect(200);
    let page = today(&world.mair);
    assert!(page.visible().contains("One draft waits for your answer"), "{}", page.visible());
    page.click("One draft waits for your answer").expect(200);
    assert!(!today(&world.owain).visible().contains("Asked for"));
    cover(&app, &world, "2026-12-10");
    let page = today(&world.owain);
    let words = page.visible();
    assert!(words.contains("Asked of Mair Rheolwr"), "{words}");
    assert!(!words.contains("waits for your answer"), "{words}");
    page.click("Asked for").expect(200);
}

#[test]
fn e_mails_are_shown_to_those_who_manage_the_service() {
    let app = TestApp::start();
    let world = app.world();
    for (title, code, owner, service) in [("Here", "P1", &world.mair, 0), ("There", "P2", &world.owain, 1)] {
        Published {
            title,
            code,
            owner: owner.person,
            services: &world.org.services[service..=service],
            next_review_on: "2026-11-24",
        }
        .publish(&app, &world.org);
    }
    app.smtp.answer_always(Answer::Refuse(Stage::Recipient, 550));
    app.run_due_work();
    app.run_due_work();
    let outbox = "/o/cartref-prawf/outbox";
    let mair = app.client_of(&world.mair);
    let page = mair.get(outbox).expect(200);
    assert_eq!(page.words("tbody tr").len(), 1, "{}", page.visible());
    assert!(page.visible().contains("You see the e-mails to people at your services"));
    assert!(!mair.get(&format!("{outbox}.csv")).expect(200).text().contains("Owain"));
    let all = app.client_of(&world.olwen).get(outbox).expect(200);
    assert_eq!(all.words("tbody tr").len(), 2);
    let owain = app.client_of(&world.owain);
    let again = owain.get(outbox).expect(200).attributes("form[action$='/again']", "action").remove(0);
    mair.post_form(&again, &[]).expect(404);
    let today = mair.get("/o/cartref-prawf/").expect(200).visible();
    assert!(today.contains("1 e-mail could not be delivered"), "as many as the list shows: {today}");
    owain.post_form(&again, &[]).expect(303);
    let odd = mair.get(&format!("{outbox}?state=lost")).expect(200);
    assert!(odd.visible().contains("a choice that does not exist"), "{}", odd.visible());
}
