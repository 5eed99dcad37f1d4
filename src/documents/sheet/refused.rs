//! What a file is that should be a sheet, and why it isn't read: by its bytes, whatever its name says.

use crate::documents::read::{FileKind, Refusal, file_kind};

/// Why a sheet isn't read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// Too many bytes, rows or columns.
    Large,
    /// Damaged, or nothing that we know.
    Broken,
    /// Nothing in it.
    Empty,
    /// A workbook of an older kind: `.xls` or `.xlsb`.
    Old,
    /// A workbook of LibreOffice.
    OpenDocument,
    /// A workbook of Apple Numbers.
    Numbers,
    /// Protected by a password.
    Locked,
    /// A PDF.
    Pdf,
    /// A text document, or slides.
    Document,
    /// A web page, which some programs call `.xls`.
    Page,
    /// A picture.
    Picture,
    /// A ZIP of files.
    Archive,
    /// A text whose letters can't be read.
    Letters,
}

/// A sheet that we read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Rows of text.
    Text,
    /// A workbook.
    Workbook,
}

/// What this file is.
pub(super) fn kind(name: &str, bytes: &[u8]) -> Result<Kind, Unreadable> {
    let found = match file_kind(name, bytes) {
        // The name says what the bytes are not: then they are looked at without it.
        FileKind::Refused(Refusal::Unknown | Refusal::Broken) => file_kind("", bytes),
        known => known,
    };
    Err(match found {
        FileKind::Sheet if bytes.starts_with(b"PK") => return Ok(Kind::Workbook),
        FileKind::Sheet | FileKind::Text | FileKind::Markdown => return Ok(Kind::Text),
        FileKind::Word => Unreadable::Document,
        FileKind::Html => Unreadable::Page,
        FileKind::Pdf => Unreadable::Pdf,
        FileKind::Archive => Unreadable::Archive,
        FileKind::Refused(why) => refused(why),
    })
}

fn refused(why: Refusal) -> Unreadable {
    match why {
        Refusal::Empty => Unreadable::Empty,
        Refusal::Sheet => Unreadable::Old,
        Refusal::OpenDocument => Unreadable::OpenDocument,
        Refusal::Pages => Unreadable::Numbers,
        Refusal::Encrypted => Unreadable::Locked,
        Refusal::Picture => Unreadable::Picture,
        Refusal::Pdf => Unreadable::Pdf,
        Refusal::OldWord | Refusal::RichText | Refusal::Slides | Refusal::Macros => Unreadable::Document,
        Refusal::Archive => Unreadable::Archive,
        Refusal::Limit(_) => Unreadable::Large,
        Refusal::Broken | Refusal::Unknown | Refusal::Declaration => Unreadable::Broken,
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::write::SimpleFileOptions;

    use super::*;

    fn packed(names: &[&str]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            archive.start_file(*name, SimpleFileOptions::default()).unwrap();
            archive.write_all(b"x").unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn old(stream: &str) -> Vec<u8> {
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.extend([0; 512]);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    }

    #[test]
    fn says_what_a_file_is_whatever_its_name_says() {
        use Unreadable::{
            Archive, Broken, Document, Empty, Locked, Numbers, Old, OpenDocument, Page, Pdf, Picture,
        };
        let ods = packed(&["mimetype", "content.xml", "META-INF/manifest.xml"]);
        let cases: [(&str, Vec<u8>, Result<Kind, Unreadable>); 20] = [
            ("a.xlsx", packed(&["[Content_Types].xml", "xl/workbook.xml"]), Ok(Kind::Workbook)),
            ("a.csv", packed(&["[Content_Types].xml", "xl/workbook.xml"]), Ok(Kind::Workbook)),
            ("a.csv", b"Name,Phone".to_vec(), Ok(Kind::Text)),
            ("a.tsv", b"Name\tPhone".to_vec(), Ok(Kind::Text)),
            ("a.xls", b"Name\tPhone".to_vec(), Ok(Kind::Text)),
            ("a.xlsx", b"Name,Phone".to_vec(), Ok(Kind::Text)),
            ("a.xls", old("Workbook"), Err(Old)),
            ("a.xlsx", old("Workbook"), Err(Old)),
            ("a.csv", old("Book"), Err(Old)),
            ("a.xlsx", old("EncryptedPackage"), Err(Locked)),
            ("a.ods", ods.clone(), Err(OpenDocument)),
            ("a.xlsx", ods, Err(OpenDocument)),
            ("a.numbers", packed(&["Index/Document.iwa"]), Err(Numbers)),
            ("a.csv", b"%PDF-1.7 x".to_vec(), Err(Pdf)),
            ("a.xls", b"<html><table><tr><td>Name".to_vec(), Err(Page)),
            ("a.docx", packed(&["word/document.xml"]), Err(Document)),
            ("a.zip", packed(&["staff.xlsx"]), Err(Archive)),
            ("a.xlsx", b"\x89PNG\r\n".to_vec(), Err(Picture)),
            ("a.xlsx", b"PK\x03\x04 broken".to_vec(), Err(Broken)),
            ("a.csv", b" \r\n".to_vec(), Err(Empty)),
        ];
        for (name, bytes, expected) in cases {
            assert_eq!(kind(name, &bytes), expected, "{name}: {}", String::from_utf8_lossy(&bytes));
        }
    }
}
