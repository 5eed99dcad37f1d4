//! Reviews: the register, the record, the reminders.

use std::collections::BTreeSet;
use std::sync::Arc;

use polisi::clock::{Day, Moment};
use polisi::db::ids::{PersonId, PolicyId, ServiceId};
use polisi::documents::import::Format;
use polisi::messages::Language;
use polisi::policies::drafts::{self, NewText};
use polisi::policies::versions::publishing::{self, Terms};
use polisi::policies::{self, Details};

use crate::support::app::{Org, TestApp};
use crate::support::page::Page;

/// A policy in force, as its owner would publish it.
pub struct Published<'a> {
    pub title: &'a str,
    pub code: &'a str,
    pub owner: PersonId,
    pub services: &'a [ServiceId],
    pub next_review_on: &'a str,
}

impl Published<'_> {
    pub fn publish(&self, app: &TestApp, org: &Org) -> PolicyId {
        let now = app.app.clock.now();
        let (by, messages) = (self.owner, Arc::clone(&app.app.messages));
        let services: BTreeSet<ServiceId> = self.services.iter().copied().collect();
        let details = Details {
            code: self.code.to_owned(),
            title: self.title.to_owned(),
            language: Language::English,
            nation: None,
            service_type: None,
            owner: by,
            services: services.clone(),
        };
        let source = format!("# {}\n\n## Purpose\n\nThis policy says what we do.\n", self.title);
        let terms = Terms {
            label: "1.0".to_owned(),
            reviewed_on: now.day(),
            effective_on: now.day(),
            effective_known: true,
            next_review_on: Day::parse(self.next_review_on).unwrap(),
            change_note: "First version".to_owned(),
            approver_name: "Olwen Perchen".to_owned(),
            change_kind: policies::ChangeKind::Minor,
            approved_on: None,
            approval_reason: None,
        };
        app.within(org, move |tenant| {
            let text = NewText { format: Format::Markdown, source };
            let id = drafts::create(tenant, now, by, &details, &text).unwrap();
            let basis = publishing::basis(tenant, id, &services).unwrap();
            let prepared = publishing::prepare(&basis, &terms, now, by, &messages).unwrap();
            publishing::publish(tenant, now, &prepared).unwrap();
            id
        })
    }
}

/// The lines of a CSV answer without its heads.
pub fn csv_rows(page: &Page) -> usize {
    page.text().lines().count() - 1
}

fn next_review(app: &TestApp, org: &Org, policy: PolicyId) -> String {
    app.within(org, move |tenant| {
        policies::get(tenant, policy).unwrap().unwrap().next_review_on.unwrap().to_string()
    })
}

fn subjects(app: &TestApp, email: Option<&String>) -> Vec<String> {
    app.smtp.mails_to(email.unwrap()).into_iter().map(|mail| mail.subject).collect()
}

#[test]
fn a_reminder_comes_once_and_says_the_real_number_of_days() {
    let app = TestApp::start();
    let world = app.world();
    let policy = Published {
        title: "Lone Working",
        code: "POL-07",
        owner: world.mair.person,
        services: &world.org.services[..1],
        next_review_on: "2026-12-21",
    }
    .publish(&app, &world.org);
    let first = app.run_due_work();
    assert_eq!(first["review_reminders"], 1);
    assert_eq!(subjects(&app, world.mair.email.as_ref()), ["In 30 days: review Lone Working"]);
    let mail = app.smtp.mails_to(world.mair.email.as_ref().unwrap()).remove(0);
    assert!(mail.both_parts_agree());
    assert!(mail.link("/reviews/").ends_with(&format!("/o/{}/reviews/{policy}", world.org.slug)));
    assert!(app.run_due_work().values().all(|count| *count == 0), "a second pass does nothing");

    // Seven days before was a day when the machine stood still: the real number is in the words.
    let as_of = Moment::parse("2026-12-17T08:00:00Z").unwrap();
    assert_eq!(polisi::schedule::run(&app.app, as_of).unwrap()["review_reminders"], 1);
    assert_eq!(polisi::schedule::run(&app.app, as_of).unwrap()["review_reminders"], 0);
    assert_eq!(subjects(&app, world.mair.email.as_ref())[1], "In 4 days: review Lone Working");
    assert_eq!(app.smtp.mails().len(), 2);
}

#[test]
fn nothing_goes_out_before_half_past_seven() {
    let app = TestApp::start_at(Moment::parse("2026-11-21T07:29:00Z").unwrap());
    let world = app.world();
    Published {
        title: "Lone Working",
        code: "POL-07",
        owner: world.mair.person,
        services: &world.org.services,
        next_review_on: "2026-12-21",
    }
    .publish(&app, &world.org);
    assert_eq!(app.run_due_work()["review_reminders"], 0);
    app.set_time("2026-11-21T07:30:00Z");
    assert_eq!(app.run_due_work()["review_reminders"], 1);
}

#[test]
fn the_longer_overdue_the_further_up_in_one_mail_a_day() {
    let app = TestApp::start();
    let world = app.world();
    for (title, code, service) in [("Fire Safety", "POL-01", 0), ("Lone Working", "POL-02", 1)] {
        Published {
            title,
            code,
            owner: world.lowri.person,
            services: &world.org.services[service..=service],
            next_review_on: "2026-12-01",
        }
        .publish(&app, &world.org);
    }
    let count_at = |day: &str| {
        let as_of = Moment::parse(&format!("{day}T08:00:00Z")).unwrap();
        polisi::schedule::run(&app.app, as_of).unwrap()["review_reminders"]
    };
    for (day, mails) in [
        ("2026-12-01", 1),
        ("2026-12-02", 0),
        ("2026-12-08", 1),
        ("2026-12-15", 3),
        ("2026-12-29", 4),
        ("2027-01-12", 5),
        ("2027-01-12", 0),
    ] {
        assert_eq!(count_at(day), mails, "{day}");
    }
    // Lowri reads Welsh; both policies stand in one mail.
    let welsh = subjects(&app, world.lowri.email.as_ref());
    assert!(welsh[1].contains("2 adolygiad") && welsh[1].contains("2 yn hwyr"), "{welsh:?}");
    assert_eq!(subjects(&app, world.mair.email.as_ref())[0], "2 weeks overdue: Fire Safety");
    assert_eq!(subjects(&app, world.owain.email.as_ref())[0], "2 weeks overdue: Lone Working");
    assert_eq!(subjects(&app, world.gwen.email.as_ref())[0], "2 reviews need attention, 2 overdue");
    assert_eq!(subjects(&app, world.olwen.email.as_ref()).len(), 1);
}

#[test]
fn people_without_email_are_skipped_and_shown() {
    let app = TestApp::start();
    let world = app.world();
    Published {
        title: "Fire Safety",
        code: "POL-01",
        owner: world.kemi.person,
        services: &world.org.services[..1],
        next_review_on: "2026-11-28",
    }
    .publish(&app, &world.org);
    assert_eq!(app.run_due_work()["review_reminders"], 0);
    let page = app.client_of(&world.mair).get(&format!("/o/{}/reviews", world.org.slug)).expect(200);
    assert!(page.visible().contains("no e-mail"), "{}", page.visible());
}

#[test]
fn withdrawn_policies_are_never_reminded_of() {
    let app = TestApp::start();
    let world = app.world();
    let policy = Published {
        title: "Fire Safety",
        code: "POL-01",
        owner: world.mair.person,
        services: &world.org.services[..1],
        next_review_on: "2026-11-28",
    }
    .publish(&app, &world.org);
    let (now, by) = (app.app.clock.now(), world.mair.person);
    app.within(&world.org, move |tenant| {
        policies::withdraw(tenant, now, by, policy, "We closed the kitchen.", None).unwrap();
    });
    assert_eq!(app.run_due_work()["review_reminders"], 0);
    let client = app.client_of(&world.mair);
    client.get(&format!("/o/{}/reviews/{policy}", world.org.slug)).expect(404);
}

#[test]
fn a_review_is_recorded_and_moves_the_date() {
    let app = TestApp::start();
    let world = app.world();
    let policy = Published {
        title: "Lone Working",
        code: "POL-07",
        owner: world.mair.person,
        services: &world.org.services[..1],
        next_review_on: "2026-11-28",
    }
    .publish(&app, &world.org);
    let (mair, olwen) = (app.client_of(&world.mair), app.client_of(&world.olwen));
    let address = format!("/o/{}/reviews/{policy}", world.org.slug);
    let (page, seen_before) = (mair.get(&address).expect(200), olwen.get(&address).expect(200));
    assert!(page.visible().contains("Due in 7 days"), "{}", page.visible());

    let faulty = page.form("form[data-guard]").set("reason", "Fine").submit().expect(422);
    assert!(faulty.visible().contains("Choose what you looked at"), "{}", faulty.visible());
    assert_eq!(faulty.form("form[data-guard]").value("reason").as_deref(), Some("Fine"));

    let reason = "The law and our work are the same as before.";
    let fill =
        |page: &Page| page.form("form[data-guard]").tick_value("looked_at", "law").set("reason", reason);
    let done = fill(&page).submit().expect(303).follow().expect(200);
    assert!(done.visible().contains("The review is recorded"), "{}", done.visible());
    assert!(done.visible().contains(reason));
    assert_eq!(next_review(&app, &world.org, policy), "2027-11-21");

    // The same press again is the same review; another reviewer's is refused in words.
    fill(&page).submit().expect(303);
    let refused = fill(&seen_before).submit().expect(409);
    assert!(refused.visible().contains("Somebody else recorded a review"), "{}", refused.visible());
    assert_eq!(done.words("ol.time li").len(), 1);
    assert_eq!(mair.get(&address).words("ol.time li").len(), 1);
}

#[test]
fn a_recorded_review_cancels_the_waiting_mail() {
    let app = TestApp::start();
    let world = app.world();
    let policy = Published {
        title: "Lone Working",
        code: "POL-07",
        owner: world.mair.person,
        services: &world.org.services[..1],
        next_review_on: "2026-11-28",
    }
    .publish(&app, &world.org);
    let (now, post) = (app.app.clock.now(), Arc::clone(&app.app.post));
    app.within(&world.org, move |tenant| {
        assert_eq!(polisi::reviews::remind(tenant, now, &post).unwrap(), 1);
        assert_eq!(polisi::reviews::forget_reminders(tenant, policy).unwrap(), 1);
    });
    app.run_due_work();
    assert!(app.smtp.mails().is_empty());
}

#[test]
fn reviews_of_others_are_read_only_or_hidden() {
    let app = TestApp::start();
    let world = app.world();
    let policy = Published {
        title: "Lone Working",
        code: "POL-07",
        owner: world.mair.person,
        services: &world.org.services,
        next_review_on: "2026-11-28",
    }
    .publish(&app, &world.org);
    let address = format!("/o/{}/reviews/{policy}", world.org.slug);
    let owain = app.client_of(&world.owain);
    let page = owain.get(&address).expect(200);
    assert!(!page.has("form[data-guard]"), "a manager of one of two services");
    owain.post_form(&address, &[("reason", "Nothing has changed at all.")]).expect(403);
    app.client_of(&world.lowri).get(&address).expect(200);
    app.client_of(&world.sian).get(&address).expect(403);
    let stranger = app.client_of(&world.priya);
    stranger.get(&address).expect(404);
    stranger.post_form(&format!("/o/{}/reviews/{policy}", world.other.slug), &[]).expect(404);
}

#[test]
fn lists_filter_by_their_address() {
    let app = TestApp::start();
    let world = app.world();
    for (title, code, due) in [
        ("Fire Safety", "POL-01", "2026-11-10"),
        ("=Lone Working", "POL-02", "2026-12-01"),
        ("Medication", "POL-03", "2027-05-01"),
    ] {
        Published {
            title,
            code,
            owner: world.mair.person,
            services: &world.org.services[..1],
            next_review_on: due,
        }
        .publish(&app, &world.org);
    }
    let client = app.client_of(&world.olwen);
    for (query, count) in [
        ("", 3),
        ("?due=overdue", 1),
        ("?due=30", 1),
        ("?due=all", 3),
        ("?month=2027-05", 1),
        ("?q=POL-0", 3),
        ("?q=nothing", 0),
        (&format!("?service={}", world.org.services[1]), 0),
        (&format!("?owner={}&sort=title", world.mair.person), 3),
    ] {
        let page = client.get(&format!("/o/{}/reviews{query}", world.org.slug)).expect(200);
        assert_eq!(page.words("tbody tr").len(), count, "{query}");
        let csv = client.get(&format!("/o/{}/reviews.csv{query}", world.org.slug)).expect(200);
        assert_eq!(csv_rows(&csv), count, "{query}");
        assert!(!csv.text().contains(",=") && !csv.text().contains("\n="), "{}", csv.text());
    }
    let page = client.get(&format!("/o/{}/reviews?month=garbage&q=fire", world.org.slug)).expect(422);
    assert!(page.visible().contains("“garbage” in the address is no month"), "{}", page.visible());
    assert_eq!(
        (page.words("tbody tr").len(), page.form("form.filter").value("q").as_deref()),
        (0, Some("fire"))
    );
    client.get(&format!("/o/{}/reviews.csv?month=2026-13", world.org.slug)).expect(400);
}
