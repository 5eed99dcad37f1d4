//! The `polisi` program.

use std::io::Write as _;
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};
use polisi::cli::{
    self, backup, check, demo, jobs, keys, mail, migrate, operator, organisation, render, restore, serve,
    verify, work,
};

/// Policies, reviews, acknowledgements and incidents for care organisations.
#[derive(Parser)]
#[command(name = "polisi", version, arg_required_else_help = false)]
struct Program {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the pages and do the jobs
    Serve(serve::ServeArguments),
    /// Make two fictional organisations and serve them on this machine
    Demo(demo::DemoArguments),
    /// Do the jobs only, beside a server on another node; needs PostgreSQL
    Work,
    /// Do what is due
    #[command(subcommand, arg_required_else_help = false)]
    Jobs(jobs::JobsCommand),
    /// Bring the database schema up to date
    Migrate,
    /// Check settings, database, keys and mail
    Check(check::CheckArguments),
    /// Copy the database while it is in use, and check the copy
    Backup(backup::BackupArguments),
    /// Bring a backup back into an empty place; mail is held until `polisi mail release`
    Restore(restore::RestoreArguments),
    /// List keys, make a recovery copy of the master key, and bring it back
    #[command(subcommand, arg_required_else_help = false)]
    Keys(keys::KeysCommand),
    /// Hold mail back or let it go
    #[command(subcommand, arg_required_else_help = false)]
    Mail(mail::MailCommand),
    /// Look for anything that was altered and must not be
    Verify(verify::VerifyArguments),
    /// Make and list organisations
    #[command(subcommand, arg_required_else_help = false)]
    Organisation(organisation::OrganisationCommand),
    /// Make operators, who run the installation
    #[command(subcommand, arg_required_else_help = false)]
    Operator(operator::OperatorCommand),
    /// Turn a policy template and its field values into documents, without a database
    Render(render::RenderArguments),
}

fn main() -> ExitCode {
    match Program::try_parse() {
        Ok(Program { command: Some(command) }) => run(command),
        Ok(Program { command: None }) => help(),
        Err(wrong) => refuse(&wrong),
    }
}

fn run(command: Command) -> ExitCode {
    match command {
        Command::Serve(arguments) => cli::end(serve::run(arguments)),
        Command::Demo(arguments) => cli::end(demo::run(&arguments)),
        Command::Work => cli::end(work::run()),
        Command::Jobs(command) => cli::end(jobs::run(command)),
        Command::Migrate => cli::end(migrate::run()),
        Command::Check(arguments) => cli::end(check::run(arguments)),
        Command::Backup(arguments) => cli::end(backup::run(&arguments)),
        Command::Restore(arguments) => cli::end(restore::run(&arguments)),
        Command::Keys(command) => cli::end(keys::run(command)),
        Command::Mail(command) => cli::end(mail::run(command)),
        Command::Verify(arguments) => cli::end(verify::run(&arguments)),
        Command::Organisation(command) => cli::end(organisation::run(command)),
        Command::Operator(command) => cli::end(operator::run(command)),
        Command::Render(arguments) => render::run(&arguments),
    }
}

fn help() -> ExitCode {
    match Program::command().print_help() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Prints the help that was asked for, or what is wrong in one line.
fn refuse(wrong: &clap::Error) -> ExitCode {
    if !wrong.use_stderr() {
        return if wrong.print().is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    let text = wrong.to_string();
    let lines: Vec<&str> = text.lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
    let line = lines.join(" ");
    // Nobody reads standard error any more: the exit code must do.
    drop(writeln!(std::io::stderr(), "{}", line.trim_start_matches("error: ")));
    ExitCode::from(cli::WRONG_USAGE)
}
