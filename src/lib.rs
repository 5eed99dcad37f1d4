//! Polisi: policies, reviews, acknowledgements and incidents for care organisations.

pub mod access;
pub mod cli;
pub mod clock;
pub mod config;
pub mod db;
pub mod keys;
pub mod messages;
pub mod web;
