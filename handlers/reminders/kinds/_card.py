"""The card of a reminder, shared by the kinds that speak of sessions."""

from __future__ import annotations

from handlers.enquiries.answer import whom_to_ask
from handlers.programmes.sessions import hours, missing_of, place
from handlers.reminders.reminder_kind import Telling
from handlers.turn import button, word
from handlers.wording import common, reminders, service
from models.reply import Card, Reply, Row


def card(telling: Telling, lead: str, *, asks: bool) -> Reply:
    """Date, hours and place of each session, and whom to ask for what of them is not announced.

    Buttons to say who comes go with it where the kind asks.
    """
    programme, sessions, text = telling.due.programme, telling.due.sessions, telling.due.rule.text
    in_group = telling.application is None
    rows = [service.reminder_day(s.date, hours(programme, s), place(programme, s)) for s in sessions]
    ids = "+".join(s.id for s in sessions)
    extra = (telling.on_behalf,) if telling.on_behalf else ()
    buttons = (
        tuple(
            button(label, "attend", programme.id, value, ids, *extra)
            for value, label in service.WHO_COMES.items()
        )
        if asks and not in_group
        else ()
    )
    besides = [text] if text else []
    besides += [service.whose(telling.whose)] if telling.whose else []
    if missing := missing_of(programme, sessions):
        besides.append(reminders.ask(missing, whom_to_ask(programme)))
    besides += [service.ANSWER_PRIVATELY] if asks and in_group else []
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
        choices=() if in_group else (word(common.SCHEDULE), word(service.MUTE), word(common.MENU)),
    )
