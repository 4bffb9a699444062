"""What an announcement says of one kind of people, or of one post among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from intents.matching import squeezed
from intents.posts import not_among
from models.audience import AudienceKind
from models.programme import Audience, Programme

Verdict = Literal["yes", "no", "ask", "unnamed"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether people of this kind may come, by which row of the announcement.

    verdict   the row's, or `unnamed`: it lists others of this kind, and not the one asked about
    post      the post or type of office that it does not list, if one was named
    """

    kind: AudienceKind
    row: Audience
    verdict: Verdict
    post: str | None = None


def standings(programme: Programme, asked: Sequence[AudienceKind], text: str) -> list[Standing]:
    """Where each of these kinds of people stands that the announcement mentions, in their order."""
    found = [_standing(programme, kind, text) for kind in asked]
    return [standing for standing in found if standing is not None]


def _standing(programme: Programme, kind: AudienceKind, text: str) -> Standing | None:
    rows = [row for row in programme.audiences if kind in row.who]
    if not rows:
        return None
    said = squeezed(text)
    named = next((row for row in rows if any(squeezed(word) in said for word in row.only)), None)
    if named is not None:
        return Standing(kind, named, named.verdict)
    at_large = [row for row in rows if not row.only]
    if not at_large:
        return Standing(kind, rows[0], "unnamed", not_among(text, " ".join(rows[0].only)))
    elsewhere = _conditions(programme)
    missing = [(row, not_among(text, f"{row.quote} {row.text or ''} {elsewhere}")) for row in at_large]
    row, post = next(((row, post) for row, post in missing if post is None), missing[0])
    if post is None or row.verdict == "ask":
        return Standing(kind, row, row.verdict)
    return Standing(kind, row, "unnamed", post)


def _conditions(programme: Programme) -> str:
    """What else the announcement says of who may come: a post named there is named."""
    facts = [fact.words for fact in programme.about("eligibility")]
    return " ".join([*facts, *(f"{level.name} {level.who or ''}" for level in programme.levels)])
