//! A registered manager leaves: what prints the old name is issued again, and March stays as it was.

use polisi::clock::Moment;
use polisi::db::ids::PolicyId;

use crate::support::app::TestApp;
use crate::support::texts::published;
use crate::walk::{HOME, Journey, go};

const TEXT: &str = "## 1. Duties\n\nAsk {{org_field_registered_manager_first_name}} first.\n\n## 2. Away\n\nSay where you are.";

fn in_march() -> TestApp {
    TestApp::start_at(Moment::parse("2026-03-02T10:00:00Z").unwrap())
}

#[test]
fn a_manager_leaves_and_the_policies_are_issued_again() {
    go(in_march, async |journey| {
        let id = published(&journey.app, &journey.world, "POL-1", "On Call Policy", TEXT);
        journey.app.set_time("2026-11-21T10:00:00Z");
        journey.sign_in("olwen").await;
        journey.open(&format!("{HOME}/policies/stale")).await;
        journey.look("stale-nothing").await;
        names_another_manager(journey).await;
        issues_again(journey, id).await;
        asks_what_was_in_force(journey).await;
        compares(journey, id).await;
    });
}

/// Gwen takes Mair's place at the first service.
async fn names_another_manager(journey: &mut Journey) {
    journey.open(&format!("{HOME}/settings/people")).await;
    journey.look("key-people").await;
    let (service, gwen) = (journey.world.org.services[0], journey.world.gwen.person.to_string());
    journey.press(&format!("main a[href*='people/registered_manager'][href*='{service}']")).await;
    journey.look("key-people-manager").await;
    journey.choose("person", &gwen).await;
    journey.send().await;
    journey.look("key-people-changed").await;
}

async fn issues_again(journey: &mut Journey, id: PolicyId) {
    journey.open(&format!("{HOME}/")).await;
    journey.sees("Policies print an old value").await;
    journey.look("today-stale").await;
    journey.open(&format!("{HOME}/policies/stale")).await;
    for words in ["Mair", "Gwen", "On Call Policy", "Bryn"] {
        journey.sees(words).await;
    }
    journey.look("stale").await;
    journey.send().await;
    journey.look("stale-errors").await;
    journey.fill("reason", "New registered manager").await;
    journey.send().await;
    journey.sees("Check what changes").await;
    journey.look("stale-check").await;
    journey.send().await;
    journey.sees("Issued again").await;
    journey.look("stale-issued").await;
    let service = journey.world.org.services[0];
    let version = format!("{HOME}/policies/{id}/versions/1?service={service}");
    journey.open(&version).await;
    for words in ["Ask Gwen first.", "New registered manager"] {
        journey.sees(words).await;
    }
    journey.look("version-issue-2").await;
    journey.open(&format!("{version}&issue=1")).await;
    for words in ["Ask Mair first.", "A later issue"] {
        journey.sees(words).await;
    }
    journey.look("version-issue-1").await;
}

/// An inspector asks about 14 March.
async fn asks_what_was_in_force(journey: &mut Journey) {
    journey.open(&format!("{HOME}/policies/as-at?day=2026-03-01")).await;
    journey.look("as-at-nothing").await;
    journey.open(&format!("{HOME}/policies/as-at?day=2026-03-14")).await;
    journey.sees("14 March 2026").await;
    journey.look("as-at").await;
    let service = journey.world.org.services[0];
    journey.open(&format!("{HOME}/policies/as-at?day=2026-03-14&service={service}")).await;
    journey.follow("On Call Policy").await;
    journey.sees("Ask Mair first.").await;
}

/// The next version, against the first.
async fn compares(journey: &mut Journey, id: PolicyId) {
    let policy = format!("{HOME}/policies/{id}");
    journey.open(&format!("{policy}/edit")).await;
    let text = "# On Call Policy\n\n## 1. Duties\n\nAsk {{org_field_registered_manager_first_name}} before you leave.\n\n## 2. Away\n\nSay where you are.\n";
    journey.fill("text", text).await;
    journey.press("#editor button.main").await;
    journey.open(&format!("{policy}/compare")).await;
    journey.look("compare-draft").await;
    journey.open(&format!("{policy}/publish")).await;
    journey.look("publish-second").await;
    journey.fill("change_note", "Says when to ask.").await;
    journey.send().await;
    journey.open(&format!("{policy}/compare")).await;
    journey.sees("before you leave").await;
    journey.look("compare").await;
    journey.open(&policy).await;
    journey.look("policy-second").await;
}
