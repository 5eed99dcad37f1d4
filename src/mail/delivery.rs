//! Delivery: read inside the organisation, send outside any transaction, note the answer.
//!
//! A crash between sending and noting sends once more under the same Message-ID: a lost mail would be
//! worse than a double one.

use super::account;
use super::kinds;
use super::store::{self, Outcome, Outgoing, State};
use super::transport::{Envelope, Refused, Transport};
use crate::access::JobTicket;
use crate::clock::{Clock, Moment};
use crate::db::ids::{AnyId, MailId};
use crate::db::{Database, Entry, Error};
use crate::quotas::{self, Kind};
use crate::telemetry::security::{self, Event};

/// Minutes until the next try, by the tries so far; the last one repeats.
const BACKOFF_MINUTES: &[i64] = &[1, 2, 5, 15, 30, 60];
/// Hours after which a mail that nobody took counts as failed.
const GIVE_UP_HOURS: i64 = 72;
/// As many tries it must have had by then: one an hour. Hours alone can go by within seconds, by a clock that jumps, or
/// while all mail is held.
const GIVE_UP_TRIES: i64 = 72;
/// Tries of a mail that a server has, perhaps: each one more is the same mail once more.
const UNCLEAR_TRIES: i64 = 3;

/// What became of a mail.
#[derive(Clone)]
pub enum Delivered {
    /// A server took it.
    Sent,
    /// There was nothing to do: sent before, cancelled, or gone.
    Nothing,
    /// Try again at this moment.
    Later(Moment),
    /// For good; what it was about, so that the slice can react.
    Failed(Box<Outgoing>),
}

/// Delivers one mail of an organisation.
///
/// # Errors
/// The database is away.
pub fn deliver(
    database: &Database,
    (transport, clock): (&Transport, &Clock),
    entry: JobTicket,
    id: AnyId,
    now: Moment,
) -> Result<Delivered, Error> {
    let id = MailId::from_any(id);
    let mail = database.read(&entry, |tenant| store::outgoing(tenant, id))?;
    let Some(mail) = mail.filter(|mail| mail.state == State::Queued) else { return Ok(Delivered::Nothing) };
    if let Some(until) = turn(database, entry, &mail, now)? {
        return Ok(Delivered::Later(until));
    }
    let envelope = Envelope {
        id: mail.id.to_string(),
        written_at: mail.created_at,
        to: &mail.recipient,
        subject: &mail.subject,
        text: &mail.text,
        html: &mail.html,
    };
    let (answer, answered_at) = send(transport, clock, &envelope, now);
    let (outcome, verdict) = judge(&answer, mail.tries, mail.created_at, answered_at);
    let again_at = outcome.next_try_at;
    if let Err(refused) = &answer {
        tracing::warn!(mail = %mail.id, for_good = refused.for_good, "mail not taken");
        security::of_work(Event::MailNotTaken, Some(entry.organisation()), &mail.id.to_string());
    }
    database.write(entry, move |tenant| store::note(tenant, id, &outcome))?;
    Ok(match verdict {
        Verdict::Sent => Delivered::Sent,
        Verdict::Later => Delivered::Later(again_at),
        Verdict::Failed => Delivered::Failed(Box::new(mail)),
    })
}

/// Until when a mail has to wait because the organisation has sent as many as it may today; nothing when it
/// goes. Looked at again every hour, because operators may allow more meanwhile.
fn turn(
    database: &Database,
    entry: JobTicket,
    mail: &Outgoing,
    now: Moment,
) -> Result<Option<Moment>, Error> {
    if mail.tries > 0 || mail.incident.is_some() || !kinds::may_wait(&mail.kind) {
        return Ok(None);
    }
    let id = mail.id;
    let until = now.day().plus_days(1).at(0, 0).min(now.plus_hours(1));
    database.write(entry, move |tenant| {
        let most = quotas::held(tenant, Kind::Mails)?;
        if store::take_place(tenant, now.day(), most)? {
            return Ok(None);
        }
        store::wait(tenant, id, until)?;
        Ok(Some(until))
    })
}

/// Delivers one mail of the installation.
///
/// # Errors
/// The database is away, or the body doesn't open.
pub fn deliver_to_account(
    database: &Database,
    (transport, clock): (&Transport, &Clock),
    id: AnyId,
    now: Moment,
) -> Result<Delivered, Error> {
    let found = database.read_system(|system| store::account_mail(system, id))?;
    let Some((State::Queued, tries, created_at, sealed)) = found else { return Ok(Delivered::Nothing) };
    let body = account::open(database.keyring(), MailId::from_any(id), &sealed)?;
    let envelope = Envelope {
        id: id.to_string(),
        written_at: created_at,
        to: &body.to,
        subject: &body.subject,
        text: &body.text,
        html: &body.html,
    };
    let (answer, answered_at) = send(transport, clock, &envelope, now);
    let (outcome, verdict) = judge(&answer, tries, created_at, answered_at);
    let again_at = outcome.next_try_at;
    if let Err(refused) = &answer {
        tracing::warn!(mail = %id, for_good = refused.for_good, failed = verdict == Verdict::Failed, "mail to an account not taken");
        security::of_work(Event::MailNotTaken, None, &id.to_string());
    }
    database.write_system(move |system| store::note_account_mail(system, id, &outcome))?;
    Ok(match verdict {
        Verdict::Sent => Delivered::Sent,
        Verdict::Later => Delivered::Later(again_at),
        Verdict::Failed => Delivered::Nothing,
    })
}

/// Sends, and when the answer came: a slow server takes minutes, and the next try counts from its answer.
fn send(
    transport: &Transport,
    clock: &Clock,
    envelope: &Envelope<'_>,
    now: Moment,
) -> (Result<String, Refused>, Moment) {
    let began = clock.now();
    let answer = transport.send(envelope);
    let took = clock.now().seconds().saturating_sub(began.seconds()).max(0);
    (answer, now.plus_seconds(took))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Sent,
    Later,
    Failed,
}

fn judge(
    answer: &Result<String, Refused>,
    tries: i64,
    created_at: Moment,
    now: Moment,
) -> (Outcome, Verdict) {
    match answer {
        Ok(answer) => {
            let outcome =
                Outcome { state: State::Sent, answer: answer.clone(), next_try_at: now, sent_at: Some(now) };
            (outcome, Verdict::Sent)
        }
        Err(refused)
            if refused.for_good
                || (refused.is_unclear && tries + 1 >= UNCLEAR_TRIES)
                || is_over(tries, created_at, now) =>
        {
            let outcome = Outcome {
                state: State::Failed,
                answer: refused.answer.clone(),
                next_try_at: now,
                sent_at: None,
            };
            (outcome, Verdict::Failed)
        }
        Err(refused) => {
            let next_try_at = now.plus_minutes(backoff(tries));
            let outcome =
                Outcome { state: State::Queued, answer: refused.answer.clone(), next_try_at, sent_at: None };
            (outcome, Verdict::Later)
        }
    }
}

/// Whether a mail that nobody took was tried for long enough. How old one of a clock that ran ahead is nobody knows:
/// its tries count.
fn is_over(tries: i64, created_at: Moment, now: Moment) -> bool {
    let is_old = now >= created_at.plus_hours(GIVE_UP_HOURS) || created_at.is_ahead_of(now);
    is_old && tries >= GIVE_UP_TRIES
}

/// When a mail that waits for its next try had its last one.
#[must_use]
pub fn tried_at(tries: i64, next_try_at: Moment) -> Moment {
    next_try_at.plus_minutes(backoff(tries.saturating_sub(1)).saturating_neg())
}

fn backoff(tries: i64) -> i64 {
    let place = usize::try_from(tries).unwrap_or_default().min(BACKOFF_MINUTES.len() - 1);
    BACKOFF_MINUTES.get(place).copied().unwrap_or(60)
}

#[cfg(test)]
mod tests {
    use super::{Verdict, judge, tried_at};
    use crate::clock::Moment;
    use crate::mail::transport::Refused;

    #[test]
    fn tries_again_for_three_days_unless_refused_for_good() {
        let start = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let refused = |for_good| Err(Refused { for_good, is_unclear: false, answer: "no".to_owned() });
        let unclear = || Err(Refused { for_good: false, is_unclear: true, answer: "no".to_owned() });
        for (answer, tries, hours, verdict, minutes) in [
            (Ok("250 ok".to_owned()), 0, 0, Verdict::Sent, 0),
            (refused(false), 0, 0, Verdict::Later, 1),
            (refused(false), 3, 1, Verdict::Later, 15),
            (refused(false), 90, 71, Verdict::Later, 60),
            (refused(false), 90, 72, Verdict::Failed, 0),
            (refused(true), 0, 0, Verdict::Failed, 0),
            (unclear(), 0, 0, Verdict::Later, 1),
            (unclear(), 1, 0, Verdict::Later, 2),
            (unclear(), 2, 0, Verdict::Failed, 0),
            // Days that went by in seconds, or while all mail was held.
            (refused(false), 0, 400, Verdict::Later, 1),
            (refused(false), 2, 96, Verdict::Later, 5),
            (refused(false), 71, 100, Verdict::Later, 60),
            (refused(false), 72, 72, Verdict::Failed, 0),
            // Written by a clock that ran ahead.
            (refused(false), 1, -400, Verdict::Later, 2),
            (refused(false), 72, -400, Verdict::Failed, 0),
        ] {
            let now = start.plus_hours(hours);
            let (outcome, found) = judge(&answer, tries, start, now);
            assert_eq!(
                (found, outcome.next_try_at),
                (verdict, now.plus_minutes(minutes)),
                "{answer:?} {tries}"
            );
        }
    }

    #[test]
    fn by_the_usual_waits_hours_and_tries_come_together() {
        let start = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let answer = Err(Refused { for_good: false, is_unclear: false, answer: "no".to_owned() });
        let (mut tries, mut now) = (0, start);
        loop {
            let (outcome, verdict) = judge(&answer, tries, start, now);
            if verdict == Verdict::Failed {
                break;
            }
            (tries, now) = (tries + 1, outcome.next_try_at);
            assert_eq!(tried_at(tries, now), start.plus_minutes(minutes_of(tries - 1)));
        }
        assert_eq!((tries, now), (77, start.plus_minutes(minutes_of(77))));
        assert_eq!(minutes_of(77).div_euclid(60), 72);
    }

    /// Minutes from the first try to this one.
    fn minutes_of(tries: i64) -> i64 {
        [0, 1, 3, 8, 23].get(usize::try_from(tries).unwrap()).copied().unwrap_or(53 + 60 * (tries - 5))
    }
}
