//! `polisi operator`: who runs the installation.

use std::sync::Arc;

use clap::Subcommand;

use super::{Failure, Outcome, note_default_address, open, organisation::email, print, say, words};
use crate::access::address::Token;
use crate::access::email::Email;
use crate::access::passwords::Password;
use crate::accounts::factor::notices::By;
use crate::accounts::factor::{self, FactorError};
use crate::accounts::{self, AccountError, RESET_MINUTES, ending};
use crate::clock::Moment;
use crate::db::Error;
use crate::keys::random;
use crate::messages::Language;
use crate::operator::support::{self, SupportError};
use crate::operator::team::{self, TeamError};

/// What `polisi operator` is asked.
#[derive(Debug, Clone, Subcommand)]
pub enum OperatorCommand {
    /// Make an account an operator; one without a password gets a printed link to choose it
    Create {
        /// The operator's e-mail address
        #[arg(long, value_parser = email)]
        email: Email,
    },
    /// Everybody who runs the installation: address, since when, last sign-in
    List,
    /// Somebody leaves the team: they are no operator any more, all their sessions end and a mail tells them
    End {
        /// The operator's e-mail address
        #[arg(long, value_parser = email)]
        email: Email,
    },
    /// Take away the second factor of somebody who lost it; all their sessions end and a mail tells them
    ResetSecondFactor {
        /// The account's e-mail address
        #[arg(long, value_parser = email)]
        email: Email,
    },
    /// Sign somebody out on all devices; a mail tells them
    EndSessions {
        /// The account's e-mail address
        #[arg(long, value_parser = email)]
        email: Email,
    },
}

/// Makes an operator, lists them, lets one go, resets a second factor, or ends sessions.
///
/// # Errors
/// No such account, or whatever stops a start.
pub fn run(command: OperatorCommand) -> Outcome {
    match command {
        OperatorCommand::Create { email } => create(email),
        OperatorCommand::List => list(),
        OperatorCommand::End { email } => end(email),
        OperatorCommand::ResetSecondFactor { email } => reset_second_factor(email),
        OperatorCommand::EndSessions { email } => end_sessions(email),
    }
}

fn list() -> Outcome {
    let app = open()?;
    let never = words("operator-list-never", &[]);
    let day = |at: Option<Moment>| at.map_or_else(|| never.clone(), |at| at.to_string());
    for (one, signed_in_at) in app.database.read_system(team::all)? {
        print(&format!("{}\t{}\t{}", one.email, day(one.since), day(signed_in_at)))?;
    }
    Ok(())
}

fn end(email: Email) -> Outcome {
    let app = open()?;
    let (now, name, post) = (app.clock.now(), email.as_str().to_owned(), Arc::clone(&app.post));
    let done = app.database.write_system(move |system| team::end(system, now, &email, &post));
    match done {
        Ok(()) => say("operator-ended", &[("email", &name)]),
        Err(TeamError::NoOperator) => Err(Failure::of("operator-none", &[("email", &name)])),
        Err(TeamError::Last) => Err(Failure::of("operator-last", &[("email", &name)])),
        Err(other) => Err(Failure::new(&other.to_string())),
    }
}

/// Whoever can run this reads the whole database: nobody else is asked.
fn reset_second_factor(email: Email) -> Outcome {
    let app = open()?;
    let (now, name, post) = (app.clock.now(), email.as_str().to_owned(), Arc::clone(&app.post));
    let known = app.database.read_system(|system| accounts::store::by_email(system, &email))?;
    let account = known.ok_or_else(|| Failure::of("operator-no-account", &[("email", &name)]))?.id;
    let done = app.database.write_system(move |system| {
        factor::reset(system, now, account, By::Operator, &post)?;
        Ok::<_, FactorError>(support::leave(system, now, &post, account).map_err(unavailable)?)
    });
    match done {
        Ok(()) => say("operator-factor-reset", &[("email", &name)]),
        Err(FactorError::IsOff) => Err(Failure::of("operator-no-factor", &[("email", &name)])),
        Err(other) => Err(Failure::new(&other.to_string())),
    }
}

fn end_sessions(email: Email) -> Outcome {
    let app = open()?;
    let (now, name, post) = (app.clock.now(), email.as_str().to_owned(), Arc::clone(&app.post));
    let known = app.database.read_system(|system| accounts::store::by_email(system, &email))?;
    let account = known.ok_or_else(|| Failure::of("operator-no-account", &[("email", &name)]))?.id;
    let done = app.database.write_system(move |system| {
        ending::end_sessions(system, now, account, By::Operator, &post)?;
        Ok::<_, AccountError>(support::leave(system, now, &post, account).map_err(unavailable)?)
    });
    done.map_err(|fault| Failure::new(&fault.to_string()))?;
    say("operator-sessions-ended", &[("email", &name)])
}

fn unavailable(fault: SupportError) -> Error {
    match fault {
        SupportError::Database(fault) => fault,
        other => Error::Unavailable(other.to_string()),
    }
}

fn create(email: Email) -> Outcome {
    let app = open()?;
    let now = app.clock.now();
    let unguessable = data_encoding::HEXLOWER.encode(&random::<32>());
    let hash = app.hasher.hash_now(&Password::typed(&unguessable))?;
    let (token, name) = (Token::new(), email.as_str().to_owned());
    let kept = token.clone();
    let needs_link = app.database.write_system(move |system| {
        let id = match accounts::store::by_email(system, &email)? {
            Some(known) => known.id,
            None => accounts::create(system, now, &email, &hash, Language::English)?,
        };
        accounts::store::make_operator(system, now, id)?;
        let needs_link = !accounts::store::has_chosen_password(system, id)?;
        if needs_link {
            accounts::keep_reset(system, now, id, &kept)?;
        }
        Ok::<_, Failure>(needs_link)
    })?;
    if !needs_link {
        return say("operator-known", &[("email", &name)]);
    }
    note_default_address(&app.settings)?;
    let link = app.settings.link(&format!("/password-reset/{}", token.reveal()));
    let minutes = RESET_MINUTES.to_string();
    say("operator-made", &[("email", &name), ("link", &link), ("minutes", &minutes)])
}
