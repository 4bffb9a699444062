"""A person's own data: see it, save it, have it erased (Thai PDPA, sections 30, 31 and 33)."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.privacy import erasing, own_data
from handlers.turn import Act, Acts, InForm, Step, Turn, button, word
from handlers.wording import common
from handlers.wording import privacy as words
from models.reply import Card, Choice, Reply

# https://developers.line.biz/en/reference/messaging-api/#text-message
PAGE = 4500
"""Characters of one message; LINE takes 5,000."""
PAGES = 3
_IN_THE_CHAT = (words.IN_CHAT, words.LAST_LINES)
"""Sections of what the person can read above."""
_MINE = (button(words.CONSENTS, "privacy.consents"), button(words.ERASE, "privacy.ask"), word(common.MENU))


def my_data(turn: Turn, _: Sequence[str] = ()) -> Step:
    """Everything kept about the person; what a chat cannot hold is in the file."""
    found = own_data.sections(turn.tx, turn.user)
    if not any(section.title not in _IN_THE_CHAT for section in found):
        return turn.say(Reply(words.MY_DATA_NONE, choices=(word(common.MENU),)), outcome="no data")
    # What was just said stands in the chat itself: it is named here, and in the file in full.
    told = [s.title if s.title in _IN_THE_CHAT else own_data.as_text([s]) for s in found]
    *pages, last = _pages([words.MY_DATA_HEAD, *told])
    if len(pages) >= PAGES:
        pages, last = pages[:PAGES], words.MORE_IN_FILE if turn.means.public_url else words.TOO_LONG
    choices = (*((button(words.SAVE, "privacy.file"),) if turn.means.public_url else ()), *_MINE)
    return turn.say(*map(Reply, pages), Reply(last, choices=choices), outcome="my data")


def _pages(parts: Sequence[str]) -> list[str]:
    """The parts one under another, in as many messages as they take."""
    pages = [""]
    for part in parts:
        for piece in (part[i : i + PAGE] for i in range(0, len(part), PAGE)):
            if pages[-1] and len(pages[-1]) + len(piece) + 2 > PAGE:
                pages.append(piece)
            else:
                pages[-1] = f"{pages[-1]}\n\n{piece}" if pages[-1] else piece
    return pages


def file(turn: Turn, _: Sequence[str] = ()) -> Step:
    """A link to all of it, for this person alone and for a day."""
    if not turn.means.public_url:
        return my_data(turn)
    token = own_data.link(turn.tx, turn.user, turn.now)
    # LINE's own browser saves no files: https://developers.line.biz/en/docs/messaging-api/using-line-url-scheme/
    url = f"{turn.means.public_url.rstrip('/')}/my-data/{token}?openExternalBrowser=1"
    text = words.file_link(int(own_data.LINK_LIFE.total_seconds() // 3600))
    card = Card(words.MY_DATA_HEAD, text=text, buttons=(Choice(words.OPEN_FILE, uri=url),))
    return turn.say(Reply(f"{text}\n{url}", cards=(card,), choices=_MINE), outcome="own data link")


def erase(turn: Turn, _: Sequence[str] = ()) -> Step:
    """Asks before everything is erased."""
    choices = (button(words.ERASE_YES, "privacy.erase"), button(words.ERASE_NO, "privacy.keep"))
    return turn.say(Reply(words.ERASE_QUESTION, choices=choices), outcome="erase asked")


def erase_yes(turn: Turn, _: Sequence[str]) -> Step:
    """Erases everything, the conversation with this very message too."""
    count = erasing.erase(turn.tx, turn.user, turn.answer_key, turn.now)
    return turn.close(
        Reply(words.erased(count), choices=(word(common.MENU),)),
        outcome="erased",
        programme=None,
        last_intent=None,
    )


def keep(turn: Turn, _: Sequence[str]) -> Step:
    """Leaves everything."""
    return turn.say(Reply(words.NOT_ERASED, choices=(word(common.MENU),)), outcome="not erased")


ACTS = Acts(
    acts=(
        Act("my_data", my_data, words.MY_DATA, in_form=InForm.IN_PASSING_IF_BEYOND_DOUBT),
        Act("erase_data", erase, words.ERASE, in_form=InForm.LEAVES),
    ),
    buttons={
        "privacy.mine": my_data,
        "privacy.file": file,
        "privacy.ask": erase,
        "privacy.erase": erase_yes,
        "privacy.keep": keep,
    },
    always={words.MY_DATA: "privacy.mine", words.ERASE: "privacy.ask"},
)
