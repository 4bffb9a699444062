"""Replies as plain text, for a terminal and for scoring."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.wording import cards as wording
from models.reply import Card, Reply, Row


def text_of(replies: Iterable[Reply]) -> str:
    """Everything a person would read, except the buttons."""
    return "\n\n".join(_one(reply) for reply in replies)


def buttons_of(replies: Iterable[Reply]) -> list[str]:
    """The labels of all buttons, those on cards first."""
    labels = []
    for reply in replies:
        labels += [b.label for card in reply.cards for b in card.all_buttons]
        labels += [c.label for c in reply.choices]
    return list(dict.fromkeys(labels))


def _one(reply: Reply) -> str:
    return "\n".join(_card(card) for card in reply.cards) if reply.cards else reply.text


def _card(card: Card) -> str:
    title = f"({card.step[0]}/{card.step[1]}) {card.title}" if card.step else card.title
    lines = [card.noted, card.above, title, card.badge, card.text, *map(_row, card.rows)]
    return "\n".join(line for line in lines if line)


def _row(row: Row) -> str:
    was = f" ({wording.before(row.was)})" if row.was else ""
    if not row.label:
        return row.value
    return f"{row.label}: {row.value}{was}" if row.value else f"{row.label}{was}"
