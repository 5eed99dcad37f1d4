//! What two people do together, and what one may do alone where there is nobody else.
//!
//! The one rule for it: whatever needs a second person (approving one's own text, giving oneself a role) is
//! done by somebody else, unless nobody else could. Then a reason is enough, which is logged and shown.

use std::collections::BTreeSet;

use crate::db::ids::PersonId;

/// The fewest letters and digits of a reason.
pub const REASON_LETTERS: usize = 20;

/// What somebody needs to do a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: it isn't their own.
    Nothing,
    /// A reason: nobody else could do it.
    Reason,
    /// Somebody else, of whom there are some.
    SomebodyElse,
}

/// What somebody needs, when `is_own` says that it is their own thing and `could` who could do it at all.
#[must_use]
pub fn needs(who: PersonId, is_own: bool, could: &BTreeSet<PersonId>) -> Needs {
    match (is_own, could.iter().any(|other| *other != who)) {
        (false, _) => Needs::Nothing,
        (true, false) => Needs::Reason,
        (true, true) => Needs::SomebodyElse,
    }
}

/// Why somebody did alone what two people do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason(String);

impl Reason {
    /// A reason that says something; nothing when it is too short.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        let letters = text.chars().filter(|letter| letter.is_alphanumeric()).count();
        (letters >= REASON_LETTERS).then(|| Self(text.to_owned()))
    }

    /// Its words.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Needs, Reason, needs};
    use crate::clock::Moment;
    use crate::db::ids::PersonId;

    #[test]
    fn one_alone_needs_a_reason_and_two_need_each_other() {
        let now = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let (a, b, c) = (PersonId::new(now), PersonId::new(now), PersonId::new(now));
        for (who, is_own, could, expected) in [
            (a, false, vec![a, b], Needs::Nothing),
            (a, false, vec![], Needs::Nothing),
            (a, true, vec![a], Needs::Reason),
            // Somebody who couldn't do it for others can't do it with them either, but isn't stopped by them.
            (a, true, vec![], Needs::Reason),
            (a, true, vec![a, b], Needs::SomebodyElse),
            (a, true, vec![b], Needs::SomebodyElse),
            (c, true, vec![a, b], Needs::SomebodyElse),
        ] {
            let could: BTreeSet<PersonId> = could.into_iter().collect();
            assert_eq!(needs(who, is_own, &could), expected, "{is_own} {could:?}");
        }
    }

    #[test]
    fn a_reason_says_something() {
        for (text, is_one) in [
            ("", false),
            ("because", false),
            ("                         ", false),
            (".........................", false),
            ("a b c d e f g h i j k l m n o p q r s", false),
            ("a b c d e f g h i j k l m n o p q r s t", true),
            ("  I am the only manager here.  ", true),
            ("Fi yw’r unig reolwr sydd yma, ŵyr pawb", true),
        ] {
            assert_eq!(Reason::of(text).is_some(), is_one, "{text:?}");
        }
        assert_eq!(
            Reason::of("  I am the only manager here. ").unwrap().words(),
            "I am the only manager here."
        );
    }
}
