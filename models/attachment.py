"""A file someone sent in the chat for their application."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

MAX_BYTES = 20 * 1024 * 1024
"""The largest file we accept."""
LONGEST_WAIT = timedelta(hours=1)
"""The longest that fetching one is put off."""


class AttachmentState(StrEnum):
    """`WANTED`: LINE has it, we do not yet. `GONE`: its application is erased, so the file must be too."""

    WANTED = "wanted"
    STORED = "stored"
    FAILED = "failed"
    GONE = "gone"


class FileRefusal(StrEnum):
    """Why a file that was sent is not kept."""

    TOO_LARGE = "too large"
    NO_DOCUMENT = "not a document or picture"
    OUT_OF_REACH = "LINE does not hand it out"


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file.

    id           unguessable; also its name in the store, which does not reveal whose it is
    message      LINE's id of the message that carries it
    name         as the sender's phone named it
    mime, size   as sniffed and counted, once stored
    """

    id: str
    application: str | None
    question: str
    message: str
    name: str | None
    state: AttachmentState
    attempts: int = 0
    mime: str | None = None
    size: int | None = None
    error: str | None = None
