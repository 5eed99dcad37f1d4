//! The server's side of one SMTP connection (RFC 5321, STARTTLS by RFC 3207, AUTH by RFC 4954).

use std::io::{BufRead, BufReader, Error, Read, Result, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use data_encoding::BASE64;
use rustls::{ServerConnection, StreamOwned};

use super::mail::Mail;
use super::smtp::{Answer, Encryption, Shared, Stage};

trait Wire: Read + Write {}
impl<T: Read + Write> Wire for T {}

struct Dialogue<'a> {
    shared: &'a Shared,
    wire: BufReader<Box<dyn Wire>>,
    encrypted: bool,
    user: Option<String>,
    from: Option<String>,
    to: Vec<String>,
    answer: Answer,
}

/// What follows a command.
enum Next {
    Continue,
    Encrypt,
    End,
}

/// Speaks with one client until it leaves.
pub(super) fn serve(stream: TcpStream, shared: &Shared) -> Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    stream.set_nodelay(true)?;
    let implicit = shared.encryption == Encryption::Implicit;
    let wire = if implicit { encrypt(stream.try_clone()?, shared)? } else { Box::new(stream.try_clone()?) };
    let mut dialogue = Dialogue::new(shared, wire, implicit);
    if let Some(code) = shared.greeting() {
        return dialogue.say(code, "come back another time");
    }
    dialogue.say(220, "localhost ESMTP")?;
    if dialogue.run()? {
        let wire = encrypt(stream, shared)?;
        let mut protected = Dialogue::new(shared, wire, true);
        protected.run()?;
    }
    Ok(())
}

fn encrypt(stream: TcpStream, shared: &Shared) -> Result<Box<dyn Wire>> {
    let connection = ServerConnection::new(Arc::clone(&shared.identity.config)).map_err(Error::other)?;
    Ok(Box::new(StreamOwned::new(connection, stream)))
}

impl<'a> Dialogue<'a> {
    fn new(shared: &'a Shared, wire: Box<dyn Wire>, encrypted: bool) -> Self {
        Self {
            shared,
            wire: BufReader::new(wire),
            encrypted,
            user: None,
            from: None,
            to: Vec::new(),
            answer: Answer::Accept,
        }
    }

    /// Answers commands. True: the client asked for encryption.
    fn run(&mut self) -> Result<bool> {
        while let Some(line) = self.line()? {
            match self.command(&line)? {
                Next::Continue => {}
                Next::Encrypt => return Ok(true),
                Next::End => return Ok(false),
            }
        }
        Ok(false)
    }

    fn command(&mut self, line: &str) -> Result<Next> {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" | "HELO" => self.hello()?,
            "STARTTLS" if self.shared.encryption == Encryption::StartTls && !self.encrypted => {
                self.say(220, "go ahead")?;
                return Ok(Next::Encrypt);
            }
            "AUTH" => self.authenticate(rest)?,
            "MAIL" => self.sender(rest)?,
            "RCPT" => self.recipient(rest)?,
            "DATA" => return self.message(),
            "RSET" => {
                self.reset();
                self.say(250, "forgotten")?;
            }
            "NOOP" => self.say(250, "still here")?,
            "QUIT" => {
                self.say(221, "bye")?;
                return Ok(Next::End);
            }
            _ => self.say(502, "unknown command")?,
        }
        Ok(Next::Continue)
    }

    fn hello(&mut self) -> Result<()> {
        let mut lines = vec!["localhost", "8BITMIME"];
        if !self.shared.is_ascii.load(Ordering::SeqCst) {
            lines.push("SMTPUTF8");
        }
        if self.shared.encryption == Encryption::StartTls && !self.encrypted {
            lines.push("STARTTLS");
        }
        if self.encrypted || self.shared.encryption == Encryption::Absent {
            lines.push("AUTH PLAIN LOGIN");
        }
        let last = lines.len() - 1;
        let mut text = String::new();
        for (index, line) in lines.iter().enumerate() {
            let mark = if index == last { ' ' } else { '-' };
            text.push_str(&format!("250{mark}{line}\r\n"));
        }
        self.write(text.as_bytes())
    }

    fn authenticate(&mut self, rest: &str) -> Result<()> {
        let (method, first) = rest.split_once(' ').unwrap_or((rest, ""));
        let (user, password) = if method.eq_ignore_ascii_case("PLAIN") {
            let answer = if first.is_empty() { self.ask("")? } else { decode(first) };
            let mut parts = answer.split('\0').skip(1).map(str::to_owned);
            (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
        } else {
            (self.ask("VXNlcm5hbWU6")?, self.ask("UGFzc3dvcmQ6")?)
        };
        let wanted = self.shared.password.as_ref();
        if wanted.is_some_and(|(u, p)| *u != user || *p != password) {
            return self.say(535, "wrong user name or password");
        }
        self.user = Some(user);
        self.say(235, "welcome")
    }

    fn ask(&mut self, challenge: &str) -> Result<String> {
        self.say(334, challenge)?;
        Ok(decode(&self.line()?.unwrap_or_default()))
    }

    fn sender(&mut self, rest: &str) -> Result<()> {
        if self.shared.encryption != Encryption::Absent && !self.encrypted {
            return self.say(530, "STARTTLS first");
        }
        if self.shared.password.is_some() && self.user.is_none() {
            return self.say(530, "who are you");
        }
        self.reset();
        self.from = Some(address(rest));
        self.answer = self.shared.begin();
        self.say(250, "sender noted")
    }

    fn recipient(&mut self, rest: &str) -> Result<()> {
        if self.from.is_none() {
            return self.say(503, "MAIL first");
        }
        if let Answer::Refuse(Stage::Recipient, code) = self.answer {
            // What 550 is about, its words alone say.
            return self.say(code, if code == 550 { "no such user here" } else { "not for this recipient" });
        }
        self.to.push(address(rest));
        self.say(250, "recipient noted")
    }

    fn message(&mut self) -> Result<Next> {
        let Some(from) = self.from.clone().filter(|_| !self.to.is_empty()) else {
            self.say(503, "RCPT first")?;
            return Ok(Next::Continue);
        };
        self.say(354, "go ahead")?;
        let raw = self.body()?;
        if self.answer == Answer::DropAfterData {
            return Ok(Next::End);
        }
        if let Answer::Refuse(_, code) = self.answer {
            self.say(code, "not this message")?;
            self.reset();
            return Ok(Next::Continue);
        }
        if self.answer == Answer::Hang {
            self.shared.hang();
        }
        let mut mail = Mail::parse(&from, &self.to, raw);
        mail.encrypted = self.encrypted;
        mail.user = self.user.clone();
        let answer = self.answer;
        self.reset();
        self.shared.keep(mail);
        match answer {
            Answer::DropBeforeReply => return Ok(Next::End),
            Answer::Say(bytes) => self.write(bytes)?,
            _ => self.say(250, "taken")?,
        }
        Ok(Next::Continue)
    }

    /// The lines up to the lonely dot; for [`Answer::DropAfterData`] only the first.
    fn body(&mut self) -> Result<Vec<u8>> {
        let mut raw = Vec::new();
        loop {
            let mut line = Vec::new();
            if self.wire.read_until(b'\n', &mut line)? == 0 {
                return Err(Error::other("left in the middle of a message"));
            }
            if line == b".\r\n" || self.answer == Answer::DropAfterData {
                return Ok(raw);
            }
            // A dot at the start of a line is doubled on the way (RFC 5321, 4.5.2).
            raw.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
        }
    }

    fn reset(&mut self) {
        self.from = None;
        self.to.clear();
        self.answer = Answer::Accept;
    }

    fn line(&mut self) -> Result<Option<String>> {
        let mut line = Vec::new();
        if self.wire.read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        Ok(Some(String::from_utf8_lossy(&line).trim_end().to_owned()))
    }

    fn say(&mut self, code: u16, text: &str) -> Result<()> {
        self.write(format!("{code} {text}\r\n").as_bytes())
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let wire = self.wire.get_mut();
        wire.write_all(bytes)?;
        wire.flush()
    }
}

fn decode(text: &str) -> String {
    let bytes = BASE64.decode(text.trim().as_bytes()).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The address in `FROM:<a@b.test> SIZE=1`.
fn address(rest: &str) -> String {
    let inner = rest.split_once('<').and_then(|(_, after)| after.split_once('>'));
    inner.map(|(address, _)| address.to_owned()).unwrap_or_default()
}
