# Die Seite „Ist das Betrug?“. Wer sie liest, ist vielleicht erschrocken und in Eile: kurze Sätze, einfache Wörter.

language-name = Deutsch

## Every page

page-title = Ist das Betrug?
skip-to-content = Zum Inhalt springen
home = offhook: Ist das Betrug?
languages = Sprache
footer-privacy = Was Sie senden, wird nicht gespeichert. Es wird hier gelesen, beantwortet und vergessen.
footer-limits = offhook kann sich irren. Fragen Sie im Zweifel das Unternehmen selbst, auf einem Weg, den Sie schon kennen.
open-source = offhook ist freie Software.

## Start

start-lead = Eine E-Mail macht Ihnen Sorgen? Zeigen Sie sie hier, bevor Sie anrufen, zahlen oder klicken.
form-file = E-Mail oder Bildschirmfoto auswählen
form-file-help = Eine gespeicherte E-Mail (.eml oder .msg), ein Bild oder ein PDF. Bis zu { $megabytes } MB.
form-drop = Oder hierher ziehen oder einfügen.
form-or = oder
form-text = Text der E-Mail einfügen
form-text-help = Am besten alles, auch den Absender.
form-check = Prüfen
form-checking = Wird gelesen …
form-chosen = Ausgewählt: { $name }
look-up-title = Nur eine Nummer oder Adresse?
form-line = Telefonnummer, Bestellnummer oder Absender
form-line-help = Zum Beispiel: „+1 803 555 0142, ist das Amazon?“
form-look-up = Nachsehen
privacy-title = Was damit geschieht
privacy-stored = Nichts wird gespeichert. Ihre E-Mail wird im Arbeitsspeicher gelesen und vergessen, sobald Sie die Antwort haben.
privacy-hosts = Nichts geht an andere Unternehmen. Kein Bild aus der E-Mail wird geladen, kein Link geöffnet.
privacy-no-login = Keine Anmeldung, keine Cookies.
happened-title = Ist schon etwas passiert?
happened-lead = Sie müssen sich nicht schämen: Diese Leute tun den ganzen Tag nichts anderes. Jetzt hilft es, schnell zu sein.

## Verdicts, as a word beside a symbol

word-malicious = Betrug
word-suspicious = Verdächtig
word-undecided = Nicht zu sagen
word-benign = Nichts gefunden
word-genuine = Echt

## Answer

answer-do-now = Was Sie jetzt tun sollten
answer-why = Warum
answer-why-genuine = Was uns aufgefallen ist
answer-mail = Die E-Mail
answer-mail-lead = Die Stellen, auf denen die Gründe beruhen, sind markiert. Die Zahlen führen zum Grund.
answer-reason = Grund { $number }
answer-place = Stelle zeigen
answer-more-reasons = { $count ->
    [one] Ein weiterer Grund
   *[other] { $count } weitere Gründe
}
answer-check-another = Noch etwas prüfen
answer-benign-caution = Das beweist nicht, dass sie ehrlich ist. Wenn sie Geld, ein Passwort, Ihre Karte oder einen Anruf will, mit dem Sie nicht gerechnet haben, fragen Sie zuerst beim Unternehmen nach, auf einem Weg, den Sie schon kennen.
answer-genuine-caution = Trotzdem: Zahlen Sie und melden Sie sich nur dort an, wo Sie es immer tun, nicht über einen Link.
answer-undecided-caution = Seien Sie vorsichtig. Rufen Sie nicht an, klicken und zahlen Sie nicht, bevor jemand darauf geschaut hat, dem Sie vertrauen.
answer-no-reasons = Wir haben nichts gefunden, das auf Betrug hindeutet.
answer-without-sender = Wir haben nur den Text gesehen, nicht, wer ihn wirklich gesendet hat. Wenn Sie die E-Mail selbst speichern (.eml) und hier auswählen können, können wir mehr sagen.
answer-from-picture = Das haben wir aus einem Bild oder Dokument gelesen. Ein Buchstabe kann falsch sein, und wer es wirklich gesendet hat, ist nicht zu sehen. Mit der E-Mail selbst (.eml) können wir mehr sagen.
answer-from-outlook = Das haben wir aus einer Outlook-Datei gelesen. Ob der Absender echt ist, zeigt sie nicht.
answer-unread = Wir konnten nicht alles lesen: { $missing }.
answer-attached = Das gilt der E-Mail, die an die Ihre angehängt ist.

mail-subject = Betreff
mail-from = Von
mail-date = Datum
mail-text = Text
mail-hidden = Text, den die E-Mail vor Ihnen verbirgt
mail-pdf = Text im PDF
mail-image = Text im Bild
mail-office = Text im Dokument
mail-calendar = Text im Kalendereintrag
mail-qr = Im QR-Code
mail-nested = Text der angehängten Nachricht
mail-attachment = Text im Anhang
mail-cut = Der Text geht weiter; dies ist der Anfang.
mail-empty = Es gibt keinen Text, der sich zeigen lässt.
mail-look = So sieht die E-Mail aus
mail-look-lead = Ohne Bilder von anderswo, und nichts darin lässt sich anklicken.
mail-look-frame = Die E-Mail, wie sie aussieht
mail-pictures = { $count ->
    [one] Ein Bild wurde nicht geladen.
   *[other] { $count } Bilder wurden nicht geladen.
}
links-title = Wohin die Links wirklich führen
links-lead = Hier lässt sich nichts anklicken, damit es niemand aus Versehen tut.
links-shown = angezeigt als
links-mismatch = zeigt eine andere Adresse an
links-of-brand = gehört zu { $brand }
links-count = { $count ->
    [one] ein Link
   *[other] { $count } Links
}
links-more = { $count ->
    [one] und ein weiteres Ziel
   *[other] und { $count } weitere Ziele
}
numbers-title = Telefonnummern darin
number-listed = eine Nummer von { $owner }, laut eigener Seite oder Post
number-not_listed = nicht unter den Nummern, die wir vom Unternehmen selbst haben
number-unknown = wir wissen nicht, wem sie gehört
number-to-call = die E-Mail will, dass Sie dort anrufen

## Something has happened

situation-called = Ich habe dort angerufen
situation-card = Ich habe Karten- oder Bankdaten genannt
situation-installed = Ich habe sie auf meinen Computer gelassen
situation-paid = Ich habe gezahlt oder Geld gesendet
situation-password = Ich habe ein Passwort eingegeben
help-title = Was jetzt zu tun ist
help-order = In dieser Reihenfolge. Der erste Schritt ist der dringendste.
help-country = Ihr Land
help-country-other = Ein anderes Land
help-country-change = Anzeigen
help-no-country = Die Stellen Ihres Landes kennen wir nicht. Ihre Bank und die Polizei sagen Ihnen, wo Sie es melden können.
help-other-situations = Ist noch etwas anderes passiert?
help-source = bekannt von { $host }, gelesen { $read }
help-call = Anrufen: { $phone }

step-hang-up = Brechen Sie den Kontakt ab
step-hang-up-how = Legen Sie auf. Streiten Sie nicht und rufen Sie nicht zurück. Gehen Sie nicht ran, wenn es wieder klingelt. Sie schulden diesen Leuten nichts.
step-block-card = Rufen Sie Ihre Bank an und lassen Sie die Karte sperren
step-block-card-how = Nehmen Sie die Nummer auf Ihrer Karte oder in der App Ihrer Bank, nie eine aus der E-Mail oder vom Anrufer. Sagen Sie: „Ich wurde betrogen und habe meine Daten preisgegeben.“
step-call-bank = Rufen Sie Ihre Bank von einem anderen Telefon an
step-call-bank-how = Sagen Sie, dass jemand Zugriff auf Ihr Gerät hatte. Lassen Sie Online-Banking und Karten sperren und nach Zahlungen suchen, die nicht von Ihnen sind.
step-watch-account = Behalten Sie Ihr Konto im Auge
step-watch-account-how = Sehen Sie einen Monat lang jeden Tag nach. Widersprechen Sie jeder fremden Zahlung sofort; dafür gibt es Fristen.
step-offline = Trennen Sie das Gerät vom Internet
step-offline-how = Wenn sie auf Ihrem Computer oder Handy waren: WLAN aus, Netzwerkkabel ziehen, dann das Gerät ausschalten. Ohne Internet kommen sie nicht weiter.
step-remove = Entfernen Sie, was Sie installieren sollten
step-remove-how = Meist AnyDesk, TeamViewer, ScreenConnect, UltraViewer oder ein „Support“-Programm. Entfernen Sie es in den Einstellungen unter „Apps“, ebenso alles andere, was an diesem Tag installiert wurde.
step-passwords = Ändern Sie Ihre Passwörter auf einem anderen Gerät
step-passwords-how = Zuerst das Ihres E-Mail-Postfachs, denn es öffnet alle anderen, dann das Ihrer Bank, dann überall, wo Sie dasselbe benutzt haben.
step-second-step = Schalten Sie die Anmeldung in zwei Schritten ein
step-second-step-how = Ein Code oder eine App bei jeder Anmeldung hält fern, wer Ihr Passwort kennt. Melden Sie in den Einstellungen des Kontos alle anderen Geräte ab.
step-check-device = Lassen Sie das Gerät prüfen
step-check-device-how = Von jemandem, den Sie kennen, oder in einem Geschäft, das Sie selbst ausgesucht haben. Bis dahin kein Online-Banking damit.
step-stop-payment = Bitten Sie die Bank oder den Dienst, die Zahlung zu stoppen
step-stop-payment-how = Rufen Sie sofort an. In den ersten Stunden lässt sich eine Überweisung oft noch aufhalten. Sagen Sie: „Ich wurde zu dieser Zahlung überlistet.“ Lassen Sie sich das schriftlich bestätigen.
step-gift-cards = Gutscheinkarten: Rufen Sie das Unternehmen auf der Karte an
step-gift-cards-how = Bewahren Sie Karte und Kassenbon auf. Bitten Sie darum, den Rest zu sperren. Bei Kryptowährung: Sagen Sie der Börse Bescheid, von der Sie sie gesendet haben.
step-keep = Heben Sie alles auf
step-keep-how = E-Mail, Nummern, Namen, Belege, Uhrzeiten. Löschen Sie die E-Mail nicht. Bank und Polizei werden danach fragen.
step-expect-more = Rechnen Sie mit weiteren Versuchen
step-expect-more-how = Solche Leute geben Namen weiter. Jemand wird anbieten, Ihr Geld gegen eine Gebühr zurückzuholen, oder sich als Bank oder Polizei ausgeben. Das ist wieder derselbe Betrug.
step-report = Melden Sie es
step-report-how = Das hilft, Geld zurückzubekommen, und warnt andere.

contact-card = sperrt Karten und Konten
contact-report = nimmt Meldungen über Betrug entgegen
contact-police = Polizei
contact-advice = Rat und Hilfe
contact-identity = hilft, wenn andere sich als Sie ausgeben

country-au = Australien
country-br = Brasilien
country-ca = Kanada
country-de = Deutschland
country-es = Spanien
country-fr = Frankreich
country-gb = Vereinigtes Königreich
country-in = Indien
country-mx = Mexiko
country-pt = Portugal
country-us = Vereinigte Staaten

## Look-up

look-up-heading = Was wir wissen
look-up-asked = Ihre Frage: { $question }
look-up-again = Noch einmal fragen

word-known = Bekannt
word-unknown = Nicht bekannt
word-warning = Vorsicht

found-number-listed = { $number } ist eine Nummer von { $brand }.
found-number-listed-caution = Aber die angezeigte Nummer eines Anrufers lässt sich fälschen. Rufen Sie selbst dort an; trauen Sie keinem Anruf, der sie anzeigt.
found-number-hearsay = { $number } wird als Nummer von { $brand } genannt, aber nicht auf einer Seite von { $brand } selbst. Wir können nicht dafür einstehen.
found-number-neutral = { $number } gehört zu { $owner }.
found-number-not-listed = { $number } ist nicht unter den Nummern von { $brand }, die wir von { $brand } selbst haben.
found-number-unknown = Wir kennen { $number } nicht. Das macht sie nicht sicher, und es macht sie nicht zum Betrug.
found-number-none-of-brand = Wir haben von { $brand } selbst keine Nummer für dieses Land zum Vergleichen.
found-number-advice = Rufen Sie keine Nummer aus einer E-Mail an. Öffnen Sie die App oder tippen Sie die Adresse des Unternehmens selbst ein, und suchen Sie die Nummer dort.

found-domain-brand = { $domain } gehört zu { $brand }.
found-domain-brand-caution = Als Absender kann jeder diese Adresse in eine E-Mail schreiben. Geben Sie uns die ganze E-Mail, dann prüfen wir, ob sie wirklich von dort kam.
found-domain-authorised = { $brand } sendet bekanntlich auch über { $domain }.
found-domain-free = Bei { $domain } kann jeder ein Postfach eröffnen. Kein Unternehmen schreibt seinen Kunden von dort.
found-domain-platform = { $domain } wird von { $platform } benutzt. Die E-Mail ist echt, aber Fremde können Teile davon schreiben.
found-domain-lookalike = { $domain } sieht aus wie { $genuine } von { $brand }, gehört aber nicht { $brand }.
found-domain-unknown = Wir kennen { $domain } nicht. Das macht sie nicht sicher, und es macht sie nicht zum Betrug.
found-domain-not-brand = Sie gehört nicht zu den Domains von { $brand }, die wir kennen.

found-order-form = Das hat die Form der Bestellnummern von { $brand }. Eine Form ist leicht nachgemacht: Ob es die Bestellung gibt, sagt sie nicht.
found-order-check = Öffnen Sie { $url } selbst und sehen Sie Ihre Bestellungen an. Was dort nicht steht, wurde nie bestellt.
found-brand = { $brand }: Die eigene Seite ist { $domain }.
found-brand-report = Fälschungen meldet man an: { $report }.
found-nothing = Wir konnten darin keine Telefonnummer, Bestellnummer, Adresse und kein Unternehmen finden.
found-nothing-advice = Fügen Sie stattdessen den ganzen Text der E-Mail auf der ersten Seite ein.
found-evidence-page = Sie steht auf der Seite von { $brand } selbst (gelesen { $date }).
found-evidence-mail = Sie steht in echten E-Mails von { $brand } (gelesen { $date }).

## Somebody who has signed in, and what his own mailbox has seen

reader-sign-in = Anmelden
reader-sign-out = Abmelden
reader-signed-in = Angemeldet: { $name }
reader-console = Konsole
reader-account = Mein Konto
privacy-login = Sie brauchen kein Konto. Wenn Sie sich anmelden, merkt sich das ein Cookie, bis Sie sich abmelden.
privacy-signed-in = Sie sind angemeldet: Es wird auch nachgesehen, was Ihr eigenes Postfach gesehen hat. Dazu kommt nichts hinzu.

own-title = In Ihrem Postfach
own-asked = Nachgesehen in: { $mailboxes }
own-sign-in = Wenn Sie hier ein Konto haben und sich anmelden, sehen wir auch nach, was Ihr eigenes Postfach davon gesehen hat.
own-no-mailbox = Zu Ihrem Konto gehört noch kein Postfach. Wer hier offhook betreut, kann es eintragen.
own-silent = Was Ihr Postfach gesehen hat, lässt sich gerade nicht nachsehen. Diese Antwort ist ohne das.
own-not-kept = Hier wird nicht festgehalten, was Postfächer gesehen haben; darum lässt sich von Ihrem nichts sagen.
own-mail = Die E-Mail wurde auch mit dem verglichen, was Ihr Postfach früher gesehen hat. Dazu kam nichts hinzu.
own-sender-none = Von diesem Absender haben Sie, soweit wir wissen, noch keine E-Mail bekommen.
own-sender-seen = { $count ->
    [one] Von diesem Absender haben Sie eine E-Mail bekommen, am { $last }.
    [256] Von diesem Absender bekommen Sie seit dem { $first } E-Mails, mindestens 256; die letzte war vom { $last }.
   *[other] Von diesem Absender haben Sie seit dem { $first } { $count } E-Mails bekommen; die letzte war vom { $last }.
}
own-sender-claimed = { $count ->
    [one] Eine E-Mail kam in seinem Namen zu Ihnen, am { $last }, ohne Beweis, dass er es wirklich war.
    [256] Mindestens 256 E-Mails kamen seit dem { $first } in seinem Namen zu Ihnen, die letzte am { $last }, ohne Beweis, dass er es wirklich war.
   *[other] { $count } E-Mails kamen seit dem { $first } in seinem Namen zu Ihnen, die letzte am { $last }, ohne Beweis, dass er es wirklich war.
}
own-written = { $count ->
    [one] Sie haben ihm am { $last } geschrieben.
   *[other] Sie haben ihm seit dem { $first } geschrieben, zuletzt am { $last }.
}
own-sender-caution = Dass Sie eine Adresse kennen, beweist nicht, dass die nächste E-Mail von dort kommt, und auch nicht, dass dort kein Fremder eingedrungen ist.
own-scam-only = Diese E-Mail war Betrug.
own-scams = { $count ->
    [one] Eine davon war Betrug.
   *[other] { $count } davon waren Betrug.
}
own-doubtful-only = Diese E-Mail war verdächtig.
own-doubtful = { $count ->
    [one] Eine davon war verdächtig.
   *[other] { $count } davon waren verdächtig.
}
own-number-warning = Diese Nummer stand in Betrugsmails an Sie. Rufen Sie sie nicht an.
own-number-none = Diese Nummer stand, soweit wir wissen, in keiner E-Mail an Sie.
own-number-seen = { $count ->
    [one] Diese Nummer stand in einer E-Mail an Sie, am { $last }.
    [256] Diese Nummer stand in mindestens 256 E-Mails an Sie, zuerst am { $first }, zuletzt am { $last }.
   *[other] Diese Nummer stand in { $count } E-Mails an Sie, zuerst am { $first }, zuletzt am { $last }.
}
own-number-named-seen = { $count ->
    [one] { $number } stand in einer früheren E-Mail an Sie, am { $last }.
    [256] { $number } stand in mindestens 256 früheren E-Mails an Sie, zuerst am { $first }, zuletzt am { $last }.
   *[other] { $number } stand in { $count } früheren E-Mails an Sie, zuerst am { $first }, zuletzt am { $last }.
}
own-order-matched = In Ihrem Postfach ist eine echte E-Mail von { $brand } mit dieser Bestellnummer, vom { $date }.
own-order-caution = Die Bestellung gibt es. Aber wer jene E-Mail gesehen hat, kann ihre Nummer in einer falschen nennen.
own-order-absent = { $count ->
    [one] Die eine echte E-Mail von { $brand }, die Ihr Postfach im letzten Jahr bekam, nennt diese Bestellung nicht.
    [256] Keine der neuesten 256 echten E-Mails von { $brand } in Ihrem Postfach nennt diese Bestellung.
   *[other] Keine der { $count } echten E-Mails von { $brand }, die Ihr Postfach im letzten Jahr bekam, nennt diese Bestellung.
}
own-order-unknown = Wir kennen in Ihrem Postfach keine echte E-Mail von { $brand }, die eine Bestellung nennt; darum gibt es nichts zu vergleichen.
own-mail-order-matched = In Ihrem Postfach ist eine frühere echte E-Mail dieses Unternehmens, die dieselbe Bestellung nennt.
own-mail-order-absent = { $count ->
    [one] Die eine echte E-Mail dieses Unternehmens, die Ihr Postfach im letzten Jahr bekam, nennt diese Bestellung nicht.
    [256] Keine der neuesten 256 echten E-Mails dieses Unternehmens in Ihrem Postfach nennt diese Bestellung.
   *[other] Keine der { $count } echten E-Mails dieses Unternehmens, die Ihr Postfach im letzten Jahr bekam, nennt diese Bestellung.
}
date-in-words = { $day }. { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
} { $year }

## Signing in

console-home = offhook: die Konsole
console-sign-in = Anmelden
console-sign-in-lead = Mit Ihrem Konto erfahren Sie hier auch, was Ihr eigenes Postfach gesehen hat. Die Konsole, die E-Mails anderer zeigt, verlangt die Rolle analyst oder admin.
console-account-name = Name
console-password = Passwort
console-enter = Anmelden
console-sign-in-token = Mit einem Token anmelden
console-token = Token
console-token-help = Wer diesen Server betreibt, stellt eines aus:
console-enter-token = Mit dem Token anmelden
console-sign-out = Abmelden
console-wrong-password = Name oder Passwort stimmen nicht, oder es sind zu viele Versuche fehlgeschlagen und der Name ist eine Weile gesperrt.
console-wrong-token = Dieses Token gilt nicht. Vielleicht ist es vertippt, widerrufen oder zu alt.
console-low-role = Mit diesem Token lassen sich nur E-Mails prüfen. Die Konsole verlangt eines mit der Rolle analyst oder admin.
console-too-often = Zu viele Versuche. Versuchen Sie es in { $seconds } Sekunden noch einmal.
console-code-title = Noch ein Schritt
console-code-lead = Tippen Sie den Code ein, den Ihr Authenticator zeigt.
console-code = Code
console-code-help = Sechs Ziffern. Ist der Authenticator verloren, tippen Sie stattdessen einen Ihrer Wiederherstellungscodes ein.
console-wrong-code = Dieser Code gilt nicht. Vielleicht ist er vertippt, zu alt oder schon benutzt; nach mehreren Fehlversuchen muss man warten.
console-openid-sign-in = Mit { $host } anmelden
console-openid-late = Diese Anmeldung wurde nicht hier begonnen, oder sie hat zu lange gedauert. Beginnen Sie noch einmal.
console-openid-refused = Der Anmeldedienst Ihrer Organisation hat Sie nicht angemeldet.
console-openid-away = Der Anmeldedienst Ihrer Organisation antwortet nicht, wie er sollte. Versuchen Sie es später noch einmal; warum, steht im Protokoll des Servers.
console-openid-token = Der Antwort des Anmeldedienstes Ihrer Organisation wird nicht geglaubt; warum, steht im Protokoll des Servers.
console-openid-no-role = Der Anmeldedienst Ihrer Organisation kennt Sie, aber keine Ihrer Rollen öffnet hier etwas.
console-openid-disabled = Ihr Konto ist hier gesperrt. Wer die Konten verwaltet, kann es freigeben.
console-welcome = Sie sind angemeldet
console-go-on = Weiter
console-part-account = Mein Konto
console-notice = Nicht getan
console-back = Weiter
console-foreign-form = Dieses Formular kam nicht von einer Seite hier, oder die Anmeldung dazu ist beendet. Gehen Sie zurück, laden Sie die Seite neu und wiederholen Sie es.
console-broken-form = Das Formular kam nicht vollständig an. Bitte senden Sie es noch einmal.
console-away = Der Speicher antwortet nicht. Warum, steht im Protokoll des Servers.
console-busy = Der Server ist beschäftigt. Versuchen Sie es in ein paar Sekunden noch einmal.
console-cancel = Abbrechen
console-readers-only = Die Konsole ist für diejenigen, die sich um die E-Mails aller kümmern. Was Ihr eigenes Postfach gesehen hat, erfahren Sie auf der Seite „Ist das Betrug?“.

## When it does not work

refused-title = Das hat nicht geklappt
refused-empty = Es war nichts zu prüfen. Wählen Sie eine Datei, fügen Sie den Text der E-Mail ein oder tippen Sie eine Nummer.
refused-unknown = Das ist keine E-Mail, kein Text und kein Bild, das wir lesen können. Speichern Sie die E-Mail als .eml oder machen Sie ein Bildschirmfoto. Wenn es ein Programm ist, öffnen Sie es nicht.
refused-too-long = Das ist zu groß. Höchstens { $megabytes } MB lassen sich prüfen. Ein Bildschirmfoto der E-Mail genügt.
refused-busy = Gerade fragen viele. Bitte versuchen Sie es in ein paar Sekunden noch einmal.
refused-failed = Beim Lesen ist hier etwas schiefgegangen. Seien Sie mit der E-Mail vorsichtig und versuchen Sie es mit einem Bildschirmfoto.
refused-often = Sie haben in kurzer Zeit sehr oft gefragt. Bitte warten Sie eine Minute.
refused-origin = Diese Anfrage kam von einer anderen Website. Bitte beginnen Sie hier.
refused-broken = Die Übertragung ist abgebrochen. Bitte versuchen Sie es noch einmal.
refused-slow = Die Übertragung hat zu lange gedauert. Bitte versuchen Sie es noch einmal, vielleicht mit einem Bildschirmfoto.
refused-missing = Diese Seite gibt es nicht.
back-to-start = Zur ersten Seite

# One's own account, which readers have as well.
console-title = Konsole
console-parts = Teile der Konsole
console-own-mailboxes = Ihre Postfächer: { $mailboxes }
console-missing = Das gibt es hier nicht, oder es wird nicht mehr aufgehoben.
console-account-openid = Sie sind durch { $issuer } angemeldet. Passwort und zweiter Faktor werden dort eingestellt.
console-account-token = Sie sind mit einem Token angemeldet. Wer diesen Server betreibt, stellt Token aus und widerruft sie.
console-authenticator = Authenticator
console-totp-on = Beim Anmelden wird ein Code Ihres Authenticators verlangt.
console-totp-off = Beim Anmelden wird nur Ihr Passwort verlangt. Mit einem Authenticator kommt auch nicht hinein, wer es erfährt.
console-totp-set-up = Einen Authenticator einrichten …
console-totp-replace = Einen anderen Authenticator einrichten …
console-totp-lead = Ein Authenticator ist ein Programm auf Ihrem Telefon oder Computer, das jede halbe Minute einen neuen Code zeigt.
console-totp-required = Dieser Server verlangt einen Authenticator: ein Programm auf Ihrem Telefon oder Computer, das jede halbe Minute einen neuen Code zeigt. Richten Sie einen ein, um weiterzukommen.
console-totp-replaces = Der bisherige und Ihre Wiederherstellungscodes gelten dann nicht mehr.
console-totp-begin = Beginnen
console-totp-scan = Lesen Sie das mit Ihrem Authenticator ein.
console-totp-code = QR-Code mit dem Geheimnis
console-totp-open = In einem Authenticator auf diesem Gerät öffnen
console-totp-type = Oder tippen Sie das dort ein:
console-totp-confirm = Der Code, den er jetzt zeigt
console-totp-finish = Bestätigen
console-totp-done = Ihr Authenticator ist eingerichtet. Alle Ihre anderen Anmeldungen sind beendet.
console-wrong-set-up-code = Das ist nicht der Code, den der Authenticator jetzt zeigt. Geht seine Uhr richtig?
console-code-late = Hier wird nichts mehr eingerichtet. Beginnen Sie noch einmal.
console-recovery = Wiederherstellungscodes
console-recovery-lead = Mit jedem kommen Sie einmal hinein, wenn der Authenticator verloren ist. Bewahren Sie sie anderswo auf als ihn. Sie werden nicht noch einmal gezeigt.
console-recovery-kept = Ich habe sie aufbewahrt
console-recovery-left = { $count ->
    [0] Es ist kein Wiederherstellungscode übrig.
    [one] Ein Wiederherstellungscode ist übrig.
   *[other] { $count } Wiederherstellungscodes sind übrig.
}
console-password-change = Passwort ändern
console-password-now = Ihr jetziges Passwort
console-password-new = Neues Passwort
console-password-help = Mindestens 12 Zeichen. Ein paar Wörter, die nicht zusammengehören, sind gut.
console-password-again = Noch einmal dasselbe
console-password-differs = Die beiden neuen Passwörter sind nicht gleich.
console-password-short = Ein Passwort hat mindestens 12 Zeichen.
console-password-long = Ein Passwort hat höchstens 1024 Bytes.
console-password-common = Dieses Passwort gehört zu denen, die zuerst versucht werden. Wählen Sie Wörter, die nicht zusammengehören.
console-password-holds-name = Ein Passwort enthält nicht den Namen des Kontos.
console-wrong-own-password = Das ist nicht Ihr Passwort, oder es sind zu viele Versuche fehlgeschlagen und Ihr Name ist eine Weile gesperrt.
console-sessions = Wo Sie angemeldet sind
console-session-own = (hier)
console-session-since = seit { $time } UTC,
console-session-idle = { $count ->
    [0] gerade benutzt
    [one] vor einer Minute benutzt
   *[other] vor { $count } Minuten benutzt
}
console-session-end = Dort abmelden
console-sessions-end = Überall sonst abmelden
