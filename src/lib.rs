//! Polisi: policies, reviews, acknowledgements and incidents for care organisations.

pub mod access;
pub mod audit;
pub mod blobs;
pub mod cli;
pub mod clock;
pub mod config;
pub mod db;
pub mod documents;
pub mod jobs;
pub mod keys;
pub mod mail;
pub mod messages;
pub mod web;
