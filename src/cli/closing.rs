//! `polisi organisation export` and `close`.

use std::path::Path;

use super::{Failure, Outcome, open, print, say, words};
use crate::access::Command;
use crate::access::two_people::Reason;
use crate::clock::Day;
use crate::closing::handover::making::{self, NotWritten};
use crate::closing::shredding::{self, Tombstone};
use crate::closing::{self, ClosingError, Who, form, handover};
use crate::db::ids::OrganisationId;
use crate::db::{Error, System, Tenant};
use crate::organisations;
use crate::web::{App, FormErrors};

/// What `polisi organisation close` is asked.
#[derive(Debug, Clone, clap::Args)]
#[command(group = clap::ArgGroup::new("step").required(true).args(["ask", "confirm", "undo", "words", "reopen", "shred"]))]
pub struct Arguments {
    /// The organisation's short name
    #[arg(value_name = "SLUG")]
    pub slug: String,
    /// Ask for the closing; an owner confirms it
    #[arg(long, requires = "reason")]
    pub ask: bool,
    /// Confirm what the only owner asked for; where nobody has joined also what an operator did, 30 days later and
    /// with a reason
    #[arg(long)]
    pub confirm: bool,
    /// Take a closing back, where nobody has joined who could
    #[arg(long)]
    pub undo: bool,
    /// The words that stand in the records: whoever received them has opened them
    #[arg(long, value_name = "WORDS")]
    pub words: Option<String>,
    /// Open a closed organisation again, as long as its keys are there
    #[arg(long, requires = "reason")]
    pub reopen: bool,
    /// Destroy the keys of a closed organisation whose records were received, on the controller's instruction
    #[arg(long, requires_all = ["instructed_by", "instructed_on", "instruction"])]
    pub shred: bool,
    /// Why it is closed, confirmed alone, or opened again
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
    let place = std::path::absolute(to).as_deref().unwrap_or(to).display().to_string();
    let written = making::write_to(&app, Command::on(id), to, app.clock.now());
    let files = written.map_err(|fault| not_written(fault, &place))?;
    say("organisation-exported", &[("files", &files.to_string()), ("place", &place)])
}

fn not_written(fault: NotWritten, place: &str) -> Failure {
    match fault {
        NotWritten::Database(fault) => fault.into(),
        NotWritten::Taken => Failure::of("organisation-export-taken", &[("place", place)]),
        NotWritten::Place(why) => {
            let why = why.to_string();
            Failure::of("organisation-export-refused", &[("place", place), ("why", why.as_str())])
        }
    }
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
        return confirm(&app, id, arguments);
    }
    if arguments.undo {
        return undo(&app, id, slug);
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
        ClosingError::NoReason => "closing-error-reason",
        ClosingError::TooEarly(from) => {
            return Failure::of("organisation-close-early", &[("date", &from.to_string())]);
        }
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

fn confirm(app: &App, id: OrganisationId, arguments: &Arguments) -> Outcome {
    let (now, post) = (app.clock.now(), app.post.clone());
    let alone = arguments.reason.as_deref().and_then(Reason::of);
    let write =
        move |tenant: &mut Tenant<'_>| closing::confirm(tenant, now, &machine(), alone.as_ref(), &post);
    let day = app.database.write(Command::on(id), write).map_err(|fault| stopped(&fault))?;
    say("organisation-close-confirmed", &[("slug", &arguments.slug), ("date", &day.to_string())])
}

fn undo(app: &App, id: OrganisationId, slug: &str) -> Outcome {
    let (now, post) = (app.clock.now(), app.post.clone());
    let write = move |tenant: &mut Tenant<'_>| closing::undo(tenant, now, &machine(), &post);
    app.database.write(Command::on(id), write).map_err(|fault| match fault {
        ClosingError::Refused(_) => Failure::of("organisation-close-undo-owner", &[]),
        other => stopped(&other),
    })?;
    say("organisation-close-undone", &[("slug", slug)])
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
    let now = app.clock.now();
    let text = |given: &Option<String>| given.clone().unwrap_or_default();
    let (by, said) = (text(&arguments.instructed_by), text(&arguments.instruction));
    let noted_by = words("operator-by-machine", &[]);
    let read = form::instructed((&by, arguments.instructed_on, &said), &noted_by, now);
    let instruction = read.map_err(|wrong| first_of(&wrong))?;
    let given = instruction.clone();
    let begin = move |system: &mut System<'_>| shredding::begin(system, now, id, &given);
    let recorded = app.database.write_system(begin).map_err(|fault| failed(&fault))?;
    shredding::run(&app.database, &app.clock, id)?;
    // What was begun before goes on whatever is said now; what was said then stays.
    if let Some(before) = recorded.as_ref().filter(|before| !before.records(&instruction)) {
        return Err(Failure::new(&as_recorded(before)));
    }
    let done = recorded.as_ref().and_then(|before| before.done_at).unwrap_or(now);
    let until = shredding::backups_until(done.day()).to_string();
    say("organisation-close-destroyed", &[("slug", &arguments.slug), ("date", &until)])?;
    recorded.map_or(Ok(()), |before| print(&as_recorded(&before)))
}

fn first_of(wrong: &FormErrors) -> Failure {
    wrong.0.first().map_or_else(|| Failure::of("closing-error-words", &[]), |one| Failure::of(one.key, &[]))
}

fn as_recorded(stone: &Tombstone) -> String {
    let (on, at) = (stone.instructed_at.day().to_string(), stone.begun_at.day().to_string());
    let named = [("by", &stone.instructed_by), ("on", &on), ("at", &at), ("words", &stone.instruction)];
    words("organisation-close-recorded", &named.map(|(name, value)| (name, value.as_str())))
}
