"""Who people say they are, or ask about: kinds of people, from positions, offices and plain words."""

from __future__ import annotations

import re

from intents.normalise import simplify
from models.audience import AudienceKind

_LOCAL = r"(?:อบต|อบจ|อปท|เทศบาล|ท้องถิ่น|องค์การบริหารส่วน|ทต|ทม|ทน)"

_KINDS: tuple[tuple[AudienceKind, str], ...] = (
    (AudienceKind.STATE_DEPUTY, r"รองอธิบดี|รองหัวหน้าส่วนราชการ|รองเลขาธิการ|รองผู้ว่า"),
    (
        AudienceKind.STATE_CHIEF,
        r"ปลัดกระทรวง|(?<!รอง)ผู้ว่า(?:ราชการ|ฯ|(?![ก-๎]))|(?<!รอง)อธิบดี|หัวหน้าส่วนราชการระดับกระทรวง|เลขาธิการ",
    ),
    (AudienceKind.SPECIALIST, r"ชำนาญการพิเศษ|เชี่ยวชาญ|ทรงคุณวุฒิ|ซี\s?8|กำลังคนคุณภาพ"),
    (
        AudienceKind.LOCAL_EXECUTIVE,
        rf"นายกเทศมนตรี|รองนายก|นายก\s?(?:ฯ|{_LOCAL}|เล็ก)|ผู้บริหารท้องถิ่น|ผู้บริหาร\s?{_LOCAL}|เลขานุการนายก|ที่ปรึกษานายก|^นายก",
    ),
    (
        AudienceKind.LOCAL_COUNCIL,
        r"สมาชิกสภา|ประธานสภา|(?<![ก-๎])(?:สท|สจ|สอบต|สอบจ|ส\.ท|ส\.จ|ส\.อบต|ส\.อบจ)(?![ก-๎])|สภาเทศบาล|สภา\s?อบต",
    ),
    (
        AudienceKind.LOCAL_OFFICIAL,
        rf"ปลัด(?!กระทรวง|อำเภอ)|ผอ\.?\s?กอง|ผู้อำนวยการกอง|หัวหน้าสำนักปลัด|หัวหน้าฝ่าย|นักวิเคราะห์นโยบาย|นักพัฒนาชุมชน|เจ้าพนักงาน|นักวิชาการ|นักจัดการงาน|"
        rf"(?:พนักงาน|ข้าราชการ|เจ้าหน้าที่|ลูกจ้าง|คนทำงาน|บุคลากร)(?:ส่วน)?\s?{_LOCAL}|(?:อยู่|ทำงาน)(?:ที่)?\s?{_LOCAL}|พนักงานส่วนตำบล|นิติกร|นายช่าง|พนักงานจ้าง|ผู้ดูแลเด็ก",
    ),
    (
        AudienceKind.COMMUNITY_LEADER,
        r"ผู้ใหญ่บ้าน|(?<![ก-๎])ผ\.?ญ\.?บ|กำนัน|ผู้นำชุมชน|ประธานชุมชน|สารวัตรกำนัน|(?<![ก-๎])(?:อสม|อปพร)(?![ก-๎])|แกนนำชุมชน",
    ),
    (
        AudienceKind.STATE_OFFICIAL,
        r"ข้าราชการ(?!\s?(?:ส่วน)?ท้องถิ่น|\s?อบต|\s?อบจ|\s?เทศบาล)|ปลัดอำเภอ|นายอำเภอ|ท้องถิ่น(?:อำเภอ|จังหวัด)|ภาครัฐ|หน่วยงานรัฐ|พนักงานราชการ|รัฐวิสาหกิจ|"
        r"(?:อยู่|ทำงาน)(?:ที่)?\s?กรม|กระทรวง|ตำรวจ|ทหาร|หมอ|พยาบาล|(?<![ก-๎])ครู(?![ก-๎])|อาจารย์|สาธารณสุข",
    ),
    (AudienceKind.PRIVATE, r"เอกชน|บริษัท|นักธุรกิจ|ผู้ประกอบการ|เจ้าของกิจการ|ห้างหุ้นส่วน|(?<![ก-๎])sme"),
    (
        AudienceKind.CIVIL_SOCIETY,
        r"ประชาสังคม|มูลนิธิ|เอ็นจีโอ|(?<![a-z])ngo|องค์กรพัฒนาเอกชน|สมาคม|จิตอาสา|ภาคประชาชน",
    ),
    (AudienceKind.MEDIA, r"นักข่าว|สื่อมวลชน|ผู้สื่อข่าว|สำนักข่าว|หนังสือพิมพ์|บรรณาธิการ|ทำสื่อ|(?<![ก-๎])สื่อ(?![ก-๎])|ยูทูบเบอร์"),
    (
        AudienceKind.STUDENT,
        r"นักศึกษา|(?<![ก-๎])นศ(?![ก-๎])|นิสิต|เด็กมหา|นักเรียน|เรียนมหา|เรียนอยู่|(?:ปริญญา|เรียน ?ป\.? ?)(?:ตรี|โท|เอก)",
    ),
    (
        AudienceKind.PUBLIC,
        r"ประชาชน|คนทั่วไป|บุคคลทั่วไป|ชาวบ้าน|คนธรรมดา|แม่บ้าน|เกษตรกร|ชาวนา|ชาวสวน|บุคคลภายนอก|คนนอก",
    ),
    (
        AudienceKind.LOCAL_AUTHORITY,
        rf"(?<![ก-๎])(?:{_LOCAL})|{_LOCAL}\s?(?:เรา|ของเรา|ของผม|ผม|หนู)|เทศบาล",
    ),
)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_LONGEST = 300

_THING = r"(?:คอร์ส|หลักสูตร|โครงการ|งาน)(?:อบรม|สัมมนา)?"
_WHICH = re.compile(rf"(?<!หน่วย)(?:{_THING}|อัน|รายการ)\s?(?:ไหน|ใด)|มี{_THING}อะไร|ทุก{_THING}|{_THING}ทั้งหมด")


def kinds(text: str) -> tuple[AudienceKind, ...]:
    """Every kind of person a text mentions; the more specific first."""
    simplified = simplify(text[:_LONGEST]).replace(".", "")
    return tuple(kind for kind, pattern in _COMPILED if pattern.search(simplified))


_I_AM = re.compile(r"(?:เป็น|ตำแหน่ง|ทำงาน(?:ที่|อยู่)?|สังกัด|ในฐานะ|อยู่(?:ที่)?|จาก|ดิฉัน|ผม|หนู)[ ]?(?P<who>.{2,36})")


def of_asker(text: str, story: str) -> tuple[AudienceKind, ...]:
    """The kinds of people that a question mentions, or else who the asker says they are before it."""
    if (mentioned := kinds(text)) or not story:
        return mentioned
    said = (kind for found in _I_AM.finditer(story[:_LONGEST]) for kind in kinds(found["who"]))
    return tuple(dict.fromkeys(said))


_DENIES = re.compile(r"(?:ไม่ได้|มิได้|ไม่)(?:เป็น|ใช่|อยู่|ทำงาน|มีตำแหน่ง|สังกัด)(?:ของ|ที่|ใน|กับ)?\s?$")
_ONLY = re.compile(r"(?:เฉพาะ|แค่|เท่านั้น|อย่างเดียว|เพียง)")
_CANNOT = re.compile(r"(?:ไป|สมัคร|เข้า|ร่วม|เรียน|มา|อบรม)?(?:ก็)?ไม่ได้(?:ใช่|หรอ|เหรอ|รึ|หรือ|ไหม)|ห้าม")


def denied(text: str) -> tuple[AudienceKind, ...]:
    """Kinds that a text says somebody is not: "ไม่ได้เป็นข้าราชการ"."""
    simplified = simplify(text[:_LONGEST]).replace(".", "")
    return tuple(
        kind
        for kind, pattern in _COMPILED
        for found in pattern.finditer(simplified)
        if _DENIES.search(simplified[: found.start()])
    )


def only(text: str) -> bool:
    """It asks whether nobody else may come."""
    return _ONLY.search(simplify(text[:_LONGEST])) is not None


def cannot(text: str) -> bool:
    """It asks whether somebody may not come: a yes then means no."""
    return _CANNOT.search(simplify(text[:_LONGEST])) is not None


def asks_which(text: str) -> bool:
    """The text asks across programmes: "คอร์สไหนฟรี", "มีงานอะไรบ้าง"."""
    return _WHICH.search(simplify(text[:_LONGEST])) is not None
