//! What people choose instead of a sheet: each is told what it is and what to do.

use super::{IMPORT, send, upload};
use crate::shelf::files::{Cell, book, book_of_1904, cells, pdf, word, workbook, zip};
use crate::support::app::TestApp;

/// The beginning of an old Office file, with the name of a part.
fn old(part: &str) -> Vec<u8> {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.extend([0; 512]);
    bytes.extend(wide(part));
    bytes
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn packed(names: &[&str]) -> Vec<u8> {
    zip(&names.iter().map(|name| ((*name).to_owned(), b"x".to_vec())).collect::<Vec<_>>(), "")
}

#[test]
fn each_file_that_is_not_read_is_called_what_it_is() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let ods = packed(&["mimetype", "content.xml", "META-INF/manifest.xml"]);
    let far = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    for (name, bytes, said) in [
        ("staff.xls", old("Workbook"), "older kind of workbook (.xls or .xlsb)"),
        ("staff.xlsx", old("Workbook"), "older kind of workbook (.xls or .xlsb)"),
        ("staff.xlsb", packed(&["[Content_Types].xml", "xl/workbook.bin"]), "older kind of workbook"),
        ("staff.ods", ods, "OpenDocument file (.ods). Open it in Excel or LibreOffice"),
        ("staff.numbers", packed(&["Index/Document.iwa"]), "file of Apple Numbers"),
        ("staff.xlsx", old("EncryptedPackage"), "protected by a password. Open it in Excel"),
        ("staff.pdf", pdf("Name", "").clone(), "This is a PDF"),
        ("staff.docx", word("Staff", "Name"), "This is a text document"),
        ("staff.xls", b"<html><table><tr><td>Name</td></tr></table></html>".to_vec(), "is a web page"),
        ("staff.png", b"\x89PNG\r\n\x1a\n".to_vec(), "This is a picture"),
        ("staff.zip", packed(&["staff.csv"]), "This is a ZIP of files"),
        ("staff.xlsx", b"PK\x03\x04 broken".to_vec(), "damaged and could not be opened"),
        (
            "staff.xlsx",
            packed(&["[Content_Types].xml", "xl/workbook.xml"]),
            "damaged and could not be opened",
        ),
        ("staff.csv", b"\r\n".to_vec(), "This file is empty"),
        ("staff.csv", b"Name,Job\nNia\0,Cook\n".to_vec(), "letters in this file could not be read"),
        ("staff.csv", b"Staff\n\nName,Job\n,\n".to_vec(), "We found the headings, but nobody under them"),
        ("staff.xlsx", workbook(&[vec![Cell::Text("Name")]]), "We found the headings, but nobody under them"),
        ("staff.csv", b"Job,Phone\nCook,1\n".to_vec(), "We found no headings with names"),
        // Two cells as far from each other as can be are told at once, and fill no memory.
        ("staff.xlsx", book(&[far.to_owned()]), "The sheet is too large"),
    ] {
        let answer = olwen.post_multipart(IMPORT, &[("list", "")], &[upload(name, &bytes)]).expect(422);
        let words = answer.visible();
        assert!(words.contains(said), "{name} should be told “{said}”: {words}");
        assert!(said.contains("headings") || !words.contains("We found no headings"), "{name}: {words}");
    }
}

#[test]
fn a_list_is_read_whatever_its_name_says_and_however_it_is_saved() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let text = "Name\tJob\nSiân Ŵyr-Newydd\tCook\n";
    let mut marked = vec![0xff, 0xfe];
    marked.extend(wide(text));
    let cover = cells(&[vec![Cell::Text("Our staff list")], vec![Cell::Text("Last changed in May")]]);
    let list = cells(&[
        vec![Cell::Text("Name"), Cell::Text("Job")],
        vec![Cell::Text("Siân Ŵyr-Newydd"), Cell::Text("Cook")],
    ]);
    for (name, bytes) in [
        ("unicode.csv", marked),
        ("unmarked.csv", wide(text)),
        ("tabs.txt", text.as_bytes().to_vec()),
        ("tabs.xls", text.as_bytes().to_vec()),
        ("book.csv", book(std::slice::from_ref(&list))),
        ("with-a-cover.xlsx", book(&[cover, String::new(), list])),
    ] {
        let check = send(&olwen, name, &bytes).visible();
        assert!(check.contains("1 row: 1 new") && check.contains("Siân Ŵyr-Newydd"), "{name}: {check}");
    }
}

#[test]
fn days_of_a_workbook_that_counts_from_1904_are_read_as_they_are_shown() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let head = vec![Cell::Text("Name"), Cell::Text("Start date"), Cell::Text("Last day")];
    let rows = cells(&[head, vec![Cell::Text("Ann Newydd"), Cell::Day(43_951), Cell::Day(45_015)]]);
    let check = send(&olwen, "staff.xlsx", &book_of_1904(&[rows])).visible();
    assert!(check.contains("1 row: 1 new"), "{check}");
    assert!(check.contains("1 May 2024") && check.contains("31 March 2027"), "{check}");
}
