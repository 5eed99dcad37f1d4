//! What the kernel knows: CPU time of a process, load of the machine.

use std::process::Command;
use std::time::Duration;

use crate::Fault;

/// CPU time that a process has used so far, all threads, user and system.
///
/// The kernel counts in ticks of mostly 10 ms: measure over much more than that.
pub fn cpu_time(pid: u32) -> Result<Duration, Fault> {
    let file = format!("/proc/{pid}/stat");
    let line = std::fs::read_to_string(&file).map_err(|error| format!("{file}: {error}"))?;
    // The name may hold spaces and brackets: the numbers begin after the last bracket.
    let after = line.rsplit_once(')').map(|(_, after)| after).unwrap_or_default();
    let ticks: u64 = after.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<u64>().ok()).sum();
    Ok(Duration::from_micros(ticks * 1_000_000 / ticks_per_second()?))
}

/// CPU time of this process so far, all threads, to the nanosecond: for what takes less than a tick.
#[must_use]
pub fn own_cpu_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    let [seconds, nanoseconds] =
        [time.tv_sec, time.tv_nsec].map(|part| u64::try_from(part).unwrap_or_default());
    Duration::from_secs(seconds).saturating_add(Duration::from_nanos(nanoseconds))
}

/// The most memory of this process so far, in KiB; `from_now` begins the count again.
pub fn highest_memory(from_now: bool) -> Result<u64, Fault> {
    if from_now {
        std::fs::write("/proc/self/clear_refs", "5").map_err(|error| format!("clear_refs: {error}"))?;
    }
    let text = std::fs::read_to_string("/proc/self/status").map_err(|error| format!("status: {error}"))?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    number.ok_or_else(|| "status: no VmHWM".to_owned())
}

/// Memory of a process in KiB: `VmRSS:` now, `VmHWM:` the most so far.
pub fn memory_of(pid: u32, what: &str) -> Result<u64, Fault> {
    let file = format!("/proc/{pid}/status");
    let text = std::fs::read_to_string(&file).map_err(|error| format!("{file}: {error}"))?;
    let line = text.lines().find_map(|line| line.strip_prefix(what));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    number.ok_or_else(|| format!("{file}: no {what}"))
}

/// Begins the count of the most memory of a process again.
pub fn forget_highest(pid: u32) -> Result<(), Fault> {
    std::fs::write(format!("/proc/{pid}/clear_refs"), "5").map_err(|error| format!("clear_refs: {error}"))
}

/// Load average of the last minute, as the kernel writes it.
pub fn load_average() -> String {
    let file = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    file.split_whitespace().next().unwrap_or("?").to_owned()
}

fn ticks_per_second() -> Result<u64, Fault> {
    let output =
        Command::new("getconf").arg("CLK_TCK").output().map_err(|error| format!("getconf: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.trim().parse().map_err(|error| format!("getconf CLK_TCK: `{}`: {error}", text.trim()))
}
