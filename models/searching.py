"""What of an application staff search and filter by, folded so that one spelling finds another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.programme import ROUND, Question

ORGANISATION_TYPE = "organisation_type"
"""The key of the question whose answer lists are filtered by."""
MOST_WORDS = 8
_APART = "\n"
"""Between the parts of a text; no folded words hold it, so nothing is found across two parts."""
THAI_DIGITS = {0x0E50 + digit: str(digit) for digit in range(10)}
"""What each Thai digit is in `str.translate`."""
_DROPPED = re.compile(
    "[\\s\u0000-\u001f\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ud800-\udfff]"
)
_DASHES = re.compile("[-\u2010-\u2015\u2212]")
_IN_NUMBERS = re.compile(r"(?<=[\d+)])[\s\-().\u2010-\u2015\u2212]+(?=[\d(])")
"""Between the digits of one telephone number as people type it."""
_BRACKETS = "()[]"
_IDENTITY = re.compile(r"\d{13}")
_TITLE = re.compile(r"^(?:นางสาว|นาง|นาย|น\.ส\.|ดร\.)\s*")
_VOWEL_FIRST = re.compile("([เ-ไ])([ก-ฮ])")
_TONES = re.compile("[\u0e47-\u0e4c]")


@dataclass(frozen=True, slots=True)
class Searchable:
    """What lists show, sort, filter and search by. Missing values are empty.

    name_key  sorts names as a Thai dictionary does
    phone     E.164 without extension
    text      every spelling somebody may look for, folded
    """

    name: str = ""
    name_key: str = ""
    position: str = ""
    unit: str = ""
    province: str = ""
    organisation_type: str = ""
    phone: str = ""
    email: str = ""
    text: str = ""
    round: str = ""


def searchable(
    questions: Sequence[Question], reference: str | None, answers: Mapping[str, Any]
) -> Searchable:
    """What is found of an application. Answers of kinds that are kept sealed are never among it."""
    name, unit = _first(questions, answers, "person_name"), _first(questions, answers, "organisation")
    position, email = _first(questions, answers, "position"), _first(questions, answers, "email")
    phones = [v["number"] for v in _values(questions, answers, "phone")]
    names = list(_values(questions, answers, "person_name"))
    words = [reference or "", *names, *_values(questions, answers, "organisation"), position]
    words += [*_values(questions, answers, "email"), *phones, *("0" + p.removeprefix("+66") for p in phones)]
    folded = dict.fromkeys(_IDENTITY.sub("", fold(word)) for word in words)
    kind = next((answers.get(q.key) for q in questions if q.key == ORGANISATION_TYPE), None)
    return Searchable(
        name=name,
        name_key=name_key(name),
        position=position,
        unit=unit,
        province=_first(questions, answers, "province"),
        organisation_type=kind if isinstance(kind, str) else "",
        phone=phones[0] if phones else "",
        email=email.lower(),
        text=_APART.join(word for word in folded if word),
        round=_first(questions, answers, ROUND),
    )


def fold(text: str) -> str:
    """One spelling for what looks the same: case, digits, spaces, hyphens and the like make no difference."""
    plain = (
        unicodedata.normalize("NFC", text.replace("\u0e4d\u0e32", "\u0e33")).lower().translate(THAI_DIGITS)
    )
    return _DASHES.sub("", _DROPPED.sub("", plain))


def words(query: str) -> tuple[str, ...] | None:
    """The folded words that must all be found; () asks for nothing, None can be found nowhere.

    The digits of one number are one word, however they are grouped.
    """
    if not query.strip():
        return ()
    plain = query.translate(THAI_DIGITS)
    parts = [fold(part).strip(_BRACKETS) for part in _IN_NUMBERS.sub("", plain).split()]
    found = [part for part in parts if part]
    if len(found) > MOST_WORDS:
        found = [*found[: MOST_WORDS - 1], "".join(found[MOST_WORDS - 1 :])]
    return tuple(found) or None


def name_key(name: str) -> str:
    """Sorts as a Thai dictionary: by consonants first, a leading vowel after its consonant, without title."""
    bare = _TITLE.sub("", name.strip()).lower()
    return _TONES.sub("", _VOWEL_FIRST.sub(r"\2\1", bare)) + _APART + bare if bare else ""


def _first(questions: Iterable[Question], answers: Mapping[str, Any], kind: str) -> str:
    return next((str(value) for value in _values(questions, answers, kind)), "")


def _values(questions: Iterable[Question], answers: Mapping[str, Any], kind: str) -> Iterator[Any]:
    """Every complete answer of a kind, those about members of a group last."""
    groups = []
    for question in questions:
        value = answers.get(question.key)
        if question.kind == kind and isinstance(value, dict if kind == "phone" else str):
            yield value
        if question.fields and isinstance(value, dict):
            groups.append((question.fields, value.get("rows", [])))
    for fields, rows in groups:
        for row in rows:
            yield from _values(fields, row, kind)
