//! An SMTP server in the test process: it does what the test says, and keeps what it received.

use std::collections::VecDeque;
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::mail::Mail;
use super::smtp_dialogue;
use super::tls::Identity;

/// How the server protects the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encryption {
    /// Offered by STARTTLS, and demanded before any mail.
    StartTls,
    /// From the first byte.
    Implicit,
    /// None at all: a correct client refuses it.
    Absent,
}

/// What the server does with one mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Takes it.
    Accept,
    /// Answers `code` at this point.
    Refuse(Stage, u16),
    /// Takes the message and answers nothing until [`SmtpServer::release`] or the server's end.
    Hang,
    /// Closes the connection in the middle of the message; the message is lost.
    DropAfterData,
    /// Keeps the message and closes the connection before it says so.
    DropBeforeReply,
    /// Keeps the message and says these bytes.
    Say(&'static [u8]),
}

/// A point of the dialogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The first line of the server. Only looked at when a connection begins.
    Greeting,
    /// `RCPT TO`.
    Recipient,
    /// After the message.
    Message,
}

/// The running server. It ends when it is dropped.
pub struct SmtpServer {
    port: u16,
    encryption: Encryption,
    folder: TempDir,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

/// What the server's threads and the test look at together.
pub(super) struct Shared {
    pub(super) encryption: Encryption,
    pub(super) identity: Identity,
    pub(super) password: Option<(String, String)>,
    state: Mutex<State>,
    changed: Condvar,
    stopped: AtomicBool,
    pub(super) is_ascii: AtomicBool,
}

#[derive(Default)]
struct State {
    script: VecDeque<Answer>,
    always: Option<Answer>,
    mails: Vec<Mail>,
    attempts: usize,
    connections: usize,
    released: bool,
}

impl SmtpServer {
    /// A server on a free port that takes everything, from anybody.
    pub fn start(encryption: Encryption) -> Self {
        Self::start_with(encryption, None, Identity::for_localhost())
    }

    /// A server that speaks only to clients with a certificate of its authority ([`SmtpServer::client_file`]).
    pub fn start_for_known_clients(encryption: Encryption) -> Self {
        Self::start_with(encryption, None, Identity::for_known_clients())
    }

    /// A server that wants this user name and password before any mail.
    pub fn start_with_password(encryption: Encryption, user: &str, password: &str) -> Self {
        let password = Some((user.to_owned(), password.to_owned()));
        Self::start_with(encryption, password, Identity::for_localhost())
    }

    fn start_with(encryption: Encryption, password: Option<(String, String)>, identity: Identity) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("ca.pem"), &identity.authority).unwrap();
        std::fs::write(folder.path().join("client.pem"), &identity.client).unwrap();
        let shared = Arc::new(Shared {
            encryption,
            identity,
            password,
            state: Mutex::default(),
            changed: Condvar::new(),
            stopped: AtomicBool::new(false),
            is_ascii: AtomicBool::new(false),
        });
        let theirs = Arc::clone(&shared);
        let thread = std::thread::spawn(move || accept(&listener, &theirs));
        Self { port, encryption, folder, shared, thread: Some(thread) }
    }

    /// The port on `localhost`.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The address as the setting `POLISI_SMTP_URL` wants it, with the password if one is set.
    pub fn url(&self) -> String {
        let scheme = if self.encryption == Encryption::Implicit { "smtps" } else { "smtp" };
        let user = self.shared.password.as_ref().map(|(user, password)| format!("{user}:{password}@"));
        format!("{scheme}://{}localhost:{}", user.unwrap_or_default(), self.port)
    }

    /// The certificate authority to trust (`POLISI_SMTP_CA_FILE`).
    pub fn ca_file(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// A client's certificate and key (`POLISI_SMTP_CLIENT_FILE`).
    pub fn client_file(&self) -> PathBuf {
        self.folder.path().join("client.pem")
    }

    /// What happens to the next mails, one each; after them everything is accepted again.
    pub fn answer_next(&self, answers: &[Answer]) {
        self.state().script.extend(answers);
    }

    /// What happens to every mail that [`SmtpServer::answer_next`] says nothing about.
    pub fn answer_always(&self, answer: Answer) {
        self.state().always = Some(answer);
    }

    /// From now on it takes addresses of ASCII letters only.
    pub fn take_ascii_only(&self) {
        self.shared.is_ascii.store(true, Ordering::SeqCst);
    }

    /// Lets the hanging answers go.
    pub fn release(&self) {
        self.state().released = true;
        self.shared.changed.notify_all();
    }

    /// What has arrived so far.
    pub fn mails(&self) -> Vec<Mail> {
        self.state().mails.clone()
    }

    /// What has arrived for this recipient so far.
    pub fn mails_to(&self, recipient: &str) -> Vec<Mail> {
        let mut mails = self.mails();
        mails.retain(|mail| mail.to.iter().any(|to| to.eq_ignore_ascii_case(recipient)));
        mails
    }

    /// Waits until at least `count` mails are there.
    ///
    /// # Panics
    /// They aren't after ten seconds.
    pub fn wait_for(&self, count: usize) -> Vec<Mail> {
        self.wait_until(|state| state.mails.len() >= count, &format!("{count} mails")).mails.clone()
    }

    /// Waits until `count` mails were begun, accepted or not.
    ///
    /// # Panics
    /// They weren't after ten seconds.
    pub fn wait_for_attempts(&self, count: usize) {
        drop(self.wait_until(|state| state.attempts >= count, &format!("{count} attempts")));
    }

    /// How many mails were begun, accepted or not.
    pub fn attempts(&self) -> usize {
        self.state().attempts
    }

    /// How many connections were made.
    pub fn connections(&self) -> usize {
        self.state().connections
    }

    /// Forgets the mails and the counts.
    pub fn clear(&self) {
        let mut state = self.state();
        state.mails.clear();
        state.attempts = 0;
        state.connections = 0;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state()
    }

    fn wait_until(&self, done: impl Fn(&State) -> bool, what: &str) -> MutexGuard<'_, State> {
        let limit = Duration::from_secs(10);
        let waiting = self.shared.changed.wait_timeout_while(self.state(), limit, |state| !done(state));
        let (state, outcome) = waiting.unwrap();
        assert!(
            !outcome.timed_out(),
            "waited for {what}, saw {} mails in {} attempts",
            state.mails.len(),
            state.attempts
        );
        state
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        self.shared.changed.notify_all();
        // The listener only looks up when somebody calls.
        drop(TcpStream::connect(("127.0.0.1", self.port)));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }

    /// A connection began: the code to greet it with, when it is to be sent away.
    pub(super) fn greeting(&self) -> Option<u16> {
        let mut state = self.state();
        state.connections += 1;
        let (answer, scripted) = match state.script.front() {
            Some(answer) => (Some(*answer), true),
            None => (state.always, false),
        };
        let Some(Answer::Refuse(Stage::Greeting, code)) = answer else { return None };
        if scripted {
            state.script.pop_front();
        }
        state.attempts += 1;
        self.changed.notify_all();
        Some(code)
    }

    /// A mail began: what happens to it.
    pub(super) fn begin(&self) -> Answer {
        let mut state = self.state();
        state.attempts += 1;
        self.changed.notify_all();
        let always = state.always.unwrap_or(Answer::Accept);
        state.script.pop_front().unwrap_or(always)
    }

    /// A mail is here.
    pub(super) fn keep(&self, mail: Mail) {
        self.state().mails.push(mail);
        self.changed.notify_all();
    }

    /// Waits for [`SmtpServer::release`], the server's end, or two minutes.
    pub(super) fn hang(&self) {
        let end = Instant::now() + Duration::from_mins(2);
        let mut state = self.state();
        while !state.released && !self.stopped() && Instant::now() < end {
            state = self.changed.wait_timeout(state, Duration::from_millis(200)).unwrap().0;
        }
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.stopped() {
            return;
        }
        let Ok(stream) = stream else { continue };
        let shared = Arc::clone(shared);
        // A connection that breaks is the client's affair: the test sees what arrived.
        std::thread::spawn(move || drop(smtp_dialogue::serve(stream, &shared)));
    }
}
