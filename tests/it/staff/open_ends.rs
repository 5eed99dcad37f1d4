//! A last day that the next sheet takes away, and agencies that are none.

use polisi::people::WorkerType;

use super::{added, named, paste};
use crate::support::app::TestApp;

const HEADS: &str = "Staff number,Name,Type,Last day\n";

#[test]
fn words_without_an_end_take_a_last_day_away_until_the_list_is_taken_back() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let ends = |name: &str| named(&app, &world.org, name).standing.ends_on.map(|day| day.to_string());
    let all = || ["Tara Dau", "Noel Tri", "Non Pedwar", "Nan Pump"].map(&ends);
    let list = format!(
        "{HEADS}7001,Tara Dau,Agency,\n7002,Noel Tri,Employee,30/11/2026\n\
         7003,Non Pedwar,Employee,30/11/2026\n7004,Nan Pump,Agency,Ongoing\n"
    );
    added(&app, &olwen, &paste(&olwen, &list));
    let [year, november] = ["2027-11-21", "2026-11-30"].map(|day| Some(day.to_owned()));
    let before = [year.clone(), november.clone(), november.clone(), year.clone()];
    assert_eq!(all(), before);
    // An empty cell takes nothing away, and no word takes the last day of an agency worker.
    let list = format!(
        "{HEADS}7001,Tara Dau,Permanent,\n7002,Noel Tri,Permanent,None\n\
         7003,Non Pedwar,Permanent,\n7004,Nan Pump,Agency,Ongoing\n"
    );
    let check = paste(&olwen, &list);
    let words = check.visible();
    assert!(words.contains("4 rows: 0 new, 2 changed, 2 the same"), "{words}");
    assert!(words.contains("Last day: 30 November 2026 → none"), "{words}");
    assert!(words.contains("Last day: 21 November 2027 → none"), "{words}");
    let done = added(&app, &olwen, &check);
    assert_eq!(all(), [None, None, november, year]);
    done.click("Take this list back").expect(200).form("main form").submit().expect(303);
    assert_eq!(all(), before);
}

#[test]
fn who_may_not_change_a_last_day_takes_none_away() {
    let app = TestApp::start();
    let world = app.world();
    let heads = "Staff number,Name,Last day,Service\n";
    let list = format!("{heads}7001,Nia Un,30/11/2026,Bryn\n7002,Ned Dau,30/11/2026,Bryn; Glan\n");
    let olwen = app.client_of(&world.olwen);
    added(&app, &olwen, &paste(&olwen, &list));
    let list = format!("{heads}7001,Nia Un,Ongoing,\n7002,Ned Dau,Ongoing,\n");
    let words = paste(&app.client_of(&world.mair), &list).visible();
    assert!(words.contains("2 rows: 0 new, 1 changed") && words.contains("1 row needs you"), "{words}");
    assert!(words.contains("Row 3: Ned Dau leads, or also works at a service that isn’t yours."), "{words}");
}

#[test]
fn an_agency_called_no_is_none() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let text = "Name,Job,Agency\nNia Un,Carer,No\nNed Dau,Carer,FALSE\nNan Tri,Carer,Yes\n\
                Non Pedwar,Carer,Brightcover\n";
    added(&app, &olwen, &paste(&olwen, text));
    for (name, kind, agency) in [
        ("Nia Un", WorkerType::Employee, None),
        ("Ned Dau", WorkerType::Employee, None),
        ("Nan Tri", WorkerType::Agency, None),
        ("Non Pedwar", WorkerType::Agency, Some("Brightcover")),
    ] {
        let person = named(&app, &world.org, name);
        assert_eq!((person.worker_type, person.standing.agency.as_deref()), (kind, agency), "{name}");
        assert_eq!(person.standing.ends_on.is_some(), kind == WorkerType::Agency, "{name}");
    }
}
