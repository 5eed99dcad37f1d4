//! Who gets where: every URL, every role, every way to pretend.

mod actors;
pub mod addresses;
mod bounded;
mod error_pages;
mod every_route;
mod guesses;
mod headers;
mod interference;
mod origin;
mod planted;
mod pretending;
mod role_matrix;
mod sessions;
mod smuggling;
mod sweep;
mod watched;

pub use actors::newcomer;
