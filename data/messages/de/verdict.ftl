# What offhook tells a reader about a mail. One sentence a signal, by the signal's name.
# Everything said here must be provable from the message and the registry.
# The reader is "Sie", so the mail is named and never "Sie" at the start of a sentence. Names are put in without article or ending.

## Verdicts

verdict-malicious = Das ist Betrug.
verdict-malicious-callback = Das ist Betrug: Sie sollen dazu gebracht werden, eine Nummer anzurufen.
verdict-suspicious = Hier scheint etwas nicht zu stimmen. Gehen Sie nicht darauf ein, bevor Sie es geprüft haben.
verdict-undecided = Diese E-Mail ließ sich nicht beurteilen: Was darin steht, ist hier nicht zugänglich.
verdict-benign = Nichts in dieser E-Mail spricht gegen sie.
verdict-benign-brand = Diese E-Mail ist wirklich von { $brand }.

claimed-brand = Die E-Mail nennt { $brand } als Absender.
sent-from = Verschickt wurde die E-Mail von { $domain }.
sent-from-checked = Verschickt wurde die E-Mail von { $domain }, und das hat das Mailsystem bestätigt.
sent-from-failed = Nach eigener Angabe wurde die E-Mail von { $domain } verschickt, aber diese Angabe hat die Prüfung nicht bestanden.

## Numbers

signal-call_request = Die E-Mail fordert Sie auf, { $number } anzurufen.
signal-call_to_dispute = Wer diesen Kauf nicht getätigt hat, soll laut der E-Mail { $number } anrufen. Dieser Anruf ist der Betrug: eine erfundene Abbuchung und eine Nummer, um sich zu beschweren.
signal-anothers_site_in_name = Der Absender nennt sich nach { $site }, wohin seine Links führen, schrieb aber aus einem Postfach bei { $domain }, das jeder eröffnen kann.
signal-anothers_site_and_address = Der Absender nennt sich nach { $site }, doch die Adresse { $address } sieht nicht einmal danach aus.
signal-call_to_cancel = Wer stornieren oder kündigen will, muss laut der E-Mail { $number } anrufen.
signal-reads_like_callback = Die E-Mail ist formuliert wie solche, die Menschen dazu bringen wollen, wegen einer Zahlung anzurufen, die sie nie getätigt haben, und sie nennt { $number }.
signal-reads_surely_like_callback = Kaum eine echte E-Mail ist so formuliert wie diese.
signal-call_about_money = Die E-Mail spricht von Geld oder von Ihrem Konto und bietet eine Nummer an, die man deswegen anrufen kann.
signal-call_about_claim = Die E-Mail spricht von einem Paket, einem Gewinn, einer Stelle, einem Lohn, von Geld, das auf Sie wartet, oder davon, dass Ihnen etwas abgestellt wird, und nennt eine Nummer, die man deswegen anrufen soll.
signal-other_ways_closed = Laut der E-Mail hilft nur ein Anruf.
signal-call_prepared = Die E-Mail bereitet Sie auf den Anruf vor: was Sie bereithalten sollen oder wer Sie hindurchführt.
signal-others_kept_out = Die E-Mail verlangt, dass Sie Ihren Computer oder Ihre Bank in Ruhe lassen oder niemanden einweihen.
signal-money_to_safety = Die E-Mail spricht davon, Ihr Geld in Sicherheit zu bringen; so kommen solche Anrufer daran.
signal-number_without_request = Die E-Mail beunruhigt Sie wegen Geld oder wegen eines Kontos und stellt { $number } daneben.
signal-number_disguised = Die Nummer { $number } ist mit Tricks geschrieben, damit Mailfilter sie nicht erkennen.
signal-number_in_words = Die Nummer { $number } ist in Worten ausgeschrieben, damit Mailfilter sie nicht erkennen.
signal-call_in_history = Die Aufforderung anzurufen steht in einer Nachricht, die hier zitiert oder weitergeleitet wird. So etwas ist leicht erfunden.
signal-number_oddly_written = Die Nummer ist so geschrieben, wie niemand eine Nummer schreibt.
signal-number_not_listed = Die Nummer { $number } ist nicht unter den Nummern von { $brand }, die wir aus den eigenen Seiten und E-Mails von { $brand } haben (November 2026).
signal-toll_free_from_free_mail = Eine gebührenfreie Nummer gehört einer Organisation, doch diese E-Mail kam aus einem kostenlosen Postfach bei { $domain }.
signal-number_in_sender_or_subject = Die Nummer zum Anrufen steht schon im Betreff oder im Namen des Absenders.
signal-number_only_attached = Die Nummer zum Anrufen steht nur in { $kind ->
    [pdf] einem PDF
    [image] einem Bild
    [office] einem angehängten Dokument
    [calendar] einem Kalendereintrag
    [qr] einem QR-Code
    [nested] einer angehängten Nachricht
   *[other] einer angehängten Datei
  }, wo die meisten Filter nicht nachsehen.
signal-code_dials = Ein QR-Code in der E-Mail wählt eine Nummer, und es geht um eine Abbuchung, die Sie beanstanden sollen: Steht die Nummer nicht im Text, so sehen Filter keine.
signal-code_leads_to_stranger = Ein QR-Code in der E-Mail führt zu { $domain }; das gehört weder zum Absender noch zur Marke.
signal-password_beside_file = Eine angehängte Datei ist verschlüsselt, und das Passwort steht in der E-Mail: Das sperrt Filter aus, nicht Diebe.
signal-number_only_hidden = Eine Nummer zum Anrufen ist im Quelltext der E-Mail versteckt.

## Sender

signal-brand_claim_from_free_mail = Die E-Mail nennt { $brand } als Absender, wurde aber aus einem Postfach bei { $domain } verschickt, wo jeder eines eröffnen kann.
signal-brand_claim_from_stranger = Die E-Mail nennt { $brand } als Absender, wurde aber von { $domain } verschickt, und diese Domain gehört nicht zu { $brand }.
signal-brand_in_display_name = Der Absender nennt sich { $brand }, aber die Adresse ist { $address }.
signal-name_holds_charge = Wo der Name eines Absenders oder einer Gruppe hingehört, stehen ein Betrag und eine Telefonnummer.
signal-sent_as_reader = Als Absender steht Ihre eigene Adresse, { $address }; von dort kam die E-Mail nicht.
signal-brand_page_of_stranger = Der Absender nennt sich { $brand }, und auch die Seite, die Sie öffnen sollen, gehört zu { $domain }.
signal-brand_disguised = Der Name { $brand } ist mit zum Verwechseln ähnlichen oder unsichtbaren Zeichen geschrieben, damit Mailfilter ihn nicht erkennen.
signal-brand_unverified = Die E-Mail gibt an, von { $domain } zu kommen, und diese Angabe hat die Prüfung nicht bestanden.
signal-lookalike_domain = Die Domain des Absenders, { $domain }, ahmt { $genuine } nach, und das ist eine Domain von { $brand }.
signal-business_claim_from_free_mail = Eine Bestellung, eine Abbuchung oder eine Warnung wird aus einem Postfach bei { $domain } mitgeteilt, wo jeder eines eröffnen kann.
signal-sender_not_named = Die E-Mail nennt nirgends die Organisation, der { $domain } gehört; verschickt wurde sie von dort.
signal-third_party_lure = Die E-Mail an sich ist echt ({ $platform }), aber dieser Teil stammt von jemand anderem: { $field }. Und dort steht die Aufforderung anzurufen.
signal-platform_field_names_another_brand = Die E-Mail an sich ist echt ({ $platform }), aber dieser Teil stammt von jemand anderem: { $field }. Dort wird im Namen von { $brand } geschrieben und eine Telefonnummer genannt.
signal-offer_that_nothing_confirms = Die E-Mail verspricht etwas über einen Link. Nichts bestätigt, dass sie von { $domain } kommt, und kein Link führt dorthin.
signal-brand_claim_with_file_from_free_mail = Die E-Mail nennt { $brand } als Absender, kommt aus einem Postfach bei { $domain }, wo jeder eines eröffnen kann, und verweist auf eine angehängte Datei.
signal-sender_address_broken = { $named ->
    [true] Die Adresse des Absenders ({ $address }) kann es nicht geben.
   *[other] Die E-Mail sagt nicht, von welcher Adresse sie gesendet wurde.
}
signal-authentication_failed = { $domain } gibt an, dass E-Mails wie diese nicht von dort stammen (DMARC nicht bestanden).
signal-genuine_sender = Die E-Mail nennt { $brand } als Absender, und das stimmt: { $domain } ist technisch bestätigt.
signal-known_organisation = Die E-Mail kommt von { $domain }, und das ist technisch bestätigt.
signal-sender_stands_by_name = Die E-Mail ist mit dem Namen der Organisation unterzeichnet, der { $domain } gehört, und diese Domain ist technisch bestätigt.

signal-sender_name_fits = Der Name des Absenders und seine technisch bestätigte Domain { $domain } passen zusammen.
signal-appointment_to_move = Es geht um einen Termin oder eine Buchung, und die E-Mail kommt technisch bestätigt von { $domain }.
signal-same_organisation = Die E-Mail kommt aus Ihrer eigenen Organisation, { $domain }, und das ist technisch bestätigt.
signal-brand_name_unauthenticated = Auch dass die E-Mail wirklich von { $domain } verschickt wurde, ist durch nichts bestätigt.
signal-nothing_fits = Der Name des Absenders, die Adresse { $address }, der Text und die Links haben nichts miteinander zu tun.
signal-nothing_fits_and_asks = Und obwohl nichts zusammenpasst, drängt die E-Mail, verspricht etwas oder ahmt jemanden nach.

## Claims

signal-impersonal_greeting = Die Anrede nennt keinen Namen, obwohl es um Ihr Geld oder Ihr Konto geht.
signal-pressure = Die E-Mail setzt Sie unter Zeitdruck.
signal-order_id_wrong_form = Die Bestellnummer hat nicht die Form, die Bestellnummern von { $brand } haben.
signal-amount_named = Die E-Mail nennt einen Betrag, { $amount }, um Sie zu beunruhigen.
signal-crypto_or_gift_card = Es geht um Kryptowährung oder Geschenkkarten, die niemand zurückholen kann.
signal-remote_access = Die E-Mail nennt Programme, mit denen jemand am Telefon Ihren Computer übernehmen kann.
signal-reader_asks_or_reports = Der Absender fragt wegen einer verdächtigen E-Mail nach oder meldet sie; die zitierte E-Mail stammt nicht vom Absender selbst.
signal-warns_of_scams = Die E-Mail klärt ihre Leser über Betrug auf.
signal-colleague_explains = Ihre eigene Organisation erklärt ihren Leuten eine Betrugsmasche.
signal-meeting_dial_in = Die Nummer ist die Einwahlnummer einer Besprechung.
signal-mailing_list = Die E-Mail kam über eine Mailingliste.
signal-part_of_conversation = Die E-Mail antwortet auf eine frühere.

signal-tells_not_to_call = Die E-Mail sagt ihren Lesern, dass sie nicht anrufen sollen.

## Links

signal-genuine_links_as_props = { $count ->
    [one] Der einzige Link führt wirklich zu { $domain }: Das ist ein Köder, kein Beweis.
   *[other] Alle { $count } Links führen wirklich zu { $domain } oder dazugehörigen Adressen: Das ist ein Köder, kein Beweis.
}
signal-brand_claim_with_foreign_link = Die E-Mail spricht im Namen von { $brand }, aber ein Link führt zu { $link }.
signal-brand_claim_with_stranger_links = Die E-Mail spricht im Namen von { $brand }, aber weder der Absender noch der Link zu { $link } hat etwas mit { $brand } zu tun.
signal-link_text_deceives = Ein Link zeigt { $shown } an, führt aber zu { $target }.
signal-link_to_free_host = Ein Link führt zu einer Seite bei einem Gratis-Anbieter oder hinter einem Kurzlink, wo jeder eine anlegen kann.
signal-link_to_numeric_host = Ein Link führt zu einer bloßen Zahlenadresse statt zu einem Namen.

## What was seen before

signal-order_absent = { $count ->
    [one] Die eine echte E-Mail von { $brand } in diesem Postfach erwähnt diese Bestellung nicht.
   *[other] Keine der { $count } echten E-Mails von { $brand } in diesem Postfach erwähnt diese Bestellung.
}
signal-order_known = Eine frühere echte E-Mail von { $brand } in diesem Postfach erwähnt diese Bestellung.
signal-number_bad_name = { $count ->
    [one] Eine frühere E-Mail mit der Nummer { $number } wurde hier als Betrug eingestuft.
   *[other] { $count } frühere E-Mails mit der Nummer { $number } wurden hier als Betrug eingestuft.
}
signal-number_of_another_brand = In früheren E-Mails war { $number } als Nummer einer anderen Marke als { $brand } angegeben.
signal-number_bad_neighbours = Nachbarnummern von { $number } standen in E-Mails, die hier als Betrug eingestuft wurden. Das allein würde nichts bedeuten.
signal-text_bad_before = { $count ->
    [one] Eine frühere E-Mail mit fast demselben Text wurde hier als Betrug eingestuft.
   *[other] { $count } frühere E-Mails mit fast demselben Text wurden hier als Betrug eingestuft.
}
signal-sender_bad_before = { $by_address ->
    [true] { $count ->
        [one] Eine frühere E-Mail von { $address } wurde hier als Betrug eingestuft.
       *[other] { $count } frühere E-Mails von { $address } wurden hier als Betrug eingestuft.
    }
   *[other] { $count ->
        [one] Eine frühere E-Mail von einer Adresse bei { $domain } wurde hier als Betrug eingestuft.
       *[other] { $count } frühere E-Mails von Adressen bei { $domain } wurden hier als Betrug eingestuft.
    }
}
signal-sender_written_to = { $by_address ->
    [true] Jemand von hier hat schon früher an { $address } geschrieben, und die Adresse ist technisch bestätigt.
   *[other] Jemand von hier hat schon früher an eine Adresse bei { $domain } geschrieben, und der Absender ist technisch bestätigt.
}
signal-sender_well_known = { $by_address ->
    [true] { $address } hat regelmäßig hierher geschrieben, und die Adresse ist technisch bestätigt.
   *[other] Von { $domain } sind hier regelmäßig E-Mails eingegangen, und der Absender ist technisch bestätigt.
}

## Schemes

rule-callback_brand_from_free_mail = Eine bekannte Marke bittet Sie nicht aus einem kostenlosen Postfach um einen Anruf.
rule-callback_from_free_mail = Eine Abbuchung, von der Sie nichts wissen, aus einem kostenlosen Postfach, mit einer Nummer zum Anrufen: So beginnt diese Masche.
rule-callback_beside_alarm = Der Name einer Marke, ein Alarm und eine Telefonnummer, von jemandem, der nicht die Marke ist: Sie sollen von sich aus anrufen.
rule-callback_one_way = Ein Schreck oder ein Versprechen, ein Anruf als einziger Ausweg und ein Absender, den nichts mit einem Namen verbindet: Der Rest der Masche geschieht am Telefon.
rule-prize_or_reward = Die E-Mail verspricht einen Gewinn oder eine Prämie, die Sie über einen Link anfordern sollen.
rule-advance_fee = Eine fremde Person bietet Ihnen ein Vermögen an. Das ist die älteste dieser Maschen: Gebühren werden verlangt, ausgezahlt wird nie etwas.
rule-extortion = Die E-Mail droht damit, Aufnahmen oder Daten zu veröffentlichen. Solche Drohungen gehen massenhaft an viele Menschen, und meist steckt nichts dahinter.
rule-callback_platform_field = Die Notiz, die ein Fremder in diese E-Mail schreiben darf, spricht von einer Abbuchung oder einem Kauf und nennt eine Nummer von ihm.
rule-payroll_code = Es wird ein Papier über Ihren Lohn angekündigt, das nur ein Telefon über einen Code öffnen kann. Fragen Sie Ihre eigene Personalabteilung.
rule-code_to_sign_in = Sie sollen einen QR-Code scannen, um einen Zugang zu behalten oder ein Papier zu öffnen. Die Seite dahinter gehört einem Fremden und fragt nach Ihrem Passwort.
rule-voicemail_file = Eine Sprachnachricht wird angekündigt, und die Datei im Anhang ist eine Webseite. Solche Seiten fragen nach Ihrem Passwort.
rule-account_changed = Zahlungen sollen auf ein anderes Konto gehen, weil das alte sie angeblich nicht annimmt. Rufen Sie die Firma vorher unter einer Nummer an, die Sie schon haben.
rule-task_job = Für kleine Aufgaben am Telefon wird Lohn pro Tag geboten. Solche Jobs zahlen anfangs ein wenig und verlangen dann eine Einlage, die verloren ist.
rule-favour_first = Es wird um einen Gefallen gebeten, der nicht genannt wird, und nur per E-Mail soll geantwortet werden. So beginnt der Betrug mit Geschenkkarten. Rufen Sie die Person an.
rule-gift_card_errand = Sie sollen Geschenkkarten kaufen und die Codes darauf schicken. Wer die Codes hat, hat das Geld, und es kommt nicht zurück. Fragen Sie die Person am Telefon.
rule-crypto_wallet = Sie sollen eine Krypto-Wallet bestätigen oder Token anfordern. Wer eine Wiederherstellungsphrase eingibt, verliert die Wallet.
rule-delivery_fee = Angeblich wird ein Paket aufgehalten, bis Sie etwas tun, und nichts zeigt, dass ein Paketdienst die E-Mail verschickt hat.
rule-government_threat = Die E-Mail spricht für eine Behörde oder ein Gericht, und nichts zeigt, dass eine Behörde sie verschickt hat.
rule-mailbox_or_password = Die E-Mail behauptet, Ihr Postfach sei voll oder Ihr Passwort laufe ab, um an dieses Passwort zu kommen.

## Advice

advice-do-not-call = Rufen Sie die Nummer in dieser E-Mail nicht an. Bei solchen Betrügereien arbeitet, wer sich dort meldet, für die Betrüger, so freundlich es auch klingt.
advice-check-order = So sehen Sie, ob es die Bestellung wirklich gibt: Öffnen Sie { $url } selbst (tippen Sie die Adresse ein, nehmen Sie keinen Link aus dieser E-Mail) und sehen Sie in Ihren Bestellungen nach.
advice-check-site = Ob es stimmt, sehen Sie, wenn Sie { $url } selbst öffnen (eintippen, keinen Link aus dieser E-Mail nehmen) und sich dort anmelden.
advice-check-account = So sehen Sie, ob es stimmt: Öffnen Sie die offizielle App oder tippen Sie die Adresse des Unternehmens selbst ein, und melden Sie sich dort an.
advice-check-card = Sehen Sie in den Umsätzen Ihres Bankkontos oder Ihrer Karte nach: Eine Abbuchung, die dort nicht steht, hat es nie gegeben.
advice-do-not-click = Benutzen Sie die Links nicht und öffnen Sie die Anhänge nicht.
advice-report-brand = Melden Sie die E-Mail an { $brand }: { $report }.
advice-report-provider = Melden Sie die E-Mail Ihrem Mailanbieter als Phishing.
advice-already-called = Falls Sie schon angerufen haben: Brechen Sie den Kontakt ab, lassen Sie niemanden auf Ihren Computer, und entfernen Sie jedes Programm, das man Sie hat installieren lassen.
advice-gave-card = Falls Sie Karten- oder Bankdaten angegeben haben: Rufen Sie jetzt Ihre Bank unter der Nummer an, die auf Ihrer Karte steht, und lassen Sie die Karte sperren.
advice-gave-password = Falls Sie ein Passwort eingegeben haben: Ändern Sie es jetzt überall, wo Sie es benutzen.
advice-ask-sender = Fragen Sie beim Absender auf anderem Weg nach, mit einer Nummer oder Adresse, die Sie schon haben.
advice-platform-ignore = Zahlen Sie nicht und rufen Sie nicht an; lehnen Sie die Anfrage beim Dienst selbst ab ({ $platform }) und melden Sie sie dort.
advice-forwarded = Es geht um die E-Mail, die Ihnen weitergeleitet wurde, nicht um die Person, die sie weitergeleitet hat.
advice-unreadable = Öffnen Sie die E-Mail nur, wenn Sie sie von diesem Absender erwartet haben; was sie sagt, steht in einem Teil, der hier nicht gelesen werden konnte ({ $missing }).

## What was missing

missing-ocr = Text in Bildern
missing-pdf = der Text einer PDF-Datei
missing-office = der Text eines Office-Dokuments
missing-calendar = der Inhalt einer Kalenderdatei
missing-heic = ein HEIC-Bild
missing-encrypted = eine verschlüsselte Datei
missing-file_expand_archives = die Dateien in einem Archiv
missing-file_parse_html = eine angehängte Webseite
missing-file_parse_text = ein angehängter Text
missing-worker = alle Anhänge
missing-limit_files = einige von sehr vielen angehängten Dateien
missing-limit_depth = sehr tief ineinander verschachtelte Dateien
missing-limit_expansion = eine Datei, die ausgepackt riesig groß wird
missing-limit_worker = ein Anhang, den zu lesen zu lange dauerte
missing-limit_pages = alle Seiten eines sehr langen Dokuments
missing-history = was dieses Postfach früher gesehen hat
missing-other = { $name }

## Servers

test-string = Diese E-Mail enthält die Zeichenfolge, die für einen Betrug steht, um auszuprobieren, ob E-Mails beurteilt werden.

## Answers to readers who report a mail

report-thanks = Danke für Ihre Meldung. Hier geht es um die E-Mail, die Sie weitergeleitet haben:
report-thanks-itself = Danke. In Ihrer E-Mail wurde keine andere gefunden, daher geht es hier um Ihre E-Mail selbst. Leiten Sie eine verdächtige E-Mail als Anhang weiter, dann kann sie ganz beurteilt werden.
report-benign = Das ist kein Beweis, dass sie echt ist. Fragen Sie im Zweifel unter einer Nummer oder Adresse nach, die Sie schon kennen, nicht unter einer aus der E-Mail.
