//! Asking a provider of OpenID Connect: the only thing that the servers ask of another host for the console, and only where one is set.

mod settings;

use std::sync::Arc;
use std::time::Duration;

use console::{Fetch, FetchError, Fetched, is_allowed_url};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body};

pub use settings::{ConsoleSettings, OpenIdSettings, SecretError};

/// How long one answer may take, from looking up the name to its last byte.
const ANSWER: Duration = Duration::from_secs(10);
/// Bytes of an answer.
const LONGEST: u64 = 256 << 10;
/// Questions at once, and how long one waits for its turn.
const AT_ONCE: usize = 8;

/// Asks a provider. Certificates are checked by what the system believes.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    agent: Agent,
    places: Arc<Semaphore>,
}

impl Default for Client {
    fn default() -> Self {
        let provider = rustls::crypto::aws_lc_rs::default_provider();
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(Arc::new(provider))
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .timeout_global(Some(ANSWER))
            // Nothing but the provider that is set is ever asked, whatever it or the environment says.
            .proxy(None)
            .max_redirects(0)
            .http_status_as_error(false)
            .user_agent("offhook")
            .accept("application/json")
            .build();
        Self {
            agent: config.new_agent(),
            places: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }
}

impl Client {
    pub(crate) async fn fetch(&self, fetch: Fetch) -> Result<Fetched, FetchError> {
        if !is_allowed_url(&fetch.url) {
            return Err(FetchError(format!("{:?} is not asked", fetch.url)));
        }
        let place = timeout(ANSWER, Arc::clone(&self.places).acquire_owned()).await;
        let Ok(Ok(place)) = place else {
            return Err(FetchError("too many ask at once".to_owned()));
        };
        let agent = self.agent.clone();
        let asking = tokio::task::spawn_blocking(move || {
            let _held = place;
            ask(&agent, &fetch).map_err(|it| FetchError(format!("{}: {it}", fetch.url)))
        });
        let lost = |_| FetchError("the question failed".to_owned());
        asking.await.map_err(lost)?
    }
}

fn ask(agent: &Agent, fetch: &Fetch) -> Result<Fetched, ureq::Error> {
    let authorization = fetch.authorization.as_deref();
    let answer: ureq::http::Response<Body> = match &fetch.form {
        None => {
            let mut request = agent.get(&fetch.url);
            if let Some(value) = authorization {
                request = request.header("authorization", value);
            }
            request.call()?
        }
        Some(form) => {
            let mut request = agent.post(&fetch.url);
            if let Some(value) = authorization {
                request = request.header("authorization", value);
            }
            let kind = "application/x-www-form-urlencoded";
            request.header("content-type", kind).send(form.as_str())?
        }
    };
    let status = answer.status().as_u16();
    let mut body = answer.into_body();
    let body = body.with_config().limit(LONGEST).read_to_vec()?;
    Ok(Fetched { status, body })
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;

    use super::*;

    /// A provider that answers each connection with `answer`, and what it was asked first.
    fn provider(answer: Vec<u8>) -> (String, std::sync::mpsc::Receiver<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let place = format!("http://{}", listener.local_addr().unwrap());
        let (tell, told) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut asked = [0; 4096];
                let length = stream.read(&mut asked).unwrap();
                let _ = tell.send(String::from_utf8_lossy(&asked[..length]).into_owned());
                let _ = stream.write_all(&answer);
            }
        });
        (place, told)
    }

    async fn get(url: &str) -> Result<Fetched, FetchError> {
        let fetch = Fetch {
            url: url.to_owned(),
            form: None,
            authorization: Some("Bearer x".to_owned()),
        };
        Client::default().fetch(fetch).await
    }

    #[tokio::test]
    async fn redirects_are_not_followed_and_errors_are_answers() {
        let (elsewhere, told_elsewhere) =
            provider(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".to_vec());
        let redirect =
            format!("HTTP/1.1 302 Found\r\nLocation: {elsewhere}/\r\nContent-Length: 0\r\n\r\n");
        let (place, told) = provider(redirect.into_bytes());
        assert_eq!(get(&place).await.unwrap().status, 302);
        let asked = told.recv().unwrap().to_lowercase();
        assert!(asked.contains("authorization: bearer x"), "{asked}");
        assert!(told_elsewhere.try_recv().is_err());
        let (place, _told) = provider(b"HTTP/1.1 503 No\r\nContent-Length: 2\r\n\r\nno".to_vec());
        let answer = get(&place).await.unwrap();
        assert_eq!((answer.status, answer.body.as_slice()), (503, &b"no"[..]));
    }

    #[tokio::test]
    async fn an_answer_has_an_end() {
        let mut endless = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".to_vec();
        endless.resize(endless.len() + 300_000, b'x');
        let (place, _told) = provider(endless);
        assert!(get(&place).await.is_err());
        // Nobody listens, and what may not be asked is not.
        let gone = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap();
        assert!(get(&format!("http://{gone}")).await.is_err());
        let refused = get("http://192.0.2.1/").await.unwrap_err();
        assert!(refused.to_string().contains("is not asked"), "{refused}");
    }
}
