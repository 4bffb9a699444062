"""What an applicant is told of a decision; with an approval, all they need for the first day."""

from __future__ import annotations

from datetime import datetime

from handlers.applications import showing
from handlers.enquiries.answer import label, where_to_ask
from handlers.programmes import ways
from handlers.programmes.sessions import begins_at, facts_of, hours, place
from handlers.turn import button, word
from handlers.wording import common, dates, service, sessions, signup
from models.application import Application, ApplicationState
from models.programme import Programme
from models.reply import Card, Reply, Row, Tone

_AFTER = (word(common.STATUS), word(common.SCHEDULE), word(common.MENU))

TONES = {
    ApplicationState.APPROVED: Tone.GOOD,
    ApplicationState.COMPLETED: Tone.GOOD,
    ApplicationState.REJECTED: Tone.QUIET,
    ApplicationState.WITHDRAWN: Tone.QUIET,
}
"""What a card about an application in that state brings; anything else is plain."""


def decision_reply(programme: Programme, application: Application, text: str, now: datetime) -> Reply:
    """The decision; if approved with days to come, a card for the first one."""
    coming = [session for session in programme.own_days(application.answers) if now < begins_at(session)]
    if application.state is not ApplicationState.APPROVED or not coming:
        return plain_reply(programme, application, text)
    first = coming[0]
    dress, bring = (facts_of(programme, first, about) for about in ("dress", "bring"))
    rows = [
        (signup.HOURS, hours(programme, first)),
        (signup.PLACE, place(programme, first)),
        *((label("dress"), fact.text) for fact in dress),
        (signup.BRING, "\n".join(fact.text for fact in bring) or common.NOT_ANNOUNCED),
        (signup.WHOM_TO_ASK, where_to_ask(programme)),
    ]
    day = dates.weekday(first.date)
    head, *rest = text.splitlines()
    card = Card(
        head,
        text="\n".join(rest),
        rows=(
            Row(day, signup.FIRST_DAY, large=True),
            *(Row(name, value) for name, value in rows),
        ),
        buttons=(
            word(service.MY_SESSIONS),
            button(sessions.CALENDAR, "calendar.show"),
            *ways.map_of(programme, [first]),
        ),
        tone=Tone.GOOD,
        badge=showing.status(programme, application),
    )
    whole = "\n".join([text, f"{signup.FIRST_DAY}: {day}", *(f"{name}: {value}" for name, value in rows)])
    return Reply(whole, cards=(card,), choices=_AFTER)


def plain_reply(programme: Programme, application: Application, text: str) -> Reply:
    """The words, and the application's state."""
    head, *rest = text.splitlines()
    tone = TONES.get(application.state, Tone.PLAIN)
    card = Card(head, text="\n".join(rest), tone=tone, badge=showing.status(programme, application))
    return Reply(text, cards=(card,), choices=_AFTER)
