//! Data rights: who runs a request and who finds nothing of it, its clock, the answer, complaints, and own data.

use polisi::access::Role;
use polisi::access::pace::Limits;
use polisi::people;

use crate::incidents::report;
use crate::support::app::{Somebody, TestApp, World};
use crate::support::client::Client;
use crate::support::log::Beside;
use crate::support::page::Page;
use crate::support::pdf::Pdf;

pub const RIGHTS: &str = "/o/cartref-prawf/rights";

/// Makes Gwen the data-protection lead.
pub fn lead(app: &TestApp, world: &World) {
    let (gwen, now) = (world.gwen.person, app.app.clock.now());
    app.within(&world.org, move |tenant| {
        people::grant(tenant, now, gwen, Role::DataProtectionLead, None).unwrap();
    });
}

/// Records a request about Siân; `conflicted` is named as having a conflict.
pub fn record(client: &Client, about: &Somebody, conflicted: Option<&Somebody>) -> Page {
    let form = client.get(&format!("{RIGHTS}/new?lang=en")).expect(200).form("main form");
    let form = form
        .set("person", &about.person.to_string())
        .set("contact", "1 High Street")
        .set("words", "canary request")
        .tick_value("asks", "access")
        .set("way", "letter");
    let form = match conflicted {
        Some(somebody) => form.tick_value("conflicted", &somebody.person.to_string()),
        None => form,
    };
    form.submit()
}

#[test]
fn the_clock_counts_from_the_day_on_which_a_request_came() {
    let app = TestApp::start();
    let world = app.world();
    lead(&app, &world);
    let form = app.client_of(&world.mair).get(&format!("{RIGHTS}/new?lang=en")).expect(200).form("main form");
    let form = form.set("person", &world.sian.person.to_string()).set("contact", "1 High Street");
    let form = form.set("words", "canary request").tick_value("asks", "access").set("way", "letter");
    let form = form.set("received-day", "19").set("received-month", "11").set("received-year", "2026");
    form.submit().expect(303);
    let gwen = app.client_of(&world.gwen);
    let request = request_of(&gwen);
    step(&gwen, &request, "identity_confirmed").expect(303);
    gwen.get(&request).expect(200).form("main form[action$='/search']").submit().expect(303);
    let page = gwen.get(&format!("{request}?lang=en")).expect(200).visible();
    assert!(page.contains("Counts from 19 November 2026"), "{page}");
    // The step that was entered has its own day; looking for records moves no clock.
    assert_eq!(page.matches("Counts from").count(), 2, "{page}");
}

/// The address of the only request that somebody sees.
pub fn request_of(client: &Client) -> String {
    client.get(RIGHTS).expect(200).attributes("main th a", "href").remove(0)
}

pub fn step(client: &Client, request: &str, what: &str) -> Page {
    let form = client.get(&format!("{request}?lang=en")).expect(200).form("main form[action$='/step']");
    form.set("what", what).set("words", "Known to the manager for years").submit()
}

#[test]
fn it_goes_to_the_lead_and_hides_from_who_has_a_conflict() {
    let app = TestApp::start();
    let world = app.world();
    lead(&app, &world);
    // Olwen, an owner, is named as having a conflict; Mair records it.
    let mair = app.client_of(&world.mair);
    record(&mair, &world.sian, Some(&world.olwen)).expect(303);
    app.run_due_work();
    let mails = app.smtp.mails_to(world.gwen.email.as_deref().unwrap());
    let mail = mails.last().unwrap().text.clone().unwrap();
    assert!(mail.contains("/rights/") && !mail.contains("Siân") && !mail.contains("canary"), "{mail}");

    let gwen = app.client_of(&world.gwen);
    let request = request_of(&gwen);
    let page = gwen.get(&format!("{request}?lang=en")).expect(200).visible();
    assert!(page.contains("canary request") && page.contains("Due Monday 21 December 2026"), "{page}");

    let olwen = app.client_of(&world.olwen);
    for rest in ["", "/hand-on", "/add", "/answer", "/answer.pdf", "/answer.json"] {
        olwen.get(&format!("{request}{rest}")).expect(404);
        mair.get(&format!("{request}{rest}")).expect(404);
    }
    for address in ["rights", "activity", "activity.csv", "outbox", "outbox.csv"] {
        let text = olwen.get(&format!("/o/cartref-prawf/{address}?lang=en")).expect(200).text();
        assert!(!text.contains("canary request"), "{address}");
        let kind = text.contains(">Data request<") || text.contains(",Data request,");
        assert!(!kind, "{address} tells that there is a request");
    }
    // Nothing is missing there either: the log and the outbox say nothing of requests to anybody.
    for address in ["activity.csv", "outbox.csv"] {
        let text = gwen.get(&format!("/o/cartref-prawf/{address}?lang=en")).expect(200).text();
        assert!(!text.contains("ata request") && !text.contains("rights_re"), "{address}");
    }
    app.client_of(&world.sian).get(&request).expect(403);
}

#[test]
fn the_lead_s_own_request_goes_to_an_owner() {
    let app = TestApp::start();
    let world = app.world();
    lead(&app, &world);
    let gwen = app.client_of(&world.gwen);
    record(&gwen, &world.gwen, None).expect(303);
    let olwen = app.client_of(&world.olwen);
    let request = request_of(&olwen);
    gwen.get(&request).expect(404);
}

#[test]
fn an_answer_is_searched_redacted_confirmed_and_kept_sealed() {
    let app = TestApp::start();
    let world = app.world();
    lead(&app, &world);
    record(&app.client_of(&world.mair), &world.sian, None).expect(303);
    let gwen = app.client_of(&world.gwen);
    let request = request_of(&gwen);
    let visible = |rest: &str| gwen.get(&format!("{request}{rest}?lang=en")).expect(200).visible();
    assert!(visible("").contains("First enter how you know"));
    gwen.get(&format!("{request}/answer")).expect(409);
    step(&gwen, &request, "identity_confirmed").expect(303);
    assert!(visible("").contains("First look for their records"));
    gwen.get(&request).expect(200).form("main form[action$='/search']").submit().expect(303);
    let add = gwen.get(&format!("{request}/add?lang=en")).expect(200).form("main form");
    add.set("title", "Note of a meeting").set("text", "Met Mair Secret\nAgreed days").submit().expect(303);

    let records = gwen.get(&request).expect(200).attributes("main a[href*='/records/']", "href");
    assert!(records.len() >= 3, "{records:?}");
    for record in &records {
        let page = gwen.get(&format!("{record}?lang=en")).expect(200);
        let by_hand = page.visible().contains("Met Mair Secret");
        let form = page.form("main form");
        if by_hand {
            let redact = |marked: &str| {
                let form = page.form("main form").set("decision", "redact");
                form.set("exemption", "third_party").set("marked", marked).submit()
            };
            redact("Met [[somebody]]\nAgreed days").expect(422);
            form.set("decision", "withhold").submit().expect(422);
            redact("Met [[Mair Secret]]\nAgreed days").expect(303);
        } else {
            form.set("decision", "include").submit().expect(303);
        }
    }
    let form = gwen.get(&format!("{request}/answer?lang=en")).expect(200).form("main form");
    let kept = form.set("outcome", "given").set("words", "Here is all that we hold").submit().expect(422);
    assert!(kept.visible().contains("Something is kept back"), "{}", kept.visible());
    let check = kept.form("main form").set("outcome", "partly").submit().expect(200);
    assert_eq!(gwen.get(&format!("{request}/answer.pdf")).status, 404, "nothing is final yet");
    check.form("main form").press("step", "final").submit().expect(303);

    let paper = gwen.get(&format!("{request}/answer.pdf")).expect(200);
    let text = Pdf::read(&paper.body).unwrap().words();
    assert!(text.contains("Met [———]") && text.contains("Agreed days"), "{text}");
    assert!(text.contains("Schedule 2, Part 3, paragraph 16") && text.contains("Siân"), "{text}");
    assert!(!text.contains("Secret"), "{text}");
    let data = gwen.get(&format!("{request}/answer.json")).expect(200).text();
    assert!(data.contains("Agreed days") && !data.contains("Secret"), "{data}");
    assert!(visible("").contains("Answer downloaded"));
    // It is opened again with a reason, and only then answered once more.
    gwen.get(&format!("{request}/answer")).expect(409);
    step(&gwen, &request, "reopened").expect(303);
    gwen.get(&format!("{request}/answer")).expect(200);
    // Nothing of it stands in clear.
    let dump = crate::support::rows::dump(&mut app.raw()).join("\n");
    for word in ["Secret", "canary request", "Here is all that we hold"] {
        let hex: String = word.bytes().map(|byte| format!("{byte:02x}")).collect();
        assert!(!dump.contains(word) && !dump.to_lowercase().contains(&hex), "{word} stands in clear");
    }
}

#[test]
fn cases_are_asked_for_where_they_are_known_and_nowhere_else() {
    let app = TestApp::start();
    let world = app.world();
    lead(&app, &world);
    // Siân reports, and the case is about Mair: she has a conflict that nobody named.
    report(&app.client_of(&world.sian), &world, &[&world.mair]);
    app.run_due_work();
    record(&app.client_of(&world.olwen), &world.sian, None).expect(303);
    let gwen = app.client_of(&world.gwen);
    let request = request_of(&gwen);
    step(&gwen, &request, "identity_confirmed").expect(303);
    gwen.get(&request).expect(200).form("main form[action$='/search']").submit().expect(303);
    app.run_due_work();

    let lowri = app.client_of(&world.lowri);
    let tasks = lowri.get(&format!("{RIGHTS}/cases?lang=en")).expect(200);
    assert!(tasks.visible().contains("Siân Ŵyr: A copy of their data"), "{}", tasks.visible());
    let reference = tasks.attributes("main a[href*='/incidents/']", "href").remove(0);
    let reference = reference.rsplit('/').next().unwrap().to_owned();
    for somebody in [&world.olwen, &world.mair, &world.sian, &world.owain] {
        let page = app.client_of(somebody).get(&format!("{RIGHTS}/cases?lang=en")).expect(200);
        assert!(!page.visible().contains(&reference), "{}", somebody.name);
    }
    // Neither the request, nor its records, nor the log or the outbox, nor the own data hint at it.
    let mut addresses = gwen.get(&request).expect(200).attributes("main a[href*='/records/']", "href");
    addresses.extend([request.clone(), "/o/cartref-prawf/activity.csv".to_owned()]);
    addresses.extend(["/o/cartref-prawf/outbox.csv".to_owned(), format!("{RIGHTS}?lang=en")]);
    for address in addresses {
        let text = gwen.get(&address).expect(200).text();
        assert!(!text.contains(&reference) && !text.contains("/cases"), "{address}");
        assert!(!text.to_lowercase().contains("safeguarding case"), "{address}");
    }
    let own = app.client_of(&world.sian).get("/o/cartref-prawf/me/data?lang=en").expect(200).visible();
    assert!(own.contains("On the staff list") && !own.contains(&reference), "{own}");

    tasks.form("main form").set("words", "short").submit().expect(422);
    tasks.form("main form").set("words", "Sent by letter on Monday").submit().expect(303);
    let case = lowri.get(&format!("/o/cartref-prawf/incidents/{reference}?lang=en")).expect(200).visible();
    assert!(case.contains("Sent by letter on Monday"), "{case}");
}

#[test]
fn the_clock_waits_and_reminds() {
    let app = TestApp::start();
    let world = app.world();
    lead(&app, &world);
    record(&app.client_of(&world.mair), &world.sian, None).expect(303);
    let gwen = app.client_of(&world.gwen);
    let request = request_of(&gwen);
    let to = || {
        app.run_due_work();
        app.run_due_work();
        app.smtp.mails_to(world.gwen.email.as_deref().unwrap()).len()
    };
    let first = to();
    for (now, more) in [
        ("2026-12-13T12:00:00Z", 0),
        ("2026-12-14T12:00:00Z", 1),
        ("2026-12-15T12:00:00Z", 1),
        ("2026-12-20T12:00:00Z", 2),
        ("2026-12-21T12:00:00Z", 2),
        ("2026-12-22T12:00:00Z", 3),
        ("2027-01-02T12:00:00Z", 3),
    ] {
        app.set_time(now);
        assert_eq!(to(), first + more, "{now}");
    }
    // It is too late to take longer; a clarification still stops the clock.
    let gwen = app.client_of(&world.gwen);
    let page = gwen.get(&format!("{request}?lang=en")).expect(200);
    assert!(page.visible().contains("Late since Monday 21 December 2026"));
    assert!(!page.visible().contains("it takes two months more"));
    step(&gwen, &request, "clarity_asked").expect(303);
    let waiting = gwen.get(&format!("{request}?lang=en")).expect(200).visible();
    assert!(waiting.contains("The clock waits for the person"), "{waiting}");
}

#[test]
fn anybody_complains_and_is_told_that_it_arrived() {
    let app = TestApp::start();
    let world = app.world();
    lead(&app, &world);
    let anybody = app.anonymous();
    anybody.get("/data-complaint/no-such-place").expect(404);
    let page = anybody.get("/data-complaint/cartref-prawf?lang=en").expect(200);
    page.form("main form").set("name", "Ann").set("words", "canary-complaint").submit().expect(422);
    let form = page.form("main form").set("name", "Ann Arall").set("email", "ann@example.org");
    form.set("words", "canary-complaint about a letter").submit().expect(303).follow().expect(200);
    app.run_due_work();
    let mail = app.smtp.mails_to("ann@example.org").remove(0).text.unwrap();
    assert!(mail.contains("21 November 2026") && !mail.contains("canary"), "{mail}");
    let told = app.smtp.mails_to(world.gwen.email.as_deref().unwrap()).pop().unwrap().text.unwrap();
    assert!(told.contains("/rights/complaints/") && !told.contains("Ann"), "{told}");

    let gwen = app.client_of(&world.gwen);
    let list = gwen.get(&format!("{RIGHTS}/complaints?lang=en")).expect(200);
    assert!(list.visible().contains("To answer"), "acknowledged by the mail: {}", list.visible());
    let complaint = list.attributes("main th a", "href").remove(0);
    app.client_of(&world.mair).get(&complaint).expect(403);
    let form = gwen.get(&format!("{complaint}?lang=en")).expect(200).form("main form");
    form.set("outcome", "The letter was sent again").submit().expect(303).follow().expect(200);
    let csv = gwen.get(&format!("{RIGHTS}/complaints.csv?lang=en")).expect(200).text();
    assert!(csv.contains("canary-complaint about a letter") && csv.contains("2026-12-21"), "{csv}");

    // One network sends few of them.
    let send = || {
        let form = page.form("main form").set("name", "Ann").set("email", "b@example.org");
        form.set("words", "again and again").submit().status
    };
    let statuses: Vec<u16> = (0..12).map(|_| send()).collect();
    assert!(statuses.contains(&429), "{statuses:?}");
    let form = page.form("main form").set("name", "Ann").set("email", "b@example.org");
    let refused = form.set("words", "again and again").submit().expect(429);
    assert!(refused.header("retry-after").is_some());
    let words = refused.visible();
    assert!(words.contains("Wycliffe House") && words.contains("You can try again in"), "{words}");
}

/// The page after a complaint from a network of its own.
fn complain_from(server: &Beside, network: usize, email: &str) -> Page {
    let client = server.anonymous().with_header("x-forwarded-for", &format!("10.0.{network}.1"));
    let form = client.get("/data-complaint/cartref-prawf?lang=en").expect(200).form("main form");
    let form = form.set("name", "Ann Arall").set("email", email).set("words", "canary-complaint again");
    form.submit().expect(303).follow().expect(200)
}

/// Many networks together end the mails, not the form: nobody shuts it for everybody from afar.
#[test]
fn a_flood_of_complaints_keeps_nobody_from_complaining() {
    let app = TestApp::start();
    let world = app.world();
    lead(&app, &world);
    let server = Beside::start(&app, Limits::NONE, |_| {});
    let send = |network: usize, email: &str| complain_from(&server, network, email);
    let mut told = 0;
    for network in 0..100 {
        let page = send(network, &format!("a{network}@example.org"));
        told += usize::from(page.visible().contains("is on its way to you"));
    }
    assert_eq!(told, 100);
    let page = send(100, "ann@example.org").visible();
    assert!(page.contains("note down this reference") && !page.contains("on its way"), "{page}");
    let reference = page.split_whitespace().find(|word| word.starts_with("DC-")).unwrap();
    send(101, "ann@example.org");
    let queued = app.within(&world.org, |tenant| {
        let wanted = polisi::mail::Wanted::default();
        polisi::mail::list(tenant, &wanted, 500, 0).unwrap()
    });
    assert!(!queued.iter().any(|mail| mail.recipient == "ann@example.org"), "no mail");
    let runner = world.gwen.email.as_deref().unwrap();
    let to_runner = queued.iter().filter(|mail| mail.recipient == runner).count();
    assert_eq!(to_runner, 101, "one for each until there are too many, then one a day");
    let gwen = app.client_of(&world.gwen);
    let list = gwen.get(&format!("{RIGHTS}/complaints?lang=en")).expect(200);
    assert_eq!(list.visible().matches("To acknowledge").count(), 2, "those that no mail acknowledged");
    let found = list.attributes("main th a", "href").into_iter();
    let mut found = found.filter(|one| gwen.get(one).expect(200).visible().contains(reference));
    assert!(found.next().is_some(), "{reference} is on no page");
    // What stands in an address is shown as nothing else.
    let received = "/data-complaint/cartref-prawf/received?lang=en&reference=";
    let shown = |text: &str| app.anonymous().get(&format!("{received}{text}")).expect(200).visible();
    assert!(shown("DC-12AB-34CD").contains("DC-12AB-34CD"));
    for text in ["DC-12ab-34cd", "DC-12AB-34CDE", "Call+0800+1", "DC-<b>-12345"] {
        assert!(shown(text).contains("on its way to you"), "{text}");
    }
}

/// Whoever types somebody else's address, from wherever, fills no mailbox; every complaint is kept.
#[test]
fn one_address_gets_five_acknowledgements_a_day() {
    let app = TestApp::start();
    let world = app.world();
    lead(&app, &world);
    let server = Beside::start(&app, Limits::NONE, |_| {});
    let send = |network: usize, email: &str| complain_from(&server, network, email).visible();
    for network in 0..7 {
        let page = send(network, if network % 2 == 0 { "ann@example.org" } else { "ANN@Example.org" });
        assert_eq!(page.contains("is on its way to you"), network < 5, "{network}: {page}");
        assert_eq!(page.contains("note down this reference"), network >= 5, "{network}: {page}");
    }
    assert!(send(7, "bob@example.org").contains("is on its way to you"));
    let queued = app.within(&world.org, |tenant| {
        polisi::mail::list(tenant, &polisi::mail::Wanted::default(), 500, 0).unwrap()
    });
    let to = |address: &str| queued.iter().filter(|mail| mail.recipient == address).count();
    assert_eq!((to("ann@example.org"), to(world.gwen.email.as_deref().unwrap())), (5, 8));
    let list = app.client_of(&world.gwen).get(&format!("{RIGHTS}/complaints?lang=en")).expect(200);
    assert_eq!(list.visible().matches("To acknowledge").count(), 2, "{}", list.visible());
}

#[test]
fn everybody_takes_their_own() {
    let app = TestApp::start();
    let world = app.world();
    let sian = app.client_of(&world.sian);
    let own = sian.get("/o/cartref-prawf/me/data").expect(200).visible();
    assert!(own.contains("Siân") && own.contains("Ŵyr"), "{own}");
    for word in
        ["Enw cyntaf: Siân", "Cyfenw: Ŵyr", "Sut maent yn gweithio: Gweithiwr cyflogedig", "Gwasanaethau"]
    {
        assert!(own.contains(word), "{word} in {own}");
    }
    for english in ["First name", "Last name", "Employee", "Services", "First day"] {
        assert!(!own.contains(english), "{english} in {own}");
    }
    assert!(sian.get("/o/cartref-prawf/me").expect(200).text().contains("/me/data"));
    let file = sian.get("/o/cartref-prawf/me/data.json").expect(200).text();
    let read: serde_json::Value = serde_json::from_str(&file).unwrap();
    assert!(read["parts"].as_array().is_some_and(|parts| !parts.is_empty()), "{file}");
    // Who looks at their own data owes nobody a reason.
    let log = app.client_of(&world.olwen).get("/o/cartref-prawf/activity.csv?lang=en").expect(200).text();
    assert!(!log.contains("wn data"), "{log}");
}
