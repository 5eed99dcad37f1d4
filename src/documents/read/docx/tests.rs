use std::io::{Cursor, Write as _};

use crate::documents::read::{Note, NoteKind, Reading, Tracked, read};

use crate::documents::{Accepted, import};

const TYPES: &str = "<Types><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";
const ROOT: &str = r#"<Relationships><Relationship Id="r" Type="http://x/officeDocument" Target="word/document.xml"/></Relationships>"#;
const RELATIONS: &str = r#"<Relationships>
    <Relationship Id="s" Type="http://x/styles" Target="styles.xml"/>
    <Relationship Id="n" Type="http://x/numbering" Target="numbering.xml"/>
    <Relationship Id="c" Type="http://x/comments" Target="comments.xml"/>
    <Relationship Id="f" Type="http://x/footnotes" Target="footnotes.xml"/>
    <Relationship Id="h" Type="http://x/header" Target="header1.xml"/>
    <Relationship Id="web" Type="http://x/hyperlink" Target="https://example.org/a b" TargetMode="External"/>
    <Relationship Id="good" Type="http://x/hyperlink" Target="https://example.org/a" TargetMode="External"/>
    <Relationship Id="far" Type="http://x/image" Target="http://192.0.2.1/x.png" TargetMode="External"/>
    <Relationship Id="pic" Type="http://x/image" Target="media/image1.png"/>
    <Relationship Id="bad" Type="http://x/image" Target="media/image2.emf"/></Relationships>"#;
const STYLES: &str = r#"<w:styles>
    <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
    <w:style w:styleId="T"><w:name w:val="Title"/></w:style>
    <w:style w:styleId="H1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>
    <w:style w:styleId="H2"><w:name w:val="Überschrift 2"/></w:style>
    <w:style w:styleId="N1"><w:name w:val="Numbered heading"/><w:basedOn w:val="H1"/>
        <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
    <w:style w:styleId="Bul"><w:name w:val="List Bullet"/>
        <w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
    <w:style w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
    <w:style w:styleId="C1"><w:name w:val="toc 1"/></w:style></w:styles>"#;
const NUMBERING: &str = r#"<w:numbering>
    <w:abstractNum w:abstractNumId="0">
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
    </w:abstractNum>
    <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
    <w:abstractNum w:abstractNumId="2">
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1)"/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="2"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
    </w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
    <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
    <w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
    <w:num w:numId="4"><w:abstractNumId w:val="2"/>
        <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>"#;
const COMMENTS: &str = r#"<w:comments><w:comment w:id="7" w:author="Ann"><w:p><w:r><w:t>Is that so?</w:t></w:r></w:p></w:comment></w:comments>"#;
const FOOTNOTES: &str = r#"<w:footnotes><w:footnote w:id="0"><w:p/></w:footnote>
    <w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t>See the Act.</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
const HEADER: &str =
    r#"<w:hdr><w:p><w:r><w:t>{{org_</w:t></w:r><w:r><w:t>field_name}} policies</w:t></w:r></w:p></w:hdr>"#;

fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn png() -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(2, 2).write_to(&mut out, image::ImageFormat::Png).unwrap();
    out.into_inner()
}

/// A Word file with this body, and parts for it to refer to.
pub(in crate::documents::read) fn file(body: &str) -> Vec<u8> {
    let document = format!("<w:document><w:body>{body}<w:sectPr/></w:body></w:document>");
    zip(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", ROOT.as_bytes()),
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", RELATIONS.as_bytes()),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/numbering.xml", NUMBERING.as_bytes()),
        ("word/comments.xml", COMMENTS.as_bytes()),
        ("word/footnotes.xml", FOOTNOTES.as_bytes()),
        ("word/header1.xml", HEADER.as_bytes()),
        ("word/media/image1.png", &png()),
        ("word/media/image2.emf", b"no picture"),
    ])
}

fn reading(body: &str, tracked: Tracked) -> Reading {
    read("a.docx", &file(body), tracked).unwrap()
}

fn source(body: &str) -> String {
    reading(body, Tracked::Accept).source
}

/// A paragraph of this style with these runs inside.
pub(in crate::documents::read) fn p(style: &str, inner: &str) -> String {
    let inner = if inner.starts_with('<') { inner.to_owned() } else { r(inner) };
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{inner}</w:p>")
}

fn r(words: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

fn b(words: &str) -> String {
    format!("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

fn li(list: u32, level: u32, words: &str) -> String {
    let list = format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
    format!("<w:p><w:pPr>{list}</w:pPr>{}</w:p>", r(words))
}

fn notes(reading: &Reading, kind: NoteKind) -> Vec<&Note> {
    reading.notes.iter().filter(|note| note.kind == kind).collect()
}

#[test]
fn headings_come_from_names_levels_and_numbers() {
    let outline = "<w:p><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr><w:r><w:t>Level</w:t></w:r></w:p>";
    let cases = [
        (p("T", "Phones") + &p("H1", "Aim") + &p("H2", "Part"), "# Phones\n\n## Aim\n\n### Part\n"),
        (
            p("H1", "Phones Policy") + &p("H2", "Aim") + &p("H2", "Scope"),
            "# Phones Policy\n\n## Aim\n\n## Scope\n",
        ),
        (p("H1", "Aim") + &p("", "x") + &p("H1", "Scope"), "## Aim\n\nx\n\n## Scope\n"),
        (
            p("H1", "Phones") + &p("H1", "1. Aim") + &p("H1", "2. Scope"),
            "# Phones\n\n## 1. Aim\n\n## 2. Scope\n",
        ),
        (
            p("T", "A") + &p("T", "B") + &p("N1", "Aim") + &p("N1", "Scope"),
            "# A B\n\n## 1. Aim\n\n## 2. Scope\n",
        ),
        (
            p("T", "A") + &p("H1", "Aim") + &p("H2", "Part") + &p("H1", "Scope") + &p("H1", "End"),
            "# A\n\n## Aim\n\n### Part\n\n## Scope\n\n## End\n",
        ),
        (p("T", "A") + outline, "# A\n\n## Level\n"),
        (
            p("", &b("Aim")) + &p("", "Words here.") + &p("", &b("Scope")) + &p("", "x"),
            "## Aim\n\nWords here.\n\n## Scope\n\nx\n",
        ),
        (p("Heading3", "Unknown style") + &p("", "x"), "# Unknown style\n\nx\n"),
        (p("C1", "Aim 3") + &p("", "x"), "x\n"),
    ];
    for (body, expected) in cases {
        assert_eq!(source(&body), expected, "{body}");
    }
}

#[test]
fn lists_keep_kind_level_and_start() {
    let cases = [
        (p("Bul", "one") + &p("Bul", "two"), "- one\n- two\n"),
        (li(3, 0, "one") + &li(3, 1, "b") + &li(3, 0, "two"), "1. one\n\n   2. b\n2. two\n"),
        (li(3, 0, "one") + &p("", "x") + &li(3, 0, "two"), "1. one\n\nx\n\n2. two\n"),
        (li(3, 0, "one") + &li(4, 0, "one"), "1. one\n\n1) one\n"),
        (li(1, 0, "one") + &li(1, 1, "Staff must."), "1. one\n\n1.1 Staff must.\n"),
        (li(2, 5, "deep first") + &li(0, 0, "no list"), "- deep first\n\nno list\n"),
        (p("", "•\tone") + &p("", "– two"), "- one\n- two\n"),
        (p("", "1. typed"), "1\\. typed\n"),
    ];
    for (body, expected) in cases {
        assert_eq!(source(&body), expected, "{body}");
    }
}

#[test]
fn words_keep_their_letters_and_looks() {
    let link = |id: &str, inner: &str| format!("<w:hyperlink r:id=\"{id}\">{inner}</w:hyperlink>");
    let strong = "<w:r><w:rPr><w:rStyle w:val=\"Strong\"/></w:rPr><w:t>x</w:t></w:r>";
    let cases = [
        (r("a ") + &b("bold ") + &r("word"), "a **bold** word\n"),
        (b("Note:") + &r("text"), "**Note**:text\n"),
        (b("a") + "<w:r><w:rPr><w:b/><w:i/></w:rPr><w:t>b</w:t></w:r>" + &r("c"), "**a*b***c\n"),
        (strong.to_owned(), "**x**\n"),
        (
            r("Ask {{org_") + "<w:proofErr/><w:bookmarkStart/>" + &b("field_na") + &r("me}} now"),
            "Ask {{org_field_name}} now\n",
        ),
        (b("{{org_field") + &b("_name}}"), "**{{org_field_name}}**\n"),
        (r("{{org_field_name open"), "{{org_field_name open\n"),
        (
            r("*a* _b_ a_b [c] `d` &lt;e> #f x&amp;lt; \\"),
            "\\*a\\* \\_b\\_ a_b \\[c\\] \\`d\\` \\<e> \\#f x\\&lt; \\\\\n",
        ),
        (r("# a"), "\\# a\n"),
        (r("+ a"), "\\+ a\n"),
        (r("a") + "<w:r><w:br/></w:r>" + &r("- b"), "a\\\n\\- b\n"),
        (r("a") + "<w:r><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>c</w:t></w:r>", "a b-c\n"),
        (r("a") + "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r>", "a✓\n"),
        (link("good", &r("here")), "[here](<https://example.org/a>)\n"),
        (link("good", &b("here ")) + &r("now"), "[**here**](<https://example.org/a>) now\n"),
        (link("web", &r("here")), "here\n"),
        (link("none", &r("here")), "here\n"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r>".to_owned() + &r("yes"), "yes\n"),
    ];
    for (inner, expected) in cases {
        assert_eq!(source(&p("", &inner)), expected, "{inner}");
    }
}

#[test]
fn fields_show_and_do_not_tell() {
    let sign = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let code = |code: &str| format!("<w:r><w:instrText>{code}</w:instrText></w:r>");
    let field =
        |text: &str, shown: &str| sign("begin") + &code(text) + &sign("separate") + &r(shown) + &sign("end");
    let toc = p("", &(sign("begin") + &code("TOC \\o") + &sign("separate") + &r("Aim 1")))
        + &p("", &(r("Scope 2") + &sign("end")));
    let endless = p("", &(sign("begin") + &code("TOC \\o") + &sign("separate") + &r("Aim")));
    let cases = [
        (p("", &(r("a ") + &field("MERGEFIELD name", "b"))), "a b\n"),
        (p("", &field(" HYPERLINK \"https://example.org/a\" ", "here")), "[here](<https://example.org/a>)\n"),
        (p("", &field("HYPERLINK \"javascript:x\"", "here")), "here\n"),
        (p("", "<w:fldSimple w:instr=\"DATE\"><w:r><w:t>May</w:t></w:r></w:fldSimple>"), "May\n"),
        (toc + &p("", "x"), "x\n"),
        (endless + &p("", "x"), "Aim\n\nx\n"),
        (p("", &(r("a") + &sign("begin") + &code("IF"))) + &p("", "x"), "a\n\nx\n"),
    ];
    for (body, expected) in cases {
        assert_eq!(source(&body), expected, "{body}");
    }
}

#[test]
fn tables_keep_rows_and_merged_cells() {
    let cell =
        |properties: &str, words: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p("", words));
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let plain = |words: &str| cell("", words);
    let table = |rows: &[String]| format!("<w:tbl>{}</w:tbl>", rows.concat());
    let head = row(&[cell("", &b("A")), plain("B")]);
    let cases = [
        (
            table(&[head.clone(), row(&[plain("{{org_<!-- x -->field_name}}"), plain("a|b")])]),
            "| A | B |\n| --- | --- |\n| {{org_field_name}} | a\\|b |\n",
        ),
        (
            table(&[head.clone(), row(&[cell("<w:gridSpan w:val=\"2\"/>", "both")])]),
            "| A | B |\n| --- | --- |\n| both |  |\n",
        ),
        (
            table(&[
                head.clone(),
                row(&[cell("<w:vMerge w:val=\"restart\"/>", "1"), plain("2")]),
                row(&[cell("<w:vMerge/>", ""), plain("3")]),
            ]),
            "| A | B |\n| --- | --- |\n| 1 | 2 |\n| 1 | 3 |\n",
        ),
        (
            table(&[
                row(&[cell("<w:gridSpan w:val=\"2\"/>", "Control")]),
                head.clone(),
                row(&[plain("1"), plain("2")]),
            ]),
            "Control\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n",
        ),
        (table(&[row(&[plain("a box")])]), "a box\n"),
        (
            table(&[row(&[format!("<w:tc>{}{}</w:tc>", p("H1", "Aim"), p("", "x")), plain("y")])]),
            "# Aim\n\nx\n\ny\n",
        ),
        (
            table(&[
                head,
                row(&[
                    format!("<w:tc>{}{}</w:tc>", p("", "x"), p("Bul", "y")),
                    cell("<w:gridSpan w:val=\"999999999\"/>", "z"),
                ]),
            ]),
            "| A | B",
        ),
    ];
    for (body, expected) in cases {
        let read = source(&body);
        assert!(read.starts_with(expected), "{body}\n{read}");
    }
}

#[test]
fn boxes_controls_and_alternatives_say_their_words_once() {
    let inner = format!("<w:txbxContent>{}</w:txbxContent>", p("", "boxed {{a}}"));
    let drawing = format!("<w:drawing><wps:wsp>{inner}</wps:wsp></w:drawing>");
    let pict = format!("<w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>");
    let both = format!(
        "<w:r><mc:AlternateContent><mc:Choice>{drawing}</mc:Choice><mc:Fallback>{pict}</mc:Fallback></mc:AlternateContent></w:r>"
    );
    let control = |properties: &str, content: &str| {
        format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>")
    };
    let cases = [
        (p("", &(r("before") + &both)) + &p("", "after"), "before\n\nboxed {{a}}\n\nafter\n"),
        (p("", &(r("x") + &format!("<w:r>{pict}</w:r>"))), "x\n\nboxed {{a}}\n"),
        (control("", &p("", "kept")), "kept\n"),
        (p("", &(r("a ") + &control("", &r("b")) + &r(" c"))), "a b c\n"),
        (p("", &(r("a") + &control("<w:showingPlcHdr/>", &r("Click here")))), "a\n"),
        (p("", &control("<w:showingPlcHdr/>", &r("{{org_field_name}}"))), "{{org_field_name}}\n"),
        (
            control(
                "<w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj>",
                &p("", "Aim 1"),
            ) + &p("", "x"),
            "x\n",
        ),
    ];
    for (body, expected) in cases {
        assert_eq!(source(&body), expected, "{body}");
    }
}

#[test]
fn tracked_changes_are_kept_or_not_and_always_told() {
    let del = "<w:del w:author=\"Ann\" w:date=\"2026-03-02T10:00:00Z\"><w:r><w:delText>annually</w:delText></w:r></w:del>";
    let ins = "<w:ins w:author=\"Ann\"><w:r><w:t>every year</w:t></w:r></w:ins>";
    let split =
        "<w:p><w:pPr><w:rPr><w:del w:author=\"Bob\"/></w:rPr></w:pPr><w:r><w:t>One </w:t></w:r></w:p>";
    let body = p("", &(r("Review ") + del + ins + &r("."))) + split + &p("", "line");
    let (kept, not) = (reading(&body, Tracked::Accept), reading(&body, Tracked::Reject));
    assert_eq!(kept.source, "Review every year.\n\nOne line\n");
    assert_eq!(not.source, "Review annually.\n\nOne\n\nline\n");
    for reading in [&kept, &not] {
        let told: Vec<(&str, &str, &str)> = notes(reading, NoteKind::Change)
            .iter()
            .map(|note| (note.author.as_str(), note.before.as_str(), note.after.as_str()))
            .collect();
        assert_eq!(told, [("Ann", "annually", "every year"), ("Bob", "¶", "")]);
        let days: Vec<Option<String>> =
            notes(reading, NoteKind::Change).iter().map(|note| note.on.map(|day| day.to_string())).collect();
        assert_eq!(days, [Some("2026-03-02".to_owned()), None]);
    }
}

#[test]
fn what_stands_beside_the_text_is_told() {
    let comment = "<w:commentRangeStart w:id=\"7\"/>".to_owned()
        + &r("thirty days")
        + "<w:commentRangeEnd w:id=\"7\"/>";
    let footnote = r("Law") + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>";
    let read =
        reading(&(p("", &comment) + &p("", &footnote) + &p("", "Copyright © 2026 A")), Tracked::Accept);
    assert_eq!(read.source, "thirty days\n\nLaw \\[1\\]\n\n\\[1\\] See the Act.\n\nCopyright © 2026 A\n");
    let told = notes(&read, NoteKind::Comment);
    assert_eq!(told.len(), 1);
    assert_eq!((&*told[0].author, &*told[0].before, &*told[0].after), ("Ann", "thirty days", "Is that so?"));
    let header = notes(&read, NoteKind::Header);
    assert_eq!(
        (&*header[0].before, header[0].fields.as_slice()),
        ("{{org_field_name}} policies", ["org_field_name".to_owned()].as_slice())
    );
    assert_eq!(notes(&read, NoteKind::Footnotes).len(), 1);
}

#[test]
fn pictures_come_with_their_description() {
    let picture = |id: &str, alt: &str| {
        format!(
            "<w:r><w:drawing><wp:inline><wp:docPr descr=\"{alt}\"/><a:blip r:embed=\"{id}\"/></wp:inline></w:drawing></w:r>"
        )
    };
    let body = p("", &(r("x") + &picture("pic", "A red door")))
        + &p("", &picture("pic", ""))
        + &p("", &picture("bad", "Chart"))
        + &p("", &picture("far", "Far"));
    let read = reading(&body, Tracked::Accept);
    assert_eq!(read.source, "x\n\n![A red door](picture:image1)\n\n![](picture:image1)\n");
    assert_eq!(read.pictures.len(), 1);
    assert_eq!((read.pictures[0].media_type, read.pictures[0].bytes == png()), ("image/png", true));
    let left: Vec<&str> =
        notes(&read, NoteKind::PictureLeftOut).iter().map(|note| note.before.as_str()).collect();
    assert_eq!(left, ["Far", "Chart"]);
    assert_eq!(notes(&read, NoteKind::PictureWithoutDescription).len(), 1);
}

#[test]
fn a_read_file_imports_to_a_document() {
    let body =
        p("T", "Phones Policy") + &p("N1", "Aim") + &p("", "By {{org_field_name}}.") + &p("Bul", "one");
    let read = reading(&body, Tracked::Accept);
    assert_eq!(read.title.as_deref(), Some("Phones Policy"));
    let imported = import(&read.source, read.format, &Accepted::none()).unwrap();
    assert_eq!(imported.document.title.raw(), "Phones Policy");
    let heading = imported.document.headings().next().unwrap();
    assert_eq!((heading.number.as_deref(), heading.words.raw().as_str()), (Some("1"), "Aim"));
    assert!(imported.unknown.is_empty());
}
