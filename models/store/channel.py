"""What all processes share about LINE: calls left, whether it answers, the month's messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from models.channel import (
    BUSY_BREAK,
    DYING,
    DYING_WITHIN,
    FIRST_BREAK,
    LEARNT_FOR,
    LIMITS,
    LONGEST_BREAK,
    LONGEST_SHUT,
    SEVERAL,
    Call,
    Circuit,
    Endpoint,
    Gate,
    Quota,
    Refusing,
)
from models.deadline import ahead
from models.store.deadlines import is_over
from models.tables import ChannelRow, EndpointRow

LONGEST_LOOK = timedelta(hours=1, minutes=1)
"""The longest that LINE is not asked for the quota."""
SKEW = timedelta(seconds=1)
"""By how much the clocks of machines that share a database may differ without harm."""


class Channel:
    """What all processes know about LINE. All times are machine time.

    Its rows are locked last in a transaction, by one statement, so that there is no deadlock.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def basic_id(self) -> str | None:
        """The id by which people add the bot; None until LINE has told it."""
        return self._session.scalar(select(ChannelRow.basic_id))

    def set_basic_id(self, id: str) -> None:
        """LINE has told it."""
        self._session.execute(update(ChannelRow).values(basic_id=id))

    def gate(self, now: datetime) -> Gate:
        """What may go now; locks nothing."""
        row = self._session.scalars(select(ChannelRow)).one()
        circuit, quota = _circuit(row), _quota(row)
        if circuit.open_until is not None and ahead(circuit.open_until, now, LONGEST_SHUT):
            return Gate(circuit, quota, frozenset(Endpoint), (circuit.open_until - now).total_seconds())
        waits: dict[Endpoint, float] = {}
        for bucket in self._session.scalars(select(EndpointRow)):
            if (wait := _wait(bucket, now)) > 0:
                waits[Endpoint(bucket.name)] = wait
        dying = _dying(row, now)
        look = (quota.out or dying) and not ahead(row.look_at, now, LONGEST_LOOK)
        soonest = min(waits.values(), default=None)
        push = dying and quota.to_spare
        return Gate(circuit, quota, frozenset(waits), soonest, look, _token_left(row, now), push)

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
            # Where all are refused, one finds out whether that is over.
            most = int(held) if row.refusals < SEVERAL else 1
            shut = ahead(row.shut_until, now, LONGEST_SHUT)
            given[endpoint] = 0 if shut else min(asked[endpoint], int(held), most)
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

    # What is refused without a word on what is wrong with it

    def refuses_all(self) -> dict[Endpoint, Refusing]:
        """The endpoints that refuse every message."""
        rows = self._session.scalars(select(EndpointRow).where(EndpointRow.refusals >= SEVERAL))
        return {Endpoint(r.name): Refusing(Endpoint(r.name), r.refusal or "") for r in rows}

    def others_refused(self, endpoint: Endpoint, message: int) -> bool:
        """Whether another message met with the same there since the endpoint last took one."""
        row = self._session.get_one(EndpointRow, endpoint.value)
        return row.refusals >= SEVERAL or row.refused not in (None, message)

    def refused(self, endpoint: Endpoint, message: int, words: str, now: datetime) -> Refusing | None:
        """Notes such a refusal; what it says of the endpoint, once it says something new."""
        row = self._session.scalars(
            select(EndpointRow)
            .where(EndpointRow.name == endpoint.value)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).one()
        before = row.refusals
        row.refusals = before + (row.refused != message)
        row.refused, row.refusal = message, words
        if row.refusals >= SEVERAL:
            seconds = min(FIRST_BREAK * 2 ** min(row.refusals - SEVERAL, 10), LONGEST_BREAK)
            row.shut_until = now + timedelta(seconds=seconds)
        self._session.flush()
        return Refusing(endpoint, words) if before < SEVERAL <= row.refusals else None

    def took(self, endpoints: Iterable[Endpoint]) -> bool:
        """These have taken a message; True if one of them had refused everybody."""
        result = self._session.execute(
            update(EndpointRow)
            .where(EndpointRow.name.in_([e.value for e in endpoints]), EndpointRow.refusals > 0)
            .values(refusals=0, refused=None, refusal=None, shut_until=None)
            .returning(EndpointRow.name)
        )
        return bool(result.all())

    def token_died(self, left: timedelta, now: datetime) -> bool:
        """A reply token that was never used was dead with this much of its minute left.

        True once so many were that none can be trusted.
        """
        row = self._locked()
        lately = row.token_left_at is not None and abs(now - row.token_left_at) < DYING_WITHIN
        row.token_left = max(left, _token_left(row, now)).total_seconds()
        row.token_deaths = row.token_deaths + 1 if lately else 1
        row.token_left_at = now
        self._session.flush()
        return row.token_deaths == DYING

    def tokens_dying(self, now: datetime) -> bool:
        """Whether reply tokens die early, so that none can be trusted."""
        return _dying(self._session.scalars(select(ChannelRow)).one(), now)

    # Whether LINE answers

    def circuit(self) -> Circuit:
        """The circuit as it stands."""
        return _circuit(self._session.scalars(select(ChannelRow)).one())

    def may_try(self, now: datetime, until: datetime) -> bool:
        """Asks for the one call that tests whether LINE is back; nobody else gets it before `until`."""
        over = is_over(ChannelRow.open_until, now, LONGEST_SHUT)
        result = self._session.execute(
            update(ChannelRow).where(ChannelRow.open_until.is_not(None), over).values(open_until=until)
        )
        assert isinstance(result, CursorResult)
        return result.rowcount == 1

    def note(self, calls: Iterable[Call], now: datetime) -> Circuit | None:
        """Notes calls in the order they ended; returns the circuit if it changed."""
        calls = list(calls)
        if all(call.answered for call in calls):
            if not calls:
                return None
            result = self._session.execute(
                update(ChannelRow)
                .where(or_(ChannelRow.failures > 0, ChannelRow.open_until.is_not(None)))
                .values(failures=0, open_until=None, open_for=0, trouble=None)
            )
            assert isinstance(result, CursorResult)
            return Circuit() if result.rowcount else None
        row = self._locked()
        before = circuit = _circuit(row)
        for call in calls:
            circuit = circuit.after(call, now)
        row.failures, row.open_until, row.open_for = circuit.failures, circuit.open_until, circuit.open_for
        row.trouble = circuit.trouble
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
            .where(is_over(ChannelRow.look_at, now, LONGEST_LOOK))
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
    if row.at is None or row.at > now + SKEW:  # the clock has gone back since, by nobody knows how much
        return float(limit.calls)
    return limit.filled(row.calls, (now - row.at).total_seconds())


def _wait(row: EndpointRow, now: datetime) -> float:
    """Seconds until it may be called again."""
    limit = LIMITS[Endpoint(row.name)]
    empty = max(1 - _held(row, now), 0) * limit.seconds / limit.calls
    if row.shut_until is None or not ahead(row.shut_until, now, LONGEST_SHUT):
        return empty
    return max(empty, (row.shut_until - now).total_seconds())


def _dying(row: ChannelRow, now: datetime) -> bool:
    lately = row.token_left_at is not None and abs(now - row.token_left_at) < DYING_WITHIN
    return lately and row.token_deaths >= DYING


def _token_left(row: ChannelRow, now: datetime) -> timedelta:
    if row.token_left is None or row.token_left_at is None or abs(now - row.token_left_at) > LEARNT_FOR:
        return timedelta(0)
    return timedelta(seconds=row.token_left)


def _circuit(row: ChannelRow) -> Circuit:
    return Circuit(row.failures, row.open_until, row.open_for, row.trouble)


def _quota(row: ChannelRow) -> Quota:
    return Quota(row.quota_limit, row.quota_used, row.quota_read_at, row.quota_out)
