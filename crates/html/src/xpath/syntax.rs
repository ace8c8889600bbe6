//! The syntax tree of a query.

use html5ever::LocalName;

use super::function::Function;

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expression {
    Literal(String),
    Number(f64),
    Negate(Box<Expression>),
    Binary(Operator, Box<Expression>, Box<Expression>),
    Call(Function, Vec<Expression>),
    /// A path from the root.
    Absolute(Vec<Step>),
    /// A path from the context node.
    Relative(Vec<Step>),
    /// Predicates and a path on the nodes of another expression.
    Filter {
        primary: Box<Expression>,
        predicates: Vec<Predicate>,
        steps: Vec<Step>,
    },
}

/// An operator between two expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Union,
}

/// A step of a path.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step {
    pub(super) axis: Axis,
    pub(super) test: NodeTest,
    pub(super) predicates: Vec<Predicate>,
}

/// A condition in brackets.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Predicate {
    pub(super) condition: Expression,
    /// Whether it may depend on where in the list of candidates a node stands.
    pub(super) positional: bool,
}

impl Predicate {
    pub(super) fn new(condition: Expression) -> Self {
        Self {
            positional: condition.may_be_number() || condition.asks_for_position(),
            condition,
        }
    }
}

/// The axes; the namespace axis has nothing on it in HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    Ancestor,
    AncestorOrSelf,
    Attribute,
    Child,
    Descendant,
    DescendantOrSelf,
    Following,
    FollowingSibling,
    Namespace,
    Parent,
    Preceding,
    PrecedingSibling,
    Itself,
}

impl Axis {
    /// The axis of that name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "ancestor" => Self::Ancestor,
            "ancestor-or-self" => Self::AncestorOrSelf,
            "attribute" => Self::Attribute,
            "child" => Self::Child,
            "descendant" => Self::Descendant,
            "descendant-or-self" => Self::DescendantOrSelf,
            "following" => Self::Following,
            "following-sibling" => Self::FollowingSibling,
            "namespace" => Self::Namespace,
            "parent" => Self::Parent,
            "preceding" => Self::Preceding,
            "preceding-sibling" => Self::PrecedingSibling,
            "self" => Self::Itself,
            _ => return None,
        })
    }
}

/// What a node on an axis must be.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum NodeTest {
    /// Any node.
    Node,
    Text,
    Comment,
    /// HTML has no processing instructions.
    Instruction,
    /// `*`: any element or attribute, whichever the axis is of.
    Any,
    /// An element or attribute of that name.
    Name(LocalName),
}

impl Expression {
    /// The attribute of the context node that the expression is, where it is no more than that.
    pub(super) fn own_attribute(&self) -> Option<&LocalName> {
        match self {
            Self::Relative(steps) => match &**steps {
                [
                    Step {
                        axis: Axis::Attribute,
                        test: NodeTest::Name(name),
                        predicates,
                    },
                ] if predicates.is_empty() => Some(name),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether the value may be a number, which as a predicate means a position.
    fn may_be_number(&self) -> bool {
        match self {
            Self::Number(_) | Self::Negate(_) => true,
            Self::Binary(operator, ..) => matches!(
                operator,
                Operator::Add
                    | Operator::Subtract
                    | Operator::Multiply
                    | Operator::Divide
                    | Operator::Remainder
            ),
            Self::Call(function, _) => function.gives_number(),
            Self::Literal(_) | Self::Absolute(_) | Self::Relative(_) | Self::Filter { .. } => false,
        }
    }

    /// Whether the position or number of the candidates themselves is asked for; predicates within
    /// have candidates of their own.
    fn asks_for_position(&self) -> bool {
        match self {
            Self::Literal(_) | Self::Number(_) | Self::Absolute(_) | Self::Relative(_) => false,
            Self::Negate(inner) => inner.asks_for_position(),
            Self::Binary(_, left, right) => left.asks_for_position() || right.asks_for_position(),
            Self::Call(function, arguments) => {
                matches!(function, Function::Position | Function::Last)
                    || arguments.iter().any(Self::asks_for_position)
            }
            Self::Filter { primary, .. } => primary.asks_for_position(),
        }
    }
}
