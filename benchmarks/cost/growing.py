"""Fills a database with people who wrote long ago: one event and one delivered answer each.

Their ids are those of `load.person`.
"""

from __future__ import annotations

import sqlite3

import psycopg

from models.store.engine import database_url

_BEFORE = "'2024-03-20 09:00:00.000000'"
_STATE = (
    '{"user": "@", "programme": "ling", "last_intent": "schedule", "last_question": "เรียนวันไหนคะ", '
    '"spoke_at": "2024-03-20T09:00:00+07:00", "pace": {"@": {"times": [1710900000.0]}}}'
)
_ROWS = {
    "person (user_id, following, muted, muted_kinds, first_seen)": "USER, TRUE, FALSE, '[]', BEFORE",
    "conversation (user_id, state, updated_at)": "USER, STATE, BEFORE",
    "inbox (event_id, kind, outcome, received_at)": "UNIQUE, 'text', 'answered', BEFORE",
    "outbox (key, chat, replies, retry_key, reply_token, token_until, state, attempts, token_tries, strikes,"
    " queued_at, tried_at, finished_at, request_id)": (
        "'reply:' || UNIQUE, USER, '[]', UNIQUE, UNIQUE, BEFORE, 'sent', 1, 1, 0,"
        " BEFORE, BEFORE, BEFORE, UNIQUE"
    ),
}
_SQLITE = {
    "STATE": f"replace('{_STATE}', '@', USER)",
    "USER": "printf('U%08x%024x', n * 2654435761 % 4294967296, n)",
    "UNIQUE": "lower(hex(randomblob(16)))",
    "BEFORE": _BEFORE,
}
_POSTGRESQL = {
    "STATE": f"replace('{_STATE}', '@', USER)::jsonb",
    "USER": "'U' || lpad(to_hex(n::bigint * 2654435761 % 4294967296), 8, '0') || lpad(to_hex(n), 24, '0')",
    "UNIQUE": "md5(n::text || random()::text)",
    "BEFORE": f"timestamptz {_BEFORE}",
}


def grow(url: str, first: int, rows: int) -> None:
    """Adds the people from this number on until there are so many, with what they left behind."""
    if url.startswith("sqlite"):
        numbers = (
            f"(WITH RECURSIVE m (n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM m WHERE n < {rows - 1})"
            " SELECT n FROM m)"
        )
        with sqlite3.connect(str(database_url(url).database), isolation_level=None) as link:
            link.execute("PRAGMA synchronous = off")
            link.execute("PRAGMA cache_size = -400000")
            for statement in _statements(numbers, _SQLITE):
                link.execute(statement)
            link.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        link.close()
        return
    numbers = f"generate_series({first}, {rows - 1}) AS numbers (n)"
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as postgresql:
        for statement in _statements(numbers, _POSTGRESQL):
            postgresql.execute(statement.encode())
        postgresql.execute("VACUUM ANALYZE")


def _statements(numbers: str, words: dict[str, str]) -> list[str]:
    found = []
    for table, cells in _ROWS.items():
        for word, meaning in words.items():
            cells = cells.replace(word, meaning)
        found.append(f"INSERT INTO {table} SELECT {cells} FROM {numbers}")
    return found
