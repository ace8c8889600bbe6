"""Has many people sign in to the console at once, all of them with a wrong password, and says how much memory the server took.

    sign_in_flood.py OFFHOOK [COUNT]

OFFHOOK is the program, COUNT how many come at the same moment (500). A server is started over a store of its own with one account; each attempt comes from another
client, as a proxy names it, so that none is refused for coming often. Needs nothing but Python.
"""

import asyncio
import collections
import os
import pathlib
import subprocess
import sys
import tempfile
import time

PROGRAM, COUNT = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 500
SETTINGS = """[milter]
listen = []
[spamd]
listen = []
[http]
listen = []
[web]
listen = ["127.0.0.1:0"]
behind_proxy = true
[serve]
connections = {connections}
[store]
directory = "{store}"
"""


def memory(pid, name):
    """A line of the process's status, in MB."""
    lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(it.split()[1]) / 1000 for it in lines if it.startswith(name + ":"))


async def attempt(address, number):
    """The status of one attempt, and how long it took."""
    start = time.monotonic()
    host, port = address.rsplit(":", 1)
    try:
        reader, writer = await asyncio.open_connection(host, int(port))
        form = f"name={'ann' if number % 2 else f'nobody{number}'}&password=wrong+{number}"
        head = (
            f"POST /console/sign-in HTTP/1.1\r\nHost: {address}\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n"
            f"X-Forwarded-For: 198.18.{number // 250}.{number % 250 + 1}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}\r\n\r\n"
        )
        writer.write((head + form).encode())
        answer = await reader.read()
        writer.close()
        status = answer.split(b" ", 2)[1].decode() if answer else "closed"
    except OSError as error:
        status = type(error).__name__
    return status, time.monotonic() - start


async def flood(address):
    return await asyncio.gather(*(attempt(address, number) for number in range(COUNT)))


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        settings = folder / "offhook.toml"
        settings.write_text(SETTINGS.format(store=folder / "store", connections=2 * COUNT))
        command = [PROGRAM, "--config", settings]
        account = ["account", "create", "ann", "--role", "admin", "--by", "root"]
        subprocess.run(command + account, input=b"correct horse battery\n", check=True, stdout=subprocess.DEVNULL)
        server = subprocess.Popen([PROGRAM, "serve", "--config", settings], stderr=subprocess.PIPE, text=True)
        try:
            address = ""
            while " ready " not in (line := server.stderr.readline()):
                address = line.split()[-1] if "Web listens on" in line else address
            before = memory(server.pid, "VmRSS")
            start = time.monotonic()
            answers = asyncio.run(flood(address))
            took = time.monotonic() - start
            statuses = collections.Counter(status for status, _ in answers)
            print(f"{COUNT} attempts at once in {took:.1f} s on {os.cpu_count()} processors: {dict(statuses)}")
            print(f"slowest answer {max(it for _, it in answers):.1f} s")
            print(f"resident before {before:.0f} MB, peak (VmHWM) {memory(server.pid, 'VmHWM'):.0f} MB")
        finally:
            server.terminate()
            server.wait()


main()
