//! Faults on purpose: the limit to one organisation is lifted at a place of the program, and the walk over
//! every URL must notice (reference security 4.3). Each fault lives in a process of its own, from the moment
//! when everything is furnished: only the walk can stumble over it.

use std::process::Command;

use polisi::db::own::planted::{plant, times};

use crate::support::app::TestApp;
use crate::support::environment::setting;

/// How a process is told of its fault: the file, a colon, the table.
const ASKED: &str = "POLISI_TEST_PLANT";

/// Where the limit is lifted: every question of this file about this table. These are places where nothing
/// but the limit keeps the rows of others out. Elsewhere something else does so too: a second condition, or the keys
/// of an organisation, as with the words of a case.
const FAULTS: [(&str, &str); 10] = [
    ("src/policies/store/mod.rs", "policies"),
    ("src/people/store.rs", "people"),
    ("src/organisations/store.rs", "services"),
    ("src/kiosk/store/devices.rs", "devices"),
    ("src/mail/store.rs", "mails"),
    ("src/audit/store.rs", "audit_entries"),
    ("src/shelf/store.rs", "shelves"),
    ("src/policies/drafts/store.rs", "drafts"),
    ("src/people/imports/store.rs", "staff_imports"),
    ("src/organisations/store.rs", "field_values"),
];

/// How many of them are tried where the server guards its rows itself: nothing can come to light there, and
/// each takes a whole walk. One walk meets each of them.
const GUARDED: usize = 2;

/// The tests that walk over every URL, the one that stumbles over most first.
const WALKS: [&str; 2] = [
    "access::every_route::who_may_gets_an_answer_and_nothing_of_others",
    "access::every_route::foreign_and_invented_rows_are_not_there",
];

/// What the check of statements says.
const UNSCOPED: &str = "a statement without its organisation";

/// What a walk says when words of the other organisation came out, its rows were changed, or one that was asked
/// for by its address was there. Any other failure proves nothing.
const FINDS: [&str; 3] =
    ["` of the other organisation", "the other organisation changed", "a mail holds a canary"];

/// What a process with a fault says last, before the number.
const MET: &str = "the planted fault was met, times: ";

/// Whether this process has a fault.
pub fn is_asked() -> bool {
    setting(ASKED).is_some()
}

/// Plants the fault that this process was started with. Everything is furnished by then.
pub fn plant_what_is_asked() {
    if let Some((file, table)) = setting(ASKED).as_deref().and_then(|asked| asked.split_once(':')) {
        plant(file, table);
    }
}

/// Says how often the fault of this process was met, when it has one.
pub fn tell_how_often_it_was_met() {
    if is_asked() {
        eprintln!("{MET}{}", times());
    }
}

/// What a walk says in a process with a fault, whether it failed, and how often it met the fault.
fn said_by(walk: &str, (file, table): (&str, &str)) -> (String, bool, u64) {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", walk, "--nocapture", "--test-threads=1"])
        .env(ASKED, format!("{file}:{table}"))
        .output()
        .unwrap();
    let said =
        [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(said.contains("running 1 test"), "there is no test {walk}: {said}");
    let met = said.split_once(MET).and_then(|(_, rest)| rest.lines().next()?.trim().parse().ok());
    let met = met.unwrap_or_else(|| panic!("{walk} doesn't say how often it met {file} {table}: {said}"));
    (said, !output.status.success(), met)
}

/// Whether a line names a row or words of the other organisation.
fn is_find(line: &str) -> bool {
    FINDS.iter().any(|find| line.contains(find)) || (line.contains(" with [") && line.contains("Foreign"))
}

/// What the first walk says to which words or rows of the other organisation came to light; else what all say.
fn leak(fault: (&str, &str), walks: &[&str]) -> Result<String, String> {
    let (mut all, mut times) = (String::new(), 0);
    for walk in walks {
        let (said, failed, met) = said_by(walk, fault);
        // One that never met it found something else.
        if failed && met > 0 && said.lines().any(is_find) {
            return Ok(said);
        }
        all.push_str(&said);
        times += met;
    }
    assert!(times > 0, "nobody meets {fault:?}: {all}");
    Err(all)
}

#[test]
fn a_limit_that_is_missing_is_noticed() {
    let embedded = TestApp::start().raw().is_sqlite();
    let mut unnoticed = Vec::new();
    let (count, walks) = if embedded { (FAULTS.len(), WALKS.len()) } else { (GUARDED, 1) };
    let faults: Vec<_> = FAULTS.into_iter().take(count).collect();
    for fault in &faults {
        match leak(*fault, WALKS.get(..walks).unwrap()) {
            Ok(_) => assert!(embedded, "{fault:?} leaks past row-level security"),
            // The server keeps its rows in, and the statement is noticed all the same.
            Err(said) if !embedded && said.contains(UNSCOPED) => {}
            Err(said) => unnoticed.push(format!("{fault:?} goes unnoticed: {said}")),
        }
    }
    assert!(unnoticed.is_empty(), "{} of {}:\n{}", unnoticed.len(), faults.len(), unnoticed.join("\n"));
}
