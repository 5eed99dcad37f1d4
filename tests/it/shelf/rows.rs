//! Rows of a register that don't simply say what is in force, and where.

use polisi::policies::{self, ChangeKind};

use super::{added, all, checked};
use crate::support::app::TestApp;

fn text(code: &str) -> Vec<u8> {
    format!("# {code} text\n\nWords of {code}.\n").into_bytes()
}

#[test]
fn a_row_for_another_service_stays_out_until_somebody_chooses() {
    let app = TestApp::start();
    let world = app.world();
    let mair = app.client_of(&world.mair);
    let register = "Code,Title,Version,Reviewed,Services\n\
        AA1,Seaside,1,01/02/2026,Glan\n\
        AA2,Nowhere,1,01/02/2026,Nowhere House\n\
        AA3,Shared,1,01/02/2026,\"bryn, GLAN\"\n\
        AA4,Everywhere,1,01/02/2026,Both\n";
    let files = [
        ("AA1.md", text("AA1")),
        ("AA2.md", text("AA2")),
        ("AA3.md", text("AA3")),
        ("AA4.md", text("AA4")),
        ("register.csv", register.as_bytes().to_vec()),
    ];
    let check = checked(&app, &mair, &files);
    let words = check.visible();
    assert!(
        words.contains("Your register names Glan. You may not change policies there. It is left out"),
        "{words}"
    );
    assert!(words.contains("We don't know which of your services that is"), "{words}");
    assert!(
        words.contains("You may not change policies at all of them. It is added for Bryn only."),
        "{words}"
    );
    assert!(words.contains("Add 2 policies"), "{words}");
    assert!(!words.contains("Every row was understood"), "{words}");
    // One count on both pages: the service that nobody knows.
    assert!(words.contains("1 thing in the sheet was not understood"), "{words}");
    assert!(check.click("See what was understood").expect(200).visible().contains("Not understood: 1"));

    // Ticked, but no service chosen for it: what is chosen for all isn't meant.
    let own = world.org.services[0].to_string();
    let form = check.form("main form").tick_value("include", "1").tick_value("services", &own);
    let wrong = form.press("then", "add").submit().expect(422);
    assert!(wrong.visible().contains("File 1: your register says that it is for other services"));

    let done = added(&app, &mair, &check, &[own]);
    assert!(done.visible().contains("2 policies were added"), "{}", done.visible());
    let mut codes: Vec<String> = all(&app, &world.org).into_iter().map(|policy| policy.code).collect();
    codes.sort();
    assert_eq!(codes, ["AA3", "AA4"]);
    for policy in all(&app, &world.org) {
        let services =
            app.within(&world.org, move |tenant| policies::drafts::services(tenant, policy.id).unwrap());
        assert_eq!(services.into_iter().collect::<Vec<_>>(), [world.org.services[0]]);
    }
}

#[test]
fn a_state_that_we_do_not_know_is_asked_about() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let register = "Code,Title,Version,Reviewed,Services,Status\n\
        BB1,Waiting,2,01/02/2026,Bryn,Awaiting approval\n\
        BB2,Over,2,01/02/2026,Bryn,No longer used\n\
        BB3,Live,2,01/02/2026,Bryn,Live\n\
        BB4,Asked,2,01/02/2026,Bryn,Under development\n";
    let files = [
        ("BB1.md", text("BB1")),
        ("BB2.md", text("BB2")),
        ("BB3.md", text("BB3")),
        ("BB4.md", text("BB4")),
        ("register.csv", register.as_bytes().to_vec()),
    ];
    let check = checked(&app, &olwen, &files);
    let words = check.visible();
    assert!(words.contains("\"Awaiting approval\": we don't know whether it is in force"), "{words}");
    assert!(words.contains("Your register says that it is not in force"), "{words}");
    assert!(
        words.contains("1 policy can come into force as it stands. 2 things in the sheet were not"),
        "{words}"
    );
    let mut ticked = check.attributes("input[name='in_force'][checked]", "value");
    ticked.sort();
    assert_eq!(ticked, ["3"]);
    // Somebody who knows says so.
    let form = check.form("main form").tick_value("in_force", "4");
    let saved = form.press("then", "save").submit().expect(303).follow().expect(200);
    added(&app, &olwen, &saved, &[]);
    let mut held: Vec<(String, bool)> =
        all(&app, &world.org).into_iter().map(|policy| (policy.code.clone(), policy.is_in_force())).collect();
    held.sort();
    let held: Vec<(&str, bool)> = held.iter().map(|(code, held)| (code.as_str(), *held)).collect();
    assert_eq!(held, [("BB1", false), ("BB2", false), ("BB3", true), ("BB4", true)]);
}

#[test]
fn a_day_of_approval_that_nobody_gave_is_not_recorded() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let register = "Code,Title,Version,In force from,Services\nCC1,Old,2,01/02/2026,Bryn\n";
    let files = [
        ("CC1.md", b"# Old\n\nApproved on {{approved_on}}.\n".to_vec()),
        ("register.csv", register.as_bytes().to_vec()),
    ];
    let done = added(&app, &olwen, &checked(&app, &olwen, &files), &[]);
    assert!(done.visible().contains("1 of them is in force"), "{}", done.visible());
    let policy = all(&app, &world.org).remove(0);
    let id = policy.id;
    let version = app.within(&world.org, move |tenant| policies::versions(tenant, id).unwrap().remove(0));
    assert_eq!((version.approved_day(), version.change_kind), (None, ChangeKind::Adopted));
    let base = format!("/o/cartref-prawf/policies/{id}");
    let page = olwen.get(&base).expect(200).visible();
    assert!(page.contains("Day of approval: not recorded. In force from 1 February 2026"), "{page}");
    let sheet = olwen.get(&format!("{base}/versions/1")).expect(200).visible();
    assert!(sheet.contains("Approved on Not recorded"), "{sheet}");
    assert!(!sheet.contains("Approved on 2"), "{sheet}");
    assert!(app.command(&["verify"]).status.success());
}

#[test]
fn a_register_after_its_files_says_what_to_do() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let services = [world.org.services[0].to_string()];
    added(&app, &olwen, &checked(&app, &olwen, &[("DD1.md", text("DD1"))]), &services);
    let register = "Code,Title,Version,Reviewed\nDD1,Here,2,01/02/2026\nDD2,Not here,2,01/02/2026\n";
    let check = checked(&app, &olwen, &[("register.csv", register.as_bytes().to_vec())]);
    let words = check.visible();
    assert!(words.contains("The policies of this register are here already"), "{words}");
    assert!(!words.contains("The reasons stand above"), "{words}");
    let policy = all(&app, &world.org).remove(0);
    assert!(check.has(&format!("main table a[href='/o/cartref-prawf/policies/{}']", policy.id)));
    let other = "Code,Title,Version,Reviewed\nDD2,Not here,2,01/02/2026\n";
    let alone = checked(&app, &olwen, &[("other.csv", other.as_bytes().to_vec())]);
    assert!(alone.visible().contains("Only a register came"), "{}", alone.visible());
}

#[test]
fn the_second_of_two_windows_does_not_overwrite_unseen() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let check = checked(&app, &olwen, &[("EE1.md", text("EE1"))]);
    let (first, second) = (check.form("main form"), check.form("main form"));
    let first = first.set("r1-title", "First").press("then", "save");
    first.clone().submit().expect(303);
    // The same button twice is no other window.
    first.submit().expect(303);
    let told = second.set("r1-title", "Second").press("then", "save").submit().expect(409);
    assert!(told.visible().contains("What was saved first stands"), "{}", told.visible());
    let kept = olwen.get(check.url.path()).expect(200).form("main form").value("r1-title");
    assert_eq!(kept.as_deref(), Some("First"));
    let form = told.form("main form");
    assert_eq!(form.value("r1-title").as_deref(), Some("Second"), "what was typed is kept");
    let after = form.press("then", "save").submit().expect(303).follow().expect(200);
    assert_eq!(after.form("main form").value("r1-title").as_deref(), Some("Second"));
}
