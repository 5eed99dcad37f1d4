use crate::documents::limits::Limit;
use crate::documents::read::{NoteKind, Reading, Refusal, Tracked, read};

fn page(html: &str) -> Reading {
    read("a.html", html.as_bytes(), Tracked::Accept).unwrap()
}

#[test]
fn reads_what_a_page_says() {
    let cases = [
        (
            "<h1>Phones</h1><p>One &amp; two &lt;three&gt; &eacute;&nbsp;x",
            "# Phones\n\nOne & two \\<three> é x\n",
        ),
        ("<p>A <b>bold</b> and <em>thin</em> word", "A **bold** and *thin* word\n"),
        ("<p>Ask {{org_<b>field</b>_name}} now", "Ask {{org_field_name}} now\n"),
        ("<p><a href='https://example.org/a'>here</a>", "[here](<https://example.org/a>)\n"),
        ("<p><a href='javascript:alert(1)'>here</a>", "here\n"),
        ("<ul><li>one<li>two<ol start=3><li>three</ol></ul>", "- one\n- two\n\n  3. three\n"),
        ("<ol><li><p>one</p><p>more</p></li><li>two</ol>", "1. one\\\n   more\n2. two\n"),
        (
            "<table><tr><th>A<th>B<tr><td>1|2<td><p>x<p>y</table>",
            "| A | B |\n| --- | --- |\n| 1\\|2 | x<br>y |\n",
        ),
        (
            "<table><tr><td>A<td>B<td>C<tr><td rowspan=2>1<td colspan=2>2<tr><td>3<td>4</table>",
            "| A | B | C |\n| --- | --- | --- |\n| 1 | 2 |  |\n| 1 | 3 | 4 |\n",
        ),
        ("<table><tr><td><h2>Purpose</h2><p>Words.</table>", "# Purpose\n\nWords.\n"),
        ("<p>a<br>b<pre>c\nd</pre>", "a\\\nb\n\nc\\\nd\n"),
        ("<nav>menu</nav><p>x<script>alert(1)</script><style>p{}</style>", "x\n"),
        ("<p hidden>no</p><p style='DISPLAY: none'>no</p><p>yes", "yes\n"),
        ("<form><p>All <input name=pin>of it</form>", "All of it\n"),
        ("<p>1. Purpose</p><p># no</p><p>- item</p>", "## 1. Purpose\n\n\\# no\n\n- item\n"),
    ];
    for (html, expected) in cases {
        assert_eq!(page(html).source, expected, "{html}");
    }
}

#[test]
fn says_what_it_left_out() {
    let read =
        page("<title>Old page</title><p>x<img src=a.png alt='A door'><form>f</form><a href=file:///x>y</a>");
    let notes: Vec<(NoteKind, &str)> =
        read.notes.iter().map(|note| (note.kind, note.before.as_str())).collect();
    assert_eq!(
        notes,
        [(NoteKind::PictureLeftOut, "A door"), (NoteKind::LinkLeftOut, "y"), (NoteKind::FormLeftOut, "")]
    );
    assert_eq!(read.title.as_deref(), Some("Old page"));
}

#[test]
fn an_address_that_is_opened_again_in_every_block_counts_each_time() {
    let page = |blocks: usize| {
        let address = format!("https://example.org/{}", "a".repeat(1_900));
        format!("<div><a href=\"{address}\">here</div>{}", "<p>x</p>".repeat(blocks))
    };
    assert!(read("a.html", page(100).as_bytes(), Tracked::Accept).is_ok());
    let refused = read("a.html", page(1_000).as_bytes(), Tracked::Accept);
    assert_eq!(refused, Err(Refusal::Limit(Limit::Text)));
}

#[test]
fn links_without_an_end_are_no_reason_to_refuse_a_page() {
    let part = |number: usize| format!("<a id=\"p{number}\"/>{}", "<p>x</p>".repeat(15));
    let html: String = (0..250).map(part).collect();
    assert!(read("a.html", html.as_bytes(), Tracked::Accept).is_ok());
}

#[test]
fn a_page_without_words_is_empty() {
    let refused = read("a.html", b"<html><script>x</script></html>", Tracked::Accept);
    assert_eq!(refused, Err(Refusal::Empty));
}
