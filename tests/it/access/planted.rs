//! Faults on purpose: the limit to one organisation is lifted at a place of the program, and the walk over
//! every URL must notice (reference security 4.3). Each fault lives in a process of its own.

use std::process::Command;

use polisi::db::own::planted::plant;

use crate::support::app::TestApp;
use crate::support::environment::setting;

/// How a process is told of its fault: the file, a colon, the table.
const ASKED: &str = "POLISI_TEST_PLANT";

/// Where the limit is lifted: every question of this file about this table. These are places where nothing
/// but the limit keeps the rows of others out; elsewhere a second condition does so too.
const FAULTS: [(&str, &str); 10] = [
    ("src/policies/store/mod.rs", "policies"),
    ("src/people/store.rs", "people"),
    ("src/organisations/store.rs", "services"),
    ("src/incidents/store/mod.rs", "incidents"),
    ("src/mail/store.rs", "mails"),
    ("src/audit/store.rs", "audit_entries"),
    ("src/shelf/store.rs", "shelves"),
    ("src/policies/drafts/store.rs", "drafts"),
    ("src/people/store/roles.rs", "role_grants"),
    ("src/organisations/store.rs", "field_values"),
];

/// How many of them are tried where the server guards its rows itself: nothing can come to light there, and
/// each takes a whole walk.
const GUARDED: usize = 2;

/// The tests that walk over every URL.
const WALKS: [&str; 2] = [
    "access::every_route::foreign_and_invented_rows_are_not_there",
    "access::every_route::who_may_gets_an_answer_and_nothing_of_others",
];

/// What the check of statements says.
const UNSCOPED: &str = "a statement without its organisation";

/// Plants the fault that this process was started with.
pub fn plant_what_is_asked() {
    if let Some((file, table)) = setting(ASKED).as_deref().and_then(|asked| asked.split_once(':')) {
        plant(file, table);
    }
}

/// What a walk says in a process with a fault; nothing when it finds none.
fn said_by(walk: &str, (file, table): (&str, &str)) -> Option<String> {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", walk, "--nocapture", "--test-threads=1"])
        .env(ASKED, format!("{file}:{table}"))
        .output()
        .unwrap();
    let said =
        [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(said.contains("running 1 test"), "there is no test {walk}: {said}");
    (!output.status.success()).then_some(said)
}

/// The first walk that fails for another reason than the check of statements: words or rows of the other
/// organisation came to light.
fn leak(fault: (&str, &str)) -> Option<String> {
    WALKS.iter().filter_map(|walk| said_by(walk, fault)).find(|said| !said.contains(UNSCOPED))
}

#[test]
fn a_limit_that_is_missing_is_noticed() {
    let embedded = TestApp::start().raw().is_sqlite();
    let mut noticed = 0;
    for fault in FAULTS.into_iter().take(if embedded { FAULTS.len() } else { GUARDED }) {
        let leak = leak(fault);
        if embedded {
            assert!(leak.is_some(), "{fault:?} goes unnoticed");
        } else {
            // The server keeps its rows in, and the statement is noticed all the same.
            assert_eq!(leak, None, "{fault:?} leaks past row-level security");
            let said = said_by(WALKS[1], fault).unwrap_or_default();
            assert!(said.contains(UNSCOPED), "{fault:?} goes unnoticed: {said}");
        }
        noticed += 1;
    }
    assert!(noticed >= GUARDED);
}
