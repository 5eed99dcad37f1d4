//! Pages of refusals keep the way on for members, and say the same of what isn't there and what is hidden.

use crate::support::app::TestApp;
use crate::support::page::Page;
use crate::support::texts::published;

const HOME: &str = "/o/cartref-prawf";
const NOWHERE: &str = "01a00000-0000-7000-8000-000000000000";

fn entries(page: &Page) -> Vec<String> {
    page.attributes("nav.main a", "href")
}

/// The page without what it asked for.
fn without(page: &Page, asked: &str) -> String {
    page.text().replace(asked, "")
}

#[test]
fn a_member_keeps_the_navigation_and_learns_nothing() {
    let app = TestApp::start();
    let world = app.world();
    let policy = published(&app, &world, "POL-1", "Lone Working", "Carry the alarm.").to_string();
    let member = app.client_of(&world.olwen);
    let own = entries(&member.get(&format!("{HOME}/policies")).expect(200));
    let missing = member.get(&format!("{HOME}/policies/{NOWHERE}")).expect(404);
    assert_eq!(entries(&missing), own);
    assert_eq!(missing.attributes("header form", "action"), ["/sign-out"]);
    for address in ["/nothing/of/the/kind", "/policies/zzz", "/people/zzz"] {
        assert_eq!(entries(&member.get(&format!("{HOME}{address}")).expect(404)), own, "{address}");
    }
    let staff = app.client_of(&world.sian);
    let refused = staff.get(&format!("{HOME}/people?lang=en")).expect(403);
    assert!(!entries(&refused).is_empty() && !entries(&refused).contains(&format!("{HOME}/people")));
    // Somebody of another organisation, and somebody signed out: no navigation, and one page for all.
    let stranger = app.client_of(&world.priya);
    let hidden = stranger.get(&format!("{HOME}/policies/{policy}")).expect(404);
    let nothing = stranger.get(&format!("/o/no-such-place/policies/{NOWHERE}")).expect(404);
    assert!(entries(&hidden).is_empty() && !hidden.visible().contains("Cartref"), "{}", hidden.visible());
    assert_eq!(
        without(&hidden, &format!("{HOME}/policies/{policy}")),
        without(&nothing, &format!("/o/no-such-place/policies/{NOWHERE}"))
    );
    // The member's own organisation has one page for a foreign id and for none.
    let foreign = member.get(&format!("{HOME}/people/{}", world.priya.person)).expect(404);
    let none = member.get(&format!("{HOME}/people/{NOWHERE}")).expect(404);
    assert_eq!(without(&foreign, &world.priya.person.to_string()), without(&none, NOWHERE));
    assert!(entries(&app.anonymous().get(&format!("{HOME}/nothing/of/the/kind")).expect(404)).is_empty());
}
