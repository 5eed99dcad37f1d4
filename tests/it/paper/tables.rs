//! Tables on paper: whatever they hold, every word stands on the page and in its own column.

use std::collections::BTreeMap;
use std::process::Command;

use polisi::documents::{html, pdf::pdf};
use polisi::messages::Messages;
use scraper::Html;

use super::{filled, frame};
use crate::support::environment::has_program;
use crate::support::html::all;

/// Numbers of headings and the text of the page, in points.
const LEFT: f64 = 70.0;
const RIGHT: f64 = 534.0;

#[derive(Debug)]
struct Word {
    page: usize,
    x: (f64, f64),
    y: (f64, f64),
    text: String,
}

fn placed(bytes: &[u8]) -> Vec<Word> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("table.pdf");
    std::fs::write(&file, bytes).unwrap();
    let output =
        Command::new("pdftotext").args(["-bbox", "-enc", "UTF-8"]).arg(&file).arg("-").output().unwrap();
    assert!(output.status.success());
    let page = Html::parse_document(&String::from_utf8(output.stdout).unwrap());
    let pages = all(&page, "page").into_iter().enumerate();
    let words = pages.flat_map(|(at, page)| {
        let words = page.descendent_elements().filter(|one| one.value().name() == "word");
        words.map(move |word| {
            let place = |name: &str| word.value().attr(name).unwrap().parse().unwrap();
            let (x, y) = ((place("xmin"), place("xmax")), (place("ymin"), place("ymax")));
            Word { page: at, x, y, text: word.text().collect() }
        })
    });
    words.collect()
}

fn letters(words: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for letter in words.chars().filter(|letter| !letter.is_whitespace() && *letter != '\u{200b}') {
        *counts.entry(letter).or_default() += 1;
    }
    counts
}

/// A table of so many columns: long words in turn, empty cells, marks inside words, long and short cells.
fn table(columns: usize) -> String {
    let row = |cell: &dyn Fn(usize) -> String| {
        let cells: Vec<String> = (0..columns).map(cell).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let mut out = row(&|at| format!("Heading {at}"));
    out.push_str(&row(&|_| "---".to_owned()));
    out.push_str(&row(&|at| if at == 0 { "M".repeat(110) } else { String::new() }));
    out.push_str(&row(&|at| if at + 1 == columns { "wide-word/".repeat(12) } else { "x".to_owned() }));
    out.push_str(&row(&|at| match at % 3 {
        0 => "Responsi**bilities** of {{org_field_name}}".to_owned(),
        1 => String::new(),
        _ => "A long cell that says much about what people do every single day".to_owned(),
    }));
    out.push_str(&row(&|_| String::new()));
    out
}

#[test]
fn every_word_of_a_table_stands_on_the_page_in_its_column() {
    if !has_program("pdftotext", "-v") {
        return;
    }
    let messages = Messages::load().unwrap();
    for columns in (1..=12).chain([20]) {
        let filled = filled(&format!("# T\n\n## 1. A\n\n{}\nAfter it.\n", table(columns)));
        let sheet = html::sheet(&filled, &html::Look::default(), &messages);
        let page = Html::parse_document(sheet.as_str());
        let said: String = all(&page, "table").into_iter().flat_map(|table| table.text()).collect();
        let words = placed(&pdf(&filled, &frame(&messages), &messages).unwrap().bytes);
        for word in &words {
            assert!(word.x.0 >= LEFT && word.x.1 <= RIGHT, "{columns} columns: {word:?}");
        }
        let printed = letters(&words.iter().map(|word| word.text.as_str()).collect::<String>());
        for (letter, count) in letters(&said) {
            let seen = printed.get(&letter).copied().unwrap_or_default();
            assert!(seen >= count, "{columns} columns: {seen} of {count} {letter:?}");
        }
        for (at, one) in words.iter().enumerate() {
            for other in &words[at + 1..] {
                let shared = |a: (f64, f64), b: (f64, f64)| a.1.min(b.1) - a.0.max(b.0);
                let overlaps = one.page == other.page
                    && shared(one.x, other.x) > 1.0
                    && shared(one.y, other.y) > 0.5 * (one.y.1 - one.y.0);
                assert!(!overlaps, "{columns} columns: {one:?} and {other:?}");
            }
        }
    }
}
