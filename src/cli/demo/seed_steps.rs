//! What happened in the demonstration, and when.

use super::data::Organisation;
use crate::clock::Moment;

/// Days of daily mail that the demonstration has behind it.
const DAYS_OF_MAIL: i64 = 65;

/// One thing that happened. Numbers are places in the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// A version was published: policy, version.
    Publish(usize, usize),
    /// A draft was begun that a gap keeps from being published: policy.
    Draft(usize),
    /// People were asked: request.
    Ask(usize),
    /// Somebody signed: request, signature.
    Sign(usize, usize),
    /// Somebody left: person.
    Leave(usize),
    /// A concern was reported: incident.
    Report(usize),
    /// The first who was told opened it: incident.
    Open(usize),
    /// Its owner said what of the regulator's expectations it answers: policy.
    Answer(usize),
    /// Somebody said why an expectation doesn't apply: place in the list.
    Except(usize),
    /// Everything that was due at that moment was done.
    Pass,
}

impl Step {
    /// Breaks ties: a text before the request for it, a request before its signatures.
    pub(super) const fn order(self) -> u8 {
        match self {
            Self::Publish(..) => 0,
            Self::Draft(_) => 1,
            Self::Ask(_) => 2,
            Self::Sign(..) => 3,
            Self::Leave(_) => 4,
            Self::Report(_) => 5,
            Self::Open(_) => 6,
            Self::Answer(_) => 7,
            Self::Except(_) => 8,
            Self::Pass => 9,
        }
    }
}

/// Everything that happened in an organisation, unsorted.
pub(super) fn steps(data: &Organisation, now: Moment) -> Vec<(Moment, Step)> {
    let today = now.day();
    let ago = |days: i64, hour: i8, minute: i8| today.plus_days(-days).at(hour, minute);
    let mut all = Vec::new();
    for (place, policy) in data.policies.iter().enumerate() {
        for (number, version) in policy.versions.iter().enumerate() {
            all.push((ago(version.published_days_ago, 11, 0), Step::Publish(place, number)));
        }
        if !policy.blocked_services.is_empty() {
            all.push((ago(20, 15, 0), Step::Draft(place)));
        }
        if !policy.answers.is_empty() {
            all.push((ago(19, 16, 0), Step::Answer(place)));
        }
    }
    for (place, request) in data.requests.iter().enumerate() {
        all.push((ago(request.days_ago, 12, 0), Step::Ask(place)));
        for (number, signed) in request.signed.iter().enumerate() {
            let (hour, minute) = time(&signed.at);
            all.push((ago(signed.days_ago, hour, minute), Step::Sign(place, number)));
        }
    }
    for (place, person) in data.people.iter().enumerate() {
        if let Some(days) = person.left_days_ago {
            all.push((ago(days, 17, 0), Step::Leave(place)));
        }
    }
    all.extend((0..data.not_applicable.len()).map(|place| (ago(19, 16, 30), Step::Except(place))));
    for (place, incident) in data.incidents.iter().enumerate() {
        let (hour, minute) = time(&incident.at);
        let at = ago(incident.days_ago, hour, minute);
        all.push((at, Step::Report(place)));
        all.push((at.plus_minutes(1), Step::Pass));
        all.push((at.plus_minutes(20), Step::Open(place)));
    }
    all.extend((0..DAYS_OF_MAIL).map(|days| (ago(days, 7, 31), Step::Pass)));
    all
}

/// Hour and minute of a text such as `03:12`.
fn time(text: &str) -> (i8, i8) {
    let (hour, minute) = text.split_once(':').unwrap_or(("12", "0"));
    (hour.parse().unwrap_or(12), minute.parse().unwrap_or_default())
}
