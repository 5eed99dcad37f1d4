//! A finished PDF: adopted as it is, read, signed for, verified.

use super::files::pdf;
use super::{added, all, checked};
use crate::lifecycle::choose_rule;
use crate::support::app::{TestApp, World};
use crate::support::client::Client;
use crate::support::form::Form;

/// What the register says of a finished file, typed by hand.
pub(super) fn said(form: Form) -> Form {
    form.set("paper_label", "4")
        .set("paper_approver", "Gwen Cyfrifol")
        .set("paper_reviewed-day", "1")
        .set("paper_reviewed-month", "6")
        .set("paper_reviewed-year", "2026")
        .set("paper_next-day", "1")
        .set("paper_next-month", "6")
        .set("paper_next-year", "2027")
}

/// Adopts the file at the first service and gives its address among what staff read.
fn adopt(app: &TestApp, olwen: &Client, world: &World, bytes: &[u8]) -> String {
    let check = checked(app, olwen, &[("FD1 Fire safety.pdf", bytes.to_vec())]);
    assert!(check.visible().contains("Stays as it is"), "{}", check.visible());
    let none = check.form("main form").press("then", "add").submit().expect(422);
    assert!(none.visible().contains("say whether this PDF is in force"), "{}", none.visible());
    let nowhere =
        check.form("main form").set("r1-force", "already").press("then", "add").submit().expect(422);
    assert!(nowhere.visible().contains("a PDF that is in force needs its services"), "{}", nowhere.visible());
    let form = check.form("main form");
    assert_eq!(form.value("paper_approver").as_deref(), Some(""), "nothing is said that nobody said");
    let saved =
        said(form).set("r1-force", "already").press("then", "save").submit().expect(303).follow().expect(200);
    let done = added(app, olwen, &saved, &[world.org.services[0].to_string()]);
    assert!(
        done.visible().contains("1 policy was added from 1 file. 1 of them is in force."),
        "{}",
        done.visible()
    );
    let list = app.client_of(&world.sian).get("/o/cartref-prawf/me/policies?lang=en").expect(200);
    list.link("Fire safety").path().to_owned()
}

#[test]
fn a_finished_pdf_is_read_signed_and_verified() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let bytes = pdf("Ŵ", "");
    let own = adopt(&app, &olwen, &world, &bytes);
    let policy = all(&app, &world.org).remove(0);
    assert!(policy.is_in_force() && !policy.has_draft);
    assert_eq!(policy.next_review_on.unwrap().to_string(), "2027-06-01");

    let sian = app.client_of(&world.sian);
    let page = sian.get(&own).expect(200);
    assert!(page.visible().contains("This policy is a PDF file"), "{}", page.visible());
    let hash = data_encoding::HEXLOWER.encode(&polisi::keys::sha256(&bytes));
    assert!(page.text().contains(&hash));
    let file = sian.get(&format!("{own}.pdf")).expect(200);
    assert_eq!(file.body, bytes);
    assert_eq!(file.header("content-type"), Some("application/pdf"));
    let name = file.header("content-disposition").unwrap();
    assert!(name.starts_with("inline; ") && name.contains("fire-safety-4-"), "{name}");
    assert_eq!(file.header("x-content-type-options"), Some("nosniff"));
    app.client_of(&world.owain).get(&format!("{own}.pdf")).expect(404);
    let version = olwen.get(&format!("/o/cartref-prawf/policies/{}/versions/1", policy.id)).expect(200);
    assert_eq!(version.click("Open PDF").body, bytes);

    // Signed for by the personal link and by account: the signature holds the hash of the file.
    let form = olwen
        .get(&format!("/o/cartref-prawf/acknowledgements/new?policy={}", policy.id))
        .expect(200)
        .form("main form");
    let people = [&world.tomos, &world.sian];
    let form = people.iter().fold(form, |form, one| form.tick_value("people", &one.person.to_string()));
    form.submit().expect(200).form("main form").submit().expect(303);
    app.run_due_work();
    let mails = app.smtp.mails_to(world.tomos.email.as_deref().unwrap());
    let link = mails.last().unwrap().link("/s/");
    let reading = app.anonymous().get(&link).expect(200);
    assert_eq!(reading.click("Open the PDF").expect(200).body, bytes);
    reading.form("form.sign").tick("statement").submit().expect(303).follow().expect(200);
    let list = sian.get("/o/cartref-prawf/me?lang=en").expect(200);
    let reading = list.click("Fire safety").expect(200);
    assert_eq!(reading.click("Open the PDF").expect(200).body, bytes);
    reading.form("form.sign").tick("statement").submit().expect(303);
    assert!(app.command(&["verify"]).status.success());

    // One byte of the file changed behind the program's back: named, and not shown.
    let mut raw = app.raw();
    raw.enter(&world.org.id.to_string());
    let changed = if raw.is_sqlite() {
        "UPDATE blob_pieces SET bytes = CAST(bytes || X'20' AS BLOB)"
    } else {
        "UPDATE blob_pieces SET bytes = bytes || '\\x20'::bytea"
    };
    raw.run(changed).unwrap();
    raw.leave();
    let verified = app.command(&["verify"]);
    assert!(!verified.status.success());
    let said = String::from_utf8_lossy(&verified.stderr).into_owned();
    assert!(said.contains("cartref-prawf: renditions ") && said.contains("its file"), "{said}");
    sian.unchecked().get(&format!("{own}.pdf")).expect(500);
}

#[test]
fn a_pdf_that_is_not_in_force_is_approved_like_any_draft_and_gets_its_next_version_by_another_pdf() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let base = "/o/cartref-prawf";
    choose_rule(&app, &world, "others");
    let first = pdf("first", "");
    let check = checked(&app, &olwen, &[("FD1 Fire safety.pdf", first.clone())]);
    let form = check.form("main form").set("r1-force", "not_yet");
    let saved = form.press("then", "save").submit().expect(303).follow().expect(200);
    let done = added(&app, &olwen, &saved, &[world.org.services[0].to_string()]);
    assert!(done.visible().contains("None of them is in force yet"), "{}", done.visible());
    let policy = all(&app, &world.org).remove(0);
    assert!(policy.has_draft && !policy.is_in_force());
    let address = format!("{base}/policies/{}", policy.id);
    let page = olwen.get(&address).expect(200);
    assert_eq!(page.click("Open the PDF").expect(200).body, first);
    app.client_of(&world.sian).get(&format!("{address}/draft.pdf")).expect(404);

    let publish = |bytes: &[u8]| {
        assert!(
            !olwen.get(&format!("{address}/publish")).expect(200).has("main form"),
            "approval is missing"
        );
        let ask = olwen.get(&format!("{address}/approval")).expect(200).form("main form");
        let ask = ask.tick_value("people", &world.gwen.person.to_string()).set("change_note", "As agreed.");
        let round = ask.submit().expect(303).location().unwrap().path().to_owned();
        let gwen = app.client_of(&world.gwen);
        let page = gwen.get(&round).expect(200);
        assert_eq!(page.click("Open the PDF").expect(200).body, bytes);
        page.form("#answer").press("answer", "yes").submit().expect(303);
        olwen.get(&format!("{address}/publish")).expect(200).form("main form").submit().expect(303);
    };
    publish(&first);
    let version = olwen.get(&format!("{address}/versions/1")).expect(200);
    assert!(version.visible().contains("Gwen Cyfrifol"), "{}", version.visible());
    assert_eq!(version.click("Open PDF").body, first);

    let second = pdf("second", "");
    let next = olwen.get(&address).expect(200).click("Bring in the next PDF").expect(200).form("main form");
    let broken = next.clone().attach("file", "b.pdf", "application/pdf", b"%PDF-1.7 cut off");
    broken.submit().expect(422);
    next.attach("file", "b.pdf", "application/pdf", &second).submit().expect(303);
    publish(&second);
    assert_eq!(olwen.get(&format!("{address}/versions/2")).expect(200).click("Open PDF").body, second);
    assert_eq!(olwen.get(&format!("{address}/versions/1")).expect(200).click("Open PDF").body, first);
    assert!(app.command(&["verify"]).status.success());
}

#[test]
fn what_is_no_open_pdf_is_refused() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let files = [
        ("locked.pdf", pdf("a", "/Encrypt 5 0 R ")),
        ("cut.pdf", b"%PDF-1.7 cut off".to_vec()),
        ("large.pdf", [pdf("a", ""), vec![b' '; 10 << 20]].concat()),
        ("script.pdf", b"<html><body><script>alert(1)</script><h1>No</h1><p>PDF</p></body></html>".to_vec()),
    ];
    let check = checked(&app, &olwen, &files);
    let words = check.visible();
    assert!(words.contains("4 files came in. 1 can become a policy. 3 were not taken"), "{words}");
    assert!(words.contains("at most 10 MB") && words.contains("protected by a password"), "{words}");
    assert!(words.contains("Web page"), "by its bytes it is a web page, whatever its name says: {words}");
}
