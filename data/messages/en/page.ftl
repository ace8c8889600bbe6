# The page "Is this a scam?". Its readers may be frightened and in a hurry: short sentences, plain words, and nothing
# that cannot be kept.

language-name = English

## Every page

page-title = Is this a scam?
skip-to-content = Skip to the content
home = offhook: is this a scam?
languages = Language
footer-privacy = Nothing you send is stored. It is read here, answered, and forgotten.
footer-limits = offhook can be wrong. When in doubt, ask the company in a way that you already know.
open-source = offhook is free software.

## Start

start-lead = Got a mail that worries you? Show it here before you call, pay or click.
form-file = Choose the mail or a screenshot
form-file-help = A saved mail (.eml or .msg), a picture or a PDF. Up to { $megabytes } MB.
form-drop = Or drop it here, or paste it.
form-or = or
form-text = Paste the text of the mail
form-text-help = All of it, with the sender if you can.
form-check = Check it
form-checking = Reading it …
form-chosen = Chosen: { $name }
look-up-title = Only a number or an address?
form-line = Phone number, order number, or sender
form-line-help = For example: "+1 803 555 0142, is that Amazon?"
form-look-up = Look it up
privacy-title = What happens with it
privacy-stored = Nothing is stored. Your mail is read in memory and forgotten once you have the answer.
privacy-hosts = Nothing goes to any other company. No picture in the mail is loaded, no link is opened.
privacy-no-login = No account, no cookies.
happened-title = Something has happened already?
happened-lead = Do not be ashamed: these people do this all day. What helps now is to be quick.

## Verdicts, as a word beside a symbol

word-malicious = Scam
word-suspicious = Suspicious
word-undecided = Cannot tell
word-benign = Nothing found
word-genuine = Genuine

## Answer

answer-do-now = What to do now
answer-why = Why
answer-why-genuine = What we saw
answer-mail = The mail
answer-mail-lead = The places that the reasons rest on are marked. The numbers lead to the reason.
answer-reason = Reason { $number }
answer-place = Show the place
answer-more-reasons = { $count ->
    [one] One more reason
   *[other] { $count } more reasons
}
answer-check-another = Check another one
answer-benign-caution = That is no proof that it is honest. If it asks for money, a password, your card or a call that you did not expect, check with the company first, in a way that you already know.
answer-genuine-caution = Even so: pay and sign in only where you always do, not by a link.
answer-undecided-caution = Treat it with care. Do not call, click or pay before somebody you trust has looked at it.
answer-no-reasons = We found nothing that points to a scam.
answer-without-sender = We only saw the text, not who really sent it. If you can save the mail itself (.eml) and choose it here, we can tell more.
answer-from-picture = We read this from a picture or a document, so a letter may be wrong, and who really sent it cannot be seen. With the mail itself (.eml) we can tell more.
answer-from-outlook = We read this from an Outlook file, which does not show whether the sender is genuine.
answer-unread = We could not read everything: { $missing }.
answer-attached = This is about the mail that is attached to the one you gave us.

mail-subject = Subject
mail-from = From
mail-date = Date
mail-text = Text
mail-hidden = Text that the mail hides from you
mail-pdf = Text in the PDF
mail-image = Text in the picture
mail-office = Text in the document
mail-calendar = Text in the calendar entry
mail-qr = In the QR code
mail-nested = Text in the attached message
mail-attachment = Text in the attachment
mail-cut = The text goes on; this is the beginning.
mail-empty = There is no text that can be shown.
mail-look = How the mail looks
mail-look-lead = Without pictures from elsewhere, and nothing in it can be clicked.
mail-look-frame = The mail as it looks
mail-pictures = { $count ->
    [one] One picture was not loaded.
   *[other] { $count } pictures were not loaded.
}
links-title = Where its links really lead
links-lead = Nothing here can be clicked, so that nobody does by accident.
links-shown = shown as
links-mismatch = shows another address
links-of-brand = belongs to { $brand }
links-count = { $count ->
    [one] one link
   *[other] { $count } links
}
links-more = { $count ->
    [one] and one more place
   *[other] and { $count } more places
}
numbers-title = Phone numbers in it
number-listed = listed for { $owner }, from its own pages or mail
number-not_listed = not among the numbers we have from the company itself
number-unknown = we do not know whose it is
number-to-call = the mail wants you to call it

## Something has happened

situation-called = I called the number
situation-card = I gave my card or bank details
situation-installed = I let them into my computer
situation-paid = I paid or sent money
situation-password = I typed in a password
help-title = What to do now
help-order = In this order. The first step is the most urgent.
help-country = Your country
help-country-other = Another country
help-country-change = Show
help-no-country = We do not have the offices of your country. Your bank and the police can tell you where to report it.
help-other-situations = Something else happened too?
help-source = known from { $host }, read { $read }
help-call = Call { $phone }

step-hang-up = End the contact
step-hang-up-how = Hang up. Do not argue and do not call back. If they ring again, do not answer. You owe them nothing.
step-block-card = Call your bank and have the card blocked
step-block-card-how = Use the number printed on your card or in your bank's app, never one from the mail or the caller. Say: "I was scammed and gave away my details."
step-call-bank = Call your bank from another phone
step-call-bank-how = Say that somebody had access to your device. Ask them to block online banking and your cards, and to look for payments that you did not make.
step-watch-account = Watch your account
step-watch-account-how = Look at it every day for a month. Dispute each payment that is not yours, at once; there are time limits.
step-offline = Take the device off the internet
step-offline-how = If they were in your computer or phone: switch off Wi-Fi, pull the network cable, then switch the device off. They cannot go on without it.
step-remove = Remove what they made you install
step-remove-how = Usually AnyDesk, TeamViewer, ScreenConnect, UltraViewer or a "support" program. Remove it in the settings under Apps, and anything else that was installed that day.
step-passwords = Change your passwords on another device
step-passwords-how = First the one of your mailbox, because it opens all others, then your bank, then everywhere you used the same one.
step-second-step = Switch on the second step
step-second-step-how = A code or app at each login ("two-factor") keeps out whoever has your password. Sign out all other devices in the settings of the account.
step-check-device = Have the device checked
step-check-device-how = By somebody you know or a shop that you chose yourself. Do not use it for banking before that.
step-stop-payment = Ask the bank or service to stop the payment
step-stop-payment-how = Call at once. A transfer can often be stopped in the first hours. Say: "I was tricked into this payment." Ask for the written reference.
step-gift-cards = Gift cards: call the company on the card
step-gift-cards-how = Keep the card and the receipt. Ask them to freeze what is left. For crypto currency, tell the exchange you sent it from.
step-keep = Keep everything
step-keep-how = The mail, numbers, names, receipts, times. Do not delete the mail. The bank and the police will ask for it.
step-expect-more = Expect more of them
step-expect-more-how = They share names. Somebody will offer to get your money back, for a fee, or will say he is your bank or the police. That is the same scam again.
step-report = Report it
step-report-how = It helps to get money back, and it warns others.

contact-card = has cards and accounts blocked
contact-report = takes reports of fraud
contact-police = police
contact-advice = advice and help
contact-identity = help when somebody uses your identity

country-au = Australia
country-br = Brazil
country-ca = Canada
country-de = Germany
country-es = Spain
country-fr = France
country-gb = United Kingdom
country-in = India
country-mx = Mexico
country-pt = Portugal
country-us = United States

## Look-up

look-up-heading = What we know
look-up-asked = You asked: { $question }
look-up-again = Ask again

word-known = Known
word-unknown = Not known
word-warning = Be careful

found-number-listed = { $number } is a number of { $brand }.
found-number-listed-caution = But a caller can fake the number that you see. Call it yourself; do not trust a call that shows it.
found-number-hearsay = { $number } is named as a number of { $brand }, but not on a page of { $brand } itself. We cannot vouch for it.
found-number-neutral = { $number } belongs to { $owner }.
found-number-not-listed = { $number } is not among the { $brand } numbers that we have from { $brand } itself.
found-number-unknown = We do not know { $number }. That does not make it safe, and it does not make it a scam.
found-number-none-of-brand = We have no number of { $brand } for that country from { $brand } itself to compare with.
found-number-advice = Do not call a number out of a mail. Open the app or type the address of the company yourself, and look for the number there.

found-domain-brand = { $domain } belongs to { $brand }.
found-domain-brand-caution = Anybody can write that address into a mail as its sender. Give us the whole mail, and we check whether it really came from there.
found-domain-authorised = { $brand } is known to send mail from { $domain }.
found-domain-free = At { $domain } anybody can open a mailbox. No company writes to its customers from there.
found-domain-platform = { $domain } is used by { $platform }. The mail is genuine, but strangers can write parts of it.
found-domain-lookalike = { $domain } looks like { $genuine }, which belongs to { $brand }, but it is not { $brand }'s.
found-domain-unknown = We do not know { $domain }. That does not make it safe, and it does not make it a scam.
found-domain-not-brand = It is none of the domains of { $brand } that we know.

found-order-form = This has the form of { $brand }'s order numbers. A form is easily copied: it does not say whether the order exists.
found-order-check = Open { $url } yourself and look at your orders. What is not there was never ordered.
found-brand = { $brand }: its own site is { $domain }.
found-brand-report = Fakes are reported to: { $report }.
found-nothing = We could not find a phone number, an order number, an address or a company in that.
found-nothing-advice = Paste the whole text of the mail on the first page instead.
found-evidence-page = It stands on { $brand }'s own page (read { $date }).
found-evidence-mail = It stands in genuine mail of { $brand } (read { $date }).

## When it does not work

refused-title = That did not work
refused-empty = There was nothing to check. Choose a file, paste the text of the mail, or type a number.
refused-unknown = This is no mail, no text and no picture that we can read. Save the mail as .eml, or make a screenshot of it. If it is a program, do not open it.
refused-too-long = That is too big. At most { $megabytes } MB can be checked. A screenshot of the mail is enough.
refused-busy = Many people are asking right now. Please try again in a few seconds.
refused-failed = Something went wrong here while reading it. Treat the mail with care, and try a screenshot of it.
refused-often = You have asked very often in a short time. Please wait a minute.
refused-origin = This request came from another website. Please start here.
refused-broken = The upload broke off. Please try again.
refused-slow = The upload took too long. Please try again, perhaps with a screenshot.
refused-missing = There is no such page.
back-to-start = To the first page
