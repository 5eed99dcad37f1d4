//! Who runs the installation: listed, and let go when they leave.

use polisi::clock::Clock;

use crate::operator::operator;
use crate::support::app::{Somebody, TestApp};
use crate::support::process::Said;

fn address(somebody: &Somebody) -> String {
    somebody.email.clone().unwrap()
}

fn lines(app: &TestApp) -> Vec<Vec<String>> {
    let listed = Said::from(app.command(&["operator", "list"])).fine();
    listed.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

#[test]
fn an_operator_leaves_and_the_last_one_stays() {
    let app = TestApp::start();
    let world = app.world();
    let leaver = operator(&app, &world);
    let (account, now) = (world.beatrix.account.unwrap(), app.app.clock.now());
    let made = app.app.database.write_system(move |system| {
        polisi::accounts::store::make_operator(system, now, account)?;
        polisi::accounts::store::note_security(system, now, "signed_in", Some(account))
    });
    made.unwrap();
    let since = now.to_string();
    let expected = [
        [address(&world.beatrix), since.clone(), since.clone()],
        [address(&world.priya), since, "never".to_owned()],
    ];
    assert_eq!(lines(&app), expected);
    leaver.get("/operator").expect(200);

    let end = |email: &str| Said::from(app.command(&["operator", "end", "--email", email]));
    end("nobody@prawf.example").failed(1, "isn't an operator");
    end(&address(&world.mair)).failed(1, "isn't an operator");
    assert!(end(&address(&world.priya)).fine().contains("no operator any more"));
    assert!(leaver.get("/operator").expect(303).header("location").unwrap().starts_with("/sign-in?"));
    let again = app.client_of(&world.priya);
    again.get("/operator").expect(404);
    again.get(&format!("/o/{}/", world.other.slug)).expect(200);
    end(&address(&world.priya)).failed(1, "isn't an operator");
    end(&address(&world.beatrix)).failed(1, "is the last operator");
    let left: Vec<String> = lines(&app).into_iter().map(|mut line| line.remove(0)).collect();
    assert_eq!(left, [address(&world.beatrix)]);
    app.client_of(&world.beatrix).get("/operator").expect(200);
    let noted = "SELECT count(*) AS value FROM security_events WHERE kind = 'operator_ended'";
    assert_eq!(app.raw().number(noted), 1);

    // The command works at the real time.
    app.set_time(&Clock::real().now().plus_minutes(1).to_string());
    app.run_due_work();
    let told = app.smtp.mails_to(&address(&world.priya));
    let told: Vec<_> =
        told.iter().filter(|mail| mail.subject == "You no longer run this Polisi installation").collect();
    assert_eq!(told.len(), 1);
    assert!(told[0].both_parts_agree());
    let words = told[0].text.as_deref().unwrap();
    assert!(words.contains("you are no operator of this installation any more"), "{words}");
}
