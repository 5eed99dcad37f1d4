//! The commands of the `polisi` program.
