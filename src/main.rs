//! The `polisi` program.

fn main() {}
