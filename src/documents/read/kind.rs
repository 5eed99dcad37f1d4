//! What a file is, by its bytes first and its name second.

use super::refusal::Refusal;

/// What can be done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A Word text.
    Word,
    /// A web page.
    Html,
    /// Markdown.
    Markdown,
    /// Plain text.
    Text,
    /// A finished document.
    Pdf,
    /// A ZIP of files.
    Archive,
    /// A spreadsheet: `.xlsx` or `.csv`.
    Sheet,
    /// Nothing, for this reason.
    Refused(Refusal),
}

const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// What this file is. Looks at the first and last bytes and at the names inside a ZIP; unpacks nothing.
#[must_use]
pub fn file_kind(name: &str, bytes: &[u8]) -> FileKind {
    let end = extension(name);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return FileKind::Refused(Refusal::Empty);
    }
    if bytes.starts_with(OLE) {
        return FileKind::Refused(compound(bytes, &end));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zipped(&end, bytes);
    }
    if has(bytes.get(..1024).unwrap_or(bytes), b"%PDF-") {
        return FileKind::Pdf;
    }
    if bytes.starts_with(b"{\\rtf") {
        return FileKind::Refused(Refusal::RichText);
    }
    if is_picture(bytes) {
        return FileKind::Refused(Refusal::Picture);
    }
    by_name(&end, bytes)
}

fn by_name(end: &str, bytes: &[u8]) -> FileKind {
    match end {
        "md" | "markdown" => FileKind::Markdown,
        "htm" | "html" | "xhtml" => FileKind::Html,
        "csv" => FileKind::Sheet,
        "txt" | "text" | "" if looks_like_html(bytes) => FileKind::Html,
        "txt" | "text" | "" => FileKind::Text,
        // The name promises what the bytes are not.
        "docx" | "pdf" | "zip" | "xlsx" | "docm" | "doc" if looks_like_html(bytes) => FileKind::Html,
        "docx" | "pdf" | "zip" | "xlsx" | "docm" | "doc" => FileKind::Refused(Refusal::Broken),
        _ => FileKind::Refused(Refusal::Unknown),
    }
}

fn extension(name: &str) -> String {
    name.rsplit_once('.').map(|(_, end)| end.trim().to_lowercase()).unwrap_or_default()
}

fn has(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

fn utf16(words: &str) -> Vec<u8> {
    words.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

// An old Office file, or the envelope of a new one that is protected by a password.
fn compound(bytes: &[u8], end: &str) -> Refusal {
    if has(bytes, &utf16("EncryptedPackage")) || has(bytes, &utf16("EncryptionInfo")) {
        return Refusal::Encrypted;
    }
    match end {
        "xls" => Refusal::Sheet,
        "ppt" | "pps" => Refusal::Slides,
        "doc" | "dot" | "docx" => Refusal::OldWord,
        _ if has(bytes, &utf16("WordDocument")) => Refusal::OldWord,
        _ if has(bytes, &utf16("Workbook")) || has(bytes, &utf16("Book")) => Refusal::Sheet,
        _ => Refusal::Unknown,
    }
}

fn zipped(end: &str, bytes: &[u8]) -> FileKind {
    let names = match super::archive::names(bytes) {
        Ok(names) => names,
        Err(refusal) => return FileKind::Refused(refusal),
    };
    let any = |wanted: &str| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
    if any("xl/workbook.xml") || any("xl/workbook.bin") {
        return FileKind::Sheet;
    }
    if any("word/vbaProject.bin") {
        return FileKind::Refused(Refusal::Macros);
    }
    if any("word/document.xml") || (any("[Content_Types].xml") && any("_rels/.rels") && end == "docx") {
        return FileKind::Word;
    }
    let refusal = if any("ppt/presentation.xml") {
        Refusal::Slides
    } else if any("Index/Document.iwa") || any("index.apxl") || end == "pages" {
        Refusal::Pages
    } else if any("META-INF/manifest.xml") && any("content.xml") {
        Refusal::OpenDocument
    } else if end == "docx" || end == "docm" {
        Refusal::Broken
    } else {
        return FileKind::Archive;
    };
    FileKind::Refused(refusal)
}

fn is_picture(bytes: &[u8]) -> bool {
    let begins = |words: &[u8]| bytes.starts_with(words);
    begins(b"\x89PNG")
        || begins(b"\xff\xd8\xff")
        || begins(b"GIF8")
        || begins(b"BM") && bytes.get(6..10) == Some(&[0; 4])
        || begins(b"II*\0")
        || begins(b"MM\0*")
        || (begins(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"))
        || (bytes.get(4..8) == Some(b"ftyp")
            && [&b"heic"[..], b"heif", b"mif1", b"avif"].iter().any(|brand| bytes.get(8..12) == Some(brand)))
}

fn looks_like_html(bytes: &[u8]) -> bool {
    let start: Vec<u8> = bytes.iter().skip_while(|byte| !byte.is_ascii_graphic()).take(14).copied().collect();
    let start = String::from_utf8_lossy(&start).to_lowercase();
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|begin| start.starts_with(begin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_by_bytes_before_names() {
        let ole = [OLE, &[0; 512]].concat();
        let locked = [OLE, &utf16("EncryptedPackage")].concat();
        let cases: [(&str, &[u8], FileKind); 20] = [
            ("a.docx", b"", FileKind::Refused(Refusal::Empty)),
            ("a.txt", b" \n\t ", FileKind::Refused(Refusal::Empty)),
            ("a.doc", &ole, FileKind::Refused(Refusal::OldWord)),
            ("a.docx", &ole, FileKind::Refused(Refusal::OldWord)),
            ("a.docx", &locked, FileKind::Refused(Refusal::Encrypted)),
            ("a.xls", &ole, FileKind::Refused(Refusal::Sheet)),
            ("a.rtf", b"{\\rtf1\\ansi x}", FileKind::Refused(Refusal::RichText)),
            ("a.doc", b"{\\rtf1\\ansi x}", FileKind::Refused(Refusal::RichText)),
            ("a.txt", b"%PDF-1.7 x", FileKind::Pdf),
            ("a.pdf", b"not one", FileKind::Refused(Refusal::Broken)),
            ("a.docx", b"not one", FileKind::Refused(Refusal::Broken)),
            ("a.zip", b"PK\x03\x04 broken", FileKind::Refused(Refusal::Broken)),
            ("a.md", b"# A", FileKind::Markdown),
            ("a.TXT", b"words", FileKind::Text),
            ("policy", b"words", FileKind::Text),
            ("a.htm", b"<p>words", FileKind::Html),
            ("a.doc", b"<html><body>saved by a web tool", FileKind::Html),
            ("a.csv", b"code,title", FileKind::Sheet),
            ("a.txt", b"\x89PNG\r\n", FileKind::Refused(Refusal::Picture)),
            ("a.exe", b"MZ", FileKind::Refused(Refusal::Unknown)),
        ];
        for (name, bytes, expected) in cases {
            assert_eq!(file_kind(name, bytes), expected, "{name}");
        }
    }
}
