//! Who gets where: every URL, every role, every way to pretend.

mod actors;
pub mod addresses;
mod at_once;
mod bounded;
mod contents;
mod cookies;
mod crowded;
mod doors;
mod error_pages;
mod every_route;
mod fields;
mod forged;
mod freshness;
mod guesses;
mod headers;
mod held_back;
mod in_support;
mod interference;
mod occupied;
mod origin;
mod planted;
mod pretending;
mod role_matrix;
mod secrets;
pub mod sessions;
mod smuggling;
mod sweep;
mod together;
mod watched;
mod ways_in;

pub use actors::newcomer;
