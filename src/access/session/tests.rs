//! Sessions and their tokens, without a database.

use super::{Claims, PURPOSE, Session, read_token, token};
use crate::clock::Moment;
use crate::db::ids::{AccountId, SessionId};
use crate::keys::{Keyring, MasterKey};
use crate::messages::Language;
use data_encoding::BASE64URL_NOPAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::json;

fn keyring() -> Keyring {
    let folder = tempfile::tempdir().unwrap();
    Keyring::new(MasterKey::create(&folder.path().join("master.key")).unwrap())
}

#[test]
fn a_session_ends_by_its_times_and_by_those_of_a_clock_that_ran_ahead() {
    let now = Moment::parse("2026-11-20T10:00:00Z").unwrap();
    let minutes = |minutes: i64| now.plus_minutes(minutes);
    for (signed_in, seen, factor, again, lives) in [
        (-60, -1, None, None, true),
        (-60, -1, Some(-60), Some(-5), true),
        (-13 * 60, -12 * 60, None, None, false),
        (-20 * 60, -1, None, None, false),
        // The clocks of two machines.
        (10, 10, Some(10), Some(10), true),
        (11, 11, None, None, false),
        (-60, 11, None, None, false),
        (-60, -1, Some(11), None, false),
        (-60, -1, Some(-60), Some(11), false),
    ] {
        let session = Session {
            id: SessionId::new(now),
            account: AccountId::new(now),
            language: Language::English,
            is_operator: false,
            signed_in_at: minutes(signed_in),
            last_seen_at: minutes(seen),
            ends_at: minutes(signed_in).plus_hours(20),
            has_factor: factor.is_some(),
            lacks_codes: false,
            second_factor_at: factor.map(minutes),
            reauthenticated_at: again.map(minutes),
            helping: None,
        };
        assert_eq!(session.is_live(now), lives, "{signed_in} {seen} {factor:?} {again:?}");
    }
}

#[test]
fn forged_tokens_name_nothing() {
    let keyring = keyring();
    let now = Moment::parse("2026-11-20T10:00:00Z").unwrap();
    let (account, id) = (AccountId::new(now), SessionId::new(now));
    let good = token(&keyring, account, id, now.plus_hours(1)).unwrap();
    let claims: Claims = read_token(&keyring, &good).unwrap();
    assert_eq!((claims.sub, claims.sid), (account, id));

    let key = EncodingKey::from_secret(&keyring.derive(PURPOSE));
    let sign = |claims: serde_json::Value, key: &EncodingKey| {
        encode(&Header::new(Algorithm::HS256), &claims, key).unwrap()
    };
    let full =
        json!({"iss": "polisi", "aud": "session", "sub": account, "sid": id, "exp": 9_999_999_999_i64});
    let without = |name: &str| {
        let mut claims = full.clone();
        claims.as_object_mut().unwrap().remove(name);
        sign(claims, &key)
    };
    let unsigned = |alg: &str| {
        let header = BASE64URL_NOPAD.encode(format!("{{\"alg\":\"{alg}\",\"typ\":\"JWT\"}}").as_bytes());
        format!("{header}.{}.", BASE64URL_NOPAD.encode(full.to_string().as_bytes()))
    };
    let mut flipped = good.clone().into_bytes();
    let last = flipped.len() - 3;
    flipped[last] = if flipped[last] == b'A' { b'B' } else { b'A' };
    let forged = [
        unsigned("none"),
        unsigned("None"),
        unsigned("nOnE"),
        sign(full.clone(), &EncodingKey::from_secret(b"")),
        sign(full.clone(), &EncodingKey::from_secret(&keyring.derive("another purpose"))),
        without("aud"),
        without("iss"),
        without("exp"),
        without("sub"),
        sign(
            json!({"iss": "polisi", "aud": "invitation", "sub": account, "sid": id, "exp": 9_999_999_999_i64}),
            &key,
        ),
        sign(
            json!({"iss": "other", "aud": "session", "sub": account, "sid": id, "exp": 9_999_999_999_i64}),
            &key,
        ),
        sign(json!({"iss": "polisi", "aud": "session", "sub": account, "sid": id, "exp": "soon"}), &key),
        String::from_utf8(flipped).unwrap(),
        String::new(),
        "a.b.c".to_owned(),
    ];
    for text in forged {
        assert!(read_token(&keyring, &text).is_none(), "{text}");
    }
}
