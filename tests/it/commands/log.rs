//! What the program says of itself holds nobody's words (ASVS 5.0: 14.2.1, 16.2.5, 16.4.1).

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use serde_json::Value;

use super::{Place, Serving};

/// Every secret of this test begins so.
const CANARY: &str = "zebrafinch";

/// Serves, and keeps what is logged in a file.
fn serve_and_keep_the_log(place: &Place) -> Serving {
    let mut command = place.command(&["serve"]);
    let log = std::fs::File::create(place.path("log")).unwrap();
    command.env("POLISI_LISTEN", "127.0.0.1:0").env("POLISI_LOG", "info,polisi=trace");
    let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
    let first = BufReader::new(child.stdout.take().unwrap()).lines().next().unwrap().unwrap();
    let base = first.rsplit(' ').next().unwrap().trim_end_matches('/').to_owned();
    Serving { child, base, link: None }
}

#[test]
fn the_log_holds_nobodys_words() {
    let place = Place::new();
    let made = place.found("Cartref Prawf").fine();
    let link = made.split_whitespace().find(|word| word.contains("/invitations/")).unwrap();
    let token = link.rsplit('/').next().unwrap().to_owned();
    let server = serve_and_keep_the_log(&place);
    let client = server.client().with_header("user-agent", CANARY).unchecked();
    let password = format!("{CANARY} slate kettle orchard");
    client.get(&format!("/invitations/{token}")).expect(200);
    client.post_form(&format!("/invitations/{token}"), &[("new-password", &password)]).expect(303);
    for path in ["", "policies", "incidents/report", CANARY] {
        client.get(&format!("/o/cartref-prawf/{path}?q={CANARY}"));
    }
    client.post_form("/o/cartref-prawf/incidents/report", &[("story", CANARY), ("person", CANARY)]);
    client.get(&format!("/s/{CANARY}"));
    client.get(&format!("/{CANARY}/%0d%0a{CANARY}"));
    let stranger = server.client().unchecked();
    let wrong = [("email", "zebrafinch@prawf.example"), ("password", CANARY)];
    stranger.post_form("/sign-in", &wrong).expect(422);
    stranger.post_form("/password-reset", &[("email", "olwen@prawf.example")]).expect(200);
    stranger.request("POST", "/sign-in", "text/plain", CANARY.as_bytes());
    assert_eq!(server.stop(), 0);

    let log = std::fs::read_to_string(place.path("log")).unwrap();
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let requests = lines.iter().filter(|line| line["message"] == "request").count();
    assert!(requests >= 11, "saw only {requests} requests in {log}");
    for secret in [CANARY, &token, "olwen", "prawf.example", "cartref-prawf", "127.0.0.1/"] {
        assert!(!log.to_lowercase().contains(&secret.to_lowercase()), "the log holds {secret}:\n{log}");
    }
}
