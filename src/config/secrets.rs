//! Settings that hold a password: typed into the environment, or in a file that whatever keeps secrets puts there.

use super::shown::has_password;
use super::{NAMES, SettingsError, without_secret, wrong};

/// The most bytes of such a file.
const MOST_BYTES: u64 = 8 * 1024;

/// The variables that may hold a password, with those that name a file instead.
pub(super) const SECRETS: &[(&str, &str)] = &[
    ("POLISI_DATABASE_URL", "POLISI_DATABASE_URL_FILE"),
    ("POLISI_MIGRATION_DATABASE_URL", "POLISI_MIGRATION_DATABASE_URL_FILE"),
    ("POLISI_SMTP_URL", "POLISI_SMTP_URL_FILE"),
];

/// Refuses the first setting that holds an address with a password and has no business with one: it would be printed,
/// on a page or in a log. Its value is never said.
///
/// # Errors
/// There is one.
pub(super) fn refuse_elsewhere(value: &impl Fn(&str) -> Option<String>) -> Result<(), SettingsError> {
    // One that names a file has words of its own for it.
    let may = |name: &str| SECRETS.iter().any(|(secret, file)| *secret == name || *file == name);
    let holds = |name: &str| !may(name) && value(name).is_some_and(|text| has_password(&text));
    match NAMES.iter().find(|(name, _)| holds(name)) {
        Some((name, _)) => {
            let why =
                "holds an address with a password, which was meant for another setting: take it out of here";
            Err(wrong(name, why))
        }
        None => Ok(()),
    }
}

/// A setting by its name; one that may hold a password out of its file, when that is named.
///
/// # Errors
/// Both are set, or the file can't be read, is empty or holds more than one line.
pub(super) fn read(
    name: &str,
    value: &impl Fn(&str) -> Option<String>,
) -> Result<Option<String>, SettingsError> {
    let file = SECRETS.iter().find(|(secret, _)| *secret == name).map(|(_, file)| *file);
    match (file.and_then(|file| Some((file, value(file)?))), value(name)) {
        (Some((file, _)), Some(_)) => Err(wrong(file, format!("is set, and {name} too: set one of them"))),
        (Some((file, path)), None) => line(file, &path).map(Some),
        (None, value) => Ok(value),
    }
}

/// The one line of a file. The message never says what stands in it, nor what may be the setting itself in the place of
/// the name of a file.
fn line(name: &'static str, path: &str) -> Result<String, SettingsError> {
    let shown = without_secret(name, path);
    let file = shown.clone().unwrap_or_else(|| "the file".to_owned());
    if std::fs::metadata(path).is_ok_and(|about| about.len() > MOST_BYTES) {
        return Err(wrong(name, format!("{file} is too large for one setting")));
    }
    let text = std::fs::read_to_string(path).map_err(|fault| match shown {
        Some(_) => wrong(name, format!("{file} can't be read: {}", fault.kind())),
        None => wrong(name, "holds the setting itself, not the name of a file that can be read"),
    })?;
    match text.trim() {
        "" => Err(wrong(name, format!("{file} is empty"))),
        text if text.contains('\n') => {
            Err(wrong(name, format!("{file} must hold one line, the setting itself")))
        }
        text => Ok(text.to_owned()),
    }
}
