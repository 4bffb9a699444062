"""A poster's code: the text that its square puts into a chat says which notice board led somebody here."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import quote

from handlers.enquiries.answer import label
from handlers.enquiries.answers.programmes import state
from handlers.wording import enquiries, share
from models.programme import Programme

CODE = re.compile(r"[\w-]{1,24}")
_SAID = re.compile(rf"\s*\({share.POSTER_CODE} ({CODE.pattern})\)\s*$")


def led_by(text: str) -> tuple[str, str] | None:
    """The code in such a text, and what else it says; None for any other text."""
    if share.POSTER_CODE not in text:
        return None
    found = _SAID.search(text)
    return (found[1], text[: found.start()]) if found else None


def link(basic_id: str, programme: Programme, code: str | None) -> str:
    """Opens the chat with the bot, adding it first where need be, with such a text to send.

    https://developers.line.biz/en/docs/messaging-api/using-line-url-scheme/#opening-chat-screen
    """
    text = share.poster_says(programme.short_name, code)
    return f"https://line.me/R/oaMessage/{quote(basic_id, safe='')}/?{quote(text, safe='')}"


def words(programme: Programme, now: datetime) -> tuple[str, list[str], list[str]]:
    """What stands on a poster: its title, what is announced, and what to do with the square."""
    lines = [programme.name]
    for aspect in ("schedule", "venue", "fee"):
        lines += [enquiries.stated(label(aspect), [fact.text]) for fact in programme.about(aspect)[:1]]
    lines += [state(programme, now), programme.source.publisher]
    return programme.short_name, lines, [share.SCAN]
