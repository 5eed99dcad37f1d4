use std::fmt::Write as _;

use super::*;
use crate::documents::fill::{Stage, fill};
use crate::documents::model::{Block, Inline, List, Sentence};
use crate::documents::{text, values::Values};
use crate::messages::{Language, Messages};

const SHAPE: &str = include_str!("../../../tests/data/shape.txt");

fn read(text: &str) -> Imported {
    import(text, Format::Text, &Accepted::all()).unwrap()
}

fn markdown(text: &str) -> Imported {
    import(text, Format::Markdown, &Accepted::all()).unwrap()
}

/// The structure in letters: what a value must never change.
fn outline(document: &Document) -> String {
    let mut out = format!("head{} title{}", document.head.len(), document.title.0.len());
    for block in &document.blocks {
        match block {
            Block::Heading(heading) => write!(out, " h{}", heading.level),
            Block::Paragraph(sentences) => write!(out, " p{}", sentences.len()),
            Block::List(list) => write!(out, " l{}", list.count()),
            Block::Table(table) => write!(out, " t{}x{}", table.header.len(), table.rows.len()),
            Block::SignOff(rows) => write!(out, " s{}", rows.len()),
            Block::Copyright(_) => write!(out, " c"),
            Block::Picture(picture) => write!(out, " i:{}:{}", picture.name, picture.alt),
        }
        .unwrap();
    }
    out
}

#[test]
fn the_shape_of_a_library_text_is_read() {
    let found = read(SHAPE);
    let document = &found.document;
    let levels: Vec<u8> = document.headings().map(|heading| heading.level).collect();
    assert_eq!(levels.iter().filter(|level| **level == 2).count(), 6);
    assert_eq!(levels.iter().filter(|level| **level == 3).count(), 7);
    let items: Vec<usize> = found.lists.iter().map(|list| list.items).collect();
    assert_eq!(items, [3, 5, 4, 4, 4, 4, 3, 3, 4, 5, 5]);
    assert_eq!(items.iter().sum::<usize>(), 44);
    let mut places = Vec::new();
    document.for_each_field(&mut |name| places.push(name.to_owned()));
    assert_eq!(places.len(), 16);
    assert_eq!(places.iter().filter(|name| *name == "org_field_name").count(), 9);
    places.sort();
    places.dedup();
    assert_eq!(places.len(), 8);
    assert!(found.unknown.is_empty());
    assert_eq!(document.title, Sentence::plain("Staying Sensible Online Policy"));
    assert_eq!(document.head.len(), 3);
}

#[test]
fn the_end_of_a_library_text_is_sign_off_and_copyright() {
    let found = read(SHAPE);
    let mut blocks = found.document.blocks.iter().rev();
    assert!(
        matches!(blocks.next(), Some(Block::Copyright(line)) if line.raw().ends_with("All rights reserved."))
    );
    let Some(Block::SignOff(rows)) = blocks.next() else { panic!("no sign-off block") };
    let labels: Vec<String> = rows.iter().map(|row| row.label.raw()).collect();
    assert_eq!(labels, ["Responsible Person", "Reviewed on", "Next Review Date"]);
    assert_eq!(rows[1].value, Sentence(vec![Inline::Field("last_update_date".to_owned())]));
}

#[test]
fn leftovers_and_runs_are_offered_and_can_be_undone() {
    let found = read(SHAPE);
    let leftovers: Vec<&str> =
        found.offers.iter().filter(|o| o.kind.is_line()).map(|o| o.before.as_str()).collect();
    assert_eq!(leftovers.len(), 2);
    assert_eq!(leftovers[0], "Leave a Reply");
    assert_eq!(found.offers.iter().filter(|o| o.kind == OfferKind::Run).count(), 11);
    let kept = Accepted::all().without(OfferKind::Leftover).without(OfferKind::Doubtful);
    let kept = import(SHAPE, Format::Text, &kept).unwrap();
    assert_eq!(kept.document.blocks.len(), found.document.blocks.len() + 2);
    let no_runs = import(SHAPE, Format::Text, &Accepted::all().without(OfferKind::Run)).unwrap();
    assert!(no_runs.lists.is_empty());
    let first = &found.offers[0];
    let but_one = import(SHAPE, Format::Text, &Accepted::all().except(&first.id)).unwrap();
    assert_eq!(but_one.lists.len(), 10);
    assert!(!but_one.offers[0].accepted);
    let only = import(SHAPE, Format::Text, &Accepted::only([first.id.clone()])).unwrap();
    assert_eq!(only.lists.len(), 1);
}

/// Offers as kind, before and after; what is taken unless somebody says otherwise.
fn offers(text: &str, format: Format) -> Vec<(OfferKind, String, String)> {
    let found = import(text, format, &Accepted::all()).unwrap();
    found.offers.into_iter().map(|offer| (offer.kind, offer.before, offer.after.join("|"))).collect()
}

#[test]
fn what_stood_around_the_text_on_paper_is_offered() {
    let text = "# Phones Policy\n\n## Contents\n\n1. Purpose ........ 3\n2. Scope ....... 4\n\n## 1. Purpose\n\n\
        Words that go on\n\nCH1 Phones v2\n\n## Page 3 of 12\n\nand end.\n\nCH1 Phones v2\n\nPage 4 of 12\n\n\
        ## 2. Scope\n\nAll.\n\nCH1 Phones v2\n\nPage 5 of 12\n";
    let told: Vec<String> = offers(text, Format::Markdown).into_iter().map(|(_, before, _)| before).collect();
    assert_eq!(
        told,
        [
            "Contents",
            "Purpose ........ 3",
            "Scope ....... 4",
            "CH1 Phones v2",
            "Page 3 of 12",
            "CH1 Phones v2",
            "Page 4 of 12",
            "CH1 Phones v2",
            "Page 5 of 12"
        ]
    );
    let found = import(text, Format::Markdown, &Accepted::all()).unwrap().document;
    let headings: Vec<String> = found.headings().map(|heading| heading.words.raw()).collect();
    assert_eq!(headings, ["Purpose", "Scope"]);
    assert_eq!(outline(&found), "head0 title1 h2 p1 p1 h2 p1");
    let kept = import(text, Format::Markdown, &Accepted::none()).unwrap();
    assert!(kept.offers.iter().all(|offer| !offer.accepted));
    assert_eq!(kept.document.headings().count(), 4);
}

#[test]
fn a_typed_table_of_contents_leaves_the_numbers_to_the_headings() {
    let text = "Phones Policy\n\nContents\n1. Purpose ........ 3\n2. Scope ....... 4\n2.1 Part ..... 5\n\n\
        1. Purpose\n\nWords of the purpose.\nPage 3 of 12\nMore words.\n\n2. Scope\n\nAll of us.\n";
    let found = import(text, Format::Text, &Accepted::all()).unwrap();
    let headings: Vec<String> = found.document.headings().map(|heading| heading.words.raw()).collect();
    assert_eq!(headings, ["Purpose", "Scope"], "{:?}", found.offers);
    assert_eq!(found.offers.len(), 5, "{:?}", found.offers);
    let plain = "# P\n\nContents\n\nPurpose 3\n\nScope 4\n\nRules 7\n\n## Purpose\n\nWe are 3\n";
    assert_eq!(offers(plain, Format::Markdown).len(), 4);
    let few = "# P\n\n## Contents\n\nPack of 3\n\n## Purpose\n\nWords.\n";
    assert_eq!(offers(few, Format::Markdown), []);
}

#[test]
fn prompts_go_and_instructions_wait_for_a_decision() {
    let text = "# P\n\n## A\n\nAsk [INSERT NAME] first.\n\nClick here to enter text.\n\n\
        - He/she [delete as appropriate]\n- Ring.\n\n\
        | Who | When |\n|---|---|\n| Mair | Click or tap to enter a date. |\n\n\
        You must: • stop • tell.\n";
    assert_eq!(
        offers(text, Format::Markdown),
        [
            (OfferKind::Instruction, "Ask [INSERT NAME] first.".into(), "Ask first.".into()),
            (OfferKind::Prompt, "Click here to enter text.".into(), String::new()),
            (OfferKind::Instruction, "He/she [delete as appropriate]".into(), "He/she".into()),
            (OfferKind::Prompt, "Click or tap to enter a date.".into(), String::new()),
            (OfferKind::Run, "You must: • stop • tell.".into(), "You must:|stop|tell.".into()),
        ]
    );
    let printed = |accepted: &Accepted| {
        crate::documents::markdown_out::markdown(&import(text, Format::Markdown, accepted).unwrap().document)
    };
    let usual = printed(&Accepted::all());
    assert!(usual.contains("INSERT NAME") && usual.contains("delete as appropriate"), "{usual}");
    assert!(!usual.contains("Click") && usual.contains("- stop\n- tell."), "{usual}");
    let id = import(text, Format::Markdown, &Accepted::all()).unwrap().offers[0].id.clone();
    assert!(printed(&Accepted::all().except(&id)).contains("Ask first."));
}

#[test]
fn titles_with_commas_stay_whole_in_a_list_with_codes() {
    let found = read(SHAPE);
    let lists: Vec<&List> = found
        .document
        .blocks
        .iter()
        .filter_map(|block| if let Block::List(list) = block { Some(list) } else { None })
        .collect();
    let items: Vec<String> = lists[10].items.iter().map(|item| item.sentences[0].raw()).collect();
    let expected = [
        "Private Records Policy (GDPR) (XAB34)",
        "Keeping People Safe Policy (XAB13)",
        "Fairness, Respect, and Welcome Policy (XAB30)",
        "How We Work Policy (XAB28)",
        "Fair Process Policy (XAB31)",
    ];
    assert_eq!(items, expected);
}

#[test]
fn headings_have_stable_ids() {
    let ids: Vec<String> = read(SHAPE).document.headings().map(|heading| heading.id.clone()).collect();
    assert_eq!(&ids[..3], ["s1", "s2", "s3"]);
    assert!(ids.contains(&"s3-6".to_owned()));
    let twice = markdown("# T\n\n## Aims\n\na\n\n## Aims\n\nb");
    let ids: Vec<String> = twice.document.headings().map(|heading| heading.id.clone()).collect();
    assert_eq!(ids, ["s-aims", "s-aims--2"]);
}

#[test]
fn unknown_names_are_told_with_line_and_count() {
    let found = read("Words here.\n\nFax {{ORG_FIELD_FAX}} and {{org field fax}} and {{ beds | upper }}.\n");
    let told: Vec<(String, usize, usize)> =
        found.unknown.into_iter().map(|u| (u.name, u.line, u.count)).collect();
    assert_eq!(told, [("org_field_fax".to_owned(), 3, 2), ("beds_|_upper".to_owned(), 3, 1)]);
}

#[test]
fn values_never_change_structure() {
    let messages = Messages::load().unwrap();
    let document = read(SHAPE).document;
    let before = outline(&document);
    let names = [
        "St. Example Care Ltd.",
        "Care: One. Two. Three.",
        "1. First",
        "3.1 First",
        "{{org_field_phone}}",
        "{% for x in y %}",
        "a\nb\n\n1. Purpose\n\nc",
        "- item",
        "# Heading",
        "<h2>x</h2>",
        "Copyright © 2020 me",
        "\u{f0000}\u{100000}",
    ];
    for name in names {
        let mut values = Values::new();
        values.text("org_field_name", name);
        let filled = fill(&document, &values, Language::English, Stage::Published).unwrap();
        assert_eq!(outline(&filled.document), before, "{name}");
        let words = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let printed = text::plain(&filled, &messages);
        assert_eq!(printed.matches(&words).count(), 9, "{name}");
        assert!(!printed.contains(".."), "{name}");
    }
}

#[test]
fn markdown_gives_headings_lists_tables_and_emphasis() {
    let text = "# Our Policy\n\n## 1. Aims\n\nBe **kind** to [us](https://x.example). Be *calm*.\n\n\
                - one\n- two\n  1. inner\n  2. other\n\n| A | B |\n|---|---|\n| c | {{org_field_name}} |\n";
    let found = markdown(text);
    assert_eq!(outline(&found.document), "head0 title1 h2 p2 l4 t2x1");
    assert_eq!(found.lists, [ListFound { line: 7, items: 4 }]);
    let Block::Paragraph(sentences) = &found.document.blocks[1] else { panic!("no paragraph") };
    assert!(matches!(&sentences[0].0[1], Inline::Strong(_)));
    assert!(matches!(&sentences[0].0[3], Inline::Link(link) if link.address == "https://x.example"));
}

#[test]
fn the_library_text_reads_the_same_as_markdown() {
    assert_eq!(outline(&markdown(SHAPE).document), outline(&read(SHAPE).document));
}

#[test]
fn titles_are_found_in_many_kinds_of_texts() {
    let cases = [
        ("Phones Policy\n\n1. Aim\n\nWords.", "Phones Policy"),
        ("Acme Care Ltd\n\nPhones Policy\n\n1. Aim\n\nWords.", "Phones Policy"),
        ("{{org_field_name}}\nPhones at Work\n\n1. Aim\n\nWords.", "Phones at Work"),
        ("Phones at Work\n\nAim\n\nThe aim is this.\n\nScope\n\nAll of us.", "Phones at Work"),
        ("Only a sentence.", ""),
        (&format!("Phones at Work\n{}\nAnd the end.", "Long words. ".repeat(30)), "Phones at Work"),
    ];
    for (text, title) in cases {
        assert_eq!(read(text).document.title.raw(), title, "{text}");
    }
}

#[test]
fn heading_levels_never_jump() {
    let levels = |text: &str| markdown(text).document.headings().map(|h| h.level).collect::<Vec<_>>();
    assert_eq!(levels("# T\n\n#### Deep\n\n###### Deeper\n\n## Up"), [2, 3, 2]);
    assert_eq!(levels("# T\n\n# One\n\n## Part\n\n# Two"), [2, 3, 2]);
    // One more section of the first level leaves the others where they are.
    for (text, expected) in [
        ("# T\n\n## 1. Aim\n\n## 2. Scope\n\n### 2.1 Who\n\n# Extra", &[2, 2, 3, 2][..]),
        ("# T\n\n# Extra\n\n## 1. Aim\n\n## 2. Scope", &[2, 2, 2]),
        ("# T\n\n# Extra\n\n## 1. Aim\n\n## 2. Scope\n\n# More", &[2, 2, 2, 2]),
        ("# T\n\n## Aim\n\n# Extra\n\n## Scope\n\n# More\n\n### Part", &[2, 2, 2, 2, 3]),
        ("# T\n\n# Aim\n\n# Scope", &[2, 2]),
    ] {
        assert_eq!(levels(text), expected, "{text}");
    }
}

#[test]
fn the_model_survives_json() {
    let document = read(SHAPE).document;
    let json = serde_json::to_string(&document).unwrap();
    assert_eq!(serde_json::from_str::<Document>(&json).unwrap(), document);
}

#[test]
fn what_is_too_much_is_refused() {
    let nested: String = (0..12).map(|depth| format!("{}- x\n", "  ".repeat(depth))).collect();
    let cells = format!("|{}\n|{}\n{}", "a|".repeat(100), "-|".repeat(100), "|b\n".repeat(300));
    let names: String = (0..2_000).map(|n| format!("{{{{x{n}}}}} ")).collect();
    let cases = [
        ("a".repeat(limits::TEXT_BYTES + 1), Limit::Text),
        ("# h\n\n".repeat(limits::HEADINGS + 2), Limit::Headings),
        ("a\n\n".repeat(limits::BLOCKS + 2), Limit::Blocks),
        ("- a\n".repeat(limits::ITEMS + 1), Limit::Items),
        ("[a](b) ".repeat(limits::LINKS + 1), Limit::Links),
        ("{{a}} ".repeat(limits::FIELD_PLACES + 1), Limit::FieldPlaces),
        (names, Limit::FieldNames),
        (nested, Limit::Nesting),
        (cells, Limit::Cells),
    ];
    for (text, limit) in cases {
        assert_eq!(import(&text, Format::Markdown, &Accepted::all()).err(), Some(limit));
    }
}

#[test]
fn hostile_texts_of_full_size_are_read_or_refused() {
    let units = [
        "a: A. ", "((", "{{", "}}", "{{a", "<", "*a", "[", "> ", "1. ", "A: ", "(A1), ", "{<", "`", "![",
        "|", "- ", "\n\n", "A. B: ",
    ];
    for unit in units {
        let text = unit.repeat(200_000 / unit.len());
        for format in [Format::Text, Format::Markdown] {
            let _ended = import(&text, format, &Accepted::all());
        }
    }
}

#[test]
fn every_limit_has_words() {
    let messages = Messages::load().unwrap();
    for limit in Limit::ALL {
        assert!(messages.has(Language::English, limit.key()), "{limit}");
    }
}

#[test]
fn a_picture_of_ours_stands_by_itself_and_any_other_image_is_its_words() {
    for (text, expected) in [
        ("# T\n\nBefore. ![The exit](picture:exit-1) After.", " p2 i:exit-1:The exit"),
        ("# T\n\n![The *fire* exit](picture:exit-1)\n\nWords.", " i:exit-1:The fire exit p1"),
        ("# T\n\n![](picture:a)", " i:a:"),
        ("# T\n\n[![Exit](picture:a)](https://x.example)", " i:a:Exit"),
        ("# T\n\n- one ![Exit](picture:a)\n- two\n\nWords.", " l2 i:a:Exit p1"),
        ("# T\n\n| a |\n|---|\n| ![Exit](picture:a) |\n\nWords.", " t1x1 i:a:Exit p1"),
        ("![Exit](picture:a)\n\n# T\n\nWords.", " i:a:Exit p1"),
        ("# T\n\n![Cat](https://cat.example/c.png)", " p1"),
        ("# T\n\n![Cat](picture:../../etc)", " p1"),
        (
            "# T\n\n## A\n\nWords.\n\nCopyright © 2026. All rights reserved.\n\n![Exit](picture:a)",
            " h2 p1 i:a:Exit c",
        ),
    ] {
        let found = import(text, Format::Markdown, &Accepted::all()).unwrap();
        let parts = outline(&found.document);
        assert_eq!(parts.strip_prefix("head0 title1"), Some(expected), "{text}");
        assert_eq!(found.document.title.raw(), "T");
    }
}

#[test]
fn a_draft_loses_no_line_that_could_be_a_sentence() {
    let text = "# Phones\n\nWords.\n\nPosted in the office is a list\n\nLeave a Reply\n\nContents\n\nPlasters 2\n\nBandages 4\n\nGloves 20\n\n© 2026 Somebody\n\nStaff must: stop, look, listen\n\n- one\n  - two\n\n| Who | What |\n|---|---|\n| A | B |\n";
    for (accepted, gone) in [
        (Accepted::none(), &[][..]),
        (Accepted::usual(), &["Leave a Reply"][..]),
        (
            Accepted::all(),
            &["Posted in the office is a list", "Leave a Reply", "Plasters 2", "stop, look", "two", "Who"][..],
        ),
    ] {
        let document = import(text, Format::Markdown, &accepted).unwrap().document;
        let out = crate::documents::markdown_out::markdown(&document);
        for words in
            ["Posted in the office is a list", "Leave a Reply", "Plasters 2", "stop, look", "two", "Who"]
        {
            assert_eq!(!out.contains(words), gone.contains(&words), "{words}: {out}");
        }
    }
}

#[test]
fn a_version_table_is_offered_and_stays() {
    let text =
        "# T\n\n| Version | 3.1 |\n|---|---|\n| Approved by | Jo |\n| Next review | 12/03/2027 |\n\nWords.\n";
    let found = import(text, Format::Markdown, &Accepted::all()).unwrap();
    let offer = &found.offers[0];
    assert_eq!((offer.kind, offer.accepted), (OfferKind::VersionTable, false));
    assert_eq!(offer.before, "Version 3.1, Approved by Jo, Next review 12/03/2027");
    assert_eq!(found.document.blocks.len(), 2);
    let without = import(text, Format::Markdown, &Accepted::all().except(&offer.id)).unwrap();
    assert_eq!(without.document.blocks.len(), 1);
}
