//! HTML: bodies, files, texts, and the nodes that a query finds in them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use html::{DEFAULT_STEPS, Document, XPath, XPathError, XPathNode, XPathNodeKey};
use limits::{Budget, Capability, Limits};
use mail::{HtmlBody, Link};
use mql::{Arguments, Env, FunctionBuilder, HostFunction, SchemaBuilder, Value};

use super::owner;

/// Compiled queries that are kept; rules have about a hundred.
const MOST_QUERIES: usize = 1_000;

pub(super) fn declare(schema: &mut SchemaBuilder) {
    declare_body(schema);
    declare_nodes(schema);
    schema.function(
        FunctionBuilder::new("strings.parse_html", "Parses HTML given as text.")
            .takes("text", "str")
            .returns("HTML")
            .implemented(parse_html as for<'a, 'm> fn(Arguments<'a, 'm>, &Env<'m>) -> Value<'m>),
    );
    schema.function(
        FunctionBuilder::new(
            "html.xpath",
            "The nodes that an XPath 1.0 query finds; null when the query is none.",
        )
        .takes("document", "HTML|FinalDOM")
        .takes("query", "str")
        .returns("XPathResult")
        .implemented_by(Queries::default()),
    );
}

fn declare_body(schema: &mut SchemaBuilder) {
    schema
        .object::<HtmlBody>("HTML", "HTML: a body, a file, a text or a node of these.")
        .field(
            "raw",
            "str",
            "Byte-faithful after decoding the charset; of a node its outer HTML.",
            |it, _| Value::Str(&it.raw),
        )
        .field("display_text", "str", "What a reader sees.", |it, env| {
            visible(it.document.visible_text(), env)
        })
        .field("inner_text", "str", "The text of all nodes.", |it, _| {
            Value::Str(it.document.inner_text())
        })
        .field("links", "[Link]", "The links of its anchors.", |it, env| {
            let links = it.document.anchors().iter().filter_map(Link::of_anchor);
            env.array(links.map(|it| env.keep(it)))
        })
        .absent("charset", "str", "Not kept.", Capability::Function)
        .absent(
            "content_transfer_encoding",
            "str",
            "Not kept.",
            Capability::Function,
        );
}

/// The text without invisible characters; copied only where there are any.
fn visible<'m>(text: &'m str, env: &Env<'m>) -> Value<'m> {
    if text.is_ascii() || !text.chars().any(text::is_invisible) {
        return Value::Str(text);
    }
    let shown: String = text.chars().filter(|it| !text::is_invisible(*it)).collect();
    env.text(&shown)
}

/// The nodes that a query found.
struct Found {
    nodes: Vec<Node>,
}

/// A node; its texts are made when they are first asked for.
struct Node {
    document: usize,
    key: XPathNodeKey,
    raw: OnceLock<String>,
    display_text: OnceLock<String>,
    inner_text: OnceLock<String>,
    links: OnceLock<Vec<Link>>,
}

impl Node {
    fn new(document: usize, node: &XPathNode<'_>) -> Self {
        Self {
            document,
            key: node.key(),
            raw: OnceLock::new(),
            display_text: OnceLock::new(),
            inner_text: OnceLock::new(),
            links: OnceLock::new(),
        }
    }

    /// What `read` makes of the node, kept in `slot`. Texts count as steps, as nodes may hold each
    /// other.
    fn text<'m>(
        &'m self,
        slot: &'m OnceLock<String>,
        env: &Env<'m>,
        read: impl FnOnce(XPathNode<'_>) -> String,
    ) -> Value<'m> {
        if let Some(text) = slot.get() {
            return Value::Str(text);
        }
        let Some(document) = owner::document(self.document, env) else {
            return Value::Null;
        };
        let text = read(document.xpath_node(self.key));
        if !env.spend(text.len() as u64 / 16) {
            return Value::Null;
        }
        Value::Str(slot.get_or_init(|| text))
    }
}

fn declare_nodes(schema: &mut SchemaBuilder) {
    schema
        .object::<Found>("XPathResult", "What a query found.")
        .field("nodes", "[HTML]", "In document order.", |it, _| {
            Value::objects(&it.nodes)
        });
    schema
        .object::<Node>("HTML", "HTML: a body, a file, a text or a node of these.")
        .field(
            "raw",
            "str",
            "Byte-faithful after decoding the charset; of a node its outer HTML.",
            |it, env| it.text(&it.raw, env, |it| it.raw()),
        )
        .field("display_text", "str", "What a reader sees.", |it, env| {
            it.text(&it.display_text, env, |it| it.display_text())
        })
        .field("inner_text", "str", "The text of all nodes.", |it, env| {
            it.text(&it.inner_text, env, |it| it.inner_text())
        })
        .field("links", "[Link]", "The links of its anchors.", |it, env| {
            let Some(document) = owner::document(it.document, env) else {
                return Value::empty_array();
            };
            let node = document.xpath_node(it.key);
            let links = it
                .links
                .get_or_init(|| node.links().filter_map(Link::of_anchor).collect());
            Value::objects(links)
        });
}

fn parse_html<'m>(arguments: Arguments<'_, 'm>, env: &Env<'m>) -> Value<'m> {
    let Some(raw) = arguments.text(0) else {
        return Value::Null;
    };
    env.keep(HtmlBody::of_text(raw.to_owned(), &Limits::default()))
}

/// A query, or why it is none.
type Query = Arc<Result<XPath, XPathError>>;

/// `html.xpath`, with the queries it has compiled.
#[derive(Default)]
struct Queries {
    compiled: Mutex<HashMap<Box<str>, Query>>,
}

impl HostFunction for Queries {
    fn call<'m>(&self, arguments: Arguments<'_, 'm>, env: &Env<'m>) -> Value<'m> {
        let Some(query) = arguments.text(1) else {
            return Value::Null;
        };
        let query = self.query(query);
        let Ok(query) = &*query else {
            return Value::Null;
        };
        if let Some(body) = arguments.object::<HtmlBody>(0) {
            return find(&body.document, query, env);
        }
        // A node is read as a document of its own, so that a query begins at it. So is HTML of a model
        // that was read from JSON.
        let raw = match arguments.get(0) {
            Value::Json(json) => json.get("raw").and_then(serde_json::Value::as_str),
            value => value
                .downcast::<Node>()
                .and_then(|it| it.text(&it.raw, env, |it| it.raw()).as_str()),
        };
        let Some(raw) = raw.filter(|it| env.spend(it.len() as u64 / 16)) else {
            return Value::Null;
        };
        let parsed = env
            .arena()
            .keep(HtmlBody::of_text(raw.to_owned(), &Limits::default()));
        find(&parsed.document, query, env)
    }
}

impl Queries {
    fn query(&self, query: &str) -> Query {
        // Nothing panics while the lock is held, and a half-made entry cannot be.
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = compiled.get(query) {
            return Arc::clone(known);
        }
        let made = Arc::new(XPath::parse(query));
        if compiled.len() < MOST_QUERIES {
            compiled.insert(query.into(), Arc::clone(&made));
        }
        made
    }
}

fn find<'m>(document: &'m Document, query: &XPath, env: &Env<'m>) -> Value<'m> {
    let mut budget = Budget::new(DEFAULT_STEPS);
    let found = query.evaluate(document, &mut budget);
    if !env.spend(DEFAULT_STEPS - budget.left()) {
        return Value::Null;
    }
    match found {
        Ok(found) => {
            let address = owner::address_of(document);
            let nodes = found.into_nodes();
            env.keep(Found {
                nodes: nodes.iter().map(|it| Node::new(address, it)).collect(),
            })
        }
        Err(XPathError::Exhausted) => env.missing(Capability::EvaluationLimit),
        Err(_) => Value::Null,
    }
}
