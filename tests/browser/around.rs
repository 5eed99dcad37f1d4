//! The library, what the regulator expects, and a policy for somebody outside.

use crate::support::app::TestApp;
use crate::support::texts::published;
use crate::walk::{HOME, Journey, go};

#[test]
fn a_text_of_the_library_is_adopted_and_answers_an_expectation() {
    go(TestApp::start, async |journey| {
        journey.sign_in("olwen").await;
        journey.open(&format!("{HOME}/library")).await;
        journey.look("library").await;
        journey.open(&format!("{HOME}/library?q=zebra")).await;
        journey.look("library-nothing").await;
        journey.open(&format!("{HOME}/library/social-media.england.care_home.en")).await;
        journey.look("library-misfit").await;
        journey.open(&format!("{HOME}/library/social-media.england.care_home.en/anyway")).await;
        journey.look("library-anyway").await;
        let own = "social-media.wales.domiciliary.en";
        journey.open(&format!("{HOME}/library/{own}")).await;
        journey.look("library-text").await;
        journey.open(&format!("{HOME}/library/adopt?templates={own}")).await;
        journey.look("library-adopt").await;
        journey.send().await;
        journey.look("library-adopted").await;
        answers(journey).await;
    });
}

/// The overview, one service, one expectation that is answered with a reason.
async fn answers(journey: &mut Journey) {
    journey.open(&format!("{HOME}/policies/coverage")).await;
    journey.look("coverage").await;
    let service = journey.world.org.services[0];
    journey.open(&format!("{HOME}/policies/coverage/{service}")).await;
    journey.look("coverage-service").await;
    journey.press("main table[aria-labelledby='expected'] tbody th a").await;
    journey.look("coverage-expectation").await;
    journey.tick("answer", "not_applicable").await;
    journey.send().await;
    journey.look("coverage-expectation-errors").await;
    journey.fill("reason", "We do none of this.").await;
    journey.send().await;
    journey.look("coverage-answered").await;
}

#[test]
fn who_has_no_account_looks_at_the_example() {
    go(TestApp::start_guarded, async |journey| {
        journey.open("/").await;
        journey.press("main a[href='/example']").await;
        journey.look("example").await;
        journey.press("main .chips li:last-child a").await;
        journey.press("main table[aria-labelledby='policies'] tbody tr:first-child th a").await;
        journey.look("example-policy").await;
        journey.press("main a[href$='?fields=1']").await;
        journey.look("example-fields").await;
    });
}

#[test]
fn somebody_outside_reads_one_policy_by_a_link() {
    go(TestApp::start, async |journey| {
        let body = "## 1. Duties\n\nRing the office.\n\n| When | Whom |\n|---|---|\n| Night | On call |\n";
        let id = published(&journey.app, &journey.world, "POL-1", "Lone Working Policy", body);
        journey.sign_in("olwen").await;
        let policy = format!("{HOME}/policies/{id}");
        for (name, path) in [
            ("shares-empty", format!("{policy}/shares")),
            ("reference-add", format!("{policy}/references/add")),
            ("share-new", format!("{policy}/shares/new")),
        ] {
            journey.open(&path).await;
            journey.look(name).await;
        }
        journey.send().await;
        journey.look("share-new-errors").await;
        journey.fill("recipient", "Ann Price, Social Care Wales").await;
        journey.fill("note", "She asked on the phone").await;
        journey.send().await;
        journey.look("share-made").await;
        let share = journey.path().await;
        let link = journey.element("#share-link").await.text().await.unwrap();
        journey.browser.delete_all_cookies().await.unwrap();
        journey.open(&link).await;
        for words in ["Ring the office.", "Ann Price"] {
            journey.sees(words).await;
        }
        journey.look("share-public").await;
        journey.sign_in("olwen").await;
        journey.open(&share).await;
        journey.look("share-visited").await;
        journey.open(&format!("{share}/end")).await;
        journey.look("share-end").await;
        journey.press("main form[method='post'] button.danger").await;
        journey.look("share-ended").await;
        journey.browser.delete_all_cookies().await.unwrap();
        journey.open(&link).await;
        journey.look("share-over").await;
    });
}

#[test]
fn everything_in_force_is_one_file_and_staff_read_it() {
    go(TestApp::start, async |journey| {
        let body = "## 1. Duties\n\nRing the office. See POL-2 as well.";
        let id = published(&journey.app, &journey.world, "POL-1", "Lone Working Policy", body);
        published(&journey.app, &journey.world, "POL-2", "Phones Policy", "## 1. Duties\n\nCarry one.");
        journey.sign_in("olwen").await;
        journey.open(&format!("{HOME}/policies/all-in-force")).await;
        journey.look("all-in-force").await;
        journey.send().await;
        journey.look("all-in-force-progress").await;
        journey.comes_back_later().await;
        journey.element("main a[href$='.zip']").await;
        journey.look("all-in-force-ready").await;
        journey.open(&format!("{HOME}/policies/{id}/withdraw")).await;
        journey.look("withdraw-in-force").await;
        journey.sign_in("sian").await;
        journey.open(&format!("{HOME}/me/policies")).await;
        journey.look("own-policies").await;
        journey.press("main a[href*='/me/policies/']").await;
        journey.look("own-policy").await;
    });
}
