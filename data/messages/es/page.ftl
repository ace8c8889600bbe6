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

## Somebody who has signed in, and what his own mailbox has seen

reader-sign-in = Iniciar sesión
reader-sign-out = Cerrar sesión
reader-signed-in = Sesión de { $name }
reader-console = Consola
reader-account = Mi cuenta
privacy-login = No necesita cuenta. Si inicia sesión, una cookie lo recuerda hasta que la cierre.
privacy-signed-in = Ha iniciado sesión: también se consulta lo que ha visto su propio buzón. No se le añade nada.

own-title = En su buzón
own-asked = Consultado: { $mailboxes }
own-sign-in = Si tiene una cuenta aquí e inicia sesión, consultamos también lo que su propio buzón ha visto de ello.
own-no-mailbox = Su cuenta aún no tiene ningún buzón. Quien administra offhook aquí puede añadirlo.
own-silent = Ahora mismo no se puede consultar lo que ha visto su buzón. Esta respuesta no lo tiene en cuenta.
own-not-kept = Aquí no se guarda lo que han visto los buzones, así que nada se puede decir del suyo.
own-mail = El correo se comparó también con lo que su buzón ha visto antes. No se le añadió nada.
own-sender-none = Que sepamos, no ha recibido ningún correo de este remitente.
own-sender-seen = { $count ->
    [one] Ha recibido un correo de este remitente, el { $last }.
    [256] Recibe correo de este remitente desde el { $first }, al menos 256 veces; el último fue del { $last }.
   *[other] Ha recibido correo de este remitente desde el { $first }, { $count } veces; el último fue del { $last }.
}
own-sender-claimed = { $count ->
    [one] Le llegó un correo en su nombre, el { $last }, sin prueba de que fuera de verdad el remitente.
    [256] Desde el { $first } le han llegado al menos 256 correos en su nombre, el último el { $last }, sin prueba de que fuera de verdad el remitente.
   *[other] Desde el { $first } le han llegado { $count } correos en su nombre, el último el { $last }, sin prueba de que fuera de verdad el remitente.
}
own-written = { $count ->
    [one] Usted le escribió el { $last }.
   *[other] Usted le ha escrito desde el { $first }, la última vez el { $last }.
}
own-sender-caution = Que conozca una dirección no prueba que el próximo correo venga de ella, ni que nadie más haya entrado en ella.
own-scam-only = Ese correo era una estafa.
own-scams = { $count ->
    [one] Uno de ellos era una estafa.
   *[other] { $count } de ellos eran estafas.
}
own-doubtful-only = Ese correo era sospechoso.
own-doubtful = { $count ->
    [one] Uno de ellos era sospechoso.
   *[other] { $count } de ellos eran sospechosos.
}
own-number-warning = Este número figuraba en estafas que le enviaron. No lo llame.
own-number-none = Que sepamos, este número no estaba en ningún correo dirigido a usted.
own-number-seen = { $count ->
    [one] Este número estaba en un correo dirigido a usted, el { $last }.
    [256] Este número estaba en al menos 256 correos dirigidos a usted, el primero del { $first }, el último del { $last }.
   *[other] Este número estaba en { $count } correos dirigidos a usted, el primero del { $first }, el último del { $last }.
}
own-number-named-seen = { $count ->
    [one] { $number } estaba en un correo anterior dirigido a usted, el { $last }.
    [256] { $number } estaba en al menos 256 correos anteriores dirigidos a usted, el primero del { $first }, el último del { $last }.
   *[other] { $number } estaba en { $count } correos anteriores dirigidos a usted, el primero del { $first }, el último del { $last }.
}
own-order-matched = En su buzón hay un correo auténtico de { $brand } con este número de pedido, del { $date }.
own-order-caution = El pedido existe. Pero quien haya visto ese correo puede citar su número en uno falso.
own-order-absent = { $count ->
    [one] El único correo auténtico de { $brand } que su buzón recibió en el último año no menciona este pedido.
    [256] Ninguno de los últimos 256 correos auténticos de { $brand } en su buzón menciona este pedido.
   *[other] Ninguno de los { $count } correos auténticos de { $brand } que su buzón recibió en el último año menciona este pedido.
}
own-order-unknown = No conocemos en su buzón ningún correo auténtico de { $brand } que mencione un pedido, así que no hay con qué compararlo.
own-mail-order-matched = En su buzón hay un correo auténtico anterior de esta empresa que menciona el mismo pedido.
own-mail-order-absent = { $count ->
    [one] El único correo auténtico de esta empresa que su buzón recibió en el último año no menciona este pedido.
    [256] Ninguno de los últimos 256 correos auténticos de esta empresa en su buzón menciona este pedido.
   *[other] Ninguno de los { $count } correos auténticos de esta empresa que su buzón recibió en el último año menciona este pedido.
}
date-in-words = { $day } de { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[12] diciembre
} de { $year }

## Signing in

console-home = offhook: la consola
console-sign-in = Iniciar sesión
console-sign-in-lead = Con su cuenta sabrá aquí también lo que ha visto su propio buzón. La consola, que muestra correo de otras personas, exige el rol analyst o admin.
console-account-name = Nombre
console-password = Contraseña
console-enter = Iniciar sesión
console-sign-in-token = Iniciar sesión con un token
console-token = Token
console-token-help = Lo crea quien administra este servidor:
console-enter-token = Entrar con el token
console-sign-out = Cerrar sesión
console-wrong-password = El nombre o la contraseña no son correctos, o han fallado demasiados intentos y el nombre está bloqueado por un rato.
console-wrong-token = Este token no vale. Puede estar mal escrito, revocado o ser demasiado antiguo.
console-low-role = Con este token solo se puede comprobar correo. La consola exige uno con el rol analyst o admin.
console-too-often = Demasiados intentos. Vuelva a probar en { $seconds } segundos.
console-code-title = Un paso más
console-code-lead = Escriba el código que muestra su autenticador.
console-code = Código
console-code-help = Seis cifras. Si ha perdido el autenticador, escriba en su lugar uno de sus códigos de recuperación.
console-wrong-code = Este código no vale. Puede estar mal escrito, ser demasiado antiguo o haberse usado ya; tras varios fallos hay que esperar.
console-openid-sign-in = Iniciar sesión con { $host }
console-openid-late = Este inicio de sesión no se empezó aquí o tardó demasiado. Empiece de nuevo.
console-openid-refused = El proveedor de su organización no le ha dado acceso.
console-openid-away = El proveedor de su organización no responde como debe. Inténtelo más tarde; el registro del servidor dice por qué.
console-openid-token = No se da crédito a la respuesta del proveedor de su organización; el registro del servidor dice por qué.
console-openid-no-role = El proveedor de su organización le conoce, pero ninguno de sus roles abre nada aquí.
console-openid-disabled = Su cuenta está desactivada aquí. Quien administra las cuentas puede activarla.
console-welcome = Ha iniciado sesión
console-go-on = Continuar
console-part-account = Mi cuenta
console-notice = No se ha hecho
console-back = Continuar
console-foreign-form = Este formulario no se envió desde una página de este sitio, o es de una sesión ya terminada. Vuelva atrás, cargue la página de nuevo y repítalo.
console-broken-form = El formulario no llegó completo. Envíelo de nuevo.
console-away = El almacén no responde. El registro del servidor dice por qué.
console-busy = El servidor está ocupado. Inténtelo de nuevo en unos segundos.
console-cancel = Cancelar
console-readers-only = La consola es para quienes cuidan el correo de todos. Lo que ha visto su propio buzón se le dice en la página «¿Es una estafa?».

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

# One's own account, which readers have as well.
console-title = Consola
console-parts = Partes de la consola
console-own-mailboxes = Sus buzones: { $mailboxes }
console-missing = Eso no existe aquí, o ya no se guarda.
console-account-openid = Ha iniciado sesión mediante { $issuer }. La contraseña y el segundo factor se cambian allí.
console-account-token = Ha iniciado sesión con un token. Quien gestiona este servidor crea y revoca los tokens.
console-authenticator = Aplicación de autenticación
console-totp-on = Al iniciar sesión se pide un código de su aplicación de autenticación.
console-totp-off = Al iniciar sesión solo se pide su contraseña. Con una aplicación de autenticación no puede entrar quien la averigüe.
console-totp-set-up = Configurar una aplicación de autenticación …
console-totp-replace = Configurar otra aplicación de autenticación …
console-totp-lead = Una aplicación de autenticación es un programa de su teléfono u ordenador que muestra un código nuevo cada medio minuto.
console-totp-required = Este servidor exige una aplicación de autenticación: un programa de su teléfono u ordenador que muestra un código nuevo cada medio minuto. Configure una para continuar.
console-totp-replaces = La que tiene ahora y sus códigos de recuperación dejarán de valer.
console-totp-begin = Empezar
console-totp-scan = Léalo con su aplicación de autenticación.
console-totp-code = Código QR con el secreto
console-totp-open = Abrir en una aplicación de autenticación de este dispositivo
console-totp-type = O escriba esto en ella:
console-totp-confirm = El código que muestra ahora
console-totp-finish = Confirmar
console-totp-done = Su aplicación de autenticación está configurada. Todas sus demás sesiones han terminado.
console-wrong-set-up-code = Ese no es el código que muestra ahora. ¿Va bien su reloj?
console-code-late = Aquí ya no se está configurando nada. Empiece de nuevo.
console-recovery = Códigos de recuperación
console-recovery-lead = Cada uno le deja entrar una vez si pierde la aplicación de autenticación. Guárdelos en otro lugar que ella. No se vuelven a mostrar.
console-recovery-kept = Los he guardado
console-recovery-left = { $count ->
    [0] No queda ningún código de recuperación.
    [one] Queda un código de recuperación.
   *[other] Quedan { $count } códigos de recuperación.
}
console-password-change = Cambiar la contraseña
console-password-now = Su contraseña actual
console-password-new = Contraseña nueva
console-password-help = Al menos 12 caracteres. Van bien unas cuantas palabras que no tengan que ver entre sí.
console-password-again = La misma otra vez
console-password-differs = Las dos contraseñas nuevas no coinciden.
console-password-short = Una contraseña tiene al menos 12 caracteres.
console-password-long = Una contraseña tiene como máximo 1024 bytes.
console-password-common = Esta contraseña es de las que se prueban primero. Elija palabras que no tengan que ver entre sí.
console-password-holds-name = Una contraseña no contiene el nombre de la cuenta.
console-wrong-own-password = Esa no es su contraseña, o han fallado demasiados intentos y su nombre está bloqueado un rato.
console-sessions = Dónde tiene la sesión iniciada
console-session-own = (aquí)
console-session-since = desde el { $time } UTC,
console-session-idle = { $count ->
    [0] usada ahora mismo
    [one] usada hace un minuto
   *[other] usada hace { $count } minutos
}
console-session-end = Cerrar la sesión allí
console-sessions-end = Cerrar las demás sesiones
