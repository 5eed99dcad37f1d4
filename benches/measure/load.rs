//! The load: a number of connections, each asking again as soon as it is answered.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use url::Url;

use crate::Fault;

/// A page to ask for.
#[derive(Debug, Clone, Default)]
pub struct Target {
    /// Host and port.
    pub server: String,
    /// Path and query.
    pub path: String,
    /// The value of the cookie header; empty for none.
    pub cookie: String,
    /// Words that every right answer has.
    pub expect: String,
    /// The server's process, whose CPU time counts.
    pub pid: Option<u32>,
}

/// What a turn gave.
#[derive(Debug, Clone, Copy)]
pub struct Turn {
    /// Right answers. A wrong one makes the turn void, so there are no others.
    pub answers: u32,
    /// How long it really took.
    pub time: Duration,
}

impl Target {
    /// Reads `http://host:port/path`.
    pub fn parse(address: &str) -> Result<Self, Fault> {
        let url = Url::parse(address).map_err(|error| format!("`{address}`: {error}"))?;
        let host = url.host_str().ok_or_else(|| format!("`{address}` has no host"))?;
        let port = url.port_or_known_default().unwrap_or(80);
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        let path = format!("{}{query}", url.path());
        Ok(Self { server: format!("{host}:{port}"), path, ..Self::default() })
    }

    /// Asks once and gives the body, checked.
    pub fn fetch(&self) -> Result<Vec<u8>, Fault> {
        Connection::open(self)?.ask(true)
    }
}

/// Asks over `connections` connections for this long.
pub fn run(target: &Target, connections: usize, time: Duration) -> Result<Turn, Fault> {
    let mut open = Vec::new();
    for _ in 0..connections {
        open.push(Connection::open(target)?);
    }
    let begin = Instant::now();
    let end = begin + time;
    let counts: Result<Vec<u32>, Fault> = std::thread::scope(|scope| {
        let asking: Vec<_> =
            open.into_iter().map(|connection| scope.spawn(move || until(end, connection))).collect();
        let gone = |_| "a thread of the load ended early".to_owned();
        asking.into_iter().map(|thread| thread.join().map_err(gone)?).collect()
    });
    Ok(Turn { answers: counts?.iter().sum(), time: begin.elapsed() })
}

fn until(end: Instant, mut connection: Connection) -> Result<u32, Fault> {
    let mut count: u32 = 0;
    while Instant::now() < end {
        // Looking for words in every body would be the load's own work: now and then is enough.
        connection.ask(count.is_multiple_of(64))?;
        count += 1;
    }
    Ok(count)
}

/// A connection that asks for one page again and again.
pub struct Connection {
    stream: BufReader<TcpStream>,
    request: Vec<u8>,
    expect: Vec<u8>,
}

impl Connection {
    /// Connects.
    pub fn open(target: &Target) -> Result<Self, Fault> {
        let fault = |error: std::io::Error| format!("{}: {error}", target.server);
        let stream = TcpStream::connect(&target.server).map_err(fault)?;
        stream.set_nodelay(true).map_err(fault)?;
        stream.set_read_timeout(Some(Duration::from_secs(10))).map_err(fault)?;
        let cookie =
            if target.cookie.is_empty() { String::new() } else { format!("Cookie: {}\r\n", target.cookie) };
        let request = format!("GET {} HTTP/1.1\r\nHost: {}\r\n{cookie}\r\n", target.path, target.server);
        Ok(Self {
            stream: BufReader::with_capacity(64 << 10, stream),
            request: request.into_bytes(),
            expect: target.expect.clone().into_bytes(),
        })
    }

    /// Asks once; `look`: whether to look for the words.
    pub fn ask(&mut self, look: bool) -> Result<Vec<u8>, Fault> {
        let body = self.exchange().map_err(|error| format!("no answer: {error}"))?;
        let right = !look || self.expect.is_empty() || contains(&body, &self.expect);
        if right { Ok(body) } else { Err("an answer without the expected words: void".to_owned()) }
    }

    fn exchange(&mut self) -> std::io::Result<Vec<u8>> {
        self.stream.get_mut().write_all(&self.request)?;
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        if !line.starts_with("HTTP/1.1 200 ") {
            return Err(std::io::Error::other(format!("`{}`: void", line.trim())));
        }
        let mut length: Option<usize> = None;
        while line != "\r\n" {
            line.clear();
            if self.stream.read_line(&mut line)? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            let header = line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
            length = header.and_then(|(_, value)| value.trim().parse().ok()).or(length);
        }
        let length = length.ok_or_else(|| std::io::Error::other("an answer without content-length"))?;
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok(body)
    }
}

fn contains(body: &[u8], words: &[u8]) -> bool {
    body.windows(words.len()).any(|part| part == words)
}
