//! Reads a statement as far as net 6 must: the tables that it names, and whether each is bound to one organisation.
//!
//! A table is bound when its `organisation_id` must equal a value that is sent along, or the column of a table that
//! is bound. What stands beside an OR or behind a NOT binds nothing, and the condition of a left join binds the
//! table that it joins alone. A subselect is read by itself; it may lean on the tables around it.

use std::collections::{BTreeMap, BTreeSet};

use super::tokens::{Token, tokens};

const COLUMN: &str = "organisation_id";
/// What ends the part with the tables, or the condition.
const ENDS: [&str; 9] =
    ["WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "RETURNING", "FOR", "WINDOW"];
const JOINS: [&str; 7] = ["INNER", "LEFT", "RIGHT", "FULL", "CROSS", "OUTER", "JOIN"];
const SETS: [&str; 4] = ["UNION", "EXCEPT", "INTERSECT", "ALL"];

/// The tables that a statement names, by whether one organisation alone is asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Named and bound wherever it is named.
    pub bound: BTreeSet<String>,
    /// Named at least once without.
    pub unbound: BTreeSet<String>,
}

impl Reading {
    /// Reads a statement.
    #[must_use]
    pub fn of(sql: &str) -> Self {
        let mut reading = Self::default();
        reading.statement(&tokens(sql), &BTreeSet::new());
        reading.bound.retain(|table| !reading.unbound.contains(table));
        reading
    }

    fn note(&mut self, table: &str, is_bound: bool) {
        let list = if is_bound { &mut self.bound } else { &mut self.unbound };
        list.insert(table.to_owned());
    }

    /// A statement or subselect; `around` are the bound tables that it may lean on.
    fn statement(&mut self, tokens: &[Token], around: &BTreeSet<String>) {
        for part in tokens.split(|token| SETS.iter().any(|word| token.is(word))) {
            match part.first() {
                Some(Token::Word(word)) if word == "INSERT" || word == "REPLACE" => {
                    self.insert(part, around);
                }
                Some(Token::Word(word)) if word == "UPDATE" => {
                    self.select(part, part.get(1..).unwrap_or_default(), around);
                }
                Some(_) => self.select(part, after(part, "FROM"), around),
                None => {}
            }
        }
    }

    /// What reads, changes or deletes rows of the tables that stand at the beginning of `named`.
    fn select(&mut self, part: &[Token], named: &[Token], around: &BTreeSet<String>) {
        let mut limits = Limits::default();
        let to = named.iter().position(|token| ENDS.iter().any(|word| token.is(word)) || token.is("SET"));
        limits.tables(named.get(..to.unwrap_or(named.len())).unwrap_or_default());
        let condition = after(named, "WHERE");
        let to = condition.iter().position(|token| ENDS.iter().any(|word| token.is(word)));
        limits.condition(condition.get(..to.unwrap_or(condition.len())).unwrap_or_default(), None);
        let bound = limits.bound(around);
        for (name, table) in &limits.sources {
            self.note(table, bound.contains(name));
        }
        self.subselects(part, &bound);
    }

    /// New rows name their organisation; what is written over instead was found by it.
    fn insert(&mut self, part: &[Token], around: &BTreeSet<String>) {
        let named = after(part, "INTO");
        let Some(Token::Name(table)) = named.first() else { return };
        let has = |group: Option<&Token>| matches!(group, Some(Token::Group(inner)) if inner.contains(&Token::Name(COLUMN.to_owned())));
        let conflict = after(part, "CONFLICT");
        let writes_over = after(conflict, "DO").first().is_some_and(|token| token.is("UPDATE"));
        self.note(table, has(named.get(1)) && (!writes_over || has(conflict.first())));
        let rest = named.get(2..).unwrap_or_default();
        match rest.iter().position(|token| token.is("SELECT")) {
            Some(at) => self.statement(rest.get(at..).unwrap_or_default(), around),
            None => self.subselects(rest, around),
        }
    }

    fn subselects(&mut self, tokens: &[Token], around: &BTreeSet<String>) {
        for token in tokens {
            let Token::Group(inner) = token else { continue };
            if inner.first().is_some_and(|first| first.is("SELECT")) {
                self.statement(inner, around);
            } else {
                self.subselects(inner, around);
            }
        }
    }
}

/// What stands behind the first such word; nothing without it.
fn after<'t>(tokens: &'t [Token], word: &str) -> &'t [Token] {
    let at = tokens.iter().position(|token| token.is(word));
    at.and_then(|at| tokens.get(at + 1..)).unwrap_or_default()
}

/// That the organisation of a table is a value, or that of another table.
struct Limit {
    of: String,
    like: Option<String>,
    /// The only tables that it binds: those behind a left join.
    only: Option<BTreeSet<String>>,
}

/// The tables of one SELECT, UPDATE or DELETE with what limits them.
#[derive(Default)]
struct Limits {
    /// The tables by the name that the statement gives them.
    sources: BTreeMap<String, String>,
    limits: Vec<Limit>,
}

impl Limits {
    /// Tables and joins; the names that were found.
    fn tables(&mut self, mut rest: &[Token]) -> BTreeSet<String> {
        let (mut found, mut is_left) = (BTreeSet::new(), false);
        while let Some((first, others)) = rest.split_first() {
            rest = others;
            match first {
                Token::Word(word) if JOINS.contains(&word.as_str()) => is_left |= word == "LEFT",
                Token::Name(_) | Token::Group(_) => {
                    let joined = self.table(first, &mut rest);
                    rest = self.join_condition(rest, is_left.then_some(&joined));
                    is_left = false;
                    found.extend(joined);
                }
                _ => {}
            }
        }
        found
    }

    /// One table, or several in brackets, with the name that follows.
    fn table(&mut self, first: &Token, rest: &mut &[Token]) -> BTreeSet<String> {
        let name = match first {
            Token::Group(inner) if inner.first().is_some_and(|token| token.is("SELECT")) => {
                return BTreeSet::new();
            }
            Token::Group(inner) => return self.tables(inner),
            Token::Name(name) => name,
            _ => return BTreeSet::new(),
        };
        let called = match rest {
            [Token::Word(word), Token::Name(other), others @ ..] if word == "AS" => {
                *rest = others;
                other
            }
            _ => name,
        };
        self.sources.insert(called.clone(), name.clone());
        BTreeSet::from([called.clone()])
    }

    /// The condition of a join, when there is one; what stands behind it.
    fn join_condition<'t>(&mut self, rest: &'t [Token], only: Option<&BTreeSet<String>>) -> &'t [Token] {
        let Some((_, condition)) = rest.split_first().filter(|(first, _)| first.is("ON")) else {
            return rest;
        };
        let ends = |token: &Token| JOINS.iter().any(|word| token.is(word)) || *token == Token::Sign(',');
        let (condition, others) =
            condition.split_at(condition.iter().position(ends).unwrap_or(condition.len()));
        self.condition(condition, only);
        others
    }

    /// Notes what must hold: the parts between ANDs.
    fn condition(&mut self, tokens: &[Token], only: Option<&BTreeSet<String>>) {
        if tokens.iter().any(|token| token.is("OR")) {
            return;
        }
        for part in tokens.split(|token| token.is("AND")) {
            match part {
                [Token::Group(inner)] => self.condition(inner, only),
                _ => {
                    self.limits.extend(limit(part).map(|(of, like)| Limit { of, like, only: only.cloned() }))
                }
            }
        }
    }

    /// The names that are bound, with those around that have no namesake here.
    fn bound(&self, around: &BTreeSet<String>) -> BTreeSet<String> {
        let mut bound: BTreeSet<String> =
            around.iter().filter(|name| !self.sources.contains_key(*name)).cloned().collect();
        loop {
            let before = bound.len();
            for Limit { of, like, only } in &self.limits {
                let binds = |name: &String| only.as_ref().is_none_or(|only| only.contains(name));
                let like_bound = like.as_ref().is_none_or(|like| bound.contains(like));
                if like_bound && binds(of) {
                    bound.insert(of.clone());
                }
                let other = like.as_ref().filter(|like| bound.contains(of) && binds(like));
                bound.extend(other.cloned());
            }
            if bound.len() == before {
                return bound;
            }
        }
    }
}

/// The two sides of a comparison of organisations; a value is none.
fn limit(part: &[Token]) -> Option<(String, Option<String>)> {
    let at = part.iter().position(|token| *token == Token::Sign('='))?;
    let (left, right) = (part.get(..at)?, part.get(at + 1..)?);
    match (column(left), column(right)) {
        (Some(one), Some(other)) => Some((one, Some(other))),
        (Some(one), None) if is_value(right) => Some((one, None)),
        (None, Some(one)) if is_value(left) => Some((one, None)),
        _ => None,
    }
}

/// Whether a side is one value, sent along or written out.
fn is_value(side: &[Token]) -> bool {
    matches!(side, [Token::Value | Token::Text])
}

/// The table whose organisation it is.
fn column(side: &[Token]) -> Option<String> {
    match side {
        [Token::Name(table), Token::Sign('.'), Token::Name(column)] if column == COLUMN => {
            Some(table.clone())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
