//! One's own account.

use askama::Template;
use rxing::qrcode::common::ErrorCorrectionLevel;
use rxing::qrcode::encoder::qrcode_encoder;
use std::fmt::Write as _;
use store::{Account, TotpSecret};
use url::form_urlencoded::byte_serialize;

use super::{OfficeFrame, time};
use crate::hostile_text::visible;
use crate::office::session::Listed;
use crate::pages::written;
use crate::words::Words;

/// Modules of white around a code (ISO/IEC 18004 section 6.3.8).
const QUIET: u32 = 4;

/// What is shown of oneself.
#[derive(Debug)]
pub(crate) struct Own<'p> {
    pub(crate) account: Option<&'p Account>,
    pub(crate) recovery_codes_left: Option<u64>,
    pub(crate) sessions: Vec<Listed>,
    /// What was not done.
    pub(crate) problem: Option<&'p str>,
}

/// A session, as a row shows it.
struct SessionRow {
    handle: String,
    client: String,
    since: String,
    idle: usize,
    is_own: bool,
}

#[derive(Template)]
#[template(path = "console/account.html")]
struct OwnPage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    problem: Option<&'p str>,
    display_name: String,
    mailboxes: String,
    has_password: bool,
    has_totp: bool,
    openid: String,
    codes_left: usize,
    sessions: Vec<SessionRow>,
    has_others: bool,
}

/// The page about oneself.
pub(crate) fn own(frame: &OfficeFrame, own: &Own<'_>) -> String {
    let sessions: Vec<SessionRow> = own
        .sessions
        .iter()
        .map(|it| SessionRow {
            handle: it.handle.clone(),
            client: it.client.to_string(),
            since: time(it.since),
            idle: usize::try_from(it.idle.as_secs() / 60).unwrap_or(0),
            is_own: it.is_own,
        })
        .collect();
    let account = own.account;
    let display_name = account.and_then(|it| it.display_name.as_deref());
    let openid = account.and_then(|it| it.openid.as_ref());
    let mailboxes = account.map(|it| it.mailboxes.as_slice());
    let mailboxes = mailboxes.unwrap_or_default().iter();
    let mailboxes: Vec<String> = mailboxes.map(|it| visible(it.as_str())).collect();
    let codes_left = own.recovery_codes_left.unwrap_or(0);
    written(&OwnPage {
        frame,
        words: &frame.words,
        problem: own.problem,
        display_name: visible(display_name.unwrap_or_default()),
        mailboxes: mailboxes.join(", "),
        has_password: account.is_some_and(|it| it.has_password),
        has_totp: account.is_some_and(|it| it.has_totp),
        openid: visible(openid.map_or("", |it| &it.issuer)),
        codes_left: usize::try_from(codes_left).unwrap_or(0),
        has_others: sessions.len() > 1,
        sessions,
    })
}

/// How far setting up an authenticator has come.
#[derive(Debug)]
pub(crate) enum Step<'p> {
    /// Nothing has been done.
    Begin { is_required: bool },
    /// The secret is to be taken over.
    Secret(&'p TotpSecret),
    /// It is done: these are shown once.
    Codes(&'p [String]),
}

#[derive(Template)]
#[template(path = "console/authenticator.html")]
struct AuthenticatorPage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    problem: Option<&'p str>,
    has_totp: bool,
    is_required: bool,
    /// The secret in groups of four; empty where none is to be taken over.
    secret: String,
    address: String,
    /// Side and path of its QR code.
    code: Option<(u32, String)>,
    codes: &'p [String],
}

/// The page on which an authenticator is set up.
pub(crate) fn authenticator(
    frame: &OfficeFrame,
    account: &Account,
    step: &Step<'_>,
    problem: Option<&str>,
) -> String {
    let (mut secret, mut address) = (String::new(), String::new());
    if let Step::Secret(it) = step {
        let text = it.text();
        for (at, letter) in text.chars().enumerate() {
            if at > 0 && at % 4 == 0 {
                secret.push(' ');
            }
            secret.push(letter);
        }
        address = key_address(account.name.as_str(), &text);
    }
    written(&AuthenticatorPage {
        frame,
        words: &frame.words,
        problem,
        has_totp: account.has_totp,
        is_required: matches!(step, Step::Begin { is_required: true }),
        code: drawn(&address),
        secret,
        address,
        codes: match step {
            Step::Codes(codes) => codes,
            _ => &[],
        },
    })
}

/// The address that authenticators read, in the form that Google Authenticator brought up and all know.
fn key_address(name: &str, secret: &str) -> String {
    let name: String = byte_serialize(name.as_bytes()).collect();
    format!(
        "otpauth://totp/offhook:{name}?secret={secret}&issuer=offhook&algorithm=SHA1&digits=6&period=30"
    )
}

/// A QR code with `text`: the side of its square, quiet zone and all, and the dark modules as the path of an SVG.
fn drawn(text: &str) -> Option<(u32, String)> {
    if text.is_empty() {
        return None;
    }
    let code = qrcode_encoder::encode(text, ErrorCorrectionLevel::M).ok()?;
    let matrix = code.getMatrix().as_ref()?;
    let mut path = String::new();
    for y in 0..matrix.getHeight() {
        for x in (0..matrix.getWidth()).filter(|x| matrix.get(*x, y) == 1) {
            let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    Some((matrix.getWidth() + 2 * QUIET, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_holds_the_address() {
        let address = key_address("ann+x@home.example", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert!(address.starts_with("otpauth://totp/offhook:ann%2Bx%40home.example?secret=GEZD"));
        let (side, path) = drawn(&address).unwrap();
        // Drawn as a browser would, and read as a telephone would.
        let scale = 4;
        let mut luma = vec![255_u8; (side * side * scale * scale) as usize];
        for module in path.split('M').skip(1) {
            let (x, rest) = module.split_once(' ').unwrap();
            let y = rest.split('h').next().unwrap();
            let (x, y): (u32, u32) = (x.parse().unwrap(), y.parse().unwrap());
            for row in y * scale..(y + 1) * scale {
                let at = (row * side * scale + x * scale) as usize;
                luma[at..at + scale as usize].fill(0);
            }
        }
        let read = rxing::helpers::detect_in_luma(luma, side * scale, side * scale, None).unwrap();
        assert_eq!(read.getText(), address);
    }
}
