//! What is asked of a provider, and what comes of it.

/// One request. Redirects are not followed.
#[derive(Clone, PartialEq, Eq)]
pub struct Fetch {
    /// Where.
    pub url: String,
    /// A form to be sent; without one it is a GET.
    pub form: Option<String>,
    /// The field `Authorization`.
    pub authorization: Option<String>,
}

impl std::fmt::Debug for Fetch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fetch")
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}

impl Fetch {
    pub(crate) fn get(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            form: None,
            authorization: None,
        }
    }
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The status.
    pub status: u16,
    /// The body, of bounded length.
    pub body: Vec<u8>,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the provider does not answer: {0}")]
pub struct FetchError(pub String);
