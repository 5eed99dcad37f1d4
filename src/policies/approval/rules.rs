//! Who may approve, and when a round is over: pure rules.

use super::Outcome;
use crate::db::types::text_enum;

text_enum! {
    /// Who may approve a version, as the organisation decided.
    Rule {
        /// Nobody has to be asked: who publishes says who approved.
        Direct = "direct",
        /// Somebody is asked; an owner or the only manager may approve their own text with a reason.
        OwnWithReason = "own_with_reason",
        /// Somebody is asked; nobody approves their own text.
        Others = "others",
    }
}

impl Rule {
    /// Whether a version needs a round of approval before it is published.
    #[must_use]
    pub const fn asks(self) -> bool {
        !matches!(self, Self::Direct)
    }
}

/// Somebody who could approve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// They wrote the text or asked for the approval.
    pub is_author: bool,
    /// They hold the organisation.
    pub is_owner: bool,
    /// They are the only manager there is.
    pub is_only_manager: bool,
}

/// Whether somebody may approve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MayApprove {
    /// Yes.
    Yes,
    /// Yes, if they say why they approve their own text.
    WithReason,
    /// No: it is their own text.
    No,
}

/// Whether somebody may approve a text.
#[must_use]
pub const fn may_approve(rule: Rule, who: Standing) -> MayApprove {
    if !who.is_author {
        return MayApprove::Yes;
    }
    match rule {
        Rule::Direct => MayApprove::WithReason,
        Rule::OwnWithReason if who.is_owner || who.is_only_manager => MayApprove::WithReason,
        Rule::OwnWithReason | Rule::Others => MayApprove::No,
    }
}

/// What a round comes to, from what each of those asked has said; nothing while it goes on.
/// One that sends an approval back ends it; a round of comments waits for everybody.
#[must_use]
pub fn outcome(is_approval: bool, said: &[Option<Outcome>]) -> Option<Outcome> {
    let back = said.contains(&Some(Outcome::SentBack));
    if is_approval && back {
        return Some(Outcome::SentBack);
    }
    if said.is_empty() || said.contains(&None) {
        return None;
    }
    match (is_approval, back) {
        (true, _) => Some(Outcome::Approved),
        (false, true) => Some(Outcome::SentBack),
        (false, false) => Some(Outcome::Agreed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_approve() {
        let who = |author: u8, owner: u8, only: u8| Standing {
            is_author: author == 1,
            is_owner: owner == 1,
            is_only_manager: only == 1,
        };
        for (rule, who, expected) in [
            (Rule::Direct, who(0, 0, 0), MayApprove::Yes),
            (Rule::Direct, who(1, 0, 0), MayApprove::WithReason),
            (Rule::OwnWithReason, who(0, 0, 0), MayApprove::Yes),
            (Rule::OwnWithReason, who(1, 0, 0), MayApprove::No),
            (Rule::OwnWithReason, who(1, 1, 0), MayApprove::WithReason),
            (Rule::OwnWithReason, who(1, 0, 1), MayApprove::WithReason),
            (Rule::Others, who(0, 1, 1), MayApprove::Yes),
            (Rule::Others, who(1, 1, 1), MayApprove::No),
            (Rule::Others, who(1, 0, 0), MayApprove::No),
        ] {
            assert_eq!(may_approve(rule, who), expected, "{rule:?} {who:?}");
        }
    }

    #[test]
    fn what_a_round_comes_to() {
        use Outcome::{Agreed, Approved, SentBack};
        for (is_approval, said, expected) in [
            (true, vec![], None),
            (true, vec![None], None),
            (true, vec![Some(Approved), None], None),
            (true, vec![Some(Approved), Some(Approved)], Some(Approved)),
            (true, vec![Some(SentBack), None], Some(SentBack)),
            (true, vec![Some(Approved), Some(SentBack)], Some(SentBack)),
            (false, vec![Some(Agreed), None], None),
            (false, vec![Some(SentBack), None], None),
            (false, vec![Some(SentBack), Some(Agreed)], Some(SentBack)),
            (false, vec![Some(Agreed)], Some(Agreed)),
        ] {
            assert_eq!(outcome(is_approval, &said), expected, "{is_approval} {said:?}");
        }
    }
}
