//! What the program says of itself holds nobody's words (ASVS 5.0: 14.2.1, 16.2.5, 16.4.1).

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use serde_json::Value;

use super::{Place, Serving};

/// Every secret of this test begins so.
const CANARY: &str = "zebrafinch";

/// Starts the program, and keeps what is logged in a file; the first thing it says.
fn start_and_keep_the_log(place: &Place, arguments: &[&str]) -> (Child, String) {
    let mut command = place.command(arguments);
    let log = std::fs::File::create(place.path("log")).unwrap();
    command.env("POLISI_LISTEN", "127.0.0.1:0").env("POLISI_LOG", "info,polisi=trace");
    let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
    let first = BufReader::new(child.stdout.take().unwrap()).lines().next().unwrap().unwrap();
    (child, first)
}

fn serve_and_keep_the_log(place: &Place) -> Serving {
    let (child, first) = start_and_keep_the_log(place, &["serve"]);
    let base = first.rsplit(' ').next().unwrap().trim_end_matches('/').to_owned();
    Serving { child, base, link: None }
}

/// What was logged, all that happened and its requests with a status; no line holds any of these words.
fn silent_log(place: &Place, secrets: &[&str]) -> Vec<Value> {
    let log = std::fs::read_to_string(place.path("log")).unwrap();
    for secret in secrets {
        assert!(!log.to_lowercase().contains(&secret.to_lowercase()), "the log holds {secret}:\n{log}");
    }
    let lines = log.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.filter(|line| line["message"] == "request").collect()
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

    let requests =
        silent_log(&place, &[CANARY, &token, "olwen", "prawf.example", "cartref-prawf", "127.0.0.1/"]);
    assert!(requests.len() >= 11, "saw only {} requests", requests.len());
}

/// Inside an organisation: pages about people, and a report that is stored with names and a story.
#[test]
fn the_log_of_pages_and_a_report_holds_nobodys_words() {
    let place = Place::new();
    let data = place.path("demonstration");
    let data = data.to_str().unwrap();
    let (child, first) =
        start_and_keep_the_log(&place, &["demo", "--data", data, "--listen", "127.0.0.1:0", "--json"]);
    let said: Value = serde_json::from_str(&first).unwrap();
    let base = said["address"].as_str().unwrap().trim_end_matches('/').to_owned();
    let server = Serving { child, base, link: None };
    let slug = said["organisations"][0]["slug"].as_str().unwrap();
    let is_here = |account: &&Value| account["organisation"] == *slug;
    let with = |role: &str| {
        let fits = |account: &&Value| account["roles"].as_array().unwrap().iter().any(|held| held == role);
        said["accounts"].as_array().unwrap().iter().filter(is_here).find(fits).unwrap()
    };
    let owner = with("owner");
    let client = server.client().unchecked();
    let (email, password) = (owner["email"].as_str().unwrap(), said["password"].as_str().unwrap());
    client.post_form("/sign-in", &[("email", email), ("password", password)]).expect(303);
    let home = format!("/o/{slug}");
    for page in ["policies", "people", "incidents", "me"] {
        client.get(&format!("{home}/{page}?q={CANARY}")).expect(200);
    }
    let page = client.get(&format!("{home}/incidents/report")).expect(200);
    let services = page.attributes("[name='service'] option, input[name='service']", "value");
    let service = services.into_iter().find(|service| !service.is_empty()).unwrap();
    let filled = page
        .form("main form")
        .set("danger", "no")
        .set("service", &service)
        .set("category", "SU_IMAGE")
        .set("story", &format!("{CANARY} posted a picture"))
        .set("who", "unknown")
        .tick_value("affected", "supported")
        .set("affected-names", CANARY)
        .press("step", "check");
    let check = filled.submit().expect(200);
    assert!(check.text().contains(CANARY), "the answers are shown before they are sent");
    let sent = check.form("main form").press("step", "send").submit().expect(303).follow().expect(200);
    assert!(sent.url.path().contains("/incidents/received/"), "{}", sent.url);
    assert_eq!(server.stop(), 0);

    let requests = silent_log(&place, &[CANARY, email, password, "prawf.example", slug, "127.0.0.1/"]);
    let stored = |line: &&Value| line["route"] == "/o/{slug}/incidents/report" && line["status"] == 303;
    assert_eq!(requests.iter().filter(stored).count(), 1, "{requests:?}");
    assert!(requests.len() >= 8, "saw only {} requests", requests.len());
}
