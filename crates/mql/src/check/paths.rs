//! Names, elements, fields, subscripts, arrays.

use text::Span;

use super::suggest::did_you_mean;
use super::unify::unify;
use super::{Checker, Typed};
use crate::diagnostic::{Code, Diagnostic};
use crate::graph::Op;
use crate::syntax::{Expr, Name};
use crate::types::{ObjectId, Type};

impl Checker<'_> {
    pub(super) fn list(&mut self, name: &str, span: Span) -> Typed {
        let schema = self.schema;
        let Some((index, _, list)) = schema.lists.get_full(name) else {
            let known = schema.lists.keys().map(String::as_str);
            let help = did_you_mean(name, known);
            self.unknown_name(
                Code::UnknownList,
                span,
                format!("there is no list `${name}`"),
                help,
            );
            return self.unknown();
        };
        let ty = Type::array(list.element.clone());
        self.computed(Op::List(index as u16), ty)
    }

    pub(super) fn root(&mut self, name: &str, span: Span) -> Typed {
        let schema = self.schema;
        let Some((index, _, root)) = schema.roots.get_full(name) else {
            let help = self.root_help(name);
            let message = format!("there is nothing called `{name}`");
            self.unknown_name(Code::UnknownRoot, span, message, help);
            return self.unknown();
        };
        Typed {
            node: self.graph.add(Op::Root(index as u16)),
            ty: root.ty.clone(),
            model: true,
        }
    }

    fn root_help(&self, name: &str) -> Option<String> {
        if let "TRUE" | "True" | "FALSE" | "False" | "NULL" | "Null" | "None" | "nil" = name {
            return Some("keywords are lower case: `true`, `false`, `null`".to_owned());
        }
        let in_loop = self.scopes.last().and_then(|it| Self::object_of(&it.ty));
        if in_loop.is_some_and(|it| self.schema.objects[it.index()].fields.contains_key(name)) {
            return Some(format!("the element's own field is written `.{name}`"));
        }
        did_you_mean(name, self.schema.roots.keys().map(String::as_str))
    }

    fn unknown_name(&mut self, code: Code, span: Span, message: String, help: Option<String>) {
        let mut diagnostic = Diagnostic::new(code, span, message);
        if let Some(help) = help {
            diagnostic = diagnostic.help(help);
        }
        self.report(diagnostic);
    }

    pub(super) fn element(&mut self, dots: u32, span: Span) -> Typed {
        let up = dots as usize - 1;
        let Some(at) = self.scopes.len().checked_sub(dots as usize) else {
            let message = match self.scopes.len() {
                0 => "a dot path stands outside any loop".to_owned(),
                depth => format!(
                    "`{}` climbs out of {dots} loops, but there are {depth} around",
                    ".".repeat(dots as usize)
                ),
            };
            self.report(Diagnostic::new(Code::ScopeTooDeep, span, message));
            return self.unknown();
        };
        let scope = self.scopes[at].clone();
        Typed {
            node: self.graph.add(Op::Element(up as u8)),
            ty: scope.ty,
            model: scope.model,
        }
    }

    pub(super) fn field(&mut self, base: &Expr<'_>, name: &Name<'_>) -> Typed {
        let base = self.expr(base);
        match &base.ty {
            Type::Object(id) => self.field_of(&base, *id, name),
            Type::Any => self.computed(
                Op::Member {
                    base: base.node,
                    name: name.text.into(),
                },
                Type::Any,
            ),
            _ => {
                self.report_no_fields(&base.ty, name);
                self.unknown()
            }
        }
    }

    fn field_of(&mut self, base: &Typed, id: ObjectId, name: &Name<'_>) -> Typed {
        let object = &self.schema.objects[id.index()];
        let Some((index, _, field)) = object.fields.get_full(name.text) else {
            let message = format!("{} has no field `{}`", object.name, name.text);
            let help = did_you_mean(name.text, object.fields.keys().map(String::as_str))
                .or_else(|| fields_help(object));
            self.unknown_name(Code::UnknownField, name.span, message, help);
            return self.unknown();
        };
        let op = Op::Field {
            base: base.node,
            object: id,
            field: index as u16,
            model: base.model,
        };
        Typed {
            node: self.graph.add(op),
            ty: field.ty.clone(),
            model: base.model,
        }
    }

    fn report_no_fields(&mut self, ty: &Type, name: &Name<'_>) {
        let ty_name = self.type_name(ty);
        let field = name.text;
        let diagnostic = match ty {
            Type::Array(_) => Diagnostic::new(
                Code::NoImplicitIteration,
                name.span,
                format!("`{field}` is asked of an array ({ty_name}), not of its elements"),
            )
            .help(format!(
                "write `map(…, .{field})`, or `any(…, .{field} == …)`"
            )),
            Type::Map(_) | Type::Json => Diagnostic::new(
                Code::UnknownField,
                name.span,
                format!("{ty_name} has keys, not fields"),
            )
            .help(format!("write `…[\"{field}\"]`")),
            _ => Diagnostic::new(
                Code::UnknownField,
                name.span,
                format!("{ty_name} has no fields"),
            ),
        };
        self.report(diagnostic);
    }

    pub(super) fn subscript(&mut self, base: &Expr<'_>, index: &Expr<'_>) -> Typed {
        let (base_span, index_span) = (base.span, index.span);
        let base = self.expr(base);
        let index = self.expr(index);
        let op = Op::Subscript {
            base: base.node,
            index: index.node,
        };
        let (wanted, ty): (&[Type], Type) = match &base.ty {
            Type::Array(element) => (&[Type::Int], element.as_ref().clone()),
            Type::Map(element) => (&[Type::Str], element.as_ref().clone()),
            Type::Json => (&[Type::Int, Type::Str], Type::Json),
            Type::Any => (&[Type::Int, Type::Str], Type::Any),
            other => {
                let name = self.type_name(other);
                let mut diagnostic = Diagnostic::new(
                    Code::NotIndexable,
                    base_span,
                    format!("{name} has no elements to pick from"),
                );
                if *other == Type::Str {
                    diagnostic = diagnostic.help("a part of a text is a slice: `…[0:1]`");
                }
                self.report(diagnostic);
                return self.unknown();
            }
        };
        let dynamic = matches!(index.ty, Type::Json | Type::Any | Type::Null);
        if !dynamic && !wanted.contains(&index.ty) {
            let found = self.type_name(&index.ty);
            let wanted = wanted
                .iter()
                .map(|it| self.type_name(it))
                .collect::<Vec<_>>();
            let wanted = wanted.join(" or ");
            self.report(
                Diagnostic::new(
                    Code::MismatchedTypes,
                    index_span,
                    format!(
                        "the subscript of {} must be {wanted}, not {found}",
                        self.type_name(&base.ty)
                    ),
                )
                .label(format!("expected {wanted}, found {found}")),
            );
        }
        Typed {
            node: self.graph.add(op),
            ty,
            model: base.model,
        }
    }

    pub(super) fn slice(
        &mut self,
        base: &Expr<'_>,
        from: Option<&Expr<'_>>,
        to: Option<&Expr<'_>>,
    ) -> Typed {
        let base_span = base.span;
        let base = self.expr(base);
        let mut bound = |it: &Expr<'_>| {
            let typed = self.expr(it);
            if !matches!(typed.ty, Type::Int | Type::Json | Type::Any | Type::Null) {
                let found = self.type_name(&typed.ty);
                let message = format!("a bound of a slice must be int, not {found}");
                self.report(
                    Diagnostic::new(Code::MismatchedTypes, it.span, message)
                        .label(format!("expected int, found {found}")),
                );
            }
            typed.node
        };
        let from = from.map(&mut bound);
        let to = to.map(&mut bound);
        if !matches!(base.ty, Type::Array(_) | Type::Str | Type::Json | Type::Any) {
            let name = self.type_name(&base.ty);
            let message = format!("{name} cannot be sliced");
            self.report(Diagnostic::new(Code::NotIndexable, base_span, message));
            return self.unknown();
        }
        let text = !matches!(base.ty, Type::Array(_));
        Typed {
            node: self.graph.add(Op::Slice {
                base: base.node,
                from,
                to,
                text,
            }),
            ty: base.ty,
            model: base.model,
        }
    }

    pub(super) fn array(&mut self, items: &[Expr<'_>]) -> Typed {
        let mut element = if items.is_empty() {
            Type::Any
        } else {
            Type::Null
        };
        let mut nodes = Vec::with_capacity(items.len());
        for item in items {
            let typed = self.expr(item);
            nodes.push(typed.node);
            if let Some(unified) = unify(&element, &typed.ty) {
                element = unified;
            } else {
                let (wanted, found) = (self.type_name(&element), self.type_name(&typed.ty));
                self.report(
                    Diagnostic::new(
                        Code::MismatchedTypes,
                        item.span,
                        format!("an array has elements of one type: {wanted} and {found} differ"),
                    )
                    .label(format!("expected {wanted}, found {found}")),
                );
                element = Type::Any;
            }
        }
        self.computed(Op::Array(nodes.into()), Type::array(element))
    }

    fn object_of(ty: &Type) -> Option<ObjectId> {
        match ty {
            Type::Object(id) => Some(*id),
            _ => None,
        }
    }
}

fn fields_help(object: &crate::schema::ObjectType) -> Option<String> {
    let names: Vec<String> = object.fields.keys().map(|it| format!("`{it}`")).collect();
    (!names.is_empty() && names.len() <= 12).then(|| format!("its fields are {}", names.join(", ")))
}
