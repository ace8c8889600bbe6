//! Mail that a reader shows: judged with his own history, to which nothing is added.

use super::*;

#[tokio::test]
async fn a_mail_is_judged_with_ones_own_history_and_nothing_is_noted() {
    let console = home();
    let history = console.back.history.get().unwrap();
    let dump = || {
        let mut all = Vec::new();
        let mut write = |line: &history::Line| {
            all.push(serde_json::to_string(line).unwrap());
            Ok(())
        };
        history.export(None, &mut write).unwrap();
        all
    };
    let before = dump();
    let fake = "From: Amazon <orders7731@gmail.com>\r\nTo: pat@home.example\r\n\
                Subject: Your Amazon.com order of \"Apple iPhone\"\r\n\r\n\
                Thank you for shopping with Amazon.\r\nOrder #113-5555555-5555555\r\n\
                Order total: $899.99. To cancel the order call +1 803 397 5786 now.\r\n";
    let (pat, _) = reader_in(&console, "192.0.2.1", "pat").await;
    let page = show(&console, &pat, fake.as_bytes()).await;
    let told = own(&page.text());
    for said in [
        "The mail was also compared with what your mailbox has seen before.",
        "You have had no mail from this sender that we know of.",
        "+18033975786 was in 3 earlier mails to you",
        "2 of them were scams.",
        "None of the 2 genuine mails of this company",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    let reasons = page.text();
    assert!(
        reasons.contains("None of the 2 genuine Amazon mails in this mailbox mentions this order."),
        "{reasons}"
    );
    // The same mail, shown by somebody whose mailbox knows nothing of it, and by nobody.
    create_with(&console, "eve", Role::Reader, &["eve@home.example"]);
    let (eve, _) = reader_in(&console, "192.0.2.3", "eve").await;
    let text = show(&console, &eve, fake.as_bytes()).await.text();
    assert!(
        !text.contains("genuine Amazon mails") && !text.contains("earlier mails to you"),
        "{text}"
    );
    let text = show(&console, "", fake.as_bytes()).await.text();
    assert!(!text.contains("genuine Amazon mails"), "{text}");
    assert_eq!(dump(), before, "a submission leaves nothing in the history");
}

#[tokio::test]
async fn a_mail_does_not_speak_of_its_own_arrival() {
    let console = home();
    let history = console.back.history.get().unwrap();
    let sent = "From: Lee <lee@office-lunch.net>\r\nTo: pat@home.example\r\nSubject: Lunch\r\n\
                Message-ID: <1@office-lunch.net>\r\n\r\nLunch on Friday?\r\n";
    let delivery = detect::Delivery {
        mailbox: Some(PAT.to_owned()),
        ..detect::Delivery::default()
    };
    let mut arrived = mail(700, 2, PAT, "lee@office-lunch.net");
    arrived.sender.as_mut().unwrap().authenticated = false;
    arrived.message = detect::message_key(sent.as_bytes(), &delivery);
    history.learn(&[arrived]).unwrap();
    let saved = format!(
        "Return-Path: <lee@office-lunch.net>\r\nDelivered-To: pat@home.example\r\n\
         Received: from mx.home.example by store.home.example\r\n\twith LMTP; Thu, 12 Nov 2026 10:00:00 +0000\r\n{sent}"
    );
    let (pat, _) = reader_in(&console, "192.0.2.1", "pat").await;
    let told = own(&show(&console, &pat, saved.as_bytes()).await.text());
    assert!(
        told.contains("You have had no mail from this sender"),
        "{told}"
    );
    let asked = own(&ask(&console, &pat, "lee@office-lunch.net").await);
    assert!(
        asked.contains("One mail came to you in its name"),
        "{asked}"
    );
}

#[tokio::test]
async fn without_a_history_the_answer_says_so() {
    let console = home();
    let (pat, _) = reader_in(&console, "192.0.2.1", "pat").await;
    let raw = example("seed-1-twin-c-small-shop-receipt.eml");
    console.back.is_history_away.store(true, Ordering::Relaxed);
    let away = "What your mailbox has seen cannot be looked up right now.";
    let page = ask(&console, &pat, "+1 803 397 5786").await;
    assert!(
        own(&page).contains(away) && page.contains("We do not know +18033975786"),
        "{page}"
    );
    let page = show(&console, &pat, &raw).await;
    assert_eq!(page.tone(), "benign");
    assert!(own(&page.text()).contains(away));
    // Where none is kept there is nothing missing.
    let bare = crate::accounts::people::console(false);
    create_with(&bare, "pat", Role::Reader, &[PAT]);
    let (pat, _) = reader_in(&bare, "192.0.2.1", "pat").await;
    let not_kept = "Here nothing is kept of what mailboxes have seen";
    let page = ask(&bare, &pat, "+1 803 397 5786").await;
    assert!(own(&page).contains(not_kept), "{page}");
    let page = show(&bare, &pat, &raw).await.text();
    assert!(own(&page).contains(not_kept), "{page}");
    assert!(
        !page.contains("what this mailbox has seen before"),
        "{page}"
    );
}
