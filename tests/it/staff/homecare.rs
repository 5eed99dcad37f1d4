//! The sheet of a small home-care firm as it is, not as we would like it: a title above, names in one column, numbers
//! that lost their zero, leavers, blank lines, a row of totals. A manager brings it in within a few pages.

use polisi::people::{self, WorkerType};

use super::{added, all, named, send};
use crate::shelf::files::{Cell, workbook};
use crate::support::app::TestApp;

const HEADS: [&str; 11] = [
    "Title",
    "STAFF NAME",
    "Job Role",
    "Contract Type",
    "Office",
    "Contact No.",
    "e-mail address",
    "Date Commenced",
    "Date left",
    "Line Manager",
    "Hours pw",
];

/// A person's row: which, and what differs from the rest.
fn row(place: usize) -> [String; 11] {
    let name = match place {
        1 => "Rhiannon Prydderch".to_owned(),
        2 => "Siân Ŵyr-Llŷn".to_owned(),
        7 | 8 => "Gwen Evans".to_owned(),
        _ => format!("{} Teulu{place}", ["Tŵm", "Ffîon", "Llŷr", "Nia"][place % 4]),
    };
    let contract = ["Perm", "PERM FT", "Zero hours", "bank", "P/T", "Permanent"][place % 6];
    let email = match place {
        1 => "rhiannon@prawf.example".to_owned(),
        // Two share an address.
        20 | 21 => "teulu@prawf.example".to_owned(),
        _ if place.is_multiple_of(6) => format!("n{place}@prawf.example"),
        _ if place.is_multiple_of(2) => "N/A".to_owned(),
        _ => String::new(),
    };
    let started = format!("{}/{}/{}", place % 27 + 1, place % 12 + 1, 18 + place % 7);
    let left = if place >= 55 { "14/02/2026" } else { "-" };
    let manager = if place == 1 { "" } else { "RHIANNON PRYDDERCH" };
    [
        if place.is_multiple_of(3) { "Mr" } else { "Mrs" },
        &name,
        if place.is_multiple_of(5) { "Senior Carer" } else { "Care Worker" },
        contract,
        "Abertawe",
        &format!("77009{:05}", 40_000 + place),
        &email,
        &started,
        left,
        manager,
        "30",
    ]
    .map(str::to_owned)
}

fn sheet() -> Vec<u8> {
    let people: Vec<[String; 11]> = (1..=60).map(row).collect();
    let mut rows: Vec<Vec<Cell<'_>>> =
        vec![vec![Cell::Text("GOFAL CARTREF LTD - STAFF LIST")], vec![], HEADS.map(Cell::Text).to_vec()];
    for (at, person) in people.iter().enumerate() {
        let mut cells: Vec<Cell<'_>> = person.iter().map(|text| Cell::Text(text)).collect();
        // Half of the days are days to the spreadsheet, half are words.
        if at % 2 == 0 {
            cells[7] = Cell::Day(43_000 + u32::try_from(at).unwrap() * 30);
        }
        rows.push(cells);
        if at % 20 == 19 {
            rows.push(Vec::new());
        }
    }
    rows.push(vec![Cell::Text("")]);
    let total: [&str; 11] = ["", "TOTAL", "", "", "", "", "", "", "", "", "1800"];
    rows.push(total.map(Cell::Text).to_vec());
    workbook(&rows)
}

#[test]
fn a_home_care_firm_comes_in_with_one_question() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    // Page 1 is the upload; page 2 asks what the office is called here, and nothing else.
    let check = send(&olwen, "staff list March.xlsx", &sheet());
    let words = check.visible();
    assert!(words.contains("60 rows:") && words.contains("“Abertawe” in 54 rows means"), "{words}");
    assert!(words.contains("54 rows wait for your answers") && !words.contains("need you"), "{words}");
    assert!(words.contains("2 columns are not used Title Hours pw"), "{words}");
    let asked = check.attributes("select[name^=means]", "name");
    assert_eq!(asked.len(), 1, "{words}");
    let answered = check.form("main form").set(&asked[0], &world.org.services[0].to_string());
    let ready = answered.press("then", "save").submit().expect(303).follow().expect(200);
    // Page 3 shows everybody; the leavers stay out by themselves.
    let words = ready.visible();
    assert!(words.contains("60 rows: 54 new, 0 changed"), "{words}");
    assert!(words.contains("Have left 6") && words.contains("6 rows stay out"), "{words}");
    assert!(!words.contains("need you") && words.contains("Add 54 people"), "{words}");
    assert!(words.contains("Stays empty") && words.contains("07700940002"), "{words}");
    let done = added(&app, &olwen, &ready);
    assert!(
        done.visible().contains("54 added") && done.visible().contains("They have left."),
        "{}",
        done.visible()
    );

    let people = all(&app, &world.org);
    assert_eq!(people.len(), 9 + 54);
    let lead = named(&app, &world.org, "Rhiannon Prydderch");
    assert_eq!(people.iter().filter(|person| person.standing.line_manager == Some(lead.id)).count(), 53);
    let sian = named(&app, &world.org, "Siân Ŵyr-Llŷn");
    assert_eq!((sian.given_name.as_str(), sian.job_title.as_str()), ("Siân", "Care Worker"));
    assert_eq!(sian.phone.as_deref(), Some("07700940002"), "the zero is back");
    assert_eq!(sian.worker_type, WorkerType::Bank);
    assert_eq!(sian.started_on.unwrap().to_string(), "2020-03-03");
    assert_eq!(people.iter().filter(|person| person.name() == "Gwen Evans").count(), 2, "two of one name");
    let shared = people
        .iter()
        .filter(|person| person.email.as_ref().is_some_and(|email| email.as_str() == "teulu@prawf.example"));
    assert_eq!(shared.count(), 2);
    assert!(people.iter().filter(|person| person.email.is_none()).count() >= 40, "most without e-mail");
    let places = app.within(&world.org, |tenant| people::store::workplaces(tenant).unwrap());
    assert_eq!(places[&sian.id], [world.org.services[0]].into());
}
