"""The numbers as tables: of one programme or all that somebody sees, a round, a span of days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from handlers.applications import stopping
from handlers.enquiries.answer import answer_kinds
from handlers.office.today import COMES
from handlers.programmes.sessions import occasion
from handlers.reminders.reminder_plan import for_staff, look_up
from handlers.wording.office import numbers as words
from handlers.wording.office.applications import STATES
from models.calendar import BANGKOK, local_day
from models.numbers import Asked, Group, Result, Span
from models.programme import Programme
from models.reminder import Reminder
from models.searching import ORGANISATION_TYPE
from models.store import Transaction

Cell = str | int | date | datetime | tuple[date, ...] | None


@dataclass(frozen=True, slots=True)
class Row:
    """One line; `key` says of what, for machines: a day, a province, a value, a question's key."""

    key: str
    cells: tuple[Cell, ...]

    def count(self, place: int) -> int:
        """The number in a column; 0 where there is none."""
        cell = self.cells[place]
        return cell if isinstance(cell, int) else 0


@dataclass(frozen=True, slots=True)
class Table:
    """One of the tables.

    bars   the columns that a picture shows, by place
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    bars: tuple[int, ...] = ()

    @property
    def text(self) -> list[list[str]]:
        """The same for a spreadsheet: days and instants as ISO 8601."""
        return [list(self.columns), *([_plain(cell) for cell in row.cells] for row in self.rows)]


@dataclass(frozen=True)
class Numbers:
    """What is counted, and of what; each table is made when it is asked for.

    programmes   those counted
    one          the programme chosen; None for all
    round        one of its rounds; None for all
    """

    tx: Transaction
    programmes: Sequence[Programme]
    one: Programme | None
    round: str | None
    span: Span
    now: datetime
    ids: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ids", tuple(it.id for it in self.programmes))

    @cached_property
    def groups(self) -> list[Group]:
        """Applications by all that they are told apart by."""
        return self.tx.numbers.groups(self.ids, self.round, self.span)

    @property
    def total(self) -> int:
        """Applications sent."""
        return sum(it.count for it in self.groups)

    @property
    def names(self) -> list[str]:
        """The tables there are of this."""
        single = self.one is not None
        rounds = self.one is not None and self.one.rounds and self.round is None
        without = {*(() if rounds else ("round",)), *(() if single else ("reminders", "attendance"))}
        return [name for name in _TABLES if name not in without]

    def table(self, name: str) -> Table:
        """One of them."""
        return _TABLES[name](self)


def _by_day(asked: Numbers) -> Table:
    days = asked.tx.numbers.by_day(asked.ids, asked.round, asked.span)
    return _table("day", (Row(day.isoformat(), (day, count)) for day, count in days), (1,))


def _shares(
    asked: Numbers,
    name: str,
    of: Callable[[Group], str],
    labels: Mapping[str, str],
    bars: tuple[int, ...] = (),
) -> Table:
    """How many have which value, most first, and what part of all that is; what has none comes last."""
    counts: dict[str, int] = {}
    for group in asked.groups:
        counts[of(group)] = counts.get(of(group), 0) + group.count
    order = sorted(counts, key=lambda value: (value == "", -counts[value], value))
    rows = (
        Row(
            value,
            (labels.get(value, value or words.NOT_SAID), counts[value], _share(counts[value], asked.total)),
        )
        for value in order
    )
    return _table(name, rows, bars)


def _provinces(asked: Numbers) -> Table:
    return _shares(asked, "province", lambda it: it.province, {})


def _types(asked: Numbers) -> Table:
    labels: dict[str, str] = {}
    for programme in asked.programmes:
        question = programme.question(ORGANISATION_TYPE)
        labels |= {option.value: option.label for option in question.options} if question else {}
    return _shares(asked, "organisation_type", lambda it: it.organisation_type, labels, (1,))


def _states(asked: Numbers) -> Table:
    return _shares(asked, "state", lambda it: it.state, STATES)


def _rounds(asked: Numbers) -> Table:
    names = {it.id: it.name for it in asked.one.rounds} if asked.one is not None else {}
    return _shares(asked, "round", lambda it: it.round, names, (1,))


_FILE = "\N{NULL}file"
"""No poster has this code."""


def _sources(asked: Numbers) -> Table:
    def came(group: Group) -> str:
        return group.source or ("" if group.linked else _FILE)

    return _shares(asked, "source", came, {"": words.NO_CODE, _FILE: words.FROM_FILE}, (1,))


def _funnel(asked: Numbers) -> Table:
    return _funnel_of_all(asked) if asked.one is None else _funnel_of(asked, asked.one)


def _funnel_of_all(asked: Numbers) -> Table:
    numbers = asked.tx.numbers
    sent, drafts = numbers.by_programme(asked.ids, asked.span), numbers.drafts(asked.ids, asked.span)
    for (id, _), count in numbers.stops(asked.ids, None, asked.span).items():
        drafts[id] = drafts.get(id, 0) + count
    rows = []
    for programme in asked.programmes:
        left = drafts.get(programme.id, 0)
        if begun := sent.get(programme.id, 0) + left:
            rows.append(Row(programme.id, (programme.short_name, begun, left, _share(left, begun))))
    return Table("funnel", words.FUNNEL_OF_ALL, tuple(rows), (1,))


def _funnel_of(asked: Numbers, programme: Programme) -> Table:
    """Each step with how many came to it; one counts for all steps before the one it stands at."""
    left: dict[str, int] = {}
    for (_, step), count in asked.tx.numbers.stops(asked.ids, asked.round, asked.span).items():
        left[step] = left.get(step, 0) + count
    for answers in asked.tx.numbers.answers_of_drafts(programme.id, asked.span):
        if asked.round in (None, programme.round_in(answers)):
            step = stopping.step(programme, answers)
            left[step] = left.get(step, 0) + 1
    labels = {**{it.key: it.label for it in programme.questions}, **words.STEPS}
    sent = sum(it.count for it in asked.groups if it.linked)
    former = sum(count for step, count in left.items() if step not in labels)
    came = sent + sum(left.values())
    rows = [Row("former", (words.FORMER, came, former, _share(former, came)))] if former else []
    came -= former
    for step, label in labels.items():
        rows.append(Row(step, (label, came, left.get(step, 0), _share(left.get(step, 0), came))))
        came -= left.get(step, 0)
    rows.append(Row("sent", (words.SENT, sent, None, None)))
    return _table("funnel", rows if sent or left else (), (1,))


def _questions(asked: Numbers) -> Table:
    """By what was asked about, most first; what was not read well last."""
    counts: dict[str, dict[Result, int]] = {}
    alone = len(asked.tx.programmes.catalogue().programmes) == 1
    ids = {"", *asked.ids} if asked.one is None or alone else set(asked.ids)
    for one, count in _asked(asked.tx, asked.span):
        if one.programme in ids:
            results = counts.setdefault(one.intent, {})
            results[one.result] = results.get(one.result, 0) + count

    def row(intent: str) -> Row:
        results = counts[intent]
        asked_of, answered = sum(results.values()), results.get(Result.ANSWERED, 0)
        kind = answer_kinds().get(intent)
        label = kind.label if kind else intent or words.NOT_READ
        became = [results.get(it, 0) for it in Result]
        cells: tuple[Cell, ...] = (asked_of, *became, _share(answered, asked_of))
        return Row(intent or "not-read", (label, *cells))

    order = sorted(counts, key=lambda it: (it == "", -sum(counts[it].values()), it))
    return _table("questions", map(row, order), (2, 3, 4, 5))


def _asked(tx: Transaction, span: Span) -> list[tuple[Asked, int]]:
    """Counts that were kept of earlier days, and those of the days since, which are among the events yet."""
    until = tx.numbers.counted_until()
    found, since = [], span.first
    if until is not None:
        found = [(it.asked, it.count) for it in tx.numbers.kept(span)]
        since = max(filter(None, (span.first, until + timedelta(days=1))))
    heard = tx.numbers.heard(since)
    return found + [(it.asked, it.count) for it in heard if span.last is None or it.day <= span.last]


def _reminders(asked: Numbers) -> Table:
    assert asked.one is not None
    programme, tx = asked.one, asked.tx
    catalogue = tx.programmes.catalogue()
    said = tx.numbers.said(programme.id, asked.round)
    days, unreached = {it.id: it for it in programme.days}, tx.numbers.unreached()

    def row(reminder: Reminder) -> Row:
        about = [days[id] for id in reminder.sessions if id in days]
        answers = _answers(said, [occasion(it) for it in about])
        what: Cell = tuple(it.date for it in about) or words.DOCUMENTS
        sent = reminder.messages is not None
        missed = sum(key.startswith(reminder.key("")) for key in unreached) if sent else None
        told = answers if about else (None,) * 4
        cells: tuple[Cell, ...] = (what, reminder.messages, missed, *told, words.STATES[reminder.state])
        due = look_up(catalogue, reminder)
        kind = words.reminder(due.kind.name, due.rule.days, due.rule.hours) if due else reminder.rule
        return Row(f"{reminder.rule}:{reminder.occasion}", (reminder.due_at, kind, *cells))

    rows = [
        row(it)
        for it in tx.reminders.of(programme.id)
        if not for_staff(it)
        and _within(local_day(it.due_at), asked.span)
        and _of_round(programme, it, asked.round)
    ]
    return _table("reminders", rows)


def _of_round(programme: Programme, reminder: Reminder, round: str | None) -> bool:
    own = {it.id for it in programme.days_of(round)}
    return round is None or not reminder.sessions or bool(own & set(reminder.sessions))


def _attendance(asked: Numbers) -> Table:
    assert asked.one is not None
    programme = asked.one
    part, said = asked.tx.numbers.taking_part(programme.id), asked.tx.numbers.said(programme.id, asked.round)
    came = asked.tx.numbers.came(programme.id, asked.round)
    rows = []
    for session in programme.days_of(asked.round):
        if not _within(session.date, asked.span):
            continue
        wanted = asked.round or session.round
        people = sum(part.values()) if wanted is None else part.get(wanted, 0)
        answered, *answers = _answers(said, [occasion(session)])
        cells: tuple[Cell, ...] = (
            session.date,
            people,
            *answers,
            max(0, people - answered),
            _share(answered, people),
            came.get(occasion(session), 0),
        )
        rows.append(Row(session.id, cells))
    return _table("attendance", rows, (2, 3, 4, 5))


def _answers(said: Mapping[tuple[str, str], int], occasions: Sequence[str]) -> tuple[int, int, int, int]:
    """How many answered for any of these; how many come, do not come, send somebody."""
    groups = (COMES, ("no",), ("substitute",))
    yes, no, substitute = (
        sum(said.get((one, answer), 0) for one in occasions for answer in group) for group in groups
    )
    return yes + no + substitute, yes, no, substitute


_TABLES: dict[str, Callable[[Numbers], Table]] = {
    "day": _by_day,
    "province": _provinces,
    "organisation_type": _types,
    "round": _rounds,
    "state": _states,
    "source": _sources,
    "funnel": _funnel,
    "questions": _questions,
    "reminders": _reminders,
    "attendance": _attendance,
}
NAMES = tuple(_TABLES)
"""What `table=` may ask for."""


def _table(name: str, rows: Iterable[Row], bars: tuple[int, ...] = ()) -> Table:
    return Table(name, words.COLUMNS[name], tuple(rows), bars)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "–"


def _within(day: date, span: Span) -> bool:
    return (span.first is None or span.first <= day) and (span.last is None or day <= span.last)


def _plain(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.astimezone(BANGKOK).isoformat(timespec="minutes")
    if isinstance(cell, tuple):
        return "/".join(it.isoformat() for it in dict.fromkeys((cell[0], cell[-1])))
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)
