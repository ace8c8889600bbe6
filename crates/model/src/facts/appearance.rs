//! How the sender's address looks beside the sender's name.
//!
//! Bulk scams are sent from addresses made by a program, under a name that has nothing to do with them.
//! None of this says anything alone: people have odd addresses. Rules use it beside what a mail asks.

use address::Mailbox;

/// Consonants in a row that no word of the usual languages has.
const CONSONANT_RUN: usize = 5;
/// Changes between letters and digits that no chosen name has.
const LETTER_DIGIT_CHANGES: usize = 3;
/// Shorter labels are too short to tell.
const SHORTEST_LABEL: usize = 6;
/// Shared letters from which a name and an address belong together.
const SHARED: usize = 5;

/// Whether a label of the domain, or the local part, looks made by a program.
pub(super) fn is_random_looking(mailbox: &Mailbox) -> bool {
    let address = &mailbox.email;
    let labels = address.domain.domain.split('.');
    labels
        .chain(address.local_part.split(['.', '+', '_', '-']))
        .any(is_random_label)
}

fn is_random_label(label: &str) -> bool {
    if label.len() < SHORTEST_LABEL || label.starts_with("xn--") || !label.is_ascii() {
        return false;
    }
    let bytes = label.as_bytes();
    let changes = bytes
        .windows(2)
        .filter(|it| it[0].is_ascii_digit() != it[1].is_ascii_digit())
        .count();
    longest_consonant_run(bytes) >= CONSONANT_RUN || changes >= LETTER_DIGIT_CHANGES
}

fn longest_consonant_run(bytes: &[u8]) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for byte in bytes {
        let is_consonant = byte.is_ascii_alphabetic() && !b"aeiouyAEIOUY".contains(byte);
        run = if is_consonant { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// Whether the name shown and the address have a part in common; `None` where no name is shown.
pub(super) fn name_fits_address(mailbox: &Mailbox) -> Option<bool> {
    name_fits(
        mailbox,
        &format!("{} {}", mailbox.email.local_part, root(mailbox)),
    )
}

/// Whether the name shown and the registered domain have a part in common: unlike the local part, not everybody can have
/// any domain. `None` where no name is shown.
pub(super) fn name_fits_domain(mailbox: &Mailbox) -> Option<bool> {
    let label = squeeze(root(mailbox).split('.').next().unwrap_or_default());
    let name = mailbox.display_name.as_deref()?;
    // A short name is no chance where it is a whole word: `bol`, `EDP`.
    if label.len() >= 2 && name.split_whitespace().any(|it| squeeze(it) == label) {
        return Some(true);
    }
    name_fits(mailbox, root(mailbox))
}

/// Whether the name shown is or holds the name of the registered domain `root`, as `SNCF Connect` that of `sncf-connect.com`. A short name must be a
/// word of its own.
pub(super) fn is_named_after(mailbox: &Mailbox, root: &str) -> bool {
    let Some(name) = mailbox.display_name.as_deref() else {
        return false;
    };
    let label = squeeze(root.split('.').next().unwrap_or_default());
    let is_word = || name.split_whitespace().any(|it| squeeze(it) == label);
    label.len() >= 2 && is_word() || label.len() >= SHARED && squeeze(name).contains(&label)
}

fn root(mailbox: &Mailbox) -> &str {
    let domain = &mailbox.email.domain;
    domain.root_domain.as_deref().unwrap_or(&domain.domain)
}

fn name_fits(mailbox: &Mailbox, address: &str) -> Option<bool> {
    let shown = mailbox.display_name.as_deref()?;
    let name = squeeze(shown);
    let address = squeeze(address);
    if name.len() < SHARED || address.is_ascii() && is_in_another_script(shown) {
        return None;
    }
    Some(
        name.as_bytes()
            .windows(SHARED)
            .any(|it| memchr::memmem::find(address.as_bytes(), it).is_some()),
    )
}

/// Whether `name` has no Latin letter, nor any that passes for one (`ᴛᴇᴀᴍ`): then it cannot be compared with an address in these.
fn is_in_another_script(name: &str) -> bool {
    let has_latin = |text: &str| text.bytes().any(|it| it.is_ascii_alphabetic());
    !has_latin(name) && !has_latin(text::fold(name).text())
}

fn squeeze(text: &str) -> String {
    text.chars()
        .filter(|it| it.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use address::EmailAddress;

    fn mailbox(name: &str, address: &str) -> Mailbox {
        Mailbox {
            display_name: Some(name.to_owned()),
            email: EmailAddress::parse(address).unwrap_or_default(),
        }
    }

    #[test]
    fn addresses_made_by_programs_are_told_from_chosen_ones() {
        for address in [
            "brjfqk@dinatidee.com",
            "x@h8m3p2q.com",
            "zlxwgyuqyrir@space.example.us",
        ] {
            assert!(is_random_looking(&mailbox("a", address)), "{address}");
        }
        for address in [
            "ann.lee@example.com",
            "news@streetlight.org",
            "support2024@shop.example",
            "info@schmidt.de",
        ] {
            assert!(!is_random_looking(&mailbox("a", address)), "{address}");
        }
    }

    #[test]
    fn a_name_that_fits_its_address_shares_letters_with_it() {
        assert_eq!(
            name_fits_address(&mailbox("Green Hill Soft", "sales@greenhill.com")),
            Some(true)
        );
        assert_eq!(
            name_fits_address(&mailbox("Drill Rewards", "fkcra@hotprod.com")),
            Some(false)
        );
        assert_eq!(name_fits_address(&Mailbox::default()), None);
        let kana = mailbox("くらしネット", "info@kurashi-net.example");
        assert_eq!(name_fits_address(&kana), None);
        let small_capitals = mailbox("ᴇɴᴇʀɢɪᴇ ᴛᴇᴀᴍ", "x@executive-solution.example");
        assert_eq!(name_fits_address(&small_capitals), Some(false));
        let office = mailbox("Poste Antifrode", "antifrode@avvisi.example");
        assert_eq!(name_fits_address(&office), Some(true));
        assert_eq!(name_fits_domain(&office), Some(false));
        let firm = mailbox("Hart Plumbing", "office@hartplumbing.example");
        assert_eq!(name_fits_domain(&firm), Some(true));
        for (name, root, fits) in [
            ("SNCF Connect", "sncf-connect.com", true),
            ("EDF", "edf.fr", true),
            ("Qantas Airways", "qantas.com", true),
            ("Medford Tyres", "edf.fr", false),
            ("Ann Lee", "qantas.com", false),
        ] {
            let mailbox = mailbox(name, "a@gmail.com");
            assert_eq!(is_named_after(&mailbox, root), fits, "{name} {root}");
        }
        let short = mailbox("EDP Comercial", "fatura@edp.pt");
        assert_eq!(name_fits_domain(&short), Some(true));
    }
}
