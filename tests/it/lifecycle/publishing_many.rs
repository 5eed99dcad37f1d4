//! Many drafts published at once.

use std::collections::BTreeMap;

use super::{BASE, TEXT, change, draft, policy, set_field, verified, versions};
use crate::support::app::TestApp;

const GAP: &str = "# With a Gap\n\nWrite to {{org_field_email}}.\n";

#[test]
fn sixty_drafts_are_published_each_for_itself() {
    let app = TestApp::start();
    let world = app.world();
    set_field(&app, &world, "org_field_phone", "01632 960101");
    let ids: Vec<_> = (0..60)
        .map(|number| draft(&app, &world, &format!("P-{number:02}"), TEXT, &world.org.services))
        .collect();
    let gap = draft(&app, &world, "G-1", GAP, &world.org.services);
    let client = app.client_of(&world.olwen);
    let page = client.get(&format!("{BASE}/policies/publish-many")).expect(200);
    assert!(page.visible().contains("60 drafts are ready, 1 is not."), "{}", page.visible());
    for wrong in ["0", "51", "-1", "many", ""] {
        let form = page.form("main form").set("change_note", "First version.").set("a_month", wrong);
        let refused = form.submit().expect(422);
        assert!(refused.visible().contains("a number from 1 to 50"), "{wrong}: {}", refused.visible());
    }
    let check = page.form("main form").set("change_note", "First version.").submit().expect(200);
    assert!(check.visible().contains("Publish 60 policies"));
    assert!(versions(&app, &world, ids[0]).is_empty(), "the check page writes nothing");

    // One changes after the check: it is left, the others are published, and the page accounts for each.
    change(&app, &world, ids[7], world.olwen.person, &TEXT.replace("Ring", "Call"));
    let form = || check.form("main form");
    let result = form().submit().expect(303).follow().expect(200);
    assert!(result.visible().contains("59 policies are published."), "{}", result.visible());
    assert!(result.visible().contains("Somebody changed it meanwhile"), "{}", result.visible());
    let again = form().submit().expect(303).follow().expect(200);
    assert!(again.visible().contains("59 policies are published."), "{}", again.visible());

    let mut months: BTreeMap<(i16, i8), usize> = BTreeMap::new();
    for id in ids.iter().filter(|id| **id != ids[7]) {
        assert_eq!(versions(&app, &world, *id).len(), 1);
        let next = policy(&app, &world, *id).next_review_on.unwrap();
        *months.entry((next.year(), next.month())).or_default() += 1;
    }
    // 60 in twelve months of four: every month is full, and the rest is shared out.
    assert!(months.values().all(|count| *count <= 5), "{months:?}");
    assert!(versions(&app, &world, ids[7]).is_empty() && versions(&app, &world, gap).is_empty());
    verified(&app, &world);
}

#[test]
fn nobody_publishes_what_they_may_not_change() {
    let app = TestApp::start();
    let world = app.world();
    set_field(&app, &world, "org_field_phone", "01632 960101");
    let own = draft(&app, &world, "P-1", TEXT, &world.org.services[..1]);
    let other = draft(&app, &world, "P-2", TEXT, &world.org.services[1..]);
    let client = app.client_of(&world.mair);
    let page = client.get(&format!("{BASE}/policies/publish-many")).expect(200);
    assert!(page.visible().contains("P-1") && !page.visible().contains("P-2"));
    let check = page.form("main form").submit().expect(200);
    check.form("main form").forge("policies", &other.to_string()).submit().expect(303);
    assert_eq!(versions(&app, &world, own).len() + versions(&app, &world, other).len(), 0);
    check.form("main form").submit().expect(303);
    assert_eq!((versions(&app, &world, own).len(), versions(&app, &world, other).len()), (1, 0));
    let empty = [("change_note", "x"), ("approver", "y")];
    client.post_form(&format!("{BASE}/policies/publish-many/now"), &empty).expect(422);
}
