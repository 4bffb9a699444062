"""Many at one instant: confirming the last seats while a worker dies, and writing while LINE hangs."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from handlers.applications import applying
from handlers.office import programmes
from models.store import Database
from tests.fakes import bangkok
from tests.processes.town import Town, until
from tests.soak.crowd import heard
from tests.soak.killing import children
from tests.soak.outcome import Outcome
from tests.soak.postman import Postman
from tests.test_seats import SEATS, SEMINAR

AT_ONCE = 24
"""Webhook calls under way at one time."""


def seats(town: Town, people: int, seed: int = 1) -> Outcome:
    """So many confirm at once for thirty seats, and a web worker is killed in the middle of it."""
    assert town.release().returncode == 0
    names = [f"ผู้ยืนยัน {number}" for number in range(people)]
    drafts = _drafts(town, names)
    workers = "1" if town.database_url.startswith("sqlite") else "2"
    web = town.start("web", WEB_CONCURRENCY=workers)
    postman = Postman(town, [town.port], seed)
    count, killed = [0], threading.Event()

    def confirm(number: int) -> None:
        count[0] += 1
        if count[0] == people // 3:
            os.kill(children(web)[0], signal.SIGKILL)
            killed.set()
        postman.deliver(town.line.person(names[number]).postback(drafts[number]))

    began = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as rush:
        list(rush.map(confirm, range(people)))
    taken = time.monotonic() - began
    until(lambda: all(heard(town, name) for name in names), "an answer to everybody", 120)
    database = Database(town.database_url)
    with database.read() as tx:
        states = Counter(one.state.value for one in tx.applications.submitted(SEMINAR.id))
        references = {one.reference for one in tx.applications.submitted(SEMINAR.id)}
    database.close()
    answers = Counter(len(heard(town, name)) for name in names)
    wrong = [] if killed.is_set() else ["no worker was killed"]
    if states != {"approved": SEATS, "waitlisted": people - SEATS} or len(references) != people:
        wrong.append(f"{dict(states)} with {len(references)} references")
    if set(answers) != {1}:
        wrong.append(f"answers by number of people: {dict(answers)}")
    figures = {"states": dict(states), "seconds": f"{taken:.1f}", "webhook": dict(postman.counts)}
    return Outcome(f"{people} confirm at once for {SEATS} seats, a worker is killed", figures, wrong)


def masses(town: Town, people: int, seconds: float, at_once: int = AT_ONCE, seed: int = 1) -> Outcome:
    """So many write within so many seconds while LINE hangs; afterwards each has one answer."""
    assert town.release().returncode == 0
    town.start("web")
    town.hold = lambda stage, body: stage == "before"
    postman = Postman(town, [town.port], seed)
    names = [f"ผู้ถาม {number}" for number in range(people)]
    taken = ask(postman, town, names, seconds, at_once)
    hung, slowest = postman.counts["no answer (TimeoutError)"], postman.slowest
    town.hold = lambda stage, body: False
    town.line.released.set()
    until(lambda: all(heard(town, name) for name in names), "an answer to everybody", 240)
    answers = Counter(len(heard(town, name)) for name in names)
    wrong = [] if set(answers) == {1} else [f"answers by number of people: {dict(answers)}"]
    figures = {
        "taken": f"all answered 200 after {taken:.1f} s, {at_once} calls under way at most",
        "slowest": f"{slowest:.2f} s for an answer of the webhook, {hung} calls sent again after two seconds",
        "webhook": dict(postman.counts),
    }
    return Outcome(f"{people} people write within {seconds:g} s while LINE hangs", figures, wrong)


def ask(postman: Postman, town: Town, names: Sequence[str], seconds: float, at_once: int) -> float:
    """Everybody asks something, spread evenly over so many seconds; after how many all are taken."""
    began = time.monotonic()

    def one(number: int) -> None:
        time.sleep(max(began + seconds * number / len(names) - time.monotonic(), 0))
        postman.deliver(town.line.person(names[number]).text("LInG จัดที่ไหนคะ"))

    with ThreadPoolExecutor(at_once) as everybody:
        list(everybody.map(one, range(len(names))))
    return time.monotonic() - began


def _drafts(town: Town, names: Sequence[str]) -> list[str]:
    """A form for each that only waits for the confirmation; the data of its button."""
    now = bangkok("2024-04-05 09:00")
    database, pressed = Database(town.database_url), []
    with database.begin() as tx:
        programmes.keep(tx, SEMINAR, now)
        for name in names:
            user = town.line.person(name).id
            draft = applying.begin(tx, SEMINAR, user, now, on_behalf=False, answers={})
            kept = tx.applications.keep(replace(draft, consented_at=now))
            pressed.append(f"signup.confirm|{kept.id}|{kept.version}")
    database.close()
    return pressed
