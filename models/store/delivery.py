"""Out of the outbox: leases what may go now, merged into as few calls as possible.

Every transaction here locks outbox rows before the rows about LINE, so that there is no deadlock.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from models.channel import RECIPIENTS, Endpoint, Gate
from models.json import from_json
from models.outbox import Claim, Noted, OutboxState, Parcel, Settled
from models.reply import Reply
from models.store.channel import Channel
from models.store.fates import NOTHING_KEPT, Fates
from models.store.outbox import message
from models.store.rules import MERGEABLE, WAITS, Rules
from models.tables import OutboxRow

_REFILL = 0.05
"""Seconds after which a bucket that has just run empty is worth another look."""
TOGETHER = 5 * RECIPIENTS
"""How many one claim tells the same: several multicasts are under way at once, and yet no claim keeps others
from the database for long."""
_ALL_BUT_WORDS = [column for column in OutboxRow.__table__.c if column.name != "replies"]


class Delivery:
    """Claims and fates. Every chat's messages go strictly one after another."""

    def __init__(self, session: Session, channel: Channel) -> None:
        self._session = session
        self._channel = channel

    # Claiming

    def claim(
        self,
        now: datetime,
        machine_now: datetime,
        lease: timedelta,
        limit: int,
        *,
        token_lease: timedelta | None = None,
    ) -> Claim:
        """Leases up to `limit` calls' worth of messages that may go now, and counts the attempt.

        The count is committed before anything is sent: after a crash it shows that a send was begun. The
        calls are also charged to LINE's limits here. `now` is business time, by which messages expire;
        what goes by reply token is leased for `token_lease`.
        """
        gate = self._channel.gate(machine_now)
        if gate.shut == frozenset(Endpoint):
            return Claim(wait=gate.wait, look=gate.look)
        trial = gate.circuit.open
        most = 1 if trial else limit
        rows = self._next(Rules(gate, now, machine_now), most)
        useless = [r for r in rows if r.expires_at is not None and r.expires_at <= now]
        expired = self._write_off(useless, machine_now)
        wanted = self._bundles([r for r in rows if r.key not in expired], gate, now, machine_now)
        bundles = self._within_limits(wanted[:1] if trial else wanted, machine_now)
        if trial and not (bundles and self._channel.may_try(machine_now, machine_now + lease)):
            return Claim(expired=expired, wait=gate.wait, look=gate.look)
        limited = len(bundles) < len(wanted)
        parcels = self._lease(bundles, machine_now, (lease, token_lease or lease), trial=trial)
        return Claim(
            tuple(replace(parcel, token_left=gate.token_left) for parcel in parcels),
            expired,
            full=bool(bundles or expired) and len(rows) >= most and not (trial or limited),
            wait=gate.wait or (_REFILL if limited else None),
            look=gate.look,
        )

    def anything(self) -> bool:
        """Whether anything waits or is under way: a look that disturbs nobody."""
        return self._session.scalar(select(OutboxRow.id).where(WAITS).limit(1)) is not None

    def ready(self, now: datetime, machine_now: datetime) -> int:
        """How many messages could be sent now, or are being sent."""
        rules = Rules(self._channel.gate(machine_now), now, machine_now)
        may_go = and_(rules.ready, rules.permitted)
        query = select(func.count()).select_from(OutboxRow).where(WAITS)
        return (
            self._session.scalar(query.where(or_(may_go, OutboxRow.state == OutboxState.LEASED.value))) or 0
        )

    def _next(self, rules: Rules, limit: int) -> list[OutboxRow]:
        """The oldest of each chat; answers that people are waiting for come first."""
        answers = self._locked(rules, OutboxRow.reply_token.is_not(None), limit)
        others = self._locked(rules, OutboxRow.reply_token.is_(None), max(limit - len(answers), 1))
        return [*answers, *others]

    def _locked(self, rules: Rules, which: ColumnElement[bool], limit: int) -> list[OutboxRow]:
        return list(self._session.scalars(self._may_go(select(OutboxRow), rules, which, limit)))

    def _may_go(self, rows: Select[Any], rules: Rules, which: ColumnElement[bool], limit: int) -> Select[Any]:
        """The oldest of those that may go now, kept from all others until the transaction ends."""
        return (
            rows.where(
                WAITS,
                which,
                rules.ready,
                rules.permitted,
                rules.heads_its_chat,
                rules.leads_its_batch,
            )
            .order_by(OutboxRow.id)
            .limit(limit)
            .with_for_update(skip_locked=True, of=OutboxRow)
        )

    def _bundles(
        self, rows: Sequence[OutboxRow], gate: Gate, now: datetime, machine_now: datetime
    ) -> list[_Bundle]:
        """The calls these rows make: alone, with the rest of their batch, or with all that say the same."""
        rules = Rules(gate, now, machine_now)
        several = self._said_to_several({r.body for r in rows if r.body is not None and _may_merge(r)})
        bundles = []
        for row in rows:
            if row.batch is not None:
                bundles.append(_Bundle(Endpoint.MULTICAST, self._rest_of(row.batch), row.batch))
            elif _token_fresh(row, machine_now) and (row.token_tries or not gate.push_answers):
                bundles.append(_Bundle(Endpoint.REPLY, [row], None))
            elif not _may_merge(row) or row.body not in several:
                bundles.append(_Bundle(Endpoint.PUSH, [row], None))
            elif several[row.body] and Endpoint.MULTICAST not in gate.shut:
                several[row.body] = False  # all of a claim's multicasts of these words are made here
                most = min(gate.quota.left or TOGETHER, TOGETHER)
                bundles += self._merged(self._saying(row.body, rules, most))
        return bundles

    def _saying(self, body: str | None, rules: Rules, limit: int) -> list[Any]:
        """Those that say the same, but for their words: decoding these for everybody would cost the most."""
        chosen = self._may_go(select(*_ALL_BUT_WORDS), rules, and_(OutboxRow.body == body, MERGEABLE), limit)
        return list(self._session.execute(chosen))

    def _merged(self, rows: Sequence[Any]) -> list[_Bundle]:
        """A call for each five hundred of them."""
        words = self._session.scalar(select(OutboxRow.replies).where(OutboxRow.id == rows[0].id))
        found = []
        for start in range(0, len(rows), RECIPIENTS):
            some = rows[start : start + RECIPIENTS]
            by, batch = (Endpoint.PUSH, None) if len(some) == 1 else (Endpoint.MULTICAST, str(uuid.uuid4()))
            found.append(_Bundle(by, some, batch, words))
        return found

    def _said_to_several(self, bodies: set[str]) -> dict[str | None, bool]:
        """Those of the bodies that are queued for more than one chat."""
        if not bodies:
            return {}
        found = self._session.scalars(
            select(OutboxRow.body)
            .where(
                WAITS,
                OutboxRow.body.is_not(None),
                OutboxRow.body.in_(bodies),
                MERGEABLE,
            )
            .group_by(OutboxRow.body)
            .having(func.count() > 1)
        )
        return dict.fromkeys(found, True)

    def _rest_of(self, batch: str) -> list[OutboxRow]:
        """All of a batch. Whoever holds the first row has the batch, so this may wait for a lock."""
        return list(
            self._session.scalars(
                select(OutboxRow)
                .where(
                    OutboxRow.batch == batch,
                    OutboxRow.batch.is_not(None),
                    WAITS,
                )
                .order_by(OutboxRow.id)
                .with_for_update(of=OutboxRow)
            )
        )

    def _within_limits(self, bundles: Sequence[_Bundle], machine_now: datetime) -> list[_Bundle]:
        left = self._channel.take((b.by for b in bundles), machine_now) if bundles else {}
        granted = []
        for bundle in bundles:
            if left.get(bundle.by, 0) > 0:
                left[bundle.by] -= 1
                granted.append(bundle)
        return granted

    def _lease(
        self,
        bundles: Sequence[_Bundle],
        machine_now: datetime,
        leases: tuple[timedelta, timedelta],
        *,
        trial: bool,
    ) -> tuple[Parcel, ...]:
        until, token_until = (machine_now + lease for lease in leases)
        leased = {
            "state": OutboxState.LEASED.value,
            "leased_until": until,
            "tried_at": func.coalesce(OutboxRow.tried_at, literal(machine_now, OutboxRow.tried_at.type)),
        }
        for by_token in (False, True):
            if ids := [b.rows[0].id for b in bundles if b.batch is None and b.by_token is by_token]:
                tries = OutboxRow.token_tries + int(by_token)
                ends = token_until if by_token else until
                counted = {"attempts": OutboxRow.attempts + 1, "token_tries": tries, "leased_until": ends}
                self._set(ids, {**leased, **counted})
        for bundle in bundles:
            if bundle.batch is not None:
                together = {"attempts": bundle.attempts, "batch": bundle.batch}
                self._set([row.id for row in bundle.rows], {**leased, **together})
        return tuple(
            b.parcel(machine_now, token_until if b.by_token else until, trial=trial) for b in bundles
        )

    def _set(self, ids: list[int], values: dict[str, Any]) -> None:
        self._session.execute(
            update(OutboxRow)
            .where(OutboxRow.id.in_(ids))
            .values(**values)
            .execution_options(synchronize_session=False)
        )

    def _write_off(self, rows: Sequence[OutboxRow], machine_now: datetime) -> tuple[str, ...]:
        """Writes off useless messages, each with the rest of its batch, which expires at the same time."""
        if not rows:
            return ()
        batches = {row.batch for row in rows} - {None}
        which = or_(OutboxRow.id.in_([row.id for row in rows]), OutboxRow.batch.in_(batches))
        keys = self._session.scalars(
            update(OutboxRow)
            .where(which, WAITS)
            .values(
                state=OutboxState.EXPIRED.value,
                leased_until=None,
                finished_at=machine_now,
                **NOTHING_KEPT,
            )
            .returning(OutboxRow.key)
            .execution_options(synchronize_session=False)
        )
        return tuple(keys)

    def settle(self, settled: Iterable[Settled], machine_now: datetime) -> Noted:
        """Records what became of parcels. One whose lease somebody else now holds is skipped."""
        return Fates(self._session, self._channel).settle(settled, machine_now)


class _Bundle:
    """Rows that go by one call.

    words  what all of them say; None where the first row tells
    """

    def __init__(self, by: Endpoint, rows: Sequence[Any], batch: str | None, words: Any = None) -> None:
        self.by, self.rows, self.batch, self._words = by, rows, batch, words
        self.by_token = by is Endpoint.REPLY
        self.attempts = max(row.attempts for row in rows) + 1

    def parcel(self, machine_now: datetime, until: datetime, *, trial: bool) -> Parcel:
        """The rows as a parcel, once leased."""
        words = self.rows[0].replies if self._words is None else self._words
        replies = from_json(tuple[Reply, ...], words)
        messages = tuple(
            replace(
                message(row, replies),
                state=OutboxState.LEASED,
                attempts=self.attempts,
                token_tries=row.token_tries + int(self.by_token),
                tried_at=row.tried_at or machine_now,
            )
            for row in self.rows
        )
        return Parcel(self.by, messages, self.batch, machine_now, until, trial)


def _token_fresh(row: OutboxRow, machine_now: datetime) -> bool:
    return row.reply_token is not None and row.token_until is not None and machine_now < row.token_until


def _may_merge(row: OutboxRow) -> bool:
    return row.body is not None and row.batch is None and row.tried_at is None
