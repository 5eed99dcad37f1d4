//! Everybody who was told of a report has left: its reporter reads so, and hears it once.

use polisi::people;

use super::{BASE, case, report};
use crate::support::app::{Somebody, TestApp, World};
use crate::support::smtp::{Answer, Stage};

fn leave(app: &TestApp, world: &World, somebody: &Somebody) {
    let (id, now) = (somebody.person, app.app.clock.now());
    app.within(&world.org, move |tenant| people::leave(tenant, now, id, now.day()).unwrap());
}

/// What somebody reads of their own report, and in the list of their reports.
fn reads(app: &TestApp, by: &Somebody, reference: &str) -> (String, String) {
    let client = app.client_of(by);
    let page = client.get(&format!("{BASE}/received/{reference}?lang=en")).expect(200).visible();
    (page, client.get(&format!("{BASE}/mine?lang=en")).expect(200).visible())
}

/// Mails about an own report.
fn news(app: &TestApp, somebody: &Somebody) -> usize {
    app.run_due_work();
    let mails = app.smtp.mails_to(somebody.email.as_deref().unwrap());
    mails.iter().filter(|mail| mail.subject.contains("There is news about a report")).count()
}

#[test]
fn whoever_reported_learns_that_nobody_inside_has_it_any_more() {
    for is_opened in [true, false] {
        let app = TestApp::start();
        let world = app.world();
        let (olwen, lowri) = (&world.olwen, &world.lowri);
        let (_, reference) = report(&app.client_of(olwen), &world, &[&world.dewi, &world.gwen]);
        if is_opened {
            let page = app.client_of(lowri).get(&case(&reference)).expect(200);
            page.form("form[action$='/look']").submit().expect(303);
        }
        let (page, list) = reads(&app, olwen, &reference);
        assert_eq!(page.contains("Somebody is dealing with it"), is_opened, "{page}");
        assert_eq!(page.contains("has until"), !is_opened, "{page}");
        assert!(!list.contains("Nobody here has it"), "{list}");
        assert_eq!(news(&app, olwen), 0);
        leave(&app, &world, lowri);
        // Before any work is done, and after it.
        for (moment, mails) in
            [("2026-11-21T10:10:00Z", 0), ("2026-11-22T10:00:00Z", 1), ("2026-11-23T10:00:00Z", 1)]
        {
            app.set_time(moment);
            let (page, list) = reads(&app, olwen, &reference);
            for words in ["Nobody inside is left", "Care Inspectorate Wales", "999"] {
                assert!(page.contains(words), "{words}: {page}");
            }
            for words in ["Somebody is dealing with it", "has until"] {
                assert!(!page.contains(words), "{words}: {page}");
            }
            assert!(list.contains("Nobody here has it") && !list.contains("Being looked at"), "{list}");
            assert_eq!(news(&app, olwen), mails, "{moment}");
        }
        let mail = app.smtp.mails_to(olwen.email.as_deref().unwrap()).pop().unwrap();
        let words = format!("{}{:?}{:?}", mail.subject, mail.text, mail.html);
        assert!(words.contains("/incidents/mine") && !words.contains(&reference), "{words}");
        let mut raw = app.raw();
        raw.enter(&world.org.id.to_string());
        let mailed = raw.lines("SELECT recipient AS value FROM mails WHERE kind = 'incident'");
        assert_eq!(mailed, [lowri.email.clone().unwrap()], "who reported stands nowhere in clear");
        let outbox = app.client_of(olwen).get("/o/cartref-prawf/outbox?lang=en").expect(200).visible();
        assert!(!outbox.contains("There is news about a report"), "{outbox}");
    }
}

#[test]
fn while_somebody_is_left_the_next_is_told_and_the_page_says_so() {
    let app = TestApp::start();
    let world = app.world();
    let (_, reference) = report(&app.client_of(&world.sian), &world, &[]);
    let page = app.client_of(&world.lowri).get(&case(&reference)).expect(200);
    page.form("form[action$='/look']").submit().expect(303);
    leave(&app, &world, &world.lowri);
    let (page, list) = reads(&app, &world.sian, &reference);
    assert!(page.contains("The next person is told within a day"), "{page}");
    assert!(list.contains("Waits for the next person") && !list.contains("Being looked at"), "{list}");
    app.set_time("2026-11-22T10:00:00Z");
    app.run_due_work();
    // Dewi was told, and hasn't opened it: nobody deals with it yet.
    let (page, _) = reads(&app, &world.sian, &reference);
    assert!(page.contains("Nobody has said yet that they deal with it"), "{page}");
    app.client_of(&world.dewi).get(&case(&reference)).expect(200);
    let (page, _) = reads(&app, &world.sian, &reference);
    assert!(page.contains("Somebody is dealing with it"), "{page}");
    assert_eq!(news(&app, &world.sian), 0);
}

#[test]
fn a_fault_of_our_own_sign_in_at_the_mail_server_widens_no_circle() {
    let app = TestApp::start();
    let world = app.world();
    app.smtp.answer_always(Answer::Refuse(Stage::Recipient, 535));
    let (_, reference) = report(&app.client_of(&world.sian), &world, &[]);
    app.run_due_work();
    app.run_due_work();
    app.client_of(&world.dewi).get(&case(&reference)).expect(404);
    app.smtp.answer_always(Answer::Accept);
    app.set_time("2026-11-21T10:30:00Z");
    app.run_due_work();
    let mails = |of: &Somebody| app.smtp.mails_to(of.email.as_deref().unwrap()).len();
    assert_eq!((mails(&world.lowri), mails(&world.dewi)), (1, 0), "once somebody put it right, it leaves");
}

/// Alerts and the hour of whoever was told go by the right clock as soon as there is one.
#[test]
fn what_a_clock_that_ran_ahead_noted_of_a_report_goes_on_when_it_is_right() {
    let app = TestApp::start();
    let world = app.world();
    let right = app.app.clock.now();
    app.app.clock.move_to(right.plus_hours(400 * 24));
    app.smtp.answer_always(Answer::Refuse(Stage::Recipient, 451));
    let (_, reference) = report(&app.client_of(&world.sian), &world, &[]);
    app.run_due_work();
    app.smtp.answer_always(Answer::Accept);
    let mails = |of: &Somebody| app.smtp.mails_to(of.email.as_deref().unwrap()).len();
    for (minutes, lowri, dewi) in [(0, 0, 0), (2, 1, 0), (59, 1, 0), (61, 1, 1)] {
        app.app.clock.move_to(right.plus_minutes(minutes));
        app.run_due_work();
        assert_eq!((mails(&world.lowri), mails(&world.dewi)), (lowri, dewi), "after {minutes} minutes");
    }
    app.client_of(&world.dewi).get(&case(&reference)).expect(200);
}
