"""Our judged questions, asked as a person would, in an office that has all the programmes they are about."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.cli._office import Office
from bot.cli.preparing import load_shipped
from bot.process.clock import Clock
from bot.process.settings import Settings, instant
from handlers.office.programmes import load
from handlers.refusal import Refused
from models import programme_file
from models.store import Database

DATA = Path(__file__).parents[1] / "tests" / "data"
NOW = "2024-04-05T09:00:00+07:00"
LOOKED_AT = (
    "questions/tuning",
    "questions/asked",
    "questions/asked-later",
    "questions/hard",
    "questions/everyday",
    "announcements/first",
    "announcements/later",
    "announcements/last",
    "announcements/final",
    "announcements/fresh",
    "announcements/unseen",
    "announcements/newest",
    "announcements/blind",
    "announcements/recent",
    "announcements/latest",
    "announcements/more",
)
"""Files of questions that were read while the bot was made better."""
COUNTED = (
    "questions/held-out",
    "questions/counted",
    "questions/counted-later",
    "questions/counted-last",
    "questions/counted-everyday",
)
"""Files that were only counted."""
_ANNOUNCED = "[a-z][0-9]-*.yaml"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, and the office at its instant."""

    question: dict[str, Any]
    office: Office


def office(folder: Path) -> Office:
    """One with the shipped programmes and those of the announcements."""
    url = f"sqlite:///{folder}/judged.sqlite3"
    made = Office(Settings("s", "t", "k", url, folder), Clock(instant(NOW)), Database(url))
    made.database.migrate()
    load_shipped(made)
    files = [programme_file.read(path) for path in sorted((DATA / "programmes").glob(_ANNOUNCED))]
    with made.database.begin() as tx:
        if isinstance(refused := load(tx, files, made.clock.now()), Refused):
            raise SystemExit(str(refused))
    return made


def questions(name: str, at: Office) -> Iterator[Asked]:
    """The questions of a file, in its order."""
    for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines():
        question = json.loads(line)
        now = question.get("now")
        yield Asked(question, Office(at.settings, Clock(instant(str(now))), at.database) if now else at)
