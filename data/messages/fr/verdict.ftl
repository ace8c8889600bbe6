# What offhook tells a reader about a mail. One sentence a signal, by the signal's name.
# Everything said here must be provable from the message and the registry.
# The reader is "vous". Names are put in where neither an article nor an elision could be wanted ("par", "chez", "à", never "de"). What the
# mail demands is said to be the mail's, so that it is not read as advice. A no-break space stands before a colon or semicolon.

## Verdicts

verdict-malicious = C'est une arnaque.
verdict-malicious-callback = C'est une arnaque qui veut vous faire appeler un numéro.
verdict-suspicious = Quelque chose ne semble pas normal ici. N'y donnez pas suite avant d'avoir vérifié.
verdict-undecided = Cet e-mail n'a pas pu être jugé : ce qu'il dit n'est pas accessible ici.
verdict-benign = Rien dans cet e-mail ne le rend suspect.
verdict-benign-brand = Cet e-mail a réellement été envoyé par { $brand }.

claimed-brand = Cet e-mail se dit envoyé par { $brand }.
sent-from = Cet e-mail a été envoyé depuis { $domain }.
sent-from-checked = Cet e-mail a été envoyé depuis { $domain }, et le système de messagerie l'a confirmé.
sent-from-failed = Cet e-mail se dit envoyé depuis { $domain }, mais cette affirmation n'a pas résisté à la vérification.

## Numbers

signal-call_request = Cet e-mail vous demande d'appeler le { $number }.
signal-call_to_dispute = Cet e-mail veut que ceux qui n'ont pas fait cet achat appellent le { $number }. L'arnaque, c'est cet appel : un débit inventé, et un numéro pour réclamer.
signal-anothers_site_in_name = L’expéditeur porte le nom de { $site }, où mènent ses liens, mais il a écrit depuis une boîte chez { $domain }, que n’importe qui peut ouvrir.
signal-anothers_site_and_address = L’expéditeur porte le nom de { $site }, mais l’adresse { $address } n’y ressemble même pas.
signal-call_to_cancel = Cet e-mail dit que, pour annuler, il faut appeler le { $number }.
signal-reads_like_callback = Cet e-mail est rédigé comme ceux qui veulent que les gens appellent au sujet d'un paiement qu'ils n'ont jamais fait, et il donne le numéro { $number }.
signal-reads_surely_like_callback = Presque aucun e-mail authentique n'est rédigé comme celui-ci.
signal-call_about_money = Cet e-mail parle d'argent ou de votre compte, et propose un numéro à appeler à ce sujet.
signal-call_about_claim = Cet e-mail parle d'un colis, d'un gain, d'un emploi, d'un salaire, d'argent qui vous attend ou d'un service qui sera coupé, et donne un numéro à appeler à ce sujet.
signal-other_ways_closed = Cet e-mail dit que seul un appel peut aider.
signal-call_prepared = Cet e-mail vous prépare à l'appel : ce qu'il faut avoir sous la main, ou qui vous guidera.
signal-others_kept_out = Cet e-mail vous demande de ne pas toucher à votre ordinateur ou à votre banque, ou de n'en parler à personne.
signal-money_to_safety = Cet e-mail parle de mettre votre argent en sécurité ; c'est ainsi que de tels interlocuteurs s'en emparent.
signal-number_without_request = Cet e-mail vous alarme à propos d'argent ou d'un compte, et place à côté le numéro { $number }.
signal-number_disguised = Le numéro { $number } est écrit avec des astuces pour que les filtres de messagerie ne le reconnaissent pas.
signal-number_in_words = Le numéro { $number } est écrit en toutes lettres pour que les filtres de messagerie ne le reconnaissent pas.
signal-call_in_history = La demande d'appeler se trouve dans un message cité ou transféré ici. C'est facile à inventer.
signal-number_oddly_written = Le numéro est écrit comme personne n'écrit un numéro.
signal-number_not_listed = Le numéro { $number } n'est pas parmi les numéros { $brand } que nous tenons de ses propres pages et de ses propres e-mails (novembre 2026).
signal-toll_free_from_free_mail = Un numéro d'appel gratuit appartient à une organisation, or cet e-mail vient d'une boîte gratuite chez { $domain }.
signal-number_in_sender_or_subject = Le numéro à appeler figure déjà dans l'objet ou dans le nom de l'expéditeur.
signal-number_only_attached = Le numéro à appeler se trouve seulement dans { $kind ->
    [pdf] un PDF
    [image] une image
    [office] un document joint
    [calendar] une entrée de calendrier
    [qr] un code QR
    [nested] un message joint
   *[other] un fichier joint
  }, où la plupart des filtres ne regardent pas.
signal-code_dials = Un code QR dans cet e-mail compose un numéro, au sujet d'un débit que l'on veut vous faire contester : si le numéro n'est pas dans le texte, les filtres n'en voient aucun.
signal-code_leads_to_stranger = Un code QR dans cet e-mail mène à { $domain }, qui n'appartient ni à l'expéditeur ni à la marque.
signal-password_beside_file = Un fichier joint est chiffré, et le mot de passe se trouve dans l'e-mail : cela écarte les filtres, pas les voleurs.
signal-number_only_hidden = Un numéro à appeler est caché dans le code de l'e-mail.

## Sender

signal-brand_claim_from_free_mail = Cet e-mail se dit envoyé par { $brand }, mais il a été envoyé depuis une boîte chez { $domain }, où n'importe qui peut en ouvrir une.
signal-brand_claim_from_stranger = Cet e-mail se dit envoyé par { $brand }, mais il a été envoyé par { $domain }, qui n'appartient pas à { $brand }.
signal-brand_in_display_name = L'expéditeur se présente sous le nom { $brand }, mais l'adresse est { $address }.
signal-name_holds_charge = Un montant et un numéro de téléphone se trouvent là où va le nom d'un expéditeur ou d'une équipe.
signal-sent_as_reader = Il porte comme expéditeur votre propre adresse, { $address }, et n'en vient pas.
signal-brand_page_of_stranger = L'expéditeur se présente sous le nom { $brand }, et la page à ouvrir appartient elle aussi à { $domain }.
signal-brand_disguised = Le nom { $brand } est écrit avec des caractères ressemblants ou invisibles, pour que les filtres de messagerie ne le reconnaissent pas.
signal-brand_unverified = Cet e-mail prétend avoir été envoyé depuis { $domain }, et cette affirmation n'a pas résisté à la vérification.
signal-lookalike_domain = Le domaine de l'expéditeur, { $domain }, imite { $genuine }, qui appartient à { $brand }.
signal-business_claim_from_free_mail = Une commande, un débit ou un avertissement est annoncé depuis une boîte chez { $domain }, où n'importe qui peut en ouvrir une.
signal-sender_not_named = Cet e-mail ne nomme nulle part l'organisation à laquelle appartient { $domain }, d'où il a été envoyé.
signal-third_party_lure = L'e-mail en lui-même est authentique ({ $platform }), mais cette partie a été écrite par quelqu'un d'autre : { $field }. Et c'est là que se trouve la demande d'appeler.
signal-platform_field_names_another_brand = Cet e-mail est authentique en lui-même ({ $platform }), mais cette partie a été écrite par quelqu'un d'autre : { $field }. On y parle au nom de { $brand } et on y donne un numéro de téléphone.
signal-offer_that_nothing_confirms = Cet e-mail promet quelque chose au moyen d'un lien. Rien ne confirme qu'il vienne de { $domain }, et aucun lien n'y mène.
signal-brand_claim_with_file_from_free_mail = Cet e-mail dit venir de { $brand }, provient d'une boîte aux lettres chez { $domain }, où chacun peut en ouvrir une, et renvoie à un fichier joint.
signal-sender_address_broken = { $named ->
    [true] L'adresse de l'expéditeur ({ $address }) ne peut pas exister.
   *[other] L'e-mail ne dit pas de quelle adresse il a été envoyé.
}
signal-authentication_failed = { $domain } déclare que les e-mails comme celui-ci ne sont pas les siens (échec du contrôle DMARC).
signal-genuine_sender = Cet e-mail se dit envoyé par { $brand }, et c'est vrai : { $domain } est confirmé techniquement.
signal-known_organisation = Cet e-mail a été envoyé depuis { $domain }, et cela est confirmé techniquement.
signal-sender_stands_by_name = Cet e-mail est signé du nom de l'organisation à laquelle appartient { $domain }, et ce domaine est confirmé techniquement.

signal-sender_name_fits = Le nom de l'expéditeur et son domaine { $domain }, confirmé techniquement, vont ensemble.
signal-appointment_to_move = Il s'agit d'un rendez-vous ou d'une réservation, et l'e-mail a été envoyé depuis { $domain }, ce qui est confirmé techniquement.
signal-same_organisation = Cet e-mail vient de votre propre organisation, { $domain }, et cela est confirmé techniquement.
signal-brand_name_unauthenticated = Rien ne confirme non plus que cet e-mail a réellement été envoyé depuis { $domain }.
signal-nothing_fits = Le nom de l'expéditeur, l'adresse { $address }, le texte et les liens n'ont rien à voir entre eux.
signal-nothing_fits_and_asks = Et, alors que rien ne va ensemble, cet e-mail fait pression, promet quelque chose ou imite quelqu'un.

## Claims

signal-impersonal_greeting = Cet e-mail ne salue personne par son nom, alors qu'il parle de votre argent ou de votre compte.
signal-pressure = Cet e-mail vous presse d'agir vite.
signal-order_id_wrong_form = Le numéro de commande n'a pas la forme des numéros de commande { $brand }.
signal-amount_named = Cet e-mail mentionne une somme, { $amount }, pour vous alarmer.
signal-crypto_or_gift_card = Il s'agit de cryptomonnaie ou de cartes cadeaux, que personne ne peut récupérer.
signal-remote_access = Cet e-mail mentionne des programmes avec lesquels quelqu'un au téléphone peut prendre le contrôle de votre ordinateur.
signal-reader_asks_or_reports = L'expéditeur pose une question sur un e-mail suspect ou le signale ; l'e-mail cité n'est pas de l'expéditeur lui-même.
signal-warns_of_scams = Cet e-mail explique à ses lecteurs ce que sont les arnaques.
signal-colleague_explains = Votre propre organisation explique une arnaque aux siens.
signal-meeting_dial_in = Le numéro est celui qui permet de rejoindre une réunion par téléphone.
signal-mailing_list = Cet e-mail est passé par une liste de diffusion.
signal-part_of_conversation = Cet e-mail répond à un e-mail précédent.

signal-tells_not_to_call = Cet e-mail dit à ses lecteurs de ne pas appeler.

## Links

signal-genuine_links_as_props = { $count ->
    [one] Le seul lien mène réellement à { $domain } : c'est un appât, pas une preuve.
   *[other] Les { $count } liens mènent tous réellement à { $domain } ou à des adresses de la même famille : c'est un appât, pas une preuve.
}
signal-brand_claim_with_foreign_link = Cet e-mail parle sous le nom { $brand }, mais un lien mène à { $link }.
signal-brand_claim_with_stranger_links = Cet e-mail parle sous le nom { $brand }, mais ni l'expéditeur ni le lien vers { $link } n'ont quoi que ce soit à voir avec { $brand }.
signal-link_text_deceives = Un lien affiche { $shown } mais mène à { $target }.
signal-link_to_free_host = Un lien mène à une page chez un hébergeur gratuit ou derrière un raccourcisseur de liens, où n'importe qui peut en mettre une.
signal-link_to_numeric_host = Un lien mène à une simple adresse numérique au lieu d'un nom.

## What was seen before

signal-order_absent = { $count ->
    [one] Le seul e-mail authentique envoyé par { $brand } dans cette boîte ne mentionne pas cette commande.
   *[other] Aucun des { $count } e-mails authentiques envoyés par { $brand } dans cette boîte ne mentionne cette commande.
}
signal-order_known = Un e-mail authentique antérieur, envoyé par { $brand } dans cette boîte, mentionne cette commande.
signal-number_bad_name = { $count ->
    [one] Un e-mail antérieur avec le numéro { $number } a été considéré ici comme une arnaque.
   *[other] { $count } e-mails antérieurs avec le numéro { $number } ont été considérés ici comme des arnaques.
}
signal-number_of_another_brand = Des e-mails antérieurs donnaient le { $number } comme numéro d'une marque qui n'est pas { $brand }.
signal-number_bad_neighbours = Des numéros voisins du { $number } figuraient dans des e-mails considérés ici comme des arnaques. À elle seule, cette proximité ne voudrait rien dire.
signal-text_bad_before = { $count ->
    [one] Un e-mail antérieur avec presque le même texte a été considéré ici comme une arnaque.
   *[other] { $count } e-mails antérieurs avec presque le même texte ont été considérés ici comme des arnaques.
}
signal-sender_bad_before = { $by_address ->
    [true] { $count ->
        [one] Un e-mail antérieur envoyé par { $address } a été considéré ici comme une arnaque.
       *[other] { $count } e-mails antérieurs envoyés par { $address } ont été considérés ici comme des arnaques.
    }
   *[other] { $count ->
        [one] Un e-mail antérieur envoyé par une adresse chez { $domain } a été considéré ici comme une arnaque.
       *[other] { $count } e-mails antérieurs envoyés par des adresses chez { $domain } ont été considérés ici comme des arnaques.
    }
}
signal-sender_written_to = { $by_address ->
    [true] Quelqu'un ici a déjà écrit à { $address }, et l'adresse est confirmée techniquement.
   *[other] Quelqu'un ici a déjà écrit à une adresse chez { $domain }, et l'expéditeur est confirmé techniquement.
}
signal-sender_well_known = { $by_address ->
    [true] { $address } a écrit ici régulièrement, et l'adresse est confirmée techniquement.
   *[other] Des e-mails envoyés depuis { $domain } sont arrivés ici régulièrement, et l'expéditeur est confirmé techniquement.
}

## Schemes

rule-callback_brand_from_free_mail = Une marque connue ne vous demande pas, depuis une boîte gratuite, de l'appeler.
rule-callback_from_free_mail = Un débit dont vous ne savez rien, depuis une boîte gratuite, avec un numéro à appeler : c'est ainsi que cette escroquerie commence.
rule-callback_beside_alarm = Le nom d'une marque, une alerte et un numéro de téléphone, de la part de quelqu'un qui n'est pas la marque : on veut que vous appeliez de vous-même.
rule-callback_one_way = Une alarme ou une promesse, un appel comme seule issue, et un expéditeur que rien ne rattache à un nom : la suite de l'arnaque se passe au téléphone.
rule-prize_or_reward = Cet e-mail promet un gain ou une récompense à réclamer par un lien.
rule-advance_fee = Une personne inconnue vous offre une fortune. C'est la plus ancienne de ces escroqueries : on demande des frais, et rien n'est jamais versé.
rule-extortion = Cet e-mail menace de publier des enregistrements ou des données. De telles menaces sont envoyées en masse à de nombreuses personnes, et le plus souvent il n'y a rien derrière.
rule-callback_platform_field = La note qu'un inconnu peut écrire dans cet e-mail parle d'un débit ou d'un achat et donne un numéro à lui.
rule-payroll_code = Il annonce un document sur votre salaire que seul un téléphone peut ouvrir, par un code. Demandez à votre propre service du personnel.
rule-code_to_sign_in = Cet e-mail veut que vous scanniez un code QR pour garder un accès ou ouvrir un document. La page derrière ce code est celle d'un inconnu et demande votre mot de passe.
rule-voicemail_file = Il annonce un message vocal, et le fichier joint est une page web. De telles pages demandent votre mot de passe.
rule-account_changed = Il veut que les paiements aillent sur un autre compte et dit que l'ancien ne peut plus les recevoir. Appelez l'entreprise à un numéro que vous avez déjà avant de payer.
rule-task_job = Il promet une paie à la journée pour de petites tâches sur le téléphone. Ces emplois paient un peu au début, puis demandent un dépôt qui est perdu.
rule-favour_first = Il demande un service sans le nommer et veut une réponse par e-mail seulement. C'est ainsi que commence la fraude aux cartes cadeaux. Appelez la personne.
rule-gift_card_errand = Cet e-mail veut que vous achetiez des cartes cadeaux et que vous envoyiez les codes. Qui a les codes a l'argent, et il ne revient pas. Demandez à la personne par téléphone.
rule-crypto_wallet = Cet e-mail veut que vous vérifiiez un portefeuille de cryptomonnaies ou que vous réclamiez des jetons. Quiconque saisit une phrase de récupération perd le portefeuille.
rule-delivery_fee = Cet e-mail dit qu'un colis est bloqué tant que vous ne faites rien, et rien ne montre qu'un transporteur l'a envoyé.
rule-government_threat = Cet e-mail parle au nom d'une administration ou d'un tribunal, et rien ne montre qu'une administration l'a envoyé.
rule-mailbox_or_password = Cet e-mail dit que votre boîte est pleine ou que votre mot de passe expire, pour obtenir ce mot de passe.

## Advice

advice-do-not-call = N'appelez pas le numéro de cet e-mail. Dans de telles arnaques, la personne qui répond travaille pour les escrocs, si aimable soit-elle.
advice-check-order = Pour voir si la commande est réelle, ouvrez vous-même { $url } (tapez l'adresse, n'utilisez aucun lien de cet e-mail) et regardez vos commandes.
advice-check-site = Pour savoir si c'est vrai, ouvrez vous-même { $url } (tapez l'adresse, n'utilisez aucun lien de cet e-mail) et connectez-vous là.
advice-check-account = Pour voir si c'est vrai, ouvrez l'application officielle ou tapez vous-même l'adresse de l'entreprise, puis connectez-vous.
advice-check-card = Regardez le relevé de votre compte bancaire ou de votre carte : un débit qui n'y figure pas n'a jamais eu lieu.
advice-do-not-click = N'utilisez pas les liens et n'ouvrez pas les pièces jointes.
advice-report-brand = Signalez cet e-mail à { $brand } : { $report }.
advice-report-provider = Signalez cet e-mail à votre fournisseur de messagerie comme hameçonnage (phishing).
advice-already-called = Si vous avez déjà appelé : coupez le contact, ne laissez personne accéder à votre ordinateur, et supprimez tout programme que l'on vous a fait installer.
advice-gave-card = Si vous avez communiqué des données de carte ou de compte bancaire : appelez tout de suite votre banque au numéro imprimé sur votre carte, et faites bloquer la carte.
advice-gave-password = Si vous avez saisi un mot de passe : changez-le tout de suite, partout où vous l'utilisez.
advice-ask-sender = Renseignez-vous auprès de l'expéditeur par un autre moyen, avec un numéro ou une adresse que vous avez déjà.
advice-platform-ignore = Ne payez pas et n'appelez pas ; refusez la demande auprès du service lui-même ({ $platform }) et signalez-la au même endroit.
advice-forwarded = Il s'agit de l'e-mail qui vous a été transféré, pas de la personne qui l'a transféré.
advice-unreadable = N'ouvrez cet e-mail que si vous l'attendiez de cet expéditeur ; ce qu'il dit se trouve dans une partie qui n'a pas pu être lue ici ({ $missing }).

## What was missing

missing-ocr = du texte dans des images
missing-pdf = le texte d'un PDF
missing-office = le texte d'un document Office
missing-calendar = le contenu d'un fichier de calendrier
missing-heic = une image HEIC
missing-encrypted = un fichier chiffré
missing-file_expand_archives = les fichiers d'une archive
missing-file_parse_html = une page jointe
missing-file_parse_text = un texte joint
missing-worker = toutes les pièces jointes
missing-limit_files = une partie des très nombreux fichiers joints
missing-limit_depth = des fichiers imbriqués très profondément
missing-limit_expansion = un fichier qui, une fois décompressé, devient énorme
missing-limit_worker = une pièce jointe dont la lecture a pris trop de temps
missing-limit_pages = toutes les pages d'un document très long
missing-history = ce que cette boîte a déjà vu
missing-other = { $name }

## Servers

test-string = Cet e-mail contient la chaîne de caractères qui représente une arnaque, pour vérifier si les e-mails sont jugés.

## Answers to readers who report a mail

report-thanks = Merci de votre signalement. Voici ce qu'il en est du courriel que vous avez transféré :
report-thanks-itself = Merci. Aucun autre courriel n'a été trouvé dans le vôtre ; il s'agit donc ici de votre courriel lui-même. Transférez un courriel suspect en pièce jointe, et il pourra être examiné en entier.
report-benign = Cela ne prouve pas qu'il soit authentique. En cas de doute, renseignez-vous à un numéro ou à une adresse que vous connaissez déjà, pas à ceux du courriel.
