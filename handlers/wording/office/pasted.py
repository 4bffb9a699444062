"""Lines pasted from an announcement: by which words a part of a line is known, and what is said of them."""

from __future__ import annotations

import re
from typing import Any

DAYS = "ใส่ได้หลายวันในบรรทัดเดียว"
HINTS = {
    "sessions": "บรรทัดละช่วงวัน เช่น รุ่นที่ 1 14–16 มกราคม 68 09.00–16.00 โรงแรมริมปิง | พิธีเปิด",
    "rounds": "บรรทัดละรุ่น เช่น รุ่นที่ 1: 14–16 มกราคม 68 โรงแรมริมปิง ปิดรับ 27 ธันวาคม 67 เวลา 16.30 น. "
    "วันอบรมของรุ่นใส่ให้ด้วย",
    "timeline": "บรรทัดละกำหนด เช่น ส่งหลักฐานการชำระเงิน ภายใน 30 เมษายน 67",
    "fees": "บรรทัดละเรื่อง เช่น ค่าลงทะเบียน: ผู้บริหาร 4,900 บาท เจ้าหน้าที่ 3,900 บาท",
    "facts": "บรรทัดละเรื่อง คัดจากประกาศทั้งบรรทัด เช่น ที่พัก: ห้องเดี่ยว 1,200 บาทต่อคืน ระบบเดาให้ว่าเป็นเรื่องอะไร",
    "questions": "บรรทัดละข้อ เช่น อีเมล หรือ รูปแบบ: ในห้อง / ออนไลน์ จะเขียนคำถามเองใส่หลัง | ได้",
}
"""The parts that take lines, and how one of their lines may look."""
TITLE = "วางหลายแถวพร้อมกัน"
LABEL = "วางจากประกาศหรือจากตาราง"
ADD = "เพิ่มตามบรรทัด"
UNREAD = {
    "sessions": "ไม่พบวันที่ในบรรทัดที่เหลือ",
    "rounds": "ไม่พบชื่อรุ่นในบรรทัดที่เหลือ ขึ้นต้นด้วย รุ่นที่ 1",
    "timeline": "ไม่พบวันที่ในบรรทัดที่เหลือ",
    "fees": "ไม่พบจำนวนเงินในบรรทัดที่เหลือ เช่น 500 บาท หรือ ฟรี",
    "facts": "อ่านบรรทัดที่เหลือไม่ได้",
    "questions": "อ่านบรรทัดที่เหลือไม่ได้",
}
"""What is said of the lines of which nothing was made."""

ROUND = re.compile(r"(?:รุ่น|ครั้ง|รอบ)(?:ที่)?\s*\d+")
ROUND_NAME = "รุ่นที่ {}"
CLOSES = re.compile(r"(?:วัน)?(?:(?<!เ)ปิด|หมดเขต|สิ้นสุด)(?:การ)?รับ(?:สมัคร)?|รับสมัครถึง|ภายใน(?:วันที่)?|สมัครได้ถึง")
OPENS = re.compile(r"เปิดรับ(?:สมัคร)?|(?<!ปิด)(?<!เปิด)รับสมัคร")
SEATS = re.compile(r"(?:รับ|จำนวน|รุ่นละ)\s*(?:ไม่เกิน)?\s*(\d[\d,]*)\s*(?:คน|ท่าน|ที่นั่ง)")
UNTIL = re.compile(r"(?:ภายใน|ถึง|ไม่เกิน|ก่อน|ไม่ช้ากว่า)(?:วันที่)?\s*$")
SMALL = re.compile(
    r"(?:ภายใน|ตั้งแต่|ระหว่าง|ถึง|ไม่เกิน|วันที่|วัน|ใน|เวลา|ณ\s|น\.|(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|ศุกร์|เสาร์|อาทิตย์)(?:ที่)?)+"
)
"""Words around a day or an hour that say nothing once it stands in its own field."""
HOURS = re.compile(
    r"(?<![\d./])(\d{1,2}[.:]\d{2})(?:\s*น\.?)?(?:\s*(?:-|–|ถึง)\s*(\d{1,2}[.:]\d{2}))?(?![\d/])(?:\s*น\.?)?"
)
KINDS = (
    ("payment", re.compile("ชำระ|โอนเงิน|จ่าย|สลิป")),
    ("result", re.compile("ประกาศ(?:ผล|ราย)|แจ้งผล|ผลการ")),
    ("confirmation", re.compile("ยืนยัน|รายงานตัว")),
    ("orientation", re.compile("ปฐมนิเทศ")),
    ("presentation", re.compile("นำเสนอ")),
    ("closes", re.compile("(?<!เ)ปิดรับ|หมดเขตรับ|วันสุดท้าย.*สมัคร")),
    ("opens", re.compile("เปิดรับ|รับสมัคร")),
    ("submission", re.compile("ส่ง|ยื่น")),
)
"""What a date is for, by the words beside it; the first that fits."""
DEADLINES = frozenset({"closes", "payment", "submission", "confirmation"})
BAHT = re.compile(r"(\d[\d,]*)\s*(?:บาท|บ\.|฿)(?:\s*(?:ต่อ|/)\s*([^\s,;()]{1,20}))?")
FREE = re.compile("ฟรี|ไม่เก็บค่า|ไม่เสียค่า|ไม่มีค่า")
EVERYBODY = "ทุกคน"
ASKED = (
    ("email", re.compile("อีเมล|e-?mail", re.I)),
    ("phone", re.compile("โทร|มือถือ")),
    ("national_id", re.compile("บัตรประชาชน|ประจำตัวประชาชน")),
    ("province", re.compile("จังหวัด")),
    ("district", re.compile("อำเภอ")),
    ("organisation", re.compile("หน่วยงาน|สังกัด|องค์กร")),
    ("position", re.compile("ตำแหน่ง")),
    ("person_name", re.compile("^ชื่อ(?!เล่น|โครงการ|เรื่อง|ผลงาน)")),
    ("date", re.compile("^วัน")),
    ("number", re.compile("^(?:จำนวน|อายุ)")),
    ("file", re.compile("^(?:ไฟล์|หนังสือ|สำเนา|รูป|สลิป|หลักฐาน|แนบ)")),
    ("long_text", re.compile("เหตุผล|อธิบาย|คาดหวัง|ประสบการณ์")),
)
"""What kind of answer a question wants, by its name; the first that fits."""
ASK = "ขอ{}ค่ะ"
CHOOSE = "{}แบบไหนคะ"
ASK_FILE = "ส่ง{}มาในแชทนี้ค่ะ"


def question(label: str, kind: str, asked: str) -> dict[str, Any]:
    """A question of the form by its name."""
    words = CHOOSE if kind == "choice" else ASK_FILE if kind == "file" else ASK
    return {"kind": kind, "label": label, "ask": asked or words.format(label)}
