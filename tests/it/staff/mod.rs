//! The staff list of a whole organisation: brought in by sheets, away, ending, found and changed together.

mod actors;
mod ending;
mod files;
mod homecare;
mod imports;
mod labels;
mod large;
mod last_owner;
mod leavers;
mod leaving;
mod list;
mod moved;
mod names;
mod numbers;
mod open_ends;
mod own;
mod rights;
mod same_moment;
mod shown;
mod slips;
mod undo;
mod words;

use polisi::people::{self, Person};

use crate::support::app::{Org, TestApp};
use crate::support::client::Client;
use crate::support::form::Upload;
use crate::support::page::Page;

const IMPORT: &str = "/o/cartref-prawf/people/import";
const PEOPLE: &str = "/o/cartref-prawf/people";

/// Sends a sheet as the form does; the page that checks it.
fn send(client: &Client, name: &str, bytes: &[u8]) -> Page {
    let form = client.get(IMPORT).expect(200).form("main form");
    let sent = form.attach("file", name, "application/octet-stream", bytes).submit().expect(303);
    sent.follow().expect(200)
}

/// Pastes a list as the form does; the page that checks it.
pub fn paste(client: &Client, text: &str) -> Page {
    let form = client.get(IMPORT).expect(200).form("main form");
    form.set("list", text).submit().expect(303).follow().expect(200)
}

/// Leaves the words that a list asks about unanswered; the page with its rows.
fn rows_of(check: &Page) -> Page {
    check.form("main form").press("then", "rows").submit().expect(303).follow().expect(200)
}

/// Presses the button that adds, and waits.
fn added(app: &TestApp, client: &Client, check: &Page) -> Page {
    let progress = check.form("main form").press("then", "add").submit().expect(303).follow().expect(200);
    assert!(progress.visible().contains("You can close this page"), "{}", progress.visible());
    app.run_due_work();
    client.get(check.url.path()).expect(200)
}

fn all(app: &TestApp, org: &Org) -> Vec<Person> {
    app.within(org, |tenant| people::list(tenant).unwrap())
}

fn named(app: &TestApp, org: &Org, name: &str) -> Person {
    all(app, org).into_iter().find(|person| person.name() == name).unwrap_or_else(|| panic!("no {name}"))
}

fn number(person: &Person) -> Option<&str> {
    person.standing.staff_number.as_ref().map(|number| number.as_str())
}

fn upload(name: &str, bytes: &[u8]) -> Upload {
    Upload {
        field: "file".to_owned(),
        name: name.to_owned(),
        content_type: "application/octet-stream".to_owned(),
        bytes: bytes.to_vec(),
    }
}
