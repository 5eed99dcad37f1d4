//! Settings as they may be shown to whoever lists them: nothing that is or may be a password, also when it was mistyped.

use url::Url;

use super::secrets::SECRETS;

/// Parameters of a PostgreSQL address that hold no secret.
const PLAIN: &[&str] = &[
    "application_name",
    "connect_timeout",
    "dbname",
    "host",
    "hostaddr",
    "port",
    "sslcert",
    "sslmode",
    "sslrootcert",
    "user",
];
/// Those whose value is a secret, or leads to one.
const HIDDEN: &[&str] = &["password", "passfile", "sslkey", "sslpassword"];
/// In the place of a secret.
const MASK: &str = "hidden";

/// A setting with the secret in it masked; nothing when any part of it may be one. What may hold a password is shown
/// only when it is an address of its own kind, with nothing in it that a slip of the hand could have put there.
#[must_use]
pub fn without_secret(name: &str, value: &str) -> Option<String> {
    let is = |(secret, file): &&(&str, &str)| *secret == name || *file == name;
    match SECRETS.iter().find(is) {
        Some((secret, _)) if *secret != name => of_file(value),
        Some(_) if name == "POLISI_SMTP_URL" => of_mail(value),
        Some(_) => of_database(value),
        None => of_others(value),
    }
}

/// A value as a message about it says it: in quotation marks, or without its letters where there may be a secret among
/// them that was meant for another variable.
pub(super) fn quoted(value: &str) -> String {
    let has_password = value.contains('@') && value.contains(':');
    match has_password || value.to_ascii_lowercase().contains("password") {
        true => "what it holds".to_owned(),
        false => format!("`{value}`"),
    }
}

/// The name of a file; somebody may have put the secret itself there.
fn of_file(value: &str) -> Option<String> {
    (!value.contains([':', '@', '?', '='])).then(|| value.to_owned())
}

/// What is no secret, but for a password in an address that has no business there.
fn of_others(value: &str) -> Option<String> {
    (!has_password(value)).then(|| value.to_owned())
}

/// Whether a text is or holds an address with a password, also when it was mistyped.
pub(super) fn has_password(text: &str) -> bool {
    let has_both = |rest: &str| {
        let address = rest.split_whitespace().next().unwrap_or_default();
        address.rsplit_once('@').is_some_and(|(before, _)| before.contains(':'))
    };
    Url::parse(text).is_ok_and(|url| url.password().is_some()) || text.split("://").skip(1).any(has_both)
}

fn of_mail(value: &str) -> Option<String> {
    let url = Url::parse(value).ok()?;
    let fits = matches!(url.scheme(), "smtp" | "smtps") && matches!(url.path(), "" | "/");
    if fits && url.query().is_none() { masked(url) } else { None }
}

fn of_database(value: &str) -> Option<String> {
    if let Some(path) = value.strip_prefix("sqlite://") {
        return is_plain(path, "/._- ").then(|| value.to_owned());
    }
    let mut url = Url::parse(value).ok()?;
    let path = url.path();
    let is_name = path.is_empty() || path.strip_prefix('/').is_some_and(|name| is_plain(name, "._-"));
    if !matches!(url.scheme(), "postgres" | "postgresql") || !is_name {
        return None;
    }
    let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let is_hidden = |name: &str| HIDDEN.contains(&name);
    let is_known = |name: &str, value: &str| PLAIN.contains(&name) && is_plain(value, "/._-:,");
    if !pairs.iter().all(|(name, value)| is_hidden(name) || is_known(name, value)) {
        return None;
    }
    if pairs.iter().any(|(name, _)| is_hidden(name)) {
        let shown = pairs
            .iter()
            .map(|(name, value)| (name.as_str(), if is_hidden(name) { MASK } else { value.as_str() }));
        url.query_pairs_mut().clear().extend_pairs(shown);
    }
    masked(url)
}

/// An address without its password; nothing when the name or the host is none that somebody would choose.
fn masked(mut url: Url) -> Option<String> {
    let user = url.username().replace("%40", "");
    let host = url.host_str().unwrap_or_default().replace("%2F", "/");
    if url.fragment().is_some() || !is_plain(&user, "._-+") || !is_plain(&host, "._-:[]/") {
        return None;
    }
    if url.password().is_some() {
        url.set_password(Some(MASK)).ok()?;
    }
    Some(url.to_string())
}

/// Whether a text is of letters, digits and these marks.
fn is_plain(text: &str, marks: &str) -> bool {
    text.chars().all(|letter| letter.is_alphanumeric() || marks.contains(letter))
}

#[cfg(test)]
mod tests {
    use super::{has_password, quoted, without_secret};

    const DATABASE: &str = "POLISI_DATABASE_URL";
    const MAIL: &str = "POLISI_SMTP_URL";

    #[test]
    fn shows_an_address_without_its_password() {
        for (name, value, shown) in [
            (DATABASE, "postgres://app:geheim@localhost/polisi", "postgres://app:hidden@localhost/polisi"),
            (
                DATABASE,
                "postgres:///polisi?user=a&password=geheim",
                "postgres:///polisi?user=a&password=hidden",
            ),
            (DATABASE, "postgres://a@[::1]:5432/polisi", "postgres://a@[::1]:5432/polisi"),
            (DATABASE, "postgres:///polisi?host=/run/pg", "postgres:///polisi?host=/run/pg"),
            (DATABASE, "sqlite:///srv/polisi.db", "sqlite:///srv/polisi.db"),
            ("POLISI_MIGRATION_DATABASE_URL", "postgres://o:geheim@h/d", "postgres://o:hidden@h/d"),
            (MAIL, "smtps://a%40b:geheim@mail.example:465", "smtps://a%40b:hidden@mail.example:465"),
            (MAIL, "smtp://me:gehe@im@mail.example", "smtp://me:hidden@mail.example"),
            ("POLISI_SMTP_URL_FILE", "/run/secrets/smtp", "/run/secrets/smtp"),
            ("POLISI_LISTEN", "127.0.0.1:8080", "127.0.0.1:8080"),
            ("POLISI_DATA_DIR", "data", "data"),
            ("POLISI_BREACHED_PASSWORDS", "/srv/passwords.bin", "/srv/passwords.bin"),
        ] {
            assert_eq!(without_secret(name, value).as_deref(), Some(shown), "{value}");
        }
    }

    #[test]
    fn shows_nothing_of_what_may_be_a_mistyped_password() {
        for (name, value) in [
            (MAIL, "smtp://user:ge/geheim@mail.example"),
            (MAIL, "smtp://user:12/geheim@mail.example"),
            (MAIL, "smtp://user:ge?geheim@mail.example"),
            (MAIL, "smtp://user:12?geheim@mail.example"),
            (MAIL, "smtp://user:12#geheim@mail.example"),
            (MAIL, "smtp://user%3Ageheim@mail.example"),
            (MAIL, "user:geheim@mail.example:587"),
            (MAIL, "smtp:user:geheim@mail.example"),
            (MAIL, "smtp:/user:geheim@mail.example"),
            (MAIL, "https://user:geheim@mail.example"),
            (MAIL, "geheim"),
            (DATABASE, "postgres://u:p/geheim@localhost/polisi"),
            (DATABASE, "postgres://u:12/geheim@localhost/polisi"),
            (DATABASE, "postgres://u:12?geheim@localhost/polisi"),
            (DATABASE, "postgres//a:geheim@h/db"),
            (DATABASE, "postgres:a:geheim@h/db"),
            (DATABASE, "postgres:/a:geheim@h/db"),
            (DATABASE, "postgres:///polisi?PASSWORD=geheim"),
            (DATABASE, "postgres:///polisi?user=a&amp;password=geheim"),
            (DATABASE, "postgres:///polisi?user=a?password=geheim"),
            (DATABASE, "host=db password=geheim"),
            (DATABASE, "sqlite://u:geheim@h/db"),
            ("POLISI_DATABASE_URL_FILE", "postgres://u:geheim@localhost/polisi"),
            ("POLISI_SMTP_URL_FILE", "smtp:u:geheim"),
            ("POLISI_BASE_URL", "https://u:geheim@polisi.example"),
        ] {
            assert_eq!(without_secret(name, value), None, "{value}");
        }
    }

    #[test]
    fn an_address_with_a_password_is_seen_in_a_text_too() {
        for (text, wanted) in [
            ("smtp://u:geheim@h", true),
            ("postgres://u:geheim@h/p", true),
            ("https://:geheim@h", true),
            ("smtp://u:ge heim@h", true),
            ("smtp://u:12/geheim@h", true),
            ("smtp://u@x.example:geheim@h", true),
            ("Mo Ali, smtp://u:geheim@h", true),
            ("<smtp://u:geheim@h>", true),
            ("https://care.example:8080/", false),
            ("https://care.example/@mo", false),
            ("Mo Ali: help@care.example", false),
            ("Polisi <polisi@care.example>", false),
            ("polisi=debug,info", false),
            ("/srv/polisi@one:two", false),
            ("127.0.0.1:8080", false),
        ] {
            assert_eq!(has_password(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_message_says_no_value_that_may_hold_a_password() {
        for value in ["smtp://u:geheim@localhost", "u:geheim@localhost", "host=db PASSWORD=geheim"] {
            assert_eq!(quoted(value), "what it holds", "{value}");
        }
        for value in ["8080", "127.0.0.1:80800", "polisi.example", "https//polisi.example", "nobody@"] {
            assert_eq!(quoted(value), format!("`{value}`"));
        }
    }
}
