"""Measures how long the console takes for each of its pages, over HTTP.

    console_speed.py BASE_URL ANALYST_TOKEN [ROUNDS]

BASE_URL is a running `offhook serve` over a store that `offhook records seed` has filled. Prints the median and the slowest of ROUNDS (7) for each
page, in milliseconds, after one that is not counted. Ends with status 1 if a median is above 200 ms.
"""

import http.client
import re
import statistics
import sys
import time
from urllib.parse import urlencode, urlsplit

BASE, TOKEN = urlsplit(sys.argv[1]), sys.argv[2]
ROUNDS = int(sys.argv[3]) if len(sys.argv) > 3 else 7
GOAL = 200
connection = http.client.HTTPConnection(BASE.hostname, BASE.port, timeout=60)


def ask(method, path, body=None, **fields):
    started = time.perf_counter()
    connection.request(method, path, body, fields)
    response = connection.getresponse()
    text = response.read().decode()
    return response, text, (time.perf_counter() - started) * 1000


def sign_in():
    form = {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"}
    response, text, _ = ask("POST", "/console/sign-in", urlencode({"token": TOKEN}), **form)
    if response.status != 303:
        sys.exit(f"not signed in: {response.status} {text[:200]}")
    return response.headers["set-cookie"].split(";")[0]


def main():
    cookie = sign_in()

    def page(path):
        response, text, took = ask("GET", path, cookie=cookie)
        if response.status != 200:
            sys.exit(f"{path}: {response.status}")
        return text, took

    def verdicts(**query):
        return "/console/verdicts?" + urlencode(query)

    text, _ = page(verdicts(verdict="malicious"))
    record = re.search(r"/console/verdicts/[0-9a-z]{13}", text).group()
    detail, _ = page(record)
    number = re.search(r"/console/number\?number=[^\"]+", detail).group()
    asked = number.split("=")[1].replace("%2B", "+")
    sender = re.search(r"/console/sender\?domain=[^\"]+", detail).group()
    older = re.search(r'rel="next" href="([^"]+)"', page("/console/verdicts")[0]).group(1).replace("&#38;", "&")
    pages = {
        "list": "/console/verdicts",
        "list, next page": older,
        "by verdict": verdicts(verdict="malicious"),
        "by attack type": verdicts(attack_type="callback_phishing"),
        "by brand": verdicts(brand="norton"),
        "by number": verdicts(number=asked),
        "by sender's domain": verdicts(sender_domain=sender.split("=")[1]),
        "by recipient": verdicts(recipient="user9@home.example"),
        "by door": verdicts(door="rspamd"),
        "by time": verdicts(since="2026-01-01T00:00", until="2026-03-01T00:00"),
        "by brand, door and verdict": verdicts(brand="norton", door="spamd", verdict="suspicious"),
        "full text, a common word": verdicts(text="garden"),
        "full text, a rare word": verdicts(text="7777"),
        "full text, two words": verdicts(text="renewal norton"),
        "full text, any ending": verdicts(text="norto*"),
        "full text, no such word": verdicts(text="nosuchword"),
        "full text and verdict": verdicts(text="garden", verdict="suspicious"),
        "full text and domain": verdicts(text="garden", sender_domain="shop77.example"),
        "one verdict": record,
        "number": number,
        "sender": sender,
        "overview, 24 hours": "/console?window=24h",
        "overview, 7 days": "/console",
        "overview, 90 days": "/console?window=90d",
        "campaigns, 30 days": "/console/campaigns",
        "campaigns, 90 days": "/console/campaigns?window=90d",
        "campaign": "/console/campaign?" + number.split("?")[1],
        "quarantine": "/console/quarantine",
        "reports": "/console/reports",
        "brands": "/console/brands",
        "settings": "/console/settings",
        "health": "/console/health",
    }
    slow = 0
    for name, path in pages.items():
        page(path)
        times = [page(path)[1] for _ in range(ROUNDS)]
        median, worst = statistics.median(times), max(times)
        slow += median > GOAL
        print(f"{name:30} {median:8.1f} {worst:8.1f}{'  SLOW' if median > GOAL else ''}", flush=True)
    sys.exit(1 if slow else 0)


main()
