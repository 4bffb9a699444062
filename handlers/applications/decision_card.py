"""What an applicant is told of a decision; with an approval, all they need for the first day."""

from __future__ import annotations

from datetime import datetime

from handlers.enquiries.answer import label, where_to_ask
from handlers.programmes.sessions import begins_at, hours, place
from handlers.turn import button, word
from handlers.wording import common, dates, service, sessions, signup
from models.application import Application, ApplicationState
from models.programme import Programme
from models.reply import Card, Reply, Row

_AFTER = (word(common.STATUS), word(common.SCHEDULE), word(common.MENU))


def decision_reply(programme: Programme, application: Application, text: str, now: datetime) -> Reply:
    """The decision; if approved with days to come, a card for the first one."""
    coming = [session for session in programme.own_days(application.answers) if now < begins_at(session)]
    if application.state is not ApplicationState.APPROVED or not coming:
        return plain_reply(text)
    first = coming[0]
    dress = [fact.text for fact in programme.about("dress")]
    rows = [
        (signup.FIRST_DAY, dates.weekday(first.date)),
        (signup.HOURS, hours(programme, first)),
        (signup.PLACE, place(programme, first)),
        *((label("dress"), one) for one in dress),
        (signup.BRING, common.NOT_ANNOUNCED),
        (signup.WHOM_TO_ASK, where_to_ask(programme)),
    ]
    head, *rest = text.splitlines()
    card = Card(
        head,
        text="\n".join(rest),
        rows=tuple(Row(name, value) for name, value in rows),
        buttons=(word(service.MY_SESSIONS), button(sessions.CALENDAR, "calendar.show")),
    )
    whole = "\n".join([text, *(f"{name}: {value}" for name, value in rows)])
    return Reply(whole, cards=(card,), choices=_AFTER)


def plain_reply(text: str) -> Reply:
    """The words alone."""
    return Reply(text, choices=_AFTER)
