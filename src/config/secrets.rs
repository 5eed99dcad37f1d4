//! Settings that hold a password: typed into the environment, or in a file that whatever keeps secrets puts there.

use std::path::Path;

use super::{SettingsError, wrong};

/// The most bytes of such a file.
const MOST_BYTES: u64 = 8 * 1024;

/// The variables that may hold a password, with those that name a file instead.
pub(super) const SECRETS: &[(&str, &str)] = &[
    ("POLISI_DATABASE_URL", "POLISI_DATABASE_URL_FILE"),
    ("POLISI_MIGRATION_DATABASE_URL", "POLISI_MIGRATION_DATABASE_URL_FILE"),
    ("POLISI_SMTP_URL", "POLISI_SMTP_URL_FILE"),
];

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
        (Some((file, path)), None) => line(file, Path::new(&path)).map(Some),
        (None, value) => Ok(value),
    }
}

/// The one line of a file. The message never says what stands in it.
fn line(name: &'static str, path: &Path) -> Result<String, SettingsError> {
    let size = std::fs::metadata(path).map(|about| about.len());
    if size.is_ok_and(|size| size > MOST_BYTES) {
        return Err(wrong(name, format!("{} is too large for one setting", path.display())));
    }
    let text = std::fs::read_to_string(path)
        .map_err(|fault| wrong(name, format!("{} can't be read: {}", path.display(), fault.kind())))?;
    match text.trim() {
        "" => Err(wrong(name, format!("{} is empty", path.display()))),
        text if text.contains('\n') => {
            Err(wrong(name, format!("{} must hold one line, the setting itself", path.display())))
        }
        text => Ok(text.to_owned()),
    }
}
