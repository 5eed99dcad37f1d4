//! The tests that drive the application over HTTP, and the support they stand on.

#[cfg(test)]
mod access;
#[cfg(test)]
mod accounts;
#[cfg(test)]
mod architecture;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod schema;
mod policies;
mod incidents;
mod organisations;
#[cfg(test)]
mod support;
