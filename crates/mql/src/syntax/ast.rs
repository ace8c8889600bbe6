//! The tree.
//!
//! It is close to the text: parentheses are nodes, literals keep their spans, and `and` and `or`
//! hold any number of operands, so that a long chain is wide and not deep.

use std::borrow::Cow;

use text::Span;

/// A name and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Name<'s> {
    /// The name.
    pub text: &'s str,
    /// Where it is.
    pub span: Span,
}

/// An expression.
#[derive(Debug, Clone)]
pub struct Expr<'s> {
    /// What it is.
    pub kind: ExprKind<'s>,
    /// The text it was read from.
    pub span: Span,
    /// Levels of the tree below and including this node.
    pub(crate) depth: u16,
}

/// A literal.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal<'s> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A float.
    Float(f64),
    /// A string of either quoting, unescaped.
    Str(Cow<'s, str>),
}

/// A comparison operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CompareOp {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `=~`
    EqualFolded,
    /// `!~`
    NotEqualFolded,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
}

/// An arithmetic operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ArithmeticOp {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Remainder,
}

/// What `in` looks into.
#[derive(Debug, Clone)]
pub enum Haystack<'s> {
    /// A list of values in parentheses.
    Values(Vec<Expr<'s>>),
    /// An expression that is an array.
    Array(Box<Expr<'s>>),
}

/// An argument of a call.
#[derive(Debug, Clone)]
pub struct Argument<'s> {
    /// The keyword, where one is given.
    pub keyword: Option<Name<'s>>,
    /// The value.
    pub value: Expr<'s>,
}

/// The kinds of expression.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum ExprKind<'s> {
    /// What could not be read; a diagnostic says why.
    Error,
    /// A literal.
    Literal(Literal<'s>),
    /// `$name`, without the `$`.
    List(&'s str),
    /// A root of the data model.
    Root(&'s str),
    /// `.`, `..`, `...`: an element of an enclosing loop.
    Element {
        /// The number of dots.
        dots: u32,
    },
    /// `base.name`. The element's own field `.name` has an [`ExprKind::Element`] as its base.
    Field {
        /// What the field is of.
        base: Box<Expr<'s>>,
        /// The field.
        name: Name<'s>,
    },
    /// `base[index]`.
    Subscript {
        /// What is looked into.
        base: Box<Expr<'s>>,
        /// Position or key.
        index: Box<Expr<'s>>,
    },
    /// `base[from:to]`.
    Slice {
        /// What is cut.
        base: Box<Expr<'s>>,
        /// Where to start.
        from: Option<Box<Expr<'s>>>,
        /// Where to stop.
        to: Option<Box<Expr<'s>>>,
    },
    /// `name(arguments)`.
    Call {
        /// The dotted name.
        name: Cow<'s, str>,
        /// Where the name stands.
        name_span: Span,
        /// The arguments.
        arguments: Vec<Argument<'s>>,
    },
    /// `[items]`.
    Array(Vec<Expr<'s>>),
    /// `(inner)`.
    Paren(Box<Expr<'s>>),
    /// `not operand`.
    Not(Box<Expr<'s>>),
    /// `-operand`.
    Negate(Box<Expr<'s>>),
    /// Two or more operands joined by `and`.
    And(Vec<Expr<'s>>),
    /// Two or more operands joined by `or`.
    Or(Vec<Expr<'s>>),
    /// `threshold of (clauses)`.
    Of {
        /// How many clauses must hold.
        threshold: u64,
        /// Where the threshold stands.
        threshold_span: Span,
        /// The clauses.
        clauses: Vec<Expr<'s>>,
    },
    /// `left op right`, of numbers.
    Arithmetic {
        /// The operator.
        op: ArithmeticOp,
        /// Left operand.
        left: Box<Expr<'s>>,
        /// Right operand.
        right: Box<Expr<'s>>,
    },
    /// `left op right`.
    Compare {
        /// The operator.
        op: CompareOp,
        /// Where the operator stands.
        op_span: Span,
        /// Left operand.
        left: Box<Expr<'s>>,
        /// Right operand.
        right: Box<Expr<'s>>,
    },
    /// `low < middle <= high`.
    Range {
        /// Lower bound.
        low: Box<Expr<'s>>,
        /// Whether the lower bound itself is outside.
        low_strict: bool,
        /// What is compared.
        middle: Box<Expr<'s>>,
        /// Whether the upper bound itself is outside.
        high_strict: bool,
        /// Upper bound.
        high: Box<Expr<'s>>,
    },
    /// `needle [not] in haystack`, or with `in~`.
    In {
        /// What is looked for.
        needle: Box<Expr<'s>>,
        /// Where.
        haystack: Haystack<'s>,
        /// Whether `not` is there.
        negated: bool,
        /// Whether case is disregarded.
        folded: bool,
    },
    /// `operand is [not] null`.
    IsNull {
        /// What is tested.
        operand: Box<Expr<'s>>,
        /// Whether `not` is there.
        negated: bool,
    },
}

impl<'s> ExprKind<'s> {
    /// The direct sub-expressions in source order.
    pub fn children(&self) -> Vec<&Expr<'s>> {
        match self {
            ExprKind::Error
            | ExprKind::Literal(_)
            | ExprKind::List(_)
            | ExprKind::Root(_)
            | ExprKind::Element { .. } => Vec::new(),
            ExprKind::Field { base, .. } => vec![base],
            ExprKind::Paren(inner) | ExprKind::Not(inner) | ExprKind::Negate(inner) => vec![inner],
            ExprKind::IsNull { operand, .. } => vec![operand],
            ExprKind::Subscript { base, index } => vec![base, index],
            ExprKind::Slice { base, from, to } => std::iter::once(base)
                .chain(from)
                .chain(to)
                .map(AsRef::as_ref)
                .collect(),
            ExprKind::Call { arguments, .. } => arguments.iter().map(|it| &it.value).collect(),
            ExprKind::Array(items) => items.iter().collect(),
            ExprKind::And(operands) | ExprKind::Or(operands) => operands.iter().collect(),
            ExprKind::Of { clauses, .. } => clauses.iter().collect(),
            ExprKind::Arithmetic { left, right, .. } | ExprKind::Compare { left, right, .. } => {
                vec![left, right]
            }
            ExprKind::Range {
                low, middle, high, ..
            } => vec![low, middle, high],
            ExprKind::In {
                needle, haystack, ..
            } => match haystack {
                Haystack::Array(array) => vec![needle, array],
                Haystack::Values(values) => {
                    std::iter::once(&**needle).chain(values.iter()).collect()
                }
            },
        }
    }
}

impl<'s> Expr<'s> {
    /// A node over `span`, its depth taken from its children.
    pub(crate) fn new(kind: ExprKind<'s>, span: Span) -> Self {
        let deepest = kind.children().iter().map(|it| it.depth).max();
        Self {
            kind,
            span,
            depth: deepest.unwrap_or(0).saturating_add(1),
        }
    }

    /// Whether both trees say the same, wherever they were read from.
    pub fn same_as(&self, other: &Expr<'_>) -> bool {
        label(&self.kind) == label(&other.kind) && {
            let (left, right) = (self.kind.children(), other.kind.children());
            left.len() == right.len() && left.iter().zip(&right).all(|(a, b)| a.same_as(b))
        }
    }
}

/// Everything of a node but its children, as text.
fn label(kind: &ExprKind<'_>) -> String {
    match kind {
        ExprKind::Error => "error".to_owned(),
        ExprKind::Literal(literal) => format!("literal {literal:?}"),
        ExprKind::List(name) => format!("list {name}"),
        ExprKind::Root(name) => format!("root {name}"),
        ExprKind::Element { dots } => format!("element {dots}"),
        ExprKind::Field { name, .. } => format!("field {}", name.text),
        ExprKind::Subscript { .. } => "subscript".to_owned(),
        ExprKind::Slice { from, to, .. } => {
            format!("slice {} {}", from.is_some(), to.is_some())
        }
        ExprKind::Call {
            name, arguments, ..
        } => {
            let keywords = arguments.iter().map(|it| it.keyword.map(|it| it.text));
            format!("call {name} {:?}", keywords.collect::<Vec<_>>())
        }
        ExprKind::Array(_) => "array".to_owned(),
        ExprKind::Paren(_) => "parentheses".to_owned(),
        ExprKind::Not(_) => "not".to_owned(),
        ExprKind::Negate(_) => "negate".to_owned(),
        ExprKind::And(_) => "and".to_owned(),
        ExprKind::Or(_) => "or".to_owned(),
        ExprKind::Of { threshold, .. } => format!("{threshold} of"),
        ExprKind::Arithmetic { op, .. } => format!("{op:?}"),
        ExprKind::Compare { op, .. } => format!("{op:?}"),
        ExprKind::Range {
            low_strict,
            high_strict,
            ..
        } => format!("range {low_strict} {high_strict}"),
        ExprKind::In {
            haystack,
            negated,
            folded,
            ..
        } => {
            let listed = matches!(haystack, Haystack::Values(_));
            format!("in {listed} {negated} {folded}")
        }
        ExprKind::IsNull { negated, .. } => format!("is null {negated}"),
    }
}
