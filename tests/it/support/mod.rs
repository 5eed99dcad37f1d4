//! What the tests stand on. Only `app`, `clamd` and `kiosk` know the application's types.

pub mod app;
pub mod canned;
pub mod clamd;
pub mod client;
pub mod database;
pub mod debian_smtp;
pub mod declared;
pub mod environment;
pub mod factor;
pub mod form;
pub mod html;
pub mod kiosk;
pub mod log;
pub mod mail;
pub mod page;
pub mod pdf;
pub mod pdf_structure;
pub mod process;
pub mod raw;
pub mod rows;
pub mod shape;
pub mod silent;
pub mod smtp;
pub mod smtp_dialogue;
pub mod texts;
pub mod tls;
