//! Where SQL, time, entries and URLs may stand.

use super::source::{self, File};

/// Who may enter an organisation, and where that is decided. A new one is a decision (DESIGN 3, net 2).
const ENTRIES: &[(&str, &str)] = &[
    ("access/complainant.rs", "Complainant"),
    ("access/entries.rs", "Command"),
    ("access/entries.rs", "JobTicket"),
    ("access/entries.rs", "LinkHolder"),
    ("access/entries.rs", "ShareHolder"),
    ("access/kiosk/mod.rs", "Enrolment"),
    ("access/kiosk/mod.rs", "KioskDevice"),
    ("access/kiosk/mod.rs", "KioskPerson"),
    ("access/kiosk/mod.rs", "StaffDoor"),
    ("access/kiosk/mod.rs", "Threshold"),
    ("access/member.rs", "Member"),
    ("access/member.rs", "Threshold"),
    ("access/support.rs", "Supporter"),
];

/// Names of the program's time, wherever they come from.
const TIMES: &[&str] = &["Timestamp", "Zoned", "SystemTime", "Instant"];

fn is_store(path: &str) -> bool {
    path.ends_with("/store.rs") || path.contains("/store/")
}

/// Where `schema` is named by a file that may not, and `sql_query` outside `db/`.
fn faults_of_sql(file: &File) -> Vec<String> {
    let in_db = file.path.starts_with("db/");
    let faulty = file.paths().into_iter().filter_map(|used| {
        let names = |name: &str| used.segments.iter().any(|segment| segment == name);
        let place = format!("{}:{}", file.path, used.line);
        if names("schema") && !in_db && !is_store(&file.path) {
            return Some(format!("{place} names the schema"));
        }
        if (names("sql_query") || names("batch_execute")) && !in_db {
            return Some(format!("{place} writes SQL"));
        }
        None
    });
    let mut faults: Vec<String> = faulty.collect();
    for word in ["or_filter", "sql_query(", "batch_execute("] {
        if file.text.contains(word) && (word == "or_filter" || !in_db) {
            faults.push(format!("{} contains {word}", file.path));
        }
    }
    faults
}

#[test]
fn only_stores_name_the_schema_and_only_the_database_writes_sql() {
    let planted = "use crate::db::schema::people; fn x() { diesel::sql_query(\"\"); y.or_filter(z); }";
    assert_eq!(faults_of_sql(&File::of("people/pages.rs", planted)).len(), 4);
    assert_eq!(faults_of_sql(&File::of("people/store.rs", "use crate::db::schema::people;")).len(), 0);
    let files = source::all();
    let stores = files.iter().filter(|file| is_store(&file.path)).count();
    assert!(files.len() > 100 && stores >= 9, "saw {} files, {stores} stores", files.len());
    let faults: Vec<String> = files.iter().flat_map(faults_of_sql).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn asks_for_the_time(file: &File) -> Vec<String> {
    let paths = file.paths();
    let asks = paths.iter().filter(|used| match used.segments.as_slice() {
        [.., kind, now] => now == "now" && TIMES.contains(&kind.as_str()),
        _ => false,
    });
    asks.map(|used| format!("{}:{}", file.path, used.line)).collect()
}

#[test]
fn only_the_clock_asks_for_the_time() {
    let planted = File::of(
        "a.rs",
        "fn x() { jiff::Timestamp::now(); Instant::now(); clock.now(); json!({\"a\": SystemTime::now()}) }",
    );
    assert_eq!(asks_for_the_time(&planted).len(), 3);
    let places: Vec<String> = source::all().iter().flat_map(asks_for_the_time).collect();
    assert_eq!(places.len(), 1, "{places:?}");
    assert!(places[0].starts_with("clock.rs:"), "{places:?}");
}

#[test]
fn only_the_listed_types_enter_an_organisation() {
    let planted = File::of("a.rs", "impl crate::db::Entry for Anybody {}");
    assert_eq!(planted.implementations(), [("Entry".to_owned(), "Anybody".to_owned())]);
    let files = source::all();
    let mut found: Vec<(&str, String)> = Vec::new();
    for file in &files {
        let entries = file.implementations().into_iter().filter(|(name, _)| name == "Entry");
        found.extend(entries.map(|(_, of)| (file.path.as_str(), of)));
    }
    found.sort();
    let listed: Vec<(&str, String)> = ENTRIES.iter().map(|(path, of)| (*path, (*of).to_owned())).collect();
    assert_eq!(found, listed);
}

/// URLs that don't come from the table of contents.
fn other_urls(file: &File) -> Vec<String> {
    let marks = [
        "web::resource(",
        "web::scope(",
        ".route(",
        "config.service(",
        "#[get(",
        "#[post(",
        "#[put(",
        "#[delete(",
        "#[route(",
    ];
    let found = marks.iter().filter(|mark| file.text.contains(**mark));
    found.map(|mark| format!("{} contains {mark}", file.path)).collect()
}

/// The function that looks a route up in the table, not one that makes one.
const LOOKS_UP: &str = "app.route(";

#[test]
fn every_url_comes_from_the_table_of_contents() {
    let planted = File::of("a.rs", "fn x() { config.service(web::resource(\"/b\").route(web::get())); }");
    assert_eq!(other_urls(&planted).len(), 3);
    let files = source::all();
    let mut faults = Vec::new();
    let contents = files.iter().find(|file| file.path == "routes.rs").unwrap();
    let mut tables = 0;
    for file in &files {
        let looked_up = File::of(&file.path, &file.text.replace(LOOKS_UP, "app.look_up("));
        if file.path != "app.rs" {
            faults.extend(other_urls(&looked_up));
        }
        if file.text.contains("const ROUTES: &[Route]") {
            tables += 1;
            let module = file.path.trim_end_matches(".rs").trim_end_matches("/mod").replace('/', "::");
            if !contents.text.contains(&format!("crate::{module}::ROUTES")) {
                faults.push(format!("{} has ROUTES that routes.rs does not list", file.path));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let listed = contents.text.matches("::ROUTES").count();
    assert_eq!(tables, listed, "tables of routes, and those in routes.rs");
    assert!(tables >= 2);
}
