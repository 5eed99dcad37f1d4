//! Sixty people come in by a sheet with faults in it; who has no e-mail gets a slip of paper.

use crate::files::{Cell, workbook};
use crate::support::app::TestApp;
use crate::tally::{Most, Tally};
use crate::walk::{HOME, Journey, go};

/// Ten minutes are promised; the pages are those of the way as it is, so that none joins it unseen.
const MOST: Most = Most { minutes: 10.0, pages: 10 };

const PEOPLE: usize = 60;
const HEADS: [&str; 8] =
    ["Start date", "Surname", "Forename", "E-mail", "Payroll number", "Home", "Job role", "Shoe size"];
/// Rows with a fault, the field that is wrong, and what belongs there.
const FAULTS: [(usize, &str, &str); 4] = [
    (5, "email", "p5@prawf.example"),
    (14, "started", "03/04/2025"),
    (23, "started", "03/04/2025"),
    (31, "number", "ST031"),
];
/// Seconds to look a row up in one's own papers.
const LOOKED_UP: f64 = 20.0;
/// Seconds to find the sheet on one's own machine.
const SHEET: f64 = 20.0;
/// The main button of the page's form.
const SEND: &str = "main form[method='post'] button.main";

/// One row as it should be, or with its fault.
fn row(place: usize, faulty: bool) -> Vec<String> {
    let wrong = |at: usize| faulty && place == at;
    let email = match place {
        _ if place.is_multiple_of(3) => String::new(),
        _ if wrong(5) => "p5.prawf.example".to_owned(),
        _ => format!("p{place}@prawf.example"),
    };
    vec![
        match place {
            _ if wrong(14) => "last spring".to_owned(),
            _ if wrong(23) => "31/02/2025".to_owned(),
            _ => "03/04/2025".to_owned(),
        },
        format!("Teulu{place}"),
        format!("Enw{place}"),
        email,
        if wrong(31) { "ST030".to_owned() } else { format!("ST{place:03}") },
        if wrong(9) { "Brin".to_owned() } else { "Bryn".to_owned() },
        "Care worker".to_owned(),
        "5".to_owned(),
    ]
}

fn sheet() -> Vec<u8> {
    let texts: Vec<Vec<String>> = (1..=PEOPLE).map(|place| row(place, true)).collect();
    let mut rows: Vec<Vec<Cell<'_>>> = vec![HEADS.iter().map(|head| Cell::Text(head)).collect()];
    rows.extend(texts.iter().map(|row| row.iter().map(|text| Cell::Text(text)).collect()));
    workbook(&rows)
}

fn pasted() -> String {
    let rows = (1..=PEOPLE).map(|place| row(place, false).join("\t"));
    std::iter::once(HEADS.join("\t")).chain(rows).collect::<Vec<_>>().join("\n")
}

#[test]
fn sixty_people_come_in_by_a_sheet_and_its_faults_are_mended() {
    go(TestApp::start, async |journey| {
        journey.sign_in("olwen").await;
        let mut tally = Tally::begin();
        finds(journey, &mut tally).await;
        sends(journey, &mut tally).await;
        answers(journey, &mut tally).await;
        mends(journey, &mut tally).await;
        adds(journey, &mut tally).await;
        slips(journey, &mut tally).await;
        looks(journey).await;
        pastes(journey).await;
        tally.tell("Sixty people by a sheet with five faults, and slips for who has no e-mail");
        tally.keeps(MOST);
    });
}

/// Counts the page that is open.
async fn arrives(journey: &Journey, tally: &mut Tally) {
    tally.arrives(&journey.browser).await;
}

/// Presses what the CSS selector finds; the page that follows is there.
async fn presses(journey: &Journey, tally: &mut Tally, selector: &str) {
    journey.press(selector).await;
    tally.presses += 1;
    arrives(journey, tally).await;
}

/// Presses the link with these words; the page that follows is there.
async fn follows(journey: &Journey, tally: &mut Tally, words: &str) {
    journey.follow(words).await;
    tally.presses += 1;
    arrives(journey, tally).await;
}

/// From the first page after signing in to the place for the sheet.
async fn finds(journey: &mut Journey, tally: &mut Tally) {
    journey.open(&format!("{HOME}/")).await;
    arrives(journey, tally).await;
    presses(journey, tally, &format!("nav.main a[href='{HOME}/people']")).await;
    follows(journey, tally, "Add your staff").await;
}

async fn sends(journey: &mut Journey, tally: &mut Tally) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("Our staff.xlsx");
    std::fs::write(&file, sheet()).unwrap();
    journey.glance("staff-import").await;
    journey.element("input[name='file']").await.send_keys(&file.display().to_string()).await.unwrap();
    tally.elsewhere("finding the sheet", SHEET);
    // To choose the file takes two presses of its own.
    tally.presses += 2;
    presses(journey, tally, SEND).await;
    journey.sees("60 rows").await;
    journey.sees("1 row waits for your answers").await;
    journey.glance("staff-import-words").await;
}

/// A service is called by a name of the sheet's own: said once, before any row is shown.
async fn answers(journey: &mut Journey, tally: &mut Tally) {
    journey.element("main select").await.select_by_label("Bryn").await.unwrap();
    tally.choices += 1;
    presses(journey, tally, "main button[value='save']").await;
    journey.sees("4 rows need you").await;
    journey.glance("staff-import-check").await;
}

/// Each fault is mended where it is told; nothing else was lost.
async fn mends(journey: &mut Journey, tally: &mut Tally) {
    for (place, field, words) in FAULTS {
        // The first person stands below the headings.
        journey.fill(&format!("r{}-{field}", place + 1), words).await;
        tally.field(words);
        tally.elsewhere("a row", LOOKED_UP);
    }
    presses(journey, tally, "main button[value='save']").await;
    journey.sees("60 rows: 60 new").await;
    journey.glance("staff-import-ready").await;
}

async fn adds(journey: &mut Journey, tally: &mut Tally) {
    presses(journey, tally, "main button[value='add']").await;
    journey.glance("staff-import-progress").await;
    journey.comes_back_later().await;
    journey.sees("60 added, 0 changed").await;
    arrives(journey, tally).await;
    journey.glance("staff-import-done").await;
}

/// The list is there, and the slips of all are offered below it.
async fn looks(journey: &mut Journey) {
    journey.open(&format!("{HOME}/people")).await;
    journey.glance("staff-list").await;
    journey.press(&format!("main a[href='{HOME}/slips']")).await;
    journey.follow("Tick everybody who has no PIN of their own").await;
}

/// The same list again, pasted: nobody comes twice.
async fn pastes(journey: &mut Journey) {
    journey.open(&format!("{HOME}/people/import")).await;
    let field = journey.element("textarea[name='list']").await;
    // As a paste does it: all at once, not key by key.
    let set = "arguments[0].value = arguments[1]";
    let field = serde_json::to_value(&field).unwrap();
    journey.browser.execute(set, vec![field, pasted().into()]).await.unwrap();
    journey.send().await;
    journey.sees("60 rows: 0 new, 0 changed, 60 the same").await;
    journey.glance("staff-import-same").await;
}

/// Slips for everybody without e-mail, one sheet to print.
async fn slips(journey: &mut Journey, tally: &mut Tally) {
    follows(journey, tally, "Slips for who has no e-mail").await;
    journey.glance("slips").await;
    presses(journey, tally, "main button[value='slips']").await;
    journey.sees("Enw3 Teulu3").await;
    journey.glance("slips-sheet").await;
    // To print it.
    tally.presses += 1;
    journey.printed("slips-sheet").await;
}
