"""Passing a programme on to a friend, and its place as a point on the map."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from handlers.enquiries import enquiry
from handlers.enquiries.answer import ask, label
from handlers.enquiries.answers.programmes import state
from handlers.programmes import ways
from handlers.programmes.sessions import known_place
from handlers.turn import Acts, Step, Turn, word
from handlers.wording import common, enquiries, share
from models.graphemes import cut
from models.programme import Programme
from models.reply import Card, Choice, Reply

_SHORT = 40
"""Letters of what goes into a link that opens LINE's list of friends: nine bytes each, of a thousand."""


def share_(turn: Turn, arguments: Sequence[str]) -> Step:
    """A text to forward, and a button that opens LINE's list of friends with it.

    https://developers.line.biz/en/docs/messaging-api/using-line-url-scheme/#sending-text-messages
    """
    programme = turn.catalogue.get(arguments[0]) if arguments else turn.programme
    if programme is None:
        return enquiry.answer(turn, ["share"])
    basic = turn.tx.channel.basic_id()
    link = f"https://line.me/R/ti/p/{quote(basic, safe='')}" if basic else None
    text = share.to_a_friend(_in_brief(turn, programme), link)
    brief = [cut(programme.short_name, _SHORT), cut(state(programme, turn.now), _SHORT), link]
    short = "\n".join(filter(None, brief))
    buttons = [Choice(share.SHARE, uri=f"https://line.me/R/share?text={quote(short, safe='')}")]
    buttons.append(ask(enquiries.DETAILS, "about", programme))
    card = Card(share.title(programme.short_name), text=share.HOW, buttons=tuple(buttons))
    choices = tuple(enquiry.general_steps(programme, turn.now, applied_to=turn.applied_to))
    return turn.about(programme).say(
        Reply(text), Reply(share.HOW, cards=(card,), choices=choices), outcome="shared"
    )


def map_(turn: Turn, arguments: Sequence[str]) -> Step:
    """The place of a session, where its coordinates are known, as LINE's own map."""
    id, day = [*arguments, "", ""][:2]
    programme = turn.catalogue.get(id)
    session = programme.session(day) if programme else None
    point = ways.point(programme, session) if programme and session else None
    if programme is None or session is None or point is None:
        return turn.say(Reply(common.STALE_BUTTON, choices=(word(common.MENU),)), outcome="stale button")
    where = known_place(programme, session) or programme.short_name
    text = f"{share.place_of(programme.words.event, programme.short_name)}\n{where}"
    choices = tuple(enquiry.general_steps(programme, turn.now, applied_to=turn.applied_to))
    return turn.about(programme).say(Reply(text, place=point, choices=choices), outcome="map")


def _in_brief(turn: Turn, programme: Programme) -> list[str]:
    lines = [programme.name]
    for aspect in ("schedule", "venue"):
        facts = programme.about(aspect)
        lines += [enquiries.stated(label(aspect), [facts[0].text])] if facts else []
    return [*lines, state(programme, turn.now)]


ACTS = Acts(buttons={"share": share_, "map": map_})
