"""Thai telephone numbers, mobile and landline, as people type them.

Value: {"number": "+66812345678", "extension": "12", "101-105", "12,13" or None}.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from models.understanding import Entity

KIND = "phone"
RANK = 4

_GAP = r"[ .()_\-]{0,3}"
_NUMBER = re.compile(
    rf"(?<![\d+])\(?(?:(?:\+{_GAP}|00)66{_GAP}(?:\(0\))?{_GAP}0?|66{_GAP}(?=[689])|0{_GAP})"
    rf"(?P<body>[689](?:{_GAP}\d){{8}}|[2-7](?:{_GAP}\d){{7}})(?!\d|-\d)"
)
_IDENTITY = re.compile(r"(?<!\d)[1-9][ \-]?\d{4}[ \-]?\d{5}[ \-]?\d{2}[ \-]?\d(?![ \-]?\d)")
"""The thirteen digits of a national identity number: part of it may look like a telephone number."""
_INSIDE = rf"(?!{_NUMBER.pattern.replace('?P<body>', '')})\d{{1,6}}(?!\d)"
_TO = r"[ ]?(?:-|ถึง)[ ]?"
_OR = r"[ ]?(?:,|/|และ|หรือ|กับ)[ ]?"
_EXTENSION = re.compile(
    r"[ ,]{0,2}\(?(?:(?:เบอร์|หมายเลข)?(?:ต่อ|ภายใน)(?:ภายใน|เบอร์)?|กด|extension|ext\.?|#)[ :.]{0,2}"
    rf"(?P<numbers>{_INSIDE}(?:(?:{_TO}|{_OR}){_INSIDE})*)\)?",
    re.IGNORECASE,
)
_DIGIT_WORDS = {
    "ศูนย์": "0", "หนึ่ง": "1", "นึง": "1", "เอ็ด": "1", "สอง": "2", "โท": "2", "สาม": "3", "สี่": "4",
    "ห้า": "5", "หก": "6", "เจ็ด": "7", "แปด": "8", "เก้า": "9",
}  # fmt: skip
_DIGIT_WORD = re.compile("|".join(_DIGIT_WORDS))
_SPOKEN = re.compile(rf"(?:ศูนย์|0)(?:[ .\-]{{0,3}}(?:{_DIGIT_WORD.pattern}|\d)){{8,9}}(?!\d)")
_NOT_DIGIT = re.compile(r"\D+")
_TYPED = re.compile(r"\+?\d(?:[ .()\-]{0,3}\d){0,40}")
_AREA = 2
"""Digits in Bangkok's code (02); every other landline code and every mobile prefix has three."""


def find(text: str, today: date) -> list[Entity]:
    """Every complete telephone number, with its extension."""
    identities = [match.span() for match in _IDENTITY.finditer(text)]
    found = [
        _entity(text, match.start(), match.end(), match["body"])
        for match in _NUMBER.finditer(text)
        if not any(match.start() < end and start < match.end() for start, end in identities)
    ]
    return found + _spoken(text)


def _entity(text: str, start: int, end: int, body: str) -> Entity:
    """The number at this place, with any extension after it."""
    extension = _EXTENSION.match(text, end)
    end = extension.end() if extension else end
    value = {
        "number": "+66" + _NOT_DIGIT.sub("", body),
        "extension": _listed(extension["numbers"]) if extension else None,
    }
    return Entity(KIND, value, text[start:end], start, end)


def _listed(extensions: str) -> str:
    """Extensions in one format: "101-105" for a range, "12,13" for several."""
    return re.sub(_OR, ",", re.sub(_TO, "-", extensions))


def _spoken(text: str) -> list[Entity]:
    """Numbers said digit by digit: "ศูนย์แปดหนึ่ง สองสามสี่ ห้าหกเจ็ดแปด"."""
    found = []
    for match in _SPOKEN.finditer(text):
        typed = _DIGIT_WORD.sub(lambda word: _DIGIT_WORDS[word[0]], match[0])
        number = _NUMBER.fullmatch(typed)
        if number and typed != match[0]:
            found.append(_entity(text, match.start(), match.end(), number["body"]))
    return found


def digits(text: str) -> str:
    """The digits typed as the number, without extension, in national form: for saying what is wrong."""
    head = re.split(r"ต่อ|กด|ext|#", text, maxsplit=1, flags=re.IGNORECASE)[0]
    whole = _NUMBER.search(head)
    typed = whole[0] if whole else max((match[0] for match in _TYPED.finditer(head)), key=len, default="")
    bare = _NOT_DIGIT.sub("", typed)
    if typed.startswith("+66") or (bare.startswith("66") and len(bare) >= 10):
        return "0" + bare[2:].removeprefix("0")
    return bare


def show(value: Mapping[str, Any]) -> str:
    """The number as people read it: 081-234-5678, 042-123-456 ต่อ 12, 02-241-9000 ต่อ 101-105."""
    national = "0" + str(value["number"]).removeprefix("+66")
    code = _AREA if national.startswith("02") else 3
    middle = code + 3
    shown = "-".join((national[:code], national[code:middle], national[middle:]))
    extension = value.get("extension")
    return f"{shown} ต่อ {extension.replace(',', ', ')}" if extension else shown
