use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::*;
use crate::clock::Day;

fn file(inside: &[u8]) -> Vec<u8> {
    [b"%PDF-1.7\n", inside, b"\nstartxref\n9\n%%EOF\n"].concat()
}

fn packed(words: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(words).unwrap();
    encoder.finish().unwrap()
}

fn stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("9 0 obj << {dictionary} /Length {} >>\nstream\r\n", data.len());
    [head.as_bytes(), data, b"\r\nendstream endobj\n"].concat()
}

/// A collection of one object, as number 5.
fn collection(object: &str) -> Vec<u8> {
    stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", &packed(format!("5 0 {object}").as_bytes()))
}

#[test]
fn only_whole_open_small_files_are_taken() {
    for (bytes, wanted) in [
        (file(b"1 0 obj << /Type /Catalog >> endobj trailer << /Root 1 0 R >>"), Ok(Made::default())),
        (file(b"trailer << /Root 1 0 R /Encrypt 5 0 R >>"), Err("reading-refused-encrypted")),
        (file(b"trailer << /Root 1 0 R /Encr#79pt 5 0 R >>"), Err("reading-refused-encrypted")),
        (file(b"trailer << /Encrypt<</Filter/Standard>> >>"), Err("reading-refused-encrypted")),
        (file(b"<< /EncryptMetadata true >> (/Encrypt is a word)"), Ok(Made::default())),
        (b"%PDF-1.7 cut off".to_vec(), Err("reading-refused-broken")),
        (b"not %PDF- startxref".to_vec(), Err("reading-refused-broken")),
        (file(&vec![b'a'; MOST_BYTES]), Err("shelf-refused-pdf-large")),
    ] {
        assert_eq!(check(&bytes), wanted, "{} bytes", bytes.len());
    }
}

#[test]
fn what_does_something_by_itself_is_refused() {
    const ACTIVE: Result<Made, &str> = Err("shelf-refused-pdf-active");
    for (bytes, wanted) in [
        (b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>".to_vec(), ACTIVE),
        (b"<< /S /J#61vaScript >>".to_vec(), ACTIVE),
        (b"<< /S /#4a#61#76#61#53#63#72#69#70#74 >>".to_vec(), ACTIVE),
        (b"<< /S /Launch /F (calc.exe) >>".to_vec(), ACTIVE),
        (b"<< /Type /EmbeddedFile >>".to_vec(), ACTIVE),
        (b"<< /Names << /EmbeddedFiles 3 0 R >> >>".to_vec(), ACTIVE),
        (b"<< /AcroForm << /XFA 3 0 R >> >>".to_vec(), ACTIVE),
        (b"<< /S /SubmitForm /F (https://evil.example) >>".to_vec(), ACTIVE),
        (collection("<< /S /JavaScript >>"), ACTIVE),
        (stream("/Filter /FlateDecode", &packed(b"5 0 << /S /JavaScript >>")), ACTIVE),
        (stream("/Filter /FlateDecode", &packed(&[&[b' '; 65_530][..], b"/JavaScript "].concat())), ACTIVE),
        (b"<< /OpenAction << /S /URI /URI (https://evil.example) >> >>".to_vec(), ACTIVE),
        (b"<< /OpenAction 7 0 R >> 7 0 obj\n<< /S /URI >> endobj".to_vec(), ACTIVE),
        ([b"<< /OpenAction 5 0 R >>".to_vec(), collection("<< /S /URI >>")].concat(), ACTIVE),
        ([b"<< /OpenAction 5 0 R >>".to_vec(), collection("12 << /S /URI >>")].concat(), ACTIVE),
        (b"<< /OpenAction [3 0 R /XYZ 0 0 0] >> << /S /URI >>".to_vec(), Ok(Made::default())),
        (b"<< /OpenAction << /S /GoTo /D [3 0 R /Fit] >> >>".to_vec(), Ok(Made::default())),
        (
            b"<< /OpenAction 7 0 R >> 7 0 obj << /S /GoTo >> endobj 17 0 obj << /S /URI >> endobj".to_vec(),
            Ok(Made::default()),
        ),
        ([b"<< /OpenAction 5 0 R >>".to_vec(), collection("<< /S /GoTo >>")].concat(), Ok(Made::default())),
        (b"<< /A << /S /URI /URI (https://www.cqc.org.uk) >> >>".to_vec(), Ok(Made::default())),
        (b"<< /JavaScripts 1 /Launcher 2 >>".to_vec(), Ok(Made::default())),
        (stream("/Filter /DCTDecode", b"\xff\xd8\xff"), Ok(Made::default())),
    ] {
        assert_eq!(check(&file(&bytes)), wanted, "{}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn what_cannot_be_looked_into_is_refused() {
    let bomb = stream("/Filter /FlateDecode", &packed(&vec![0; 64 << 20]));
    for (bytes, wanted) in [
        (stream("/Type /ObjStm /Filter /LZWDecode", b"\x80\x0b\x60"), Err("shelf-refused-pdf-opaque")),
        (
            stream("/Type /ObjStm /Filter /FlateDecode", &packed(b"5 0 <<>>")[..8]),
            Err("shelf-refused-pdf-opaque"),
        ),
        (bomb.clone(), Ok(Made::default())),
        ([&bomb[..]; 5].concat(), Err("shelf-refused-pdf-opaque")),
        (b"stream\n".repeat(30_001), Err("shelf-refused-pdf-opaque")),
    ] {
        assert_eq!(check(&file(&bytes)), wanted, "{} bytes", bytes.len());
    }
}

#[test]
fn what_a_file_says_of_its_making_is_read() {
    let day = |day| Day::new(2026, 3, day).unwrap();
    let xmp = "<x:xmpmeta><rdf:Description xmp:CreatorTool=\"Writer\"><dc:creator><rdf:Seq><rdf:li>Ann Author</rdf:li>\
               </rdf:Seq></dc:creator><xmp:CreateDate>2026-03-22T10:00:00Z</xmp:CreateDate></rdf:Description></x:xmpmeta>";
    for (bytes, by, with, on) in [
        (
            b"<< /Author (Ann \\(A\\) O'Neil) /Producer <5072696E74> >>".to_vec(),
            vec!["Ann (A) O'Neil"],
            vec!["Print"],
            vec![],
        ),
        (
            b"<< /Author <FEFF0053006900E2006E> /CreationDate (D:20260321101500Z) >>".to_vec(),
            vec!["Si\u{e2}n"],
            vec![],
            vec![day(21)],
        ),
        (b"<< /Author (Si\\342n) /ModDate (D:2026) >>".to_vec(), vec!["Si\u{e2}n"], vec![], vec![]),
        (b"<< /Author () /Creator 7 0 R >>".to_vec(), vec![], vec![], vec![]),
        (collection("<< /Author (Ann) /Company (Tide Ltd) >>"), vec!["Ann", "Tide Ltd"], vec![], vec![]),
        (stream("/Type /Metadata", xmp.as_bytes()), vec!["Ann Author"], vec!["Writer"], vec![day(22)]),
        (
            stream("/Type /Metadata /Filter /FlateDecode", &packed(xmp.as_bytes())),
            vec!["Ann Author"],
            vec!["Writer"],
            vec![day(22)],
        ),
    ] {
        let made = check(&file(&bytes)).unwrap();
        assert_eq!(
            (made.by, made.with, made.on),
            (by.into_iter().map(str::to_owned).collect(), with.into_iter().map(str::to_owned).collect(), on,)
        );
    }
}
