//! Reading a schema from JSON.
//!
//! The shape is `{"types": {"URL": {"scheme": "str", …}, …}, "roots": {"body": "Body", …},
//! "functions": {"file.explode": {"args": ["File|HTML"], "arity": [1, 1], "ret": "[Exploded]",
//! "kwargs": {…}}, …}, "lists": {"org_vips": "Vip", …}}`. An arity of `-1` means "any number". A
//! type may be followed by what the field holds: `"bool: Whether it is new."`; what a type is stands in
//! `"docs": {"URL": "…", …}`. A function may name the `capability` it needs, else the one of its own name is taken, and say in its
//! `doc` what it does.

use limits::Capability;
use serde_json::{Map, Value as Json};

use super::builder::{FieldDraft, FunctionBuilder, ObjectDraft, SchemaBuilder};
use super::{Schema, SchemaError};

impl Schema {
    /// The schema described by `json`, whose objects are plain JSON objects.
    pub fn from_json(json: &Json) -> Result<Self, SchemaError> {
        let mut builder = Self::builder();
        builder.declare_json(json)?;
        builder.build()
    }
}

impl SchemaBuilder {
    /// Adds what `json` declares and is not declared yet.
    pub fn declare_json(&mut self, json: &Json) -> Result<&mut Self, SchemaError> {
        for (name, fields) in section(json, "types")? {
            let draft = self.objects.entry(name.clone()).or_default();
            declare_fields(draft, fields, name)?;
        }
        for (name, doc) in section(json, "docs")? {
            let draft = self.objects.entry(name.clone()).or_default();
            doc_of(draft, text(doc, name)?);
        }
        if let Some(roots) = json.get("roots") {
            declare_fields(&mut self.roots, roots, "roots")?;
        }
        for (name, function) in section(json, "functions")? {
            if !self
                .functions
                .get(name)
                .is_some_and(FunctionBuilder::is_native)
            {
                let function = read_function(name, function)?;
                self.functions.entry(name.clone()).or_insert(function);
            }
        }
        for (name, element) in section(json, "lists")? {
            let element = text(element, name)?;
            if !self.lists.contains_key(name) {
                self.list(name, element, "", Capability::List);
            }
        }
        Ok(self)
    }
}

fn section<'j>(
    json: &'j Json,
    name: &str,
) -> Result<impl Iterator<Item = (&'j String, &'j Json)>, SchemaError> {
    let members = match json.get(name) {
        None => None,
        Some(section) => Some(object(section, name)?),
    };
    Ok(members.into_iter().flatten())
}

fn declare_fields(draft: &mut ObjectDraft, fields: &Json, owner: &str) -> Result<(), SchemaError> {
    for (name, ty) in object(fields, owner)? {
        let declared = text(ty, name)?;
        let (ty, doc) = declared.split_once(": ").unwrap_or((declared, ""));
        draft.fields.entry(name.clone()).or_insert(FieldDraft {
            doc: doc.to_owned(),
            ty: ty.to_owned(),
            getter: None,
            absent: None,
        });
    }
    Ok(())
}

/// Says what a type is, unless that is said.
fn doc_of(draft: &mut ObjectDraft, doc: &str) {
    if draft.doc.is_empty() {
        doc.clone_into(&mut draft.doc);
    }
}

fn read_function(name: &str, json: &Json) -> Result<FunctionBuilder, SchemaError> {
    let malformed = || SchemaError::Malformed(name.to_owned());
    let args = json
        .get("args")
        .and_then(Json::as_array)
        .ok_or_else(malformed)?;
    let arity = |index: usize| {
        let arity = json.get("arity")?.get(index)?;
        arity.as_i64()
    };
    let least = arity(0).and_then(|it| usize::try_from(it).ok());
    let least = least.unwrap_or(args.len());
    let doc = json.get("doc").and_then(Json::as_str).unwrap_or_default();
    let mut function = FunctionBuilder::new(name, doc).needs(capability(name, json));
    for (index, types) in args.iter().enumerate() {
        let types = text(types, name)?;
        let parameter = format!("argument{}", index + 1);
        function = if index < least {
            function.takes(&parameter, types)
        } else {
            function.may_take(&parameter, types)
        };
    }
    if arity(1) == Some(-1) {
        function = function.variadic();
    }
    for (keyword, types) in section(json, "kwargs")? {
        function = function.keyword(keyword, text(types, name)?);
    }
    let returns = json.get("ret").ok_or_else(malformed)?;
    Ok(function.returns(text(returns, name)?))
}

fn capability(name: &str, json: &Json) -> Capability {
    let wanted = json
        .get("capability")
        .and_then(Json::as_str)
        .unwrap_or(name);
    let known = Capability::ALL.iter().find(|it| it.name() == wanted);
    known.copied().unwrap_or(Capability::Function)
}

fn object<'j>(json: &'j Json, place: &str) -> Result<&'j Map<String, Json>, SchemaError> {
    json.as_object()
        .ok_or_else(|| SchemaError::Malformed(place.to_owned()))
}

fn text<'j>(json: &'j Json, place: &str) -> Result<&'j str, SchemaError> {
    json.as_str()
        .ok_or_else(|| SchemaError::Malformed(place.to_owned()))
}
