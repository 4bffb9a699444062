"""Files that people send: fetched after the fact, by their first bytes, removed with the application."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.files import sniff
from bot.files.fetching import GIVE_UP_AFTER, Files
from bot.line.client import Unavailable
from models.attachment import MAX_BYTES
from models.store import Database
from tests.fakes import FrozenClock
from tests.store.making import NOW, an_application, with_programmes
from tests.store.test_applications import add

PDF = b"%PDF-1.7\n" + b"0" * 100
DOCX = b"PK\x03\x04....[Content_Types].xml....word/document.xml"


class Source:
    """LINE's content API with what a test puts into it."""

    def __init__(self, content: bytes | Unavailable, pieces: int = 1) -> None:
        self.content_, self.pieces = content, pieces
        self.trouble_: str | None = None

    def content(self, message: str) -> Iterator[bytes]:
        """The bytes, or why not."""
        if isinstance(self.content_, Unavailable):
            raise self.content_
        for _ in range(self.pieces):
            yield self.content_

    def trouble(self) -> str | None:
        """Whether the channel is well."""
        return self.trouble_


def files(database: Database, folder: Path, source: Source, clock: FrozenClock | None = None) -> Files:
    """A store with one file wanted."""
    with_programmes(database)
    add(database, an_application("a1"))
    with database.begin() as tx:
        tx.attachments.want("a1", "proposal", "m1", "../../etc/passwd", NOW)
    return Files(folder, database, source, clock or FrozenClock())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the files are kept, apart from the database."""
    return tmp_path / "files"


def on_disk(folder: Path) -> list[bytes]:
    """Every file's bytes."""
    return [p.read_bytes() for p in folder.rglob("*") if p.is_file()]


def state(database: Database) -> tuple[str, str | None]:
    """The one file's state and error."""
    with database.read() as tx:
        one = tx.attachments.of("a1")[0]
    return one.state.value, one.error


def test_a_document_is_stored_under_a_name_that_says_nothing(database: Database, folder: Path) -> None:
    store = files(database, folder, Source(PDF))
    assert store.work() == 1
    assert on_disk(folder) == [PDF]
    assert state(database) == ("stored", None)
    assert not [p for p in folder.rglob("*") if "passwd" in p.name]


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (Source(b"MZ\x90" + b"0" * 100), "not a document or picture"),
        (Source(b"<html><script>alert(1)</script>"), "not a document or picture"),
        (Source(b""), "not a document or picture"),
        (Source(PDF[:8] + b"0" * (1 << 20), pieces=(MAX_BYTES >> 20) + 1), "too large"),
        (Source(Unavailable("LINE answered 404", final=True)), "LINE answered 404"),
    ],
    ids=["program", "page", "empty", "too large", "gone at LINE"],
)
def test_what_may_not_be_kept_leaves_nothing(
    database: Database, folder: Path, source: Source, why: str
) -> None:
    files(database, folder, source).work()
    assert state(database) == ("failed", why)
    assert on_disk(folder) == []


def test_a_passing_fault_is_tried_again_later(database: Database, folder: Path) -> None:
    source = Source(Unavailable("LINE answered 202", final=False))
    clock = FrozenClock()
    store = files(database, folder, source, clock)
    store.work()
    assert state(database)[0] == "wanted"
    assert store.work() == 0
    clock.wait(timedelta(minutes=1))
    source.content_ = PDF
    store.work()
    assert state(database)[0] == "stored"


def test_a_file_is_not_given_up_while_nothing_of_the_channel_is_served(
    database: Database, folder: Path
) -> None:
    source, clock = Source(Unavailable("LINE answered 401", final=False)), FrozenClock()
    source.trouble_ = "401: Authentication failed"
    store = files(database, folder, source, clock)
    for _ in range(3 * GIVE_UP_AFTER):
        store.work()
        clock.wait(timedelta(hours=1))
    assert state(database)[0] == "wanted"
    source.content_, source.trouble_ = PDF, None
    store.work()
    assert state(database)[0] == "stored"


def test_a_file_that_alone_is_not_to_be_had_is_given_up(database: Database, folder: Path) -> None:
    store = files(
        database, folder, Source(Unavailable("LINE answered 403", final=False)), clock := FrozenClock()
    )
    for _ in range(GIVE_UP_AFTER):
        store.work()
        clock.wait(timedelta(hours=1))
    assert state(database) == ("failed", "LINE answered 403")


def test_an_erased_application_takes_its_files_off_the_disk(database: Database, folder: Path) -> None:
    clock = FrozenClock()
    store = files(database, folder, Source(PDF), clock)
    store.work()
    with database.begin() as tx:
        tx.attachments.release("a1")
        tx.applications.drop("a1")
    clock.wait(timedelta(minutes=5))
    store.work()
    assert on_disk(folder) == []


@pytest.mark.parametrize(
    ("head", "mime"),
    [
        (PDF, "application/pdf"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"RIFF0000WEBP", "image/webp"),
        (b"0000ftypheic", "image/heic"),
        (DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"PK\x03\x04 any other archive", None),
        (b"#!/bin/sh", None),
        (b"", None),
    ],
)
def test_a_type_is_told_by_the_first_bytes(head: bytes, mime: str | None) -> None:
    assert sniff.mime(head) == mime
