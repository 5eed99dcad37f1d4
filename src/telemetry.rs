//! What the program says of itself: JSON lines on standard error, without personal data.

pub mod security;

use tracing::Subscriber;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

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
    let begun = tracing::subscriber::set_global_default(lines(filter(text)?, std::io::stderr));
    if begun.is_err() {
        tracing::debug!("logging had begun");
    }
    Ok(())
}

/// Writes each event as one line of JSON: what stands in a value can't begin another line.
pub fn lines<W>(filter: EnvFilter, writer: W) -> impl Subscriber + Send + Sync
where
    W: for<'writer> MakeWriter<'writer> + Send + Sync + 'static,
{
    tracing_subscriber::fmt().json().flatten_event(true).with_env_filter(filter).with_writer(writer).finish()
}

#[cfg(test)]
mod tests {
    use super::{filter, lines};
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    /// ASVS 5.0: 16.4.1.
    #[test]
    fn a_value_never_begins_another_line() {
        let kept = Kept::default();
        let writer = kept.clone();
        let hostile = "a\r\n{\"message\":\"security\",\"event\":\"signed_in\"}\u{2028}\u{1b}[2J\0";
        tracing::subscriber::with_default(lines(filter("info").unwrap(), move || writer.clone()), || {
            tracing::warn!(fault = hostile, shown = %hostile, debugged = ?hostile, "{hostile}");
        });
        let text = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(!text.trim_end().chars().any(char::is_control), "{text:?}");
        let line: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!((&line["fault"], line.get("event")), (&serde_json::json!(hostile), None));
    }

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
