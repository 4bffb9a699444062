"""Linking an application that came from a file to one's chat, by its reference and the number in it."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.applications import showing
from handlers.applications.moving import APPLICANT, follow_in_reminders, has_another
from handlers.turn import Acts, Flow, Step, Turn, button, word
from handlers.wording import cases, common
from handlers.wording import linking as words
from models.application import Application, ApplicationState, Change
from models.reply import Choice, Reply

FLOW = "linking"
TRIES = 3
"""Wrong digits for one application, whoever gives them; then staff look into it: they are only four."""
LINKED = "linked"
"""In an application's history: its person has found it."""
_WISH = re.compile(rf"(?:ขอ|อยาก|ต้องการ)?{words.COMMAND}[\s:]*(?P<rest>.*)", re.DOTALL)
_REFERENCE = re.compile(r"[A-Z]{2,8}[-\s]?[0-9A-Z]{6}")
_FOUR = re.compile(r"(?<!\d)(?:\d[ -]?){3}\d(?!\d)")


def hear(turn: Turn) -> Step | None:
    """ "ผูกใบสมัคร ABCD-234567": asks for the digits."""
    wish = _WISH.match(turn.read.text.strip())
    if wish is None or turn.event.in_group:
        return None
    typed = _REFERENCE.search(wish["rest"].upper())
    if typed is None:
        return turn.say(Reply(words.NO_REFERENCE, choices=_after()), outcome="no reference to link")
    bare = re.sub(r"[-\s]", "", typed[0])
    reference = f"{bare[:-6]}-{bare[-6:]}"
    found = turn.tx.applications.by_reference(reference)
    if found is not None and found.user == turn.user:
        return turn.say(Reply(words.MINE_ALREADY, choices=_after()), outcome="linked already")
    return turn.close(
        Reply(words.ASK_DIGITS, choices=(word(common.CANCEL),)),
        outcome="linking",
        flow=FLOW,
        step="digits",
        notes={"reference": reference, "tries": 0},
    )


def receive(turn: Turn) -> Step:
    """The digits: linked, or another try. What exists and what does not is not told apart."""
    four = _FOUR.search(turn.read.text)
    if four is None:
        return turn.say(Reply(words.NO_DIGITS, choices=(word(common.CANCEL),)), outcome="no digits")
    digits = re.sub(r"\D", "", four[0])
    found = turn.tx.applications.by_reference(str(turn.conversation.notes["reference"]))
    application = found if found is not None and found.user is None else None
    tries = int(turn.conversation.notes["tries"])
    if application is not None:
        tries = max(tries, turn.tx.desk.tries(application.id))
    if tries >= TRIES:
        return _given_up(turn)
    if application is not None and digits in _last_four(turn, application):
        return _linked(turn, application)
    tries += 1
    if application is not None:
        turn.tx.desk.tried(application.id, tries)
    if tries >= TRIES:
        return _given_up(turn)
    reply = Reply(words.wrong(TRIES - tries), choices=(word(common.CANCEL),))
    return turn.say(reply, outcome="wrong digits", notes={**turn.conversation.notes, "tries": tries})


def again(turn: Turn) -> Reply | None:
    """Asks for the digits again after something else."""
    return Reply(words.ASK_DIGITS, choices=(word(common.CANCEL),))


def stop(turn: Turn) -> Step:
    """Nothing is linked."""
    return turn.close(Reply(words.STOPPED, choices=_after()), outcome="not linked")


def _linked(turn: Turn, application: Application) -> Step:
    theirs = replace(application, user=turn.user)
    # Before it was nobody's, so as a draft it stood in nobody's way.
    if has_another(turn.tx, replace(theirs, state=ApplicationState.DRAFT), theirs.state):
        return turn.close(Reply(words.HAS_ANOTHER, choices=_help()), outcome="has another")
    change = Change(turn.now, APPLICANT, LINKED)
    kept = turn.tx.applications.keep(replace(theirs, updated_at=turn.now), [change])
    turn.tx.desk.tried(kept.id, 0)
    turn.tx.desk.rung(kept.id)
    follow_in_reminders(turn.tx, kept, turn.now)
    programme = turn.catalogue.get(kept.programme)
    assert programme is not None, "an application refers to a programme by a foreign key"
    text = words.linked(programme.short_name, showing.whose(programme, kept))
    view = button(kept.reference or "", "mine.view", kept.id)
    return turn.about(programme).close(Reply(text, choices=(view, *_after())), outcome=LINKED)


def _given_up(turn: Turn) -> Step:
    return turn.close(Reply(words.TOO_MANY, choices=_help()), outcome="too many wrong digits")


def _last_four(turn: Turn, application: Application) -> set[str]:
    programme = turn.catalogue.get(application.programme)
    shown = showing.phones(programme.questions, application) if programme else ()
    numbers = (re.sub(r"\D", "", number.partition("ต่อ")[0]) for number in shown)
    return {number[-4:] for number in numbers if number}


def _help() -> tuple[Choice, ...]:
    return button(cases.LEAVE, "staff.leave"), button(cases.CALL_BACK, "staff.call"), word(common.MENU)


def _after() -> tuple[Choice, ...]:
    return word(common.STATUS), word(common.MENU)


ACTS = Acts(
    flow=Flow(
        FLOW,
        receive,
        again,
        interruptible=lambda turn: _FOUR.search(turn.read.text) is None,
        commands={"back": stop, "cancel": stop},
    ),
    hears=hear,
)
