//! Mail files as people read them in the demonstration: decoded, with links that can be followed.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use mail_parser::{Address, Message, MessageParser};
use serde::Serialize;

use crate::db::ids::AnyId;

/// A mail in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Names the file.
    pub id: String,
    /// Who sent it.
    pub from: String,
    /// Who gets it.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// When it was written, as RFC 3339; nothing when the mail doesn't say.
    pub date: Option<String>,
}

/// A whole mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Letter {
    /// What the list shows of it.
    #[serde(flatten)]
    pub summary: Summary,
    /// The plain text, line by line.
    pub lines: Vec<Vec<Piece>>,
    /// Every header as it was sent.
    pub headers: Vec<(String, String)>,
}

/// A piece of a line: words, or a link whose words are its address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Whether they are an address that can be followed.
    pub link: bool,
}

/// The mails of a folder, newest first; a folder that isn't there holds none.
///
/// # Errors
/// The folder can't be read.
pub fn list(folder: &Path) -> std::io::Result<Vec<String>> {
    let entries = match std::fs::read_dir(folder) {
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut found: Vec<(SystemTime, AnyId)> = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let id = name.to_str().and_then(|name| name.strip_suffix(".eml")).and_then(AnyId::parse);
        if let Some(id) = id {
            found.push((entry.metadata()?.modified()?, id));
        }
    }
    found.sort_by(|one, other| (other.0, other.1.bytes()).cmp(&(one.0, one.1.bytes())));
    Ok(found.into_iter().map(|(_, id)| id.to_string()).collect())
}

/// The mails of these names that hold the words somewhere in sender, recipient or subject.
///
/// # Errors
/// A file can't be read.
pub fn summaries(folder: &Path, ids: &[String], words: &str) -> std::io::Result<Vec<Summary>> {
    let words = words.trim().to_lowercase();
    let mut found = Vec::new();
    for id in ids {
        let Some(letter) = get(folder, id)? else { continue };
        let summary = letter.summary;
        let whole = format!("{} {} {}", summary.from, summary.to, summary.subject).to_lowercase();
        if whole.contains(&words) {
            found.push(summary);
        }
    }
    Ok(found)
}

/// One mail; nothing for a name that isn't one, or that names no file.
///
/// # Errors
/// The file can't be read.
pub fn get(folder: &Path, id: &str) -> std::io::Result<Option<Letter>> {
    let Some(id) = AnyId::parse(id) else { return Ok(None) };
    let path: PathBuf = folder.join(format!("{id}.eml"));
    let bytes = match std::fs::read(path) {
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        bytes => bytes?,
    };
    Ok(MessageParser::default().parse(&bytes).map(|message| letter(&id.to_string(), &message)))
}

fn letter(id: &str, message: &Message<'_>) -> Letter {
    let text = message.body_text(0).unwrap_or_default();
    let headers = message.headers_raw().map(|(name, value)| (name.to_owned(), value.trim().to_owned()));
    Letter {
        summary: Summary {
            id: id.to_owned(),
            from: addresses(message.from()),
            to: addresses(message.to()),
            subject: message.subject().unwrap_or_default().to_owned(),
            date: message.date().map(|date| date.to_rfc3339()),
        },
        lines: text.lines().map(pieces).collect(),
        headers: headers.collect(),
    }
}

fn addresses(all: Option<&Address<'_>>) -> String {
    let Some(all) = all else { return String::new() };
    let words: Vec<String> = all
        .iter()
        .map(|one| match (one.name(), one.address()) {
            (Some(name), Some(address)) => format!("{name} <{address}>"),
            (name, address) => name.or(address).unwrap_or_default().to_owned(),
        })
        .collect();
    words.join(", ")
}

/// Parts a line into words and addresses. A full stop or bracket behind an address isn't of it.
fn pieces(line: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for word in line.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        let address = bare.trim_end_matches(['.', ',', ';', ':', ')', '>', '!', '?']);
        let is_link = ["http://", "https://"].iter().any(|start| address.starts_with(start));
        if is_link {
            pieces.push(Piece { text: address.to_owned(), link: true });
        }
        let rest = if is_link { word.strip_prefix(address).unwrap_or_default() } else { word };
        match pieces.last_mut().filter(|last| !last.link) {
            Some(last) => last.text.push_str(rest),
            None if !rest.is_empty() => pieces.push(Piece { text: rest.to_owned(), link: false }),
            None => {}
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::{get, list, pieces, summaries};

    #[test]
    fn finds_the_links_of_a_line() {
        for (line, parts) in [
            ("no link here", vec![("no link here", false)]),
            (
                "See http://127.0.0.1:8080/s/abc. Thanks",
                vec![("See ", false), ("http://127.0.0.1:8080/s/abc", true), (". Thanks", false)],
            ),
            ("https://polisi.example/x", vec![("https://polisi.example/x", true)]),
            ("javascript:alert(1)", vec![("javascript:alert(1)", false)]),
            ("", vec![]),
        ] {
            let found = pieces(line);
            let found: Vec<(&str, bool)> =
                found.iter().map(|piece| (piece.text.as_str(), piece.link)).collect();
            assert_eq!(found, parts, "{line}");
        }
    }

    #[test]
    fn reads_encoded_mail_and_nothing_outside_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let id = "0193a0f0-0000-7000-8000-000000000001";
        let mail = "From: =?utf-8?Q?Cartref_T=C5=B7?= <a@b.example>\r\nTo: sian@prawf.example\r\n\
            Subject: =?utf-8?B?UG9saXNpIGkgU2nDom4=?=\r\nDate: Sat, 21 Nov 2026 10:00:00 +0000\r\n\
            Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
            Helo Si=C3=A2n: https://polisi.example/s/ab=\r\nc\r\n";
        std::fs::write(folder.path().join(format!("{id}.eml")), mail).unwrap();
        std::fs::write(folder.path().join("notes.eml"), "x").unwrap();
        let ids = list(folder.path()).unwrap();
        assert_eq!(ids, [id]);
        let letter = get(folder.path(), id).unwrap().unwrap();
        assert_eq!(letter.summary.from, "Cartref Tŷ <a@b.example>");
        assert_eq!(letter.summary.subject, "Polisi i Siân");
        assert_eq!(letter.lines[0][1].text, "https://polisi.example/s/abc");
        assert_eq!(get(folder.path(), "../notes").unwrap(), None);
        assert_eq!(summaries(folder.path(), &ids, "SIÂN").unwrap().len(), 1);
        assert_eq!(summaries(folder.path(), &ids, "nobody").unwrap().len(), 0);
        assert_eq!(list(&folder.path().join("none")).unwrap().len(), 0);
    }
}
