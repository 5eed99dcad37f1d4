//! Whom somebody may bring in and change, and what a sheet can't be used for.

use polisi::access::Role;
use polisi::access::passwords::Password;
use polisi::messages::Language;
use polisi::people;

use super::{IMPORT, PEOPLE, added, named, paste};
use crate::support::app::{PASSWORD, TestApp, details};

#[test]
fn a_manager_of_one_service_brings_in_for_that_service_only() {
    let app = TestApp::start();
    let world = app.world();
    let (olwen, mair, owain) =
        (app.client_of(&world.olwen), app.client_of(&world.mair), app.client_of(&world.owain));
    added(&app, &olwen, &paste(&olwen, "Staff number,Name,Service\nG1,Glan Yma,Glan\n"));
    let text = "Staff number,Name,Service\nB1,Bryn Un,Bryn\nB2,Bryn Dau,Glan\nB3,Bryn Tri,\ng1,Bryn Pedwar,Bryn\n\
                ,Glan Yma,Bryn\n,Gwen Cyfrifol,Bryn\n";
    let check = paste(&mair, text);
    let words = check.visible();
    assert!(words.contains("Row 3: you may not put people into “Glan”"), "{words}");
    assert!(
        words.contains("Row 5: somebody else has the staff number g1")
            || words.contains("Row 5: somebody else has the staff number G1"),
        "{words}"
    );
    // Who is elsewhere isn't hinted at by a name: this is somebody new.
    // Who can put people in one service alone needn't say which.
    assert!(words.contains("6 rows: 3 new") && !words.contains("the service is empty"), "{words}");
    let path = check.url.path().to_owned();
    owain.get(&path).expect(404);
    owain.post_form(&path, &[("then", "add")]).expect(404);
    owain.post_form(&format!("{path}/drop"), &[]).expect(404);
    assert!(!owain.get(IMPORT).expect(200).has("#imports"));
    olwen.get(&path).expect(200);
    app.client_of(&world.sian).get(IMPORT).expect(403);
    app.client_of(&world.beatrix).get(&path.replace("cartref-prawf", "larkmere")).expect(404);

    // Forged words in the form don't reach further either.
    mair.post_form(&path, &[("shown", "3"), ("r3-services", "Glan"), ("version", "0"), ("then", "add")])
        .expect(303);
    app.run_due_work();
    let bryn = named(&app, &world.org, "Bryn Un").id;
    let places = app.within(&world.org, |tenant| people::store::workplaces(tenant).unwrap());
    assert_eq!(places[&bryn].iter().copied().collect::<Vec<_>>(), world.org.services[..1]);
    assert!(super::all(&app, &world.org).iter().all(|person| person.name() != "Bryn Dau"));
}

#[test]
fn a_sheet_leads_no_role_to_another_address() {
    let app = TestApp::start();
    let world = app.world();
    let (tomos, service, now) = (world.tomos.person, world.org.services[0], app.app.clock.now());
    app.within(&world.org, move |tenant| {
        people::grant(tenant, now, tomos, Role::DeputyManager, Some(service)).unwrap();
    });
    let hash = app.app.hasher.hash_now(&Password::typed(PASSWORD)).unwrap();
    let hr = app.add(&world.org, details("Haf", "Newydd", Language::English, &[], true), Some(hash), now);
    let person = hr.person;
    app.within(&world.org, move |tenant| {
        people::grant(tenant, now, person, Role::Hr, None).unwrap();
    });
    let haf = app.client_of(&hr);
    let start = "Name,E-mail,Staff number\n";
    app.within(&world.org, move |tenant| {
        let known = people::get(tenant, tomos).unwrap().unwrap();
        let places = people::store::services_of(tenant, tomos).unwrap();
        let standing =
            people::Standing { staff_number: people::StaffNumber::parse("T1"), ..known.standing.clone() };
        let _amended = people::amend(tenant, now, tomos, &known.details(&places), &standing).unwrap();
    });
    let text = format!("{start}Tomos Newydd,thief@elsewhere.example,T1\n");
    let check = paste(&haf, &text);
    assert!(check.visible().contains("Tomos Newydd holds a role"), "{}", check.visible());
    let check = paste(&app.client_of(&world.olwen), &text);
    assert!(check.visible().contains("1 changed"), "who gives roles may: {}", check.visible());
}

#[test]
fn who_leads_gets_another_name_from_those_alone_who_give_roles_and_is_told() {
    let app = TestApp::start();
    let world = app.world();
    let hash = app.app.hasher.hash_now(&Password::typed(PASSWORD)).unwrap();
    let now = app.app.clock.now();
    let hr = app.add(&world.org, details("Haf", "Newydd", Language::English, &[], true), Some(hash), now);
    let person = hr.person;
    app.within(&world.org, move |tenant| {
        people::grant(tenant, now, person, Role::Hr, None).unwrap();
    });
    let haf = app.client_of(&hr);
    let lowri = world.lowri.email.clone().unwrap();
    let change = |client: &crate::support::client::Client, id| {
        let form = client.get(&format!("{PEOPLE}/{id}/change")).expect(200).form("main form");
        form.set("given-name", "Haf").set("family-name", "Newydd").submit()
    };
    let refused = change(&haf, world.lowri.person).expect(422);
    assert!(refused.visible().contains("This person leads. Ask somebody who gives roles"));
    let start = "First name,Last name,E-mail,Staff number";
    let olwen = app.client_of(&world.olwen);
    added(&app, &olwen, &paste(&olwen, &format!("{start}\nLowri,Diogel,{lowri},L1\n")));
    let check = paste(&haf, &format!("{start}\nLORI,Newydd,{lowri},L1\n"));
    let words = check.visible();
    assert!(words.contains("Lowri Diogel leads. Somebody who gives roles must change the name"), "{words}");
    assert!(app.smtp.mails_to(&lowri).is_empty());
    // Who leads nobody is renamed by whoever keeps the list, and no mail goes.
    change(&haf, world.sian.person).expect(303);
    change(&olwen, world.lowri.person).expect(303);
    app.run_due_work();
    let mails = app.smtp.mails_to(&lowri);
    assert_eq!(mails.len(), 1);
    // She reads Welsh.
    assert_eq!(mails[0].subject, "Newidiwyd eich enw gyda Cartref Prawf");
    assert!(mails[0].text.as_deref().unwrap().contains("Lowri Diogel oedd yno o'r blaen"));
    assert!(app.smtp.mails_to(world.sian.email.as_deref().unwrap()).is_empty());
}

#[test]
fn two_people_share_an_address_and_a_number_is_one_persons() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let text =
        "Name,E-mail,Staff number\nNia Un,Shared@Prawf.example,N1\nNia Dau, shared@prawf.example ,N2\n";
    added(&app, &olwen, &paste(&olwen, text));
    let (one, two) = (named(&app, &world.org, "Nia Un"), named(&app, &world.org, "Nia Dau"));
    assert_eq!(one.email, two.email);
    let page = olwen.get(&format!("{PEOPLE}/{}", one.id)).expect(200);
    assert!(page.visible().contains("The same e-mail has: Nia Dau"), "{}", page.visible());
    assert!(page.visible().contains("Staff number N1"), "{}", page.visible());

    let form = olwen.get(&format!("{PEOPLE}/{}/change", one.id)).expect(200).form("main form");
    let refused = form.clone().set("staff-number", "n 2").submit().expect(422);
    assert!(refused.visible().contains("Somebody else has this staff number"));
    // A spreadsheet takes zeros away: they make no other number.
    form.clone().set("staff-number", "0N2").submit().expect(303);
    let plain = olwen.get(&format!("{PEOPLE}/{}/change", two.id)).expect(200).form("main form");
    plain.set("staff-number", "17").submit().expect(303);
    let form = olwen.get(&format!("{PEOPLE}/{}/change", one.id)).expect(200).form("main form");
    form.clone().set("staff-number", "0017").submit().expect(422);
    form.clone().set("staff-number", "170").submit().expect(303);
    let form = olwen.get(&format!("{PEOPLE}/{}/change", one.id)).expect(200).form("main form");
    assert_eq!(refused.form("main form").value("staff-number").as_deref(), Some("n 2"));
    for (manager, said) in [("Nobody", "Nobody on the list has this"), ("170", "cannot be the line manager")]
    {
        let refused = form.clone().set("manager", manager).submit().expect(422);
        assert!(refused.visible().contains(said), "{}", refused.visible());
    }
    let filled = form.set("manager", "17").set("regulator", "other").set("regulator-other", "GOC");
    let page = filled.set("register-number", "77").submit().expect(303).follow().expect(200);
    assert!(page.visible().contains("Line manager Nia Dau"), "{}", page.visible());
    assert!(page.visible().contains("GOC 77"), "{}", page.visible());
    // Nobody leads who leads them.
    let form = olwen.get(&format!("{PEOPLE}/{}/change", two.id)).expect(200).form("main form");
    form.set("manager", "Nia Un").submit().expect(422);
    let told = app.within(&world.org, |tenant| {
        polisi::audit::lines(tenant, &polisi::audit::Filter::default(), 50, 0).unwrap()
    });
    let line = told.iter().find(|line| line.action == "person_changed").unwrap();
    assert!(line.facts.contains("line_manager") && line.facts.contains("regulator"), "{}", line.facts);
    assert!(!line.facts.contains("GOC"), "no words in the chain: {}", line.facts);
}
