//! When the next person of the line is told.

use super::status::State;
use crate::clock::Moment;
use crate::db::ids::PersonId;

/// Minutes that somebody has to open a report before the next person is told too.
pub const MINUTES_TO_OPEN: i64 = 60;

/// Somebody who was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// Who.
    pub person: PersonId,
    /// When.
    pub at: Moment,
    /// Whether they have opened it and are still there.
    pub opened: bool,
}

/// Why the line is asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// The report was made.
    New,
    /// The hour may be over.
    Unopened,
    /// The mail to the last one failed for good.
    MailFailed,
    /// Nobody was left, and roles may have changed since.
    Stranded,
}

impl Cause {
    /// The word in the case's log.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Unopened => "unopened",
            Self::MailFailed => "mail_failed",
            Self::Stranded => "stranded",
        }
    }
}

/// What follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Nothing: somebody has it, or it isn't time.
    Nothing,
    /// This person is told.
    Tell(PersonId),
    /// Nobody is left whom we could tell.
    Strand,
}

/// What follows for a case in `state`, whose line at this moment is `line`.
#[must_use]
pub fn next(state: State, told: &[Told], line: &[PersonId], cause: Cause, now: Moment) -> Next {
    if state == State::Closed || told.iter().any(|told| told.opened) {
        return Next::Nothing;
    }
    let last = told.iter().map(|told| told.at).max();
    if cause == Cause::Unopened && last.is_some_and(|at| now < at.plus_minutes(MINUTES_TO_OPEN)) {
        return Next::Nothing;
    }
    let left = line.iter().find(|person| told.iter().all(|told| told.person != **person));
    left.map_or(Next::Strand, |person| Next::Tell(*person))
}

#[cfg(test)]
mod tests {
    use super::{Cause, Next, Told, next};
    use crate::clock::Moment;
    use crate::db::ids::PersonId;
    use crate::incidents::status::State;

    #[test]
    fn tells_the_next_after_an_hour_or_a_failed_mail() {
        let start = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let (a, b, c) = (PersonId::new(start), PersonId::new(start), PersonId::new(start));
        let told = |person, minutes, opened| Told { person, at: start.plus_minutes(minutes), opened };
        let line = [a, b];
        for (state, told, cause, minutes, expected) in [
            (State::Received, vec![], Cause::New, 0, Next::Tell(a)),
            (State::Received, vec![told(a, 0, false)], Cause::Unopened, 59, Next::Nothing),
            (State::Received, vec![told(a, 0, false)], Cause::Unopened, 60, Next::Tell(b)),
            (State::Received, vec![told(a, 0, true)], Cause::Unopened, 60, Next::Nothing),
            (State::Received, vec![told(a, 0, false)], Cause::MailFailed, 1, Next::Tell(b)),
            (State::Looking, vec![told(a, 0, true)], Cause::Unopened, 60, Next::Nothing),
            // Whoever looked at it has left.
            (State::Looking, vec![told(a, 0, false)], Cause::Unopened, 60, Next::Tell(b)),
            (State::Closed, vec![told(a, 0, false)], Cause::MailFailed, 60, Next::Nothing),
            (State::Received, vec![told(a, 0, false), told(b, 5, false)], Cause::Unopened, 60, Next::Nothing),
            (State::Received, vec![told(a, 0, false), told(b, 5, false)], Cause::Unopened, 65, Next::Strand),
            (
                State::Received,
                vec![told(a, 0, false), told(b, 60, true)],
                Cause::Unopened,
                200,
                Next::Nothing,
            ),
            (State::Received, vec![told(c, 0, false)], Cause::Stranded, 900, Next::Tell(a)),
        ] {
            let now = start.plus_minutes(minutes);
            assert_eq!(next(state, &told, &line, cause, now), expected, "{told:?} {cause:?} {minutes}");
        }
        assert_eq!(next(State::Received, &[], &[], Cause::New, start), Next::Strand);
    }
}
