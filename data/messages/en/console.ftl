# The console for those who run offhook. In English only. Short, and exact: its readers decide about other people's mail. What readers of
# their own mail see of it too, the door and the refusal, stands in page.ftl, in all languages.

console-part-verdicts = Verdicts
console-part-quarantine = Quarantine
console-part-rules = Rules
console-part-jobs = Jobs
console-part-health = Health

## One's own account


## All accounts

console-part-accounts = Accounts
console-accounts-help = Accounts are made on the server:
console-accounts-none = There are no accounts yet: everybody signs in with a token.
console-admins-only = Accounts are looked after by administrators.
console-column-role = Role
console-column-account-mailboxes = Mailboxes
console-column-way = Signs in with
console-column-signed-in = Last signed in (UTC)
console-column-account-state = State
console-column-do = Change
console-way-password = password
console-way-totp = password and authenticator
console-way-openid = OpenID Connect
console-never = never
console-account-made = made { $time }
console-account-open = open
console-account-disabled = disabled
console-account-locked = locked until { $time }
console-own-account = This is your own account. Another administrator changes it, or whoever runs the server.
console-own-account-short = your own
console-no-account-deed = Say which account, and what is to be done.
console-do-disable = Disable
console-do-enable = Enable
console-do-unlock = Unlock
console-do-reset-totp = Take authenticator away
console-do-analyst = Make analyst
console-do-reader = Make reader
console-do-mailboxes = Set mailboxes
console-do-admin = Make admin
console-events = What was done
console-events-none = Nothing yet.
console-event-by = by { $actor }
console-deed-created = made
console-deed-password_changed = password changed
console-deed-disabled = disabled
console-deed-enabled = enabled
console-deed-role_changed = role changed
console-deed-removed = removed
console-deed-totp_enrolled = authenticator set up
console-deed-totp_reset = authenticator taken away
console-deed-unlocked = unlocked
console-deed-mailboxes_changed = mailboxes changed
console-mailboxes-none = none
console-mailboxes-of = Mailboxes of { $name }
console-mailboxes-help = On the page "Is this a scam?" the owner of an account is told what the history knows of its mailboxes, and of no others. Separate several with blanks.
console-no-mailboxes = These are no mailboxes: write up to 20 addresses, such as pat@example.org, with blanks between them.
console-mailboxes-of-provider = The mailbox of this account is the address that its provider has verified (openid.mailbox_from_email).

## What is refused

console-settled = Somebody was faster: { $detail }.
console-no-word = Say whether it is a scam or genuine.
console-no-deed = Say what is to be done: release, delete or bring back.
console-nothing-chosen = No message was chosen. Tick those that are meant.
console-too-many = At most 50 messages at once.
console-no-number = This is no telephone number. Write it in international form, such as +18055550142.
console-no-domain = This is no domain. Write it like shop.example.

## Words beside symbols

console-verdict-malicious = Malicious
console-verdict-suspicious = Suspicious
console-verdict-undecided = Undecided
console-verdict-benign = Benign
console-word-scam = Scam
console-word-genuine = Genuine
console-state-held = Held
console-state-released = Released
console-state-deleted = Deleted
console-state-expired = Expired

## Lists

console-column-verdict = Verdict
console-column-time = Time (UTC)
console-column-mail = Subject and sender
console-column-to = Recipient
console-column-attack = Accused of
console-column-action = Action
console-column-choose = Choose
console-column-held = Held since (UTC)
console-column-cause = Why
console-column-changed = What became of it
console-more-recipients = and { $count } more
console-subject-empty = (no subject)
console-subject-not-kept = (subject not kept)
console-field-text = Words in subject, sender or quotes
console-field-verdict = Verdict
console-field-number = Phone number
console-field-brand = Brand
console-field-attack_type = Attack type
console-field-sender_domain = Sender's domain
console-field-recipient = Recipient
console-field-door = Door
console-field-rule = Rule that matched
console-field-since = From (UTC)
console-field-until = Until (UTC)
console-any = Any
console-more-fields = More filters
console-search = Search
console-clear = Show all
console-unclear = “{ $field }” cannot be understood.
console-none-found = No verdict matches.
console-none-yet = Nothing has been judged yet.
console-pages = Pages
console-newest = Newest
console-older = Older

console-live-one = One new verdict.
console-live-many = %s new verdicts.
console-live-behind = More has come in than this page can follow.
console-live-ended = This page is no longer kept up to date: the session has ended, or the server has.
console-live-reload = Load it again
console-live-full = Too many pages are being kept up to date. This one shows what there is when it is loaded.

## One verdict

console-mail = The mail
console-relation = { $relation }
console-judged = Judged
console-claims = Claims to be
console-evidence = Evidence
console-no-evidence = The verdict rests on no observation that is worth telling.
console-checks = Authentication
console-no-checks = Nobody trusted has checked the sender.
console-checked-by = Checked by { $host }.
console-rules-matched = Rules that matched
console-no-rules = None.
console-undecided = { $count ->
    [one] One rule could not be decided
   *[other] { $count } rules could not be decided
}
console-lacks = lacks { $missing }
console-missing-here = Missing in reading this mail: { $missing }.
console-envelope = Envelope
console-mail-from = Envelope sender
console-recipients = Recipients
console-door = Door
console-queue-id = Queue id
console-message-id = Message-ID
console-content = SHA-256
console-record = Record
console-advice = What readers are told
console-feedback = What people say
console-nobody-said = Nobody has said anything yet.
console-note = Note (may be empty)
console-say-scam = It is a scam
console-say-genuine = It is genuine

## Quarantine

console-states = States
console-none-held = Nothing is here.
console-release-chosen = Release chosen …
console-delete-chosen = Delete chosen …
console-choose = Choose “{ $subject }”
console-changed = by { $by }, { $time }
console-confirm-release = { $count ->
    [0] None of these can be released
    [one] Release one message?
   *[other] Release { $count } messages?
}
console-confirm-release-lead = They go to the mail server as they came, and from there to their recipients. This cannot be undone.
console-confirm-delete = { $count ->
    [0] None of these can be deleted
    [one] Delete one message?
   *[other] Delete { $count } messages?
}
console-confirm-delete-lead = Their recipients will not get them. You can undo this for 15 minutes; then their bytes are removed.
console-left = These stay as they are
console-left-malicious = Malicious mail is released by administrators only.
console-left-settled = It is { $state } already.
console-reason = Reason, kept with the message (may be empty)
console-do-release = Release
console-do-delete = Delete
console-did-release = released
console-did-delete = deleted
console-done-release = { $count ->
    [0] Nothing was released
    [one] One message was released
   *[other] { $count } messages were released
}
console-done-delete = { $count ->
    [0] Nothing was deleted
    [one] One message was deleted
   *[other] { $count } messages were deleted
}
console-done-failed = { $count ->
    [one] One message stays as it was.
   *[other] { $count } messages stay as they were.
}
console-undelivered = The mail server did not take it: { $why }. It is held as before.
console-held = Held back
console-held-from = From recipient
console-size = Size
console-bytes = { $bytes } bytes
console-to-verdict = The verdict it was held for
console-download = Download
console-download-help = The download is the mail as it came. Open it only where nothing in it can run.
console-bounce = (empty: a bounce)
console-judged-again = Read again just now to mark the places; the verdict above is the one it was held for.
console-mail-gone = The message is no longer held, and its text is no longer here.
console-mail-failed = The engine failed over this message. Its text cannot be shown.

## Numbers and senders

console-above-number = Phone number
console-above-domain = Sender's domain
console-whose = Whose it is
console-unknown-number = The registry does not know this number.
console-unknown-domain = The registry does not know this domain.
console-owner-listed = { $owner } names it on its own pages or in its own mail.
console-owner-hearsay = It is said to be a number of { $owner }, though not by { $owner } itself.
console-owner-neutral = It is a number of { $owner }, which mail may name without pretending to be anybody.
console-domain-brand = { $owner } sends mail from it.
console-domain-free = Anybody may open a mailbox there.
console-domain-platform = It is a domain of the platform { $owner }.
console-domain-imitates = It looks like { $owner } and is not.
console-seen = What was seen
console-never-seen = No mail that is kept has it.
console-seen-mails = Mails
console-seen-cut = at least { $count }
console-seen-recipients = Recipients
console-seen-first = First seen
console-seen-last = Last seen
console-seen-brands = Brands claimed with it
console-seen-numbers = Numbers beside it
console-seen-domains = Senders' domains
console-seen-neighbours = Neighbouring numbers
console-seen-newest = Newest mails
console-seen-all = All verdicts with it
console-plot-days = Mails by day
console-plot-days-said = { $count ->
    [one] One mail by day. The table below has each figure.
   *[other] { $count } mails by day: those accused, and the others. The table below has each figure.
}
console-day = Day
console-accused = Malicious or suspicious
console-others = Others
console-as-table = As a table

## Rules

console-rules-own = { $count } rules of offhook's own are loaded
console-rules-foreign = { $count ->
    [0] and none of others.
   *[other] and { $count } of others.
}
console-rules-read-only = Rules are files; they are changed there and checked with “offhook rules check”. Administrators can write rules here once a directory for them is set (rules.editable).
console-rules-editable = Rules of offhook's own and of others are files and are changed there. Rules of your own are written here, by administrators; they name what they match and have no weight in the verdict.
console-rules-refused = Not loaded
console-rule-own = offhook's own
console-rule-foreign = of others
console-rule-editable = yours
console-rules-more = { $count } more are not listed.
console-rule-state-enabled = Enabled
console-rule-state-disabled = Disabled
console-rule-state-draft = Draft
console-rule-state-refused = Refused
console-rule-has-draft = with a newer draft
console-rule-too-few = too few ({ $scam } of { $all })
console-rule-share = { $percent } % ({ $scam } of { $all })
console-column-rule = Rule
console-column-state = State
console-column-week = 7 days
console-column-month = 30 days
console-column-precision = Scams by feedback
console-column-undecided = Undecided
console-rule-figures-help = Mails that it matched, counted by day (UTC) since records are kept. Feedback is the last word said on each of them. Undecided is counted over 30 days.
console-rule-verdicts = All verdicts that it matched
console-rule-lacked = Undecided for want of
console-rule-source = Source
console-rule-edit = Edit …
console-rule-new = New rule
console-administrators = This is for administrators only.
console-no-rule-deed = Say what is to be done with the rule.
console-rule-failed = The rule stays as it was: { $detail }.
console-rule-taken = There is a rule in a file of this name already. Take another name, or edit that one.
console-rule-mistakes = It is not enabled: there are mistakes in it.
console-rule-tests-fail = Its own tests fail.
console-rule-untried = It is not enabled: it has to be back-tested first, as it stands now.
console-rule-genuine = { $count ->
    [one] It would match one genuine mail
   *[other] It would match { $count } genuine mails
}
console-rule-tried = Back-tested as it stands here on { $mails } mails: { $new } matched anew, { $lost } no longer.
console-rule-seen = I have seen which, and want it enabled all the same.
console-rule-file = Name of its file
console-rule-file-help = Small letters, digits, - and _. It stays; the name of the rule can be changed.
console-rule-text = Rule
console-rule-reason = Why it is changed, kept with the version (may be empty)
console-rule-check = Check
console-rule-test = Run its tests
console-rule-save = Save draft
console-rule-also = Back-test on mail to import as well
console-rule-also-none = no
console-rule-backtest = Back-test …
console-rule-backtest-help = Saves it as a draft and tries it on all mail that is held and on the examples of offhook's own rules. Only then can it be enabled.
console-rule-enable = Enable
console-rule-disable = Disable
console-rule-checked = What is wrong
console-rule-clean = No mistake was found.
console-rule-line = Line { $count }
console-rule-wants = It asks for what this installation does not have: { $missing }. Over mail that needs it, the rule is undecided.
console-rule-tests = Its tests
console-rule-no-tests = It has none. A rule with a mail that matches and a twin that does not can be told from one that always matches.
console-rule-passed = All tests pass.
console-rule-versions = Versions
console-rule-restore = Restore as draft

## Jobs

console-jobs-lead = Long work: one job at a time, while the doors leave a worker free. Jobs and what came of them end with the server; results are kept for a day.
console-jobs-none = No job has been begun since the server started, or they have all expired.
console-job-gone = There is no such job. Jobs end with the server that they were begun on, and results are kept for a day.
console-job-backtest = Back-test
console-job-rescan = Judge held mail again
console-job-import = Import
console-job-state-waiting = Waiting
console-job-state-running = Running
console-job-state-done = Done
console-job-state-cancelled = Cancelled
console-job-state-failed = Failed
console-job-progress = { $done } of { $of }
console-job-rests = rests: the doors need every worker
console-job-said = { $kind }: { $state }.
console-job-cancel = Cancel
console-job-not-begun = { $detail }.
console-job-unread = { $count } could not be read, or are no longer held.
console-no-job = Say what is to be done.
console-column-job = Job
console-column-asked = Begun (UTC)
console-column-progress = Progress
console-column-corpus = From
console-rescan-help = Shows which held mail would have another verdict by the rules of now. Nothing is released or changed by it.
console-rescan-begin = Begin
console-rescan-mails = Judged again
console-rescan-changed = Another verdict
console-rescan-same = Every verdict is the same.
console-rescan-before = Held for
console-rescan-now = Now
console-import-folder = Import from the server
console-import-help = Judges mail and keeps records of it. It is not delivered, held or kept, and the history hears nothing of it.
console-import-name = File or folder below the directory that is set
console-import-mailbox = Whose mailbox it is from (may be empty)
console-import-begin = Import
console-import-no-directory = No directory to import from is set (console.import_directory).
console-import-upload = Import a file
console-import-upload-help = A mail (.eml) or an mbox of up to { $megabytes } MB.
console-import-file = File
console-import-recorded = Recorded
console-import-unread = Unread
console-import-cut = There was more: one import brings 100,000 mails at most.
console-import-verdicts = The verdicts on imported mail
console-no-upload = No file was chosen, or it is empty.
console-upload-too-long = The file is too large.
console-tried-held = held mail
console-tried-example = test “{ $test }” of “{ $rule }”
console-tried-genuine-help = People say that these are genuine, or they are examples of genuine mail. Look at each before you enable the rule.
console-tried-mails = Mails tried
console-tried-matched = Matched
console-tried-new = Matched anew
console-tried-lost = No longer matched
console-tried-scam = Anew, said to be a scam
console-tried-back = Back to the rule
console-tried-by-verdict = Matched anew, by the verdict on them
console-tried-new-title = Matched anew
console-tried-lost-title = No longer matched

## Health

console-health-lead = What this server has done since it started. The same figures are at /metrics.
console-now = Now
console-queue = { $waiting } of { $places } places in the queue are taken.
console-store = The store is { $place }.
console-holding = { $held } messages are held back, { $megabytes } MB.
console-worries = To look into
console-no-worries = Nothing: no mail was put off, lost or failed over.
console-missing-title = Missing capabilities
console-missing-lead = What could not be read or asked, with the number of mails judged without it.
console-missing-none = Nothing was missing in judging any mail.
console-messages = Mail judged
console-messages-none = Nothing has been judged yet.
console-figures = All counters
console-figure = What is counted
console-how-many = Count

## Overview

console-part-overview = Overview
console-windows = How far back
console-window-24h = 24 hours
console-window-7d = 7 days
console-window-30d = 30 days
console-window-90d = 90 days
console-overview-mails = Mails judged
console-overview-held = Held now
console-overview-waiting = Reports waiting
console-overview-nothing = Nothing was judged in this time.
console-overview-help = Days and hours are in UTC; the last one is not over yet. The figures are those of the records that are kept: what has expired or was purged is no longer counted.
console-plot-verdicts = Verdicts
console-plot-verdicts-said = { $count ->
    [one] One mail by verdict, over time. The table below has each figure.
   *[other] { $count } mails by verdict, over time. The table below has each figure.
}
console-plot-accused = Malicious and suspicious mail by attack
console-plot-accused-said = { $count ->
    [one] One attack by its kind, over time. The table below has each figure.
   *[other] { $count } attacks by their kind, over time; a mail may be of several. The table below has each figure.
}
console-plot-brands = Brands that such mail claims to be from
console-plot-brands-said = The brands that most malicious and suspicious mails claim to be from; first { $first }. The table below has each figure.
console-plot-numbers = Phone numbers in such mail
console-plot-numbers-said = The phone numbers in most malicious and suspicious mails; first { $first }. The table below has each figure.
console-plot-latency = Time to judge a mail
console-plot-latency-said = How long judging took, over time: for half of the mails, for 95 and for 99 of a hundred. The table below has each figure.
console-plot-name = Name
console-quantile-50 = half took no longer
console-quantile-95 = 95 of 100
console-quantile-99 = 99 of 100

## Inside a mail

console-took = in { $time }
console-inside-not-held = The mail is not held, so its hops, header fields and parts can no longer be shown, and no rule be followed through it.
console-hops = How it came
console-hops-none = No host has left a line.
console-hops-lead = From the sender down to the mailbox. Only the lines from the border on are by hosts of yours; whoever sent the mail can have made up those before it. Times are in UTC.
console-hops-unknown = From the sender down to the mailbox. Which host took it in is not known: any of these lines may be made up. Times are in UTC.
console-hop-border = The border: here it was taken in
console-hop-claimed = As the sender’s side says
console-hop-from = from { $host }
console-hop-after = { $time } later
console-hop-before = { $time } before the line above it
console-fields = Header
console-parts-of-mail = Parts
console-part-declared = declared as { $type }
console-part-letters = { $letters } letters and digits to read
console-part-number = the number { $number }
console-part-locked = encrypted, and not opened
console-part-unread = not read: { $why }
console-parts-more = { $count ->
    [one] One more part is not listed.
   *[other] { $count } more parts are not listed.
}
console-defects = { $count ->
    [one] One thing is broken in it
   *[other] { $count } things are broken in it
}
console-trace = A rule, part by part
console-trace-any = Follow a rule through this mail
console-trace-lead = Each part of the rule with what it comes to for this mail, read again just now.
console-trace-rule = Rule
console-trace-show = Show
console-trace-cut = The rule has more parts than are shown.
console-trace-not-held = The mail is no longer held: no rule can be followed through it.
console-outcome-true = It matches.
console-outcome-false = It does not match.
console-outcome-null = It does not match: what it asks about is not there.
console-outcome-unclear = It is not decided: something was missing.

## History

console-history = History
console-history-lead = What the history knows at this moment, this mail included.
console-history-not-kept = No history is kept ([history] url), so nothing is known but the records.
console-history-silent = The history does not answer at this moment.
console-history-sender = Sender
console-history-domain = Sender’s domain
console-history-number = Number
console-history-text = The same text, or nearly the same
console-history-template = The same shape
console-history-never = Never seen.
console-history-seen = { $mails } mails to { $mailboxes } mailboxes, from { $first } to { $last }
console-history-authenticated = Authenticated: { $mails } mails to { $mailboxes } mailboxes, from { $first } to { $last }
console-history-claimed = In its name, but vouched for by nobody: { $mails } mails to { $mailboxes } mailboxes, from { $first } to { $last }
console-history-judged = Of the newest: { $malicious } malicious, { $suspicious } suspicious, { $benign } benign
console-history-taught-malicious = A person called it bad
console-history-taught-benign = A person called it good
console-history-written-to = Somebody here has written to it
console-history-reputation = Bad name: { $reputation } of 1
console-history-widely-used = Widely used in genuine mail
console-history-neighbours = { $count ->
    [one] One neighbouring number was in bad mail
   *[other] { $count } neighbouring numbers were in bad mail
}
console-history-senders = { $count ->
    [one] One authenticated domain has sent it
   *[other] { $count } authenticated domains have sent it
}

## Campaigns

console-part-campaigns = Campaigns
console-campaigns-lead = Malicious and suspicious mails that share a number, a text or a shape.
console-campaigns-none = No two malicious or suspicious mails of this time share anything.
console-campaign-lead = The malicious and suspicious mails that share it.
console-no-campaign = Say what the mails share: a number, a text or a template.
console-alike = Mail like this
console-shared-number = The number { $number }
console-shared-text = The text { $hash }
console-shared-template = The shape { $hash }
console-shared-others = { $count ->
    [one] and one more thing in common
   *[other] and { $count } more things in common
}
console-order-largest = Largest first
console-order-newest = Newest first
console-column-shared = In common
console-column-mailboxes = Mailboxes
console-column-newest = Newest (UTC)
console-column-sample = Sample

## Reports of readers

console-part-reports = Reports
console-reports-lead = What readers sent in because it looked wrong to them. What you say is kept on the report and on the verdict.
console-reports-open = Waiting
console-reports-answered = Answered
console-reports-by = Reported by
console-reports-verdict = Verdict then
console-reports-mail = Reported mail
console-reports-answer = It is …
console-reports-close = Close
console-reports-none = No report waits.
console-reports-none-answered = No report was answered.
console-reports-unknown = No verdict is kept on it.
console-report-unjudged = Not judged
console-report-scam = Scam, says { $by }, { $time }
console-report-genuine = Genuine, says { $by }, { $time }
console-report-closed = Closed by { $by }, { $time }
console-report-answered = Somebody was faster: this report is answered, or it is gone.

## Brands

console-part-brands = Brands
console-brands-lead = An entry is read again once a year; what is older is marked. A number counts as listed only where the brand itself names it; the second figure counts the others too.
console-brands-count = { $shown } of { $all } brands
console-brands-name = Name or domain
console-brands-none = No brand has it.
console-brand-sector = Sector
console-brand-countries = Countries
console-brand-domains = Domains
console-brand-numbers = Numbers
console-brand-own = your own
console-brand-stale = to be read again
console-brand-entry = The entry
console-brand-named = Named
console-brand-date = Gathered
console-brand-file = File
console-brand-check = Check orders at
console-brand-check-hint = What to look for
console-brand-report = Report fakes to
console-brand-report-source = It says so at
console-brand-abused = Callback scams use its name often.
console-brand-verdicts = Verdicts that claim it
console-brand-no-numbers = No number of it is known.
console-brand-read = from its own pages or mail, read in { $date }
console-brand-hearsay = not from the brand itself, so it does not count as listed; read in { $date }
console-brand-policies = What it says it does and never does
console-brand-not-by-it = not said by the brand itself
console-brand-mail-domains = It sends mail from
console-brand-web-domains = Its sites
console-brand-authorised = Others that send for it
console-brand-customers = Anybody may have a mailbox there
console-brand-open = Anybody may publish there

## Settings

console-part-settings = Settings
console-settings-set = { $count ->
    [0] All settings are as they come.
    [one] One setting is set; the others are as they come.
   *[other] { $count } settings are set; the others are as they come.
}
console-settings-lead = As the server was started with them. They are changed in the configuration file, or by environment variables; passwords are not shown.
console-settings-none = This server does not tell its settings.
console-settings-of-section = { $count ->
    [0] as they come
    [one] one set
   *[other] { $count } set
}
console-setting = Setting
console-setting-value = Value
console-setting-origin = Comes from
console-setting-unset = (not set)
console-origin-default = default
console-origin-environment = ${ $name }

## Undo

console-did-restore = brought back
console-do-restore = Undo
console-restore-chosen = Bring back chosen
console-done-restore = { $count ->
    [0] Nothing was brought back
    [one] One message was brought back
   *[other] { $count } messages were brought back
}
console-undo-lead = { $count ->
    [one] You can bring it back for { $minutes } minutes. Then its bytes are removed.
   *[other] You can bring them back for { $minutes } minutes. Then their bytes are removed.
}
console-undo-until = can be brought back until { $time }
console-undo-over = can no longer be brought back
