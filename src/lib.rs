//! Polisi: policies, reviews, acknowledgements and incidents for care organisations.

pub mod cli;
pub mod documents;
pub mod messages;
