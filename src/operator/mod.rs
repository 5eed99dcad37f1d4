//! What the operator of an installation sees: so far, mail that goes to files instead of a server.

pub mod letters;
pub mod pages;
