"""Lists of applications out of the narrow table beside them: pages, counts, searches, in milliseconds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select, true, tuple_
from sqlalchemy.orm import Session, aliased

from models.application import Application, ApplicationState
from models.listing import NO_LINE, PAGE, REVIEW, RING, Contact, Filter, Page, Row, Tally, ToDo, merged
from models.searching import words
from models.store.applications import value
from models.store.parts import parts
from models.tables import (
    ApplicationFlagRow,
    ApplicationRingRow,
    ApplicationRow,
    ApplicationSearchRow,
    PersonRow,
)

_T = ApplicationSearchRow
_KEYS: dict[str, tuple[Any, ...]] = {
    "submitted": (_T.submitted_at, _T.application_id),
    "-submitted": (_T.submitted_at, _T.application_id),
    "name": (_T.name_key, _T.application_id),
    "province": (_T.province, _T.submitted_at, _T.application_id),
}
"""What each order pages by; the last tells equals apart."""
AT_ONCE = 500
"""Applications read at once where all are walked through."""


class Listing:
    """What staff see of applications, many at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session

    # Pages

    def page(self, programme: str, wanted: Filter, after: str | None = None, limit: int = PAGE) -> Page:
        """The rows after the one with this reference, in the list's order; else from the start."""
        at = self._key_of(programme, wanted, after)
        rows = self._rows(self._ordered(programme, wanted, at).limit(limit + 1))
        more = len(rows) > limit
        return Page(
            tuple(rows[:limit]),
            after=rows[limit - 1].reference if more else None,
            before=self._before(programme, wanted, at, limit),
        )

    def _before(self, programme: str, wanted: Filter, at: Any, limit: int) -> str | None:
        """What the page before begins after; "" if with the first row, None on the first page."""
        if at is None:
            return None
        back = self._ordered(programme, wanted, at, backwards=True).limit(limit + 1)
        references = self._session.scalars(back.with_only_columns(_T.reference)).all()
        return references[limit] if len(references) > limit else ""

    def beside(self, programme: str, wanted: Filter, reference: str) -> tuple[str | None, str | None]:
        """The references before and after this one in the list; None at its ends, or if it is not in it."""
        at = self._key_of(programme, wanted, reference)
        if at is None:
            return None, None

        def first(*, backwards: bool) -> str | None:
            query = self._ordered(programme, wanted, at, backwards=backwards, strict=True).limit(1)
            return self._session.scalar(query.with_only_columns(_T.reference))

        return first(backwards=True), first(backwards=False)

    def rows(self, programme: str, references: Sequence[str]) -> list[Row]:
        """Those with these references, in the order they were sent."""
        found: list[Row] = []
        for some in parts(references):
            query = self._select().where(_T.programme_id == programme, _T.reference.in_(some))
            found += self._rows(query)
        return sorted(found, key=lambda row: (row.submitted_at, row.id))

    def all_rows(self, programme: str, wanted: Filter) -> list[Row]:
        """All that match, in the list's order."""
        return self._rows(self._ordered(programme, wanted, None))

    def walk(self, programme: str, wanted: Filter) -> Iterator[Application]:
        """All that match, whole, in the list's order; no more than `AT_ONCE` are held at a time."""
        keys, at = _KEYS[wanted.sort], None
        while True:
            query = self._ordered(programme, wanted, at, strict=True).limit(AT_ONCE)
            found = self._session.execute(query.with_only_columns(*keys)).all()
            if not found:
                return
            ids = [row[-1] for row in found]
            whole = select(*ApplicationRow.__table__.c).where(ApplicationRow.id.in_(ids))
            by_id = {row.id: value(row) for row in self._session.execute(whole)}
            yield from (by_id[id] for id in ids if id in by_id)
            at = tuple(found[-1])

    # Counts

    def tally(self, programme: str, wanted: Filter) -> Tally:
        """How many match, and what each field's values would come to."""
        fields = (_T.state, _T.province, _T.organisation_type, _T.review, _T.linked)
        loose = wanted.only(states=(), provinces=(), organisation_types=())
        query = select(*fields, func.count()).where(self._matching(programme, loose)).group_by(*fields)
        groups = [(tuple(row[:-1]), row[-1]) for row in self._session.execute(query)]
        chosen = (wanted.states, wanted.provinces, wanted.organisation_types)

        def among(values: tuple[Any, ...], but: int | None = None) -> bool:
            return all(
                place == but or not wish or value in wish
                for place, (value, wish) in enumerate(zip(values, chosen, strict=False))
            )

        facets = [
            merged((str(values[place]), count) for values, count in groups if among(values, place))
            for place in range(len(chosen))
        ]
        matching = [(values, count) for values, count in groups if among(values)]
        total = sum(count for _, count in matching)
        everything = total if not wanted.narrow else self._everything(programme)
        states, provinces, types = facets
        flags = self._flag_counts(programme, wanted, matching)
        return Tally(total, everything, states, provinces, types, flags)

    def total(self, programme: str, wanted: Filter) -> int:
        """How many match."""
        query = select(func.count()).select_from(_T).where(self._matching(programme, wanted))
        return self._session.scalar(query) or 0

    def reach(self, applications: Sequence[str]) -> int:
        """How many of these have somebody whom a push reaches."""
        found = 0
        for some in parts(applications):
            query = (
                select(func.count())
                .select_from(ApplicationRow)
                .outerjoin(PersonRow, PersonRow.user_id == ApplicationRow.user_id)
                .where(
                    ApplicationRow.id.in_(some),
                    ApplicationRow.user_id.is_not(None),
                    func.coalesce(PersonRow.following, true()),
                )
            )
            found += self._session.scalar(query) or 0
        return found

    def to_do(self, programmes: Collection[str] | None = None) -> ToDo:
        """What waits for staff, of these programmes or all."""
        mine = true() if programmes is None else _T.programme_id.in_(list(programmes))
        waiting = and_(_T.state == ApplicationState.SUBMITTED.value, mine)
        count, oldest = self._session.execute(
            select(func.count(), func.min(_T.submitted_at)).where(waiting)
        ).one()
        return ToDo(count, self._count_of(ApplicationRingRow, mine), oldest)

    # People

    def people(self, q: str, programmes: Collection[str] | None = None, limit: int = PAGE) -> list[Row]:
        """Applications to any of these programmes that the words are found in, newest first."""
        asked = words(q)
        if not asked:
            return []
        query = self._select().where(*(_T.text.contains(word, autoescape=True) for word in asked))
        if programmes is not None:
            query = query.where(_T.programme_id.in_(list(programmes)))
        return self._rows(query.order_by(_T.submitted_at.desc(), _T.application_id).limit(limit))

    def alike(self, application: Application, limit: int = PAGE) -> list[Row]:
        """Others with the same telephone number, e-mail address or LINE user, in any programme."""
        own = self._session.get(_T, application.id)
        same: list[ColumnElement[bool]] = []
        if own is not None:
            same += [_T.phone == own.phone] if own.phone else []
            same += [_T.email == own.email] if own.email else []
        if application.user is not None:
            theirs = select(ApplicationRow.id).where(ApplicationRow.user_id == application.user)
            same.append(_T.application_id.in_(theirs))
        if not same:
            return []
        query = self._select().where(or_(*same), _T.application_id != application.id)
        return self._rows(query.order_by(_T.submitted_at.desc(), _T.application_id).limit(limit))

    def with_contact(self, programme: str, phone: str, name_key: str) -> list[str]:
        """Ids of a programme's applications with this telephone number and name, as far as they are known."""
        asked = [column == given for column, given in ((_T.phone, phone), (_T.name_key, name_key)) if given]
        if not asked:
            return []
        query = select(_T.application_id).where(_T.programme_id == programme, *asked)
        return list(self._session.scalars(query))

    def contacts(self, programme: str) -> list[Contact]:
        """How to recognise the people of all of a programme's applications."""
        columns = (_T.reference, _T.state, _T.phone, _T.email, _T.name_key)
        rows = self._session.execute(select(*columns).where(_T.programme_id == programme))
        return [
            Contact(reference, ApplicationState(state), phone, email, name_key)
            for reference, state, phone, email, name_key in rows
        ]

    # The pieces of a query

    def _select(self) -> Select[*tuple[Any, ...]]:
        query: Select[*tuple[Any, ...]] = select(_T, ApplicationRingRow.since)
        return query.outerjoin(ApplicationRingRow, ApplicationRingRow.application_id == _T.application_id)

    def _rows(self, query: Select[*tuple[Any, ...]]) -> list[Row]:
        found = self._session.execute(query).all()
        flags = self._flags([row.application_id for row, _ in found])
        return [
            Row(
                id=row.application_id,
                reference=row.reference,
                programme=row.programme_id,
                state=ApplicationState(row.state),
                version=row.version,
                submitted_at=row.submitted_at,
                name=row.name,
                position=row.position,
                unit=row.unit,
                province=row.province,
                organisation_type=row.organisation_type,
                phone=row.phone,
                review=row.review,
                linked=row.linked,
                ring=since,
                flags=tuple(flags.get(row.application_id, ())),
            )
            for row, since in found
        ]

    def _ordered(
        self,
        programme: str,
        wanted: Filter,
        at: tuple[Any, ...] | None,
        *,
        backwards: bool = False,
        strict: bool = False,
    ) -> Select[*tuple[Any, ...]]:
        """What matches, in the list's order or against it, after this row. Against it, with the row itself
        unless `strict`."""
        keys = _KEYS[wanted.sort]
        falling = wanted.sort.startswith("-") is not backwards
        query = self._select().where(self._matching(programme, wanted))
        if at is not None:
            here = tuple_(*keys)
            there = tuple_(*(literal(v, key.type) for key, v in zip(keys, at, strict=True)))
            if backwards and not strict:
                query = query.where(here <= there if falling else here >= there)
            else:
                query = query.where(here < there if falling else here > there)
        return query.order_by(*(key.desc() if falling else key for key in keys))

    def _key_of(self, programme: str, wanted: Filter, reference: str | None) -> tuple[Any, ...] | None:
        if not reference:
            return None
        query = (
            select(*_KEYS[wanted.sort])
            .join(ApplicationRow, ApplicationRow.id == _T.application_id)
            .where(ApplicationRow.reference == reference.replace("\0", ""), _T.programme_id == programme)
        )
        found = self._session.execute(query).one_or_none()
        return tuple(found) if found is not None else None

    def _matching(self, programme: str, wanted: Filter) -> ColumnElement[bool]:
        asked = words(wanted.q)
        if asked is None:
            return and_(_T.programme_id == programme, literal(1) == literal(0))
        conditions: list[ColumnElement[bool]] = [_T.programme_id == programme]
        for column, values in (
            (_T.state, wanted.states),
            (_T.province, wanted.provinces),
            (_T.organisation_type, wanted.organisation_types),
        ):
            conditions += [column.in_(values)] if values else []
        conditions += [_T.text.contains(word, autoescape=True) for word in asked]
        if wanted.flags:
            conditions.append(or_(*map(_flagged, wanted.flags)))
        return and_(*conditions)

    def _flags(self, ids: Sequence[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for some in parts(ids):
            query = select(ApplicationFlagRow).where(ApplicationFlagRow.application_id.in_(some))
            for row in self._session.scalars(query.order_by(ApplicationFlagRow.flag)):
                found.setdefault(row.application_id, []).append(row.flag)
        return found

    def _flag_counts(
        self, programme: str, wanted: Filter, matching: Sequence[tuple[tuple[Any, ...], int]]
    ) -> dict[str, int]:
        """Counts by flag, as if none were chosen; those that nothing has are left out."""
        others = self._matching(programme, wanted.only(flags=()))
        if wanted.flags:
            query = select(_T.review, _T.linked, func.count()).where(others).group_by(_T.review, _T.linked)
            matching = [((review, linked), n) for review, linked, n in self._session.execute(query)]
        counts = {
            REVIEW: sum(count for values, count in matching if values[-2]),
            RING: self._count_of(ApplicationRingRow, others),
            NO_LINE: sum(count for values, count in matching if not values[-1]),
        }
        own = (
            select(ApplicationFlagRow.flag, func.count())
            .join(_T, _T.application_id == ApplicationFlagRow.application_id)
            .where(others)
            .group_by(ApplicationFlagRow.flag)
            .order_by(ApplicationFlagRow.flag)
        )
        counts.update({row[0]: row[1] for row in self._session.execute(own)})
        return {flag: count for flag, count in counts.items() if count}

    def _count_of(self, table: Any, condition: ColumnElement[bool]) -> int:
        """How many rows of a table beside applications belong to those that fulfil this."""
        query = select(func.count()).select_from(table).join(_T, _T.application_id == table.application_id)
        return self._session.scalar(query.where(condition)) or 0

    def _everything(self, programme: str) -> int:
        query = select(func.count()).select_from(_T).where(_T.programme_id == programme)
        return self._session.scalar(query) or 0


def _flagged(flag: str) -> ColumnElement[bool]:
    if flag == REVIEW:
        return _T.review.is_(True)
    if flag == RING:
        ring = aliased(ApplicationRingRow)
        return exists().where(ring.application_id == _T.application_id)
    if flag == NO_LINE:
        return _T.linked.is_(False)
    own = aliased(ApplicationFlagRow)
    return exists().where(own.application_id == _T.application_id, own.flag == flag)
