//! The pages of the second factor: the code at the sign-in, setting it up, and how it stands.

pub(in crate::accounts) mod code;
mod own;
mod setting_up;

use actix_web::web;

use super::form::Typed;
use super::{FactorError, Given, store};
use crate::access::guesses::{Guess, Taken};
use crate::access::{FactorRule, devices};
use crate::accounts::form;
use crate::db::Error as DbError;
use crate::db::ids::AccountId;
use crate::web::{Door, Error, Route, Sensitivity, Visit};

const OWN: &str = "/account/second-factor";
const APP: &str = "/account/second-factor/app";
const CODES: &str = "/account/second-factor/codes";
const REPLACE: &str = "/account/second-factor/replace";
const OFF: &str = "/account/second-factor/off";

/// The URLs of the second factor.
pub const ROUTES: &[Route] = &[
    Route::get(code::PATH, Door::Public, || web::to(code::form)),
    Route::post(code::PATH, Door::Public, || web::to(code::give)),
    Route::get(OWN, Door::SignedIn, || web::to(own::show)),
    Route::post(OWN, Door::SignedIn, || web::to(setting_up::start)).with(Sensitivity::Fresh),
    Route::get(APP, Door::SignedIn, || web::to(setting_up::app)).with(Sensitivity::Fresh),
    Route::post(APP, Door::SignedIn, || web::to(setting_up::confirm)).with(Sensitivity::Fresh),
    Route::get(CODES, Door::SignedIn, || web::to(setting_up::codes)).with(Sensitivity::Fresh),
    Route::post(CODES, Door::SignedIn, || web::to(setting_up::keep)).with(Sensitivity::Fresh),
    Route::get(REPLACE, Door::SignedIn, || web::to(own::replace_form)).with(Sensitivity::Fresh),
    Route::post(REPLACE, Door::SignedIn, || web::to(own::replace)).with(Sensitivity::Fresh),
    Route::get(OFF, Door::SignedIn, || web::to(own::off_form)).with(Sensitivity::Fresh),
    Route::post(OFF, Door::SignedIn, || web::to(own::off)).with(Sensitivity::Fresh),
];

impl From<FactorError> for Error {
    fn from(error: FactorError) -> Self {
        match error {
            FactorError::Account(fault) => fault.into(),
            FactorError::Database(fault) => fault.into(),
            FactorError::Mail(fault) => fault.into(),
            FactorError::Seal(fault) => Self::Internal(fault.to_string()),
            FactorError::NoOffer => Self::Conflict("factor-error-no-offer"),
            FactorError::IsOn => Self::Conflict("factor-error-on"),
            FactorError::IsOff => Self::Conflict("factor-error-off"),
            FactorError::Needed => Self::Conflict("factor-error-needed"),
            FactorError::OpensMore => Self::Conflict("factor-error-opens-more"),
        }
    }
}

/// Where the visitor wanted to go before; it travels in the address of each page.
fn wanted(visit: &Visit) -> Option<&str> {
    form::destination(&visit.query)
}

/// A page with where to go afterwards.
fn on_the_way(page: &str, to: Option<&str>) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    match to {
        Some(to) => format!("{page}?{}", query.append_pair("to", to).finish()),
        None => page.to_owned(),
    }
}

/// The page of the second factor after something was done.
fn done(what: &str, to: Option<&str>) -> String {
    let back = on_the_way(OWN, to);
    let mark = if back.contains('?') { '&' } else { '?' };
    format!("{back}{mark}done={what}")
}

/// What counts the tries of a session's account: for a browser with which a second factor was given before by
/// itself, so that nobody far away keeps its owner out; for all others by network, and together.
async fn guess(visit: &Visit, account: AccountId) -> Result<Guess, Error> {
    let (now, browser) = (visit.now, visit.browser.clone());
    let proven: Result<bool, DbError> = visit
        .app
        .look(move |database| {
            database.read_system(|system| devices::is_proven(system, now, account, &browser))
        })
        .await;
    let (keyring, at) = (visit.app.database.keyring(), account.to_string());
    Ok(if proven? {
        Guess::by_known(keyring, "second", &at, &visit.browser)
    } else {
        Guess::from_anywhere(keyring, "second", &at, visit.from)
    })
}

/// A try that was counted, and what was given as it is compared with what is kept.
struct Trial {
    given: Given,
    taken: Taken,
}

/// Counts a try, then does the slow part of the comparison outside the transaction.
async fn tried(visit: &Visit, account: AccountId, typed: &Typed) -> Result<Trial, Error> {
    let taken = visit.take_try(vec![guess(visit, account).await?]).await?;
    let given = match typed {
        Typed::App(code) => Given::App(code.clone()),
        Typed::Recovery(code) => {
            let kept: Result<_, DbError> = visit
                .app
                .look(move |database| database.read_system(|system| store::any_code(system, account)))
                .await;
            let hashed = visit.app.hasher.hash_like(visit.from, code.for_hashing(account), kept?);
            Given::Recovery(visit.weigh(&taken, hashed).await?)
        }
    };
    Ok(Trial { given, taken })
}

/// Refuses where the second factor is switched off: nobody sets up there what nobody is asked for.
fn switched_on(visit: &Visit) -> Result<(), Error> {
    match visit.app.settings.second_factor {
        FactorRule::On => Ok(()),
        FactorRule::Off => Err(Error::ForbiddenHere("factor-demonstration")),
    }
}
