"""Who comes: the answer to a reminder, and why not or who comes instead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.programmes.sessions import begins_at, occasion
from handlers.reminders import registrations
from handlers.reminders.acts.own_sessions import my_sessions
from handlers.thresholds import BEYOND_DOUBT, SURE
from handlers.turn import Act, Acts, Flow, Handler, Step, Turn, button, word
from handlers.wording import common, service
from models.application import Application
from models.programme import Programme
from models.reply import Choice, Reply

FLOW = "attendance"
DETAIL = "detail"
_SENT = re.compile(r"(?:ส่ง|ให้|มอบ) ?((?:นาย|นางสาว|นาง|น\.ส\.|คุณ|ว่าที่) ?\S+(?: \S+)?) ?(?:ไป|มา|เข้า|เรียน)?แทน")
"""Who comes instead, with a title, in the words that say so."""
MAX_DETAIL = 300


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
    occasions = [occasion(session) for session in open_]
    for one in occasions:
        turn.tx.applications.attend(application.id, one, answer, turn.now)
    others = _others(programme, answer, sessions, whose)
    text = f"{service.ATTENDANCE[answer]}\n{service.CHANGE_MIND}"
    outcome = f"attendance {answer}"
    if turn.conversation.busy and turn.conversation.flow != FLOW:
        return turn.say(Reply(text, choices=(*others, word(common.MENU))), outcome=outcome)
    if answer not in service.ASK_DETAIL or _named_already(turn, application, answer, occasions):
        return turn.close(Reply(text, choices=(*others, word(common.MENU))), outcome=outcome)
    ask = f"{text}\n{service.ASK_DETAIL[answer]}"
    return turn.say(
        Reply(ask, choices=(*others, word(common.SKIP), word(common.MENU))),
        outcome=outcome,
        flow=FLOW,
        step=DETAIL,
        application=application.id,
        notes={"programme": programme.id, "answer": answer, "sessions": sessions, "whose": whose},
    )


def receive(turn: Turn) -> Step | None:
    """The reason, or the name of who comes instead; kept as typed. Or another wish, or a change of mind."""
    notes = turn.conversation.notes
    programme = turn.catalogue.get(notes.get("programme"))
    application = turn.tx.applications.locked(turn.conversation.application or "")
    best = turn.read.best
    if programme is None or application is None:
        return None
    if best.name in _IN_WORDS and best.confidence >= SURE and _IN_WORDS[best.name] != notes["answer"]:
        return attend(turn, [programme.id, _IN_WORDS[best.name], notes["sessions"], notes["whose"]])
    ids = notes["sessions"].split("+")
    occasions = [occasion(s) for s in programme.days if s.id in ids and turn.now < begins_at(s)]
    detail = " ".join(turn.event.text.split())[:MAX_DETAIL]
    turn.tx.applications.attend_detail(application.id, occasions, detail, turn.event.message_id)
    others = _others(programme, notes["answer"], notes["sessions"], notes["whose"])
    return turn.close(
        Reply(service.DETAIL_NOTED, choices=(*others, word(common.MENU))), outcome="attendance detail"
    )


def holds(turn: Turn) -> bool:
    """Not where something else is surely wanted, or so much time has passed that this is no answer."""
    best, before = turn.read.best, turn.conversation.spoke_at
    late = before is not None and turn.now - before >= service.DETAIL_WAITS
    return (
        turn.form is not None
        and not late
        and not (best.confidence >= BEYOND_DOUBT and best.name in _ELSEWHERE)
    )


def interruptible(turn: Turn) -> bool:
    """A reason may be about anything: only a question interrupts."""
    return turn.read.question


def again(turn: Turn) -> Reply | None:
    """Nobody is asked twice for a reason."""
    return None


def skip(turn: Turn) -> Step:
    """ข้าม: the answer stands without a reason."""
    choices = (word(service.MY_SESSIONS), word(common.MENU))
    return turn.close(Reply(service.DETAIL_SKIPPED, choices=choices), outcome="attendance without detail")


def attend_in_words(answer: str) -> Handler:
    """ "มาไม่ได้ค่ะ" typed: the next run of days is meant."""

    def say(turn: Turn) -> Step:
        from_now = [(p, s, a) for p, a in registrations.of(turn) for s in p.days if turn.now < begins_at(s)]
        if not from_now:
            return my_sessions(turn)
        programme, first, application = min(from_now, key=lambda found: begins_at(found[1]))
        days = [s for s in programme.days if 0 <= (s.date - first.date).days <= 1]
        whose = application.id if application.on_behalf else ""
        return attend(turn, [programme.id, answer, "+".join(s.id for s in days), whose])

    return say


def _others(programme: Programme, answer: str, sessions: str, whose: str) -> tuple[Choice, ...]:
    return tuple(
        button(label, "attend", programme.id, other, sessions, *([whose] if whose else []))
        for other, label in service.WHO_COMES.items()
        if other != answer
    )


def _named_already(turn: Turn, application: Application, answer: str, occasions: Sequence[str]) -> bool:
    """ "ส่งนายมานะ รักไทย ไปแทน": who comes instead was said with it."""
    if answer != "substitute":
        return False
    entity = turn.read.entity("person_name")
    typed = _SENT.search(turn.read.text)
    name = str(entity.value) if entity else typed[1] if typed else None
    if name is None:
        return False
    turn.tx.applications.attend_detail(application.id, occasions, name, turn.event.message_id)
    return True


def _registrant(turn: Turn, programme: Programme, id: str) -> Application | None:
    mine = [a for p, a in registrations.of(turn) if p.id == programme.id]
    if id:
        return next((a for a in mine if a.id == id), None)
    return next((a for a in mine if not a.on_behalf), None)


_IN_WORDS = {"attend_yes": "yes", "attend_no": "no", "attend_substitute": "substitute"}
_ELSEWHERE = frozenset(
    {
        "my_sessions",
        "remind_on",
        "remind_off",
        "status",
        "apply",
        "greeting",
        "thanks",
        "my_data",
        "erase_data",
    }
)
"""Wishes that are no reason why somebody does not come."""

ACTS = Acts(
    acts=(
        Act("attend_yes", attend_in_words("yes")),
        Act("attend_no", attend_in_words("no")),
        Act("attend_substitute", attend_in_words("substitute")),
    ),
    buttons={"attend": attend},
    flow=Flow(
        FLOW,
        receive,
        again,
        interruptible,
        holds=holds,
        commands={"skip": skip, "back": skip, "cancel": skip, "no": skip},
    ),
)
