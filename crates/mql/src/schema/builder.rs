//! Building a schema in code.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use indexmap::IndexMap;
use limits::Capability;

use super::{ErasedGetter, Field, ListDeclaration, ObjectType, Schema, SchemaError, Unseen};
use crate::env::Env;
use crate::function::{Arguments, Function, HostFunction, Implementation, Parameter};
use crate::native;
use crate::types::{ObjectId, Type};
use crate::value::{Data, Value, downcast};

/// Reads one field of a host type.
pub type Getter<T> = for<'m> fn(&'m T, &Env<'m>) -> Value<'m>;

/// A field whose type is not yet resolved.
#[derive(Clone)]
pub(super) struct FieldDraft {
    pub(super) doc: String,
    pub(super) ty: String,
    pub(super) getter: Option<ErasedGetter>,
    pub(super) absent: Option<Capability>,
}

/// An object type whose fields are not yet resolved.
#[derive(Clone, Default)]
pub(super) struct ObjectDraft {
    pub(super) doc: String,
    pub(super) fields: IndexMap<String, FieldDraft>,
    pub(super) unseen: Option<Arc<Unseen>>,
}

/// Collects declarations. Types are named by text, so that order does not matter.
pub struct SchemaBuilder {
    pub(super) objects: IndexMap<String, ObjectDraft>,
    pub(super) roots: ObjectDraft,
    pub(super) functions: IndexMap<String, FunctionBuilder>,
    pub(super) lists: IndexMap<String, (String, String, Capability)>,
}

impl Default for SchemaBuilder {
    fn default() -> Self {
        let mut builder = Self {
            objects: IndexMap::new(),
            roots: ObjectDraft::default(),
            functions: IndexMap::new(),
            lists: IndexMap::new(),
        };
        native::declare(&mut builder);
        builder
    }
}

impl SchemaBuilder {
    /// Declares (or continues) the object type `name`, which the host keeps as a `T`.
    pub fn object<T: Any + Sync>(&mut self, name: &str, doc: &str) -> ObjectBuilder<'_, T> {
        let draft = self.objects.entry(name.to_owned()).or_default();
        doc.clone_into(&mut draft.doc);
        ObjectBuilder::new(draft)
    }

    /// Declares roots, which are read from the host's context, a `T`.
    pub fn roots<T: Any + Sync>(&mut self) -> ObjectBuilder<'_, T> {
        ObjectBuilder::new(&mut self.roots)
    }

    /// Lets all roots declared so far be read from the host's context as a JSON object, in place of
    /// their getters. Whatever a root holds is then JSON too, all the way down.
    pub fn roots_from_json(&mut self) -> &mut Self {
        for field in self.roots.fields.values_mut() {
            field.getter = None;
            field.absent = None;
        }
        self
    }

    /// Declares a function, in place of any of that name.
    pub fn function(&mut self, function: FunctionBuilder) -> &mut Self {
        self.functions.insert(function.name.clone(), function);
        self
    }

    /// Declares a list (without its `$`) of `element`s. `capability` is what is missing while
    /// nobody has configured it.
    pub fn list(
        &mut self,
        name: &str,
        element: &str,
        doc: &str,
        capability: Capability,
    ) -> &mut Self {
        let declaration = (element.to_owned(), doc.to_owned(), capability);
        self.lists.insert(name.to_owned(), declaration);
        self
    }

    /// Resolves every type name.
    pub fn build(self) -> Result<Schema, SchemaError> {
        let mut schema = Schema::default();
        for (index, name) in self.objects.keys().enumerate() {
            let id = u16::try_from(index).map_err(|_| SchemaError::TooManyTypes)?;
            schema.object_ids.insert(name.clone(), ObjectId(id));
        }
        let resolve = |place: &str, text: &str| {
            Type::parse(text, &|name| schema.object_ids.get(name).copied()).ok_or_else(|| {
                SchemaError::UnknownType {
                    place: place.to_owned(),
                    name: text.to_owned(),
                }
            })
        };
        let fields = |owner: &str, draft: ObjectDraft| {
            draft
                .fields
                .into_iter()
                .map(|(name, field)| {
                    let ty = resolve(&format!("{owner}.{name}"), &field.ty)?;
                    Ok((
                        name.clone(),
                        Field {
                            name,
                            doc: field.doc,
                            ty,
                            getter: field.getter,
                            absent: field.absent,
                        },
                    ))
                })
                .collect::<Result<IndexMap<_, _>, SchemaError>>()
        };
        let mut objects = Vec::with_capacity(self.objects.len());
        for (name, draft) in self.objects {
            objects.push(ObjectType {
                doc: draft.doc.clone(),
                unseen: draft.unseen.clone(),
                fields: fields(&name, draft)?,
                name,
            });
        }
        let roots = fields("root", self.roots)?;
        let mut functions = IndexMap::new();
        for (name, draft) in self.functions {
            functions.insert(name, draft.resolve(&resolve)?);
        }
        let mut lists = IndexMap::new();
        for (name, (element, doc, capability)) in self.lists {
            let element = resolve(&format!("${name}"), &element)?;
            lists.insert(
                name.clone(),
                ListDeclaration {
                    name,
                    doc,
                    element,
                    capability,
                },
            );
        }
        Ok(Schema {
            objects,
            roots,
            functions,
            lists,
            ..schema
        })
    }
}

/// Declares the fields of one object type, or the roots.
pub struct ObjectBuilder<'b, T> {
    draft: &'b mut ObjectDraft,
    host: PhantomData<fn(&T)>,
}

impl<'b, T: Any + Sync> ObjectBuilder<'b, T> {
    fn new(draft: &'b mut ObjectDraft) -> Self {
        Self {
            draft,
            host: PhantomData,
        }
    }

    /// Declares a field: its name, its type (`str`, `[Link]`, `map<[str]>`), what it holds, and
    /// how to read it. A closure that captures nothing will do.
    ///
    /// A field that was declared for another host type before is read from either: an object type
    /// may be kept as several.
    pub fn field(&mut self, name: &str, ty: &str, doc: &str, getter: Getter<T>) -> &mut Self {
        let earlier = self.draft.fields.get(name);
        let earlier = earlier.and_then(|it| it.getter.clone());
        let erased: ErasedGetter = match earlier {
            None => Arc::new(move |data: &Data, env| {
                downcast::<T>(data).map_or(Value::Null, |it| getter(it, env))
            }),
            Some(earlier) => Arc::new(move |data: &Data, env| match downcast::<T>(data) {
                Some(it) => getter(it, env),
                None => earlier(data, env),
            }),
        };
        self.draft.fields.insert(
            name.to_owned(),
            FieldDraft {
                doc: doc.to_owned(),
                ty: ty.to_owned(),
                getter: Some(erased),
                absent: None,
            },
        );
        self
    }

    /// Declares a field that the host never has: it reads as null and reports `capability`.
    pub fn absent(&mut self, name: &str, ty: &str, doc: &str, capability: Capability) -> &mut Self {
        let erased: ErasedGetter = Arc::new(move |_: &Data, env| env.missing(capability));
        self.draft.fields.insert(
            name.to_owned(),
            FieldDraft {
                doc: doc.to_owned(),
                ty: ty.to_owned(),
                getter: Some(erased),
                absent: Some(capability),
            },
        );
        self
    }
}

impl<T: Any + Send + Sync> ObjectBuilder<'_, T> {
    /// Declares kinds of elements that an array of these may hold and that cannot be found for want of
    /// `capability`: the name that programs ask for each by, and an example, of which what is not known
    /// reads as missing.
    ///
    /// Where a field is such an array and lacks `capability` and nothing else, a loop that would pass over all
    /// examples is as sure as if nothing were missing.
    pub fn unseen(
        &mut self,
        capability: Capability,
        examples: impl IntoIterator<Item = (&'static str, T)>,
    ) -> &mut Self {
        let mut unseen = Unseen {
            capability,
            names: Vec::new(),
            examples: Vec::new(),
        };
        for (name, example) in examples {
            unseen.names.push(name.to_owned());
            unseen.examples.push(Box::new(example));
        }
        self.draft.unseen = Some(Arc::new(unseen));
        self
    }

    /// The same where one `example` stands for elements of every kind, of those that programs ask for by `names` and
    /// of any other: no loop passes over all of them.
    pub fn unseen_of_any_kind(
        &mut self,
        capability: Capability,
        names: impl IntoIterator<Item = &'static str>,
        example: T,
    ) -> &mut Self {
        self.draft.unseen = Some(Arc::new(Unseen {
            capability,
            names: names.into_iter().map(str::to_owned).collect(),
            examples: vec![Box::new(example)],
        }));
        self
    }
}

/// Declares one function.
#[derive(Clone)]
pub struct FunctionBuilder {
    name: String,
    doc: String,
    positional: Vec<(String, String)>,
    variadic: bool,
    optional: usize,
    keywords: Vec<(String, String)>,
    returns: String,
    capability: Capability,
    strict: bool,
    implementation: Implementation,
}

impl FunctionBuilder {
    /// A function with the dotted `name` that takes nothing and that nobody implements.
    pub fn new(name: &str, doc: &str) -> Self {
        Self {
            name: name.to_owned(),
            doc: doc.to_owned(),
            positional: Vec::new(),
            variadic: false,
            optional: 0,
            keywords: Vec::new(),
            returns: "any".to_owned(),
            capability: Capability::Function,
            strict: true,
            implementation: Implementation::Absent,
        }
    }

    /// Adds a positional parameter; `types` separates overloads by `|`.
    #[must_use]
    pub fn takes(mut self, name: &str, types: &str) -> Self {
        self.positional.push((name.to_owned(), types.to_owned()));
        self
    }

    /// Adds a positional parameter that may be left out.
    #[must_use]
    pub fn may_take(mut self, name: &str, types: &str) -> Self {
        self.optional += 1;
        self.takes(name, types)
    }

    /// Lets the last positional parameter be repeated.
    #[must_use]
    pub fn variadic(mut self) -> Self {
        self.variadic = true;
        self
    }

    /// Adds a keyword parameter; it may be left out.
    #[must_use]
    pub fn keyword(mut self, name: &str, types: &str) -> Self {
        self.keywords.push((name.to_owned(), types.to_owned()));
        self
    }

    /// Sets the result type.
    #[must_use]
    pub fn returns(mut self, ty: &str) -> Self {
        ty.clone_into(&mut self.returns);
        self
    }

    /// Names what is missing where the function is not implemented.
    #[must_use]
    pub fn needs(mut self, capability: Capability) -> Self {
        self.capability = capability;
        self
    }

    /// Lets the function see null positional arguments. Without this a call with a null argument is
    /// null and the function is not asked.
    #[must_use]
    pub fn sees_null(mut self) -> Self {
        self.strict = false;
        self
    }

    /// Gives the implementation as a function or closure.
    #[must_use]
    pub fn implemented<F>(self, implementation: F) -> Self
    where
        F: for<'m> Fn(Arguments<'_, 'm>, &Env<'m>) -> Value<'m> + Send + Sync + 'static,
    {
        self.implemented_by(implementation)
    }

    /// Gives the implementation as something that keeps state of its own.
    #[must_use]
    pub fn implemented_by(mut self, implementation: impl HostFunction + 'static) -> Self {
        self.implementation = Implementation::Host(Arc::new(implementation));
        self
    }

    pub(crate) fn native(mut self, native: native::Native) -> Self {
        self.implementation = Implementation::Native(native);
        self
    }

    pub(super) fn is_native(&self) -> bool {
        matches!(self.implementation, Implementation::Native(_))
    }

    fn resolve(
        self,
        resolve: &impl Fn(&str, &str) -> Result<Type, SchemaError>,
    ) -> Result<Function, SchemaError> {
        let place = format!("{}()", self.name);
        let parameters = |list: Vec<(String, String)>| {
            list.into_iter()
                .map(|(name, types)| {
                    let accepts = types
                        .split('|')
                        .map(|it| resolve(&place, it))
                        .collect::<Result<_, _>>()?;
                    Ok(Parameter { name, accepts })
                })
                .collect::<Result<Vec<_>, SchemaError>>()
        };
        Ok(Function {
            doc: self.doc,
            parameters: parameters(self.positional)?,
            variadic: self.variadic,
            optional: self.optional,
            keywords: parameters(self.keywords)?,
            returns: resolve(&place, &self.returns)?,
            capability: self.capability,
            strict: self.strict,
            implementation: self.implementation,
            name: self.name,
        })
    }
}
