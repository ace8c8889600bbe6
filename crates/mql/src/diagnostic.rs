//! Diagnostics: what is wrong with a program, where, and what would be right.
//!
//! They are data. [`Diagnostics::render`] draws them the way rustc does, and
//! [`Diagnostics::to_json`] gives them to editors and scripts.

mod render;

use serde::Serialize;
use text::Span;

/// Declares the stable codes once: variant, code, title.
macro_rules! codes {
    ($($variant:ident = $code:literal, $title:literal;)*) => {
        /// What kind of mistake a diagnostic is about. Codes are stable: they never change meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $title] $variant,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The code as shown, such as `M0201`.
            pub fn id(self) -> &'static str {
                match self { $(Code::$variant => $code,)* }
            }

            /// The kind of mistake in a few words.
            pub fn title(self) -> &'static str {
                match self { $(Code::$variant => $title,)* }
            }
        }
    };
}

codes! {
    UnknownCharacter = "M0101", "a character that begins no token";
    UnterminatedString = "M0102", "a string without its closing quote";
    UnknownEscape = "M0103", "an unknown escape in a string";
    MalformedNumber = "M0104", "a malformed number";
    UnexpectedToken = "M0105", "something else was expected";
    ComparisonChain = "M0106", "comparisons that do not chain";
    PositionalAfterKeyword = "M0107", "a positional argument after a keyword argument";
    TooDeep = "M0108", "expressions nested too deeply";
    EmptyProgram = "M0109", "no expression at all";
    TooLarge = "M0110", "a program that is too large";
    UnknownRoot = "M0201", "an unknown name";
    UnknownField = "M0202", "an unknown field";
    UnknownFunction = "M0203", "an unknown function";
    UnknownList = "M0204", "an unknown list";
    UnknownKeyword = "M0205", "an unknown keyword argument";
    DuplicateKeyword = "M0206", "a keyword argument given twice";
    WrongArity = "M0207", "the wrong number of arguments";
    WrongArgument = "M0208", "an argument of the wrong type";
    MismatchedTypes = "M0209", "types that do not go together";
    NotBoolean = "M0210", "something other than a truth value";
    ScopeTooDeep = "M0211", "a dot path that leaves the outermost loop";
    ArrayIsNull = "M0212", "an array compared with null";
    NotIndexable = "M0213", "a subscript on something that has none";
    NoImplicitIteration = "M0214", "a field of an array";
    ThresholdTooHigh = "M0215", "a threshold that can never be reached";
    BadPattern = "M0216", "a pattern that does not compile";
    NotARule = "M0217", "a rule that is no truth value";
}

/// A further place that a diagnostic points at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Label {
    /// Where.
    #[serde(serialize_with = "serialize_span")]
    pub span: Span,
    /// What to say there.
    pub text: String,
}

/// One mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of mistake.
    pub code: Code,
    /// The mistake in one sentence.
    pub message: String,
    /// Where it is.
    pub span: Span,
    /// What to say at that place; may be empty.
    pub label: String,
    /// Further places.
    pub labels: Vec<Label>,
    /// What would be right.
    pub help: Option<String>,
}

impl Diagnostic {
    pub(crate) fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            span,
            label: String::new(),
            labels: Vec::new(),
            help: None,
        }
    }

    pub(crate) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    pub(crate) fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Everything wrong with a program, in source order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    pub(crate) fn new(mut all: Vec<Diagnostic>) -> Self {
        all.sort_by_key(|it| (it.span.start, it.code.id()));
        Self(all)
    }

    /// The diagnostics in source order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same diagnostics over a text that the program is a part of: `place` says where a byte of the
    /// program stands in it.
    #[must_use]
    pub fn placed(&self, place: impl Fn(usize) -> usize) -> Self {
        let placed = |span: Span| {
            let start = place(span.start as usize);
            Span::new(start, place(span.end as usize).max(start))
        };
        let mut all = self.clone();
        for it in &mut all.0 {
            it.span = placed(it.span);
            for label in &mut it.labels {
                label.span = placed(label.span);
            }
        }
        all
    }

    /// The diagnostics as a JSON array. Lines and columns count from one, columns in code points;
    /// `first_line` is the line of the file that the program starts on.
    pub fn to_json(&self, source: &str, first_line: usize) -> serde_json::Value {
        let lines = LineIndex::new(source);
        self.iter()
            .map(|it| {
                let (line, column) = lines.position(source, it.span.start as usize);
                serde_json::json!({
                    "code": it.code.id(),
                    "title": it.code.title(),
                    "message": it.message,
                    "line": line + first_line,
                    "column": column + 1,
                    "start": it.span.start,
                    "end": it.span.end,
                    "label": it.label,
                    "labels": it.labels,
                    "help": it.help,
                })
            })
            .collect()
    }
}

impl<'d> IntoIterator for &'d Diagnostics {
    type Item = &'d Diagnostic;
    type IntoIter = std::slice::Iter<'d, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl std::fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, it) in self.iter().enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(
                f,
                "{separator}{}: {} (at byte {})",
                it.code.id(),
                it.message,
                it.span.start
            )?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}

/// Line starts of a text.
pub(crate) struct LineIndex(Vec<usize>);

impl LineIndex {
    pub(crate) fn new(source: &str) -> Self {
        let after_breaks = source.match_indices('\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(after_breaks).collect())
    }

    /// Line and column (in code points) of the byte `at`, both from zero.
    pub(crate) fn position(&self, source: &str, at: usize) -> (usize, usize) {
        let line = self
            .0
            .partition_point(|start| *start <= at)
            .saturating_sub(1);
        let start = self.0.get(line).copied().unwrap_or_default();
        let before = source.get(start..at).unwrap_or_default();
        (line, before.chars().count())
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature that serde calls"
)]
fn serialize_span<S: serde::Serializer>(span: &Span, serializer: S) -> Result<S::Ok, S::Error> {
    [span.start, span.end].serialize(serializer)
}
