"""Finds programmes and their modules by the names in the vocabulary; none is hard-coded here."""

# ruff: noqa: E501 (patterns and rows of Thai words are read whole; broken they hide their order)
from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from intents import modules, naming
from intents.features import PROGRAMME
from intents.naming import Alias, Hit, Index, compact, pairs
from intents.phonetic import sound
from models.understanding import Entity, Vocabulary

RANK = 5
"""A module's number is neither a date nor a count."""

LONGEST = 300
"""How many characters are searched for names."""

_ANY_EVENT = re.compile(
    "(?:งาน|โครงการ|หลักสูตร)?(?:สัมมนา|ประชุม|อบรม|เสวนา|คอร์ส|หลักสูตร|โครงการ|งาน)(?:วิชาการ)?"
)
_KIND = re.compile("หลักสูตร|คอร์ส|โครงการ")
"""Words in front of a name that are none of it: "วันปิดหลักสูตร…" asks for the end of a course."""
_HYPERLINK = re.compile(r"ลิ[้๊]?ง(?:ก์|ค์|ก์|ค|ก)?(?![ก-ฮ]?[ะ-ฺ็-๎])|\blinks?\b", re.IGNORECASE)
_LINK_SPELT = re.compile(r"[กค]์$|^link$", re.IGNORECASE)
_PROGRAMME_BEFORE = re.compile(
    r"(?:หลักสูตร|คอร์ส|คอส|อบรม|เรียน|สมัคร(?!ทาง)|ลงทะเบียน|โครงการ|รุ่น|สนใจ|เข้า(?:ร่วม)?|ชื่อ|ของ|จบ|สอน|วิชา|เกี่ยวกับ|เลือก|ระหว่าง)[ ]?(?:ของ)?[ ]?[\"']?$"
)
_CALLED = re.compile(
    r"(?:หลักสูตร|คอร์ส|โครงการ|อบรม|สัมมนา|ประชุม|งาน|สมัคร|ของ|ส่วน|เปลี่ยน(?:เป็น)?|สนใจ|ถาม(?:เรื่อง|ถึง)?|เอา)[ ]?[\"']?$"
)
"""Words before a name that say it names a programme."""
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


@dataclass(frozen=True, slots=True)
class Names:
    """What was found: programmes in text order, modules as entities, the spans of both, and those of names proper."""

    programmes: tuple[str, ...]
    modules: tuple[Entity, ...]
    spans: tuple[tuple[int, int], ...]
    proper: tuple[tuple[int, int], ...] = ()

    def taken_out_of(self, text: str) -> str:
        """The text with a mark for the names of programmes: a word in one ("แผนที่ภาษี") asks for nothing."""
        for start, end in sorted(self.proper, reverse=True):
            kind = _KIND.match(text[start:end])
            text = f"{text[:start]}{kind[0] if kind else ''}{PROGRAMME}{text[end:]}"
        return text


def find(text: str, vocabulary: Vocabulary, programme: str | None = None) -> Names:
    """Programmes and modules named in a normalised text; `programme` is the one under discussion."""
    head = text[:LONGEST]
    form, places = compact(head)
    index = naming.index(vocabulary)
    hits = _exact(head, form, places, index.aliases)
    hits += _linklike(head, index.aliases, hits)
    hits += _mistyped(head, form, places, index, hits)
    hits += _sounding(head, form, places, index, hits)
    named = sorted((hit for hit in hits if hit.alias.number is None), key=lambda hit: hit.start)
    if programme:
        named = [hit for hit in named if not _own_word(head, hit, programme, index)]
    if programme and all(_ANY_EVENT.fullmatch(hit.alias.compact) for hit in named):
        named = []  # "งานสัมมนา" is what is under discussion, though another programme is called so too
    programmes = tuple(dict.fromkeys(hit.alias.programme for hit in named))
    subject = programmes[0] if len(programmes) == 1 else (programme if not programmes else None)
    found = modules.find(head, hits, programmes, programme, vocabulary.named(subject))
    spans = [(hit.start, hit.end) for hit in named] + [(e.start, e.end) for e in found]
    proper = tuple((hit.start, hit.end) for hit in named if not _ANY_EVENT.fullmatch(hit.alias.compact))
    return Names(programmes, found, tuple(sorted(spans)), proper)


def _own_word(text: str, hit: Hit, programme: str, index: Index) -> bool:
    """It is a word of the programme under discussion, though another is called so: "ศูนย์เด็กเล็กส่งด้วยไหม"."""
    if hit.alias.programme == programme or _CALLED.search(text[max(0, hit.start - 20) : hit.start]):
        return False
    return hit.alias.compact in index.said.get(programme, "")


def _exact(text: str, form: str, places: list[int], aliases: tuple[Alias, ...]) -> list[Hit]:
    """Names found letter by letter in the text, the longest first, each letter used once."""
    hits: list[Hit] = []
    for alias in aliases:
        at = form.find(alias.compact)
        while at >= 0:
            start, end = places[at], places[at + len(alias.compact) - 1] + 1
            if _is_free(text, start, end, alias, hits):
                hits.append(Hit(start, _swallow_dot(text, end), alias))
            at = form.find(alias.compact, at + 1)
    return hits


def _is_free(text: str, start: int, end: int, alias: Alias, hits: list[Hit]) -> bool:
    """The letters are still unused, stand alone, and mean the programme."""
    return (
        not _taken(start, end, hits)
        and _stands_alone(text, start, end, alias)
        and (not alias.link or _means_programme(text, start, end))
    )


def _taken(start: int, end: int, hits: list[Hit]) -> bool:
    return any(start < hit.end and end > hit.start for hit in hits)


def _swallow_dot(text: str, end: int) -> int:
    """The dot that ends an abbreviation belongs to it: "ก.ข.", and "กข. " before a space."""
    if end >= len(text) or text[end] != ".":
        return end
    inner = "." in text[max(0, end - 4) : end]
    return end + 1 if inner or text[end + 1 : end + 2] in ("", " ", "\n") else end


def _stands_alone(text: str, start: int, end: int, alias: Alias) -> bool:
    """The name is not part of a longer word, and distant letters are not put together."""
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
    """Whether a word that also means a hyperlink names the programme here, judging by its surroundings."""
    before, after = text[max(0, start - 20) : start], text[end : end + 25]
    if _PROGRAMME_BEFORE.search(before) or (before.endswith("ใน") and _PROGRAMME_AFTER.match(after)):
        return True
    if _LINK_BEFORE.search(before) or _LINK_AFTER.match(after):
        return False
    if _LINK_SPELT.search(text[start:end]):
        return bool(_PROGRAMME_AFTER.match(after))
    return True


def _linklike(text: str, aliases: tuple[Alias, ...], hits: list[Hit]) -> list[Hit]:
    """Other spellings of a name that sounds like "link", where the sentence is about the programme."""
    alias = next((alias for alias in aliases if alias.link and alias.number is None), None)
    if alias is None:
        return []
    return [
        Hit(match.start(), match.end(), alias)
        for match in _HYPERLINK.finditer(text)
        if not _taken(match.start(), match.end(), hits) and _means_programme(text, match.start(), match.end())
    ]


def _mistyped(text: str, form: str, places: list[int], index: Index, hits: list[Hit]) -> list[Hit]:
    """Long names with a typing slip; only for programmes and modules not already found."""
    found: list[Hit] = []
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


def _sounding(text: str, form: str, places: list[int], index: Index, hits: list[Hit]) -> list[Hit]:
    """Programmes written as they sound; only those not already found."""
    known = {hit.alias.programme for hit in hits if hit.alias.number is None}
    if known or not index.sounds:
        return []
    said, of = sound(form)
    for heard, alias in index.sounds:
        at = said.find(heard)
        if at < 0:
            continue
        start, end = places[of[at]], places[of[at + len(heard) - 1]] + 1
        while _MARK.match(text[end : end + 1]):
            end += 1
        if not _taken(start, end, hits):
            return [Hit(start, end, alias)]
    return []


def _near(form: str, index: Index) -> list[Alias]:
    """The long names with enough of their letter pairs in the text."""
    shared: dict[int, int] = {}
    for pair in pairs(form):
        for place in index.holding.get(pair, ()):
            shared[place] = shared.get(place, 0) + 1
    return [index.aliases[place] for place in sorted(shared) if shared[place] >= index.needed[place]]


def _likeness(alias: Alias) -> float:
    """The least `partial_ratio` (0 to 100) of a text that contains the name with its allowed slips."""
    return 100 - 100 * (alias.slips + 1) / len(alias.compact)


def _closest_window(
    text: str, form: str, places: list[int], alias: Alias, at: int, allowed: int
) -> Hit | None:
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
    return Hit(first, last, alias)
