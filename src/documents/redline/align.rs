//! Which parts of two texts belong together.
//!
//! Parts that stand once on each side are the anchors (patience diff); what lies between two anchors is
//! compared part by part only while it is small, and is otherwise replaced as a whole. So the cost grows
//! with the length of the texts, whatever they hold, and no clock decides the result.

use std::collections::HashMap;

use similar::{Algorithm, DiffTag, capture_diff_slices};

// Between two anchors: at most so many pairs are compared with each other.
const PAIRS: usize = 2_500;
// The part of the words that two parts must share to be one that changed.
const ALIKE: f64 = 0.4;

/// A part of either text.
#[derive(Debug, Clone, Default)]
pub(super) struct Part {
    /// The same for the same kind and words.
    pub(super) key: String,
    /// Only parts of the same group can be one that changed.
    pub(super) group: u8,
    /// Numbers of its words, sorted.
    pub(super) words: Vec<u32>,
}

/// What became of a part; the numbers are places in the two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// It stands in both.
    Same(usize, usize),
    /// It stands in both with other words.
    Changed(usize, usize),
    /// It stands in the first only.
    Removed(usize),
    /// It stands in the second only.
    Added(usize),
}

/// Numbers for words, the same on both sides.
#[derive(Default)]
pub(super) struct Words(HashMap<String, u32>);

impl Words {
    /// The sorted numbers of the words of a text.
    pub(super) fn of(&mut self, text: &str) -> Vec<u32> {
        let mut numbers: Vec<u32> = text.split_whitespace().map(|word| self.number(word)).collect();
        numbers.sort_unstable();
        numbers
    }

    fn number(&mut self, word: &str) -> u32 {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(word).or_insert(next)
    }
}

/// What became of every part, in the order of reading.
pub(super) fn align(old: &[Part], new: &[Part]) -> Vec<Step> {
    let mut numbers = HashMap::new();
    let mut interned = |parts: &[Part]| -> Vec<usize> {
        let number = |part: &Part| {
            let next = numbers.len();
            *numbers.entry(part.key.clone()).or_insert(next)
        };
        parts.iter().map(number).collect()
    };
    let (from, to) = (interned(old), interned(new));
    let mut run = Run { old, new, from: &from, to: &to, steps: Vec::new() };
    run.between((0, from.len()), (0, to.len()), true);
    run.steps
}

type Range = (usize, usize);

struct Run<'a> {
    old: &'a [Part],
    new: &'a [Part],
    from: &'a [usize],
    to: &'a [usize],
    steps: Vec<Step>,
}

impl Run<'_> {
    fn slice(all: &[usize], (begin, end): Range) -> &[usize] {
        all.get(begin..end).unwrap_or_default()
    }

    // What both begin and end with is the same; anchors part the rest.
    fn between(&mut self, old: Range, new: Range, with_anchors: bool) {
        let (from, to) = (Self::slice(self.from, old), Self::slice(self.to, new));
        let front = from.iter().zip(to).take_while(|(one, other)| one == other).count();
        let room = from.len().min(to.len()) - front;
        let ends = from.iter().rev().zip(to.iter().rev());
        let back = ends.take(room).take_while(|(one, other)| one == other).count();
        self.same(old.0, new.0, front);
        let (left, right) = ((old.0 + front, old.1 - back), (new.0 + front, new.1 - back));
        if with_anchors {
            let mut at = (left.0, right.0);
            for (one, other) in self.anchors(left, right) {
                self.between((at.0, one), (at.1, other), false);
                self.same(one, other, 1);
                at = (one + 1, other + 1);
            }
            self.between((at.0, left.1), (at.1, right.1), false);
        } else {
            self.gap(left, right);
        }
        self.same(old.1 - back, new.1 - back, back);
    }

    fn same(&mut self, old: usize, new: usize, count: usize) {
        self.steps.extend((0..count).map(|at| Step::Same(old + at, new + at)));
    }

    // Parts that stand once on each side, in an order that holds on both: the longest rising row.
    fn anchors(&self, old: Range, new: Range) -> Vec<(usize, usize)> {
        let mut seen: HashMap<usize, (usize, usize, usize, usize)> = HashMap::new();
        for (at, number) in (old.0..).zip(Self::slice(self.from, old)) {
            let entry = seen.entry(*number).or_default();
            (entry.0, entry.1) = (entry.0 + 1, at);
        }
        for (at, number) in (new.0..).zip(Self::slice(self.to, new)) {
            if let Some(entry) = seen.get_mut(number) {
                (entry.2, entry.3) = (entry.2 + 1, at);
            }
        }
        let once = seen.into_values().filter(|entry| entry.0 == 1 && entry.2 == 1);
        let mut pairs: Vec<(usize, usize)> = once.map(|entry| (entry.1, entry.3)).collect();
        pairs.sort_unstable();
        rising(&pairs)
    }

    fn gap(&mut self, old: Range, new: Range) {
        let (rows, columns) = (old.1 - old.0, new.1 - new.0);
        if rows == 0 || columns == 0 || rows.saturating_mul(columns) > PAIRS {
            self.replaced(old, new);
            return;
        }
        let (from, to) = (Self::slice(self.from, old), Self::slice(self.to, new));
        let mut at = (old.0, new.0);
        for step in capture_diff_slices(Algorithm::Myers, from, to) {
            if step.tag() == DiffTag::Equal {
                let (one, other) = (old.0 + step.old_range().start, new.0 + step.new_range().start);
                self.hunk((at.0, one), (at.1, other));
                self.same(one, other, step.old_range().len());
                at = (one + step.old_range().len(), other + step.new_range().len());
            }
        }
        self.hunk((at.0, old.1), (at.1, new.1));
    }

    // Too much to compare each with each: like stands beside like only at the same place.
    fn replaced(&mut self, old: Range, new: Range) {
        let mut at = (old.0, new.0);
        while at.0 < old.1 && at.1 < new.1 {
            if self.alike(at.0, at.1) >= ALIKE {
                self.steps.push(Step::Changed(at.0, at.1));
            } else {
                self.steps.extend([Step::Removed(at.0), Step::Added(at.1)]);
            }
            at = (at.0 + 1, at.1 + 1);
        }
        self.steps.extend((at.0..old.1).map(Step::Removed));
        self.steps.extend((at.1..new.1).map(Step::Added));
    }

    // The pairs that share the most words, in order.
    fn hunk(&mut self, old: Range, new: Range) {
        let (rows, columns) = (old.1 - old.0, new.1 - new.0);
        let width = columns + 1;
        let mut best = vec![0.0_f64; (rows + 1) * width];
        let mut alike = vec![0.0_f64; rows * columns];
        let read = |table: &[f64], at: usize| table.get(at).copied().unwrap_or_default();
        for row in (0..rows).rev() {
            for column in (0..columns).rev() {
                let score = self.alike(old.0 + row, new.0 + column);
                let score = if score < ALIKE { 0.0 } else { score };
                let both = score + read(&best, (row + 1) * width + column + 1);
                let skip = read(&best, (row + 1) * width + column).max(read(&best, row * width + column + 1));
                if let Some(cell) = best.get_mut(row * width + column) {
                    *cell = if score > 0.0 { both.max(skip) } else { skip };
                }
                if let Some(cell) = alike.get_mut(row * columns + column) {
                    *cell = score;
                }
            }
        }
        let (mut row, mut column) = (0, 0);
        while row < rows && column < columns {
            let score = read(&alike, row * columns + column);
            let here = read(&best, row * width + column);
            let both = score + read(&best, (row + 1) * width + column + 1);
            if score > 0.0 && both >= here {
                self.steps.push(Step::Changed(old.0 + row, new.0 + column));
                (row, column) = (row + 1, column + 1);
            } else if read(&best, (row + 1) * width + column) >= here {
                self.steps.push(Step::Removed(old.0 + row));
                row += 1;
            } else {
                self.steps.push(Step::Added(new.0 + column));
                column += 1;
            }
        }
        self.steps.extend((old.0 + row..old.1).map(Step::Removed));
        self.steps.extend((new.0 + column..new.1).map(Step::Added));
    }

    fn alike(&self, old: usize, new: usize) -> f64 {
        match (self.old.get(old), self.new.get(new)) {
            (Some(old), Some(new)) if old.group == new.group => shared(&old.words, &new.words),
            _ => 0.0,
        }
    }
}

// Twice the shared words over all words.
fn shared(one: &[u32], other: &[u32]) -> f64 {
    let (mut left, mut right, mut both) = (one.iter().peekable(), other.iter().peekable(), 0_u32);
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => drop(left.next()),
            std::cmp::Ordering::Greater => drop(right.next()),
            std::cmp::Ordering::Equal => {
                (both, _, _) = (both + 2, left.next(), right.next());
            }
        }
    }
    let all = u32::try_from(one.len() + other.len()).unwrap_or(u32::MAX);
    if all == 0 { 0.0 } else { f64::from(both) / f64::from(all) }
}

// The longest part of the row whose second numbers rise.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // The ends of the best rows of each length, and for each pair the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let second = |at: &usize| pairs.get(*at).map_or(0, |pair| pair.1);
    for (at, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| second(end) < pair.1);
        before.push(length.checked_sub(1).and_then(|last| ends.get(last)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut row = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(here) = at {
        row.extend(pairs.get(here));
        at = before.get(here).copied().flatten();
    }
    row.reverse();
    row
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parts(words: &mut Words, text: &[&str]) -> Vec<Part> {
        let part = |line: &&str| Part { key: (*line).to_owned(), group: 0, words: words.of(line) };
        text.iter().map(part).collect()
    }

    fn steps(old: &[&str], new: &[&str]) -> Vec<Step> {
        let mut words = Words::default();
        let (old, new) = (parts(&mut words, old), parts(&mut words, new));
        align(&old, &new)
    }

    #[test]
    fn like_stands_beside_like() {
        use Step::{Added, Changed, Removed, Same};
        for (old, new, expected) in [
            (vec!["a", "b"], vec!["a", "b"], vec![Same(0, 0), Same(1, 1)]),
            (vec!["a", "b"], vec!["a", "x", "b"], vec![Same(0, 0), Added(1), Same(1, 2)]),
            (vec!["one two three"], vec!["one two four"], vec![Changed(0, 0)]),
            (vec!["one two three"], vec!["five six"], vec![Removed(0), Added(0)]),
            (vec!["x y z", "a b c"], vec!["a b d"], vec![Removed(0), Changed(1, 0)]),
            (vec!["a", "a", "a"], vec!["a", "a"], vec![Same(0, 0), Same(1, 1), Removed(2)]),
        ] {
            assert_eq!(steps(&old, &new), expected, "{old:?} {new:?}");
        }
    }

    proptest! {
        #[test]
        fn every_part_is_told_once_and_in_order(
            old in prop::collection::vec("[ab]{1,2}( [abc])?", 0..70),
            new in prop::collection::vec("[ab]{1,2}( [abc])?", 0..70),
        ) {
            let old: Vec<&str> = old.iter().map(String::as_str).collect();
            let new: Vec<&str> = new.iter().map(String::as_str).collect();
            let (mut left, mut right) = (Vec::new(), Vec::new());
            for step in steps(&old, &new) {
                match step {
                    Step::Same(one, other) => {
                        prop_assert_eq!(old[one], new[other]);
                        left.push(one);
                        right.push(other);
                    }
                    Step::Changed(one, other) => {
                        left.push(one);
                        right.push(other);
                    }
                    Step::Removed(one) => left.push(one),
                    Step::Added(other) => right.push(other),
                }
            }
            prop_assert_eq!(left, (0..old.len()).collect::<Vec<_>>());
            prop_assert_eq!(right, (0..new.len()).collect::<Vec<_>>());
        }
    }
}
