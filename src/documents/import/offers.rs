//! The clean-ups as they are offered while the text is put together.

use super::assemble::Build;
use super::lists::RunOn;
use super::{Offer, OfferKind, Raw, RawKind, RawList, furniture, leftovers, lists, prompts, versions};
use crate::documents::limits::Limit;

/// What takes words out of a text; nothing when it has none of them.
type Without = fn(&str) -> Option<String>;

impl Build<'_> {
    pub(super) fn offer(&mut self, kind: OfferKind, line: usize, before: &str, after: Vec<String>) -> bool {
        let id = self.unique(format!("{}-{line}", kind.word()));
        let accepted = self.accepted.accepts(kind, &id);
        self.offers.push(Offer { id, kind, line, before: self.marks.plain(before), after, accepted });
        accepted
    }

    pub(super) fn leftover(&mut self, line: usize, text: &str) -> Result<(), Limit> {
        if self.takes(line, text) { Ok(()) } else { self.plain_paragraph(text) }
    }

    /// Whether this line is taken out.
    pub(super) fn takes(&mut self, line: usize, text: &str) -> bool {
        self.offer(leftovers::kind(text), line, text, Vec::new())
    }

    /// Whether this table is one of the text's own version, and is taken out.
    pub(super) fn drops_versions(&mut self, line: usize, header: &[String], rows: &[Vec<String>]) -> bool {
        versions::said(header, rows)
            .is_some_and(|said| self.offer(OfferKind::VersionTable, line, &said, Vec::new()))
    }

    /// Whether this line is taken out as what stood around the text on paper.
    pub(super) fn swept(&mut self, line: usize, text: &str) -> bool {
        let known = self.furniture.get(&line).copied();
        let kind = if leftovers::is_of_page(text) { Some(leftovers::kind(text)) } else { known };
        kind.is_some_and(|kind| self.offer(kind, line, text, Vec::new()))
    }

    /// The lines that stay.
    pub(super) fn remaining(&mut self, lines: &[(usize, String)]) -> Vec<(usize, String)> {
        lines.iter().filter(|(line, text)| !self.swept(*line, text)).cloned().collect()
    }

    /// The text without prompts and instructions, where that was accepted.
    pub(super) fn cleaned(&mut self, line: usize, text: &str) -> String {
        let ways: [(OfferKind, Without); 2] = [
            (OfferKind::Prompt, prompts::without_prompts),
            (OfferKind::Instruction, prompts::without_instructions),
        ];
        ways.into_iter().fold(text.to_owned(), |text, (kind, without)| match without(&text) {
            Some(rest) => {
                let after = if rest.is_empty() { Vec::new() } else { vec![self.marks.plain(&rest)] };
                if self.offer(kind, line, &text, after) { rest } else { text }
            }
            None => text,
        })
    }

    /// A list that ran together, offered as one.
    pub(super) fn run_on(&mut self, line: usize, text: &str, run: &RunOn) -> bool {
        let after = std::iter::once(&run.lead).chain(&run.items).map(|part| self.marks.plain(part)).collect();
        self.offer(OfferKind::Run, line, text, after)
    }

    /// A list that is a table of contents, or whose only item holds a whole list.
    pub(super) fn odd_list(&mut self, raw: &Raw, list: &RawList) -> Option<RawList> {
        if furniture::is_contents_list(raw) {
            let swept: Vec<bool> = list.items.iter().map(|item| self.swept(raw.line, &item.text)).collect();
            let kept = list.items.iter().zip(swept).filter(|(_, swept)| !swept).map(|(item, _)| item.clone());
            return Some(RawList { items: kept.collect(), ..list.clone() });
        }
        let [only] = list.items.as_slice() else { return None };
        if !only.lists.is_empty() {
            return None;
        }
        let run = lists::by_marks(&format!("• {}", only.text)).filter(|run| run.lead.is_empty())?;
        self.run_on(raw.line, &only.text, &run).then(|| run.list())
    }

    /// Whether this heading stood around the text on paper and is taken out.
    pub(super) fn swept_heading(&mut self, raw: &Raw) -> bool {
        match &raw.kind {
            RawKind::Heading { words, .. } => {
                let words = words.clone();
                self.swept(raw.line, &words)
            }
            _ => false,
        }
    }
}
