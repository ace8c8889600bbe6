"""A browser window on the console that is watched, and what was found wrong with it.

The console's own script and axe are all that run there; each page is checked with axe and has to fit; no request may leave its origin.
"""

import re
import sys

from axe_playwright_python.sync_playwright import Axe

SIZES = {"phone": (360, 740), "desktop": (1280, 860)}
wrong = []


def check(holds, what):
    if not holds:
        wrong.append(what)
        print("WRONG:", what)


def end():
    """Ends the walk with status 1 if anything was wrong."""
    print(f"{len(wrong)} wrong")
    sys.exit(1 if wrong else 0)


class Visit:
    """One browser window, whose screenshots lie in `shots` and begin with `kind`."""

    def __init__(self, browser, base, shots, kind, size, scheme):
        width, height = SIZES[size]
        self.base, self.shots, self.name = base, shots, f"{kind}-{size}-{scheme}"
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce", accept_downloads=True
        )
        self.page = self.context.new_page()
        self.page.on("request", self.watch)
        self.page.on("dialog", lambda dialog: check(False, f"{self.name}: a script opened a dialog"))
        self.page.on("console", self.listen)

    def watch(self, request):
        own = request.url.startswith((self.base + "/", "data:", "about:"))
        check(own, f"{self.name}: a request left the page: {request.url}")

    def listen(self, message):
        is_refusal = re.search("responded with a status of 40[03]", message.text)
        check(message.type != "error" or is_refusal, f"{self.name}: console: {message.text}")

    def looked_at(self, what):
        found = Axe().run(self.page, options={"iframes": False})
        for it in found.response["violations"]:
            nodes = "; ".join(node["html"][:160] for node in it["nodes"][:3])
            check(False, f"{self.name} {what}: axe {it['id']}: {it['help']}: {nodes}")
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        check(wide <= 0, f"{self.name} {what}: {wide} pixels too wide")
        self.page.screenshot(path=self.shots / f"{self.name}-{what}.png", full_page=True)

    def sign_in(self, token):
        self.page.goto(self.base + "/console")
        check(self.page.url.endswith("/console/sign-in"), f"{self.name}: not asked to sign in")
        self.page.fill("#token", token)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/console/verdicts")
