//! Variables that begin as our settings do and are none of them: a setting that was misspelt would count for nothing.

use std::ffi::OsString;

use super::{NAMES, SettingsError, wrong};

/// How the names of our settings begin.
const OURS: &str = "POLISI_";
/// What the tests and the measurements read, and no setting.
const OTHERS: &[&str] = &["POLISI_TEST_", "POLISI_WRITE_", "POLISI_BENCH_"];
/// So many letters may be changed, added or dropped for a name to be taken for a slip of the hand.
const SLIPS: usize = 2;

/// Refuses the first of the names of an environment that no setting has, in small letters too. Its value is never said.
///
/// # Errors
/// There is one.
pub(super) fn refuse(names: impl Iterator<Item = String>) -> Result<(), SettingsError> {
    let is_unknown = |name: &String| {
        name.to_ascii_uppercase().starts_with(OURS)
            && !OTHERS.iter().any(|begin| name.starts_with(begin))
            && !NAMES.iter().any(|(known, _)| known == name)
    };
    let Some(name) = names.filter(is_unknown).min() else { return Ok(()) };
    let meant = match nearest(&name.to_ascii_uppercase()) {
        Some(known) => format!("did you mean {known}?"),
        None => "polisi check --list names all that there are".to_owned(),
    };
    Err(wrong("environment", format!("{name} is no setting of Polisi; {meant}")))
}

/// Refuses the first setting whose value isn't UTF-8: to pass it by would be to start without it. Its value is never said.
///
/// # Errors
/// There is one.
pub(super) fn refuse_unreadable(
    set: impl Iterator<Item = (OsString, OsString)>,
) -> Result<(), SettingsError> {
    let known = |name: OsString| NAMES.iter().map(|(known, _)| *known).find(|known| name == **known);
    let unreadable = set.filter(|(_, value)| value.to_str().is_none()).filter_map(|(name, _)| known(name));
    match unreadable.min() {
        Some(name) => {
            Err(wrong(name, "holds bytes that are no UTF-8; in a password write them as %C3%A9 for é"))
        }
        None => Ok(()),
    }
}

/// The setting that was meant, when one is near enough.
fn nearest(name: &str) -> Option<&'static str> {
    let away = NAMES.iter().map(|(known, _)| (distance(name, known), *known));
    away.min().filter(|(slips, _)| *slips <= SLIPS).map(|(_, known)| known)
}

/// Letters to change, add or drop to make one name of the other.
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.chars().count()).collect();
    for (line, letter) in one.chars().enumerate() {
        let (mut slant, mut left) = (line, line.saturating_add(1));
        let mut next = vec![left];
        for (wanted, above) in other.chars().zip(row.iter().skip(1)) {
            let kept = slant.saturating_add(usize::from(letter != wanted));
            left = kept.min(left.saturating_add(1)).min(above.saturating_add(1));
            slant = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt as _;

    use super::{NAMES, distance, refuse, refuse_unreadable};

    #[test]
    fn a_misspelt_setting_is_refused_with_the_one_that_was_meant() {
        for (name, meant) in [
            ("POLISI_SMTP_URI", "did you mean POLISI_SMTP_URL?"),
            ("POLISI_BACKUP_DIRS", "did you mean POLISI_BACKUP_DIR?"),
            ("POLISI_LISTENS", "did you mean POLISI_LISTEN?"),
            ("POLISI_SIGNUP", "did you mean POLISI_SIGN_UP?"),
            ("polisi_smtp_url", "did you mean POLISI_SMTP_URL?"),
            ("Polisi_Smtp_Uri", "did you mean POLISI_SMTP_URL?"),
            ("POLISI_SECOND_FACTOR", "check --list"),
            ("POLISI_", "check --list"),
        ] {
            let names = ["PATH", "POLISI_LOG", name].map(str::to_owned);
            let said = refuse(names.into_iter()).err().map(|fault| fault.to_string()).unwrap_or_default();
            assert!(said.contains(&format!("{name} is no setting")) && said.contains(meant), "{said}");
        }
    }

    #[test]
    fn settings_and_what_the_tests_read_are_let_pass() {
        let known = NAMES.iter().map(|(name, _)| (*name).to_owned());
        assert_eq!(refuse(known), Ok(()));
        for name in ["POLISI", "PATH", "POLISI_TEST_CANARY", "POLISI_WRITE_LINES", "POLISI_BENCH_PROFILE"] {
            assert_eq!(refuse(std::iter::once(name.to_owned())), Ok(()), "{name}");
        }
    }

    #[test]
    fn a_setting_that_is_no_utf_8_is_refused_without_its_value() {
        let pair = |name: &str, value: &[u8]| (OsString::from(name), OsString::from_vec(value.to_vec()));
        let latin = b"postgres://u:geheim\xe9@127.0.0.1/p";
        let set = [pair("PATH", b"\xe9"), pair("POLISI_LOG", b"info"), pair("POLISI_DATABASE_URL", latin)];
        let said = refuse_unreadable(set.into_iter()).err().map(|fault| fault.to_string());
        let said = said.unwrap_or_default();
        assert!(said.starts_with("POLISI_DATABASE_URL") && said.contains("UTF-8"), "{said}");
        assert!(!said.contains("geheim"), "{said}");
        let fine = [pair("PATH", b"\xe9"), pair("POLISI_DATABASE_URL", "postgres://u:é@h/p".as_bytes())];
        assert_eq!(refuse_unreadable(fine.into_iter()), Ok(()));
    }

    #[test]
    fn letters_to_change_are_counted() {
        for (one, other, slips) in [
            ("", "", 0),
            ("", "ab", 2),
            ("ab", "", 2),
            ("URI", "URL", 1),
            ("DIRS", "DIR", 1),
            ("abc", "bca", 2),
        ] {
            assert_eq!(distance(one, other), slips, "{one} {other}");
        }
    }
}
