//! The static files, under names that change with their content so that browsers may keep them.

use std::borrow::Cow;

use rust_embed::RustEmbed;

/// How long browsers may keep a static file: a year, without asking again.
pub const CACHE_CONTROL: &str = "public, max-age=31536000, immutable";

#[derive(RustEmbed)]
#[folder = "static"]
struct Files;

/// The address of the file `name` in `static/`: `polisi.css` is `/static/polisi.1f2e3d4c.css`.
#[must_use]
pub fn path(name: &str) -> Option<String> {
    let (stem, extension) = name.rsplit_once('.')?;
    let mark: String =
        Files::get(name)?.metadata.sha256_hash().iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    Some(format!("/static/{stem}.{mark}.{extension}"))
}

/// Media type and bytes of the file at an address that [`path`] gave out; nothing for an
/// outdated or foreign one.
#[must_use]
pub fn find(path_of_request: &str) -> Option<(&'static str, Cow<'static, [u8]>)> {
    let (rest, extension) = path_of_request.strip_prefix("/static/")?.rsplit_once('.')?;
    let (stem, _) = rest.rsplit_once('.')?;
    let name = format!("{stem}.{extension}");
    if path(&name)? != path_of_request {
        return None;
    }
    Some((media_type(extension)?, Files::get(&name)?.data))
}

fn media_type(extension: &str) -> Option<&'static str> {
    Some(match extension {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_it_names_and_nothing_else() {
        let address = path("polisi.css").unwrap();
        assert!(address.starts_with("/static/polisi."));
        assert_eq!(find(&address).unwrap().0, "text/css; charset=utf-8");
        for foreign in ["/static/polisi.css", "/static/polisi.00000000.css", "/static/../Cargo.toml", "/x"] {
            assert!(find(foreign).is_none(), "{foreign}");
        }
        assert!(path("missing.css").is_none());
    }
}
