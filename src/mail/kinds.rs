//! Which e-mails may wait when an organisation has sent as many as it may on a day. What isn't named here
//! always goes: alerts about cases, invitations to act before a clock of the law runs out, what guards
//! accounts, what operators and the program itself must say.

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
    ("closing", "the days until an organisation closes run"),
    ("data-complaint", "the law counts the days until somebody is answered"),
    ("handover", "everything that an organisation has was asked for"),
    ("incident", "somebody may be in danger, and clocks of the law run"),
    ("link_not_me", "somebody else may hold a personal link"),
    ("quota", "it says why others wait"),
    ("retention", "the days until records go, or a hold is looked at, run"),
    ("rights", "the law counts the days until somebody is answered"),
    ("support", "somebody of outside asks to look in, or does"),
];

/// Whether a mail of this kind may wait.
#[must_use]
pub fn may_wait(kind: &str) -> bool {
    WAIT.contains(&kind)
}
