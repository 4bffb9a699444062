"""Names of people, with title and surname. Value: the name as written, spaces tidied.

A name is taken only where a text says that it is one: behind "ชื่อ" or a title, or first in a list of facts.
"""

# ruff: noqa: E501 (patterns and rows of Thai words are read whole; broken they hide their order)
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from intents.entities import email, organisation, phone, position, province
from intents.everyday import NAME_TITLES, SENTENCE_WORDS
from intents.normalise import simplify
from intents.tokens import family_names, given_names, is_word, words
from intents.words import command
from models.understanding import Entity

KIND = "person_name"
RANK = 3

_TITLE = "(?:" + "|".join(NAME_TITLES) + ")"
_WORD = r"[ก-๎]{2,25}"
_LATIN = r"[A-Z][A-Za-z'\-]{1,24}"
_TITLED = re.compile(
    rf"(?:(?<![ก-๎])|(?<=ชื่อ)|(?<=ผม)|(?<=ฉัน)|(?<=สมัคร)|(?<=สกุล))"
    rf"(?P<name>(?:{_TITLE}[ ]{{0,2}}){{1,3}}(?:{_WORD}|{_LATIN})[ ]{{1,2}}(?:(?P<na>ณ[ ]?)?(?P<surname>{_WORD}|{_LATIN})))"
)
_CUE = re.compile(
    r"(?:ชื่อ(?:จริง)?(?:[ ]?(?:-|/|และ|กับ)?[ ]?(?:นาม)?สกุล)?|เปลี่ยนเป็น|แก้เป็น|แก้ชื่อเป็น|ในนาม|ผู้สมัคร|ผู้เข้าอบรม|เรียกว่า)"
    r"(?:[ ]?(?:คือ|ว่า|ใหม่|ที่ถูกคือ|เป็น|:|=|-))?[ ]{0,2}"
    rf"(?P<name>(?:{_TITLE}[ ]{{0,2}}){{0,3}}(?P<given>{_WORD}|{_LATIN})[ ]{{1,2}}(?:ณ[ ]?)?(?P<surname>{_WORD}|{_LATIN}))"
)
_FIRST = re.compile(
    rf"^[ ]?(?P<name>(?P<given>{_WORD}|{_LATIN})[ ]{{1,2}}(?:ณ[ ]?)?(?P<surname>{_WORD}|{_LATIN}))(?=[ ,/\n]|$)"
)
_TITLE_ONLY = re.compile(rf"^(?:{_TITLE}[ ]{{0,2}}){{1,3}}")
_HONORIFIC = re.compile(r"^(?:คุณ|ท่าน|พี่|น้อง)[ ]?(?=[ก-ฮเ-ไ])")
_INTRODUCTION = re.compile(
    r"^(?:(?:ของ)?(?:ผม|ดิฉัน|ฉัน|หนู|กระผม|ข้าพเจ้า|ขอแก้|แก้|เปลี่ยน)?[ ]?(?:ชื่อ(?:จริง)?(?:[ ]?(?:-|/|และ|กับ)?[ ]?(?:นาม)?สกุล)?)"
    r"[ ]?(?:เป็น|คือ|ว่า|ใหม่|:|=)?|เปลี่ยนเป็น|แก้เป็น|คือ|ผม|ดิฉัน|หนู|กระผม|ข้าพเจ้า)[ ]*"
)
_PARTICLES = re.compile(r"(?:[ ]*(?:นะครับ|นะคะ|นะ|ครับผม|ครับ|คับ|ค่ะ|คะ|จ้า|ค้าบ|จ้ะ))+[ .!]*$|[ .,!]+$")
_CONTACT_WORDS = re.compile(
    r"(?:เบอร์โทรศัพท์|เบอร์โทร|เบอร์|โทรศัพท์|โทร\.?|อีเมล์?|ตำแหน่ง|สังกัด|หน่วยงาน|จังหวัด|อ\.[ก-๎]+)[ :]*"
)
_ASKS = re.compile(r"[?]|ไหม|มั้ย|อะไร|ที่ไหน|เมื่อ(?:ไหร่|ไร)|เท่า(?:ไหร่|ไร)|ยังไง|อย่างไร|หรือเปล่า|รึเปล่า|ทำไม|ใคร|กี่")
_PART = re.compile(rf"(?:{_WORD}|[A-Za-z][A-Za-z.'\-]{{0,24}}|ณ)")
_ASKING = frozenset(
    [
        "ไหม",
        "มั้ย",
        "อะไร",
        "ได้",
        "ค่ะ",
        "ครับ",
        "ที่ไหน",
        "เมื่อไหร่",
        "เท่าไหร่",
        "ยังไง",
        "หน่อย",
        "ไม่",
        "สมัคร",
        "อบรม",
        "ปลัด",
        "นายก",
    ]
)
"""Words no surname has anywhere in it."""
_LONGEST = 80
_ENOUGH_PARTS = 2
_MOST_PARTS = 5


def find(text: str, today: date) -> list[Entity]:
    """Names behind a title or "ชื่อ", and the one that opens a list of facts."""
    found = [
        _entity(text, match) for match in _TITLED.finditer(text) if match["surname"] not in SENTENCE_WORDS
    ]
    found += [_entity(text, match) for match in _cued(text) if _is_name(match["given"], match["surname"])]
    if not found:
        first = _FIRST.match(text)
        if (
            first
            and _is_name(first["given"], first["surname"], sure=True)
            and _facts_follow(text, first.end(), today)
        ):
            found.append(_entity(text, first))
    return found


def _cued(text: str) -> Iterator[re.Match[str]]:
    """Every place behind a cue, also inside another: "ชื่อผิด เปลี่ยนเป็น …" has two."""
    place = 0
    while match := _CUE.search(text, place):
        yield match
        place = match.start() + 3


def parse(text: str) -> str | None:
    """The name in an answer to "your name?", or None when the answer is no name and surname."""
    if len(text) > 4 * _LONGEST or command(simplify(text))[0] or _ASKS.search(text):
        return None
    found = find(text, date.min)
    if found:
        return str(found[0].value)
    return _as_name(_without_others(text)) or _as_name(text)


def _as_name(text: str) -> str | None:
    """The whole text read as a name: introduction and particles off, two to five parts left."""
    bare = _PARTICLES.sub("", text).strip(" ,.-:;/()")
    bare = _HONORIFIC.sub("", _INTRODUCTION.sub("", bare)).strip()
    bare = _PARTICLES.sub("", bare)
    title = _TITLE_ONLY.match(bare)
    parts = (bare[title.end() :] if title else bare).split()
    if not _ENOUGH_PARTS <= len(parts) <= _MOST_PARTS or len(bare) > _LONGEST or parts[-1] == "ณ":
        return None
    if not all(_PART.fullmatch(part) for part in parts):
        return None
    if not all(part == "ณ" or _name_like(part) for part in parts):
        return None
    return " ".join(bare.split())


def certain(text: str) -> bool:
    """The whole text is a common given name and a surname, nothing else."""
    first = _FIRST.match(text)
    return (
        first is not None
        and first.end() == len(text)
        and _is_name(first["given"], first["surname"], sure=True)
        and first["given"] in given_names()
    )


def _without_others(text: str) -> str:
    """The text without what other kinds find in it: a clerk adds position, office and number at once."""
    others = [
        entity
        for kind in (phone, email, organisation, position, province)
        for entity in kind.find(text, date.min)
        if "ณ " not in text[max(0, entity.start - 2) : entity.start]
    ]
    for entity in sorted(others, key=lambda entity: -entity.start):
        text = text[: entity.start] + " " + text[entity.end :]
    return _CONTACT_WORDS.sub(" ", text)


def _entity(text: str, match: re.Match[str]) -> Entity:
    start = match.start("name")
    end = start + len(_PARTICLES.sub("", match["name"]))
    written = text[start:end]
    return Entity(KIND, " ".join(written.split()), written, start, end)


def _is_name(given: str, surname: str, sure: bool = False) -> bool:
    """Two words in the shape of name and surname; `sure` also wants a sign that the first is a name."""
    if not (_name_like(given) and _name_like(surname)):
        return False
    if not sure or given[0].isascii():
        return True
    return given in given_names() or surname in family_names() or not (is_word(given) or is_word(surname))


@lru_cache(maxsize=4096)
def _name_like(word: str) -> bool:
    """Thai or Latin letters that are no word of a sentence."""
    if word[0].isascii():
        return word.lower() not in {"ok", "yes", "no", "line", "email"}
    if word in given_names() or word in family_names():
        return word not in SENTENCE_WORDS
    cut = words(_PARTICLES.sub("", word))
    return bool(cut) and cut[0] not in SENTENCE_WORDS and not _ASKING.intersection(cut)


def _facts_follow(text: str, end: int, today: date) -> bool:
    rest = text[end:]
    return any(kind.find(rest, today) for kind in (phone, position, organisation, email, province))
