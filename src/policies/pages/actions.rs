//! What can be done on a policy's page: one main action by its state, two quiet ones, the rest in a list.

use serde_json::{Value as Json, json};

use super::super::Policy;
use crate::access::{Action, Member};
use crate::messages::args;
use crate::web::Visit;

/// How many stand beside the main one.
const QUIET: usize = 2;

/// What decides which actions there are.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Standing {
    pub(super) may_edit: bool,
    pub(super) has_draft: bool,
    /// The draft, or the version in force, is a finished file.
    pub(super) is_file: bool,
    /// A round of comments or approval goes on.
    pub(super) live: bool,
    pub(super) may_ask: bool,
    pub(super) may_log: bool,
    /// Links for people outside that work.
    pub(super) shares: usize,
}

/// Message key and address inside the organisation, the most useful first.
fn ordered(standing: Standing, id: &str) -> Vec<(&'static str, String)> {
    let Standing { may_edit, has_draft, is_file, live, may_ask, may_log, shares } = standing;
    let drafting = may_edit && has_draft;
    let of_policy = [
        (drafting && !is_file, "editor-open", "edit"),
        (may_edit && !has_draft && !is_file, "editor-change", "edit"),
        (may_edit && !has_draft && is_file, "policies-file-next", "text"),
        (has_draft, "policies-preview", "preview"),
        (drafting, "policies-publish", "publish"),
        (drafting && !live, "approval-ask-approval", "approval?stage=approval"),
        (drafting && !live, "approval-ask-review", "approval?stage=review"),
        (may_edit, "policies-details", "details"),
        (drafting && !is_file, "policies-import", "import"),
        (drafting && is_file, "policies-file-replace", "text"),
        (may_edit || shares > 0, "shares-open", "shares"),
        (may_edit, "policies-withdraw", "withdraw"),
    ];
    let elsewhere = [
        (may_ask, "policies-next-ask", format!("acknowledgements/new?policy={id}")),
        (may_log, "policies-log", format!("activity?policy={id}")),
    ];
    let mut all: Vec<(bool, &'static str, String)> =
        of_policy.map(|(is, key, rest)| (is, key, format!("policies/{id}/{rest}"))).into();
    // What destroys stands last.
    let last = all.len().saturating_sub(1);
    all.splice(last..last, elsewhere);
    all.into_iter().filter(|(is, _, _)| *is).map(|(_, key, rest)| (key, rest)).collect()
}

/// The actions of a page; `next` is the main one, as a message key and an address.
pub(super) fn context(
    visit: &Visit,
    member: &Member,
    policy: &Policy,
    standing: Standing,
    next: Option<(&'static str, String)>,
) -> Json {
    let label = |key: &str| match (key, i64::try_from(standing.shares).unwrap_or(i64::MAX)) {
        ("shares-open", live @ 1..) => {
            let count = visit.app.messages.format(visit.language, "shares-live", &args([("count", live)]));
            format!("{} {count}", visit.words(key))
        }
        _ => visit.words(key),
    };
    let link = |(key, href): (&'static str, String)| json!({ "label": label(key), "href": href });
    let rest: Vec<Json> = ordered(standing, &policy.id.to_string())
        .into_iter()
        .map(|(key, rest)| (key, member.path(&rest)))
        .filter(|(_, href)| next.as_ref().is_none_or(|(_, main)| main != href))
        .map(link)
        .collect();
    json!({
        "main": next.map(link),
        "quiet": rest.iter().take(QUIET).collect::<Vec<_>>(),
        "more": rest.iter().skip(QUIET).collect::<Vec<_>>(),
    })
}

/// What a member may do besides changing the policy.
pub(super) fn standing(
    member: &Member,
    policy: &Policy,
    (may_edit, is_file): (bool, bool),
    live: bool,
    shares: usize,
) -> Standing {
    Standing {
        may_edit,
        has_draft: policy.has_draft,
        is_file,
        live,
        may_ask: policy.is_in_force() && member.may(Action::AskToSign),
        may_log: member.may(Action::SeeActivity),
        shares,
    }
}

#[cfg(test)]
mod tests {
    use super::{Standing, ordered};

    #[test]
    fn the_most_useful_comes_first_and_withdrawing_last() {
        let nobody = Standing::default();
        let editor = Standing { may_edit: true, may_ask: true, may_log: true, ..nobody };
        for (standing, expected) in [
            (nobody, ""),
            (Standing { may_log: true, shares: 1, ..nobody }, "shares-open policies-log"),
            (Standing { has_draft: true, ..nobody }, "policies-preview"),
            (
                editor,
                "editor-change policies-details shares-open policies-next-ask policies-log policies-withdraw",
            ),
            (
                Standing { is_file: true, may_ask: false, may_log: false, ..editor },
                "policies-file-next policies-details shares-open policies-withdraw",
            ),
            (
                Standing {
                    is_file: true,
                    has_draft: true,
                    live: true,
                    may_ask: false,
                    may_log: false,
                    ..editor
                },
                "policies-preview policies-publish policies-details policies-file-replace shares-open \
                 policies-withdraw",
            ),
            (
                Standing { has_draft: true, live: true, may_ask: false, ..editor },
                "editor-open policies-preview policies-publish policies-details policies-import shares-open \
                 policies-log policies-withdraw",
            ),
            (
                Standing { has_draft: true, may_ask: false, may_log: false, ..editor },
                "editor-open policies-preview policies-publish approval-ask-approval approval-ask-review \
                 policies-details policies-import shares-open policies-withdraw",
            ),
        ] {
            let keys: Vec<&str> = ordered(standing, "1").into_iter().map(|(key, _)| key).collect();
            assert_eq!(keys.join(" "), expected, "{standing:?}");
        }
        assert_eq!(ordered(editor, "7")[1].1, "policies/7/details");
    }
}
