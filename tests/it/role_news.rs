//! Who is told when somebody gets a role, or loses one.

use polisi::access::Role;
use polisi::people;

use crate::covers::name as name_cover;
use crate::support::app::{Somebody, TestApp, World};
use crate::support::mail::Mail;

const PEOPLE: &str = "/o/cartref-prawf/settings/people";

/// Mails to somebody about roles and covers, the oldest first.
fn told(app: &TestApp, somebody: &Somebody) -> Vec<Mail> {
    app.run_due_work();
    app.smtp.mails_to(somebody.email.as_deref().unwrap())
}

fn text(mail: &Mail) -> String {
    mail.text.clone().unwrap()
}

/// The only mail to somebody.
fn one(app: &TestApp, somebody: &Somebody) -> String {
    let mails = told(app, somebody);
    let subjects: Vec<&String> = mails.iter().map(|mail| &mail.subject).collect();
    assert_eq!(mails.len(), 1, "{}: {subjects:?}", somebody.name);
    text(&mails[0])
}

/// Makes somebody an owner beside Olwen, without any mail.
fn second_owner(app: &TestApp, world: &World, somebody: &Somebody) {
    let (now, person) = (app.app.clock.now(), somebody.person);
    app.within(&world.org, move |tenant| people::grant(tenant, now, person, Role::Owner, None).unwrap());
}

fn give(app: &TestApp, by: &Somebody, page: &str, to: &Somebody) {
    let form = app.client_of(by).get(page).expect(200).form("main form");
    form.set("person", &to.person.to_string()).submit().expect(303);
}

#[test]
fn who_gets_a_role_is_told_in_plain_words() {
    let app = TestApp::start();
    let world = app.world();
    second_owner(&app, &world, &world.gwen);
    give(&app, &world.olwen, &format!("{PEOPLE}/hr"), &world.tomos);
    let mail = one(&app, &world.tomos);
    for words in [
        "Olwen Perchen gave you this role, from 21 November 2026",
        "HR contact. Keeps the staff list and staff records.",
        "Is this wrong? Tell Olwen Perchen or an owner",
        "You need an account for it.",
    ] {
        assert!(mail.contains(words), "{words}: {mail}");
    }
    assert!(!mail.contains("When you next sign in"), "he has no account: {mail}");
    for other in [&world.olwen, &world.gwen] {
        assert!(told(&app, other).is_empty(), "{}: no owner is told of this role", other.name);
    }
    // Somebody without an address gets none, and nothing fails; a second press mails nobody.
    give(&app, &world.olwen, &format!("{PEOPLE}/communications"), &world.kemi);
    assert_eq!(told(&app, &world.tomos).len(), 1);
}

#[test]
fn who_gets_an_address_after_a_role_is_told_of_it_then() {
    let app = TestApp::start();
    let world = app.world();
    for role in ["communications", "hr"] {
        give(&app, &world.olwen, &format!("{PEOPLE}/{role}"), &world.kemi);
    }
    let olwen = app.client_of(&world.olwen);
    let change = format!("/o/cartref-prawf/people/{}/change", world.kemi.person);
    let reach = |address: &str| {
        olwen.get(&change).expect(200).form("main form").set("email", address).submit().expect(303);
        app.run_due_work();
        app.smtp.mails_to(address)
    };
    let mails = reach("kemi@prawf.example");
    let subjects: Vec<&String> = mails.iter().map(|mail| &mail.subject).collect();
    assert_eq!(subjects, ["You have roles at Cartref Prawf"]);
    let mail = text(&mails[0]);
    for words in ["You hold these roles:", "HR contact. Keeps the staff list", "You need an account for it."]
    {
        assert!(mail.contains(words), "{words}: {mail}");
    }
    assert!(mail.contains("because we know your e-mail address now"), "{mail}");
    assert!(!mail.contains("Olwen"), "who brings an address hasn't given the role: {mail}");
    // It is told once, and nobody is told who holds none.
    assert!(reach("kemi@newydd.example").iter().all(|mail| !mail.subject.contains("role")));
    let change = format!("/o/cartref-prawf/people/{}/change", world.tomos.person);
    for address in ["", "tomos@newydd.example"] {
        olwen.get(&change).expect(200).form("main form").set("email", address).submit().expect(303);
    }
    app.run_due_work();
    assert!(app.smtp.mails_to("tomos@newydd.example").iter().all(|mail| !mail.subject.contains("role")));
}

#[test]
fn owners_learn_of_owners_leads_and_data_protection() {
    let app = TestApp::start();
    let world = app.world();
    second_owner(&app, &world, &world.gwen);
    give(&app, &world.olwen, &format!("{PEOPLE}/data_protection_lead"), &world.dewi);
    let mail = one(&app, &world.gwen);
    assert!(mail.contains("Olwen Perchen changed who holds a role"), "{mail}");
    assert!(mail.contains("Dewi Dirprwy: Data-protection lead, from now on"), "{mail}");
    let own = one(&app, &world.dewi);
    assert!(own.contains("Decides on data breaches.") && own.contains("When you next sign in"), "{own}");
    assert!(told(&app, &world.olwen).is_empty(), "who did it knows");

    // Another lead in the place of the one before: one mail to each, in their language.
    let page = format!("{PEOPLE}/safeguarding_lead?service={}", world.org.services[0]);
    give(&app, &world.olwen, &page, &world.sian);
    let before = one(&app, &world.lowri);
    assert!(before.contains("Terfynodd Olwen Perchen y rôl hon"), "{before}");
    assert!(one(&app, &world.sian).contains("Rhoddodd Olwen Perchen y rôl hon i chi"));
    let mails = told(&app, &world.gwen);
    assert_eq!(mails.len(), 2);
    let mail = text(&mails[1]);
    assert!(mail.contains("Siân Ŵyr: Safeguarding lead at Bryn, from now on"), "{mail}");
    assert!(mail.contains("Lowri Diogel: no longer Safeguarding lead at Bryn"), "{mail}");
}

#[test]
fn a_leaver_with_roles_is_told_once_and_so_are_the_owners() {
    let app = TestApp::start();
    let world = app.world();
    second_owner(&app, &world, &world.gwen);
    let leave = format!("/o/cartref-prawf/people/{}/left", world.lowri.person);
    app.client_of(&world.olwen).get(&leave).expect(200).form("main form").submit().expect(303);
    let mail = one(&app, &world.lowri);
    assert!(mail.contains("Bryn") && mail.contains("Glan"), "both roles in one mail: {mail}");
    assert!(mail.contains("ended these roles of yours") || mail.contains("y rolau hyn"), "{mail}");
    let mail = one(&app, &world.gwen);
    assert_eq!(mail.matches("Lowri Diogel: no longer Safeguarding lead").count(), 2, "{mail}");
    // Whoever holds nothing has nothing to be told.
    let leave = format!("/o/cartref-prawf/people/{}/left", world.sian.person);
    app.client_of(&world.olwen).get(&leave).expect(200).form("main form").submit().expect(303);
    assert!(told(&app, &world.sian).is_empty());
}

#[test]
fn who_leaves_by_themselves_or_by_their_last_day_is_missed_all_the_same() {
    let app = TestApp::start();
    let world = app.world();
    second_owner(&app, &world, &world.gwen);
    let leaver = app.client_of(&world.gwen);
    let form = leaver.get("/o/cartref-prawf/me/leave").expect(200).form("main form");
    form.tick("leave").submit().expect(303);
    // Beside the mail about what nobody does now.
    let mails = told(&app, &world.olwen);
    let mail = mails.iter().find(|mail| mail.subject.contains("Roles have changed")).map(text).unwrap();
    assert!(mails.len() == 2 && mail.contains("Gwen Cyfrifol: no longer Owner"), "{mail}");
    assert!(told(&app, &world.gwen).is_empty(), "who did it knows");

    let (now, person) = (app.app.clock.now(), world.lowri.person);
    app.within(&world.org, move |tenant| people::set_end(tenant, now, person, now.day()).unwrap());
    app.set_time("2026-11-22T09:00:00Z");
    let mail = one(&app, &world.lowri);
    assert!(mail.contains("i ben ar"), "nobody ended it: {mail}");
    let mails = told(&app, &world.olwen);
    let mail = text(mails.last().unwrap());
    assert!(mail.contains("Who holds a role has changed"), "{mail}");
    assert!(mail.contains("Lowri Diogel: no longer Safeguarding lead at Glan"), "{mail}");
}

#[test]
fn a_cover_is_told_and_so_is_its_end_when_one_of_the_two_leaves() {
    let app = TestApp::start();
    let world = app.world();
    second_owner(&app, &world, &world.gwen);
    let of = (&world.lowri, Role::SafeguardingLead);
    name_cover(&app, &world, &world.olwen, of, &world.owain, ("2026-11-21", "2026-11-30")).expect(303);
    let mail = one(&app, &world.owain);
    assert!(mail.contains("First receives safeguarding reports."), "{mail}");
    assert!(mail.contains("Olwen Perchen arranged this"), "{mail}");
    let mail = one(&app, &world.gwen);
    assert!(mail.contains("Owain Arall stands in for Lowri Diogel from"), "{mail}");
    assert_eq!(told(&app, &world.lowri).len(), 1);

    let leave = format!("/o/cartref-prawf/people/{}/left", world.owain.person);
    app.client_of(&world.olwen).get(&leave).expect(200).form("main form").submit().expect(303);
    let mails = told(&app, &world.lowri);
    assert_eq!(mails.len(), 2);
    assert!(text(&mails[1]).contains("Owain Arall"), "{}", text(&mails[1]));
    let mails = told(&app, &world.gwen);
    assert_eq!(mails.len(), 2);
    let mail = text(&mails[1]);
    assert!(mail.contains("Owain Arall no longer stands in for Lowri Diogel"), "{mail}");
    // The leaver has one mail about the role of their own.
    assert!(text(told(&app, &world.owain).last().unwrap()).contains("Registered manager at Glan"));
}

#[test]
fn nothing_of_a_case_stands_in_these_mails() {
    let app = TestApp::start();
    let world = app.world();
    second_owner(&app, &world, &world.gwen);
    let (_, reference) = crate::incidents::report(&app.client_of(&world.sian), &world, &[&world.kemi]);
    let before = told(&app, &world.gwen).len();
    let page = format!("{PEOPLE}/safeguarding_lead?service={}", world.org.services[0]);
    give(&app, &world.olwen, &page, &world.tomos);
    app.run_due_work();
    let about_roles = app.within(&world.org, |tenant| {
        polisi::mail::list(tenant, &polisi::mail::Wanted::default(), 1_000, 0).unwrap()
    });
    let about_roles: Vec<_> = about_roles.into_iter().filter(|mail| mail.kind == "role").collect();
    assert_eq!(about_roles.len(), 3, "who got it, who lost it, and the other owner");
    for mail in told(&app, &world.gwen).iter().skip(before) {
        assert!(!text(mail).contains(&reference) && !text(mail).to_lowercase().contains("case"));
    }
}
