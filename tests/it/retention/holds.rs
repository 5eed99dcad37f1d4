//! Legal holds: what they keep, who sees them, and that two people end them.

use polisi::access::Role;
use polisi::access::passwords::Password;
use polisi::db::ids::AnyId;
use polisi::messages::Language;
use polisi::people;

use super::{PAGE, day, jump_to, leave, live, name};
use crate::support::app::{PASSWORD, TestApp, World, details};
use crate::support::client::Client;
use crate::support::form::Form;
use crate::support::page::Page;

pub const REASON: &str = "The claim was settled in full last week.";

fn form(client: &Client) -> Form {
    client.get(&format!("{PAGE}/holds/add")).expect(200).form("main form")
}

/// Puts a hold with a review a month ahead of the clock.
pub fn put(app: &TestApp, client: &Client, on: &str, row: Option<(&str, &str)>) -> Page {
    let form = form(client).set("on", on).set("reason", "Canary claim");
    let form = row.into_iter().fold(form, |form, (name, value)| form.set(name, value));
    let review = app.app.clock.now().day().plus_days(30).to_string();
    day(form, "review", &review).submit()
}

/// The end of the first hold of somebody's list.
pub fn end_of(client: &Client) -> String {
    client.get(&format!("{PAGE}/holds")).expect(200).attributes("main a[href$='/end']", "href").remove(0)
}

/// Makes Gwen an owner, too.
pub fn second_owner(app: &TestApp, world: &World) {
    let (now, gwen) = (app.app.clock.now(), world.gwen.person);
    app.within(&world.org, move |tenant| {
        people::grant(tenant, now, gwen, Role::Owner, None).unwrap();
    });
}

#[test]
fn what_is_held_stays_until_two_people_end_it() {
    let app = TestApp::start();
    let world = app.world();
    second_owner(&app, &world);
    for somebody in [&world.tomos, &world.kemi] {
        leave(&app, &world, somebody, "2026-11-21");
    }
    app.run_due_work();
    jump_to(&app, "2032-11-01");
    let olwen = app.client_of(&world.olwen);
    let tomos = world.tomos.person.to_string();
    put(&app, &olwen, "person", Some(("person", &tomos))).expect(303).follow().expect(200);
    assert!(app.within(&world.org, |tenant| polisi::retention::held(tenant).unwrap()));
    live(&app, 45);
    assert_eq!(name(&app, &world, world.tomos.person), "Tomos Newydd", "held");
    assert!(name(&app, &world, world.kemi.person).starts_with("Former"), "not held");
    let mails = app.smtp.mails_to(world.gwen.email.as_deref().unwrap());
    let review = mails.iter().filter(|mail| mail.subject.contains("looked at again")).collect::<Vec<_>>();
    assert!(!review.is_empty());
    for mail in review {
        let words = format!("{}{:?}{:?}", mail.subject, mail.text, mail.html);
        assert!(!words.contains("Tomos") && !words.contains("Canary"), "{words}");
    }
    assert!(!app.client_of(&world.mair).get("/o/cartref-prawf/activity").text().contains("Canary"));

    let olwen = app.client_of(&world.olwen);
    let end = end_of(&olwen);
    let page = olwen.get(&end).expect(200);
    page.form("main form").set("reason", "Settled").submit().expect(422);
    page.form("main form").set("reason", REASON).submit().expect(303).follow().expect(200);
    // Asked, not ended; and whoever asked can't agree too.
    assert!(!olwen.get(&end).expect(200).has("main form"));
    olwen.post_form(&end, &[("reason", REASON)]).expect(409);
    live(&app, 1);
    assert_eq!(name(&app, &world, world.tomos.person), "Tomos Newydd");
    let gwen = app.client_of(&world.gwen);
    let page = gwen.get(&end_of(&gwen)).expect(200);
    assert!(page.visible().contains(REASON) && page.visible().contains("Olwen"), "{}", page.visible());
    page.form("main form").submit().expect(303).follow().expect(200);
    gwen.get(&end).expect(409);
    assert!(!app.within(&world.org, |tenant| polisi::retention::held(tenant).unwrap()));
    live(&app, 1);
    assert!(name(&app, &world, world.tomos.person).starts_with("Former"));
}

#[test]
fn one_alone_ends_a_hold_with_a_reason() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    put(&app, &olwen, "organisation", None).expect(303);
    let page = olwen.get(&end_of(&olwen)).expect(200);
    page.form("main form").set("reason", "Because").submit().expect(422);
    page.form("main form").set("reason", REASON).submit().expect(303);
    assert!(!app.within(&world.org, |tenant| polisi::retention::held(tenant).unwrap()));
}

/// Who takes the others' roles away is not the only one for that.
#[test]
fn nobody_makes_themselves_the_only_one() {
    let app = TestApp::start();
    let world = app.world();
    second_owner(&app, &world);
    let olwen = app.client_of(&world.olwen);
    put(&app, &olwen, "organisation", None).expect(303);
    let (gwen, now) = (world.gwen.person, app.app.clock.now());
    app.within(&world.org, move |tenant| {
        let held = people::holders(tenant, Role::Owner, None).unwrap();
        assert_eq!(held.len(), 2);
        let grants = people::store::all_grants(tenant).unwrap();
        let theirs = grants.iter().find(|held| (held.person, held.role) == (gwen, Role::Owner)).unwrap();
        people::end_role(tenant, now, theirs.id).unwrap();
    });
    let page = olwen.get(&end_of(&olwen)).expect(200);
    page.form("main form").set("reason", REASON).submit().expect(303);
    assert!(app.within(&world.org, |tenant| polisi::retention::held(tenant).unwrap()), "asked, not ended");
}

#[test]
fn days_and_the_whole_organisation_are_kept() {
    let app = TestApp::start();
    let world = app.world();
    leave(&app, &world, &world.tomos, "2026-11-21");
    app.run_due_work();
    jump_to(&app, "2032-12-01");
    let olwen = app.client_of(&world.olwen);
    let form = form(&olwen).set("on", "days").set("reason", "Enquiry");
    let form = day(day(day(form, "from", "2026-11-21"), "until", "2026-11-30"), "review", "2033-03-01");
    form.submit().expect(303);
    live(&app, 40);
    assert_eq!(name(&app, &world, world.tomos.person), "Tomos Newydd");
    let olwen = app.client_of(&world.olwen);
    put(&app, &olwen, "organisation", None).expect(303);
    olwen.get(&end_of(&olwen)).expect(200);
}

#[test]
fn a_faulty_form_says_what_to_do() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let refused = form(&olwen).submit().expect(422).visible();
    for words in ["Choose what the hold is on", "Say why", "Enter a day after today"] {
        assert!(refused.contains(words), "{words}: {refused}");
    }
    let chosen = form(&olwen).set("on", "person").set("reason", "Typed reason").submit().expect(422);
    assert!(chosen.visible().contains("Choose one from the list") && chosen.text().contains("Typed reason"));
    let form = form(&olwen).set("on", "days").set("reason", "x");
    let form = day(day(day(form, "from", "2026-11-21"), "until", "2026-11-20"), "review", "2026-12-20");
    assert!(form.submit().expect(422).visible().contains("must not be before the first"));
    // A row of the other organisation isn't offered.
    let foreign = world.priya.person.to_string();
    let fields = [("on", "person"), ("person", foreign.as_str()), ("reason", "x")];
    olwen.post_form(&format!("{PAGE}/holds/add"), &fields).expect(422);
}

/// Whoever asks can't make the one who agrees.
#[test]
fn who_gets_a_role_afterwards_agrees_to_nothing() {
    let app = TestApp::start();
    let world = app.world();
    second_owner(&app, &world);
    let olwen = app.client_of(&world.olwen);
    put(&app, &olwen, "organisation", None).expect(303);
    let end = end_of(&olwen);
    olwen.post_form(&end, &[("reason", REASON)]).expect(303);
    app.set_time("2026-11-21T10:05:00Z");
    let (now, sian) = (app.app.clock.now(), world.sian.person);
    app.within(&world.org, move |tenant| people::grant(tenant, now, sian, Role::Owner, None).unwrap());
    app.client_of(&world.sian).post_form(&end, &[("reason", REASON)]).expect(409);
    assert!(app.within(&world.org, |tenant| polisi::retention::held(tenant).unwrap()));
    app.client_of(&world.gwen).post_form(&end, &[("reason", REASON)]).expect(303);
    assert!(!app.within(&world.org, |tenant| polisi::retention::held(tenant).unwrap()));
}

/// Whoever a hold is on learns nothing of it, and neither asks for its end nor agrees to it.
#[test]
fn a_hold_on_a_person_is_hidden_from_that_person() {
    let app = TestApp::start();
    let world = app.world();
    second_owner(&app, &world);
    let (olwen, gwen) = (app.client_of(&world.olwen), app.client_of(&world.gwen));
    let gwens = world.gwen.person.to_string();
    put(&app, &olwen, "person", Some(("person", &gwens))).expect(303);
    let end = end_of(&olwen);
    let list = gwen.get(&format!("{PAGE}/holds?lang=en")).expect(200);
    assert!(!list.visible().contains("Canary") && !list.has("main a[href$='/end']"), "{}", list.visible());
    gwen.get(&end).expect(404);
    gwen.post_form(&end, &[("reason", REASON)]).expect(404);
    // Nobody else is left who could agree: one alone ends it, with a reason.
    assert!(olwen.get(&format!("{end}?lang=en")).expect(200).has("main form"));
    the_log_is_alike(&app, &world, (&olwen, &gwen));
    // Nor is it looked at again by them.
    let before = app.smtp.mails_to(world.gwen.email.as_deref().unwrap()).len();
    live(&app, 30);
    let mails = app.smtp.mails_to(world.gwen.email.as_deref().unwrap());
    assert!(mails.iter().skip(before).all(|mail| !mail.subject.contains("looked at again")));
    let own = app.client_of(&world.gwen).get(&format!("{PAGE}/holds/add")).expect(200);
    assert!(
        !own.attributes("select[name=person] option", "value").contains(&gwens),
        "nobody holds themselves"
    );
    let olwen = app.client_of(&world.olwen);
    olwen.get(&end).expect(200).form("main form").set("reason", REASON).submit().expect(303);
    assert!(!app.within(&world.org, |tenant| polisi::retention::held(tenant).unwrap()));
}

/// Whoever left, and is an owner by another record since, is still the person it is on.
#[test]
fn a_hold_on_a_person_is_hidden_from_whoever_they_come_back_as() {
    let app = TestApp::start();
    let world = app.world();
    let sians = world.sian.person.to_string();
    put(&app, &app.client_of(&world.olwen), "person", Some(("person", &sians))).expect(303);
    leave(&app, &world, &world.sian, "2026-11-21");
    app.app.clock.move_to(app.app.clock.now().plus_minutes(5));
    let (id, now) = (world.sian.person, app.app.clock.now());
    let new = app.within(&world.org, move |tenant| {
        let known = people::get(tenant, id).unwrap().unwrap();
        let new = people::add(tenant, now, &known.details(&std::collections::BTreeSet::new())).unwrap();
        people::grant(tenant, now, new, Role::Owner, None).unwrap();
        new
    });
    let olwen = app.client_of(&world.olwen);
    olwen.post_form(&format!("/o/cartref-prawf/people/{new}/invite"), &[]).expect(303);
    app.run_due_work();
    let link = app.smtp.mails_to(world.sian.email.as_deref().unwrap()).last().unwrap().link("/invitations/");
    let sian = app.client_of(&world.sian);
    sian.get(&link).expect(200).form("main form").submit().expect(303);
    let end = end_of(&olwen);
    let list = sian.get(&format!("{PAGE}/holds?lang=en")).expect(200);
    assert!(!list.visible().contains("Canary") && !list.has("main a[href$='/end']"), "{}", list.visible());
    sian.get(&end).expect(404);
    // Nor is she the one who could agree: one alone ends it, with a reason.
    olwen.get(&end).expect(200).form("main form").set("reason", REASON).submit().expect(303);
    assert!(!app.within(&world.org, |tenant| polisi::retention::held(tenant).unwrap()));
}

/// Whoever the leaver is called like is still somebody else.
#[test]
fn nobody_loses_sight_of_a_hold_on_a_leaver_who_is_called_like_them() {
    let app = TestApp::start();
    let world = app.world();
    let kemis = world.kemi.person.to_string();
    app.app.clock.move_to(app.app.clock.now().plus_minutes(5));
    let hash = app.app.hasher.hash_now(&Password::typed(PASSWORD)).unwrap();
    let theirs = details("Elin", "Newydd", Language::English, &world.org.services, true);
    let (now, named) = (app.app.clock.now(), theirs.clone());
    let elin = app.add(&world.org, theirs, Some(hash), now);
    let lead = elin.person;
    app.within(&world.org, move |tenant| {
        people::grant(tenant, now, lead, Role::DataProtectionLead, None).unwrap();
    });
    put(&app, &app.client_of(&elin), "person", Some(("person", &kemis))).expect(303);
    app.app.clock.move_to(app.app.clock.now().plus_minutes(5));
    leave(&app, &world, &world.kemi, "2026-11-21");
    app.app.clock.move_to(app.app.clock.now().plus_minutes(5));
    let (id, now) = (world.kemi.person, app.app.clock.now());
    app.within(&world.org, move |tenant| people::change(tenant, now, id, &named).map(drop).unwrap());
    let list = app.client_of(&elin).get(&format!("{PAGE}/holds?lang=en")).expect(200);
    assert!(list.visible().contains("Canary"), "{}", list.visible());
    let olwen = app.client_of(&world.olwen);
    olwen.get(&end_of(&olwen)).expect(200).form("main form").set("reason", REASON).submit().expect(303);
    assert!(app.within(&world.org, |tenant| polisi::retention::held(tenant).unwrap()), "asked, not ended");
}

/// A line from before lines about holds said as little as they do now.
struct Before;

impl polisi::audit::Event for Before {
    fn action(&self) -> &'static str {
        "hold_put"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("legal_hold", Some(AnyId::parse("01890000-0000-7000-8000-00000000beef").unwrap()))
    }

    fn facts(&self) -> serde_json::Value {
        serde_json::json!({ "on": "person", "review_on": "2026-12-24" })
    }
}

/// The rows of a file without its heads.
fn rows_of(text: &str) -> Vec<Vec<String>> {
    let mut file = csv::Reader::from_reader(text.as_bytes());
    file.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The log says to everybody who reads it that something is held, and to nobody what: no number is missing, and no
/// line differs from another.
fn the_log_is_alike(app: &TestApp, world: &World, (olwen, gwen): (&Client, &Client)) {
    let now = app.app.clock.now();
    app.within(&world.org, move |tenant| polisi::audit::record(tenant, now, &Before).map(drop).unwrap());
    let log =
        |client: &Client, rest: &str| client.get(&format!("/o/cartref-prawf/{rest}")).expect(200).text();
    let about_holds = |client: &Client| {
        let rows = rows_of(&log(client, "activity.csv?lang=en"));
        let mut numbers: Vec<i64> = rows.iter().map(|row| row[0].parse().unwrap()).collect();
        numbers.sort_unstable();
        let whole: Vec<i64> = (1..=i64::try_from(numbers.len()).unwrap()).collect();
        assert_eq!(numbers, whole, "a number is missing");
        rows.into_iter().filter(|row| row[3] == "A record was put on hold").collect::<Vec<_>>()
    };
    let seen = about_holds(gwen);
    assert_eq!((seen.len(), &seen), (2, &about_holds(olwen)));
    for row in &seen {
        assert_eq!((&*row[4], &*row[5], &*row[6]), ("", "", "{}"), "{row:?}");
        let page = log(gwen, &format!("activity/{}?lang=en", row[0]));
        for word in ["beef", "21 December", "24 December", "Canary", "review_on"] {
            assert!(!page.contains(word), "{word}");
        }
    }
    for search in ["person", "Cyfrifol", "2026-12-21"] {
        let found = log(gwen, &format!("activity.csv?lang=en&action=hold_put&q={search}"));
        assert!(rows_of(&found).is_empty(), "{search}: {found}");
    }
    let (_, files) = crate::closing::package(app, gwen);
    let text = |path: &str| String::from_utf8(files[path].clone()).unwrap();
    let sheet = text("activity/activity.csv");
    let rows: Vec<Vec<String>> =
        rows_of(&sheet).into_iter().filter(|row| row[3] == "A record was put on hold").collect();
    assert_eq!(rows.len(), 2, "{sheet}");
    assert!(rows.iter().all(|row| row[4] == "legal_hold" && row[6] == "{}"), "{rows:?}");
    // What is written from now on says nothing under its hash, either.
    let lines = text("tables/audit_entries.jsonl");
    let held = lines.lines().filter(|line| line.contains("\"hold_put\""));
    let (before, held): (Vec<&str>, Vec<&str>) = held.partition(|line| line.contains("beef"));
    assert_eq!((before.len(), held.len()), (1, 1));
    assert!(held[0].contains("\"facts\":\"{}\""), "{}", held[0]);
}
