//! How a visit stands at a moment.

use super::{SupportVisit, Verdict};
use crate::clock::Moment;

/// Hours that a request waits, from when it was made until it begins.
pub const WAITS_HOURS: i64 = 24;

/// How a visit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Nobody has answered.
    Asked,
    /// It may begin.
    Allowed,
    /// The operator is inside.
    Running,
    /// It was refused.
    Refused,
    /// Nobody answered in time, or the operator didn't come.
    Lapsed,
    /// It has ended.
    Over,
}

impl Phase {
    /// Whether something can come of it still.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Asked | Self::Allowed | Self::Running)
    }

    /// The end of the keys of its words.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Allowed => "allowed",
            Self::Running => "running",
            Self::Refused => "refused",
            Self::Lapsed => "lapsed",
            Self::Over => "over",
        }
    }
}

impl SupportVisit {
    /// Whether a clock that ran ahead noted when it was asked for, or began. Then nobody knows how long ago that was.
    #[must_use]
    pub fn is_ahead(&self, now: Moment) -> bool {
        self.asked_at.is_ahead_of(now) || self.began_at.is_some_and(|at| at.is_ahead_of(now))
    }

    /// Whether something can come of it still, now or when the time comes that a clock noted which ran ahead.
    #[must_use]
    pub fn is_unfinished(&self, now: Moment) -> bool {
        self.ended_at.is_none() && (self.is_ahead(now) || self.phase(now).is_open())
    }

    /// How it stands at a moment.
    #[must_use]
    pub fn phase(&self, now: Moment) -> Phase {
        if self.ended_at.is_some() || self.is_ahead(now) {
            return Phase::Over;
        }
        if let Some(ends_at) = self.ends_at {
            return if now < ends_at { Phase::Running } else { Phase::Over };
        }
        match self.verdict {
            Some(Verdict::Refused) => Phase::Refused,
            _ if now >= super::waits_until(self) => Phase::Lapsed,
            Some(Verdict::Allowed) => Phase::Allowed,
            None => Phase::Asked,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Moment, Phase, SupportVisit, Verdict};
    use crate::db::ids::{AccountId, OrganisationId, SupportVisitId};
    use crate::operator::support::Wish;

    #[test]
    fn a_visit_stands_as_its_times_say() {
        let asked_at = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        let minutes = |minutes: i64| asked_at.plus_minutes(minutes);
        let visit = |verdict, ends: Option<i64>, ended: Option<i64>| SupportVisit {
            id: SupportVisitId::new(asked_at),
            organisation: OrganisationId::new(asked_at),
            account: AccountId::new(asked_at),
            email: String::new(),
            wish: Wish { reason: String::new(), minutes: 30, emergency: false },
            asked_at,
            verdict,
            answered_by: None,
            session: None,
            began_at: ends.map(|end| minutes(end - 30)),
            ends_at: ends.map(minutes),
            ended_at: ended.map(minutes),
            ending: None,
        };
        let (yes, no) = (Some(Verdict::Allowed), Some(Verdict::Refused));
        for (verdict, ends, ended, at, wanted) in [
            (None, None, None, 0, Phase::Asked),
            (None, None, None, 24 * 60 - 1, Phase::Asked),
            (None, None, None, 24 * 60, Phase::Lapsed),
            (None, None, Some(5), 6, Phase::Over),
            (yes, None, None, 10, Phase::Allowed),
            (yes, None, None, 24 * 60, Phase::Lapsed),
            (yes, None, Some(5), 6, Phase::Over),
            (no, None, None, 10, Phase::Refused),
            (no, None, None, 24 * 60, Phase::Refused),
            (yes, Some(40), None, 39, Phase::Running),
            (yes, Some(40), None, 40, Phase::Over),
            (yes, Some(40), Some(20), 21, Phase::Over),
            // By a clock that ran ahead: it was asked for at 0, and began at 30 or at 10.
            (None, None, None, -10, Phase::Asked),
            (None, None, None, -11, Phase::Over),
            (yes, None, None, -11, Phase::Over),
            (yes, Some(60), None, 20, Phase::Running),
            (yes, Some(60), None, 19, Phase::Over),
            (yes, Some(40), None, 0, Phase::Running),
        ] {
            let found = visit(verdict, ends, ended).phase(minutes(at));
            assert_eq!(found, wanted, "{verdict:?} {ends:?} {ended:?} at {at}");
            let is_open = matches!(wanted, Phase::Asked | Phase::Allowed | Phase::Running);
            assert_eq!(found.is_open(), is_open);
            let one = visit(verdict, ends, ended);
            assert_eq!(one.is_unfinished(minutes(at)), is_open || one.is_ahead(minutes(at)), "at {at}");
        }
    }
}
