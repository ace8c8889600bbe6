//! Mail that is kept here: held back, released, told of; and the records of all that was judged.
//!
//! The milter answers for a message only once [`store::Store::hold`] has come back, so that a mail server never lets go of
//! what is not on the disk. A release is the same in reverse: the entry stays until the mail server has taken the message.

mod digest;
mod keeping;
mod page;
mod record;
mod recorder;
mod release;
mod settings;
mod smtp;
mod upkeep;

pub(crate) use digest::base64_lines;
pub(crate) use keeping::{Keeping, Unkept};
pub(crate) use page::{confirm as confirm_release, release as release_by_link};
pub(crate) use record::{Judged, cause};
pub(crate) use recorder::{Message as Recorded, Recorder};
pub(crate) use release::{NotLetGo, deliver_answer, let_go};
pub(crate) use settings::named_file;
pub(crate) use upkeep::run as keep_up;
pub(crate) use workbench::verdict;

pub use digest::{DigestError, DigestMail, defang, digests, mask, send_digest};
pub use release::{Actor, Power, ReleaseError, release};
pub use settings::{OpenError, QuarantineSettings, StoreSettings, WhenFull, open_store};
pub use workbench::new_record;
