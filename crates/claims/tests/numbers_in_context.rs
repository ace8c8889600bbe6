//! What the words around digits make of them: a label, a request to call, the rest of a number.

#![allow(clippy::expect_used)] // A test that cannot begin has failed.

mod finding;

use claims::Concealment;

use finding::{US, check, check_none, find};

#[test]
fn a_mere_word_labels_only_what_follows_at_once() {
    let text = "If this wasn't you, talk to us before the parcel leaves and no charge will be made: 888-536-2174.";
    assert_eq!(find(text).len(), 1);
    check_none("Your order 888-536-2174 has shipped. Thank you for shopping with us.");
    check_none("Your order number for this purchase is 888-536-2174. Thank you.");
}

#[test]
fn a_mere_word_does_not_label_what_is_unmistakable() {
    for text in [
        "Your helper does it free of charge: 1-803-555-0142",
        "To undo it, contact billing 1 (803) 555 0142 within a day",
        "Support for this order: (803)555.0142. Have your card ready",
    ] {
        check(text, US, &[]);
    }
    check_none("Your charge: 803-555-0142");
    check_none("Order number: 1-803-555-0142");
}

#[test]
fn digits_are_told_with_an_area_code_and_then() {
    check(
        "Ring the line, area code 803, then 555, then 0142. Tell them",
        US,
        &[Concealment::OddSeparators],
    );
    check_none("Lines 803, 555, 0142 are in use");
}

#[test]
fn no_number_ends_between_digits_that_stand_one_by_one() {
    check(
        "Parla con noi: +39 (02) 3 9 5 8 . 7 0 4 1",
        "+390239587041",
        &[Concealment::OddSeparators],
    );
    check(
        "Fale com a Central: (11) 3958 - zero um 4 sete. O atendente cancela",
        "+551139580147",
        &[Concealment::SpelledOut],
    );
}

#[test]
fn a_number_that_answers_a_question_is_to_be_called() {
    let asked = |text: &str| find(text).iter().any(|it| it.call_to_action);
    assert!(asked(
        "Your card was charged 399.00. Falsch? +49 30 56603482"
    ));
    assert!(asked("Something off? (803) 555-0142"));
    assert!(!asked("Did it rain? Ann, +49 30 56603482"));
}

#[test]
fn the_line_that_names_a_desk_asks_for_the_call() {
    let text = "Members can reverse the renewal within 24 hours through the billing desk:\n\n833 555 2076\n\nYou get this e-mail because of a subscription.";
    let found = find(text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].call_to_action, "{found:?}");
    let signed =
        "I look forward to it.\n\nJane Roe\nCustomer Support, Hart Ltd\nPhone: 803 555 0142";
    assert!(!find(signed)[0].call_to_action);
}

#[test]
fn bare_digits_need_a_word_of_telephoning() {
    check("dial 8035550142", US, &[]);
    check_none("the value was 8035550142 in the end");
    check_none("the value was 18035550142 in the end");
}

#[test]
fn a_request_to_call_is_told_from_a_signature() {
    let asked = |text: &str| find(text)[0].call_to_action;
    assert!(asked(
        "If you did not make this purchase, call us at 803-555-0142."
    ));
    assert!(asked("Customer Support Line:\n\n+1 (803) 555-0142"));
    assert!(asked("Toll Free: 888-555-0142"));
    assert!(asked("Support: \u{260e} 803-555-0142"));
    assert!(asked("803-555-0142: our customer support line"));
    assert!(asked("Customer Care Phone: 803-555-0142"));
    assert!(asked(
        "Sollten Sie dies nicht autorisiert haben, rufen Sie uns an: +49 30 1234567"
    ));
    assert!(asked(
        "Si vous n'\u{ea}tes pas \u{e0} l'origine de cet achat, appelez le +33 1 23 45 67 89"
    ));
    assert!(asked("Si no reconoce este cargo, llame al +34 900 123 456"));
    assert!(asked(
        "Se non ha autorizzato il pagamento, chiami subito il +39 02 12345678"
    ));
    assert!(asked("Se n\u{e3}o reconhece, ligue para +55 11 4003-1234"));
    assert!(!asked("Best regards\nJane Roe\nMobile: +1 803 555 0142"));
    assert!(!asked(
        "Jane Roe\nHead of Customer Support, Example Ltd.\nPhone: +1 803 555 0142"
    ));
    assert!(!asked(
        "I will call you tomorrow.\n\nJane\nTel. +1 803 555 0142"
    ));
    assert!(!asked("Join by phone\n+1 803 555 0142\nPIN: 123 456 789#"));
}

#[test]
fn the_context_is_the_lines_around() {
    let text = "An earlier paragraph.\n\nIf this was not you, call us at 803-555-0142 at once.\n\nA later one.";
    let found = find(text);
    let context = &found[0].context;
    assert_eq!(
        context.text,
        "If this was not you, call us at 803-555-0142 at once."
    );
    assert_eq!(context.span.of(text), context.text);
}
