"""Pictures and links to pass on, and who else applied: what exists, and what is private."""

from __future__ import annotations

from handlers.enquiries.answer import TO_STAFF, Answer, AnswerKind, Enquiry, ask, told, whom_to_ask
from handlers.turn import button, word
from handlers.wording import common, enquiries
from handlers.wording import share as words


def picture(enquiry: Enquiry) -> Answer:
    """There is no picture: gives the announcement's title and address, and a way to its text."""
    source = enquiry.programme.source
    text = enquiries.no_picture(enquiry.name, source.title, source.publisher, source.published, source.url)
    return Answer(text, choices=(ask(enquiries.DETAILS, "about", enquiry.programme), word(common.STAFF)))


def share(enquiry: Enquiry) -> Answer:
    """How to pass on an account or a message in LINE. No address is made up."""
    pass_on = button(words.SHARE, "share", enquiry.programme.id)
    return Answer(enquiries.SHARE, choices=(pass_on, word(common.STAFF)))


def applicants(enquiry: Enquiry) -> Answer:
    """Who applied is private; how many is told if announced."""
    facts = enquiry.programme.about("applicants")
    if facts:
        text = f"{enquiries.APPLICANTS_PRIVATE}\n{told(enquiry, 'applicants', facts)}"
        return Answer(text, source=("applicants",))
    text = enquiries.applicants(enquiry.name, whom_to_ask(enquiry.programme))
    return Answer(text, choices=(TO_STAFF, word(common.STAFF)))


_PICTURE = (
    "(ขอ|มี|ส่ง|อยากได้)(เป็น|)(รูป|รูปภาพ|ภาพ|โปสเตอร์|แผ่นพับ|โบรชัวร์|ใบปลิว|อินโฟกราฟิก|แบนเนอร์)(ไหม|หน่อย|ได้ไหม|มาให้หน่อย|ประชาสัมพันธ์|)",
    "(ส่ง|ขอ)(รูป|ภาพ|โปสเตอร์)(ประกาศ|หลักสูตร|โครงการ|กำหนดการ)(มา|ให้)(หน่อย|ได้ไหม|ดู|)",
    "มี(ไฟล์รูป|ไฟล์ภาพ|ไฟล์โปสเตอร์|ภาพโปสเตอร์|รูปโปสเตอร์)(ไหม|ให้โหลดไหม|ของงานนี้ไหม)",
    "(อยากได้|ขอ)(แผ่นพับ|โปสเตอร์|ป้าย|โบรชัวร์)(ไปติด|ไปแปะ|ไว้ดู|ไว้แจก|)(บอร์ด|ที่สำนักงาน|)",
    "(poster|โปสเตอร์)(มีไหม|ขอหน่อย|ส่งมาหน่อย|)",
    "(ประกาศ|กำหนดการ)(แบบ|เป็น)(รูป|ภาพ|รูปภาพ)(มีไหม|ขอหน่อย|ได้ไหม)",
)
_SHARE = (
    "(ส่ง|แชร์|ขอ)(ลิงก์|ลิ้งค์|ไลน์|บอท|แชทนี้|แอคนี้)(ให้|ไปให้)(เพื่อน|เพื่อนร่วมงาน|คนอื่น|หัวหน้า|ลูกน้อง|พี่ที่ทำงาน)(ยังไง|ได้ไหม|หน่อย|)",
    "(แชร์|ส่งต่อ|แนะนำ)(ให้|ไปให้)(เพื่อน|เพื่อนร่วมงาน|คนอื่น|คนรู้จัก|หัวหน้า)(ยังไง|ได้ไหม|ทำยังไง|ได้อย่างไร|)",
    "(อยาก|จะ)(แชร์|บอกต่อ|ส่งต่อ|ชวนเพื่อน|แนะนำเพื่อน)(ทำยังไง|ยังไง|ได้ไหม|ต้องทำยังไง|)",
    "(เพื่อน|คนอื่น|หัวหน้า|น้องที่ทำงาน)(จะ|อยาก|)(แอด|เพิ่ม|เข้า|คุยกับ|หา)(ไลน์นี้|แชทนี้|บอทนี้|บอท|ไลน์บอท)(ยังไง|ได้ไหม|ตรงไหน)",
    "(มี|ขอ)(ลิงก์|ลิ้งค์|คิวอาร์|qr|คิวอาร์โค้ด)(ให้แชร์|ไว้แชร์|สำหรับแชร์|แอดไลน์|ของไลน์นี้|ให้เพื่อนแอด|ไว้ส่งต่อ)(ไหม|หน่อย|)",
    "(แชร์|ส่งต่อ)(แชทนี้|ไลน์นี้|ข้อความนี้|ประกาศนี้|ข้อมูลนี้|บอทนี้)(ยังไง|ได้ไหม|ให้เพื่อน|เข้ากลุ่มได้ไหม|)",
)
_APPLICANTS = (
    "(มี|)(ใคร|หน่วยงานไหน|อบต.ไหน|เทศบาลไหน|จังหวัดไหน)(สมัคร|ลงชื่อ|ลงทะเบียน)(บ้าง|ไปบ้าง|มาบ้าง|แล้วบ้าง|ไปแล้วบ้าง)",
    "(มี|)(คน|ผู้|)สมัคร(กี่คน|เท่าไหร่|เยอะ|มาก)(แล้ว|แล้วตอนนี้|ไหม|หรือยัง|ไปแล้ว)",
    "(ตอนนี้|)(มี|)(คนสมัคร|ผู้สมัคร|คนลงชื่อ|คนลงทะเบียน)(กี่คน|เท่าไหร่|กี่รายแล้ว|กี่คนแล้ว|เยอะไหม|มากไหม)",
    "ขอ(ดู|)(รายชื่อ|ลิสต์รายชื่อ)(ผู้สมัคร|คนสมัคร|ผู้เข้าอบรม|คนที่สมัคร|เพื่อนร่วมรุ่น)(หน่อย|ได้ไหม|ทั้งหมด|)",
    "(มี|)(คนรู้จัก|เพื่อน|ใคร)(จาก|ใน)(อำเภอ|จังหวัด|หน่วยงาน)(เดียวกัน|เรา|ของผม)(สมัคร|ไปสมัคร)(บ้างไหม|ไหม|แล้วไหม)",
    "(ยอด|จำนวน)(ผู้สมัคร|คนสมัคร)(ตอนนี้|ล่าสุด|)(เท่าไหร่|กี่คน|ถึงไหนแล้ว)",
    "(มี|)(อบต.|เทศบาล|หน่วยงาน|คน|เพื่อน)(แถวบ้าน|แถวนี้|ในจังหวัด|ข้างๆ|ใกล้ๆ)(เรา|ผม|)สมัคร(หรือยัง|บ้างไหม|บ้าง|กันไหม)",
    "(คู่แข่ง|คนแย่ง)(เยอะ|มาก)ไหม",
)

ANSWERS = (
    AnswerKind("picture", "รูปหรือโปสเตอร์", picture, examples=_PICTURE),
    AnswerKind("share", "ส่งต่อให้เพื่อน", share, across=True, examples=_SHARE),
    AnswerKind("applicants", "จำนวนผู้สมัคร", applicants, examples=_APPLICANTS),
)
