//! Who gets where: every URL, every role, every way to pretend.

mod actors;
mod addresses;
mod error_pages;
mod every_route;
mod guesses;
mod headers;
mod origin;
mod role_matrix;
mod sessions;

pub use actors::newcomer;
