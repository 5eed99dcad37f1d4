//! Signing in and out, new passwords, invitations, the first organisation.

use crate::support::app::{PASSWORD, TestApp};

#[test]
fn signs_in_and_out() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.anonymous();
    let page = client.get("/sign-in");
    let email = world.mair.email.clone().unwrap();
    let answer = page
        .form("form")
        .set("email", &format!(" {} ", email.to_uppercase()))
        .set("password", PASSWORD)
        .submit()
        .expect(303);
    assert_eq!(answer.header("location").unwrap(), "/organisations");
    let cookie = answer.header("set-cookie").unwrap();
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"),
        "{cookie}"
    );
    let kept = client.cookie("polisi-session").unwrap();

    client.post_form("/sign-out", &[]).expect(303);
    assert_eq!(client.cookie("polisi-session").as_deref().unwrap_or_default(), "");
    client.set_cookie("polisi-session", &kept);
    let back = client.get("/organisations").expect(303);
    assert!(back.header("location").unwrap().starts_with("/sign-in"), "the session ended on the server");
}
