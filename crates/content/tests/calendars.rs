//! Calendar and contact files, read as attachments.

mod read;

use content::Source;
use read::extract;

#[test]
fn an_invitation_with_html_and_an_attachment() {
    let extraction = extract(
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Renewal\r\nDESCRIPTION:See https://pay.example/a\\nCall\r\n\
        X-ALT-DESC;FMTTYPE=text/html:<p>Call <a href=\"tel:+18005550100\">us</a><span style='display:none'>cats</span>\r\n\
        ATTACH;ENCODING=BASE64;VALUE=BINARY;X-FILENAME=a.txt:aGVsbG8gd29ybGQ=\r\n\
        ATTACH:https://files.example/bill\r\nEND:VEVENT\r\nEND:VCALENDAR",
    );
    let [calendar, child] = &*extraction.files else {
        panic!("{:?}", extraction.files)
    };
    assert_eq!(calendar.kind, "ics");
    let visible = calendar.texts.iter().filter(|it| !it.hidden);
    let visible: Vec<_> = visible.map(|it| &*it.text).collect();
    assert_eq!(
        visible,
        ["Renewal", "See https://pay.example/a\nCall", "Call us"]
    );
    assert!(
        calendar
            .texts
            .iter()
            .any(|it| it.hidden && it.text == "cats")
    );
    assert!(
        calendar
            .texts
            .iter()
            .all(|it| it.source == Source::Calendar)
    );
    let targets: Vec<_> = calendar.links.iter().map(|it| &*it.target).collect();
    assert_eq!(
        targets,
        [
            "https://pay.example/a",
            "tel:+18005550100",
            "https://files.example/bill"
        ]
    );
    assert_eq!(child.parent, Some(0));
    assert_eq!(child.path, "2/a.txt");
    assert_eq!(child.size, 11);
}

#[test]
fn a_contact_card() {
    let extraction = extract(
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Desk;Billing;;;\r\nFN:Billing Desk\r\nORG:Example;Support\r\n\
        TEL;TYPE=work,voice:+1 800 555 0100\r\nTEL;VALUE=uri:tel:+1-800-555-0101\r\nURL:https://help.example\r\n\
        NOTE:Call before the charge\\, please\r\nPHOTO;ENCODING=b;TYPE=PNG:aGVsbG8=\r\nEND:VCARD\r\n",
    );
    let card = &extraction.files[0];
    assert_eq!(card.kind, "vcf");
    assert_eq!(
        card.texts[0].text,
        "Desk Billing\nBilling Desk\nExample Support\n+1 800 555 0100\n+1-800-555-0101\nhttps://help.example\n\
        Call before the charge, please"
    );
    let targets: Vec<_> = card.links.iter().map(|it| &*it.target).collect();
    assert_eq!(
        targets,
        [
            "tel:+1 800 555 0100",
            "tel:+1-800-555-0101",
            "https://help.example"
        ]
    );
    assert_eq!(extraction.files.len(), 2, "the picture is a child");
}
