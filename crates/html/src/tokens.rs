//! From bytes to the tokens that html5ever's tree builder takes.
//!
//! The tokens are those of the HTML standard (13.2.5, "Tokenization"), made by the crate `html5gum`, which takes a fifth of the
//! time of html5ever's own tokenizer; that one stays as the oracle of the tests. Attributes beyond [`ATTRIBUTES`] of one tag are
//! left out before they are compared with the others, so that no tag costs the square of its length.

use std::borrow::Cow;
use std::mem;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Doctype, Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::{Attribute, LocalName, QualName, ns};
use html5gum::{Emitter, Error, State, Tokenizer};

/// Attributes kept of one element; more than any mail client writes.
pub(crate) const ATTRIBUTES: usize = 256;

/// A sink that may have had enough.
pub(crate) trait BoundedSink: TokenSink {
    /// Whether a token came that was not wanted any more.
    fn has_refused(&self) -> bool;
    /// Something of the document was left out.
    fn leave_out(&self);
}

/// Sends all tokens of `input` to `sink`, or those it wants, and the end.
pub(crate) fn send<S: BoundedSink>(input: &str, sink: &S) {
    let input = input.strip_prefix('\u{feff}').unwrap_or(input);
    let mut tokenizer = Tokenizer::new_with_emitter(input, Tokens::to(sink));
    // It yields something only once the sink has had enough.
    let _ = tokenizer.next();
    let _ = sink.process_token(Token::EOFToken, LINE);
    sink.end();
}

/// Nobody asks for the number of a line.
const LINE: u64 = 1;

/// The sink has had enough.
struct Enough;

/// What is being read.
struct Tokens<'a, S> {
    sink: &'a S,
    text: Vec<u8>,
    kind: TagKind,
    name: Vec<u8>,
    self_closing: bool,
    attributes: Vec<Attribute>,
    has_duplicates: bool,
    in_attribute: bool,
    attribute_name: Vec<u8>,
    attribute_value: Vec<u8>,
    /// The name of the last start tag, whose end tag ends its raw text.
    last_start_tag: Vec<u8>,
    comment: Vec<u8>,
    doctype: Doctype,
}

impl<'a, S: BoundedSink> Tokens<'a, S> {
    fn to(sink: &'a S) -> Self {
        Self {
            sink,
            text: Vec::new(),
            kind: TagKind::StartTag,
            name: Vec::new(),
            self_closing: false,
            attributes: Vec::new(),
            has_duplicates: false,
            in_attribute: false,
            attribute_name: Vec::new(),
            attribute_value: Vec::new(),
            last_start_tag: Vec::new(),
            comment: Vec::new(),
            doctype: Doctype::default(),
        }
    }

    fn process(&self, token: Token) -> TokenSinkResult<S::Handle> {
        self.sink.process_token(token, LINE)
    }

    /// Sends the text that has come together. Null characters are tokens of their own: what becomes of them depends on where.
    fn send_text(&mut self) {
        if self.text.is_empty() {
            return;
        }
        for (index, piece) in self.text.split(|byte| *byte == 0).enumerate() {
            if index > 0 {
                let _ = self.process(Token::NullCharacterToken);
            }
            if !piece.is_empty() {
                let _ = self.process(Token::CharacterTokens(tendril(piece)));
            }
        }
        self.text.clear();
    }

    fn begin_tag(&mut self, kind: TagKind) {
        self.kind = kind;
        self.name.clear();
        self.self_closing = false;
        self.attributes.clear();
        self.has_duplicates = false;
        self.in_attribute = false;
    }

    /// The first of several attributes of the same name counts.
    fn end_attribute(&mut self) {
        // End tags have none.
        if !mem::take(&mut self.in_attribute) || self.kind == TagKind::EndTag {
            return;
        }
        if self.attributes.len() >= ATTRIBUTES {
            self.sink.leave_out();
            return;
        }
        let name = local_name(&self.attribute_name);
        if self.attributes.iter().any(|it| it.name.local == name) {
            self.has_duplicates = true;
            return;
        }
        self.attributes.push(Attribute {
            name: QualName::new(None, ns!(), name),
            value: tendril(&self.attribute_value),
        });
    }

    fn end_tag_token(&mut self) -> Token {
        self.end_attribute();
        Token::TagToken(Tag {
            kind: self.kind,
            name: local_name(&self.name),
            self_closing: self.self_closing,
            attrs: mem::take(&mut self.attributes),
            had_duplicate_attributes: self.has_duplicates,
        })
    }
}

/// The text of bytes that should be whole characters, for the input is.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    // Twice as fast as the lossy way by itself.
    str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

fn tendril(bytes: &[u8]) -> StrTendril {
    StrTendril::from_slice(&text(bytes))
}

fn local_name(bytes: &[u8]) -> LocalName {
    LocalName::from(&*text(bytes))
}

fn extend(longer: &mut Option<StrTendril>, bytes: &[u8]) {
    let longer = longer.get_or_insert_default();
    longer.push_slice(&text(bytes));
}

impl<S: BoundedSink> Emitter for Tokens<'_, S> {
    type Token = Enough;

    fn pop_token(&mut self) -> Option<Enough> {
        self.sink.has_refused().then_some(Enough)
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_error(&mut self, _: Error) {}

    fn emit_eof(&mut self) {
        self.send_text();
    }

    fn emit_string(&mut self, bytes: &[u8]) {
        self.text.extend_from_slice(bytes);
    }

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start_tag.clear();
        self.last_start_tag
            .extend_from_slice(name.unwrap_or_default());
    }

    fn init_start_tag(&mut self) {
        self.begin_tag(TagKind::StartTag);
    }

    fn init_end_tag(&mut self) {
        self.begin_tag(TagKind::EndTag);
    }

    fn push_tag_name(&mut self, bytes: &[u8]) {
        self.name.extend_from_slice(bytes);
    }

    fn set_self_closing(&mut self) {
        self.self_closing = true;
    }

    fn init_attribute(&mut self) {
        self.end_attribute();
        self.in_attribute = true;
        self.attribute_name.clear();
        self.attribute_value.clear();
    }

    fn push_attribute_name(&mut self, bytes: &[u8]) {
        self.attribute_name.extend_from_slice(bytes);
    }

    fn push_attribute_value(&mut self, bytes: &[u8]) {
        self.attribute_value.extend_from_slice(bytes);
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.send_text();
        let token = self.end_tag_token();
        if self.kind == TagKind::StartTag {
            self.last_start_tag.clone_from(&self.name);
        }
        match self.process(token) {
            TokenSinkResult::Plaintext => Some(State::PlainText),
            TokenSinkResult::RawData(RawKind::Rcdata) => Some(State::RcData),
            TokenSinkResult::RawData(RawKind::Rawtext) => Some(State::RawText),
            TokenSinkResult::RawData(RawKind::ScriptData | RawKind::ScriptDataEscaped(_)) => {
                Some(State::ScriptData)
            }
            // Nobody runs scripts, and the bytes were decoded before.
            TokenSinkResult::Continue
            | TokenSinkResult::Script(_)
            | TokenSinkResult::EncodingIndicator(_) => None,
        }
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.kind == TagKind::EndTag && !self.name.is_empty() && self.name == self.last_start_tag
    }

    fn init_comment(&mut self) {
        self.send_text();
        self.comment.clear();
    }

    fn push_comment(&mut self, bytes: &[u8]) {
        self.comment.extend_from_slice(bytes);
    }

    fn emit_current_comment(&mut self) {
        let _ = self.process(Token::CommentToken(tendril(&self.comment)));
    }

    fn init_doctype(&mut self) {
        self.send_text();
        self.doctype = Doctype::default();
    }

    fn push_doctype_name(&mut self, bytes: &[u8]) {
        extend(&mut self.doctype.name, bytes);
    }

    fn set_force_quirks(&mut self) {
        self.doctype.force_quirks = true;
    }

    fn set_doctype_public_identifier(&mut self, bytes: &[u8]) {
        self.doctype.public_id = Some(tendril(bytes));
    }

    fn set_doctype_system_identifier(&mut self, bytes: &[u8]) {
        self.doctype.system_id = Some(tendril(bytes));
    }

    fn push_doctype_public_identifier(&mut self, bytes: &[u8]) {
        extend(&mut self.doctype.public_id, bytes);
    }

    fn push_doctype_system_identifier(&mut self, bytes: &[u8]) {
        extend(&mut self.doctype.system_id, bytes);
    }

    fn emit_current_doctype(&mut self) {
        let doctype = mem::take(&mut self.doctype);
        let _ = self.process(Token::DoctypeToken(doctype));
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.sink
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}
