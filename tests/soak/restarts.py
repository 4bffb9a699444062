"""PostgreSQL restarted, and one of its backends killed, again and again while people talk."""

from __future__ import annotations

import random
import threading
from collections import Counter
from pathlib import Path

from tests.postgres import TemporaryPostgres
from tests.processes.town import Town
from tests.soak.crowd import Crowd, wrongs
from tests.soak.killing import Killer
from tests.soak.outcome import Outcome
from tests.soak.postman import Postman
from tests.soak.storm import applications, settle

PAUSE = (3.0, 8.0)
"""Seconds between two of them."""


def run(folder: Path, server: TemporaryPostgres, url: str, model: Path, *, seed: int, times: int) -> Outcome:
    """So many restarts; the server must be one that keeps what it acknowledged (`durable`)."""
    town = Town(folder, url, model)
    rng, done = random.Random(seed), Counter[str]()
    try:
        assert town.release().returncode == 0
        killer = Killer(town, seed, webs=1, schedulers=1)
        killer.start()
        postman = Postman(town, killer.ports, seed)
        crowd = Crowd(town, postman, seed, users=12)
        crowd.begin()
        for number in range(times):
            threading.Event().wait(rng.uniform(*PAUSE))
            if number % 2:
                server.kill_a_backend()
                done["a backend killed"] += 1
            else:
                server.restart()
                done["restarted"] += 1
        crowd.end()
        left = settle(town)
        found = [one for talk in crowd.talks for one in wrongs(town, talk)] + applications(town, crowd)
        found += [("stuck", f"{left} messages are not delivered")] if left else []
        found += [
            ("ended by itself", place.role) for place in killer.places if place.process.poll() is not None
        ]
        return Outcome(
            f"PostgreSQL restarted under load, seed {seed}",
            {
                "times": dict(done),
                "people": len(crowd.talks),
                "messages": sum(talk.said for talk in crowd.talks),
                "applications": sum(talk.applied for talk in crowd.talks),
                "webhook": f"{dict(postman.counts)}, slowest answer {postman.slowest:.2f} s",
            },
            [f"{what}: {words}" for what, words in found],
        )
    finally:
        town.close()
