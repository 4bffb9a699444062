"""Kills processes at random instants, and starts them again as whoever runs them would."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.processes.town import Town, free_port

WORKER_ONLY = 0.6
"""Of a web process's kills, how many hit gunicorn's worker alone: its master makes a new one at once."""
CLOCKS = ("06:50", "08:15", "09:00", "09:00", "09:00", "10:40")
"""Where the business clock of a new process may begin: it jumps ahead and back, and processes differ."""
IN_THE_CRADLE = 0.2
"""How often a process may be killed that is still starting; else nobody would ever get to work."""


@dataclass
class Place:
    """Where one process of the installation runs, one after another."""

    role: str
    port: int
    process: subprocess.Popen[bytes] | None = None
    log: Path | None = None
    launched: float = 0.0
    came_up: bool = False


class Killer:
    """Has all processes in hand. `kill_one` from one thread only."""

    def __init__(self, town: Town, seed: int, webs: int, schedulers: int) -> None:
        self._town = town
        self._random = random.Random(seed)
        self.places = [
            *(Place("web", free_port()) for _ in range(webs)),
            *(Place("scheduler", free_port()) for _ in range(schedulers)),
        ]
        self.kills: Counter[str] = Counter()
        self.ended_alone: list[str] = []
        self.coming_up = 0.0  # seconds that a process needs to be at work, lately

    @property
    def ports(self) -> list[int]:
        """Where webhook calls may go."""
        return [place.port for place in self.places if place.role == "web"]

    def start(self) -> None:
        """Everything once, at work."""
        for place in self.places:
            place.process = self._town.start(place.role, PORT=str(place.port))

    def storm(self, until: float, most: int, pace: float, over: threading.Event) -> None:
        """Kills until then (monotonic seconds), or so many times; `pace` seconds apart in the mean.

        On a machine where a process needs longer than that to come up, it is given as long: else none would
        ever work for longer than it takes to die, and only the machine would be tested.
        Half of the processes are at work before the next is killed: where starting takes long, as on a busy
        machine, nobody would get to work otherwise, and a reply's minute would be over for want of anyone.
        """
        while time.monotonic() < until and self.kills.total() < most and not over.is_set():
            self._wait(self._random.expovariate(1 / max(pace, self.coming_up)), over)
            while 2 * sum(map(self._at_work, self.places)) < len(self.places):
                over.wait(0.1)
                self._revive()
            self._kill_one()

    def _wait(self, seconds: float, over: threading.Event) -> None:
        """Lets the time go by, and sees who has come up meanwhile."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and not over.is_set():
            over.wait(min(left, 0.1))
            for place in self.places:
                if not place.came_up:
                    self._at_work(place)

    def end(self) -> None:
        """Lets all come up, so that what is left can be delivered."""
        self._revive()

    def _revive(self) -> None:
        """Starts what ended though nobody killed it, and remembers its last words."""
        for place in self.places:
            if place.process is not None and place.process.poll() is not None:
                self.ended_alone.append(place.log.read_text("utf-8")[-2000:] if place.log else place.role)
                self._again(place)

    def _kill_one(self) -> None:
        self._revive()
        spared = self._random.random() >= IN_THE_CRADLE
        places = [place for place in self.places if self._at_work(place)] if spared else self.places
        if not places:
            return
        place = self._random.choice(places)
        process = place.process
        assert process is not None
        if place.role == "web" and self._random.random() < WORKER_ONLY and (workers := children(process)):
            for worker in workers:
                with contextlib.suppress(ProcessLookupError):  # it may have ended since we looked
                    os.kill(worker, signal.SIGKILL)
            self.kills["gunicorn worker"] += 1
            return
        self.kills[place.role if self._at_work(place) else f"{place.role} while it starts"] += 1
        self._town.kill(process)
        self._again(place)

    def _again(self, place: Place) -> None:
        clock = f"2024-04-05T{self._random.choice(CLOCKS)}+07:00"
        place.process, place.log = self._town.launch(place.role, PORT=str(place.port), BOT_CLOCK=clock)
        place.launched, place.came_up = time.monotonic(), False

    def _at_work(self, place: Place) -> bool:
        if place.process is None or place.process.poll() is not None:
            return False
        sign = "scheduler started" if place.role == "scheduler" else "Booting worker"
        at_work = place.log is None or sign in place.log.read_text("utf-8")
        if at_work and place.log is not None and not place.came_up:
            place.came_up = True
            self.coming_up = 0.8 * self.coming_up + 0.2 * (time.monotonic() - place.launched)
        return at_work


def children(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes that a process has started; none on a machine that does not tell."""
    try:
        return [int(n) for n in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
    except OSError:
        return []
