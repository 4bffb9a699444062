"""Reading the members of a group: the lines in a text, and what each says about its member."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from handlers.applications.question_kind import Found, More, Problem
from handlers.applications.questions import kind_of
from handlers.applications.questions.text import Text
from handlers.wording import questions
from intents.entities import find_all
from intents.entities import kinds as entity_kinds
from models.programme import Question
from models.understanding import Entity, Understanding

_LINES = re.compile(r"[\n;]+|\s(?=\d{1,2}[.)][ ]?[ก-ฮเ-ไ])")
_BETWEEN = re.compile(r"(,|(?<=\s)(?:และ|กับ)(?=\s))")
_BULLET = re.compile(
    r"^[\s\-*,]*(?:(?:คนที่|ลำดับที่|ที่)[ ]?)?(?:\(?\d{1,3}[.):](?!\d)|\d{1,2}[ ](?=[ก-๎])|\(\d{1,3}\))?[\s\-*]*"
)
_SEPARATOR = re.compile(r"\s*[,|/]\s*|\s+-+\s+|\t+")
_POLITE = re.compile(r"[ ]*(?:นะ)?(?:ครับผม|ครับ|คับ|ค่ะ|คะ|จ้า|จ้ะ)[ .!]*$")
_EDGES = " ,-/|:;()\t"
_MANY_DIGITS = 5
_LONGEST_SHOWN = 40
_SEEN = frozenset(kind.name for kind in entity_kinds())

Member = dict[str, Any]


def members(question: Question, text: str) -> list[Member | Problem]:
    """Each member in a text, or why one cannot be accepted."""
    return [_member(question, line) for line in lines(question, text)]


def lines(question: Question, text: str) -> list[str]:
    """One text per member: a line, a part between semicolons, or from one name to the next."""
    found: list[str] = []
    for chunk in _LINES.split(text):
        found += _by_name(question, chunk)
    bare = [_BULLET.sub("", _POLITE.sub("", line)).strip(_EDGES) for line in found]
    return [line for line in bare if line]


def example(question: Question) -> str:
    """A line as it should be typed."""
    parts = [field.example.split(",")[0] for field in question.fields if field.example]
    return question.example or " ".join(parts)


def _by_name(question: Question, chunk: str) -> list[str]:
    """A line split at commas (and "และ") before a name; commas within a member stay."""
    first = question.fields[0]
    if isinstance(kind_of(first), Text):  # any words would be a new member
        return [chunk]
    pieces = _BETWEEN.split(chunk)
    found = [pieces[0]]
    for between, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if _parsed(first, _without(piece, _answering(question.fields[1:], piece))) is None:
            found[-1] += between + piece
        else:
            found.append(piece)
    return found


def _member(question: Question, line: str) -> Member | Problem:
    first, *rest = question.fields
    head = _head(first, rest, line)
    if head is None:
        return Problem(questions.no_member(line[:_LONGEST_SHOWN], example(question)))
    value, tail = head
    answers, wrong = _answers(rest, tail)
    name = kind_of(first).show(first, value)
    if wrong is not None:
        return Problem(questions.member_wrong(name, wrong.text))
    missing = [field.label for field in rest if field.required and field.key not in answers]
    if missing:
        return Problem(questions.member_lacks(name, missing, example(question)))
    answers[first.key] = value
    return {field.key: answers[field.key] for field in question.fields if field.key in answers}


def _head(first: Question, rest: list[Question], line: str) -> tuple[Any, str] | None:
    """The first answer of a line, and the rest of it.

    It ends at a comma or dash; else where the first other answer begins, if all are recognised; else
    after the fewest words that make an answer, so that an unknown position is not taken for a surname.
    """
    others = _answering(rest, line)
    seen = {entity.kind for entity in others}
    cut = _SEPARATOR.search(line)
    ends = [cut.start()] if cut else []
    unknown = [field for field in rest if field.kind not in seen and not _always_seen(field)]
    if others and not unknown:
        ends.append(others[0].start)
    if unknown and not isinstance(kind_of(first), Text):
        ends += [match.end() for match in re.finditer(r"\S+", line)]
    for end in ends:
        if end > 0 and not any(entity.start < end for entity in others):
            value = _parsed(first, line[:end].strip(_EDGES))
            if value is not None:
                return value, line[end:].strip(_EDGES)
    left = _without(line, others)
    if any(entity.start == 0 and entity.kind != first.kind for entity in _read(left).entities):
        return None  # "ปลัดเทศบาล สมหญิง ดีงาม" reads as an office called สมหญิง
    value = _parsed(first, left)
    return None if value is None else (value, " ".join(entity.text for entity in others))


def _always_seen(field: Question) -> bool:
    """An answer of this kind is recognised anywhere: a telephone number is, an option is not."""
    return field.kind in _SEEN and not kind_of(field).free


def _answers(fields: list[Question], tail: str) -> tuple[Member, Problem | None]:
    """The other answers: the recognised ones, then free ones from the remaining words."""
    answers: Member = {}
    picky = [field for field in fields if not kind_of(field).free]
    for field in picky:
        for piece in (tail, *_SEPARATOR.split(tail), *tail.split()):
            value, left = _taken(field, piece)
            if value is not None:
                answers[field.key] = value
                tail = tail.replace(piece, left, 1).strip(_EDGES)
                break
    open_picky = [field for field in picky if field.key not in answers]
    if open_picky and _digits(tail) >= _MANY_DIGITS:
        told = kind_of(open_picky[0]).parse(open_picky[0], _read(tail))
        return answers, told if isinstance(told, Problem) else None
    return answers | _free(fields, tail), None


def _taken(field: Question, piece: str) -> tuple[Any, str]:
    """The answer in a piece, and what is left of the piece; if nothing is recognised, only from one word."""
    read = _read(piece)
    entity = read.entity(field.kind)
    if entity is not None:
        before = _unlabelled(field, piece[: entity.start], behind=True)
        return _parsed(field, piece), f"{before} {piece[entity.end :]}".strip(_EDGES)
    if " " in piece:
        return None, piece
    return _parsed(field, piece), ""


def _free(fields: list[Question], tail: str) -> Member:
    """Answers in free words: recognised ones first, then a piece each; a single one takes everything."""
    free = [field for field in fields if kind_of(field).free]
    answers: Member = {}
    if len(free) > 1:
        for field in free:
            entity = _read(tail).entity(field.kind)
            value = kind_of(field).spot(field, _read(tail)) if entity else None
            if entity is not None and value is not None:
                answers[field.key] = value
                tail = _without(tail, [entity]).strip(_EDGES)
    waiting = [field for field in free if field.key not in answers]
    pieces = [piece for piece in _SEPARATOR.split(tail) if piece.strip(_EDGES)]
    if len(waiting) == 1:
        pieces = [" ".join(pieces)]
    for field, piece in zip(waiting, pieces, strict=False):
        value = _parsed(field, _unlabelled(field, piece))
        if value is not None:
            answers[field.key] = value
    return answers


def _unlabelled(field: Question, piece: str, *, behind: bool = False) -> str:
    """A piece without the name of its question: "ตำแหน่ง นักวิชาการ"; `behind`: "ปลัดเทศบาล โทร"."""
    bare = piece.strip(f"{_EDGES}.") if behind else piece.strip(_EDGES)
    for label in sorted((field.label, *field.also, *kind_of(field).called), key=len, reverse=True):
        if bare.endswith(label) if behind else bare.startswith(label):
            cut = bare.removesuffix(label) if behind else bare.removeprefix(label)
            return cut.strip(_EDGES)
    return piece.strip(_EDGES)


def _parsed(field: Question, text: str) -> Any | None:
    if not text.strip(_EDGES):
        return None
    found = kind_of(field).parse(field, _read(text))
    return found.value if isinstance(found, Found) and not isinstance(found, More) else None


def _read(text: str) -> Understanding:
    # No today: a member's date needs its year, which is right for what members are asked.
    return Understanding(text=text, entities=find_all(text, date.min))


def _answering(fields: Iterable[Question], text: str) -> list[Entity]:
    """The values in a text that answer these questions."""
    kinds = {field.kind for field in fields}
    return [entity for entity in _read(text).entities if entity.kind in kinds]


def _without(text: str, entities: Iterable[Entity]) -> str:
    return " ".join(_between(text, entities)).strip(_EDGES)


def _between(text: str, entities: Iterable[Entity]) -> Iterator[str]:
    place = 0
    for entity in entities:
        yield text[place : entity.start].strip()
        place = entity.end
    yield text[place:].strip()


def _digits(text: str) -> int:
    return sum(c.isdigit() for c in text)
