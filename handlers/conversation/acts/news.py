"""หยุดข่าว and รับข่าว: whether a person hears announcements."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.turn import Acts, Step, Turn, word
from handlers.wording import common
from handlers.wording import news as words
from models.reply import Reply


def stop(turn: Turn, _: Sequence[str]) -> Step:
    """No announcements; what is about their own application goes on, and that is said."""
    turn.tx.broadcasts.want(turn.user, news=False)
    choices = (word(words.START), word(common.MENU))
    return turn.say(Reply(words.STOPPED, choices=choices), outcome="no news")


def start(turn: Turn, _: Sequence[str]) -> Step:
    """Announcements again."""
    turn.tx.broadcasts.want(turn.user, news=True)
    return turn.say(Reply(words.STARTED, choices=(word(common.MENU),)), outcome="news")


ACTS = Acts(
    buttons={"news.stop": stop, "news.start": start},
    always={words.STOP: "news.stop", words.START: "news.start"},
)
