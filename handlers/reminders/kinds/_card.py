"""The card of a reminder, shared by the kinds about sessions."""

from __future__ import annotations

from handlers.enquiries.answer import where_to_ask
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
    in_group = telling.application is None
    rows = [service.reminder_day(s.date, hours(programme, s), place(programme, s)) for s in sessions]
    offered = _who_comes(telling) if asks and not in_group else ()
    besides = [text] if text else []
    besides += [service.whose(telling.whose)] if telling.whose else []
    if missing := missing_of(programme, sessions):
        besides.append(reminders.ask(missing, where_to_ask(programme, in_group=in_group)))
    besides += [service.ANSWER_PRIVATELY] if asks and in_group else []
    return Reply(
        service.reminder_text(programme.short_name, lead, rows, besides),
        cards=(
            Card(
                service.reminder_title(programme.short_name),
                text="\n".join([lead, *besides]),
                rows=tuple(
                    Row(label, value, _by_the_day(telling, session) if offered and len(sessions) > 1 else ())
                    for session, (label, value) in zip(sessions, rows, strict=True)
                ),
                buttons=offered,
            ),
        ),
        choices=() if in_group else (word(common.SCHEDULE), word(service.MUTE), word(common.MENU)),
    )


def _who_comes(telling: Telling) -> tuple[Choice, ...]:
    """One answer for all its days."""
    programme, sessions = telling.due.programme, telling.due.sessions
    ids = "+".join(session.id for session in sessions)
    found = []
    for answer, label in attendance.BUTTONS.items():
        said = attendance.pressed_for_all(answer, len(sessions))
        found.append(button(label, "attend", programme.id, answer, ids, *_whose(telling), say=said))
    return tuple(found)


def _by_the_day(telling: Telling, session: Session) -> tuple[Choice, ...]:
    """The answers for one of its days."""
    return tuple(
        day_button(telling.due.programme, session, answer, *_whose(telling)) for answer in attendance.BUTTONS
    )


def _whose(telling: Telling) -> tuple[str, ...]:
    return (telling.on_behalf,) if telling.on_behalf else ()
