//! Files that are made here: Word, PDF, ZIP, spreadsheets.

use std::io::{Cursor, Write};

use docx_rs::{Comment, Delete, Docx, Footer, Insert, Paragraph, Run};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A Word file with a title, a heading and a paragraph.
pub fn word(title: &str, words: &str) -> Vec<u8> {
    let paragraph =
        |style: &str, text: &str| Paragraph::new().style(style).add_run(Run::new().add_text(text));
    let style = |id: &str, name: &str| docx_rs::Style::new(id, docx_rs::StyleType::Paragraph).name(name);
    let made = Docx::new()
        .add_style(style("Title", "Title"))
        .add_style(style("Heading1", "heading 1"))
        .add_paragraph(paragraph("Title", title))
        .add_paragraph(paragraph("Heading1", "Purpose"))
        .add_paragraph(Paragraph::new().add_run(Run::new().add_text(words)));
    bytes_of(made)
}

/// A Word file with a tracked change by "Ann Author", and a comment where one is given.
pub fn asking(title: &str, before: &str, after: &str, comment: &str) -> Vec<u8> {
    let (who, when) = ("Ann Author", "2026-03-02T10:00:00Z");
    let plain = |words: &str| Run::new().add_text(words);
    let gone = Delete::new().author(who).date(when).add_run(Run::new().add_delete_text(before));
    let come = Insert::new(plain(after)).author(who).date(when);
    let mut paragraph = Paragraph::new();
    if !comment.is_empty() {
        let said = Paragraph::new().add_run(plain(comment));
        paragraph = paragraph.add_comment_start(Comment::new(1).author(who).date(when).add_paragraph(said));
    }
    paragraph = paragraph.add_run(plain("Review "));
    if !comment.is_empty() {
        paragraph = paragraph.add_comment_end(1);
    }
    paragraph = paragraph.add_delete(gone).add_insert(come).add_run(plain("."));
    let style = docx_rs::Style::new("Title", docx_rs::StyleType::Paragraph).name("Title");
    let made = Docx::new()
        .add_style(style)
        .add_paragraph(Paragraph::new().style("Title").add_run(plain(title)))
        .add_paragraph(paragraph);
    bytes_of(made)
}

/// A Word file whose page footer says something.
pub fn with_footer(title: &str, footer: &str) -> Vec<u8> {
    let line = |words: &str| Paragraph::new().add_run(Run::new().add_text(words));
    bytes_of(
        Docx::new()
            .footer(Footer::new().add_paragraph(line(footer)))
            .add_paragraph(line(title))
            .add_paragraph(line("Words of this policy.")),
    )
}

fn bytes_of(made: Docx) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    made.build().pack(&mut bytes).unwrap();
    bytes.into_inner()
}

/// A small PDF; `inside` stands in its trailer.
pub fn pdf(words: &str, inside: &str) -> Vec<u8> {
    format!(
        "%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n\
         2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n\
         3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >> endobj\n% {words}\n\
         trailer << /Root 1 0 R /Size 4 {inside}>>\nstartxref\n9\n%%EOF\n"
    )
    .into_bytes()
}

/// A ZIP of files; what is called `broken` is damaged inside.
pub fn zip(files: &[(String, Vec<u8>)], broken: &str) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let method = if name == broken { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        archive.start_file(name.as_str(), SimpleFileOptions::default().compression_method(method)).unwrap();
        archive.write_all(bytes).unwrap();
    }
    let mut packed = archive.finish().unwrap().into_inner();
    if let Some((_, bytes)) = files.iter().find(|(name, _)| name == broken) {
        let at = packed.windows(bytes.len()).position(|window| window == bytes.as_slice()).unwrap();
        packed[at] ^= 1;
    }
    packed
}

/// A cell of a spreadsheet.
#[derive(Clone, Copy)]
pub enum Cell<'a> {
    /// Words.
    Text(&'a str),
    /// A day, as the number that a spreadsheet keeps.
    Day(u32),
}

/// A workbook of one sheet.
pub fn workbook(rows: &[Vec<Cell<'_>>]) -> Vec<u8> {
    book(&[cells(rows)])
}

/// The rows of a sheet as a workbook keeps them.
pub fn cells(rows: &[Vec<Cell<'_>>]) -> String {
    let mut sheet = String::new();
    for (at, row) in rows.iter().enumerate() {
        sheet.push_str(&format!("<row r=\"{}\">", at + 1));
        for (place, cell) in row.iter().enumerate() {
            let name = format!("{}{}", char::from(b'A' + u8::try_from(place).unwrap()), at + 1);
            sheet.push_str(&match cell {
                Cell::Text("") => String::new(),
                Cell::Text(text) => format!("<c r=\"{name}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
                Cell::Day(number) => format!("<c r=\"{name}\" s=\"1\"><v>{number}</v></c>"),
            });
        }
        sheet.push_str("</row>");
    }
    sheet
}

/// A workbook of sheets whose rows are given as it keeps them.
pub fn book(sheets: &[String]) -> Vec<u8> {
    hiding(sheets, &[])
}

/// The same with some sheets hidden, by their numbers.
pub fn hiding(sheets: &[String], hidden: &[usize]) -> Vec<u8> {
    book_with(sheets, hidden, "")
}

/// A workbook that counts its days from 1904, as old ones of Macs do.
pub fn book_of_1904(sheets: &[String]) -> Vec<u8> {
    book_with(sheets, &[], "<workbookPr date1904=\"1\"/>")
}

fn book_with(sheets: &[String], hidden: &[usize], properties: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let each = |say: &dyn Fn(usize) -> String| (1..=sheets.len()).map(say).collect::<String>();
    let kind = |part: &str, kind: &str| {
        format!(
            "<Override PartName=\"{part}\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml\"/>"
        )
    };
    let types = format!(
        "<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{}{}{}</Types>",
        kind("/xl/workbook.xml", "sheet.main"),
        each(&|at| kind(&format!("/xl/worksheets/sheet{at}.xml"), "worksheet")),
        kind("/xl/styles.xml", "styles"),
    );
    let link = |id: &str, kind: &str, to: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{relations}/{kind}\" Target=\"{to}\"/>")
    };
    let links =
        |inside: String| format!("<Relationships xmlns=\"{package}/relationships\">{inside}</Relationships>");
    let state = |at: usize| if hidden.contains(&at) { " state=\"hidden\"" } else { "" };
    let listed =
        each(&|at| format!("<sheet name=\"Sheet{at}\" sheetId=\"{at}\"{} r:id=\"rId{at}\"/>", state(at)));
    let to_sheets = each(&|at| link(&format!("rId{at}"), "worksheet", &format!("worksheets/sheet{at}.xml")));
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), types),
        ("_rels/.rels".to_owned(), links(link("rId1", "officeDocument", "xl/workbook.xml"))),
        (
            "xl/workbook.xml".to_owned(),
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\">{properties}<sheets>{listed}</sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            links(to_sheets + &link("rIdStyles", "styles", "styles.xml")),
        ),
        (
            "xl/styles.xml".to_owned(),
            format!(
                "<styleSheet xmlns=\"{main}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
            ),
        ),
    ];
    parts.extend(sheets.iter().enumerate().map(|(at, rows)| {
        let sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>");
        (format!("xl/worksheets/sheet{}.xml", at + 1), sheet)
    }));
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    let files: Vec<(String, Vec<u8>)> =
        parts.iter().map(|(name, text)| (name.clone(), format!("{head}{text}").into_bytes())).collect();
    zip(&files, "")
}
