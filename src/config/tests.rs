use super::{MailRoute, NAMES, Settings};
use crate::access::FactorRule;
use crate::db::Address;
use std::path::Path;

fn read(pairs: &[(&str, &str)]) -> Result<Settings, String> {
    let value = |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
    Settings::read(value).map_err(|error| error.to_string())
}

#[test]
fn refuses_wrong_values_by_name() {
    for (name, value) in [
        ("POLISI_DATABASE_URL", "mysql://x"),
        ("POLISI_DATABASE_URL", "host=db password=x"),
        ("POLISI_DATABASE_URL", "postgres://db.example/polisi"),
        ("POLISI_LISTEN", "8080"),
        ("POLISI_BASE_URL", "polisi.example"),
        ("POLISI_BASE_URL", "https://polisi.example/sub"),
        ("POLISI_BASE_URL", "https://polisi.example?a=b"),
        ("POLISI_BASE_URL", "https://polisi.example/#top"),
        ("POLISI_BASE_URL", "https://mo:geheim@polisi.example"),
        ("POLISI_BASE_URL", "https://mo@polisi.example"),
        ("POLISI_BACKUP_DIR", "/dev/null"),
        ("POLISI_SMTP_CA_FILE", "/nowhere/ca.pem"),
        ("POLISI_SMTP_CA_FILE", "/dev/null"),
        ("POLISI_SMTP_CLIENT_FILE", "/nowhere/client.pem"),
        ("POLISI_SMTP_URL", "http://mail.example"),
        ("POLISI_SMTP_URL", "mail.example"),
        ("POLISI_SMTP_URL", "smtp://user:12/geheim@localhost"),
        ("POLISI_SMTP_URL", "smtp://user:12?geheim@localhost"),
        ("POLISI_SMTP_URL", "smtp://user:12#geheim@localhost"),
        ("POLISI_SMTP_URL", "smtp://localhost:23159/x"),
        ("POLISI_SMTP_URL_FILE", "smtp://u:geheim@localhost"),
        ("POLISI_DATABASE_URL_FILE", "postgres://u:geheim@localhost/polisi"),
        ("POLISI_SMTP_CA_FILE", "smtp://u:geheim@localhost"),
        ("POLISI_SMTP_CLIENT_FILE", "smtp://u:geheim@localhost"),
        ("POLISI_MAIL_FROM", "smtp://u:geheim@localhost"),
        ("POLISI_LISTEN", "smtp://u:geheim@localhost"),
        ("POLISI_SIGN_UP", "smtp://u:geheim@localhost"),
        ("POLISI_TRUSTED_PROXIES", "smtp://u:geheim@localhost"),
        ("POLISI_OPERATOR_CONTACT", "smtp://u:geheim@localhost"),
        ("POLISI_OPERATOR_CONTACT", "Mo Ali, smtp://u:geheim@localhost"),
        ("POLISI_LOG", "smtp://u:geheim@localhost"),
        ("POLISI_MASTER_KEY_FILE", "smtp://u:geheim@localhost"),
        ("POLISI_BREACHED_PASSWORDS", "smtp://u:geheim@localhost"),
        ("POLISI_CLAMD", "smtp://u:geheim@localhost"),
        ("POLISI_DATA_DIR", "postgres://u:geheim@localhost/polisi"),
        ("POLISI_DATA_DIR", "postgres://localhost/polisi"),
        ("POLISI_BACKUP_DIR", "smtp://u:geheim@localhost"),
        ("POLISI_BACKUP_DIR", "s3://backups"),
        ("POLISI_MASTER_KEY_FILE", "vault://key"),
        ("POLISI_MAIL_FROM", "nobody"),
        ("POLISI_TRUSTED_PROXIES", "proxy.example"),
        ("POLISI_DATABASE_URL", "postgres://a:b@db.example/x?sslmode=require"),
        ("POLISI_SIGN_UP", "yes"),
        ("POLISI_OPERATOR_CONTACT", "Mo Ali\nhelp@prawf.example"),
        ("POLISI_OPERATOR_CONTACT", " - "),
        ("POLISI_CLAMD", "192.0.2.7:3310"),
        ("POLISI_CLAMD", "0.0.0.0:3310"),
        ("POLISI_CLAMD", "clamd.example:3310"),
        ("POLISI_CLAMD", "127.0.0.1"),
    ] {
        let error = read(&[(name, value)]).err().unwrap_or_default();
        assert!(error.starts_with(name), "{name}={value}: {error}");
        let is_said = error.contains("password=x") || error.contains("geheim");
        assert!(!is_said, "the value of a secret is not printed: {error}");
    }
}

#[test]
fn passwords_may_come_in_files() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let fine = file("fine", "smtps://me:geheim@mail.example\n");
    for (plain, by_file) in super::secrets::SECRETS {
        assert!(NAMES.iter().filter(|(name, _)| name == plain || name == by_file).count() == 2, "{plain}");
        let both = read(&[(plain, "x"), (by_file, &fine)]).err().unwrap_or_default();
        assert!(both.starts_with(by_file) && both.contains(plain), "{both}");
        for text in ["", " \n", "geheim\ngeheim", &"geheim".repeat(10_000)] {
            let error = read(&[(by_file, &file("wrong", text))]).err().unwrap_or_default();
            assert!(error.starts_with(by_file) && !error.contains("geheim"), "{error}");
        }
        let away = read(&[(by_file, &folder.path().join("away").display().to_string())]);
        assert!(away.err().unwrap_or_default().starts_with(by_file));
    }
    let away = read(&[("POLISI_SMTP_URL_FILE", "/nowhere/smtp")]).err().unwrap_or_default();
    assert!(away.contains("/nowhere/smtp can't be read"), "{away}");
    let itself = read(&[("POLISI_SMTP_URL_FILE", "smtp://u:geheim@h")]).err().unwrap_or_default();
    assert!(itself.contains("holds the setting itself, not the name of a file"), "{itself}");
    // A store of secrets names its folder after the unit: `polisi@one.service`.
    let at = file("at@one", "smtps://me:geheim@mail.example");
    assert!(read(&[("POLISI_SMTP_URL_FILE", &at)]).is_ok());
    let settings = read(&[("POLISI_SMTP_URL_FILE", &fine)]).unwrap();
    let MailRoute::Smtp(server) = settings.mail else { panic!("mail goes to files") };
    assert_eq!(server.url.password(), Some("geheim"));
    let database = file("database", "postgres://app:geheim@localhost/polisi");
    let settings = read(&[("POLISI_DATABASE_URL_FILE", &database)]).unwrap();
    assert_eq!(settings.database, Address::Postgres("postgres://app:geheim@localhost/polisi".to_owned()));
}

#[test]
fn only_the_demonstration_asks_for_no_second_factor() {
    let every = |_name: &str| Some("off".to_owned());
    for (name, _) in NAMES {
        // A value that can't be used stops the start; none of them switches anything off.
        let one = |asked: &str| (asked == *name).then(|| "off".to_owned());
        assert!(Settings::read(one).is_ok_and(|read| read.second_factor == FactorRule::On) || refused(name));
    }
    assert!(Settings::read(every).is_err());
    let listen = "127.0.0.1:8080".parse().unwrap();
    let base = "http://127.0.0.1:8080".parse().unwrap();
    let demonstration = Settings::demonstration(Path::new("demo-data"), listen, base);
    assert!(demonstration.demonstration && demonstration.second_factor == FactorRule::Off);
}

fn refused(name: &str) -> bool {
    read(&[(name, "off")]).is_err()
}

#[test]
fn serving_needs_https_off_the_machine_and_mail_with_it() {
    let fails =
        |pairs: &[(&str, &str)]| read(pairs).unwrap().check_for_serving().err().map(|error| error.name);
    assert_eq!(fails(&[]), None);
    assert_eq!(fails(&[("POLISI_BASE_URL", "http://polisi.example")]), Some("POLISI_BASE_URL"));
    assert_eq!(fails(&[("POLISI_LISTEN", "0.0.0.0:80")]), Some("POLISI_BASE_URL"));
    let https = ("POLISI_BASE_URL", "https://polisi.example");
    assert_eq!(fails(&[https, ("POLISI_LISTEN", "0.0.0.0:80")]), Some("POLISI_TRUSTED_PROXIES"));
    let elsewhere = [https, ("POLISI_LISTEN", "0.0.0.0:80"), ("POLISI_TRUSTED_PROXIES", "192.0.2.7")];
    assert_eq!(fails(&elsewhere), Some("POLISI_PROXY_ENCRYPTED"));
    let tunnel = [elsewhere[0], elsewhere[1], elsewhere[2], ("POLISI_PROXY_ENCRYPTED", "on")];
    assert_eq!(fails(&tunnel), Some("POLISI_SMTP_URL"));
    assert_eq!(fails(&[https]), Some("POLISI_SMTP_URL"));
    assert_eq!(fails(&[https, ("POLISI_SMTP_URL", "smtps://m.example")]), None);
    assert_eq!(fails(&[https, ("POLISI_SMTP_URL", "smtps://me:a%2Fb@m.example:465/")]), None);
}

#[test]
fn the_proxy_of_this_machine_is_trusted_unless_others_are_named() {
    let https = ("POLISI_BASE_URL", "https://polisi.example");
    let trusted = |pairs: &[(&str, &str)]| -> Vec<String> {
        read(pairs).unwrap().trusted_proxies.iter().map(ToString::to_string).collect()
    };
    assert_eq!(trusted(&[https]), ["127.0.0.1", "::1"]);
    for written in ["192.0.2.7", "::ffff:192.0.2.7"] {
        assert_eq!(trusted(&[https, ("POLISI_TRUSTED_PROXIES", written)]), ["192.0.2.7"]);
    }
    assert!(trusted(&[https, ("POLISI_TRUSTED_PROXIES", "")]).is_empty());
    assert!(trusted(&[https, ("POLISI_LISTEN", "0.0.0.0:80")]).is_empty());
    assert!(trusted(&[]).is_empty());
}

#[test]
fn an_authority_is_a_certificate_and_the_sender_of_a_bare_address_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ca.pem");
    std::fs::write(&path, "no certificate").unwrap();
    let error = read(&[("POLISI_SMTP_CA_FILE", &path.display().to_string())]).err().unwrap_or_default();
    assert!(error.starts_with("POLISI_SMTP_CA_FILE") && error.contains("ca.pem"), "{error}");
    let settings = read(&[("POLISI_LISTEN", "[::1]:8080")]).unwrap();
    assert_eq!(settings.mail_from, "Polisi <polisi@localhost>");
    assert_eq!(read(&[]).unwrap().mail_from, "Polisi <polisi@127.0.0.1>");
}

#[test]
fn a_database_on_another_machine_is_seen_however_it_is_named() {
    for url in [
        "postgres://a:b@localhost/x?hostaddr=192.0.2.7",
        "postgres:///x?host=/tmp&hostaddr=192.0.2.7",
        "postgres:///x?hostaddr=127.0.0.1&hostaddr=192.0.2.7",
        "postgres:///x?host=/tmp&host=db.example",
        "postgres:///x?host=/tmp,db.example",
        "postgres:///x?hostaddr=127.0.0.1,192.0.2.7",
        "postgres:///x?HOST=db.example",
        "postgres:///x?HostAddr=192.0.2.7",
        "postgres:///x?service=other",
        "postgres://db.example/x?host=/tmp",
        "postgres://localhost/x?hostaddr=192.0.2.7&sslmode=verify-full&sslmode=disable",
    ] {
        let error = read(&[("POLISI_DATABASE_URL", url)]).err().unwrap_or_default();
        assert!(error.contains("names another machine"), "{url}: {error}");
    }
}

#[test]
fn databases_on_this_machine_need_no_tls() {
    for url in [
        "postgres://a:b@127.0.0.1:5/x",
        "postgres://a@localhost/x",
        "postgres:///x?host=/tmp",
        "postgres:///x?host=localhost&hostaddr=127.0.0.1,::1",
        "postgres://a@[::1]/x",
    ] {
        assert!(
            matches!(read(&[("POLISI_DATABASE_URL", url)]).unwrap().database, Address::Postgres(_)),
            "{url}"
        );
    }
    let path = read(&[("POLISI_DATABASE_URL", "sqlite:///srv/p.db")]).unwrap().database;
    assert_eq!(path, Address::Sqlite("/srv/p.db".into()));
}
