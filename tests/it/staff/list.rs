//! Finding people, what a look at the list costs, and one thing done to many.

use polisi::access::{member, session};
use polisi::db::statement_check::check;
use polisi::messages::Language;
use polisi::people;

use super::{PEOPLE, added, named, paste};
use crate::support::app::{TestApp, World, details};

fn found(app: &TestApp, world: &World, query: &str) -> Vec<String> {
    let page = app.client_of(&world.olwen).get(&format!("{PEOPLE}?{query}")).expect(200);
    page.words("tbody th")
}

#[test]
fn people_are_found_however_they_are_typed() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let text = "Staff number,Name,Type,Agency,End date,Start date,E-mail\nDC 104,Zoë O’Neill,Agency,Brightcover,5/12/2026,,\n\
                DC22,Łukasz Bank,bank,,,3/4/2020,l@prawf.example\n\
                DC23,Ẹniọlá Kowal–Nowak,Employee,,,,e@prawf.example\n";
    added(&app, &olwen, &paste(&olwen, text));
    for (query, names) in [
        ("search=sian", vec!["Siân Ŵyr"]),
        ("search=WYR", vec!["Siân Ŵyr"]),
        ("search=dc+104", vec!["Zoë O’Neill"]),
        ("search=dc104", vec!["Zoë O’Neill"]),
        ("search=o%27neill", vec!["Zoë O’Neill"]),
        ("search=lukasz", vec!["Łukasz Bank"]),
        ("search=o%60neill", vec!["Zoë O’Neill"]),
        ("search=eniola+kowal+nowak", vec!["Ẹniọlá Kowal–Nowak"]),
        ("search=KOWAL-nowak", vec!["Ẹniọlá Kowal–Nowak"]),
        ("worker=agency", vec!["Zoë O’Neill"]),
        ("worker=bank", vec!["Łukasz Bank"]),
        ("ends=soon", vec!["Zoë O’Neill"]),
        ("ends=later", vec![]),
        ("role=responsible_individual", vec!["Gwen Cyfrifol"]),
        ("role=zzz", vec![]),
        ("reach=none&worker=own", vec!["Kemi Testwood"]),
        ("sort=number&worker=bank", vec!["Łukasz Bank"]),
    ] {
        assert_eq!(found(&app, &world, query), names, "{query}");
    }
    assert_eq!(found(&app, &world, "sort=number")[..2], ["Zoë O’Neill", "Łukasz Bank"]);
    assert_eq!(found(&app, &world, "sort=started")[0], "Łukasz Bank");
    let csv = olwen.get(&format!("{PEOPLE}.csv?search=dc104")).expect(200).text();
    assert_eq!(csv.lines().count(), 2);
    assert!(csv.contains("DC104,Zoë,O’Neill") && csv.contains("Brightcover"), "{csv}");
}

/// What a look at the list costs, in statements.
fn cost(app: &TestApp, world: &World) -> u64 {
    let (account, now) = (world.olwen.account.unwrap(), app.app.clock.now());
    let found = app.app.database.write_system(move |system| {
        let token = session::begin(system, now, account, "test")?;
        session::find(system, now, &token)
    });
    let member = member::enter(&app.app.database, found.unwrap().unwrap(), &world.org.slug, now.day())
        .unwrap()
        .unwrap();
    app.within(&world.org, move |tenant| {
        let before = check::sent_by_this_thread();
        people::pages::staff(tenant, &member, now.day()).unwrap();
        check::sent_by_this_thread() - before
    })
}

#[test]
fn a_thousand_people_cost_as_many_statements_as_ten() {
    let app = TestApp::start();
    let world = app.world();
    let of_nine = cost(&app, &world);
    let (now, services) = (app.app.clock.now(), world.org.services.clone());
    app.within(&world.org, move |tenant| {
        for place in 0..991 {
            let one = details(&format!("Enw{place}"), "Teulu", Language::English, &services, false);
            people::add(tenant, now, &one).unwrap();
        }
    });
    assert_eq!(cost(&app, &world), of_nine);
    assert!((5..=11).contains(&of_nine), "{of_nine} statements");
    let olwen = app.client_of(&world.olwen);
    let page = olwen.get(&format!("{PEOPLE}?page=2")).expect(200);
    assert!(page.visible().contains("1000 of 1000") || page.visible().contains("1,000 of 1,000"));
    assert_eq!(page.words("tbody tr").len(), 50);
    assert_eq!(olwen.get(&format!("{PEOPLE}?page=all")).expect(200).words("tbody tr").len(), 1_000);
    assert_eq!(olwen.get(&format!("{PEOPLE}.csv")).expect(200).text().lines().count(), 1_001);
}

#[test]
fn one_thing_is_done_to_many() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let choose = |people: &[&crate::support::app::Somebody], deed: &str| {
        let mut form = olwen.get(PEOPLE).expect(200).form("main form[action$=chosen]");
        for somebody in people {
            form = form.tick_value("person", &somebody.person.to_string());
        }
        form.set("do", deed).submit().expect(200)
    };
    let manager = choose(&[&world.sian, &world.tomos, &world.kemi], "manager");
    assert!(manager.visible().contains("3 people"), "{}", manager.visible());
    let wrong = manager.form("main form").set("manager", "Nobody").submit().expect(422);
    assert!(wrong.visible().contains("Siân Ŵyr"), "the people stay chosen");
    wrong.form("main form").set("manager", "Mair Rheolwr").submit().expect(303);
    let lead = |name: &str| named(&app, &world.org, name).standing.line_manager;
    assert_eq!((lead("Siân Ŵyr"), lead("Kemi Testwood")), (Some(world.mair.person), Some(world.mair.person)));

    let service = choose(&[&world.sian], "service").form("main form");
    service.set("service", &world.org.services[1].to_string()).submit().expect(303);
    let places = app.within(&world.org, |tenant| people::store::workplaces(tenant).unwrap());
    assert_eq!(places[&world.sian.person].len(), 2);

    let invite = choose(&[&world.sian, &world.tomos, &world.kemi], "invite");
    assert!(invite.visible().contains("Send 1 invitation"), "{}", invite.visible());
    invite.form("main form").submit().expect(303);
    app.run_due_work();
    assert_eq!(app.smtp.mails().len(), 1);

    let left = choose(&[&world.tomos, &world.kemi, &world.olwen], "left");
    assert!(left.visible().contains("Yes, 2 people have left"), "{}", left.visible());
    left.form("main form").submit().expect(303);
    assert!(!named(&app, &world.org, "Kemi Testwood").is_present());
    assert!(named(&app, &world.org, "Olwen Perchen").is_present());
    olwen.get(&format!("{PEOPLE}/chosen?do=left")).expect(200);

    // A manager of another service does nothing to them, whatever the form says.
    let owain = app.client_of(&world.owain);
    let forged = [("do", "left"), ("person", &world.dewi.person.to_string()), ("left", "2026-11-21")];
    owain.post_form(&format!("{PEOPLE}/chosen"), &forged).expect(422);
    assert!(named(&app, &world.org, "Dewi Dirprwy").is_present());
}

#[test]
fn what_is_done_to_many_tells_two_of_one_name_apart() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let list = "Staff number,Name,Job,Service,Last day\nS7,John Smith,Carer,Bryn,31/12/2026\n";
    added(&app, &olwen, &paste(&olwen, list));
    let john = named(&app, &world.org, "John Smith").id;
    let page = olwen.get(&format!("{PEOPLE}/chosen?do=left&person={john}")).expect(200);
    let words = page.visible();
    assert!(words.contains("John Smith , Carer, S7, Bryn, Ends on 31 December 2026"), "{words}");
}
