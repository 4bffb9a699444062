"""Another programme requested in the middle of a form: offered, never taken for an answer."""

from __future__ import annotations

from handlers.applications import form
from handlers.programmes.admission import Admission, admission
from handlers.turn import MOST_CHOICES, Step, Turn, button
from handlers.wording import common, signup
from models.reply import Reply


def offer(turn: Turn) -> Step | None:
    """Asks whether to switch to the programme named, keeping the draft; None if none is wanted."""
    if turn.form is None or not turn.read.switches:
        return None
    programme, application = turn.form
    others = [p for p in turn.catalogue.named(turn.read.programmes) if p.id != programme.id]
    if not others:
        return None
    other = others[0]
    if admission(other, turn.now) is Admission.OPEN:
        choices = (
            button(signup.SWITCH, "signup.start", other.id),
            button(signup.STAY, "signup.resume", application.id),
        )
        text = signup.switch_question(programme.short_name, other.short_name)
        return turn.say(Reply(text, choices=choices), outcome="switch offered")
    step = turn.conversation.step or form.CONSENT
    again = form.ask(programme, application, step, signup.STILL_WAITING, brief=True)
    ways = (button(common.INTEREST, "interest", other.id), *again.choices)
    text = signup.cannot_switch(programme.short_name, other.short_name)
    return turn.say(
        Reply(text),
        Reply(again.text, cards=again.cards, choices=ways[:MOST_CHOICES]),
        outcome="cannot switch",
    )
