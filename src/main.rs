//! The `polisi` program.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use polisi::cli::render;

/// Policies, reviews, acknowledgements and incidents for care organisations.
#[derive(Parser)]
#[command(name = "polisi", version, arg_required_else_help = false)]
struct Program {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Turn a policy template and its field values into documents, without a database
    Render(render::RenderArguments),
}

fn main() -> ExitCode {
    match Program::parse().command {
        Some(Command::Render(arguments)) => render::run(&arguments),
        None => help(),
    }
}

fn help() -> ExitCode {
    use clap::CommandFactory as _;
    match Program::command().print_help() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
