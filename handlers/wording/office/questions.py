"""What the bot could not answer, in the console."""

from __future__ import annotations

WHY = {
    "not understood": "บอทไม่เข้าใจ",
    "not sure": "บอทไม่แน่ใจ",
    "out of scope": "บอทคิดว่านอกเรื่อง",
    "wrong answer": "ผู้ถามบอกว่าตอบผิด",
    "taught": "สอนไว้ล่วงหน้า",
    "left for staff": "มีผู้ฝากถามไว้",
}
TABS = {"waiting": "รอสอน", "taught": "สอนแล้ว"}
EMPTY = {
    "waiting": "ไม่มีคำถามที่รอสอนค่ะ คำถามที่บอทตอบไม่ได้จะขึ้นที่นี่",
    "taught": "ยังไม่ได้สอนคำถามใดค่ะ",
}
NO_CHOICE = "เลือกความหมาย หรือพิมพ์คำตอบก่อน"
NO_PROGRAMME = "เลือกว่าคำตอบนี้เป็นของโครงการใด"
DROPPED = "เอาออกแล้วค่ะ ถ้ามีคนถามอีก คำถามจะขึ้นที่นี่ใหม่"
NOTHING_SAID = "(ไม่ตอบ)"


def taught(told: int) -> str:
    """The bot knows from now on."""
    text = "สอนแล้วค่ะ คนถัดไปที่ถามจะได้คำตอบนี้"
    return f"{text} และส่งคำตอบให้ผู้ที่ฝากคำถามนี้ไว้ {told} คนแล้ว" if told else text
