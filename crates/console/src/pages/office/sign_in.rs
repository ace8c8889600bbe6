//! The pages on which somebody signs in.

use askama::Template;

use super::OfficeFrame;
use crate::pages::written;
use crate::words::Words;

#[derive(Template)]
#[template(path = "console/sign_in.html")]
struct SignInPage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    /// The host of the provider that signs people in.
    provider: Option<&'p str>,
    problem: Option<&'p str>,
}

/// The page that asks for a name and a password, a token, or sends people to `provider`, after `problem`.
pub(crate) fn sign_in(
    frame: &OfficeFrame,
    provider: Option<&str>,
    problem: Option<&str>,
) -> String {
    written(&SignInPage {
        frame,
        words: &frame.words,
        provider,
        problem,
    })
}

#[derive(Template)]
#[template(path = "console/code.html")]
struct CodePage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    form: &'p str,
    problem: Option<&'p str>,
}

/// The page that asks for a code behind the password.
pub(crate) fn code(frame: &OfficeFrame, form: &str, problem: Option<&str>) -> String {
    written(&CodePage {
        frame,
        words: &frame.words,
        form,
        problem,
    })
}

#[derive(Template)]
#[template(path = "console/welcome.html")]
struct WelcomePage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    to: &'p str,
}

/// The page that leads `to` where he belongs whoever comes back from a provider.
pub(crate) fn welcome(frame: &OfficeFrame, to: &str) -> String {
    written(&WelcomePage {
        frame,
        words: &frame.words,
        to,
    })
}
