//! The schema as the databases have it (DESIGN 3, nets 4 and 5).

mod append_only;
mod both_databases_agree;
mod classes;
mod down_undoes_up;
mod row_level_security;
mod tenant_tables;

use polisi::db::{Address, DbConnection, migrate};

use crate::support::database::{self, Template, TestDatabase};
use crate::support::raw::Raw;

static MIGRATED: Template = Template::new();

/// How many tables there are. A new one is added here on purpose.
const TABLES: usize = 102;
/// How many of them belong to organisations.
const TENANT: usize = 70;

/// A connection of the migrations to a database of the tests: the owner on PostgreSQL.
fn owner_connection(address: &database::Address) -> DbConnection {
    let text = owner(address);
    let target = match text.strip_prefix("sqlite://") {
        Some(path) => Address::Sqlite(path.into()),
        None => Address::Postgres(text.to_owned()),
    };
    DbConnection::open(&target).unwrap()
}

fn owner(address: &database::Address) -> &str {
    address.owner.as_deref().unwrap_or(&address.application)
}

/// A migrated database, empty otherwise, and its owner's connection.
fn migrated() -> (TestDatabase, Raw) {
    let database = TestDatabase::copy_of(&MIGRATED, |address| {
        let mut connection = owner_connection(address);
        migrate::run(&mut connection).unwrap();
        migrate::grant(&mut connection, "polisi_app").unwrap();
    });
    let raw = Raw::open(owner(&database.address));
    (database, raw)
}

/// Two organisations with nothing in them; their identifiers.
fn two_organisations(raw: &mut Raw) -> [String; 2] {
    let ids = ["0193a000-0000-7000-8000-00000000000a", "0193a000-0000-7000-8000-00000000000b"];
    for (id, slug) in ids.iter().zip(["a", "b"]) {
        let now = if raw.is_sqlite() { "0" } else { "now()" };
        let id = raw.id(id);
        raw.run(&format!(
            "INSERT INTO organisations (id, slug, state, created_at) VALUES ({id}, '{slug}', 'active', {now})"
        ))
        .unwrap();
    }
    ids.map(str::to_owned)
}
