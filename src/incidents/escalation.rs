//! When the next person of the line is told, and who follows while they are away (reference domain 4.7, rule 4).

use std::collections::BTreeSet;

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
    /// Whoever comes before them is told too, and is away.
    Away,
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
            Self::Away => "away",
        }
    }
}

/// What follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Nothing: somebody has it, or it isn't time.
    Nothing,
    /// These are told at once, in this order.
    Tell(Vec<PersonId>),
    /// Nobody is left whom we could tell.
    Strand,
}

/// What follows for a case in `state`, whose line at this moment is `line`; `away` are those who are away on the day.
///
/// Being away adds and never takes away: whoever is away is told all the same, and with them at once whoever follows,
/// up to one who is there. So nobody gains by noting somebody as away who isn't.
#[must_use]
pub fn next(
    state: State,
    told: &[Told],
    line: &[PersonId],
    away: &BTreeSet<PersonId>,
    cause: Cause,
    now: Moment,
) -> Next {
    if state == State::Closed || told.iter().any(|told| told.opened) {
        return Next::Nothing;
    }
    // What a clock that ran ahead noted says nothing of the hour: the ticket kept it.
    let last = told.iter().map(|told| told.at).filter(|at| !at.is_ahead_of(now)).max();
    if cause == Cause::Unopened && last.is_some_and(|at| now < at.plus_minutes(MINUTES_TO_OPEN)) {
        return Next::Nothing;
    }
    let mut next = Vec::new();
    for person in line.iter().filter(|person| told.iter().all(|told| told.person != **person)) {
        next.push(*person);
        if !away.contains(person) {
            break;
        }
    }
    if next.is_empty() { Next::Strand } else { Next::Tell(next) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Cause, Next, Told, next};
    use crate::clock::Moment;
    use crate::db::ids::PersonId;
    use crate::incidents::status::State;

    #[test]
    fn tells_the_next_after_an_hour_or_a_failed_mail() {
        let start = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let (a, b, c) = (PersonId::new(start), PersonId::new(start), PersonId::new(start));
        let told = |person, minutes, opened| Told { person, at: start.plus_minutes(minutes), opened };
        let (line, nobody) = ([a, b], BTreeSet::new());
        let tell = |person| Next::Tell(vec![person]);
        for (state, told, cause, minutes, expected) in [
            (State::Received, vec![], Cause::New, 0, tell(a)),
            (State::Received, vec![told(a, 0, false)], Cause::Unopened, 59, Next::Nothing),
            (State::Received, vec![told(a, 0, false)], Cause::Unopened, 60, tell(b)),
            (State::Received, vec![told(a, 0, true)], Cause::Unopened, 60, Next::Nothing),
            (State::Received, vec![told(a, 0, false)], Cause::MailFailed, 1, tell(b)),
            (State::Looking, vec![told(a, 0, true)], Cause::Unopened, 60, Next::Nothing),
            // Whoever looked at it has left.
            (State::Looking, vec![told(a, 0, false)], Cause::Unopened, 60, tell(b)),
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
            (State::Received, vec![told(c, 0, false)], Cause::Stranded, 900, tell(a)),
            // Told by a clock that ran ahead; some minutes are no running ahead.
            (State::Received, vec![told(a, 10, false)], Cause::Unopened, 0, Next::Nothing),
            (State::Received, vec![told(a, 11, false)], Cause::Unopened, 0, tell(b)),
            (
                State::Received,
                vec![told(a, 900, false), told(b, 0, false)],
                Cause::Unopened,
                59,
                Next::Nothing,
            ),
            (
                State::Received,
                vec![told(a, 900, false), told(b, 0, false)],
                Cause::Unopened,
                60,
                Next::Strand,
            ),
        ] {
            let now = start.plus_minutes(minutes);
            let next = next(state, &told, &line, &nobody, cause, now);
            assert_eq!(next, expected, "{told:?} {cause:?} {minutes}");
        }
        assert_eq!(next(State::Received, &[], &[], &nobody, Cause::New, start), Next::Strand);
    }

    #[test]
    fn whoever_is_away_is_told_and_the_next_with_them() {
        let start = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let line: Vec<PersonId> = (0..4).map(|_| PersonId::new(start)).collect();
        let of = |places: &[usize]| places.iter().map(|place| line[*place]).collect::<Vec<_>>();
        // Who was told an hour ago, who is away, and who is told now.
        for (told, away, expected) in [
            (&[][..], &[][..], &[0][..]),
            (&[], &[0], &[0, 1]),
            (&[], &[0, 1], &[0, 1, 2]),
            (&[], &[1], &[0]),
            (&[], &[0, 2], &[0, 1]),
            (&[], &[0, 1, 2, 3], &[0, 1, 2, 3]),
            // An hour later: the same, from the next on.
            (&[0], &[0], &[1]),
            (&[0], &[1], &[1, 2]),
            (&[0, 1], &[0, 2, 3], &[2, 3]),
            (&[0, 1, 2], &[3], &[3]),
            // The one in between was told before.
            (&[1], &[0], &[0, 2]),
            (&[0, 1, 2, 3], &[0, 1, 2, 3], &[]),
        ] {
            let known: Vec<Told> =
                of(told).into_iter().map(|person| Told { person, at: start, opened: false }).collect();
            let away: BTreeSet<PersonId> = of(away).into_iter().collect();
            let next = next(State::Received, &known, &line, &away, Cause::Unopened, start.plus_minutes(60));
            let expected = if expected.is_empty() { Next::Strand } else { Next::Tell(of(expected)) };
            assert_eq!(next, expected, "{told:?} {away:?}");
        }
    }
}
