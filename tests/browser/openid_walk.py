"""Signs in to the console by a provider of OpenID Connect: in a real browser as it should be, and without one as it should not be.

    openid_walk.py BASE_URL ISSUER SCREENSHOTS walk|away

BASE_URL is a running `offhook serve` whose provider is `tests/openid/provider.mjs` at ISSUER; with `away` the provider is gone. Ends with
status 1 and one line for each thing that is wrong.
"""

import http.cookiejar
import pathlib
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from visit import check, end

BASE, ISSUER, SHOTS, WHAT = sys.argv[1].rstrip("/"), sys.argv[2], pathlib.Path(sys.argv[3]), sys.argv[4]


class Stop(urllib.request.HTTPRedirectHandler):
    """Follows nothing: each step is looked at."""

    def redirect_request(self, *_):
        return None


class Client:
    """A client of its own that keeps cookies and answers the provider's forms, one step at a time."""

    def __init__(self):
        jar = http.cookiejar.CookieJar()
        no_proxy = urllib.request.ProxyHandler({})
        self.opener = urllib.request.build_opener(no_proxy, urllib.request.HTTPCookieProcessor(jar), Stop())

    def ask(self, url, form=None):
        """The status, where it leads, and the text."""
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        request = urllib.request.Request(url, data=data)
        try:
            answer = self.opener.open(request, timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        to = answer.headers.get("Location")
        return answer.status, to and urllib.parse.urljoin(url, to), answer.read().decode()

    def until_return(self, name):
        """Logs in at the provider as `name`; the address that it sends back to, not yet opened."""
        _, to, text = self.ask(BASE + "/console/openid")
        check(to is not None and to.startswith(ISSUER), f"not sent to the provider: {text[:200]}")
        for _ in range(12):
            if to.startswith(BASE):
                return to
            status, onward, text = self.ask(to)
            if onward is None:
                action = urllib.parse.urljoin(to, re.search(r'<form[^>]*action="([^"]+)"', text).group(1))
                form = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', text))
                if 'name="login"' in text:
                    form |= {"prompt": "login", "login": name, "password": "any"}
                _, onward, _ = self.ask(action, form)
            to = onward
        raise RuntimeError("the provider leads nowhere")

    def is_in(self):
        return self.ask(BASE + "/console/verdicts")[0] == 200


def tamper(what):
    request = urllib.request.Request(f"{ISSUER}/tamper" + (f"?{what}" if what else ""), data=b"")
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request).read()


def attempt(name, what="", change=lambda it: it):
    """Signs in as `name` while the provider does `what` and the address that it sends back to is changed."""
    tamper(what)
    client = Client()
    status, to, text = client.ask(change(client.until_return(name)))
    tamper("")
    return status, text, client.is_in()


def refused():
    """Everything that somebody between may change."""
    replaced = lambda name, value: lambda url: re.sub(rf"([?&]{name}=)[^&]*", rf"\g<1>{value}", url)
    for what, change in {
        "another state": replaced("state", "0" * 64),
        "no state": replaced("state", ""),
        "another issuer": replaced("iss", "https%3A%2F%2Fanother.example"),
        "no code": replaced("code", ""),
    }.items():
        status, text, is_in = attempt("ann", change=change)
        check(status == 403 and not is_in, f"{what}: {status}, in: {is_in}")
        check("Begin again" in text, f"{what}: {text[-600:]}")
    status, text, is_in = attempt("ann", change=replaced("code", "made-up"))
    check(status == 503 and not is_in, f"a made-up code: {status}, in: {is_in}")
    for what in ["nonce", "no-nonce", "audience", "party", "issuer", "expired", "signature", "strange", "unknown", "none", "secret"]:
        status, text, is_in = attempt("ann", what)
        check(status == 403 and not is_in, f"{what}: {status}, in: {is_in}")
        check("is not believed" in text, f"{what}: {text[-600:]}")
    for what in ["long", "redirect", "other-subject"]:
        status, text, is_in = attempt("ann", what)
        check(status == 503 and not is_in, f"{what}: {status}, in: {is_in}")
        check("does not answer as it should" in text, f"{what}: {text[-600:]}")
    # The answer of one is no answer to another, and counts once.
    one, other = Client(), Client()
    address = one.until_return("ann")
    other.until_return("eve")
    check(other.ask(address)[0] == 403 and not other.is_in(), "an answer was taken from another client")
    check(Client().ask(address)[0] == 403, "an answer was taken from a client that had not left")
    check(one.ask(address)[0] == 200 and one.is_in(), "the right client was not let in")
    check(one.ask(address)[0] == 403, "an answer was taken twice")
    # Roles that open nothing, and none at all.
    for name in ["eve", "nobody"]:
        status, text, is_in = attempt(name)
        check(status == 403 and not is_in and "none of your roles" in text, f"{name}: {status}, in: {is_in}")


def reader():
    """Whose role is a reader's is led to the page for everybody, and opens nothing of the console."""
    client = Client()
    status, _, text = client.ask(client.until_return("rae"))
    check(status == 200 and 'url=/"' in text, f"rae: {status}: {text[-600:]}")
    status, _, text = client.ask(BASE + "/")
    check(status == 200 and "Signed in: rae" in text, f"rae: {status}: {text[:1500]}")
    status, _, text = client.ask(BASE + "/console/verdicts")
    check(status == 403 and "The console is for those" in text, f"rae: {status}: {text[-600:]}")
    # Whatever is shown at the provider: its mailbox is the one that it has verified.
    _, _, text = client.ask(BASE + "/console/account")
    check("rae@home.example" in text, f"rae: {text[-1500:]}")


def believed():
    for what in ["", "pss"]:
        status, _, is_in = attempt("ann", what)
        check(status == 200 and is_in, f"{what or 'as it is'}: {status}, in: {is_in}")
    # The provider takes another key. Its keys are asked for again, though not at once after the last time.
    time.sleep(6)
    status, text, is_in = attempt("ann", "rotated")
    check(status == 200 and is_in, f"rotated: {status}, in: {is_in}: {text[-600:]}")


def in_browser(browser, name, role):
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    page = context.new_page()
    # The provider's own pages want fonts from elsewhere.
    context.route(lambda url: not url.startswith((BASE, ISSUER)), lambda route: route.abort())

    def listen(message):
        is_own = page.url.startswith(BASE) and "status of 403" not in message.text
        check(message.type != "error" or not is_own, f"{name}: console: {message.text}")

    page.on("console", listen)
    page.goto(BASE + "/console")
    check(page.url == BASE + "/console/sign-in", f"{name}: not asked to sign in")
    if name == "ann":
        for it in Axe().run(page).response["violations"]:
            check(False, f"sign-in: axe {it['id']}: {it['help']}")
        page.screenshot(path=SHOTS / "openid-1-sign-in.png", full_page=True)
    page.get_by_role("link", name="Sign in with 127.0.0.1").click()
    page.wait_for_url(ISSUER + "/**")
    page.fill("[name=login]", name)
    page.fill("[name=password]", "any")
    page.locator("[type=submit]").click()
    page.locator("[type=submit]").click()
    if role is None:
        page.wait_for_url(BASE + "/**")
        check("none of your roles" in page.inner_text("main"), f"{name}: {page.inner_text('main')}")
        page.screenshot(path=SHOTS / "openid-2-no-role.png", full_page=True)
    else:
        # From here on the browser itself leads on: it sends the new cookie only from a page of the console's own.
        page.wait_for_url(BASE + "/console/verdicts")
        check(role in page.inner_text("header"), f"{name}: {page.inner_text('header')}")
        cookies = {it["name"]: it for it in context.cookies()}
        check(cookies["offhook-session"]["sameSite"] == "Strict" and cookies["offhook-session"]["httpOnly"], f"{name}: {cookies}")
        check("offhook-openid" not in cookies, f"{name}: the cookie of the way is left")
        page.goto(BASE + "/console/account")
        check("Password and second factor are set there" in page.inner_text("main"), f"{name}: {page.inner_text('main')}")
        answer = page.goto(BASE + "/console/accounts")
        check(answer.status == (200 if role == "admin" else 403), f"{name}: accounts: {answer.status}")
        if role == "admin":
            check("OpenID Connect" in page.inner_text("table"), page.inner_text("main"))
            page.screenshot(path=SHOTS / "openid-3-accounts.png", full_page=True)
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url(BASE + "/console/sign-in")
    context.close()


def main():
    SHOTS.mkdir(parents=True, exist_ok=True)
    if WHAT == "away":
        status, to, text = Client().ask(BASE + "/console/openid")
        check(status == 503 and "does not answer as it should" in text, f"away: {status} {to} {text[-600:]}")
    else:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            for name, role in [("ann", "analyst"), ("ada", "admin"), ("eve", None)]:
                in_browser(browser, name, role)
            browser.close()
        reader()
        refused()
        believed()
    end()


main()
