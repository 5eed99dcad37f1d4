//! What finished PDFs bring along: words about their making, and things that work by themselves.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::files::pdf;
use super::{added, all, checked};
use crate::support::app::TestApp;

/// A PDF with a packed collection of one object.
fn with_packed(object: &str) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(format!("9 0 {object}").as_bytes()).unwrap();
    let packed = encoder.finish().unwrap();
    let head = b"8 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\n";
    let whole = pdf("packed", "");
    let (begin, end) = whole.split_at(9);
    [begin, head, &packed, b"\nendstream endobj\n", end].concat()
}

#[test]
fn a_pdf_that_works_by_itself_is_refused() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let files = [
        ("script.pdf", pdf("a", "/OpenAction << /S /JavaScript /JS (app.alert) >> ")),
        ("written otherwise.pdf", pdf("b", "/OpenAction << /S /J#61vaScript >> ")),
        ("packed.pdf", with_packed("<< /S /JavaScript >>")),
        ("program.pdf", with_packed("<< /S /Launch /F (a.exe) >>")),
        ("file inside.pdf", pdf("c", "/Names << /EmbeddedFiles 5 0 R >> ")),
        ("calls.pdf", pdf("d", "/OpenAction << /S /URI /URI (https://evil.example) >> ")),
        ("locked in.pdf", pdf("8 0 obj << /Type /ObjStm /Filter /Crypt >>\nstream\nx\nendstream", "")),
        ("fine.pdf", with_packed("<< /S /URI /URI (https://www.cqc.org.uk) >>")),
    ];
    let words = checked(&app, &olwen, &files).visible();
    assert!(words.contains("8 files came in. 1 can become a policy. 7 were not taken"), "{words}");
    assert_eq!(words.matches("holds something that works by itself").count(), 6, "{words}");
    assert_eq!(words.matches("packed in a way that can't be checked").count(), 1, "{words}");
}

#[test]
fn what_a_pdf_says_of_its_making_stays_only_when_somebody_ticks_that() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let bytes = pdf("a", "/Info << /Author (Ann Author) /CreationDate (D:20260321) >> ");
    let check = checked(&app, &olwen, &[("FD1 Fire safety.pdf", bytes)]);
    let words = check.visible();
    assert!(words.contains("This file names Ann Author. It bears the date 21 March 2026."), "{words}");
    let form = check.form("main form").set("r1-force", "not_yet");
    let kept = form.clone().press("then", "add").submit().expect(422).visible();
    assert!(kept.contains("tick that it stays"), "{kept}");
    assert!(all(&app, &world.org).is_empty());
    let saved = form.tick("made_stays").press("then", "save").submit().expect(303).follow().expect(200);
    added(&app, &olwen, &saved, &[]);
    let policy = all(&app, &world.org).remove(0);

    let address = format!("/o/cartref-prawf/policies/{}/text", policy.id);
    let form = olwen.get(&address).expect(200).form("main form");
    let next = pdf("b", "/Info << /Author (Ben Author) >> ");
    let form = form.attach("file", "b.pdf", "application/pdf", &next);
    let words = form.clone().submit().expect(422).visible();
    assert!(words.contains("This file names Ben Author. Readers can see that."), "{words}");
    let draft = || olwen.get(&format!("/o/cartref-prawf/policies/{}/draft.pdf", policy.id)).expect(200).body;
    assert_ne!(draft(), next);
    form.tick("made_stays").submit().expect(303);
    assert_eq!(draft(), next);
    let script = pdf("c", "/OpenAction << /S /JavaScript >> ");
    let form = olwen.get(&address).expect(200).form("main form");
    let words = form.attach("file", "c.pdf", "application/pdf", &script).submit().expect(422).visible();
    assert!(words.contains("works by itself"), "{words}");
}
