//! Signing in by a provider of OpenID Connect (Core 1.0, Discovery 1.0) with an authorization code and PKCE (RFC 7636): what is sent
//! and what is believed. Nothing here opens a connection; whoever stands behind the console fetches.

mod claims;
mod fetch;
mod id_token;
mod metadata;
mod settings;

pub(crate) use claims::{Person, person};
pub use fetch::{Fetch, FetchError, Fetched};
pub(crate) use id_token::{Expected, InvalidToken, read as read_id_token};
pub(crate) use metadata::{Metadata, discovery_url};
pub use settings::{ClientSecret, OpenIdSettings, is_allowed_url};
