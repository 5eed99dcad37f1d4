//! Polisi: policies, reviews, acknowledgements and incidents for care organisations.

pub mod cli;
pub mod clock;
pub mod db;
pub mod keys;
pub mod messages;
