"""What each person's phone shows, in a small SQLite file so that a restarted demo still has it."""

from __future__ import annotations

import json
import sqlite3
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

SCHEMA = """
CREATE TABLE IF NOT EXISTS chat (
    id TEXT PRIMARY KEY, name TEXT NOT NULL,
    friend INTEGER NOT NULL DEFAULT 0, blocked INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS shown (
    n INTEGER PRIMARY KEY AUTOINCREMENT, chat TEXT NOT NULL, sender TEXT NOT NULL, via TEXT NOT NULL,
    at TEXT NOT NULL, message TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS shown_by_chat ON shown (chat, n);
"""


@dataclass(frozen=True, slots=True)
class Chat:
    """A person, or a group the bot was invited to.

    friend   has ever added the bot
    blocked  has blocked it since
    """

    id: str
    name: str
    friend: bool
    blocked: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing on a phone's screen; `n` grows from one to the next.

    sender  `bot` or `user`
    via     how it was sent: `reply`, `push`, `multicast`, `broadcast`; `user` for a person's own
    """

    n: int
    sender: str
    via: str
    at: str
    message: dict[str, Any]


class History:
    """The chats of the demo. Safe to use from several threads; close it at the end."""

    def __init__(self, path: Path | str) -> None:
        self._lock = threading.Lock()
        self._db = sqlite3.connect(str(path), check_same_thread=False, isolation_level=None)
        self._db.executescript(SCHEMA)
        # Losing a chat bubble in a power cut costs nothing; waiting for the disk at each one does.
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=OFF")

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def meet(self, chat: str, name: str) -> None:
        """Remember a person or group."""
        with self._lock:
            self._db.execute("INSERT OR IGNORE INTO chat (id, name) VALUES (?, ?)", (chat, name))

    def mark(self, chat: str, *, friend: bool, blocked: bool) -> None:
        """Record whether the person has added the bot, and whether they block it."""
        with self._lock:
            self._db.execute("UPDATE chat SET friend = ?, blocked = ? WHERE id = ?", (friend, blocked, chat))

    def chat(self, chat: str) -> Chat | None:
        """One person or group, if known."""
        return next(iter(self._chats("WHERE id = ?", (chat,))), None)

    def chats(self) -> list[Chat]:
        """Everyone known, oldest first."""
        return self._chats("ORDER BY rowid", ())

    def _chats(self, tail: str, values: tuple[str, ...]) -> list[Chat]:
        with self._lock:
            rows = self._db.execute(f"SELECT id, name, friend, blocked FROM chat {tail}", values).fetchall()  # noqa: S608 - `tail` is ours
        return [Chat(id, name, bool(friend), bool(blocked)) for id, name, friend, blocked in rows]

    def show(self, chat: str, sender: str, via: str, at: datetime, message: dict[str, Any]) -> int:
        """Put something on a phone's screen; returns its number."""
        row = (chat, sender, via, at.isoformat(), json.dumps(message, ensure_ascii=False))
        with self._lock:
            done = self._db.execute(
                "INSERT INTO shown (chat, sender, via, at, message) VALUES (?, ?, ?, ?, ?)", row
            )
        return int(done.lastrowid or 0)

    def since(self, chat: str, after: int = 0) -> list[Shown]:
        """What appeared on a phone after number `after`, in order."""
        with self._lock:
            rows = self._db.execute(
                "SELECT n, sender, via, at, message FROM shown WHERE chat = ? AND n > ? ORDER BY n",
                (chat, after),
            ).fetchall()
        return [Shown(n, sender, via, at, json.loads(body)) for n, sender, via, at, body in rows]

    def last(self, chat: str) -> int:
        """The number of the newest thing on a phone; 0 on an empty one."""
        with self._lock:
            row = self._db.execute("SELECT max(n) FROM shown WHERE chat = ?", (chat,)).fetchone()
        return int(row[0] or 0)
