//! XPath 1.0 over the tree, for rules that look at how a mail is built.
//!
//! <https://www.w3.org/TR/xpath-10/>, with what HTML needs: names of elements and attributes ignore
//! case, as they do in HTML, and namespaces are not told apart. There are no variables.
//!
//! A query is compiled once ([`XPath::parse`]) and evaluated on many documents. Its own nesting is
//! bounded when it is compiled; what it may cost on a document is bounded by a [`Budget`].
//!
//! [`Budget`]: limits::Budget

mod axis;
mod evaluate;
mod function;
mod lexer;
mod node;
mod parser;
mod syntax;
mod value;

use limits::Budget;

pub use node::{XPathNode, XPathNodeKey};
pub use value::XPathValue;

use crate::document::Document;
use syntax::Expression;

/// Steps that [`Document::xpath`] may take: each node that is looked at is one.
pub const DEFAULT_STEPS: u64 = 4_000_000;

/// A compiled query.
///
/// ```
/// use html::{Document, XPath};
///
/// let query = XPath::parse("//a[contains(@href, 'login')]")?;
/// let document = Document::parse("<a href=/login>Log in</a>", &limits::Limits::default());
/// let nodes = document.evaluate(&query)?.into_nodes();
/// assert_eq!(nodes[0].display_text(), "Log in");
/// # Ok::<(), html::XPathError>(())
/// ```
#[derive(Debug, Clone)]
pub struct XPath {
    expression: Expression,
}

/// Why a query could not be compiled or evaluated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum XPathError {
    /// The query is no XPath.
    #[error("expected {expected} at byte {at} of the query")]
    Syntax {
        /// Where in the query.
        at: usize,
        /// What should stand there.
        expected: &'static str,
    },
    /// A function that XPath 1.0 does not have.
    #[error("unknown function `{name}`")]
    UnknownFunction {
        /// Its name.
        name: String,
    },
    /// A function with too few or too many arguments.
    #[error("wrong number of arguments for `{name}`")]
    Arguments {
        /// The function's name.
        name: &'static str,
    },
    /// The query is nested too deeply.
    #[error("the query is nested too deeply")]
    TooDeep,
    /// Nodes were wanted where the query has a number, a string or a truth value.
    #[error("nodes expected, {found} found")]
    NotNodes {
        /// What was found.
        found: &'static str,
    },
    /// The budget ran out.
    #[error("the evaluation takes more steps than are allowed")]
    Exhausted,
}

impl From<limits::Exhausted> for XPathError {
    fn from(_: limits::Exhausted) -> Self {
        Self::Exhausted
    }
}

impl XPath {
    /// Compiles `query`.
    pub fn parse(query: &str) -> Result<Self, XPathError> {
        Ok(Self {
            expression: parser::parse(query)?,
        })
    }

    /// Evaluates the query on `document`, with the document itself as context.
    pub fn evaluate<'d>(
        &self,
        document: &'d Document,
        budget: &mut Budget,
    ) -> Result<XPathValue<'d>, XPathError> {
        let value = evaluate::evaluate(&self.expression, document, budget)?;
        Ok(XPathValue::new(document, value))
    }
}

impl Document {
    /// Compiles and evaluates `query` on the document. Those who ask more than once compile it once
    /// and [`evaluate`](Self::evaluate) it.
    pub fn xpath(&self, query: &str) -> Result<XPathValue<'_>, XPathError> {
        self.evaluate(&XPath::parse(query)?)
    }

    /// Evaluates a compiled query on the document.
    pub fn evaluate(&self, query: &XPath) -> Result<XPathValue<'_>, XPathError> {
        query.evaluate(self, &mut Budget::new(DEFAULT_STEPS))
    }
}
