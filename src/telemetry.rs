//! What the program says of itself: JSON lines on standard error, without personal data.

use tracing_subscriber::EnvFilter;

use crate::config::SettingsError;

const LEVELS: &[&str] = &["off", "error", "warn", "info", "debug", "trace"];

/// Reads a filter such as `info` or `info,polisi::mail=debug`. A word that is no level is refused: the
/// library would take it for a part of the program and log everything of it.
///
/// # Errors
/// The text isn't a filter.
pub fn filter(text: &str) -> Result<EnvFilter, SettingsError> {
    let wrong = || SettingsError {
        name: "POLISI_LOG",
        why: format!("`{text}` is not a level (off, error, warn, info, debug, trace) or target=level"),
    };
    let known = |level: &str| LEVELS.contains(&level.trim().to_ascii_lowercase().as_str());
    let understood = text.split(',').all(|part| known(part.rsplit('=').next().unwrap_or(part)));
    if !understood {
        return Err(wrong());
    }
    EnvFilter::try_new(text).map_err(|_faulty| wrong())
}

/// Begins to log. A second call changes nothing.
///
/// # Errors
/// The text isn't a filter.
pub fn start(text: &str) -> Result<(), SettingsError> {
    let begun = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_env_filter(filter(text)?)
        .with_writer(std::io::stderr)
        .try_init();
    if begun.is_err() {
        tracing::debug!("logging had begun");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::filter;

    #[test]
    fn refuses_what_is_no_level() {
        for (text, fits) in [
            ("info", true),
            ("WARN", true),
            ("info,polisi::mail=debug", true),
            ("loud", false),
            ("info,loud", false),
            ("polisi=loud", false),
            ("", false),
        ] {
            assert_eq!(filter(text).is_ok(), fits, "{text}");
        }
    }
}
