"""Names of people, with title and surname. Value: the name as written, spaces tidied.

A name counts only if the text marks it as one: after "ชื่อ" or a title, or first in a list of facts.
"""

# ruff: noqa: E501 (patterns and rows of Thai words are read whole; broken they hide their order)
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
_TITLES = rf"(?:{_TITLE}[ ]{{0,2}})"
_WORD = r"[ก-ฮเ-ไ][ก-๎]{1,39}(?![ก-๎])"
_LATIN = r"[A-Z][A-Za-z'\-]{1,24}(?![A-Za-z])"
_NA = r"(?:ณ\.?[ ]?)"
_SURNAME = rf"(?:{_WORD}(?:-{_WORD})*|{_LATIN})"
_TITLED = re.compile(
    rf"(?:(?<![ก-๎])|(?<=ชื่อ)|(?<=ผม)|(?<=ฉัน)|(?<=สมัคร)|(?<=สกุล))"
    rf"(?P<name>(?P<titles>{_TITLES}{{1,4}})(?P<given>{_WORD}|{_LATIN})[ ]{{1,2}}{_NA}?(?P<surname>{_SURNAME}))"
)
_CUE = re.compile(
    r"(?:ชื่อ(?!เล่น|เดิม)(?:จริง)?(?:[ ]?(?:-|/|และ|กับ)?[ ]?(?:นาม)?สกุล)?|เปลี่ยนเป็น|แก้เป็น|แก้ชื่อเป็น|ในนาม|ผู้สมัคร|ผู้เข้าอบรม|เรียกว่า)"
    r"(?:[ ]?(?:คือ|ว่า|ใหม่|ที่ถูกคือ|เป็น|:|=|-))?[ ]{0,2}"
    rf"(?P<name>{_TITLES}{{0,4}}(?P<given>{_WORD}|{_LATIN})[ ]{{1,2}}{_NA}?(?P<surname>{_SURNAME}))"
)
_FIRST = re.compile(
    rf"^[ ]?(?P<name>(?P<given>{_WORD}|{_LATIN})[ ]{{1,2}}{_NA}?(?P<surname>{_SURNAME}))(?=[ ,/\n]|$)"
)
_IS = r"(?:[ ]?(?:คือ|ว่า|:|=))?[ ]{0,2}"
_APART = re.compile(
    rf"ชื่อ(?:จริง)?{_IS}(?!นาม|และ|เล่น)(?P<given>{_TITLES}{{0,4}}[ก-ฮเ-ไ][ก-๎]{{1,39}}?)[ ,]{{0,2}}"
    rf"(?:และ)?(?:นาม)?สกุล{_IS}(?P<surname>{_NA}?{_SURNAME})"
)
_MORE = re.compile(
    rf"[ ]{{1,2}}(?:ณ\.?[ ]?(?P<of>{_WORD})|(?:-[ ]?)?(?P<part>{_SURNAME})(?![.\d:])|\((?P<former>{_WORD})\))|-[ ]?(?P<tail>{_WORD})"
)
"""Another part of a name: a middle name, a second surname, a former one in brackets, "ณ อยุธยา"."""
_NO_PART = re.compile(
    r"งาน|ฝ่าย|กอง|กลุ่ม|แผนก|อายุ|เพศ|เกิด|บ้านเลข|หมู่|ซอย|ถนน|ชื่อ|สาขา|คณะ|ห้อง|ชั้น|ตำรวจ|ทหาร|ธุรการ|การเงิน|บัญชี|พัสดุ|ช่าง|คลัง|วุฒิ|"
    r"โสด|สมรส|ศาสนา|สัญชาติ|เชื้อชาติ|ผู้|เลข|มือถือ|รหัส|ประเภท|นามสกุล|เดิม|สำนัก|ศูนย์|หน่วย|ส่วน|พนักงาน|นัก|จนท|จพง|ลูกบ้าน|ศิษย์"
)
"""What follows a name in a list of facts without being part of it."""
_DASH = re.compile(r"(?<=[ก-๎])[ ]?-[ ]?(?=[ก-ฮเ-ไ])")
_NICKNAME = re.compile(r"[ ,(]*ชื่อเล่น.*$", re.DOTALL)
_BRACKETS = re.compile(r"\([^()]*\)")
_IMPOSSIBLE_START = re.compile("[ะ-ฺ็-๎ฤ]")
_TITLE_ONLY = re.compile(rf"^{_TITLES}{{1,4}}")
_HONORIFIC = re.compile(r"^(?:คุณ|ท่าน|พี่|น้อง)[ ]?(?=[ก-ฮเ-ไ])")
_INTRODUCTION = re.compile(
    r"^(?:(?:ของ)?(?:ผม|ดิฉัน|ฉัน|หนู|กระผม|ข้าพเจ้า|ขอแก้|แก้|เปลี่ยน)?[ ]?(?:ชื่อ(?:จริง)?(?:[ ]?(?:-|/|และ|กับ)?[ ]?(?:นาม)?สกุล)?)"
    r"[ ]?(?:เป็น|คือ|ว่า|ใหม่|:|=)?|เปลี่ยนเป็น|แก้เป็น|คือ|ผม|ดิฉัน|หนู|กระผม|ข้าพเจ้า)[ ]*"
)
_PARTICLES = re.compile(r"(?:[ ]*(?:นะครับ|นะคะ|นะ|ครับผม|ครับ|คับ|ค่ะ|คะ|จ้า|ค้าบ|จ้ะ))+[ .!]*$|[ .,!]+$")
_CONTACT_WORDS = re.compile(
    r"(?:เบอร์โทรศัพท์|เบอร์โทร|เบอร์|โทรศัพท์|โทร\.?|อีเมล์?|ตำแหน่ง|สังกัด|หน่วยงาน|จังหวัด|อ\.[ก-๎]+)[ :]*"
)
_ASKS = re.compile(
    r"[?]|(?:ไหม|มั้ย)(?![ก-ฮ](?!ะ|่ะ|รับ|ับ))|อะไร|ที่ไหน|เมื่อ(?:ไหร่|ไร)|เท่า(?:ไหร่|ไร)|ยังไง|อย่างไร|หรือเปล่า|รึเปล่า|ทำไม|ใคร|กี่"
)
_PART = re.compile(rf"(?:{_SURNAME}|\({_WORD}\)|[A-Za-z][A-Za-z.'\-]{{0,24}}|ณ\.?)")
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
"""Words that no surname contains."""
_LONGEST = 80
_ENOUGH_PARTS = 2
_MOST_PARTS = 5


def find(text: str, today: date) -> list[Entity]:
    """Names after a title or "ชื่อ", and one that opens a list of facts."""
    found = [_apart(text, match) for match in _APART.finditer(text)]
    found += [_entity(text, match) for match in _TITLED.finditer(text) if _is_titled(match)]
    found += [_entity(text, match) for match in _cued(text) if _is_name(match["given"], match["surname"])]
    if not found:
        first = _FIRST.match(text)
        if (
            first
            and _is_name(first["given"], first["surname"], sure=True)
            and not any(entity.start == first.start("name") for entity in position.find(text, today))
            and _facts_follow(text, first.end(), today)
        ):
            found.append(_entity(text, first))
    return found


def _is_titled(match: re.Match[str]) -> bool:
    """A name follows the title; "นายก อบต." and "นายกสมาคม" are not นาย with a name beginning with ก."""
    given = match["given"]
    office = match["titles"].endswith("นาย") and given.startswith("ก")
    named = given in given_names() or _IMPOSSIBLE_START.match(given[1:])
    if match["titles"].strip() == "อ." and province.find(match["surname"], date.min):
        return False  # "อ.เมือง อุดรธานี" is a district
    return match["surname"] not in SENTENCE_WORDS and (not office or bool(named))


def _cued(text: str) -> Iterator[re.Match[str]]:
    """Every match of a cue, even inside another: "ชื่อผิด เปลี่ยนเป็น …" has two."""
    place = 0
    while match := _CUE.search(text, place):
        yield match
        place = match.start() + 3


def parse(text: str) -> str | None:
    """The name in an answer to "your name?"; None if the answer is not a name and surname."""
    if len(text) > 4 * _LONGEST or command(simplify(text))[0]:
        return None
    if _known_given(text):
        return _tidy(_bare(text))
    if _ASKS.search(text):
        return None
    found = find(text, date.min)
    if found:
        return str(found[0].value)
    bare = _NICKNAME.sub("", text)
    read = (_as_name(left) for whole in (bare, _BRACKETS.sub(" ", bare)) for left in _left(whole))
    return next(filter(None, read), None)


def _left(text: str) -> Iterator[str]:
    """What is left without other values; "สมหมาย ขอนแก่น": a province may be a surname, an office may not."""
    others = _others(text)
    yield _without(text, others)
    yield _without(text, [entity for entity in others if entity.kind != province.KIND])


def _as_name(text: str) -> str | None:
    """The whole text read as a name: two to five parts once introduction and particles are removed."""
    bare = _bare(text)
    title = _TITLE_ONLY.match(bare)
    parts = (bare[title.end() :] if title else bare).split()
    if not _ENOUGH_PARTS <= len(parts) <= _MOST_PARTS or len(bare) > _LONGEST or parts[-1].strip(".") == "ณ":
        return None
    if not all(_PART.fullmatch(part) for part in parts):
        return None
    if not all(part[0] == "ณ" or _name_like(part.strip("()")) for part in parts):
        return None
    return _tidy(bare)


def _known_given(text: str) -> bool:
    """A common given name and one more word: a surname may begin as a sentence does ("สมศรี มีทรัพย์")."""
    parts = _TITLE_ONLY.sub("", _bare(text)).split()
    if len(parts) != _ENOUGH_PARTS or not all(re.fullmatch(_WORD, part) for part in parts):
        return False
    given, surname = parts
    if given not in given_names() or given in SENTENCE_WORDS or is_word(surname):
        return False
    return not all(word in _ASKING or word in SENTENCE_WORDS for word in words(surname))


def possible(text: str) -> str | None:
    """What has the shape of a name and surname without being known as one; None for anything else.

    Worth asking about, where refusing it would leave somebody with a rare name stuck.
    """
    bare = _bare(text)
    parts = _TITLE_ONLY.sub("", bare).split()
    if not _ENOUGH_PARTS <= len(parts) <= _MOST_PARTS or len(bare) > _LONGEST:
        return None
    return _tidy(bare) if all(_PART.fullmatch(part) for part in parts) else None


def _bare(text: str) -> str:
    """The text without introduction, politeness and surrounding punctuation."""
    bare = _PARTICLES.sub("", text).strip(" ,.-:;/")
    bare = bare.strip("()") if _BRACKETS.fullmatch(bare) else bare
    bare = _DASH.sub("-", bare)
    bare = _HONORIFIC.sub("", _INTRODUCTION.sub("", bare)).strip()
    return _PARTICLES.sub("", bare)


def given(text: str) -> str | None:
    """A given name alone, with a title if typed: "สมชาย" to "your name?"; None for any other text."""
    if len(text) > _LONGEST or command(simplify(text))[0] or _ASKS.search(text):
        return None
    bare = _bare(text)
    title = _TITLE_ONLY.match(bare)
    rest = bare[title.end() :].strip() if title else bare
    if not re.fullmatch(rf"{_WORD}|{_LATIN}", rest) or not _name_like(rest):
        return None
    known = rest in given_names() or not is_word(rest) or (title is not None and title.end() > 0)
    return _tidy(bare) if known else None


def surname(text: str) -> str | None:
    """A surname alone, as the second half of a name; None if the text cannot be one."""
    if len(text) > _LONGEST or _ASKS.search(text):
        return None
    parts = re.sub(r"^(?:ส่วน)?(?:นาม)?สกุล[ ]*(?:คือ|ว่า|:)?[ ]*", "", _bare(text)).split()
    if not 0 < len(parts) < _MOST_PARTS or not all(_PART.fullmatch(part) for part in parts):
        return None
    return (
        _tidy(" ".join(parts))
        if all(part[0] == "ณ" or _name_like(part.strip("()")) for part in parts)
        else None
    )


def whole(name: str) -> bool:
    """Whether a stored name includes its surname."""
    title = _TITLE_ONLY.match(name)
    return len((name[title.end() :] if title else name).split()) >= _ENOUGH_PARTS


def certain(text: str) -> bool:
    """The whole text is a common given name and a surname, nothing else."""
    first = _FIRST.match(text)
    return (
        first is not None
        and first.end() == len(text)
        and _is_name(first["given"], first["surname"], sure=True)
        and first["given"] in given_names()
    )


def _without(text: str, others: Iterable[Entity]) -> str:
    """The text without values of other kinds: clerks also give position, office and number in one go."""
    for entity in sorted(others, key=lambda entity: -entity.start):
        text = text[: entity.start] + " " + text[entity.end :]
    return _CONTACT_WORDS.sub(" ", text)


def _others(text: str) -> list[Entity]:
    """Values of other kinds; the place in "ณ อยุธยา" is a surname."""
    return [
        entity
        for kind in (phone, email, organisation, position, province)
        for entity in kind.find(text, date.min)
        if not re.search(r"(?<![ก-๎])ณ\.?[ ]?$", text[: entity.start])
    ]


def _entity(text: str, match: re.Match[str]) -> Entity:
    start = match.start("name")
    end = _end(text, match.start("surname"), match.end("name"))
    end = start + len(_PARTICLES.sub("", text[start:end]))
    return Entity(KIND, _tidy(text[start:end]), text[start:end], start, end)


def _apart(text: str, match: re.Match[str]) -> Entity:
    """Name and surname given separately: "ชื่อสมชาย นามสกุลใจดี"."""
    surname = _PARTICLES.sub("", match["surname"])
    end = match.start("surname") + len(surname)
    return Entity(KIND, _tidy(f"{match['given']} {surname}"), text[match.start() : end], match.start(), end)


def _end(text: str, surname: int, end: int) -> int:
    """Where a name ends: after all its parts, and before anything else, even if glued to it."""
    others = [entity.start for entity in _others(text)]
    for _ in range(_MOST_PARTS - _ENOUGH_PARTS):
        more = _MORE.match(text, end)
        if more is None or not (more["of"] or _is_part(more)):
            break
        if not more["of"] and any(more.start() < other < more.end() for other in others):
            break
        end = more.end()
    return min([end, *(other for other in others if surname + 1 < other < end and text[other - 1] != " ")])


def _is_part(more: re.Match[str]) -> bool:
    word = next(part for part in more.group("part", "former", "tail") if part)
    return _name_like(word) and not _TITLE_ONLY.match(word) and not _NO_PART.match(word)


def _tidy(name: str) -> str:
    """The name with single spaces, "ณ" without a dot, a dash without spaces."""
    return " ".join(_DASH.sub("-", re.sub(r"(?<![ก-๎])ณ\.[ ]?", "ณ ", name)).split())


def _is_name(given: str, surname: str, sure: bool = False) -> bool:
    """Two words shaped like name and surname; `sure` also requires a sign that one of them is a name."""
    if not (_name_like(given) and _name_like(surname)):
        return False
    if not sure or given[0].isascii():
        return True
    return given in given_names() or surname in family_names() or not (is_word(given) or is_word(surname))


@lru_cache(maxsize=4096)
def _name_like(word: str) -> bool:
    """Thai or Latin letters that are not a sentence word."""
    if word[0].isascii():
        return word.lower() not in {"ok", "yes", "no", "line", "email"}
    if word in given_names() or word in family_names():
        return word not in SENTENCE_WORDS
    cut = words(_PARTICLES.sub("", word))
    return bool(cut) and cut[0] not in SENTENCE_WORDS and not _ASKING.intersection(cut)


def _facts_follow(text: str, end: int, today: date) -> bool:
    rest = text[end:]
    return any(kind.find(rest, today) for kind in (phone, position, organisation, email, province))
