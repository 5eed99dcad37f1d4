//! Reading files that people bring: files of real programs, and files that were made to do harm.

mod corpus;
mod files;
mod hostile;
