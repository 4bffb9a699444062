"""An answer that looks like another question's: an e-mail address where the local problem is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers.applications.applicable import applicable
from handlers.applications.left_over import left_over
from handlers.applications.question_kind import Found, Problem
from handlers.applications.questions import kind_of
from intents.entities import find_all
from models.programme import Programme, Question
from models.understanding import Understanding

MANY = 2
"""This many facts about a person in one text are personal details, whatever else it says."""


def meant_for_others(
    programme: Programme,
    answers: Mapping[str, Any],
    question: Question,
    read: Understanding,
    answer: Found | Problem,
) -> dict[str, Any]:
    """The other questions a text seems to answer instead of this one, with the answers; mostly none."""
    kind = kind_of(question)
    if not kind.own_words and (named := _named_first(programme, answers, question, read)):
        return named
    if not (kind.mistakable or isinstance(answer, Problem)) or kind.spot(question, read) is not None:
        return {}
    others = [
        q
        for q in applicable(programme, answers)
        if q.key != question.key and kind_of(q).tells and not _asks_for_the_like(question, q)
    ]
    alone = {q.key: v for q in others if (v := kind_of(q).alone(q, read)) is not None}
    if alone:
        return alone
    found = {q.key: v for q in others if (v := kind_of(q).spot(q, read)) is not None}
    used = [span for q in others if q.key in found for span in kind_of(q).used(q, read, found[q.key])]
    if len(found) > 1 and not left_over(read, used, private=any(kind_of(q).secret for q in others)):
        return found
    personal = [q for q in others if q.key in found and kind_of(q).personal]
    return found if kind.own_words and len(personal) >= MANY else {}


def _named_first(
    programme: Programme, answers: Mapping[str, Any], question: Question, read: Understanding
) -> dict[str, Any]:
    """What a text that begins with another answer's name gives: "หน่วยงานเทศบาล…" at the position."""
    own = (question.label, *question.also, *kind_of(question).called)
    others = [q for q in applicable(programme, answers) if q.key != question.key and kind_of(q).tells]
    for other in others:
        names = (other.label, *other.also, *kind_of(other).called)
        begins = max((n for n in names if read.text.startswith(n)), key=len, default="")
        if not begins or any(name in read.text for name in own):
            continue
        if kind_of(question).spot(question, read) is None and kind_of(other).spot(other, read) is not None:
            found = {q.key: kind_of(q).spot(q, read) for q in others}
            return {key: value for key, value in found.items() if value is not None}
    return {}


def meant_by_itself(programme: Programme, answers: Mapping[str, Any], read: Understanding) -> dict[str, Any]:
    """The questions a text answers by itself when none is open, with the answers; mostly none."""
    found = {q.key: kind_of(q).alone(q, read) for q in applicable(programme, answers) if kind_of(q).tells}
    return {key: value for key, value in found.items() if value is not None}


def _asks_for_the_like(question: Question, other: Question) -> bool:
    """Its own example reads as an answer to the other: "พักร่วมกับใคร, เช่น สมศรี มีสุข" wants a name too."""
    example = Understanding(question.example or "", entities=find_all(question.example or "", date.min))
    kind = kind_of(other)
    return kind.alone(other, example) is not None or (kind.names_applicant and "ใคร" in question.ask)
