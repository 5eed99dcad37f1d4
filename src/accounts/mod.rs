//! Accounts: signing in and out, new passwords, invitations, the first organisation.

pub mod pages;
