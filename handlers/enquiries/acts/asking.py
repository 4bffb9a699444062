"""The buttons for questions and their sources; ที่มา typed."""

from __future__ import annotations

from handlers.enquiries.enquiry import ask_action, source_action
from handlers.turn import Act, Acts, InForm, Step, Turn, word
from handlers.wording import common
from models.reply import Reply


def source(turn: Turn) -> Step:
    """ที่มา typed rather than pressed: the source of the last answer."""
    programme = turn.programme
    if programme is None:
        choices = (word(common.MENU), word(common.STAFF))
        return turn.say(Reply(common.NOT_UNDERSTOOD, choices=choices), outcome="source of nothing")
    return source_action(turn, [programme.id, turn.conversation.last_intent or "about"])


ACTS = Acts(
    acts=(Act("source", source, in_form=InForm.IN_PASSING),),
    buttons={"ask": ask_action, "source": source_action},
)
