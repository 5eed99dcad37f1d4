//! The commands of the `polisi` program.

pub mod render;
