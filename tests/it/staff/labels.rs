//! What people are called where others choose among them: a staff number is half of a sign-in at a tablet.

use polisi::people::{self, StaffNumber, Standing};

use super::named;
use crate::support::app::{Somebody, TestApp, World};

/// Pages that offer people, for who reads policies and stands in.
const OFFERING: [&str; 2] = ["/o/cartref-prawf/covers/add", "/o/cartref-prawf/policies"];

fn numbered(app: &TestApp, world: &World, somebody: &Somebody, number: &str) {
    let (id, now, number) = (somebody.person, app.app.clock.now(), StaffNumber::parse(number));
    app.within(&world.org, move |tenant| {
        let person = people::get(tenant, id).unwrap().unwrap();
        let services = people::store::services_of(tenant, id).unwrap();
        let standing = Standing { staff_number: number, ..person.standing.clone() };
        let _same = people::amend(tenant, now, id, &person.details(&services), &standing).unwrap();
    });
}

#[test]
fn numbers_are_offered_to_those_alone_who_read_the_staff_list() {
    let app = TestApp::start();
    let world = app.world();
    crate::acknowledgements::publish(&app, &world, None, "1.0");
    numbered(&app, &world, &world.sian, "70417");
    numbered(&app, &world, &world.mair, "70418");
    let mut offered = 0;
    for (who, reads) in
        [(&world.lowri, false), (&world.dewi, false), (&world.mair, false), (&world.olwen, true)]
    {
        let client = app.client_of(who);
        for page in OFFERING {
            let options =
                client.get(&format!("{page}?lang=en")).expect(200).words("main select option").join("; ");
            let told = ["70417", "70418"].map(|number| options.contains(number));
            assert!(options.contains("Mair Rheolwr"), "{page} offers her to {}: {options}", who.name);
            assert_eq!(told[1], reads, "{page} for {}: {options}", who.name);
            assert!(reads || !told[0], "{page} for {}: {options}", who.name);
            offered += 1;
        }
    }
    assert_eq!(offered, 8);
    assert_eq!(named(&app, &world.org, "Mair Rheolwr").standing.staff_number.unwrap().as_str(), "70418");
}
