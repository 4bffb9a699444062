"""What trying a programme costs those who write to the bot: `python -m benchmarks.previews [ROUNDS]`.

A real web process on SQLite and on PostgreSQL, a LINE that takes 100 ms. The webhook is posted to forty times
a second for ten seconds, each time by somebody else; in turn alone, and beside ten previews a second of a
programme that is not saved (the whole of it as a file, as the editor's page holds it). What counts is the
ratio of the two, for the machine is shared with the load itself.
"""

from __future__ import annotations

import http.client
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.delivery import line
from benchmarks.scaling import answers, written
from bot.console import passwords
from bot.process import reading
from handlers.office import staffing
from models import programme_file
from models.calendar import Moment
from models.staff import COMMAND_LINE, Role, Staff
from models.store import Database
from tests.databases import NewUrl
from tests.postgres import TemporaryPostgres
from tests.processes.town import BIN, ROOT, free_port, until
from tests.store.making import MACHINE, NOW

SECONDS = 10
EVENTS = 40
"""Webhook calls a second."""
PREVIEWS = 10
"""A second."""
LIMIT = 500
"""Milliseconds within which nearly every webhook call is answered, whatever staff try."""
ASKED = ("อบรมที่ไหน", "เสียค่าใช้จ่ายเท่าไหร่", "สมัคร", "หัวข้อที่ 7 เรียนอะไร")
TRIED = "ฉบับลอง"
EDIT = "/console/programmes/ling/edit"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
EMAIL, PASSWORD = "staff@office.example", "correct horse battery"


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds: the webhook in the middle and at the 99th percentile, a preview in the middle."""

    middle: float
    late: float
    preview: float = 0


def main(rounds: int) -> None:
    """Both databases."""
    with tempfile.TemporaryDirectory() as at, TemporaryPostgres() as server:
        folder = Path(at)
        reading.train(folder / "model.json.gz")
        for name, url in (("SQLite", f"sqlite:///{folder}/bot.sqlite3"), ("PostgreSQL", NewUrl(server)())):
            alone, beside = measured(folder, url, rounds)
            ratio = statistics.median(b.late / a.late for a, b in zip(alone, beside, strict=True))
            late, quiet = (statistics.median(it.late for it in them) for them in (beside, alone))
            preview = statistics.median(it.preview for it in beside)
            sys.stdout.write(
                f"{name}: webhook p99 {quiet:.0f} ms alone, {late:.0f} beside {PREVIEWS} previews a second "
                f"(ratio {ratio:.2f}, median of {rounds}); a preview takes {preview:.0f} ms; "
                f"{'within' if late < LIMIT else 'PAST'} {LIMIT} ms\n"
            )


def measured(folder: Path, url: str, rounds: int) -> tuple[list[Took], list[Took]]:
    """Rounds alone and rounds beside previews, in turn."""
    port = free_port()
    with line() as address:
        environment = {
            "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "LINE_CHANNEL_SECRET": "secret",
            "LINE_CHANNEL_ACCESS_TOKEN": "token",
            "LINE_API_BASE_URL": address,
            "SECRET_KEY": "key",
            "DATABASE_URL": url,
            "DATA_DIR": str(folder),
            "PORT": str(port),
            "BOT_CLOCK": "2024-04-05T09:00+07:00",
        }
        command = [BIN / "rapsamak", "release"]
        subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True)
        document = employed(url)
        web = subprocess.Popen(
            [BIN / "rapsamak", "web"], env=environment, cwd=ROOT, stderr=subprocess.DEVNULL
        )
        try:
            until(lambda: answers(port), "the web process")
            cookie, token = signed_in(port)
            calls = list(written((2 * rounds + 1) * EVENTS * SECONDS))
            some = iter(range(0, len(calls), EVENTS * SECONDS))
            take = lambda: calls[(at := next(some)) : at + EVENTS * SECONDS]  # noqa: E731
            webhook(port, take())  # warms it
            alone, beside = [], []
            for _ in range(rounds):
                alone.append(webhook(port, take()))
                with Previewing(port, cookie, token, document) as previews:
                    took = webhook(port, take())
                beside.append(Took(took.middle, took.late, statistics.median(previews.times)))
                assert len(previews.times) >= 0.9 * PREVIEWS * SECONDS, "previews came too late to count"
        finally:
            web.terminate()
            web.wait()
    return alone, beside


def employed(url: str) -> str:
    """Somebody who may try a programme; and the programme as they would like it, unsaved."""
    database = Database(url)
    with database.begin() as tx:
        hashed = passwords.hashed(PASSWORD)
        at = Moment(NOW, MACHINE)
        added = staffing.add(tx, EMAIL, "", Role.STAFF, (), by=COMMAND_LINE, at=at, password=hashed)
        assert isinstance(added, Staff)
        found = tx.programmes.catalogue().get("ling")
    assert found is not None
    database.close()
    return programme_file.dump(found).replace("name: ", f"name: {TRIED} ", 1)


def signed_in(port: int) -> tuple[str, str]:
    """The cookie of a session, and its token for forms."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    link.request("GET", "/console/sign-in")
    page = link.getresponse()
    cookie, token = _cookie(page), _TOKEN.findall(page.read().decode())[0]
    data = urlencode({"csrf_token": token, "email": EMAIL, "password": PASSWORD})
    link.request("POST", "/console/sign-in", data, _headers(cookie))
    page = link.getresponse()
    page.read()
    assert page.status == 303, page.status
    cookie = _cookie(page)
    link.request("GET", EDIT, headers=_headers(cookie))
    page = link.getresponse()
    return _cookie(page), _TOKEN.findall(page.read().decode())[0]


def _cookie(page: http.client.HTTPResponse) -> str:
    return str(page.headers["Set-Cookie"]).split(";")[0]


def _headers(cookie: str) -> dict[str, str]:
    return {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}


def at_a_rate(count: int, rate: float, work: Callable[[int], None], hands: int) -> None:
    """Does the work so many times, each when it is due whether those before are through or not."""
    begun = time.perf_counter()

    def one(number: int) -> None:
        time.sleep(max(0, begun + number / rate - time.perf_counter()))
        work(number)

    with ThreadPoolExecutor(hands) as pool:
        list(pool.map(one, range(count)))


def webhook(port: int, calls: Sequence[tuple[bytes, str]]) -> Took:
    """Posts these, at their rate."""
    local, times = threading.local(), [0.0] * len(calls)

    def one(number: int) -> None:
        if not hasattr(local, "link"):
            local.link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        body, signature = calls[number]
        began = time.perf_counter()
        local.link.request("POST", "/callback", body, {"X-Line-Signature": signature})
        answer = local.link.getresponse()
        answer.read()
        assert answer.status == 200, answer.status
        times[number] = (time.perf_counter() - began) * 1000

    at_a_rate(len(calls), EVENTS, one, 16)
    times.sort()
    return Took(statistics.median(times), times[len(times) * 99 // 100])


class Previewing:
    """Previews at their rate, beside what is done within."""

    def __init__(self, port: int, cookie: str, token: str, document: str) -> None:
        self._port, self._headers = port, _headers(cookie)
        self._bodies = [
            urlencode(
                {
                    "csrf_token": token,
                    "open": "1",
                    "document": document.replace(TRIED, f"{TRIED} {number}"),
                    "text": ASKED[number % len(ASKED)],
                }
            )
            for number in range(PREVIEWS * SECONDS)  # no text twice: what was read is remembered
        ]
        self.times: list[float] = []
        self._thread = threading.Thread(
            target=at_a_rate, args=(PREVIEWS * SECONDS, PREVIEWS, self._one, 16), daemon=True
        )

    def __enter__(self) -> Previewing:
        self._thread.start()
        return self

    def __exit__(self, *failed: object) -> None:
        self._thread.join()

    def _one(self, number: int) -> None:
        began = time.perf_counter()
        link = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        address = "/console/programmes/ling/preview"
        link.request("POST", address, self._bodies[number], self._headers)
        answer = link.getresponse()
        page = answer.read().decode()
        link.close()
        assert answer.status == 200 and "data-reply" in page, answer.status
        self.times.append((time.perf_counter() - began) * 1000)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
