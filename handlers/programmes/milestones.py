"""The one timeline of a programme: everything that has a date, whatever field of its data states it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time, timedelta

from handlers.programmes.remembered import once_each
from handlers.wording import sessions
from models.announced import Round, TimelineEntry
from models.programme import Programme, Session, runs_of_days
from models.timeline import PART, Milestone

_COUNTED = re.compile(r"^(?:วัน|ครั้ง|ช่วง|สัปดาห์|ตอน)ที่\s?\d{1,2}\s*")
"""A title's place among the others, which is no name for it."""
_LEAST = re.compile(r"อย่างน้อย|ไม่น้อยกว่า|ไม่ช้ากว่า")


@once_each
def milestones(programme: Programme) -> tuple[Milestone, ...]:
    """Everything with a date: what is announced, the windows, and the days themselves."""
    found = [*_entries(programme), *_days(programme)]
    for window in _windows(programme):
        if not any(m.kind in ("closes", "opens") and m.round == window.round and m.own for m in found):
            found.append(window)
    return tuple(found)


@once_each
def parts(programme: Programme) -> tuple[Milestone, ...]:
    """The days with a title, such as a visit or a ceremony: each title's days."""
    titled: dict[tuple[str, str | None], list[Session]] = {}
    for session in programme.sessions:
        if session.title:
            titled.setdefault((session.title, session.round), []).append(session)
    return tuple(
        Milestone(
            title,
            PART,
            days[0].date,
            days[-1].date,
            (title, _COUNTED.sub("", title)),
            starts=days[0].starts,
            ends=days[-1].ends,
            round=programme.round(round) if round else None,
            own=True,
            place=next(iter(places)) if len(places := {day.place for day in days}) == 1 else None,
        )
        for (title, round), days in titled.items()
    )


def by_round(programme: Programme) -> Iterator[tuple[TimelineEntry, str | None]]:
    """Each entry with its round; what is counted back from a first day is so for every round with days."""
    rounds = [r.id for r in programme.rounds if programme.days_of(r.id)]
    for entry in programme.timeline:
        if counted_back(entry) and entry.round is None and rounds:
            yield from ((entry, round) for round in rounds)
        else:
            yield entry, entry.round


def counted_back(entry: TimelineEntry) -> bool:
    """Its day is so many before the first session, because none is stated."""
    return entry.days_before is not None and entry.date is None and entry.until is None


def last_day(programme: Programme, entry: TimelineEntry, round: str | None) -> date | None:
    """The last day of an entry for a round; None where it has none, or it is counted from a day not known."""
    if entry.days_before is not None and counted_back(entry):
        days = programme.days_of(round)
        return days[0].date - timedelta(days=entry.days_before) if days else None
    open_ended = entry.kind in ("opens", "price")
    return entry.until or (None if open_ended else entry.date)


def _entries(programme: Programme) -> list[Milestone]:
    found = []
    for entry, round in by_round(programme):
        first, last, told = entry.date, last_day(programme, entry, round), entry.roughly
        if entry.days_before is not None and counted_back(entry):
            told = told or sessions.days_before(
                programme.words.event, entry.days_before, least=_LEAST.search(entry.quote) is not None
            )
        found.append(
            Milestone(
                entry.what,
                entry.kind,
                first,
                last,
                (entry.what, *entry.also),
                entry.at,
                entry.until_at,
                programme.round(round),
                told,
                entry.was,
                entry.note,
                entry.derived or entry.days_before is not None,
                True,
                entry.id,
                entry.quote,
            )
        )
    return found


def _days(programme: Programme) -> list[Milestone]:
    """The runs of days of each round, and of what belongs to no round."""
    event = programme.words.event
    runs = [
        (round, run)
        for round in (*programme.rounds, None)
        for run in runs_of_days(s for s in programme.sessions if s.round == (round.id if round else None))
    ]
    return [
        Milestone(
            event,
            "session",
            run[0].date,
            run[-1].date,
            (event, f"วัน{event}"),
            starts=run[0].starts,
            ends=run[-1].ends,
            round=round,
        )
        for round, run in runs
    ]


def _windows(programme: Programme) -> list[Milestone]:
    """The application window, the whole's and each round's own."""
    rules = programme.applications
    kind = "proposal" if rules.kind == "proposal" else ""
    whole = _window(rules.opens, rules.closes, rules.closes_at, rules.window_quote, kind)
    own = [_window(r.opens, r.closes, r.closes_at, r.quote, kind, r) for r in programme.rounds]
    return [w for w in (whole, *own) if w.first or w.last]


def _window(
    opens: date | None,
    closes: date | None,
    closes_at: time | None,
    quote: str | None,
    kind: str,
    round: Round | None = None,
) -> Milestone:
    what, *also = sessions.WINDOW_OF_PROPOSALS if kind == "proposal" else sessions.WINDOW
    return Milestone(what, "closes", opens, closes, (what, *also), ends=closes_at, round=round, quote=quote)
