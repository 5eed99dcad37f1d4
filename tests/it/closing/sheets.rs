//! The spreadsheets of a package.

use std::collections::BTreeMap;

use super::package;
use crate::support::app::TestApp;

/// Where each person of a file works, by first name.
fn places(file: &[u8]) -> BTreeMap<String, String> {
    let mut reader = csv::Reader::from_reader(file);
    let heads: Vec<String> =
        reader.headers().unwrap().iter().map(|head| head.trim_start_matches('\u{feff}').to_owned()).collect();
    let place = |name: &str| heads.iter().position(|head| head == name).unwrap();
    let (given, services) = (place("First name"), place("Services"));
    let rows = reader.records().map(Result::unwrap);
    rows.map(|row| (row[given].to_owned(), row[services].to_owned())).collect()
}

#[test]
fn the_staff_list_says_where_everybody_works_as_its_own_file_does() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let list = places(&client.get("/o/cartref-prawf/people.csv?lang=en").expect(200).body);
    let (_, files) = package(&app, &client);
    let taken = places(&files["people.csv"]);
    assert_eq!(taken, list);
    assert_eq!((taken.len(), taken["Siân"].as_str(), taken["Olwen"].as_str()), (9, "Bryn", ""));
    let both: Vec<&str> = taken["Lowri"].split("; ").collect();
    assert!(both.len() == 2 && both.contains(&"Bryn") && both.contains(&"Glan"), "{both:?}");
    let page = String::from_utf8_lossy(&files["read-me-first.html"]);
    assert!(page.contains("at which services"), "{page}");
}
