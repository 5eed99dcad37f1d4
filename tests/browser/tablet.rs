//! A shared tablet is set up, two people without e-mail sign at it, and it is revoked.

use serde_json::Value;

use crate::support::app::{Somebody, TestApp, details};
use crate::support::kiosk::badge;
use crate::support::texts::published;
use crate::walk::{HOME, Journey, go};

const OWN: &str = "482915";
const OTHER: &str = "739164";
const TABLET: u32 = 820;

#[test]
fn two_people_sign_at_a_tablet_that_is_revoked_afterwards() {
    go(TestApp::start, async |journey| {
        let app = &journey.app;
        let body = "## 1. Duties\n\nRing the office.\n";
        let policy = published(app, &journey.world, "POL-1", "Lone Working Policy", body);
        let details = details(
            "Bola",
            "Adewale",
            polisi::messages::Language::English,
            &journey.world.org.services[..1],
            false,
        );
        let bola = app.add(&journey.world.org, details, None, app.app.clock.now());
        asks(journey, &policy.to_string(), &bola).await;
        let slips = prints(journey, &bola).await;
        let code = registers(journey).await;
        enrols(journey, &code).await;
        signs_with_a_slip(journey, &slips[0]).await;
        needs_more_time(journey).await;
        finishes(journey).await;
        signs_with_a_badge(journey, &bola, &slips[1]).await;
        is_revoked(journey).await;
    });
}

/// Both are asked to read, though no mail reaches them.
async fn asks(journey: &mut Journey, policy: &str, bola: &Somebody) {
    journey.sign_in("olwen").await;
    journey.open(&format!("{HOME}/acknowledgements/new?policy={policy}")).await;
    for person in [journey.world.kemi.person, bola.person] {
        journey.tick("people", &person.to_string()).await;
    }
    journey.press("main form button.main").await;
    journey.glance("tablet-ask-check").await;
    journey.send().await;
}

/// Staff number and first PIN of each slip.
async fn prints(journey: &mut Journey, bola: &Somebody) -> Vec<(String, String)> {
    journey.open(&format!("{HOME}/slips")).await;
    journey.glance("slips-before").await;
    for person in [journey.world.kemi.person, bola.person] {
        journey.tick("people", &person.to_string()).await;
    }
    journey.press("main button[value='slips']").await;
    journey.glance("slips-two").await;
    journey.printed("slips-two").await;
    let read = "[...document.querySelectorAll('.tickets li')].map(li => [...li.querySelectorAll('h2, dd')].map(e => e.innerText.trim()).join('|')).sort().reverse().join('\\n')";
    let all = journey.browser.evaluate(read).await;
    let slips = all.as_str().unwrap().lines().map(|line| {
        let parts: Vec<&str> = line.split('|').collect();
        (parts[1].to_owned(), parts[2].to_owned())
    });
    slips.collect()
}

/// The manager gives the tablet a name; the code to be typed on it.
async fn registers(journey: &mut Journey) -> String {
    journey.open(&format!("{HOME}/devices")).await;
    journey.glance("devices-empty").await;
    journey.open(&format!("{HOME}/devices/add")).await;
    journey.glance("device-add").await;
    journey.fill("name", "Staff room").await;
    let service = journey.world.org.services[0].to_string();
    journey.choose("service", &service).await;
    journey.send().await;
    journey.glance("device-code").await;
    journey.browser.words_of("b.code").await
}

/// On the tablet itself, by whoever holds it.
async fn enrols(journey: &mut Journey, code: &str) {
    journey.browser.delete_all_cookies().await.unwrap();
    journey.width = TABLET;
    journey.browser.set_width(TABLET).await;
    journey.open("/kiosk").await;
    journey.glance("kiosk-enrol").await;
    journey.fill("code", "WRONG-CODE").await;
    journey.send().await;
    journey.glance("kiosk-enrol-errors").await;
    journey.fill("code", code).await;
    journey.send().await;
    journey.sees("Staff number").await;
    journey.glance("kiosk-sign-in").await;
    journey.open("/kiosk/policies").await;
    journey.sees("Lone Working Policy").await;
    journey.glance("kiosk-policies").await;
}

/// The first time: the PIN of the slip, then one's own; read and signed.
async fn signs_with_a_slip(journey: &mut Journey, (number, first): &(String, String)) {
    journey.open("/kiosk").await;
    gives(journey, number, "000000").await;
    journey.glance("kiosk-sign-in-errors").await;
    gives(journey, number, first).await;
    journey.glance("kiosk-own-pin").await;
    chooses_a_pin(journey, first, OWN).await;
    journey.sees("Lone Working Policy").await;
    journey.glance("kiosk-list").await;
    signs(journey).await;
    journey.glance("kiosk-receipt").await;
}

async fn gives(journey: &Journey, number: &str, pin: &str) {
    journey.fill("number", number).await;
    journey.fill("pin", pin).await;
    journey.send().await;
}

async fn chooses_a_pin(journey: &Journey, before: &str, own: &str) {
    for (field, pin) in [("before", before), ("new", own), ("again", own)] {
        journey.fill(field, pin).await;
    }
    journey.send().await;
}

async fn signs(journey: &mut Journey) {
    journey.press("main a[href*='/kiosk/me/read/']").await;
    journey.glance("kiosk-read").await;
    journey.press("form.sign button").await;
    journey.glance("kiosk-read-errors").await;
    journey.element("#f-statement").await.click().await.unwrap();
    journey.press("form.sign button").await;
    journey.sees("On a shared device").await;
}

/// Who does nothing is asked, and stays by one press.
async fn needs_more_time(journey: &mut Journey) {
    journey.open("/kiosk/me").await;
    // The page's own clock: ninety-five seconds pass at once.
    let later = "(() => { const now = Date.now; Date.now = () => now() + 95000; return true; })()";
    assert_eq!(journey.browser.evaluate(later).await, Value::Bool(true));
    journey.browser.until("document.getElementById('kiosk-idle').open").await;
    journey.glance("kiosk-idle").await;
    journey.browser.until("document.activeElement.closest('#kiosk-idle')").await;
    journey.browser.press(fantoccini::key::Key::Enter).await;
    journey.browser.until("!document.getElementById('kiosk-idle').open").await;
    journey.sees("Kemi Testwood").await;
}

async fn finishes(journey: &mut Journey) {
    journey.press("#kiosk-finish button").await;
    journey.sees("You are signed out").await;
    journey.glance("kiosk-done").await;
    // Back leads to nobody's page.
    journey.browser.back().await.unwrap();
    journey.browser.refresh().await.unwrap();
    assert!(!journey.words().await.contains("Kemi"), "{}", journey.words().await);
}

/// The second one has a badge.
async fn signs_with_a_badge(journey: &mut Journey, bola: &Somebody, (number, first): &(String, String)) {
    journey.open("/kiosk").await;
    gives(journey, number, first).await;
    chooses_a_pin(journey, first, OTHER).await;
    assert!(!journey.words().await.contains("Kemi"));
    journey.press("#kiosk-finish button").await;
    let address = badge(&journey.app, &journey.world, bola);
    journey.open("/kiosk").await;
    journey.fill("number", &format!("{}{address}", journey.app.base)).await;
    journey.send().await;
    journey.glance("kiosk-badge").await;
    journey.fill("pin", OTHER).await;
    journey.send().await;
    journey.sees("Bola Adewale").await;
    signs(journey).await;
}

/// Revoked from the office while somebody is at it: the next tap says so.
async fn is_revoked(journey: &mut Journey) {
    let manager = journey.app.client_of(&journey.world.mair);
    let page = manager.get(&format!("{HOME}/devices")).expect(200).click("Staff room").expect(200);
    let confirm = page.click("Revoke").expect(200);
    confirm.form("main form").submit().expect(303);
    journey.press("nav.kiosk a").await;
    journey.sees("This tablet is no longer for staff").await;
    journey.glance("kiosk-revoked").await;
    journey.open("/kiosk").await;
    journey.sees("This tablet is no longer for staff").await;
    assert!(!journey.words().await.contains("Cartref"), "{}", journey.words().await);
    journey.glance("kiosk-again").await;
    journey.width = 1280;
    journey.sign_in("olwen").await;
    journey.open(&format!("{HOME}/devices")).await;
    journey.glance("devices").await;
    journey.press("main table a").await;
    journey.glance("device-revoked").await;
}
