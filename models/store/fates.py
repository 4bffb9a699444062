"""Writes down what became of what was sent to LINE, and what that says about LINE as a whole.

Outbox rows are locked before the rows about LINE, so that there is no deadlock. Whoever records a fate must
still hold the lease: `attempts` grows with every claim, so a sender that slept through its lease changes
nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, func, literal, true, update
from sqlalchemy.orm import Session

from models.channel import Call, Endpoint, Refusing
from models.outbox import Fate, Noted, OutboxState, Parcel, Settled
from models.store.channel import Channel
from models.store.rules import WAITS
from models.tables import OutboxRow

NOTHING_KEPT: dict[str, Any] = {"replies": [], "body": None}


class Fates:
    """What became of parcels."""

    def __init__(self, session: Session, channel: Channel) -> None:
        self._session = session
        self._channel = channel

    def settle(self, settled: Iterable[Settled], machine_now: datetime) -> Noted:
        """Records what became of parcels. One whose lease somebody else now holds is skipped."""
        settled = sorted(settled, key=lambda it: it.parcel.first.id)  # everyone locks rows in one order
        failures = self._channel.circuit().failures if any(it.strikes_out for it in settled) else 0
        settled = [self._struck(it, failures) for it in settled]
        self._sent([it for it in settled if it.fate is Fate.SENT], machine_now)
        for it in settled:
            if it.fate is Fate.SPLIT:
                self._split(it, machine_now)
            elif it.fate is not Fate.SENT:
                self._change(it.parcel, _columns(it, machine_now))
        refusing, dying = self._tell_channel(settled, machine_now)
        calls = [Call(it.answered, it.parcel.trial, it.trouble) for it in settled if it.answered is not None]
        return Noted(tuple(settled), self._channel.note(calls, machine_now), refusing, dying)

    def _struck(self, it: Settled, failures: int) -> Settled:
        """Counts a failure against the message, unless others fare the same; with the last it is given up."""
        first = it.parcel.first
        if it.strikes_out is None or failures > first.strikes:
            return replace(it, strikes_out=None)
        if it.unclear and self._channel.others_refused(it.parcel.by, first.id):
            return replace(it, strikes_out=None)
        if first.strikes + 1 < it.strikes_out:
            return it
        return replace(it, fate=Fate.SPLIT if len(it.parcel.messages) > 1 else Fate.REFUSED)

    def _tell_channel(
        self, settled: Sequence[Settled], machine_now: datetime
    ) -> tuple[Refusing | None, bool]:
        """What these calls say about the endpoints, for all processes. Locks their rows in one order."""
        found: Refusing | None = None
        took: set[Endpoint] = set()
        for it in sorted(settled, key=lambda it: it.parcel.by):
            if it.too_often:
                self._channel.shut(it.parcel.by, machine_now)
            if it.unclear and it.fate is Fate.LATER:
                words = it.error or ""
                found = self._channel.refused(it.parcel.by, it.parcel.first.id, words, machine_now) or found
            elif it.fate is Fate.SENT or it.unclear or (it.answered and not it.too_often):
                took.add(it.parcel.by)  # or what is wrong was this message alone
        if took:
            self._channel.took(took)
        died = [it.dead_token for it in settled if it.dead_token is not None]
        dying = [self._channel.token_died(left, machine_now) for left in died]
        return found, any(dying)

    def _sent(self, settled: Sequence[Settled], machine_now: datetime) -> None:
        """The usual fate, so all single messages go in one statement."""
        values: dict[str, Any] = {
            "state": OutboxState.SENT.value,
            "leased_until": None,
            "error": None,
            "finished_at": machine_now,
            **NOTHING_KEPT,
        }
        for it in settled:
            if it.parcel.batch is not None:
                self._change(it.parcel, {**values, "request_id": it.request_id})
        singles = [
            {
                "b_id": it.parcel.first.id,
                "b_attempts": it.parcel.first.attempts,
                "b_request": it.request_id,
            }
            for it in settled
            if it.parcel.batch is None
        ]
        if singles:
            table = OutboxRow.__table__
            self._session.connection().execute(
                update(table)  # type: ignore[arg-type]
                .where(
                    table.c.id == bindparam("b_id"),
                    table.c.attempts == bindparam("b_attempts"),
                    table.c.state == OutboxState.LEASED.value,
                )
                .values(request_id=bindparam("b_request"), **values),
                singles,
            )

    def _split(self, it: Settled, machine_now: datetime) -> None:
        """Two halves, each a new call with its own key; a message left on its own is pushed."""
        ids = [message.id for message in it.parcel.messages]
        middle = len(ids) // 2
        for half in (ids[:middle], ids[middle:]):
            alone = len(half) == 1
            values = {
                **_columns(it, machine_now),
                "batch": None if alone else str(uuid.uuid4()),
                "body": None,
            }
            self._change(it.parcel, values, OutboxRow.id.in_(half))

    def _change(
        self, parcel: Parcel, values: dict[str, Any], which: ColumnElement[bool] | None = None
    ) -> None:
        held: ColumnElement[bool] = OutboxRow.id == parcel.first.id
        if parcel.batch is not None:
            # Said twice so that the index of what is under way can be used: it holds nothing else.
            under_way = WAITS
            held = and_(OutboxRow.batch == parcel.batch, OutboxRow.batch.is_not(None), under_way)
        self._session.execute(
            update(OutboxRow)
            .where(
                held,
                which if which is not None else true(),
                OutboxRow.attempts == parcel.first.attempts,
                OutboxRow.state == OutboxState.LEASED.value,
            )
            .values(**values)
            .execution_options(synchronize_session=False)
        )


def _columns(it: Settled, machine_now: datetime) -> dict[str, Any]:
    """The column values that a fate other than SENT sets."""
    values: dict[str, Any] = {"leased_until": None, "error": it.error, "request_id": it.request_id}
    if it.fate is Fate.UNTOUCHED or it.refused_outright:
        # LINE cannot have accepted this try: what was certain before it is certain again.
        claimed_at = literal(it.parcel.claimed_at, OutboxRow.tried_at.type)
        values["tried_at"] = func.nullif(OutboxRow.tried_at, claimed_at)
        if it.parcel.by is Endpoint.REPLY:
            values["token_tries"] = OutboxRow.token_tries - 1
        if it.out_of_quota:
            # If LINE cannot know the key, the batch is rebuilt, no larger than what is left.
            never = OutboxRow.tried_at == claimed_at
            values["batch"] = case((never, None), else_=OutboxRow.batch)
    if it.spend_token:
        values["reply_token"] = None
    match it.fate:
        case Fate.LATER | Fate.SPLIT:
            strikes = OutboxRow.strikes + 1 if it.strikes_out else OutboxRow.strikes
            if it.fate is Fate.SPLIT:
                strikes = literal(0)
            waits = {"not_before": it.not_before, "strikes": strikes}
            return {**values, "state": OutboxState.PENDING.value, **waits}
        case Fate.UNTOUCHED:
            del values["error"], values["request_id"]
            return {**values, "state": OutboxState.PENDING.value, "attempts": OutboxRow.attempts - 1}
        case Fate.EXPIRED:
            return {**values, "state": OutboxState.EXPIRED.value, "finished_at": machine_now, **NOTHING_KEPT}
        case _:
            return {**values, "state": OutboxState.FAILED.value, "finished_at": machine_now}
