//! The second step: set up, the phone lost, back in by a recovery code, by an owner, by the operator's command.

use crate::support::app::{PASSWORD, Somebody, TestApp};
use crate::support::factor::{OWN, Phone};
use crate::walk::{HOME, Journey, go};

#[test]
fn a_lost_phone_is_replaced() {
    go(TestApp::start_guarded, async |journey| {
        let codes = sets_up(journey).await;
        comes_back_by_a_recovery_code(journey, &codes[2]).await;
        takes_another_phone(journey, &codes[3]).await;
        is_reset_by_an_owner(journey).await;
        is_reset_by_the_operator(journey).await;
    });
}

/// Gives address and password; the second step follows.
async fn gives_password(journey: &Journey, somebody: &Somebody) {
    journey.browser.delete_all_cookies().await.unwrap();
    journey.open("/sign-in").await;
    journey.fill("email", somebody.email.as_deref().unwrap()).await;
    journey.fill("password", PASSWORD).await;
    journey.send().await;
}

/// Scans the key that the page shows, and gives the first code; the recovery codes.
async fn scans(journey: &mut Journey) -> Vec<String> {
    let phone = Phone::of_key(&journey.browser.words_of("#factor-key").await);
    journey.fill("code", &phone.code(&journey.app)).await;
    journey.send().await;
    journey.glance("factor-codes").await;
    let codes = journey.browser.words_of("#recovery-codes").await;
    codes.split_whitespace().map(str::to_owned).collect()
}

/// The manager stands before the wall.
async fn sets_up(journey: &mut Journey) -> Vec<String> {
    let mair = journey.world.mair.clone();
    gives_password(journey, &mair).await;
    journey.open(&format!("{HOME}/")).await;
    assert_eq!(journey.path().await, OWN);
    journey.show("factor-wall").await;
    journey.send().await;
    journey.show("factor-app").await;
    journey.fill("code", "12").await;
    journey.send().await;
    journey.show("factor-app-errors").await;
    let codes = scans(journey).await;
    journey.printed("factor-codes").await;
    journey.send().await;
    journey.sees("Mair Rheolwr").await;
    journey.open(OWN).await;
    journey.show("factor-on").await;
    codes
}

/// Without the phone: one of the kept codes.
async fn comes_back_by_a_recovery_code(journey: &mut Journey, code: &str) {
    let mair = journey.world.mair.clone();
    gives_password(journey, &mair).await;
    journey.show("factor-code").await;
    journey.fill("code", "000000").await;
    journey.send().await;
    journey.glance("factor-code-errors").await;
    journey.browser.find(fantoccini::Locator::Css("main summary")).await.unwrap().click().await.unwrap();
    journey.fill("code", "").await;
    journey.fill("recovery", "AAAA-AAAA-AAAA-AAAA").await;
    journey.send().await;
    journey.glance("factor-recovery-errors").await;
    journey.fill("recovery", code).await;
    journey.send().await;
    journey.sees("You have 9 recovery codes left").await;
    journey.show("factor-recovery-used").await;
}

async fn takes_another_phone(journey: &mut Journey, code: &str) {
    journey.follow("Use another app or phone").await;
    journey.gives_password_if_asked().await;
    journey.show("factor-replace").await;
    journey.fill("code", code).await;
    journey.send().await;
    let phone = Phone::of_key(&journey.browser.words_of("#factor-key").await);
    journey.fill("code", &phone.code(&journey.app)).await;
    journey.send().await;
    journey.sees("Your new app is in use").await;
    journey.app.next_code();
    let mair = journey.world.mair.clone();
    gives_password(journey, &mair).await;
    journey.fill("code", &phone.code(&journey.app)).await;
    journey.send().await;
    journey.sees("Mair Rheolwr").await;
}

/// Neither phone nor codes: another owner takes the second step away.
async fn is_reset_by_an_owner(journey: &mut Journey) {
    let olwen = journey.world.olwen.clone();
    let (phone, _) = journey.app.enrol(&journey.app.client_of(&olwen));
    journey.app.next_code();
    gives_password(journey, &olwen).await;
    journey.fill("code", &phone.code(&journey.app)).await;
    journey.send().await;
    let person = format!("{HOME}/people/{}", journey.world.mair.person);
    journey.open(&person).await;
    journey.show("factor-person").await;
    journey.follow("Reset it").await;
    journey.gives_password_if_asked().await;
    journey.show("factor-reset").await;
    journey.press("main form button.danger").await;
    journey.show("factor-reset-errors").await;
    journey.fill("reason", "Phone lost, seen in person").await;
    journey.press("main form button.danger").await;
    journey.sees("Not set up").await;
    let mair = journey.world.mair.clone();
    gives_password(journey, &mair).await;
    journey.open(&format!("{HOME}/")).await;
    assert_eq!(journey.path().await, OWN);
}

/// The only owner, without phone and codes: whoever runs the installation.
async fn is_reset_by_the_operator(journey: &mut Journey) {
    let olwen = journey.world.olwen.clone();
    gives_password(journey, &olwen).await;
    assert_eq!(journey.path().await, "/sign-in/code");
    let email = olwen.email.as_deref().unwrap();
    let said = journey.app.command(&["operator", "reset-second-factor", "--email", email]);
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    gives_password(journey, &olwen).await;
    journey.open(&format!("{HOME}/")).await;
    assert_eq!(journey.path().await, OWN);
    journey.sees("Set up").await;
}
