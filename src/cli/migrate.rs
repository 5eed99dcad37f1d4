//! `polisi migrate`: brings the schema up to date, as the owner of the tables.

use super::{Failure, Outcome, say, settings};
use crate::app::make_folder;
use crate::db::{Address, DbConnection, migrate};

/// Migrates, and on PostgreSQL grants the application's role what it may do.
///
/// # Errors
/// A migration or a grant fails; a migration that fails leaves nothing behind.
pub fn run() -> Outcome {
    let settings = settings()?;
    if let Address::Sqlite(path) = &settings.database
        && let Some(folder) = path.parent()
    {
        make_folder(folder)?;
    }
    let target = settings.migration_database.as_ref().unwrap_or(&settings.database);
    let mut connection = DbConnection::open(target)?;
    let ran = migrate::run_named(&mut connection)?;
    for version in &ran {
        say("migrate-ran", &[("version", version)])?;
    }
    if ran.is_empty() {
        say("migrate-nothing", &[])?;
    }
    match (&settings.database, &settings.migration_database) {
        (Address::Postgres(url), Some(_)) => grant(&mut connection, url),
        _ => Ok(()),
    }
}

fn grant(connection: &mut DbConnection, url: &str) -> Outcome {
    let role = role_of(url).ok_or_else(|| Failure::of("migrate-no-role", &[]))?;
    migrate::grant(connection, &role)?;
    say("migrate-granted", &[("role", &role)])
}

/// The role that a PostgreSQL address names, before the host or as `?user=`.
fn role_of(url: &str) -> Option<String> {
    let url = url::Url::parse(url).ok()?;
    let asked = url.query_pairs().find(|(name, _)| name == "user").map(|(_, value)| value.into_owned());
    let typed = || {
        let pair = format!("v={}", url.username().replace('+', "%2B"));
        url::form_urlencoded::parse(pair.as_bytes()).map(|(_, value)| value.into_owned()).next()
    };
    asked.or_else(typed).filter(|role| !role.is_empty())
}

#[cfg(test)]
mod tests {
    use super::role_of;

    #[test]
    fn finds_the_role_of_an_address() {
        for (url, role) in [
            ("postgres://polisi_app:secret@localhost/polisi", Some("polisi_app")),
            ("postgres://a%40b@localhost/polisi", Some("a@b")),
            ("postgres:///polisi?host=/tmp&user=app", Some("app")),
            ("postgres://localhost/polisi", None),
        ] {
            assert_eq!(role_of(url).as_deref(), role, "{url}");
        }
    }
}
