"""Walks the page "Is this a scam?" as a person would, in two languages, on a phone and on a desktop, light and dark.

    walk.py BASE_URL EXAMPLES SCREENSHOTS

BASE_URL is a running `offhook web`, EXAMPLES the repository's examples, SCREENSHOTS a directory to fill. Each page is
checked with axe; no request may leave the page's origin, and no script of a mail may run. Ends with status 1 and one
line for each thing that is wrong.
"""

import pathlib
import re
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

import hostile
from visit import SIZES, check, end

BASE, EXAMPLES, SHOTS = sys.argv[1].rstrip("/"), pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])


class Visit:
    """One browser window, watched."""

    def __init__(self, browser, size, scheme, locale, javascript=True):
        width, height = SIZES[size]
        self.name = f"{size}-{scheme}-{locale[:2]}"
        self.context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            locale=locale,
            java_script_enabled=javascript,
            reduced_motion="reduce",
            device_scale_factor=1,
            extra_http_headers={"Accept-Language": f"{locale},{locale[:2]};q=0.9"},
        )
        self.page = self.context.new_page()
        self.page.on("request", self.watch)
        self.page.on("pageerror", lambda error: check(False, f"{self.name}: script error {error}"))
        self.page.on("dialog", self.refuse)
        self.page.on("console", self.listen)

    def watch(self, request):
        own = request.url.startswith((BASE + "/", "data:", "about:"))
        check(own, f"{self.name}: a request left the page: {request.url}")

    def refuse(self, dialog):
        check(False, f"{self.name}: a script opened a dialog: {dialog.message}")
        dialog.dismiss()

    def listen(self, message):
        # A page that refuses something has a status that says so. Nothing else may be said.
        is_refusal = re.search("responded with a status of (400|413|422) ", message.text)
        check(message.type != "error" or is_refusal, f"{self.name}: console: {message.text}")

    def go(self, path):
        self.page.goto(BASE + path)

    def shot(self, what):
        self.page.screenshot(path=SHOTS / f"{self.name}-{what}.png", full_page=True)

    def accessible(self, what):
        # Frames with a sandbox are the mail's: axe runs no script there, nor may anybody.
        found = Axe().run(self.page, options={"iframes": False})
        for it in found.response["violations"]:
            nodes = "; ".join(node["html"][:120] for node in it["nodes"][:3])
            check(False, f"{self.name} {what}: axe {it['id']}: {it['help']}: {nodes}")

    def fits(self, what):
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        check(wide <= 0, f"{self.name} {what}: {wide} pixels too wide")

    def looked_at(self, what):
        self.accessible(what)
        self.fits(what)
        self.shot(what)

    def submit_file(self, path):
        self.go("/")
        self.page.set_input_files("#file", path)
        self.page.click("#check .primary")
        self.page.wait_for_url("**/check*")

    def close(self):
        self.context.close()


def tone(page):
    return page.locator(".verdict").first.get_attribute("class").split()[1]


def walk(browser, size, scheme, locale):
    visit = Visit(browser, size, scheme, locale)
    page = visit.page
    visit.go("/")
    check(page.locator("html").get_attribute("lang") == locale[:2], f"{visit.name}: not in the reader's language")
    visit.looked_at("1-start")

    # The first key leads past the header.
    page.keyboard.press("Tab")
    check(page.evaluate("document.activeElement.className") == "skip", f"{visit.name}: no skip link first")

    visit.submit_file(EXAMPLES / "mail/seed-1-gmail-fake-order.eml")
    check(tone(page) == "malicious", f"{visit.name}: the fake order is {tone(page)}")
    visit.looked_at("2-scam")
    place = page.locator(".reasons a[href^='#place-']").first
    target = place.get_attribute("href")
    check(page.locator(f"mark:has({target})").count() == 1, f"{visit.name}: {target} is no mark")
    number = page.locator("mark", has_text="397-5786")
    check(number.count() > 0, f"{visit.name}: the number is not marked")
    check(page.locator("a[href^='tel:']").count() == 0, f"{visit.name}: a number can be dialled")
    page.locator("details.look summary").click()
    page.locator("details.look iframe").scroll_into_view_if_needed()
    visit.looked_at("3-look")

    page.locator(".situations a").first.click()
    page.wait_for_url("**/help/called*")
    visit.looked_at("4-help")
    page.select_option("#country", "GB")
    page.click(".country button")
    page.wait_for_url(re.compile("country=GB"))
    check(page.locator(".contacts").count() > 0, f"{visit.name}: no offices for the United Kingdom")

    visit.go("/")
    page.fill("#text", "Your account was charged $499.99 by PayPal. If you did not make this, call +1 803 555 0142 now.")
    page.click("#check .primary")
    page.wait_for_url("**/check*")
    visit.looked_at("5-text")

    visit.go("/")
    page.fill("#line", "+1 803 397 5786, Amazon?")
    page.keyboard.press("Enter")
    page.wait_for_url("**/check*")
    check(tone(page) == "warning", f"{visit.name}: the number is {tone(page)}")
    visit.looked_at("6-number")

    visit.go("/")
    page.click("#check .primary")
    page.wait_for_url("**/check*")
    visit.looked_at("7-nothing")
    visit.close()


def walk_other_answers(browser):
    """What else may be shown: each once."""
    visit = Visit(browser, "phone", "light", "en-US")
    page = visit.page
    for what, path, expected in [
        ("picture", "picture.png", ("malicious", "suspicious")),
        ("outlook", "message.msg", ("malicious", "suspicious")),
        ("genuine-shop", EXAMPLES / "mail/seed-1-twin-c-small-shop-receipt.eml", ("benign", "undecided")),
        ("forwarded", EXAMPLES / "mail/report-attached-scam-judged-as-inner-mail.eml", ("malicious",)),
    ]:
        path = path if isinstance(path, pathlib.Path) else hostile.attachment(EXAMPLES, path, SHOTS)
        visit.submit_file(path)
        check(tone(page) in expected, f"{what}: {tone(page)}")
        visit.looked_at(f"8-{what}")
    for number, question in enumerate(["order 112-4471903-2938471", "orders@arnazon.com", "help@gmail.com", "amazon.de", "hello there"]):
        visit.go("/")
        page.fill("#line", question)
        page.keyboard.press("Enter")
        page.wait_for_url("**/check*")
        visit.looked_at(f"9-line-{number}")
    visit.close()


def without_script(browser):
    visit = Visit(browser, "phone", "light", "en-US", javascript=False)
    visit.submit_file(EXAMPLES / "mail/seed-1-gmail-fake-order.eml")
    check(tone(visit.page) == "malicious", "without scripts: no verdict")
    visit.close()


def dropped(browser):
    """A file dropped on the page is judged at once."""
    visit = Visit(browser, "desktop", "light", "en-US")
    page = visit.page
    visit.go("/")
    text = (EXAMPLES / "mail/seed-1-gmail-fake-order.eml").read_text()
    data = page.evaluate_handle(
        "text => { const all = new DataTransfer(); all.items.add(new File([text], 'a.eml')); return all; }", text
    )
    # By the browser's own clock: from the drop to the frame after the one in which the answer is there.
    page.evaluate("""() => {
        addEventListener("drop", () => { window.dropped = performance.now(); }, true);
        new MutationObserver((_, observer) => {
            if (!document.querySelector(".verdict")) return;
            observer.disconnect();
            requestAnimationFrame(() => requestAnimationFrame(() => { window.seen = performance.now(); }));
        }).observe(document.body, { childList: true, subtree: true });
    }""")
    page.dispatch_event("body", "drop", {"dataTransfer": data})
    page.wait_for_selector(".verdict")
    page.wait_for_timeout(500)
    spent = page.evaluate("window.seen - window.dropped")
    print(f"verdict {spent:.0f} ms after the drop")
    check(spent < 5000, f"the verdict took {spent:.0f} ms")
    check(tone(page) == "malicious", "dropped: no verdict")
    check("/check" in page.url and "offhook" in page.title(), f"dropped: at {page.url}, {page.title()}")
    check(page.evaluate("document.activeElement.id") == "content", "dropped: a screen reader is not led to the answer")
    # Places of the answer are gone to and left again without losing it.
    page.get_by_role("link", name=re.compile("Show the place")).first.click()
    page.wait_for_timeout(300)
    check("#place-" in page.url and tone(page) == "malicious", f"dropped: a place of the answer led to {page.url}")
    page.go_back()
    page.wait_for_timeout(300)
    check("#" not in page.url and tone(page) == "malicious", f"dropped: back from a place led to {page.url}")
    page.go_back()
    page.wait_for_selector("#check")
    check(page.locator("button[aria-busy]").count() == 0, "dropped: the form is not ready again")
    page.set_input_files("#file", EXAMPLES / "mail/seed-1-gmail-fake-order.eml")
    page.click("#check button[type=submit]")
    page.wait_for_selector(".verdict")
    visit.close()


def hostile_mails(browser):
    for name, path in hostile.mails(SHOTS):
        visit = Visit(browser, "phone", "light", "en-US")
        visit.submit_file(path)
        page = visit.page
        check(page.locator(".verdict h1").inner_text().strip() != "", f"{name}: no sentence")
        summary = page.locator("details.look summary")
        if summary.count():
            summary.click()
            page.wait_for_timeout(300)
        inside = page.content() + "".join(frame.content() for frame in page.frames[1:])
        check("hacked" not in page.title(), f"{name}: a script of the mail ran")
        check(page.evaluate("window.hacked === undefined"), f"{name}: a script of the mail ran")
        check(not re.search("[\u202a-\u202e\u2066-\u2069]", inside), f"{name}: text is turned unseen")
        check(page.url.startswith(BASE), f"{name}: the page was left for {page.url}")
        visit.accessible(name)
        visit.fits(name)
        if name in ("many links", "right to left", "scripts"):
            visit.shot(f"h-{name.replace(' ', '-')}")
        visit.close()


def main():
    SHOTS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for size, scheme, locale in [
            ("phone", "light", "en-US"),
            ("phone", "dark", "de-DE"),
            ("desktop", "light", "de-DE"),
            ("desktop", "dark", "en-US"),
        ]:
            walk(browser, size, scheme, locale)
        SIZES["phone"] = (320, 640)
        walk_other_answers(browser)
        without_script(browser)
        dropped(browser)
        hostile_mails(browser)
        browser.close()
    end()


main()
