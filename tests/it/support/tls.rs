//! A certificate authority of its own for each server, and a certificate for `localhost`.
//!
//! Two certificates, because rustls refuses one that is both authority and server.

use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};

/// A server's certificate and the authority that signed it.
pub struct Identity {
    /// The authority, as PEM: what the client has to trust.
    pub authority: String,
    /// The server's certificate, as PEM.
    pub certificate: String,
    /// The server's key, as PEM.
    pub key: String,
    /// A client's certificate by the same authority and its key, as PEM.
    pub client: String,
    /// The server's own, ready for rustls.
    pub config: Arc<ServerConfig>,
}

impl Identity {
    /// A fresh authority and a certificate for `localhost` and `127.0.0.1`.
    pub fn for_localhost() -> Self {
        Self::made(false)
    }

    /// The same, for a server that speaks only to clients with a certificate of the authority.
    pub fn for_known_clients() -> Self {
        Self::made(true)
    }

    fn made(is_for_known: bool) -> Self {
        let authority_key = KeyPair::generate().unwrap();
        let authority_params = authority_params();
        let authority = authority_params.self_signed(&authority_key).unwrap();
        let issuer = Issuer::new(authority_params, authority_key);
        let key = KeyPair::generate().unwrap();
        let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
        let certificate = CertificateParams::new(names).unwrap().signed_by(&key, &issuer).unwrap();
        let der = PrivatePkcs8KeyDer::from(key.serialize_der());
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let mut roots = RootCertStore::empty();
        roots.add(authority.der().clone()).unwrap();
        let known = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider));
        let config =
            ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let config = match is_for_known {
            true => config.with_client_cert_verifier(known.build().unwrap()),
            false => config.with_no_client_auth(),
        };
        let config = config.with_single_cert(vec![certificate.der().clone()], der.into()).unwrap();
        Self {
            authority: authority.pem(),
            certificate: certificate.pem(),
            key: key.serialize_pem(),
            client: client(&issuer),
            config: Arc::new(config),
        }
    }
}

fn client(issuer: &Issuer<'_, KeyPair>) -> String {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["polisi".to_owned()]).unwrap();
    format!("{}{}", params.signed_by(&key, issuer).unwrap().pem(), key.serialize_pem())
}

fn authority_params() -> CertificateParams {
    let mut params = CertificateParams::new(Vec::<String>::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(DnType::CommonName, "Polisi test authority");
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}
