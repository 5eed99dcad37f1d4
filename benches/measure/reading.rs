//! What a text costs as it grows: read, imported and rendered, against one of half the size.

use std::io::{Cursor, Write as _};

use polisi::documents::read::{Tracked, read};
use polisi::documents::{Accepted, Stage, Values, fill, html, import, text};
use polisi::messages::{Language, Messages};

use crate::Fault;
use crate::options::Options;
use crate::ratios::Figures;
use crate::rounds::said;
use crate::usage::{load_average, own_cpu_time};

/// Bytes of text, a little under the limit: marks are added to it.
const WHOLE: usize = 960_000;
/// The most that twice the text may cost.
const LIMIT: f64 = 2.3;

/// A file's name, and what writes it.
type Form = (&'static str, fn(usize) -> Result<Vec<u8>, Fault>);

/// The kinds of files.
const FORMS: [Form; 4] =
    [("policy.md", markdown), ("policy.txt", plain), ("policy.html", page), ("policy.docx", word)];

/// CPU of a whole text against its half, form by form.
pub fn halves(options: &Options) -> Result<(), Fault> {
    let messages = Messages::load().map_err(said)?;
    for (name, write) in FORMS {
        let (half, whole) = (write(WHOLE / 2)?, write(WHOLE)?);
        cost(name, &whole, &messages)?;
        let (mut imports, mut renders, mut spent) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..options.rounds {
            let (one, two) = (cost(name, &half, &messages)?, cost(name, &whole, &messages)?);
            imports.push(two.import / one.import);
            renders.push(two.render / one.render);
            spent.push(two.import * 1_000.0);
        }
        let how = format!("{} rounds, load {}", options.rounds, load_average());
        for (what, ratios) in [("import", imports), ("HTML and text", renders)] {
            let ratios = Figures::of(ratios);
            let limit = ratios.against(LIMIT);
            println!("{name}: {what} of twice the text / once: CPU {ratios} ({limit}, {how})");
        }
        println!("{name}: import of {} bytes: CPU ms {}", whole.len(), Figures::of(spent));
    }
    Ok(())
}

struct Cost {
    import: f64,
    render: f64,
}

fn cost(name: &str, bytes: &[u8], messages: &Messages) -> Result<Cost, Fault> {
    let begin = own_cpu_time();
    let reading = read(name, bytes, Tracked::Accept).map_err(said)?;
    let imported = import(&reading.source, reading.format, &Accepted::all()).map_err(said)?;
    let middle = own_cpu_time();
    let filled = fill(&imported.document, &Values::new(), Language::English, Stage::Published)
        .map_err(|limit| limit.to_string())?;
    let sheet = html::sheet(&filled, &html::Look::default(), messages);
    let plain = text::plain(&filled, messages);
    let end = own_cpu_time();
    if sheet.as_str().len() < bytes.len() / 20 || plain.len() < bytes.len() / 20 {
        return Err(format!("{name}: the text did not come through"));
    }
    let seconds = |from: std::time::Duration, to: std::time::Duration| to.saturating_sub(from).as_secs_f64();
    Ok(Cost { import: seconds(begin, middle), render: seconds(middle, end) })
}

/// Sections of a policy until there are so many letters; `part` writes one of them.
fn sections(bytes: usize, part: impl Fn(usize) -> String) -> String {
    let mut out = String::new();
    for number in 1.. {
        if out.len() >= bytes {
            break;
        }
        out.push_str(&part(number % 999));
    }
    out
}

const SENTENCES: &str = "People who use a phone at work agree on it first (in writing, please). They keep it \
                         out of bedrooms and bathrooms, and they tell the manager when something went wrong.";

fn markdown(bytes: usize) -> Result<Vec<u8>, Fault> {
    let section = |number| {
        let field = "At {{org_field_name}} staff do this: One thing. Another thing. A third thing.";
        let words = format!("{SENTENCES}\n\n").repeat(12);
        format!("## {number}. Section\n\n{field}\n\n- an **important** item\n- another one\n\n{words}")
    };
    Ok(sections(bytes, section).into_bytes())
}

fn plain(bytes: usize) -> Result<Vec<u8>, Fault> {
    let section = |number| {
        let words = format!("{SENTENCES}\n\n").repeat(12);
        format!(
            "{number}. Section\n\nAt {{{{org_field_name}}}} we say so.\n\n- an item\n- another\n\n{words}"
        )
    };
    Ok(sections(bytes, section).into_bytes())
}

fn page(bytes: usize) -> Result<Vec<u8>, Fault> {
    let section = |number| {
        let words = format!("<p>{SENTENCES}</p>\n").repeat(12);
        let list = "<ul><li>an <b>important</b> item</li><li>another one</li></ul>";
        format!("<h2>{number}. Section</h2><p>At {{{{org_<b>field</b>_name}}}} we say so.</p>{list}{words}")
    };
    Ok(sections(bytes, section).into_bytes())
}

fn word(bytes: usize) -> Result<Vec<u8>, Fault> {
    let run =
        |words: &str| format!("<w:r><w:rPr><w:lang/></w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>");
    let mut letters = 0;
    let mut body = String::new();
    while letters < bytes {
        body.push_str("<w:p><w:pPr><w:pStyle w:val=\"Heading2\"/></w:pPr>");
        body.push_str(&run("Section"));
        body.push_str("</w:p>");
        for _ in 0..12 {
            body.push_str("<w:p>");
            for piece in SENTENCES.split_inclusive(", ") {
                body.push_str(&run(piece));
            }
            body.push_str(&run(" {{org_"));
            body.push_str(&run("field_name}}"));
            body.push_str("</w:p>");
            letters += SENTENCES.len() + 20;
        }
    }
    let mut file = zip::ZipWriter::new(Cursor::new(Vec::new()));
    file.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).map_err(said)?;
    write!(file, "<w:document><w:body>{body}</w:body></w:document>").map_err(said)?;
    Ok(file.finish().map_err(said)?.into_inner())
}
