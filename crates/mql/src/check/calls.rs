//! Calls: the function, its arity, its arguments.

use text::Span;

use super::suggest::did_you_mean;
use super::unify::accepts;
use super::{Checker, Typed};
use crate::diagnostic::{Code, Diagnostic};
use crate::function::{Function, Implementation, Parameter};
use crate::graph::{NodeId, Op, SetKind};
use crate::matcher::Prefix;
use crate::native::Native;
use crate::regex_dialect;
use crate::syntax::{Argument, Expr};
use crate::types::Type;

impl Checker<'_> {
    pub(super) fn call(
        &mut self,
        name: &str,
        name_span: Span,
        arguments: &[Argument<'_>],
        span: Span,
    ) -> Typed {
        let schema = self.schema;
        let Some((index, _, function)) = schema.functions.get_full(name) else {
            self.report_unknown_function(name, name_span);
            self.check_loose(arguments);
            return self.unknown();
        };
        if !self.check_arity(function, arguments, name_span) {
            self.check_loose(arguments);
            return self.unknown();
        }
        match function.implementation {
            Implementation::Native(native) => match native {
                Native::Any
                | Native::All
                | Native::Filter
                | Native::Map
                | Native::Distinct
                | Native::Sum
                | Native::Ratio
                | Native::Length
                | Native::Coalesce
                | Native::Flatten
                | Native::Keys
                | Native::Values => self.array_function(native, function, arguments, span),
                _ => self.native_call(native, function, arguments),
            },
            _ => self.host_call(index, function, arguments),
        }
    }

    fn report_unknown_function(&mut self, name: &str, span: Span) {
        let known = self.schema.functions.keys().map(String::as_str);
        let mut diagnostic = Diagnostic::new(
            Code::UnknownFunction,
            span,
            format!("there is no function `{name}`"),
        );
        if let Some(help) = did_you_mean(name, known) {
            diagnostic = diagnostic.help(help);
        }
        self.report(diagnostic);
    }

    /// Checks arguments of a call that is wrong itself; those with dot paths are left alone, as the
    /// loop they belong to is not known.
    fn check_loose(&mut self, arguments: &[Argument<'_>]) {
        let before = self.diagnostics.len();
        for argument in arguments {
            self.expr(&argument.value);
        }
        let mut position = 0;
        self.diagnostics.retain(|it| {
            position += 1;
            position <= before || it.code != Code::ScopeTooDeep
        });
    }

    fn check_arity(&mut self, function: &Function, arguments: &[Argument<'_>], span: Span) -> bool {
        let given = arguments.iter().filter(|it| it.keyword.is_none()).count();
        let (least, most) = function.arity();
        if given >= least && most.is_none_or(|most| given <= most) {
            return true;
        }
        let wanted = match most {
            Some(most) if most == least => least.to_string(),
            Some(most) => format!("{least} to {most}"),
            None => format!("at least {least}"),
        };
        let plural = if most == Some(1) || (most.is_none() && least == 1) {
            ""
        } else {
            "s"
        };
        self.report(
            Diagnostic::new(
                Code::WrongArity,
                span,
                format!(
                    "`{}` takes {wanted} argument{plural}, not {given}",
                    function.name
                ),
            )
            .help(self.signature(function)),
        );
        false
    }

    /// The signature as rule writers read it.
    fn signature(&self, function: &Function) -> String {
        let parameter = |it: &Parameter| {
            let types: Vec<String> = it.accepts.iter().map(|it| self.type_name(it)).collect();
            format!("{}: {}", it.name, types.join(" or "))
        };
        let mut parts: Vec<String> = function.parameters.iter().map(parameter).collect();
        if function.variadic {
            parts.push("…".to_owned());
        }
        parts.extend(function.keywords.iter().map(|it| {
            let types: Vec<String> = it.accepts.iter().map(|it| self.type_name(it)).collect();
            format!("{}={}", it.name, types.join(" or "))
        }));
        format!("its signature is `{}({})`", function.name, parts.join(", "))
    }

    /// Checks one argument against its parameter.
    fn argument(&mut self, function: &Function, parameter: &Parameter, value: &Expr<'_>) -> Typed {
        let typed = self.expr(value);
        if !parameter.accepts.iter().any(|it| accepts(it, &typed.ty)) {
            let found = self.type_name(&typed.ty);
            let wanted: Vec<String> = parameter
                .accepts
                .iter()
                .map(|it| self.type_name(it))
                .collect();
            let wanted = wanted.join(" or ");
            self.report(
                Diagnostic::new(
                    Code::WrongArgument,
                    value.span,
                    format!(
                        "`{}` takes {wanted} for `{}`, not {found}",
                        function.name, parameter.name
                    ),
                )
                .label(format!("expected {wanted}, found {found}")),
            );
        }
        typed
    }

    /// Checks all arguments; keywords come back in the order of the signature.
    fn arguments(
        &mut self,
        function: &Function,
        arguments: &[Argument<'_>],
    ) -> (Vec<Typed>, Vec<Option<NodeId>>) {
        let mut positional = Vec::with_capacity(arguments.len());
        let mut keywords = vec![None; function.keywords.len()];
        for argument in arguments {
            let Some(keyword) = argument.keyword else {
                let last = function.parameters.len().saturating_sub(1);
                let parameter = &function.parameters[positional.len().min(last)];
                positional.push(self.argument(function, parameter, &argument.value));
                continue;
            };
            let known = function
                .keywords
                .iter()
                .position(|it| it.name == keyword.text);
            let Some(index) = known else {
                let names = function.keywords.iter().map(|it| it.name.as_str());
                let help =
                    did_you_mean(keyword.text, names).unwrap_or_else(|| self.signature(function));
                let message = format!(
                    "`{}` has no keyword argument `{}`",
                    function.name, keyword.text
                );
                self.report(
                    Diagnostic::new(Code::UnknownKeyword, keyword.span, message).help(help),
                );
                self.expr(&argument.value);
                continue;
            };
            if keywords[index].is_some() {
                let message = format!("`{}` is given twice", keyword.text);
                self.report(Diagnostic::new(
                    Code::DuplicateKeyword,
                    keyword.span,
                    message,
                ));
            }
            let typed = self.argument(function, &function.keywords[index], &argument.value);
            keywords[index] = Some(typed.node);
        }
        (positional, keywords)
    }

    fn host_call(
        &mut self,
        index: usize,
        function: &Function,
        arguments: &[Argument<'_>],
    ) -> Typed {
        let (positional, keywords) = self.arguments(function, arguments);
        let op = Op::Call {
            function: index as u16,
            positional: positional.iter().map(|it| it.node).collect(),
            keywords: keywords.into(),
        };
        self.computed(op, function.returns.clone())
    }

    fn native_call(
        &mut self,
        native: Native,
        function: &Function,
        arguments: &[Argument<'_>],
    ) -> Typed {
        let (positional, keywords) = self.arguments(function, arguments);
        let nodes: Vec<NodeId> = positional.iter().map(|it| it.node).collect();
        let op = match native {
            Native::Contains { fold } => self.text_test(SetKind::Contains { fold }, &nodes),
            Native::StartsWith { fold } => self.text_test(SetKind::StartsWith { fold }, &nodes),
            Native::EndsWith { fold } => self.text_test(SetKind::EndsWith { fold }, &nodes),
            Native::Like { fold } => self.text_test(SetKind::Like { fold }, &nodes),
            Native::RegexContains { fold } => {
                self.pattern_test(SetKind::Search { fold }, &nodes, arguments)
            }
            Native::RegexMatch { fold } => {
                self.pattern_test(SetKind::Whole { fold }, &nodes, arguments)
            }
            Native::RegexCount { fold } | Native::RegexExtract { fold } => {
                let constants = self.patterns(SetKind::Capture { fold }, &nodes, arguments);
                Op::Pattern {
                    function: native,
                    subject: nodes[0],
                    constants,
                }
            }
            Native::IpIn => self.networks(&nodes, arguments),
            _ => {
                let absent = self.graph.add(Op::Null);
                let keywords = keywords.into_iter().map(|it| it.unwrap_or(absent));
                let operands = nodes.into_iter().chain(keywords).collect();
                Op::Native {
                    function: native,
                    operands,
                }
            }
        };
        self.computed(op, function.returns.clone())
    }

    /// A test of the first argument against the others, constants apart from the rest.
    fn text_test(&mut self, kind: SetKind, nodes: &[NodeId]) -> Op {
        let mut constants: Vec<Box<str>> = Vec::new();
        let mut alternatives = Vec::new();
        for node in &nodes[1..] {
            match self.constant_text(*node) {
                Some(text) => constants.push(text.into()),
                None => alternatives.push(*node),
            }
        }
        // The order of alternatives is unobservable; sorted sets are shared more often.
        constants.sort();
        constants.dedup();
        Op::TextTest {
            subject: nodes[0],
            constants: self.graph.add_set(kind, constants.into()),
            alternatives: alternatives.into(),
        }
    }

    fn pattern_test(&mut self, kind: SetKind, nodes: &[NodeId], arguments: &[Argument<'_>]) -> Op {
        Op::TextTest {
            subject: nodes[0],
            constants: self.patterns(kind, nodes, arguments),
            alternatives: Box::default(),
        }
    }

    /// The patterns after the first argument, which must be literals that compile.
    fn patterns(
        &mut self,
        kind: SetKind,
        nodes: &[NodeId],
        arguments: &[Argument<'_>],
    ) -> crate::graph::SetId {
        let mut patterns: Vec<Box<str>> = Vec::new();
        for (node, argument) in nodes.iter().zip(arguments).skip(1) {
            let span = argument.value.span;
            let Some(pattern) = self.constant_text(*node).map(Box::<str>::from) else {
                let message = "a pattern must be a literal";
                self.report(Diagnostic::new(Code::BadPattern, span, message));
                continue;
            };
            if let Err(error) = regex_dialect::check(&pattern) {
                let message = format!("the pattern does not compile: {error}");
                self.report(Diagnostic::new(Code::BadPattern, span, message));
            }
            patterns.push(pattern);
        }
        self.graph.add_set(kind, patterns.into())
    }

    fn networks(&mut self, nodes: &[NodeId], arguments: &[Argument<'_>]) -> Op {
        for (node, argument) in nodes.iter().zip(arguments).skip(1) {
            let malformed = self
                .constant_text(*node)
                .is_some_and(|it| Prefix::parse(it).is_none());
            if malformed {
                let message = "this is no network, such as `192.0.2.0/24`";
                self.report(Diagnostic::new(
                    Code::BadPattern,
                    argument.value.span,
                    message,
                ));
            }
        }
        self.text_test(SetKind::Networks, nodes)
    }
}

impl Checker<'_> {
    /// The element type of an array argument, and whether its elements are part of the message.
    pub(super) fn array_argument(
        &mut self,
        function: &Function,
        value: &Expr<'_>,
    ) -> (Typed, Type) {
        let parameter = &function.parameters[0];
        let typed = self.expr(value);
        let element = match &typed.ty {
            Type::Array(element) => element.as_ref().clone(),
            Type::Json => Type::Json,
            Type::Any | Type::Null => Type::Any,
            other => {
                let found = self.type_name(other);
                let message = format!(
                    "`{}` takes an array for `{}`, not {found}",
                    function.name, parameter.name
                );
                self.report(
                    Diagnostic::new(Code::WrongArgument, value.span, message)
                        .label(format!("expected an array, found {found}")),
                );
                Type::Any
            }
        };
        (typed, element)
    }
}
