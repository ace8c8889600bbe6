# What offhook tells a reader about a mail. One sentence a signal, by the signal's name.
# Everything said here must be provable from the message and the registry.
# The reader is "você", in Brazil or in Portugal: words that both know, else the Brazilian one. Names are put in without an article. What the
# mail demands is said to be the mail's, so that it is not read as advice.

## Verdicts

verdict-malicious = Isto é uma fraude.
verdict-malicious-callback = Isto é uma fraude que quer que você ligue para um número.
verdict-suspicious = Parece haver algo errado aqui. Não faça nada do que é pedido antes de verificar.
verdict-undecided = Não foi possível avaliar este e-mail: o que ele diz não está acessível aqui.
verdict-benign = Nada neste e-mail o torna suspeito.
verdict-benign-brand = O remetente deste e-mail é realmente { $brand }.

claimed-brand = O e-mail indica { $brand } como remetente.
sent-from = O e-mail foi enviado a partir de { $domain }.
sent-from-checked = O e-mail foi enviado a partir de { $domain }, e o sistema de e-mail confirmou isso.
sent-from-failed = O e-mail diz que foi enviado a partir de { $domain }, mas isso não passou na verificação.

## Numbers

signal-call_request = O e-mail pede que você ligue para { $number }.
signal-call_to_dispute = O e-mail quer que quem não fez esta compra ligue para { $number }. Essa ligação é a fraude: uma cobrança inventada e um número para reclamar.
signal-anothers_site_in_name = O remetente usa o nome de { $site }, para onde levam os seus links, mas escreveu de uma caixa de { $domain }, que qualquer pessoa pode abrir.
signal-anothers_site_and_address = O remetente usa o nome de { $site }, mas o endereço { $address } nem sequer se parece com ele.
signal-call_to_cancel = O e-mail diz que quem quiser cancelar deve ligar para { $number }.
signal-reads_like_callback = O e-mail está redigido como aqueles que querem que as pessoas liguem por causa de um pagamento que nunca fizeram, e dá o número { $number }.
signal-reads_surely_like_callback = Quase nenhum e-mail verdadeiro é redigido como este.
signal-call_about_money = O e-mail fala de dinheiro ou da sua conta e oferece um número para ligar a esse respeito.
signal-call_about_claim = O e-mail fala de uma encomenda, de um prêmio, de um emprego, de um salário, de dinheiro à sua espera ou de um serviço que será cortado, e dá um número para ligar a esse respeito.
signal-other_ways_closed = O e-mail diz que só uma ligação resolve.
signal-call_prepared = O e-mail prepara você para a ligação: o que ter à mão ou quem vai orientar você.
signal-others_kept_out = O e-mail pede que você não mexa no computador ou no banco, ou que não conte a ninguém.
signal-money_to_safety = O e-mail fala em pôr o seu dinheiro a salvo; é assim que quem atende chega até ele.
signal-number_without_request = O e-mail alarma você por causa de dinheiro ou de uma conta e coloca ao lado o número { $number }.
signal-number_disguised = O número { $number } está escrito com truques para que os filtros de e-mail não o reconheçam.
signal-number_in_words = O número { $number } está escrito por extenso para que os filtros de e-mail não o reconheçam.
signal-call_in_history = O pedido para ligar está numa mensagem que aparece aqui citada ou encaminhada. Isso é fácil de inventar.
signal-number_oddly_written = O número está escrito como ninguém escreve um número.
signal-number_not_listed = O número { $number } não está entre os números de { $brand } que temos das páginas e dos e-mails próprios de { $brand } (novembro de 2026).
signal-toll_free_from_free_mail = Um número de ligação gratuita pertence a uma organização, mas este e-mail veio de uma conta de e-mail gratuita em { $domain }.
signal-number_in_sender_or_subject = O número para ligar já aparece no assunto ou no nome do remetente.
signal-number_only_attached = O número para ligar aparece somente em { $kind ->
    [pdf] um PDF
    [image] uma imagem
    [office] um documento anexado
    [calendar] um evento de calendário
    [qr] um código QR
    [nested] uma mensagem anexada
   *[other] um anexo
  }, onde a maioria dos filtros não procura.
signal-code_dials = Um código QR no e-mail liga para um número, por causa de uma cobrança que querem que você conteste: com o número fora do texto, os filtros não veem nenhum.
signal-code_leads_to_stranger = Um código QR no e-mail leva a { $domain }, que não é nem do remetente nem da marca.
signal-password_beside_file = Um anexo está criptografado, e a senha está no e-mail: isso barra os filtros, não os ladrões.
signal-number_only_hidden = Um número para ligar está escondido no código do e-mail.

## Sender

signal-brand_claim_from_free_mail = O e-mail indica { $brand } como remetente, mas foi enviado de uma conta de e-mail em { $domain }, onde qualquer pessoa pode abrir uma.
signal-brand_claim_from_stranger = O e-mail indica { $brand } como remetente, mas foi enviado por { $domain }, que não pertence a { $brand }.
signal-brand_in_display_name = O remetente usa o nome { $brand }, mas o endereço é { $address }.
signal-name_holds_charge = Um valor e um número de telefone estão onde deveria estar o nome de um remetente ou de uma equipe.
signal-sent_as_reader = Traz como remetente o seu próprio endereço, { $address }, e não foi enviado de lá.
signal-brand_page_of_stranger = O remetente usa o nome { $brand }, e a página que quer que você abra também é de { $domain }.
signal-brand_disguised = O nome { $brand } está escrito com caracteres parecidos ou invisíveis para que os filtros de e-mail não o reconheçam.
signal-brand_unverified = O e-mail afirma vir de { $domain }, e essa afirmação não passou na verificação.
signal-lookalike_domain = O domínio do remetente, { $domain }, imita { $genuine }, que pertence a { $brand }.
signal-business_claim_from_free_mail = Um pedido, uma cobrança ou um alerta é anunciado a partir de uma conta de e-mail em { $domain }, onde qualquer pessoa pode abrir uma.
signal-sender_not_named = O e-mail não menciona em lugar nenhum a organização à qual pertence { $domain }, de onde foi enviado.
signal-third_party_lure = O e-mail em si é verdadeiro ({ $platform }), mas esta parte foi escrita por outra pessoa: { $field }. E é aí que está o pedido para ligar.
signal-platform_field_names_another_brand = O e-mail em si é autêntico ({ $platform }), mas esta parte foi escrita por outra pessoa: { $field }. Ali se fala em nome de { $brand } e se dá um número de telefone.
signal-offer_that_nothing_confirms = O e-mail promete algo por meio de um link. Nada confirma que ele venha de { $domain }, e nenhum link leva até lá.
signal-brand_claim_with_file_from_free_mail = O e-mail diz ser de { $brand }, vem de uma conta de e-mail de { $domain }, onde qualquer pessoa pode abrir uma, e remete para um arquivo anexado.
signal-sender_address_broken = { $named ->
    [true] O endereço do remetente ({ $address }) não pode existir.
   *[other] O e-mail não diz de que endereço foi enviado.
}
signal-authentication_failed = { $domain } declara que e-mails como este não são seus (não passou no DMARC).
signal-genuine_sender = O e-mail indica { $brand } como remetente, e isso é verdade: { $domain } está confirmado tecnicamente.
signal-known_organisation = O e-mail vem de { $domain }, e isso está confirmado tecnicamente.
signal-sender_stands_by_name = O e-mail está assinado com o nome da organização à qual pertence { $domain }, e esse domínio está confirmado tecnicamente.

signal-sender_name_fits = O nome do remetente e o seu domínio { $domain }, confirmado tecnicamente, combinam entre si.
signal-appointment_to_move = O e-mail trata de um horário marcado ou de uma reserva e vem de { $domain }, o que está confirmado tecnicamente.
signal-same_organisation = O e-mail vem da sua própria organização, { $domain }, e isso está confirmado tecnicamente.
signal-brand_name_unauthenticated = Também não há nada que confirme que o e-mail foi realmente enviado a partir de { $domain }.
signal-nothing_fits = O nome do remetente, o endereço { $address }, o texto e os links não têm nada a ver uns com os outros.
signal-nothing_fits_and_asks = E, embora nada combine, o e-mail pressiona, promete algo ou imita alguém.

## Claims

signal-impersonal_greeting = A saudação não traz nenhum nome, embora o e-mail fale do seu dinheiro ou da sua conta.
signal-pressure = O e-mail pressiona você a agir depressa.
signal-order_id_wrong_form = O número do pedido não tem a forma dos números de pedido de { $brand }.
signal-amount_named = O e-mail menciona um valor, { $amount }, para alarmar você.
signal-crypto_or_gift_card = O e-mail trata de criptomoedas ou de cartões-presente, que ninguém consegue recuperar.
signal-remote_access = O e-mail menciona programas com os quais alguém ao telefone pode assumir o controle do seu computador.
signal-reader_asks_or_reports = O remetente pergunta sobre um e-mail suspeito ou o denuncia; o e-mail citado não é do próprio remetente.
signal-warns_of_scams = O e-mail explica aos seus leitores como são as fraudes.
signal-colleague_explains = A sua própria organização explica um golpe ao seu pessoal.
signal-meeting_dial_in = O número é o de acesso por telefone a uma reunião.
signal-mailing_list = O e-mail veio por uma lista de e-mails.
signal-part_of_conversation = O e-mail responde a um anterior.

signal-tells_not_to_call = O e-mail diz aos seus leitores que não liguem.

## Links

signal-genuine_links_as_props = { $count ->
    [one] O único link leva realmente a { $domain }: isso é isca, não prova.
   *[other] Os { $count } links levam todos realmente a { $domain } ou a endereços da mesma família: isso é isca, não prova.
}
signal-brand_claim_with_foreign_link = O e-mail fala usando o nome { $brand }, mas um link leva a { $link }.
signal-brand_claim_with_stranger_links = O e-mail fala usando o nome { $brand }, mas nem o remetente nem o link para { $link } têm algo a ver com { $brand }.
signal-link_text_deceives = Um link mostra { $shown }, mas leva a { $target }.
signal-link_to_free_host = Um link leva a uma página num serviço de hospedagem gratuito ou atrás de um encurtador de links, onde qualquer pessoa pode colocar uma.
signal-link_to_numeric_host = Um link leva a um simples endereço numérico em vez de um nome.

## What was seen before

signal-order_absent = { $count ->
    [one] O único e-mail verdadeiro de { $brand } nesta caixa de e-mail não menciona este pedido.
   *[other] Nenhum dos { $count } e-mails verdadeiros de { $brand } nesta caixa de e-mail menciona este pedido.
}
signal-order_known = Um e-mail verdadeiro anterior de { $brand } nesta caixa de e-mail menciona este pedido.
signal-number_bad_name = { $count ->
    [one] Um e-mail anterior com o número { $number } foi considerado fraude aqui.
   *[other] { $count } e-mails anteriores com o número { $number } foram considerados fraude aqui.
}
signal-number_of_another_brand = E-mails anteriores davam { $number } como número de uma marca diferente de { $brand }.
signal-number_bad_neighbours = Números vizinhos de { $number } apareceram em e-mails que foram considerados fraude aqui. Sozinho, isso não significaria nada.
signal-text_bad_before = { $count ->
    [one] Um e-mail anterior com quase o mesmo texto foi considerado fraude aqui.
   *[other] { $count } e-mails anteriores com quase o mesmo texto foram considerados fraude aqui.
}
signal-sender_bad_before = { $by_address ->
    [true] { $count ->
        [one] Um e-mail anterior de { $address } foi considerado fraude aqui.
       *[other] { $count } e-mails anteriores de { $address } foram considerados fraude aqui.
    }
   *[other] { $count ->
        [one] Um e-mail anterior de um endereço em { $domain } foi considerado fraude aqui.
       *[other] { $count } e-mails anteriores de endereços em { $domain } foram considerados fraude aqui.
    }
}
signal-sender_written_to = { $by_address ->
    [true] Alguém daqui já escreveu antes para { $address }, e o endereço está confirmado tecnicamente.
   *[other] Alguém daqui já escreveu antes para um endereço em { $domain }, e o remetente está confirmado tecnicamente.
}
signal-sender_well_known = { $by_address ->
    [true] { $address } tem escrito para cá regularmente, e o endereço está confirmado tecnicamente.
   *[other] E-mails de { $domain } têm chegado aqui regularmente, e o remetente está confirmado tecnicamente.
}

## Schemes

rule-callback_brand_from_free_mail = Uma marca conhecida não pede, de uma conta de e-mail gratuita, que você ligue.
rule-callback_from_free_mail = Uma cobrança da qual você não sabe nada, de uma conta de e-mail gratuita, com um número para ligar: é assim que este esquema começa.
rule-callback_beside_alarm = O nome de uma marca, um alerta e um número de telefone, da parte de alguém que não é a marca: querem que você ligue por iniciativa própria.
rule-callback_one_way = Um alarme ou uma promessa, uma ligação como única saída e um remetente que nada liga a um nome: o resto do golpe acontece pelo telefone.
rule-prize_or_reward = O e-mail promete um prêmio ou uma recompensa que teria de ser resgatada por um link.
rule-advance_fee = Uma pessoa desconhecida oferece uma fortuna a você. É o mais antigo destes esquemas: pedem o pagamento de taxas e nunca entregam nada.
rule-extortion = O e-mail ameaça publicar gravações ou dados. Ameaças assim são enviadas em massa a muitas pessoas, e na maioria das vezes não há nada por trás.
rule-callback_platform_field = A nota que um desconhecido pode escrever neste e-mail fala de uma cobrança ou de uma compra e dá um número dele.
rule-payroll_code = Anuncia um documento sobre o seu salário que só um telefone pode abrir, por um código. Pergunte ao seu próprio setor de pessoal.
rule-code_to_sign_in = O e-mail quer que você escaneie um código QR para manter o acesso ou abrir um documento. A página por trás é de um desconhecido e pede a sua senha.
rule-voicemail_file = Anuncia uma mensagem de voz, e o arquivo anexo é uma página da web. Essas páginas pedem a sua senha.
rule-account_changed = Quer que os pagamentos vão para outra conta e diz que a antiga não pode recebê-los. Ligue para a empresa num número que você já tem antes de pagar.
rule-task_job = Oferece pagamento por dia por pequenas tarefas no telefone. Esses trabalhos pagam um pouco no começo e depois pedem um depósito que se perde.
rule-favour_first = Pede um favor que não diz qual é e quer a resposta só por e-mail. É assim que começa a fraude com cartões-presente. Ligue para a pessoa.
rule-gift_card_errand = O e-mail quer que você compre cartões-presente e envie os códigos. Quem tem os códigos tem o dinheiro, e ele não volta. Pergunte à pessoa por telefone.
rule-crypto_wallet = O e-mail quer que você verifique uma carteira de criptomoedas ou resgate tokens. Quem digita uma frase de recuperação perde a carteira.
rule-delivery_fee = O e-mail diz que uma encomenda está retida até que você faça algo, e nada mostra que uma transportadora o enviou.
rule-government_threat = O e-mail fala em nome de uma autoridade ou de um tribunal, e nada mostra que uma autoridade o enviou.
rule-mailbox_or_password = O e-mail diz que a sua caixa de e-mail está cheia ou que a sua senha vai expirar, para obter essa senha.

## Advice

advice-do-not-call = Não ligue para o número deste e-mail. Em fraudes assim, quem atende trabalha para os autores da fraude, por mais amável que seja.
advice-check-order = Para ver se o pedido é real, abra { $url } por conta própria (digite o endereço, não use um link deste e-mail) e veja os seus pedidos.
advice-check-site = Para saber se é verdade, abra você mesmo { $url } (digite, não use um link deste e-mail) e entre na sua conta lá.
advice-check-account = Para ver se é verdade, abra o app oficial ou digite por conta própria o endereço da empresa, e entre na sua conta por lá.
advice-check-card = Veja o extrato da sua conta bancária ou do seu cartão: uma cobrança que não está lá nunca foi feita.
advice-do-not-click = Não use os links nem abra os anexos.
advice-report-brand = Denuncie o e-mail a { $brand }: { $report }.
advice-report-provider = Denuncie o e-mail ao seu provedor de e-mail como phishing.
advice-already-called = Se você já ligou: encerre o contato, não deixe ninguém entrar no seu computador e remova qualquer programa que fizeram você instalar.
advice-gave-card = Se você deu dados do cartão ou do banco: ligue agora para o seu banco, pelo número impresso no seu cartão, e peça o bloqueio do cartão.
advice-gave-password = Se você digitou uma senha: troque-a agora em todos os lugares onde a usa.
advice-ask-sender = Pergunte ao remetente por outro meio, com um número ou endereço que você já tem.
advice-platform-ignore = Não pague e não ligue; recuse a solicitação no próprio serviço ({ $platform }) e denuncie-a ali.
advice-forwarded = Isto diz respeito ao e-mail que foi encaminhado a você, não à pessoa que o encaminhou.
advice-unreadable = Abra o e-mail somente se você o esperava deste remetente; o que ele diz está numa parte que não pôde ser lida aqui ({ $missing }).

## What was missing

missing-ocr = texto em imagens
missing-pdf = o texto de um PDF
missing-office = o texto de um documento do Office
missing-calendar = o conteúdo de um arquivo de calendário
missing-heic = uma imagem HEIC
missing-encrypted = um arquivo criptografado
missing-file_expand_archives = os arquivos dentro de um arquivo compactado
missing-file_parse_html = uma página anexada
missing-file_parse_text = um texto anexado
missing-worker = todos os anexos
missing-limit_files = alguns dos muitíssimos anexos
missing-limit_depth = arquivos dentro de arquivos, em muitos níveis
missing-limit_expansion = um arquivo que, descompactado, chega a um tamanho enorme
missing-limit_worker = um anexo cuja leitura demorou demais
missing-limit_pages = todas as páginas de um documento muito longo
missing-history = o que esta caixa de e-mail já viu antes
missing-other = { $name }

## Servers

test-string = Este e-mail contém a sequência de caracteres que representa uma fraude, para testar se os e-mails são avaliados.

## Answers to readers who report a mail

report-thanks = Obrigado pelo aviso. Isto é sobre o e-mail que você encaminhou:
report-thanks-itself = Obrigado. Nenhum outro e-mail foi encontrado dentro do seu, por isso isto é sobre o seu próprio e-mail. Encaminhe um e-mail suspeito como anexo, e ele poderá ser examinado por inteiro.
report-benign = Isso não prova que ele seja verdadeiro. Na dúvida, pergunte em um número ou endereço que você já conheça, não em um que esteja no e-mail.
