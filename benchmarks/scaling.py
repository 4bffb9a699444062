"""What one machine does: `python -m benchmarks.scaling [EVENTS] [MESSAGES]`; the figures of docs/scaling.md.

Events a second through real web processes on PostgreSQL, and messages a second through real delivery
processes to a LINE that takes 100 ms, both with the processor time that each side of the wire needed. Load,
LINE, database and bot share the machine. PostgreSQL writes to disk but does not wait for it (fsync off).
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from benchmarks.delivery import fill, line
from bot.process import reading
from bot.process.clock import Clock
from bot.simulator import people
from models.store import Database
from tests.databases import NewUrl
from tests.postgres import TemporaryPostgres
from tests.processes.town import BIN, ROOT, free_port, until

WEBS = (1, 2)
DELIVERIES = ((1, 64), (2, 64), (4, 64))
"""(processes, calls at once in each)."""
LINKS = 16
"""Webhook calls under way at one time."""
PATIENCE = 300.0
TEXTS = ("อบรมวันไหนบ้างคะ", "LInG เสียค่าใช้จ่ายเท่าไหร่ครับ", "หัวข้อที่ 7 เรียนอะไร", "LInG จัดที่ไหนคะ")
TICKS = os.sysconf("SC_CLK_TCK")


def main(events: int, messages: int) -> None:
    """Both measurements."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        reading.train(folder / "model.json.gz")
        with TemporaryPostgres() as server:
            new_url = NewUrl(server)
            for webs in WEBS:
                print(webhook(folder, new_url(), server, webs, events))
            for processes, calls in DELIVERIES:
                print(delivery(new_url(), server, processes, calls, messages))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def webhook(folder: Path, url: str, server: TemporaryPostgres, webs: int, events: int) -> str:
    """Events a second; the answers to them wait in the outbox, for LINE cannot be reached here."""
    port = free_port()
    environment = {
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "LINE_CHANNEL_SECRET": "secret",
        "LINE_CHANNEL_ACCESS_TOKEN": "token",
        "LINE_API_BASE_URL": "http://127.0.0.1:9",
        "SECRET_KEY": "key",
        "DATABASE_URL": url,
        "DATA_DIR": str(folder),
        "PORT": str(port),
        "WEB_CONCURRENCY": str(webs),
        "BOT_CLOCK": "2024-04-05T09:00+07:00",
    }
    subprocess.run([BIN / "rapsamak", "release"], env=environment, cwd=ROOT, check=True, capture_output=True)
    web = subprocess.Popen([BIN / "rapsamak", "web"], env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        until(lambda: answers(port), "the web process")
        calls = list(written(events))
        mine = family(web.pid)
        before = [seconds(mine), seconds(family(postmaster(server)))]
        began = time.perf_counter()
        with ThreadPoolExecutor(LINKS) as links:
            shares = links.map(lambda n: post(port, calls[n::LINKS]), range(LINKS))
            times = [one for share in shares for one in share]
        took = time.perf_counter() - began
        spent = [seconds(mine) - before[0], seconds(family(postmaster(server))) - before[1]]
    finally:
        web.terminate()
        web.wait()
    times.sort()
    middle, slow = times[events // 2] * 1000, times[events * 99 // 100] * 1000
    return (
        f"webhook, {webs} web process(es): {events / took:.0f} events/s, {LINKS} at once; "
        f"p50 {middle:.0f} ms, p99 {slow:.0f} ms; "
        f"processor an event: {shares_of(spent, events)}"
    )


def delivery(url: str, server: TemporaryPostgres, processes: int, calls: int, messages: int) -> str:
    """Messages a second, all different, pushed one by one."""
    database = Database(url)
    with line() as address:
        fill(database, Clock(), messages, equal=False)
        command = [sys.executable, "-m", "benchmarks.delivering", url, address, str(calls)]
        with running([command] * processes) as senders:
            until(lambda: sent(address) > messages // 20, "the first messages", PATIENCE)
            mine = [pid for one in senders for pid in family(one.pid)]
            first, before = sent(address), [seconds(mine), seconds(family(postmaster(server)))]
            began = time.perf_counter()
            until(lambda: sent(address) >= messages * 9 // 10, "most messages", PATIENCE)
            took, last = time.perf_counter() - began, sent(address)
            spent = [seconds(mine) - before[0], seconds(family(postmaster(server))) - before[1]]
            until(lambda: left(database) == 0, "all messages to be written down", PATIENCE)
        with urlopen(f"{address}/totals") as answer:
            totals = json.load(answer)
    database.close()
    assert totals["chats"] == messages and totals["most_a_chat"] == 1, totals
    count = last - first
    return (
        f"delivery, {processes} process(es) of {calls} calls at once: {count / took:.0f} pushes/s; "
        f"processor a push: {shares_of(spent, count)}"
    )


def shares_of(spent: Sequence[float], count: int) -> str:
    """Processor time of each side for one."""
    bot, postgresql = (one / count * 1000 for one in spent)
    return f"bot {bot:.2f} ms, PostgreSQL {postgresql:.2f} ms"


def written(events: int) -> Iterator[tuple[bytes, str]]:
    """Webhook calls, each of a person of their own: (body, signature)."""
    for number in range(events):
        event = {
            "type": "message",
            "mode": "active",
            "timestamp": int(time.time() * 1000),
            "source": {"type": "user", "userId": f"U{number:032x}"},
            "webhookEventId": f"E{number:025d}",
            "deliveryContext": {"isRedelivery": False},
            "replyToken": f"{number:032x}",
            "message": {"id": str(number), "type": "text", "text": TEXTS[number % len(TEXTS)]},
        }
        body = people.webhook("U" + "0" * 32, event)
        yield body, people.sign("secret", body)


def post(port: int, calls: Sequence[tuple[bytes, str]]) -> list[float]:
    """One after another over one connection; the seconds each took."""
    link, times = http.client.HTTPConnection("127.0.0.1", port, timeout=60), []
    for body, signature in calls:
        began = time.perf_counter()
        link.request("POST", "/callback", body, {"X-Line-Signature": signature})
        answer = link.getresponse()
        answer.read()
        assert answer.status == 200, answer.status
        times.append(time.perf_counter() - began)
    link.close()
    return times


def answers(port: int) -> bool:
    """Whether the web process is ready."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/readyz") as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def sent(address: str) -> int:
    """How many pushes LINE has taken."""
    with urlopen(f"{address}/totals") as answer:
        return int(json.load(answer).get("push", 0))


def left(database: Database) -> int:
    """How many messages are not written down as sent."""
    with database.read() as tx:
        return tx.outbox.waiting()


@contextmanager
def running(commands: Sequence[Sequence[str]]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Processes, while they are needed."""
    started = [subprocess.Popen(one, cwd=ROOT, stderr=subprocess.DEVNULL) for one in commands]
    try:
        yield started
    finally:
        for one in started:
            one.terminate()
            one.wait()


def postmaster(server: TemporaryPostgres) -> int:
    """PostgreSQL's first process."""
    return int((server.folder / "data" / "postmaster.pid").read_text().splitlines()[0])


def family(pid: int) -> list[int]:
    """A process and all that it has started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(inner for child in children for inner in family(int(child)))]


def seconds(pids: Sequence[int]) -> float:
    """Processor time these have used, and their ended children."""
    total = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        total += sum(int(field) for field in fields[11:13])
    return total / TICKS


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    main(*given, *(4000, 10_000)[len(given) :])
