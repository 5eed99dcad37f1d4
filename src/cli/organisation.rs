//! `polisi organisation`: making organisations and listing them.

use clap::Subcommand;

use super::{Failure, Outcome, open, open_or_make, print, say};
use crate::access::address::Token;
use crate::access::email::Email;
use crate::access::entries::Command;
use crate::db::Error;
use crate::messages::Language;
use crate::operator::{self, INVITATION_DAYS};
use crate::organisations::{self, Founding};
use crate::people::Details;

/// What `polisi organisation` is asked.
#[derive(Debug, Clone, Subcommand)]
pub enum OrganisationCommand {
    /// Make an organisation and print a one-time link for its owner
    Create(CreateArguments),
    /// List the organisations: short name, state, name
    List,
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
    /// The owner's last name
    #[arg(long)]
    pub owner_family_name: String,
    /// The language the owner reads: en or cy
    #[arg(long, default_value = "en", value_parser = language)]
    pub owner_language: Language,
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
        OrganisationCommand::List => list(),
    }
}

fn create(arguments: CreateArguments) -> Outcome {
    let slug = organisations::slug_of(arguments.slug.as_deref().unwrap_or(&arguments.name));
    let filled = [&arguments.name, &slug, &arguments.owner_given_name, &arguments.owner_family_name];
    if filled.iter().any(|text| text.trim().is_empty()) {
        return Err(Failure::of("organisation-empty", &[]));
    }
    let app = open_or_make()?;
    let (now, token) = (app.clock.now(), Token::new());
    let (email, kept) = (arguments.owner_email.clone(), token.clone());
    let name = [arguments.owner_given_name.trim(), arguments.owner_family_name.trim()].map(str::to_owned);
    let owner = Details::of_first_owner(name, arguments.owner_email, arguments.owner_language);
    let founding = Founding { name: arguments.name, slug: slug.clone(), owner };
    app.database.write_system(move |system| {
        operator::create(system, now, &founding, (&email, &kept), None)?;
        Ok::<_, Failure>(())
    })?;
    let link = app.settings.link(&format!("/invitations/{}", token.reveal()));
    say("organisation-made", &[("slug", &slug), ("link", &link), ("days", &INVITATION_DAYS.to_string())])
}

fn list() -> Outcome {
    let app = open()?;
    let all = app.database.read_system(|system| {
        let mut named = Vec::new();
        for (id, slug, state) in organisations::store::all(system)? {
            let mut tenant = system.enter(&Command::on(id))?;
            named.push(format!("{slug}\t{state}\t{}", organisations::name(&mut tenant)?));
        }
        Ok::<_, Error>(named)
    })?;
    all.iter().try_for_each(|line| print(line))
}
