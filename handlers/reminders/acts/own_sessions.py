"""A person's own sessions: what is past, what is next, what was cancelled, what they answered."""

from __future__ import annotations

from handlers.applications.showing import applicant_name
from handlers.programmes.sessions import begins_at, occasion
from handlers.reminders import registrations
from handlers.turn import Act, Acts, Step, Turn, word
from handlers.wording import announced, common, service, sessions
from models.application import Application
from models.calendar import end_of
from models.programme import Programme
from models.reply import Choice, Reply

_SHOWN = 6
"""Coming sessions listed in full: three weekends."""


def my_sessions(turn: Turn) -> Step:
    """Each programme's sessions with their state, the nearest listed in full."""
    parts = [_of_one(turn, programme, application) for programme, application in registrations.of(turn)]
    if not parts:
        choices: tuple[Choice, ...] = (word(common.STATUS), word(common.MENU))
        text = "\n".join([service.NO_SESSIONS_OF_MINE, *_of_all(turn)])
        return turn.say(Reply(text, choices=choices), outcome="no sessions")
    mute = word(service.UNMUTE if turn.person.muted else service.MUTE)
    choices = (word(sessions.CALENDAR), mute, word(common.STATUS), word(common.MENU))
    return turn.say(Reply("\n\n".join(parts)[:4900], choices=choices), outcome="my sessions")


def _of_all(turn: Turn) -> list[str]:
    """The days of the programme under discussion, for somebody who has none of their own."""
    programme = turn.programme
    if turn.conversation.programme is None or programme is None or not programme.sessions or programme.rounds:
        return []
    days = [session.date for session in programme.days]
    return [announced.days_in_all(programme.short_name, programme.words.event, days)]


def _of_one(turn: Turn, programme: Programme, application: Application) -> str:
    said = turn.tx.applications.attendance(application.id)
    name = applicant_name(programme, application) if application.on_behalf else None
    days = programme.own_days(application.answers)
    past = [s for s in days if turn.now >= end_of(s.date)]
    begun = [s for s in days if begins_at(s) <= turn.now < end_of(s.date)]
    coming = [s for s in days if turn.now < begins_at(s)]
    lines = [sessions.head(programme.words.event, programme.short_name, name, len(past), len(days))]
    lines += [sessions.past([s.date for s in past])] if past else []
    lines += [sessions.line(s.date, sessions.TODAY) for s in begun]
    for number, session in enumerate(coming[:_SHOWN]):
        state = sessions.NEXT if number == 0 else sessions.COMING
        lines.append(sessions.line(session.date, state, said.get(occasion(session))))
    if len(coming) > _SHOWN:
        lines.append(sessions.more(len(coming) - _SHOWN, coming[-1].date))
    round = programme.round_in(application.answers)
    gone = [r.session for r in turn.tx.sessions.of(programme.id) if r.dropped_at is not None]
    dropped = [s for s in gone if round is None or s.round in (None, round)]
    lines += [sessions.line(s.date, sessions.CANCELLED) for s in dropped if s.date >= turn.today]
    if not begun and not coming:
        lines.append(sessions.all_over(programme.words.event))
    return "\n".join(lines)


ACTS = Acts(
    acts=(Act("my_sessions", my_sessions, "วันอบรมของฉัน"),),
)
