"""Hostile bodies in masses, at a whole bot with the real reader in this process; its memory is watched."""

from __future__ import annotations

import logging
import time
from pathlib import Path

from bot.process import reading
from models.store import Database
from tests import rig as rigs
from tests.assault import Assault, honest, prepare
from tests.soak.outcome import Outcome

MAY_GROW = 40.0
"""Megabytes between a fifth of the way, when caches are full, and the end."""
UNSENT = 10


def run(folder: Path, url: str, model: Path, *, seed: int, count: int) -> Outcome:
    """So many bodies on one database."""
    database = Database(url)
    database.migrate()
    rig = rigs.build(database, reading.load(model), folder, "2024-04-05 09:00")
    logging.disable(logging.CRITICAL)
    try:
        prepare(rig)
        assault, weights, began = Assault(rig, seed, UNSENT), [], time.monotonic()

        def weigh(number: int) -> None:
            if number % max(count // 20, 1) == 0:
                weights.append(megabytes())
                del rig.channel.bodies[:]  # the fake's own memory

        assault.run(count, weigh)
        seconds = time.monotonic() - began
        weights.append(megabytes())
        wrong = list(assault.wrong)
        if (growth := weights[-1] - weights[len(weights) // 5]) > MAY_GROW:
            wrong.append(f"memory grew by {growth:.0f} MB")
        if "22 มิถุนายน 2567" not in honest(rig):
            wrong.append("an honest question is not answered any more")
    finally:
        logging.disable(logging.NOTSET)
        rig.close()
    return Outcome(
        f"{count} hostile bodies on {'SQLite' if database.embedded else 'PostgreSQL'}, seed {seed}",
        {
            "answers": dict(assault.statuses),
            "unsigned": assault.unsigned,
            "replayed": assault.replayed,
            "buttons": f"{assault.presses} forged, each with one answer",
            "minutes": f"{seconds / 60:.1f} ({seconds / count * 1000:.1f} ms a body)",
            "memory, MB": " ".join(f"{weight:.0f}" for weight in weights),
        },
        wrong,
    )


def megabytes() -> float:
    """What this process has in memory now."""
    status = Path("/proc/self/status").read_text("utf-8").splitlines()
    return int(next(line for line in status if line.startswith("VmRSS")).split()[1]) / 1024
