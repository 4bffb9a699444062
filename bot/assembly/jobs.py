"""Work too long for a request: each step once, however often a process that does it is killed."""

from __future__ import annotations

import logging
import os
import secrets
import tempfile
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from bot.assembly.wiring import Bot
from bot.files.spreadsheet import WRITERS
from handlers.office import broadcasting, decisions, exporting, importing
from models.job import LEASE, Job, JobKind, JobState
from models.listing import Filter

log = logging.getLogger("rapsamak.jobs")

STEPS = {JobKind.DECIDE: decisions.step, JobKind.IMPORT: importing.step}
"""What is done a few at a time, each few in the transaction that counts them."""
COUNTED = 500
"""Rows of an export after which it says how far it is."""
KEPT = timedelta(hours=1)
"""How long what a job made or says is kept: long enough to fetch it, not to forget it there."""


def work(bot: Bot) -> None:
    """Everything that waits; whatever else writes gets its turn between two steps."""
    while _step(bot) or _export(bot) or _broadcast(bot):
        bot.sender.wake()


def folder(bot: Bot) -> Path:
    """Where the files are that jobs made."""
    return bot.settings.data_dir / "exports"


def tidy(bot: Bot) -> None:
    """Drops jobs that ended a while ago, with their files; and files that no job knows."""
    with bot.database.begin() as tx:
        gone = tx.jobs.forget_before(bot.clock.now() - KEPT)
        tx.desk.forget_undo(bot.clock.machine())
    for name in gone:
        (folder(bot) / name).unlink(missing_ok=True)


def clear(bot: Bot) -> None:
    """Removes every file that was made: somebody who is in one has been erased."""
    for path in folder(bot).glob("*") if folder(bot).exists() else ():
        path.unlink(missing_ok=True)


def _step(bot: Bot) -> bool:
    at = bot.clock.moment()
    with bot.database.read() as tx:
        if not tx.jobs.waiting(list(STEPS), at.machine):
            return False
    with bot.database.begin() as tx:
        job = tx.jobs.next(list(STEPS), at.machine)
        if job is None:
            return False
        STEPS[job.kind](tx, job, at)
    return True


def _broadcast(bot: Bot) -> bool:
    now = bot.clock.now()
    with bot.database.read() as tx:
        if not broadcasting.waits(tx, now):
            return False
    with bot.database.begin() as tx:
        return broadcasting.step(tx, now)


def _export(bot: Bot) -> bool:
    at = bot.clock.moment()
    with bot.database.read() as tx:
        if not tx.jobs.waiting([JobKind.EXPORT], at.machine):
            return False
    with bot.database.begin() as tx:
        job = tx.jobs.next([JobKind.EXPORT], at.machine)
        if job is None:
            return False
        tx.jobs.lease(job.id, at.machine + LEASE)
    try:
        name = _written(bot, job)
    except ValueError as error:  # what is sealed cannot be opened with the keys there are
        log.error("export %s stopped: %s", job.id, error)
        with bot.database.begin() as tx:
            tx.jobs.finish(job.id, bot.clock.now(), state=JobState.STOPPED)
        return True
    with bot.database.begin() as tx:
        tx.jobs.step(job, job.of)
        tx.jobs.finish(job.id, bot.clock.now(), file=name)
    return True


def _written(bot: Bot, job: Job) -> str:
    """Writes the file under a name of its own: what was half written when a process ended is not taken up."""
    folder(bot).mkdir(mode=0o700, parents=True, exist_ok=True)
    given = job.given
    unseal = bot.vault.unseal if given["unsealed"] else None
    handle, path = tempfile.mkstemp(dir=folder(bot), prefix=".part-")
    try:
        with bot.database.read() as tx, os.fdopen(handle, "wb") as out:
            programme = tx.programmes.catalogue().get(job.programme)
            assert programme is not None, "programmes are never deleted"
            wanted = Filter.of(_fields(given["filter"]))
            rows = exporting.lines(tx, programme, wanted, unseal, thai=given["thai"])
            WRITERS[given["format"]](_counted(bot, job, rows), out)
        name = f"{job.id}-{secrets.token_hex(8)}.{given['format']}"
        os.replace(path, folder(bot) / name)
    except BaseException:
        Path(path).unlink(missing_ok=True)
        raise
    return name


def _counted(bot: Bot, job: Job, rows: Iterator[list[str]]) -> Iterator[list[str]]:
    for number, row in enumerate(rows):
        yield row
        if number and number % COUNTED == 0:
            with bot.database.begin() as tx:
                tx.jobs.step(job, number)
                tx.jobs.lease(job.id, bot.clock.machine() + LEASE)


def _fields(pairs: Sequence[Sequence[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found
