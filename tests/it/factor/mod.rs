//! The second factor over HTTP: the wall, setting it up, signing in with it, and losing it.

mod own;
mod reset;
mod sign_in;
mod wall;

use crate::support::app::TestApp;

/// How many security events of a kind there are.
fn events(app: &TestApp, kind: &str) -> i64 {
    app.raw().number(&format!("SELECT count(*) FROM security_events WHERE kind = '{kind}'"))
}

/// The texts of the mails that an address received.
fn mails_to(app: &TestApp, address: &str) -> Vec<(String, String)> {
    app.run_due_work();
    let mails = app.smtp.mails();
    let own = mails.iter().filter(|mail| mail.to.iter().any(|to| to == address));
    own.map(|mail| (mail.subject.clone(), mail.text.clone().unwrap_or_default())).collect()
}
