"""The kill storm: people talk, processes are killed, LINE has a bad day; then everything is counted."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from models.store import Database
from tests.processes.town import Town
from tests.soak.crowd import Crowd, wrongs
from tests.soak.killing import Killer
from tests.soak.outcome import Outcome
from tests.soak.postman import Postman
from tests.soak.weather import Weather

PACE = 0.9
"""Seconds between two kills, in the mean: a process needs about as much to come up."""
SETTLE = 240.0
"""Seconds in which what is left must be delivered once nothing is killed any more."""


DEATH = (0.0, 12.0)
"""Seconds that a reply token lives where they die early; LINE promises a minute."""
TOKENS = ("kept", "renewed", "dying")
"""What becomes of reply tokens: LINE's way (a redelivered event gives the same one another minute), another
one with each redelivery, or none that lives as long as it should."""


def run(
    folder: Path,
    url: str,
    model: Path,
    *,
    seed: int,
    minutes: float,
    kills: int,
    users: int,
    tokens: str = TOKENS[0],
) -> Outcome:
    """One storm on one database; ends with the time or the number of kills, whichever comes first."""
    town = Town(folder, url, model)
    lives = random.Random(f"{seed}:tokens")
    town.line.renews_tokens = tokens == "renewed"
    if tokens == "dying":
        town.line.token_life = lambda: timedelta(seconds=lives.uniform(*DEATH))
    try:
        released = town.release()
        assert released.returncode == 0, released.stderr.decode()
        outcome = _storm(town, seed, minutes, kills, users)
        return replace(outcome, name=f"{outcome.name}, reply tokens {tokens}")
    finally:
        town.close()


def _storm(town: Town, seed: int, minutes: float, kills: int, users: int) -> Outcome:
    began = time.monotonic()
    several = 1 if town.database_url.startswith("sqlite") else 2
    killer = Killer(town, seed, webs=several, schedulers=several)
    killer.start()
    weather = Weather(seed)
    town.weather = weather
    postman = Postman(town, killer.ports, seed)
    crowd = Crowd(town, postman, seed, users)
    crowd.begin()
    killer.storm(began + 60 * minutes, kills, PACE, crowd.over)
    stormed = time.monotonic() - began
    killer.end()
    crowd.end()
    left = settle(town)
    found = [one for talk in crowd.talks for one in wrongs(town, talk)]
    found += applications(town, crowd)
    found += [("stuck", f"{left} messages are not delivered")] if left else []
    found += [("ended by itself", log) for log in killer.ended_alone]
    logs = town.logs()
    return Outcome(
        f"kill storm on {'SQLite' if several == 1 else 'PostgreSQL'}, seed {seed}",
        {
            "kills": f"{killer.kills.total()} {dict(killer.kills)}",
            "minutes": f"{stormed / 60:.1f}, and {(time.monotonic() - began - stormed) / 60:.1f} to settle",
            "coming up": f"{killer.coming_up:.1f} s, lately, for a process",
            "people": len(crowd.talks),
            "messages": sum(talk.said for talk in crowd.talks),
            "applications": sum(talk.applied for talk in crowd.talks),
            "calls to LINE": weather.calls,
            "faults of LINE": f"{weather.seen.total()} {dict(weather.seen)}",
            "webhook": f"{dict(postman.counts)}, slowest answer {postman.slowest:.2f} s",
            "outbox": _states(town),
            "unknown": f"{logs.count('by=push')} pushes, where a reply token was over",
            "dying tokens": f"found {logs.count('reply tokens die early')} times, answers pushed for it",
            "apologies in logs": logs.count("failed\nTraceback"),
            "found": dict(Counter(what for what, _ in found)),
        },
        [f"{what}: {words}" for what, words in found],
    )


def settle(town: Town) -> int:
    """Waits until LINE has everything; how many messages it has not."""
    database = Database(town.database_url)
    try:
        deadline = time.monotonic() + SETTLE
        while True:
            with database.read() as tx:
                left = tx.outbox.waiting()
            if not left or time.monotonic() > deadline:
                return left
            time.sleep(0.5)
    finally:
        database.close()


def _states(town: Town) -> dict[str, int]:
    database = Database(town.database_url)
    with database.read() as tx:
        states = tx.outbox.by_state()
    database.close()
    return states


def applications(town: Town, crowd: Crowd) -> list[tuple[str, str]]:
    """Each who applied has one application in the database, and nobody else has any."""
    database = Database(town.database_url)
    with database.read() as tx:
        kept = Counter(one.user for one in tx.applications.submitted("ling"))
    database.close()
    meant = {town.line.person(talk.name).id: talk for talk in crowd.talks if talk.applied}
    found = []
    for user, talk in meant.items():
        if kept[user] != 1:
            what = "doubled" if kept[user] else "lost"
            found.append((what, f"{talk.name}: {kept[user]} applications"))
    if strangers := set(kept) - set(meant):
        found.append(("doubled", f"{len(strangers)} applications of people who did not finish theirs"))
    return found


def seed_of_today() -> int:
    """Another storm each day; the seed is printed, so that one can be had again."""
    return random.Random(datetime.now(UTC).date().isoformat()).randrange(10**6)
