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

## Somebody who has signed in, and what his own mailbox has seen

reader-sign-in = Sign in
reader-sign-out = Sign out
reader-signed-in = Signed in: { $name }
reader-console = Console
reader-account = My account
privacy-login = You need no account. If you sign in, a cookie remembers that until you sign out.
privacy-signed-in = You are signed in: what your own mailbox has seen is looked up too. Nothing is added to that.

own-title = In your mailbox
own-asked = Looked up: { $mailboxes }
own-sign-in = If you have an account here and sign in, we also look up what your own mailbox has seen of it.
own-no-mailbox = No mailbox belongs to your account yet. Whoever looks after offhook here can enter it.
own-silent = What your mailbox has seen cannot be looked up right now. This answer is without it.
own-not-kept = Here nothing is kept of what mailboxes have seen, so nothing can be said of yours.
own-mail = The mail was also compared with what your mailbox has seen before. Nothing was added to that.
own-sender-none = You have had no mail from this sender that we know of.
own-sender-seen = { $count ->
    [one] You have had one mail from this sender, on { $last }.
    [256] You have had mail from this sender since { $first }, at least 256 times; the last was on { $last }.
   *[other] You have had mail from this sender since { $first }, { $count } times; the last was on { $last }.
}
own-sender-claimed = { $count ->
    [one] One mail came to you in its name, on { $last }, without proof that it was really the sender.
    [256] At least 256 mails have come to you in its name since { $first }, the last on { $last }, without proof that it was really the sender.
   *[other] { $count } mails have come to you in its name since { $first }, the last on { $last }, without proof that it was really the sender.
}
own-written = { $count ->
    [one] You wrote to it on { $last }.
   *[other] You have written to it since { $first }, the last time on { $last }.
}
own-sender-caution = That you know an address does not prove that the next mail comes from it, nor that nobody else has got into it.
own-scam-only = That mail was a scam.
own-scams = { $count ->
    [one] One of them was a scam.
   *[other] { $count } of them were scams.
}
own-doubtful-only = That mail was suspicious.
own-doubtful = { $count ->
    [one] One of them was suspicious.
   *[other] { $count } of them were suspicious.
}
own-number-warning = This number stood in scams that were sent to you. Do not call it.
own-number-none = This number was in no mail to you that we know of.
own-number-seen = { $count ->
    [one] This number was in one mail to you, on { $last }.
    [256] This number was in at least 256 mails to you, first on { $first }, last on { $last }.
   *[other] This number was in { $count } mails to you, first on { $first }, last on { $last }.
}
own-number-named-seen = { $count ->
    [one] { $number } was in one earlier mail to you, on { $last }.
    [256] { $number } was in at least 256 earlier mails to you, first on { $first }, last on { $last }.
   *[other] { $number } was in { $count } earlier mails to you, first on { $first }, last on { $last }.
}
own-order-matched = Your mailbox holds a genuine mail of { $brand } with this order number, of { $date }.
own-order-caution = The order is real. But whoever has seen that mail can quote its number in a false one.
own-order-absent = { $count ->
    [one] The one genuine mail of { $brand } that your mailbox got in the last year does not name this order.
    [256] None of the latest 256 genuine mails of { $brand } in your mailbox names this order.
   *[other] None of the { $count } genuine mails of { $brand } that your mailbox got in the last year names this order.
}
own-order-unknown = We know of no genuine mail of { $brand } in your mailbox that names an order, so there is nothing to compare it with.
own-mail-order-matched = Your mailbox holds an earlier genuine mail of this company that names the same order.
own-mail-order-absent = { $count ->
    [one] The one genuine mail of this company that your mailbox got in the last year does not name this order.
    [256] None of the latest 256 genuine mails of this company in your mailbox names this order.
   *[other] None of the { $count } genuine mails of this company that your mailbox got in the last year names this order.
}
date-in-words = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }

## Signing in

console-home = offhook: the console
console-sign-in = Sign in
console-sign-in-lead = With your account you also learn here what your own mailbox has seen. The console, which shows mail of other people, takes the role analyst or admin.
console-account-name = Name
console-password = Password
console-enter = Sign in
console-sign-in-token = Sign in with a token
console-token = Token
console-token-help = Whoever runs this server makes one:
console-enter-token = Sign in with the token
console-sign-out = Sign out
console-wrong-password = Name or password are wrong, or too many attempts have failed and the name is locked for a while.
console-wrong-token = This token does not count. It may be mistyped, revoked, or too old.
console-low-role = This token may only have mail checked. The console takes one with the role analyst or admin.
console-too-often = Too many attempts. Try again in { $seconds } seconds.
console-code-title = One more step
console-code-lead = Type the code that your authenticator shows.
console-code = Code
console-code-help = Six digits. If the authenticator is lost, type one of your recovery codes instead.
console-wrong-code = This code does not count. It may be mistyped, too old or used already; after several failures there is a wait.
console-openid-sign-in = Sign in with { $host }
console-openid-late = This sign-in was not begun here, or it took too long. Begin again.
console-openid-refused = Your organisation's provider did not sign you in.
console-openid-away = Your organisation's provider does not answer as it should. Try again later; the server's log says why.
console-openid-token = What your organisation's provider answered is not believed; the server's log says why.
console-openid-no-role = Your organisation's provider knows you, but none of your roles opens anything here.
console-openid-disabled = Your account is disabled here. An administrator can enable it.
console-welcome = You are signed in
console-go-on = Go on
console-part-account = My account
console-notice = Not done
console-back = Go on
console-foreign-form = This form was not sent from a page of this site, or it is from a session that has ended. Go back, load the page again, and repeat it.
console-broken-form = The form was not received whole. Please send it again.
console-away = The store does not answer. The server's log says why.
console-busy = The server is busy. Try again in a few seconds.
console-cancel = Cancel
console-readers-only = The console is for those who look after the mail of everybody. What your own mailbox has seen is told you on the page "Is this a scam?".

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

# One's own account, which readers have as well.
console-account-openid = You are signed in by { $issuer }. Password and second factor are set there.
console-account-token = You are signed in with a token. Whoever runs this server makes and revokes tokens.
console-authenticator = Authenticator
console-code-late = Nothing is being set up here any more. Begin again.
console-missing = There is no such thing here, or it is no longer kept.
console-own-mailboxes = Your mailboxes: { $mailboxes }
console-parts = Parts of the console
console-password-again = The same again
console-password-change = Change the password
console-password-common = This password is among those that are tried first. Choose words that do not belong together.
console-password-differs = The two new passwords are not the same.
console-password-help = At least 12 characters. A few words that do not belong together are good.
console-password-holds-name = A password does not hold the name of the account.
console-password-long = A password has at most 1024 bytes.
console-password-new = New password
console-password-now = Your password now
console-password-short = A password has at least 12 characters.
console-recovery = Recovery codes
console-recovery-kept = I have kept them
console-recovery-lead = Each lets you in once when the authenticator is lost. Keep them where it is not. They are not shown again.
console-recovery-left = { $count ->
    [0] No recovery code is left.
    [one] One recovery code is left.
   *[other] { $count } recovery codes are left.
}
console-session-end = Sign out there
console-session-idle = { $count ->
    [0] used just now
    [one] used a minute ago
   *[other] used { $count } minutes ago
}
console-session-own = (here)
console-session-since = since { $time } UTC,
console-sessions = Where you are signed in
console-sessions-end = Sign out everywhere else
console-title = Console
console-totp-begin = Begin
console-totp-code = QR code with the secret
console-totp-confirm = The code it shows now
console-totp-done = Your authenticator is set up. All your other sessions have ended.
console-totp-finish = Confirm
console-totp-lead = An authenticator is a program on your telephone or computer that shows a new code every half minute.
console-totp-off = Only your password is asked for when you sign in. With an authenticator, whoever learns it cannot get in.
console-totp-on = A code of your authenticator is asked for when you sign in.
console-totp-open = Open in an authenticator on this device
console-totp-replace = Set up another authenticator …
console-totp-replaces = The one you have now, and your recovery codes, will no longer count.
console-totp-required = This server asks for an authenticator: a program on your telephone or computer that shows a new code every half minute. Set one up to go on.
console-totp-scan = Scan this with your authenticator.
console-totp-set-up = Set up an authenticator …
console-totp-type = Or type this into it:
console-wrong-own-password = This is not your password, or too many attempts have failed and your name is locked for a while.
console-wrong-set-up-code = This is not the code that the authenticator shows now. Is its clock right?
