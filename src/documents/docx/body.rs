//! The text: `word/document.xml`.

use super::lists::{self, Lists};
use super::media::Media;
use super::xml::Xml;
use super::{NAMESPACE, RELATIONS};
use crate::documents::fill::{Filled, State};
use crate::documents::frame::Frame;
use crate::documents::html::is_safe;
use crate::documents::labels;
use crate::documents::model::{Block, Heading, Inline, List, Picture, Sentence, SignOffRow, Table};
use crate::messages::Messages;

// A4 in twentieths of a point, with the room left for the text.
const TEXT_WIDTH: u32 = 9_638;
const LABEL_WIDTH: u32 = 2_900;
// The most that a picture takes, in millimetres.
const PICTURE: (f64, f64) = (170.0, 200.0);
const LOGO: (f64, f64) = (70.0, 17.0);

/// How a run of words looks.
#[derive(Clone, Copy, Default, PartialEq)]
struct Look {
    strong: bool,
    emphasis: bool,
    link: bool,
    gap: bool,
}

/// Writes the text and gathers what it refers to.
pub(super) struct Body<'a> {
    filled: &'a Filled,
    frame: &'a Frame,
    messages: &'a Messages,
    xml: Xml,
    /// The lists that the text uses.
    pub(super) lists: Lists,
    /// The pictures and links that the text uses.
    pub(super) media: Media,
}

impl<'a> Body<'a> {
    pub(super) fn new(filled: &'a Filled, frame: &'a Frame, messages: &'a Messages) -> Self {
        let (lists, media) = (Lists::default(), Media::default());
        Self { filled, frame, messages, xml: Xml::new(), lists, media }
    }

    /// The whole part.
    pub(super) fn write(mut self) -> (Vec<u8>, Lists, Media) {
        let spaces = [
            ("xmlns:w", NAMESPACE),
            ("xmlns:r", RELATIONS),
            ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
            ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
            ("xmlns:pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
        ];
        self.xml.open("w:document", &spaces);
        self.xml.open("w:body", &[]);
        self.head();
        self.words_in("Title", &self.frame.title, Look::default());
        if let Some(notice) = &self.frame.notice {
            self.words_in("PolicyNotice", notice, Look::default());
        }
        self.control();
        let filled = self.filled;
        filled.document.blocks.iter().for_each(|block| self.block(block));
        self.section();
        self.xml.close("w:body");
        self.xml.close("w:document");
        (self.xml.finish(), self.lists, self.media)
    }

    // The document's own head; without one, logo, organisation and registration of the frame.
    fn head(&mut self) {
        let (filled, frame) = (self.filled, self.frame);
        let lines = filled.document.head.iter().filter(|line| !self.is_silent(line));
        let lines: Vec<&Sentence> = lines.collect();
        if !lines.is_empty() {
            lines.into_iter().for_each(|line| self.paragraph("PolicyHead", std::slice::from_ref(line)));
            return;
        }
        if frame.logo.is_some() {
            self.begin("PolicyHead", None);
            self.logo();
            self.xml.close("w:p");
        }
        self.words_in("PolicyHead", &frame.organisation, Look { strong: true, ..Look::default() });
        if let Some((label, number)) = &frame.registration {
            self.words_in("PolicyHead", &format!("{label}: {number}"), Look::default());
        }
    }

    fn is_silent(&self, line: &Sentence) -> bool {
        line.0.iter().all(|part| match part {
            Inline::Field(name) => match self.filled.state(name) {
                State::Nothing => true,
                State::Image => self.frame.logo.is_none(),
                _ => false,
            },
            Inline::Text(text) => text.trim().is_empty(),
            _ => false,
        })
    }

    fn control(&mut self) {
        let frame = self.frame;
        if frame.control.is_empty() {
            return;
        }
        self.table_begin(&[LABEL_WIDTH, TEXT_WIDTH - LABEL_WIDTH]);
        self.row_begin(true);
        self.cell_begin(TEXT_WIDTH, 2);
        self.words_in("TableStrong", &frame.labels.control, Look::default());
        self.xml.close("w:tc");
        self.xml.close("w:tr");
        for (label, value) in &frame.control {
            self.row_begin(false);
            self.cell_begin(LABEL_WIDTH, 1);
            self.words_in("TableText", label, Look::default());
            self.xml.close("w:tc");
            self.cell_begin(TEXT_WIDTH - LABEL_WIDTH, 1);
            self.words_in("TableStrong", value, Look::default());
            self.xml.close("w:tc");
            self.xml.close("w:tr");
        }
        self.table_end();
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(sentences) => self.paragraph("Normal", sentences),
            Block::List(list) => self.list(list, 0),
            Block::Table(table) => self.table(table),
            Block::SignOff(rows) => self.sign_off(rows),
            Block::Copyright(sentence) => self.paragraph("PolicyEnd", std::slice::from_ref(sentence)),
            Block::Picture(picture) => self.picture(picture),
        }
    }

    // The title is Title, so that the first level of the text is Heading 1, as in the PDF.
    fn heading(&mut self, heading: &Heading) {
        let style = match heading.level {
            0..=2 => "Heading1",
            3 => "Heading2",
            4 => "Heading3",
            5 => "Heading4",
            _ => "Heading5",
        };
        self.begin(style, None);
        if let Some(number) = &heading.number {
            let dot = if number.contains('.') { "" } else { "." };
            self.run(&format!("{number}{dot} "), Look::default());
        }
        self.inline(&heading.words.0, Look::default());
        self.xml.close("w:p");
    }

    fn list(&mut self, list: &List, depth: usize) {
        let name = self.lists.add(list.ordered, depth, list.start);
        for item in &list.items {
            self.begin("ListParagraph", Some((&name, depth)));
            self.sentences(&item.sentences, Look::default());
            self.xml.close("w:p");
            item.lists.iter().for_each(|inner| self.list(inner, depth + 1));
        }
    }

    fn table(&mut self, table: &Table) {
        let columns = u32::try_from(table.header.len()).unwrap_or(1).max(1);
        let widths: Vec<u32> = table.header.iter().map(|_| TEXT_WIDTH / columns).collect();
        self.table_begin(&widths);
        for (at, row) in std::iter::once(&table.header).chain(&table.rows).enumerate() {
            self.row_begin(at == 0);
            for cell in row {
                self.cell_begin(TEXT_WIDTH / columns, 1);
                self.begin(if at == 0 { "TableStrong" } else { "TableText" }, None);
                self.inline(&cell.0, Look::default());
                self.xml.close("w:p");
                self.xml.close("w:tc");
            }
            self.xml.close("w:tr");
        }
        self.table_end();
    }

    fn sign_off(&mut self, rows: &[SignOffRow]) {
        self.table_begin(&[LABEL_WIDTH, TEXT_WIDTH - LABEL_WIDTH]);
        for row in rows {
            self.row_begin(false);
            for (width, words, style) in [
                (LABEL_WIDTH, &row.label, "TableText"),
                (TEXT_WIDTH - LABEL_WIDTH, &row.value, "TableStrong"),
            ] {
                self.cell_begin(width, 1);
                self.begin(style, None);
                self.inline(&words.0, Look::default());
                self.xml.close("w:p");
                self.xml.close("w:tc");
            }
            self.xml.close("w:tr");
        }
        self.table_end();
    }

    fn table_begin(&mut self, widths: &[u32]) {
        self.xml.open("w:tbl", &[]);
        self.xml.open("w:tblPr", &[]);
        self.xml.empty("w:tblStyle", &[("w:val", "TableGrid")]);
        self.xml.empty("w:tblW", &[("w:w", "5000"), ("w:type", "pct")]);
        self.xml.empty("w:tblLook", &[("w:val", "0020"), ("w:firstRow", "1")]);
        self.xml.close("w:tblPr");
        self.xml.open("w:tblGrid", &[]);
        for width in widths {
            self.xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
        }
        self.xml.close("w:tblGrid");
    }

    // An empty paragraph, so that two tables in a row stay two.
    fn table_end(&mut self) {
        self.xml.close("w:tbl");
        self.begin("Normal", None);
        self.xml.close("w:p");
    }

    fn row_begin(&mut self, header: bool) {
        self.xml.open("w:tr", &[]);
        self.xml.open("w:trPr", &[]);
        self.xml.empty("w:cantSplit", &[]);
        if header {
            self.xml.empty("w:tblHeader", &[]);
        }
        self.xml.close("w:trPr");
    }

    fn cell_begin(&mut self, width: u32, span: u32) {
        self.xml.open("w:tc", &[]);
        self.xml.open("w:tcPr", &[]);
        self.xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
        if span > 1 {
            self.xml.empty("w:gridSpan", &[("w:val", &span.to_string())]);
        }
        self.xml.close("w:tcPr");
    }

    fn begin(&mut self, style: &str, list: Option<(&str, usize)>) {
        self.xml.open("w:p", &[]);
        self.xml.open("w:pPr", &[]);
        self.xml.empty("w:pStyle", &[("w:val", style)]);
        if let Some((name, depth)) = list {
            self.xml.open("w:numPr", &[]);
            self.xml.empty("w:ilvl", &[("w:val", &lists::level(depth).to_string())]);
            self.xml.empty("w:numId", &[("w:val", name)]);
            self.xml.close("w:numPr");
        }
        self.xml.close("w:pPr");
    }

    fn words_in(&mut self, style: &str, words: &str, look: Look) {
        if !words.is_empty() {
            self.begin(style, None);
            self.run(words, look);
            self.xml.close("w:p");
        }
    }

    fn paragraph(&mut self, style: &str, sentences: &[Sentence]) {
        self.begin(style, None);
        self.sentences(sentences, Look::default());
        self.xml.close("w:p");
    }

    fn sentences(&mut self, sentences: &[Sentence], look: Look) {
        for (at, sentence) in sentences.iter().enumerate() {
            if at > 0 {
                self.run(" ", look);
            }
            self.inline(&sentence.0, look);
        }
    }

    fn inline(&mut self, parts: &[Inline], look: Look) {
        for part in parts {
            match part {
                Inline::Text(text) => self.run(text, look),
                Inline::Field(name) => self.field(name, look),
                Inline::Strong(inner) => self.inline(inner, Look { strong: true, ..look }),
                Inline::Emphasis(inner) => self.inline(inner, Look { emphasis: true, ..look }),
                Inline::Link(link) if is_safe(&link.address) && !link.address.starts_with('#') => {
                    let name = self.media.link(&link.address);
                    self.xml.open("w:hyperlink", &[("r:id", &name)]);
                    self.inline(&link.label, Look { link: true, ..look });
                    self.xml.close("w:hyperlink");
                }
                Inline::Link(link) => self.inline(&link.label, look),
                Inline::Break => {
                    self.xml.open("w:r", &[]);
                    self.xml.empty("w:br", &[]);
                    self.xml.close("w:r");
                }
            }
        }
    }

    fn field(&mut self, name: &str, look: Look) {
        let (messages, language) = (self.messages, self.filled.language);
        let gap = Look { gap: true, ..look };
        match self.filled.state(name) {
            State::Filled(words) => self.run(words, look),
            State::Image => self.logo(),
            State::Nothing => {}
            State::Missing => self.run(&labels::missing_text(messages, language, name), gap),
            State::Unknown => self.run(&labels::unknown_text(messages, language, name), gap),
            State::Later(proposed) => {
                let words = labels::later(messages, language, name, proposed.as_deref());
                self.run(&format!("[{words}]"), gap);
            }
        }
    }

    fn run(&mut self, words: &str, look: Look) {
        self.xml.open("w:r", &[]);
        if look != Look::default() {
            self.look(look);
        }
        self.xml.leaf("w:t", &[("xml:space", "preserve")], words);
        self.xml.close("w:r");
    }

    fn look(&mut self, look: Look) {
        self.xml.open("w:rPr", &[]);
        for (name, is_set) in [("w:b", look.strong), ("w:i", look.emphasis)] {
            if is_set {
                self.xml.empty(name, &[]);
            }
        }
        if look.link {
            self.xml.empty("w:color", &[("w:val", "0A5A78")]);
        }
        if look.gap {
            self.xml.empty("w:highlight", &[("w:val", "yellow")]);
        }
        if look.link {
            self.xml.empty("w:u", &[("w:val", "single")]);
        }
        self.xml.close("w:rPr");
    }

    fn logo(&mut self) {
        if let Some(logo) = &self.frame.logo {
            self.media.picture(&mut self.xml, &logo.bytes, &logo.alt, LOGO);
        }
    }

    // Without its file the description stands in its place.
    fn picture(&mut self, picture: &Picture) {
        let words = labels::picture(self.messages, self.filled.language, &picture.alt);
        let Some(file) = self.filled.pictures.get(&picture.name) else {
            return self.words_in("PolicyNotice", &words, Look::default());
        };
        let alt = if picture.alt.is_empty() { words.as_str() } else { picture.alt.as_str() };
        self.begin("Normal", None);
        self.media.picture(&mut self.xml, &file.bytes, alt, PICTURE);
        self.xml.close("w:p");
    }

    fn section(&mut self) {
        self.xml.open("w:sectPr", &[]);
        self.xml.empty("w:headerReference", &[("w:type", "default"), ("r:id", super::HEADER)]);
        self.xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", super::FOOTER)]);
        self.xml.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
        let margins = [("w:top", "1418"), ("w:bottom", "1304"), ("w:left", "1134"), ("w:right", "1134")];
        let others = [("w:header", "709"), ("w:footer", "567"), ("w:gutter", "0")];
        self.xml.empty("w:pgMar", &[margins.as_slice(), others.as_slice()].concat());
        self.xml.close("w:sectPr");
    }
}
