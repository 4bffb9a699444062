"""Why something was not done: in English for the terminal, in Thai for pages."""

from __future__ import annotations

from handlers.refusal import Refusal, Refused

_ENGLISH = {
    Refusal.NO_PROGRAMME: "no programme {programme} (there are: {known})",
    Refusal.PROGRAMME_EXISTS: "{programme} exists already",
    Refusal.BAD_PROGRAMME: "{faults}",
    Refusal.BAD_SETTING: "{faults}",
    Refusal.NOT_A_DRAFT: "it has been sent already",
    Refusal.NOT_OPEN: "applications are not open",
    Refusal.NO_CONSENT: "there is no consent",
    Refusal.INCOMPLETE: "answers are missing",
    Refusal.NO_APPLICATION: "no application {reference}",
    Refusal.UNKNOWN_DECISION: "unknown decision {decision}: one of {known}",
    Refusal.DECIDED_ALREADY: "{reference} is {state} already",
    Refusal.CANNOT_BECOME: "{reference} is {state} and cannot become {wanted}",
    Refusal.UNKNOWN_STAGE: "unknown stage {stage}: one of {known}",
    Refusal.NOT_APPROVED: "{reference} is {state}, not approved",
    Refusal.AT_STAGE_ALREADY: "{reference} is at {stage} already",
    Refusal.NO_QUESTION: "no question {number}",
    Refusal.NO_INTENT: "no intent {intent} (there are: {known})",
    Refusal.EMPTY_QUESTION: "an empty question teaches nothing",
    Refusal.NO_CASE: "no case {number}, or it is closed",
    Refusal.EMPTY_ANSWER: "an empty answer says nothing",
    Refusal.NOBODY_ASKED: "case {number} is a note, nobody waits for an answer: close it",
    Refusal.TAKEN: "{by} is talking about case {number}",
    Refusal.BAD_STOCK: "a stock answer has a title and a text",
    Refusal.NO_STOCK: "no stock answer {number}",
    Refusal.NO_GROUP: "the bot is in no group {group} (see `rapsamak session groups`)",
    Refusal.NOT_PUT_BACK: "not refused, or erased since: {keys}",
    Refusal.FAILED: "{reference} could not be done: see the log",
    Refusal.CHANGED: "{reference} has been changed since: it is {state}",
    Refusal.TOLD_ALREADY: "{reference} cannot be taken back: its applicant has been told",
    Refusal.SEAT_GIVEN: "{reference} cannot be taken back: its seat has been given to another",
    Refusal.HAS_ANOTHER: "{reference}: its applicant has another application under way",
    Refusal.NOBODY_TO_RING: "{reference}: nobody waits to be rung",
    Refusal.EMPTY_NOTE: "an empty note says nothing",
    Refusal.BAD_FLAG: "a flag is a word or a few, up to {most} characters",
    Refusal.BAD_MAP: "{english}",
    Refusal.NO_STAFF: "nobody with the address {email} (see `rapsamak staff list`)",
    Refusal.STAFF_EXISTS: "{email} exists already",
    Refusal.BAD_EMAIL: "{email} is no e-mail address",
    Refusal.BAD_PASSWORD: "a password has {shortest} to {longest} characters",
    Refusal.PASSWORDS_DIFFER: "the passwords differ",
    Refusal.LAST_ADMIN: "{email} is the last admin who can sign in: make another one first",
    Refusal.NOT_INVITED: "the link is used, over or unknown",
}
_THAI = {
    Refusal.NO_PROGRAMME: "ไม่มีโครงการ {programme}",
    Refusal.PROGRAMME_EXISTS: "มีโครงการ {programme} อยู่แล้ว",
    Refusal.BAD_PROGRAMME: "ข้อมูลโครงการยังไม่ถูกต้อง",
    Refusal.BAD_SETTING: "ค่าที่ตั้งยังไม่ถูกต้อง",
    Refusal.NOT_A_DRAFT: "ใบสมัครนี้ส่งไปแล้ว",
    Refusal.NOT_OPEN: "ยังไม่เปิดรับสมัคร",
    Refusal.NO_CONSENT: "ยังไม่ได้ให้ความยินยอม",
    Refusal.INCOMPLETE: "ยังตอบไม่ครบทุกข้อ",
    Refusal.NO_APPLICATION: "ไม่พบใบสมัคร {reference}",
    Refusal.UNKNOWN_DECISION: "ไม่มีผลการพิจารณาแบบนี้",
    Refusal.DECIDED_ALREADY: "ใบสมัคร {reference} อยู่ในสถานะนี้แล้ว",
    Refusal.CANNOT_BECOME: "ใบสมัคร {reference} เปลี่ยนเป็นสถานะนี้ไม่ได้",
    Refusal.UNKNOWN_STAGE: "โครงการนี้ไม่มีขั้นตอน {stage}",
    Refusal.NOT_APPROVED: "ใบสมัคร {reference} ยังไม่ได้รับการคัดเลือก",
    Refusal.AT_STAGE_ALREADY: "ใบสมัคร {reference} อยู่ในขั้นตอนนี้แล้ว",
    Refusal.NO_QUESTION: "ไม่พบคำถามหมายเลข {number}",
    Refusal.NO_INTENT: "ไม่มีเรื่อง {intent}",
    Refusal.EMPTY_QUESTION: "คำถามว่างสอนไม่ได้",
    Refusal.NO_CASE: "ไม่พบเรื่องหมายเลข {number} ที่ยังเปิดอยู่",
    Refusal.EMPTY_ANSWER: "ยังไม่ได้พิมพ์คำตอบ",
    Refusal.NOBODY_ASKED: "เรื่องที่ {number} เป็นบันทึกถึงเจ้าหน้าที่ ไม่มีใครรอคำตอบ ปิดเรื่องได้เลย",
    Refusal.TAKEN: "{by} กำลังตอบเรื่องนี้อยู่",
    Refusal.BAD_STOCK: "คำตอบสำเร็จรูปต้องมีชื่อและข้อความ",
    Refusal.NO_STOCK: "ไม่มีคำตอบสำเร็จรูปนี้แล้ว",
    Refusal.NO_GROUP: "บอทไม่ได้อยู่ในกลุ่มนี้",
    Refusal.NOT_PUT_BACK: "ไม่ใช่ข้อความที่ LINE ปฏิเสธ หรือถูกลบไปแล้ว",
    Refusal.FAILED: "ระบบขัดข้อง ยังไม่ได้ทำรายการนี้",
    Refusal.CHANGED: "มีผู้แก้ไขใบสมัคร {reference} ก่อนคุณ",
    Refusal.TOLD_ALREADY: "เลิกทำไม่ได้แล้ว เพราะแจ้งผู้สมัครแล้ว",
    Refusal.SEAT_GIVEN: "เลิกทำไม่ได้แล้ว เพราะให้ที่นั่งผู้อื่นไปแล้ว",
    Refusal.HAS_ANOTHER: "ผู้สมัครมีใบสมัครอื่นของโครงการนี้อยู่แล้ว",
    Refusal.NOBODY_TO_RING: "ใบสมัคร {reference} ไม่มีเรื่องที่ต้องโทรแจ้ง",
    Refusal.EMPTY_NOTE: "ยังไม่ได้พิมพ์บันทึก",
    Refusal.BAD_FLAG: "ธงเป็นคำสั้น ๆ ไม่เกิน {most} ตัวอักษร",
    Refusal.BAD_MAP: "{fault}",
    Refusal.NO_STAFF: "ไม่มีเจ้าหน้าที่ที่ใช้อีเมล {email}",
    Refusal.STAFF_EXISTS: "มีเจ้าหน้าที่ที่ใช้อีเมล {email} อยู่แล้วค่ะ",
    Refusal.BAD_EMAIL: "อีเมลนี้ยังไม่ถูกต้องค่ะ ตัวอย่าง somsri@example.go.th",
    Refusal.BAD_PASSWORD: "รหัสผ่านต้องยาว {shortest} ตัวอักษรขึ้นไปค่ะ (ไม่เกิน {longest})",
    Refusal.PASSWORDS_DIFFER: "รหัสผ่านสองช่องไม่ตรงกันค่ะ พิมพ์ใหม่ทั้งสองช่อง",
    Refusal.LAST_ADMIN: "{email} เป็นผู้ดูแลคนสุดท้ายที่เข้าระบบได้ค่ะ ตั้งผู้ดูแลอีกคนก่อน",
    Refusal.NOT_INVITED: "ลิงก์นี้ใช้ไปแล้วหรือหมดอายุแล้วค่ะ ขอลิงก์ใหม่จากผู้ดูแลได้",
}


def in_english(refused: Refused) -> str:
    """One line for the terminal."""
    return _ENGLISH[refused.why].format(**refused.data)


def in_thai(refused: Refused) -> str:
    """One line for a page."""
    return _THAI[refused.why].format(**refused.data)
