//! Whether the last page carries enough to be worth its paper.

use typst::layout::{Abs, Frame, FrameItem, Point};
use typst_layout::PagedDocument;

// Between header and footer, as in `policy.typ`.
const TOP: f64 = 24.0;
const BOTTOM: f64 = 297.0 - 22.0;
// A last page is nearly empty when nothing reaches below this.
const ENOUGH: f64 = 70.0;
// Longer documents are not set again for the sake of one page.
const LONG: usize = 40;

/// Whether the document has one page, is long, or fills a fair part of its last page.
pub(super) fn is_well_filled(document: &PagedDocument) -> bool {
    let pages = document.pages();
    let last = pages.last().filter(|_| (2..=LONG).contains(&pages.len()));
    last.is_none_or(|page| lowest(&page.frame, Point::zero()) >= ENOUGH)
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
