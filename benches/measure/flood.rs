//! A flood of wrong passwords: what it takes in memory, what readers of a policy feel of it, and whether somebody
//! elsewhere still gets in.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use polisi::cli::demo::PASSWORD;

use crate::Fault;
use crate::hooks::{self, Product};
use crate::load::{Connection, Target};
use crate::ratios::kept;
use crate::rounds::said;
use crate::usage::{self, load_average};

/// Connections that try passwords, each again as soon as it is answered.
const CONNECTIONS: usize = 200;
/// Networks that they come from.
const NETWORKS: usize = 50;
/// How long the flood lasts, and how long the pages are measured before it.
const FLOOD: Duration = Duration::from_secs(60);
const CALM: Duration = Duration::from_secs(10);
/// Readers of the policy page.
const READERS: usize = 4;
/// How long somebody who signs in waits at most, and between two tries.
const DEADLINE: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(500);
/// The limits: MiB, times, and parts of one.
const MOST_MEMORY: f64 = 100.0;
const MOST_WAIT: f64 = 4.0;
const MOST_REFUSED: f64 = 0.05;
/// Passwords that must have been looked at for it to be a flood: five a second, of which one core hashes more.
const FEWEST_LOOKED_AT: usize = 300;

/// What a sign-in gave: its status and its time.
type Try = (u16, Duration);

/// What everybody saw while it lasted.
struct Seen {
    flood: Vec<Try>,
    busy: Vec<Duration>,
    right: Vec<Try>,
}

/// The flood, and the three limits.
pub fn measure() -> Result<(), Fault> {
    let product = hooks::policy_page()?;
    let pid = product.target.pid.ok_or("the product has no process")?;
    sign_in(&product.target, 0, 0, &product.email, PASSWORD)?;
    let calm = pages(&product.target, Instant::now() + CALM)?;
    let memory = usage::memory_of(pid, "VmRSS:")?;
    usage::forget_highest(pid)?;
    let seen = all_at_once(&product)?;
    let grown = usage::memory_of(pid, "VmHWM:")?.saturating_sub(memory);
    report(&seen.flood, &seen.right)?;
    let mebibytes = f64::from(u32::try_from(grown).unwrap_or(u32::MAX)) / 1_024.0;
    println!(
        "flood: memory grew by {mebibytes:.1} MiB (limit {MOST_MEMORY} {})",
        kept(mebibytes, MOST_MEMORY)
    );
    let (before, during) = (last_percent(calm)?, last_percent(seen.busy)?);
    let times = during.as_secs_f64() / before.as_secs_f64();
    let how = format!("{READERS} readers, load {}", load_average());
    println!(
        "flood: policy page p99 {:.2} ms before, {:.2} ms in it: {times:.2} times (limit {MOST_WAIT} {}, goal 2, {how})",
        before.as_secs_f64() * 1_000.0,
        during.as_secs_f64() * 1_000.0,
        kept(times, MOST_WAIT)
    );
    Ok(())
}

/// The flood, the readers and the one who has the right password, until its end.
fn all_at_once(product: &Product) -> Result<Seen, Fault> {
    let (target, end) = (&product.target, Instant::now() + FLOOD);
    let gone = |_| "a thread of the flood ended early".to_owned();
    std::thread::scope(|scope| {
        let floods: Vec<_> =
            (0..CONNECTIONS).map(|number| scope.spawn(move || guess_until(target, number, end))).collect();
        let readers = scope.spawn(move || pages(target, end));
        let right = scope.spawn(move || right_until(product, end));
        let mut tries = Vec::new();
        for flood in floods {
            tries.extend(flood.join().map_err(gone)??);
        }
        let (busy, right) = (readers.join().map_err(gone)??, right.join().map_err(gone)??);
        Ok(Seen { flood: tries, busy, right })
    })
}

fn guess_until(target: &Target, number: usize, end: Instant) -> Result<Vec<Try>, Fault> {
    let mut tries = Vec::new();
    while Instant::now() < end {
        let email = format!("nobody{number}.{}@flood.example", tries.len());
        tries.push(sign_in(target, 1 + number % NETWORKS, number, &email, "slate kettle meadow")?);
    }
    Ok(tries)
}

fn right_until(product: &Product, end: Instant) -> Result<Vec<Try>, Fault> {
    let mut tries = Vec::new();
    while Instant::now() < end {
        tries.push(sign_in(&product.target, 0, 0, &product.email, PASSWORD)?);
        std::thread::sleep(PAUSE);
    }
    Ok(tries)
}

/// One sign-in over a connection of its own, from host `host` of network `network`.
fn sign_in(target: &Target, network: usize, host: usize, email: &str, password: &str) -> Result<Try, Fault> {
    let pairs = [("email", email), ("password", password)];
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let request = format!(
        "POST /sign-in HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\n\
         X-Forwarded-For: 198.51.{network}.{}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\n\r\n{body}",
        target.server,
        host % 250,
        body.len()
    );
    let begin = Instant::now();
    let mut stream = TcpStream::connect(&target.server).map_err(said)?;
    stream.set_read_timeout(Some(Duration::from_secs(30))).map_err(said)?;
    stream.write_all(request.as_bytes()).map_err(said)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).map_err(said)?;
    let head = String::from_utf8_lossy(&answer);
    let status = head.split_whitespace().nth(1).and_then(|status| status.parse().ok());
    Ok((status.ok_or("an answer without a status")?, begin.elapsed()))
}

/// How long each page took, over all readers.
fn pages(target: &Target, end: Instant) -> Result<Vec<Duration>, Fault> {
    let gone = |_| "a reader ended early".to_owned();
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..READERS).map(|_| scope.spawn(move || read_until(target, end))).collect();
        let mut times = Vec::new();
        for reader in readers {
            times.extend(reader.join().map_err(gone)??);
        }
        Ok(times)
    })
}

fn read_until(target: &Target, end: Instant) -> Result<Vec<Duration>, Fault> {
    let mut connection = Connection::open(target)?;
    let mut times = Vec::new();
    while Instant::now() < end {
        let begin = Instant::now();
        connection.ask(times.len().is_multiple_of(64))?;
        times.push(begin.elapsed());
        // A reader isn't a flood of its own.
        std::thread::sleep(Duration::from_millis(5));
    }
    Ok(times)
}

/// The time that 99 of 100 kept.
fn last_percent(mut times: Vec<Duration>) -> Result<Duration, Fault> {
    times.sort();
    times.get(times.len() * 99 / 100).copied().ok_or_else(|| "no page was read".to_owned())
}

fn report(flood: &[Try], right: &[Try]) -> Result<(), Fault> {
    let mut answers: BTreeMap<u16, usize> = BTreeMap::new();
    for (status, _) in flood {
        *answers.entry(*status).or_default() += 1;
    }
    println!("flood: {CONNECTIONS} connections from {NETWORKS} networks, answers {answers:?}");
    // Answers alone cost nothing: passwords must have been looked at all the while.
    let looked_at = answers.get(&422).copied().unwrap_or_default();
    if looked_at < FEWEST_LOOKED_AT {
        return Err(format!("only {looked_at} passwords were looked at: this was no flood"));
    }
    if answers.contains_key(&500) || answers.contains_key(&303) {
        return Err("a wrong password was let in, or broke something".to_owned());
    }
    let in_time = right.iter().filter(|(status, time)| *status == 303 && *time <= DEADLINE).count();
    let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    let refused = 1.0 - count(in_time) / count(right.len());
    let verdict = kept(refused, MOST_REFUSED);
    println!("flood: {in_time} of {} right sign-ins elsewhere in time (limit 95 % {verdict})", right.len());
    Ok(())
}
