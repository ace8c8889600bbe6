//! The pages that people look at, as a router over HTTP.
//!
//! "Is this a scam?" is for everybody: whoever has a mail, its text, a screenshot or only a number asks, and is told in
//! a sentence, with the reasons marked in the mail. Nothing is stored, nobody logs in, and no page asks another host for
//! anything. All of it works without scripts; the one script only spares a few movements.
//!
//! The [console](office()) is for those who run it: what was judged, what is held, and who is behind it. It takes an account, a token, or the word of an
//! organisation's provider of OpenID Connect.
//!
//! Pages are templates over plain data, every sentence stands in `data/messages/`, and what is judged is judged by
//! whoever stands behind the [`Desk`]. There is no socket here.

mod anatomy;
mod assets;
mod country;
mod desk;
mod help;
mod hostile_text;
mod judged;
mod language;
mod look_up;
mod marks;
mod office;
mod openid;
mod own;
mod pages;
mod rate;
mod request;
mod response;
mod router;
mod shown;
mod submission;
mod words;

pub use desk::{Desk, DeskError};
pub use help::{Contact, ContactKind, Countries, CountryHelp, HelpError};
pub use office::{
    BackOffice, Condition, Figure, NotReleased, Origin, Recalled, Releaser, Setting, Unanswered,
    office,
};
pub use openid::{ClientSecret, Fetch, FetchError, Fetched, OpenIdSettings, is_allowed_url};
pub use rate::Client;
pub use router::{ConsoleError, Settings, router};
