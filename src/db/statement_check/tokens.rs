//! The words of a statement, with brackets as groups.

use std::iter::Peekable;
use std::str::Chars;

/// A word of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A name in quotes.
    Name(String),
    /// A word, in capitals.
    Word(String),
    /// A value that is sent along.
    Value,
    /// A text between apostrophes.
    Text,
    /// Anything else.
    Sign(char),
    /// What stands in brackets.
    Group(Vec<Token>),
}

impl Token {
    /// Whether it is this word.
    pub(super) fn is(&self, word: &str) -> bool {
        matches!(self, Self::Word(own) if own == word)
    }
}

/// All words of a statement.
pub(super) fn tokens(sql: &str) -> Vec<Token> {
    group(&mut sql.chars().peekable())
}

/// The words up to the closing bracket or the end.
fn group(letters: &mut Peekable<Chars<'_>>) -> Vec<Token> {
    let mut found = Vec::new();
    while let Some(letter) = letters.next() {
        found.push(match letter {
            ')' => break,
            '(' => Token::Group(group(letters)),
            '"' | '`' => Token::Name(until(letters, letter)),
            '\'' => {
                until(letters, letter);
                Token::Text
            }
            '?' => Token::Value,
            '$' => {
                word(letters);
                Token::Value
            }
            letter if letter.is_whitespace() => continue,
            letter if letter.is_alphanumeric() || letter == '_' => {
                Token::Word(format!("{letter}{}", word(letters)).to_uppercase())
            }
            sign => Token::Sign(sign),
        });
    }
    found
}

fn until(letters: &mut Peekable<Chars<'_>>, end: char) -> String {
    letters.take_while(|letter| *letter != end).collect()
}

fn word(letters: &mut Peekable<Chars<'_>>) -> String {
    let mut word = String::new();
    while let Some(letter) = letters.next_if(|letter| letter.is_alphanumeric() || *letter == '_') {
        word.push(letter);
    }
    word
}
