//! Messages of operators to members: who wrote, changed or ended one can be known, and no words are lost.

use crate::operator::{THIS_WEEKEND, operator};
use crate::support::app::TestApp;
use crate::support::client::Client;

const LIST: &str = "/operator/announcements";

/// Writes a message to everybody; the address that ends it.
pub fn write(client: &Client, text: &str) -> String {
    let fields = [&[("text", text), ("level", "news"), ("audience", "all")], &THIS_WEEKEND[..]].concat();
    client.post_form(&format!("{LIST}/add"), &fields).expect(303);
    ends(client).remove(0)
}

/// The addresses that end the messages of the list: each stands on the page of its message, where the list leads.
pub fn ends(client: &Client) -> Vec<String> {
    let list = client.get(LIST).expect(200);
    assert!(!list.has("main form"), "one press on the list ends nothing");
    let pages = list.attributes("main a[href$='#end']", "href");
    let pages = pages.iter().map(|page| client.get(page.trim_end_matches("#end")).expect(200));
    pages.map(|page| page.attributes("main form.one", "action").remove(0)).collect()
}

#[test]
fn who_wrote_changed_and_ended_a_message_stays_with_the_words_before() {
    let app = TestApp::start();
    let world = app.world();
    app.make_operator(&world.mair);
    let (priya, mair) = (operator(&app, &world), app.client_of(&world.mair));
    let [first, second] = [&world.priya, &world.mair].map(|one| one.email.clone().unwrap());
    write(&priya, "Closed on Sunday");
    let opened = |client: &Client| client.get(LIST).expect(200).click("Closed on Sunday").expect(200);
    let (late, early) = (opened(&priya).form("main form"), opened(&mair).form("main form"));
    app.set_time("2026-11-21T10:05:00Z");
    early.set("text", "Open on Sunday").submit().expect(303);

    let list = priya.get(LIST).expect(200);
    let rows = list.words("tbody tr");
    assert_eq!(rows.len(), 2, "{rows:?}");
    for (row, words) in rows
        .iter()
        .zip([["Open on Sunday", second.as_str(), "Shown"], ["Closed on Sunday", first.as_str(), "Over"]])
    {
        assert!(words.iter().all(|word| row.contains(word)), "{words:?}: {row}");
    }
    let ends = ends(&priya);
    assert_eq!(ends.len(), 1, "what is over is over");
    let read = app.client_of(&world.sian).get("/o/cartref-prawf/").expect(200).visible();
    assert!(read.contains("Open on Sunday") && !read.contains("Closed on Sunday"), "{read}");

    // A form that was opened before takes nothing back, and keeps what was typed.
    let again = late.set("text", "Closed on Monday").submit().expect(422);
    assert!(again.visible().contains("changed or ended this message just now"), "{}", again.visible());
    assert!(again.text().contains("Closed on Monday"), "{}", again.text());
    again.form("main form").submit().expect(303);
    priya.post_form(&ends[0], &[]).expect(303);
    let read = app.client_of(&world.sian).get("/o/cartref-prawf/").expect(200).visible();
    assert!(read.contains("Closed on Monday") && !read.contains("Open on Sunday"), "{read}");

    let mut noted = app.raw().lines(
        "SELECT e.kind || ' ' || a.email AS value FROM security_events e JOIN accounts a ON a.id = e.account_id
         WHERE e.kind LIKE 'announcement%'",
    );
    noted.sort();
    let written = |email: &str| format!("announcement_written {email}");
    let mut expected =
        vec![format!("announcement_ended {first}"), written(&first), written(&first), written(&second)];
    expected.sort();
    assert_eq!(noted, expected);
}
