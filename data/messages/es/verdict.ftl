# What offhook tells a reader about a mail. One sentence a signal, by the signal's name.
# Everything said here must be provable from the message and the registry.
# The reader is "usted". Names are put in without an article. What the mail demands is said to be the mail's, so that it is not read as advice.

## Verdicts

verdict-malicious = Esto es una estafa.
verdict-malicious-callback = Esto es una estafa que busca que usted llame a un número.
verdict-suspicious = Esto no parece correcto. No haga nada de lo que pide antes de comprobarlo.
verdict-undecided = No se ha podido juzgar este correo: aquí no se puede acceder a lo que dice.
verdict-benign = Nada de lo que hay en este correo lo hace sospechoso.
verdict-benign-brand = Este correo es realmente de { $brand }.

claimed-brand = El correo dice ser de { $brand }.
sent-from = El correo se envió desde { $domain }.
sent-from-checked = El correo se envió desde { $domain }, y el sistema de correo lo confirmó.
sent-from-failed = El correo dice que se envió desde { $domain }, pero eso no superó la comprobación.

## Numbers

signal-call_request = El correo le pide que llame al { $number }.
signal-call_to_dispute = El correo quiere que quien no haya hecho esta compra llame al { $number }. Esa llamada es la estafa: un cargo inventado y un número para reclamar.
signal-anothers_site_in_name = El remitente lleva el nombre de { $site }, adonde llevan sus enlaces, pero escribió desde un buzón de { $domain }, que cualquiera puede abrir.
signal-anothers_site_and_address = El remitente lleva el nombre de { $site }, pero la dirección { $address } ni siquiera se le parece.
signal-call_to_cancel = El correo dice que quien quiera cancelar tiene que llamar al { $number }.
signal-reads_like_callback = El correo está redactado como los que buscan que la gente llame por un pago que nunca hizo, y da el número { $number }.
signal-reads_surely_like_callback = Casi ningún correo auténtico está redactado como este.
signal-call_about_money = El correo habla de dinero o de su cuenta, y ofrece un número al que llamar por ello.
signal-call_about_claim = El correo habla de un paquete, un premio, un empleo, un sueldo, dinero que le espera o un servicio que le van a cortar, y da un número al que llamar por ello.
signal-other_ways_closed = El correo dice que solo sirve una llamada.
signal-call_prepared = El correo le prepara para la llamada: qué debe tener a mano o quién le guiará.
signal-others_kept_out = El correo le pide que no toque su ordenador o su banco, o que no se lo cuente a nadie.
signal-money_to_safety = El correo habla de poner su dinero a salvo; así llegan a él quienes llaman con ese fin.
signal-number_without_request = El correo le alarma por dinero o por una cuenta y pone al lado el número { $number }.
signal-number_disguised = El número { $number } está escrito con trucos para que los filtros de correo no lo reconozcan.
signal-number_in_words = El número { $number } está escrito con palabras para que los filtros de correo no lo reconozcan.
signal-call_in_history = La petición de llamar está en un mensaje que aquí aparece citado o reenviado. Eso es fácil de inventar.
signal-number_oddly_written = El número está escrito como nadie escribe un número.
signal-number_not_listed = El número { $number } no está entre los números de { $brand } que tenemos de las páginas y los correos propios de { $brand } (noviembre de 2026).
signal-toll_free_from_free_mail = Un número de llamada gratuita pertenece a una organización, pero este correo llegó desde una cuenta de correo gratuita de { $domain }.
signal-number_in_sender_or_subject = El número al que habría que llamar aparece ya en el asunto o en el nombre del remitente.
signal-number_only_attached = El número al que habría que llamar aparece solo en { $kind ->
    [pdf] un PDF
    [image] una imagen
    [office] un documento adjunto
    [calendar] una entrada de calendario
    [qr] un código QR
    [nested] un mensaje adjunto
   *[other] un archivo adjunto
  }, donde la mayoría de los filtros no mira.
signal-code_dials = Un código QR del correo marca un número, por un cargo contra el que, según el correo, debe usted reclamar: si el número no está en el texto, los filtros no ven ninguno.
signal-code_leads_to_stranger = Un código QR del correo lleva a { $domain }, que no es ni del remitente ni de la marca.
signal-password_beside_file = Un archivo adjunto está cifrado y la contraseña está en el correo: eso deja fuera a los filtros, no a los ladrones.
signal-number_only_hidden = En el código fuente del correo se esconde un número al que llamar.

## Sender

signal-brand_claim_from_free_mail = El correo dice ser de { $brand }, pero se envió desde una cuenta de correo de { $domain }, donde cualquiera puede abrir una.
signal-brand_claim_from_stranger = El correo dice ser de { $brand }, pero lo envió { $domain }, que no pertenece a { $brand }.
signal-brand_in_display_name = El remitente se hace llamar { $brand }, pero la dirección es { $address }.
signal-name_holds_charge = Donde va el nombre de un remitente o de un equipo hay un importe y un número de teléfono.
signal-sent_as_reader = Lleva como remitente su propia dirección, { $address }, y no se envió desde ahí.
signal-brand_page_of_stranger = El remitente se hace llamar { $brand }, y la página que quiere que abra también es de { $domain }.
signal-brand_disguised = El nombre { $brand } está escrito con caracteres parecidos o invisibles para que los filtros de correo no lo reconozcan.
signal-brand_unverified = El correo afirma venir de { $domain }, y esa afirmación no superó la comprobación.
signal-lookalike_domain = El dominio del remitente, { $domain }, imita a { $genuine }, que es de { $brand }.
signal-business_claim_from_free_mail = Se comunica un pedido, un cargo o una advertencia desde una cuenta de correo de { $domain }, donde cualquiera puede abrir una.
signal-sender_not_named = El correo no nombra en ninguna parte a la organización a la que pertenece { $domain }, desde donde se envió.
signal-third_party_lure = El correo en sí es auténtico ({ $platform }), pero esta parte la escribió otra persona: { $field }. Y es ahí donde se pide llamar.
signal-platform_field_names_another_brand = El correo en sí es auténtico ({ $platform }), pero esta parte la escribió otra persona: { $field }. Ahí se habla en nombre de { $brand } y se da un número de teléfono.
signal-offer_that_nothing_confirms = El correo promete algo mediante un enlace. Nada confirma que venga de { $domain }, y ningún enlace lleva allí.
signal-brand_claim_with_file_from_free_mail = El correo dice ser de { $brand }, viene de una cuenta de correo de { $domain }, donde cualquiera puede abrir una, y remite a un archivo adjunto.
signal-sender_address_broken = { $named ->
    [true] La dirección del remitente ({ $address }) no puede existir.
   *[other] El correo no dice desde qué dirección se envió.
}
signal-authentication_failed = { $domain } declara que los correos como este no son suyos (no superó DMARC).
signal-genuine_sender = El correo dice ser de { $brand }, y realmente lo es: { $domain } está confirmado técnicamente.
signal-known_organisation = El correo viene de { $domain }, y eso está confirmado técnicamente.
signal-sender_stands_by_name = El correo va firmado con el nombre de la organización a la que pertenece { $domain }, y ese dominio está confirmado técnicamente.

signal-sender_name_fits = El nombre del remitente y su dominio { $domain }, confirmado técnicamente, concuerdan.
signal-appointment_to_move = El correo trata de una cita o una reserva y viene de { $domain }, lo que está confirmado técnicamente.
signal-same_organisation = El correo viene de la organización a la que usted pertenece, { $domain }, y eso está confirmado técnicamente.
signal-brand_name_unauthenticated = Tampoco hay nada que confirme que el correo se envió realmente desde { $domain }.
signal-nothing_fits = El nombre del remitente, la dirección { $address }, el texto y los enlaces no tienen nada que ver entre sí.
signal-nothing_fits_and_asks = Y, aunque nada concuerda, el correo presiona, promete algo o imita a alguien.

## Claims

signal-impersonal_greeting = El saludo no lleva ningún nombre, aunque el correo habla de su dinero o de su cuenta.
signal-pressure = El correo le mete prisa.
signal-order_id_wrong_form = El número de pedido no tiene la forma de los números de pedido de { $brand }.
signal-amount_named = El correo menciona un importe, { $amount }, para alarmarle.
signal-crypto_or_gift_card = El correo trata de criptomonedas o de tarjetas regalo, que nadie puede recuperar.
signal-remote_access = El correo menciona programas con los que alguien al teléfono puede tomar el control de su ordenador (computadora).
signal-reader_asks_or_reports = El remitente pregunta por un correo sospechoso o lo denuncia; el correo citado no es del propio remitente.
signal-warns_of_scams = El correo explica a sus lectores cómo son las estafas.
signal-colleague_explains = Su propia organización explica una estafa a su gente.
signal-meeting_dial_in = El número es el de acceso telefónico a una reunión.
signal-mailing_list = El correo llegó a través de una lista de correo.
signal-part_of_conversation = El correo responde a uno anterior.

signal-tells_not_to_call = El correo dice a sus lectores que no llamen.

## Links

signal-genuine_links_as_props = { $count ->
    [one] El único enlace lleva realmente a { $domain }: eso es un cebo, no una prueba.
   *[other] Los { $count } enlaces llevan todos realmente a { $domain } o a direcciones de la misma familia: eso es un cebo, no una prueba.
}
signal-brand_claim_with_foreign_link = El correo habla en nombre de { $brand }, pero un enlace lleva a { $link }.
signal-brand_claim_with_stranger_links = El correo habla en nombre de { $brand }, pero ni el remitente ni el enlace a { $link } tienen nada que ver con { $brand }.
signal-link_text_deceives = Un enlace muestra { $shown }, pero lleva a { $target }.
signal-link_to_free_host = Un enlace lleva a una página en un alojamiento gratuito o detrás de un acortador de enlaces, donde cualquiera puede poner una.
signal-link_to_numeric_host = Un enlace lleva a una simple dirección numérica en lugar de a un nombre.

## What was seen before

signal-order_absent = { $count ->
    [one] El único correo auténtico de { $brand } en este buzón no menciona este pedido.
   *[other] Ninguno de los { $count } correos auténticos de { $brand } en este buzón menciona este pedido.
}
signal-order_known = Un correo auténtico anterior de { $brand } en este buzón menciona este pedido.
signal-number_bad_name = { $count ->
    [one] Un correo anterior con el número { $number } se consideró aquí una estafa.
   *[other] { $count } correos anteriores con el número { $number } se consideraron aquí estafas.
}
signal-number_of_another_brand = En correos anteriores, { $number } figuraba como número de una marca distinta de { $brand }.
signal-number_bad_neighbours = En correos que aquí se consideraron estafas había números contiguos a { $number }. Por sí solo, eso no significaría nada.
signal-text_bad_before = { $count ->
    [one] Un correo anterior con casi el mismo texto se consideró aquí una estafa.
   *[other] { $count } correos anteriores con casi el mismo texto se consideraron aquí estafas.
}
signal-sender_bad_before = { $by_address ->
    [true] { $count ->
        [one] Un correo anterior de { $address } se consideró aquí una estafa.
       *[other] { $count } correos anteriores de { $address } se consideraron aquí estafas.
    }
   *[other] { $count ->
        [one] Un correo anterior de una dirección de { $domain } se consideró aquí una estafa.
       *[other] { $count } correos anteriores de direcciones de { $domain } se consideraron aquí estafas.
    }
}
signal-sender_written_to = { $by_address ->
    [true] Alguien de aquí ya ha escrito antes a { $address }, y la dirección está confirmada técnicamente.
   *[other] Alguien de aquí ya ha escrito antes a una dirección de { $domain }, y el remitente está confirmado técnicamente.
}
signal-sender_well_known = { $by_address ->
    [true] { $address } ha escrito aquí con regularidad, y la dirección está confirmada técnicamente.
   *[other] Aquí han llegado con regularidad correos de { $domain }, y el remitente está confirmado técnicamente.
}

## Schemes

rule-callback_brand_from_free_mail = Una marca conocida no le pide desde una cuenta de correo gratuita que llame.
rule-callback_from_free_mail = Un cargo del que usted no sabe nada, desde una cuenta de correo gratuita, con un número al que llamar: así empieza este engaño.
rule-callback_beside_alarm = El nombre de una marca, una alerta y un número de teléfono, por parte de alguien que no es la marca: se busca que usted llame por iniciativa propia.
rule-callback_one_way = Una alarma o una promesa, una llamada como única salida y un remitente al que nada une a un nombre: el resto de la trama ocurre por teléfono.
rule-prize_or_reward = El correo promete un premio o una recompensa que habría que reclamar mediante un enlace.
rule-advance_fee = Un desconocido le ofrece una fortuna. Es el más antiguo de estos engaños: piden que se paguen gastos y nunca entregan nada.
rule-extortion = El correo amenaza con publicar grabaciones o datos. Amenazas así se envían en masa a muchas personas, y casi siempre no hay nada detrás.
rule-callback_platform_field = La nota que un desconocido puede escribir en este correo habla de un cargo o de una compra y da un número suyo.
rule-payroll_code = Anuncia un documento sobre su sueldo que solo un teléfono puede abrir con un código. Pregunte a su propio departamento de personal.
rule-code_to_sign_in = El correo quiere que usted escanee un código QR para conservar el acceso o abrir un documento. La página que hay detrás es de un desconocido y pide su contraseña.
rule-voicemail_file = Anuncia un mensaje de voz, y el archivo adjunto es una página web. Esas páginas piden su contraseña.
rule-account_changed = Quiere que los pagos vayan a otra cuenta y dice que la anterior no puede recibirlos. Llame a la empresa a un número que ya tenga antes de pagar.
rule-task_job = Ofrece un pago diario por pequeñas tareas en el teléfono. Esos trabajos pagan un poco al principio y luego piden un depósito que se pierde.
rule-favour_first = Pide un favor que no nombra y quiere la respuesta solo por correo. Así empieza el fraude con tarjetas de regalo. Llame a la persona.
rule-gift_card_errand = El correo quiere que usted compre tarjetas de regalo y envíe los códigos. Quien tiene los códigos tiene el dinero, y no vuelve. Pregunte a la persona por teléfono.
rule-crypto_wallet = El correo quiere que usted verifique un monedero de criptomonedas (wallet) o reclame tokens. Quien introduce una frase de recuperación pierde el monedero.
rule-delivery_fee = El correo dice que un paquete está retenido hasta que usted haga algo, y nada muestra que lo enviara una empresa de transporte.
rule-government_threat = El correo habla en nombre de una autoridad o de un tribunal, y nada muestra que lo enviara una autoridad.
rule-mailbox_or_password = El correo dice que su buzón está lleno o que su contraseña caduca, para hacerse con esa contraseña.

## Advice

advice-do-not-call = No llame al número de este correo. En estafas así, quien responde trabaja para los estafadores, por amable que sea.
advice-check-order = Para ver si el pedido es real, abra { $url } por su cuenta (escriba la dirección, no use ningún enlace de este correo) y mire sus pedidos.
advice-check-site = Para saber si es verdad, abra usted mismo { $url } (escríbalo, no use un enlace de este correo) e inicie sesión allí.
advice-check-account = Para ver si es verdad, abra la aplicación oficial o escriba por su cuenta la dirección de la empresa, e inicie sesión allí.
advice-check-card = Mire los movimientos de su cuenta bancaria o de su tarjeta: un cargo que no aparece ahí nunca se hizo.
advice-do-not-click = No use los enlaces ni abra los archivos adjuntos.
advice-report-brand = Informe de este correo a { $brand }: { $report }.
advice-report-provider = Informe de este correo a su proveedor de correo como phishing.
advice-already-called = Si ya ha llamado: corte el contacto, no deje entrar a nadie en su ordenador (computadora) y elimine cualquier programa que le hayan hecho instalar.
advice-gave-card = Si ha dado datos de su tarjeta o de su banco: llame ahora a su banco, al número impreso en su tarjeta, y pida que bloqueen la tarjeta.
advice-gave-password = Si ha introducido una contraseña: cámbiela ahora en todos los sitios donde la use.
advice-ask-sender = Pregunte al remitente por otra vía, con un número o una dirección que usted ya tenga.
advice-platform-ignore = No pague ni llame; rechace la solicitud en el propio servicio ({ $platform }) y denúnciela allí.
advice-forwarded = Esto se refiere al correo que le reenviaron, no a la persona que lo reenvió.
advice-unreadable = Abra el correo solo si lo esperaba de este remitente; lo que dice está en una parte que aquí no se ha podido leer ({ $missing }).

## What was missing

missing-ocr = texto en imágenes
missing-pdf = el texto de un PDF
missing-office = el texto de un documento de Office
missing-calendar = el contenido de un archivo de calendario
missing-heic = una imagen HEIC
missing-encrypted = un archivo cifrado
missing-file_expand_archives = los archivos de un archivo comprimido
missing-file_parse_html = una página adjunta
missing-file_parse_text = un texto adjunto
missing-worker = todos los archivos adjuntos
missing-limit_files = algunos de los muchísimos archivos adjuntos
missing-limit_depth = archivos anidados a mucha profundidad
missing-limit_expansion = un archivo que al descomprimirse alcanza un tamaño enorme
missing-limit_worker = un archivo adjunto que se tardó demasiado en leer
missing-limit_pages = todas las páginas de un documento muy largo
missing-history = lo que este buzón ha visto antes
missing-other = { $name }

## Servers

test-string = Este correo contiene la cadena de caracteres que representa una estafa, para probar si se juzgan los correos.

## Answers to readers who report a mail

report-thanks = Gracias por su aviso. Esto se refiere al correo que usted reenvió:
report-thanks-itself = Gracias. Dentro de su correo no se encontró ningún otro, así que esto se refiere a su propio correo. Reenvíe un correo sospechoso como archivo adjunto y podrá examinarse por completo.
report-benign = Eso no prueba que sea auténtico. En caso de duda, pregunte en un número o una dirección que ya conozca, no en los que da el correo.
