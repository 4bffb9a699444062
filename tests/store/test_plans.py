"""The statements of a message's way reach their rows by an index, however many there are."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event as watching
from sqlalchemy import text

from models.calendar import Moment
from models.conversation import Conversation
from models.event import Event, EventKind
from models.outbox import Fate, Letter, Settled
from models.reply import Reply
from models.store import Database, Transaction
from models.store.engine import make_engine
from models.store.prepared import Prepared
from tests.databases import Placed
from tests.store.making import LEASE, MACHINE, NOW

MANY = 5_000
LARGE = ("outbox", "inbox", "person", "conversation", "application")
SMALL_PART = r"USING (?:COVERING )?INDEX ix_outbox_(?:answers|others|merging|batched|waiting)"
"""Indexes that only hold what has not been sent: reading all of one is reading the queue."""


def fill(database: Placed) -> None:
    """Sent messages, handled events and people, as many as a busy year leaves."""
    engine = make_engine(database.url)
    state = json.dumps({"user": "x"})
    with engine.begin() as connection:
        for table, rows in {
            "person": [{"u": f"U{n:032x}", "at": NOW} for n in range(MANY)],
            "conversation": [{"u": f"U{n:032x}", "s": state, "at": NOW} for n in range(MANY)],
            "inbox": [{"e": f"01{n:030x}", "at": NOW} for n in range(MANY)],
            "outbox": [{"k": f"reply:01{n:030x}", "u": f"U{n:032x}", "at": NOW} for n in range(MANY)],
        }.items():
            connection.execute(text(_INSERTS[table]), rows)
    with engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
    engine.dispose()


_INSERTS = {
    "person": "INSERT INTO person (user_id, following, muted, muted_kinds, first_seen)"
    " VALUES (:u, true, false, '[]', :at)",
    "conversation": "INSERT INTO conversation (user_id, state, updated_at) VALUES (:u, :s, :at)",
    "inbox": "INSERT INTO inbox (event_id, kind, outcome, received_at) VALUES (:e, 'text', 'x', :at)",
    "outbox": "INSERT INTO outbox"
    " (key, chat, replies, retry_key, state, attempts, token_tries, strikes, queued_at)"
    " VALUES (:k, :u, '[]', :k, 'sent', 1, 1, 0, :at)",
}


def an_event(number: int) -> Event:
    """Somebody known writes."""
    chat = f"U{number:032x}"
    return Event(f"02{number:030x}", EventKind.TEXT, chat, chat, NOW, NOW, "เมนู", reply_token=f"t{number}")


def arrive(tx: Transaction) -> None:
    """A message comes in and is answered."""
    at = Moment(NOW, MACHINE)
    for number in (7, MANY + 7):
        event = an_event(number)
        tx.exchange.arrive(event, at)
        letter = Letter(f"reply:{event.id}", event.chat, (Reply("ค่ะ"),), event.reply_token, MACHINE + LEASE)
        parcel = tx.exchange.close(event, "menu", Conversation(event.chat), letter, at, LEASE)
        assert parcel is not None
        tx.exchange.sent([Settled(parcel, Fate.SENT, answered=True)], MACHINE)


def claim(tx: Transaction) -> None:
    """What waits is claimed: answers, pushes, what many are told."""
    for number in range(6):
        token = (f"t{number}", MACHINE + LEASE) if number < 2 else (None, None)
        words = "ถึงทุกคน" if number > 3 else f"ข้อความ {number}"
        tx.outbox.put(Letter(f"k{number}", f"U{number:032x}", (Reply(words),), *token), NOW)
    parcels = tx.delivery.claim(NOW, MACHINE, LEASE, 10).parcels
    assert len(parcels) == 5
    tx.delivery.settle([Settled(parcel, Fate.SENT, answered=True) for parcel in parcels], MACHINE)


def look(tx: Transaction) -> None:
    """Whether there is anything to do, as asked each idle second, and for figures."""
    tx.delivery.anything()
    tx.delivery.ready(NOW, MACHINE)
    tx.outbox.waiting()
    tx.outbox.oldest_waiting()
    tx.outbox.answers_waiting(f"U{7:032x}")


@pytest.mark.fresh
@pytest.mark.parametrize("work", [arrive, claim, look], ids=lambda it: str(it.__name__))
def test_no_statement_of_a_messages_way_reads_a_whole_table(
    database: Placed, work: Callable[[Transaction], None]
) -> None:
    fill(database)
    seen = statements(database, work)
    assert len(seen) >= 4
    read = {sql: plan(database, sql, values) for sql, values in seen}
    whole = {sql: lines for sql, lines in read.items() if any(map(reads_whole, lines))}
    assert whole == {}


def statements(database: Database, work: Callable[[Transaction], None]) -> list[tuple[str, Any]]:
    """Every statement the work runs, with its values."""
    seen: list[tuple[str, Any]] = []
    patch, prepared = pytest.MonkeyPatch(), Prepared._execute

    def built(_c: object, _cursor: object, sql: str, values: Any, *_: object) -> None:
        seen.append((sql, values[0] if isinstance(values, list) else values))

    def first(do: Prepared, sql: str, values: dict[str, Any]) -> Any:
        seen.append((sql, values))
        return prepared(do, sql, values)

    patch.setattr(Prepared, "_execute", first)
    watching.listen(database._engine, "before_cursor_execute", built)
    with database.begin() as tx:
        work(tx)
    watching.remove(database._engine, "before_cursor_execute", built)
    patch.undo()
    return [(sql, values) for sql, values in seen if re.match(r"SELECT|INSERT|UPDATE|DELETE|WITH", sql)]


def plan(database: Database, sql: str, values: Any) -> list[str]:
    """How the database would go about it, in lines."""
    raw = database._engine.raw_connection()
    try:
        explain = "EXPLAIN QUERY PLAN" if database.embedded else "EXPLAIN"
        if not database.embedded:  # then one is left only where no index would do
            raw.driver_connection.execute("SET enable_seqscan = off")  # type: ignore[union-attr]
        rows = raw.driver_connection.execute(f"{explain} {sql}", values).fetchall()  # type: ignore[union-attr]
        return [str(row[-1]) for row in rows]
    finally:
        raw.rollback()
        raw.close()


def reads_whole(line: str) -> bool:
    """Whether a line of a plan reads all rows of a large table."""
    if match := re.search(r"SCAN (\w+)", line):
        name = match[1].removesuffix("_1").removesuffix("_2")
        return name in LARGE and not re.search(SMALL_PART, line)
    match = re.search(r"Seq Scan on (\w+)", line)
    return match is not None and match[1] in LARGE
