"""The statements of the way of one event, written out: they are run for every message.

Each is named for what it means. They go to the driver as they stand: building them anew from tables, and
through a unit of work, cost more than the database did. All else keeps SQLAlchemy's comfort.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

_NAMED = re.compile(r"(?<!:):(\w+)")
_LIST = {"sqlite": "group_concat", "postgresql": "string_agg"}
_JSON = {"sqlite": "{}", "postgresql": "{}::text"}


def _both(statement: str) -> dict[str, str]:
    """The statement in each driver's style; `JSON(column)`, its text, and `LIST(…)` are spelt differently."""
    found = {}
    for dialect in ("sqlite", "postgresql"):
        text = re.sub(r"JSON\((\S+?)\)", lambda m, d=dialect: _JSON[d].format(m[1]), statement)  # type: ignore[misc]
        text = text.replace("LIST(", f"{_LIST[dialect]}(")
        text = " ".join(text.split())
        found[dialect] = _NAMED.sub(r"%(\1)s", text) if dialect == "postgresql" else text
    return found


LOCK_TALK = {"postgresql": "SELECT 1 FROM conversation WHERE user_id = %(chat)s FOR UPDATE"}
"""A chat's events are handled one after another; SQLite's transactions are anyway."""
BEGIN_TALK = _both(
    """INSERT INTO conversation (user_id, state, updated_at) VALUES (:chat, :state, :now)
    ON CONFLICT DO NOTHING"""
)
AROUND = _both(
    """SELECT
        EXISTS (SELECT 1 FROM inbox WHERE event_id = :event),
        catalogue.revision, JSON(conversation.state),
        person.user_id, person.following, person.muted, JSON(person.muted_kinds), person.also_at,
        person.left_at, person.display_name,
        (SELECT LIST(CASE WHEN on_behalf THEN '' ELSE programme_id END || '=' || state, ' ')
            FROM application WHERE application.user_id = :chat),
        EXISTS (SELECT 1 FROM staff_case WHERE user_id = :chat AND closed_at IS NULL),
        EXISTS (SELECT 1 FROM outbox WHERE chat = :chat AND state IN ('pending', 'leased')),
        channel.open_until IS NULL AND channel.failures = 0 AND endpoint.refusals = 0,
        endpoint.shut_until, channel.token_left_at
    FROM catalogue
    CROSS JOIN line_channel AS channel
    CROSS JOIN line_endpoint AS endpoint
    LEFT JOIN conversation ON conversation.user_id = :chat
    LEFT JOIN person ON person.user_id = :chat
    WHERE endpoint.name = 'reply'"""
)
"""Whether it was handled before, what was said, who it is, and whether its answer may go at once."""
MEET = _both(
    """INSERT INTO person (user_id, following, muted, muted_kinds, first_seen)
    VALUES (:chat, :yes, :no, '[]', :now) ON CONFLICT DO NOTHING"""
)
KEEP_TALK = _both("UPDATE conversation SET state = :state, updated_at = :now WHERE user_id = :chat")
HANDLED = _both(
    """INSERT INTO inbox (event_id, kind, outcome, received_at) VALUES (:event, :kind, :outcome, :received)
    ON CONFLICT DO NOTHING"""
)
"""The guard against handling it twice."""
ANSWER = _both(
    """INSERT INTO outbox
        (key, chat, replies, retry_key, reply_token, token_until, state, attempts, token_tries, strikes,
         queued_at, leased_until, tried_at)
    VALUES
        (:key, :chat, :replies, :retry_key, :token, :token_until, :answer_state, :tries, :tries, 0,
         :now, :leased_until, :tried_at)
    ON CONFLICT DO NOTHING RETURNING id"""
)
"""Its answer: to be claimed, or leased already to the process that gives it."""
TALKED = _both(
    """INSERT INTO talk (chat, at, text, answer, message_id)
    SELECT user_id, :now, :text, :said, :message_id FROM conversation WHERE user_id = :chat"""
)
"""What was said and answered, for staff to read; nothing of somebody who has just been erased."""
CLOSED = {  # put together from the statements above, of no value from outside
    "postgresql": f"""WITH kept AS ({KEEP_TALK["postgresql"]}),
        handled AS ({HANDLED["postgresql"]} RETURNING 1),
        answer AS ({ANSWER["postgresql"]})
    SELECT (SELECT count(*) FROM handled), (SELECT id FROM answer)"""  # noqa: S608
}
"""The three at once: each statement is a round trip there."""
CLOSED_TALKED = {
    "postgresql": CLOSED["postgresql"].replace(
        "SELECT (SELECT", f", talked AS ({TALKED['postgresql']}) SELECT (SELECT"
    )
}
"""The same with what was said."""
NOT_READ = _both(
    """INSERT INTO unread (text, programme_id, why, guesses, times, first_at, last_at)
    VALUES (:text, :programme, :why, :guesses, 1, :now, :now)
    ON CONFLICT (text) DO UPDATE SET programme_id = excluded.programme_id, why = excluded.why,
        guesses = excluded.guesses, times = unread.times + 1, last_at = excluded.last_at
    RETURNING id, intent"""
)
"""A question that was not read well, for staff."""
ASKED_BY = _both("INSERT INTO unread_asker (unread_id, user_id) VALUES (:id, :asker) ON CONFLICT DO NOTHING")
SENT = _both(
    """UPDATE outbox SET state = 'sent', leased_until = NULL, error = NULL, finished_at = :now,
        request_id = :request, replies = '[]', body = NULL
    WHERE id = :id AND attempts = :attempts AND state = 'leased'"""
)
"""LINE has it. Whoever no longer holds the lease changes nothing."""
AFTERWARDS = _both(
    """SELECT
        EXISTS (SELECT 1 FROM outbox WHERE state = 'pending' AND state IN ('pending', 'leased')),
        EXISTS (SELECT 1 FROM line_channel WHERE failures > 0 OR open_until IS NOT NULL),
        EXISTS (SELECT 1 FROM line_endpoint WHERE refusals > 0)"""
)
"""Whether anything waits to be claimed, and whether what was just taken is news about LINE."""
ALL_SENT = {
    "postgresql": f"""WITH sent AS (
        UPDATE outbox SET state = 'sent', leased_until = NULL, error = NULL,
            finished_at = %(now)s, request_id = it.request, replies = '[]', body = NULL
        FROM unnest(%(ids)s::bigint[], %(attempts)s::int[], %(requests)s::text[])
            AS it (id, attempts, request)
        WHERE outbox.id = it.id AND outbox.attempts = it.attempts AND outbox.state = 'leased')
    {AFTERWARDS["postgresql"]}"""  # noqa: S608
}
"""Several sent and what is left to do, in one round trip."""


class Prepared:
    """Runs them over one connection of the driver's, within its transaction."""

    def __init__(self, driver: Any, dialect: str) -> None:
        self.dialect = dialect
        self.embedded = dialect == "sqlite"
        self._driver = driver

    @classmethod
    def over(cls, connection: Connection) -> Prepared:
        """Over the driver's connection of this one."""
        return cls(connection.connection.driver_connection, connection.dialect.name)

    def row(self, statement: dict[str, str], values: dict[str, Any]) -> Any:
        """The first row, as a tuple; None if there is none."""
        return self._execute(statement[self.dialect], values).fetchone()

    def run(self, statement: dict[str, str], values: dict[str, Any]) -> int:
        """How many rows it changed."""
        return int(self._execute(statement[self.dialect], values).rowcount)

    def run_each(self, statement: dict[str, str], values: Sequence[dict[str, Any]]) -> None:
        """The same for each of these."""
        self._driver.executemany(statement[self.dialect], values)

    def _execute(self, sql: str, values: dict[str, Any]) -> Any:
        return self._driver.execute(sql, values)

    def instant(self, value: datetime | None) -> Any:
        """A time as the database keeps it; see `models.tables.base.Instant`."""
        if value is None or not self.embedded:
            return value
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")

    def read_instant(self, value: Any) -> datetime | None:
        """A time as the database gives it."""
        if value is None:
            return None
        return datetime.fromisoformat(value).replace(tzinfo=UTC) if self.embedded else value
