"""A programme's days as cards: the whole schedule by weekends, and the next days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.programmes import ways
from handlers.wording import dates, enquiries
from models.programme import Programme, Session
from models.reply import Card, Row, Stage

MOST_RUNS = 24
"""Rows that a card can hold; a longer schedule is told in words."""


def by_runs(
    programme: Programme, runs: Sequence[Sequence[date]], before: str, after: Sequence[str], today: date
) -> tuple[Card, ...]:
    """Each run of days in a row, what is over and what is next marked; none if there are too many.

    before, after  what is said around the days
    """
    if not 0 < len(runs) <= MOST_RUNS:
        return ()
    coming = next((place for place, run in enumerate(runs) if run[-1] >= today), len(runs))
    rows = [
        Row(f"{place + 1}. {dates.run(run)}", "", stage=_stage(place, coming))
        for place, run in enumerate(runs)
    ]
    notes = [Row(note, "") for note in after]
    text = "\n".join(filter(None, [before, enquiries.schedule_count(runs)]))
    title = enquiries.schedule_title(programme.short_name)
    return (Card(title, text=text, rows=(*rows, *notes)),)


def next_days(
    programme: Programme, days: Sequence[Session], today: date, known: Sequence[str], event: str
) -> tuple[Card, ...]:
    """The next days as the largest thing, how far off they are, and what is known of them."""
    rows = [Row(dates.weekday(day.date), "", large=True) for day in days]
    return (
        Card(
            enquiries.next_title(programme.short_name, event),
            badge=enquiries.away(days[0].date, today),
            rows=(*rows, *([Row("", "\n".join(known))] if known else [])),
            buttons=ways.to_go(programme, days),
        ),
    )


def _stage(place: int, coming: int) -> Stage:
    return Stage.DONE if place < coming else Stage.NOW if place == coming else Stage.AHEAD
