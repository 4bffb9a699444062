"""Who comes, the reminders' settings, and a person's own days."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.reminders import begins_at, occasion
from handlers.turn import Handler, Step, Turn, button, word
from handlers.wording import common, service
from models.application import Application, ApplicationState
from models.programme import Programme
from models.reply import Reply

_SHOWN = 6


def attend(turn: Turn, arguments: Sequence[str]) -> Step:
    """A reminder's button: programme, answer, sessions; and the application where it is a colleague's."""
    id, answer, sessions, whose = [*arguments, "", "", "", ""][:4]
    programme = turn.catalogue.get(id)
    if programme is None or answer not in service.WHO_COMES:
        return turn.say(Reply(common.STALE_BUTTON, choices=(word(common.MENU),)), outcome="stale button")
    application = _registrant(turn, programme, whose)
    if application is None:
        return turn.say(
            Reply(service.NOT_A_REGISTRANT, choices=(word(common.STATUS),)), outcome="not a registrant"
        )
    open_ = [s for s in programme.days if s.id in sessions.split("+") and turn.now < begins_at(s)]
    if not open_:
        choices = (word(common.STAFF), word(common.MENU))
        return turn.say(Reply(service.ANSWER_TOO_LATE, choices=choices), outcome="attendance too late")
    for session in open_:
        turn.tx.applications.attend(application.id, occasion(session), answer, turn.now)
    others = tuple(
        button(label, "attend", programme.id, other, sessions, *([whose] if whose else []))
        for other, label in service.WHO_COMES.items()
        if other != answer
    )
    text = f"{service.ATTENDANCE[answer]}\n{service.CHANGE_MIND}"
    return turn.say(Reply(text, choices=(*others, word(common.MENU))), outcome=f"attendance {answer}")


def attend_in_words(answer: str) -> Handler:
    """ "มาไม่ได้ค่ะ" typed: the next run of days is meant."""

    def say(turn: Turn) -> Step:
        from_now = [(p, s) for p, a in _registrations(turn) for s in p.days if turn.now < begins_at(s)]
        if not from_now:
            return my_sessions(turn)
        programme, first = from_now[0]
        days = [s for s in programme.days if 0 <= (s.date - first.date).days <= 1]
        return attend(turn, [programme.id, answer, "+".join(s.id for s in days)])

    return say


def my_sessions(turn: Turn) -> Step:
    """The person's days to come, with what they answered."""
    lines = []
    for programme, application in _registrations(turn):
        said = turn.tx.applications.attendance(application.id)
        lines += [
            service.my_session(s.date, programme.short_name, said.get(occasion(s)))
            for s in programme.days
            if turn.now < begins_at(s)
        ]
    text = service.my_sessions(lines[:_SHOWN]) if lines else service.NO_SESSIONS_OF_MINE
    mute = word(service.UNMUTE if turn.person.muted else service.MUTE)
    return turn.say(
        Reply(text, choices=(mute, word(common.STATUS), word(common.MENU))), outcome="my sessions"
    )


def mute(turn: Turn) -> Step:
    """No more reminders."""
    turn.tx.people.set_muted(turn.user, True)
    return turn.say(Reply(service.MUTED, choices=(word(service.UNMUTE), word(common.MENU))), outcome="muted")


def unmute(turn: Turn) -> Step:
    """Reminders again."""
    turn.tx.people.set_muted(turn.user, False)
    return turn.say(
        Reply(service.UNMUTED, choices=(word(service.MUTE), word(common.MENU))), outcome="unmuted"
    )


def _registrations(turn: Turn) -> list[tuple[Programme, Application]]:
    approved = [a for a in turn.tx.applications.of(turn.user) if a.state is ApplicationState.APPROVED]
    pairs = [(turn.catalogue.get(a.programme), a) for a in approved]
    return [(p, a) for p, a in pairs if p is not None]


def _registrant(turn: Turn, programme: Programme, id: str) -> Application | None:
    mine = [a for p, a in _registrations(turn) if p.id == programme.id]
    if id:
        return next((a for a in mine if a.id == id), None)
    return next((a for a in mine if not a.on_behalf), None)


INTENTS = {
    "attend_yes": attend_in_words("yes"),
    "attend_no": attend_in_words("no"),
    "attend_substitute": attend_in_words("substitute"),
    "my_sessions": my_sessions,
    "remind_off": mute,
    "remind_on": unmute,
}
ACTIONS = {"attend": attend}
