"""How fast the outbox empties at LINE's usual 100 ms: `python -m benchmarks.delivery [MESSAGES]`.

On SQLite and on a PostgreSQL of its own, through the real sender with 64 calls at once, to a LINE in another
process: messages that all differ, pushed one by one, and messages that are all the same, merged into
multicasts. The time starts when all are queued.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from urllib.request import urlopen

from bot.delivery.sender import Sender
from bot.line.client import Line
from bot.process.clock import Clock
from bot.process.metrics import Metrics
from models.outbox import Letter
from models.reply import Reply
from models.store import Database
from tests.databases import NewUrl
from tests.postgres import TemporaryPostgres

CALLS = 64
"""Under way at once."""
PATIENCE = 300.0
WORDS = "เตือนวันอบรม พรุ่งนี้มีอบรมค่ะ กรุณามาลงทะเบียนก่อนเวลา 09.00 น."


@contextmanager
def line() -> Iterator[str]:
    """LINE's address, while it runs."""
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.line"], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
    finally:
        process.terminate()
        process.wait()


def fill(database: Database, clock: Clock, count: int, *, equal: bool) -> None:
    """Queues so many messages, each to a person of their own."""
    with database.begin() as tx:
        for n in range(count):
            words = WORDS if equal else f"{WORDS} ({n})"
            tx.outbox.put(Letter(f"benchmark:{n}", f"U{n:032x}", (Reply(words),)), clock.now())


def run(url: str, count: int, *, equal: bool) -> tuple[float, dict[str, int]]:
    """Seconds until LINE has them all, and what LINE counted."""
    clock, database = Clock(), Database(url)
    with line() as address:
        fill(database, clock, count, equal=equal)
        channel = Line("token", address)
        sender = Sender(database, channel, clock, Metrics(database, clock), calls=CALLS)
        began = perf_counter()
        sender.start()
        assert sender.settle(PATIENCE), "not delivered in time"
        seconds = perf_counter() - began
        sender.stop()
        channel.close()
        with urlopen(f"{address}/totals") as answer:
            totals = json.load(answer)
    with database.read() as tx:
        assert tx.outbox.by_state() == {"sent": count}
    database.close()
    assert totals["chats"] == count and totals["most_a_chat"] == 1, totals
    return seconds, totals


def main(count: int) -> None:
    """Both ways on both databases, and what they took."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        with TemporaryPostgres() as server:
            new_url = NewUrl(server)
            for equal, what in ((False, "one by one"), (True, "merged")):
                for url in (sqlite(folder / f"{what}.sqlite3"), new_url()):
                    seconds, totals = run(url, count, equal=equal)
                    calls = totals.get("push", 0) + totals.get("multicast", 0)
                    took = f"{timedelta(seconds=round(seconds, 2))}, {count / seconds:.0f}/s"
                    kind = url.partition(":")[0].partition("+")[0]
                    print(f"{count} {what}, {kind}: {took}, {calls} calls", flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sqlite(path: Path) -> str:
    """The URL of a new one."""
    url = f"sqlite:///{path}"
    database = Database(url)
    database.migrate()
    database.close()
    return url


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
