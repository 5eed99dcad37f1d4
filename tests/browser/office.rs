//! Screens of the office that no other journey looks at: account, roles, cover, activity, operator, kept forms.

use crate::support::app::{PASSWORD, TestApp};
use crate::support::texts::published;
use crate::walk::{HOME, Journey, go};

#[test]
fn the_account_and_what_belongs_to_it() {
    go(TestApp::start, async |journey| {
        journey.sign_in("mair").await;
        for (name, path) in [
            ("account", "/account"),
            ("account-password", "/account/password"),
            ("account-email", "/account/email"),
            ("factor-switched-off", "/account/second-factor"),
            ("leave-organisation", "/o/cartref-prawf/me/leave"),
        ] {
            journey.opens(path).await;
            journey.show(name).await;
        }
        journey.open("/account/password").await;
        journey.send().await;
        journey.show("account-password-errors").await;
        journey.open("/account/email").await;
        journey.send().await;
        journey.show("account-email-errors").await;
        keeps_a_form(journey).await;
    });
}

/// The session ends while somebody types: what they typed is offered after signing in again.
async fn keeps_a_form(journey: &mut Journey) {
    journey.open(&format!("{HOME}/people/add")).await;
    journey.show("person-add").await;
    for (field, words) in [("given-name", "Ffion"), ("family-name", "O'Gadw"), ("job-title", "Cook & baker")]
    {
        journey.fill(field, words).await;
    }
    journey.choose("worker-type", "employee").await;
    // The only service that Mair answers for is ticked already.
    let now = journey.app.app.clock.now();
    journey.app.app.clock.move_to(now.plus_hours(30));
    journey.send().await;
    journey.sees("What you typed is kept").await;
    journey.show("kept-sign-in").await;
    journey.fill("email", journey.world.mair.email.as_deref().unwrap()).await;
    journey.fill("password", PASSWORD).await;
    journey.send().await;
    journey.sees("O'Gadw").await;
    journey.show("kept").await;
    journey.send().await;
    journey.sees("O'Gadw").await;
    journey.show("kept-sent").await;
}

#[test]
fn roles_and_cover() {
    go(TestApp::start, async |journey| {
        journey.sign_in("olwen").await;
        for (name, path) in [
            ("roles", "/settings/roles"),
            ("covers-empty", "/covers"),
            ("cover-add", "/covers/add"),
            ("invitations", "/people/invitations"),
            ("agency", "/people/agency"),
        ] {
            journey.opens(&format!("{HOME}{path}")).await;
            journey.show(name).await;
        }
        let service = journey.world.org.services[0];
        journey.opens(&format!("{HOME}/settings/people/safeguarding_lead?service={service}")).await;
        journey.show("role-holders").await;
        journey.opens(&format!("{HOME}/covers/add?person={}", journey.world.lowri.person)).await;
        journey.send().await;
        journey.show("cover-add-errors").await;
        journey.element("main input[name='grants']").await.click().await.unwrap();
        let cover = journey.world.owain.person.to_string();
        journey.choose("cover", &cover).await;
        for (field, value) in [
            ("from-day", "21"),
            ("from-month", "11"),
            ("from-year", "2026"),
            ("until-day", "5"),
            ("until-month", "12"),
            ("until-year", "2026"),
        ] {
            journey.fill(field, value).await;
        }
        journey.fill("reason", "Annual leave").await;
        journey.send().await;
        journey.sees("Owain Arall").await;
        journey.show("covers").await;
        journey.press("main a[href$='/end']").await;
        journey.show("cover-end").await;
        person_pages(journey).await;
    });
}

/// Pages about one person that change something.
async fn person_pages(journey: &mut Journey) {
    let person = format!("{HOME}/people/{}", journey.world.sian.person);
    for (name, rest) in
        [("person", ""), ("person-change", "/change"), ("person-away", "/away"), ("person-left", "/left")]
    {
        journey.open(&format!("{person}{rest}")).await;
        journey.show(name).await;
    }
}

#[test]
fn what_was_done_can_be_looked_up() {
    go(TestApp::start, async |journey| {
        published(
            &journey.app,
            &journey.world,
            "POL-1",
            "Lone Working Policy",
            "## 1. Duties\n\nRing the office.\n",
        );
        journey.sign_in("olwen").await;
        for (name, path) in [
            ("activity-list", "/activity"),
            ("activity-checked", "/activity?check=1"),
            ("activity-nothing", "/activity?q=zebra"),
            ("activity-entry", "/activity/3"),
            ("activity-mail", "/activity/mail"),
        ] {
            journey.open(&format!("{HOME}{path}")).await;
            journey.show(name).await;
        }
    });
}

#[test]
fn the_operators_pages() {
    go(TestApp::start, async |journey| {
        let priya = journey.world.priya.clone();
        journey.app.make_operator(&priya);
        journey.app.run_due_work();
        journey.open("/sign-in").await;
        journey.fill("email", priya.email.as_deref().unwrap()).await;
        journey.fill("password", PASSWORD).await;
        journey.send().await;
        for (name, path) in [
            ("choose-organisation", "/organisations"),
            ("operator", "/operator"),
            ("operator-organisations", "/operator/organisations"),
            ("operator-nothing", "/operator/organisations?q=zebra"),
            ("operator-add", "/operator/organisations/add"),
            ("operator-announcements-empty", "/operator/announcements"),
            ("operator-announcement-add", "/operator/announcements/add"),
            ("operator-backups", "/operator/backups"),
        ] {
            journey.opens(path).await;
            journey.show(name).await;
        }
        let page = format!("/operator/organisations/{}", journey.world.org.id);
        journey.open(&page).await;
        journey.show("operator-organisation").await;
        journey.press("main form button.danger").await;
        journey.show("operator-suspend-errors").await;
        journey.fill("reason", "Not paid since August").await;
        journey.press("main form button.danger").await;
        journey.show("operator-suspended").await;
        journey.sign_in("olwen").await;
        journey.show("organisation-suspended").await;
    });
}
