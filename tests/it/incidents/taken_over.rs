//! Whoever comes to act in somebody's place gets neither the cases that these were told of nor their reports.

use polisi::access::Role;
use polisi::access::email::Email;
use polisi::db::ids::PersonId;
use polisi::people;

use super::{BASE, case, report};
use crate::support::app::{Somebody, TestApp, World};
use crate::support::client::Client;
use crate::support::page::Page;

pub const OTHER: &str = "somebody.else@prawf.example";
const PASSWORD: &str = "cobalt lantern meadow";

fn of(somebody: &Somebody, rest: &str) -> String {
    format!("/o/cartref-prawf/people/{}{rest}", somebody.person)
}

/// Lets somebody go and takes them back.
pub fn leave_and_return(by: &Client, somebody: &Somebody) {
    let left = by.get(&of(somebody, "/left")).expect(200).form("main form").submit().expect(303);
    left.follow().expect(200).form("main form[action$='/back']").submit().expect(303);
}

/// Leads somebody's mails to another address, and joins as them with another account.
pub fn take_over(app: &TestApp, by: &Client, somebody: &Somebody) -> Client {
    let form = by.get(&of(somebody, "/change")).expect(200).form("main form");
    form.set("email", OTHER).submit().expect(303);
    by.post_form(&of(somebody, "/invite"), &[]).expect(303);
    app.run_due_work();
    let link = app.smtp.mails_to(OTHER).last().unwrap().link("/invitations/");
    let stranger = app.anonymous();
    let form = stranger.get(&link).expect(200).form("main form");
    form.set("new-password", PASSWORD).submit().expect(303);
    // Cases ask for the password once a session; nothing else may keep anybody out here.
    let again = stranger.get("/sign-in/again?to=/account").expect(200).form("main form");
    again.set("password", PASSWORD).submit().expect(303);
    stranger
}

/// Invites somebody who was taken back, who joins with the account they had.
pub fn join_again(app: &TestApp, by: &Client, somebody: &Somebody) -> Client {
    by.post_form(&of(somebody, "/invite"), &[]).expect(303);
    app.run_due_work();
    let link = app.smtp.mails_to(address(somebody)).last().unwrap().link("/invitations/");
    let client = app.client_of(somebody);
    client.get(&link).expect(200).form("main form").submit().expect(303);
    client
}

pub fn later(app: &TestApp) {
    app.app.clock.move_to(app.app.clock.now().plus_minutes(5));
}

fn sees(client: &Client, reference: &str) -> (u16, bool) {
    let listed = client.unchecked().get(&format!("{BASE}?lang=en"));
    (
        client.unchecked().get(&case(reference)).status,
        listed.status == 200 && listed.text().contains(reference),
    )
}

fn own(page: &Page, reference: &str) -> bool {
    page.text().contains(reference)
}

fn stage() -> (TestApp, World, String) {
    let app = TestApp::start();
    let world = app.world();
    let (_, reference) = report(&app.client_of(&world.sian), &world, &[&world.mair]);
    app.run_due_work();
    assert_eq!(sees(&app.client_of(&world.lowri), &reference), (200, true));
    later(&app);
    (app, world, reference)
}

#[test]
fn who_joins_in_the_place_of_a_lead_sees_no_case_of_theirs() {
    let (app, world, reference) = stage();
    let olwen = app.client_of(&world.olwen);
    leave_and_return(&olwen, &world.lowri);
    later(&app);
    let taken = take_over(&app, &olwen, &world.lowri);
    let (status, is_listed) = sees(&taken, &reference);
    assert!([403, 404].contains(&status) && !is_listed, "{status} {is_listed}");
    taken.unchecked().get(&format!("{}/record.txt", case(&reference))).expect(404);
}

#[test]
fn a_lead_who_comes_back_is_told_anew_or_not_at_all() {
    let (app, world, reference) = stage();
    let olwen = app.client_of(&world.olwen);
    leave_and_return(&olwen, &world.lowri);
    later(&app);
    let lowri = join_again(&app, &olwen, &world.lowri);
    assert!(!sees(&lowri, &reference).1);
    lowri.unchecked().get(&case(&reference)).expect(404);
}

#[test]
fn who_joins_in_the_place_of_a_reporter_finds_no_report() {
    let (app, world, reference) = stage();
    let mine = format!("{BASE}/mine?lang=en");
    let sian = app.client_of(&world.sian);
    assert!(own(&sian.get(&mine).expect(200), &reference), "the reporter sees it");
    let mair = app.client_of(&world.mair);
    leave_and_return(&mair, &world.sian);
    later(&app);
    let taken = take_over(&app, &mair, &world.sian);
    assert!(!own(&taken.get(&mine).expect(200), &reference), "who took their place");
    taken.unchecked().get(&format!("{BASE}/received/{reference}")).expect(404);
    let data = taken.get("/o/cartref-prawf/me/data.json").text();
    assert!(!data.contains(&reference), "{data}");
    // What they report now is theirs.
    later(&app);
    let (_, new) = report(&taken, &world, &[&world.mair]);
    assert!(own(&taken.get(&mine).expect(200), &new));
}

/// Makes somebody the deputy of the first service, on the page of the roles.
fn make_deputy(by: &Client, world: &World, somebody: &Somebody) {
    let service = world.org.services[0];
    let page = format!("/o/cartref-prawf/settings/people/safeguarding_deputy?service={service}");
    let form = by.get(&page).expect(200).form("main form:has(select)");
    form.set("person", &somebody.person.to_string()).submit().expect(303);
}

/// How many mails about a case went to an address.
pub fn told(app: &TestApp, address: &str) -> usize {
    app.run_due_work();
    app.smtp.mails_to(address).iter().filter(|mail| mail.subject.contains("SG-")).count()
}

pub fn address(somebody: &Somebody) -> &str {
    somebody.email.as_deref().unwrap()
}

#[test]
fn an_owner_complained_of_puts_nobody_in_the_place_of_the_deputy() {
    let app = TestApp::start();
    let world = app.world();
    let (_, reference) = report(&app.client_of(&world.sian), &world, &[&world.olwen]);
    assert_eq!(told(&app, address(&world.lowri)), 1);
    later(&app);
    let olwen = app.client_of(&world.olwen);
    leave_and_return(&olwen, &world.dewi);
    let taken = take_over(&app, &olwen, &world.dewi);
    make_deputy(&olwen, &world, &world.dewi);
    app.app.clock.move_to(app.app.clock.now().plus_minutes(65));
    assert_eq!((told(&app, OTHER), told(&app, address(&world.dewi))), (0, 0), "who took the place");
    assert_eq!(told(&app, address(&world.gwen)), 1, "the responsible individual is next");
    taken.unchecked().get(&case(&reference)).expect(404);
}

#[test]
fn an_owner_complained_of_chooses_nobody_who_comes_in_as_the_deputy() {
    let app = TestApp::start();
    let world = app.world();
    // The second deputy holds the role and has no account yet.
    let now = app.app.clock.now();
    let details = crate::support::app::details(
        "Elin",
        "Newydd",
        polisi::messages::Language::English,
        &world.org.services,
        true,
    );
    let elin = app.add(&world.org, details, None, now);
    let (service, person) = (world.org.services[0], elin.person);
    app.within(&world.org, move |tenant| {
        people::grant(tenant, now, person, Role::SafeguardingDeputy, Some(service)).unwrap();
    });
    report(&app.client_of(&world.sian), &world, &[&world.olwen]);
    assert_eq!(told(&app, address(&world.lowri)), 1);
    later(&app);
    // The address is changed by her, the invitation sent by somebody else.
    let olwen = app.client_of(&world.olwen);
    let form = olwen.get(&of(&elin, "/change")).expect(200).form("main form");
    form.set("email", OTHER).submit().expect(303);
    app.client_of(&world.mair).post_form(&of(&elin, "/invite"), &[]).expect(303);
    app.run_due_work();
    let link = app.smtp.mails_to(OTHER).last().unwrap().link("/invitations/");
    let form = app.anonymous().get(&link).expect(200).form("main form");
    form.set("new-password", PASSWORD).submit().expect(303);
    for _ in 0..2 {
        app.app.clock.move_to(app.app.clock.now().plus_minutes(65));
        app.run_due_work();
    }
    assert_eq!((told(&app, address(&world.dewi)), told(&app, OTHER)), (1, 0), "whom she let in");
    assert_eq!(told(&app, address(&world.gwen)), 1, "the responsible individual is next");
}

#[test]
fn a_lead_who_was_let_go_by_mistake_is_told_again() {
    let (app, world, reference) = stage();
    let olwen = app.client_of(&world.olwen);
    leave_and_return(&olwen, &world.lowri);
    later(&app);
    join_again(&app, &olwen, &world.lowri);
    let (now, service, person) = (app.app.clock.now(), world.org.services[0], world.lowri.person);
    app.within(&world.org, move |tenant| {
        people::grant(tenant, now, person, Role::SafeguardingLead, Some(service)).unwrap();
    });
    assert_eq!(told(&app, address(&world.lowri)), 1);
    app.set_time("2026-11-22T10:00:00Z");
    assert_eq!(told(&app, address(&world.lowri)), 2, "a case that nobody has any more is told again");
    let lowri = app.client_of(&world.lowri);
    assert!(sees(&lowri, &reference).1);
    assert_eq!(told(&app, address(&world.dewi)), 0, "she has it again");
}

#[test]
fn a_case_is_told_to_the_next_when_its_lead_was_taken_back_without_a_role() {
    let (app, world, reference) = stage();
    leave_and_return(&app.client_of(&world.olwen), &world.lowri);
    app.set_time("2026-11-22T10:00:00Z");
    assert_eq!(told(&app, address(&world.dewi)), 1);
    assert!(sees(&app.client_of(&world.dewi), &reference).1);
}

#[test]
fn mails_about_cases_go_where_somebody_signs_in() {
    let app = TestApp::start();
    let world = app.world();
    let form = app.client_of(&world.olwen).get(&of(&world.lowri, "/change")).expect(200).form("main form");
    form.set("email", OTHER).submit().expect(303);
    report(&app.client_of(&world.sian), &world, &[&world.mair]);
    assert_eq!((told(&app, address(&world.lowri)), told(&app, OTHER)), (1, 0));
}

#[test]
fn whoever_leads_a_leaver_s_mails_hears_of_no_request_about_data() {
    let (app, world, _) = stage();
    crate::rights::lead(&app, &world);
    let olwen = app.client_of(&world.olwen);
    leave_and_return(&olwen, &world.lowri);
    let form = olwen.get(&of(&world.lowri, "/change")).expect(200).form("main form");
    form.set("email", OTHER).submit().expect(303);
    app.run_due_work();
    let before = app.smtp.mails_to(OTHER).len();
    crate::rights::record(&olwen, &world.sian, None).expect(303);
    let gwen = app.client_of(&world.gwen);
    let request = crate::rights::request_of(&gwen);
    crate::rights::step(&gwen, &request, "identity_confirmed").expect(303);
    gwen.get(&request).expect(200).form("main form[action$='/search']").submit().expect(303);
    app.run_due_work();
    assert_eq!(app.smtp.mails_to(OTHER).len(), before);
}

/// Enters somebody on the staff list, who joins by the link to an address: with the account of somebody, or a new one.
pub fn enter(
    app: &TestApp,
    world: &World,
    (given, family): (&str, &str),
    (address, account): (&str, Option<&Somebody>),
) -> PersonId {
    let (now, language) = (app.app.clock.now(), polisi::messages::Language::English);
    let mut details = crate::support::app::details(given, family, language, &world.org.services, true);
    details.email = Email::parse(address);
    let person = app.within(&world.org, move |tenant| people::add(tenant, now, &details).unwrap());
    let invite = format!("/o/cartref-prawf/people/{person}/invite");
    app.client_of(&world.olwen).post_form(&invite, &[]).expect(303);
    app.run_due_work();
    let link = app.smtp.mails_to(address).last().unwrap().link("/invitations/");
    let client = account.map_or_else(|| app.anonymous(), |of| app.client_of(of));
    let form = client.get(&link).expect(200).form("main form");
    let form = if account.is_some() { form } else { form.set("new-password", PASSWORD) };
    form.submit().expect(303);
    person
}

/// Whoever is complained of, leaves and is entered anew is known by the account, by the address to which they joined,
/// or by the name in the report.
#[test]
fn whoever_is_complained_of_and_entered_anew_is_told_nothing() {
    for (joined_before, name, own_account) in [
        (false, ("Mair", "Rheolwr"), true),
        (true, ("Elin", "Newydd"), true),
        (false, ("Mair", "Rheolwr"), false),
    ] {
        let app = TestApp::start();
        let world = app.world();
        if joined_before {
            let olwen = app.client_of(&world.olwen);
            leave_and_return(&olwen, &world.mair);
            later(&app);
            join_again(&app, &olwen, &world.mair);
            later(&app);
        }
        let (_, reference) = report(&app.client_of(&world.sian), &world, &[&world.mair]);
        assert_eq!(told(&app, address(&world.lowri)), 1);
        later(&app);
        let (now, mair) = (app.app.clock.now(), world.mair.person);
        app.within(&world.org, move |tenant| people::leave(tenant, now, mair, now.day()).unwrap());
        later(&app);
        let joins = if own_account { (address(&world.mair), Some(&world.mair)) } else { (OTHER, None) };
        let anew = enter(&app, &world, name, joins);
        let (now, service) = (app.app.clock.now(), world.org.services[0]);
        app.within(&world.org, move |tenant| {
            people::grant(tenant, now, anew, Role::SafeguardingDeputy, Some(service)).unwrap();
        });
        for hour in 12..18 {
            app.set_time(&format!("2026-11-21T{hour}:30:00Z"));
            app.run_due_work();
        }
        assert_eq!(told(&app, joins.0), 0, "{name:?} {own_account}");
        assert_eq!(told(&app, address(&world.gwen)), 1, "the line goes past them");
        if own_account {
            app.client_of(&world.mair).unchecked().get(&case(&reference)).expect(404);
        }
    }
}

/// A deputy who is entered after a report under another name than those complained of is told as ever.
#[test]
fn whoever_is_new_and_uninvolved_is_told() {
    let app = TestApp::start();
    let world = app.world();
    report(&app.client_of(&world.sian), &world, &[&world.mair]);
    later(&app);
    let (now, mair) = (app.app.clock.now(), world.mair.person);
    app.within(&world.org, move |tenant| people::leave(tenant, now, mair, now.day()).unwrap());
    later(&app);
    let new = enter(&app, &world, ("Elin", "Newydd"), (OTHER, None));
    let (now, service) = (app.app.clock.now(), world.org.services[0]);
    app.within(&world.org, move |tenant| {
        people::grant(tenant, now, new, Role::SafeguardingDeputy, Some(service)).unwrap();
    });
    for hour in 12..18 {
        app.set_time(&format!("2026-11-21T{hour}:30:00Z"));
        app.run_due_work();
    }
    assert_eq!(told(&app, OTHER), 1);
}
