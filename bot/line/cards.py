"""Draws our cards as Flex bubbles, within LINE's limits on their size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from bot.line import blocks
from bot.line.blocks import Block, Shade
from handlers.wording import cards as wording
from models.graphemes import cut
from models.reply import Card, Choice, Row, Tone

ROOM = 28_000
"""Bytes for one card: a bubble is at most 30 KB, at six bytes per Thai letter as it is sent."""
CAROUSEL_ROOM = 46_000
"""Bytes for all cards of a message; LINE takes 50 KB."""
MOST_CARDS = 12
MOST_BUTTONS = 14
_LETTER = 6
_PART = 420
"""Bytes of one row or button without its words."""
_SHORT_LABEL = 9
_SHORT_VALUE = 14
_LEAST = 40
"""Letters that are left of a value, however little room there is."""

Action = Callable[[Choice], Block]


def bubbles(cards: Sequence[Card], action: Action) -> list[Block]:
    """The cards drawn, cut so that all of them fit into one message.

    action  turns a button into what LINE does when it is pressed
    """
    shown = cards[:MOST_CARDS]
    room = ROOM if len(shown) == 1 else min(ROOM, CAROUSEL_ROOM // max(len(shown), 1))
    return [_bubble(_fitted(card, room), action) for card in shown]


def _bubble(card: Card, action: Action) -> Block:
    shade = blocks.SHADES[card.tone]
    made: Block = {"type": "bubble", "size": "mega"}
    body = [blocks.tinted(card.noted, blocks.SHADES[Tone.GOOD])] if card.noted else []
    if card.step is not None:
        place, total = card.step
        margin = {"margin": "lg"} if body else {}
        body.append({**blocks.progress(wording.step(place, total), place, total, shade), **margin})
        body.append(blocks.text(card.title, "lg", weight="bold", margin="lg"))
    else:
        made["header"] = blocks.header(card.above, card.title, card.badge, shade)
    if card.text:
        body.append(blocks.text(card.text, "md", **({"margin": "md"} if body else {})))
    body += _rows(card.rows, shade, action, first=not body)
    if body:
        made["body"] = blocks.column(body, paddingAll="16px")
    if card.buttons:
        drawn = [
            blocks.button(action(choice), shade, first=place == 0 and not choice.uri)
            for place, choice in enumerate(card.buttons[:MOST_BUTTONS])
        ]
        made["footer"] = blocks.column(drawn, spacing="sm", paddingAll="12px")
    return made


def _rows(rows: Sequence[Row], shade: Shade, action: Action, *, first: bool) -> list[Block]:
    drawn: list[Block] = []
    alone = sum(row.large for row in rows) == 1
    for place, row in enumerate(rows):
        apart = place > 0 or not first
        if apart and (row.large or row.press or row.was or (place == 0 and row.stage is None)):
            drawn.append(blocks.rule())
        part = _row(row, shade, action, alone=alone)
        drawn.append({**part, "margin": "lg" if apart else "none"})
        if row.buttons:
            chips = [blocks.chip(it.short or it.label, action(it), shade) for it in row.buttons]
            drawn.append(blocks.line(chips, spacing="sm", margin="md"))
    return drawn


def _row(row: Row, shade: Shade, action: Action, *, alone: bool) -> Block:
    if row.stage is not None:
        return blocks.staged(row.label, row.value, row.stage, shade)
    if row.large:
        return blocks.column(blocks.large(row.label, row.value, alone=alone))
    if row.press is not None:
        return blocks.pressable(blocks.labelled(row.label, row.value, row.was), action(row.press))
    brief = not row.was and "\n" not in row.value and cut(row.value, _SHORT_VALUE) == row.value
    if row.label and row.value and brief and cut(row.label, _SHORT_LABEL) == row.label:
        return blocks.beside(row.label, row.value)
    return blocks.column(blocks.labelled(row.label, row.value, row.was))


def _fitted(card: Card, room: int) -> Card:
    """The card with its long texts cut as far as needed: the longest first."""
    fixed, words = _weight(card)
    if fixed + words <= room:
        return card
    left = max((room - fixed) // _LETTER, _LEAST)
    longest = _longest([card.text, *(row.value for row in card.rows)], left - _labels(card))
    rows = tuple(
        replace(row, value=cut16(row.value, longest), was=cut16(row.was, longest)) for row in card.rows
    )
    return replace(card, text=cut16(card.text, longest), rows=rows)


def _weight(card: Card) -> tuple[int, int]:
    """Bytes of a card's frame and buttons, and of its words."""
    nested = sum(row.press is not None or row.stage is not None for row in card.rows)
    parts = 3 + len(card.rows) + len(card.all_buttons) + nested
    acts = [*card.all_buttons, *(row.press for row in card.rows if row.press)]
    data = sum(
        len(it.data or "") + len(it.uri or "") + _LETTER * 2 * units(it.say or it.label) for it in acts
    )
    values = sum(units(row.value) + units(row.was) for row in card.rows)
    return parts * _PART + data, _LETTER * (units(card.text) + values + _labels(card))


def _labels(card: Card) -> int:
    return sum(
        map(units, (card.title, card.above, card.badge, card.noted, *(row.label for row in card.rows)))
    )


def _longest(texts: Sequence[str], room: int) -> int:
    """How long a text may be at most so that all together fit."""
    left, most = max(room, 0), 0
    sizes = sorted(map(units, texts))
    for place, size in enumerate(sizes):
        most = left // (len(sizes) - place)
        if size > most:
            break
        left -= size
    return max(most, _LEAST)


def units(text: str) -> int:
    """Length in UTF-16 units: that is how LINE counts text, and what JSON writes with six bytes each."""
    return len(text.encode("utf-16-le")) // 2


def cut16(text: str, limit: int) -> str:
    """The text within `limit` UTF-16 units."""
    if units(text) <= limit:
        return text
    cut_off = text.encode("utf-16-le")[: (limit - 1) * 2].decode("utf-16-le", "ignore")
    return cut_off + "…"


def contents(drawn: list[Block]) -> dict[str, Any]:
    """One bubble, or a carousel of several."""
    return drawn[0] if len(drawn) == 1 else {"type": "carousel", "contents": drawn}
