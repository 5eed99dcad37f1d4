//! Tables of a page.

use scraper::ElementRef;

use super::walk::Walk;
use crate::documents::limits;
use crate::documents::read::blocks::{Block, Table, joined};
use crate::documents::read::notes::NoteKind;
use crate::documents::read::refusal::Refusal;
use crate::documents::read::words::{Look, Words};

const COLUMNS: usize = 64;
const REPEATED: usize = 200;

struct Cell {
    blocks: Vec<Block>,
    width: usize,
    height: usize,
}

impl Walk<'_> {
    pub(super) fn table(&mut self, element: ElementRef<'_>) -> Result<(), Refusal> {
        self.flush();
        let outer = std::mem::take(&mut self.blocks);
        let lists = std::mem::take(&mut self.lists);
        let mut rows = Vec::new();
        let found = self.rows(element, &mut rows);
        self.lists = lists;
        self.blocks = outer;
        found?;
        rows.retain(|row: &Vec<Cell>| row.iter().any(|cell| !cell.blocks.is_empty()));
        let section = |block: &Block| matches!(block, Block::Heading { .. } | Block::Table(_));
        let cells = || rows.iter().flatten();
        if cells().count() == 1 || cells().any(|cell| cell.blocks.iter().any(section)) {
            self.notes.count(NoteKind::TableAsText);
            self.blocks.extend(rows.into_iter().flatten().flat_map(|cell| cell.blocks));
        } else if !rows.is_empty() {
            let rows = self.grid(rows);
            self.blocks.push(Block::Table(Table { rows }));
        }
        Ok(())
    }

    fn rows(&mut self, element: ElementRef<'_>, rows: &mut Vec<Vec<Cell>>) -> Result<(), Refusal> {
        for child in element.child_elements() {
            match child.value().name() {
                "tr" => {
                    let mut row = Vec::new();
                    for cell in child.child_elements() {
                        if matches!(cell.value().name(), "td" | "th") {
                            row.push(self.cell(cell)?);
                        }
                    }
                    rows.push(row);
                }
                "thead" | "tbody" | "tfoot" => self.rows(child, rows)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn cell(&mut self, element: ElementRef<'_>) -> Result<Cell, Refusal> {
        let number = |name: &str| {
            element.value().attr(name).and_then(|number| number.trim().parse::<usize>().ok()).unwrap_or(1)
        };
        self.children(element, &Look::default())?;
        self.flush();
        let (width, height) =
            (number("colspan").clamp(1, COLUMNS), number("rowspan").clamp(1, limits::CELLS));
        Ok(Cell { blocks: std::mem::take(&mut self.blocks), width, height })
    }

    fn grid(&mut self, rows: Vec<Vec<Cell>>) -> Vec<Vec<Words>> {
        let mut grid: Vec<Vec<Words>> = Vec::new();
        // For each column, the rows that a cell above still reaches over, and its words.
        let mut above: Vec<(usize, Words)> = Vec::new();
        let mut cells = 0;
        for row in rows {
            let mut line: Vec<Words> = Vec::new();
            let mut next = row.into_iter();
            loop {
                above.resize(above.len().max(line.len() + 1), (0, Words::default()));
                if let Some((left, words)) = above.get_mut(line.len()).filter(|(left, _)| *left > 0) {
                    *left -= 1;
                    line.push(words.clone());
                    continue;
                }
                let Some(cell) = next.next().filter(|_| line.len() < COLUMNS) else { break };
                if cell.width > 1 || cell.height > 1 {
                    self.notes.count(NoteKind::MergedCells);
                }
                let words = joined(&cell.blocks);
                let short = words.text().len() <= REPEATED;
                above.resize(above.len().max(line.len() + cell.width), (0, Words::default()));
                for column in 0..cell.width {
                    let again = if column == 0 && short { words.clone() } else { Words::default() };
                    if let Some(place) = above.get_mut(line.len()) {
                        *place = (cell.height - 1, again);
                    }
                    line.push(if column == 0 { words.clone() } else { Words::default() });
                }
            }
            cells += line.len();
            if cells > limits::CELLS * 2 {
                break;
            }
            grid.push(line);
        }
        grid
    }
}
