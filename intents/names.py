"""Finds programmes and their modules by the names in the vocabulary; no name of any is written here."""

# ruff: noqa: E501 (patterns and rows of Thai words are read whole; broken they hide their order)
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from intents.entities.number import SPOKEN
from intents.normalise import normalise
from models.understanding import Entity, ProgrammeNames, Vocabulary

MODULE = "module"
RANK = 5
"""A module's number is no date and no count."""

LONGEST = 300
"""Characters that are searched for names."""

_DROPPED = frozenset(" .\n\"'-_()/,“”‘’:;!?*")
_HYPERLINK = re.compile(r"ลิ[้๊]?ง(?:ก์|ค์|ก์|ค|ก)?(?![ก-ฮ]?[ะ-ฺ็-๎])|\blinks?\b", re.IGNORECASE)
_LINK_FORMS = re.compile(r"ลิ[้๊]?ง(?:ก์|ค์)?|link")
_LINK_SPELT = re.compile(r"[กค]์$|^link$", re.IGNORECASE)
_PROGRAMME_BEFORE = re.compile(
    r"(?:หลักสูตร|คอร์ส|คอส|อบรม|เรียน|สมัคร(?!ทาง)|ลงทะเบียน|โครงการ|รุ่น|สนใจ|เข้า(?:ร่วม)?|ชื่อ|ของ|จบ|สอน|วิชา|เกี่ยวกับ|เลือก|ระหว่าง)[ ]?(?:ของ)?[ ]?[\"']?$"
)
_LINK_BEFORE = re.compile(
    r"(?:ขอ|ส่ง|กด|แปะ|แนบ|เปิด|คลิก|คลิ๊ก|แชร์|ใส่|ตาม|ใน|เว็บ|ทาง|ผ่าน|เข้าที่|มี|หา|ได้|ดู|โพสต์|วาง|ก๊อป|กดเข้า|ไหนคือ|อยากได้|รอ|จาก)[ ]?(?:ตัว)?[ ]?$"
)
_LINK_AFTER = re.compile(
    r"[ ]?(?:(?:การ|รับ|ใบ|กรอก)?(?:สมัคร|ลงทะเบียน)(?:เรียน|อบรม)?(?:[ ]?(?:$|อยู่|ไหน|ตรงไหน|หน่อย|ด้วย|ค่ะ|คะ|ครับ|คับ|นะ|มี|กด|เข้า|ขอ|คือ|ให้|อันไหน|ใช้|เสีย|ส่ง|ออนไลน์|ล่ะ|อ่ะ))|"
    r"ฟอร์ม|แบบฟอร์ม|เว็บ|ซูม|zoom|meet|เข้า|นี้|หน่อย|กลุ่ม|ไลน์|เสีย|ใช้|กด|url|http|เปิด(?:ไม่|ได้|ดู)|มา|ให้|ด้วย|อยู่|ไหน|ตรงไหน|ดาวน์โหลด|วีดีโอ|คลิป|เอกสาร|แผนที่)"
)
_PROGRAMME_AFTER = re.compile(
    r"[ ]?(?:เรียน|อบรม|รุ่น|คือ|จัด|สอน|ต้อง|เปิดรับ|เปิดสมัคร|เปิดเรียน|มีกี่|มีสอน|มีเรียน|มีเรื่อง|มีหัวข้อ|มีวิชา|พูดถึง|เหมาะ|ดีไหม|กับ|หรือ|และ)"
)

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
_NEVER_ALONE = frozenset(
    {
        "ข้อมูล",
        "เรียน",
        "อบรม",
        "สมัคร",
        "หลักสูตร",
        "ท้องถิ่น",
        "เทศบาล",
        "วันที่",
        "เรื่อง",
        "พื้นที่",
        "ชุมชน",
        "องค์กร",
        "ผู้นำ",
    }
)
"""Words of every question: no module is known by one of them alone."""
_TYPO_FROM = 6
_TWO_SLIPS_FROM = 14


@dataclass(frozen=True, slots=True)
class Alias:
    """One name in compact form, and what it names: a programme, or a module of one."""

    compact: str
    programme: str
    number: str | None
    latin: bool
    link: bool
    typed: str

    def may_be_mistyped(self) -> bool:
        """Long enough for a slip, and no figure in it: another figure is another thing."""
        return len(self.compact) >= _TYPO_FROM and not any(char.isdigit() for char in self.compact)

    @property
    def slips(self) -> int:
        """How many slips of the finger leave the name what it is."""
        return 1 if len(self.compact) < _TWO_SLIPS_FROM else 2


@dataclass(frozen=True, slots=True)
class Names:
    """What was found: programmes in text order, modules as entities, and the spans of both."""

    programmes: tuple[str, ...]
    modules: tuple[Entity, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    alias: Alias


def compact(text: str) -> tuple[str, list[int]]:
    """The text in lower case without spaces and dots, and where each letter of it stood."""
    places = [place for place, letter in enumerate(text) if letter not in _DROPPED]
    return "".join(text[place].lower()[:1] for place in places), places


@dataclass(frozen=True, slots=True)
class _Index:
    """The names of a vocabulary, made ready for searching.

    aliases  every name, the longest first
    needed   for each name how many of its pairs of letters a mistyped one keeps; 0 for a name too short for slips
    holding  for each pair of letters the places of the names that hold it
    """

    aliases: tuple[Alias, ...]
    needed: tuple[int, ...]
    holding: dict[str, tuple[int, ...]]


@lru_cache(maxsize=8)
def _index(vocabulary: Vocabulary) -> _Index:
    aliases = _aliases(vocabulary)
    pairs = [_pairs(alias.compact) if alias.may_be_mistyped() else frozenset() for alias in aliases]
    holding: dict[str, list[int]] = {}
    for place, own in enumerate(pairs):
        for pair in own:
            holding.setdefault(pair, []).append(place)
    # A slip spoils two pairs at most: a name within its slips keeps all others (the q-gram bound).
    needed = tuple(
        len(own) - 2 * alias.slips if own else 0 for alias, own in zip(aliases, pairs, strict=True)
    )
    return _Index(aliases, needed, {pair: tuple(places) for pair, places in holding.items()})


def _aliases(vocabulary: Vocabulary) -> tuple[Alias, ...]:
    found: dict[tuple[str, str, str | None], Alias] = {}
    for programme in vocabulary.programmes:
        for name in programme.names:
            alias = _alias(name, programme.id, None)
            found.setdefault((alias.compact, programme.id, None), alias)
        for module in programme.modules:
            for name in module.names:
                alias = _alias(name, programme.id, module.number)
                found.setdefault((alias.compact, programme.id, module.number), alias)
    usable = (
        a for a in found.values() if len(a.compact) > 1 and not (a.number and a.compact in _NEVER_ALONE)
    )
    return tuple(sorted(usable, key=lambda a: (-len(a.compact), a.number is not None)))


def _alias(name: str, programme: str, number: str | None) -> Alias:
    form, _ = compact(normalise(name))
    latin = bool(re.fullmatch(r"[\x00-\x7f]+", form))
    return Alias(form, programme, number, latin, bool(_LINK_FORMS.fullmatch(form)), normalise(name))


def find(text: str, vocabulary: Vocabulary, programme: str | None = None) -> Names:
    """Programmes and modules named in a normalised text; `programme` is the one under discussion."""
    head = text[:LONGEST]
    form, places = compact(head)
    index = _index(vocabulary)
    hits = _exact(head, form, places, index.aliases)
    hits += _linklike(head, index.aliases, hits)
    hits += _mistyped(head, form, places, index, hits)
    named = sorted((hit for hit in hits if hit.alias.number is None), key=lambda hit: hit.start)
    programmes = tuple(dict.fromkeys(hit.alias.programme for hit in named))
    subject = programmes[0] if len(programmes) == 1 else (programme if not programmes else None)
    modules = _modules(head, hits, programmes, programme, vocabulary.named(subject))
    spans = [(hit.start, hit.end) for hit in named] + [(e.start, e.end) for e in modules]
    return Names(programmes, modules, tuple(sorted(spans)))


def _exact(text: str, form: str, places: list[int], aliases: tuple[Alias, ...]) -> list[_Hit]:
    """Names that stand in the text letter by letter, the longest first, each letter used once."""
    hits: list[_Hit] = []
    for alias in aliases:
        at = form.find(alias.compact)
        while at >= 0:
            start, end = places[at], places[at + len(alias.compact) - 1] + 1
            if _is_free(text, start, end, alias, hits):
                hits.append(_Hit(start, _swallow_dot(text, end), alias))
            at = form.find(alias.compact, at + 1)
    return hits


def _is_free(text: str, start: int, end: int, alias: Alias, hits: list[_Hit]) -> bool:
    """The letters are not used yet, stand alone, and mean the programme."""
    return (
        not _taken(start, end, hits)
        and _stands_alone(text, start, end, alias)
        and (not alias.link or _means_programme(text, start, end))
    )


def _taken(start: int, end: int, hits: list[_Hit]) -> bool:
    return any(start < hit.end and end > hit.start for hit in hits)


def _swallow_dot(text: str, end: int) -> int:
    """The dot that ends an abbreviation belongs to it: "ก.ข.", and "กข. " before a space."""
    if end >= len(text) or text[end] != ".":
        return end
    inner = "." in text[max(0, end - 4) : end]
    return end + 1 if inner or text[end + 1 : end + 2] in ("", " ", "\n") else end


def _stands_alone(text: str, start: int, end: int, alias: Alias) -> bool:
    """The name is not a piece of a longer word, and letters far apart are not put together."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if alias.latin:
        return not (_latin(before) or _latin(after)) and not (
            len(alias.compact) <= 5 and " " in text[start:end] and " " not in alias.typed
        )
    if _MARK.match(after) or (len(alias.compact) > 1 and _LEADING.match(before) is not None):
        return False
    inside = text[start:end]
    if len(alias.compact) < 8 and " " in inside and " " not in alias.typed:
        return not _THAI.match(before) and all(len(part) <= 2 for part in re.split(r"[ .]+", inside))
    return True


_THAI = re.compile("[ก-๎]")
_MARK = re.compile("[ะ-ฺ็-๎]")
_LEADING = re.compile("[เ-ไ]")


def _latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def _means_programme(text: str, start: int, end: int) -> bool:
    """Whether a word that also means a hyperlink names the programme here, by what stands around it."""
    before, after = text[max(0, start - 20) : start], text[end : end + 25]
    if _PROGRAMME_BEFORE.search(before) or (before.endswith("ใน") and _PROGRAMME_AFTER.match(after)):
        return True
    if _LINK_BEFORE.search(before) or _LINK_AFTER.match(after):
        return False
    if _LINK_SPELT.search(text[start:end]):
        return bool(_PROGRAMME_AFTER.match(after))
    return True


def _linklike(text: str, aliases: tuple[Alias, ...], hits: list[_Hit]) -> list[_Hit]:
    """Other spellings of a name that sounds like "link", where the sentence speaks of the programme."""
    alias = next((alias for alias in aliases if alias.link and alias.number is None), None)
    if alias is None:
        return []
    return [
        _Hit(match.start(), match.end(), alias)
        for match in _HYPERLINK.finditer(text)
        if not _taken(match.start(), match.end(), hits) and _means_programme(text, match.start(), match.end())
    ]


def _mistyped(text: str, form: str, places: list[int], index: _Index, hits: list[_Hit]) -> list[_Hit]:
    """Long names with a slip of the finger; only for programmes and modules not found already."""
    found: list[_Hit] = []
    known = {(hit.alias.programme, hit.alias.number) for hit in hits}
    for alias in _near(form, index):
        if (alias.programme, alias.number) in known:
            continue
        aligned = fuzz.partial_ratio_alignment(alias.compact, form, score_cutoff=_likeness(alias))
        if aligned is None:
            continue
        hit = _closest_window(text, form, places, alias, aligned.dest_start, alias.slips)
        if hit and not _taken(hit.start, hit.end, hits + found):
            found.append(hit)
            known.add((alias.programme, alias.number))
    return found


def _near(form: str, index: _Index) -> list[Alias]:
    """The long names of which enough pairs of letters stand in the text."""
    shared: dict[int, int] = {}
    for pair in _pairs(form):
        for place in index.holding.get(pair, ()):
            shared[place] = shared.get(place, 0) + 1
    return [index.aliases[place] for place in sorted(shared) if shared[place] >= index.needed[place]]


def _pairs(form: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(form)))


def _likeness(alias: Alias) -> float:
    """The least `partial_ratio` (0 to 100) of a text that holds the name with that many slips."""
    return 100 - 100 * (alias.slips + 1) / len(alias.compact)


def _closest_window(
    text: str, form: str, places: list[int], alias: Alias, at: int, allowed: int
) -> _Hit | None:
    """The stretch of text around `at` that is within `allowed` slips of the name."""
    length = len(alias.compact)
    best: tuple[int, int, int] | None = None
    for start in range(max(0, at - 1), min(len(form), at + 2)):
        for end in range(
            max(start + 1, start + length - allowed), min(len(form), start + length + allowed) + 1
        ):
            distance = Levenshtein.distance(alias.compact, form[start:end], score_cutoff=allowed)
            if distance <= allowed and (best is None or distance < best[0]):
                best = (distance, start, end)
    if best is None:
        return None
    first, last = places[best[1]], places[best[2] - 1] + 1
    if alias.latin and (_latin(text[first - 1 : first]) or _latin(text[last : last + 1])):
        return None
    if alias.compact[0] != form[best[1]] or _MARK.match(text[last : last + 1]):
        return None
    return _Hit(first, last, alias)


def _modules(
    text: str,
    hits: list[_Hit],
    programmes: tuple[str, ...],
    context: str | None,
    subject: ProgrammeNames | None,
) -> tuple[Entity, ...]:
    """Modules by number and by name, of the programmes named or else of the one under discussion."""
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
    """A module by number; "topic 2" needs no number in the data, "item 2" is one only as "ข้อที่ 2"."""
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
    """The number meant: figures, a word, the first, or the last that the programme has."""
    if match["first"]:
        return "1"
    if match["last"]:
        return subject.modules[-1].number if subject and subject.modules else None
    typed = match["number"].lower()
    return str(int(typed)) if typed.isdigit() else str(SPOKEN.get(typed) or _ENGLISH[typed])
