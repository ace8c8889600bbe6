# What offhook tells a reader about a mail. One sentence a signal, by the signal's name.
# Everything said here must be provable from the message and the registry.

## Verdicts

verdict-malicious = This is a scam.
verdict-malicious-callback = This is a scam that wants you to call a number.
verdict-suspicious = This looks wrong. Do not act on it before you have checked.
verdict-undecided = This could not be judged: what it says is out of reach here.
verdict-benign = Nothing in this mail speaks against it.
verdict-benign-brand = This mail really is from { $brand }.

claimed-brand = It says it is from { $brand }.
sent-from = It was sent from { $domain }.
sent-from-checked = It was sent from { $domain }, and the mail system confirmed that.
sent-from-failed = It says it was sent from { $domain }, but the check of that failed.

## Numbers

signal-call_request = It asks you to call { $number }.
signal-call_to_dispute = It wants those who did not make this purchase to call { $number }. That call is the scam: an invented charge, and a number to complain to.
signal-anothers_site_in_name = The sender goes by the name of { $site }, to which its links lead, but wrote from a mailbox at { $domain }, where anybody can open one.
signal-anothers_site_and_address = The sender goes by the name of { $site }, but the address { $address } does not even look like it.
signal-call_to_cancel = It says that whoever wants to cancel must call { $number }.
signal-reads_like_callback = It is worded like mail that wants people to call about a charge they never made, and gives { $number }.
signal-reads_surely_like_callback = Hardly any genuine mail is worded like this one.
signal-call_about_money = It speaks of money or of your account, and offers a number to call about it.
signal-call_about_claim = It speaks of a parcel, a prize, a job, a wage or money that waits for you, or of a service to be cut off, and gives a number to call about it.
signal-other_ways_closed = It says that nothing but a call will do.
signal-call_prepared = It prepares you for the call: what to have at hand, or who will lead you through it.
signal-others_kept_out = It tells you to leave your computer or your bank alone, or to keep others out of it.
signal-money_to_safety = It speaks of bringing your money to safety; that is how such callers get at it.
signal-number_without_request = It alarms you about money or an account and puts { $number } beside it.
signal-number_disguised = The number { $number } is written with tricks, so that mail filters do not recognise it.
signal-number_in_words = The number { $number } is spelled in words, so that mail filters do not recognise it.
signal-call_in_history = The request to call stands in a message that is quoted or forwarded here. That is easily invented.
signal-number_oddly_written = The number is written as nobody writes a number.
signal-number_not_listed = The number { $number } is not among the { $brand } numbers we have from { $brand }'s own pages and mail (November 2026).
signal-toll_free_from_free_mail = A toll-free number belongs to an organisation, yet this came from a free mailbox at { $domain }.
signal-number_in_sender_or_subject = The number to call already stands in the subject or in the sender's name.
signal-number_only_attached = The number to call stands only in { $kind ->
    [pdf] a PDF
    [image] a picture
    [office] an attached document
    [calendar] a calendar entry
    [qr] a QR code
    [nested] an attached message
   *[other] an attached file
  }, where most filters do not look.
signal-code_dials = A QR code in it dials a number, about a charge you are to dispute: with the number out of the text, filters see none.
signal-code_leads_to_stranger = A QR code in it leads to { $domain }, which is neither the sender's nor the brand's.
signal-password_beside_file = An attached file is encrypted, and the password stands in the mail: that keeps filters out, not thieves.
signal-number_only_hidden = A number to call is hidden in the mail's code.

## Sender

signal-brand_claim_from_free_mail = It says it is from { $brand }, but it was sent from a mailbox at { $domain }, where anybody can open one.
signal-brand_claim_from_stranger = It says it is from { $brand }, but it was sent by { $domain }, which is not { $brand }'s.
signal-brand_in_display_name = The sender calls itself { $brand }, but the address is { $address }.
signal-name_holds_charge = A sum and a phone number stand where the name of a sender or a team belongs.
signal-sent_as_reader = It bears your own address, { $address }, as its sender's, and was not sent from there.
signal-brand_page_of_stranger = The sender calls itself { $brand }, and the page that it wants opened belongs to { $domain } as well.
signal-brand_disguised = The name { $brand } is spelled with look-alike or invisible characters, so that mail filters do not recognise it.
signal-brand_unverified = It claims to come from { $domain }, and the check of that claim failed.
signal-lookalike_domain = The sender's domain { $domain } imitates { $genuine }, which is { $brand }'s.
signal-business_claim_from_free_mail = An order, a charge or a warning is announced from a mailbox at { $domain }, where anybody can open one.
signal-sender_not_named = The mail nowhere names the organisation that owns { $domain }, from which it was sent.
signal-third_party_lure = This is genuine { $platform } mail, but { $field } was written by somebody else, and that is where the request to call stands.
signal-platform_field_names_another_brand = This is genuine { $platform } mail, but { $field } was written by somebody else, who speaks there for { $brand } and gives a number.
signal-offer_that_nothing_confirms = It promises something by a link, nothing confirms that it is from { $domain }, and no link leads there.
signal-brand_claim_with_file_from_free_mail = It says it is from { $brand }, comes from a mailbox at { $domain }, where anybody can open one, and sends you to an attached file.
signal-sender_address_broken = { $named ->
    [true] The sender's address ({ $address }) cannot exist.
   *[other] The mail does not say from which address it was sent.
}
signal-authentication_failed = { $domain } says that mail like this is not its own (DMARC failed).
signal-genuine_sender = It says it is from { $brand }, and it really is: { $domain } is authenticated.
signal-known_organisation = It comes from { $domain }, and that is authenticated.
signal-sender_stands_by_name = It is signed with the name of the organisation that owns { $domain }, and that domain is authenticated.

signal-sender_name_fits = The sender's name and its authenticated domain { $domain } belong together.
signal-appointment_to_move = It is about an appointment or a booking, and comes from { $domain }, authenticated.
signal-same_organisation = It comes from your own organisation, { $domain }, and that is authenticated.
signal-brand_name_unauthenticated = Nothing confirms that it was really sent from { $domain }, either.
signal-nothing_fits = The sender's name, the address { $address }, the text and the links have nothing to do with each other.
signal-nothing_fits_and_asks = And it still presses, promises, or imitates somebody.

## Claims

signal-impersonal_greeting = It greets no name, although it speaks of your money or your account.
signal-pressure = It puts you under pressure of time.
signal-order_id_wrong_form = The order number does not have the form of { $brand }'s order numbers.
signal-amount_named = It names a sum, { $amount }, to alarm you.
signal-crypto_or_gift_card = It is about crypto currency or gift cards, which nobody can take back.
signal-remote_access = It names programs that let a caller take over your computer.
signal-reader_asks_or_reports = The sender asks about or reports a suspicious mail; the quoted mail is not the sender's own.
signal-warns_of_scams = It explains scams to its readers.
signal-colleague_explains = Your own organisation explains a scam to its people.
signal-meeting_dial_in = The number is the dial-in of a meeting.
signal-mailing_list = It came over a mailing list.
signal-part_of_conversation = It answers an earlier mail.

signal-tells_not_to_call = It tells its readers not to call.

## Links

signal-genuine_links_as_props = { $count ->
    [one] Its only link really does go to { $domain }: that is bait, not proof.
   *[other] All { $count } links really do go to { $domain } or its kin: that is bait, not proof.
}
signal-brand_claim_with_foreign_link = It speaks for { $brand }, but a link leads to { $link }.
signal-brand_claim_with_stranger_links = It speaks for { $brand }, but neither the sender nor the link to { $link } has anything to do with { $brand }.
signal-link_text_deceives = A link shows { $shown } but leads to { $target }.
signal-link_to_free_host = A link leads to a page at a free host or behind a link shortener, where anybody can put one.
signal-link_to_numeric_host = A link leads to a bare numeric address instead of a name.

## What was seen before

signal-order_absent = { $count ->
    [one] The one genuine { $brand } mail in this mailbox does not mention this order.
   *[other] None of the { $count } genuine { $brand } mails in this mailbox mentions this order.
}
signal-order_known = An earlier genuine mail of { $brand } in this mailbox mentions this order.
signal-number_bad_name = { $count ->
    [one] An earlier mail with the number { $number } was judged a scam here.
   *[other] { $count } earlier mails with the number { $number } were judged scams here.
}
signal-number_of_another_brand = Earlier mail gave { $number } as the number of another brand than { $brand }.
signal-number_bad_neighbours = Numbers next to { $number } stood in mail that was judged a scam here. Alone that would mean nothing.
signal-text_bad_before = { $count ->
    [one] An earlier mail with nearly the same text was judged a scam here.
   *[other] { $count } earlier mails with nearly the same text were judged scams here.
}
signal-sender_bad_before = { $by_address ->
    [true] { $count ->
        [one] An earlier mail from { $address } was judged a scam here.
       *[other] { $count } earlier mails from { $address } were judged scams here.
    }
   *[other] { $count ->
        [one] An earlier mail from an address at { $domain } was judged a scam here.
       *[other] { $count } earlier mails from addresses at { $domain } were judged scams here.
    }
}
signal-sender_written_to = { $by_address ->
    [true] Somebody here has written to { $address } before, and the address is authenticated.
   *[other] Somebody here has written to an address at { $domain } before, and the sender is authenticated.
}
signal-sender_well_known = { $by_address ->
    [true] { $address } has written here regularly, and the address is authenticated.
   *[other] Mail from { $domain } has come here regularly, and the sender is authenticated.
}

## Schemes

rule-callback_brand_from_free_mail = A well-known brand does not ask you to call from a free mailbox.
rule-callback_from_free_mail = A charge you know nothing of, from a free mailbox, with a number to call: that is how this scheme begins.
rule-callback_beside_alarm = A brand's name, an alarm and a phone number, from somebody who is not the brand: you are meant to call by yourself.
rule-callback_one_way = An alarm or a promise, a call as the only way out, and a sender whom nothing ties to a name: the rest of the scheme happens on the phone.
rule-prize_or_reward = It promises a prize or a reward that you are to claim by a link.
rule-advance_fee = A stranger offers you a fortune. That is the oldest of these schemes: fees are asked for, nothing is ever paid.
rule-extortion = It threatens to publish recordings or data. Such threats are sent to masses of people, mostly with nothing behind them.
rule-callback_platform_field = The note that a stranger may write in this mail speaks of a charge or a purchase and gives a number of his own.
rule-payroll_code = It announces a paper about your pay that only a telephone can open, by a code. Ask your own personnel office.
rule-code_to_sign_in = It wants you to scan a QR code to keep access or to open a paper. The page behind it is a stranger's, and asks for your password.
rule-voicemail_file = It announces a voice message, and the file attached is a web page. Such pages ask for your password.
rule-account_changed = It wants payments sent to another account and says the old one cannot take them. Call the firm at a number that you already have before you pay.
rule-task_job = It offers pay by the day for small tasks on the telephone. Such jobs pay a little at first and then ask for a deposit that is lost.
rule-favour_first = It asks for a favour that it does not name and wants an answer by mail only. That is how gift-card fraud begins. Call the person.
rule-gift_card_errand = It wants gift cards bought and the codes on them sent. Whoever has the codes has the money, and it does not come back. Ask the person by telephone.
rule-crypto_wallet = It wants you to verify a wallet or to claim tokens. Whoever enters a recovery phrase loses the wallet.
rule-delivery_fee = It says a parcel is held up until you act, and nothing shows that a carrier sent it.
rule-government_threat = It speaks for an office or a court, and nothing shows that an authority sent it.
rule-mailbox_or_password = It says your mailbox is full or your password ends, to get at that password.

## Advice

advice-do-not-call = Do not call the number in this mail. In such scams whoever answers works for the scammers, however friendly.
advice-check-order = To see whether the order is real, open { $url } yourself (type it, do not use a link in this mail) and look at your orders.
advice-check-site = To see whether it is true, open { $url } yourself (type it, do not use a link in this mail) and log in there.
advice-check-account = To see whether it is true, open the official app or type the address of the company yourself, and log in there.
advice-check-card = Look at your bank or card account: a charge that is not there was never made.
advice-do-not-click = Do not use the links or open the attachments.
advice-report-brand = Report it to { $brand }: { $report }.
advice-report-provider = Report it to your mail provider as phishing.
advice-already-called = If you already called: end the contact, let nobody into your computer, and remove any program they made you install.
advice-gave-card = If you gave card or bank details: call your bank on the number printed on your card, now, and have the card blocked.
advice-gave-password = If you entered a password: change it now, wherever you use it.
advice-ask-sender = Ask the sender in another way, with a number or address that you already have.
advice-platform-ignore = Do not pay and do not call; decline the request in { $platform } itself and report it there.
advice-forwarded = This is about the mail that was forwarded to you, not about the person who forwarded it.
advice-unreadable = Open it only if you expected it from this sender; what it says stands in a part that could not be read here ({ $missing }).

## What was missing

missing-ocr = text in images
missing-pdf = the text of a PDF
missing-office = the text of an office document
missing-calendar = the contents of a calendar file
missing-heic = a HEIC picture
missing-encrypted = an encrypted file
missing-file_expand_archives = the files in an archive
missing-file_parse_html = an attached page
missing-file_parse_text = an attached text
missing-worker = all attachments
missing-limit_files = some of very many attached files
missing-limit_depth = files nested very deeply
missing-limit_expansion = a file that expands to an enormous size
missing-limit_worker = an attachment that took too long to read
missing-limit_pages = all pages of a very long document
missing-history = what this mailbox has seen before
missing-other = { $name }

## Servers

test-string = This mail holds the string that stands for a scam, for trying whether mail is judged.

## Answers to readers who report a mail

report-thanks = Thank you for sending this in. This is about the mail that you sent on:
report-thanks-itself = Thank you. No other mail was found within yours, so this is about your mail itself. Send a suspicious mail on as an attachment, and it can be judged in full.
report-benign = That is no proof that it is genuine. If in doubt, ask at a number or an address that you already know, not at one from the mail.
