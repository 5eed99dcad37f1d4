//! What a line manager sees of signing: their own team, and nobody else.

use polisi::people;

use crate::acknowledgements::ask;
use crate::support::app::TestApp;
use crate::support::texts::published;

const TEAM: &str = "/o/cartref-prawf/me/team";

#[test]
fn a_line_manager_sees_their_own_team_only() {
    let app = TestApp::start();
    let world = app.world();
    let (now, tomos, sian) = (app.app.clock.now(), world.tomos.person, world.sian.person);
    let service = world.org.services[0];
    app.within(&world.org, move |tenant| {
        let person = people::get(tenant, tomos).unwrap().unwrap();
        let details = person.details(&std::iter::once(service).collect());
        let standing = people::Standing { line_manager: Some(sian), ..person.standing };
        let _amended = people::amend(tenant, now, tomos, &details, &standing).unwrap();
    });
    let sian = app.client_of(&world.sian);
    let empty = sian.get(&format!("{TEAM}?lang=en")).expect(200).visible();
    assert!(empty.contains("Tomos Newydd") && empty.contains("Nothing open"), "{empty}");
    let policy = published(&app, &world, "LW1", "Lone working", "Ring in.");
    ask(&app, &world, policy, &[&world.tomos, &world.kemi]);
    let page =
        sian.get("/o/cartref-prawf/me?lang=en").expect(200).click("What your team has signed").expect(200);
    let words = page.visible();
    assert!(words.contains("One person, 1 to sign, 0 late"), "{words}");
    assert!(words.contains("Lone working") && !words.contains("Kemi"), "{words}");
    let file = sian.get(&format!("{TEAM}.csv?lang=en")).expect(200).text();
    assert!(file.contains("Tomos Newydd") && !file.contains("Kemi"), "{file}");
    assert_eq!(file.lines().count(), 2, "{file}");
    let kemi = app.client_of(&world.owain).get(TEAM).expect(200);
    assert!(kemi.visible().contains("Nobody on the staff list has you as line manager"));
    sian.get("/o/cartref-prawf/acknowledgements").expect(403);
}
