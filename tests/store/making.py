"""Small values to put into a database, and work done by many threads at once."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from models.application import Application, ApplicationState
from models.event import Event, EventKind
from models.outbox import Letter
from models.programme import Applications, Privacy, Programme, Source
from models.reminder import Reminder
from models.reply import Reply
from models.store import Database
from tests.fakes import bangkok

T = TypeVar("T")
NOW = bangkok("2024-04-05 09:00")
MACHINE = datetime(2026, 1, 1, tzinfo=UTC)
LEASE = timedelta(seconds=20)


def at_once(count: int, work: Callable[[int], T]) -> list[T]:
    """Does the work in so many threads that begin together; what they returned, or the first's exception."""
    ready = threading.Barrier(count)

    def one(number: int) -> T:
        ready.wait(30)
        return work(number)

    with ThreadPoolExecutor(count) as pool:
        return [done.result(60) for done in [pool.submit(one, i) for i in range(count)]]


def flat(lists: Iterable[list[T]]) -> list[T]:
    """All of several lists in one."""
    return list(itertools.chain.from_iterable(lists))


def an_event(id: str = "E1", **more: Any) -> Event:
    """Someone typing."""
    return Event(id, EventKind.TEXT, "Usomchai", "Usomchai", NOW, NOW, text="สวัสดี", **more)


def a_letter(key: str = "reply:E1", chat: str = "Usomchai", text: str = "สวัสดีค่ะ", **more: Any) -> Letter:
    """Something to say."""
    return Letter(key, chat, (Reply(text),), **more)


def a_programme(id: str = "alpha", **more: Any) -> Programme:
    """A programme with as little as there can be."""
    privacy = Privacy(purpose="พิจารณาใบสมัคร", readers="เจ้าหน้าที่", keep_days=180)
    rules = Applications(prefix=id.upper()[:8], state="accepting", privacy=privacy)
    return Programme(
        id=id,
        name=f"หลักสูตร {id}",
        short_name=id.title(),
        source=Source(title="ประกาศ", publisher="ผู้จัด"),
        applications=rules,
        **more,
    )


def an_application(
    id: str = "a1",
    user: str = "Usomchai",
    state: ApplicationState = ApplicationState.DRAFT,
    programme: str = "alpha",
    **more: Any,
) -> Application:
    """Someone's application."""
    if state is not ApplicationState.DRAFT:
        more = {"reference": f"ALPHA-{id}", "submitted_at": NOW, **more}
    return Application(id, programme, user, state, created_at=NOW, updated_at=NOW, **more)


def a_reminder(occasion: str = "d01@2024-05-10", due: str = "2024-05-09 18:00", **more: Any) -> Reminder:
    """One line of a plan, of use until an hour and a half after it is due."""
    due_at = bangkok(due)
    more = {"rule": "eve", "sessions": ("d01", "d02"), "expires_at": due_at + timedelta(hours=1.5), **more}
    return Reminder(programme="alpha", occasion=occasion, due_at=due_at, **more)


def with_programmes(database: Database, *ids: str) -> None:
    """Puts programmes there."""
    with database.begin() as tx:
        for id in ids or ("alpha",):
            tx.programmes.put(a_programme(id), NOW)
