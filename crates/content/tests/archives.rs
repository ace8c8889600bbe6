//! Archives: what is in them is read, and every limit holds.

#![allow(clippy::unwrap_used, reason = "a panic here is a failed test")]

mod read;

use std::io::{Cursor, Write as _};

use content::{Encryption, Settings};
use proptest::prelude::*;
use read::{extract, extract_with, missing};
use zip::write::SimpleFileOptions;
use zip::{AesMode, CompressionMethod, ZipWriter};

fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    zipped_with(entries, SimpleFileOptions::default())
}

fn zipped_with(entries: &[(&str, &[u8])], options: SimpleFileOptions) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, data) in entries {
        writer.start_file(*name, options).unwrap();
        writer.write_all(data).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn tarred(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, data) in entries {
        let mut header = tar::Header::new_ustar();
        header.set_size(data.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, *data).unwrap();
    }
    builder.into_inner().unwrap()
}

const CARD: &[u8] = b"BEGIN:VCARD\r\nFN:Billing\r\nTEL:+1 800 555 0100\r\nEND:VCARD";

#[test]
fn a_zip_with_folders_and_names_that_lead_out() {
    let extraction = extract(&zipped(&[("a/card.vcf", CARD), ("../../b.txt", b"two")]));
    let paths: Vec<_> = extraction.files.iter().map(|it| &*it.path).collect();
    assert_eq!(paths, ["2", "2/card.vcf", "2/b.txt"]);
    assert_eq!(
        extraction.files[1].texts[0].text,
        "Billing\n+1 800 555 0100"
    );
    let archive = extraction.files[0].archive.as_ref().unwrap();
    assert_eq!(archive.entries[1].name, "../../b.txt");
    assert_eq!(archive.entries[1].size, 3);
    assert_eq!(extraction.unread, []);
}

#[test]
fn an_encrypted_zip_opens_with_a_password_of_the_mail() {
    let aes = SimpleFileOptions::default().with_aes_encryption(AesMode::Aes256, "invoice77");
    let bytes = zipped_with(&[("card.vcf", CARD), ("more.vcf", CARD)], aes);
    let opened = extract_with(&bytes, &["wrong", "invoice77"], &Settings::default());
    assert_eq!(opened.files.len(), 3);
    assert_eq!(opened.files[1].kind, "vcf");
    let password = Some("invoice77".to_owned());
    assert_eq!(opened.files[0].encryption, Some(Encryption { password }));

    let locked = extract_with(&bytes, &["wrong"], &Settings::default());
    assert_eq!(locked.files.len(), 1);
    assert_eq!(
        locked.files[0].encryption,
        Some(Encryption { password: None })
    );
    assert_eq!(missing(&locked), ["encrypted"]);
    let entries = &locked.files[0].archive.as_ref().unwrap().entries;
    assert!(entries.iter().all(|it| it.encrypted));
}

#[test]
fn a_zip_without_its_directory() {
    let mut bytes = zipped(&[("card.vcf", CARD), ("b.vcf", CARD)]);
    let directory = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
    bytes.truncate(directory);
    let extraction = extract(&bytes);
    assert_eq!(extraction.files.len(), 3);
    assert!(extraction.files[0].error.is_some());
}

#[test]
fn the_nesting_is_bounded() {
    let mut bytes = zipped(&[("card.vcf", CARD)]);
    for level in 0..20 {
        bytes = zipped(&[(&format!("{level}.zip"), &bytes)]);
    }
    let extraction = extract(&bytes);
    assert_eq!(extraction.files.len(), 16);
    assert_eq!(extraction.files[15].depth, 15);
    assert_eq!(missing(&extraction), ["limit.depth"]);
}

#[test]
fn the_number_of_files_is_bounded() {
    let names: Vec<String> = (0..40).map(|it| format!("{it}.txt")).collect();
    let entries: Vec<_> = names.iter().map(|it| (&**it, &b"x"[..])).collect();
    let mut settings = Settings::default();
    settings.files = 10;
    for bytes in [zipped(&entries), tarred(&entries)] {
        let extraction = extract_with(&bytes, &[], &settings);
        assert_eq!(extraction.files.len(), 10);
        assert_eq!(missing(&extraction), ["limit.files"]);
    }
}

#[test]
fn the_ratio_is_bounded_on_the_output_side() {
    let zeros = vec![0; 32 << 20];
    let bomb = zipped(&[("zeros", &zeros)]);
    assert!(bomb.len() < 64 << 10);
    for bytes in [bomb, gzipped(&zeros)] {
        let extraction = extract(&bytes);
        assert_eq!(extraction.files.len(), 1);
        assert_eq!(missing(&extraction), ["limit.expansion"]);
        assert!(extraction.unread[0].reason.contains("own size"));
    }
}

#[test]
fn the_sum_of_all_files_is_bounded() {
    let mut settings = Settings::default();
    settings.expanded_bytes = 5_000;
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let data = [7; 2_000];
    let entries = [("a", &data[..]), ("b", &data[..]), ("c", &data[..])];
    for bytes in [zipped_with(&entries, stored), tarred(&entries)] {
        let extraction = extract_with(&bytes, &[], &settings);
        assert_eq!(extraction.files.len(), 3);
        assert_eq!(missing(&extraction), ["limit.expansion"]);
    }
}

#[test]
fn a_gzipped_tar() {
    let extraction = extract(&gzipped(&tarred(&[("x/card.vcf", CARD), ("b", b"c")])));
    let kinds: Vec<_> = extraction.files.iter().map(|it| &*it.kind).collect();
    assert_eq!(kinds[..3], ["gz", "tar", "vcf"]);
    assert_eq!(extraction.files[2].path, "2/unnamed/card.vcf");
}

/// A 7z archive of one entry in one folder with one coder; written by hand after the format's description.
fn seven_z(coder: &[u8], packed: &[u8], size: u16) -> Vec<u8> {
    let mut header = vec![0x01, 0x04, 0x06, 0, 1, 0x09];
    header.push(u8::try_from(packed.len()).unwrap());
    header.extend([0x00, 0x07, 0x0B, 1, 0, 1]);
    header.extend(coder);
    let [low, high] = size.to_le_bytes();
    header.extend([0x0C, 0x80 | high, low, 0x00, 0x08, 0x00, 0x00]);
    header.extend([0x05, 1, 0x11]);
    let name: Vec<u8> = "c.vcf\0"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    header.push(u8::try_from(name.len() + 1).unwrap());
    header.push(0);
    header.extend(name);
    header.extend([0x00, 0x00]);
    let mut start = Vec::new();
    start.extend((packed.len() as u64).to_le_bytes());
    start.extend((header.len() as u64).to_le_bytes());
    start.extend(crc(&header).to_le_bytes());
    let mut bytes = b"7z\xBC\xAF\x27\x1C\0\x04".to_vec();
    bytes.extend(crc(&start).to_le_bytes());
    bytes.extend(start);
    bytes.extend(packed);
    bytes.extend(header);
    bytes
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

#[test]
fn seven_z_stored_compressed_and_encrypted() {
    let stored = extract(&seven_z(
        &[0x01, 0x00],
        CARD,
        u16::try_from(CARD.len()).unwrap(),
    ));
    assert_eq!(stored.files[0].error, None);
    assert_eq!(stored.files[1].name.as_deref(), Some("c.vcf"));
    assert_eq!(stored.files[1].kind, "vcf");

    // "Call +1 800 555 0100 about order 4711. ", twenty times, with LZMA2.
    let packed = [
        224, 3, 11, 0, 47, 93, 0, 33, 152, 73, 152, 32, 21, 141, 12, 109, 212, 86, 198, 75, 79,
        230, 116, 92, 247, 36, 216, 255, 164, 30, 199, 34, 198, 160, 255, 198, 92, 49, 96, 223,
        135, 185, 94, 175, 45, 20, 117, 251, 190, 89, 206, 38, 112, 0, 0,
    ];
    let compressed = extract(&seven_z(&[0x21, 0x21, 1, 8], &packed, 780));
    assert_eq!(compressed.files[0].error, None);
    assert_eq!(compressed.files[1].size, 780);

    let aes = [0x24, 0x06, 0xF1, 0x07, 0x01, 2, 0x13, 0];
    let locked = extract(&seven_z(&aes, CARD, 60));
    assert_eq!(
        locked.files[0].encryption,
        Some(Encryption { password: None })
    );
    assert!(locked.files[0].archive.as_ref().unwrap().entries[0].encrypted);
    assert_eq!(missing(&locked), ["encrypted"]);
}

fn rar_5(entries: &[(&str, &[u8], u8, bool)]) -> Vec<u8> {
    let mut bytes = b"Rar!\x1A\x07\x01\x00".to_vec();
    bytes.extend([0, 0, 0, 0, 3, 1, 0, 0]);
    for (name, data, method, encrypted) in entries {
        let extra: &[u8] = if *encrypted { &[2, 1, 0] } else { &[] };
        let mut header = vec![2, if *encrypted { 3 } else { 2 }];
        if *encrypted {
            header.push(u8::try_from(extra.len()).unwrap());
        }
        let size = u8::try_from(data.len()).unwrap();
        header.extend([size, 0, size, 0, 0x80, *method, 0]);
        header.push(u8::try_from(name.len()).unwrap());
        header.extend(name.bytes());
        header.extend(extra);
        bytes.extend([0, 0, 0, 0, u8::try_from(header.len()).unwrap()]);
        bytes.extend(header);
        bytes.extend(*data);
    }
    bytes.extend([0, 0, 0, 0, 3, 5, 0, 0]);
    bytes
}

#[test]
fn rar_5_is_listed() {
    let extraction = extract(&rar_5(&[
        ("card.vcf", CARD, 0, false),
        ("packed.docx", b"xxxx", 1, false),
        ("secret.docx", b"yyyy", 1, true),
    ]));
    let file = &extraction.files[0];
    let entries = &file.archive.as_ref().unwrap().entries;
    let listed: Vec<_> = entries
        .iter()
        .map(|it| (&*it.name, it.size, it.encrypted))
        .collect();
    let size = CARD.len() as u64;
    assert_eq!(
        listed,
        [
            ("card.vcf", size, false),
            ("packed.docx", 4, false),
            ("secret.docx", 4, true)
        ]
    );
    assert_eq!(extraction.files[1].kind, "vcf", "what is stored is read");
    assert_eq!(missing(&extraction), ["encrypted", "file.expand_archives"]);
}

#[test]
fn rar_4_is_listed() {
    let block = |kind: u8, flags: u16, rest: &[u8]| {
        let mut block = vec![0, 0, kind];
        block.extend(flags.to_le_bytes());
        block.extend(u16::try_from(rest.len() + 7).unwrap().to_le_bytes());
        block.extend(rest);
        block
    };
    let file = |name: &str, method: u8, flags: u16, data: &[u8]| {
        let size = u32::try_from(data.len()).unwrap().to_le_bytes();
        let mut rest = [size, size].concat();
        rest.extend([2, 0, 0, 0, 0, 0, 0, 0, 0, 29, method]);
        rest.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        rest.extend([0; 4]);
        rest.extend(name.bytes());
        [block(0x74, flags, &rest), data.to_vec()].concat()
    };
    let bytes = [
        b"Rar!\x1A\x07\x00".to_vec(),
        block(0x73, 0, &[0; 6]),
        file("card.vcf", 0x30, 0x8000, CARD),
        file("b.docx", 0x33, 0x8004, b"xx"),
        block(0x7B, 0, &[]),
    ];
    let extraction = extract(&bytes.concat());
    let entries = &extraction.files[0].archive.as_ref().unwrap().entries;
    assert_eq!(entries[0].name, "card.vcf");
    assert!(entries[1].encrypted);
    assert_eq!(extraction.files[1].kind, "vcf");
    let hidden = [b"Rar!\x1A\x07\x00".to_vec(), block(0x73, 0x80, &[0; 6])].concat();
    assert_eq!(missing(&extract(&hidden)), ["encrypted"]);
}

#[test]
fn an_iso_image() {
    let record = |name: &[u8], sector: u32, size: usize, flags: u8| {
        let mut record = vec![0, 0];
        record.extend(sector.to_le_bytes());
        record.extend(sector.to_be_bytes());
        record.extend(u32::try_from(size).unwrap().to_le_bytes());
        record.extend(u32::try_from(size).unwrap().to_be_bytes());
        record.extend([0; 7]);
        record.extend([flags, 0, 0, 1, 0, 0, 1]);
        record.push(u8::try_from(name.len()).unwrap());
        record.extend(name);
        record.resize(record.len().next_multiple_of(2), 0);
        record[0] = u8::try_from(record.len()).unwrap();
        record
    };
    let mut image = vec![0; 21 * 2048];
    image[16 * 2048..][..6].copy_from_slice(b"\x01CD001");
    let root = record(&[0], 18, 2048, 2);
    image[16 * 2048 + 156..][..root.len()].copy_from_slice(&root);
    image[17 * 2048..][..6].copy_from_slice(b"\xFFCD001");
    // The folder holds itself once more, which must not be followed for ever.
    let directory = [
        record(&[0], 18, 2048, 2),
        record(b"LOOP", 18, 2048, 2),
        record(b"CARD.VCF;1", 19, CARD.len(), 0),
    ]
    .concat();
    image[18 * 2048..][..directory.len()].copy_from_slice(&directory);
    image[19 * 2048..][..CARD.len()].copy_from_slice(CARD);
    let extraction = extract(&image);
    assert_eq!(extraction.files[0].kind, "iso");
    assert_eq!(extraction.files.len(), 2);
    assert_eq!(extraction.files[1].path, "2/CARD.VCF");
    assert_eq!(extraction.files[1].kind, "vcf");
}

#[test]
fn what_is_not_unpacked_is_missing() {
    assert_eq!(missing(&extract(b"BZh91AY&SY")), ["file.expand_archives"]);
}

proptest! {
    #[test]
    fn damaged_archives_end(
        which in 0..5_usize,
        at in 0..4_000_usize,
        with in proptest::collection::vec(any::<u8>(), 0..8),
        length in 0..4_000_usize,
    ) {
        let seeds = [
            zipped(&[("a.txt", b"hello"), ("b/c.vcf", CARD)]),
            tarred(&[("a.txt", b"hello")]),
            gzipped(CARD),
            rar_5(&[("a", b"b", 0, false), ("c", b"d", 1, true)]),
            seven_z(&[0x01, 0x00], CARD, 60),
        ];
        let mut bytes = seeds[which].clone();
        for (offset, byte) in with.iter().enumerate() {
            let place = (at + offset) % bytes.len();
            bytes[place] = *byte;
        }
        bytes.truncate(length.max(10));
        let extraction = extract(&bytes);
        prop_assert!(extraction.files.len() < 10);
    }
}
