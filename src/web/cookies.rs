//! Cookies of ours, made at one place: for this host and the whole of it, unread by scripts, not sent along from
//! other sites, and over https alone where the address is https (ASVS 5.0: 3.3).

use actix_web::cookie::{Cookie, CookieBuilder, SameSite};

/// A cookie that goes with the browser, unless it is given an age.
#[must_use]
pub fn own(name: &'static str, value: String, secure: bool) -> CookieBuilder<'static> {
    Cookie::build(name, value).path("/").http_only(true).secure(secure).same_site(SameSite::Lax)
}

/// What takes a cookie away. It says the same of itself as the cookie: browsers take no `__Host-` name without.
#[must_use]
pub fn gone(name: &'static str, secure: bool) -> Cookie<'static> {
    let mut cookie = own(name, String::new(), secure).finish();
    cookie.make_removal();
    cookie
}

#[cfg(test)]
mod tests {
    use super::{gone, own};

    #[test]
    fn a_cookie_and_its_removal_are_bound_alike() {
        for cookie in [own("__Host-a", "b".to_owned(), true).finish(), gone("__Host-a", true)] {
            let text = cookie.to_string();
            for part in ["; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"] {
                assert!(text.contains(part), "{text} without {part}");
            }
            assert!(!text.contains("Domain"), "{text}");
        }
        assert!(gone("__Host-a", true).to_string().contains("Max-Age=0"));
        assert!(!own("a", "b".to_owned(), false).finish().to_string().contains("Secure"));
    }
}
