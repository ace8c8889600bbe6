//! File types by content, never by name (MDM section 9).
//!
//! Sources: the formats' own specifications; for HTML the WHATWG MIME Sniffing standard.

mod containers;
mod magic;
mod markup;

/// The type of `content`: one of the short names of the data model, `unknown` where it is none of
/// them.
pub fn sniff(content: &[u8]) -> &'static str {
    containers::sniff(content)
        .or_else(|| magic::sniff(content))
        .or_else(|| markup::sniff(content))
        .unwrap_or("unknown")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The names of the data model.
    const NAMES: &str = "3gp 7z Z aac aiff amr ar avi bmp bz2 cab cr2 crx dcm deb dex dey doc docx \
        dwg elf eot epub exe flac flv gif gz heif html ico ics iso jp2 jpg jxr lz m4a m4v macho mid \
        mkv mov mp3 mp4 mpg nes ogg otf pdf png ppt pptx ps psd rar rpm rtf sqlite svg swf tar tif \
        ttf wasm wav webm webp wmv woff woff2 xls xlsx xz zip zst unknown";

    #[test]
    fn text_is_of_no_known_type() {
        for text in [
            "",
            "Hello",
            "BMW invoice",
            "MZ",
            "From: a@b.c\r\n\r\nHi",
            "ID",
            "PK",
            "%PD",
        ] {
            assert_eq!(sniff(text.as_bytes()), "unknown", "{text}");
        }
    }

    #[test]
    fn every_type_but_those_of_containers_is_recognised_by_its_magic() {
        let found = magic::names()
            .chain(containers::NAMES.iter().copied())
            .chain(markup::NAMES.iter().copied())
            .chain(["unknown"]);
        let mut found: Vec<_> = found.collect();
        found.sort_unstable();
        found.dedup();
        let mut names: Vec<_> = NAMES.split_whitespace().collect();
        names.sort_unstable();
        assert_eq!(found, names);
    }

    proptest! {
        #[test]
        fn any_content_has_a_name(
            start in prop_oneof![
                Just(&b"PK\x03\x04"[..]), Just(&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..]),
                Just(&b"RIFF"[..]), Just(&b"<"[..]), Just(&b"\x1A\x45\xDF\xA3"[..]), Just(&b""[..])
            ],
            rest in proptest::collection::vec(any::<u8>(), 0..300),
        ) {
            let content = [start, &rest].concat();
            let name = sniff(&content);
            prop_assert!(NAMES.split_whitespace().any(|it| it == name));
        }
    }
}
