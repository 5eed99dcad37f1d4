use crate::support::canned::{Asked, Canned, serve};
use crate::support::client::{Client, Provenance};

fn page(title: &str, inner: &str) -> Canned {
    Canned::html(&format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title></head><body><main><h1>{title}</h1>{inner}</main></body></html>"
    ))
}

const FORM: &str = r#"<form action="/send" method="post" class="main"><input type="hidden" name="version" value="4">
<label for="n">Name</label><input id="n" name="name" value="old"><label><input type="checkbox" name="read"> Read</label>
<label><input type="checkbox" name="day" value="mon"> Monday</label><label><input type="checkbox" name="day" value="tue" checked> Tuesday</label>
<fieldset><legend>Kind</legend><label><input type="radio" name="kind" value="a" checked> A</label><label><input type="radio" name="kind" value="b"> B</label></fieldset>
<label for="s">Service</label><select id="s" name="service"><option value="1">Rowan</option><option value="2">Elm</option></select>
<label for="t">Text</label><textarea id="t" name="text">One &amp; two</textarea>
<button name="do" value="save">Save</button><button name="do" value="drop">Drop</button></form>
<form action="/find" id="find"><label for="q">Find</label><input id="q" name="q"><button>Find</button></form>
<form action="/files" method="post" enctype="multipart/form-data" id="files"><label for="f">File</label><input id="f" type="file" name="logo">
<label for="c">Caption</label><input id="c" name="caption"><button>Send</button></form>"#;

fn answer(asked: &Asked) -> Canned {
    let seen = |name: &str| asked.header(name).unwrap_or("-").to_owned();
    match asked.target.split('?').next().unwrap() {
        "/form" => page("Form", FORM),
        "/send" => Canned::see_other("/done")
            .header("set-cookie", &format!("sent={}; Path=/; HttpOnly", asked.body.len())),
        "/out" => Canned::see_other("/done").header("set-cookie", "sent=; Max-Age=0; Path=/"),
        "/done" => page(
            "Done",
            &format!(
                "<p class=\"cookie\">{}</p><p><a href=\"form?x=1\">Back to the form</a></p>",
                seen("cookie")
            ),
        ),
        "/bad" => page("Bad", "<p style=\"color:red\">Red</p>"),
        "/echo" | "/find" | "/files" => {
            let lines = [
                &asked.method,
                &asked.target,
                &seen("origin"),
                &seen("sec-fetch-site"),
                &seen("x-forwarded-for"),
                &asked.body,
            ];
            Canned { status: 200, headers: Vec::new(), body: lines.map(String::as_str).join("\n") }
        }
        _ => Canned { status: 404, ..page("Not here", "") },
    }
}

/// Whether the test would have failed here.
fn fails<T>(action: impl FnOnce() -> T) -> bool {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(action)).is_err()
}

#[test]
fn sends_what_the_form_holds() {
    let client = Client::new(&serve(answer));
    let form = client.get("/form").expect(200).form("form.main");
    assert_eq!(form.value("text").as_deref(), Some("One & two"));
    assert_eq!(form.value("service").as_deref(), Some("1"));
    assert!(form.names().contains(&"version".to_owned()));
    let sent = form
        .set("name", "Siân O’Neill")
        .set("kind", "b")
        .set("service", "Elm")
        .tick("read")
        .tick_value("day", "mon")
        .press("do", "save")
        .submit();
    let body = "version=4&name=Si%C3%A2n+O%E2%80%99Neill&read=on&day=mon&day=tue&kind=b&service=2&text=One+%26+two&do=save";
    assert_eq!(client.cookie("sent"), Some(body.len().to_string()));
    let done = sent.expect(303).follow().expect(200);
    assert_eq!(done.heading(), "Done");
    assert_eq!(done.words(".cookie"), [client.cookie_header()]);
    assert_eq!(done.click("Back to the form").url.query(), Some("x=1"));
    client.get("/out").expect(303);
    assert_eq!(client.cookie("sent"), None);
}

#[test]
fn sends_what_no_form_allows_only_by_forging() {
    let client = Client::new(&serve(answer));
    let form =
        client.get("/form").form("form.main").untick("day").without("text").forge("organisation", "other");
    assert!(!form.names().contains(&"text".to_owned()));
    let stranger = Client::new(client.get("/done").url.as_str());
    let sent = form.by(&stranger).submit().expect(303);
    assert_eq!(client.cookie("sent"), None);
    let body = "version=4&name=old&kind=a&service=1&organisation=other";
    assert_eq!(stranger.cookie("sent"), Some(body.len().to_string()));
    assert!(sent.location().unwrap().path().ends_with("/done"));
    assert!(fails(|| client.get("/form").form("form.main").set("organisation", "other")));
}

#[test]
fn searches_by_address_and_sends_files_in_parts() {
    let client = Client::new(&serve(answer));
    let found = client.get("/form").form("#find").set("q", "fire safety").submit();
    assert_eq!(found.text().lines().nth(1), Some("/find?q=fire+safety"));
    let form = client.get("/form").form("#files").set("caption", "Our logo");
    let sent = form.attach("logo", "logo.png", "image/png", b"PNG bytes").submit().text();
    for part in ["name=\"caption\"", "Our logo", "filename=\"logo.png\"", "image/png", "PNG bytes"] {
        assert!(sent.contains(part), "no {part} in {sent}");
    }
}

#[test]
fn says_where_it_comes_from() {
    let client = Client::new(&serve(answer)).with_header("x-forwarded-for", "192.0.2.1");
    let own = client.get("/done").url.origin().ascii_serialization();
    let heads = |client: &Client, method: &str| {
        let text = client.request(method, "/echo", "text/plain", b"").text();
        text.lines().skip(2).take(3).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(heads(&client, "POST"), [own.as_str(), "same-origin", "192.0.2.1"]);
    assert_eq!(heads(&client, "GET"), ["-", "same-origin", "192.0.2.1"]);
    let elsewhere = "https://elsewhere.test".to_owned();
    let forged = client.from(Provenance::CrossSite(elsewhere.clone()));
    assert_eq!(heads(&forged, "POST"), [elsewhere.as_str(), "cross-site", "192.0.2.1"]);
    assert_eq!(
        heads(&client.from(Provenance::OriginOnly(elsewhere.clone())), "POST"),
        [elsewhere.as_str(), "-", "192.0.2.1"]
    );
    assert_eq!(heads(&client.from(Provenance::Absent), "POST"), ["-", "-", "192.0.2.1"]);
}

#[test]
fn looks_at_every_page() {
    let client = Client::new(&serve(answer));
    assert!(fails(|| client.get("/bad")), "a faulty page passed");
    let bad = client.unchecked().get("/bad");
    assert!(bad.has("p[style]") && bad.visible().contains("Red"));
    assert_eq!(bad.attributes("p", "style"), ["color:red"]);
    let missing = client.get("/nothing").expect(404);
    assert_eq!(format!("{missing:?}"), format!("404 {} `Not here`", missing.url));
    client.set_cookie("stolen", "1");
    assert_eq!(client.cookie_header(), "stolen=1");
    client.forget_cookies();
    assert_eq!(client.cookie_header(), "");
}
