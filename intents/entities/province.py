"""Provinces of Thailand with their everyday names. Value: the official name."""

# ruff: noqa: E501 (patterns and rows of Thai words are read whole; broken they hide their order)
from __future__ import annotations

import re
from datetime import date

from rapidfuzz import fuzz, process

from models.understanding import Entity

KIND = "province"
RANK = 1

ALL: tuple[str, ...] = (
    "กระบี่", "กรุงเทพมหานคร", "กาญจนบุรี", "กาฬสินธุ์", "กำแพงเพชร", "ขอนแก่น", "จันทบุรี", "ฉะเชิงเทรา", "ชลบุรี",
    "ชัยนาท", "ชัยภูมิ", "ชุมพร", "เชียงราย", "เชียงใหม่", "ตรัง", "ตราด", "ตาก", "นครนายก", "นครปฐม", "นครพนม",
    "นครราชสีมา", "นครศรีธรรมราช", "นครสวรรค์", "นนทบุรี", "นราธิวาส", "น่าน", "บึงกาฬ", "บุรีรัมย์", "ปทุมธานี",
    "ประจวบคีรีขันธ์", "ปราจีนบุรี", "ปัตตานี", "พระนครศรีอยุธยา", "พะเยา", "พังงา", "พัทลุง", "พิจิตร", "พิษณุโลก",
    "เพชรบุรี", "เพชรบูรณ์", "แพร่", "ภูเก็ต", "มหาสารคาม", "มุกดาหาร", "แม่ฮ่องสอน", "ยโสธร", "ยะลา", "ร้อยเอ็ด", "ระนอง",
    "ระยอง", "ราชบุรี", "ลพบุรี", "ลำปาง", "ลำพูน", "เลย", "ศรีสะเกษ", "สกลนคร", "สงขลา", "สตูล", "สมุทรปราการ",
    "สมุทรสงคราม", "สมุทรสาคร", "สระแก้ว", "สระบุรี", "สิงห์บุรี", "สุโขทัย", "สุพรรณบุรี", "สุราษฎร์ธานี", "สุรินทร์", "หนองคาย",
    "หนองบัวลำภู", "อ่างทอง", "อำนาจเจริญ", "อุดรธานี", "อุตรดิตถ์", "อุทัยธานี", "อุบลราชธานี",
)  # fmt: skip

SHORT: dict[str, str] = {
    "กรุงเทพ": "กรุงเทพมหานคร", "กรุงเทพฯ": "กรุงเทพมหานคร", "กทม": "กรุงเทพมหานคร", "กทม.": "กรุงเทพมหานคร",
    "กรุงเทพมหานครฯ": "กรุงเทพมหานคร", "บางกอก": "กรุงเทพมหานคร", "bangkok": "กรุงเทพมหานคร", "bkk": "กรุงเทพมหานคร",
    "เมืองกาญ": "กาญจนบุรี", "เมืองกาญจน์": "กาญจนบุรี", "กาญจน์": "กาญจนบุรี", "เมืองจันท์": "จันทบุรี",
    "จันท์": "จันทบุรี", "แปดริ้ว": "ฉะเชิงเทรา", "เมืองชล": "ชลบุรี", "ชลฯ": "ชลบุรี", "โคราช": "นครราชสีมา", "โคราด": "นครราชสีมา",
    "เมืองคอน": "นครศรีธรรมราช", "นครศรี": "นครศรีธรรมราช", "นครศรีฯ": "นครศรีธรรมราช", "ปากน้ำโพ": "นครสวรรค์",
    "เมืองนนท์": "นนทบุรี", "นนท์": "นนทบุรี", "นนทบุรีฯ": "นนทบุรี", "เมืองปทุม": "ปทุมธานี", "ปทุม": "ปทุมธานี",
    "ประจวบ": "ประจวบคีรีขันธ์", "ประจวบฯ": "ประจวบคีรีขันธ์", "ปราจีน": "ปราจีนบุรี", "ปราจีนฯ": "ปราจีนบุรี",
    "อยุธยา": "พระนครศรีอยุธยา", "กรุงเก่า": "พระนครศรีอยุธยา", "อยุธยาฯ": "พระนครศรีอยุธยา", "สองแคว": "พิษณุโลก",
    "พิษณุ": "พิษณุโลก", "พิดโลก": "พิษณุโลก", "พิษโลก": "พิษณุโลก", "เมืองเพชร": "เพชรบุรี", "สารคาม": "มหาสารคาม", "แม่กลอง": "สมุทรสงคราม", "มหาชัย": "สมุทรสาคร",
    "เมืองปากน้ำ": "สมุทรปราการ", "ร้อยเอ็ดฯ": "ร้อยเอ็ด", "101": "ร้อยเอ็ด", "สกล": "สกลนคร", "สุพรรณ": "สุพรรณบุรี", "สุพรรณฯ": "สุพรรณบุรี",
    "สุราษฎร์": "สุราษฎร์ธานี", "สุราษ": "สุราษฎร์ธานี", "สุราด": "สุราษฎร์ธานี", "สุราษฎร์ฯ": "สุราษฎร์ธานี",
    "หนองบัว": "หนองบัวลำภู", "อุดร": "อุดรธานี", "อุดรฯ": "อุดรธานี", "อุตร": "อุตรดิตถ์", "อุทัย": "อุทัยธานี",
    "อุบล": "อุบลราชธานี", "อุบลฯ": "อุบลราชธานี", "กำแพง": "กำแพงเพชร", "สิงห์": "สิงห์บุรี", "เมืองสิงห์": "สิงห์บุรี",
    "เมืองตรัง": "ตรัง", "เมืองเลย": "เลย", "เมืองน่าน": "น่าน", "เมืองแพร่": "แพร่", "เมืองตาก": "ตาก", "เจียงใหม่": "เชียงใหม่",
    "เจียงฮาย": "เชียงราย", "เชียงใหม่ฯ": "เชียงใหม่", "แม่ฮ่องสอนฯ": "แม่ฮ่องสอน", "อำนาจ": "อำนาจเจริญ", "บุรีรัมย์ฯ": "บุรีรัมย์",
    "ลำภู": "หนองบัวลำภู", "ศรีสะเกษฯ": "ศรีสะเกษ", "สระบุรีฯ": "สระบุรี", "ลพบุรีฯ": "ลพบุรี", "เมืองลพ": "ลพบุรี", "นครนายกฯ": "นครนายก",
}  # fmt: skip
"""Everyday names; those with another meaning count only after จ. or as a whole answer."""

_WORDS_TOO = frozenset(
    {"หนองบัว", "กำแพง", "อำนาจ", "อุทัย", "สิงห์", "101", "ปทุม", "สกล", "กาญจน์", "จันท์", "พิษณุ", "อุตร", "ลำภู", "มหาชัย", "นนท์",
     "เลย", "ตาก", "น่าน", "แพร่", "ตราด", "อุดร", "สุพรรณ", "กรุงเก่า", "นครศรี", "สองแคว"}
)  # fmt: skip
_OWN_TOKEN_TOO = frozenset({"อุดร", "น่าน", "แพร่", "ตราด", "สุพรรณ", "ตาก"})
_NAMES: dict[str, str] = {name: name for name in ALL} | SHORT
_BY_LENGTH = sorted(_NAMES, key=lambda name: -len(name))
_ANY = "|".join(map(re.escape, _BY_LENGTH))
_ALONE = "|".join(re.escape(name) for name in _BY_LENGTH if name not in _WORDS_TOO or name in _OWN_TOKEN_TOO)
_FULL = "|".join(re.escape(name) for name in sorted(ALL, key=lambda name: -len(name)) if len(name) > 4)
_AFTER = r"(?=$|[\s,.;:/()\d\-]|ค่ะ|ครับ|คับ|คะ|นะ|โทร|เบอร์|จ้า|ภาค)"
_PREFIXED = re.compile(rf"(?:จังหวัด|(?<![ก-๎.])จ\.?)[ ]?(?P<name>{_ANY})(?![ะ-ฺเ-๎])", re.IGNORECASE)
_GLUED_PREFIX = re.compile(rf"(?<=[ก-๎])จ\.[ ]?(?P<name>{_ANY})(?![ะ-ฺเ-๎])")
_TOKEN = re.compile(rf"(?:^|(?<=[\s,/(:]))(?P<name>{_ALONE}){_AFTER}", re.IGNORECASE)
_FROM = re.compile(rf"(?:จาก|อยู่ที่|อยู่|แถว|คน)(?P<name>{_FULL}|โคราช|กทม|กรุงเทพ|แปดริ้ว){_AFTER}")
_LEAD = re.compile(r"^(?:อยู่ที่|อยู่|มาจาก|จาก|ที่|เป็นคน|คน|ผม|ดิฉัน|หนู)*[ ]?(?:จังหวัด|จ\.)?[ ]*")
_TRAIL = re.compile(r"[ ]*(?:นะ|ครับ|คับ|ค่ะ|คะ|จ้า|ครับผม|ค้าบ|จ้ะ|เลย)*[ .!]*$")
_POLITE = re.compile(r"[ ]*(?:นะ|ครับ|คับ|ค่ะ|คะ|จ้า|ครับผม|ค้าบ|จ้ะ)+[ .!]*$")
"""Excludes "เลย", which is also a province."""
_MEANT = 78
"""The least similarity (0..100) at which a misspelt name is taken for a province."""


def find(text: str, today: date) -> list[Entity]:
    """Provinces after จ. or จังหวัด, and names that stand as separate words."""
    found: list[Entity] = []
    for pattern in (_PREFIXED, _GLUED_PREFIX):
        found += [_entity(match, match.start()) for match in pattern.finditer(text)]
    for pattern in (_TOKEN, _FROM):
        found += [_entity(match, match.start("name")) for match in pattern.finditer(text)]
    return found


def _entity(match: re.Match[str], start: int) -> Entity:
    end = match.end("name")
    return Entity(KIND, _NAMES[match["name"].lower()], match.string[start:end], start, end)


_TELLING = 4
"""Letters from which a province's name is hardly ever part of another word."""


def named(province: str, text: str) -> bool:
    """The text names this province, where one of a few must be meant: by any of its names."""
    names = [name for name, official in _NAMES.items() if official == province]
    return any(
        name in text
        if len(name) >= _TELLING
        else re.search(rf"(?:รุ่น|ที่|จังหวัด|จ\.?)[ ]?{re.escape(name)}(?![ะ-ฺเ-๎])", text)
        for name in names
    )


def closest(text: str) -> tuple[str, bool] | None:
    """The province a text means, and whether it was spelt correctly or as a known short name."""
    bare = text.strip()
    if len(bare) > 60:
        return None
    led = _LEAD.sub("", bare)
    for candidate in (bare, led, _POLITE.sub("", led), _TRAIL.sub("", bare), _TRAIL.sub("", led)):
        known = _NAMES.get(candidate.lower().replace(" ", ""))
        if known:
            return known, True
    bare = _TRAIL.sub("", led)
    if len(bare) < 4:
        return None
    best = process.extractOne(bare, _BY_LENGTH, scorer=fuzz.ratio, score_cutoff=_MEANT)
    return (_NAMES[best[0]], False) if best else None
