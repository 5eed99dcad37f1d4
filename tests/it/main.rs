//! The tests that drive the application over HTTP, and the support they stand on.

#[cfg(test)]
mod access;
#[cfg(test)]
mod accounts;
#[cfg(test)]
mod acknowledgements;
#[cfg(test)]
mod activity;
#[cfg(test)]
mod architecture;
#[cfg(test)]
mod commands;
#[cfg(test)]
mod editing;
#[cfg(test)]
mod exports;
#[cfg(test)]
mod gaps;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod incidents;
#[cfg(test)]
mod journey;
#[cfg(test)]
mod library;
#[cfg(test)]
mod lifecycle;
#[cfg(test)]
mod messages;
#[cfg(test)]
mod operator;
#[cfg(test)]
mod organisations;
#[cfg(test)]
mod outbox;
#[cfg(test)]
mod paper;
#[cfg(test)]
mod people;
#[cfg(test)]
mod policies;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod references;
#[cfg(test)]
mod register;
#[cfg(test)]
mod reviews;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod sharing;
#[cfg(test)]
mod shelf;
#[cfg(test)]
mod support;
#[cfg(test)]
mod today;
