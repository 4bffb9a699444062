"""What all processes share about LINE: calls left, whether it answers, the month's messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from models.channel import BUSY_BREAK, LIMITS, Circuit, Endpoint, Gate, Quota
from models.tables import ChannelRow, EndpointRow

_THE_ROW = 1


class Channel:
    """What all processes know about LINE. All times are machine time.

    Its rows are locked last in a transaction, by one statement, so that there is no deadlock.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def gate(self, now: datetime) -> Gate:
        """What may go now; locks nothing."""
        row = self._session.scalars(select(ChannelRow)).one()
        circuit, quota = _circuit(row), _quota(row)
        if circuit.open_until is not None and now < circuit.open_until:
            return Gate(circuit, quota, frozenset(Endpoint), (circuit.open_until - now).total_seconds())
        waits: dict[Endpoint, float] = {}
        for bucket in self._session.scalars(select(EndpointRow)):
            if (wait := _wait(bucket, now)) > 0:
                waits[Endpoint(bucket.name)] = wait
        look = quota.out and (row.look_at is None or row.look_at <= now)
        return Gate(circuit, quota, frozenset(waits), min(waits.values(), default=None), look)

    def take(self, wanted: Iterable[Endpoint], now: datetime) -> Counter[Endpoint]:
        """Takes calls out of the buckets; returns how many of those wanted each endpoint could give."""
        asked = Counter(wanted)
        rows = self._session.scalars(
            select(EndpointRow)
            .where(EndpointRow.name.in_([e.value for e in asked]))
            .order_by(EndpointRow.name)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        given: Counter[Endpoint] = Counter()
        for row in rows:
            endpoint = Endpoint(row.name)
            held = _held(row, now)
            shut = row.shut_until is not None and now < row.shut_until
            given[endpoint] = 0 if shut else min(asked[endpoint], int(held))
            row.calls, row.at = held - given[endpoint], now
        self._session.flush()
        return given

    def shut(self, endpoint: Endpoint, now: datetime) -> None:
        """LINE says this endpoint is called too often: every process leaves it alone for a moment."""
        self._session.execute(
            update(EndpointRow)
            .where(EndpointRow.name == endpoint.value)
            .values(calls=0.0, at=now, shut_until=now + BUSY_BREAK)
        )

    # Whether LINE answers

    def circuit(self) -> Circuit:
        """The circuit as it stands."""
        return _circuit(self._session.scalars(select(ChannelRow)).one())

    def may_try(self, now: datetime, until: datetime) -> bool:
        """Asks for the one call that tests whether LINE is back; nobody else gets it before `until`."""
        result = self._session.execute(
            update(ChannelRow).where(ChannelRow.open_until <= now).values(open_until=until)
        )
        assert isinstance(result, CursorResult)
        return result.rowcount == 1

    def note(self, calls: Iterable[tuple[bool, bool]], now: datetime) -> Circuit | None:
        """Notes calls in the order they ended, each (answered, trial); returns the circuit if it changed."""
        calls = list(calls)
        if all(answered for answered, _ in calls):
            result = self._session.execute(
                update(ChannelRow)
                .where(or_(ChannelRow.failures > 0, ChannelRow.open_until.is_not(None)))
                .values(failures=0, open_until=None, open_for=0)
            )
            assert isinstance(result, CursorResult)
            return Circuit() if calls and result.rowcount else None
        row = self._locked()
        before = circuit = _circuit(row)
        for answered, trial in calls:
            circuit = circuit.after(answered, trial, now)
        row.failures, row.open_until, row.open_for = circuit.failures, circuit.open_until, circuit.open_for
        self._session.flush()
        return circuit if circuit.open_until != before.open_until else None

    # The month's messages

    def quota(self) -> Quota:
        """The quota as LINE last reported it."""
        return _quota(self._session.scalars(select(ChannelRow)).one())

    def run_out(self, look_at: datetime) -> bool:
        """The month's messages are used up; LINE is asked again at `look_at`. False if that was known."""
        result = self._session.execute(
            update(ChannelRow).where(ChannelRow.quota_out.is_(False)).values(quota_out=True, look_at=look_at)
        )
        assert isinstance(result, CursorResult)
        return result.rowcount == 1

    def may_look(self, now: datetime, again: timedelta) -> bool:
        """Asks to be the one to query LINE for the quota; nobody else does within `again`."""
        result = self._session.execute(
            update(ChannelRow)
            .where(or_(ChannelRow.look_at.is_(None), ChannelRow.look_at <= now))
            .values(look_at=now + again)
        )
        assert isinstance(result, CursorResult)
        return result.rowcount == 1

    def told(self, limit: int | None, used: int, now: datetime, look_at: datetime) -> bool:
        """Notes what LINE said about the quota; True if there is room again after there was none."""
        row = self._locked()
        was_out = row.quota_out
        row.quota_limit, row.quota_used, row.quota_read_at, row.look_at = limit, used, now, look_at
        row.quota_out = was_out and limit is not None and used >= limit
        self._session.flush()
        return was_out and not row.quota_out

    def _locked(self) -> ChannelRow:
        return self._session.scalars(
            select(ChannelRow).with_for_update().execution_options(populate_existing=True)
        ).one()


def _held(row: EndpointRow, now: datetime) -> float:
    limit = LIMITS[Endpoint(row.name)]
    return float(limit.calls) if row.at is None else limit.filled(row.calls, (now - row.at).total_seconds())


def _wait(row: EndpointRow, now: datetime) -> float:
    """Seconds until it may be called again."""
    limit = LIMITS[Endpoint(row.name)]
    empty = max(1 - _held(row, now), 0) * limit.seconds / limit.calls
    shut = (row.shut_until - now).total_seconds() if row.shut_until is not None else 0.0
    return max(empty, shut)


def _circuit(row: ChannelRow) -> Circuit:
    return Circuit(row.failures, row.open_until, row.open_for)


def _quota(row: ChannelRow) -> Quota:
    return Quota(row.quota_limit, row.quota_used, row.quota_read_at, row.quota_out)
