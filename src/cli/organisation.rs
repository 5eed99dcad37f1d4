//! `polisi organisation`: making organisations and listing them.

use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::backup::note_sum;
use super::{Failure, Outcome, note_default_address, open, open_or_make, print, say, words};
use crate::access::Role;
use crate::access::address::Token;
use crate::access::email::Email;
use crate::access::entries::Command;
use crate::accounts::{self, factor};
use crate::backups::one;
use crate::clock::{Clock, Day, Moment};
use crate::closing;
use crate::config::Settings;
use crate::db::ids::{AccountId, OrganisationId, PersonId};
use crate::db::{Address, Error, System, Tenant};
use crate::messages::Language;
use crate::operator::{self, OperatorError, readdressing};
use crate::organisations::{self, Founding};
use crate::people::invitations::HOURS;
use crate::people::{self, Details};

/// What `polisi organisation` is asked.
#[derive(Debug, Clone, Subcommand)]
pub enum OrganisationCommand {
    /// Make an organisation and print a one-time link for its owner
    Create(CreateArguments),
    /// Print a new one-time link for an owner who hasn't joined, at another address too while nobody has; the one
    /// before stops working
    Invite {
        /// The organisation's short name
        #[arg(long)]
        slug: String,
        /// The owner's e-mail address
        #[arg(long, value_parser = email)]
        email: Email,
        /// Why the address is another than the owner was invited at; only while nobody has joined
        #[arg(long)]
        reason: Option<String>,
    },
    /// List the organisations: short name, state, name
    List,
    /// Write all that an organisation has to a place, to read without this program; reports of concerns apart
    Export {
        /// The organisation's short name
        #[arg(long, value_name = "SLUG")]
        organisation: String,
        /// A ZIP file that isn't there yet, or a folder that is empty
        #[arg(long, value_name = "FOLDER-or-ZIP")]
        to: PathBuf,
    },
    /// Close an organisation: ask, confirm, confirm the hand-over, and at the very end destroy its keys
    Close(super::closing::Arguments),
    /// Take one organisation out of a backup: beside the others into an empty place, or back in
    Restore(RestoreArguments),
}

/// What `polisi organisation create` is asked.
#[derive(Debug, Clone, clap::Args)]
pub struct CreateArguments {
    /// The name as it prints in policies
    #[arg(long)]
    pub name: String,
    /// The short name in addresses; made from the name when left out
    #[arg(long)]
    pub slug: Option<String>,
    /// The owner's e-mail address
    #[arg(long, value_parser = email)]
    pub owner_email: Email,
    /// The owner's first name
    #[arg(long)]
    pub owner_given_name: String,
    /// The owner's last name; left out for somebody who has one name only
    #[arg(long, default_value = "")]
    pub owner_family_name: String,
    /// The language the owner reads: en or cy
    #[arg(long, default_value = "en", value_parser = language)]
    pub owner_language: Language,
}

/// What `polisi organisation restore` is asked.
#[derive(Debug, Clone, clap::Args)]
pub struct RestoreArguments {
    /// The organisation's short name in the backup
    #[arg(value_name = "SLUG")]
    pub slug: String,
    /// The backup
    #[arg(long, value_name = "FILE")]
    pub from: PathBuf,
    /// Make a place in this folder that holds the organisation alone, to look things up; otherwise it comes
    /// back into the database, when that lost it
    #[arg(long, value_name = "DIR", conflicts_with = "as_slug")]
    pub into: Option<PathBuf>,
    /// The master key that the backup was made under, when it was changed since
    #[arg(long, value_name = "FILE")]
    pub backup_key: Option<PathBuf>,
    /// Another short name, when somebody else has the old one now
    #[arg(long = "as", value_name = "NEW-SLUG")]
    pub as_slug: Option<String>,
}

/// Reads an e-mail address of the command line.
///
/// # Errors
/// It isn't one.
pub fn email(text: &str) -> Result<Email, String> {
    Email::parse(text).ok_or_else(|| super::words("cli-not-an-email", &[]))
}

fn language(text: &str) -> Result<Language, String> {
    Language::from_code(text).ok_or_else(|| super::words("cli-not-a-language", &[]))
}

/// Makes or lists.
///
/// # Errors
/// The short name is taken; whatever stops a start.
pub fn run(command: OrganisationCommand) -> Outcome {
    match command {
        OrganisationCommand::Create(arguments) => create(arguments),
        OrganisationCommand::Invite { slug, email, reason } => invite_again(&slug, email, reason),
        OrganisationCommand::List => list(),
        OrganisationCommand::Export { organisation, to } => super::closing::export(&organisation, &to),
        OrganisationCommand::Close(arguments) => super::closing::close(&arguments),
        OrganisationCommand::Restore(arguments) => restore(&arguments),
    }
}

fn create(arguments: CreateArguments) -> Outcome {
    let slug = organisations::slug_of(arguments.slug.as_deref().unwrap_or(&arguments.name));
    let filled = [&arguments.name, &slug, &arguments.owner_given_name];
    if filled.iter().any(|text| text.trim().is_empty()) {
        return Err(Failure::of("organisation-empty", &[]));
    }
    let app = open_or_make()?;
    let (now, token) = (app.clock.now(), Token::new());
    let (email, kept) = (arguments.owner_email.clone(), token.clone());
    let name = [arguments.owner_given_name.trim(), arguments.owner_family_name.trim()].map(str::to_owned);
    let owner = Details::of_newcomer(name, Some(arguments.owner_email), arguments.owner_language);
    let founding = Founding { name: arguments.name, slug: slug.clone(), owner };
    app.database.write_system(move |system| {
        operator::create(system, now, &founding, (&email, &kept), None)?;
        Ok::<_, Failure>(())
    })?;
    note_default_address(&app.settings)?;
    let link = app.settings.link(&format!("/invitations/{}", token.reveal()));
    say("organisation-made", &[("slug", &slug), ("link", &link), ("hours", &HOURS.to_string())])
}

/// What came of a wish for another link.
enum Invited {
    Yes,
    NoOwner,
    Joined,
    /// A reason for another address, and none is another.
    SameAddress,
}

/// An owner whose link is too old gets another: nobody inside could send one.
fn invite_again(slug: &str, email: Email, reason: Option<String>) -> Outcome {
    if reason.as_deref().is_some_and(|reason| !operator::form::is_reason(reason)) {
        return Err(Failure::of("operator-error-reason", &[]));
    }
    let app = open()?;
    let (now, token) = (app.clock.now(), Token::new());
    let (kept, to, wanted) = (token.clone(), email.clone(), slug.to_owned());
    let done = app.database.write_system(move |system| {
        let all = organisations::store::all(system)?;
        let Some((organisation, ..)) = all.into_iter().find(|(_, slug, _)| *slug == wanted) else {
            return Ok(Invited::NoOwner);
        };
        match reason {
            Some(_) if waiting(system, organisation, &email)?.is_some() => Ok(Invited::SameAddress),
            Some(reason) => readdress(system, now, organisation, (&email, &reason), &kept),
            None => again(system, now, organisation, &email, &kept),
        }
    })?;
    match done {
        Invited::NoOwner => {
            Err(Failure::of("organisation-no-owner", &[("slug", slug), ("email", to.as_str())]))
        }
        Invited::Joined => Err(Failure::of("organisation-joined", &[("slug", slug)])),
        Invited::SameAddress => Err(Failure::of("organisation-same-address", &[("email", to.as_str())])),
        Invited::Yes => {
            note_default_address(&app.settings)?;
            let link = app.settings.link(&format!("/invitations/{}", token.reveal()));
            say("organisation-invited", &[("link", &link), ("hours", &HOURS.to_string())])
        }
    }
}

/// The owner of an address who hasn't joined.
fn waiting(
    system: &mut System<'_>,
    organisation: OrganisationId,
    email: &Email,
) -> Result<Option<PersonId>, Error> {
    let mut tenant = system.enter(&Command::on(organisation))?;
    let members = people::store::members(&mut tenant)?;
    let owners = people::holders(&mut tenant, Role::Owner, None)?;
    let is = |owner: &people::Person| owner.email.as_ref() == Some(email) && !members.contains(&owner.id);
    Ok(owners.into_iter().find(is).map(|owner| owner.id))
}

fn again(
    system: &mut System<'_>,
    now: Moment,
    organisation: OrganisationId,
    email: &Email,
    link: &Token,
) -> Result<Invited, Error> {
    let Some(owner) = waiting(system, organisation, email)? else { return Ok(Invited::NoOwner) };
    people::invitations::withdraw(&mut system.enter(&Command::on(organisation))?, now, owner)
        .map_err(|fault| Error::Unavailable(fault.to_string()))?;
    operator::invite(system, now, (organisation, owner), email, link)?;
    Ok(Invited::Yes)
}

fn readdress(
    system: &mut System<'_>,
    now: Moment,
    organisation: OrganisationId,
    wanted: (&Email, &str),
    link: &Token,
) -> Result<Invited, Error> {
    match readdressing::readdress(system, now, Command::on(organisation), wanted, link) {
        Ok(_) => Ok(Invited::Yes),
        Err(OperatorError::Joined) => Ok(Invited::Joined),
        Err(OperatorError::Database(fault)) => Err(fault),
        Err(other) => Err(Error::Unavailable(other.to_string())),
    }
}

fn restore(arguments: &RestoreArguments) -> Outcome {
    let settings = super::settings()?;
    let now = Clock::real().now();
    if arguments.into.is_none() && matches!(settings.database, Address::Postgres(_)) {
        return Err(Failure::of("restore-needs-file", &[]));
    }
    let found = one::find(&arguments.from, &arguments.slug, &settings, arguments.backup_key.as_deref(), now)?;
    note_sum(found.has_sum, &arguments.from)?;
    if let Some(folder) = &arguments.into {
        return restore_alone(&found, arguments, folder, &settings);
    }
    let slug = organisations::slug_of(arguments.as_slug.as_deref().unwrap_or(&arguments.slug));
    let app = open()?;
    let back = one::bring_back(&found, &app.database, &slug, now)?;
    say("restore-brought-back", &[("slug", &slug), ("rows", &back.rows.to_string())])?;
    let closed = app.database.read_system(move |system| without_key(system, back.accounts))?;
    closed.iter().try_for_each(|email| say("restore-factor-closed", &[("email", email.as_str())]))
}

/// Whose second factor came along and doesn't open: its key is younger than this database.
fn without_key(system: &mut System<'_>, accounts: Vec<AccountId>) -> Result<Vec<Email>, Error> {
    let mut closed = Vec::new();
    for account in accounts {
        if !factor::opens(system, account)? {
            closed.extend(accounts::store::email(system, account)?);
        }
    }
    Ok(closed)
}

fn restore_alone(
    found: &one::Found,
    arguments: &RestoreArguments,
    folder: &Path,
    settings: &Settings,
) -> Outcome {
    crate::app::make_folder(folder)?;
    // The printed settings hold wherever somebody stands who uses them.
    let folder = &std::path::absolute(folder)?;
    let key = std::path::absolute(arguments.backup_key.as_ref().unwrap_or(&settings.master_key_file))?;
    let database = folder.join("polisi.db");
    let rows = one::alone(found, &database, Clock::real().now())?;
    say(
        "restore-alone",
        &[
            ("database", &database.display().to_string()),
            ("slug", &arguments.slug),
            ("rows", &rows.to_string()),
            ("folder", &quoted(&folder.display().to_string())),
            ("url", &quoted(&format!("sqlite://{}", database.display()))),
            ("backups", &quoted(&folder.join("backups").display().to_string())),
            ("key", &quoted(&key.display().to_string())),
        ],
    )
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "/._-:+@%".contains(letter);
    if word.chars().all(is_plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

fn list() -> Outcome {
    let app = open()?;
    let all = app.database.read_system(|system| {
        let mut named = Vec::new();
        for (id, slug, state) in organisations::store::all(system)? {
            let mut tenant = system.enter(&Command::on(id))?;
            let day = closing_day(&mut tenant)?.map(|day| day.to_string());
            let state = day.map_or(state, |day| words("organisation-list-closing", &[("date", &day)]));
            named.push(format!("{slug}\t{state}\t{}", organisations::name(&mut tenant)?));
        }
        Ok::<_, Error>(named)
    })?;
    all.iter().try_for_each(|line| print(line))
}

/// The day on which an organisation closes that still works.
fn closing_day(tenant: &mut Tenant<'_>) -> Result<Option<Day>, Error> {
    let closing = closing::store::current(tenant)?.filter(|closing| closing.closed_at.is_none());
    Ok(closing.and_then(|closing| closing.closes_on))
}
