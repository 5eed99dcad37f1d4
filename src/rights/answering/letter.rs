//! The letter of an answer with the records behind it, as a document.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Draft, Held};
use crate::clock::Moment;
use crate::documents::model::{Block, Document, Heading, Item, List, Sentence};
use crate::documents::pdf::{Frame, Labels};
use crate::documents::{Filled, Stage, Values, fill};
use crate::messages::args;
use crate::rights::collecting::{Words, not_looked};
use crate::rights::{RightsError, What, exemptions};

/// How many records something is kept back of, by exemption.
pub(super) fn kept_back(held: &[Held]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for code in held.iter().filter_map(|one| one.record.exemption.clone()) {
        *counts.entry(code).or_default() += 1;
    }
    counts
}

pub(super) fn of(draft: &Draft, now: Moment, words: Words<'_>) -> Result<(Filled, Frame), RightsError> {
    let unmade = |fault: &dyn std::fmt::Display| RightsError::Unmade(fault.to_string());
    let mut page = Pages { words, blocks: Vec::new(), headings: 0 };
    page.letter(draft);
    page.withheld(draft);
    page.records(draft);
    page.not_looked(draft);
    let title = words.get("rights-letter-title");
    let document = Document { head: Vec::new(), title: Sentence::plain(&title), blocks: page.blocks };
    let filled = fill(&document, &Values::default(), words.language, Stage::Published);
    let published = Timestamp::from_microsecond(now.microseconds()).map_err(|fault| unmade(&fault))?;
    let frame = Frame {
        organisation: draft.organisation.clone(),
        registration: None,
        title,
        description: String::new(),
        control: vec![
            (words.get("rights-letter-about"), draft.opened.contents.name.clone()),
            (words.get("rights-letter-received"), words.day(draft.opened.request.received_on)),
            (words.get("rights-letter-answered"), words.day(now.day())),
        ],
        logo: None,
        version: words.get("rights-letter-confidential"),
        notice: None,
        labels: Labels::new(words.messages, words.language),
        published,
        identifier: format!("{}-{now}", draft.opened.request.id),
    };
    Ok((filled.map_err(|fault| RightsError::Unmade(format!("{fault:?}")))?, frame))
}

struct Pages<'a> {
    words: Words<'a>,
    blocks: Vec<Block>,
    headings: usize,
}

impl Pages<'_> {
    fn heading(&mut self, level: u8, text: &str) {
        self.headings += 1;
        let id = format!("s{}", self.headings);
        self.blocks.push(Block::Heading(Heading { level, number: None, id, words: Sentence::plain(text) }));
    }

    fn paragraph(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.blocks.push(Block::Paragraph(vec![Sentence::plain(text)]));
        }
    }

    fn lines(&mut self, text: &str) {
        let items: Vec<Item> = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| Item { sentences: vec![Sentence::plain(line)], lists: Vec::new() })
            .collect();
        if !items.is_empty() {
            self.blocks.push(Block::List(List { ordered: false, start: 1, items }));
        }
    }

    fn letter(&mut self, draft: &Draft) {
        let words = self.words;
        let values = args([
            ("name", draft.opened.contents.name.clone()),
            ("organisation", draft.organisation.clone()),
            ("day", words.day(draft.opened.request.received_on)),
        ]);
        let say = |key: &str| words.messages.format(words.language, key, &values);
        self.heading(2, &say("rights-letter-heading"));
        self.paragraph(&say("rights-letter-dear"));
        self.paragraph(&say("rights-letter-asked"));
        let asks: Vec<String> = draft
            .opened
            .request
            .asks
            .iter()
            .map(|ask| words.get(&format!("rights-letter-ask-{}", ask.as_str())))
            .collect();
        self.lines(&asks.join("\n"));
        self.paragraph(&words.get(&format!("rights-letter-{}", draft.answering.outcome.as_str())));
        for line in draft.answering.words.lines() {
            self.paragraph(line);
        }
        self.paragraph(&say("rights-letter-apart"));
        self.heading(2, &say("rights-letter-next"));
        self.paragraph(&say("rights-letter-ask-us"));
        self.paragraph(&say("rights-letter-authority"));
    }

    fn withheld(&mut self, draft: &Draft) {
        let kept_back = kept_back(&draft.held);
        if kept_back.is_empty() {
            return;
        }
        let words = self.words;
        self.heading(2, &words.get("rights-letter-withheld"));
        self.paragraph(&words.get("rights-letter-withheld-lede"));
        for (code, count) in kept_back {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            let counted = args([("count", count)]);
            let law = exemptions::find(&code).map(|one| one.law.clone()).unwrap_or_default();
            self.heading(3, &words.get(&exemptions::words(&code, false)));
            self.paragraph(&words.get(&exemptions::words(&code, true)));
            self.paragraph(&law);
            self.paragraph(&words.messages.format(words.language, "rights-letter-count", &counted));
        }
    }

    /// What the search leaves out, in answers that it was made for.
    fn not_looked(&mut self, draft: &Draft) {
        if !draft.opened.has(What::Searched) {
            return;
        }
        let words = self.words;
        self.heading(2, &words.get("rights-not-looked"));
        self.paragraph(&words.get("rights-not-looked-letter"));
        self.lines(&not_looked(|key| words.get(key)).join("\n"));
    }

    fn records(&mut self, draft: &Draft) {
        let words = self.words;
        let given: Vec<(&Held, String)> =
            draft.held.iter().filter_map(|one| one.given().map(|text| (one, text))).collect();
        if given.is_empty() {
            return;
        }
        self.heading(2, &words.get("rights-letter-records"));
        for (one, text) in given {
            self.heading(3, &one.found.title);
            self.lines(&text);
        }
    }
}
