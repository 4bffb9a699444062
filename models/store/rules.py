"""What may be claimed from the outbox now, as conditions on a row."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, exists, false, not_, or_
from sqlalchemy.orm import aliased

from models.channel import Endpoint, Gate
from models.outbox import LONGEST_LEASE, LONGEST_WAIT, OutboxState
from models.store.deadlines import is_over
from models.tables import OutboxRow

UNFINISHED: BindParameter[Any] = bindparam(
    "unfinished",
    (OutboxState.PENDING.value, OutboxState.LEASED.value),
    expanding=True,
    literal_execute=True,
)
"""Written out in the statement: of a bound value SQLite cannot know that a partial index holds its rows."""
WAITS = OutboxRow.state.in_(UNFINISHED)
"""What LINE has not accepted yet."""
MERGEABLE = and_(OutboxRow.batch.is_(None), OutboxRow.tried_at.is_(None))
"""LINE cannot have seen it yet: otherwise a new retry key could send it twice."""


class Rules:
    """What may be claimed now, as conditions on a row."""

    def __init__(self, gate: Gate, now: datetime, machine_now: datetime) -> None:
        self._held_back = gate.quota.out
        self._machine_now = machine_now
        waited = is_over(OutboxRow.not_before, machine_now, LONGEST_WAIT)
        let_go = or_(
            OutboxRow.leased_until < machine_now, OutboxRow.leased_until > machine_now + LONGEST_LEASE
        )
        self.ready: ColumnElement[bool] = or_(
            and_(OutboxRow.state == OutboxState.PENDING.value, waited),
            and_(OutboxRow.state == OutboxState.LEASED.value, let_go),
        )
        useless = and_(OutboxRow.expires_at.is_not(None), OutboxRow.expires_at <= now)
        self.permitted: ColumnElement[bool] = or_(useless, *self._ways(gate))

    def _ways(self, gate: Gate) -> list[ColumnElement[bool]]:
        by_token = fresh(OutboxRow, self._machine_now)
        if gate.push_answers:
            by_token = and_(by_token, OutboxRow.token_tries > 0)  # only what a token may have carried
        ways = {
            Endpoint.REPLY: by_token,
            Endpoint.PUSH: and_(not_(by_token), OutboxRow.batch.is_(None)),
            Endpoint.MULTICAST: OutboxRow.batch.is_not(None),
        }
        costly = {Endpoint.PUSH, Endpoint.MULTICAST}
        shut = gate.shut | costly if gate.quota.out else gate.shut
        return [way for endpoint, way in ways.items() if endpoint not in shut] or [false()]

    @property
    def heads_its_chat(self) -> ColumnElement[bool]:
        """No earlier message of the chat is still waiting to go.

        Messages that only wait for the month to end do not hold up answers, nor do those that are held so
        that they can be taken back.
        """
        earlier = aliased(OutboxRow)
        held = and_(
            OutboxRow.reply_token.is_not(None),
            earlier.attempts == 0,
            earlier.not_before.is_not(None),
            not_(is_over(earlier.not_before, self._machine_now, LONGEST_WAIT)),
        )
        in_the_way: ColumnElement[bool] = and_(earlier.state.in_(UNFINISHED), not_(held))
        if self._held_back:
            under_way = and_(
                earlier.state == OutboxState.LEASED.value,
                earlier.leased_until.between(self._machine_now, self._machine_now + LONGEST_LEASE),
            )
            in_the_way = and_(in_the_way, or_(under_way, fresh(earlier, self._machine_now)))
        return ~exists().where(earlier.chat == OutboxRow.chat, earlier.id < OutboxRow.id, in_the_way)

    @property
    def leads_its_batch(self) -> ColumnElement[bool]:
        """The first row stands for its whole batch, so that two senders cannot hold parts of one."""
        before = aliased(OutboxRow)
        return or_(
            OutboxRow.batch.is_(None),
            ~exists().where(
                before.batch == OutboxRow.batch,
                before.batch.is_not(None),
                before.id < OutboxRow.id,
                before.state.in_(UNFINISHED),
            ),
        )


def fresh(row: Any, machine_now: datetime) -> ColumnElement[bool]:
    """Whether its reply token is still good."""
    return and_(row.reply_token.is_not(None), row.token_until.is_not(None), row.token_until > machine_now)
