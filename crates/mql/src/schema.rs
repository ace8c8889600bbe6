//! What a program can name: object types with their fields, roots, functions and lists, as data.
//!
//! A host builds one [`Schema`] with [`Schema::builder`] and gives each field a getter. The same
//! data feeds the checker, the evaluator, editors and manuals. A schema can also be read from JSON
//! ([`SchemaBuilder::declare_json`]); its objects then are plain JSON objects.

mod builder;
mod json;
mod show;

use std::any::Any;
use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;
use limits::Capability;

use crate::env::Env;
use crate::function::Function;
use crate::types::{ObjectId, Type};
use crate::value::{Data, Value};

pub use builder::{FunctionBuilder, Getter, ObjectBuilder, SchemaBuilder};

/// A getter that has forgotten the host's type.
pub(crate) type ErasedGetter = Arc<dyn for<'m> Fn(&'m Data, &Env<'m>) -> Value<'m> + Send + Sync>;

/// Why a schema could not be built.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SchemaError {
    /// A declaration names a type that does not exist.
    #[error("{place} has the unknown type `{name}`")]
    UnknownType {
        /// The declaration.
        place: String,
        /// The type as written.
        name: String,
    },
    /// More object types than a schema can number.
    #[error("more than {} object types", u16::MAX)]
    TooManyTypes,
    /// The JSON does not have the shape of a schema.
    #[error("the schema's JSON is malformed at {0}")]
    Malformed(String),
}

/// A field of an object type, or a root.
#[derive(Clone)]
pub struct Field {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) ty: Type,
    pub(crate) getter: Option<ErasedGetter>,
    /// What is missing where the host never has this field.
    pub(crate) absent: Option<Capability>,
}

impl Field {
    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it holds, for editors and manuals.
    pub fn doc(&self) -> &str {
        &self.doc
    }

    /// Its type.
    pub fn ty(&self) -> &Type {
        &self.ty
    }

    /// What is missing where the host never has this field: it then reads as null.
    pub fn absent(&self) -> Option<Capability> {
        self.absent
    }

    /// Whether a getter reads it; a field without one is read from JSON only.
    pub fn is_bound(&self) -> bool {
        self.getter.is_some()
    }

    /// What is missing where a host has no such root. One of which nothing is said but that it may be there is the
    /// state of a platform.
    pub(crate) fn missing_as_root(&self) -> Capability {
        match self.ty {
            Type::Any => Capability::Triage,
            _ => Capability::Function,
        }
    }
}

impl std::fmt::Debug for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {:?}", self.name, self.ty)
    }
}

/// An object type.
#[derive(Debug, Clone, Default)]
pub struct ObjectType {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) fields: IndexMap<String, Field>,
    /// What an array of these may lack elements of.
    pub(crate) unseen: Option<Arc<Unseen>>,
}

/// The kinds of elements that nobody here can find, with one of each.
pub(crate) struct Unseen {
    pub(crate) capability: Capability,
    pub(crate) names: Vec<String>,
    pub(crate) examples: Vec<Box<dyn Any + Send + Sync>>,
}

impl std::fmt::Debug for Unseen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(&self.names).finish()
    }
}

impl ObjectType {
    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is, for editors and manuals.
    pub fn doc(&self) -> &str {
        &self.doc
    }

    /// The fields in declaration order.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.values()
    }

    /// The field called `name`.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.get(name)
    }
}

/// A named list that programs may use.
#[derive(Debug, Clone)]
pub struct ListDeclaration {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) element: Type,
    pub(crate) capability: Capability,
}

impl ListDeclaration {
    /// The name without its `$`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it holds, for editors and manuals.
    pub fn doc(&self) -> &str {
        &self.doc
    }

    /// The type of its elements.
    pub fn element(&self) -> &Type {
        &self.element
    }
}

/// Everything that a program can name.
#[derive(Debug, Default)]
pub struct Schema {
    pub(crate) objects: Vec<ObjectType>,
    pub(crate) object_ids: HashMap<String, ObjectId>,
    pub(crate) roots: IndexMap<String, Field>,
    pub(crate) functions: IndexMap<String, Function>,
    pub(crate) lists: IndexMap<String, ListDeclaration>,
}

impl Schema {
    /// Starts a schema that knows the language's own functions and nothing else.
    pub fn builder() -> SchemaBuilder {
        SchemaBuilder::default()
    }

    /// The object types in declaration order.
    pub fn objects(&self) -> &[ObjectType] {
        &self.objects
    }

    /// The object type with the number `id`.
    pub fn object(&self, id: ObjectId) -> Option<&ObjectType> {
        self.objects.get(id.index())
    }

    /// The number of the object type called `name`.
    pub fn object_id(&self, name: &str) -> Option<ObjectId> {
        self.object_ids.get(name).copied()
    }

    /// The roots in declaration order.
    pub fn roots(&self) -> impl Iterator<Item = &Field> {
        self.roots.values()
    }

    /// The root called `name`.
    pub fn root(&self, name: &str) -> Option<&Field> {
        self.roots.get(name)
    }

    /// The functions in declaration order, the language's own first.
    pub fn functions(&self) -> impl Iterator<Item = &Function> {
        self.functions.values()
    }

    /// The function with the dotted `name`.
    pub fn function(&self, name: &str) -> Option<&Function> {
        self.functions.get(name)
    }

    /// The declared lists.
    pub fn lists(&self) -> impl Iterator<Item = &ListDeclaration> {
        self.lists.values()
    }

    /// The list called `name`, without its `$`.
    pub fn list(&self, name: &str) -> Option<&ListDeclaration> {
        self.lists.get(name)
    }

    /// The kinds of elements that an array of type `ty` may lack, if that is declared.
    pub(crate) fn unseen(&self, ty: &Type) -> Option<&Unseen> {
        let Type::Array(element) = ty else {
            return None;
        };
        let Type::Object(id) = **element else {
            return None;
        };
        self.object(id)?.unseen.as_deref()
    }

    /// The field at `position` of the object type `id`.
    pub(crate) fn field_at(&self, id: ObjectId, position: u16) -> Option<&Field> {
        let fields = &self.object(id)?.fields;
        fields.get_index(usize::from(position)).map(|(_, it)| it)
    }

    /// The type in the notation rule writers know.
    pub fn type_name(&self, ty: &Type) -> String {
        ty.display(|id| self.object(id).map_or("object", ObjectType::name))
            .to_string()
    }

    /// Reads a type in that notation.
    pub fn parse_type(&self, text: &str) -> Option<Type> {
        Type::parse(text, &|name| self.object_id(name))
    }
}
