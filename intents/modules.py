"""Finds modules of programmes, by number and by name."""

# ruff: noqa: E501 (patterns and rows of Thai words are read whole; broken they hide their order)
from __future__ import annotations

import re
from collections.abc import Sequence

from intents.entities.number import SPOKEN
from intents.naming import Hit
from models.understanding import Entity, ProgrammeNames

MODULE = "module"

_COUNT = "|".join(sorted((word for word in SPOKEN if SPOKEN[word] <= 15), key=lambda word: -len(word)))
_NUMBERED = re.compile(
    rf"(?:หัวข้อ|โมดูล|โมดุล|มอดูล|\bmodule|\bmod\.?|บท(?:เรียน)?|หมวด(?:วิชา)?|หน่วย(?:เรียน)?(?:การเรียน)?|เรื่อง|ส่วน|ตอน|วิชา|เนื้อหา|ข้อ)[ ]?"
    rf"(?:(?:ที่|ที|ลำดับ|หมายเลข|เบอร์|#)[ ]?)?(?P<number>\d{{1,2}}(?![\d/:.-]*\d)|{_COUNT}|(?<=ที่){_COUNT}|(?P<first>แรก(?=$|[\sก-๎]))|(?P<last>สุดท้าย))(?![ ]?(?:หัวข้อ|โมดูล|คน|วัน|ข้อ))",
    re.IGNORECASE,
)
_WEAK_NUMBERED = re.compile(r"^(?:เรื่อง|ส่วน|ตอน|วิชา|เนื้อหา|ข้อ|หน่วย|บท)", re.IGNORECASE)
_DAY = re.compile(
    rf"(?:วันที่[ ]?|\bday[ ]?)(?P<number>\d{{1,2}}|{_COUNT}|one|two|three)(?![\d/]|[ ]?(?:\d|ม\.?ค|ก\.?พ|มี|เม|พ\.|มิ|ก\.|ส\.|ต\.|ธ\.))|วัน(?P<first>แรก)|วัน(?P<last>สุดท้าย)",
    re.IGNORECASE,
)
_ENGLISH = {"one": 1, "two": 2, "three": 3}
_DAY_NAMED = re.compile(r"(?:\bday[ ]?|วันที่[ ]?)(\d{1,2})", re.IGNORECASE)


def find(
    text: str,
    hits: Sequence[Hit],
    programmes: tuple[str, ...],
    context: str | None,
    subject: ProgrammeNames | None,
) -> tuple[Entity, ...]:
    """Modules by number and by name, from the programmes named or else the one under discussion."""
    about = subject.id if subject else None
    found = [_numbered(text, match, subject) for match in _NUMBERED.finditer(text)]
    if subject and any(_DAY_NAMED.search(name) for module in subject.modules for name in module.names):
        found += [_day(match, subject) for match in _DAY.finditer(text)]
    wanted = programmes or ((context,) if context else ())
    named = [hit for hit in hits if hit.alias.number is not None]
    of_subject = [hit for hit in named if hit.alias.programme in wanted] or ([] if about else named)
    for hit in of_subject:
        value = {"programme": hit.alias.programme, "number": hit.alias.number}
        found.append(Entity(MODULE, value, text[hit.start : hit.end], hit.start, hit.end))
    kept: list[Entity] = []
    for entity in found:
        if entity and all(entity.end <= other.start or entity.start >= other.end for other in kept):
            kept.append(entity)
    return tuple(sorted(kept, key=lambda entity: entity.start))


def _numbered(text: str, match: re.Match[str], subject: ProgrammeNames | None) -> Entity | None:
    """A module by number; "topic 2" counts even if the data lacks it, "item 2" only as "ข้อที่ 2"."""
    if _WEAK_NUMBERED.match(match[0]) and "ที่" not in match[0] and not match[0][:3].startswith("บท"):
        return None
    return _entity(match, subject)


def _day(match: re.Match[str], subject: ProgrammeNames) -> Entity | None:
    number = _number(match, subject)
    module = next(
        (
            module.number
            for module in subject.modules
            for name in module.names
            if (day := _DAY_NAMED.search(name)) and day[1] == number
        ),
        number,
    )
    return Entity(MODULE, {"programme": subject.id, "number": module}, match[0], match.start(), match.end())


def _entity(match: re.Match[str], subject: ProgrammeNames | None) -> Entity | None:
    number = _number(match, subject)
    if number is None:
        return None
    value = {"programme": subject.id if subject else None, "number": number}
    return Entity(MODULE, value, match[0], match.start(), match.end())


def _number(match: re.Match[str], subject: ProgrammeNames | None) -> str | None:
    """The number meant: digits, a word, the first, or the programme's last."""
    if match["first"]:
        return "1"
    if match["last"]:
        return subject.modules[-1].number if subject and subject.modules else None
    typed = match["number"].lower()
    return str(int(typed)) if typed.isdigit() else str(SPOKEN.get(typed) or _ENGLISH[typed])
