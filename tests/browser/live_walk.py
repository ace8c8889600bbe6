"""Walks the console's live list, its jobs and its rules, on a phone and on a desktop, light and dark.

    live_walk.py BASE_URL DOOR_URL ADMIN_TOKEN SCREENSHOTS

BASE_URL is a running `offhook serve` whose store holds mail and whose rules may be changed, DOOR_URL its HTTP door, where mail is
judged. Each page is checked with axe and has to fit; no request may leave the origin. Ends with status 1 and one line for each
thing that is wrong.
"""

import pathlib
import sys
import urllib.parse
import urllib.request

from playwright.sync_api import sync_playwright

from visit import Visit, check, end

BASE, DOOR, ADMIN = sys.argv[1].rstrip("/"), sys.argv[2].rstrip("/"), sys.argv[3]
SHOTS = pathlib.Path(sys.argv[4])


def opened(browser, size, scheme):
    return Visit(browser, BASE, SHOTS, "live", size, scheme)


def judge(subject, text="Call +1 805 555 0142 to cancel your renewal of $389.99 today."):
    """Has a mail judged as a mail server would."""
    mail = f"From: Billing <billing@lure.example>\r\nTo: pat@home.example\r\nSubject: {subject}\r\n\r\n{text}\r\n"
    request = urllib.request.Request(DOOR + "/checkv2", data=mail.encode(), headers={"From": "a@lure.example", "Rcpt": "pat@home.example"})
    urllib.request.urlopen(request).read()


RULE = """name: "Ours: {name}"
description: |
  Mail about {name}.
type: rule
severity: medium
source: |
  strings.icontains(subject.{field}, "{name}")
tests:
  - name: the lure
    mail: |
      From: a@lure.example
      Subject: about {name}

      Hello.
    matches: true
  - name: another subject
    like: the lure
    replace: {{ "about {name}": "about nothing" }}
    matches: false
"""


def live(browser, size, scheme):
    """A mail that is judged while the list is open appears in it."""
    visit = opened(browser, size, scheme)
    page = visit.page
    visit.sign_in(ADMIN)
    page.goto(BASE + "/console/verdicts?recipient=pat%40home.example")
    first = f"live {size} {scheme}"
    with page.expect_response("**/console/live/verdicts*") as stream:
        page.reload()
    check(stream.value.status == 200, f"{visit.name}: no stream: {stream.value.status}")
    judge(first)
    new = page.locator("tr.new")
    if page.locator("tbody").count():
        new.get_by_text(first).wait_for(timeout=15000)
    page.locator("[role=status]", has_text="new verdict").wait_for(timeout=15000)
    visit.looked_at("16-live")
    page.goto(BASE + "/console/verdicts?recipient=pat%40home.example&door=milter")
    elsewhere = f"elsewhere {size} {scheme}"
    judge(elsewhere)
    # A record is written after the answer: the list is loaded until it holds it, or it would rightly be new there.
    for _ in range(50):
        page.goto(BASE + "/console/verdicts?recipient=pat%40home.example")
        if page.locator("tbody").get_by_text(elsewhere).count():
            break
        page.wait_for_timeout(200)
    check(page.locator("tr.new").count() == 0, f"{visit.name}: what the page was loaded with is called new")
    judge(first + " again")
    page.locator("tr.new").get_by_text(first + " again").wait_for(timeout=15000)
    check(page.locator("tr.new").count() == 1, f"{visit.name}: {page.locator('tr.new').count()} rows are new")
    visit.context.close()


def rule_maker(browser, size, scheme):
    """A rule is written with a mistake, corrected, back-tested and enabled, and matches the next mail."""
    visit = opened(browser, size, scheme)
    page = visit.page
    visit.sign_in(ADMIN)
    name = f"harvest {size} {scheme}"
    file = f"harvest-{size}-{scheme}"
    page.goto(BASE + "/console/rules")
    page.get_by_role("link", name="New rule").click()
    page.fill("#file", file)
    page.fill("#rule", RULE.format(name=name, field="subjekt"))
    page.get_by_role("button", name="Check").click()
    page.wait_for_selector(".diagnostic")
    check("subjekt" in page.inner_text(".diagnostic") and "^" in page.inner_text(".diagnostic"), f"{visit.name}: no mark at the mistake")
    visit.looked_at("17-mistake")
    page.fill("#rule", RULE.format(name=name, field="subject"))
    page.get_by_role("button", name="Run its tests").click()
    page.wait_for_selector("text=All tests pass.")
    visit.looked_at("18-tested")
    page.get_by_role("button", name="Back-test").click()
    page.wait_for_url("**/console/jobs/*")
    page.get_by_role("link", name="Back to the rule").wait_for(timeout=60000)
    visit.looked_at("19-back-test")
    page.get_by_role("link", name="Back to the rule").click()
    page.wait_for_url("**/console/rules/edit*")
    visit.looked_at("20-editor")
    page.get_by_role("button", name="Enable", exact=True).click()
    page.wait_for_selector(".lead .enabled")
    visit.looked_at("21-enabled")
    judge(f"about {name}", "Hello.")
    page.goto(BASE + "/console/rules")
    row = page.locator("tbody tr", has_text=f"Ours: {name}")
    check(row.locator(".enabled").count() == 1, f"{visit.name}: the rule is not enabled")
    visit.looked_at("22-rules")
    for _ in range(20):
        page.goto(BASE + "/console/verdicts?" + urllib.parse.urlencode({"rule": f"Ours: {name}"}))
        if page.locator("tbody tr").count():
            break
        page.wait_for_timeout(250)
    check(page.locator("tbody tr").count() == 1, f"{visit.name}: the rule did not match the next mail")
    page.goto(BASE + "/console/rules")
    row.get_by_role("link").first.click()
    visit.looked_at("23-rule")
    page.get_by_role("link", name="Edit").click()
    page.get_by_role("button", name="Disable").click()
    page.wait_for_selector(".lead .disabled")

    page.goto(BASE + "/console/jobs")
    page.set_input_files("#upload", files=[{"name": "x.eml", "mimeType": "message/rfc822", "buffer": b"From: a@b.example\r\nSubject: sent\r\n\r\nHello.\r\n"}])
    page.locator("form", has=page.locator("#upload")).locator("button[type=submit]").click()
    page.wait_for_selector("text=The verdicts on imported mail", timeout=60000)
    page.goto(BASE + "/console/jobs")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/console/jobs/*")
    page.wait_for_selector("tr[data-state=done]", timeout=60000)
    visit.looked_at("24-rescan")
    page.goto(BASE + "/console/jobs")
    visit.looked_at("25-jobs")
    visit.context.close()


def without_scripts(browser):
    """Everything is there and works where no script runs."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(BASE + "/console")
    page.fill("#token", ADMIN)
    page.press("#token", "Enter")
    page.wait_for_url("**/console/verdicts")
    check(page.locator("tbody tr").count() > 10, "without scripts: no verdicts are listed")
    page.goto(BASE + "/console/jobs")
    page.get_by_role("button", name="Begin").click()
    for _ in range(240):
        page.reload()
        if page.locator("tr[data-state=done]").count():
            break
        page.wait_for_timeout(250)
    check(page.locator("tr[data-state=done]").count() == 1, "without scripts: the job does not end")
    context.close()


def main():
    SHOTS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for size, scheme in [("phone", "light"), ("desktop", "dark")]:
            live(browser, size, scheme)
            rule_maker(browser, size, scheme)
        without_scripts(browser)
        browser.close()
    end()


main()
