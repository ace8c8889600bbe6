"""Walks the page "Is this a scam?" as a reader with an account: on a phone in two languages, and on a desktop.

    readers_walk.py BASE_URL EXAMPLES SCREENSHOTS NAME PASSWORD

BASE_URL is a running `offhook serve` with a history in which NAME's mailbox has had mail. Each page is checked with axe and has to fit; no request may leave the
origin. Ends with status 1 and one line for each thing that is wrong.
"""

import pathlib
import sys

from playwright.sync_api import sync_playwright

from visit import Visit, check, end

BASE, EXAMPLES, SHOTS = sys.argv[1].rstrip("/"), pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
NAME, PASSWORD = sys.argv[4], sys.argv[5]

WORDS = {
    "en": {
        "sign-in": "Sign in",
        "sign-out": "Sign out",
        "look-up": "Look it up",
        "own": "In your mailbox",
        "offer": "If you have an account here and sign in",
        "sender": "14 times",
        "number": "This number was in 3 mails to you",
        "scams": "2 of them were scams.",
        "order": "Your mailbox holds a genuine mail of Amazon with this order number",
        "absent": "The one genuine mail of Amazon that your mailbox got in the last year does not name this order.",
        "none": "You have had no mail from this sender that we know of.",
        "mail": "The mail was also compared with what your mailbox has seen before.",
        "password": "Change the password",
        "refused": "The console is for those who look after the mail of everybody.",
    },
    "de": {
        "sign-in": "Anmelden",
        "sign-out": "Abmelden",
        "look-up": "Nachsehen",
        "own": "In Ihrem Postfach",
        "offer": "Wenn Sie hier ein Konto haben und sich anmelden",
        "sender": "14 E-Mails bekommen",
        "number": "Diese Nummer stand in 3 E-Mails an Sie",
        "scams": "2 davon waren Betrug.",
        "order": "In Ihrem Postfach ist eine echte E-Mail von Amazon mit dieser Bestellnummer",
        "absent": "Die eine echte E-Mail von Amazon, die Ihr Postfach im letzten Jahr bekam, nennt diese Bestellung nicht.",
        "none": "Von diesem Absender haben Sie, soweit wir wissen, noch keine E-Mail bekommen.",
        "mail": "Die E-Mail wurde auch mit dem verglichen, was Ihr Postfach früher gesehen hat.",
        "password": "Passwort ändern",
        "refused": "Die Konsole ist für diejenigen, die sich um die E-Mails aller kümmern.",
    },
}


def walk(browser, size, scheme, language):
    visit = Visit(browser, BASE, SHOTS, f"reader-{language}", size, scheme)
    page, words = visit.page, WORDS[language]

    def look_up(line, shot, *expected):
        page.goto(f"{BASE}/?lang={language}")
        page.fill("#line", line)
        page.get_by_role("button", name=words["look-up"]).click()
        page.wait_for_selector(".verdict")
        own = page.locator(".own").inner_text()
        for it in (words["own"], *expected):
            check(it in own, f"{visit.name}: {line}: not {it!r} in {own!r}")
        if shot:
            visit.looked_at(shot)

    page.goto(f"{BASE}/?lang={language}")
    visit.looked_at("1-stranger")
    look_up("news@littleshop.net", "2-offer", words["offer"])
    page.locator(".own").get_by_role("link", name=words["sign-in"]).click()
    page.wait_for_url("**/console/sign-in?lang=" + language)
    page.fill("#name", NAME)
    page.fill("#password", "not the password")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    check(page.locator("h1").inner_text() == words["sign-in"], f"{visit.name}: {page.locator('h1').inner_text()}")
    visit.looked_at("3-sign-in")
    page.fill("#name", NAME)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{BASE}/?lang={language}")
    check(NAME in page.locator(".who").inner_text(), f"{visit.name}: not signed in")
    check(page.evaluate("document.cookie") == "", f"{visit.name}: scripts can read the cookie")
    visit.looked_at("4-signed-in")

    look_up("news@littleshop.net", "5-sender", words["sender"])
    look_up("+1 803 397 5786", "6-number", words["number"], words["scams"])
    look_up("113-1234567-1234567", "7-order", words["order"])
    # What only somebody else has had.
    look_up("113-7777777-7777777", "8-absent", words["absent"])
    look_up("desk@other-firm.net", None, words["none"])

    page.goto(f"{BASE}/?lang={language}")
    page.set_input_files("#file", EXAMPLES / "mail" / "seed-1-gmail-fake-order.eml")
    page.locator("#check button[type=submit]").click()
    page.wait_for_selector(".verdict.malicious")
    check(words["mail"] in page.locator(".own").inner_text(), f"{visit.name}: {page.locator('.own').inner_text()}")
    visit.looked_at("9-mail")

    answer = page.goto(f"{BASE}/console/verdicts?lang={language}")
    check(answer.status == 403 and words["refused"] in page.inner_text("main"), f"{visit.name}: {page.inner_text('main')}")
    visit.looked_at("10-refused")
    page.goto(f"{BASE}/console/account?lang={language}")
    check("pat@home.example" in page.inner_text("main") and words["password"] in page.inner_text("main"), f"{visit.name}: {page.inner_text('main')}")
    visit.looked_at("11-account")
    page.goto(f"{BASE}/?lang={language}")
    page.get_by_role("button", name=words["sign-out"]).click()
    page.wait_for_url(f"{BASE}/?lang={language}")
    check(page.locator("form.who").count() == 0, f"{visit.name}: not signed out")
    look_up("news@littleshop.net", None, words["offer"])
    visit.context.close()


def main():
    SHOTS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        walk(browser, "phone", "light", "en")
        walk(browser, "phone", "dark", "de")
        walk(browser, "desktop", "light", "en")
        browser.close()
    end()


main()
