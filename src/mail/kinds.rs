//! Which e-mails may wait when an organisation has sent as many as it may on a day, and what operators may
//! know of them and do with them. What isn't named here always goes: alerts about cases, invitations to act
//! before a clock of the law runs out, what guards accounts, what operators and the program itself must say.

/// Mails about records that go, and about legal holds.
pub const RETENTION: &str = "retention";

/// The kinds that wait until the next day.
pub const WAIT: &[&str] = &[
    "approval",
    "approval_answer",
    "chain_head",
    "cover",
    "invitation",
    "policy_share",
    "receipt",
    "request",
    "review",
];

/// The kinds that always go, and why. Whoever adds a kind decides here or above.
pub const ALWAYS: &[(&str, &str)] = &[
    ("address_changed", "somebody else could read and sign in their place"),
    ("away_noted", "what reaches who leads goes to others too"),
    ("closing", "the days until an organisation closes run"),
    ("data-complaint", "the law counts the days until somebody is answered"),
    ("handover", "everything that an organisation has was asked for"),
    ("incident", "somebody may be in danger, and clocks of the law run"),
    ("left_behind", "nobody does what somebody did who has left"),
    ("link_not_me", "somebody else may hold a personal link"),
    ("name_changed", "reports about another person could pass them by"),
    ("owner_stays", "somebody who has left can still do everything"),
    ("pin_replaced", "somebody else could sign in their place"),
    ("quota", "it says why others wait"),
    ("retention", "the days until records go, or a hold is looked at, run"),
    ("rights", "the law counts the days until somebody is answered"),
    ("role", "somebody can do more from now on, or no longer what others count on"),
    ("support", "somebody of outside asks to look in, or does"),
];

/// Whether a mail of this kind may wait.
#[must_use]
pub fn may_wait(kind: &str) -> bool {
    WAIT.contains(&kind)
}

/// What an operator may know of a mail, and do with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// Its kind is named, and it can be stopped.
    MayStop,
    /// Its kind is named, and nothing stops it: it guards accounts, or says what must be known.
    MustGo,
    /// It may hint at a case, a data request or a complaint: it is called a notice, and nothing stops it.
    Notice,
}

/// What operators may know of each kind. Every kind above stands here once.
pub const FOR_OPERATORS: &[(&str, Sight)] = &[
    ("address_changed", Sight::MustGo),
    ("approval", Sight::MayStop),
    ("approval_answer", Sight::MayStop),
    ("away_noted", Sight::MustGo),
    ("chain_head", Sight::MustGo),
    ("closing", Sight::MustGo),
    ("cover", Sight::MayStop),
    ("data-complaint", Sight::Notice),
    ("handover", Sight::MustGo),
    ("incident", Sight::Notice),
    ("invitation", Sight::MayStop),
    ("left_behind", Sight::MustGo),
    ("link_not_me", Sight::MustGo),
    ("name_changed", Sight::MustGo),
    ("owner_stays", Sight::MustGo),
    ("pin_replaced", Sight::MustGo),
    ("policy_share", Sight::MayStop),
    ("quota", Sight::MustGo),
    ("receipt", Sight::MayStop),
    ("request", Sight::MayStop),
    ("retention", Sight::Notice),
    ("review", Sight::MayStop),
    ("rights", Sight::Notice),
    ("role", Sight::MustGo),
    ("support", Sight::MustGo),
];

/// What operators may know of a mail of this kind; of one that nobody decided about as little as can be.
#[must_use]
pub fn for_operators(kind: &str) -> Sight {
    FOR_OPERATORS.iter().find(|(known, _)| *known == kind).map_or(Sight::Notice, |(_, sight)| *sight)
}

#[cfg(test)]
mod tests {
    use super::{ALWAYS, FOR_OPERATORS, Sight, WAIT, for_operators};

    #[test]
    fn of_every_kind_is_decided_what_operators_may_know() {
        let mut kinds: Vec<&str> = WAIT.iter().copied().chain(ALWAYS.iter().map(|(kind, _)| *kind)).collect();
        kinds.sort_unstable();
        let decided: Vec<&str> = FOR_OPERATORS.iter().map(|(kind, _)| *kind).collect();
        assert_eq!(decided, kinds, "say above what operators may know of each kind");
        for kind in ["incident", "rights", "data-complaint", "retention", "one that nobody knows", ""] {
            assert_eq!(for_operators(kind), Sight::Notice, "{kind}");
        }
        for (kind, sight) in FOR_OPERATORS.iter().filter(|(kind, _)| !WAIT.contains(kind)) {
            assert_ne!(*sight, Sight::MayStop, "{kind} always goes, so nobody stops it");
        }
    }
}
