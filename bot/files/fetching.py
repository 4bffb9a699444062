"""Fetches files that people sent, afterwards and never in a webhook request; removes what must go."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from bot.files import sniff
from bot.line.client import Unavailable
from bot.process.clock import Clock
from handlers.applications.deciding import file_refused
from models.attachment import LONGEST_WAIT, MAX_BYTES, Attachment, AttachmentState, FileRefusal
from models.failure import next_try
from models.store import Database, DatabaseAway

log = logging.getLogger("rapsamak.files")

LEASE = timedelta(minutes=2)
FIRST_WAIT = timedelta(seconds=5)
GIVE_UP_AFTER = 8
PART = ".part-"
LEFT_OVER = timedelta(minutes=10)
"""Nothing is downloaded for so long."""
BATCH = 1
"""A lease is for one file, which may take most of it."""


class Source(Protocol):
    """Where files come from."""

    def content(self, message: str) -> Iterator[bytes]:
        """A message's bytes, in pieces. Raises `Unavailable`."""

    def trouble(self) -> str | None:
        """What keeps the channel from being served at all; None when nothing does."""


def stored_at(folder: Path, attachment: str) -> Path:
    """Where a file's bytes are within the folder."""
    return folder / attachment[:2] / attachment


class Files:
    """The file store: one folder outside any web root, with names that reveal nothing."""

    def __init__(self, folder: Path, database: Database, source: Source, clock: Clock) -> None:
        self._folder = folder
        self._database = database
        self._source = source
        self._clock = clock

    def path(self, attachment: str) -> Path:
        """Where a file's bytes are."""
        return stored_at(self._folder, attachment)

    def sweep(self) -> int:
        """Removes parts of downloads that were cut off by the process's end; returns how many.

        A part older than any download may take belongs to nobody.
        """
        now, swept = self._clock.machine().timestamp(), 0
        for part in self._folder.glob(f"*/{PART}*"):
            if now - part.stat().st_mtime > LEFT_OVER.total_seconds():
                part.unlink(missing_ok=True)
                swept += 1
        return swept

    def work(self) -> int:
        """Fetches and removes what is due; returns how many files were handled."""
        now = self._clock.machine()
        with self._database.begin() as tx:
            due = tx.attachments.claim(now, now + LEASE, BATCH)
        for attachment in due:
            try:
                if attachment.state is AttachmentState.GONE:
                    self._remove(attachment)
                else:
                    self._fetch(attachment)
            except DatabaseAway:
                raise
            except Exception as error:
                # A bug of ours must neither hold up other files nor come back at once.
                log.exception("attachment=%s failed", attachment.id)
                self._fail(attachment, type(error).__name__)
        return len(due)

    def _fetch(self, attachment: Attachment) -> None:
        try:
            mime, size = self._download(attachment)
        except Unavailable as error:
            self._put_off(attachment, error)
            return
        with self._database.begin() as tx:
            wanted = tx.attachments.stored(attachment.id, mime, size)
            tx.failures.clear(f"file:{attachment.id}")
        if not wanted:
            self.path(attachment.id).unlink(missing_ok=True)
        log.info("stored attachment=%s type=%s bytes=%s", attachment.id, mime, size)

    def _download(self, attachment: Attachment) -> tuple[str, int]:
        """Downloads to a temporary file first: a file under its final name is complete and allowed."""
        target = self.path(attachment.id)
        target.parent.mkdir(parents=True, exist_ok=True)
        head, size = b"", 0
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=PART)
        try:
            with os.fdopen(descriptor, "wb") as out:
                for piece in self._source.content(attachment.message):
                    size += len(piece)
                    if size > MAX_BYTES:
                        raise _refused(FileRefusal.TOO_LARGE)
                    head = (head + piece)[: sniff.ENOUGH] if len(head) < sniff.ENOUGH else head
                    out.write(piece)
                out.flush()
                os.fsync(out.fileno())
            mime = sniff.mime(head)
            if mime is None:
                raise _refused(FileRefusal.NO_DOCUMENT)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return mime, size

    def _put_off(self, attachment: Attachment, error: Unavailable) -> None:
        why, theirs = str(error), error.refusal is not FileRefusal.OUT_OF_REACH
        given_up = error.final or attachment.attempts >= GIVE_UP_AFTER
        # Whether it is the file or the whole channel, only the channel can tell.
        trouble = self._source.trouble() if given_up and not theirs else None
        with self._database.begin() as tx:
            if trouble is not None:
                log.error(
                    "attachment=%s waits: LINE serves nothing of this channel (%s)", attachment.id, trouble
                )
            if given_up and trouble is None:
                tx.attachments.failed(attachment.id, why)
                file_refused(tx, attachment, error.refusal, self._clock.now())
                log.warning("refused attachment=%s: %s", attachment.id, why)
            else:
                later = self._clock.machine() + _wait(attachment.attempts)
                tx.attachments.later(attachment.id, later, why, tried=trouble is None)

    def _fail(self, attachment: Attachment, error: str) -> None:
        key, now = f"file:{attachment.id}", self._clock.now()
        wait = _wait(attachment.attempts)
        with self._database.begin() as tx:
            tx.failures.keep(next_try(tx.failures.of(key), key, error, now))
            tx.attachments.later(attachment.id, self._clock.machine() + wait, error)

    def _remove(self, attachment: Attachment) -> None:
        self.path(attachment.id).unlink(missing_ok=True)
        with self._database.begin() as tx:
            tx.attachments.removed(attachment.id)
        log.info("removed attachment=%s", attachment.id)


def _wait(attempts: int) -> timedelta:
    return min(FIRST_WAIT * 2 ** min(attempts - 1, 10), LONGEST_WAIT)


def _refused(why: FileRefusal) -> Unavailable:
    return Unavailable(why.value, final=True, refusal=why)
