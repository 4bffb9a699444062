"""Offices people work for: local authorities first, then state, private, civil society and media.

Value: {"name": as written, tidied, "type": one of local_government, state, private, civil_society, media, other}.
"""

# ruff: noqa: E501 (patterns and rows of Thai words are read whole; broken they hide their order)
from __future__ import annotations

import re
from datetime import date

from intents.everyday import SENTENCE_WORDS
from intents.tokens import words
from models.understanding import Entity

KIND = "organisation"
RANK = 2

LOCAL = "local_government"
STATE = "state"
PRIVATE = "private"
CIVIL = "civil_society"
MEDIA = "media"
OTHER = "other"

_AUTHORITY = (
    r"องค์การบริหารส่วนตำบล|องค์การบริหารส่วนจังหวัด|เทศบาล(?:ตำบล|เมือง|นคร)?|เทศมนตรี(?:ตำบล|เมือง|นคร)|"
    r"อ\.บ\.ต\.?|อ\.บ\.จ\.?|อบต\.?|อบจ\.?|(?<![ก-๎.])(?:ทต|ทม|ทน)\.?(?![ก-๎]*\.)|(?<![ก-๎])ท\.[ตมน]\."
)
_STATE = (
    r"สำนักงาน|สนง\.|กระทรวง|มหาวิทยาลัย|วิทยาลัย|สถาบัน|โรงพยาบาล|โรงเรียน|ที่ว่าการอำเภอ|รพ\.สต\.|(?<![ก-๎])รพ\.|(?<![ก-๎])รร\.|(?<![ก-๎])ม\.(?=[ก-ฮเ-ไ]{2})|"
    r"(?<![ก-๎])กรม(?!ธรรม)|(?<![ก-๎.])กอง(?!ทุน|กำลัง|ทัพ)|(?<![ก-๎])ศูนย์"
)
_PRIVATE = r"บริษัท|บจก\.?|บมจ\.?|หจก\.?|ห้างหุ้นส่วนจำกัด|ธนาคาร"
_CIVIL = r"มูลนิธิ|สมาคม|วิสาหกิจชุมชน|สภาองค์กรชุมชน|กองทุน|สหกรณ์|ชมรม|เครือข่าย|สภาเด็กและเยาวชน|สโมสร"
_MEDIA = r"หนังสือพิมพ์|สำนักข่าว|สถานีวิทยุ|สถานีโทรทัศน์|นสพ\.|นิตยสาร"
_TYPES: tuple[tuple[str, str], ...] = (
    (LOCAL, _AUTHORITY),
    (STATE, _STATE),
    (PRIVATE, _PRIVATE),
    (CIVIL, _CIVIL),
    (MEDIA, _MEDIA),
)
_NAMED = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _TYPES), re.IGNORECASE)
_NAME = re.compile(r"[ ]?(?P<name>[ก-๎A-Za-z&]{2,45})")
_ALWAYS_NAMED = re.compile(r"เมืองพัทยา|(?:กรุงเทพมหานคร|กทม\.?)(?=[ ]?(?:เขต|สำนัก))")
_COMPANY_TAIL = re.compile(r"[ ]?จำกัด(?:[ ]?\(มหาชน\))?|[ ]?\((?:มหาชน|องค์การมหาชน)\)|[ ]?\(ประเทศไทย\)")
_COMPANY = re.compile(
    rf"(?:บริษัท|บจก\.?|บมจ\.?|ห้างหุ้นส่วน)[ ]?[ก-๎A-Za-z0-9&.\- ]{{2,60}}?[ ]?จำกัด(?!ความ)(?:{_COMPANY_TAIL.pattern})?"
)
_TAILS: dict[str, tuple[re.Pattern[str], ...]] = {
    LOCAL: (re.compile(r"-[ก-ฮเ-ไ][ก-๎]{1,30}"),),
    STATE: (
        re.compile(r"(?<=[ก-๎])(?:จังหวัด|อำเภอ)[ก-ฮเ-ไ][ก-๎]{1,20}(?<!ครับ)(?<!ค่ะ)"),
        re.compile(
            r"[ ]?(?:เขต[ ]?)?\d{1,3}(?![\d.,:/\-]|[ ]?(?:คน|ท่าน|วัน|ปี|ครั้ง|\d))(?:[ ]?\([ก-๎ ]{2,40}\))?"
        ),
    ),
    PRIVATE: (),
    CIVIL: (),
    MEDIA: (),
}
"""What may follow a name and still be part of it, by the office's type."""
_CUT = re.compile(
    r"อ\.|อำเภอ|จ\.|จังหวัด|ต\.|โทร|เบอร์|สมัคร|ครับ|คับ|ค่ะ|คะ|ตำแหน่ง|ปลัด|นายก|อยากจะ|อยาก|ลงทะเบียน|สนใจ|ได้ไหม|ได้มั้ย|"
    r"ไหม|มั้ย|เมื่อ|ยังไง|อีเมล|สังกัด|รองนายก|ผู้อำนวยการ|นักวิเคราะห์|เจ้าพนักงาน|พี่เลี้ยง|ส่งคน|หรือเปล่า"
)
_KEEPS_PLACE = frozenset({"ชุมชน", "ใหญ่", "เล็ก", "ใน", "นอก", "หน้า", "ต่อ", "คน", "พร้อม", "รับ", "หา", "ตำบล", "ฟรี", "วัน", "น้อย", "มาก", "ขอ", "เข้า", "มา", "มี", "พี่", "น้อง", "หลัก", "เอก", "เดือน", "กลาง", "ร้อน", "ข้าว", "หลัง"})  # fmt: skip
"""Everyday words that place names also contain; they end a name only as its first word."""
_ENDS = SENTENCE_WORDS - _KEEPS_PLACE
_PLACES = ("จะนะ", "จะแนะ", "ไม้แก่น", "และตูม", "หรือเสาะ", "ไหล่หิน", "ได้แดง")
"""Places whose names newmm splits into everyday words."""
_NO_NAME = re.compile(
    "[ ](?:เทศบาล|อบต|อบจ|องค์การบริหาร)|[ ](?:ชก|ปก|ปง|ชง|ชพ|ชช|อว)(?![ก-๎])|[ ]?(?:ระดับ|คนที่|หมู่(?!บ้าน)|ชำนาญ|ปฏิบัติ|อาวุโส|เชี่ยวชาญ|รักษาการ|รักษาราชการ)"
)
"""What may follow a bare "อบต." after a position without being its name."""
_DOTTED = re.compile(r"\.[ ]+")
_OFFICE_OF = re.compile(r"^(?:เทศมนตรี)")

_POLITE_END = re.compile(r"(?:[ ]*(?:นะ|ครับผม|ครับ|คับ|ค้าบ|ค่ะ|คะ|ค่า|จ้า|จ้ะ|ฮะ))+$")
_REST = re.compile(
    r"(?!ที่|อยู่|และ|กับ|หรือ|ด้วย|ไม่|เอง|แทน|ได้|คือ|เป็น|ขอ(?!น)|จะ|นี่|นี้|นั้น|แล้ว|เลย|เท่านั้น|ตรง|ส่วน|ของ|ให้|ใช่|แต่|ก็|เคย)[ก-๎]{2,12}"
)
"""What may end an office's name where nothing else is said."""

GENERIC: dict[str, tuple[str, ...]] = {
    LOCAL: ("อบต", "อบจ", "อปท", "เทศบาล", "องค์การบริหารส่วน", "ท้องถิ่น", "ปกครองส่วนท้องถิ่น", "เมืองพัทยา", "ทต.", "ทม.", "ทน.", "กทม", "กรุงเทพมหานคร"),
    MEDIA: ("สื่อ", "หนังสือพิมพ์", "สำนักข่าว", "นักข่าว", "วิทยุ", "โทรทัศน์", "ทีวี", "นสพ", "สื่อมวลชน", "ยูทูป", "เพจข่าว"),
    CIVIL: ("มูลนิธิ", "สมาคม", "ประชาสังคม", "ประชาชน", "ngo", "เอ็นจีโอ", "ชมรม", "วิสาหกิจชุมชน", "เครือข่าย", "จิตอาสา", "อสม", "ชุมชน", "สหกรณ์", "องค์กรไม่แสวง"),
    PRIVATE: ("เอกชน", "บริษัท", "บจก", "บมจ", "หจก", "ห้างหุ้นส่วน", "ธุรกิจ", "ร้าน", "ธนาคาร", "โรงแรม", "โรงงาน", "จำกัด", "ผู้ประกอบการ", "สตาร์ทอัพ"),
    STATE: ("กระทรวง", "กรม", "สำนักงาน", "ราชการ", "ภาครัฐ", "รัฐวิสาหกิจ", "รัฐ", "มหาวิทยาลัย", "วิทยาลัย", "โรงเรียน", "โรงพยาบาล", "รพ.", "อำเภอ",
            "ตำรวจ", "ทหาร", "สถาบัน", "องค์การมหาชน", "ศาล", "กอง", "ม.", "รร.", "ส่วนกลาง", "ส่วนภูมิภาค"),
    OTHER: ("อื่น", "อื่นๆ", "ไม่มีสังกัด", "อิสระ", "ว่างงาน", "เกษียณ", "นักศึกษา"),
}  # fmt: skip
"""Words that reveal an office's type even without its name; the first type with a hit wins."""


def find(text: str, today: date) -> list[Entity]:
    """Every office with a name of its own; a bare "อบต." does not count."""
    found = [
        Entity(KIND, {"name": match[0], "type": LOCAL}, match[0], match.start(), match.end())
        for match in _ALWAYS_NAMED.finditer(text)
    ]
    place = 0
    while match := _NAMED.search(text, place):
        entity = _office(text, match)
        if entity:
            found.append(entity)
        place = entity.end if entity else match.end()
    return _together(text, sorted(found, key=lambda entity: entity.start))


def alone(text: str) -> str | None:
    """The office's name where the text is nothing else: then a word that would end it in a sentence belongs to it.

    "เทศบาลตำบลบ้านพัก" is one name, for nobody says in it that something is at rest. None for any other text.
    """
    said = _POLITE_END.sub("", text.strip())
    found = _NAMED.match(said)
    office = _office(said, found) if found else None
    rest = said[office.end :] if office else ""
    if office is None or _CUT.search(rest) or _REST.fullmatch(rest) is None:
        return None
    return _tidy(said)


def _together(text: str, offices: list[Entity]) -> list[Entity]:
    """A division joined with its office: "กองคลัง อบต.หนองบัว"; the type is the office's."""
    joined: list[Entity] = []
    for office in offices:
        last = joined[-1] if joined else None
        if last is None or last.value["type"] != STATE or text[last.end : office.start] != " ":
            joined.append(office)
            continue
        name = f"{last.value['name']} {office.value['name']}"
        written = text[last.start : office.end]
        value = {"name": name, "type": office.value["type"]}
        joined[-1] = Entity(KIND, value, written, last.start, office.end)
    return joined


def _office(text: str, match: re.Match[str]) -> Entity | None:
    """The office that starts with this type word, if a name follows."""
    kind = str(match.lastgroup)
    company = _COMPANY.match(text, match.start()) if kind == PRIVATE else None
    if company is not None:
        value = {"name": _tidy(company[0]), "type": kind}
        return Entity(KIND, value, company[0], match.start(), company.end())
    rest = _NAME.match(text, match.end())
    if rest is None or _NO_NAME.match(rest[0]):
        return None
    name = _until_sentence(_without_abbreviation(text, rest))
    if len(name) < 2 or (kind != LOCAL and len(name) < 3):
        return None
    end = rest.start("name") + len(name)
    for tail in (_COMPANY_TAIL, *_TAILS[kind]):
        behind = tail.match(text, end)
        end = behind.end() if behind else end
    start = match.start()
    written = text[start:end]
    return Entity(KIND, {"name": _tidy(written), "type": kind}, written, start, end)


def _without_abbreviation(text: str, rest: re.Match[str]) -> str:
    """A run of letters without the first letter of "อ.เมือง" or "จ.เลย" typed right after it."""
    name = rest["name"]
    if rest.end("name") < len(text) and text[rest.end("name")] == "." and name[-1] in "อจตถม":
        return name[:-1]
    return name


def _until_sentence(name: str) -> str:
    """The part of a run of letters that is the name: up to the first sentence word."""
    cut = _CUT.search(name)
    head = name[: cut.start()] if cut else name
    for place_name in _PLACES:
        if head.startswith(place_name):
            return place_name
    taken = 0
    for place, word in enumerate(words(head)):
        if word in _ENDS or (place == 0 and word in SENTENCE_WORDS and head.strip() == word):
            break
        taken += len(word)
    return head[:taken]


def _tidy(written: str) -> str:
    """One spelling: no space after a type word, เทศมนตรี read as the office it heads."""
    name = _DOTTED.sub(".", written.strip())
    name = _OFFICE_OF.sub("เทศบาล", name)
    return re.sub(
        r"^(อบต|อบจ|ทต|ทม|ทน)(?:[ ]|(?=[ก-ฮเ-ไ]))", r"\1.", re.sub(r"^อ\.บ\.([ตจ])\.?", r"อบ\1.", name)
    )


def type_of(text: str) -> str | None:
    """The type of office a text mentions, by its name or a generic word; None if nothing reveals it."""
    lowered = text.lower().strip()
    named = _NAMED.match(lowered)
    if named:
        return named.lastgroup
    return next((kind for kind, forms in GENERIC.items() if any(form in lowered for form in forms)), None)
