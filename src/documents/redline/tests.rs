use super::*;
use crate::documents::import::{Accepted, Format, import};

const BEFORE: &str = "# Phones\n\n## 1. Aim\n\nKeep {{org_field_name}} safe. Review it every year.\n\nWords that stay.\n\n\
    ## 2. Scope\n\n- nurses\n- cooks\n\n## 3. Leaving\n\nHand the phone back on the last day.\n\n\
    | What | Who |\n|---|---|\n| Lock it | All |\n| Charge it | Nights |\n";
const AFTER: &str = "# Phones\n\n## 1. Leaving\n\nHand the phone back on the last day.\n\n## 2. Aim\n\n\
    Keep {{org_field_name}} safe. Review it every six months.\n\nWords that stay.\n\n## 3. Scope\n\n- nurses\n- drivers\n- cooks\n\n\
    | What | Who |\n|---|---|\n| Lock it | Everybody |\n| Charge it | Nights |\n";

fn document(text: &str) -> Document {
    import(text, Format::Markdown, &Accepted::all()).unwrap().document
}

fn shown(redline: &Redline) -> Vec<String> {
    let mut out = Vec::new();
    for line in redline.groups.iter().flat_map(|group| &group.lines) {
        let pieces = line.pieces.iter().map(|piece| match piece.status {
            Status::Removed => format!("[-{}-]", piece.words),
            Status::Added => format!("[+{}+]", piece.words),
            Status::Restyled => format!("[~{}~]", piece.words),
            _ => piece.words.clone(),
        });
        let words = pieces.collect::<Vec<_>>().join(" ");
        if line.status != Status::Same {
            out.push(format!("{:?} {words}", line.status));
        }
    }
    out
}

#[test]
fn tells_what_changed_moved_and_got_another_number() {
    let messages = Messages::load().unwrap();
    let redline = texts(&document(BEFORE), &document(AFTER), &messages, Language::English);
    let shown = shown(&redline);
    for expected in [
        "MovedHere [+1 Leaving+]",
        "MovedAway [-3 Leaving-]",
        "Renumbered [-1-] [+2+] Aim",
        "Changed Keep [Organisation name] safe. Review it every [-year.-] [+six months.+]",
        "Added [+drivers+]",
        "Changed Lock it | [-All-] [+Everybody+]",
    ] {
        assert!(shown.iter().any(|line| line == expected), "{expected}\n{shown:#?}");
    }
    assert_eq!(redline.summary, Summary { added: 1, removed: 0, changed: 2, moved: 2 });
    assert_eq!(summary(&document(BEFORE), &document(AFTER)), redline.summary);
    assert_eq!(summary(&document(BEFORE), &document(BEFORE)).paragraphs(), 0);
    let numbers: Vec<usize> = redline.groups.iter().filter_map(|group| group.change).collect();
    assert_eq!(numbers, (1..=redline.changes).collect::<Vec<_>>());
}

#[test]
fn tells_where_only_the_look_changed() {
    let messages = Messages::load().unwrap();
    for (before, after, expected) in [
        (
            "Ring the **lead** at once. Stay calm.",
            "Ring the lead at once. Stay calm.",
            "Ring the [~lead~] at once. Stay calm.",
        ),
        ("Ring the lead.\n\nStay.", "Ring **the lead.**\n\nStay.", "Ring [~the lead.~]"),
        ("- one two\n- three", "- one _two_\n- three", "one [~two~]"),
        ("| A | B |\n|---|---|\n| c | d |", "| A | B |\n|---|---|\n| c | **d** |", "c | [~d~]"),
        ("Keep {{org_field_name}}.", "Keep **{{org_field_name}}**.", "Keep [~[Organisation name].~]"),
    ] {
        let text = |body: &str| document(&format!("# T\n\n## Aim\n\n{body}\n"));
        let redline = texts(&text(before), &text(after), &messages, Language::English);
        assert_eq!(shown(&redline), [format!("Restyled {expected}")], "{after}");
        assert_eq!((redline.changes, redline.summary.changed), (1, 1), "{after}");
        let page = html(&redline, &messages, Language::English, Language::English);
        assert!(page.as_str().contains("Same words, another look: "), "{page}");
    }
}

#[test]
fn reads_without_colour() {
    let messages = Messages::load().unwrap();
    let redline = texts(&document(BEFORE), &document(AFTER), &messages, Language::English);
    let page = html(&redline, &messages, Language::English, Language::Welsh);
    for part in [
        "id=\"change-2\"",
        "Change 2 of ",
        "href=\"#change-3\"",
        "<span class=\"mark\" aria-hidden=\"true\">+</span><span class=\"vh\" lang=\"en-GB\">Added: </span><ins>drivers</ins>",
        "<del><span class=\"vh\" lang=\"en-GB\"> Removed: </span>year.",
        "<div class=\"lines\" lang=\"cy\">",
    ] {
        assert!(page.as_str().contains(part), "{part}\n{page}");
    }
    let long = "# T\n\nA b c.\n\nD e f.\n\nG h i.\n\nJ k l.\n\n";
    let redline =
        texts(&document(long), &document(&format!("{long}New line.\n")), &messages, Language::English);
    let page = html(&redline, &messages, Language::English, Language::English);
    assert!(
        page.as_str()
            .contains("<summary>5 paragraphs unchanged <span class=\"more\">(show)</span></summary>"),
        "{page}"
    );
}

#[test]
fn a_long_rewritten_text_ends_soon() {
    // Nothing in common, everything twice: the worst for a comparison line by line.
    let text = |word: &str| {
        let lines: Vec<String> = (0..9_000).map(|at| format!("{word} {}.", at % 4_500)).collect();
        document(&format!("# T\n\n{}", lines.join("\n\n")))
    };
    let found = summary(&text("one"), &text("two"));
    assert_eq!((found.added, found.removed), (0, 0));
    assert_eq!(found.changed, 9_000);
}
