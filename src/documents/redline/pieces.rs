//! What changed inside a line: sentence by sentence, then word by word.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::align::{Part, Step, Words, align};
use super::{Piece, Status};

// A longer sentence is replaced as a whole.
const WORDS: usize = 600;

/// The pieces of a line that stands in both texts.
pub(super) fn pieces(old: &[String], new: &[String]) -> Vec<Piece> {
    let mut words = Words::default();
    let mut parts = |sentences: &[String]| -> Vec<Part> {
        let part = |text: &String| Part { key: text.clone(), group: 0, words: words.of(text) };
        sentences.iter().map(part).collect()
    };
    let (before, after) = (parts(old), parts(new));
    let mut out = Pieces::default();
    let text = |sentences: &[String], at: usize| sentences.get(at).cloned().unwrap_or_default();
    for step in align(&before, &after) {
        match step {
            Step::Same(at, _) => out.push(Status::Same, &text(old, at)),
            Step::Removed(at) => out.push(Status::Removed, &text(old, at)),
            Step::Added(at) => out.push(Status::Added, &text(new, at)),
            Step::Changed(one, other) => out.words(&text(old, one), &text(new, other)),
        }
    }
    out.done
}

/// The pieces of a line of which only the look changed, word by word.
pub(super) fn restyled(words: &str, old: &[u8], new: &[u8]) -> Vec<Piece> {
    let mut out = Pieces::default();
    for (at, word) in words.split_whitespace().enumerate() {
        let same = old.get(at) == new.get(at);
        out.push(if same { Status::Same } else { Status::Restyled }, word);
    }
    out.done
}

#[derive(Default)]
struct Pieces {
    done: Vec<Piece>,
}

impl Pieces {
    fn push(&mut self, status: Status, words: &str) {
        match self.done.last_mut().filter(|last| last.status == status) {
            Some(last) => {
                last.words.push(' ');
                last.words.push_str(words);
            }
            None => self.done.push(Piece { status, words: words.to_owned() }),
        }
    }

    fn words(&mut self, old: &str, new: &str) {
        let (from, to): (Vec<&str>, Vec<&str>) =
            (old.split_whitespace().collect(), new.split_whitespace().collect());
        if from.len().max(to.len()) > WORDS {
            self.push(Status::Removed, old);
            self.push(Status::Added, new);
            return;
        }
        let joined = |words: &[&str], begin: usize, length: usize| {
            words.get(begin..begin + length).unwrap_or_default().join(" ")
        };
        for (before, after, same) in hunks(&capture_diff_slices(Algorithm::Myers, &from, &to)) {
            if same {
                self.push(Status::Same, &joined(&from, before.0, before.1));
                continue;
            }
            for (status, words) in [
                (Status::Removed, joined(&from, before.0, before.1)),
                (Status::Added, joined(&to, after.0, after.1)),
            ] {
                if !words.is_empty() {
                    self.push(status, &words);
                }
            }
        }
    }
}

type Span = (usize, usize);

// Neighbouring changes with a single word between them read better as one.
fn hunks(steps: &[DiffOp]) -> Vec<(Span, Span, bool)> {
    let mut out: Vec<(Span, Span, bool)> = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let (old, new) = (step.old_range(), step.new_range());
        let alone = at > 0 && at + 1 < steps.len() && old.len() == 1;
        let same = matches!(step, DiffOp::Equal { .. }) && !alone;
        match out.last_mut().filter(|last| !same && !last.2) {
            Some(last) => {
                last.0.1 += old.len();
                last.1.1 += new.len();
            }
            None => out.push(((old.start, old.len()), (new.start, new.len()), same)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(old: &[&str], new: &[&str]) -> String {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let piece = |piece: Piece| match piece.status {
            Status::Removed => format!("[-{}-]", piece.words),
            Status::Added => format!("[+{}+]", piece.words),
            _ => piece.words,
        };
        pieces(&owned(old), &owned(new)).into_iter().map(piece).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn sentences_then_words() {
        for (old, new, expected) in [
            (vec!["Wash your hands."], vec!["Wash your hands."], "Wash your hands."),
            (
                vec!["Review it every year.", "Tell us."],
                vec!["Review it every six months.", "Tell us."],
                "Review it every [-year.-] [+six months.+] Tell us.",
            ),
            (vec!["One two.", "Gone now."], vec!["One two."], "One two. [-Gone now.-]"),
            (
                vec!["The lead is Ann and acts."],
                vec!["The deputy is Bob and acts."],
                "The [-lead is Ann-] [+deputy is Bob+] and acts.",
            ),
        ] {
            assert_eq!(marked(&old, &new), expected);
        }
    }
}
