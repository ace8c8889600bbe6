# A página «Isto é um golpe?». Quem a lê pode estar assustado e com pressa: frases curtas, palavras simples, que se
# entendam no Brasil e em Portugal.

language-name = Português

## Every page

page-title = Isto é um golpe?
skip-to-content = Ir para o conteúdo
home = offhook: isto é um golpe?
languages = Idioma
footer-privacy = Nada do que envia é guardado. É lido aqui, respondido e esquecido.
footer-limits = O offhook pode errar. Na dúvida, pergunte à empresa por um meio que já conhece.
open-source = O offhook é software livre.

## Start

start-lead = Um e-mail deixou você preocupado? Mostre-o aqui antes de ligar, pagar ou clicar.
form-file = Escolha o e-mail ou uma captura de tela
form-file-help = Um e-mail salvo (.eml ou .msg), uma imagem ou um PDF. Até { $megabytes } MB.
form-drop = Ou arraste-o para aqui, ou cole-o.
form-or = ou
form-text = Cole o texto do e-mail
form-text-help = Todo o texto e, se puder, também o remetente.
form-check = Verificar
form-checking = Lendo…
form-chosen = Escolhido: { $name }
look-up-title = Só um número ou um endereço?
form-line = Telefone, número do pedido ou remetente
form-line-help = Por exemplo: «+1 803 555 0142, é da Amazon?»
form-look-up = Procurar
privacy-title = O que acontece com isso
privacy-stored = Nada é guardado. Seu e-mail é lido na memória e esquecido assim que você tem a resposta.
privacy-hosts = Nada vai para outra empresa. Nenhuma imagem do e-mail é carregada, nenhum link é aberto.
privacy-no-login = Sem conta e sem cookies.
happened-title = Já aconteceu alguma coisa?
happened-lead = Não tenha vergonha: essa gente faz isso o dia inteiro. O que ajuda agora é agir depressa.

## Verdicts, as a word beside a symbol

word-malicious = Golpe
word-suspicious = Suspeito
word-undecided = Não dá para saber
word-benign = Nada encontrado
word-genuine = Autêntico

## Answer

answer-do-now = O que fazer agora
answer-why = Por quê
answer-why-genuine = O que vimos
answer-mail = O e-mail
answer-mail-lead = Estão marcados os pontos em que os motivos se baseiam. Os números levam ao motivo.
answer-reason = Motivo { $number }
answer-place = Mostrar o ponto
answer-more-reasons = { $count ->
    [one] Mais um motivo
   *[other] Mais { $count } motivos
}
answer-check-another = Verificar outra coisa
answer-benign-caution = Isso não prova que ele seja honesto. Se pedir dinheiro, senha, cartão ou uma ligação que você não esperava, confirme primeiro com a empresa, por um meio que já conhece.
answer-genuine-caution = Mesmo assim: pague e entre na sua conta só onde sempre faz isso, não por um link.
answer-undecided-caution = Tenha cuidado. Não ligue, não clique e não pague antes que alguém de confiança veja isto.
answer-no-reasons = Não encontramos nada que indique um golpe.
answer-without-sender = Só vimos o texto, não quem de fato o enviou. Se puder salvar o próprio e-mail (.eml) e escolhê-lo aqui, poderemos dizer mais.
answer-from-picture = Lemos isto em uma imagem ou em um documento: alguma letra pode estar errada, e não se vê quem de fato enviou. Com o próprio e-mail (.eml) poderemos dizer mais.
answer-from-outlook = Lemos isto em um arquivo do Outlook, que não mostra se o remetente é autêntico.
answer-unread = Não conseguimos ler tudo: { $missing }.
answer-attached = Isto vale para o e-mail anexado ao que você nos deu.

mail-subject = Assunto
mail-from = De
mail-date = Data
mail-text = Texto
mail-hidden = Texto que o e-mail esconde de você
mail-pdf = Texto do PDF
mail-image = Texto da imagem
mail-office = Texto do documento
mail-calendar = Texto do evento de agenda
mail-qr = No código QR
mail-nested = Texto da mensagem anexada
mail-attachment = Texto do anexo
mail-cut = O texto continua; este é o começo.
mail-empty = Não há texto que possa ser mostrado.
mail-look = Como o e-mail aparece
mail-look-lead = Sem imagens de outros lugares, e nada nele pode ser clicado.
mail-look-frame = O e-mail como ele aparece
mail-pictures = { $count ->
    [one] Uma imagem não foi carregada.
   *[other] { $count } imagens não foram carregadas.
}
links-title = Para onde os links levam de verdade
links-lead = Nada aqui pode ser clicado, para que ninguém o faça sem querer.
links-shown = aparece como
links-mismatch = mostra outro endereço
links-of-brand = pertence a { $brand }
links-count = { $count ->
    [one] um link
   *[other] { $count } links
}
links-more = { $count ->
    [one] e mais um destino
   *[other] e mais { $count } destinos
}
numbers-title = Telefones que aparecem nele
number-listed = consta como de { $owner }, nas suas próprias páginas ou e-mails
number-not_listed = não está entre os números que temos da própria empresa
number-unknown = não sabemos de quem é
number-to-call = o e-mail quer que você ligue

## Something has happened

situation-called = Liguei para o número
situation-card = Dei os dados do cartão ou do banco
situation-installed = Deixei que entrassem no meu computador
situation-paid = Paguei ou enviei dinheiro
situation-password = Digitei uma senha
help-title = O que fazer agora
help-order = Nesta ordem. O primeiro passo é o mais urgente.
help-country = Seu país
help-country-other = Outro país
help-country-change = Mostrar
help-no-country = Não temos os órgãos do seu país. Seu banco e a polícia dirão onde denunciar.
help-other-situations = Aconteceu mais alguma coisa?
help-source = segundo { $host }, lido em { $read }
help-call = Ligue para { $phone }

step-hang-up = Encerre o contato
step-hang-up-how = Desligue. Não discuta e não ligue de volta. Se ligarem outra vez, não atenda. Você não deve nada a eles.
step-block-card = Ligue para o seu banco e peça para bloquear o cartão
step-block-card-how = Use o número que está no cartão ou no aplicativo do banco, nunca um do e-mail ou de quem ligou. Diga: «Caí em um golpe e passei meus dados.»
step-call-bank = Ligue para o seu banco de outro telefone
step-call-bank-how = Diga que alguém teve acesso ao seu aparelho. Peça para bloquear o acesso pela internet e os cartões, e para procurar pagamentos que não são seus.
step-watch-account = Acompanhe sua conta
step-watch-account-how = Olhe todos os dias durante um mês. Conteste na hora cada pagamento que não for seu; há prazos.
step-offline = Desconecte o aparelho da internet
step-offline-how = Se eles entraram no computador ou no celular: desligue o Wi-Fi, tire o cabo de rede e depois desligue o aparelho. Sem conexão eles não conseguem continuar.
step-remove = Remova o que mandaram instalar
step-remove-how = Em geral AnyDesk, TeamViewer, ScreenConnect, UltraViewer ou um programa de «suporte». Remova nas configurações, em Aplicativos, junto com tudo o que foi instalado nesse dia.
step-passwords = Troque suas senhas em outro aparelho
step-passwords-how = Primeiro a do e-mail, porque ela abre todas as outras; depois a do banco, e então onde você usou a mesma.
step-second-step = Ative a segunda etapa
step-second-step-how = Um código ou aplicativo a cada entrada («duas etapas») barra quem tem a sua senha. Nas configurações da conta, encerre a sessão em todos os outros aparelhos.
step-check-device = Mande verificar o aparelho
step-check-device-how = Com alguém que você conhece ou em uma loja que você mesmo escolheu. Antes disso, não o use para o banco.
step-stop-payment = Peça ao banco ou ao serviço para parar o pagamento
step-stop-payment-how = Ligue já. Nas primeiras horas muitas transferências ainda podem ser paradas; no Brasil, peça o MED do Pix. Diga: «Fui enganado para fazer este pagamento.» Peça o protocolo por escrito.
step-gift-cards = Cartões-presente: ligue para a empresa do cartão
step-gift-cards-how = Guarde o cartão e o recibo. Peça para bloquear o que restar. Se foram criptomoedas, avise a corretora de onde as enviou.
step-keep = Guarde tudo
step-keep-how = O e-mail, números, nomes, recibos, horários. Não apague o e-mail. O banco e a polícia vão pedir.
step-expect-more = Espere novas tentativas
step-expect-more-how = Eles passam os nomes adiante. Alguém vai oferecer recuperar o dinheiro mediante uma taxa, ou dizer que é do banco ou da polícia. É o mesmo golpe de novo.
step-report = Denuncie
step-report-how = Ajuda a recuperar o dinheiro e avisa outras pessoas.

contact-card = bloqueia cartões e contas
contact-report = recebe denúncias de fraude
contact-police = polícia
contact-advice = orientação e ajuda
contact-identity = ajuda quando alguém usa a sua identidade

country-au = Austrália
country-br = Brasil
country-ca = Canadá
country-de = Alemanha
country-es = Espanha
country-fr = França
country-gb = Reino Unido
country-in = Índia
country-mx = México
country-pt = Portugal
country-us = Estados Unidos

## Look-up

look-up-heading = O que sabemos
look-up-asked = Sua pergunta: { $question }
look-up-again = Perguntar outra vez

word-known = Conhecido
word-unknown = Desconhecido
word-warning = Cuidado

found-number-listed = { $number } é um número de { $brand }.
found-number-listed-caution = Mas o número que aparece em uma chamada pode ser falsificado. Ligue você mesmo; não confie em uma chamada que o mostre.
found-number-hearsay = { $number } é citado como número de { $brand }, mas não em uma página de { $brand }. Não podemos garantir.
found-number-neutral = { $number } pertence a { $owner }.
found-number-not-listed = { $number } não está entre os números de { $brand } que temos da própria { $brand }.
found-number-unknown = Não conhecemos { $number }. Isso não o torna seguro nem faz dele um golpe.
found-number-none-of-brand = Não temos nenhum número de { $brand } para esse país vindo da própria { $brand } para comparar.
found-number-advice = Não ligue para um número de um e-mail. Abra o aplicativo ou digite você mesmo o endereço da empresa, e procure o número lá.

found-domain-brand = { $domain } pertence a { $brand }.
found-domain-brand-caution = Qualquer um pode escrever esse endereço como remetente. Dê-nos o e-mail inteiro e verificamos se ele veio mesmo de lá.
found-domain-authorised = Sabe-se que { $brand } envia e-mails por { $domain }.
found-domain-free = Em { $domain } qualquer pessoa pode abrir uma caixa de e-mail. Nenhuma empresa escreve aos clientes por lá.
found-domain-platform = { $domain } é usado por { $platform }. O e-mail é autêntico, mas estranhos podem escrever partes dele.
found-domain-lookalike = { $domain } parece { $genuine }, que é de { $brand }, mas não é de { $brand }.
found-domain-unknown = Não conhecemos { $domain }. Isso não o torna seguro nem faz dele um golpe.
found-domain-not-brand = Não é nenhum dos domínios de { $brand } que conhecemos.

found-order-form = Isto tem a forma dos números de pedido de { $brand }. Uma forma se copia facilmente: não diz se o pedido existe.
found-order-check = Abra { $url } você mesmo e veja seus pedidos. O que não está lá nunca foi pedido.
found-brand = { $brand }: o site próprio é { $domain }.
found-brand-report = Falsificações são comunicadas a: { $report }.
found-nothing = Não encontramos aí nenhum telefone, número de pedido, endereço ou empresa.
found-nothing-advice = Em vez disso, cole o texto inteiro do e-mail na primeira página.
found-evidence-page = Consta na própria página de { $brand } (lido em { $date }).
found-evidence-mail = Consta em e-mails autênticos de { $brand } (lido em { $date }).

## Somebody who has signed in, and what his own mailbox has seen

reader-sign-in = Entrar
reader-sign-out = Sair
reader-signed-in = Conta: { $name }
reader-console = Console
reader-account = Minha conta
privacy-login = Você não precisa de conta. Se você entrar, um cookie lembra disso até você sair.
privacy-signed-in = Você entrou: o que sua própria caixa de e-mail já viu também é consultado. Nada é acrescentado a isso.

own-title = Na sua caixa de e-mail
own-asked = Consultado: { $mailboxes }
own-sign-in = Se você tem uma conta aqui e entrar, consultamos também o que sua própria caixa de e-mail já viu disso.
own-no-mailbox = Sua conta ainda não tem nenhuma caixa de e-mail. Quem cuida do offhook aqui pode incluí-la.
own-silent = O que sua caixa de e-mail já viu não pode ser consultado agora. Esta resposta não leva isso em conta.
own-not-kept = Aqui não se guarda o que as caixas de e-mail já viram; por isso nada se pode dizer da sua.
own-mail = O e-mail também foi comparado com o que sua caixa de e-mail já viu antes. Nada foi acrescentado a isso.
own-sender-none = Que saibamos, você não recebeu nenhum e-mail deste remetente.
own-sender-seen = { $count ->
    [one] Você recebeu um e-mail deste remetente, em { $last }.
    [256] Você recebe e-mails deste remetente desde { $first }, pelo menos 256; o último foi em { $last }.
   *[other] Você recebeu e-mails deste remetente desde { $first }, { $count } vezes; o último foi em { $last }.
}
own-sender-claimed = { $count ->
    [one] Um e-mail chegou a você em nome dele, em { $last }, sem prova de que era mesmo o remetente.
    [256] Pelo menos 256 e-mails chegaram a você em nome dele desde { $first }, o último em { $last }, sem prova de que era mesmo o remetente.
   *[other] { $count } e-mails chegaram a você em nome dele desde { $first }, o último em { $last }, sem prova de que era mesmo o remetente.
}
own-written = { $count ->
    [one] Você escreveu para ele em { $last }.
   *[other] Você tem escrito para ele desde { $first }, a última vez em { $last }.
}
own-sender-caution = Conhecer um endereço não prova que o próximo e-mail vem dele, nem que ninguém mais entrou nele.
own-scam-only = Esse e-mail era golpe.
own-scams = { $count ->
    [one] Um deles era golpe.
   *[other] { $count } deles eram golpes.
}
own-doubtful-only = Esse e-mail era suspeito.
own-doubtful = { $count ->
    [one] Um deles era suspeito.
   *[other] { $count } deles eram suspeitos.
}
own-number-warning = Este número constava de fraudes que lhe foram enviadas. Não ligue para ele.
own-number-none = Que saibamos, este número não estava em nenhum e-mail para você.
own-number-seen = { $count ->
    [one] Este número estava em um e-mail para você, em { $last }.
    [256] Este número estava em pelo menos 256 e-mails para você, o primeiro em { $first }, o último em { $last }.
   *[other] Este número estava em { $count } e-mails para você, o primeiro em { $first }, o último em { $last }.
}
own-number-named-seen = { $count ->
    [one] { $number } estava em um e-mail anterior para você, em { $last }.
    [256] { $number } estava em pelo menos 256 e-mails anteriores para você, o primeiro em { $first }, o último em { $last }.
   *[other] { $number } estava em { $count } e-mails anteriores para você, o primeiro em { $first }, o último em { $last }.
}
own-order-matched = Sua caixa de e-mail tem um e-mail verdadeiro de { $brand } com este número de pedido, de { $date }.
own-order-caution = O pedido existe. Mas quem viu aquele e-mail pode citar o número em um falso.
own-order-absent = { $count ->
    [one] O único e-mail verdadeiro de { $brand } que sua caixa de e-mail recebeu no último ano não menciona este pedido.
    [256] Nenhum dos últimos 256 e-mails verdadeiros de { $brand } na sua caixa de e-mail menciona este pedido.
   *[other] Nenhum dos { $count } e-mails verdadeiros de { $brand } que sua caixa de e-mail recebeu no último ano menciona este pedido.
}
own-order-unknown = Não conhecemos na sua caixa de e-mail nenhum e-mail verdadeiro de { $brand } que mencione um pedido; por isso não há com que comparar.
own-mail-order-matched = Sua caixa de e-mail tem um e-mail verdadeiro anterior desta empresa que menciona o mesmo pedido.
own-mail-order-absent = { $count ->
    [one] O único e-mail verdadeiro desta empresa que sua caixa de e-mail recebeu no último ano não menciona este pedido.
    [256] Nenhum dos últimos 256 e-mails verdadeiros desta empresa na sua caixa de e-mail menciona este pedido.
   *[other] Nenhum dos { $count } e-mails verdadeiros desta empresa que sua caixa de e-mail recebeu no último ano menciona este pedido.
}
date-in-words = { $day } de { $month ->
    [1] janeiro
    [2] fevereiro
    [3] março
    [4] abril
    [5] maio
    [6] junho
    [7] julho
    [8] agosto
    [9] setembro
    [10] outubro
    [11] novembro
   *[12] dezembro
} de { $year }

## Signing in

console-home = offhook: o console
console-sign-in = Entrar
console-sign-in-lead = Com sua conta você também fica sabendo aqui o que sua própria caixa de e-mail já viu. O console, que mostra e-mails de outras pessoas, exige o papel analyst ou admin.
console-account-name = Nome
console-password = Senha
console-enter = Entrar
console-sign-in-token = Entrar com um token
console-token = Token
console-token-help = Quem cuida deste servidor cria um:
console-enter-token = Entrar com o token
console-sign-out = Sair
console-wrong-password = O nome ou a senha está errado, ou houve tentativas demais sem sucesso e o nome está bloqueado por um tempo.
console-wrong-token = Este token não vale. Pode estar digitado errado, revogado ou velho demais.
console-low-role = Com este token só se pode verificar e-mails. O console exige um com o papel analyst ou admin.
console-too-often = Tentativas demais. Tente de novo em { $seconds } segundos.
console-code-title = Mais um passo
console-code-lead = Digite o código que seu autenticador mostra.
console-code = Código
console-code-help = Seis dígitos. Se você perdeu o autenticador, digite em vez disso um dos seus códigos de recuperação.
console-wrong-code = Este código não vale. Pode estar digitado errado, velho demais ou já usado; depois de várias falhas é preciso esperar.
console-openid-sign-in = Entrar com { $host }
console-openid-late = Esta entrada não começou aqui ou demorou demais. Comece de novo.
console-openid-refused = O provedor da sua organização não deixou você entrar.
console-openid-away = O provedor da sua organização não responde como deveria. Tente mais tarde; o registro do servidor diz por quê.
console-openid-token = A resposta do provedor da sua organização não merece confiança; o registro do servidor diz por quê.
console-openid-no-role = O provedor da sua organização conhece você, mas nenhum dos seus papéis abre alguma coisa aqui.
console-openid-disabled = Sua conta está desativada aqui. Quem cuida das contas pode ativá-la.
console-welcome = Você entrou
console-go-on = Continuar
console-part-account = Minha conta
console-notice = Não foi feito
console-back = Continuar
console-foreign-form = Este formulário não foi enviado de uma página deste site, ou é de uma sessão que terminou. Volte, carregue a página de novo e repita.
console-broken-form = O formulário não chegou inteiro. Envie de novo.
console-away = O armazenamento não responde. O registro do servidor diz por quê.
console-busy = O servidor está ocupado. Tente de novo em alguns segundos.
console-cancel = Cancelar
console-readers-only = O console é para quem cuida dos e-mails de todos. O que sua própria caixa de e-mail já viu é dito a você na página “Isto é um golpe?”.

## When it does not work

refused-title = Não funcionou
refused-empty = Não havia nada para verificar. Escolha um arquivo, cole o texto do e-mail ou digite um número.
refused-unknown = Isto não é um e-mail, um texto nem uma imagem que possamos ler. Salve o e-mail como .eml ou faça uma captura de tela. Se for um programa, não o abra.
refused-too-long = É grande demais. Podem ser verificados no máximo { $megabytes } MB. Basta uma captura de tela do e-mail.
refused-busy = Muita gente está perguntando agora. Tente de novo em alguns segundos.
refused-failed = Algo falhou aqui durante a leitura. Tenha cuidado com o e-mail e tente com uma captura de tela.
refused-often = Você perguntou muitas vezes em pouco tempo. Espere um minuto.
refused-origin = Este pedido veio de outro site. Comece aqui.
refused-broken = O envio foi interrompido. Tente de novo.
refused-slow = O envio demorou demais. Tente de novo, talvez com uma captura de tela.
refused-missing = Essa página não existe.
back-to-start = Para a primeira página

# One's own account, which readers have as well.
console-title = Consola
console-parts = Partes da consola
console-own-mailboxes = As suas caixas de correio: { $mailboxes }
console-missing = Isso não existe aqui, ou já não é guardado.
console-account-openid = Entrou através de { $issuer }. A palavra-passe e o segundo fator mudam-se lá.
console-account-token = Entrou com um token. Quem gere este servidor cria e revoga os tokens.
console-authenticator = Aplicação de autenticação
console-totp-on = Ao entrar é pedido um código da sua aplicação de autenticação.
console-totp-off = Ao entrar só é pedida a sua palavra-passe. Com uma aplicação de autenticação, quem a descobrir não consegue entrar.
console-totp-set-up = Configurar uma aplicação de autenticação …
console-totp-replace = Configurar outra aplicação de autenticação …
console-totp-lead = Uma aplicação de autenticação é um programa no seu telefone ou computador que mostra um código novo a cada meio minuto.
console-totp-required = Este servidor exige uma aplicação de autenticação: um programa no seu telefone ou computador que mostra um código novo a cada meio minuto. Configure uma para continuar.
console-totp-replaces = A que tem agora e os seus códigos de recuperação deixam de valer.
console-totp-begin = Começar
console-totp-scan = Leia isto com a sua aplicação de autenticação.
console-totp-code = Código QR com o segredo
console-totp-open = Abrir numa aplicação de autenticação deste dispositivo
console-totp-type = Ou escreva isto nela:
console-totp-confirm = O código que ela mostra agora
console-totp-finish = Confirmar
console-totp-done = A sua aplicação de autenticação está configurada. Todas as suas outras sessões terminaram.
console-wrong-set-up-code = Esse não é o código que ela mostra agora. O relógio dela está certo?
console-code-late = Aqui já não se está a configurar nada. Comece de novo.
console-recovery = Códigos de recuperação
console-recovery-lead = Cada um permite entrar uma vez se perder a aplicação de autenticação. Guarde-os noutro lugar. Não voltam a ser mostrados.
console-recovery-kept = Já os guardei
console-recovery-left = { $count ->
    [0] Não resta nenhum código de recuperação.
    [one] Resta um código de recuperação.
   *[other] Restam { $count } códigos de recuperação.
}
console-password-change = Mudar a palavra-passe
console-password-now = A sua palavra-passe atual
console-password-new = Palavra-passe nova
console-password-help = Pelo menos 12 caracteres. Algumas palavras sem relação entre si são uma boa escolha.
console-password-again = A mesma outra vez
console-password-differs = As duas palavras-passe novas não são iguais.
console-password-short = Uma palavra-passe tem pelo menos 12 caracteres.
console-password-long = Uma palavra-passe tem no máximo 1024 bytes.
console-password-common = Esta palavra-passe é das que se tentam primeiro. Escolha palavras sem relação entre si.
console-password-holds-name = Uma palavra-passe não contém o nome da conta.
console-wrong-own-password = Essa não é a sua palavra-passe, ou falharam demasiadas tentativas e o seu nome está bloqueado por um tempo.
console-sessions = Onde tem sessão iniciada
console-session-own = (aqui)
console-session-since = desde { $time } UTC,
console-session-idle = { $count ->
    [0] usada agora mesmo
    [one] usada há um minuto
   *[other] usada há { $count } minutos
}
console-session-end = Sair lá
console-sessions-end = Sair em todos os outros lugares
