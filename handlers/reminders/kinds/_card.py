"""The card of a reminder, shared by the kinds that speak of sessions."""

from __future__ import annotations

from handlers.enquiries.answers.calendar import session_hours
from handlers.reminders.kinds import Telling
from handlers.turn import button, word
from handlers.wording import common, service
from models.programme import Programme, Session
from models.reply import Card, Reply, Row


def card(telling: Telling, lead: str, *, asks: bool) -> Reply:
    """Date, hours and place of each session; with buttons to say who comes where the kind asks."""
    programme, sessions, whose = telling.programme, telling.sessions, telling.whose
    rows = [service.reminder_day(s.date, hours(programme, s), place(programme, s)) for s in sessions]
    ids = "+".join(s.id for s in sessions)
    extra = (telling.application,) if telling.application else ()
    buttons = (
        tuple(
            button(label, "attend", programme.id, value, ids, *extra)
            for value, label in service.WHO_COMES.items()
        )
        if asks and not telling.in_group
        else ()
    )
    besides = [telling.rule.text] if telling.rule.text else []
    besides += [service.whose(whose)] if whose else []
    besides += [service.ANSWER_PRIVATELY] if asks and telling.in_group else []
    return Reply(
        service.reminder_text(programme.short_name, lead, rows, besides),
        cards=(
            Card(
                service.reminder_title(programme.short_name),
                text="\n".join([lead, *besides]),
                rows=tuple(Row(a, b) for a, b in rows),
                buttons=buttons,
            ),
        ),
        choices=() if telling.in_group else (word(common.SCHEDULE), word(service.MUTE), word(common.MENU)),
    )


def hours(programme: Programme, session: Session) -> str:
    """The session's hours, else the programme's, else not announced."""
    stated = programme.about("hours")
    if stated and session.starts is None:
        return service.either([fact.text for fact in stated])
    return session_hours(session)


def place(programme: Programme, session: Session) -> str:
    """The session's place, else the programme's, else not announced."""
    stated = programme.about("venue")
    return session.place or (stated[0].text if stated else common.NOT_ANNOUNCED)
