//! The redline on paper: what was added is underlined and said, what was removed is struck through and said,
//! what stands in both texts is folded. Nothing of it needs colour.

use serde_json::{Value as Json, json};

use super::{Frame, Pdf, PdfError, data, export, guarded, letters, set};
use crate::documents::redline::{Compared, Group, Kind, Piece, Redline, Status};
use crate::messages::{Language, Messages, args};

const SOURCE: &str = concat!(include_str!("frame.typ"), include_str!("redline.typ"));

/// Prints a redline; the words around it are in `language`, the text in `text`.
///
/// # Errors
/// Too many pages, or the typesetter refuses.
pub fn redline(
    redline: &Redline,
    frame: &Frame,
    messages: &Messages,
    language: Language,
    text: Language,
) -> Result<Pdf, PdfError> {
    let page = Page { redline, messages, language, text };
    guarded(|| export(&set(SOURCE, &page.data(frame), Vec::new(), frame)?, frame))
}

struct Page<'a> {
    redline: &'a Redline,
    messages: &'a Messages,
    language: Language,
    text: Language,
}

impl Page<'_> {
    fn data(&self, frame: &Frame) -> Json {
        let own = json!({
            "density": 1,
            "draft": null,
            "text-lang": self.text.code(),
            "text-region": data::region(self.text),
            "how": self.say("redline-paper-key"),
            "same": (self.redline.changes == 0).then(|| self.say("redline-same")),
            "groups": self.redline.groups.iter().map(|group| self.group(group)).collect::<Vec<_>>(),
        });
        data::around(frame, self.language, own)
    }

    fn say(&self, key: &str) -> String {
        self.messages.get(self.language, key)
    }

    fn group(&self, group: &Group) -> Json {
        if group.folds() {
            let count = args([("count", group.lines.len())]);
            return json!({"folded": self.messages.format(self.language, "redline-folded", &count)});
        }
        let place = |number: usize| {
            let place = args([("number", number), ("count", self.redline.changes)]);
            self.messages.format(self.language, "redline-change", &place)
        };
        json!({
            "change": group.change.map(place),
            "where": letters::printable(&group.section),
            "lines": group.lines.iter().map(|line| self.line(line)).collect::<Vec<_>>(),
        })
    }

    fn line(&self, line: &Compared) -> Json {
        let (kind, depth) = match &line.kind {
            Kind::Title | Kind::Heading(_) => ("head", 0),
            Kind::Item(depth) => ("item", depth.saturating_add(1)),
            Kind::Head | Kind::Paragraph | Kind::Row | Kind::Picture(_) => ("para", 0),
        };
        let in_parts = line.status.is_in_parts();
        json!({
            "kind": kind,
            "depth": depth,
            "sign": line.status.sign(),
            "says": line.status.key().map(|key| self.say(key)),
            "pieces": line.pieces.iter().map(|piece| self.piece(piece, in_parts)).collect::<Vec<_>>(),
        })
    }

    // Inside a changed line each part says where it begins and ends.
    fn piece(&self, piece: &Piece, in_parts: bool) -> Json {
        let (mark, key) = match piece.status {
            Status::Removed => ("removed", "redline-removed"),
            Status::Added => ("added", "redline-added"),
            Status::Restyled => ("same", "redline-look"),
            _ => ("same", ""),
        };
        let says = (in_parts && !key.is_empty()).then(|| self.say(key));
        json!({"mark": mark, "says": says, "words": letters::printable(&piece.words)})
    }
}
