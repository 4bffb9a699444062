"""เจ้าหน้าที่ 123456: a member of staff says that this LINE account is theirs, by a code from the console."""

from __future__ import annotations

import re

from handlers.turn import Acts, Step, Turn, word
from handlers.wording import common
from handlers.wording import staff_line as words
from models import secret_link
from models.event import EventKind
from models.reply import Reply

_SAID = re.compile(rf"{words.STAFF}\s*(\d{{6}})")


def hear(turn: Turn) -> Step | None:
    """Links the account, if the code is good."""
    if turn.event.kind is not EventKind.TEXT or turn.event.in_group:
        return None
    found = _SAID.fullmatch(turn.event.text.strip())
    if found is None:
        return None
    code = "".join(str(int(digit)) for digit in found[1])
    email = turn.tx.staff_lines.link(turn.user, secret_link.hashed(code), turn.machine)
    choices = (word(common.MENU),)
    if email is None:
        return turn.say(Reply(words.WRONG_CODE, choices=choices), outcome="wrong staff code")
    return turn.say(Reply(words.linked(email), choices=choices), outcome="staff linked")


ACTS = Acts(hears=hear)
