//! Rows as they are, table by table, from one database into a file of the embedded one. Both have the same
//! tables and columns (a test proves it), so that a backup has one form, whichever database it was made from.

use std::collections::BTreeSet;

use diesel::connection::{DefaultLoadingMode, SimpleConnection};
use diesel::deserialize;
use diesel::pg::{Pg, PgRowByRowLoadingMode};
use diesel::prelude::*;
use diesel::query_builder::SqlQuery;
use diesel::row::{Field, NamedRow, Row};
use diesel::sql_types::{BigInt, Binary, Nullable, Text};
use diesel::sqlite::{Sqlite, SqliteType};

use super::connection::DbConnection;
use super::ids::{AnyId, OrganisationId};
use super::schema::OUTSIDE;
use super::tenant::TENANT_TABLES;
use super::{Error, migrate};

/// A value as the embedded database keeps it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Nothing.
    Null,
    /// A number, or a moment in microseconds.
    Number(i64),
    /// A text.
    Text(String),
    /// Bytes, or an identifier.
    Bytes(Vec<u8>),
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// How the statement reads it as number, text or bytes.
    expression: String,
}

/// Which rows of a table.
#[derive(Debug, Clone, Copy)]
pub struct Where<'a> {
    /// The column.
    pub column: &'a str,
    /// What stands in it.
    pub id: AnyId,
}

struct Dynamic(Vec<Value>);

impl QueryableByName<Sqlite> for Dynamic {
    fn build<'a>(row: &impl NamedRow<'a, Sqlite>) -> deserialize::Result<Self> {
        let mut values = Vec::with_capacity(row.field_count());
        for place in 0..row.field_count() {
            let field = Row::get(row, place).ok_or("a column is missing")?;
            let value = field.value();
            values.push(match value {
                None => Value::Null,
                Some(mut value) => match value.value_type() {
                    Some(SqliteType::Long | SqliteType::Integer | SqliteType::SmallInt) => {
                        Value::Number(value.read_long())
                    }
                    Some(SqliteType::Text) => Value::Text(value.read_text().to_owned()),
                    Some(SqliteType::Binary) => Value::Bytes(value.read_blob().to_vec()),
                    other => return Err(format!("no column holds {other:?}").into()),
                },
            });
        }
        Ok(Self(values))
    }
}

/// The numbers of PostgreSQL's types.
const BYTEA: u32 = 17;
const INT8: u32 = 20;
const TEXT: u32 = 25;

impl QueryableByName<Pg> for Dynamic {
    fn build<'a>(row: &impl NamedRow<'a, Pg>) -> deserialize::Result<Self> {
        let mut values = Vec::with_capacity(row.field_count());
        for place in 0..row.field_count() {
            let field = Row::get(row, place).ok_or("a column is missing")?;
            let Some(value) = field.value() else {
                values.push(Value::Null);
                continue;
            };
            let bytes = value.as_bytes();
            values.push(match value.get_oid().get() {
                INT8 => Value::Number(i64::from_be_bytes(bytes.try_into()?)),
                TEXT => Value::Text(String::from_utf8(bytes.to_vec())?),
                BYTEA => Value::Bytes(bytes.to_vec()),
                other => return Err(format!("no column is of type {other}").into()),
            });
        }
        Ok(Self(values))
    }
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
}

/// The columns of a table, as they can be read here.
///
/// # Errors
/// The database can't be asked.
pub fn columns(connection: &mut DbConnection, table: &str) -> Result<Vec<Column>, Error> {
    let named: Vec<Named> = match connection {
        DbConnection::Sqlite(file) => {
            diesel::sql_query("SELECT name, '' AS kind FROM pragma_table_info(?) ORDER BY cid")
                .bind::<Text, _>(table)
                .load(file)?
        }
        DbConnection::Postgres(server) => diesel::sql_query(
            "SELECT column_name::text AS name, data_type::text AS kind FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name = $1 ORDER BY ordinal_position",
        )
        .bind::<Text, _>(table)
        .load(server)?,
    };
    let read = |named: Named| {
        let quoted = format!("\"{table}\".\"{}\"", named.name);
        let expression = match named.kind.as_str() {
            "uuid" => format!("uuid_send({quoted})"),
            "timestamp with time zone" => format!("(extract(epoch from {quoted}) * 1000000)::bigint"),
            "boolean" => format!("{quoted}::int::bigint"),
            _ => quoted,
        };
        Column { name: named.name, expression }
    };
    Ok(named.into_iter().map(read).collect())
}

fn select(table: &str, columns: &[Column]) -> String {
    let list: Vec<&str> = columns.iter().map(|column| column.expression.as_str()).collect();
    format!("SELECT {} FROM \"{table}\"", list.join(", "))
}

/// Hands out the rows of a table, one after the other; how many there were. Of a table that belongs to
/// organisations a part must be named.
///
/// # Errors
/// The database can't be asked, or `take` refuses.
pub fn each(
    connection: &mut DbConnection,
    table: &str,
    columns: &[Column],
    part: Option<Where<'_>>,
    take: &mut dyn FnMut(Vec<Value>) -> Result<(), Error>,
) -> Result<u64, Error> {
    let mut statement = select(table, columns);
    let mut count = 0;
    match connection {
        DbConnection::Sqlite(file) => {
            let mut query = match part {
                Some(part) => {
                    statement.push_str(&format!(" WHERE \"{table}\".\"{}\" = ?", part.column));
                    diesel::sql_query(statement).into_boxed::<Sqlite>()
                }
                None => diesel::sql_query(statement).into_boxed::<Sqlite>(),
            };
            if let Some(part) = part {
                query = query.bind::<Binary, _>(part.id.bytes().to_vec());
            }
            for row in query.load_iter::<Dynamic, DefaultLoadingMode>(file)? {
                take(row?.0)?;
                count += 1;
            }
        }
        DbConnection::Postgres(server) => {
            if let Some(part) = part {
                statement.push_str(&format!(" WHERE \"{table}\".\"{}\" = '{}'", part.column, part.id));
            }
            let query: SqlQuery = diesel::sql_query(statement);
            for row in query.load_iter::<Dynamic, PgRowByRowLoadingMode>(server)? {
                take(row?.0)?;
                count += 1;
            }
        }
    }
    Ok(count)
}

/// Writes a row into a file of the embedded database.
///
/// # Errors
/// The row is refused; the connection leads to a server.
pub fn insert(
    connection: &mut DbConnection,
    table: &str,
    columns: &[Column],
    row: Vec<Value>,
) -> Result<(), Error> {
    let file = embedded(connection)?;
    let names: Vec<String> = columns.iter().map(|column| format!("\"{}\"", column.name)).collect();
    let places = vec!["?"; columns.len()].join(", ");
    let statement = format!("INSERT INTO \"{table}\" ({}) VALUES ({places})", names.join(", "));
    let mut query = diesel::sql_query(statement).into_boxed::<Sqlite>();
    for value in row {
        query = match value {
            Value::Null => query.bind::<Nullable<BigInt>, _>(None::<i64>),
            Value::Number(number) => query.bind::<BigInt, _>(number),
            Value::Text(text) => query.bind::<Text, _>(text),
            Value::Bytes(bytes) => query.bind::<Binary, _>(bytes),
        };
    }
    query.execute(file)?;
    Ok(())
}

fn embedded(connection: &mut DbConnection) -> Result<&mut SqliteConnection, Error> {
    match connection {
        DbConnection::Sqlite(file) => Ok(file),
        DbConnection::Postgres(_) => Err(Error::Unavailable("rows are written into a file only".to_owned())),
    }
}

/// Until this transaction of the embedded database ends, a row may point to one that comes after it.
///
/// # Errors
/// The database refuses.
pub fn in_any_order(connection: &mut DbConnection) -> Result<(), Error> {
    Ok(embedded(connection)?.batch_execute("PRAGMA defer_foreign_keys = ON")?)
}

/// The identifiers in a column of one organisation's rows.
///
/// # Errors
/// The database can't be asked.
pub fn identifiers(
    connection: &mut DbConnection,
    table: &str,
    column: &str,
    organisation: OrganisationId,
) -> Result<BTreeSet<Vec<u8>>, Error> {
    let all = columns(connection, table)?;
    let only: Vec<Column> = all.into_iter().filter(|found| found.name == column).collect();
    let mut found = BTreeSet::new();
    if only.is_empty() {
        return Ok(found);
    }
    let part = Where { column: "organisation_id", id: organisation.any() };
    each(connection, table, &only, Some(part), &mut |row| {
        found.extend(row.into_iter().filter_map(|value| match value {
            Value::Bytes(bytes) => Some(bytes),
            _ => None,
        }));
        Ok(())
    })?;
    Ok(found)
}

/// Copies everything from a server as it is at one moment into an empty file, while others write.
///
/// # Errors
/// The server can't be asked, or the file can't be written.
pub fn copy_server(server: &mut DbConnection, file: &mut DbConnection) -> Result<(), Error> {
    migrate::run(file)?;
    let DbConnection::Postgres(source) = server else {
        return Err(Error::Unavailable("no server".to_owned()));
    };
    // The door of the snapshot is the connection itself, which the rows are then read through.
    source.batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")?;
    let copied = file.transaction(|file| {
        in_any_order(file)?;
        copy_everything(server, file)
    });
    if let DbConnection::Postgres(source) = server {
        source.batch_execute("ROLLBACK")?;
    }
    copied
}

fn copy_everything(server: &mut DbConnection, file: &mut DbConnection) -> Result<(), Error> {
    for table in OUTSIDE {
        copy_table(server, file, table, None)?;
    }
    let id = columns(file, "organisations")?.into_iter().filter(|column| column.name == "id");
    let mut organisations = Vec::new();
    each(file, "organisations", &id.collect::<Vec<Column>>(), None, &mut |row| {
        organisations.extend(row);
        Ok(())
    })?;
    for organisation in organisations {
        let Value::Bytes(bytes) = organisation else { continue };
        let Some(id) = AnyId::from_slice(&bytes) else { continue };
        if let DbConnection::Postgres(source) = server {
            diesel::sql_query("SELECT set_config('app.organisation_id', $1, true)")
                .bind::<Text, _>(id.to_string())
                .execute(source)?;
        }
        for table in TENANT_TABLES {
            copy_table(server, file, table, Some(Where { column: "organisation_id", id }))?;
        }
    }
    Ok(())
}

fn copy_table(
    server: &mut DbConnection,
    file: &mut DbConnection,
    table: &str,
    part: Option<Where<'_>>,
) -> Result<(), Error> {
    let from = columns(server, table)?;
    each(server, table, &from, part, &mut |row| insert(file, table, &from, row))?;
    Ok(())
}
