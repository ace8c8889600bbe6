//! The language's own functions: their names, signatures and descriptions.
//!
//! How they are computed is in [`crate::evaluate`] and [`crate::functions`]; the array functions
//! are generic, so their types come from the checker and the types here are only shown to people.

use crate::regex_dialect::RegexMatch;
use crate::schema::{FunctionBuilder, SchemaBuilder};
use crate::value::{Entries, Value};

/// One of the language's own functions. `fold` says to disregard case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Native {
    Any,
    All,
    Filter,
    Map,
    Distinct,
    Sum,
    Ratio,
    Length,
    Coalesce,
    Flatten,
    Keys,
    Values,
    Contains { fold: bool },
    StartsWith { fold: bool },
    EndsWith { fold: bool },
    Like { fold: bool },
    Count { fold: bool },
    Levenshtein { fold: bool },
    Concat,
    ReplaceConfusables,
    ParseJson,
    DecodeBase64,
    ScanBase64,
    RegexContains { fold: bool },
    RegexMatch { fold: bool },
    RegexCount { fold: bool },
    RegexExtract { fold: bool },
    Sha256,
    IpIn,
}

/// Declares everything the language brings along.
pub(crate) fn declare(schema: &mut SchemaBuilder) {
    declare_arrays(schema);
    declare_texts(schema);
    declare_patterns(schema);
    declare_decoders(schema);
}

fn add(schema: &mut SchemaBuilder, native: Native, function: FunctionBuilder) {
    schema.function(function.native(native));
}

fn declare_arrays(schema: &mut SchemaBuilder) {
    let new = FunctionBuilder::new;
    let loops = |name, doc: &str| new(name, doc).takes("array", "[any]").takes("body", "bool");
    for (native, function) in [
        (
            Native::Any,
            loops("any", "True if `body` is true for some element of `array`; false for an empty array, null for a null one.").returns("bool"),
        ),
        (
            Native::All,
            loops("all", "True if `body` is true for every element of `array`; true also for an empty or null array.").returns("bool"),
        ),
        (
            Native::Filter,
            loops("filter", "The elements of `array` for which `body` is exactly true, in order; an empty array for a null one.").returns("[any]"),
        ),
        (
            Native::Map,
            new("map", "The value of `body` for every element of `array`.").takes("array", "[any]").takes("body", "any").returns("[any]"),
        ),
        (
            Native::Distinct,
            new("distinct", "The first element of `array` for each distinct value, or for each distinct `key`.").takes("array", "[any]").may_take("key", "any").returns("[any]"),
        ),
        (
            Native::Sum,
            new("sum", "The total of the numbers in `array`, or of `body` over its elements; nulls are skipped.").takes("array", "[any]").may_take("body", "any").returns("int"),
        ),
        (
            Native::Ratio,
            loops("ratio", "The share of elements of `array` for which `body` is true; null for an empty array.").returns("float"),
        ),
        (
            Native::Length,
            new("length", "The number of code points of a text, of elements of an array, or of keys of a map.").takes("value", "str|[any]|map<any>|json").returns("int"),
        ),
        (
            Native::Coalesce,
            new("coalesce", "The first argument that is not null.").takes("value", "any").variadic().returns("any"),
        ),
        (
            Native::Flatten,
            new("flatten", "The elements of the arrays in `array`, as one array.").takes("array", "[[any]]").returns("[any]"),
        ),
        (
            Native::Keys,
            new("keys", "The keys of `map` in order.").takes("map", "map<any>|json").returns("[str]"),
        ),
        (
            Native::Values,
            new("values", "The values of `map` in the order of its keys.").takes("map", "map<any>|json").returns("[any]"),
        ),
    ] {
        add(schema, native, function);
    }
}

/// Adds a function and its case-insensitive twin.
fn add_pair(
    schema: &mut SchemaBuilder,
    names: [&str; 2],
    doc: &str,
    native: impl Fn(bool) -> Native,
    signature: impl Fn(FunctionBuilder) -> FunctionBuilder,
) {
    let [exact, folded] = names;
    let folded_doc = format!("{doc} Case is disregarded.");
    add(
        schema,
        native(false),
        signature(FunctionBuilder::new(exact, doc)),
    );
    add(
        schema,
        native(true),
        signature(FunctionBuilder::new(folded, &folded_doc)),
    );
}

fn declare_texts(schema: &mut SchemaBuilder) {
    let test = |parameter: &'static str| {
        move |it: FunctionBuilder| {
            it.takes("source", "str")
                .takes(parameter, "str")
                .variadic()
                .returns("bool")
        }
    };
    add_pair(
        schema,
        ["strings.contains", "strings.icontains"],
        "Whether any of the substrings occurs in `source`.",
        |fold| Native::Contains { fold },
        test("substring"),
    );
    add_pair(
        schema,
        ["strings.starts_with", "strings.istarts_with"],
        "Whether `source` starts with any of the prefixes.",
        |fold| Native::StartsWith { fold },
        test("prefix"),
    );
    add_pair(
        schema,
        ["strings.ends_with", "strings.iends_with"],
        "Whether `source` ends with any of the suffixes.",
        |fold| Native::EndsWith { fold },
        test("suffix"),
    );
    let glob = "Whether the whole of `source` matches any of the globs: `*` is any run of characters, `?` is one.";
    add_pair(
        schema,
        ["strings.like", "strings.ilike"],
        glob,
        |fold| Native::Like { fold },
        test("glob"),
    );
    add(
        schema,
        Native::Like { fold: true },
        test("glob")(FunctionBuilder::new(
            "ilike",
            "An older spelling of `strings.ilike`.",
        )),
    );
    add_pair(
        schema,
        ["strings.count", "strings.icount"],
        "How often `substring` occurs in `source`, without overlaps.",
        |fold| Native::Count { fold },
        |it| {
            it.takes("source", "str")
                .takes("substring", "str")
                .returns("int")
        },
    );
    add_pair(
        schema,
        ["strings.levenshtein", "strings.ilevenshtein"],
        "The number of code points to insert, delete or replace to turn one text into the other.",
        |fold| Native::Levenshtein { fold },
        |it| it.takes("a", "str").takes("b", "str").returns("int"),
    );
    add(
        schema,
        Native::Concat,
        FunctionBuilder::new(
            "strings.concat",
            "The parts, one after the other; null if any is null.",
        )
        .takes("part", "str")
        .variadic()
        .returns("str"),
    );
    add(
        schema,
        Native::ReplaceConfusables,
        FunctionBuilder::new(
            "strings.replace_confusables",
            "The text with characters that look like ASCII letters or digits replaced by those.",
        )
        .takes("input", "str")
        .returns("str"),
    );
}

fn declare_patterns(schema: &mut SchemaBuilder) {
    schema
        .object::<RegexMatch>("RegexMatch", "One match of a regular expression.")
        .field(
            "full_match",
            "str",
            "What the whole pattern matched.",
            |it, _| Value::Str(&it.full_match),
        )
        .field(
            "groups",
            "[str]",
            "What each capture group matched, in order; an empty text where one took no part.",
            |it, _| Value::texts(&it.groups),
        )
        .field(
            "named_groups",
            "map<str>",
            "What each named group matched.",
            |it, _| Value::Map(Entries::Texts(&it.named_groups)),
        );
    let test = |it: FunctionBuilder| {
        it.takes("input", "str")
            .takes("pattern", "str")
            .variadic()
            .returns("bool")
    };
    add_pair(
        schema,
        ["regex.contains", "regex.icontains"],
        "Whether any of the patterns matches somewhere in `input`.",
        |fold| Native::RegexContains { fold },
        test,
    );
    add_pair(
        schema,
        ["regex.match", "regex.imatch"],
        "Whether any of the patterns matches the whole of `input`.",
        |fold| Native::RegexMatch { fold },
        test,
    );
    add_pair(
        schema,
        ["regex.count", "regex.icount"],
        "How often `pattern` matches in `input`, without overlaps.",
        |fold| Native::RegexCount { fold },
        |it| {
            it.takes("input", "str")
                .takes("pattern", "str")
                .returns("int")
        },
    );
    add_pair(
        schema,
        ["regex.extract", "regex.iextract"],
        "Every match of `pattern` in `input`, with what its groups matched.",
        |fold| Native::RegexExtract { fold },
        |it| {
            it.takes("input", "str")
                .takes("pattern", "str")
                .returns("[RegexMatch]")
        },
    );
}

fn declare_decoders(schema: &mut SchemaBuilder) {
    let base64 = |name, doc, returns: &str| {
        FunctionBuilder::new(name, doc)
            .takes("text", "str")
            .keyword("format", "str")
            .keyword("ignore_padding", "bool")
            .keyword("encodings", "[str]")
            .keyword("multiline", "bool")
            .returns(returns)
    };
    let scan = "The decoded text of every run of base64 inside `text`.";
    for (native, function) in [
        (
            Native::ParseJson,
            FunctionBuilder::new(
                "strings.parse_json",
                "The text read as JSON; null when it is none.",
            )
            .takes("text", "str")
            .returns("json"),
        ),
        (
            Native::DecodeBase64,
            base64(
                "strings.decode_base64",
                "The text that `text` encodes in base64; null when it encodes none.",
                "str",
            ),
        ),
        (
            Native::ScanBase64,
            base64("strings.scan_base64", scan, "[str]"),
        ),
        (
            Native::ScanBase64,
            base64("beta.scan_base64", scan, "[str]"),
        ),
        (
            Native::Sha256,
            FunctionBuilder::new(
                "hash.sha256",
                "The SHA-256 of the text's UTF-8 bytes, in hexadecimal.",
            )
            .takes("text", "str")
            .returns("str"),
        ),
        (
            Native::IpIn,
            FunctionBuilder::new(
                "beta.ip_in",
                "Whether the address `ip` lies in any of the networks.",
            )
            .takes("ip", "str")
            .takes("cidr", "str")
            .variadic()
            .returns("bool"),
        ),
    ] {
        add(schema, native, function);
    }
}
