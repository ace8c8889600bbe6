//! The generic functions: over arrays and their elements, and `coalesce`.

use text::Span;

use super::unify::unify;
use super::{Checker, Scope, Typed};
use crate::diagnostic::{Code, Diagnostic};
use crate::function::Function;
use crate::graph::{Collect, NodeId, Op};
use crate::native::Native;
use crate::syntax::{Argument, Expr};
use crate::types::Type;

impl Checker<'_> {
    pub(super) fn array_function(
        &mut self,
        native: Native,
        function: &Function,
        arguments: &[Argument<'_>],
        span: Span,
    ) -> Typed {
        if let Some(keyword) = arguments.iter().find_map(|it| it.keyword) {
            let message = format!("`{}` has no keyword arguments", function.name);
            self.report(Diagnostic::new(Code::UnknownKeyword, keyword.span, message));
            return self.unknown();
        }
        let first = &arguments[0].value;
        let second = arguments.get(1).map(|it| &it.value);
        match native {
            Native::Coalesce => self.coalesce(arguments),
            Native::Length => self.length(first),
            Native::Keys | Native::Values => self.entries(native, first),
            Native::Flatten => self.flatten(function, first),
            _ => self.loop_over(native, function, first, second, span),
        }
    }

    fn loop_over(
        &mut self,
        native: Native,
        function: &Function,
        array: &Expr<'_>,
        body: Option<&Expr<'_>>,
        span: Span,
    ) -> Typed {
        let (array, element) = self.array_argument(function, array);
        let scope = Scope {
            ty: element.clone(),
            model: array.model,
        };
        self.scopes.push(scope);
        let inner = match body {
            Some(body) => {
                let inner = self.expr(body);
                if !matches!(native, Native::Map | Native::Distinct | Native::Sum) {
                    let what = format!("the predicate of `{}`", function.name);
                    self.expect_bool(&inner, body.span, &what);
                }
                inner
            }
            // Without a key the element itself counts.
            None => self.element(1, span),
        };
        self.scopes.pop();
        let (array_node, body) = (array.node, inner.node);
        let collect = |how| Op::Collect {
            how,
            array: array_node,
            body,
        };
        let same = Type::array(element);
        let (op, ty) = match native {
            Native::Any => (
                Op::Any {
                    array: array_node,
                    body,
                },
                Type::Bool,
            ),
            Native::All => (
                Op::All {
                    array: array_node,
                    body,
                },
                Type::Bool,
            ),
            Native::Filter => (collect(Collect::Filter), same),
            Native::Distinct => (collect(Collect::Distinct), same),
            Native::Map => (collect(Collect::Map), Type::array(inner.ty)),
            Native::Sum => {
                let ty = self.sum_type(&inner.ty, span);
                (collect(Collect::Sum), ty)
            }
            _ => (collect(Collect::Ratio), Type::Float),
        };
        let model = array.model && matches!(native, Native::Filter | Native::Distinct);
        Typed {
            node: self.graph.add(op),
            ty,
            model,
        }
    }

    fn sum_type(&mut self, ty: &Type, span: Span) -> Type {
        match ty {
            Type::Int | Type::Float | Type::Json => ty.clone(),
            Type::Any | Type::Null => Type::Json,
            other => {
                let name = self.type_name(other);
                let message = format!("`sum` adds numbers, not {name}");
                self.report(Diagnostic::new(Code::WrongArgument, span, message));
                Type::Any
            }
        }
    }

    fn length(&mut self, value: &Expr<'_>) -> Typed {
        let typed = self.expr(value);
        let countable = matches!(
            typed.ty,
            Type::Str | Type::Array(_) | Type::Map(_) | Type::Json | Type::Any | Type::Null
        );
        if !countable {
            let found = self.type_name(&typed.ty);
            let message = format!("{found} has no length");
            self.report(
                Diagnostic::new(Code::WrongArgument, value.span, message)
                    .label(format!("expected str, an array or a map, found {found}")),
            );
        }
        self.native_value(Native::Length, typed.node, Type::Int)
    }

    fn entries(&mut self, native: Native, value: &Expr<'_>) -> Typed {
        let typed = self.expr(value);
        let element = match &typed.ty {
            Type::Map(element) => element.as_ref().clone(),
            Type::Json | Type::Any | Type::Null => Type::Json,
            other => {
                let found = self.type_name(other);
                let message = format!("{found} has no keys");
                self.report(
                    Diagnostic::new(Code::WrongArgument, value.span, message)
                        .label(format!("expected a map, found {found}")),
                );
                Type::Any
            }
        };
        let element = if native == Native::Keys {
            Type::Str
        } else {
            element
        };
        self.native_value(native, typed.node, Type::array(element))
    }

    fn flatten(&mut self, function: &Function, value: &Expr<'_>) -> Typed {
        let (array, element) = self.array_argument(function, value);
        let ty = match element {
            Type::Array(inner) => Type::Array(inner),
            Type::Json | Type::Any | Type::Null => Type::array(Type::Json),
            other => {
                let found = self.type_name(&Type::array(other));
                let message = format!("`flatten` takes an array of arrays, not {found}");
                self.report(
                    Diagnostic::new(Code::WrongArgument, value.span, message)
                        .label(format!("expected an array of arrays, found {found}")),
                );
                return self.unknown();
            }
        };
        self.native_value(Native::Flatten, array.node, ty)
    }

    fn coalesce(&mut self, arguments: &[Argument<'_>]) -> Typed {
        let mut ty = Type::Null;
        let mut nodes: Vec<NodeId> = Vec::with_capacity(arguments.len());
        for argument in arguments {
            let typed = self.expr(&argument.value);
            nodes.push(typed.node);
            if let Some(unified) = unify(&ty, &typed.ty) {
                ty = unified;
            } else {
                let (wanted, found) = (self.type_name(&ty), self.type_name(&typed.ty));
                let message = format!(
                    "the arguments of `coalesce` share a type: {wanted} and {found} differ"
                );
                self.report(
                    Diagnostic::new(Code::MismatchedTypes, argument.value.span, message)
                        .label(format!("expected {wanted}, found {found}")),
                );
                ty = Type::Any;
            }
        }
        let truth = ty == Type::Bool;
        self.computed(
            Op::Coalesce {
                operands: nodes.into(),
                truth,
            },
            ty,
        )
    }

    fn native_value(&mut self, function: Native, node: NodeId, ty: Type) -> Typed {
        self.computed(
            Op::Native {
                function,
                operands: [node].into(),
            },
            ty,
        )
    }
}
