"""Interest in a programme not currently taking applications."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.applications import starting
from handlers.programmes.admission import Admission, admission
from handlers.turn import Act, Acts, Step, Turn, word
from handlers.wording import common, service
from models.programme import Programme
from models.reply import Reply


def interest(turn: Turn) -> Step:
    """ "แจ้งด้วยถ้าเปิดรับอีก" in words."""
    programme = turn.programme
    if programme is None:
        return starting.start(turn)
    return _note(turn, programme)


def interest_button(turn: Turn, arguments: Sequence[str]) -> Step:
    """The button แจ้งความสนใจ."""
    programme = turn.catalogue.get(arguments[0]) if arguments else None
    return interest(turn.about(programme) if programme else turn)


def _note(turn: Turn, programme: Programme) -> Step:
    turn = turn.about(programme)
    if admission(programme, turn.now) is Admission.OPEN:
        return starting.start(turn)
    new = turn.tx.people.note_interest(turn.user, programme.id, turn.now)
    text = (service.interest_noted if new else service.interest_known)(programme.short_name)
    return turn.say(Reply(text, choices=(word(common.SCHEDULE), word(common.MENU))), outcome="interest")


ACTS = Acts(
    acts=(Act("interest", interest, "แจ้งความสนใจ"),),
    buttons={"interest": interest_button},
)
