"""What a long message asks, without the story around it: "to the point".

People introduce themselves, tell why they ask, and thank; the question is one clause among them. A model that
weighs every word reads such a message by its story.
"""

# ruff: noqa: E501 (patterns of Thai words are read whole; broken they hide their order)
from __future__ import annotations

import re

from intents.normalise import plain

LONG = 70
"""Characters of a message below which all of it is the question."""
MOST_KEPT = 0.85
"""A share of the message above which there is no story to leave out."""
LEAST = 5
REACH = 45
"""How many characters before an asking piece may belong to its sentence."""

_LEAD_IN = re.compile(
    r"(?:(?:อยาก|ใคร่|ต้องการ|ขอ|ประสงค์)(?:จะ|ขอ)?(?:เรียน)?(?:รู้|ทราบ|ถาม|สอบถาม|ปรึกษา)|(?:รบกวน|ขอ|จะ|มา|เลย|ก็)?(?:เรียน)?(?:สอบถาม|ถาม)|ไม่ทราบ|ไม่รู้|สงสัย|ข้องใจ)"
    r"(?:ข้อมูล|รายละเอียด|เพิ่มเติม|เพิ่ม|หน่อย|นิด|นึง|หนึ่ง|ด้วย|ที|ก่อน|ครับ|คับ|ค่ะ|คะ|นะ|จ้า|[ ])*(?:ว่า|เรื่อง|เกี่ยวกับ|คือ|:)?[ ]*"
)
_REQUEST = re.compile(
    r"(?:(?:รบกวน|ช่วย|วาน|กรุณา|โปรด)(?:ท่าน|แอดมิน|ทีมงาน|เจ้าหน้าที่)?(?:ขอ|ช่วย)?(?:บอก|แจ้ง|ยืนยัน|ชี้แจง|เช็ค|เช็ก|ตอบ)|(?:จึง|เลย|ก็)?(?:อยาก|ใคร่|ต้องการ|ขอ)(?:จะ|ขอ)?(?:รู้|ทราบ|สอบถาม|ถาม)|(?:เลย|จึง)?อยากได้|(?<![ก-๎])ขอ(?=ชื่อ|เบอร์|หมายเลข|วัน|เวลา|รายชื่อ|ที่อยู่|จำนวน|สถานที่))"
    r"(?:ข้อมูล|รายละเอียด|เพิ่มเติม|มา|ให้|ครบ|ชัดๆ|ชัด|เลย|กลับ|หน่อย|นิด|นึง|ด้วย|ที|ทีค่ะ|ก่อน|ครับ|คับ|ค่ะ|คะ|นะ|[ ])*(?:ว่า|เรื่อง|เกี่ยวกับ|คือ|:)?[ ]*"
)
"""What the writer asks to be told, by a wish of their own: it outweighs whatever else in a story looks like a question."""
_ENOUGH = 16
"""Characters from which a request says by itself what it is about."""
_ASKS = re.compile(
    r"ไหม|มั้ย|มั๊ย|ไม๊|อะไร|ที่ไหน|เมื่อไ|เท่าไ|กี่[ก-๎]|ยังไง|อย่างไร|ใคร|หรือยัง|รึยัง|ไหน|ทำไม|หรอ|เหรอ|หรือเปล่า|รึเปล่า|หรือไม่|หรือป่าว|ใช่ป่ะ|\?|ได้ป่ะ|ไง(?![ก-๎])|แค่ไหน|มั่ง|บ้าง|ปะเนี่ย|เพราะเหตุใด|ล่ะ(?![ก-๎])|จะใด|จั๋งใด|จังใด|ไส(?:หนิ|น้อ|(?![ก-๎]))|ม่าย(?![ก-๎])|ป่าว|(?<![ก-๎])บ่(?![ก-๎])"
    r"|(?<![ก-๎])ขอ(?![งบ]|โทษ|อภัย|อนุ|แสดง|ร้อง|เรียน|รบกวน)[ก-๎]{2}"
)
_THANKS = re.compile(r"(?:ขอบ(?:คุณ|พระคุณ|ใจ)|ขอแสดงความนับถือ|ด้วยความเคารพ|รบกวนด้วย|รบกวนตอบ).{0,40}$")
_STOP = re.compile(r"(?:ครับ|คับ|ค่ะ|คะ|จ้า|จ้ะ|ฮะ)(?=[ \n]|$)|[\n?!]+")
_STORY = re.compile(
    r"^(?:พอดี|เนื่องจาก|เนื่องด้วย|เพราะ|เพื่อจะ|ขอโทษ|สวัสดี|เรียน(?:ท่าน|คุณ|แอดมิน|เจ้าหน้าที่|ผู้)|ด้วยเหตุ|จะได้)"
)


def to_the_point(text: str) -> str | None:
    """The part of a normalised message that asks; None if that is all of it, or nothing asks."""
    if len(text) < LONG:
        return None
    led = _requested(text) or _after_lead_in(text)
    rest = led if led is not None else text
    pieces = _pieces(rest)
    asking = [place for place, (start, end) in enumerate(pieces) if _ASKS.search(plain(rest[start:end]))]
    if asking:
        first, last = asking[0], asking[-1]
        start = pieces[0][0] if led is not None else _sentence_begins(rest, pieces, first)
        found = rest[start : _sentence_ends(rest, pieces, last)]
    elif led is not None:
        found = _THANKS.sub("", _first_sentence(led))
    else:
        return None
    found = found.strip(" ,.")
    return found if LEAST <= len(found) <= MOST_KEPT * len(text) else None


def _requested(text: str) -> str | None:
    """What follows the last request in which something is asked for; None if there is none."""
    for match in reversed(list(_REQUEST.finditer(text))):
        asked = _first_sentence(text[match.end() :])
        if len(_THANKS.sub("", asked).strip(" ,.")) >= LEAST and not _STORY.match(asked):
            return text[match.end() :] if len(asked) >= _ENOUGH else _with_what_precedes(text, match.start())
    return None


def _with_what_precedes(text: str, end: int) -> str:
    """The rest of a text from the sentence before: "ยกตัวอย่างตำบลไหน รบกวนบอกชื่อค่ะ"."""
    before = [start for start, _ in _pieces(text[:end]) if end - start <= REACH]
    return text[before[0] if before else end :]


def _first_sentence(text: str) -> str:
    """Up to its particle or the end of the line."""
    stop = _STOP.search(text)
    return text if stop is None or stop.start() < LEAST else text[: stop.end()]


def _after_lead_in(text: str) -> str | None:
    """What follows the first lead-in after which something still asks, or the last one."""
    ends = [match.end() for match in _LEAD_IN.finditer(text) if len(text) - match.end() >= LEAST]
    for end in ends:
        if _ASKS.search(plain(_THANKS.sub("", text[end:]))):
            return text[end:]
    left = _THANKS.sub("", text[ends[-1] :]).strip() if ends else ""
    return left if len(left) >= LEAST else None


def _pieces(text: str) -> list[tuple[int, int]]:
    """The pieces between spaces and ends of sentences."""
    cuts = sorted({m.end() for m in _STOP.finditer(text)} | {m.start() for m in re.finditer(r" +", text)})
    found, start = [], 0
    for cut in (*cuts, len(text)):
        if text[start:cut].strip():
            found.append((start, cut))
        start = cut
    return found


def _sentence_ends(text: str, pieces: list[tuple[int, int]], last: int) -> int:
    """Where the sentence of an asking piece ends: with its particle, or before another begins."""
    end = pieces[last][1]
    if _STOP.search(text[pieces[last][0] : end].strip()):
        return end
    for begin, until in pieces[last + 1 :]:
        piece = text[begin:until].strip()
        if _THANKS.match(piece) or _STORY.match(piece) or until - pieces[last][1] > REACH:
            break
        end = until
        if _STOP.search(piece):
            break
    return end


def _sentence_begins(text: str, pieces: list[tuple[int, int]], first: int) -> int:
    """Where the sentence of an asking piece begins: after one that ended, or that only tells."""
    start = pieces[first][0]
    for begin, end in reversed(pieces[:first]):
        piece = text[begin:end].strip()
        if _STOP.search(piece) or pieces[first][0] - begin > REACH:
            break
        start = begin
        if _STORY.match(piece):
            break
    return start
