//! The tables as `src/db/schema.rs` declares them, read with a parser of Rust.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::environment::in_repository;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `Uid`
    Id,
    /// `Utc`
    Moment,
    /// `Text`
    Text,
    /// `BigInt`
    Number,
    /// `Binary`
    Bytes,
    /// `Bool`
    YesNo,
}

/// A declared column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredColumn {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// Whether it may hold nothing.
    pub nullable: bool,
}

/// A declared table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredTable {
    /// Its name.
    pub name: String,
    /// The columns of the primary key.
    pub key: Vec<String>,
    /// The columns in order.
    pub columns: Vec<DeclaredColumn>,
}

impl Kind {
    /// The type's name in SQLite.
    pub fn sqlite(self) -> &'static str {
        match self {
            Self::Id | Self::Bytes => "blob",
            Self::Moment | Self::Number => "bigint",
            Self::Text => "text",
            Self::YesNo => "boolean",
        }
    }

    /// The type's name in PostgreSQL.
    pub fn postgres(self) -> &'static str {
        match self {
            Self::Id => "uuid",
            Self::Moment => "timestamp with time zone",
            Self::Text => "text",
            Self::Number => "bigint",
            Self::Bytes => "bytea",
            Self::YesNo => "boolean",
        }
    }

    fn of(name: &str) -> Self {
        match name {
            "Uid" => Self::Id,
            "Utc" => Self::Moment,
            "Text" => Self::Text,
            "BigInt" => Self::Number,
            "Binary" => Self::Bytes,
            "Bool" => Self::YesNo,
            other => panic!("unknown type {other} in schema.rs"),
        }
    }
}

/// Every table of `src/db/schema.rs`, in its order.
///
/// # Panics
/// The file can't be read as what it should be.
pub fn tables() -> Vec<DeclaredTable> {
    read(&std::fs::read_to_string(in_repository("src/db/schema.rs")).unwrap())
}

/// Every `diesel::table!` of a text.
///
/// # Panics
/// It isn't Rust, or a table is written in another way.
pub fn read(text: &str) -> Vec<DeclaredTable> {
    let file = syn::parse_file(text).unwrap();
    let macros = file.items.into_iter().filter_map(|item| match item {
        syn::Item::Macro(item) => Some(item.mac),
        _ => None,
    });
    macros
        .filter(|found| found.path.segments.last().is_some_and(|last| last.ident == "table"))
        .map(|found| table(found.tokens))
        .collect()
}

fn table(tokens: TokenStream) -> DeclaredTable {
    let mut tokens = tokens.into_iter().peekable();
    // The `use` lines end with a semicolon each; what follows is the table.
    let mut rest: Vec<TokenTree> = Vec::new();
    for token in tokens.by_ref() {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == ';' => rest.clear(),
            other => rest.push(other),
        }
    }
    let [TokenTree::Ident(name), TokenTree::Group(key), TokenTree::Group(columns)] = rest.as_slice() else {
        panic!("a table is written in another way: {rest:?}");
    };
    assert_eq!((key.delimiter(), columns.delimiter()), (Delimiter::Parenthesis, Delimiter::Brace));
    DeclaredTable {
        name: name.to_string(),
        key: names(key.stream()),
        columns: read_columns(columns.stream()),
    }
}

fn names(tokens: TokenStream) -> Vec<String> {
    let only = |token| if let TokenTree::Ident(name) = token { Some(name.to_string()) } else { None };
    tokens.into_iter().filter_map(only).collect()
}

fn read_columns(tokens: TokenStream) -> Vec<DeclaredColumn> {
    let text = tokens.to_string();
    let lines = text.split(',').map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let (name, kind) = line.split_once("->").unwrap_or_else(|| panic!("no column: {line}"));
            let kind = kind.replace(' ', "");
            let inner = kind.strip_prefix("Nullable<").and_then(|rest| rest.strip_suffix('>'));
            DeclaredColumn {
                name: name.trim().to_owned(),
                kind: Kind::of(inner.unwrap_or(&kind)),
                nullable: inner.is_some(),
            }
        })
        .collect()
}
