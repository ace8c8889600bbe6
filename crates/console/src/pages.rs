//! The pages: plain data, and the templates that show it.

mod answer;
mod help;
pub(crate) mod office;
mod refusal;

use askama::Template;

use crate::assets::Assets;
use crate::help::SITUATIONS;
use crate::hostile_text::visible;
use crate::language::Languages;
use crate::look_up::Finding;
use crate::own::{OwnPart, Who};
use crate::words::Words;
pub(crate) use answer::answer;
pub(crate) use help::{help, situations};
pub(crate) use refusal::{Refusal, refusal};

/// What surrounds the content of every page.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub(crate) words: Words,
    pub(crate) languages: Vec<LanguageLink>,
    pub(crate) style: String,
    pub(crate) script: String,
    pub(crate) symbol: String,
    /// Who is signed in.
    pub(crate) reader: Option<ReaderLine>,
    /// Whether somebody could sign in.
    pub(crate) may_sign_in: bool,
}

/// Who is signed in, as every page shows it.
#[derive(Debug, Clone)]
pub(crate) struct ReaderLine {
    pub(crate) name: String,
    /// What the forms of the session hold.
    pub(crate) form: String,
    /// Whether the console is open to him.
    pub(crate) is_analyst: bool,
}

/// A language that the page can be read in.
#[derive(Debug, Clone)]
pub(crate) struct LanguageLink {
    pub(crate) tag: String,
    /// In that language.
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) is_current: bool,
}

impl Frame {
    /// The surroundings of the page at `path`, in the language of `words`, for `who`.
    pub(crate) fn new(
        words: &Words,
        languages: &Languages,
        assets: &Assets,
        path: &str,
        who: &Who,
    ) -> Self {
        let languages = languages.all().iter().map(|it| LanguageLink {
            tag: it.language().to_owned(),
            name: it.say("language-name"),
            href: format!("{path}?lang={}", it.language()),
            is_current: it.language() == words.language(),
        });
        Self {
            words: words.clone(),
            languages: languages.collect(),
            style: assets.style.path.clone(),
            script: assets.script.path.clone(),
            symbol: assets.symbol.path.clone(),
            reader: who.reader().map(|it| ReaderLine {
                name: visible(&it.name),
                form: it.form_secret.clone(),
                is_analyst: it.is_analyst,
            }),
            may_sign_in: matches!(who, Who::Stranger { may_sign_in: true } | Who::Unknown),
        }
    }

    /// The address of `path` in the reader's language.
    pub(crate) fn link(&self, path: &str) -> String {
        format!("{path}?lang={}", self.words.language())
    }

    /// The situations that help is offered in: address and words.
    pub(crate) fn situations(&self) -> Vec<(String, String)> {
        let each = SITUATIONS.iter().map(|it| {
            let path = format!("/help/{}", it.name);
            let key = format!("situation-{}", it.name);
            (self.link(&path), self.words.say(&key))
        });
        each.collect()
    }
}

/// What a template came to. Writing to memory does not fail; if it does, the page is empty.
fn written(template: &impl Template) -> String {
    template.render().unwrap_or_default()
}

#[derive(Template)]
#[template(path = "start.html")]
struct StartPage<'p> {
    frame: &'p Frame,
    words: &'p Words,
    megabytes: String,
}

/// The first page.
pub(crate) fn start(frame: &Frame, megabytes: usize) -> String {
    written(&StartPage {
        frame,
        words: &frame.words,
        megabytes: megabytes.to_string(),
    })
}

#[derive(Template)]
#[template(path = "finding.html")]
struct FindingPage<'p> {
    frame: &'p Frame,
    words: &'p Words,
    finding: &'p Finding,
    tone: &'static str,
    /// The word beside the symbol.
    word: String,
    /// What the reader's own mailboxes have seen of it.
    own: Option<&'p OwnPart>,
}

/// The answer to a line that was looked up.
pub(crate) fn finding(frame: &Frame, finding: &Finding, own: Option<&OwnPart>) -> String {
    written(&FindingPage {
        frame,
        words: &frame.words,
        finding,
        tone: finding.tone.name(),
        word: frame.words.say(&format!("word-{}", finding.tone.name())),
        own,
    })
}
