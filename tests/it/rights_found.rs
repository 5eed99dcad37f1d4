//! What is found of somebody, and in which words it is told.

use polisi::access::Role;
use polisi::people;

use crate::rights::{RIGHTS, lead, record};
use crate::support::app::TestApp;

#[test]
fn roles_of_before_and_what_lines_of_the_log_say_are_found() {
    let app = TestApp::start();
    let world = app.world();
    lead(&app, &world);
    let (sian, service) = (world.sian.person, world.org.services[0]);
    let now = app.app.clock.now();
    app.within(&world.org, move |tenant| {
        let deputy = people::grant(tenant, now, sian, Role::DeputyManager, Some(service)).unwrap();
        people::grant(tenant, now, sian, Role::EqualityLead, None).unwrap();
        people::end_role(tenant, now.plus_hours(72), deputy).unwrap();
    });
    app.set_time("2026-12-01T12:00:00Z");
    let own = app.client_of(&world.sian).get("/o/cartref-prawf/me/data?lang=en").expect(200).visible();
    for line in ["21 November 2026 to 24 November 2026", "Equality lead: since 21 November 2026"] {
        assert!(own.contains(line), "{line} in {own}");
    }
    let olwen = app.client_of(&world.olwen);
    // Somebody else named in a line done by them stays out of it.
    let form =
        olwen.get(&format!("/o/cartref-prawf/people/{}/change?lang=en", world.sian.person)).expect(200);
    form.form("main form").set("job-title", "Senior carer").submit().expect(303);

    record(&app.client_of(&world.mair), &world.sian, None).expect(303);
    let gwen = app.client_of(&world.gwen);
    let request = gwen.get(RIGHTS).expect(200).attributes("main th a", "href").remove(0);
    gwen.get(&request).expect(200).form("main form[action$='/search']").submit().expect(303);
    let records = gwen.get(&request).expect(200).attributes("main a[href*='/records/']", "href");
    let read = |address: &String| gwen.get(&format!("{address}?lang=en")).expect(200).visible();
    let all: String = records.iter().map(read).collect();
    for words in
        ["Role: Deputy manager", "Role: Equality lead", "Job title", "21 November 2026 to 24 November 2026"]
    {
        assert!(all.contains(words), "{words} in {all}");
    }
    assert!(!all.contains(", ,") && !all.contains("(, "), "{all}");
}
