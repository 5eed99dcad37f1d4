//! Sentences as Markdown: letters with a meaning are escaped, emphasis is kept where it can be read.

use super::WORDS;
use crate::documents::import::{is_plain_name, tidied};
use crate::documents::model::{Inline, Sentence};

/// Where a sentence is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// On a line of its own, or in a list.
    Line,
    /// In a heading.
    Heading,
    /// In a table.
    Cell,
}

/// Sentences with spaces between.
pub(super) fn sentences(sentences: &[Sentence], place: Place) -> String {
    let tidy: Vec<Vec<Inline>> = sentences.iter().map(|sentence| tidied(sentence.0.clone())).collect();
    let mut tokens = Vec::new();
    for (at, parts) in tidy.iter().enumerate() {
        if at > 0 {
            tokens.push(Token::Letter(' '));
        }
        tokenise(parts, &mut tokens);
    }
    write(&tokens, place)
}

/// The parts of one sentence.
pub(super) fn inline(parts: &[Inline], place: Place) -> String {
    let tidy = tidied(parts.to_vec());
    let mut tokens = Vec::new();
    tokenise(&tidy, &mut tokens);
    write(&tokens, place)
}

/// A line whose beginning isn't read as a heading, an item or a quotation.
pub(super) fn at_line_start(text: &str) -> String {
    let mut letters = text.chars();
    let (first, second) = (letters.next(), letters.next());
    match first {
        Some('#' | '>' | '~') => return format!("\\{text}"),
        Some('-' | '+')
            if second.is_none_or(|letter| letter.is_whitespace() || matches!(letter, '-' | '+')) =>
        {
            return format!("\\{text}");
        }
        _ => {}
    }
    let rest = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let digits = text.len() - rest.len();
    let ends = |rest: &str| rest.is_empty() || rest.starts_with(char::is_whitespace);
    match rest.strip_prefix(['.', ')']) {
        Some(after) if (1..=9).contains(&digits) && ends(after) => {
            let number = text.get(..digits).unwrap_or_default();
            format!("{number}\\{rest}")
        }
        _ => text.to_owned(),
    }
}

enum Token<'a> {
    Letter(char),
    Field(&'a str),
    Open(&'static str),
    Close(&'static str),
    LinkOpen,
    LinkClose(&'a str),
    Break,
}

const STRONG: &str = "**";
const EMPHASIS: &str = "_";

fn tokenise<'a>(parts: &'a [Inline], out: &mut Vec<Token<'a>>) {
    for part in parts {
        match part {
            Inline::Text(text) => out.extend(text.chars().map(Token::Letter)),
            Inline::Field(name) => out.push(Token::Field(name)),
            Inline::Strong(inner) => wrapped(STRONG, inner, out),
            Inline::Emphasis(inner) => wrapped(EMPHASIS, inner, out),
            Inline::Link(link) => {
                out.push(Token::LinkOpen);
                tokenise(&link.label, out);
                out.push(Token::LinkClose(&link.address));
            }
            Inline::Break => out.push(Token::Break),
        }
    }
}

fn wrapped<'a>(mark: &'static str, inner: &'a [Inline], out: &mut Vec<Token<'a>>) {
    out.push(Token::Open(mark));
    tokenise(inner, out);
    out.push(Token::Close(mark));
}

/// What a neighbour is to the marks of emphasis.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A space, or the edge of the line.
    Space,
    /// A letter or digit, or the place of a field.
    Word,
    /// Punctuation of the keyboard.
    Sign,
    /// Anything else.
    Other,
}

fn class(token: Option<&Token<'_>>) -> Class {
    match token {
        None => Class::Space,
        Some(Token::Letter(letter)) if letter.is_whitespace() => Class::Space,
        Some(Token::Letter(letter)) if letter.is_ascii_punctuation() => Class::Sign,
        Some(Token::Letter(letter)) if letter.is_alphanumeric() => Class::Word,
        Some(Token::Letter(_)) => Class::Other,
        Some(Token::Field(_)) => Class::Word,
        Some(_) => Class::Sign,
    }
}

/// Whether a mark of emphasis between these neighbours is read as one.
fn is_read(mark: &str, outside: Class, inside: Class) -> bool {
    let free = matches!(outside, Class::Space | Class::Sign);
    free || (mark == STRONG && inside == Class::Word)
}

fn write(tokens: &[Token<'_>], place: Place) -> String {
    let mut out = String::new();
    // A name has begun that nothing has ended yet.
    let mut begun = false;
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let after = tokens.get(at + 1);
        match token {
            Token::Letter(brace) if begun && ends_name(*brace, after) => {
                out.push(*brace);
                begun = false;
            }
            Token::Letter(letter) => write_letter(*letter, before, after, place, &mut out),
            Token::Field(name) => {
                write_field(name, after, &mut out);
                begun = name.starts_with("{{");
            }
            Token::Open(mark) => {
                if !is_read(mark, class(before), class(after)) {
                    out.push_str(WORDS);
                }
                out.push_str(mark);
            }
            Token::Close(mark) => {
                out.push_str(mark);
                if !is_read(mark, class(after), class(before)) {
                    out.push_str(WORDS);
                }
            }
            Token::LinkOpen => out.push('['),
            Token::LinkClose(address) => {
                out.push_str("](");
                write_address(address, &mut out);
                out.push(')');
            }
            Token::Break => out.push_str("<br>"),
        }
    }
    out
}

fn write_letter(
    letter: char,
    before: Option<&Token<'_>>,
    after: Option<&Token<'_>>,
    place: Place,
    out: &mut String,
) {
    let is_word = |token: Option<&Token<'_>>| matches!(token, Some(Token::Letter(l)) if l.is_alphanumeric());
    let escaped = match letter {
        '\\' | '`' | '*' | '[' | ']' => true,
        '_' => !(is_word(before) && is_word(after)),
        '<' => !matches!(after, Some(Token::Letter(' '))),
        '&' => is_word(after) || matches!(after, Some(Token::Letter('#'))),
        '!' => matches!(after, Some(Token::LinkOpen)),
        '|' => place == Place::Cell,
        '#' => place == Place::Heading,
        '{' => return out.push_str("&#123;"),
        '}' => return out.push_str("&#125;"),
        _ => false,
    };
    if escaped {
        out.push('\\');
    }
    out.push(letter);
}

// A name that never ended, or an end that never began, is written as it was found.
fn write_field(name: &str, after: Option<&Token<'_>>, out: &mut String) {
    if name == "}}" || (name.starts_with("{{") && !is_plain_name(name)) {
        out.push_str(name);
        // What stands next would be read as more of the name.
        if name == "{{" || (name != "}}" && goes_on(after)) {
            out.push_str(WORDS);
        }
    } else {
        out.push_str("{{");
        out.push_str(name);
        out.push_str("}}");
    }
}

/// Whether this is the single brace that keeps a begun name from going on up to the next "}}".
fn ends_name(letter: char, after: Option<&Token<'_>>) -> bool {
    let apart = match after {
        None => true,
        Some(Token::Letter(next)) => next.is_alphanumeric() || matches!(next, ' ' | '(' | ')' | '.' | ','),
        Some(Token::Field(name)) => letter == '{' && *name == "}}",
        Some(_) => false,
    };
    matches!(letter, '{' | '}') && apart
}

fn goes_on(after: Option<&Token<'_>>) -> bool {
    match after {
        Some(Token::Letter(letter)) => letter.is_ascii_alphanumeric() || *letter == '_',
        Some(Token::Close(mark)) => *mark == EMPHASIS,
        _ => false,
    }
}

fn write_address(address: &str, out: &mut String) {
    out.push('<');
    for letter in address.chars() {
        match letter {
            '<' | '>' | '\\' | '&' | '|' => out.extend(['\\', letter]),
            '{' => out.push_str("%7B"),
            '}' => out.push_str("%7D"),
            '\n' | '\r' => out.push(' '),
            _ => out.push(letter),
        }
    }
    out.push('>');
    // A plain address needs no brackets.
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-._~:/?#@!$',;=%+".contains(letter);
    if !address.is_empty() && address.chars().all(plain) {
        let begin = out.len() - address.len() - 2;
        out.truncate(begin);
        out.push_str(address);
    }
}
