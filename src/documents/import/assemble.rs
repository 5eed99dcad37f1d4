//! Puts the parts together: head and title, sign-off block, copyright line, leftovers, lists.

use std::collections::{BTreeMap, HashMap};

use super::marks::{self, Marks};
use super::{Accepted, Imported, ListFound, Offer, OfferKind, Raw, RawKind, RawList};
use super::{furniture, leftovers, lines, lists, numbers, sentences, sign_off, titles};
use crate::documents::limits::{self, Limit};
use crate::documents::model::{Block, Document, Heading, Item, List, Sentence, SignOffRow, Table};

pub(super) fn assemble(raws: Vec<Raw>, marks: &Marks<'_>, accepted: &Accepted) -> Result<Imported, Limit> {
    let mut build = Build::new(marks, accepted);
    build.furniture = furniture::found(&raws);
    let raws = build.title(single_lines(raws));
    let raws = headlines(raws);
    let (body, tail) = split_at_copyright(raws);
    let last_heading = body.iter().rposition(is_heading).unwrap_or(0);
    for (at, raw) in body.into_iter().enumerate() {
        build.raw(raw, at >= last_heading)?;
    }
    build.tail(tail)?;
    Ok(build.finish())
}

// "Page 3 of 12" is no heading, even where it looks like one.
fn is_heading(raw: &Raw) -> bool {
    matches!(&raw.kind, RawKind::Heading { words, .. } if !leftovers::is_of_page(words))
}

// A label that waits for its value takes the lone line after the gap.
fn single_lines(raws: Vec<Raw>) -> Vec<Raw> {
    let mut out: Vec<Raw> = Vec::with_capacity(raws.len());
    for raw in raws {
        if let RawKind::Lines { lines: new, .. } = &raw.kind
            && let [(_, value)] = new.as_slice()
            && sign_off::is_lone_value(value)
            && let Some(RawKind::Lines { lines, .. }) = out.last_mut().map(|last| &mut last.kind)
            && lines.last().is_some_and(|(_, line)| sign_off::waits(line))
        {
            lines.extend(new.iter().cloned());
            continue;
        }
        out.push(raw);
    }
    out
}

// In a text without numbered or marked headings, a short line alone is one.
fn headlines(mut raws: Vec<Raw>) -> Vec<Raw> {
    if raws.iter().any(is_heading) {
        return raws;
    }
    let last = raws.len().saturating_sub(1);
    for raw in raws.iter_mut().take(last) {
        if let Some(words) = lone_line(raw).filter(|words| is_lone_headline(words)).map(str::to_owned) {
            raw.kind = RawKind::Heading { level: 2, number: None, words };
        }
    }
    raws
}

fn is_lone_headline(words: &str) -> bool {
    words.chars().count() <= 80
        && words.chars().next().is_some_and(char::is_uppercase)
        && lines::is_headline(words)
        && !words.contains(": ")
        && !words.ends_with('?')
        && !leftovers::is_copyright(words)
        && !leftovers::is_leftover(words)
        && !words.chars().any(marks::is_field)
}

fn lone_line(raw: &Raw) -> Option<&str> {
    match &raw.kind {
        RawKind::Lines { lines, .. } => match lines.as_slice() {
            [(_, line)] => Some(line),
            _ => None,
        },
        _ => None,
    }
}

// Everything behind the last copyright line, unless the policy goes on there.
fn split_at_copyright(mut raws: Vec<Raw>) -> (Vec<Raw>, Vec<Raw>) {
    let after_headings = raws.iter().rposition(is_heading).map_or(0, |at| at + 1);
    let found = raws.iter().enumerate().skip(after_headings).rev().find_map(|(at, raw)| match &raw.kind {
        RawKind::Lines { lines, .. } => {
            lines.iter().rposition(|(_, line)| leftovers::is_copyright(line)).map(|line| (at, line))
        }
        _ => None,
    });
    let Some((at, place)) = found else { return (raws, Vec::new()) };
    let mut tail = raws.split_off(at);
    if let Some(RawKind::Lines { lines, joined }) = tail.first_mut().map(|raw| &mut raw.kind) {
        let copyright = lines.split_off(place);
        let before = std::mem::replace(lines, copyright);
        let joined = *joined;
        if let Some((line, _)) = before.first() {
            raws.push(Raw { line: *line, kind: RawKind::Lines { lines: before, joined } });
        }
    }
    (raws, tail)
}

/// The document while it is put together.
pub(super) struct Build<'a> {
    pub(super) marks: &'a Marks<'a>,
    pub(super) accepted: &'a Accepted,
    document: Document,
    pub(super) offers: Vec<Offer>,
    /// Lines that stood around the text on paper.
    pub(super) furniture: BTreeMap<usize, OfferKind>,
    lists: Vec<ListFound>,
    ids: HashMap<String, usize>,
    level: u8,
    headings: usize,
    items: usize,
    cells: usize,
}

impl<'a> Build<'a> {
    fn new(marks: &'a Marks<'a>, accepted: &'a Accepted) -> Self {
        Self {
            marks,
            accepted,
            document: Document::default(),
            offers: Vec::new(),
            furniture: BTreeMap::new(),
            lists: Vec::new(),
            ids: HashMap::new(),
            level: 1,
            headings: 0,
            items: 0,
            cells: 0,
        }
    }

    fn finish(self) -> Imported {
        let Self { marks, document, offers, lists, .. } = self;
        Imported { document, offers, unknown: marks.unknown(), lists }
    }

    // Takes head and title off the front.
    fn title(&mut self, raws: Vec<Raw>) -> Vec<Raw> {
        let marked = raws
            .iter()
            .position(|raw| is_heading(raw) && matches!(raw.kind, RawKind::Heading { level: 1, .. }));
        let before = raws.iter().take_while(|raw| titles::lone_lines(raw)).count();
        match marked {
            Some(at) if at <= before || raws.iter().take(at).all(titles::can_stand_above) => {
                self.take_title(raws, at)
            }
            _ => match titles::title_line(&raws, before) {
                Some(at) => self.take_title(raws, at),
                None => self.take_head(raws, before),
            },
        }
    }

    fn take_title(&mut self, raws: Vec<Raw>, at: usize) -> Vec<Raw> {
        let mut rest = Vec::new();
        for (index, raw) in raws.into_iter().enumerate() {
            match raw.kind {
                RawKind::Lines { lines, .. } if index < at => self.head(&lines),
                RawKind::Lines { mut lines, .. } if index == at => self.title_in(&mut lines),
                RawKind::Heading { words, .. } if index == at => {
                    self.document.title = self.marks.sentence(&words)
                }
                kind => rest.push(Raw { line: raw.line, kind }),
            }
        }
        rest
    }

    // The title is the last line of its group; what stands above it belongs to the head.
    fn title_in(&mut self, lines: &mut Vec<(usize, String)>) {
        if let Some((_, title)) = lines.pop() {
            self.document.title = self.marks.sentence(&title);
        }
        self.head(lines);
    }

    // Without a title, lines that are only fields (logo, name) still belong to the head.
    fn take_head(&mut self, mut raws: Vec<Raw>, before: usize) -> Vec<Raw> {
        let fields =
            raws.iter().take(before).take_while(|raw| lone_line(raw).is_some_and(marks::only_fields));
        let rest = raws.split_off(fields.count());
        for raw in raws {
            if let RawKind::Lines { lines, .. } = raw.kind {
                self.head(&lines);
            }
        }
        rest
    }

    fn head(&mut self, lines: &[(usize, String)]) {
        let lines: Vec<&(usize, String)> =
            lines.iter().filter(|(line, text)| !self.swept(*line, text)).collect();
        let sentences = lines.into_iter().map(|(_, line)| self.marks.sentence(line));
        self.document.head.extend(sentences.filter(|sentence| !sentence.is_empty()));
    }

    fn raw(&mut self, raw: Raw, near_end: bool) -> Result<(), Limit> {
        if self.swept_heading(&raw) {
            return Ok(());
        }
        if let RawKind::List(list) = &raw.kind
            && let Some(list) = self.odd_list(&raw, list)
        {
            return self.whole_list(raw.line, &list);
        }
        match raw.kind {
            RawKind::Heading { level, number, words } => self.heading(level, number, &words),
            RawKind::Lines { lines, joined } => self.lines(&lines, joined, near_end),
            RawKind::List(list) => self.whole_list(raw.line, &list),
            RawKind::Table { header, rows } => self.table(raw.line, &header, &rows),
            RawKind::Picture(picture) => self.push(Block::Picture(picture)),
        }
    }

    fn push(&mut self, block: Block) -> Result<(), Limit> {
        if self.document.blocks.len() >= limits::BLOCKS {
            return Err(Limit::Blocks);
        }
        self.document.blocks.push(block);
        Ok(())
    }

    // Levels never jump downwards by more than one, as readers by ear rely on them.
    fn heading(&mut self, level: u8, number: Option<String>, words: &str) -> Result<(), Limit> {
        self.headings += 1;
        if self.headings > limits::HEADINGS {
            return Err(Limit::Headings);
        }
        let level = level.clamp(2, 6).min(self.level + 1);
        self.level = level;
        let words = self.marks.sentence(words);
        let id = self.id(number.as_deref(), &words);
        self.push(Block::Heading(Heading { level, number, id, words }))
    }

    fn id(&mut self, number: Option<&str>, words: &Sentence) -> String {
        let name = match number {
            Some(number) => format!("s{}", number.replace('.', "-")),
            None => format!("s-{}", numbers::slug(&words.raw())),
        };
        self.unique(name)
    }

    pub(super) fn unique(&mut self, name: String) -> String {
        let uses = self.ids.entry(name.clone()).or_insert(0);
        *uses += 1;
        if *uses == 1 { name } else { format!("{name}--{uses}") }
    }

    fn lines(&mut self, lines: &[(usize, String)], joined: bool, near_end: bool) -> Result<(), Limit> {
        if near_end && let Some(rows) = sign_off::rows(lines) {
            return self.sign_off(rows);
        }
        let lines = &self.remaining(lines);
        if lines.is_empty() {
            return Ok(());
        }
        if let [(line, text)] = lines.as_slice()
            && leftovers::is_of_web(text)
        {
            return self.leftover(*line, text);
        }
        if joined {
            let line = lines.first().map_or(1, |(line, _)| *line);
            let words: Vec<&str> = lines.iter().map(|(_, line)| line.as_str()).collect();
            return self.paragraph(line, &words.join(" "));
        }
        lines.iter().try_for_each(|(line, text)| self.paragraph(*line, text))
    }

    fn sign_off(&mut self, rows: Vec<(String, String)>) -> Result<(), Limit> {
        let row = |(label, value): (String, String)| SignOffRow {
            label: self.marks.sentence(&label),
            value: self.marks.sentence(&value),
        };
        let rows: Vec<SignOffRow> = rows.into_iter().map(row).collect();
        if let Some(Block::SignOff(before)) = self.document.blocks.last_mut() {
            before.extend(rows);
            return Ok(());
        }
        self.push(Block::SignOff(rows))
    }

    fn paragraph(&mut self, line: usize, text: &str) -> Result<(), Limit> {
        let text = &self.cleaned(line, text);
        let Some(run) = lists::find(text) else { return self.plain_paragraph(text) };
        if !self.run_on(line, text, &run) {
            return self.plain_paragraph(text);
        }
        self.plain_paragraph(&run.lead)?;
        self.whole_list(line, &run.list())
    }

    fn whole_list(&mut self, line: usize, raw: &RawList) -> Result<(), Limit> {
        if raw.items.is_empty() {
            return Ok(());
        }
        let list = self.list(line, raw)?;
        self.lists.push(ListFound { line, items: list.count() });
        self.push(Block::List(list))
    }

    pub(super) fn plain_paragraph(&mut self, text: &str) -> Result<(), Limit> {
        let sentences = sentences::read(text, self.marks);
        if sentences.is_empty() { Ok(()) } else { self.push(Block::Paragraph(sentences)) }
    }

    fn tail(&mut self, raws: Vec<Raw>) -> Result<(), Limit> {
        let (pictures, raws): (Vec<Raw>, Vec<Raw>) =
            raws.into_iter().partition(|raw| matches!(raw.kind, RawKind::Picture(_)));
        pictures.into_iter().try_for_each(|raw| self.raw(raw, false))?;
        let mut raws = raws.into_iter();
        if let Some(Raw { kind: RawKind::Lines { lines, .. }, .. }) = raws.next()
            && let Some(((_, copyright), rest)) = lines.split_first()
        {
            let sentence = self.marks.sentence(copyright);
            self.push(Block::Copyright(sentence))?;
            rest.iter().try_for_each(|(line, text)| self.leftover(*line, text))?;
        }
        raws.try_for_each(|raw| self.behind(raw))
    }

    // A list or table behind the copyright line stays one, as long as none of it is taken out.
    fn behind(&mut self, raw: Raw) -> Result<(), Limit> {
        let lines = tail_lines(&raw);
        if matches!(raw.kind, RawKind::Lines { .. } | RawKind::Heading { .. }) {
            return lines.iter().try_for_each(|(line, text)| self.leftover(*line, text));
        }
        let taken: Vec<bool> = lines.iter().map(|(line, text)| self.takes(*line, text)).collect();
        match raw.kind {
            RawKind::List(list) if !taken.contains(&true) => self.whole_list(raw.line, &list),
            RawKind::Table { header, rows } if !taken.contains(&true) => self.table(raw.line, &header, &rows),
            _ => lines
                .iter()
                .zip(taken)
                .filter(|(_, taken)| !taken)
                .try_for_each(|((_, text), _)| self.plain_paragraph(text)),
        }
    }

    fn list(&mut self, line: usize, raw: &RawList) -> Result<List, Limit> {
        self.items += raw.items.len();
        if self.items > limits::ITEMS {
            return Err(Limit::Items);
        }
        let mut items = Vec::with_capacity(raw.items.len());
        for item in &raw.items {
            let inner: Result<Vec<List>, Limit> =
                item.lists.iter().map(|list| self.list(line, list)).collect();
            let text = self.cleaned(line, &item.text);
            items.push(Item { sentences: sentences::read(&text, self.marks), lists: inner? });
        }
        Ok(List { ordered: raw.ordered, start: raw.start, items })
    }

    fn table(&mut self, line: usize, header: &[String], rows: &[Vec<String>]) -> Result<(), Limit> {
        if self.drops_versions(line, header, rows) {
            return Ok(());
        }
        self.cells += header.len() * (rows.len() + 1);
        if self.cells > limits::CELLS {
            return Err(Limit::Cells);
        }
        let mut cells =
            |row: &[String]| row.iter().map(|cell| self.cell(line, cell)).collect::<Vec<Sentence>>();
        let mut table = Table { header: cells(header), rows: rows.iter().map(|row| cells(row)).collect() };
        table.rows.iter_mut().for_each(|row| row.resize(header.len(), Sentence::default()));
        self.push(Block::Table(table))
    }
}

impl Build<'_> {
    fn cell(&mut self, line: usize, text: &str) -> Sentence {
        let text = self.cleaned(line, text);
        self.marks.sentence(&text)
    }
}

fn tail_lines(raw: &Raw) -> Vec<(usize, String)> {
    match &raw.kind {
        RawKind::Lines { lines, .. } => lines.clone(),
        RawKind::Heading { words, .. } => vec![(raw.line, words.clone())],
        RawKind::List(list) => list.texts().into_iter().map(|text| (raw.line, text.to_owned())).collect(),
        RawKind::Table { header, rows } => {
            std::iter::once(header).chain(rows).map(|row| (raw.line, row.join(" "))).collect()
        }
        RawKind::Picture(_) => Vec::new(),
    }
}
