//! Where a door listens, and how many it lets in.

use std::fmt;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::unix::SocketAddr as SocketName;
use tokio::net::{TcpListener, TcpStream, UnixListener, UnixStream};
use tokio::sync::{Semaphore, watch};

use crate::metrics::Metrics;

/// An address of a door: `127.0.0.1:11401`, `[::1]:11401`, or `unix:/run/offhook/milter.sock`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Endpoint {
    /// TCP.
    Tcp(SocketAddr),
    /// A Unix socket.
    Unix(PathBuf),
}

/// What is wrong with the text of an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is neither ADDRESS:PORT nor unix:/PATH")]
pub struct EndpointError(String);

impl FromStr for Endpoint {
    type Err = EndpointError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(path) = text.strip_prefix("unix:").filter(|it| it.starts_with('/')) {
            return Ok(Self::Unix(PathBuf::from(path)));
        }
        let address = text.parse().map_err(|_| EndpointError(text.to_owned()))?;
        Ok(Self::Tcp(address))
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp(address) => write!(f, "{address}"),
            Self::Unix(path) => write!(f, "unix:{}", path.display()),
        }
    }
}

/// A connection of either kind.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {
    /// The address of the other end, where it has one.
    fn peer(&self) -> Option<IpAddr>;
}

impl Stream for TcpStream {
    fn peer(&self) -> Option<IpAddr> {
        self.peer_addr().ok().map(|it| it.ip())
    }
}

impl Stream for UnixStream {
    fn peer(&self) -> Option<IpAddr> {
        None
    }
}

/// A bound address.
#[derive(Debug)]
pub(crate) enum Listener {
    Tcp(TcpListener),
    Unix(UnixListener),
}

impl Listener {
    pub(crate) async fn bind(endpoint: &Endpoint) -> io::Result<Self> {
        match endpoint {
            Endpoint::Tcp(address) => Ok(Self::Tcp(TcpListener::bind(address).await?)),
            Endpoint::Unix(path) => {
                // A socket that nobody listens on is left over from a server that was killed.
                if path.exists() && UnixStream::connect(path).await.is_err() {
                    std::fs::remove_file(path)?;
                }
                let listener = UnixListener::bind(path)?;
                let group = std::os::unix::fs::PermissionsExt::from_mode(0o660);
                std::fs::set_permissions(path, group)?;
                Ok(Self::Unix(listener))
            }
        }
    }

    /// Where it really listens: the port, where any was asked for.
    pub(crate) fn address(&self) -> String {
        match self {
            Self::Tcp(it) => match it.local_addr() {
                Ok(address) => address.to_string(),
                Err(error) => error.to_string(),
            },
            Self::Unix(it) => {
                let address = it.local_addr().ok();
                let path = address.as_ref().and_then(SocketName::as_pathname);
                path.map_or_else(String::new, |it| format!("unix:{}", it.display()))
            }
        }
    }

    async fn accept(&self) -> io::Result<Box<dyn Stream>> {
        match self {
            Self::Tcp(it) => {
                let (stream, _) = it.accept().await?;
                stream.set_nodelay(true)?;
                Ok(Box::new(stream))
            }
            Self::Unix(it) => Ok(Box::new(it.accept().await?.0)),
        }
    }
}

/// The wait after an error of `accept`: file descriptors may be free again then.
const PAUSE: Duration = Duration::from_millis(50);

/// Lets connections in and hands each to `serve` in a task of its own, until `closing`. A connection over the bound is
/// closed at once. The bound is in `places`: who holds all of them knows that no connection is left.
pub(crate) async fn accept_all<F, S>(
    listener: Listener,
    places: Arc<Semaphore>,
    mut closing: watch::Receiver<bool>,
    metrics: Arc<Metrics>,
    serve: S,
) where
    F: Future<Output = ()> + Send + 'static,
    S: Fn(Box<dyn Stream>) -> F,
{
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = closing.wait_for(|it| *it) => return,
        };
        let stream = match accepted {
            Ok(stream) => stream,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            metrics.note_refused_connection();
            continue;
        };
        let serving = serve(stream);
        tokio::spawn(async move {
            let _place = place;
            serving.await;
        });
    }
}
