use crate::support::html::faults;

const SOUND: &str = r##"<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in – Polisi</title><link rel="stylesheet" href="/static/polisi.css"></head>
<body><a href="#main">Skip to content</a><main id="main"><h1>Sign in</h1>
<form action="/sign-in" method="post">
<label for="email">E-mail</label><input id="email" name="email" type="email" autocomplete="username">
<fieldset><legend>Language</legend>
<label><input type="radio" name="language" value="en" checked> English</label>
<label><input type="radio" name="language" value="cy"> Cymraeg</label></fieldset>
<button>Sign in</button></form>
<p>Write <code>{{org_field_name}}</code> and <code>care-home-1</code>.</p><p data-verbatim>full-time</p></main></body></html>"##;

#[test]
fn finds_nothing_in_a_sound_page() {
    assert_eq!(faults(SOUND), Vec::<String>::new());
    let with_error = SOUND.replace("<title>", "<title>Error: ");
    assert_eq!(faults(&with_error), Vec::<String>::new());
}

/// Each row breaks the sound page in one way and names a part of the complaint.
#[test]
fn finds_each_fault() {
    let rows = [
        ("<!doctype html>", "", "doctype"),
        (r#" lang="en-GB""#, "", "html has no lang"),
        ("<h1>Sign in</h1>", "", "0 h1"),
        ("</h1>", "</h1><h1>Again</h1>", "2 h1"),
        ("<title>Sign in", "<title>Welcome", "does not start with the h1"),
        ("</h1>", "</h1><h3>Deep</h3>", "h3 `Deep` follows h1"),
        (r#"<main id="main">"#, r#"<main id="email">"#, "there twice"),
        (r#"<main id="main">"#, "<main>", "link to #main leads nowhere"),
        (r#"<label for="email">E-mail</label>"#, "", "no label for"),
        ("E-mail</label>", "</label>", "no label for"),
        ("<legend>Language</legend>", "", "fieldset without a legend"),
        (r#" action="/sign-in""#, "", "no action"),
        (r#"method="post""#, r#"method="put""#, "method put"),
        ("<button>Sign in", "<button>", "empty button"),
        ("</h1>", r#"</h1><a href="/x"></a>"#, "has no words"),
        ("</h1>", "</h1><a href=\"#\">More</a>", "leads nowhere"),
        ("</h1>", r#"</h1><img src="/logo.png">"#, "no alt"),
        ("</h1>", r#"</h1><p style="color:red">Red</p>"#, "inline style"),
        ("</h1>", "</h1><script>go()</script>", "inline script"),
        ("</h1>", r#"</h1><p onclick="go()">Go</p>"#, "inline script: onclick"),
        ("</h1>", "</h1><p> accounts-sign-in-title </p>", "message key shown"),
        ("</h1>", "</h1><p>Dear {{ name }}</p>", "template tag shown"),
        ("</h1>", r#"</h1><input aria-label="sign-in-code" name="c">"#, "message key or template tag"),
        ("</h1>", "</h1><p><b>Bold</p>", "HTML:"),
        ("</h1>", r#"</h1><input type="file" name="f" aria-label="Logo">"#, "not as multipart"),
    ];
    for (old, new, complaint) in rows {
        let page = if complaint.contains("multipart") {
            SOUND.replace("<button>", r#"<input type="file" name="f" aria-label="Logo"><button>"#)
        } else {
            SOUND.replacen(old, new, 1)
        };
        assert_ne!(page, SOUND, "the row for {complaint} changes nothing");
        let found = faults(&page);
        assert!(found.iter().any(|fault| fault.contains(complaint)), "no {complaint} in {found:?}");
    }
}
