//! The library as a manager and an owner meet it, and its texts at the demonstration's services.

mod corpus;
mod coverage;
mod demonstration;

use polisi::clock::Moment;
use polisi::organisations::{self, Nation, ServiceDetails, ServiceType};
use polisi::policies::{self, drafts};

use crate::support::app::{Org, TestApp};
use crate::support::client::Client;
use crate::support::page::Page;

const LIBRARY: &str = "/o/cartref-prawf/library";
const HOME: &str = "social-media.england.care_home.en";
const OWN: &str = "social-media.wales.domiciliary.en";

/// Code and text of every draft.
fn drafts_of(app: &TestApp, org: &Org) -> Vec<(String, String)> {
    app.within(org, |tenant| {
        let policies = policies::store::all(tenant).unwrap();
        let mut text = |policy: &policies::Policy| drafts::get(tenant, policy.id).unwrap().unwrap().source;
        policies.iter().map(|policy| (policy.code.clone(), text(policy))).collect()
    })
}

/// The codes in brackets.
fn codes_in(text: &str) -> Vec<String> {
    let code = |part: &str| part.split_once(')').map(|(code, _)| code.to_owned());
    let found = text.split('(').skip(1).filter_map(code);
    found.filter(|code| code.starts_with("DCW") && code.len() <= 8).collect()
}

fn adopt(client: &Client, key: &str) -> Page {
    client.get(&format!("{LIBRARY}/adopt?templates={key}")).expect(200).form("main form").submit()
}

#[test]
fn the_list_shows_what_is_written_for_the_services() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let list = client.get(LIBRARY).expect(200);
    let picks = list.attributes("input[name=templates]", "value");
    assert!(picks.len() >= 9 && picks.iter().all(|key| key.contains(".wales")), "{picks:?}");
    assert!(!picks.iter().any(|key| key.contains("care_home")), "{picks:?}");
    assert!(list.visible().contains("Our") || list.visible().contains("What we run (Home care)"));
    let all = client.get(&format!("{LIBRARY}?nation=any&kind=any")).expect(200);
    assert_eq!(all.words(".picks > li").len(), polisi::library::templates().len());
    assert!(all.visible().contains("Not written for your services"));
    let law = client.get(&format!("{LIBRARY}?need=law")).expect(200);
    let tags = law.words(".picks .tag.due");
    assert_eq!(tags.len(), law.words(".picks > li").len());
    let searched = client.get(&format!("{LIBRARY}?q=whistleblowing+policy&fresh=1")).expect(200);
    assert!(searched.words(".picks > li").len() < picks.len());
    let nothing = client.get(&format!("{LIBRARY}?q=zebra")).expect(200);
    assert!(nothing.visible().contains("Nothing matches"));
    // Somebody who may only read has nothing to tick.
    let reader = app.client_of(&world.gwen).get(LIBRARY).expect(200);
    assert!(!reader.has("input[name=templates]") && reader.has(".picks"));
}

#[test]
fn several_texts_become_drafts_whose_codes_resolve() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let mut form = client.get(LIBRARY).expect(200).form("main form[action$='library/adopt']");
    for key in client.get(LIBRARY).expect(200).attributes("input[name=templates]", "value") {
        form = form.tick_value("templates", &key);
    }
    let check = form.submit().expect(200);
    let count = check.words(".pick-one").len();
    assert!(count >= 9);
    assert!(
        check.words("main button").contains(&format!("Add {count} policies")),
        "{:?}",
        check.words("button")
    );
    assert!(!check.visible().contains("name policies that you don't have"), "{}", check.visible());
    let form = check.form("main form");
    form.clone().submit().expect(303).follow().expect(200);
    let drafts = drafts_of(&app, &world.org);
    assert_eq!(drafts.len(), count);
    let codes: Vec<&String> = drafts.iter().map(|(code, _)| code).collect();
    for code in ["DCW13", "DCW28", "DCW30", "DCW31", "DCW34", "DCW36", "DCW94", "DCW95", "DCW96"] {
        assert!(codes.iter().any(|own| *own == code), "{code} in {codes:?}");
    }
    let mut named = 0;
    for (code, text) in &drafts {
        assert!(!text.contains("[["), "{code}");
        for other in codes_in(text) {
            named += 1;
            assert!(codes.contains(&&other), "{code} names {other}");
        }
    }
    assert!(named >= 30, "saw only {named} references");
    // What a policy comes from, its references and the log.
    let policy = client
        .get("/o/cartref-prawf/policies?q=DCW94")
        .expect(200)
        .click("Using Social Media Platforms Policy");
    let words = policy.visible();
    assert!(words.contains("Adopted from the library"), "{words}");
    assert!(words.contains("edition 2026-11"), "{words}");
    let mut raw = app.raw();
    raw.enter(&world.org.id.to_string());
    let laws = raw.number("SELECT count(*) FROM policy_references WHERE dated_on IS NOT NULL");
    let listed: usize = polisi::library::templates()
        .iter()
        .filter(|template| template.is_for(Nation::Wales, ServiceType::Domiciliary))
        .map(|template| template.laws.len())
        .sum();
    assert_eq!(laws, i64::try_from(listed).unwrap());
    raw.leave();
    let log = client.get("/o/cartref-prawf/activity").expect(200);
    assert!(log.visible().contains("Policy adopted from the library"));
    // The button once more leads to the same.
    form.submit().expect(303);
    assert_eq!(drafts_of(&app, &world.org).len(), count);
    let list = client.get(LIBRARY).expect(200);
    assert!(list.visible().contains("Adopted as DCW94") && !list.has("input[name=templates]"));
}

#[test]
fn one_text_says_what_it_names_and_keeps_to_the_codes_that_are_there() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    // Their own text has the code that the library would give.
    let form = client.get("/o/cartref-prawf/policies/new").expect(200).form("main form");
    form.set("text", "Keeping [everyone] safe\n\n1. Aim\n\nWe do.\n")
        .set("title", "Keeping [everyone] *safe*")
        .set("code", "DCW13")
        .submit()
        .expect(303);
    let check = client.get(&format!("{LIBRARY}/adopt?templates={OWN}")).expect(200);
    assert!(check.visible().contains("These texts name policies that you don't have"));
    assert!(!check.words(".notice.due").join(" ").contains("DCW13"), "{:?}", check.words(".notice.due"));
    let more = check.click("Tick these too").expect(200);
    assert!(more.words(".pick-one").len() >= 7);
    adopt(&client, OWN).expect(303).follow().expect(200);
    let text = drafts_of(&app, &world.org).into_iter().find(|(code, _)| code == "DCW94").unwrap().1;
    assert!(text.contains("Keeping \\[everyone\\] \\*safe\\* (DCW13)"), "{text}");
    assert!(text.contains("(DCW34)"), "a text that isn't there is named by the code that it would get");
    // Their own has the code, so the library's text is proposed another.
    let safe = client.get(&format!("{LIBRARY}/adopt?templates=safeguarding-adults.wales.en")).expect(200);
    assert!(safe.visible().contains("DCW13 is the code of your policy"), "{}", safe.visible());
    let form = safe.form("main form");
    let field = "code-safeguarding-adults.wales.en";
    assert_eq!(form.value(field).as_deref(), Some("DCW13-2"));
    let again = form.clone().set(field, "DCW13").submit().expect(422);
    assert!(again.has("#error-summary") && again.form("main form").value(field).as_deref() == Some("DCW13"));
    form.clone().set(field, "").submit().expect(422);
    form.clone().untick("services").submit().expect(422);
    form.forge("owner", &world.priya.person.to_string()).submit().expect(422);
    assert_eq!(drafts_of(&app, &world.org).len(), 2);
}

#[test]
fn a_text_of_the_library_shows_its_fields_laws_and_neighbours() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.mair);
    let page = client.get(&format!("{LIBRARY}/{OWN}")).expect(200);
    let text = page.words("article").join(" ");
    assert!(!text.contains("{{") && !text.contains("[["), "{text}");
    assert!(page.has("article .filled") && page.has("article .later") && !page.has("article .gap"));
    assert!(text.contains("(DCW13)"), "{text}");
    for anchor in page.attributes("article a[href^='#field-']", "href") {
        let id = anchor.trim_start_matches('#');
        assert!(page.has(&format!("[id='{id}']")), "{anchor} leads nowhere");
    }
    let words = page.visible();
    assert!(words.contains("Regulation and Inspection of Social Care (Wales) Act 2016"));
    assert!(words.contains("You don't have it") && words.contains("Missing"), "{words}");
    page.click("Use this text").expect(200);
    client.get(&format!("{LIBRARY}/no-such-text.wales.en")).expect(404);
}

#[test]
fn a_text_for_others_is_refused_and_only_an_owner_uses_it_with_a_reason() {
    let app = TestApp::start();
    let world = app.world();
    let (owner, manager) = (app.client_of(&world.olwen), app.client_of(&world.mair));
    let page = manager.get(&format!("{LIBRARY}/{HOME}")).expect(200);
    let words = page.words(".notice.late").join(" ");
    for part in [
        "It is for England, where Care Quality Commission inspects",
        "Care Inspectorate Wales",
        "Health and Social Care Act 2008",
        "Written for you: Using Social Media Platforms Policy",
        "Only an owner",
    ] {
        assert!(words.contains(part), "{part} in {words}");
    }
    let refused = manager.get(&format!("{LIBRARY}/adopt?templates={HOME}&templates={OWN}")).expect(200);
    assert!(refused.visible().contains("These are not written for your services"));
    let service = world.org.services[0].to_string();
    let mut form = vec![
        ("templates", HOME),
        ("code-social-media.england.care_home.en", "CH94"),
        ("services", service.as_str()),
    ];
    let person = world.olwen.person.to_string();
    form.push(("owner", &person));
    for client in [&manager, &owner] {
        client.post_form(&format!("{LIBRARY}/adopt"), &form).expect(422);
        client
            .post_form(&format!("{LIBRARY}/adopt"), &[form.as_slice(), &[("reason", "x")]].concat())
            .expect(422);
    }
    assert!(drafts_of(&app, &world.org).is_empty());

    let anyway = format!("{LIBRARY}/{HOME}/anyway");
    form.push(("reason", "We bought a home in England and its text is rewritten next week."));
    manager.get(&anyway).expect(403);
    manager.post_form(&anyway, &form).expect(403);
    let page = owner.get(&anyway).expect(200);
    assert!(page.visible().contains("Care Quality Commission"));
    let filled = page.form("main form").tick_value("services", &service);
    filled.clone().submit().expect(422);
    let policy =
        filled.set("reason", "We bought a home in England.").submit().expect(303).follow().expect(200);
    let words = policy.visible();
    assert!(
        words.contains("Written for another nation or kind of service: We bought a home in England."),
        "{words}"
    );
    let check = owner.get(&format!("{}/publish", policy.url.path())).expect(200).visible();
    assert!(!check.contains("This text is for"), "{check}");
    let log = owner.get("/o/cartref-prawf/activity").expect(200).visible();
    assert!(log.contains("Policy adopted from the library although it is for others"), "{log}");
    // A text for one's own services needs no reason.
    let own = owner.post_form(
        &format!("{LIBRARY}/{OWN}/anyway"),
        &[
            ("code-social-media.wales.domiciliary.en", "DCW94"),
            ("services", &service),
            ("owner", &person),
            ("reason", "x"),
        ],
    );
    assert!(own.expect(422).visible().contains("without a reason"));
}

#[test]
fn details_do_not_make_a_text_fit() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let now = Moment::parse("2026-11-21T10:00:00Z").unwrap();
    let home = app.within(&world.org, move |tenant| {
        let details = ServiceDetails {
            name: "Thorn House".to_owned(),
            nation: Nation::England,
            service_type: ServiceType::CareHome,
        };
        organisations::add_service(tenant, now, &details).unwrap()
    });
    // The text goes to those of the chosen services that it is written for.
    let check = client.get(&format!("{LIBRARY}/adopt?templates={OWN}")).expect(200);
    assert!(!check.visible().contains("Thorn House"));
    check.form("main form").forge("services", &home.to_string()).submit().expect(422);
    let policy = check.form("main form").submit().expect(303).follow().expect(200);
    let details = client.get(&format!("{}/details", policy.url.path())).expect(200).form("main form");
    details
        .set("nation", "")
        .set("service_type", "")
        .tick_value("services", &home.to_string())
        .submit()
        .expect(303);
    let check = client.get(&format!("{}/publish", policy.url.path())).expect(200).visible();
    assert!(check.contains("This text is for Wales. Thorn House is in England."), "{check}");
    assert!(check.contains("Thorn House is different (Care home)"), "{check}");
}
