//! Tables: rows of cells, of which some reach over others.

use super::body::Walk;
use super::runs;
use super::xml::Element;
use crate::documents::limits;
use crate::documents::read::Tracked;
use crate::documents::read::blocks::{Block, Table, joined};
use crate::documents::read::notes::NoteKind;
use crate::documents::read::words::Words;

/// Columns that a table may have.
const COLUMNS: usize = 64;
/// Letters of a merged cell that are said again in each of its rows.
const REPEATED: usize = 200;

struct Cell {
    blocks: Vec<Block>,
    /// Columns that it takes.
    width: usize,
    /// It is a part of the cell above.
    continues: bool,
}

impl<'t> Walk<'t, '_> {
    pub(super) fn table(&mut self, element: Element<'t>) {
        self.release_pictures();
        let outer = std::mem::take(&mut self.blocks);
        let mut rows = Vec::new();
        self.rows(element, &mut rows);
        self.blocks = outer;
        rows.retain(|row: &Vec<Cell>| row.iter().any(|cell| !cell.blocks.is_empty() || cell.continues));
        if rows.is_empty() {
            return;
        }
        if is_layout(&rows) {
            self.notes.count(NoteKind::TableAsText);
            return self.blocks.extend(rows.into_iter().flatten().flat_map(|cell| cell.blocks));
        }
        self.caption(&mut rows);
        let pictures: Vec<Block> =
            rows.iter_mut().flatten().flat_map(|cell| pictures(&mut cell.blocks)).collect();
        let rows = self.grid(rows);
        if !rows.is_empty() {
            self.blocks.push(Block::Table(Table { rows }));
        }
        self.blocks.extend(pictures);
    }

    fn rows(&mut self, element: Element<'t>, rows: &mut Vec<Vec<Cell>>) {
        for child in element.children() {
            match child.name() {
                "tr" if self.row_is_there(child) => {
                    let mut row = Vec::new();
                    let properties = child.child("trPr");
                    let skipped =
                        |name: &str| properties.and_then(|p| p.value_of(name)).map_or(0, |n| number(&n));
                    empty(&mut row, skipped("gridBefore"));
                    self.cells(child, &mut row);
                    rows.push(row);
                }
                "tr" | "tblPr" | "tblGrid" => {}
                _ => self.rows(child, rows),
            }
        }
    }

    fn row_is_there(&mut self, row: Element<'_>) -> bool {
        let Some(properties) = row.child("trPr") else { return true };
        let (comes, goes) = (properties.child("ins"), properties.child("del"));
        if let Some(change) = comes.or(goes) {
            let words = row.words();
            let (before, after) = if goes.is_some() { (words.as_str(), "") } else { ("", words.as_str()) };
            self.notes.add_by(NoteKind::Change, &runs::by(change), before, after);
        }
        match self.context.tracked {
            Tracked::Accept => goes.is_none(),
            Tracked::Reject => comes.is_none(),
        }
    }

    fn cells(&mut self, element: Element<'t>, row: &mut Vec<Cell>) {
        for child in element.children() {
            match child.name() {
                "tc" => {
                    self.blocks(child);
                    self.release_pictures();
                    let blocks = std::mem::take(&mut self.blocks);
                    let properties = child.child("tcPr");
                    let span =
                        properties.and_then(|p| p.value_of("gridSpan")).map_or(1, |span| number(&span));
                    let merge = properties.and_then(|p| p.child("vMerge"));
                    let continues = merge.is_some_and(|merge| merge.value().as_deref() != Some("restart"));
                    row.push(Cell { blocks, width: span.max(1), continues });
                }
                "trPr" | "tblPrEx" => {}
                _ => self.cells(child, row),
            }
        }
    }

    // A first row that is one cell over the whole width is a caption.
    fn caption(&mut self, rows: &mut Vec<Vec<Cell>>) {
        let wide = rows.iter().map(Vec::len).max().unwrap_or(0) > 1;
        while wide && rows.len() > 1 && rows.first().is_some_and(|row| row.len() == 1) {
            let first = rows.remove(0);
            self.blocks.extend(first.into_iter().flat_map(|cell| cell.blocks));
        }
    }

    fn grid(&mut self, rows: Vec<Vec<Cell>>) -> Vec<Vec<Words>> {
        let mut grid: Vec<Vec<Words>> = Vec::with_capacity(rows.len());
        let mut cells = 0;
        for row in rows {
            let mut line: Vec<Words> = Vec::new();
            for cell in row {
                if cell.width > 1 || cell.continues {
                    self.notes.count(NoteKind::MergedCells);
                }
                let above = grid.last().and_then(|above| above.get(line.len()));
                line.push(match above.filter(|_| cell.continues && cell.blocks.is_empty()) {
                    Some(above) if above.text().len() <= REPEATED => above.clone(),
                    _ => joined(&cell.blocks),
                });
                let width = cell.width.min(COLUMNS.saturating_sub(line.len()) + 1);
                line.extend((1..width).map(|_| Words::default()));
            }
            cells += line.len();
            // The import says what is too much; more than that need not be built.
            if cells > limits::CELLS * 2 {
                break;
            }
            grid.push(line);
        }
        grid
    }
}

fn number(text: &str) -> usize {
    text.parse().unwrap_or(0).min(COLUMNS)
}

fn empty(row: &mut Vec<Cell>, count: usize) {
    row.extend((0..count).map(|_| Cell { blocks: Vec::new(), width: 1, continues: false }));
}

// A frame round the text, or a table that puts whole sections side by side.
fn is_layout(rows: &[Vec<Cell>]) -> bool {
    let cells = || rows.iter().flatten();
    let one = cells().count() == 1;
    let section = |block: &Block| matches!(block, Block::Heading { level: 1.., .. } | Block::Table(_));
    one || cells().any(|cell| cell.blocks.len() > 1 && cell.blocks.iter().any(section))
}

fn pictures(blocks: &mut Vec<Block>) -> Vec<Block> {
    let (pictures, others) =
        std::mem::take(blocks).into_iter().partition(|block| matches!(block, Block::Picture { .. }));
    *blocks = others;
    pictures
}
