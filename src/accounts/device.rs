//! Which kind of device a browser says it is, in plain words. Only for people to know it again: anybody can say
//! anything.

use fluent_bundle::FluentArgs;

use crate::messages::args;

/// Parts of what browsers say, and the key of the name: the first that fits holds.
const SYSTEMS: &[(&[&str], &str)] = &[
    (&["iPhone"], "device-system-iphone"),
    (&["iPad"], "device-system-ipad"),
    (&["Android", "Mobile"], "device-system-android-phone"),
    (&["Android"], "device-system-android-tablet"),
    (&["Windows"], "device-system-windows"),
    (&["CrOS"], "device-system-chromebook"),
    (&["Macintosh"], "device-system-mac"),
    (&["Linux"], "device-system-linux"),
];

/// The same for the program. Most claim to be Chrome and Safari too, so these come last.
const BROWSERS: &[(&[&str], &str)] = &[
    (&["Edg"], "device-browser-edge"),
    (&["OPR/"], "device-browser-opera"),
    (&["SamsungBrowser"], "device-browser-samsung"),
    (&["Firefox"], "device-browser-firefox"),
    (&["FxiOS"], "device-browser-firefox"),
    (&["Chrome"], "device-browser-chrome"),
    (&["CriOS"], "device-browser-chrome"),
    (&["Safari"], "device-browser-safari"),
];

fn find(table: &[(&[&str], &'static str)], agent: &str) -> Option<&'static str> {
    let fits = |(parts, _): &&(&[&str], &'static str)| parts.iter().all(|part| agent.contains(part));
    table.iter().find(fits).map(|(_, key)| *key)
}

/// The kind of device in words; `words` gives those of a key.
pub fn named(agent: &str, words: impl Fn(&str, &FluentArgs<'_>) -> String) -> String {
    let word = |key: &str| words(key, &FluentArgs::new());
    match (find(BROWSERS, agent), find(SYSTEMS, agent)) {
        (Some(browser), Some(system)) => {
            words("device-named", &args([("browser", word(browser)), ("system", word(system))]))
        }
        (Some(one), None) | (None, Some(one)) => word(one),
        (None, None) => word("device-unknown"),
    }
}

#[cfg(test)]
mod tests {
    use super::{BROWSERS, SYSTEMS, find};

    #[test]
    fn knows_the_usual_devices() {
        let mozilla = "Mozilla/5.0 ";
        for (agent, browser, system) in [
            ("(Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36", "chrome", "windows"),
            ("(Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "edge", "windows"),
            ("(X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "firefox", "linux"),
            ("(Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15", "safari", "mac"),
            ("(iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "safari", "iphone"),
            ("(iPhone; CPU iPhone OS 18_0 like Mac OS X) CriOS/140.0 Safari/604.1", "chrome", "iphone"),
            ("(iPad; CPU OS 18_0 like Mac OS X) FxiOS/140.0 Safari/604.1", "firefox", "ipad"),
            ("(Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "chrome", "android-phone"),
            (
                "(Linux; Android 15) SamsungBrowser/28.0 Chrome/130.0 Safari/537.36",
                "samsung",
                "android-tablet",
            ),
            ("(X11; CrOS x86_64 14541.0.0) Chrome/140.0 Safari/537.36 OPR/120.0", "opera", "chromebook"),
            ("curl/8.0", "", ""),
            ("", "", ""),
        ] {
            let agent = format!("{mozilla}{agent}");
            let end = |found: Option<&str>, begin: &str| found.unwrap_or(begin).replacen(begin, "", 1);
            assert_eq!(end(find(BROWSERS, &agent), "device-browser-"), browser, "{agent}");
            assert_eq!(end(find(SYSTEMS, &agent), "device-system-"), system, "{agent}");
        }
    }
}
