//! How a table is set: each column as wide as what it holds needs, and a word that is wider than its
//! column broken, so that nothing leaves the page.

use serde_json::{Value as Json, json};

use super::{letters, world};

/// The width of the text, in points: 154 mm.
const ROOM: f64 = 436.5;
// A column of empty cells, in letters of full width.
const LEAST: f64 = 1.2;
// Room for kerning and rounding.
const SLACK: f64 = 0.99;
// The most of the page that a column takes for the sake of one word.
const WORD: f64 = 0.4;

/// The table as the typesetter reads it: cells are lists of parts.
pub(super) fn set(mut header: Vec<Json>, mut rows: Vec<Vec<Json>>) -> Json {
    let mut columns = vec![Column::default(); header.len()];
    for row in std::iter::once(&header).chain(&rows) {
        for (column, cell) in columns.iter_mut().zip(row) {
            column.measure(cell);
        }
    }
    let look = Look::of(columns.len());
    let widths = look.widths(&columns);
    for row in std::iter::once(&mut header).chain(&mut rows) {
        for (width, cell) in widths.iter().zip(row) {
            let mut run = 0.0;
            letters::for_each(cell, &mut |text| letters::broken(text, width * SLACK / look.size, &mut run));
        }
    }
    let widths: Vec<f64> = widths.iter().map(|width| width + 2.0 * look.inset).collect();
    json!({"k": "t", "size": look.size, "inset": look.inset, "widths": widths, "header": header, "rows": rows})
}

/// Letters and the room beside them, in points.
#[derive(Debug, Clone, Copy)]
struct Look {
    size: f64,
    inset: f64,
    room: f64,
}

impl Look {
    // Many columns get smaller letters; very many as small as one letter a column needs.
    fn of(columns: usize) -> Self {
        let (size, inset) = match columns {
            0..=6 => (9.5, 3.0),
            7..=9 => (8.5, 2.0),
            10..=14 => (7.5, 2.0),
            _ => (7.5, 0.5),
        };
        let count = f64::from(u32::try_from(columns.max(1)).unwrap_or(u32::MAX));
        let one = ROOM / count - 2.0 * inset;
        Self { size: (one / LEAST).clamp(0.5, size), inset, room: ROOM - 2.0 * inset * count }
    }

    // Where everything fits on one line, so it stands. Else no column is wider than its longest line or
    // narrower than its longest word, and between these the longer lines get more. A word that would take
    // more than its part of the page is broken, and where the words together don't fit, the longest of them.
    fn widths(self, columns: &[Column]) -> Vec<f64> {
        let most = if columns.len() < 3 { self.room / 2.0 } else { self.room * WORD };
        let sized = columns.iter().map(|column| {
            let word = column.word.max(LEAST) * self.size / SLACK;
            (word.min(most), (column.line * self.size / SLACK).max(word))
        });
        let sized: Vec<(f64, f64)> = sized.collect();
        let lines: f64 = sized.iter().map(|(_, line)| line).sum();
        if lines <= self.room {
            return sized.iter().map(|(_, line)| line * self.room / lines).collect();
        }
        let words: f64 = sized.iter().map(|(word, _)| word).sum();
        let width = |(word, line): &(f64, f64), level: f64| {
            if words > self.room { word.min(level) } else { (line.sqrt() * level).clamp(*word, *line) }
        };
        let total = |level: f64| sized.iter().map(|column| width(column, level)).sum::<f64>();
        let level = highest(|level| total(level) <= self.room);
        sized.iter().map(|column| width(column, level)).collect()
    }
}

/// The highest level that still fits, by halves.
fn highest(fits: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (0.0, 4_096.0);
    for _ in 0..48 {
        let middle = f64::midpoint(low, high);
        if fits(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

/// The widest word and the longest line of a column, in letters of full width.
#[derive(Debug, Clone, Copy, Default)]
struct Column {
    word: f64,
    line: f64,
}

impl Column {
    fn measure(&mut self, cell: &Json) {
        let (mut word, mut line) = (0.0, 0.0);
        letters::visit(cell, &mut |text| {
            for letter in text.chars() {
                let width = world::width(letter);
                line = if letter == '\n' { 0.0 } else { line + width };
                word = if letter.is_whitespace() { 0.0 } else { word + width };
                self.word = self.word.max(word);
                self.line = self.line.max(line);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(word: f64, line: f64) -> Column {
        Column { word, line }
    }

    #[test]
    fn columns_fill_the_width_and_follow_what_they_hold() {
        for columns in [
            vec![column(5.0, 8.0)],
            vec![column(2.0, 4.0), column(4.0, 8.0)],
            vec![column(5.0, 900.0), column(4.0, 6.0)],
            vec![column(300.0, 300.0), column(4.0, 4.0), column(0.0, 0.0)],
            vec![column(40.0, 70.0); 12],
            vec![column(9.0, 9.0); 80],
        ] {
            let look = Look::of(columns.len());
            let widths = look.widths(&columns);
            let total: f64 = widths.iter().sum();
            assert!((total - look.room).abs() < 0.01, "{total} of {}: {widths:?}", look.room);
            assert!(widths.iter().all(|width| *width > 0.0), "{widths:?}");
        }
        let look = Look::of(2);
        let widths = look.widths(&[column(5.0, 900.0), column(4.0, 6.0)]);
        assert!(widths[1] >= 4.0 * look.size && widths[0] > 5.0 * widths[1], "{widths:?}");
        let widths = Look::of(2).widths(&[column(60.0, 60.0), column(4.0, 200.0)]);
        assert!(widths[0] < 0.6 * ROOM && widths[1] > 0.35 * ROOM, "{widths:?}");
        // A word that is too long for the page takes from its own column only.
        let widths = Look::of(3).widths(&[column(300.0, 300.0), column(4.0, 4.0), column(3.0, 3.0)]);
        assert!(widths[1] >= 4.0 * 9.5 && widths[2] >= 3.0 * 9.5, "{widths:?}");
    }
}
