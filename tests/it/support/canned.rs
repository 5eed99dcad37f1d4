//! A web server with canned answers, to prove the tests' own tools against.

use std::io::{BufRead, BufReader, Read, Result, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

/// What a client asked.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The method.
    pub method: String,
    /// Path and query.
    pub target: String,
    /// Names in lower case and values.
    pub headers: Vec<(String, String)>,
    /// The body as text.
    pub body: String,
}

/// What it gets.
#[derive(Debug, Clone)]
pub struct Canned {
    /// The status code.
    pub status: u16,
    /// Headers beside the length.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

impl Asked {
    /// The header with this name, in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

impl Canned {
    /// An HTML page under the policy that the application has: no inline code.
    pub fn html(body: &str) -> Self {
        Self { status: 200, headers: Vec::new(), body: body.to_owned() }
            .header("content-type", "text/html; charset=utf-8")
            .header("content-security-policy", "default-src 'self'")
    }

    /// Sends the client elsewhere.
    pub fn see_other(target: &str) -> Self {
        Self { status: 303, headers: Vec::new(), body: String::new() }.header("location", target)
    }

    /// One more header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

/// Starts a server on a free port and gives its address. It lasts as long as the process.
pub fn serve(answer: impl Fn(&Asked) -> Canned + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let answer = Arc::new(answer);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = Arc::clone(&answer);
            std::thread::spawn(move || drop(one(stream, answer.as_ref())));
        }
    });
    address
}

fn one(mut stream: TcpStream, answer: &dyn Fn(&Asked) -> Canned) -> Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let asked = read(&mut BufReader::new(stream.try_clone()?))?;
    let Canned { status, headers, body } = answer(&asked);
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let length = body.len();
    let head =
        format!("HTTP/1.1 {status} Canned\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n");
    stream.write_all(format!("{head}{body}").as_bytes())
}

fn read(input: &mut BufReader<TcpStream>) -> Result<Asked> {
    let mut first = String::new();
    input.read_line(&mut first)?;
    let mut words = first.split_whitespace().map(str::to_owned);
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        input.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.push((name.to_ascii_lowercase(), value.to_owned()));
    }
    let mut asked = Asked { method, target, headers, body: String::new() };
    let mut body = Vec::new();
    if let Some(length) = asked.header("content-length").and_then(|length| length.parse().ok()) {
        input.take(length).read_to_end(&mut body)?;
    }
    asked.body = String::from_utf8_lossy(&body).into_owned();
    Ok(asked)
}
