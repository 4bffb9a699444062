"""How quick the console is with many applications: `python -m benchmarks.console [APPLICATIONS]`.

On SQLite, with 1,000-character answers, in this process: each page fifty times, wall and processor time at
the 95th percentile; the first bytes of a CSV, and how much memory the whole takes; a workbook made by the
scheduler's job; fifty decided, from the confirmation to the last; and what the webhook does beside a
workbook that is being made by another process.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

from argon2 import PasswordHasher

from bot.assembly import jobs
from bot.console import passwords
from models.job import JobKind
from models.store import Database
from tests import many
from tests.console.applying import LIST
from tests.console.office import Browser, Desk, Form, desk
from tests.edge.words import read_words
from tests.rig import Rig, build

TIMES = 50
LATE = 150
"""The page that is far down the list."""
PAGES = "/console/programmes/alpha/applications/"


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds at the 95th percentile."""

    wall: float
    processor: float


def took(work: Callable[[], object], times: int = TIMES) -> Took:
    """How long this takes, nearly always."""
    walls, processors = [], []
    for _ in range(times):
        began, processor = perf_counter(), process_time()
        work()
        walls.append((perf_counter() - began) * 1000)
        processors.append((process_time() - processor) * 1000)
    at = round(times * 0.95) - 1
    return Took(sorted(walls)[at], sorted(processors)[at])


def memory() -> float:
    """The most this process has held so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def office(folder: Path, count: int) -> Desk:
    """A desk with that many applications on it."""
    passwords.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    database = Database(f"sqlite:///{folder}/console.sqlite3")
    database.migrate()
    rig = build(database, read_words, folder, with_shipped=False)
    made = desk(rig)
    many.fill(database, count)
    return made


def pages(browser: Browser, count: int) -> dict[str, str]:
    """What is looked at."""
    late = many.application(min(count, LATE * 50) - 1).reference
    middle = many.application(count // 2).reference
    return {
        "list": LIST,
        f"list, page {LATE}": f"{LIST}?after={late}",
        "search in the list": f"{LIST}?q=ศรีสุข 8000",
        "search that finds nothing": f"{LIST}?q=ไม่มีใครชื่อนี้",
        "facet": f"{LIST}?province=เลย&state=submitted&state=approved",
        "by name": f"{LIST}?sort=name",
        "search in all": "/console/search?q=ศรีสุข 8000",
        "detail": f"/console/applications/{middle}",
        "detail in a search": f"/console/applications/{middle}?q=หนองบัว",
        "Today": "/console/",
    }


def looked(browser: Browser, address: str) -> None:
    """One page."""
    answer = browser.get(address)
    assert answer.status_code == 200, address
    assert answer.data


def first_bytes(browser: Browser) -> float:
    """Seconds until a CSV of everything begins."""
    began = perf_counter()
    answer = browser.client.get(f"{LIST}export?format=csv", buffered=False)
    next(iter(answer.response))
    passed = perf_counter() - began
    for _ in answer.response:
        pass
    answer.close()
    return passed


def make_workbook(url: str, folder: str) -> None:
    """What the scheduler does, in a process of its own."""
    rig = build(Database(url), read_words, Path(folder), with_shipped=False)
    jobs.work(rig.bot)
    sys.stdout.write(f"workbook: the scheduler held {memory():.0f} MiB at most\n")


def beside_a_workbook(rig: Rig, count: int) -> tuple[float, Took]:
    """Seconds a workbook of everything takes, and a webhook call meanwhile."""
    database, now = rig.bot.database, rig.clock.now()
    with database.begin() as tx:
        given = {"filter": [], "format": "xlsx", "thai": True, "unsealed": False}
        tx.jobs.ask(JobKind.EXPORT, "alpha", "admin@office.example", given, count, now)
    url, folder = str(database._engine.url), str(rig.bot.settings.data_dir)
    process = multiprocessing.get_context("spawn").Process(target=make_workbook, args=(url, folder))
    person = rig.line.person("สมศรี")
    calls: list[float] = []
    began = perf_counter()
    process.start()
    while process.is_alive():
        call = perf_counter()
        rig.post(*rig.line.webhook(person.text("เมนู")))
        calls.append((perf_counter() - call) * 1000)
        process.join(0.02)
    return perf_counter() - began, Took(sorted(calls)[round(len(calls) * 0.99) - 1], 0)


def fifty_decided(desk: Desk, browser: Browser) -> float:
    """Seconds from the confirmation until all are decided."""
    shown = Form(browser.get(f"{PAGES}?state=submitted").text)
    chosen = [
        given["data-reference"] for tag, given in shown.tags if tag == "tr" and "data-reference" in given
    ]
    data = {
        "csrf_token": browser.token("/console/account"),
        "decision": "approve",
        "confirm": "1",
        "reference": chosen,
    }
    began = perf_counter()
    assert browser.client.post(f"{LIST}decisions", data=data).status_code == 303
    jobs.work(desk.rig.bot)
    return perf_counter() - began


def main(count: int) -> None:
    """Prints it all."""
    with tempfile.TemporaryDirectory() as folder:
        desk = office(Path(folder), count)
        browser = desk.signed_in("admin")
        out = sys.stdout
        out.write(f"{count} applications; p95 of {TIMES}\n{'page':28}{'wall ms':>10}{'CPU ms':>10}\n")
        for name, address in pages(browser, count).items():
            looked(browser, address)
            found = took(lambda address=address: looked(browser, address))  # type: ignore[misc]
            out.write(f"{name:28}{found.wall:>10.1f}{found.processor:>10.1f}\n")
        held = memory()
        out.write(f"CSV: first bytes after {first_bytes(browser):.2f} s, ")
        out.write(f"{memory() - held:.0f} MiB more held for the whole\n")
        out.write(f"decide 50: {fifty_decided(desk, browser):.2f} s until the last\n")
        seconds, call = beside_a_workbook(desk.rig, count)
        out.write(f"workbook: {seconds:.1f} s in another process; webhook p99 meanwhile {call.wall:.0f} ms\n")
        desk.rig.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
