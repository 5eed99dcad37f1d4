//! Operators are told when very many tries at passwords, codes, PINs and links are wrong (reference security 3.5): each
//! place has its limit, and only all of them together show that somebody goes from one to the next.

use crate::access::email::Email;
use crate::access::guesses::{self, LATELY_MINUTES};
use crate::clock::Moment;
use crate::db::{Error, System};
use crate::jobs;
use crate::mail::{Letter, Post, Sheet, account};
use crate::messages::{Language, args};
use crate::web::App;
use crate::web::engine::EngineError;

use super::store;

/// The watch and its mail.
pub const ALARM: &str = "guessing-alarm";
/// Wrong tries a minute above which somebody goes through accounts: no organisation mistypes so often.
const ALARM_A_MINUTE: i64 = 100;

/// Whether operators must be told, and weren't today.
///
/// # Errors
/// The database is away.
pub fn is_due(app: &App, now: Moment) -> Result<bool, Error> {
    app.database.read_system(move |system| Ok(wrong(system, now)?.is_some()))
}

/// How many tries were wrong, when that is to be told, and somebody is there who gets it: without an operator the day
/// isn't marked as told.
fn wrong(system: &mut System<'_>, now: Moment) -> Result<Option<i64>, Error> {
    if jobs::has_begun(system, ALARM, now.day())? {
        return Ok(None);
    }
    let wrong = guesses::lately(system, now)?;
    let is_much = wrong > ALARM_A_MINUTE.saturating_mul(LATELY_MINUTES);
    Ok((is_much && !store::operators(system)?.is_empty()).then_some(wrong))
}

/// Tells every operator, once a day; how many.
///
/// # Errors
/// The database is away.
pub fn tell(app: &App, now: Moment) -> Result<u64, Error> {
    let post = std::sync::Arc::clone(&app.post);
    app.database.write_system(move |system| {
        let Some(wrong) = wrong(system, now)? else { return Ok(0) };
        if !jobs::begin(system, now, ALARM, now.day())? {
            return Ok(0);
        }
        let mut told = 0;
        for operator in store::operators(system)? {
            let Some(email) = Email::parse(&operator.email) else { continue };
            let letter = letter(&post, operator.language, wrong)
                .map_err(|fault| Error::Unavailable(fault.to_string()))?;
            account::queue(system, now, Some(operator.account), &email, &letter)?;
            told += 1;
        }
        Ok(told)
    })
}

fn letter(post: &Post, language: Language, wrong: i64) -> Result<Letter, EngineError> {
    let values = args([("wrong", wrong), ("minutes", LATELY_MINUTES)]);
    let sheet = Sheet {
        subject: post.word(language, "guessing-alarm-subject"),
        before: vec![
            post.words(language, "guessing-alarm-what", &values),
            post.word(language, "guessing-alarm-held"),
            post.word(language, "guessing-alarm-do"),
        ],
        after: vec![post.word(language, "guessing-alarm-why")],
        ..Sheet::default()
    };
    post.letter(language, &sheet)
}
