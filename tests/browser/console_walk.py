"""Walks the console as an analyst and an administrator would, on a phone and on a desktop, light and dark.

    console_walk.py BASE_URL ANALYST_TOKEN ADMIN_TOKEN SCREENSHOTS PASSWORD ACCOUNT ACCOUNT

BASE_URL is a running `offhook serve` whose store holds mail and the two accounts of administrators. Each page is checked with axe and has to fit; no request may
leave the origin. Ends with status 1 and one line for each thing that is wrong.
"""

import base64
import hashlib
import hmac
import pathlib
import re
import sys
import time

from playwright.sync_api import sync_playwright

from visit import Visit, check, end

BASE, ANALYST, ADMIN = sys.argv[1].rstrip("/"), sys.argv[2], sys.argv[3]
SHOTS = pathlib.Path(sys.argv[4])
PASSWORD, ACCOUNTS = sys.argv[5], sys.argv[6:8]


def opened(browser, size, scheme):
    return Visit(browser, BASE, SHOTS, "console", size, scheme)


def analyst(browser, size, scheme):
    visit = opened(browser, size, scheme)
    page = visit.page
    page.goto(BASE + "/console")
    visit.looked_at("1-sign-in")
    page.fill("#token", "oh_wrong")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    visit.looked_at("2-wrong-token")
    visit.sign_in(ANALYST)
    check(page.evaluate("document.cookie") == "", f"{visit.name}: scripts can read the cookie")
    visit.looked_at("3-verdicts")

    page.get_by_role("link", name="Overview").click()
    page.wait_for_selector(".plots")
    check(page.get_by_role("img").count() >= 5, f"{visit.name}: {page.get_by_role('img').count()} plots")
    visit.looked_at("16-overview")
    page.goto(BASE + "/console?window=24h")
    page.locator("details summary").first.click()
    visit.looked_at("17-overview-24h")
    page.goto(BASE + "/console/campaigns")
    visit.looked_at("18-campaigns")
    page.locator("tbody th a").first.click()
    page.wait_for_url(re.compile("/console/campaign\\?"))
    visit.looked_at("19-campaign")
    page.goto(BASE + "/console/brands?name=pay")
    visit.looked_at("20-brands")
    page.goto(BASE + "/console/brands/amazon")
    visit.looked_at("21-brand")
    page.goto(BASE + "/console/settings")
    check(page.get_by_text("release_to").count() == 1, f"{visit.name}: a setting is not shown")
    visit.looked_at("22-settings")
    page.goto(BASE + "/console/reports")
    waiting = page.locator("tbody tr").count()
    visit.looked_at("23-reports")
    page.locator("tbody button[value=scam]").first.click()
    page.wait_for_selector("h1")
    left = page.locator("tbody tr").count()
    check(left == waiting - 1, f"{visit.name}: {left} of {waiting} reports wait")
    page.goto(BASE + "/console/reports?state=answered")
    visit.looked_at("24-answered")
    page.goto(BASE + "/console/verdicts")
    page.keyboard.press("Tab")
    check(page.evaluate("document.activeElement.className") == "skip", f"{visit.name}: no skip link first")
    page.locator("a[rel=next]").click()
    page.wait_for_url(re.compile("after="))
    page.goto(BASE + "/console/verdicts")
    page.locator("summary").first.click()
    page.select_option("#verdict", "malicious")
    page.fill("#number", "+1 803 397 5786")
    page.click(".search button[type=submit]")
    page.wait_for_url(re.compile("number="))
    check(page.locator("tbody tr").count() == 1, f"{visit.name}: the number is in {page.locator('tbody tr').count()} verdicts")
    visit.looked_at("4-filtered")

    page.locator("tbody th a").first.click()
    page.wait_for_url("**/console/verdicts/*")
    check(page.locator(".hops li").count() >= 1, f"{visit.name}: no hops of a held mail")
    visit.looked_at("5-verdict")
    here = page.url
    page.get_by_role("link", name="Follow a rule through this mail").click()
    page.wait_for_selector("#rule")
    page.select_option("#rule", index=0)
    page.get_by_role("button", name="Show").click()
    page.wait_for_selector(".trace")
    check(page.locator(".came").count() >= 2, f"{visit.name}: no outcomes of a rule's parts")
    visit.looked_at("25-trace")
    page.goto(here)
    page.fill("#note", "called it, it is a call centre")
    page.click("button[value=scam]")
    page.wait_for_url(re.compile("#said$"))
    check(page.get_by_text("call centre").count() >= 1, f"{visit.name}: what was said is not shown")
    page.locator("a.number").first.click()
    page.wait_for_url(re.compile("/console/number"))
    page.locator("details summary").first.click()
    visit.looked_at("6-number")

    page.goto(BASE + "/console/sender?domain=gmail.com")
    visit.looked_at("7-sender")
    page.goto(BASE + "/console/quarantine")
    visit.looked_at("8-quarantine")
    page.locator("tbody th a").first.click()
    page.wait_for_url("**/console/quarantine/*")
    page.locator("details.look summary").click()
    page.locator("details.look iframe").scroll_into_view_if_needed()
    visit.looked_at("9-entry")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    check(download.value.suggested_filename.endswith(".eml"), f"{visit.name}: no mail was downloaded")

    # Malicious mail is an administrator's.
    page.goto(BASE + "/console/quarantine")
    malicious = page.locator("tbody tr", has=page.locator(".malicious"))
    malicious.first.locator("input[type=checkbox]").check()
    page.click("button[value=release]")
    page.wait_for_selector("text=released by administrators only")
    visit.looked_at("10-not-allowed")
    page.goto(BASE + "/console/rules")
    visit.looked_at("11-rules")
    page.goto(BASE + "/console/health")
    visit.looked_at("12-health")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/console/sign-in")
    page.goto(BASE + "/console/verdicts")
    check(page.url.endswith("/console/sign-in"), f"{visit.name}: still signed in")
    visit.context.close()


def administrator(browser, size, scheme):
    visit = opened(browser, size, scheme)
    page = visit.page
    visit.sign_in(ADMIN)
    page.goto(BASE + "/console/quarantine")
    before = page.locator("tbody tr").count()
    for index in range(2):
        page.locator("input[type=checkbox]").nth(index).focus()
        page.keyboard.press("Space")
    page.click("button[value=release]")
    page.wait_for_selector(".reason")
    visit.looked_at("13-confirm")
    page.fill("#reason", "asked for")
    page.click(".primary")
    page.wait_for_selector("h1")
    check("2 messages were released" in page.inner_text("h1"), f"{visit.name}: {page.inner_text('main')}")
    visit.looked_at("14-done")
    page.goto(BASE + "/console/quarantine")
    check(page.locator("tbody tr").count() == before - 2, f"{visit.name}: released mail is still held")
    page.goto(BASE + "/console/quarantine?state=released")
    check(page.get_by_text(re.compile("asked for")).count() >= 2, f"{visit.name}: no reason is kept")
    visit.looked_at("15-released")

    # A deletion is undone from the page that reports it.
    page.goto(BASE + "/console/quarantine")
    before = page.locator("tbody tr").count()
    page.locator("input[type=checkbox]").first.check()
    page.click("button[value=delete]")
    page.click(".primary")
    page.wait_for_selector("button[value=restore]")
    visit.looked_at("26-deleted")
    page.goto(BASE + "/console/quarantine?state=deleted")
    visit.looked_at("27-deleted-list")
    page.locator("input[type=checkbox]").first.check()
    page.click("button[value=restore]")
    page.wait_for_selector("text=One message was brought back")
    visit.looked_at("28-restored")
    page.goto(BASE + "/console/quarantine")
    check(page.locator("tbody tr").count() == before, f"{visit.name}: a deletion was not undone")
    visit.context.close()


def code(secret, steps):
    """The code of an authenticator (RFC 6238), so many steps from now."""
    digest = hmac.digest(base64.b32decode(secret), (int(time.time()) // 30 + steps).to_bytes(8, "big"), hashlib.sha1)
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at:at + 4], 'big') & 0x7fffffff) % 1_000_000:06}"


def by_account(browser, size, scheme, name):
    """Signs in with a name and a password, sets up an authenticator, and signs in with it."""
    visit = opened(browser, size, scheme)
    page = visit.page

    def with_password(password):
        page.goto(BASE + "/console/sign-in")
        page.fill("#name", name)
        page.fill("#password", password)
        page.keyboard.press("Enter")

    with_password("not the password")
    page.wait_for_selector("[role=alert]")
    visit.looked_at("20-wrong-password")
    with_password(PASSWORD)
    page.wait_for_url("**/console/verdicts")
    page.locator("header").get_by_role("link", name=name).click()
    page.wait_for_url("**/console/account")
    visit.looked_at("21-account")
    page.get_by_role("link", name="Set up an authenticator").click()
    visit.looked_at("22-authenticator")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".qr svg")
    visit.looked_at("23-secret")
    secret = page.inner_text("#secret").replace(" ", "")
    page.fill("#code", code(secret, 0))
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_selector(".codes")
    check(page.locator(".codes li").count() == 10, f"{visit.name}: {page.locator('.codes li').count()} recovery codes")
    visit.looked_at("24-recovery-codes")
    recovery = page.locator(".codes code").first.inner_text()
    for shown in [code(secret, 1), recovery]:
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/console/sign-in")
        with_password(PASSWORD)
        page.wait_for_url("**/console/sign-in/code*")
        visit.looked_at("25-code")
        page.fill("#code", shown)
        page.keyboard.press("Enter")
        page.wait_for_url("**/console/verdicts")
    page.goto(BASE + "/console/account")
    check("9 recovery codes are left" in page.inner_text("main"), f"{visit.name}: {page.inner_text('main')}")
    page.fill("#password", PASSWORD)
    page.fill("#new", "password1234")
    page.fill("#again", "password1234")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    check("tried first" in page.inner_text("[role=alert]"), f"{visit.name}: {page.inner_text('main')}")
    page.goto(BASE + "/console/accounts")
    check("authenticator set up" in page.inner_text("main"), f"{visit.name}: {page.inner_text('main')}")
    visit.looked_at("26-accounts")
    visit.context.close()


def main():
    SHOTS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for size, scheme in [("phone", "light"), ("desktop", "dark"), ("desktop", "light"), ("phone", "dark")]:
            analyst(browser, size, scheme)
        for size, scheme in [("phone", "dark"), ("desktop", "light")]:
            administrator(browser, size, scheme)
        for (size, scheme), name in zip([("phone", "dark"), ("desktop", "light")], ACCOUNTS):
            by_account(browser, size, scheme, name)
        browser.close()
    end()


main()
