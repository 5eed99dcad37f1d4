//! The few statements that the databases write differently.

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sqlite::Sqlite;

use super::connection::{DbConnection, MultiBackend};

/// A query that diesel writes for each database but not for their union (`ON CONFLICT`).
#[derive(Debug, Clone, Copy)]
pub struct Both<Q>(pub Q);

impl<Q: QueryId> QueryId for Both<Q> {
    type QueryId = Q::QueryId;
    const HAS_STATIC_QUERY_ID: bool = Q::HAS_STATIC_QUERY_ID;
}

impl<Q: Query> Query for Both<Q> {
    type SqlType = Q::SqlType;
}

impl<Q> RunQueryDsl<DbConnection> for Both<Q> {}

impl<Q> QueryFragment<MultiBackend> for Both<Q>
where
    Q: QueryFragment<Pg> + QueryFragment<Sqlite>,
{
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        MultiBackend::walk_variant_ast(&self.0, pass)
    }
}

diesel::define_sql_function! {
    /// Small letters of every language. SQLite knows those of English only: each connection gets its own.
    fn lower(text: diesel::sql_types::Text) -> diesel::sql_types::Text;
}
