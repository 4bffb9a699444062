"""An application's way as stages: what is done, who is asked now and when they answer, what comes after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from handlers.applications.showing import status
from handlers.programmes.admission import gives_seats
from handlers.programmes.sessions import begins_at
from handlers.wording import common, dates, signup
from handlers.wording import stages as words
from models.application import Application, ApplicationState
from models.calendar import local_day
from models.programme import Programme
from models.reply import Row, Stage

_ENDED = frozenset({ApplicationState.REJECTED, ApplicationState.WITHDRAWN, ApplicationState.COMPLETED})


def rows(programme: Programme, application: Application, now: datetime) -> tuple[Row, ...]:
    """The stages of one that was sent, as rows of a card."""
    return tuple(_rows(programme, application, now))


def _rows(programme: Programme, application: Application, now: datetime) -> Iterator[Row]:
    state, sent = application.state, application.submitted_at
    yield Row(words.SENT, dates.day(local_day(sent)) if sent else "", stage=Stage.DONE)
    waits = state is ApplicationState.SUBMITTED
    if waits:
        yield Row(words.CHOOSING, words.who_decides(_when(programme, application)), stage=Stage.NOW)
        yield Row(words.RESULT, words.TOLD_HERE, stage=Stage.AHEAD)
    elif not gives_seats(programme) and state is not ApplicationState.WITHDRAWN:
        yield Row(words.CHOSEN, "", stage=Stage.DONE)
    days = programme.own_days(application.answers)
    trains = state is ApplicationState.APPROVED and days and now >= begins_at(days[0])
    if not waits:
        hint = signup.ON_THE_LIST if state is ApplicationState.WAITLISTED else ""
        over = trains or state is ApplicationState.COMPLETED
        yield Row(status(programme, application), hint, stage=Stage.DONE if over else Stage.NOW)
    if state not in _ENDED and days:
        first = dates.weekday(days[0].date)
        yield Row(
            words.takes_part(programme.words.event),
            words.from_day(first),
            stage=Stage.NOW if trains else Stage.AHEAD,
        )


def _when(programme: Programme, application: Application) -> str:
    """When the selection is announced, as far as the announcement says."""
    own = (None, programme.round_in(application.answers))
    for entry in programme.timeline:
        if entry.kind == "result" and entry.round in own:
            day = entry.date or entry.until
            return dates.weekday(day) if day else entry.roughly or entry.what
    return next((fact.text for fact in programme.about("selection")), common.NOT_ANNOUNCED)
