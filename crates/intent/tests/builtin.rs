//! The model of this build, on texts that are neither written text for training nor made from it.

#![allow(clippy::unwrap_used, reason = "a panic here is a failed test")]

use intent::{Confidence, Intent, Model};
use proptest::prelude::*;

fn answer(subject: &str, body: &str) -> Option<(Intent, Confidence)> {
    let model = Model::builtin().unwrap();
    let (subject, body) = (text::fold(subject), text::fold(body));
    let answer = model.classify(&[subject.text(), body.text()])?;
    Some((answer.intent, answer.confidence))
}

#[test]
fn requests_to_call_about_an_invented_charge_are_told_in_each_language() {
    for (subject, body) in [
        (
            "Receipt for your protection",
            "Hello, your yearly computer protection has been renewed and 389.99 USD was taken from your bank account. \
             If you did not want this renewal, ring our billing desk within 24 hours on +1 (888) 555-0142 and the money \
             goes back to you.",
        ),
        (
            "Su antivirus",
            "Estimado cliente, su antivirus se ha renovado por 349,99 € y el importe se ha cargado en su cuenta. Si no ha \
             solicitado esta renovación, llame cuanto antes a nuestro departamento de facturación al 900 555 014.",
        ),
        (
            "Compra aprovada",
            "Prezado cliente, a compra de R$ 4.299,00 foi aprovada no seu cartão. Se você não reconhece esta compra, ligue \
             agora para a nossa central de segurança: 0800 555 0142.",
        ),
        (
            "Ihre Verlängerung",
            "Sehr geehrter Kunde, Ihr Virenschutz wurde um ein Jahr verlängert, 299,99 € wurden von Ihrem Konto abgebucht. \
             Falls Sie die Verlängerung nicht wünschen, rufen Sie umgehend unsere Stornoabteilung unter 0800 555 0142 an.",
        ),
        (
            "Votre commande",
            "Cher client, votre commande d'un téléphone pour 899,00 € est validée et votre carte a été débitée. Si vous \
             n'êtes pas à l'origine de cet achat, appelez immédiatement notre service client au 01 99 00 55 14.",
        ),
        (
            "Addebito di 459,00 €",
            "Gentile cliente, il suo antivirus è stato rinnovato per un anno e 459,00 € sono stati addebitati sul conto. Se \
             non riconosce questo addebito, chiami entro 24 ore il nostro servizio clienti al numero verde 800 555 014 per \
             annullarlo.",
        ),
    ] {
        let answer = answer(subject, body).map(|it| it.0);
        assert_eq!(answer, Some(Intent::CallbackScam), "{body}");
    }
}

#[test]
fn genuine_texts_that_are_near_are_not_taken_for_scams() {
    for (subject, body) in [
        (
            "Your appointment",
            "Dear Pat, this is a reminder of your appointment with Dr Shah on Thursday at 10:20. To change it please ring \
             the practice on 020 7946 0991 by noon the day before.",
        ),
        (
            "Invoice 2231",
            "Hi Pat, attached is my invoice for the fence, 640.00 as agreed. Bank details are on it. Give me a call if \
             anything is unclear, 0161 496 0755. Thanks again, Tom",
        ),
        (
            "Order shipped",
            "Good news, your parcel is on its way. Track it in your account. Returns are free within 30 days. Questions? \
             Visit our help pages or reply to this mail.",
        ),
        (
            "minutes",
            "Hello all, here are the minutes of last night. Next meeting is on the 14th, dial-in as always. I will send \
             the agenda on Monday.",
        ),
        (
            "Terminerinnerung",
            "Guten Tag Frau Weber, wir erinnern an Ihren Termin am 14. März um 9:30 Uhr. Wenn Sie verhindert sind, rufen \
             Sie uns bitte an: 030 23125 771. Ihre Praxis am Park",
        ),
    ] {
        let answer = answer(subject, body).map(|it| it.0);
        assert!(
            matches!(answer, None | Some(Intent::Benign)),
            "{answer:?}: {body}"
        );
    }
}

#[test]
fn other_intents_are_told_apart() {
    for (wanted, body) in [
        (
            Intent::CredTheft,
            "Your mailbox is almost full and six messages are held back. Sign in with your e-mail and password below to \
             release them, or your account will be closed within 24 hours. https://mail.example.com/verify",
        ),
        (
            Intent::Extortion,
            "I have had access to your computer for months and recorded you through the camera. Send 1200 USD in bitcoin \
             to this wallet within 48 hours or the video goes to all your contacts.",
        ),
        (
            Intent::AdvanceFee,
            "I am a lawyer to a late client who left 12.5 million US dollars without next of kin. Reply with your full \
             name and address so that the fund can be transferred to you as the beneficiary. God bless you.",
        ),
    ] {
        assert_eq!(answer("", body).map(|it| it.0), Some(wanted), "{body}");
    }
}

#[test]
fn what_says_nothing_is_not_answered() {
    for body in ["", " ", "12", "https://www.example.com/"] {
        assert_eq!(answer("", body).filter(|it| it.0.is_scam()), None, "{body}");
    }
}

#[test]
fn the_model_is_small() {
    let bytes = Model::builtin().unwrap().to_bytes();
    assert!(bytes.len() < 1_000_000, "{}", bytes.len());
}

proptest! {
    #[test]
    fn any_text_is_answered_the_same_way_twice(text in ".{0,400}") {
        let model = Model::builtin().unwrap();
        prop_assert_eq!(model.classify(&[&text]), model.classify(&[&text]));
    }

    #[test]
    fn any_bytes_are_read_or_refused(mut bytes in proptest::collection::vec(any::<u8>(), 0..300), own in any::<bool>()) {
        if own {
            bytes.splice(..0, *b"offhookI\x01\x00");
        }
        prop_assert!(Model::from_bytes(&bytes).is_err());
    }
}
