"""How much of everything there is: applications by day and kind, forms left, questions, answers for sessions.

Applications are counted from `ix_application_search_numbers` alone, however many there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from models.application import ApplicationState
from models.calendar import at, end_of
from models.numbers import Asked, AskedCount, Group, Result, Span, asked
from models.outbox import OutboxState
from models.store.insert import insert_new
from models.tables import (
    ApplicationRow,
    ApplicationSearchRow,
    AttendanceRow,
    CameRow,
    DraftStopRow,
    InboxRow,
    OutboxRow,
    QuestionCountRow,
)

_T = ApplicationSearchRow


class Numbers:
    """Counts; `programmes` are those somebody sees or chose, `round` one of a programme's or None for all."""

    def __init__(self, session: Session) -> None:
        self._session = session

    # Applications

    def by_day(self, programmes: Collection[str], round: str | None, span: Span) -> list[tuple[date, int]]:
        """Applications sent on each day on which any was, by day."""
        day = self._day(_T.submitted_at)
        query = select(day, func.count()).where(*_sent(programmes, round, span)).group_by(day).order_by(day)
        return [(_date(day), count) for day, count in self._session.execute(query)]

    def groups(self, programmes: Collection[str], round: str | None, span: Span) -> list[Group]:
        """Applications sent, by all that they are counted by."""
        fields = (_T.province, _T.organisation_type, _T.source, _T.round, _T.state, _T.linked)
        query = select(*fields, func.count()).where(*_sent(programmes, round, span)).group_by(*fields)
        return [Group(*row) for row in self._session.execute(query)]

    def by_programme(self, programmes: Collection[str], span: Span) -> dict[str, int]:
        """Applications sent from the chat, by programme."""
        query = select(_T.programme_id, func.count()).where(
            *_sent(programmes, None, span), _T.linked.is_(True)
        )
        return dict(self._session.execute(query.group_by(_T.programme_id)).all())

    # Forms that were begun and not sent

    def drafts(self, programmes: Collection[str], span: Span) -> dict[str, int]:
        """How many are open, by programme."""
        query = select(ApplicationRow.programme_id, func.count()).where(*_begun(programmes, span))
        return dict(self._session.execute(query.group_by(ApplicationRow.programme_id)).all())

    def answers_of_drafts(self, programme: str, span: Span) -> Iterable[dict[str, Any]]:
        """What was answered in each that is open."""
        return self._session.scalars(select(ApplicationRow.answers).where(*_begun([programme], span)))

    def stopped(self, programme: str, day: date, round: str, step: str) -> None:
        """A form begun on that day is dropped; it had come to this step."""
        key = {"programme_id": programme, "day": day.isoformat(), "round": round, "step": step}
        insert_new(self._session, DraftStopRow, **key, count=0)
        more = update(DraftStopRow).filter_by(**key).values(count=DraftStopRow.count + 1)
        self._session.execute(more)

    def stops(self, programmes: Collection[str], round: str | None, span: Span) -> dict[tuple[str, str], int]:
        """How many that are dropped had come to which step, by programme and step."""
        query = (
            select(DraftStopRow.programme_id, DraftStopRow.step, func.sum(DraftStopRow.count))
            .where(DraftStopRow.programme_id.in_(programmes), *_on(DraftStopRow.day, span))
            .group_by(DraftStopRow.programme_id, DraftStopRow.step)
        )
        if round is not None:
            query = query.where(DraftStopRow.round == round)
        return {(id, step): int(count) for id, step, count in self._session.execute(query)}

    # Questions

    def heard(self, first: date | None, before: date | None = None) -> list[AskedCount]:
        """Questions among the events that are kept, from a day on, and before another if one is given."""
        day, span = self._day(InboxRow.received_at), Span(first, before and before - timedelta(days=1))
        query = (
            select(day, InboxRow.outcome, func.count())
            .where(*_within(InboxRow.received_at, span))
            .group_by(day, InboxRow.outcome)
        )
        found: dict[tuple[date, Asked], int] = {}
        for on, outcome, count in self._session.execute(query):
            if (one := asked(outcome)) is not None:
                found[_date(on), one] = found.get((_date(on), one), 0) + count
        return [AskedCount(on, one, count) for (on, one), count in found.items()]

    def counted_until(self) -> date | None:
        """The last day whose questions have been counted; those of later days are among the events."""
        last = self._session.scalar(select(func.max(QuestionCountRow.day)))
        return date.fromisoformat(last) if last else None

    def keep(self, counts: Iterable[AskedCount]) -> None:
        """Keeps what was counted. Never less than before: by then some of the events may have gone."""
        for it in counts:
            key = {
                "day": it.day.isoformat(),
                "programme_id": it.asked.programme,
                "intent": it.asked.intent,
                "result": it.asked.result.value,
            }
            if not insert_new(self._session, QuestionCountRow, **key, count=it.count):
                more = update(QuestionCountRow).filter_by(**key).where(QuestionCountRow.count < it.count)
                self._session.execute(more.values(count=it.count))

    def kept(self, span: Span) -> list[AskedCount]:
        """Questions that were counted, over the span."""
        row = QuestionCountRow
        query = (
            select(row.programme_id, row.intent, row.result, func.min(row.day), func.sum(row.count))
            .where(*_on(row.day, span))
            .group_by(row.programme_id, row.intent, row.result)
        )
        return [
            AskedCount(date.fromisoformat(day), Asked(intent, id, Result(result)), int(count))
            for id, intent, result, day, count in self._session.execute(query)
        ]

    # Sessions

    def said(self, programme: str, round: str | None) -> dict[tuple[str, str], int]:
        """What those who take part answered, by occasion and answer."""
        query = (
            select(AttendanceRow.occasion, AttendanceRow.answer, func.count())
            .join(_T, _T.application_id == AttendanceRow.application_id)
            .where(*_taking_part(programme, round))
            .group_by(AttendanceRow.occasion, AttendanceRow.answer)
        )
        return {(occasion, answer): count for occasion, answer, count in self._session.execute(query)}

    def came(self, programme: str, round: str | None) -> dict[str, int]:
        """How many of those who take part were marked as come, by occasion."""
        query = (
            select(CameRow.occasion, func.count())
            .join(_T, _T.application_id == CameRow.application_id)
            .where(*_taking_part(programme, round))
            .group_by(CameRow.occasion)
        )
        return dict(self._session.execute(query).all())

    def unreached(self) -> list[str]:
        """The keys of reminders that LINE refused for good."""
        refused = OutboxRow.state == OutboxState.FAILED.value
        return list(
            self._session.scalars(select(OutboxRow.key).where(refused, OutboxRow.key.like("reminder:%")))
        )

    def taking_part(self, programme: str) -> dict[str, int]:
        """How many take part, by round."""
        query = select(_T.round, func.count()).where(*_taking_part(programme, None)).group_by(_T.round)
        return dict(self._session.execute(query).all())

    def _day(self, column: Any) -> Any:
        """The day in Thailand, which has kept the same offset since 1920."""
        if self._session.get_bind().dialect.name == "sqlite":
            return func.date(column, "+7 hours")
        return func.date(func.timezone("Asia/Bangkok", column))


def _within(column: Any, span: Span) -> list[ColumnElement[bool]]:
    """An instant within these days."""
    found = [column >= at(span.first, time(0, 0))] if span.first else []
    return [*found, column < end_of(span.last)] if span.last else found


def _on(column: Any, span: Span) -> list[ColumnElement[bool]]:
    """A day kept as ISO 8601 within these days."""
    found = [column >= span.first.isoformat()] if span.first else []
    return [*found, column <= span.last.isoformat()] if span.last else found


def _sent(programmes: Collection[str], round: str | None, span: Span) -> list[ColumnElement[bool]]:
    which = [_T.programme_id.in_(list(programmes)), *_within(_T.submitted_at, span)]
    return which if round is None else [*which, _T.round == round]


def _begun(programmes: Sequence[str] | Collection[str], span: Span) -> list[ColumnElement[bool]]:
    return [
        ApplicationRow.programme_id.in_(list(programmes)),
        ApplicationRow.state == ApplicationState.DRAFT.value,
        *_within(ApplicationRow.created_at, span),
    ]


def _taking_part(programme: str, round: str | None) -> list[ColumnElement[bool]]:
    states = (ApplicationState.APPROVED.value, ApplicationState.COMPLETED.value)
    which = [_T.programme_id == programme, _T.state.in_(states)]
    return which if round is None else [*which, _T.round == round]


def _date(given: Any) -> date:
    return date.fromisoformat(str(given))
