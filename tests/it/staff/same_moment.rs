//! Two who save the same record at the same moment: one of them sees what the other did.

use super::{PEOPLE, named};
use crate::support::app::TestApp;

/// So many save at once, each something else.
const AT_ONCE: usize = 6;

#[test]
fn of_those_who_save_one_record_at_once_one_is_taken() {
    let app = TestApp::start();
    let world = app.world();
    let path = format!("{PEOPLE}/{}/change", world.tomos.person);
    let forms: Vec<_> = (0..AT_ONCE)
        .map(|place| {
            let by = if place % 2 == 0 { &world.olwen } else { &world.mair };
            let form = app.client_of(by).get(&format!("{path}?lang=en")).expect(200).form("main form");
            form.set("job-title", &format!("Carer {place}"))
        })
        .collect();
    let answers: Vec<_> = std::thread::scope(|scope| {
        let saving: Vec<_> = forms.into_iter().map(|form| scope.spawn(move || form.submit())).collect();
        saving.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let saved: Vec<usize> = (0..AT_ONCE).filter(|place| answers[*place].status == 303).collect();
    assert_eq!(saved.len(), 1, "{:?}", answers.iter().map(|page| page.status).collect::<Vec<_>>());
    let stands = named(&app, &world.org, "Tomos Newydd").job_title;
    assert_eq!(stands, format!("Carer {}", saved[0]));
    for (place, page) in answers.iter().enumerate().filter(|(place, _)| *place != saved[0]) {
        let words = page.visible();
        assert_eq!(page.status, 422, "{words}");
        assert!(words.contains("Somebody else changed this record"), "{words}");
        assert!(words.contains(&format!("{stands} becomes Carer {place}")), "{words}");
        // Whoever has seen it saves again from there.
        assert_eq!(page.form("main form").value("job-title"), Some(format!("Carer {place}")));
    }
    let again = answers.iter().find(|page| page.status == 422).unwrap();
    again.form("main form").submit().expect(303);
}
