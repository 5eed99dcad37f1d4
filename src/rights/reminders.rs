//! The daily mails: to who runs a request (or can help while nobody does) seven days and one day before its last day
//! and when it is late, and to who runs complaints while one isn't acknowledged. Before them a request whose runner
//! has gone is given to whoever comes next.

use super::bench::Bench;
use super::deadline::{self, Standing};
use super::{RightsError, State, complaints, notices, requests, store, waiting};
use crate::clock::Moment;
use crate::db::Tenant;
use crate::mail::Post;

/// Sends what a day calls for; how many mails were queued. A second time on the same day it does nothing.
///
/// # Errors
/// The database is away, or the words of a mail are faulty.
pub fn remind(tenant: &mut Tenant<'_>, now: Moment, post: &Post) -> Result<u64, RightsError> {
    let (today, nation) = (now.day(), requests::nation(tenant)?);
    let bench = Bench::on(tenant, today)?;
    let mut count = 0;
    for request in store::all(tenant)?.into_iter().filter(|request| request.state == State::Open) {
        let conflicts = store::conflicts(tenant, request.id)?;
        let barred = waiting::barred(tenant, &bench, &request, &conflicts)?;
        let given = waiting::settle(tenant, now, post, (request.clone(), &bench.candidates), &barred)?;
        let steps = store::steps(tenant, request.id)?;
        let standing = deadline::standing(&requests::facts(&request, &steps, nation), today);
        let Standing::Runs { due_on, left } = standing else { continue };
        let Some(reminder) = deadline::reminder(left) else { continue };
        count += match given {
            Some(given) => {
                let to = given.runner;
                u64::from(notices::due(tenant, now, post, (&given, to), (reminder, due_on))?)
            }
            None => waiting::remind(tenant, now, post, (&request, &barred, reminder.word()))?,
        };
    }
    Ok(count + complaints::remind(tenant, now, post)?)
}
