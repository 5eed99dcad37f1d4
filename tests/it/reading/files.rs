//! Files for the tests, good and bad, made byte by byte.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

const TYPES: &str = "<Types><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";
const ROOT: &str = "<Relationships><Relationship Id=\"r\" Type=\"http://x/officeDocument\" \
                    Target=\"word/document.xml\"/></Relationships>";

/// A ZIP of these files.
pub fn zip<N: AsRef<str>>(files: &[(N, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_ref(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A Word file with this document and other parts.
pub fn word_file(document: &str, parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut files = vec![
        ("[Content_Types].xml", TYPES.into()),
        ("_rels/.rels", ROOT.into()),
        ("word/document.xml", document.into()),
    ];
    files.extend(parts.iter().cloned());
    zip(&files)
}

/// A document with this body.
pub fn body(inner: &str) -> String {
    format!("<w:document><w:body>{inner}</w:body></w:document>")
}

/// A paragraph.
pub fn paragraph(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

/// Relationships of the document.
pub fn relations(inner: &str) -> (&'static str, Vec<u8>) {
    ("word/_rels/document.xml.rels", format!("<Relationships>{inner}</Relationships>").into())
}

/// A ZIP whose one big file is listed again and again.
pub fn overlapping(size: usize, times: u16) -> Vec<u8> {
    let one = zip(&[("big.txt", vec![b'a'; size])]);
    let directory = find(&one, b"PK\x01\x02");
    let end = find(&one, b"PK\x05\x06");
    let header = one[directory..end].to_vec();
    let mut out = one[..directory].to_vec();
    for _ in 0..times {
        out.extend_from_slice(&header);
    }
    let mut last = one[end..].to_vec();
    let length = u32::try_from(header.len()).unwrap() * u32::from(times);
    last[8..10].copy_from_slice(&times.to_le_bytes());
    last[10..12].copy_from_slice(&times.to_le_bytes());
    last[12..16].copy_from_slice(&length.to_le_bytes());
    out.extend_from_slice(&last);
    out
}

/// The same ZIP, in which every file claims to hold ten bytes.
pub fn lying(mut zip: Vec<u8>) -> Vec<u8> {
    for (mark, place) in [(&b"PK\x03\x04"[..], 22), (&b"PK\x01\x02"[..], 24)] {
        let found: Vec<usize> =
            zip.windows(4).enumerate().filter(|(_, four)| *four == mark).map(|(at, _)| at).collect();
        for at in found {
            zip[at + place..at + place + 4].copy_from_slice(&10_u32.to_le_bytes());
        }
    }
    zip
}

fn find(bytes: &[u8], mark: &[u8]) -> usize {
    bytes.windows(mark.len()).rposition(|window| window == mark).unwrap()
}

/// The envelope of a Word file with a password.
pub fn with_password() -> Vec<u8> {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 504], &name].concat()
}

/// The first bytes of a PNG that says how large it is, and nothing more.
pub fn claimed_png(width: u32, height: u32) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    out.extend(width.to_be_bytes());
    out.extend(height.to_be_bytes());
    out.extend([8, 2, 0, 0, 0, 0, 0, 0, 0]);
    out
}
