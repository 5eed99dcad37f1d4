//! The tests that drive the application over HTTP, and the support they stand on.

#[cfg(test)]
mod access;
#[cfg(test)]
mod accounts;
#[cfg(test)]
mod acknowledgements;
#[cfg(test)]
mod activity;
#[cfg(test)]
mod architecture;
#[cfg(test)]
mod asvs;
#[cfg(test)]
mod backups;
#[cfg(test)]
mod closing;
#[cfg(test)]
mod commands;
#[cfg(test)]
mod components;
#[cfg(test)]
mod covers;
#[cfg(test)]
mod editing;
#[cfg(test)]
mod exports;
#[cfg(test)]
mod factor;
#[cfg(test)]
mod first_owner;
#[cfg(test)]
mod first_version;
#[cfg(test)]
mod gaps;
#[cfg(test)]
mod handover;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod incidents;
#[cfg(test)]
mod journey;
#[cfg(test)]
mod kiosk;
#[cfg(test)]
mod library;
#[cfg(test)]
mod lifecycle;
#[cfg(test)]
mod link_language;
#[cfg(test)]
mod mail_held;
#[cfg(test)]
mod mail_queue;
#[cfg(test)]
mod mail_trust;
#[cfg(test)]
mod messages;
#[cfg(test)]
mod one_name;
#[cfg(test)]
mod operator;
#[cfg(test)]
mod operator_mail;
#[cfg(test)]
mod operator_messages;
#[cfg(test)]
mod operator_support;
#[cfg(test)]
mod operator_team;
#[cfg(test)]
mod organisations;
#[cfg(test)]
mod outbox;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod paper;
#[cfg(test)]
mod people;
#[cfg(test)]
mod policies;
#[cfg(test)]
mod quotas;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod references;
#[cfg(test)]
mod register;
#[cfg(test)]
mod restored;
#[cfg(test)]
mod retention;
#[cfg(test)]
mod reviews;
#[cfg(test)]
mod rights;
#[cfg(test)]
mod rights_columns;
#[cfg(test)]
mod rights_conflicts;
#[cfg(test)]
mod rights_found;
#[cfg(test)]
mod role_news;
#[cfg(test)]
mod roles;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod said;
#[cfg(test)]
mod scanning;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod sharing;
#[cfg(test)]
mod shelf;
#[cfg(test)]
mod shut_out;
#[cfg(test)]
mod sign_up;
#[cfg(test)]
mod staff;
#[cfg(test)]
mod standing_in;
#[cfg(test)]
mod support;
#[cfg(test)]
mod team;
#[cfg(test)]
mod today;
