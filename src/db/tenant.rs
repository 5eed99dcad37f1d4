//! The only door to tenant tables: one organisation, inside one transaction.

use std::panic::Location;

use diesel::dsl::Filter;
use diesel::prelude::*;
use diesel::query_dsl::methods::FilterDsl;

use super::connection::DbConnection;
use super::ids::{AnyId, OrganisationId, PersonId};
use super::own::Belongs;
use super::schema;
use super::system::System;
use super::types::sql;
use crate::clock::{Clock, Moment};
use crate::keys::Keyring;

pub use super::schema::OUTSIDE;

/// Who acts, as the log keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A person with an account.
    Person(PersonId),
    /// A person who came by a signing link.
    Link(PersonId),
    /// A person by way of a list of staff: the program writes its rows, at its own time.
    List(PersonId),
    /// The program, at its own time.
    Job,
    /// Somebody at the machine, by command.
    Command,
    /// An operator of the installation.
    Operator,
}

impl Actor {
    /// The word in the log.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Person(_) => "person",
            Self::Link(_) => "link",
            Self::List(_) => "list",
            Self::Job => "job",
            Self::Command => "command",
            Self::Operator => "operator",
        }
    }

    /// The person behind it, when there is one.
    #[must_use]
    pub fn person(self) -> Option<PersonId> {
        match self {
            Self::Person(id) | Self::Link(id) | Self::List(id) => Some(id),
            Self::Job | Self::Command | Self::Operator => None,
        }
    }

    /// As [`Actor::person`], for a column that points to several kinds of row.
    #[must_use]
    pub fn any(self) -> Option<AnyId> {
        self.person().map(PersonId::any)
    }
}

/// Proof that somebody may enter an organisation. Each implementation has one constructor and
/// private fields; `tests/it/architecture.rs` holds the list.
pub trait Entry {
    /// The organisation that may be entered.
    fn organisation(&self) -> OrganisationId;
    /// Who enters.
    fn actor(&self) -> Actor;
}

/// A table whose rows belong to an organisation: no implementation, no access.
pub trait TenantTable: Table + Default + Copy + 'static {
    /// The column with the organisation.
    type Organisation: Column<Table = Self, SqlType = sql::Uid> + ExpressionMethods + Default + Copy;
    /// The name.
    const NAME: &'static str;
}

macro_rules! implement {
    ($($table:ident),+ $(,)?) => {
        $(impl TenantTable for schema::$table::table {
            type Organisation = schema::$table::organisation_id;
            const NAME: &'static str = stringify!($table);
        })+
        /// The names of the tenant tables.
        pub const TENANT_TABLES: &[&str] = &[$(stringify!($table)),+];
    };
}
schema::tenant_tables!(implement);

/// Holds the head of an organisation's log.
const TURN: &str = "SELECT 1 FROM \"chain_heads\" WHERE \"chain_heads\".\"organisation_id\" = $1 AND \"chain\" = $1 FOR UPDATE";

/// The rows of `T` that belong to one organisation.
pub type Own<T> = Filter<T, Belongs<<T as TenantTable>::Organisation>>;

/// One organisation inside one transaction.
pub struct Tenant<'c> {
    pub(super) connection: &'c mut DbConnection,
    pub(super) keyring: &'c Keyring,
    pub(super) clock: &'c Clock,
    pub(super) organisation: OrganisationId,
    pub(super) actor: Actor,
}

impl<'c> Tenant<'c> {
    /// Enters an organisation on a connection that is inside a transaction.
    pub(super) fn enter(
        connection: &'c mut DbConnection,
        keyring: &'c Keyring,
        clock: &'c Clock,
        entry: &impl Entry,
    ) -> QueryResult<Self> {
        let organisation = entry.organisation();
        if let DbConnection::Postgres(server) = connection {
            diesel::sql_query("SELECT set_config('app.organisation_id', $1, true)")
                .bind::<diesel::sql_types::Text, _>(organisation.to_string())
                .execute(server)?;
        }
        Ok(Self { connection, keyring, clock, organisation, actor: entry.actor() })
    }

    /// Takes the turn to write in this organisation, by the row that every line of its log changes too. SQLite has
    /// one writer for all anyway; on PostgreSQL two who write at once would each see what was before the other.
    pub(super) fn take_turn(&mut self) -> QueryResult<()> {
        if let DbConnection::Postgres(server) = self.connection {
            diesel::sql_query(TURN).bind::<sql::Uid, _>(self.organisation).execute(server)?;
        }
        Ok(())
    }

    /// The organisation.
    #[must_use]
    pub fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    /// Who acts.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.actor
    }

    /// Does what a list of staff asks for: the log names the person who acts, and says that it was by the list.
    ///
    /// # Errors
    /// Those of `work`.
    pub fn by_list<T, E>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E> {
        let before = self.actor;
        self.actor = before.person().map_or(before, Actor::List);
        let done = work(self);
        self.actor = before;
        done
    }

    /// The keys of the installation.
    #[must_use]
    pub fn keyring(&self) -> &'c Keyring {
        self.keyring
    }

    /// The real time, which the log keeps beside the time that the work takes as now.
    #[must_use]
    pub fn real_now(&self) -> Moment {
        self.clock.now()
    }

    /// Every row of `T` that belongs to this organisation. For `store.rs` files only.
    #[track_caller]
    pub fn all<T>(&self, _table: T) -> Own<T>
    where
        T: TenantTable + FilterDsl<Belongs<T::Organisation>>,
    {
        let column = T::Organisation::default();
        let own = Belongs::to(column, self.organisation, T::NAME, Location::caller());
        FilterDsl::filter(T::default(), own)
    }

    /// The connection. For `store.rs` files only.
    pub fn connection(&mut self) -> &mut DbConnection {
        self.connection
    }

    /// What lies outside the organisations, in the same transaction.
    pub fn system(&mut self) -> System<'_> {
        System { connection: self.connection, keyring: self.keyring, clock: self.clock }
    }
}
