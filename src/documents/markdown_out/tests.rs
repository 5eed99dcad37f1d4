use proptest::prelude::*;

use super::*;
use crate::documents::fill::{Stage, fill};
use crate::documents::import::{Accepted, Format, Imported, import};
use crate::documents::model::{Inline, Item, Link, List, Picture, Sentence, SignOffRow, Table};
use crate::documents::values::Values;
use crate::messages::Language;

const SHAPE: &str = include_str!("../../../tests/data/shape.txt");

fn again(text: &str) -> Imported {
    import(text, Format::Markdown, &Accepted::none()).unwrap()
}

/// A letter or a field with what it is marked as; spaces carry nothing.
type Mark = (String, bool, bool, Option<String>);

fn marks(parts: &[Inline], strong: bool, emphasis: bool, link: Option<&str>, out: &mut Vec<Mark>) {
    for part in parts {
        match part {
            Inline::Text(text) => out.extend(text.chars().map(|letter| {
                if letter.is_whitespace() {
                    (" ".to_owned(), false, false, None)
                } else {
                    (letter.to_string(), strong, emphasis, link.map(str::to_owned))
                }
            })),
            Inline::Field(name) => {
                out.push((format!("{{{{{name}}}}}"), strong, emphasis, link.map(str::to_owned)))
            }
            Inline::Strong(inner) => marks(inner, true, emphasis, link, out),
            Inline::Emphasis(inner) => marks(inner, strong, true, link, out),
            Inline::Link(inner) => marks(&inner.label, strong, emphasis, Some(&inner.address), out),
            Inline::Break => out.push(("/".to_owned(), false, false, None)),
        }
    }
}

fn of(sentences: &[Sentence]) -> Vec<Mark> {
    let mut all = Vec::new();
    for sentence in sentences {
        all.push((" ".to_owned(), false, false, None));
        marks(&sentence.0, false, false, None, &mut all);
    }
    let mut out: Vec<Mark> = Vec::new();
    for mark in all {
        if mark.0 != " " || out.last().is_some_and(|last| last.0 != " ") {
            out.push(mark);
        }
    }
    if out.last().is_some_and(|last| last.0 == " ") {
        out.pop();
    }
    out
}

fn of_list(list: &List) -> String {
    let items = list.items.iter().map(|item| {
        let inner: String = item.lists.iter().map(of_list).collect();
        format!("[{:?} {inner}]", of(&item.sentences))
    });
    format!("list {} {} {}", list.ordered, list.start, items.collect::<String>())
}

/// The document without the cuts between sentences.
fn flat(document: &Document) -> Vec<String> {
    let one = |sentence: &Sentence| of(std::slice::from_ref(sentence));
    let mut out: Vec<String> = document.head.iter().map(|line| format!("head {:?}", one(line))).collect();
    out.push(format!("title {:?}", one(&document.title)));
    out.extend(document.blocks.iter().map(|block| match block {
        Block::Heading(heading) => {
            format!("h{} {:?} {:?}", heading.level, heading.number, one(&heading.words))
        }
        Block::Paragraph(sentences) => format!("p {:?}", of(sentences)),
        Block::List(list) => of_list(list),
        Block::Table(table) => {
            let cells = table.header.iter().chain(table.rows.iter().flatten());
            format!("table {} {:?}", table.header.len(), cells.map(one).collect::<Vec<_>>())
        }
        Block::SignOff(rows) => format!(
            "sign {:?}",
            rows.iter().map(|row| (one(&row.label), one(&row.value))).collect::<Vec<_>>()
        ),
        Block::Copyright(line) => format!("copyright {:?}", one(line)),
        Block::Picture(picture) => format!("picture {picture:?}"),
    }));
    out
}

/// Printed, read, printed and read again: the same words and structure, then the very same document.
fn survives(document: &Document) -> Result<(), TestCaseError> {
    let text = markdown(document);
    let first = again(&text).document;
    prop_assert_eq!(flat(&first), flat(document), "\n{}\n", &text);
    let second = again(&markdown(&first)).document;
    prop_assert_eq!(&second, &first, "\n{}\n", markdown(&first));
    Ok(())
}

const AWKWARD: &[&str] = &[
    "word",
    "Gofal",
    "Tŷ Ŵyl",
    "St.",
    "e.g.",
    "1.",
    "2)",
    "3.6",
    "12.",
    "-",
    "- x",
    "+",
    "#",
    "##",
    "|",
    "||",
    "*",
    "**",
    "_",
    "__",
    "a_b",
    "`",
    "``",
    "[a]",
    "(b)",
    "](x)",
    "{",
    "}",
    "{ {",
    "\\",
    "\\*",
    "<b>",
    "</p>",
    "<!--",
    "<",
    ">",
    "&amp;",
    "&",
    "&#10;",
    "&NoBreak;",
    "~~~",
    "!",
    "![",
    "©",
    "Copyright 2026",
    "(c) ",
    "Owner:",
    "Reviewed on:",
    "It covers: One. Two. Three.",
    "Leave a Reply",
    "http://x.example",
    "“Stop.”",
    "’",
    "\u{a0}",
    "---",
    "===",
    "2016.",
    "…",
    "£5",
    ". ",
    ": ",
    "%",
    "$",
    "^",
    "\"",
    "'",
    "=",
    "~",
    "5 people",
    "Ring 999",
    "Dr. Jones",
    "1.1 Part",
    ":---:",
    "ŵ",
    "\u{2013}",
];

fn words() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(AWKWARD);
    let gap = prop::sample::select(&["", " ", " "][..]);
    prop::collection::vec((piece, gap), 1..6)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, gap)| format!("{piece}{gap}")).collect())
}

fn name() -> impl Strategy<Value = String> {
    let names = ["org_field_name", "next_review_date", "org_field_fax", "beds_|_upper", "org_field_custom_x"];
    prop::sample::select(names.to_vec()).prop_map(str::to_owned)
}

fn address() -> impl Strategy<Value = String> {
    let all =
        ["https://x.example/a_b", "mailto:a@b.example", "https://x.example/a (b)?c=1&d=2#e", "#s1", "x|y"];
    prop::sample::select(all.to_vec()).prop_map(str::to_owned)
}

fn part() -> impl Strategy<Value = Inline> {
    let leaf = prop_oneof![
        6 => words().prop_map(Inline::Text),
        2 => name().prop_map(Inline::Field),
        1 => Just(Inline::Break),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let inner = prop::collection::vec(inner, 1..4);
        prop_oneof![
            inner.clone().prop_map(Inline::Strong),
            inner.clone().prop_map(Inline::Emphasis),
            (address(), inner).prop_map(|(address, label)| {
                // A link inside a link is none.
                let mut all = Vec::new();
                marks(&label, false, false, None, &mut all);
                let text: String = all.into_iter().map(|mark| mark.0.replace(['{', '}'], "")).collect();
                Inline::Link(Link { address, label: vec![Inline::Text(text)] })
            }),
        ]
    })
}

fn has_words(parts: &[Inline]) -> bool {
    let mut all = Vec::new();
    marks(parts, false, false, None, &mut all);
    all.iter().any(|mark| !matches!(mark.0.as_str(), " " | "/"))
}

fn sentence() -> impl Strategy<Value = Sentence> {
    prop::collection::vec(part(), 1..5).prop_filter("has words", |parts| has_words(parts)).prop_map(Sentence)
}

fn list(depth: u32) -> BoxedStrategy<List> {
    let inner = if depth == 0 {
        Just(Vec::new()).boxed()
    } else {
        prop::collection::vec(list(depth - 1), 0..3).boxed()
    };
    let item = (prop::collection::vec(sentence(), 0..2), inner)
        .prop_map(|(sentences, lists)| Item { sentences, lists });
    (any::<bool>(), 0_u32..30, prop::collection::vec(item, 1..4))
        .prop_map(|(ordered, start, items)| List { ordered, start: if ordered { start } else { 1 }, items })
        .boxed()
}

fn block() -> impl Strategy<Value = Block> {
    let number = prop::option::of(prop::sample::select(vec!["1", "3.6", "2.1.4"]).prop_map(str::to_owned));
    let row = |columns: usize| prop::collection::vec(sentence(), columns);
    let table =
        (1_usize..4).prop_flat_map(move |columns| (row(columns), prop::collection::vec(row(columns), 0..3)));
    prop_oneof![
        4 => sentence().prop_map(|sentence| Block::Paragraph(vec![sentence])),
        3 => (number, sentence()).prop_map(|(number, words)| {
            Block::Heading(Heading { level: 2, number, id: String::new(), words })
        }),
        2 => list(2).prop_map(Block::List),
        1 => words().prop_map(|alt| {
            let alt = alt.split_whitespace().collect::<Vec<_>>().join(" ");
            Block::Picture(Picture { name: "exit-1".to_owned(), alt })
        }),
        1 => table.prop_map(|(header, rows)| Block::Table(Table { header, rows })),
    ]
}

fn document() -> impl Strategy<Value = Document> {
    let title = prop_oneof![1 => Just(Sentence::default()), 4 => sentence()];
    let fields = |name: String| Sentence(vec![Inline::Field(name)]);
    let end = (any::<bool>(), any::<bool>());
    (title, prop::collection::vec(name(), 0..3), prop::collection::vec(block(), 0..8), end).prop_map(
        move |(title, head, mut blocks, (signed, copyright))| {
            if signed {
                let row = |label: &str, name: &str| SignOffRow {
                    label: Sentence::plain(label),
                    value: if name.is_empty() { Sentence::default() } else { fields(name.to_owned()) },
                };
                blocks.push(Block::SignOff(vec![
                    row("Reviewed on", "last_update_date"),
                    row("Next Review Date", ""),
                ]));
            }
            if copyright {
                blocks.push(Block::Copyright(Sentence::plain(
                    "Copyright © 2026 Gofal Cyf. All rights reserved.",
                )));
            }
            Document { head: head.into_iter().map(fields).collect(), title, blocks }
        },
    )
}

/// 600 in each run, or more where `PROPTEST_CASES` says so.
fn cases() -> u32 {
    ProptestConfig::default().cases.max(600)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_is_read_back(document in document()) {
        survives(&document)?;
    }

    #[test]
    fn any_text_is_the_same_after_the_first_reading(text in "[-a-zA-Z0-9ŵŷ .:,;!?#*_`|\\\\(){}\\[\\]<>&©\n]{0,160}") {
        for format in [Format::Text, Format::Markdown] {
            let document = import(&text, format, &Accepted::none()).unwrap().document;
            let printed = markdown(&document);
            prop_assert_eq!(&again(&printed).document, &document, "\n{}\n", printed);
        }
    }

    #[test]
    fn values_leave_structure_alone(document in document(), value in words()) {
        let mut values = Values::new();
        for name in ["org_field_name", "org_field_custom_x"] {
            values.text(name, &value);
        }
        let read = again(&markdown(&document)).document;
        let filled = fill(&read, &values, Language::English, Stage::Published).unwrap().document;
        let kinds = |document: &Document| {
            document.blocks.iter().map(|block| match block {
                Block::Heading(heading) => format!("h{} {}", heading.level, heading.id),
                Block::Paragraph(sentences) => format!("p{}", sentences.len()),
                Block::List(list) => format!("l{}", list.count()),
                Block::Table(table) => format!("t{}x{}", table.header.len(), table.rows.len()),
                Block::SignOff(rows) => format!("s{}", rows.len()),
                Block::Copyright(_) => "c".to_owned(),
                Block::Picture(picture) => picture.name.clone(),
            }).collect::<Vec<_>>()
        };
        prop_assert_eq!(kinds(&filled), kinds(&read));
    }
}

/// What random texts found once.
#[test]
fn texts_that_were_not_read_back() {
    for text in [
        "(A©*a{{a*",
        "x *a{{a*b",
        "{{({}}",
        "{{(}x}} {{a{b}}",
        "*{{a* *{{* _{{b_",
        "- \n  -\n    - 1. word",
        "-\n  -\n    - - word",
        "1.\n   2)\n      - - word\n2. x",
        "- a\n  -\n    -\n",
        "-\n  -\n    - 1\\.\u{a0}word",
        "`` *` `a*",
    ] {
        let document = again(text).document;
        let printed = markdown(&document);
        assert_eq!(again(&printed).document, document, "{text}\n\n{printed}");
    }
}

/// A space in bold before a number hid from the writer what the reader sees.
#[test]
fn a_title_that_begins_with_a_number_behind_nothing() {
    let nothing = Inline::Strong(vec![Inline::Text("\u{a0}".to_owned())]);
    let title = Sentence(vec![nothing, Inline::Text("1.1 Part".to_owned())]);
    survives(&Document { head: Vec::new(), title, blocks: Vec::new() }).unwrap();
}

#[test]
fn a_library_text_becomes_markdown_and_stays_the_same() {
    let document = import(SHAPE, Format::Text, &Accepted::all()).unwrap().document;
    let printed = markdown(&document);
    assert_eq!(again(&printed).document, document, "{printed}");
    assert!(!printed.contains(WORDS), "{printed}");
    assert!(printed.starts_with("{{org_field_logo}}\n\n{{org_field_name}}\n\n"), "{printed}");
}

#[test]
fn plain_texts_stay_plain() {
    let cases = [
        "# Phones Policy\n\n## 1. Purpose\n\nBe **kind**, _always_: 5 < 6 & 7 > 2.\n",
        "# T\n\n## Rules\n\nStaff must:\n\n- stop\n- tell a manager:\n  1. at once\n  2. in writing\n\nThen rest.\n",
        "# T\n\n## A\n\n| Who | What |\n|---|---|\n| Mair | a\\|b |\n\nSee [us](https://x.example).\n",
        "# T\n\n## A\n\nLine one<br>line two with {{org_field_name}}.\n\nOwner: Jane\nReviewed on: {{last_update_date}}\n",
    ];
    for text in cases {
        assert_eq!(markdown(&again(text).document), text);
    }
}

#[test]
fn pieces_make_up_the_whole() {
    let document = again("# T\n\nBefore.\n\n## 1. A\n\na\n\n### 1.1 B\n\nb\n\n## 2. C\n\nc\n").document;
    let pieces = pieces(&document);
    let ids: Vec<&str> =
        pieces.iter().filter_map(|piece| piece.heading.as_ref()).map(|heading| heading.id.as_str()).collect();
    assert_eq!(ids, ["s1", "s1-1", "s2"]);
    assert_eq!(whole(pieces.iter().map(|piece| piece.text.as_str())), markdown(&document));
}
