//! The daily mails: to who runs a request seven days and one day before its last day and when it is late, and to
//! who runs complaints while one isn't acknowledged.

use std::collections::BTreeSet;

use super::deadline::{self, Standing};
use super::{RightsError, State, choosing, complaints, notices, requests, store};
use crate::clock::Moment;
use crate::db::Tenant;
use crate::db::ids::PersonId;
use crate::mail::Post;

/// Sends what a day calls for; how many mails were queued. A second time on the same day it does nothing.
///
/// # Errors
/// The database is away, or the words of a mail are faulty.
pub fn remind(tenant: &mut Tenant<'_>, now: Moment, post: &Post) -> Result<u64, RightsError> {
    let (today, nation) = (now.day(), requests::nation(tenant)?);
    let candidates = requests::candidates(tenant, today)?;
    let mut count = 0;
    for request in store::all(tenant)?.into_iter().filter(|request| request.state == State::Open) {
        let steps = store::steps(tenant, request.id)?;
        let standing = deadline::standing(&requests::facts(&request, &steps, nation), today);
        let Standing::Runs { due_on, left } = standing else { continue };
        let Some(reminder) = deadline::reminder(left) else { continue };
        let conflicts = store::conflicts(tenant, request.id)?;
        let barred: BTreeSet<PersonId> = conflicts.into_iter().map(|(person, _)| person).collect();
        // Who ran it may have left or lost the role: then somebody is told who could.
        let is_there = candidates.iter().any(|one| one.person == request.runner);
        let recorder = (request.made_by == request.runner).then_some(request.runner);
        let to = if is_there { Some(request.runner) } else { choosing::runner(&candidates, &barred) };
        let Some(to) = to.or(recorder) else { continue };
        count += u64::from(notices::due(tenant, now, post, (&request, to), (reminder, due_on))?);
    }
    Ok(count + complaints::remind(tenant, now, post)?)
}
