//! Whether a tighter setting would save a last page that carries little.

use typst::layout::{Abs, Frame, FrameItem, Point};
use typst_layout::PagedDocument;

// Between header and footer, as in `policy.typ`.
const TOP: f64 = 24.0;
const BOTTOM: f64 = 297.0 - 22.0;
// A last page is nearly empty when nothing reaches below this.
const ENOUGH: f64 = 70.0;
// Longer documents are not set again for the sake of one page.
const LONG: u32 = 40;
// The part of a page that is room between lines and blocks, which a tighter setting makes smaller.
const SPACING: f64 = 0.45;

/// Whether a tighter setting would bring the last lines of a document onto the page before. Not for one
/// page, a long document, or a last page that is filled in fair part.
pub(super) fn saves_a_page(document: &PagedDocument, density: f64) -> bool {
    let pages = document.pages();
    let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
    let last = pages.last().filter(|_| (2..=LONG).contains(&count));
    last.is_some_and(|page| {
        let end = lowest(&page.frame, Point::zero());
        let saved = f64::from(count - 1) * (BOTTOM - TOP) * SPACING * (1.0 - density);
        end < ENOUGH && end - TOP <= saved
    })
}

// How far down, in millimetres, the text between header and footer reaches. Turned groups (the
// draft's mark) are left out.
fn lowest(frame: &Frame, origin: Point) -> f64 {
    let depth = |(position, item): &(Point, FrameItem)| {
        let at = origin + *position;
        match item {
            FrameItem::Text(_) => Some(millimetres(at.y)).filter(|y| (TOP..BOTTOM).contains(y)),
            FrameItem::Group(group) if group.transform.is_only_translate() => Some(lowest(&group.frame, at)),
            _ => None,
        }
    };
    frame.items().filter_map(depth).fold(0.0, f64::max)
}

fn millimetres(length: Abs) -> f64 {
    length.to_mm()
}
