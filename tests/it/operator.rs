//! The operator's pages: organisations counted and never read, suspended and let work again; messages.

use polisi::access::address::Kind;
use polisi::messages::Language;
use polisi::routes;
use polisi::web::{Door, Method};

use crate::access::addresses::live_token;
use crate::operator_messages::ends;
use crate::reviews::{Published, csv_rows};
use crate::support::app::{Org, Somebody, TestApp, World, details};
use crate::support::client::Client;
use crate::support::page::Page;

const LIST: &str = "/operator/organisations";
/// The days of a message, as its form sends them.
pub const THIS_WEEKEND: [(&str, &str); 6] = [
    ("from-day", "21"),
    ("from-month", "11"),
    ("from-year", "2026"),
    ("until-day", "22"),
    ("until-month", "11"),
    ("until-year", "2026"),
];
const PAUSED: &str = "Polisi is paused for this organisation";

/// The manager of the other organisation, who also runs the installation.
pub fn operator(app: &TestApp, world: &World) -> Client {
    app.make_operator(&world.priya);
    app.client_of(&world.priya)
}

fn home(org: &Org) -> String {
    format!("/o/{}/", org.slug)
}

fn page_of(client: &Client, org: &Org) -> Page {
    client.get(&format!("{LIST}/{}", org.id)).expect(200)
}

fn publish(app: &TestApp, world: &World) {
    Published {
        title: "Fire Safety",
        code: "POL-01",
        owner: world.mair.person,
        services: &world.org.services,
        next_review_on: "2026-11-28",
    }
    .publish(app, &world.org);
}

#[test]
fn only_operators_get_in() {
    let app = TestApp::start();
    let world = app.world();
    let operator = operator(&app, &world);
    let mut asked = 0;
    for route in routes::all().into_iter().filter(|route| route.door == Door::Operator) {
        let path = route
            .path
            .replace("{organisation}", &world.org.id.to_string())
            .replace("{announcement}", &world.org.id.to_string())
            .replace("{visit}", &world.org.id.to_string())
            .replace("{id}", &world.org.id.to_string());
        let ask = |client: &Client| match route.method {
            Method::Get => client.get(&path),
            Method::Post => client.post_form(&path, &[("reason", "Because")]),
        };
        assert_eq!(ask(&app.client_of(&world.olwen)).status, 404, "an owner at {route:?}");
        let away = ask(&app.anonymous()).expect(303);
        assert!(away.header("location").unwrap().starts_with("/sign-in?"), "{route:?}");
        asked += 1;
    }
    assert!(asked >= 14, "saw only {asked}");
    operator.get("/operator").expect(200);
    app.client_of(&world.olwen).get(&home(&world.org)).expect(200);
}

#[test]
fn counts_organisations_and_never_reads_them() {
    let app = TestApp::start();
    let world = app.world();
    publish(&app, &world);
    let client = operator(&app, &world);
    let before = client.get(LIST).expect(200);
    let rows = before.words("tbody tr");
    assert_eq!(rows.len(), 2, "also before the first count");
    let own = rows.iter().find(|row| row.contains(&world.org.slug)).unwrap();
    assert!(own.contains("Cartref Prawf") && own.contains('9') && own.contains("Never"), "{own}");
    let other = rows.iter().find(|row| row.contains(&world.other.slug)).unwrap();
    assert!(other.contains("Larkmere Vale") && !other.contains("Never"), "{other}");
    let front = client.get("/operator").expect(200).visible();
    assert!(front.contains("11 people work there."), "{front}");
    assert!(app.run_due_work()["organisations_counted"] >= 2);

    let front = client.get("/operator").expect(200);
    assert!(front.visible().contains("2 organisations in all."), "{}", front.visible());
    let list = client.get(LIST).expect(200);
    let rows = list.words("tbody tr");
    let own = rows.iter().find(|row| row.contains(&world.org.slug)).unwrap();
    assert!(own.contains("Active"), "{own}");
    assert!(
        !list.text().contains("Fire Safety") && !list.text().contains(&world.mair.name),
        "a number, no words"
    );
    let found = client.get(&format!("{LIST}?q={}&state=active", world.org.slug)).expect(200);
    assert_eq!(found.words("tbody tr").len(), 1);
    assert!(
        client
            .get(&format!("{LIST}?state=suspended"))
            .expect(200)
            .visible()
            .contains("No organisation fits.")
    );
    assert_eq!(csv_rows(&client.get("/operator/organisations.csv").expect(200)), 2);
    let page = page_of(&client, &world.org);
    assert!(!page.text().contains("Fire Safety") && !page.text().contains(&world.mair.name));
    client.get(&format!("{LIST}/{}", world.mair.person)).expect(404);
}

#[test]
fn makes_an_organisation_whose_owner_is_invited_by_mail() {
    let app = TestApp::start();
    let world = app.world();
    let client = operator(&app, &world);
    let fill = |slug: &str, email: &str| {
        let form = client.get(&format!("{LIST}/add")).expect(200).form("main form");
        form.set("organisation", "Cartref Tŷ Haf")
            .set("slug", slug)
            .set("given-name", "Nia")
            .set("family-name", "Wyn")
            .set("email", email)
            .submit()
    };
    let taken = fill(&world.org.slug, "nia@tyhaf.example").expect(422);
    assert!(taken.visible().contains("Another organisation has this short name."), "{}", taken.visible());
    assert!(taken.text().contains("nia@tyhaf.example"), "what was typed is kept");
    assert!(fill("", "nobody").expect(422).visible().contains("Write an e-mail address"));

    let made = fill("", "nia@tyhaf.example").expect(303).follow().expect(200);
    assert_eq!(made.heading(), "Cartref Tŷ Haf");
    assert!(made.visible().contains("ty-haf"), "{}", made.visible());
    assert!(made.visible().contains(&world.priya.email.clone().unwrap()), "who made it");
    assert!(!made.text().contains("/invitations/"), "the operator never sees the link");
    app.run_due_work();
    let mails = app.smtp.mails_to("nia@tyhaf.example");
    assert_eq!(mails.len(), 1);
    let page = app.anonymous().get(&mails[0].link("/invitations/")).expect(200).visible();
    assert!(page.contains("The people who run Polisi have set up Cartref Tŷ Haf for you."), "{page}");
    assert!(page.contains("It is for Nia Wyn alone") && !page.contains("Nia Wyn has invited you"), "{page}");
}

/// The address that stands in privacy notices says so too, and whom to complain to; a tablet is still one.
fn is_paused_outside(app: &TestApp, world: &World, tablet: &Client) {
    for rest in ["", "/received"] {
        let page =
            app.anonymous().get(&format!("/data-complaint/{}{rest}?lang=en", world.org.slug)).expect(403);
        let said = page.visible();
        assert!(said.contains(PAUSED) && said.contains("ico.org.uk"), "{said}");
    }
    app.anonymous().get("/data-complaint/no-such-place").expect(404);
    for address in ["/kiosk", "/kiosk/done"] {
        let page = tablet.get(&format!("{address}?lang=en")).expect(403);
        assert!(page.visible().contains(PAUSED), "{}", page.visible());
    }
}

/// What its people read: owners why, too.
fn is_paused_inside(app: &TestApp, world: &World) {
    let member = app.client_of(&world.olwen).get(&home(&world.org)).expect(403);
    assert!(member.visible().contains(PAUSED), "{}", member.visible());
    assert!(member.visible().contains("The reason: Unpaid since June"), "{}", member.visible());
    let manager = app.client_of(&world.mair).get(&home(&world.org)).expect(403);
    assert!(manager.visible().contains(PAUSED), "{}", manager.visible());
    assert!(!manager.text().contains("Unpaid"), "why is between owners and operators");
    for (who, knows) in [(&world.olwen, true), (&world.mair, false)] {
        let chosen = app.client_of(who).get("/organisations").expect(200).visible();
        assert!(chosen.contains("Cartref Prawf Suspended"), "{chosen}");
        assert!(chosen.contains("is suspended by the people who run Polisi"), "{chosen}");
        assert_eq!(chosen.contains("Unpaid since June"), knows, "{}: {chosen}", who.name);
    }
}

#[test]
fn a_suspended_organisation_waits_and_goes_on() {
    let app = TestApp::start();
    let world = app.world();
    let newcomer =
        app.add(&world.other, details("Nia", "Wyn", Language::English, &[], true), None, app.app.clock.now());
    for (org, by, whom) in
        [(&world.org, &world.olwen, &world.tomos), (&world.other, &world.beatrix, &newcomer)]
    {
        let invite = format!("/o/{}/people/{}/invite", org.slug, whom.person);
        app.client_of(by).post_form(&invite, &[]).expect(303);
    }
    let tablet = crate::support::kiosk::tablet(&app, &world);
    let client = operator(&app, &world);
    let before = page_of(&client, &world.org).visible();
    assert!(before.contains("safeguarding reports that may be open now can’t be looked at"), "{before}");
    assert!(before.contains("The owners read it in an e-mail"), "{before}");
    let refused = page_of(&client, &world.org).form("main form").submit().expect(422);
    assert!(refused.visible().contains("Write why"), "{}", refused.visible());
    let form = page_of(&client, &world.org).form("main form");
    let done = form.set("reason", "Unpaid since June").submit().expect(303).follow().expect(200);
    assert!(done.visible().contains("Unpaid since June"), "{}", done.visible());
    assert!(done.visible().contains(&world.priya.email.clone().unwrap()), "who did it");

    is_paused_inside(&app, &world);
    assert!(app.client_of(&world.beatrix).get(&home(&world.org)).expect(404).visible().contains("not found"));
    for (kind, letter) in [(Kind::Signing, "s"), (Kind::PolicyShare, "p")] {
        let token = live_token(&app, kind, world.org.id);
        let link = app.anonymous().get(&format!("/{letter}/{token}")).expect(403);
        assert!(link.visible().contains(PAUSED), "{}", link.visible());
        let other = live_token(&app, kind, world.other.id);
        assert_ne!(app.anonymous().get(&format!("/{letter}/{other}")).status, 403);
    }

    is_paused_outside(&app, &world, &tablet);
    // Its mail waits, that of the other goes on.
    app.run_due_work();
    let there = |somebody: &Somebody| app.smtp.mails_to(&somebody.email.clone().unwrap()).len();
    assert_eq!((there(&world.tomos), there(&newcomer)), (0, 1));
    let form = page_of(&client, &world.org).form("main form");
    form.set("reason", "Paid").submit().expect(303);
    app.run_due_work();
    assert_eq!((there(&world.tomos), there(&newcomer)), (1, 1), "what waited is sent");
    let owner = app.client_of(&world.olwen);
    owner.get(&home(&world.org)).expect(200);
    assert!(tablet.get("/kiosk").expect(200).has("input[name=pin]"), "it is the tablet that it was");
    app.anonymous().get(&format!("/data-complaint/{}", world.org.slug)).expect(200);
    let log = owner.get(&format!("/o/{}/activity", world.org.slug)).expect(200).visible();
    for words in
        ["Organisation suspended", "Organisation no longer suspended", "Unpaid since June", "The operator"]
    {
        assert!(log.contains(words), "{words} in {log}");
    }
    // Pressed twice, done once.
    client.post_form(&format!("{LIST}/{}/resume", world.org.id), &[("reason", "Again")]).expect(303);
    assert!(!page_of(&client, &world.org).visible().contains("Again"));
}

#[test]
fn owners_are_told_why_their_organisation_is_suspended_and_when_it_works_again() {
    let app = TestApp::start();
    let world = app.world();
    let (now, owners) = (app.app.clock.now(), [world.lowri.person, world.kemi.person]);
    app.within(&world.org, move |tenant| {
        for owner in owners {
            polisi::people::grant(tenant, now, owner, polisi::access::Role::Owner, None).unwrap();
        }
    });
    let client = operator(&app, &world);
    for (end, reason, english, welsh) in [
        (
            "suspend",
            "Unpaid since June",
            "Cartref Prawf is suspended on Polisi",
            "Mae Cartref Prawf wedi'i atal ar Polisi",
        ),
        (
            "resume",
            "Paid on Friday",
            "Cartref Prawf works again on Polisi",
            "Mae Cartref Prawf yn gweithio eto ar Polisi",
        ),
    ] {
        let address = format!("{LIST}/{}/{end}", world.org.id);
        for _twice in 0..2 {
            client.post_form(&address, &[("reason", reason)]).expect(303);
        }
        app.run_due_work();
        for (who, subject, count) in
            [(&world.olwen, english, 1), (&world.lowri, welsh, 1), (&world.mair, english, 0)]
        {
            let mut mails = app.smtp.mails_to(who.email.as_ref().unwrap());
            mails.retain(|mail| mail.subject == subject);
            assert_eq!(mails.len(), count, "owners alone, and pressed twice is done once: {}", who.name);
            for mail in mails {
                let words = mail.text.clone().unwrap();
                assert!(words.contains(reason) && mail.both_parts_agree(), "{words}");
            }
        }
    }
}

#[test]
fn a_suspended_organisation_does_not_vanish_beside_another() {
    let app = TestApp::start();
    let world = app.world();
    let (account, now) = (world.mair.account.unwrap(), app.app.clock.now());
    let details = details("Mair", "Rheolwr", Language::English, &[], false);
    let there = app.add(&world.other, details, None, now);
    let (other, person) = (world.other.id, there.person);
    let joined = app.app.database.write_system(move |system| {
        polisi::organisations::store::insert_membership(system, now, account, other, person)
    });
    joined.unwrap();
    let client = operator(&app, &world);
    let change = |end: &str| {
        client.post_form(&format!("{LIST}/{}/{end}", world.org.id), &[("reason", "Because")]).expect(303);
    };
    change("suspend");
    let mair = app.client_of(&world.mair);
    let chosen = mair.get("/organisations").expect(200);
    assert!(chosen.visible().contains("Cartref Prawf Suspended"), "{}", chosen.visible());
    assert!(chosen.visible().contains("Ask an owner of your organisation"), "{}", chosen.visible());
    assert_eq!(chosen.link("Larkmere Vale").path(), "/o/larkmere");
    change("resume");
    let chosen = mair.get("/organisations").expect(200).visible();
    assert!(chosen.contains("Cartref Prawf") && !chosen.contains("Suspended"), "{chosen}");
}

#[test]
fn a_message_is_read_by_those_it_is_for() {
    let app = TestApp::start();
    let world = app.world();
    let client = operator(&app, &world);
    let write = |fields: &[(&str, &str)]| {
        client.post_form("/operator/announcements/add", &[fields, &THIS_WEEKEND].concat())
    };
    let offered = client.get("/operator/announcements/add").expect(200).visible();
    assert!(offered.contains("Cartref Prawf (cartref-prawf)"), "two may have one name: {offered}");
    let id = world.org.id.to_string();
    let nobody =
        write(&[("text", "Closed on Sunday"), ("level", "warning"), ("audience", "some")]).expect(422);
    assert!(nobody.visible().contains("Tick at least one organisation"), "{}", nobody.visible());
    assert!(nobody.text().contains("Closed on Sunday"), "what was typed is kept");
    write(&[
        ("text", "Closed on Sunday <b>"),
        ("level", "warning"),
        ("audience", "some"),
        ("organisations", &id),
    ])
    .expect(303);
    let reads = |org: &Org, who, words: &str| {
        app.client_of(who).get(&home(org)).expect(200).visible().contains(words)
    };
    assert!(reads(&world.org, &world.sian, "Closed on Sunday <b>"), "every member, as it was written");
    assert!(!reads(&world.other, &world.beatrix, "Closed on Sunday"), "nobody else");

    write(&[("text", "Something new"), ("level", "news"), ("audience", "all")]).expect(303);
    assert!(reads(&world.org, &world.olwen, "Something new"));
    assert!(reads(&world.other, &world.beatrix, "Something new"));

    // Changed to the other organisation, then ended.
    let list = client.get("/operator/announcements").expect(200);
    let form = list.click("Closed on Sunday <b>").expect(200).form("main form");
    assert_eq!(form.value("text").as_deref().map(str::trim), Some("Closed on Sunday <b>"));
    form.set("text", "Open on Sunday").submit().expect(303);
    assert!(reads(&world.org, &world.olwen, "Open on Sunday"));
    assert!(!reads(&world.org, &world.olwen, "Closed on Sunday"));
    for action in ends(&client) {
        client.post_form(&action, &[]).expect(303);
        client.post_form(&action, &[]).expect(404);
    }
    assert!(!reads(&world.org, &world.olwen, "Open on Sunday"));
    assert!(!reads(&world.other, &world.beatrix, "Something new"));

    // A message goes by itself after its last day.
    write(&[("text", "Until tomorrow"), ("level", "news"), ("audience", "all")]).expect(303);
    assert!(reads(&world.org, &world.olwen, "Until tomorrow"));
    app.set_time("2026-11-23T00:30:00Z");
    assert!(!reads(&world.org, &world.olwen, "Until tomorrow"));
}
