"""What the bot would say from a programme file: the usual questions, and those its own rows answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers.wording import checking as words
from handlers.wording.common import NOT_ANNOUNCED
from models.programme import Programme


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what the bot would say; `announced` unless that is that nothing is."""

    question: str
    answer: str
    announced: bool


def questions(programme: Programme) -> list[str]:
    """What people usually ask, and what each row of this programme is there to answer."""
    usual = [*words.usual(programme.words.event), *_rows(programme)]
    return list(dict.fromkeys(usual))


def _rows(programme: Programme) -> Iterator[str]:
    for round in programme.rounds:
        yield words.of_round(round.name)
    for entry in programme.timeline:
        yield words.until(entry.what) if entry.until and not entry.date else words.when(entry.what)
    for fee in programme.fees:
        yield words.price(fee.who, fee.what)
    for fact in programme.facts:
        if fact.heading:
            yield words.heading(fact.heading)
    for answer in programme.staff_answers:
        yield from answer.examples[:1]


def asked(question: str, answer: str) -> Asked:
    """One question with its answer."""
    return Asked(question, answer, NOT_ANNOUNCED not in answer)


def gaps(found: Sequence[Asked]) -> list[str]:
    """The questions that will be answered with ยังไม่ประกาศ."""
    return [one.question for one in found if not one.announced]
