//! Who is away is told all the same, and whoever follows at once: being away adds and never takes away.

use polisi::access::Role;
use polisi::access::passwords::Password;
use polisi::messages::Language;
use polisi::people;
use polisi::people::absences::{self, NewAbsence};

use super::{BASE, case, filled, report};
use crate::support::app::{PASSWORD, Somebody, TestApp, World, details};

/// Notes that somebody is away from a day on, so many days from today.
fn note_away(app: &TestApp, world: &World, somebody: &Somebody, from: i64) {
    let (now, id) = (app.app.clock.now(), somebody.person);
    let new = NewAbsence { from: now.day().plus_days(from), until: None, reason: None };
    app.within(&world.org, move |tenant| {
        absences::enter(tenant, now, id, new).unwrap();
    });
}

/// How many mails about cases each of the line got: lead, deputy, responsible individual, owner.
fn told(app: &TestApp, world: &World) -> [usize; 4] {
    app.run_due_work();
    [&world.lowri, &world.dewi, &world.gwen, &world.olwen].map(|somebody| {
        let mails = app.smtp.mails_to(somebody.email.as_deref().unwrap());
        mails.iter().filter(|mail| mail.subject.contains("SG-")).count()
    })
}

#[test]
fn a_lead_who_is_away_is_told_and_the_deputy_at_once() {
    let app = TestApp::start();
    let world = app.world();
    note_away(&app, &world, &world.lowri, 0);
    let sian = app.client_of(&world.sian);
    sian.get(&format!("{BASE}/report?lang=en")).expect(200);
    let check = filled(&sian, &world, &[]).set("danger", "yes").submit().expect(200);
    let page = check.form("main form").press("step", "send").submit().expect(303).follow().expect(200);
    assert!(page.visible().contains("Whoever was told has until"), "{}", page.visible());
    let reference = page.url.path().rsplit('/').next().unwrap().to_owned();
    assert_eq!(told(&app, &world), [1, 1, 0, 0]);
    // Nobody was late: both are asked alike.
    let mail = app.smtp.mails_to(world.dewi.email.as_deref().unwrap()).remove(0);
    assert!(mail.subject.contains("A report needs you"), "{}", mail.subject);
    assert!(!mail.text.unwrap().contains("not opened in time"));
    for somebody in [&world.lowri, &world.dewi] {
        app.client_of(somebody).get(&case(&reference)).expect(200);
    }
    app.client_of(&world.gwen).get(&case(&reference)).expect(404);
    // Somebody has it.
    app.set_time("2026-11-21T12:00:00Z");
    assert_eq!(told(&app, &world), [1, 1, 0, 0]);
}

#[test]
fn it_goes_on_to_one_who_is_there_and_asks_again_after_an_hour() {
    let app = TestApp::start();
    let world = app.world();
    note_away(&app, &world, &world.dewi, 0);
    // Tomorrow isn't today.
    note_away(&app, &world, &world.lowri, 1);
    report(&app.client_of(&world.sian), &world, &[]);
    assert_eq!(told(&app, &world), [1, 0, 0, 0]);
    app.set_time("2026-11-21T11:00:01Z");
    assert_eq!(told(&app, &world), [1, 1, 1, 0], "the deputy is away, and the next is told with him");
    app.set_time("2026-11-21T12:00:00Z");
    assert_eq!(told(&app, &world), [1, 1, 1, 0]);
    app.set_time("2026-11-21T12:00:02Z");
    assert_eq!(told(&app, &world), [1, 1, 1, 1]);
    // On the next day both are away.
    app.set_time("2026-11-22T09:00:00Z");
    report(&app.client_of(&world.sian), &world, &[]);
    assert_eq!(told(&app, &world), [2, 2, 2, 1]);
}

#[test]
fn whoever_notes_somebody_as_away_reads_what_follows_for_reports() {
    let app = TestApp::start();
    let world = app.world();
    let hash = app.app.hasher.hash_now(&Password::typed(PASSWORD)).unwrap();
    let now = app.app.clock.now();
    let haf = app.add(&world.org, details("Haf", "Newydd", Language::English, &[], true), Some(hash), now);
    let person = haf.person;
    app.within(&world.org, move |tenant| people::grant(tenant, now, person, Role::Hr, None).unwrap());
    let mut seen = 0;
    for (by, somebody, reports, ask) in [
        (&haf, &world.lowri, true, true),
        (&haf, &world.dewi, true, true),
        (&haf, &world.sian, false, false),
        (&world.olwen, &world.lowri, true, false),
    ] {
        let client = app.client_of(by);
        let path = format!("/o/cartref-prawf/people/{}/away", somebody.person);
        let page = client.get(&format!("{path}?lang=en")).expect(200);
        let words = page.visible();
        assert_eq!(words.contains("whoever comes next is told at the same time"), reports, "{words}");
        assert_eq!(words.contains("ask an owner"), ask, "{words}");
        let noted = page.form("main form").submit().expect(303).follow().expect(200).visible();
        assert_eq!(noted.contains("reports go to whoever comes next, too"), ask, "{noted}");
        seen += 1;
    }
    assert_eq!(seen, 4);
}

#[test]
fn who_leads_is_told_by_mail_when_somebody_else_notes_them_as_away() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let note = |of: &Somebody, day: &str| {
        let form = olwen.get(&format!("/o/cartref-prawf/people/{}/away?lang=en", of.person)).expect(200);
        let form =
            form.form("main form").set("from-day", day).set("from-month", "12").set("from-year", "2026");
        form.submit().expect(303);
    };
    let mails = |of: &Somebody| {
        app.run_due_work();
        let mails = app.smtp.mails_to(of.email.as_deref().unwrap()).into_iter();
        mails.filter(|mail| mail.text.as_ref().unwrap().contains("/me/details")).collect::<Vec<_>>()
    };
    // Twice the same is one; who leads nobody gets none, and who notes themselves needs none.
    for of in [&world.lowri, &world.lowri, &world.sian, &world.olwen] {
        note(of, "5");
    }
    let told = mails(&world.lowri);
    assert_eq!((told.len(), mails(&world.sian).len(), mails(&world.olwen).len()), (1, 0, 0));
    let text = told[0].text.as_deref().unwrap();
    assert!(text.contains("5 Rhagfyr 2026, heb ddiwedd"), "{text}");
    assert!(told[0].link("/me/details").contains("/o/cartref-prawf/me/details"));
    note(&world.lowri, "9");
    assert_eq!(mails(&world.lowri).len(), 2);
}
