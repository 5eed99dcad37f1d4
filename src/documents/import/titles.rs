//! Which line is the title, and what stands above it.

use super::{Raw, RawKind, leftovers, lines, marks, sentences};

/// The longest line of a head.
const HEAD_LETTERS: usize = 150;

/// Above a title that is marked as one, any short line belongs to the head.
pub(super) fn can_stand_above(raw: &Raw) -> bool {
    match &raw.kind {
        RawKind::Lines { lines, .. } => lines.iter().all(|(_, line)| line.chars().count() <= HEAD_LETTERS),
        RawKind::Picture(_) => true,
        _ => false,
    }
}

/// Lines that can stand above a title that is not marked as one.
pub(super) fn lone_lines(raw: &Raw) -> bool {
    match &raw.kind {
        RawKind::Lines { lines, .. } => lines.iter().all(|(_, line)| {
            !line.starts_with(marks::WORDS)
                && line.chars().count() <= HEAD_LETTERS
                && (!line.ends_with('.') || marks::only_fields(line))
                && sentences::starts(line).is_empty()
        }),
        RawKind::Picture(_) => true,
        _ => false,
    }
}

/// The last line of a group above the first heading; one that names a policy is preferred to a
/// line that could be the organisation's name. A line that nothing follows is no title.
pub(super) fn title_line(raws: &[Raw], before: usize) -> Option<usize> {
    let candidate = |at: &usize| {
        let last = raws.get(*at).and_then(|raw| match &raw.kind {
            RawKind::Lines { lines, .. } => lines.last(),
            _ => None,
        });
        last.map(|(_, line)| line.to_lowercase()).filter(|line| {
            lines::is_headline(line)
                && !marks::only_fields(line)
                && !line.contains(':')
                && !leftovers::is_leftover(line)
                && !leftovers::is_copyright(line)
        })
    };
    let names_policy = |at: &usize| {
        candidate(at).is_some_and(|line| {
            ["polic", "procedure", "polisi", "gweithdrefn"].iter().any(|word| line.contains(word))
        })
    };
    let places: Vec<usize> = (0..before.min(raws.len().saturating_sub(1))).collect();
    let named = places.iter().find(|at| names_policy(at));
    named.or_else(|| places.iter().find(|at| candidate(at).is_some())).copied()
}
