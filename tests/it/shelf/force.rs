//! What was in force comes in word for word, or stays a draft and says why.

use polisi::policies::{self, drafts};

use super::{added, all, checked};
use crate::support::app::{TestApp, World};

const REGISTER: &str = "Code,Title,Version,Approved by,Reviewed,Next review,Services\n\
    CF30,Confidentiality,3.1,The board,01/02/2026,01/02/2027,Bryn\n\
    RAW1,Lead,2,The board,01/02/2026,01/02/2027,Bryn\n";
const WORDS: [&str; 8] = [
    "Share this information only with people who need to know it.",
    "Posted in the office is a list of people to ring.",
    "Leave a Reply",
    "Staff must: Stop. Look. Listen.",
    "See page 3 of 12",
    "Next review",
    "Staff must: ask first",
    "carry a phone",
];
const TEXT: &str = "# Confidentiality\n\n\
    | Version | 2.9 |\n|---|---|\n| Approved by | Jo |\n| Next review | 12/03/2027 |\n\n\
    ## Duties\n\n\
    Share this information only with people who need to know it.\n\n\
    Posted in the office is a list of people to ring.\n\n\
    See page 3 of 12\n\n\
    Leave a Reply\n\n\
    Staff must: Stop. Look. Listen.\n\n\
    Copyright © 2026 Somebody\n\n\
    Staff must: ask first\n\n- look\n  - carry a phone\n";
const RAW: &str = "# Lead\n\n[Insert the name of your lead here] leads.\n\n[ADD SERVICE NAME] is open.\n";

fn files() -> [(&'static str, Vec<u8>); 4] {
    [
        ("CF30 Confidentiality.md", TEXT.as_bytes().to_vec()),
        ("RAW1 Lead.md", RAW.as_bytes().to_vec()),
        ("DR1 Draft.md", TEXT.replace("Confidentiality", "Draft").into_bytes()),
        ("register.csv", REGISTER.as_bytes().to_vec()),
    ]
}

#[test]
fn what_was_in_force_keeps_every_line_and_raw_words_stay_a_draft() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let check = checked(&app, &olwen, &files());
    let words = check.visible();
    for said in [
        "This text has its own version table; it says Version 2.9, Approved by Jo, Next review 12/03/2027",
        "In force as it stands, it keeps every line",
        "1 line looks left over",
        "[ADD SERVICE NAME]",
        "Stays in the draft, and is offered for removal",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    let done = added(&app, &olwen, &check, &[world.org.services[0].to_string()]);
    assert!(done.visible().contains("words in it tell the writer what to do"), "{}", done.visible());
    let by_code = |code: &str| all(&app, &world.org).into_iter().find(|one| one.code == code).unwrap();
    let kept = by_code("CF30");
    assert!(kept.is_in_force());
    let page = olwen.get(&format!("/o/cartref-prawf/policies/{}/versions/1", kept.id)).expect(200);
    for words in WORDS {
        assert!(page.visible().contains(words), "{words}: {}", page.visible());
    }
    assert!(app.command(&["verify"]).status.success());
    drafts_are_looked_at(&app, &world, &by_code);
}

fn drafts_are_looked_at(app: &TestApp, world: &World, by_code: &dyn Fn(&str) -> policies::Policy) {
    let olwen = app.client_of(&world.olwen);
    let raw = by_code("RAW1");
    assert!(!raw.is_in_force() && raw.has_draft);
    let publish = olwen.get(&format!("/o/cartref-prawf/policies/{}/publish", raw.id)).expect(200);
    let said = publish.visible();
    assert!(said.contains("[Insert the name of your lead here] | [ADD SERVICE NAME]"), "{said}");
    assert!(!said.contains("Your register says so"), "{said}");
    let many = olwen.get("/o/cartref-prawf/policies/publish-many").expect(200);
    assert!(many.visible().contains("[ADD SERVICE NAME]"), "{}", many.visible());
    assert!(!many.has(&format!("input[value='{}'][checked]", raw.id)));

    let draft = by_code("DR1").id;
    let base = format!("/o/cartref-prawf/policies/{draft}");
    let read = || app.within(&world.org, move |tenant| drafts::get(tenant, draft).unwrap().unwrap());
    assert_eq!(
        read().read().unwrap().offers.iter().filter(|offer| offer.kind.is_line() && offer.accepted).count(),
        1
    );
    let publish = olwen.get(&format!("{base}/publish")).expect(200);
    assert!(
        publish.visible().contains("1 left-over line is removed, and nobody has looked"),
        "{}",
        publish.visible()
    );
    olwen.get(&format!("{base}/import")).expect(200).form("main form").submit().expect(303);
    let publish = olwen.get(&format!("{base}/publish")).expect(200);
    assert!(!publish.visible().contains("nobody has looked"), "{}", publish.visible());
}
