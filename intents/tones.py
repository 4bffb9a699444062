"""Tone marks put back where a thumb left them out: "วันสุดทายวันทีเทาไหร่" is วันสุดท้ายวันที่เท่าไหร่.

Only words that questions are made of, and long enough that no other word differs from them in the tone alone.
"""

# ruff: noqa: SIM905 (rows of Thai words are read whole)
from __future__ import annotations

import re

_MARKS = "่้๊๋"
_WORDS = (
    "วันที่ เท่าไหร่ เท่าไร เมื่อไหร่ เมื่อไร ที่ไหน สุดท้าย ค่าใช้จ่าย ค่าสมัคร ค่าลงทะเบียน "
    "ค่าอบรม ค่าเรียน ค่าธรรมเนียม สถานที่ ที่จัดงาน เจ้าหน้าที่ หน่วยงาน ต้องจ่าย ต้องเสีย ที่พัก "
    "ที่จอดรถ ที่นั่ง ใบรับรอง เกี่ยวกับ เปลี่ยน เลื่อน เริ่มเรียน เริ่มอบรม เข้าอบรม เข้าเรียน "
    "เข้าร่วม ต้องส่ง ต้องแนบ ต้องเตรียม ท้องถิ่น ผู้บริหาร ผู้เข้าร่วม ผู้สมัคร รุ่นที่ ครั้งที่ "
    "ครั้งต่อไป ครั้งหน้า ครั้งแรก สัปดาห์หน้า เดือนหน้า พรุ่งนี้ ช่วงไหน ช่องทาง ข้อมูล หัวข้อ "
    "เนื้อหา ขั้นตอน เอกสาร ส่งเอกสาร ใช้เวลา กี่ชั่วโมง ชั่วโมง ค่าเดินทาง ค่าที่พัก แต่งกาย "
    "แต่งตัว เสื้อผ้า อาหารเที่ยง เลี้ยงข้าว ข้าวเที่ยง จำเป็นต้อง ต้องการ หรือไม่ ทั้งหมด ตั้งแต่ "
    "ต่อไป สิ้นสุด เพิ่มเติม เบอร์ติดต่อ ติดต่อ ยื่นใบสมัคร ยื่นเอกสาร ใบเสร็จ ไม่เสีย ไม่ต้อง "
    "ออนไลน์ เรียนที่ จัดที่ อบรมที่ ได้ไหม ได้บ้าง ผู้จัด พื้นที่ เพื่ออะไร ร่วมด้วย ต้องสงสัย ลืมเลือน ลบเลือน"
).split()
_BARE = re.compile(f"[{_MARKS}]")
_BY_BARE = {bare: word for word in _WORDS if (bare := _BARE.sub("", word)) != word and len(bare) >= 5}
_FOUND = re.compile("|".join(sorted(map(re.escape, _BY_BARE), key=len, reverse=True)))


def put_back(text: str) -> str:
    """The text with the tone marks of such words where they belong; a word that has its own is left."""
    places = [place for place, letter in enumerate(text) if letter not in _MARKS]
    bare = "".join(text[place] for place in places)
    places.append(len(text))
    parts, done = [], 0
    for found in _FOUND.finditer(bare):
        start, end = places[found.start()], places[found.end() - 1] + 1
        while end < len(text) and text[end] in _MARKS:
            end += 1
        word = _BY_BARE[found[0]]
        if text[start:end] != word:
            parts += [text[done:start], word]
            done = end
    return "".join([*parts, text[done:]]) if parts else text
