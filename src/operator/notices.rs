//! The mails to owners whose organisation is suspended, or works again. They belong to the installation: mail of a
//! suspended organisation waits, and nobody inside could read there why.

use crate::access::Command;
use crate::clock::Moment;
use crate::db::ids::OrganisationId;
use crate::db::{Error as DbError, System};
use crate::mail::{self, Letter, Post, Sheet};
use crate::messages::{Language, args};
use crate::web::dates;
use crate::web::engine::EngineError;
use crate::{organisations, people};

use super::{OperatorError, store};

/// What owners are told.
#[derive(Debug, Clone, Copy)]
pub(super) struct News<'a> {
    /// Whether it is suspended now, or works again.
    pub suspended: bool,
    /// Why, in the words of the operator.
    pub reason: &'a str,
}

/// Queues a mail to every owner who can sign in.
///
/// # Errors
/// The database is away, or the mail can't be written.
pub(super) fn tell(
    system: &mut System<'_>,
    now: Moment,
    post: &Post,
    organisation: OrganisationId,
    news: News<'_>,
) -> Result<(), OperatorError> {
    let mut tenant = system.enter(&Command::on(organisation).by_operator()).map_err(DbError::from)?;
    let of = (organisations::name(&mut tenant)?, organisations::store::slug(&mut tenant)?);
    let owners = people::acting_owners(&mut tenant)?;
    for (account, email, language) in store::accounts_of(system, organisation, &owners)? {
        let letter =
            letter(post, language, now, &of, news).map_err(|fault| OperatorError::Mail(fault.to_string()))?;
        mail::account::queue(system, now, Some(account), &email, &letter)?;
    }
    Ok(())
}

fn letter(
    post: &Post,
    language: Language,
    now: Moment,
    (name, slug): &(String, String),
    news: News<'_>,
) -> Result<Letter, EngineError> {
    let when = dates::written(&now.to_string(), "datetime", language).unwrap_or_default();
    let values = args([("organisation", name.clone()), ("when", when), ("reason", news.reason.to_owned())]);
    let word = if news.suspended { "suspended-mail" } else { "resumed-mail" };
    let say = |part: &str| post.words(language, &format!("{word}-{part}"), &values);
    let sheet = Sheet {
        subject: say("subject"),
        organisation: Some(name.clone()),
        before: vec![say("body"), post.words(language, "errors-suspended-reason", &values), say("concerns")],
        button: Some(say("button")),
        href: Some(post.link(&format!("/o/{slug}/"))),
        after: vec![post.words(language, "suspended-mail-why", &values)],
        ..Sheet::default()
    };
    post.letter(language, &sheet)
}
