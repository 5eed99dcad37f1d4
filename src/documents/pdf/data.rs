//! The document as the data that the typesetter reads.

use serde_json::{Value as Json, json};

use super::{Frame, letters, table};
use crate::documents::fill::{Filled, Stage, State};
use crate::documents::html::is_safe;
use crate::documents::labels;
use crate::documents::model::{Block, Inline, List, Picture, Sentence, Table};
use crate::documents::pictures::PictureFile;
use crate::messages::{Language, Messages};

// Fewer headings than this need no table of contents.
const CONTENTS: usize = 4;
// The most that a picture takes, in millimetres: the width of the text, and most of its height.
const PICTURE_WIDTH: f64 = 154.0;
const PICTURE_HEIGHT: f64 = 200.0;
// How many letters of full width stand in a line of the title: 154 mm in letters of 24 points.
const TITLE_WIDTH: f64 = 18.0;

/// Everything that is printed. `density` is 1 or a little less, to save a nearly empty page.
pub(super) fn data(filled: &Filled, frame: &Frame, density: f64, messages: &Messages) -> Json {
    let data = Data { filled, frame, messages };
    let contents = filled.document.headings().count() >= CONTENTS;
    let is_draft = filled.stage == Stage::Preview || !filled.is_complete();
    let own = json!({
        "density": density,
        "draft": is_draft.then(|| data.text(&frame.labels.draft)),
        "head": data.head(),
        "contents": contents.then(|| data.text(&frame.labels.contents)),
        "logo": frame.logo.as_ref().map(|logo| json!({"file": logo.kind.file(), "alt": data.text(&logo.alt)})),
        "blocks": filled.document.blocks.iter().map(|block| data.block(block)).collect::<Vec<_>>(),
    });
    around(frame, filled.language, own)
}

/// What stands around any document, with what is its own.
pub(super) fn around(frame: &Frame, language: Language, own: Json) -> Json {
    let text = letters::printable;
    let (mut title, organisation) = (text(&frame.title), text(&frame.organisation));
    let window = [&title, &organisation].map(|part| part.replace('\u{200b}', ""));
    let window = window.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" – ");
    letters::broken(&mut title, TITLE_WIDTH, &mut 0.0);
    let row = |(label, value): &(String, String)| [text(label), text(value)];
    let mut all = json!({
        "window": window,
        "title": title,
        "author": organisation,
        "organisation": organisation,
        "description": text(&frame.description),
        "lang": language.code(),
        "region": region(language),
        "notice": frame.notice.as_deref().map(text),
        "control": frame.control.iter().map(row).collect::<Vec<_>>(),
        "control-title": text(&frame.labels.control),
        "footer": text(&frame.version),
        "uncontrolled": text(&frame.labels.uncontrolled),
        "page": text(&frame.labels.page),
    });
    if let (Json::Object(all), Json::Object(own)) = (&mut all, own) {
        all.extend(own);
    }
    all
}

/// The region of a language, where it has several.
pub(super) fn region(language: Language) -> Option<&'static str> {
    (language == Language::English).then_some("GB")
}

/// What the file of a picture is called in the closed world.
pub(super) fn picture_file(name: &str, file: &PictureFile) -> String {
    format!("picture-{name}-{}", file.kind.file())
}

struct Data<'a> {
    filled: &'a Filled,
    frame: &'a Frame,
    messages: &'a Messages,
}

impl Data<'_> {
    fn text(&self, text: &str) -> String {
        letters::printable(text)
    }

    // The document's own head; without one, logo, organisation and registration of the frame.
    fn head(&self) -> Vec<Json> {
        let own = self.filled.document.head.iter().map(|line| self.sentence(line));
        let own: Vec<Json> =
            own.filter(|parts| parts.as_array().is_some_and(|parts| !parts.is_empty())).collect();
        let parts = if own.is_empty() { self.frame_head() } else { own };
        let name = self.text(&self.frame.organisation);
        let strong = |parts: &Json| parts.pointer("/0/v").and_then(Json::as_str) == Some(name.as_str());
        parts.into_iter().map(|parts| json!({"strong": strong(&parts), "c": parts})).collect()
    }

    fn frame_head(&self) -> Vec<Json> {
        let logo = self.frame.logo.as_ref().map(|_| json!([{"k": "logo"}]));
        let name = (!self.frame.organisation.is_empty()).then(|| self.plain(&self.frame.organisation));
        let registration = self.frame.registration.as_ref();
        let registration = registration.map(|(label, number)| self.plain(&format!("{label}: {number}")));
        [logo, name, registration].into_iter().flatten().collect()
    }

    fn plain(&self, text: &str) -> Json {
        json!([{"k": "t", "v": self.text(text)}])
    }

    fn block(&self, block: &Block) -> Json {
        match block {
            Block::Heading(heading) => json!({
                "k": "h", "level": heading.level.saturating_sub(1).max(1), "number": heading.number,
                "c": self.sentence(&heading.words),
            }),
            Block::Paragraph(sentences) => json!({"k": "p", "c": self.sentences(sentences)}),
            Block::List(list) => self.list(list),
            Block::Table(table) => self.table(table),
            Block::SignOff(rows) => {
                let row = |label: &Sentence, value: &Sentence| json!({"label": self.sentence(label), "value": self.sentence(value)});
                json!({"k": "s", "rows": rows.iter().map(|r| row(&r.label, &r.value)).collect::<Vec<_>>()})
            }
            Block::Copyright(sentence) => json!({"k": "c", "c": self.sentence(sentence)}),
            Block::Picture(picture) => self.picture(picture),
        }
    }

    fn picture(&self, picture: &Picture) -> Json {
        let words = self.text(&labels::picture(self.messages, self.filled.language, &picture.alt));
        let Some(file) = self.filled.pictures.get(&picture.name) else {
            return json!({"k": "m", "v": words});
        };
        let alt = if picture.alt.is_empty() { words } else { self.text(&picture.alt) };
        let (width, height) = file.on_paper(PICTURE_WIDTH, PICTURE_HEIGHT);
        let name = picture_file(&picture.name, file);
        json!({"k": "g", "file": name, "alt": alt, "width": width, "height": height})
    }

    fn list(&self, list: &List) -> Json {
        let items = list.items.iter().map(|item| {
            let inner: Vec<Json> = item.lists.iter().map(|list| self.list(list)).collect();
            json!({"c": self.sentences(&item.sentences), "lists": inner})
        });
        json!({"k": "l", "ordered": list.ordered, "start": list.start, "items": items.collect::<Vec<_>>()})
    }

    fn table(&self, table: &Table) -> Json {
        let row = |row: &Vec<Sentence>| row.iter().map(|cell| self.sentence(cell)).collect::<Vec<_>>();
        table::set(row(&table.header), table.rows.iter().map(row).collect())
    }

    fn sentences(&self, sentences: &[Sentence]) -> Json {
        let mut parts = Vec::new();
        for (at, sentence) in sentences.iter().enumerate() {
            if at > 0 {
                push_text(&mut parts, " ");
            }
            self.inline(&sentence.0, &mut parts);
        }
        Json::Array(parts)
    }

    fn sentence(&self, sentence: &Sentence) -> Json {
        self.sentences(std::slice::from_ref(sentence))
    }

    fn inline(&self, from: &[Inline], to: &mut Vec<Json>) {
        for part in from {
            match part {
                Inline::Text(text) => push_text(to, &self.text(text)),
                Inline::Field(name) => to.extend(self.field(name)),
                Inline::Strong(inner) => to.push(json!({"k": "b", "c": self.inner(inner)})),
                Inline::Emphasis(inner) => to.push(json!({"k": "i", "c": self.inner(inner)})),
                Inline::Link(link) if is_safe(&link.address) && !link.address.starts_with('#') => {
                    to.push(json!({"k": "a", "v": link.address, "c": self.inner(&link.label)}));
                }
                Inline::Link(link) => self.inline(&link.label, to),
                Inline::Break => to.push(json!({"k": "br"})),
            }
        }
    }

    fn inner(&self, parts: &[Inline]) -> Vec<Json> {
        let mut out = Vec::new();
        self.inline(parts, &mut out);
        out
    }

    fn field(&self, name: &str) -> Option<Json> {
        let language = self.filled.language;
        let gap = |words: String| Some(json!({"k": "gap", "v": self.text(&words)}));
        match self.filled.state(name) {
            State::Filled(words) => Some(json!({"k": "t", "v": self.text(words)})),
            State::Image => self.frame.logo.as_ref().map(|_| json!({"k": "logo"})),
            State::Nothing => None,
            State::Missing => gap(labels::missing_text(self.messages, language, name)),
            State::Unknown => gap(labels::unknown_text(self.messages, language, name)),
            State::Later(proposed) => {
                gap(format!("[{}]", labels::later(self.messages, language, name, proposed.as_deref())))
            }
        }
    }
}

// Neighbouring words become one part: a long text has very many sentences.
fn push_text(parts: &mut Vec<Json>, text: &str) {
    let last = parts.last_mut().filter(|last| last.get("k").and_then(Json::as_str) == Some("t"));
    match last.and_then(|last| last.get_mut("v")) {
        Some(Json::String(words)) => words.push_str(text),
        _ => parts.push(json!({"k": "t", "v": text})),
    }
}
