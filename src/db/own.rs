//! The limit of a statement to one organisation, and the faults on purpose by which the tests prove that
//! they would notice its absence.

use std::panic::Location;

use diesel::backend::Backend;
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate::No};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types::{Bool, HasSqlType};
use diesel::{Column, QueryResult};

use super::ids::OrganisationId;
use super::types::sql;

/// `organisation_id = ?` for the column of one table.
#[derive(Debug, Clone, Copy)]
pub struct Belongs<C> {
    column: C,
    organisation: OrganisationId,
    lifted: bool,
}

impl<C: Column> Belongs<C> {
    /// The rows of `table` that belong to this organisation, asked for at a place of the code.
    pub(super) fn to(column: C, organisation: OrganisationId, table: &str, place: &Location<'_>) -> Self {
        Self { column, organisation, lifted: is_lifted(table, place) }
    }
}

#[cfg(not(debug_assertions))]
const fn is_lifted(_table: &str, _place: &Location<'_>) -> bool {
    false
}

#[cfg(debug_assertions)]
fn is_lifted(table: &str, place: &Location<'_>) -> bool {
    planted::is_lifted(table, place)
}

/// Faults on purpose. They exist in builds with debug assertions alone.
#[cfg(debug_assertions)]
pub mod planted {
    use std::panic::Location;
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU64, Ordering};

    static FAULT: OnceLock<(String, String)> = OnceLock::new();
    static TIMES: AtomicU64 = AtomicU64::new(0);

    /// Lifts the limit of a table wherever this file asks for it, until the process ends. Only the first
    /// fault of a process counts.
    pub fn plant(file: &str, table: &str) {
        FAULT.get_or_init(|| (file.to_owned(), table.to_owned()));
    }

    /// How often the planted fault was met.
    #[must_use]
    pub fn times() -> u64 {
        TIMES.load(Ordering::SeqCst)
    }

    pub(super) fn is_lifted(table: &str, place: &Location<'_>) -> bool {
        let met = FAULT.get().is_some_and(|(file, of)| of == table && place.file() == file);
        if met {
            TIMES.fetch_add(1, Ordering::SeqCst);
        }
        met
    }
}

impl<C: Column> Expression for Belongs<C> {
    type SqlType = Bool;
}

impl<C, From> AppearsOnTable<From> for Belongs<C> where C: Column + AppearsOnTable<From> {}

impl<C, From> SelectableExpression<From> for Belongs<C> where C: Column + SelectableExpression<From> {}

impl<C, GroupBy> ValidGrouping<GroupBy> for Belongs<C> {
    type IsAggregate = No;
}

/// In builds with faults on purpose the statement is built anew each time.
impl<C: QueryId> QueryId for Belongs<C> {
    type QueryId = Belongs<C::QueryId>;
    const HAS_STATIC_QUERY_ID: bool = C::HAS_STATIC_QUERY_ID && !cfg!(debug_assertions);
}

impl<C, DB> QueryFragment<DB> for Belongs<C>
where
    C: QueryFragment<DB>,
    DB: Backend + HasSqlType<sql::Uid>,
    OrganisationId: ToSql<sql::Uid, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        if self.lifted {
            out.push_sql("(1 = 1)");
            return Ok(());
        }
        out.push_sql("(");
        self.column.walk_ast(out.reborrow())?;
        out.push_sql(" = ");
        out.push_bind_param::<sql::Uid, _>(&self.organisation)?;
        out.push_sql(")");
        Ok(())
    }
}
