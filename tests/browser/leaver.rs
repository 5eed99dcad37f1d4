//! A manager leaves: their work goes to somebody else, their access ends with their last day, the records stay.

use crate::support::app::TestApp;
use crate::support::texts::{Text, draft};
use crate::walk::{HOME, Journey, go};

const BODY: &str = "## 1. Duties\n\nRing the office.\n";

#[test]
fn a_manager_leaves_and_the_work_goes_on() {
    go(TestApp::start, async |journey| {
        let mut text =
            Text::of(&journey.world, "POL-1", "Lone Working Policy", BODY).at_first(&journey.world);
        text.owner = journey.world.mair.person;
        let policy = draft(&journey.app, &journey.world, text);
        let person = format!("{HOME}/people/{}", journey.world.mair.person);
        let policy = format!("{HOME}/policies/{policy}");
        publishes(journey, &policy).await;
        journey.sign_in("olwen").await;
        ends(journey, &person).await;
        hands_over(journey, &person).await;
        is_out(journey).await;
        stays(journey, &person, &policy).await;
    });
}

/// The manager publishes a policy of their own; it bears their name.
async fn publishes(journey: &mut Journey, policy: &str) {
    journey.sign_in("mair").await;
    journey.open(&format!("{policy}/publish")).await;
    journey.send().await;
    journey.sees("Lone Working Policy").await;
}

/// The last day is entered ahead; until then nothing ends.
async fn ends(journey: &mut Journey, person: &str) {
    journey.open(person).await;
    journey.glance("leaver-person").await;
    journey.follow("Last day").await;
    journey.sees("they are no longer Registered manager (Bryn)").await;
    journey.sees("They answer for 1 policy").await;
    journey.glance("leaver-form").await;
    for (field, value) in [("left-day", "23"), ("left-month", "11"), ("left-year", "2026")] {
        journey.fill(field, value).await;
    }
    journey.press("main form button.danger").await;
    journey.sees("Ends on 23 November 2026").await;
    journey.glance("leaver-ends").await;
}

/// The role goes to somebody else, and the policies with it.
async fn hands_over(journey: &mut Journey, person: &str) {
    journey.open(&format!("{person}/left")).await;
    journey.press("main ul a[href*='/settings/people/']").await;
    journey.gives_password_if_asked().await;
    journey.sees("What depends on it").await;
    journey.glance("leaver-hand-over").await;
    journey.press("main form button.main").await;
    journey.glance("leaver-hand-over-errors").await;
    journey.tick("then", "hand").await;
    let sian = journey.world.sian.person.to_string();
    journey.choose("person", &sian).await;
    journey.tick("policies", "yes").await;
    journey.press("main form button.main").await;
    journey.sees("Siân").await;
    journey.glance("leaver-handed-over").await;
    journey.open(&format!("{person}/left")).await;
    assert!(!journey.words().await.contains("They answer for"), "{}", journey.words().await);
}

/// After the last day the session that was open leads nowhere.
async fn is_out(journey: &mut Journey) {
    journey.sign_in("mair").await;
    journey.open(&format!("{HOME}/me")).await;
    assert_eq!(journey.path().await, format!("{HOME}/me"));
    for time in ["2026-11-23T09:00:00Z", "2026-11-24T00:00:30Z"] {
        journey.app.set_time(time);
        journey.app.run_due_work();
    }
    journey.open(&format!("{HOME}/me")).await;
    assert!(!journey.words().await.contains("Mair Rheolwr"), "{}", journey.words().await);
    journey.glance("leaver-out").await;
}

/// What they did still bears their name; somebody else answers for it.
async fn stays(journey: &mut Journey, person: &str, policy: &str) {
    journey.sign_in("olwen").await;
    journey.open(person).await;
    journey.sees("Left on 23 November 2026").await;
    assert!(!journey.words().await.contains("Gets e-mails with links"), "{}", journey.words().await);
    journey.glance("leaver-left").await;
    journey.open(policy).await;
    journey.sees("Siân").await;
    journey.sees("Mair Rheolwr").await;
    journey.glance("leaver-policy").await;
    journey.open(&format!("{HOME}/activity?person={}", journey.world.mair.person)).await;
    journey.sees("Policy published").await;
    journey.glance("leaver-activity").await;
}
