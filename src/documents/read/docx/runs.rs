//! Through one paragraph: runs, links, changes, comments.

use std::rc::Rc;

use super::body::Walk;
use super::fields::Code;
use super::xml::Element;
use crate::clock::Day;
use crate::documents::read::Tracked;
use crate::documents::read::links;
use crate::documents::read::notes::{By, NoteKind};
use crate::documents::read::words::Look;

/// Comments whose words are read at the same time.
const COMMENTS: usize = 20;

/// Who made a change or a comment, and when.
pub(super) fn by(element: Element<'_>) -> By {
    let author = element.attribute("author").map(|author| author.into_owned()).unwrap_or_default();
    let on = element.attribute("date").and_then(|date| Day::parse(date.get(..10)?));
    By { author, on }
}

impl<'t> Walk<'t, '_> {
    /// Everything inside a paragraph, however it is wrapped.
    pub(super) fn inline(&mut self, element: Element<'t>, look: &Look, style: Option<&str>) {
        for child in element.children() {
            match child.name() {
                "r" => self.run_of_letters(child, look, style),
                "hyperlink" => self.hyperlink(child, look, style),
                "fldSimple" => self.simple_field(child, look, style),
                "ins" | "moveTo" | "del" | "moveFrom" => self.change(child, look, style),
                "sdt" => self.inline_control(child, look, style),
                "commentRangeStart" | "commentRangeEnd" => self.comment_range(child),
                "AlternateContent" => self.nested(|walk| {
                    if let Some(chosen) = super::graphics::chosen(child) {
                        walk.inline(chosen, look, style);
                    }
                }),
                "pPr" | "rPr" | "sdtPr" => {}
                _ => self.inline(child, look, style),
            }
        }
    }

    fn inline_control(&mut self, control: Element<'t>, look: &Look, style: Option<&str>) {
        let mut content = None;
        std::mem::swap(&mut content, &mut self.inline_content);
        self.control(control, |walk, inner| walk.inline_content = Some(inner));
        std::mem::swap(&mut content, &mut self.inline_content);
        if let Some(content) = content {
            self.inline(content, look, style);
        }
    }

    fn hyperlink(&mut self, element: Element<'t>, look: &Look, style: Option<&str>) {
        let relation = element.attribute("id").and_then(|id| self.context.relations.get(id.as_ref()));
        let Some(address) = relation.map(|relation| relation.target.clone()) else {
            return self.inline(element, look, style);
        };
        let link = self.checked(&address, || element.words());
        self.inline(element, &Look { link, ..look.clone() }, style);
    }

    fn checked(&mut self, address: &str, words: impl FnOnce() -> String) -> Option<Rc<str>> {
        let link = links::checked(address);
        if link.is_none() {
            self.notes.add(NoteKind::LinkLeftOut, &words(), "");
        }
        link.map(Rc::from)
    }

    fn simple_field(&mut self, element: Element<'t>, look: &Look, style: Option<&str>) {
        self.fields.begin();
        self.fields.code(&element.attribute("instr").unwrap_or_default());
        self.separate();
        self.inline(element, look, style);
        self.fields.end();
    }

    fn separate(&mut self) {
        let Some(code) = self.fields.separate() else { return };
        match Code::read(&code) {
            Code::Contents if !self.keep_contents => {
                self.notes.count(NoteKind::ContentsLeftOut);
                self.fields.drop_shown();
            }
            Code::Link(address) => {
                if let Some(link) = self.checked(&address, || address.clone()) {
                    self.fields.set_link(link);
                }
            }
            Code::Contents | Code::Other => {}
        }
    }

    // Words that were put in or taken out, and are still marked as such.
    fn change(&mut self, element: Element<'t>, look: &Look, style: Option<&str>) {
        let by = by(element);
        let comes = matches!(element.name(), "ins" | "moveTo");
        self.tell_change(&by, &element.words(), comes);
        let told = Some(by.author);
        if comes == (self.context.tracked == Tracked::Accept) {
            self.inline(element, look, style);
        }
        self.changed_by = told;
    }

    // A piece that goes and one that comes in its place are one change.
    fn tell_change(&mut self, by: &By, words: &str, comes: bool) {
        if words.trim().is_empty() {
            return;
        }
        if self.changed_by.as_ref() == Some(&by.author)
            && let Some(last) = self.notes.last_change()
        {
            let side = if comes { &mut last.after } else { &mut last.before };
            if side.is_empty() {
                *side = crate::documents::read::notes::short(words);
                return;
            }
        }
        let (before, after) = if comes { ("", words) } else { (words, "") };
        self.notes.add_by(NoteKind::Change, by, before, after);
    }

    pub(super) fn comment_range(&mut self, element: Element<'_>) {
        let Some(id) = element.attribute("id") else { return };
        let Some(comment) = self.context.comments.get(id.as_ref()) else { return };
        if element.name() == "commentRangeStart" {
            if self.comments.len() < COMMENTS {
                self.comments.insert(id.into_owned(), String::new());
            }
        } else if let Some(about) = self.comments.remove(id.as_ref()) {
            self.notes.add_by(NoteKind::Comment, &comment.by, &about, &comment.words);
            self.told.insert(id.into_owned());
        }
    }

    // A comment that hangs on a place, not on words.
    fn comment_mark(&mut self, element: Element<'_>) {
        let Some(id) = element.attribute("id").filter(|id| !self.told.contains(id.as_ref())) else { return };
        let Some(comment) = self.context.comments.get(id.as_ref()) else { return };
        let about = self.comments.remove(id.as_ref()).unwrap_or_default();
        self.notes.add_by(NoteKind::Comment, &comment.by, &about, &comment.words);
        self.told.insert(id.into_owned());
    }

    fn run_of_letters(&mut self, run: Element<'t>, look: &Look, style: Option<&str>) {
        let properties = run.child("rPr");
        let named = properties.and_then(|properties| properties.value_of("rStyle"));
        let styles = &self.context.styles;
        let switch = |name: &str| properties.and_then(|properties| properties.switch(name));
        let look = Look {
            bold: switch("b").or_else(|| styles.bold(named.as_deref())).unwrap_or(look.bold),
            italic: switch("i").or_else(|| styles.italic(named.as_deref())).unwrap_or(look.italic),
            link: look.link.clone(),
        };
        let hidden = switch("vanish")
            .or_else(|| styles.hidden(named.as_deref()))
            .or_else(|| styles.hidden(style))
            .unwrap_or(false);
        let words = if hidden { run.words() } else { String::new() };
        if !words.trim().is_empty() {
            return self.notes.add(NoteKind::HiddenLeftOut, &words, "");
        }
        self.pieces(run, &look, style);
    }

    fn pieces(&mut self, run: Element<'t>, look: &Look, style: Option<&str>) {
        for piece in run.children() {
            match piece.name() {
                "t" | "delText" => self.text(&piece.letters(), look),
                "tab" | "ptab" => self.text("\t", look),
                "br" => self.line_break(piece, look),
                "cr" => self.text("\n", look),
                "noBreakHyphen" => self.text("-", look),
                "sym" => self.symbol(piece, look),
                "instrText" | "delInstrText" => self.fields.code(&piece.letters()),
                "fldChar" => self.field_sign(piece),
                "commentReference" => self.comment_mark(piece),
                "drawing" | "pict" | "object" => self.nested(|walk| walk.graphic(piece)),
                "footnoteReference" => self.footnote("footnote", piece, look),
                "endnoteReference" => self.footnote("endnote", piece, look),
                "ruby" => {
                    if let Some(base) = piece.child("rubyBase") {
                        self.inline(base, look, style);
                    }
                }
                "AlternateContent" => self.nested(|walk| {
                    if let Some(chosen) = super::graphics::chosen(piece) {
                        walk.pieces(chosen, look, style);
                    }
                }),
                _ => {}
            }
        }
    }

    fn line_break(&mut self, piece: Element<'_>, look: &Look) {
        if !matches!(piece.attribute("type").as_deref(), Some("page" | "column")) {
            self.text("\n", look);
        }
    }

    fn field_sign(&mut self, piece: Element<'_>) {
        match piece.attribute("fldCharType").as_deref() {
            Some("begin") => self.fields.begin(),
            Some("separate") => self.separate(),
            Some("end") => self.fields.end(),
            _ => {}
        }
    }

    // The signs of Symbol and Wingdings that people use in policies.
    fn symbol(&mut self, piece: Element<'_>, look: &Look) {
        let code = piece.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
        let letter = match code.map(|code| code & 0xff) {
            _ if code.is_some_and(|code| (0x100..0xf000).contains(&code)) => code.and_then(char::from_u32),
            Some(0xb7 | 0xa7 | 0x9f | 0x6c | 0x6e) => Some('•'),
            Some(0xfc | 0xd6 | 0x50) => Some('✓'),
            Some(0xfb | 0x4f) => Some('✗'),
            Some(0xa8 | 0x6f | 0x71) => Some('☐'),
            Some(0xfe | 0x52) => Some('☑'),
            Some(0xe0 | 0xae) => Some('→'),
            _ => None,
        };
        if let Some(letter) = letter {
            self.text(letter.encode_utf8(&mut [0; 4]), look);
        }
    }

    fn footnote(&mut self, kind: &'static str, piece: Element<'_>, look: &Look) {
        let Some(id) = piece.attribute("id") else { return };
        let key = (kind, id.into_owned());
        let known = self.footnotes.iter().position(|other| *other == key);
        let at = known.unwrap_or(self.footnotes.len());
        if at >= 500 || self.fields.is_silent() {
            return;
        }
        if known.is_none() {
            self.footnotes.push(key);
        }
        let look = Look { link: None, ..look.clone() };
        self.text(&format!(" [{}]", at + 1), &look);
    }
}
