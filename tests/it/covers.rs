//! Cover: rights that begin and end by the calendar, reports to who stands in, and never a way round a conflict.

use polisi::access::Role;
use polisi::people;

use crate::incidents::report;
use crate::support::app::{Somebody, TestApp, World};
use crate::support::client::Client;
use crate::support::form::Form;
use crate::support::page::Page;

const COVERS: &str = "/o/cartref-prawf/covers";

fn day(form: Form, name: &str, day: &str) -> Form {
    let parts: Vec<&str> = day.split('-').collect();
    form.set(&format!("{name}-year"), parts[0])
        .set(&format!("{name}-month"), parts[1])
        .set(&format!("{name}-day"), parts[2])
}

/// The form about one role of somebody at the first service, or for the whole organisation.
fn form(
    client: &Client,
    world: &World,
    (holder, role): (&Somebody, Role),
    cover: &Somebody,
    days: (&str, &str),
    app: &TestApp,
) -> Form {
    let (person, service) = (holder.person, world.org.services[0]);
    let grant = app.within(&world.org, move |tenant| {
        let mut all = people::store::all_grants(tenant).unwrap().into_iter();
        let held = all.find(|held| {
            held.person == person && held.role == role && held.service.is_none_or(|at| at == service)
        });
        held.unwrap().id
    });
    let page = client.get(&format!("{COVERS}/add?person={person}&lang=en")).expect(200);
    let form = page.form("main form").set("cover", &cover.person.to_string());
    let form = form.tick_value("grants", &grant.to_string());
    day(day(form, "from", days.0), "until", days.1)
}

/// Fills the form in and sends it.
pub fn name(
    app: &TestApp,
    world: &World,
    by: &Somebody,
    of: (&Somebody, Role),
    cover: &Somebody,
    days: (&str, &str),
) -> Page {
    form(&app.client_of(by), world, of, cover, days, app).submit()
}

/// The address at which the first cover of somebody's list is ended.
fn end_of(client: &Client) -> String {
    client.get(COVERS).expect(200).attributes("main a[href$='/end']", "href").remove(0)
}

fn activity(world: &World) -> String {
    format!("/o/{}/activity", world.org.slug)
}

#[test]
fn the_rights_begin_and_end_with_the_days() {
    let app = TestApp::start();
    let world = app.world();
    // Siân has no role; she stands in for the manager from Monday to Tuesday.
    let of = (&world.mair, Role::RegisteredManager);
    name(&app, &world, &world.mair, of, &world.sian, ("2026-11-23", "2026-11-24")).expect(303);
    app.run_due_work();
    let to = |somebody: &Somebody| app.smtp.mails_to(somebody.email.as_deref().unwrap()).len();
    assert_eq!((to(&world.sian), to(&world.mair)), (1, 0), "who made it knows");

    let people = "/o/cartref-prawf/people";
    for (now, status) in [
        ("2026-11-22T23:59:00Z", 403),
        ("2026-11-23T00:00:00Z", 200),
        ("2026-11-24T23:59:00Z", 200),
        ("2026-11-25T00:00:00Z", 403),
    ] {
        app.set_time(now);
        let sian = app.client_of(&world.sian);
        sian.get(people).expect(status);
        // A service that isn't the manager's, and roles, never are theirs.
        sian.get("/o/cartref-prawf/settings/people/hr").expect(403);
        app.client_of(&world.mair).get(people).expect(200);
    }
    // In summer the day in London begins an hour before the one in Greenwich.
    app.set_time("2027-05-01T10:00:00Z");
    name(&app, &world, &world.mair, of, &world.sian, ("2027-06-01", "2027-06-01")).expect(303);
    for (now, status) in [
        ("2027-05-31T22:59:00Z", 403),
        ("2027-05-31T23:00:00Z", 200),
        ("2027-06-01T22:59:00Z", 200),
        ("2027-06-01T23:00:00Z", 403),
    ] {
        app.set_time(now);
        app.client_of(&world.sian).get(people).expect(status);
    }
}

#[test]
fn both_are_told_when_it_begins_and_before_it_ends() {
    let app = TestApp::start();
    let world = app.world();
    let of = (&world.lowri, Role::SafeguardingLead);
    name(&app, &world, &world.olwen, of, &world.owain, ("2026-11-23", "2026-11-30")).expect(303);
    let counts = |now: &str| {
        app.set_time(now);
        app.run_due_work();
        app.run_due_work();
        let to = |somebody: &Somebody| {
            let mails = app.smtp.mails_to(somebody.email.as_deref().unwrap());
            let told =
                mails.iter().filter(|mail| mail.text.as_deref().is_some_and(|text| text.contains("/covers")));
            told.count()
        };
        (to(&world.owain), to(&world.lowri))
    };
    assert_eq!(counts("2026-11-21T10:01:00Z"), (1, 1), "made by somebody else: both hear of it");
    assert_eq!(counts("2026-11-23T07:29:00Z"), (1, 1));
    assert_eq!(counts("2026-11-23T07:31:00Z"), (2, 1), "the first day, to who stands in");
    assert_eq!(counts("2026-11-28T12:00:00Z"), (2, 1));
    assert_eq!(counts("2026-11-29T12:00:00Z"), (3, 2), "the day before the last");
    assert_eq!(counts("2026-12-02T12:00:00Z"), (3, 2));

    let mails = app.smtp.mails_to(world.lowri.email.as_deref().unwrap());
    assert!(mails[0].subject.contains("yn cyflenwi"), "Lowri reads Welsh: {}", mails[0].subject);
}

#[test]
fn it_shows_where_people_look_and_ends_by_either() {
    let app = TestApp::start();
    let world = app.world();
    let of = (&world.lowri, Role::SafeguardingLead);
    let days = ("2026-11-21", "2026-12-03");
    name(&app, &world, &world.lowri, of, &world.sian, days).expect(303).follow().expect(200);
    let visible = |somebody: &Somebody, path: &str| {
        app.client_of(somebody).get(&format!("/o/cartref-prawf/{path}?lang=en")).expect(200).visible()
    };
    let words = "You stand in for Lowri Diogel as Safeguarding lead at Bryn until 3 December 2026.";
    assert!(visible(&world.sian, "").contains(words), "{}", visible(&world.sian, ""));
    let for_you = "Siân Ŵyr stands in for you as Safeguarding lead at Bryn until 3 December 2026.";
    assert!(visible(&world.lowri, "").contains(for_you));
    assert!(visible(&world.olwen, "settings/people").contains("Siân Ŵyr stands in until 3 December 2026"));
    let others = "Siân Ŵyr stands in for Lowri Diogel";
    for path in [
        "settings/roles",
        &format!("people/{}", world.lowri.person),
        &format!("people/{}", world.sian.person),
    ] {
        assert!(visible(&world.olwen, path).contains(others), "{path}");
    }
    // Staff see what they are part of; nobody else of the staff sees it.
    let newcomer = crate::access::newcomer(&app, &world.org, "Nia", None);
    assert!(visible(&newcomer, "covers").contains("Nobody stands in"));
    let sian = app.client_of(&world.sian);
    let end = end_of(&sian);
    app.client_of(&newcomer).get(&end).expect(404);
    app.client_of(&world.mair).post_form(&end, &[]).expect(403);
    app.client_of(&world.priya).get(&end).expect(404);

    sian.get(&format!("{end}?lang=en")).form("main form").submit().expect(303);
    assert!(!visible(&world.sian, "").contains("You stand in"));
    sian.post_form(&end, &[]).expect(409);
    let log = visible(&world.olwen, "activity");
    assert!(log.contains("Somebody named who stands in") && log.contains("Standing in ended early"), "{log}");
}

#[test]
fn what_is_refused_says_why() {
    let app = TestApp::start();
    let world = app.world();
    let days = ("2026-11-23", "2026-11-27");
    let lead = (&world.lowri, Role::SafeguardingLead);
    let refused = |by: &Somebody, of, cover: &Somebody, days, words: &str| {
        let page = name(&app, &world, by, of, cover, days).expect(422);
        assert!(page.visible().contains(words), "{words}: {}", page.visible());
        // What was typed stays.
        assert_eq!(page.form("main form").value("from-year").as_deref(), Some("2026"));
    };
    refused(&world.lowri, lead, &world.lowri, days, "Nobody stands in for themselves");
    refused(&world.lowri, lead, &world.dewi, days, "are told of reports anyway");
    refused(&world.lowri, lead, &world.sian, ("2026-11-20", "2026-11-27"), "The first day is over");
    refused(&world.lowri, lead, &world.sian, ("2026-11-23", "2026-11-22"), "last day comes before");
    refused(&world.lowri, lead, &world.sian, ("2026-11-23", "2027-06-01"), "more than six months");
    refused(&world.olwen, lead, &world.olwen, days, "Nobody names themselves");
    name(&app, &world, &world.lowri, lead, &world.sian, days).expect(303);
    refused(
        &world.lowri,
        lead,
        &world.owain,
        ("2026-11-27", "2026-11-29"),
        "stands in on some of these days",
    );
    // A manager arranges it for the managers of the service, never for the lead or an owner.
    let mair = app.client_of(&world.mair);
    let offered = mair.get(&format!("{COVERS}/add")).expect(200).words("main form label").join(" ");
    assert!(offered.contains("Registered manager") && !offered.contains("Safeguarding lead"), "{offered}");
    let olwen = app.client_of(&world.olwen);
    let offered = olwen.get(&format!("{COVERS}/add")).expect(200).words("main form label").join(" ");
    assert!(offered.contains("Safeguarding lead") && !offered.contains("Owner"), "{offered}");
    let staff = app.client_of(&crate::access::newcomer(&app, &world.org, "Nia", None));
    assert!(staff.get(&format!("{COVERS}/add")).expect(200).visible().contains("no role"));
    staff.post_form(&format!("{COVERS}/add"), &[("grants", "x")]).expect(409);
}

#[test]
fn a_deputy_names_nobody_in_the_managers_place_and_reasons_are_for_those_concerned() {
    let app = TestApp::start();
    let world = app.world();
    let (service, now, tomos) = (world.org.services[0], app.app.clock.now(), world.sian.person);
    app.within(&world.org, move |tenant| {
        people::grant(tenant, now, tomos, Role::DeputyManager, Some(service)).unwrap();
        people::grant(tenant, now, tomos, Role::LineManager, Some(service)).unwrap();
    });
    let offered = |by: &Somebody, of: &Somebody| {
        let page = app.client_of(by).get(&format!("{COVERS}/add?person={}&lang=en", of.person)).expect(200);
        page.attributes("main input[name=grants]", "value").len()
    };
    assert_eq!(offered(&world.sian, &world.mair), 0, "the manager's place");
    assert_eq!(offered(&world.sian, &world.sian), 2, "their own");
    assert_eq!(offered(&world.mair, &world.sian), 2, "a manager's deputy");

    let of = (&world.mair, Role::RegisteredManager);
    let form =
        form(&app.client_of(&world.mair), &world, of, &world.owain, ("2026-11-23", "2026-11-24"), &app);
    form.set("reason", "Hospital").submit().expect(303);
    for (by, seen) in [(&world.mair, true), (&world.olwen, true), (&world.owain, true), (&world.sian, false)]
    {
        let page = app.client_of(by).get(&format!("{COVERS}?lang=en")).expect(200);
        assert!(page.visible().contains("Owain"), "{}", page.visible());
        assert_eq!(page.visible().contains("Hospital"), seen, "{}", by.name);
    }
}

#[test]
fn reports_reach_who_stands_in_and_the_holder_afterwards() {
    let app = TestApp::start();
    let world = app.world();
    let of = (&world.lowri, Role::SafeguardingLead);
    name(&app, &world, &world.lowri, of, &world.owain, ("2026-11-21", "2026-11-22")).expect(303);
    app.run_due_work();
    app.smtp.clear();
    let (_, reference) = report(&app.client_of(&world.sian), &world, &[&world.mair]);
    app.run_due_work();
    let told = || {
        let mails = app.smtp.mails();
        mails.iter().flat_map(|mail| mail.to.clone()).collect::<Vec<_>>()
    };
    let address = |somebody: &Somebody| somebody.email.clone().unwrap();
    assert_eq!(told(), [address(&world.owain)]);
    let case = format!("/o/cartref-prawf/incidents/{reference}");
    app.client_of(&world.lowri).get(&case).expect(404);
    app.client_of(&world.owain).get(&case).expect(200);

    // While somebody has it nobody else is told. When the cover is over, the holder is.
    app.set_time("2026-11-22T22:00:00Z");
    app.run_due_work();
    assert_eq!(told(), [address(&world.owain)]);
    app.smtp.clear();
    app.set_time("2026-11-23T00:06:00Z");
    app.run_due_work();
    assert_eq!(told(), [address(&world.lowri)]);
    app.client_of(&world.lowri).get(&case).expect(200);
    let log = app.client_of(&world.olwen).get(&activity(&world)).expect(200).text();
    assert!(!log.contains(&reference), "the log betrays a case");
}

#[test]
fn ending_early_hands_open_cases_back_at_once() {
    let app = TestApp::start();
    let world = app.world();
    let of = (&world.lowri, Role::SafeguardingLead);
    name(&app, &world, &world.lowri, of, &world.owain, ("2026-11-21", "2026-12-22")).expect(303);
    let (_, reference) = report(&app.client_of(&world.sian), &world, &[&world.mair]);
    app.run_due_work();
    let case = format!("/o/cartref-prawf/incidents/{reference}");
    app.client_of(&world.owain).get(&case).expect(200);
    app.set_time("2026-11-21T12:00:00Z");
    let owain = app.client_of(&world.owain);
    let end = end_of(&owain);
    owain.get(&end).form("main form").submit().expect(303);
    app.client_of(&world.lowri).get(&case).expect(200);
}

#[test]
fn a_cover_is_no_way_round_a_conflict() {
    let app = TestApp::start();
    let world = app.world();
    let of = (&world.lowri, Role::SafeguardingLead);
    name(&app, &world, &world.lowri, of, &world.owain, ("2026-11-21", "2026-12-22")).expect(303);
    app.run_due_work();
    let told = |about: &Somebody| {
        app.smtp.clear();
        let (_, reference) = report(&app.client_of(&world.sian), &world, &[about]);
        app.run_due_work();
        let mails = app.smtp.mails();
        (mails.iter().flat_map(|mail| mail.to.clone()).collect::<Vec<_>>(), reference)
    };
    let address = |somebody: &Somebody| somebody.email.clone().unwrap();
    // About the lead: nobody in the lead's place, the deputy is told.
    let (to, reference) = told(&world.lowri);
    assert_eq!(to, [address(&world.dewi)]);
    let case = format!("/o/cartref-prawf/incidents/{reference}");
    for somebody in [&world.owain, &world.lowri, &world.mair] {
        let client = app.client_of(somebody);
        client.get(&case).expect(404);
        assert!(!client.get("/o/cartref-prawf/incidents").expect(200).text().contains(&reference));
    }
    // About who stands in: the holder is told.
    let (to, reference) = told(&world.owain);
    assert_eq!(to, [address(&world.lowri)]);
    app.client_of(&world.owain).get(&format!("/o/cartref-prawf/incidents/{reference}")).expect(404);
}

#[test]
fn a_cover_ends_with_the_role_and_with_leaving() {
    let app = TestApp::start();
    let world = app.world();
    let days = ("2026-11-21", "2026-12-22");
    let people = "/o/cartref-prawf/people";
    name(&app, &world, &world.mair, (&world.mair, Role::RegisteredManager), &world.sian, days).expect(303);
    let sian = app.client_of(&world.sian);
    sian.get(people).expect(200);
    let (now, mair) = (app.app.clock.now(), world.mair.person);
    app.within(&world.org, move |tenant| {
        let held = people::store::all_grants(tenant).unwrap();
        let held = held.iter().find(|held| held.person == mair).unwrap();
        people::end_role(tenant, now, held.id).unwrap();
    });
    sian.get(people).expect(403);
    // Given again, the role comes without the cover of before.
    let service = world.org.services[0];
    app.within(&world.org, move |tenant| {
        people::grant(tenant, now, mair, Role::RegisteredManager, Some(service)).unwrap();
    });
    sian.get(people).expect(403);

    name(&app, &world, &world.mair, (&world.mair, Role::RegisteredManager), &world.sian, days).expect(303);
    let person = world.sian.person;
    app.within(&world.org, move |tenant| people::leave(tenant, now, person, now.day()).unwrap());
    sian.get(people).expect(404);
    let page = app.client_of(&world.olwen).get(&format!("{COVERS}?lang=en")).expect(200);
    assert!(page.visible().contains("Nobody stands in for anybody"), "{}", page.visible());
}

#[test]
fn the_page_of_a_last_day_says_what_would_stop() {
    let app = TestApp::start();
    let world = app.world();
    let left = |client: &Client, somebody: &Somebody| {
        let page = client.get(&format!("/o/cartref-prawf/people/{}/left?lang=en", somebody.person));
        page.expect(200).visible()
    };
    let olwen = app.client_of(&world.olwen);
    let page = left(&olwen, &world.sian);
    for silent in ["No reports of concerns", "Standing in for others", "no line manager"] {
        assert!(!page.contains(silent), "{page}");
    }
    let of = (&world.mair, Role::RegisteredManager);
    name(&app, &world, &world.mair, of, &world.dewi, ("2026-11-21", "2026-12-22")).expect(303);
    let form = olwen.get(&format!("/o/cartref-prawf/people/{}/change", world.sian.person)).expect(200);
    form.form("main form").set("manager", &world.dewi.name).submit().expect(303);
    let page = left(&olwen, &world.dewi);
    for said in [
        "No reports of concerns could be made there any more",
        "for Mair Rheolwr as Registered manager, until 22 December 2026",
        "1 person would have no line manager",
        "Siân Ŵyr",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let own = app.client_of(&world.dewi).get("/o/cartref-prawf/me/leave?lang=en").expect(200).visible();
    assert!(own.contains("No reports of concerns could be made there any more"), "{own}");
}

#[test]
fn who_stands_in_approves_and_the_only_manager_no_longer_approves_alone() {
    let app = TestApp::start();
    let world = app.world();
    let day = app.app.clock.now().day();
    let asked = |app: &TestApp| {
        app.within(&world.org, move |tenant| {
            let stage = polisi::policies::approval::Stage::Approval;
            let found = polisi::policies::approval::who::candidates(tenant, day, stage, &[]).unwrap();
            found.into_iter().map(|one| one.person.given_name).collect::<Vec<_>>()
        })
    };
    assert!(!asked(&app).contains(&"Siân".to_owned()));
    let of = (&world.mair, Role::RegisteredManager);
    name(&app, &world, &world.mair, of, &world.sian, ("2026-11-21", "2026-11-22")).expect(303);
    assert!(asked(&app).contains(&"Siân".to_owned()));
}

/// Somebody stands in for the safeguarding lead of the first service for a week.
pub fn name_cover(app: &TestApp, world: &World, lead: &Somebody, cover: &Somebody) {
    let of = (lead, Role::SafeguardingLead);
    name(app, world, lead, of, cover, ("2026-11-21", "2026-11-27")).expect(303);
}
