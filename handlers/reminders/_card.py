"""The card of a reminder, shared by its kinds."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.answers.calendar import session_hours
from handlers.turn import button, word
from handlers.wording import common, service
from models.programme import Programme, Session
from models.reply import Card, Reply, Row


def card(
    programme: Programme,
    sessions: Sequence[Session],
    lead: str,
    whose: str | None,
    application: str | None,
    *,
    asks: bool,
) -> Reply:
    """Date, hours and place of each session; with buttons to say who comes where the kind asks.

    application   given only for a colleague's registration: otherwise the message is the same for all,
                  and the button finds the person's own
    """
    rows = [service.reminder_day(s.date, hours(programme, s), place(programme, s)) for s in sessions]
    ids = "+".join(s.id for s in sessions)
    extra = (application,) if application else ()
    buttons = (
        tuple(
            button(label, "attend", programme.id, value, ids, *extra)
            for value, label in service.WHO_COMES.items()
        )
        if asks
        else ()
    )
    text = "\n".join([lead, *([service.whose(whose)] if whose else [])])
    return Reply(
        service.reminder_text(programme.short_name, lead, rows, whose),
        cards=(
            Card(
                service.reminder_title(programme.short_name),
                text=text,
                rows=tuple(Row(a, b) for a, b in rows),
                buttons=buttons,
            ),
        ),
        choices=(word(common.SCHEDULE), word(service.MUTE), word(common.MENU)),
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
