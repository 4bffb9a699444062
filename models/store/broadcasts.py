"""Announcements: whom they are for, how far they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, insert, or_, select, update
from sqlalchemy.orm import Session

from models.broadcast import Audience, Broadcast, BroadcastState, Progress, Reach
from models.listing import Filter
from models.outbox import OutboxState
from models.store.parts import parts
from models.tables import (
    ApplicationRow,
    ApplicationSearchRow,
    AttendanceRow,
    BroadcastRecipientRow,
    BroadcastRow,
    OutboxRow,
    PersonRow,
)

_T = ApplicationSearchRow
_OPEN = (BroadcastState.SCHEDULED.value, BroadcastState.SENDING.value)


class Broadcasts:
    """Announcements, oldest and newest."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def reach(self, audience: Audience) -> Reach:
        """Who of an audience is reached now, in the order in which they applied."""
        query = (
            select(ApplicationRow.user_id, PersonRow.following, PersonRow.no_news)
            .join(_T, _T.application_id == ApplicationRow.id)
            .join(PersonRow, PersonRow.user_id == ApplicationRow.user_id, isouter=True)
            .where(*_fits(audience))
            .order_by(_T.submitted_at, _T.application_id)
        )
        users: dict[str, None] = {}
        blocked: set[str] = set()
        opted_out: set[str] = set()
        no_line = 0
        for user, following, no_news in self._session.execute(query):
            if user is None:
                no_line += 1
            elif following is False:
                blocked.add(user)
            elif no_news:
                opted_out.add(user)
            else:
                users[user] = None
        return Reach(tuple(users), len(opted_out), len(blocked), no_line)

    def draft(
        self, audience: Audience, title: str, text: str, at: datetime | None, by: str, now: datetime
    ) -> int:
        """Keeps one that is not sent yet; its number."""
        wanted: dict[str, Any] = {"pairs": audience.wanted.pairs}
        wanted |= {"session": audience.session, "attendance": audience.attendance}
        wanted |= {"rounds": audience.rounds}
        row = BroadcastRow(
            programme_id=audience.programme,
            wanted=wanted,
            title=title,
            text=text,
            by=by,
            created_at=now,
            state=BroadcastState.DRAFT.value,
            at=at,
            people=0,
            queued=0,
        )
        self._session.add(row)
        self._session.flush()
        return row.id

    def get(self, id: int, *, locked: bool = False) -> Broadcast | None:
        """One of them; `locked` until the transaction ends."""
        row = self._session.get(BroadcastRow, id, with_for_update=True if locked else None)
        return _value(row) if row is not None else None

    def all(self, limit: int) -> list[Broadcast]:
        """The newest first."""
        rows = self._session.scalars(select(BroadcastRow).order_by(BroadcastRow.id.desc()).limit(limit))
        return [_value(row) for row in rows]

    def fix(self, id: int, users: Sequence[str], state: BroadcastState, now: datetime) -> None:
        """Fixes for whom it is."""
        rows = [{"broadcast_id": id, "place": place, "user_id": it} for place, it in enumerate(users)]
        for some in parts(rows):
            self._session.execute(insert(BroadcastRecipientRow), list(some))
        self._set(id, people=len(users), state=state.value, started_at=now)

    def put_off(self, id: int, at: datetime) -> None:
        """It goes then, not before."""
        self._set(id, at=at)

    def due(self, now: datetime) -> int | None:
        """The oldest that has its time and is not through, if any."""
        query = (
            select(BroadcastRow.id)
            .where(BroadcastRow.state.in_(_OPEN), or_(BroadcastRow.at.is_(None), BroadcastRow.at <= now))
            .where(BroadcastRow.queued < BroadcastRow.people)
        )
        return self._session.scalar(query.order_by(BroadcastRow.id).limit(1))

    def sending(self) -> list[Broadcast]:
        """All whose last copy was put into the outbox, and that are not done with."""
        rows = self._session.scalars(
            select(BroadcastRow)
            .where(BroadcastRow.state == BroadcastState.SENDING.value)
            .where(BroadcastRow.queued >= BroadcastRow.people)
        )
        return [_value(row) for row in rows]

    def next(self, broadcast: Broadcast, limit: int) -> list[tuple[int, str]]:
        """The next for whom it is, with their place; who wants none any more is left out, who is gone too."""
        upto = broadcast.queued + limit
        rows = self._session.execute(
            select(BroadcastRecipientRow.place, BroadcastRecipientRow.user_id)
            .join(PersonRow, PersonRow.user_id == BroadcastRecipientRow.user_id)
            .where(
                BroadcastRecipientRow.broadcast_id == broadcast.id,
                BroadcastRecipientRow.place >= broadcast.queued,
                BroadcastRecipientRow.place < upto,
                PersonRow.following,
                ~PersonRow.no_news,
            )
            .order_by(BroadcastRecipientRow.place)
        )
        return [(place, user) for place, user in rows]

    def queued(self, id: int, count: int) -> None:
        """So many are in the outbox."""
        self._set(id, queued=count, state=BroadcastState.SENDING.value)

    def end(self, id: int, state: BroadcastState, now: datetime) -> None:
        """It is done with: for whom it was is known no more."""
        self._set(id, state=state.value, finished_at=now)
        self._session.execute(delete(BroadcastRecipientRow).where(BroadcastRecipientRow.broadcast_id == id))

    def progress(self, broadcast: Broadcast) -> Progress:
        """What has become of those in the outbox."""
        count: dict[str, int] = {}
        for some in parts([broadcast.key(place) for place in range(broadcast.queued)]):
            query = select(OutboxRow.state, func.count()).where(OutboxRow.key.in_(some))
            for state, number in self._session.execute(query.group_by(OutboxRow.state)):
                count[state] = count.get(state, 0) + number
        return Progress(
            sent=count.get(OutboxState.SENT.value, 0),
            failed=count.get(OutboxState.FAILED.value, 0),
            waiting=sum(count.get(it.value, 0) for it in (OutboxState.PENDING, OutboxState.LEASED)),
        )

    def halt(self, broadcast: Broadcast, now: datetime) -> None:
        """What waits is dropped; what is under way just now is not tried again."""
        for some in parts([broadcast.key(place) for place in range(broadcast.queued)]):
            which = OutboxRow.key.in_(some)
            self._session.execute(
                update(OutboxRow)
                .where(which, OutboxRow.state == OutboxState.PENDING.value)
                .values(state=OutboxState.EXPIRED.value, replies=[], body=None)
                .execution_options(synchronize_session=False)
            )
            self._session.execute(
                update(OutboxRow)
                .where(which, OutboxRow.state == OutboxState.LEASED.value)
                .values(expires_at=now)
                .execution_options(synchronize_session=False)
            )

    def outstanding(self, but: int) -> int:
        """How many messages other announcements will still take, as far as they are not in the outbox."""
        query = select(func.sum(BroadcastRow.people - BroadcastRow.queued)).where(
            BroadcastRow.state.in_(_OPEN), BroadcastRow.id != but
        )
        return int(self._session.scalar(query) or 0)

    def want(self, user: str, *, news: bool) -> None:
        """They want announcements, or none."""
        self._session.execute(update(PersonRow).where(PersonRow.user_id == user).values(no_news=not news))

    def wants(self, user: str) -> bool:
        """Whether they want any."""
        return not self._session.scalar(select(PersonRow.no_news).where(PersonRow.user_id == user))

    def erase(self, user: str) -> None:
        """Nothing is sent to somebody any more."""
        self._session.execute(delete(BroadcastRecipientRow).where(BroadcastRecipientRow.user_id == user))

    def _set(self, id: int, **values: Any) -> None:
        self._session.execute(update(BroadcastRow).where(BroadcastRow.id == id).values(**values))


def _fits(audience: Audience) -> list[ColumnElement[bool]]:
    wanted = audience.wanted
    conditions: list[ColumnElement[bool]] = [_T.programme_id == audience.programme]
    for column, values in (
        (_T.state, wanted.states),
        (_T.province, wanted.provinces),
        (_T.organisation_type, wanted.organisation_types),
        (_T.round, audience.rounds),
    ):
        if values:
            conditions.append(column.in_(values))
    if audience.session and audience.attendance is not None:
        said = exists().where(
            AttendanceRow.application_id == _T.application_id, AttendanceRow.occasion == audience.session
        )
        answered = said.where(AttendanceRow.answer == audience.attendance)
        conditions.append(answered if audience.attendance else ~said)
    return conditions


def _value(row: BroadcastRow) -> Broadcast:
    fields: dict[str, list[str]] = {}
    for name, value in row.wanted["pairs"]:
        fields.setdefault(name, []).append(value)
    audience = Audience(
        row.programme_id,
        Filter.of(fields),
        row.wanted.get("session"),
        row.wanted.get("attendance"),
        tuple(row.wanted.get("rounds", ())),
    )
    return Broadcast(
        row.id,
        audience,
        row.title,
        row.text,
        row.by,
        row.created_at,
        BroadcastState(row.state),
        row.at,
        row.people,
        row.queued,
        row.started_at,
        row.finished_at,
    )
