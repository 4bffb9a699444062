"""How people correct an answer: their wording, as patterns that a whole text must match.

A pattern is only as good as what it leaves alone: "การจัดการขยะผิดวิธี" and "ไม่ใช่แค่ขยะ" are honest answers. So
every pattern starts at the beginning of the text and accounts for each word up to the new value.
"""

# ruff: noqa: E501 (patterns and rows of Thai words are read whole; broken up, they hide their order)
from __future__ import annotations

import re

POLITE = r"(?:นะครับ|นะคะ|นะค่ะ|ครับผม|ครับ+|คับ|ค้าบ|ค่ะ+|คะ|ค่า|จ้า|จ้ะ|ฮะ|นะ)"
_SORRY = (
    r"(?:เดี๋ยว(?:ๆ|ก่อน)?|ขอโทษ(?:ที|ด้วย|จริงๆ)?|ขออภัย|โทษที|โทษนะ|รอเดี๋ยว|รอแป๊บ|แป๊บ(?:นึง)?|อุ๊ย|อุ้ย|เอ๊ะ|เอ้ย|เอ๊ย|อ้าว|ว้าย|ตายแล้ว|"
    rf"อ๊ะ|อ๋อ|อ้อ|อ่อ|เออ|เอ่อ|อืม+|อื้ม|โอ๊ะ|โอ้|เอ๋|แหะๆ|แอด(?:มิน)?(?=[\s,])|เฮ้ย|ไม่ใช่ๆ|ไม่ๆ|sorry|โทษ|(?:ไม่ใช่|ผิดแล้ว|ผิด)(?=[\s,]*{POLITE}[\s,]|,))"
)
_APOLOGY = r"(?:ขอโทษ(?:ที|ด้วย|จริงๆ)?|ขออภัย|โทษที|โทษนะ|sorry)"
_SELF = r"(?:ผม|ดิฉัน|หนู|ฉัน|พี่|พอดี|คือ|เหมือน(?:ว่า)?|น่าจะ|จริงๆ(?:แล้ว)?|แล้วก็|และ|ส่วน|อีกอย่าง)"
_WHEN = (
    r"(?:(?:ข้อ|ที่|คำตอบ|อัน)?(?:เมื่อกี้(?:นี้)?|เมื่อกี๊|เมื่อสักครู่|ตะกี้|ก่อนหน้านี้|เมื่อเช้า|เมื่อวาน)|ข้อก่อน(?:หน้า)?|ข้อที่แล้ว|อันก่อน)"
)
_GAP = r"[\s,.!:=\-]*"
_BEFORE = rf"(?:{_GAP}(?:{_SORRY}|{POLITE}|{_SELF}|{_WHEN}))*{_GAP}"
_DID = r"(?:พิมพ์|กรอก|ใส่|ตอบ|ให้|บอก|เขียน|สะกด|ลง|แจ้ง|ส่ง|กด|เลือก|จด)"
_END = r"(?![ก-๎])"
_AFTER_WORD = rf"(?:{POLITE}|ขอ|ช่วย|รบกวน|ด้วย|ให้|หน่อย|ที(?![่-๋])|แก้ไข|แก้|เปลี่ยน|ได้ไหม|ได้มั้ย|ยังไง|ไง|ใหม่|ไป|แล้ว|อยู่|อะ|อ่ะ|ตรงนี้|แทน|ก่อน|ดีกว่า|เลย)"
_TO_STRONG = (
    r"(?:ขอ)?(?:(?:เปลี่ยน|แก้ไข|แก้|ปรับ)(?:ให้)?(?:ใหม่)?(?:เป็น)|(?:ที่|อัน)(?:ถูก(?:ต้อง)?|จริง)(?:นั้น)?[ ]?(?:คือ|เป็น|ต้องเป็น)?|ถูกต้องคือ|"
    r"(?:ใหม่|จริงๆ(?:แล้ว)?)[ ]?(?:คือ|เป็น|ต้องเป็น)?|(?:ต้อง|ควร|ควรจะ|ขอ|น่าจะ)(?:เป็น|คือ)|ต้อง(?=[ ]?0[0-9])|ต้องใช้|ขอใช้|(?:ตอนนี้|ไป|มา)(?:คือ|เป็น|ใช้|อยู่(?:ที่)?|สังกัด))"
)
_TO = rf"(?:{_TO_STRONG}|เป็น|คือ|[:=])"
_AFTER = rf"(?:[\s,]*{_AFTER_WORD}+(?:{_END}|(?={_TO})))*[\s,]*"
_WRONG = rf"(?:{_DID}(?:ไป)?)?(?:ผิด|ไม่ถูก(?:ต้อง)?|ไม่ครบ|ขาด(?:ไป)?|ตก(?:ไป)?|สลับ(?:กัน)?)(?:{_END}|(?={_AFTER_WORD}|{_TO}))"
_SLIP = rf"(?:(?:{_DID}(?:ไป)?)(?:ผิด|ตก|สลับ|เกิน)(?:ข้อ|ช่อง)?(?:{_END}|(?={_AFTER_WORD}|{_TO})))"
_CHANGE = r"(?:(?:ขอ|ช่วย|อยาก|จะ|ต้องการ|รบกวน|ฝาก|ให้|โปรด|แจ้ง|กลับไป|กลับมา|ย้อน(?:กลับ)?ไป)*(?:แก้ไข|แก้|เปลี่ยน|ปรับ|เลื่อน|ย้าย|อัปเดต|อัพเดท|อัพเดต))"
_MINE = r"(?:[ ]?(?:ของ(?:ผม|ดิฉัน|ฉัน|หนู|เรา)|ที่(?:กรอก|ให้|พิมพ์|ใส่|แจ้ง|ลง)(?:ไป|ไว้)?(?:เมื่อกี้)?|เดิม|เก่า|เมื่อกี้))?"
_ITEM = r"(?:ข้อ|ช่อง|ตรง|คำว่า)?[ ]?"
_NEW = r"(?P<new>\S.*)"
_NOT = (
    r"(?:ไม่ใช่(?!แค่|เพียง|เฉพาะ|ว่า|เรื่อง|แต่|ๆ|[ ]?(?:ค่ะ|ครับ)[ ]*$)|ไม่ได้(?:เป็น|ชื่อ|อยู่(?:ที่)?|สังกัด|ใช้)(?!ไร|อะไร))"
)
_OLD = r"(?P<old>\S.{0,60}?)"


def with_name(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The ways to correct the answer with this name, each way with its pattern."""
    n = f"(?:{name})"
    said = {
        "bare": rf"{_BEFORE}(?:{_DID}?{_ITEM}{n}{_MINE}[ ]?{_WRONG}|{_CHANGE}[ ]?{_ITEM}{n}{_MINE}|{_SLIP}{_AFTER}{_ITEM}{n}){_AFTER}[?.!]*",
        "wrong": rf"{_BEFORE}{_DID}?{_ITEM}{n}{_MINE}[ ]?{_WRONG}{_AFTER}(?:{_TO}[ ]*|ต้อง(?=[ก-ฮเ-ไ]))?{_NEW}",
        "change to": rf"{_BEFORE}{_CHANGE}[ ]?{_ITEM}{n}{_MINE}{_AFTER}{_TO}[ ]*{_NEW}",
        "not": rf"{_BEFORE}{_ITEM}{n}{_MINE}[ ]?{_TO}?[ ]*(?P<new>\S.{{0,80}}?)[\s,]*{POLITE}?[\s,]*{_NOT}[ ]*{n}?[ ]*{_OLD}[\s,]*{POLITE}?",
        "not first": rf"{_BEFORE}{_ITEM}{n}{_MINE}[ ]?{_NOT}[ ]*{_OLD}(?:[\s,]+{POLITE}?|{POLITE})[\s,]*(?:แต่)?[ ]?(?:{n}[ ]?)?(?:{_TO}[ ]*)?{_NEW}",
        "from": rf"{_BEFORE}{_CHANGE}{_ITEM}{n}{_MINE}[ ]?(?:จาก[ ]?)?{_OLD}[ ]?(?:ไป)?(?:เปลี่ยน)?เป็น[ ]*{_NEW}",
        "change": rf"{_BEFORE}{_CHANGE}[ ]?{_ITEM}{n}{_MINE}(?:[\s,]+|{_AFTER}(?<=[\s,])){_NEW}",
        "value first": rf"{_BEFORE}{_TO}?[ ]*(?P<new>\S.{{0,80}}?)[\s,]*{POLITE}?[\s,]+{_ITEM}{n}{_MINE}[ ]?{_WRONG}{_AFTER}[?.!]*",
        "must be": rf"{_BEFORE}{_ITEM}{n}{_MINE}[ ]?{_TO_STRONG}[ ]*{_NEW}",
        "slip": rf"{_BEFORE}(?:{_SLIP}|{_CHANGE}(?={_GAP}{POLITE}*[\s,]))(?:{_AFTER}|{_GAP}){_ITEM}{n}{_MINE}{_GAP}(?:{_TO}[ ]*)?{_NEW}",
        "after no": rf"{_BEFORE}(?:ผิด(?:แล้ว)?|ไม่ใช่(?:แล้ว)?|ไม่ถูก(?:ต้อง)?)(?:{POLITE}|[\s,])+{_ITEM}{n}{_MINE}{_GAP}(?:{_TO}[ ]*)?{_NEW}",
        "remove": rf"{_BEFORE}(?:ขอ|ช่วย|อยาก|รบกวน)*(?:ลบ|เอา|ตัด)[ ]?{_ITEM}{n}{_MINE}[ ]?(?:ออก|ทิ้ง|ไป|หน่อย|ด้วย|ได้ไหม|ได้มั้ย)*(?:[\s,]*{POLITE})*[?.!]*",
        "put": rf"{_BEFORE}(?:ขอ|ช่วย|ฝาก)*(?:{_DID}|เพิ่ม|เติม)[ ]?{_ITEM}{n}{_MINE}(?:ให้ด้วย|ด้วย|หน่อย|เพิ่ม|ให้)*{_GAP}(?:{_TO}[ ]*)?{_NEW}",
        "anew": rf"{_BEFORE}(?:ขอ|อยาก|ช่วย)*{_DID}[ ]?{_ITEM}{n}ใหม่[ ]?(?:ว่า|เป็น|คือ|:)[ ]*{_NEW}",
        "bare anew": rf"{_BEFORE}(?:ขอ|อยาก|ช่วย)*{_DID}[ ]?{_ITEM}{n}ใหม่{_AFTER}[?.!]*",
        "sorry": rf"{_BEFORE}{_APOLOGY}{_BEFORE}{n}{_MINE}{_GAP}(?:{_TO}[ ]*)?{_NEW}",
    }
    return tuple((way, re.compile(pattern, re.DOTALL | re.IGNORECASE)) for way, pattern in said.items())


NAMELESS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (way, re.compile(pattern, re.DOTALL | re.IGNORECASE))
    for way, pattern in {
        "bare": rf"{_BEFORE}(?:{_SLIP}|(?:มี)?{_WHEN}ผิด|ผิด(?:หมด|(?:หลาย|ทุก|บาง)(?:ข้อ|จุด|ที่|อัน))|ข้อมูล(?:ยัง|ที่กรอก|ของ(?:ผม|ดิฉัน|หนู))*{_WRONG}){_AFTER}[?.!]*",
        "not": rf"{_BEFORE}(?:{_TO}[ ]*)?(?P<new>\S.{{0,80}}?)[\s,]*{POLITE}?[\s,]*{_NOT}[ ]*{_OLD}[\s,]*{POLITE}?",
        "not but": rf"{_BEFORE}{_NOT}[ ]*{_OLD}[\s,]*{POLITE}?[\s,]+(?:แต่)?[ ]?(?:{_TO})[ ]*{_NEW}",
        "not first": rf"{_BEFORE}{_NOT}[ ]*{_OLD}(?:[\s,]+{POLITE}?|{POLITE}|(?={_TO}))[\s,]*(?:แต่)?[ ]?(?:{_TO}[ ]*)?{_NEW}",
        "from": rf"{_BEFORE}{_CHANGE}[ ]?(?:จาก[ ]?)?{_OLD}[ ]?(?:ไป)?(?:เปลี่ยน)?เป็น[ ]*{_NEW}",
        "sorry": rf"{_BEFORE}{_APOLOGY}{_BEFORE}{_NEW}",
        "slip": rf"{_BEFORE}{_SLIP}{_AFTER}(?:{_TO}[ ]*)?{_NEW}",
        "value": rf"{_BEFORE}(?:(?:ผิด{_END}|ไม่ใช่{_END}|ไม่ถูก(?:ต้อง)?{_END}|ผิดแล้ว|{_CHANGE}){_AFTER}(?:{_TO}[ ]*)?|{_TO_STRONG}[ ]*){_NEW}",
    }.items()
)
"""The ways that name no answer: the old value, or the new one alone, tells which is meant."""

SAID_ANEW = re.compile(
    rf"(?P<old>\S.{{0,60}}?)[\s,]+(?:เอ๊ย|เอ้ย|อุ๊ย|อุ้ย|ว้าย|เอ๊ะ[ ]?ไม่ใช่|ไม่ใช่(?:สิ|ดิ|ซิ|ๆ|ละ)|ผิดๆ|พิมพ์ผิด|โทษที|ขอโทษ(?:ที)?)(?:[\s,]*{POLITE})*[\s,]+(?P<new>\S.{{0,80}})"
)
"""An answer taken back in the same breath: "ผอ.กองคลัง เอ๊ย ผอ.กองช่าง"."""

DECLINES = re.compile(
    rf"[\s.\-–—]+|(?:ยัง)?ไม่(?:มี|ทราบ|รู้|สะดวก|ต้องการ|ระบุ|อยากตอบ|ขอตอบ|ตอบ|เอา|ประสงค์|แน่ใจ|มีความเห็น)(?:จะ)?(?:ปัญหา|อะไร|เลย|ตอบ|ระบุ|เพิ่มเติม|ข้อนี้|ตอนนี้|แล้ว|ๆ|{POLITE}|[\s.,!])*"
)
"""Declining where any words would be an answer: "ไม่มีปัญหาอะไรค่ะ", not "ไม่มีน้ำใช้"."""

SENDS = re.compile(
    rf"(?:(?:ครบ|ถูก(?:ต้อง)?|เรียบร้อย|โอเค|ใช่|ตกลง)(?:หมด|แล้ว|ทุกข้อ|{POLITE}|[\s,])*)?(?:(?:กด|ขอ|ช่วย)?ส่ง|สมัคร|ยื่น)(?:ใบสมัคร|ข้อมูล)?(?:ได้)?(?:เลย|ไป|แล้ว|ให้(?:ด้วย|เลย|หน่อย)?)?(?:[\s,.!]*{POLITE})*"
)
"""The summary is right and goes out: "ส่งเลยค่ะ"."""

LEAVES_AS_IT_IS = re.compile(
    rf"(?:ไม่(?:ต้อง|ขอ|อยาก)?(?:แก้ไข|แก้|เปลี่ยน|เอา)(?:แล้ว|ดีกว่า|ละ)?|(?:ใช้|เอา|คง)?(?:อัน|ค่า|คำตอบ|ไว้)?(?:เหมือน|ตาม)?เดิม(?:ดีกว่า|ก็ได้|แล้ว)?)(?:[\s,.!]*{POLITE})*"
)
"""An answer about to be changed is left as it is: "ไม่แก้แล้วค่ะ", "ใช้เหมือนเดิม"."""

SAME = re.compile(
    rf"(?:(?:ใช้|เอา|อยู่|เป็น|สังกัด|ก็)*(?:ที่(?:ทำงาน)?|อัน|หน่วยงาน|องค์กร|เบอร์(?:โทร)?|โทร|เมล|อีเมล|จังหวัด|เทศบาล|อบต\.?|แห่ง|ของ|ค่า)?(?:เดียวกัน|เดียวกับ|เหมือน(?:กัน|กับ|ของ)?)"
    rf"(?:กับ|ของ)?(?:ผม|ดิฉัน|ฉัน|หนู|พี่|เรา|คนแรก|คนก่อน|ใบแรก|ใบก่อน|เมื่อกี้|เดิม|เขา|คน|ที่สมัครไป|[ ])*)(?:[\s,.!]*{POLITE})*"
)
"""The answer that an application before this one has: "ที่เดียวกันค่ะ", "ใช้เบอร์เดียวกับผม"."""

CUE = re.compile(
    r"ผิด|ไม่ใช่|ลบ|เอา|ตัด|ใส่|เพิ่ม|เติม|ไม่ได้(?:เป็น|ชื่อ|อยู่|สังกัด|ใช้)|ไม่ถูก|ไม่ครบ|ขาด|ขอโทษ|โทษที|ขออภัย|sorry|ต้องเป็น|ควรเป็น|ขอเป็น|แก้|เปลี่ยน|ปรับ|อั[ปพ]เด[ตท]|ที่ถูก|ที่จริง|จริงๆ|ใหม่|สลับ|ตก|เกิน|ต้องใช้|ขอใช้|น่าจะเป็น|ตอนนี้|เลื่อน|ย้าย"
)
"""A text with none of these corrects nothing; most texts stop here."""
STRONG = re.compile(r"ผิด|ไม่ใช่|ไม่ถูก|แก้|เปลี่ยน|ต้องเป็น|ที่ถูก|ขอโทษ|โทษที")
"""With one of these, a field's name and a value only that field can have, any word order is a correction."""
_PLEASE = rf"(?:{POLITE}|ได้(?:ไหม|มั้ย|หรือเปล่า|ป่าว|หรือไม่|รึเปล่า)|ให้(?:หน่อย|ที|ด้วย)|หน่อย|ด้วย|แทน)"
POLITE_END = re.compile(rf"(?:[\s,]*{_PLEASE})+[\s.!?]*$")
TIDY_END = re.compile(
    rf"(?:[\s,]*{_PLEASE})+[\s.!?]*$|[\s,]*(?:{POLITE}[\s,]*)*ไม่ใช่(?!แค่|เพียง).*$", re.DOTALL
)
"""What follows a new value but is not part of it; `POLITE_END` where "ไม่ใช่ …" may be part of it."""
NO_VALUE = re.compile(_BEFORE)
"""A whole text that leads up to a value and is none: "อ๋อ"."""
NEW_VALUE = re.compile(rf"{_TO_STRONG}[ ]*{_NEW}", re.DOTALL)
"""The new value in a text that names its field somewhere before it."""
BY_NUMBER = re.compile(
    rf"{_BEFORE}(?:{_CHANGE}|กลับไป|ย้อน(?:กลับ)?ไป)(?:ที่)?[ ]?(?:ข้อ|ช่อง)(?:ที่)?[ ]*(?P<number>[0-9]{{1,2}}){_AFTER}(?:{_TO}[ ]*(?P<new>\S.*))?[?.!]*"
)
"""A question by its number in the form: "แก้ข้อ 5", "แก้ข้อ 5 เป็น …"."""
PERHAPS_NEW = re.compile(rf"(?:เป็น|[:=])[ ]*{_NEW}", re.DOTALL)
"""The same with a weaker word: only for a value that its kind knows."""
OWN_WORDS = frozenset({"change to", "wrong", "must be", "anew", "bare anew"})
"""The ways that a short name may take: "แก้ปัญหา" alone is what many people want to do at home."""
SHORT = re.compile(r"(?P<short>[ก-๎]{3,}?)(?:ใน|ของ|ที่)(?=[ก-๎])")
"""The first word of a question's label: ปัญหา of ปัญหาในพื้นที่."""
LEADING = rf"(?:{_TO})[ ]*"
NEXT = rf"[\s,]+(?:และ|แล้วก็|แล้ว|กับ|ส่วน)?[ ]?(?={{name}}{_MINE}[ ]?(?:{_WRONG}|{_TO}))"
