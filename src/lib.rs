//! Polisi: policies, reviews, acknowledgements and incidents for care organisations.
//!
//! Reading order: `routes` (every URL), then a slice (`mod.rs` says what it does, `form.rs` what people
//! send, `store.rs` what is kept, `pages.rs` what they see), then the base below.
//!
//! The base: `clock`, `config`, `db`, `keys`, `messages`, `access`, `audit`, `blobs`, `quotas`, `mail`, `jobs`, `web`,
//! `documents`, `scanner`, `telemetry`. The slices: `accounts`, `organisations`, `people`, and what they are for. `app` puts all
//! together; `schedule` and `reactions` say what happens by itself.

pub mod access;
pub mod accounts;
pub mod acknowledgements;
pub mod activity;
pub mod app;
pub mod audit;
pub mod backups;
pub mod blobs;
pub mod cli;
pub mod clock;
pub mod closing;
pub mod config;
pub mod db;
pub mod documents;
pub mod health;
pub mod incidents;
pub mod jobs;
pub mod keys;
pub mod kiosk;
pub mod library;
pub mod mail;
pub mod messages;
pub mod operator;
pub mod organisations;
pub mod outbox;
pub mod pages;
pub mod people;
pub mod policies;
pub mod quotas;
pub mod reactions;
pub mod retention;
pub mod reviews;
pub mod rights;
pub mod routes;
pub mod scanner;
pub mod schedule;
pub mod shelf;
pub mod telemetry;
pub mod terms;
pub mod today;
pub mod web;
