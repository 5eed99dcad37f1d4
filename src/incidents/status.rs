//! Where a case stands, and which step leads where.

use crate::db::types::text_enum;

text_enum! {
    /// Where a case stands.
    State {
        /// Sent; nobody has said that they look at it.
        Received = "received",
        /// Somebody looks at it.
        Looking = "looking",
        /// Closed with an outcome.
        Closed = "closed",
    }
}

/// What somebody who was told does with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// "I am looking at this."
    Look,
    /// Adds a note.
    Note,
    /// Closes it with an outcome.
    Close,
}

/// Where a step leads; nothing when it isn't possible there.
#[must_use]
pub const fn after(state: State, step: Step) -> Option<State> {
    match (state, step) {
        (State::Received, Step::Look) => Some(State::Looking),
        (State::Looking, Step::Close) => Some(State::Closed),
        (state, Step::Note) => Some(state),
        (State::Looking | State::Closed, Step::Look) | (State::Received | State::Closed, Step::Close) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{State, Step, after};

    #[test]
    fn goes_forward_only() {
        for (state, step, expected) in [
            (State::Received, Step::Look, Some(State::Looking)),
            (State::Received, Step::Note, Some(State::Received)),
            (State::Received, Step::Close, None),
            (State::Looking, Step::Look, None),
            (State::Looking, Step::Note, Some(State::Looking)),
            (State::Looking, Step::Close, Some(State::Closed)),
            (State::Closed, Step::Look, None),
            (State::Closed, Step::Note, Some(State::Closed)),
            (State::Closed, Step::Close, None),
        ] {
            assert_eq!(after(state, step), expected, "{state:?} {step:?}");
        }
    }
}
