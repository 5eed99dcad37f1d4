//! The mails about legal holds: that one is to be looked at again, and that somebody wants to end one. They say
//! neither what it is on nor why, and go to the address with which somebody signs in: whoever keeps the staff list can't
//! lead them elsewhere.

use std::collections::BTreeSet;

use super::{HoldError, On, Row, could_agree, could_end, store};
use crate::clock::Moment;
use crate::db::ids::PersonId;
use crate::db::{Error, Tenant};
use crate::mail::{self, About, Post, Recipient, Sheet};
use crate::organisations;
use crate::people::{Person, store as people};
use crate::retention::KIND;

/// The mails of a day; a second time on the same day it does nothing. How many were queued.
///
/// # Errors
/// The database is away, or the words of a mail are faulty.
pub fn due(tenant: &mut Tenant<'_>, now: Moment, post: &Post) -> Result<u64, Error> {
    let today = now.day();
    let mut queued = 0;
    for row in store::all(tenant)?.into_iter().filter(|row| row.ended.is_none()) {
        let since = row.review_on.days_until(today);
        // On the day, and every week after it until somebody looked.
        if since >= 0 && since % 7 == 0 {
            let could = could_end(tenant, &row).map_err(failed)?;
            queued += tell(tenant, now, post, (&row, "review"), could)?;
        }
    }
    Ok(queued)
}

fn failed(fault: HoldError) -> Error {
    match fault {
        HoldError::Database(fault) => fault,
        other => Error::Unavailable(other.to_string()),
    }
}

/// Asks the others who could to agree to the end of a hold.
pub(super) fn asked(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    row: &Row,
    by: PersonId,
) -> Result<(), Error> {
    let could = could_agree(tenant, row, by).map_err(failed)?;
    tell(tenant, now, post, (row, "end"), could).map(|_queued| ())
}

fn tell(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    (row, what): (&Row, &str),
    to: BTreeSet<PersonId>,
) -> Result<u64, Error> {
    let (slug, name) = (organisations::store::slug(tenant)?, organisations::name(tenant)?);
    let mut queued = 0;
    for id in to {
        let Some(person) = people::get(tenant, id)?.filter(Person::is_present) else { continue };
        let Some(email) = people::sign_in_address(tenant, id)? else { continue };
        let language = person.language;
        let say = |part: &str| post.word(language, &format!("retention-hold-mail-{what}-{part}"));
        let sheet = Sheet {
            subject: say("subject"),
            organisation: Some(name.clone()),
            before: vec![say("body")],
            button: Some(post.word(language, "retention-hold-mail-button")),
            href: Some(post.link(&format!("/o/{slug}/settings/retention/holds"))),
            after: vec![post.word(language, "retention-hold-mail-why")],
            ..Sheet::default()
        };
        let letter = post.letter(language, &sheet).map_err(|fault| Error::Unavailable(fault.to_string()))?;
        let incident = match row.on {
            On::Case(case) => Some(case),
            _ => None,
        };
        let about =
            About { kind: KIND, occasion: format!("hold/{}/{what}/{}/{id}", row.id, now.day()), incident };
        let to = Recipient { person: Some(id), email, language };
        queued += u64::from(mail::queue(tenant, now, &about, &to, &letter)?.is_some());
    }
    Ok(queued)
}
