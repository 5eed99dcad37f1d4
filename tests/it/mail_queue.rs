//! Mails that leave slowly: what is urgent overtakes them, nobody sends them twice, and a stop doesn't wait for them.

use polisi::mail::transport::Envelope;
use polisi::mail::{self, State, Wanted};
use polisi::schedule;

use crate::incidents::report;
use crate::operator_mail::queue;
use crate::support::app::TestApp;
use crate::support::smtp::{Answer, Stage};

#[test]
fn an_alert_leaves_before_the_mails_that_wait() {
    let app = TestApp::start();
    let world = app.world();
    for occasion in ["one", "two", "three"] {
        queue(&app, &world.org, "request", occasion);
    }
    app.smtp.answer_next(&[Answer::Hang]);
    let program = app.app.clone();
    let work = std::thread::spawn(move || schedule::run_now(&program, &|| false).unwrap());
    app.smtp.wait_for_attempts(1);
    report(&app.client_of(&world.sian), &world, &[]);
    let later = app.app.clock.now().plus_minutes(3);
    app.app.clock.move_to(later);
    app.smtp.release();
    assert_eq!(work.join().unwrap()["mails_sent"], 4);
    let to: Vec<String> = app.smtp.mails().into_iter().map(|mail| mail.to[0].clone()).collect();
    assert_eq!(to.iter().position(|to| Some(to) == world.lowri.email.as_ref()), Some(1), "{to:?}");
    let sent = app.within(&world.org, |tenant| mail::list(tenant, &Wanted::default(), 10, 0).unwrap());
    assert_eq!(sent.iter().map(|mail| mail.sent_at).collect::<Vec<_>>(), [Some(later); 3], "when it left");
}

/// Nobody takes the alerts: the work behind them has its turn all the same.
#[test]
fn alerts_that_nobody_takes_hold_up_no_other_mail() {
    let app = TestApp::start();
    let world = app.world();
    queue(&app, &world.org, "request", "one");
    app.app.clock.move_to(app.app.clock.now().plus_minutes(1));
    for _ in 0..2 {
        report(&app.client_of(&world.sian), &world, &[]);
    }
    app.smtp.answer_next(&[Answer::Refuse(Stage::Recipient, 451)]);
    assert_eq!(schedule::run_now(&app.app, &|| false).unwrap()["mails_sent"], 2);
    let to: Vec<String> = app.smtp.mails().into_iter().map(|mail| mail.to[0].clone()).collect();
    let lead = world.lowri.email.as_ref();
    assert_eq!(to.iter().map(|to| Some(to) == lead).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn a_second_node_leaves_a_mail_alone_that_a_slow_server_is_taking() {
    let app = TestApp::start();
    let world = app.world();
    queue(&app, &world.org, "request", "one");
    app.smtp.answer_next(&[Answer::Hang]);
    let program = app.app.clone();
    let work = std::thread::spawn(move || schedule::run_now(&program, &|| false).unwrap());
    app.smtp.wait_for_attempts(1);
    app.app.clock.move_to(app.app.clock.now().plus_minutes(mail::transport::LONGEST_MINUTES));
    assert_eq!(app.run_due_work()["mails_sent"], 0);
    app.smtp.release();
    assert_eq!((work.join().unwrap()["mails_sent"], app.smtp.attempts()), (1, 1));
}

#[test]
fn a_pass_that_is_to_end_ends_between_two_mails() {
    let app = TestApp::start();
    let world = app.world();
    for occasion in ["one", "two", "three"] {
        queue(&app, &world.org, "request", occasion);
    }
    let done = schedule::run_now(&app.app, &|| !app.smtp.mails().is_empty()).unwrap();
    assert_eq!((done["mails_sent"], app.smtp.mails().len()), (1, 1));
    assert_eq!(app.run_due_work()["mails_sent"], 2, "the others leave later");
}

/// Such a server has the mail: whoever gets it gets it a few times, not for three days.
#[test]
fn a_mail_whose_answer_nobody_can_read_is_sent_three_times_at_most() {
    for said in [&b"250\r\n"[..], &b"250 accept\xe9\r\n"[..]] {
        let app = TestApp::start();
        let world = app.world();
        app.smtp.answer_always(Answer::Say(said));
        queue(&app, &world.org, "request", "one");
        for _ in 0..6 {
            app.run_due_work();
            app.app.clock.move_to(app.app.clock.now().plus_minutes(61));
        }
        assert_eq!(app.smtp.mails().len(), 3, "{said:?}");
        let mails = app.within(&world.org, |tenant| mail::list(tenant, &Wanted::default(), 10, 0).unwrap());
        assert_eq!((mails[0].state, mails[0].last_answer.as_deref()), (State::Failed, Some(mail::UNCLEAR)));
        let outbox = app.client_of(&world.olwen).get("/o/cartref-prawf/outbox").expect(200);
        assert!(outbox.visible().contains("The e-mail may have arrived"), "{}", outbox.visible());
    }
}

/// A connection that broke off said nothing: a lost mail would be worse than a double one.
#[test]
fn a_mail_without_any_answer_is_tried_on() {
    let app = TestApp::start();
    let world = app.world();
    app.smtp.answer_next(&[Answer::DropBeforeReply; 4]);
    queue(&app, &world.org, "request", "one");
    for _ in 0..6 {
        app.run_due_work();
        app.app.clock.move_to(app.app.clock.now().plus_minutes(61));
    }
    let mails = app.within(&world.org, |tenant| mail::list(tenant, &Wanted::default(), 10, 0).unwrap());
    assert_eq!((mails[0].state, app.smtp.mails().len()), (State::Sent, 5));
}

#[test]
fn an_address_that_a_server_takes_never_is_refused_for_good() {
    let app = TestApp::start();
    app.smtp.take_ascii_only();
    let envelope = Envelope {
        id: "letters".to_owned(),
        written_at: app.app.clock.now(),
        to: "ŵyn@prawf.example",
        subject: "A concern",
        text: "Open it.",
        html: "<p>Open it.</p>",
    };
    let refused = app.app.transport.send(&envelope).unwrap_err();
    assert_eq!((refused.for_good, refused.answer.as_str()), (true, mail::LETTERS));
    assert!(app.smtp.mails().is_empty());
}
