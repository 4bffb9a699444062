"""The card of a reminder, shared by the kinds about sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.enquiries.answer import where_to_ask
from handlers.programmes import ways
from handlers.programmes.sessions import hours, missing_of, place
from handlers.reminders.reminder_kind import Telling
from handlers.reminders.who_comes import day_button
from handlers.turn import button, word
from handlers.wording import attendance, common, reminders, service
from models.programme import Session
from models.reply import Card, Choice, Reply, Row


def card(telling: Telling, lead: str, *, asks: bool) -> Reply:
    """Date, hours and place of each session, and whom to ask about anything not announced.

    Has buttons to say who comes if the kind asks.
    """
    programme, sessions, text = telling.due.programme, telling.due.sessions, telling.due.rule.text
    title = service.reminder_title(programme.words.event, programme.short_name)
    in_group = telling.application is None
    rows = [service.reminder_day(s.date, hours(programme, s), place(programme, s)) for s in sessions]
    offered = _who_comes(telling) if asks and not in_group else ()
    besides = [text] if text else []
    besides += [service.whose(programme.words.people, telling.whose)] if telling.whose else []
    if missing := missing_of(programme, sessions):
        besides.append(reminders.ask(missing, where_to_ask(programme, in_group=in_group)))
    besides += [service.ANSWER_PRIVATELY] if asks and in_group else []
    return Reply(
        service.reminder_text(title, lead, rows, besides),
        cards=(
            Card(
                title,
                badge=lead,
                rows=(*_days(telling, rows, offered), *([Row("", "\n".join(besides))] if besides else [])),
                buttons=() if in_group else ways.to_go(programme, sessions),
            ),
        ),
        choices=() if in_group else (word(common.SCHEDULE), word(service.MUTE), word(common.MENU)),
    )


def _days(telling: Telling, rows: Sequence[tuple[str, str]], offered: tuple[Choice, ...]) -> tuple[Row, ...]:
    """The days as the largest thing on the card, each with its answers; the answers for all of them last."""
    sessions = telling.due.sessions
    if len(sessions) == 1:
        return tuple(Row(label, value, offered, large=True) for label, value in rows)
    asked = [_by_the_day(telling, session) if offered else () for session in sessions]
    days = [Row(label, value, asks, large=True) for (label, value), asks in zip(rows, asked, strict=True)]
    return (*days, *([Row(attendance.all_days(len(sessions)), "", offered)] if offered else []))


def _who_comes(telling: Telling) -> tuple[Choice, ...]:
    """One answer for all its days."""
    programme, sessions = telling.due.programme, telling.due.sessions
    ids = "+".join(session.id for session in sessions)
    found = []
    for answer, label in attendance.BUTTONS.items():
        said = attendance.pressed_for_all(answer, len(sessions))
        drawn = button(label, "attend", programme.id, answer, ids, *_whose(telling), say=said)
        found.append(replace(drawn, short=attendance.SHORT[answer]))
    return tuple(found)


def _by_the_day(telling: Telling, session: Session) -> tuple[Choice, ...]:
    """The answers for one of its days."""
    return tuple(
        day_button(telling.due.programme, session, answer, *_whose(telling)) for answer in attendance.BUTTONS
    )


def _whose(telling: Telling) -> tuple[str, ...]:
    return (telling.on_behalf,) if telling.on_behalf else ()
