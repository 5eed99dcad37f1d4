//! Who gets where: every URL, every role, every way to pretend.

mod actors;
pub mod addresses;
mod error_pages;
mod every_route;
mod guesses;
mod headers;
mod in_support;
mod interference;
mod origin;
mod planted;
mod pretending;
mod role_matrix;
mod sessions;
mod smuggling;
mod sweep;

pub use actors::newcomer;
