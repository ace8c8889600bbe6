# La page « Est-ce une arnaque ? ». Qui la lit a peut-être peur et peu de temps : phrases courtes, mots simples.

language-name = Français

## Every page

page-title = Est-ce une arnaque ?
skip-to-content = Aller au contenu
home = offhook : est-ce une arnaque ?
languages = Langue
footer-privacy = Rien de ce que vous envoyez n’est conservé. C’est lu ici, on vous répond, puis c’est oublié.
footer-limits = offhook peut se tromper. En cas de doute, demandez à l’entreprise par un moyen que vous connaissez déjà.
open-source = offhook est un logiciel libre.

## Start

start-lead = Un courriel vous inquiète ? Montrez-le ici avant d’appeler, de payer ou de cliquer.
form-file = Choisissez le courriel ou une capture d’écran
form-file-help = Un courriel enregistré (.eml ou .msg), une image ou un PDF. Jusqu’à { $megabytes } Mo.
form-drop = Ou déposez-le ici, ou collez-le.
form-or = ou
form-text = Collez le texte du courriel
form-text-help = Tout le texte, avec l’expéditeur si possible.
form-check = Vérifier
form-checking = Lecture en cours…
form-chosen = Choisi : { $name }
look-up-title = Seulement un numéro ou une adresse ?
form-line = Numéro de téléphone, de commande, ou expéditeur
form-line-help = Par exemple : « +1 803 555 0142, est-ce Amazon ? »
form-look-up = Chercher
privacy-title = Ce que nous en faisons
privacy-stored = Rien n’est conservé. Votre courriel est lu en mémoire et oublié dès que vous avez la réponse.
privacy-hosts = Rien ne part vers une autre entreprise. Aucune image du courriel n’est chargée, aucun lien n’est ouvert.
privacy-no-login = Pas de compte, pas de cookies.
happened-title = Il s’est déjà passé quelque chose ?
happened-lead = N’ayez pas honte : ces gens ne font que cela, toute la journée. Ce qui compte maintenant, c’est d’aller vite.

## Verdicts, as a word beside a symbol

word-malicious = Arnaque
word-suspicious = Suspect
word-undecided = Impossible à dire
word-benign = Rien trouvé
word-genuine = Authentique

## Answer

answer-do-now = Que faire maintenant
answer-why = Pourquoi
answer-why-genuine = Ce que nous avons vu
answer-mail = Le courriel
answer-mail-lead = Les passages sur lesquels reposent les raisons sont marqués. Les numéros mènent à la raison.
answer-reason = Raison { $number }
answer-place = Montrer le passage
answer-more-reasons = { $count ->
    [one] Encore une raison
   *[other] Encore { $count } raisons
}
answer-check-another = Vérifier autre chose
answer-benign-caution = Cela ne prouve pas qu’il est honnête. S’il demande de l’argent, un mot de passe, votre carte ou un appel que vous n’attendiez pas, vérifiez d’abord auprès de l’entreprise, par un moyen que vous connaissez déjà.
answer-genuine-caution = Malgré tout : ne payez et ne vous connectez que là où vous le faites toujours, pas par un lien.
answer-undecided-caution = Soyez prudent. N’appelez pas, ne cliquez pas et ne payez pas avant qu’une personne de confiance l’ait regardé.
answer-no-reasons = Nous n’avons rien trouvé qui indique une arnaque.
answer-without-sender = Nous n’avons vu que le texte, pas qui l’a vraiment envoyé. Si vous pouvez enregistrer le courriel lui-même (.eml) et le choisir ici, nous pourrons en dire plus.
answer-from-picture = Nous l’avons lu dans une image ou un document : une lettre peut être fausse, et on n’y voit pas qui l’a vraiment envoyé. Avec le courriel lui-même (.eml), nous pourrons en dire plus.
answer-from-outlook = Nous l’avons lu dans un fichier Outlook, qui ne montre pas si l’expéditeur est authentique.
answer-unread = Nous n’avons pas pu tout lire : { $missing }.
answer-attached = Il s’agit du courriel joint à celui que vous nous avez donné.

mail-subject = Objet
mail-from = De
mail-date = Date
mail-text = Texte
mail-hidden = Texte que le courriel vous cache
mail-pdf = Texte du PDF
mail-image = Texte de l’image
mail-office = Texte du document
mail-calendar = Texte de l’événement d’agenda
mail-qr = Dans le code QR
mail-nested = Texte du message joint
mail-attachment = Texte de la pièce jointe
mail-cut = Le texte continue ; en voici le début.
mail-empty = Il n’y a aucun texte à montrer.
mail-look = L’apparence du courriel
mail-look-lead = Sans images venues d’ailleurs, et rien n’y est cliquable.
mail-look-frame = Le courriel tel qu’il apparaît
mail-pictures = { $count ->
    [one] Une image n’a pas été chargée.
   *[other] { $count } images n’ont pas été chargées.
}
links-title = Où mènent vraiment les liens
links-lead = Rien n’est cliquable ici, pour que personne ne le fasse par accident.
links-shown = affiché comme
links-mismatch = affiche une autre adresse
links-of-brand = appartient à { $brand }
links-count = { $count ->
    [one] un lien
   *[other] { $count } liens
}
links-more = { $count ->
    [one] et une autre destination
   *[other] et { $count } autres destinations
}
numbers-title = Numéros de téléphone qu’il contient
number-listed = connu comme étant à { $owner }, d’après ses propres pages ou courriels
number-not_listed = ne figure pas parmi les numéros que nous tenons de l’entreprise elle-même
number-unknown = nous ne savons pas à qui il est
number-to-call = le courriel veut que vous l’appeliez

## Something has happened

situation-called = J’ai appelé le numéro
situation-card = J’ai donné ma carte ou mes données bancaires
situation-installed = Je les ai laissés entrer dans mon ordinateur
situation-paid = J’ai payé ou envoyé de l’argent
situation-password = J’ai saisi un mot de passe
help-title = Que faire maintenant
help-order = Dans cet ordre. La première étape est la plus urgente.
help-country = Votre pays
help-country-other = Un autre pays
help-country-change = Afficher
help-no-country = Nous n’avons pas les services de votre pays. Votre banque et la police vous diront où le signaler.
help-other-situations = Il s’est aussi passé autre chose ?
help-source = d’après { $host }, lu en { $read }
help-call = Appelez le { $phone }

step-hang-up = Coupez le contact
step-hang-up-how = Raccrochez. Ne discutez pas et ne rappelez pas. S’ils rappellent, ne répondez pas. Vous ne leur devez rien.
step-block-card = Appelez votre banque et faites opposition
step-block-card-how = Utilisez le numéro inscrit sur votre carte ou dans l’application de votre banque, jamais celui du courriel ou de l’appelant. Dites : « J’ai été victime d’une arnaque et j’ai donné mes données. »
step-call-bank = Appelez votre banque depuis un autre téléphone
step-call-bank-how = Dites que quelqu’un a eu accès à votre appareil. Demandez de bloquer la banque en ligne et les cartes, et de chercher les paiements qui ne sont pas de vous.
step-watch-account = Surveillez votre compte
step-watch-account-how = Regardez-le chaque jour pendant un mois. Contestez aussitôt tout paiement qui n’est pas de vous ; il y a des délais.
step-offline = Coupez l’appareil d’internet
step-offline-how = S’ils sont entrés dans votre ordinateur ou téléphone : coupez le Wi-Fi, débranchez le câble réseau, puis éteignez l’appareil. Sans connexion, ils ne peuvent plus rien faire.
step-remove = Supprimez ce qu’ils vous ont fait installer
step-remove-how = En général AnyDesk, TeamViewer, ScreenConnect, UltraViewer ou un programme « d’assistance ». Supprimez-le dans les réglages, sous Applications, avec tout ce qui a été installé ce jour-là.
step-passwords = Changez vos mots de passe depuis un autre appareil
step-passwords-how = D’abord celui de votre messagerie, car il ouvre tous les autres, puis celui de votre banque, puis partout où vous utilisiez le même.
step-second-step = Activez la deuxième étape
step-second-step-how = Un code ou une application à chaque connexion (« deux étapes ») arrête celui qui a votre mot de passe. Dans les réglages du compte, déconnectez tous les autres appareils.
step-check-device = Faites vérifier l’appareil
step-check-device-how = Par quelqu’un que vous connaissez ou dans un magasin que vous avez choisi vous-même. D’ici là, ne l’utilisez pas pour la banque.
step-stop-payment = Demandez à la banque ou au service d’arrêter le paiement
step-stop-payment-how = Appelez tout de suite. Dans les premières heures, un virement peut souvent être arrêté. Dites : « On m’a trompé pour obtenir ce paiement. » Demandez une confirmation écrite.
step-gift-cards = Cartes cadeaux : appelez l’entreprise de la carte
step-gift-cards-how = Gardez la carte et le ticket. Demandez de bloquer ce qui reste. Pour des cryptomonnaies, prévenez la plateforme d’où vous les avez envoyées.
step-keep = Gardez tout
step-keep-how = Le courriel, les numéros, les noms, les reçus, les heures. N’effacez pas le courriel. La banque et la police vous le demanderont.
step-expect-more = Attendez-vous à d’autres tentatives
step-expect-more-how = Ils se transmettent les noms. Quelqu’un proposera de récupérer votre argent contre des frais, ou se dira votre banque ou la police. C’est encore la même arnaque.
step-report = Signalez-le
step-report-how = Cela aide à récupérer l’argent et prévient les autres.

contact-card = bloque cartes et comptes
contact-report = reçoit les signalements de fraude
contact-police = police
contact-advice = conseils et aide
contact-identity = aide quand quelqu’un utilise votre identité

country-au = Australie
country-br = Brésil
country-ca = Canada
country-de = Allemagne
country-es = Espagne
country-fr = France
country-gb = Royaume-Uni
country-in = Inde
country-mx = Mexique
country-pt = Portugal
country-us = États-Unis

## Look-up

look-up-heading = Ce que nous savons
look-up-asked = Votre question : { $question }
look-up-again = Demander encore

word-known = Connu
word-unknown = Inconnu
word-warning = Attention

found-number-listed = { $number } est un numéro de { $brand }.
found-number-listed-caution = Mais le numéro affiché par un appel peut être falsifié. Appelez vous-même ; ne vous fiez pas à un appel qui l’affiche.
found-number-hearsay = { $number } est cité comme un numéro de { $brand }, mais pas sur une page de { $brand }. Nous ne pouvons pas nous en porter garants.
found-number-neutral = { $number } appartient à { $owner }.
found-number-not-listed = { $number } ne figure pas parmi les numéros de { $brand } que nous tenons de { $brand }.
found-number-unknown = Nous ne connaissons pas { $number }. Cela ne le rend pas sûr, et n’en fait pas une arnaque.
found-number-none-of-brand = Nous n’avons aucun numéro de { $brand } pour ce pays venant de { $brand } pour comparer.
found-number-advice = N’appelez pas un numéro venu d’un courriel. Ouvrez l’application ou tapez vous-même l’adresse de l’entreprise, et cherchez-y le numéro.

found-domain-brand = { $domain } appartient à { $brand }.
found-domain-brand-caution = N’importe qui peut écrire cette adresse comme expéditeur. Donnez-nous le courriel entier, et nous vérifierons s’il vient vraiment de là.
found-domain-authorised = On sait que { $brand } envoie des courriels depuis { $domain }.
found-domain-free = Chez { $domain }, n’importe qui peut ouvrir une boîte. Aucune entreprise n’écrit à ses clients depuis là.
found-domain-platform = { $domain } est utilisé par { $platform }. Le courriel est authentique, mais des inconnus peuvent en écrire des parties.
found-domain-lookalike = { $domain } ressemble à { $genuine }, qui est à { $brand }, mais n’est pas à { $brand }.
found-domain-unknown = Nous ne connaissons pas { $domain }. Cela ne le rend pas sûr, et n’en fait pas une arnaque.
found-domain-not-brand = Ce n’est aucun des domaines de { $brand } que nous connaissons.

found-order-form = Ceci a la forme des numéros de commande de { $brand }. Une forme se copie facilement : elle ne dit pas si la commande existe.
found-order-check = Ouvrez vous-même { $url } et regardez vos commandes. Ce qui n’y est pas n’a jamais été commandé.
found-brand = { $brand } : son propre site est { $domain }.
found-brand-report = Les faux se signalent à : { $report }.
found-nothing = Nous n’y avons trouvé ni numéro de téléphone, ni numéro de commande, ni adresse, ni entreprise.
found-nothing-advice = Collez plutôt le texte entier du courriel sur la première page.
found-evidence-page = Il figure sur la page de { $brand } (lu en { $date }).
found-evidence-mail = Il figure dans des courriels authentiques de { $brand } (lu en { $date }).

## Somebody who has signed in, and what his own mailbox has seen

reader-sign-in = Se connecter
reader-sign-out = Se déconnecter
reader-signed-in = Compte : { $name }
reader-console = Console
reader-account = Mon compte
privacy-login = Aucun compte n’est nécessaire. Si vous vous connectez, un cookie le retient jusqu’à ce que vous vous déconnectiez.
privacy-signed-in = Vous êtes connecté : ce que votre propre boîte a vu est consulté aussi. Rien n’y est ajouté.

own-title = Dans votre boîte
own-asked = Consulté : { $mailboxes }
own-sign-in = Si vous avez un compte ici et vous connectez, nous consultons aussi ce que votre propre boîte en a vu.
own-no-mailbox = Aucune boîte n’appartient encore à votre compte. La personne qui s’occupe d’offhook ici peut l’ajouter.
own-silent = Ce que votre boîte a vu ne peut pas être consulté pour le moment. Cette réponse n’en tient pas compte.
own-not-kept = Ici, ce que les boîtes ont vu n’est pas conservé : on ne peut donc rien dire de la vôtre.
own-mail = Le courriel a aussi été comparé à ce que votre boîte a vu auparavant. Rien n’y a été ajouté.
own-sender-none = À notre connaissance, vous n’avez reçu aucun courriel de cet expéditeur.
own-sender-seen = { $count ->
    [one] Vous avez reçu un courriel de cet expéditeur, le { $last }.
    [256] Vous recevez des courriels de cet expéditeur depuis le { $first }, au moins 256 ; le dernier date du { $last }.
   *[other] Vous avez reçu { $count } courriels de cet expéditeur depuis le { $first } ; le dernier date du { $last }.
}
own-sender-claimed = { $count ->
    [one] Un courriel vous est parvenu en son nom, le { $last }, sans preuve que c’était vraiment lui.
    [256] Au moins 256 courriels vous sont parvenus en son nom depuis le { $first }, le dernier le { $last }, sans preuve que c’était vraiment lui.
   *[other] { $count } courriels vous sont parvenus en son nom depuis le { $first }, le dernier le { $last }, sans preuve que c’était vraiment lui.
}
own-written = { $count ->
    [one] Vous lui avez écrit le { $last }.
   *[other] Vous lui avez écrit depuis le { $first }, la dernière fois le { $last }.
}
own-sender-caution = Connaître une adresse ne prouve pas que le prochain courriel en vienne, ni que personne d’autre n’y soit entré.
own-scam-only = Ce courriel était une arnaque.
own-scams = { $count ->
    [one] L’un d’eux était une arnaque.
   *[other] { $count } d’entre eux étaient des arnaques.
}
own-doubtful-only = Ce courriel était suspect.
own-doubtful = { $count ->
    [one] L’un d’eux était suspect.
   *[other] { $count } d’entre eux étaient suspects.
}
own-number-warning = Ce numéro figurait dans des arnaques qui vous ont été envoyées. Ne l’appelez pas.
own-number-none = À notre connaissance, ce numéro ne figurait dans aucun courriel qui vous était adressé.
own-number-seen = { $count ->
    [one] Ce numéro figurait dans un courriel qui vous était adressé, le { $last }.
    [256] Ce numéro figurait dans au moins 256 courriels qui vous étaient adressés, le premier le { $first }, le dernier le { $last }.
   *[other] Ce numéro figurait dans { $count } courriels qui vous étaient adressés, le premier le { $first }, le dernier le { $last }.
}
own-number-named-seen = { $count ->
    [one] { $number } figurait dans un courriel antérieur qui vous était adressé, le { $last }.
    [256] { $number } figurait dans au moins 256 courriels antérieurs qui vous étaient adressés, le premier le { $first }, le dernier le { $last }.
   *[other] { $number } figurait dans { $count } courriels antérieurs qui vous étaient adressés, le premier le { $first }, le dernier le { $last }.
}
own-order-matched = Votre boîte contient un courriel authentique de { $brand } avec ce numéro de commande, du { $date }.
own-order-caution = La commande existe. Mais quiconque a vu ce courriel peut citer son numéro dans un faux.
own-order-absent = { $count ->
    [one] Le seul courriel authentique de { $brand } que votre boîte a reçu au cours de la dernière année ne mentionne pas cette commande.
    [256] Aucun des 256 derniers courriels authentiques de { $brand } dans votre boîte ne mentionne cette commande.
   *[other] Aucun des { $count } courriels authentiques de { $brand } que votre boîte a reçus au cours de la dernière année ne mentionne cette commande.
}
own-order-unknown = Nous ne connaissons dans votre boîte aucun courriel authentique de { $brand } qui mentionne une commande : il n’y a donc rien à comparer.
own-mail-order-matched = Votre boîte contient un courriel authentique antérieur de cette entreprise qui mentionne la même commande.
own-mail-order-absent = { $count ->
    [one] Le seul courriel authentique de cette entreprise que votre boîte a reçu au cours de la dernière année ne mentionne pas cette commande.
    [256] Aucun des 256 derniers courriels authentiques de cette entreprise dans votre boîte ne mentionne cette commande.
   *[other] Aucun des { $count } courriels authentiques de cette entreprise que votre boîte a reçus au cours de la dernière année ne mentionne cette commande.
}
date-in-words = { $day ->
    [1] 1er
   *[other] { $day }
} { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
} { $year }

## Signing in

console-home = offhook : la console
console-sign-in = Se connecter
console-sign-in-lead = Avec votre compte, vous apprenez aussi ici ce que votre propre boîte a vu. La console, qui montre le courrier d’autres personnes, demande le rôle analyst ou admin.
console-account-name = Nom
console-password = Mot de passe
console-enter = Se connecter
console-sign-in-token = Se connecter avec un jeton
console-token = Jeton
console-token-help = Il est créé par la personne qui gère ce serveur :
console-enter-token = Se connecter avec le jeton
console-sign-out = Se déconnecter
console-wrong-password = Le nom ou le mot de passe est faux, ou trop d’essais ont échoué et le nom est bloqué pour un moment.
console-wrong-token = Ce jeton ne compte pas. Il est peut-être mal tapé, révoqué ou trop ancien.
console-low-role = Avec ce jeton, on ne peut que faire vérifier du courrier. La console demande le rôle analyst ou admin.
console-too-often = Trop d’essais. Réessayez dans { $seconds } secondes.
console-code-title = Encore une étape
console-code-lead = Tapez le code que montre votre application d’authentification.
console-code = Code
console-code-help = Six chiffres. Si vous avez perdu l’application, tapez plutôt un de vos codes de secours.
console-wrong-code = Ce code ne compte pas. Il est peut-être mal tapé, trop ancien ou déjà utilisé ; après plusieurs échecs, il faut attendre.
console-openid-sign-in = Se connecter avec { $host }
console-openid-late = Cette connexion n’a pas été commencée ici, ou elle a pris trop de temps. Recommencez.
console-openid-refused = Le fournisseur de votre organisation ne vous a pas connecté.
console-openid-away = Le fournisseur de votre organisation ne répond pas comme il faut. Réessayez plus tard ; le journal du serveur dit pourquoi.
console-openid-token = La réponse du fournisseur de votre organisation n’est pas crue ; le journal du serveur dit pourquoi.
console-openid-no-role = Le fournisseur de votre organisation vous connaît, mais aucun de vos rôles n’ouvre quoi que ce soit ici.
console-openid-disabled = Votre compte est désactivé ici. La personne qui gère les comptes peut l’activer.
console-welcome = Vous êtes connecté
console-go-on = Continuer
console-part-account = Mon compte
console-notice = Pas fait
console-back = Continuer
console-foreign-form = Ce formulaire n’a pas été envoyé depuis une page de ce site, ou sa session est terminée. Revenez en arrière, rechargez la page et recommencez.
console-broken-form = Le formulaire n’est pas arrivé en entier. Envoyez-le de nouveau.
console-away = Le stockage ne répond pas. Le journal du serveur dit pourquoi.
console-busy = Le serveur est occupé. Réessayez dans quelques secondes.
console-cancel = Annuler
console-readers-only = La console est pour ceux qui s’occupent du courrier de tous. Ce que votre propre boîte a vu vous est dit sur la page « Est-ce une arnaque ? ».

## When it does not work

refused-title = Cela n’a pas marché
refused-empty = Il n’y avait rien à vérifier. Choisissez un fichier, collez le texte du courriel ou tapez un numéro.
refused-unknown = Ce n’est ni un courriel, ni un texte, ni une image que nous sachions lire. Enregistrez le courriel en .eml ou faites-en une capture d’écran. Si c’est un programme, ne l’ouvrez pas.
refused-too-long = C’est trop gros. On peut vérifier { $megabytes } Mo au plus. Une capture d’écran du courriel suffit.
refused-busy = Beaucoup de gens demandent en ce moment. Réessayez dans quelques secondes.
refused-failed = Quelque chose a échoué ici pendant la lecture. Soyez prudent avec ce courriel, et essayez avec une capture d’écran.
refused-often = Vous avez demandé très souvent en peu de temps. Attendez une minute.
refused-origin = Cette demande venait d’un autre site. Commencez ici.
refused-broken = L’envoi s’est interrompu. Réessayez.
refused-slow = L’envoi a pris trop de temps. Réessayez, peut-être avec une capture d’écran.
refused-missing = Cette page n’existe pas.
back-to-start = À la première page

# One's own account, which readers have as well.
console-title = Console
console-parts = Parties de la console
console-own-mailboxes = Vos boîtes : { $mailboxes }
console-missing = Cela n’existe pas ici, ou n’est plus conservé.
console-account-openid = Vous êtes connecté par { $issuer }. Le mot de passe et le second facteur se règlent là-bas.
console-account-token = Vous êtes connecté avec un jeton. Qui gère ce serveur crée et révoque les jetons.
console-authenticator = Application d’authentification
console-totp-on = À la connexion, un code de votre application d’authentification est demandé.
console-totp-off = À la connexion, seul votre mot de passe est demandé. Avec une application d’authentification, qui l’apprend n’entre pas.
console-totp-set-up = Installer une application d’authentification …
console-totp-replace = Installer une autre application d’authentification …
console-totp-lead = Une application d’authentification est un programme de votre téléphone ou de votre ordinateur qui montre un nouveau code toutes les demi-minutes.
console-totp-required = Ce serveur exige une application d’authentification : un programme de votre téléphone ou de votre ordinateur qui montre un nouveau code toutes les demi-minutes. Installez-en une pour continuer.
console-totp-replaces = Celle que vous avez et vos codes de secours ne vaudront plus.
console-totp-begin = Commencer
console-totp-scan = Lisez ceci avec votre application d’authentification.
console-totp-code = Code QR contenant le secret
console-totp-open = Ouvrir dans une application d’authentification de cet appareil
console-totp-type = Ou tapez-y ceci :
console-totp-confirm = Le code qu’elle montre maintenant
console-totp-finish = Confirmer
console-totp-done = Votre application d’authentification est installée. Toutes vos autres connexions ont pris fin.
console-wrong-set-up-code = Ce n’est pas le code qu’elle montre maintenant. Son horloge est-elle à l’heure ?
console-code-late = Rien n’est plus en cours d’installation ici. Recommencez.
console-recovery = Codes de secours
console-recovery-lead = Chacun vous laisse entrer une fois si l’application d’authentification est perdue. Gardez-les ailleurs qu’elle. Ils ne seront plus montrés.
console-recovery-kept = Je les ai gardés
console-recovery-left = { $count ->
    [0] Il ne reste aucun code de secours.
    [one] Codes de secours restants : { $count }.
   *[other] Il reste { $count } codes de secours.
}
console-password-change = Changer le mot de passe
console-password-now = Votre mot de passe actuel
console-password-new = Nouveau mot de passe
console-password-help = Au moins 12 caractères. Quelques mots sans rapport entre eux conviennent bien.
console-password-again = Le même encore une fois
console-password-differs = Les deux nouveaux mots de passe ne sont pas identiques.
console-password-short = Un mot de passe a au moins 12 caractères.
console-password-long = Un mot de passe a au plus 1024 octets.
console-password-common = Ce mot de passe est de ceux que l’on essaie en premier. Choisissez des mots sans rapport entre eux.
console-password-holds-name = Un mot de passe ne contient pas le nom du compte.
console-wrong-own-password = Ce n’est pas votre mot de passe, ou trop d’essais ont échoué et votre nom est bloqué pour un moment.
console-sessions = Où vous êtes connecté
console-session-own = (ici)
console-session-since = depuis { $time } UTC,
console-session-idle = { $count ->
    [0] utilisée à l’instant
    [one] utilisée il y a { $count } minute
   *[other] utilisée il y a { $count } minutes
}
console-session-end = S’y déconnecter
console-sessions-end = Se déconnecter partout ailleurs
