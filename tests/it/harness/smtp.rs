use std::path::Path;
use std::time::Duration;

use lettre::message::header::ContentType;
use lettre::message::{Attachment, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::{Error, SmtpTransportBuilder};
use lettre::{Message, SmtpTransport, Transport};

use crate::support::debian_smtp::DebianSmtp;
use crate::support::mail::Mail;
use crate::support::smtp::{Answer, Encryption, SmtpServer, Stage};

fn message() -> Message {
    let text = "Darllenwch y polisi – please read “Fire safety”.\nhttps://polisi.test/s/abc123. (https://polisi.test/help)\n";
    let html = "<p>Darllenwch – <a href=\"https://polisi.test/s/abc123\">read</a> <a href=\"https://polisi.test/help\">help</a></p>";
    let calendar = Attachment::new("review.ics".into())
        .body("BEGIN:VCALENDAR".to_owned(), ContentType::parse("text/calendar").unwrap());
    Message::builder()
        .from("Polisi <no-reply@polisi.test>".parse().unwrap())
        .to("Siân O’Neill <sian@rowan.test>".parse().unwrap())
        .subject("Adolygu – review due (Tŷ Haf)")
        .message_id(Some("<r1@polisi.test>".into()))
        .multipart(
            MultiPart::mixed()
                .multipart(MultiPart::alternative_plain_html(text.to_owned(), html.to_owned()))
                .singlepart(calendar),
        )
        .unwrap()
}

fn trusting(ca: &Path) -> TlsParameters {
    let ca = Certificate::from_pem(&std::fs::read(ca).unwrap()).unwrap();
    TlsParameters::builder("localhost".into()).add_root_certificate(ca).build().unwrap()
}

fn transport(port: u16, tls: Tls) -> SmtpTransportBuilder {
    SmtpTransport::builder_dangerous("localhost").port(port).tls(tls).timeout(Some(Duration::from_secs(5)))
}

fn send(server: &SmtpServer) -> Result<(), Error> {
    let tls = Tls::Required(trusting(&server.ca_file()));
    transport(server.port(), tls).build().send(&message()).map(drop)
}

fn assert_intact(mail: &Mail) {
    assert_eq!(mail.from, "no-reply@polisi.test");
    assert_eq!(mail.to, ["sian@rowan.test"]);
    assert_eq!(mail.subject, "Adolygu – review due (Tŷ Haf)");
    assert_eq!(mail.header("message-id"), Some("<r1@polisi.test>"));
    assert!(mail.text.as_deref().unwrap().contains("“Fire safety”"));
    assert!(mail.html.as_deref().unwrap().contains("Darllenwch –"));
    assert_eq!(mail.links(), ["https://polisi.test/s/abc123", "https://polisi.test/help"]);
    assert_eq!(mail.link("/s/"), "https://polisi.test/s/abc123");
    assert!(mail.both_parts_agree());
    let [file] = mail.attachments.as_slice() else { panic!("{:?}", mail.attachments) };
    assert_eq!((file.name.as_str(), file.content_type.as_str()), ("review.ics", "text/calendar"));
    assert_eq!(file.bytes, b"BEGIN:VCALENDAR");
    assert!(mail.raw.starts_with(b"From: "));
}

#[test]
fn takes_mail_over_both_kinds_of_encryption() {
    for (encryption, scheme) in [(Encryption::StartTls, "smtp"), (Encryption::Implicit, "smtps")] {
        let server = SmtpServer::start_with_password(encryption, "polisi", "secret");
        assert_eq!(server.url(), format!("{scheme}://polisi:secret@localhost:{}", server.port()));
        let trusted = trusting(&server.ca_file());
        let tls =
            if encryption == Encryption::Implicit { Tls::Wrapper(trusted) } else { Tls::Required(trusted) };
        let client = transport(server.port(), tls);
        let known = client.clone().credentials(Credentials::new("polisi".into(), "secret".into())).build();
        known.send(&message()).unwrap();
        let mails = server.wait_for(1);
        assert_intact(&mails[0]);
        assert!(mails[0].encrypted);
        assert_eq!(mails[0].user.as_deref(), Some("polisi"));
        let wrong = client.clone().credentials(Credentials::new("polisi".into(), "guess".into())).build();
        assert!(wrong.send(&message()).unwrap_err().is_permanent());
        assert!(client.build().send(&message()).unwrap_err().is_permanent());
        assert_eq!(server.mails_to("SIAN@rowan.test").len(), 1);
    }
}

#[test]
fn is_refused_by_a_client_that_cannot_trust_it() {
    let server = SmtpServer::start(Encryption::Implicit);
    let stranger = TlsParameters::new("localhost".into()).unwrap();
    assert!(transport(server.port(), Tls::Wrapper(stranger.clone())).build().send(&message()).is_err());
    let plain = SmtpServer::start(Encryption::Absent);
    assert!(transport(plain.port(), Tls::Required(stranger)).build().send(&message()).is_err());
    let hidden = SmtpServer::start(Encryption::StartTls);
    assert!(transport(hidden.port(), Tls::None).build().send(&message()).unwrap_err().is_permanent());
    assert_eq!(server.mails().len() + plain.mails().len() + hidden.mails().len(), 0);
    assert_eq!(plain.attempts() + hidden.attempts(), 0);
}

#[test]
fn answers_as_it_is_told() {
    let server = SmtpServer::start(Encryption::StartTls);
    server.answer_next(&[
        Answer::Refuse(Stage::Greeting, 421),
        Answer::Refuse(Stage::Recipient, 550),
        Answer::Refuse(Stage::Message, 451),
        Answer::DropAfterData,
        Answer::DropBeforeReply,
        Answer::Accept,
    ]);
    assert!(send(&server).unwrap_err().is_transient());
    assert!(send(&server).unwrap_err().is_permanent());
    let later = send(&server).unwrap_err();
    assert_eq!(later.status().map(|code| code.to_string()).as_deref(), Some("451"));
    assert!(send(&server).is_err());
    assert_eq!(server.mails().len(), 0);
    assert!(send(&server).is_err(), "the answer was to be lost");
    assert_eq!(server.wait_for(1).len(), 1);
    send(&server).unwrap();
    assert_eq!((server.wait_for(2).len(), server.attempts(), server.connections()), (2, 6, 6));
    server.clear();
    server.answer_always(Answer::Refuse(Stage::Message, 554));
    assert!(send(&server).is_err() && send(&server).is_err());
    assert_eq!((server.mails().len(), server.attempts()), (0, 2));
}

#[test]
fn hangs_until_it_is_released() {
    let server = SmtpServer::start(Encryption::StartTls);
    server.answer_next(&[Answer::Hang]);
    std::thread::scope(|scope| {
        let sending = scope.spawn(|| send(&server));
        server.wait_for_attempts(1);
        std::thread::sleep(Duration::from_millis(100));
        assert!(!sending.is_finished());
        assert_eq!(server.mails().len(), 0);
        server.release();
        sending.join().unwrap().unwrap();
    });
    assert_eq!(server.wait_for(1).len(), 1);
}

#[test]
fn agrees_with_the_server_from_debian() {
    let Some(server) = DebianSmtp::start() else { return };
    assert_eq!(server.url(), format!("smtp://localhost:{}", server.port()));
    let tls = Tls::Required(trusting(&server.ca_file()));
    transport(server.port(), tls).build().send(&message()).unwrap();
    let mails = server.mails();
    assert_eq!(mails.len(), 1);
    let mail = &mails[0];
    assert_eq!(
        (mail.from.as_str(), mail.to.as_slice()),
        ("no-reply@polisi.test", ["sian@rowan.test".to_owned()].as_slice())
    );
    assert_eq!(mail.subject, "Adolygu – review due (Tŷ Haf)");
    assert_eq!(mail.link("/s/"), "https://polisi.test/s/abc123");
}
