//! The register: what is in force already, from a CSV and from a workbook.

use polisi::clock::Day;
use polisi::organisations::fields;
use polisi::policies;

use super::files::{Cell, workbook};
use super::{added, all, checked, upload};
use crate::lifecycle::choose_rule;
use crate::support::app::{TestApp, World};
use crate::support::client::Client;

/// Ten rows that are faulty, each in its own way, and what is said of each.
const FAULTS: [(usize, &str); 10] = [
    (3, "Row 3: \"31/02/2025\" is not a date (Reviewed)"),
    (4, "Row 4: 01/02/2027 is after today (Reviewed)"),
    (5, "Row 5: the next review 2025-02-01 is not after the last one"),
    (6, "Row 6: the next review 2030-02-01 is more than 36 months after the last one"),
    (7, "Row 7: the code A1 stands in the sheet before; this row is not used"),
    (8, "Row 8: neither a code nor a title"),
    (9, "Row 9: \"soon\" is not a date (Next review)"),
    (10, "Row 10: too long (Code): THIS-CODE-IS-MUCH-TOO-LONG"),
    (11, "Row 11: nobody on your staff list is called A. Stranger"),
    (12, "Row 12: you have no service called Nowhere House"),
];

fn rows() -> Vec<Vec<&'static str>> {
    vec![
        vec!["Code", "Title", "Version", "Owner", "Reviewed", "Next review", "Services"],
        vec!["A1", "Fine", "2.1", "Mair Rheolwr", "03/04/2026", "03/04/2027", "Bryn"],
        vec!["A2", "No such day", "1.0", "Mair Rheolwr", "31/02/2025", "01/02/2027", ""],
        vec!["A3", "In the future", "1.0", "Mair Rheolwr", "01/02/2027", "01/02/2028", ""],
        vec!["A4", "Backwards", "1.0", "Mair Rheolwr", "01/02/2026", "01/02/2025", ""],
        vec!["A5", "Far away", "1.0", "Mair Rheolwr", "01/02/2026", "01/02/2030", ""],
        vec!["A1", "Twice", "1.0", "Mair Rheolwr", "01/02/2026", "01/02/2027", ""],
        vec!["", "", "1.0", "Mair Rheolwr", "01/02/2026", "01/02/2027", ""],
        vec!["A6", "Soon", "1.0", "Mair Rheolwr", "01/02/2026", "soon", ""],
        vec!["THIS-CODE-IS-MUCH-TOO-LONG", "Long", "1.0", "Mair Rheolwr", "", "", ""],
        vec!["A7", "Unknown owner", "1.0", "A. Stranger", "01/02/2026", "01/02/2027", ""],
        vec!["A8", "Unknown service", "1.0", "Mair Rheolwr", "01/02/2026", "01/02/2027", "Nowhere House"],
    ]
}

fn csv() -> Vec<u8> {
    rows().iter().map(|row| row.join(",") + "\r\n").collect::<String>().into_bytes()
}

/// The same as a workbook, in which the days of the first row are days and not words.
fn book() -> Vec<u8> {
    let cell = |text: &'static str| match text {
        "03/04/2026" => Cell::Day(46_115),
        "03/04/2027" => Cell::Day(46_480),
        text => Cell::Text(text),
    };
    let rows: Vec<Vec<Cell<'_>>> =
        rows().into_iter().map(|row| row.into_iter().map(cell).collect()).collect();
    workbook(&rows)
}

#[test]
fn ten_faults_stand_at_their_rows_in_both_kinds_of_sheet() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    for (name, bytes) in [("register.csv", csv()), ("register.xlsx", book())] {
        let text = format!("# Fine\n\nWords for {name}.\n").into_bytes();
        let check = checked(&app, &olwen, &[("A1 Fine.md", text), (name, bytes)]);
        let page = check.click("See what was understood").expect(200);
        let words = page.visible();
        for (row, sentence) in FAULTS {
            assert!(words.contains(sentence), "{name}, row {row}: {words}");
        }
        assert!(words.contains("Not understood: 10"), "{name}: {words}");
        assert!(words.contains("3 Apr 2026") && words.contains("3 Apr 2027"), "{name}: {words}");
        assert!(check.visible().contains("version 2.1 is in force"), "{name}");
        let undo = check.click("Take this shelf back").expect(200);
        undo.form("main form").submit().expect(303);
    }
}

#[test]
fn a_gap_that_is_filled_later_loses_nothing_of_the_register() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let base = "/o/cartref-prawf";
    choose_rule(&app, &world, "others");
    let register = "Code,Title,Version,Owner,Approved by,Approved on,Reviewed,Next review,Services\n\
        GP1,With gaps,4.2,Mair Rheolwr,The board,01/02/2026,01/02/2026,01/02/2027,Bryn\n\
        GP2,More gaps,5,Mair Rheolwr,The board,01/03/2026,01/03/2026,01/03/2027,Bryn\n\
        GP3,Rewritten,6,Mair Rheolwr,The board,01/03/2026,01/03/2026,01/03/2027,Bryn\n";
    let files = ["GP1", "GP2", "GP3"]
        .map(|code| (code, format!("# {code}\n\nRing {{{{org_field_phone}}}} from {code}.\n").into_bytes()));
    let names: Vec<String> = files.iter().map(|(code, _)| format!("{code}.md")).collect();
    let mut sent: Vec<(&str, Vec<u8>)> =
        files.into_iter().zip(&names).map(|((_, bytes), name)| (name.as_str(), bytes)).collect();
    sent.push(("register.csv", register.as_bytes().to_vec()));
    let check = checked(&app, &olwen, &sent);
    let done = added(&app, &olwen, &check, &[]);
    assert!(done.visible().contains("None of them is in force yet"), "{}", done.visible());
    let by_code = |code: &str| all(&app, &world.org).into_iter().find(|one| one.code == code).unwrap();
    let (one, two, three) = (by_code("GP1"), by_code("GP2"), by_code("GP3"));
    let edit = olwen.get(&format!("{base}/policies/{}/edit", three.id)).expect(200).form("#editor");
    edit.set("text", "# GP3\n\nSomething else.\n").submit().expect(303);
    let now = app.app.clock.now();
    app.within(&world.org, move |tenant| {
        fields::set(tenant, now, None, "org_field_phone", "01632 960101").unwrap();
        policies::recount_gaps(tenant).unwrap();
    });

    let page = olwen.get(&format!("{base}/policies/{}/publish", one.id)).expect(200);
    let words = page.visible();
    assert!(words.contains("Your register says so: row 2 of the sheet"), "{words}");
    page.form("main form").submit().expect(303);
    let versions_of =
        |id| app.within(&world.org, move |tenant| policies::versions(tenant, id).unwrap().remove(0));
    let version = versions_of(one.id);
    assert_eq!((version.label.as_str(), version.approver_name.as_str()), ("4.2", "The board"));
    assert_eq!(version.approved_on.unwrap().to_string(), "2026-02-01");
    assert_eq!(version.next_review_on.to_string(), "2027-02-01");
    assert_eq!(version.change_kind, policies::ChangeKind::Adopted);
    the_day_is_not_made_up(&olwen, &format!("{base}/policies/{}", one.id), &version);

    // Another text than the one that was brought in needs approval.
    let rewritten = olwen.get(&format!("{base}/policies/{}/publish", three.id)).expect(200);
    assert!(!rewritten.visible().contains("Your register") && !rewritten.has("main form"));
    let many = olwen.get(&format!("{base}/policies/publish-many")).expect(200);
    assert!(many.visible().contains("In force before it was entered here"), "{}", many.visible());
    let check = many.form("main form").set("change_note", "Taken over").submit().expect(200);
    assert!(check.visible().contains("The board"), "{}", check.visible());
    check.form("main form").submit().expect(303);
    let version = versions_of(two.id);
    assert_eq!((version.label.as_str(), version.change_kind), ("5", policies::ChangeKind::Adopted));
    assert!(by_code("GP3").has_draft);
}

/// The register has no column for the day on which a policy came into force: no other day takes its place.
fn the_day_is_not_made_up(olwen: &Client, policy: &str, version: &policies::Version) {
    assert_eq!(version.effective_day(), None);
    let page = olwen.get(policy).expect(200);
    let shown = page.words("dl div");
    assert!(shown.contains(&"In force from Not recorded".to_owned()), "{shown:?}");
    assert!(page.visible().contains("Day it came into force: not recorded."), "{}", page.visible());
    let printed = olwen.get(&format!("{policy}/versions/1")).expect(200).words("dl div");
    assert!(printed.contains(&"In force from Not recorded".to_owned()), "{printed:?}");
    let at = "/o/cartref-prawf/policies/as-at";
    let then = olwen.get(&format!("{at}?day=2026-11-20")).expect(200).visible();
    assert!(then.contains("In force on 1 Feb 2026 or before; the day is not recorded"), "{then}");
    let file = olwen.get(&format!("{at}.csv?day=2026-11-20")).expect(200).text();
    assert!(file.contains(",Not recorded,"), "{file}");
}

#[test]
fn what_is_in_force_is_published_as_it_stands_or_keeps_its_date() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let register = "Policy no,Name,Issue,Policy owner,Approved by,Approved on,Reviewed,Review due,Home\n\
        LW1,Lone Working,v3.2,M. Rheolwr,The board,1 March 2025,02/03/2025,02/03/2026,Bryn\n\
        GP1,With gaps,1.0,O. Nobody,The board,01/02/2026,01/02/2026,01/02/2027,Bryn\n\
        UF1,Unknown field,1.0,Mair Rheolwr,The board,01/02/2026,01/02/2026,01/02/2027,Bryn\n\
        NF1,No file,1.0,Mair Rheolwr,The board,01/02/2026,01/02/2026,01/02/2027,Bryn\n";
    let shelf = [
        upload("files", "lone working.md", b"# Lone Working Policy\n\nFor {{org_field_name}}.\n"),
        upload("files", "GP1.md", b"# With gaps\n\nRing {{org_field_phone}}.\n"),
        upload("files", "UF1.md", b"# Unknown field\n\nAsk {{org_field_whoever}}.\n"),
        upload("files", "ZZ1 Free.md", b"# Free\n\nNot in the register.\n"),
        upload("register", "register.csv", register.as_bytes()),
    ];
    let fields = [("name", "The shelf"), ("text", ""), ("format", "text")];
    let sent = olwen.post_multipart("/o/cartref-prawf/policies/shelf", &fields, &shelf).expect(303);
    app.run_due_work();
    let check = sent.follow().expect(200);
    let words = check.visible();
    assert!(words.contains("1 gap to fill") && words.contains("1 unknown field"), "{words}");
    assert!(words.contains("O. Nobody is"), "{words}");
    let form = check.form("main form").set("meant-0", "Gwen Cyfrifol, Care worker");
    let done = form.press("then", "save").submit().expect(303).follow().expect(200);
    let done = added(&app, &olwen, &done, &[]);
    let words = done.visible();
    assert!(words.contains("4 policies were added from 5 files. 1 of them is in force."), "{words}");
    assert!(words.contains("It stays a draft: it has gaps to fill."), "{words}");
    assert!(words.contains("It stays a draft: it uses fields that are not known."), "{words}");
    assert!(words.contains("In your register, but no file came: 1"), "{words}");

    let policies = all(&app, &world.org);
    let by_code = |code: &str| policies.iter().find(|policy| policy.code == code).unwrap().clone();
    let lone = by_code("LW1");
    assert!(lone.is_in_force());
    assert_eq!((lone.title.as_str(), lone.owner), ("Lone Working", world.mair.person));
    assert_eq!(lone.next_review_on, Day::new(2026, 3, 2), "overdue, as it is");
    let version =
        app.within(&world.org, move |tenant| policies::version(tenant, lone.current_version.unwrap()));
    let version = version.unwrap().unwrap();
    assert_eq!((version.label.as_str(), version.approver_name.as_str()), ("3.2", "The board"));
    assert_eq!(Some(version.effective_on), Day::new(2025, 3, 1));
    assert_eq!(Some(version.reviewed_on), Day::new(2025, 3, 2));
    let gaps = by_code("GP1");
    assert!(!gaps.is_in_force() && gaps.has_draft);
    assert_eq!((gaps.next_review_on, gaps.owner), (Day::new(2027, 2, 1), world.gwen.person));
    assert_eq!(by_code("UF1").next_review_on, Day::new(2027, 2, 1));
    assert_eq!(by_code("ZZ1").next_review_on, None);
    assert!(app.command(&["verify"]).status.success());

    the_next_node_publishes(&app, &world, done.url.path());
}

/// A node died between adding and publishing.
fn the_next_node_publishes(app: &TestApp, world: &World, path: &str) {
    let now = app.app.clock.now();
    app.within(&world.org, move |tenant| {
        fields::set(tenant, now, None, "org_field_phone", "01632 960101").unwrap();
        policies::recount_gaps(tenant).unwrap();
    });
    let mut raw = app.raw();
    raw.enter(&world.org.id.to_string());
    raw.run(
        "UPDATE shelves SET state = 'adding'; UPDATE shelf_items SET reason = 'adopt' WHERE code = 'GP1'",
    )
    .unwrap();
    raw.leave();
    super::one_step(app, &world.org, path);
    let gaps = all(app, &world.org).into_iter().find(|policy| policy.code == "GP1").unwrap();
    assert!(gaps.is_in_force());
    assert_eq!(all(app, &world.org).len(), 4);
}

#[test]
fn a_sheet_that_is_no_register_is_told() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let check = checked(&app, &olwen, &[("rota.csv", b"Mon,Tue\n1,2\n".to_vec())]);
    let words = check.visible();
    assert!(words.contains("No register was found in this sheet"), "{words}");
    assert!(words.contains("No file can become a policy"), "{words}");
    olwen.get(&format!("{}/register", check.url.path())).expect(404);
}
