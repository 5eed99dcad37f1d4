//! The tests' own tools, tested: a tool that finds nothing proves nothing.

mod client;
mod database;
mod html;
mod pdf;
mod smtp;
