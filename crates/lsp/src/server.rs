//! The server: what comes in, what goes out, and the open documents between.

use std::collections::HashMap;
use std::io::{self, BufRead, Write};

use detect::Checker;
use lsp_server::{ErrorCode, Message, Notification, Request};
use lsp_types::{
    CompletionItem, CompletionList, CompletionParams, CompletionTextEdit,
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    DocumentFormattingParams, Documentation, Hover, HoverContents, HoverParams, MarkupContent,
    MarkupKind, PublishDiagnosticsParams, SignatureHelpParams, TextDocumentPositionParams,
    TextEdit, Uri,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};

use crate::document::{Cursor, Document};
use crate::transport::{self, Incoming};
use crate::{completion, diagnostics, hover, layout, signature};

/// No more documents than this are open at once.
const MAX_DOCUMENTS: usize = 1_000;

/// Why the server stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServerError {
    /// The data model or the lists of this build cannot be loaded.
    #[error(transparent)]
    Knowledge(#[from] detect::PackError),
    /// The streams broke, or what came was no protocol.
    #[error("the connection to the editor broke: {0}")]
    Connection(#[from] io::Error),
}

/// A language server for one editor.
#[derive(Debug)]
pub struct Server {
    checker: Checker,
    documents: HashMap<String, Document>,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Running,
    ShutDown,
}

/// The answer to a request: a result, or a code with a message.
type Answer = Result<Json, (ErrorCode, String)>;

impl Server {
    /// Loads the data model and the lists.
    pub fn new() -> Result<Self, ServerError> {
        Ok(Self {
            checker: Checker::new()?,
            documents: HashMap::new(),
            state: State::New,
        })
    }

    /// Serves until the editor says to exit or closes the stream. `true` says that it shut the server
    /// down before, as it should.
    pub fn serve(
        &mut self,
        input: &mut impl BufRead,
        output: &mut impl Write,
    ) -> Result<bool, ServerError> {
        while let Some(incoming) = transport::read(input)? {
            match incoming {
                Incoming::Nonsense(reason) => {
                    let code = ErrorCode::ParseError as i32;
                    let error = json!({ "code": code, "message": reason });
                    let message = json!({ "jsonrpc": "2.0", "id": null, "error": error });
                    transport::write(output, &message)?;
                }
                Incoming::Message(Message::Request(request)) => {
                    let id = request.id.clone();
                    let message = match self.answer(request) {
                        Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
                        Err((code, message)) => {
                            let error = json!({ "code": code as i32, "message": message });
                            json!({ "jsonrpc": "2.0", "id": id, "error": error })
                        }
                    };
                    transport::write(output, &message)?;
                }
                Incoming::Message(Message::Notification(notification)) => {
                    if notification.method == "exit" {
                        return Ok(self.state == State::ShutDown);
                    }
                    if let Some(published) = self.notice(notification) {
                        let message = json!({
                            "jsonrpc": "2.0",
                            "method": "textDocument/publishDiagnostics",
                            "params": published,
                        });
                        transport::write(output, &message)?;
                    }
                }
                // Nothing is ever asked of the editor.
                Incoming::Message(Message::Response(_)) => {}
            }
        }
        Ok(false)
    }

    fn answer(&mut self, request: Request) -> Answer {
        let method = request.method.as_str();
        match (self.state, method) {
            (State::New, "initialize") => {
                self.state = State::Running;
                return Ok(capabilities());
            }
            (State::New, _) => {
                let message = "initialize comes first".to_owned();
                return Err((ErrorCode::ServerNotInitialized, message));
            }
            (State::ShutDown, _) | (State::Running, "initialize") => {
                let message = "not at this time".to_owned();
                return Err((ErrorCode::InvalidRequest, message));
            }
            (State::Running, "shutdown") => {
                self.state = State::ShutDown;
                self.documents.clear();
                return Ok(Json::Null);
            }
            (State::Running, _) => {}
        }
        match method {
            "textDocument/hover" => self.hover(&read(request.params)?),
            "textDocument/completion" => self.complete(&read(request.params)?),
            "textDocument/signatureHelp" => self.signature(&read(request.params)?),
            "textDocument/formatting" => self.format(&read(request.params)?),
            _ => {
                let message = format!("`{method}` is not offered");
                Err((ErrorCode::MethodNotFound, message))
            }
        }
    }

    /// Takes note of what happened to a document; the diagnostics to publish, if any.
    fn notice(&mut self, notification: Notification) -> Option<PublishDiagnosticsParams> {
        if self.state != State::Running {
            return None;
        }
        let params = notification.params;
        match notification.method.as_str() {
            "textDocument/didOpen" => {
                let params: DidOpenTextDocumentParams = read(params).ok()?;
                let opened = params.text_document;
                let key = opened.uri.as_str().to_owned();
                if self.documents.len() >= MAX_DOCUMENTS && !self.documents.contains_key(&key) {
                    return None;
                }
                let document = Document::new(key.clone(), opened.version, opened.text);
                self.documents.insert(key, document);
                self.check(opened.uri)
            }
            "textDocument/didChange" => {
                let params: DidChangeTextDocumentParams = read(params).ok()?;
                let uri = params.text_document.uri;
                let document = self.documents.get_mut(uri.as_str())?;
                document.apply(params.text_document.version, params.content_changes);
                self.check(uri)
            }
            "textDocument/didClose" => {
                let params: DidCloseTextDocumentParams = read(params).ok()?;
                let uri = params.text_document.uri;
                self.documents.remove(uri.as_str())?;
                Some(PublishDiagnosticsParams::new(uri, Vec::new(), None))
            }
            _ => None,
        }
    }

    fn check(&self, uri: Uri) -> Option<PublishDiagnosticsParams> {
        let document = self.documents.get(uri.as_str())?;
        let found = diagnostics::diagnostics(&self.checker, document, &uri);
        Some(PublishDiagnosticsParams::new(
            uri,
            found,
            Some(document.version),
        ))
    }

    /// The document and the program that a request is about.
    fn at(&self, params: &TextDocumentPositionParams) -> Option<(&Document, Cursor)> {
        let document = self.documents.get(params.text_document.uri.as_str())?;
        Some((document, document.cursor(params.position)?))
    }

    fn hover(&self, params: &HoverParams) -> Answer {
        let found =
            self.at(&params.text_document_position_params)
                .and_then(|(document, cursor)| {
                    let (page, range) = hover::hover(&self.checker, &cursor)?;
                    Some(Hover {
                        contents: HoverContents::Markup(markdown(page)),
                        range: Some(document.range(&cursor, range.start, range.end)),
                    })
                });
        write(found)
    }

    fn complete(&self, params: &CompletionParams) -> Answer {
        let Some((document, cursor)) = self.at(&params.text_document_position) else {
            return Ok(Json::Null);
        };
        let (proposals, range) = completion::complete(&self.checker, &cursor);
        let range = document.range(&cursor, range.start, range.end);
        let items = proposals.into_iter().map(|it| CompletionItem {
            kind: Some(it.kind),
            detail: (!it.detail.is_empty()).then_some(it.detail),
            documentation: (!it.doc.is_empty())
                .then(|| Documentation::MarkupContent(markdown(it.doc))),
            sort_text: Some(format!("{}{}", it.rank, it.label)),
            filter_text: Some(it.label.clone()),
            text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(
                range,
                it.label.clone(),
            ))),
            label: it.label,
            ..CompletionItem::default()
        });
        write(CompletionList {
            is_incomplete: false,
            items: items.collect(),
        })
    }

    fn signature(&self, params: &SignatureHelpParams) -> Answer {
        let found = self.at(&params.text_document_position_params);
        write(found.and_then(|(_, cursor)| signature::help(&self.checker, &cursor)))
    }

    fn format(&self, params: &DocumentFormattingParams) -> Answer {
        let Some(document) = self.documents.get(params.text_document.uri.as_str()) else {
            return Ok(Json::Null);
        };
        match layout::edit(document) {
            Ok(edit) => write(edit.into_iter().collect::<Vec<_>>()),
            Err(error) => Err((ErrorCode::RequestFailed, format!("not formatted: {error}"))),
        }
    }
}

/// What the server offers.
fn capabilities() -> Json {
    json!({
        "serverInfo": { "name": "offhook", "version": env!("CARGO_PKG_VERSION") },
        "capabilities": {
            "positionEncoding": "utf-16",
            "textDocumentSync": { "openClose": true, "change": 2 },
            "hoverProvider": true,
            "completionProvider": { "triggerCharacters": [".", "$"] },
            "signatureHelpProvider": { "triggerCharacters": ["(", ","] },
            "documentFormattingProvider": true,
        },
    })
}

fn markdown(value: String) -> MarkupContent {
    MarkupContent {
        kind: MarkupKind::Markdown,
        value,
    }
}

fn read<T: DeserializeOwned>(params: Json) -> Result<T, (ErrorCode, String)> {
    serde_json::from_value(params).map_err(|it| (ErrorCode::InvalidParams, it.to_string()))
}

fn write(result: impl Serialize) -> Answer {
    serde_json::to_value(result).map_err(|it| (ErrorCode::InternalError, it.to_string()))
}
