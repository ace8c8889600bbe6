# La página «¿Es una estafa?». Quien la lee quizá esté asustado y con prisa: frases cortas, palabras sencillas.

language-name = Español

## Every page

page-title = ¿Es una estafa?
skip-to-content = Ir al contenido
home = offhook: ¿es una estafa?
languages = Idioma
footer-privacy = No se guarda nada de lo que usted envía. Se lee aquí, se responde y se olvida.
footer-limits = offhook puede equivocarse. Si duda, pregunte a la empresa por una vía que ya conozca.
open-source = offhook es software libre.

## Start

start-lead = ¿Le preocupa un correo? Muéstrelo aquí antes de llamar, pagar o pulsar nada.
form-file = Elija el correo o una captura de pantalla
form-file-help = Un correo guardado (.eml o .msg), una imagen o un PDF. Hasta { $megabytes } MB.
form-drop = O arrástrelo hasta aquí, o péguelo.
form-or = o
form-text = Pegue el texto del correo
form-text-help = Todo, y si puede también el remitente.
form-check = Comprobar
form-checking = Leyendo…
form-chosen = Elegido: { $name }
look-up-title = ¿Solo un número o una dirección?
form-line = Teléfono, número de pedido o remitente
form-line-help = Por ejemplo: «+1 803 555 0142, ¿es de Amazon?»
form-look-up = Buscar
privacy-title = Qué se hace con ello
privacy-stored = No se guarda nada. Su correo se lee en memoria y se olvida en cuanto tiene la respuesta.
privacy-hosts = Nada se envía a otra empresa. No se carga ninguna imagen del correo ni se abre ningún enlace.
privacy-no-login = Sin cuenta y sin cookies.
happened-title = ¿Ya ha pasado algo?
happened-lead = No se avergüence: esa gente se dedica a esto todo el día. Lo que ayuda ahora es actuar rápido.

## Verdicts, as a word beside a symbol

word-malicious = Estafa
word-suspicious = Sospechoso
word-undecided = No se sabe
word-benign = Nada encontrado
word-genuine = Auténtico

## Answer

answer-do-now = Qué hacer ahora
answer-why = Por qué
answer-why-genuine = Lo que hemos visto
answer-mail = El correo
answer-mail-lead = Están marcados los lugares en que se basan los motivos. Los números llevan al motivo.
answer-reason = Motivo { $number }
answer-place = Mostrar el lugar
answer-more-reasons = { $count ->
    [one] Un motivo más
   *[other] { $count } motivos más
}
answer-check-another = Comprobar otra cosa
answer-benign-caution = Eso no prueba que sea honrado. Si le pide dinero, una contraseña, su tarjeta o una llamada que no esperaba, pregunte primero a la empresa por una vía que ya conozca.
answer-genuine-caution = Aun así: pague e inicie sesión solo donde siempre lo hace, no desde un enlace.
answer-undecided-caution = Tenga cuidado. No llame, no pulse y no pague antes de que lo mire alguien de su confianza.
answer-no-reasons = No hemos encontrado nada que apunte a una estafa.
answer-without-sender = Solo hemos visto el texto, no quién lo envió de verdad. Si puede guardar el correo mismo (.eml) y elegirlo aquí, podremos decir más.
answer-from-picture = Lo hemos leído de una imagen o un documento: puede haber alguna letra equivocada, y no se ve quién lo envió de verdad. Con el correo mismo (.eml) podremos decir más.
answer-from-outlook = Lo hemos leído de un archivo de Outlook, que no muestra si el remitente es auténtico.
answer-unread = No hemos podido leerlo todo: { $missing }.
answer-attached = Esto se refiere al correo adjunto al que usted nos dio.

mail-subject = Asunto
mail-from = De
mail-date = Fecha
mail-text = Texto
mail-hidden = Texto que el correo le oculta
mail-pdf = Texto del PDF
mail-image = Texto de la imagen
mail-office = Texto del documento
mail-calendar = Texto de la cita del calendario
mail-qr = En el código QR
mail-nested = Texto del mensaje adjunto
mail-attachment = Texto del adjunto
mail-cut = El texto sigue; este es el comienzo.
mail-empty = No hay texto que se pueda mostrar.
mail-look = Cómo se ve el correo
mail-look-lead = Sin imágenes de otros sitios, y nada en él se puede pulsar.
mail-look-frame = El correo tal como se ve
mail-pictures = { $count ->
    [one] No se cargó una imagen.
   *[other] No se cargaron { $count } imágenes.
}
links-title = Adónde llevan de verdad los enlaces
links-lead = Aquí no se puede pulsar nada, para que nadie lo haga sin querer.
links-shown = se muestra como
links-mismatch = muestra otra dirección
links-of-brand = pertenece a { $brand }
links-count = { $count ->
    [one] un enlace
   *[other] { $count } enlaces
}
links-more = { $count ->
    [one] y un lugar más
   *[other] y { $count } lugares más
}
numbers-title = Teléfonos que contiene
number-listed = figura como de { $owner }, según sus propias páginas o correos
number-not_listed = no está entre los números que tenemos de la propia empresa
number-unknown = no sabemos de quién es
number-to-call = el correo quiere que usted llame

## Something has happened

situation-called = Llamé al número
situation-card = Di los datos de mi tarjeta o banco
situation-installed = Los dejé entrar en mi ordenador
situation-paid = Pagué o envié dinero
situation-password = Escribí una contraseña
help-title = Qué hacer ahora
help-order = En este orden. El primer paso es el más urgente.
help-country = Su país
help-country-other = Otro país
help-country-change = Mostrar
help-no-country = No tenemos los organismos de su país. Su banco y la policía le dirán dónde denunciarlo.
help-other-situations = ¿Ha pasado también otra cosa?
help-source = según { $host }, leído { $read }
help-call = Llame al { $phone }

step-hang-up = Corte el contacto
step-hang-up-how = Cuelgue. No discuta y no devuelva la llamada. Si vuelven a llamar, no conteste. Usted no les debe nada.
step-block-card = Llame a su banco y pida que bloqueen la tarjeta
step-block-card-how = Use el número que está en su tarjeta o en la aplicación de su banco, nunca uno del correo ni de quien llamó. Diga: «Me han estafado y di mis datos».
step-call-bank = Llame a su banco desde otro teléfono
step-call-bank-how = Diga que alguien tuvo acceso a su dispositivo. Pida que bloqueen la banca en línea y las tarjetas, y que busquen pagos que usted no hizo.
step-watch-account = Vigile su cuenta
step-watch-account-how = Mírela cada día durante un mes. Reclame de inmediato cualquier pago que no sea suyo; hay plazos.
step-offline = Desconecte el dispositivo de internet
step-offline-how = Si entraron en su ordenador o teléfono: apague el wifi, quite el cable de red y después apague el dispositivo. Sin conexión no pueden seguir.
step-remove = Quite lo que le hicieron instalar
step-remove-how = Suele ser AnyDesk, TeamViewer, ScreenConnect, UltraViewer o un programa de «soporte». Quítelo en los ajustes, en Aplicaciones, junto con todo lo que se instaló ese día.
step-passwords = Cambie sus contraseñas desde otro dispositivo
step-passwords-how = Primero la de su correo, porque abre todas las demás; luego la del banco, y después todas las que sean iguales.
step-second-step = Active el segundo paso
step-second-step-how = Un código o una aplicación en cada inicio de sesión («dos pasos») deja fuera a quien tenga su contraseña. Cierre la sesión de los demás dispositivos en los ajustes de la cuenta.
step-check-device = Haga revisar el dispositivo
step-check-device-how = Por alguien que conozca o en una tienda que haya elegido usted. Antes de eso no lo use para el banco.
step-stop-payment = Pida al banco o al servicio que detenga el pago
step-stop-payment-how = Llame enseguida. En las primeras horas muchas transferencias se pueden detener. Diga: «Me engañaron para hacer este pago». Pida una constancia por escrito.
step-gift-cards = Tarjetas regalo: llame a la empresa de la tarjeta
step-gift-cards-how = Guarde la tarjeta y el recibo. Pida que bloqueen lo que quede. Si fueron criptomonedas, avise a la plataforma desde la que las envió.
step-keep = Guárdelo todo
step-keep-how = El correo, los números, los nombres, los recibos, las horas. No borre el correo. El banco y la policía se lo pedirán.
step-expect-more = Espere más intentos
step-expect-more-how = Se pasan los nombres. Alguien ofrecerá recuperar su dinero a cambio de un pago, o dirá que es su banco o la policía. Es otra vez la misma estafa.
step-report = Denúncielo
step-report-how = Ayuda a recuperar el dinero y avisa a otros.

contact-card = bloquea tarjetas y cuentas
contact-report = recibe avisos de fraude
contact-police = policía
contact-advice = consejo y ayuda
contact-identity = ayuda cuando alguien usa su identidad

country-au = Australia
country-br = Brasil
country-ca = Canadá
country-de = Alemania
country-es = España
country-fr = Francia
country-gb = Reino Unido
country-in = India
country-mx = México
country-pt = Portugal
country-us = Estados Unidos

## Look-up

look-up-heading = Lo que sabemos
look-up-asked = Su pregunta: { $question }
look-up-again = Preguntar otra vez

word-known = Conocido
word-unknown = Desconocido
word-warning = Cuidado

found-number-listed = { $number } es un número de { $brand }.
found-number-listed-caution = Pero el número que se ve en una llamada se puede falsificar. Llame usted; no se fíe de una llamada que lo muestre.
found-number-hearsay = { $number } se menciona como número de { $brand }, pero no en una página de { $brand }. No podemos garantizarlo.
found-number-neutral = { $number } pertenece a { $owner }.
found-number-not-listed = { $number } no está entre los números de { $brand } que tenemos de { $brand }.
found-number-unknown = No conocemos { $number }. Eso no lo hace seguro ni lo convierte en una estafa.
found-number-none-of-brand = No tenemos ningún número de { $brand } para ese país dado por { $brand } con el que comparar.
found-number-advice = No llame a un número que venga en un correo. Abra la aplicación o escriba usted la dirección de la empresa, y busque allí el número.

found-domain-brand = { $domain } pertenece a { $brand }.
found-domain-brand-caution = Cualquiera puede poner esa dirección como remitente. Denos el correo entero y comprobaremos si de verdad salió de allí.
found-domain-authorised = Se sabe que { $brand } envía correo desde { $domain }.
found-domain-free = En { $domain } cualquiera puede abrir un buzón. Ninguna empresa escribe a sus clientes desde allí.
found-domain-platform = { $domain } lo usa { $platform }. El correo es auténtico, pero otras personas pueden escribir partes de él.
found-domain-lookalike = { $domain } se parece a { $genuine }, que es de { $brand }, pero no es de { $brand }.
found-domain-unknown = No conocemos { $domain }. Eso no lo hace seguro ni lo convierte en una estafa.
found-domain-not-brand = No es ninguno de los dominios de { $brand } que conocemos.

found-order-form = Esto tiene la forma de los números de pedido de { $brand }. Una forma se copia fácilmente: no dice si el pedido existe.
found-order-check = Abra usted { $url } y mire sus pedidos. Lo que no esté ahí, nunca se pidió.
found-brand = { $brand }: su propio sitio es { $domain }.
found-brand-report = Las falsificaciones se comunican a: { $report }.
found-nothing = No hemos encontrado ahí ningún teléfono, número de pedido, dirección ni empresa.
found-nothing-advice = Pegue mejor el texto entero del correo en la primera página.
found-evidence-page = Está en la página de { $brand } (leído { $date }).
found-evidence-mail = Está en correos auténticos de { $brand } (leído { $date }).

## When it does not work

refused-title = No ha funcionado
refused-empty = No había nada que comprobar. Elija un archivo, pegue el texto del correo o escriba un número.
refused-unknown = No es un correo, un texto ni una imagen que podamos leer. Guarde el correo como .eml o haga una captura de pantalla. Si es un programa, no lo abra.
refused-too-long = Es demasiado grande. Se pueden comprobar como máximo { $megabytes } MB. Basta con una captura de pantalla del correo.
refused-busy = Ahora mismo pregunta mucha gente. Inténtelo de nuevo en unos segundos.
refused-failed = Algo ha fallado aquí al leerlo. Tenga cuidado con el correo y pruebe con una captura de pantalla.
refused-often = Ha preguntado muchas veces en poco tiempo. Espere un minuto.
refused-origin = Esta petición venía de otro sitio web. Empiece aquí.
refused-broken = El envío se interrumpió. Inténtelo de nuevo.
refused-slow = El envío tardó demasiado. Inténtelo de nuevo, quizá con una captura de pantalla.
refused-missing = Esa página no existe.
back-to-start = A la primera página
