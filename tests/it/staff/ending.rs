//! Away, leaving on a day that is still to come, agency workers whose time ends by itself.

use polisi::clock::{Day, Moment};
use polisi::people;

use super::{PEOPLE, named};
use crate::retention::jump_to;
use crate::support::app::TestApp;

const INSIDE: &str = "/o/cartref-prawf/me";

#[test]
fn somebody_is_away_and_back() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let path = format!("{PEOPLE}/{}", world.sian.person);
    let form = olwen.get(&path).expect(200).click("Away").expect(200).form("main form");
    let wrong = form.clone().set("until-day", "1").set("until-month", "1").set("until-year", "2026");
    assert!(wrong.submit().expect(422).visible().contains("real last day away"));
    let filled = form.set("until-day", "5").set("until-month", "12").set("until-year", "2026");
    let filled = filled.set("reason", "leave");
    let page = filled.clone().submit().expect(303).follow().expect(200);
    assert!(page.visible().contains("Away from 21 November 2026 until"), "{}", page.visible());
    filled.submit().expect(303);
    let away = olwen.get(&format!("{PEOPLE}?state=away")).expect(200);
    assert_eq!(away.words("tbody tr").len(), 1, "noted twice, away once");
    assert!(away.visible().contains("Away until 5 Dec"), "{}", away.visible());
    assert!(away.visible().contains("1 away now"));
    app.set_time("2026-12-06T10:00:00Z");
    let olwen = app.client_of(&world.olwen);
    assert_eq!(olwen.get(&format!("{PEOPLE}?state=away")).expect(200).words("tbody tr").len(), 0);

    // Open, and ended by hand.
    let form = olwen.get(&format!("{path}/away")).expect(200).form("main form");
    let page = form.submit().expect(303).follow().expect(200);
    assert!(page.visible().contains("no end known"), "{}", page.visible());
    let back = page.attributes("form[action*='/away/']", "action").remove(0);
    olwen.post_form(&back, &[]).expect(303);
    olwen.post_form(&back, &[]).expect(303);
    assert_eq!(olwen.get(&format!("{PEOPLE}?state=away")).expect(200).words("tbody tr").len(), 0);
    let other = back.replace(&world.sian.person.to_string(), &world.kemi.person.to_string());
    olwen.post_form(&other, &[]).expect(404);
    app.client_of(&world.owain).post_form(&back, &[]).expect(404);
    app.client_of(&world.sian).get(&format!("{path}/away")).expect(403);
}

#[test]
fn who_is_away_keeps_their_roles_and_the_page_leads_to_who_stands_in() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    for (somebody, has_roles) in [(&world.lowri, true), (&world.kemi, false)] {
        let page = olwen.get(&format!("{PEOPLE}/{}/away", somebody.person)).expect(200);
        let cover = format!("a[href='/o/cartref-prawf/covers/add?person={}']", somebody.person);
        assert_eq!(page.has(&cover), has_roles, "{}", page.visible());
        let noted = page.form("main form").submit().expect(303).follow().expect(200);
        assert_eq!(noted.visible().contains("say who stands in while they are away"), has_roles);
    }
}

#[test]
fn access_ends_when_the_last_day_is_over() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let path = format!("{PEOPLE}/{}", world.sian.person);
    let form = olwen.get(&format!("{path}/left")).expect(200).form("main form");
    let filled = form.set("left-day", "23").set("left-month", "11").set("left-year", "2026");
    let page = filled.submit().expect(303).follow().expect(200);
    assert!(page.visible().contains("Ends on 23 November 2026"), "{}", page.visible());
    let soon = olwen.get(&format!("{PEOPLE}?ends=soon")).expect(200);
    assert!(soon.visible().contains("Siân Ŵyr") && soon.visible().contains("Ends on 23 Nov"));
    // A pass ahead of the clock ends nobody's access.
    let ahead = polisi::clock::Moment::parse("2026-12-24T10:00:00Z").unwrap();
    polisi::schedule::run(&app.app, ahead).unwrap();
    app.client_of(&world.sian).get(INSIDE).expect(200);

    for evening in ["2026-11-22T23:59:00Z", "2026-11-23T23:59:00Z"] {
        app.set_time(evening);
        app.run_due_work();
    }
    app.client_of(&world.sian).get(INSIDE).expect(200);
    app.set_time("2026-11-24T00:00:30Z");
    app.run_due_work();
    app.client_of(&world.sian).get(INSIDE).expect(404);
    let left = named(&app, &world.org, "Siân Ŵyr");
    assert_eq!(left.left_on, Day::parse("2026-11-23"));
    let olwen = app.client_of(&world.olwen);
    assert!(olwen.get(&format!("{PEOPLE}?state=left")).expect(200).visible().contains("Siân Ŵyr"));
    olwen.post_form(&format!("{path}/back"), &[]).expect(303);
    app.set_time("2026-11-25T00:00:30Z");
    app.run_due_work();
    let back = named(&app, &world.org, "Siân Ŵyr");
    assert_eq!((back.left_on, back.standing.ends_on), (None, None), "back, and not ended again");
}

/// Somebody tried out what the next night does, or the clock was ahead for a moment: that night is still to come.
#[test]
fn a_night_that_was_done_ahead_of_the_clock_is_done_again() {
    let app = TestApp::start();
    let world = app.world();
    let (now, person) = (app.app.clock.now(), world.sian.person);
    app.within(&world.org, move |tenant| people::set_end(tenant, now, person, now.day()).unwrap());
    polisi::schedule::run(&app.app, Moment::parse("2026-11-22T01:00:00Z").unwrap()).unwrap();
    app.client_of(&world.sian).get(INSIDE).expect(200);
    for begun in ["2026-11-22", "2027-12-26"] {
        let begin = move |system: &mut polisi::db::System<'_>| {
            polisi::jobs::begin(system, now, people::ending::TICKET, Day::parse(begun).unwrap())
        };
        assert!(app.app.database.write_system(begin).unwrap(), "{begun}");
    }
    app.run_due_work();
    app.set_time("2026-11-22T01:00:00Z");
    app.run_due_work();
    app.client_of(&world.sian).get(INSIDE).expect(404);
    assert_eq!(named(&app, &world.org, "Siân Ŵyr").left_on, Some(now.day()));
}

#[test]
fn a_clock_that_is_a_year_ahead_ends_nobody() {
    let app = TestApp::start();
    let world = app.world();
    let (now, person) = (app.app.clock.now(), world.sian.person);
    app.within(&world.org, move |tenant| {
        people::set_end(tenant, now, person, now.day().plus_days(100)).unwrap();
    });
    app.set_time("2027-12-26T10:00:00Z");
    app.run_due_work();
    app.app.clock.move_to(now.plus_minutes(1));
    app.run_due_work();
    assert_eq!(named(&app, &world.org, "Siân Ŵyr").left_on, None);
    app.client_of(&world.sian).get(INSIDE).expect(200);
}

/// The clock went on, as far as anybody knows: whoever left meanwhile must not wait for an operator.
#[test]
fn a_server_that_was_off_for_a_fortnight_ends_who_left_meanwhile() {
    let app = TestApp::start();
    let world = app.world();
    let (now, person) = (app.app.clock.now(), world.sian.person);
    app.within(&world.org, move |tenant| {
        people::set_end(tenant, now, person, now.day().plus_days(3)).unwrap();
    });
    app.run_due_work();
    app.set_time("2026-12-05T10:00:00Z");
    app.run_due_work();
    app.client_of(&world.sian).get(INSIDE).expect(404);
    assert_eq!(named(&app, &world.org, "Siân Ŵyr").left_on, Some(now.day().plus_days(3)));
}

#[test]
fn an_agency_worker_is_entered_in_a_minute_and_ends_alone() {
    let app = TestApp::start();
    let world = app.world();
    let mair = app.client_of(&world.mair);
    let form = mair.get(PEOPLE).expect(200).click("Add an agency worker").expect(200).form("main form");
    let wrong = form.clone().set("given-name", "Nadia").set("family-name", "Trialova").submit().expect(422);
    assert!(wrong.visible().contains("Enter the name of the agency"), "{}", wrong.visible());
    assert!(wrong.visible().contains("Enter a last day from today on"), "a week's worker has no year");
    let filled = wrong.form("main form").set("agency", "Brightcover").set("phone", "07700 900123");
    let filled = filled.set("ends-day", "21").set("ends-month", "11").set("ends-year", "2027");
    let late = filled.clone().set("ends-year", "2029").submit().expect(422);
    assert!(late.visible().contains("at most 12 months after"), "{}", late.visible());
    let page = filled.submit().expect(303).follow().expect(200);
    assert!(page.visible().contains("Ends on 21 November 2027"), "{}", page.visible());
    assert!(page.visible().contains("Brightcover") && page.visible().contains("Bryn"));
    let list = mair.get(PEOPLE).expect(200);
    assert!(list.visible().contains("1 agency worker"), "{}", list.visible());
    let own = mair.get(&format!("{PEOPLE}?worker=own")).expect(200);
    assert!(!own.visible().contains("Trialova"));
    // The server was off for a year: nobody's access ends before somebody said that the clock is right.
    jump_to(&app, "2027-11-22");
    assert!(named(&app, &world.org, "Nadia Trialova").is_present());
    app.set_time("2027-11-22T11:00:00Z");
    app.run_due_work();
    assert!(!named(&app, &world.org, "Nadia Trialova").is_present());
}
