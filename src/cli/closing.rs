//! `polisi organisation export` and `close`.

use std::path::Path;

use super::{Failure, Outcome, open, say, words};
use crate::access::Command;
use crate::access::two_people::Reason;
use crate::clock::Day;
use crate::closing::shredding::{self, Instruction};
use crate::closing::{self, ClosingError, Who, handover};
use crate::db::ids::OrganisationId;
use crate::db::{Error, System, Tenant};
use crate::organisations;
use crate::web::App;

/// What `polisi organisation close` is asked.
#[derive(Debug, Clone, clap::Args)]
#[command(group = clap::ArgGroup::new("step").required(true).args(["ask", "confirm", "words", "reopen", "shred"]))]
pub struct Arguments {
    /// The organisation's short name
    #[arg(value_name = "SLUG")]
    pub slug: String,
    /// Ask for the closing; an owner confirms it
    #[arg(long, requires = "reason")]
    pub ask: bool,
    /// Confirm what the only owner asked for
    #[arg(long)]
    pub confirm: bool,
    /// The words that stand in the records: whoever received them has opened them
    #[arg(long, value_name = "WORDS")]
    pub words: Option<String>,
    /// Open a closed organisation again, as long as its keys are there
    #[arg(long, requires = "reason")]
    pub reopen: bool,
    /// Destroy the keys of a closed organisation whose records were received, on the controller's instruction
    #[arg(long, requires_all = ["instructed_by", "instructed_on", "instruction"])]
    pub shred: bool,
    /// Why it is closed, or opened again
    #[arg(long)]
    pub reason: Option<String>,
    /// Who decides for the organisation: name and position
    #[arg(long, value_name = "NAME")]
    pub instructed_by: Option<String>,
    /// On which day they instructed, such as 2027-01-31
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub instructed_on: Option<Day>,
    /// In which words
    #[arg(long, value_name = "TEXT")]
    pub instruction: Option<String>,
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| words("closing-error-on", &[]))
}

/// The organisation of a short name.
fn named(app: &App, slug: &str) -> Result<OrganisationId, Failure> {
    let all = app.database.read_system(organisations::store::all)?;
    let found = all.into_iter().find(|(_, known, _)| known == slug).map(|(id, ..)| id);
    found.ok_or_else(|| Failure::of("organisation-unknown", &[("slug", slug)]))
}

/// Writes everything to a place.
///
/// # Errors
/// No such organisation; the place is taken.
pub fn export(slug: &str, to: &Path) -> Outcome {
    let app = open()?;
    let id = named(&app, slug)?;
    let files = handover::making::write_to(&app, Command::on(id), to, app.clock.now())?;
    say("organisation-exported", &[("files", &files.to_string()), ("place", &to.display().to_string())])
}

/// One step of a closing.
///
/// # Errors
/// No such organisation; the step can't be done now.
pub fn close(arguments: &Arguments) -> Outcome {
    let app = open()?;
    let (id, slug) = (named(&app, &arguments.slug)?, arguments.slug.as_str());
    if arguments.ask {
        return ask(&app, id, arguments);
    }
    if arguments.confirm {
        return confirm(&app, id, slug);
    }
    if arguments.reopen {
        return reopen(&app, id, arguments);
    }
    match &arguments.words {
        Some(typed) => take_words(&app, id, (slug, typed)),
        None => destroy(&app, id, arguments),
    }
}

fn machine() -> Who {
    Who::Operator(words("operator-by-machine", &[]), None)
}

fn failed(fault: &impl std::fmt::Display) -> Failure {
    Failure::new(&fault.to_string())
}

/// What stands in the way of a closing, in words.
fn stopped(fault: &ClosingError) -> Failure {
    let key = match fault {
        ClosingError::Database(_) => return failed(fault),
        ClosingError::NotFound => "closing-conflict-none",
        ClosingError::UnderWay => "closing-conflict-under-way",
        ClosingError::KeysGone => "closing-conflict-keys",
        ClosingError::Refused(_) => "closing-waits-owner",
    };
    Failure::of(key, &[])
}

fn reason(arguments: &Arguments) -> Result<Reason, Failure> {
    let reason = arguments.reason.as_deref().and_then(Reason::of);
    reason.ok_or_else(|| Failure::of("closing-error-reason", &[]))
}

fn ask(app: &App, id: OrganisationId, arguments: &Arguments) -> Outcome {
    let reason = reason(arguments)?;
    let (now, post) = (app.clock.now(), app.post.clone());
    let write = move |tenant: &mut Tenant<'_>| closing::ask(tenant, now, &machine(), reason.words(), &post);
    app.database.write(Command::on(id), write).map_err(|fault| stopped(&fault))?;
    say("organisation-close-asked", &[("slug", &arguments.slug)])
}

fn confirm(app: &App, id: OrganisationId, slug: &str) -> Outcome {
    let (now, post) = (app.clock.now(), app.post.clone());
    let write = move |tenant: &mut Tenant<'_>| closing::confirm(tenant, now, &machine(), &post);
    let day = app.database.write(Command::on(id), write).map_err(|fault| stopped(&fault))?;
    say("organisation-close-confirmed", &[("slug", slug), ("date", &day.to_string())])
}

fn reopen(app: &App, id: OrganisationId, arguments: &Arguments) -> Outcome {
    let (reason, now, post) = (reason(arguments)?, app.clock.now(), app.post.clone());
    let write = move |tenant: &mut Tenant<'_>| closing::reopen(tenant, now, reason.words(), &post);
    app.database.write(Command::on(id), write).map_err(|fault| stopped(&fault))?;
    say("organisation-close-reopened", &[("slug", &arguments.slug)])
}

fn take_words(app: &App, id: OrganisationId, (slug, typed): (&str, &str)) -> Outcome {
    let (now, typed) = (app.clock.now(), typed.to_owned());
    let take = move |tenant: &mut Tenant<'_>| handover::confirm_any(tenant, now, &typed);
    let fits: Result<bool, Error> = app.database.write(Command::on(id), take);
    if fits? {
        say("organisation-close-words", &[("slug", slug)])
    } else {
        Err(Failure::of("organisation-close-words-wrong", &[("slug", slug)]))
    }
}

fn destroy(app: &App, id: OrganisationId, arguments: &Arguments) -> Outcome {
    let by = arguments.instructed_by.clone().filter(|by| !by.trim().is_empty());
    let said = arguments.instruction.as_deref().and_then(Reason::of);
    let whole = by.zip(said).zip(arguments.instructed_on);
    let ((by, said), on) = whole.ok_or_else(|| Failure::of("closing-error-words", &[]))?;
    let now = app.clock.now();
    let instruction = Instruction {
        by,
        at: on.at(12, 0),
        words: said.words().to_owned(),
        noted_by: words("operator-by-machine", &[]),
    };
    let begin = move |system: &mut System<'_>| shredding::begin(system, now, id, &instruction);
    app.database.write_system(begin).map_err(|fault| failed(&fault))?;
    shredding::run(&app.database, &app.clock, id)?;
    let until = shredding::backups_until(now.day()).to_string();
    say("organisation-close-destroyed", &[("slug", &arguments.slug), ("date", &until)])
}
