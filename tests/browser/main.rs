//! A few journeys in a real browser: what only a browser can show.
//!
//! Without Chromium, its driver and axe-core they are skipped and say so, unless
//! `POLISI_TEST_REQUIRE_BROWSER` is set, as `tests/run` does.

#[cfg(test)]
mod accessibility;
#[cfg(test)]
mod around;
#[cfg(test)]
mod begin;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod devtools;
#[cfg(test)]
mod editing;
#[cfg(test)]
mod factor;
#[cfg(test)]
#[expect(dead_code, reason = "these journeys use a part of what the other tests use")]
#[path = "../it/shelf/files.rs"]
mod files;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod journey;
#[cfg(test)]
mod keyboard;
#[cfg(test)]
mod leaver;
#[cfg(test)]
mod lost_key;
#[cfg(test)]
mod office;
#[cfg(test)]
mod pictures;
#[cfg(test)]
mod register;
#[cfg(test)]
mod reissue;
#[cfg(test)]
mod shelf;
#[cfg(test)]
mod staff;
#[cfg(test)]
#[expect(dead_code, reason = "these journeys use a part of what the other tests use")]
#[path = "../it/support/mod.rs"]
mod support;
#[cfg(test)]
mod tablet;
#[cfg(test)]
mod tally;
#[cfg(test)]
mod walk;
