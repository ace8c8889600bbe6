//! From words to the syntax tree (section 3 of the specification).

use html5ever::LocalName;

use super::XPathError;
use super::function::Function;
use super::lexer::{self, Placed, Token};
use super::syntax::{Axis, Expression, NodeTest, Operator, Predicate, Step};

/// How deeply expressions may be nested. It bounds the recursion here and in evaluation.
const DEPTH: usize = 32;
/// How many operators a query may have: they nest to the left.
const OPERATORS: usize = 256;

/// Parses a query.
pub(super) fn parse(query: &str) -> Result<Expression, XPathError> {
    let mut parser = Parser {
        tokens: lexer::tokens(query)?,
        next: 0,
        end: query.len(),
        depth: 0,
        operators: 0,
    };
    let expression = parser.expression()?;
    match parser.peek() {
        None => Ok(expression),
        Some(_) => Err(parser.unexpected("an operator or the end")),
    }
}

struct Parser {
    tokens: Vec<Placed>,
    next: usize,
    end: usize,
    depth: usize,
    operators: usize,
}

/// The binary operators from weakest to strongest, but for the union.
const LEVELS: &[&[(&str, Operator)]] = &[
    &[("or", Operator::Or)],
    &[("and", Operator::And)],
    &[("=", Operator::Equal), ("!=", Operator::NotEqual)],
    &[
        ("<", Operator::Less),
        ("<=", Operator::LessOrEqual),
        (">", Operator::Greater),
        (">=", Operator::GreaterOrEqual),
    ],
    &[("+", Operator::Add), ("-", Operator::Subtract)],
    &[
        ("*", Operator::Multiply),
        ("div", Operator::Divide),
        ("mod", Operator::Remainder),
    ],
];

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.peek_at(0)
    }

    fn peek_at(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.next + ahead).map(|it| &it.token)
    }

    fn is_sign(&self, ahead: usize, sign: &str) -> bool {
        matches!(self.peek_at(ahead), Some(Token::Sign(it)) if *it == sign)
    }

    /// Takes the sign if it comes next.
    fn take(&mut self, sign: &str) -> bool {
        let found = self.is_sign(0, sign);
        self.next += usize::from(found);
        found
    }

    fn expect(&mut self, sign: &str, expected: &'static str) -> Result<(), XPathError> {
        if self.take(sign) {
            Ok(())
        } else {
            Err(self.unexpected(expected))
        }
    }

    fn unexpected(&self, expected: &'static str) -> XPathError {
        XPathError::Syntax {
            at: self.tokens.get(self.next).map_or(self.end, |it| it.at),
            expected,
        }
    }

    /// Runs `inner` one level deeper.
    fn nested<T>(
        &mut self,
        inner: impl FnOnce(&mut Self) -> Result<T, XPathError>,
    ) -> Result<T, XPathError> {
        if self.depth == DEPTH {
            return Err(XPathError::TooDeep);
        }
        self.depth += 1;
        let result = inner(self);
        self.depth -= 1;
        result
    }

    fn expression(&mut self) -> Result<Expression, XPathError> {
        self.nested(|it| it.binary(0))
    }

    /// Operators of `level` and stronger.
    fn binary(&mut self, level: usize) -> Result<Expression, XPathError> {
        let Some(operators) = LEVELS.get(level) else {
            return self.unary();
        };
        let mut left = self.binary(level + 1)?;
        while let Some(operator) = self.take_operator(operators) {
            self.count_operator()?;
            let right = self.binary(level + 1)?;
            left = Expression::Binary(operator, Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    fn count_operator(&mut self) -> Result<(), XPathError> {
        self.operators += 1;
        if self.operators <= OPERATORS {
            Ok(())
        } else {
            Err(XPathError::TooDeep)
        }
    }

    fn take_operator(&mut self, operators: &[(&str, Operator)]) -> Option<Operator> {
        let word = match self.peek()? {
            Token::Sign(sign) => *sign,
            Token::Name(name) => name,
            _ => return None,
        };
        let operator = operators.iter().find(|(it, _)| *it == word)?.1;
        self.next += 1;
        Some(operator)
    }

    fn unary(&mut self) -> Result<Expression, XPathError> {
        let mut negations = 0;
        while self.take("-") {
            negations += 1;
        }
        let operand = self.union()?;
        // Twice negated is a number, but not negative.
        Ok(match negations {
            0 => operand,
            odd if odd % 2 == 1 => Expression::Negate(Box::new(operand)),
            _ => Expression::Negate(Box::new(Expression::Negate(Box::new(operand)))),
        })
    }

    fn union(&mut self) -> Result<Expression, XPathError> {
        let mut left = self.path()?;
        while self.take("|") {
            self.count_operator()?;
            let right = self.path()?;
            left = Expression::Binary(Operator::Union, Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    fn path(&mut self) -> Result<Expression, XPathError> {
        if self.starts_primary() {
            return self.filter();
        }
        let mut steps = Vec::new();
        if self.take("//") {
            steps.push(any_below());
            self.steps(&mut steps)?;
            return Ok(Expression::Absolute(shortened(steps)));
        }
        if self.take("/") {
            if self.starts_step() {
                self.steps(&mut steps)?;
            }
            return Ok(Expression::Absolute(shortened(steps)));
        }
        self.steps(&mut steps)?;
        Ok(Expression::Relative(shortened(steps)))
    }

    /// Whether a value comes next: a literal, a number, a parenthesis, a call.
    fn starts_primary(&self) -> bool {
        match self.peek() {
            Some(Token::Literal(_) | Token::Number(_) | Token::Sign("(")) => true,
            Some(Token::Name(name)) => self.is_sign(1, "(") && node_type(name).is_none(),
            _ => false,
        }
    }

    fn starts_step(&self) -> bool {
        matches!(
            self.peek(),
            Some(Token::Name(_) | Token::Sign("." | ".." | "@" | "*"))
        )
    }

    fn filter(&mut self) -> Result<Expression, XPathError> {
        let primary = self.primary()?;
        let predicates = self.predicates()?;
        let mut steps = Vec::new();
        if self.take("//") {
            steps.push(any_below());
            self.steps(&mut steps)?;
        } else if self.take("/") {
            self.steps(&mut steps)?;
        }
        if predicates.is_empty() && steps.is_empty() {
            return Ok(primary);
        }
        Ok(Expression::Filter {
            primary: Box::new(primary),
            predicates,
            steps: shortened(steps),
        })
    }

    fn primary(&mut self) -> Result<Expression, XPathError> {
        let token = self.peek().cloned();
        self.next += 1;
        match token {
            Some(Token::Literal(text)) => Ok(Expression::Literal(text)),
            Some(Token::Number(number)) => Ok(Expression::Number(number)),
            Some(Token::Sign("(")) => {
                let inner = self.expression()?;
                self.expect(")", "`)`")?;
                Ok(inner)
            }
            Some(Token::Name(name)) => {
                self.expect("(", "`(`")?;
                self.call(name)
            }
            _ => {
                self.next -= 1;
                Err(self.unexpected("an expression"))
            }
        }
    }

    fn call(&mut self, name: String) -> Result<Expression, XPathError> {
        let Some(function) = Function::named(&name) else {
            return Err(XPathError::UnknownFunction { name });
        };
        let mut arguments = Vec::new();
        if !self.take(")") {
            loop {
                arguments.push(self.expression()?);
                if self.take(")") {
                    break;
                }
                self.expect(",", "`,` or `)`")?;
            }
        }
        if function.takes(arguments.len()) {
            Ok(Expression::Call(function, arguments))
        } else {
            Err(XPathError::Arguments {
                name: function.name(),
            })
        }
    }

    fn predicates(&mut self) -> Result<Vec<Predicate>, XPathError> {
        let mut predicates = Vec::new();
        while self.take("[") {
            let condition = self.expression()?;
            self.expect("]", "`]`")?;
            predicates.push(Predicate::new(condition));
        }
        Ok(predicates)
    }

    /// One step or more, to the end of the path.
    fn steps(&mut self, steps: &mut Vec<Step>) -> Result<(), XPathError> {
        loop {
            let step = self.step()?;
            steps.push(step);
            if self.take("//") {
                steps.push(any_below());
            } else if !self.take("/") {
                return Ok(());
            }
        }
    }

    fn step(&mut self) -> Result<Step, XPathError> {
        if self.take("..") {
            return Ok(plain(Axis::Parent, NodeTest::Node));
        }
        if self.take(".") {
            return Ok(plain(Axis::Itself, NodeTest::Node));
        }
        let axis = self.axis()?;
        let test = self.node_test()?;
        let predicates = self.predicates()?;
        Ok(Step {
            axis,
            test,
            predicates,
        })
    }

    fn axis(&mut self) -> Result<Axis, XPathError> {
        if self.take("@") {
            return Ok(Axis::Attribute);
        }
        let Some(Token::Name(name)) = self.peek() else {
            return Ok(Axis::Child);
        };
        if !self.is_sign(1, "::") {
            return Ok(Axis::Child);
        }
        let axis = Axis::named(name).ok_or_else(|| self.unexpected("the name of an axis"))?;
        self.next += 2;
        Ok(axis)
    }

    fn node_test(&mut self) -> Result<NodeTest, XPathError> {
        if self.take("*") {
            return Ok(NodeTest::Any);
        }
        let Some(Token::Name(name)) = self.peek().cloned() else {
            return Err(self.unexpected("a step"));
        };
        let test = if self.is_sign(1, "(") {
            node_type(&name).ok_or_else(|| self.unexpected("a step"))?
        } else {
            self.next += 1;
            return Ok(NodeTest::Name(LocalName::from(name.to_ascii_lowercase())));
        };
        self.next += 2;
        if test == NodeTest::Instruction && matches!(self.peek(), Some(Token::Literal(_))) {
            self.next += 1;
        }
        self.expect(")", "`)`")?;
        Ok(test)
    }
}

fn node_type(name: &str) -> Option<NodeTest> {
    Some(match name {
        "node" => NodeTest::Node,
        "text" => NodeTest::Text,
        "comment" => NodeTest::Comment,
        "processing-instruction" => NodeTest::Instruction,
        _ => return None,
    })
}

fn plain(axis: Axis, test: NodeTest) -> Step {
    Step {
        axis,
        test,
        predicates: Vec::new(),
    }
}

/// What `//` stands for, before the step that follows.
fn any_below() -> Step {
    plain(Axis::DescendantOrSelf, NodeTest::Node)
}

/// Makes one step of `//name`, which is quicker. That says the same unless a predicate counts
/// positions, for then it would count them among all instead of among the children of each.
fn shortened(steps: Vec<Step>) -> Vec<Step> {
    let mut short: Vec<Step> = Vec::with_capacity(steps.len());
    for step in steps {
        let after_any = short.last() == Some(&any_below());
        let positional = step.predicates.iter().any(|it| it.positional);
        match step.axis {
            Axis::Child if after_any && !positional => {
                short.pop();
                short.push(Step {
                    axis: Axis::Descendant,
                    ..step
                });
            }
            _ => short.push(step),
        }
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_operators_or_names_by_their_place() {
        assert!(parse("div div div").is_ok());
        assert!(parse("* * *").is_ok());
        assert!(parse("and[or and mod]").is_ok());
        assert!(parse("div div").is_err());
    }

    #[test]
    fn positions_keep_the_long_form() {
        let steps = |query| match parse(query) {
            Ok(Expression::Absolute(steps)) => steps.len(),
            other => panic!("{other:?}"),
        };
        assert_eq!(steps("//a"), 1);
        assert_eq!(steps("//a[@b='1'][c]"), 1);
        assert_eq!(steps("//a[1]"), 2);
        assert_eq!(steps("//a[count(b)]"), 2);
        assert_eq!(steps("//a[count(b)=1]"), 1);
        assert_eq!(steps("//a[position()=1]"), 2);
        assert_eq!(steps("//a[b[1]]"), 1);
        assert_eq!(steps("/"), 0);
    }

    #[test]
    fn broken_queries_say_where() {
        let at = |query: &str| match parse(query) {
            Err(XPathError::Syntax { at, .. }) => Some(at),
            _ => None,
        };
        assert_eq!(at("//tr[td[1]/img]/td[2]//a]"), Some(24));
        assert_eq!(at("//"), Some(2));
        assert_eq!(at("a["), Some(2));
        assert_eq!(at(""), Some(0));
        assert_eq!(at("sideways::a"), Some(0));
        assert_eq!(
            parse("lower-case(a)"),
            Err(XPathError::UnknownFunction {
                name: "lower-case".to_owned()
            })
        );
        assert_eq!(
            parse("contains(a)"),
            Err(XPathError::Arguments { name: "contains" })
        );
    }

    #[test]
    fn nesting_is_bounded() {
        assert_eq!(parse(&"(".repeat(10_000)), Err(XPathError::TooDeep));
        assert_eq!(parse(&"a[".repeat(10_000)), Err(XPathError::TooDeep));
        assert_eq!(
            parse(&format!("1{}", "+1".repeat(10_000))),
            Err(XPathError::TooDeep)
        );
        assert!(parse(&format!("{}1", "-".repeat(10_001))).is_ok());
        assert!(parse(&format!("a{}", "/a".repeat(1_000))).is_ok());
    }
}
