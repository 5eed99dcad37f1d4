//! Retention: how long what is kept ([`rules`]), what is removed and what stays of it ([`applying`]), and what keeps
//! records past their time ([`holds`]).
//!
//! Nothing goes ahead of the clock, and nothing when the clock jumped ([`clock`]); nothing in the 30 days after a rule
//! was announced; nothing under a legal hold; nothing that others under a longer rule still need.

pub mod applying;
pub mod clock;
pub mod events;
pub mod form;
pub mod holds;
pub mod notices;
pub mod pages;
pub mod rules;
mod store;

use std::collections::BTreeMap;

use rules::{Choice, Rule, Setting};

use crate::audit;
use crate::clock::{Day, Moment};
use crate::db::ids::PersonId;
use crate::db::{Error, Tenant};
use crate::mail::{Post, kinds};
use crate::organisations::{self, Nation};

pub use holds::any as held;

/// The kind of ticket of the daily work.
pub const TICKET: &str = "retention";
/// The kind of the mails.
const KIND: &str = kinds::RETENTION;
/// From this minute of the day in London.
pub const FROM_MINUTE: i32 = 180;

/// A choice of the organisation, as it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The rule.
    pub rule: Rule,
    /// The choice.
    pub choice: Choice,
    /// Why.
    pub reason: String,
    /// When.
    pub made_at: Moment,
    /// By whom.
    pub made_by: PersonId,
}

/// A choice to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The rule.
    pub rule: Rule,
    /// The months.
    pub months: i64,
    /// Why.
    pub reason: String,
    /// The day from which it holds.
    pub from_on: Day,
}

/// What went wrong with a choice.
#[derive(Debug, thiserror::Error)]
pub enum RetentionError {
    /// The database is away.
    #[error(transparent)]
    Database(#[from] Error),
    /// Fewer months than the minimum.
    #[error("fewer than {0} months")]
    BelowMinimum(i64),
}

/// What holds for every rule on a day.
///
/// # Errors
/// The database is away.
pub fn settings(tenant: &mut Tenant<'_>, on: Day) -> Result<BTreeMap<Rule, Setting>, Error> {
    let chosen = store::choices(tenant)?;
    let of = |rule: Rule| -> Vec<Choice> {
        chosen.iter().filter(|one| one.rule == rule).map(|one| one.choice.clone()).collect()
    };
    Ok(Rule::ALL.iter().map(|rule| (*rule, rules::in_force(&of(*rule), on))).collect())
}

/// Every choice that was made, the oldest first.
///
/// # Errors
/// The database is away.
pub fn choices(tenant: &mut Tenant<'_>) -> Result<Vec<Chosen>, Error> {
    store::choices(tenant)
}

/// The nations in which the organisation works; England where it has no service yet.
///
/// # Errors
/// The database is away.
pub fn nations(tenant: &mut Tenant<'_>) -> Result<Vec<Nation>, Error> {
    let mut nations: Vec<Nation> =
        organisations::services(tenant)?.into_iter().map(|service| service.nation).collect();
    nations.sort();
    nations.dedup();
    Ok(if nations.is_empty() { vec![Nation::England] } else { nations })
}

/// The fewest months that the organisation may choose for a rule.
///
/// # Errors
/// The database is away.
pub fn minimum(tenant: &mut Tenant<'_>, rule: Rule, on: Day) -> Result<i64, Error> {
    let (nations, all) = (nations(tenant)?, settings(tenant, on)?);
    let mut proved = Vec::new();
    for nation in &nations {
        proved.extend(applying::PROVED.iter().map(|rule| applying::months(*rule, *nation, &all)));
    }
    Ok(rules::minimum(rule, &nations, &proved))
}

/// The longest months of a rule in the organisation's nations.
///
/// # Errors
/// The database is away.
pub fn longest(tenant: &mut Tenant<'_>, rule: Rule, on: Day) -> Result<i64, Error> {
    let (nations, all) = (nations(tenant)?, settings(tenant, on)?);
    Ok(nations.iter().map(|nation| applying::months(rule, *nation, &all)).max().unwrap_or_default())
}

/// Chooses a period; a shorter one holds after 30 days, and owners are told.
///
/// # Errors
/// Fewer months than the minimum.
pub fn choose(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    who: PersonId,
    (rule, months, reason): (Rule, i64, &str),
) -> Result<Change, RetentionError> {
    audit::lock(tenant)?;
    let today = now.day();
    let minimum = minimum(tenant, rule, today)?;
    if months < minimum {
        return Err(RetentionError::BelowMinimum(minimum));
    }
    let before = longest(tenant, rule, today)?;
    let from_on = rules::holds_from(today, before, months);
    let change = Change { rule, months, reason: reason.to_owned(), from_on };
    let made = store::choices(tenant)?;
    let version = made.iter().filter(|one| one.rule == rule).map(|one| one.choice.version).max().unwrap_or(0);
    store::insert(tenant, now, who, version + 1, &change)?;
    audit::record(tenant, now, &events::PeriodChosen { change: &change, version: version + 1, before })?;
    notices::changed(tenant, now, post, (&change, version + 1, before))?;
    Ok(change)
}
