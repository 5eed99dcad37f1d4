use super::*;
use crate::documents::read::words::Look;

fn words(parts: &[(&str, bool, bool)]) -> Words {
    let mut words = Words::default();
    for (text, bold, italic) in parts {
        words.push(text, &Look { bold: *bold, italic: *italic, link: None });
    }
    words
}

#[test]
fn looks_stand_where_markdown_can_show_them() {
    let cases: [(&[(&str, bool, bool)], &str); 8] = [
        (&[("a ", false, false), ("b", true, false), (" c", false, false)], "a **b** c"),
        (&[("a", true, false), ("b", false, true)], "**a***b*"),
        (&[("a", true, true)], "***a***"),
        (&[(" a ", true, false), ("b", false, false)], "**a** b"),
        (&[("(a)", true, false), ("b", false, false)], "**(a**)b"),
        (&[("...", true, false), ("b", false, false)], "**..**.b"),
        (&[("a\nb", true, false)], "**a\\\nb**"),
        (&[("2", true, false), (". x", false, false)], "**2**\\. x"),
    ];
    for (parts, expected) in cases {
        let written = inline(&words(parts), Place::Paragraph);
        assert_eq!(written, expected, "{parts:?}");
    }
}

#[test]
fn lists_beside_each_other_stay_two() {
    let item = |level, number, text| Block::Item(Item { level, number, words: Words::plain(text) });
    let cases = [
        (vec![item(0, Some(1), "a"), item(0, Some(1), "b")], "1. a\n\n1) b\n"),
        (vec![item(0, None, "a"), item(0, Some(1), "b"), item(0, None, "c")], "- a\n\n1. b\n\n- c\n"),
        (
            vec![item(0, None, "a"), item(1, None, "b"), item(2, Some(1), "c"), item(0, None, "d")],
            "- a\n  - b\n    1. c\n- d\n",
        ),
        (vec![item(0, Some(9), "a"), item(0, Some(10), "b"), item(1, None, "c")], "9. a\n10. b\n    - c\n"),
        (vec![item(7, Some(u32::MAX), "a")], "- a\n"),
    ];
    for (blocks, expected) in cases {
        assert_eq!(write(&blocks), expected);
    }
}
