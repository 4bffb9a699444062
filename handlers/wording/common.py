"""Words that recur: buttons, the menu, not understood, small talk."""

from __future__ import annotations

from collections.abc import Sequence

NOT_ANNOUNCED = "ยังไม่ประกาศ"

YES, NO = "ใช่", "ไม่"
MENU = "เมนู"
HELP = "ช่วยเหลือ"
BACK = "ย้อนกลับ"
CANCEL = "ยกเลิก"
STATUS = "สถานะ"
STAFF = "ติดต่อเจ้าหน้าที่"
SKIP = "ข้าม"
APPLY = "สมัคร"
SOURCE = "ที่มา"
INTEREST = "แจ้งความสนใจ"
SCHEDULE = "กำหนดการ"
WHO_MAY = "ใครสมัครได้"
PROGRAMMES = "โครงการทั้งหมด"

MENU_TITLE = "เมนู"
MENU_TEXT = "เลือกได้เลย หรือพิมพ์ถามเป็นคำพูดธรรมดาก็ได้ค่ะ"
WELCOME = "ยินดีต้อนรับค่ะ บอทนี้ตอบเรื่องโครงการอบรม รับสมัคร และเตือนก่อนวันอบรม"
ASK_ANYTHING = "ถามได้เลย เช่น เรียนวันไหน ที่ไหน ใครสมัครได้ หรือพิมพ์ สมัคร เพื่อเริ่มสมัครค่ะ"
ASK_APPLICANT = "ถามได้เลย เช่น เรียนวันไหน ที่ไหน หรือพิมพ์ สถานะ เพื่อดูใบสมัครค่ะ"
HELP_TEXT = (
    "บอทช่วยได้ดังนี้ค่ะ\n"
    "• ถามเรื่องโครงการ เช่น เรียนวันไหน ที่ไหน ค่าใช้จ่ายเท่าไร ใครสมัครได้\n"
    "• สมัคร: พิมพ์ สมัคร แล้วตอบทีละข้อ หยุดพักแล้วพิมพ์ สมัครต่อ ได้\n"
    "• ดูใบสมัคร: พิมพ์ สถานะ\n"
    "• คำที่ใช้ได้เสมอ: เมนู ช่วยเหลือ ย้อนกลับ ยกเลิก สถานะ ติดต่อเจ้าหน้าที่"
)
THANKS = "ยินดีค่ะ มีอะไรถามเพิ่มได้เสมอนะคะ"
BYE = "ขอบคุณที่แวะมาค่ะ ทักมาได้ทุกเมื่อนะคะ"
WHO_ARE_YOU = "เป็นบอทรับสมัครและตอบคำถามเรื่องโครงการอบรมค่ะ ไม่ใช่คน แต่ส่งเรื่องให้เจ้าหน้าที่ได้"
SORRY_COMPLAINT = "ขออภัยที่ไม่สะดวกค่ะ ฝากเรื่องถึงเจ้าหน้าที่ได้เลย"
SORRY_ABUSE = "ขออภัยค่ะ หากบอทตอบไม่ตรง ฝากเรื่องถึงเจ้าหน้าที่ได้ค่ะ"
NOT_UNDERSTOOD = "ขออภัยค่ะ ยังไม่เข้าใจข้อความนี้ บอทตอบได้เฉพาะเรื่องโครงการอบรม ลองพิมพ์ใหม่ หรือเลือกด้านล่างค่ะ"
OUT_OF_SCOPE = "บอทตอบได้เฉพาะเรื่องโครงการที่ดูแลอยู่ค่ะ เลือกหัวข้อด้านล่าง หรือติดต่อเจ้าหน้าที่ได้"
DOUBT = "อาจไม่ตรงที่ถาม พิมพ์ถามใหม่ได้ค่ะ"
NOT_SURE = "ไม่แน่ใจว่าหมายถึงเรื่องไหน เลือกได้เลยค่ะ"
WRONG_ANSWER = "ขอโทษค่ะ ตอบไม่ตรงที่ถาม พิมพ์ถามใหม่เป็นคำอื่นได้เลย หรือเลือกด้านล่างค่ะ"
NEVER_MIND = "ได้ค่ะ ถ้ามีเรื่องอื่นพิมพ์ถามได้เลยค่ะ"
NOTED = "รับทราบค่ะ ถ้ามีเรื่องอื่นพิมพ์ถามได้เลยค่ะ"
WHICH_PROGRAMME = "หมายถึงโครงการไหนคะ"
WHICH_OF_OURS = "ขออภัยค่ะ บอทตอบได้เฉพาะโครงการเหล่านี้ หมายถึงโครงการไหนคะ"
NO_PROGRAMME = "ตอนนี้ยังไม่มีโครงการในระบบค่ะ"
NOTHING_TO_CANCEL = "ตอนนี้ไม่มีอะไรค้างให้ยกเลิกค่ะ ถ้าต้องการยกเลิกใบสมัครที่ส่งแล้ว พิมพ์ สถานะ"
NOTHING_TO_GO_BACK = "ตอนนี้ไม่มีขั้นตอนให้ย้อนกลับค่ะ"
STALE_BUTTON = "ปุ่มนี้เป็นของรายการเก่าค่ะ"
FAULT = "ขออภัยค่ะ ระบบขัดข้องชั่วคราว ข้อมูลที่บันทึกแล้วยังอยู่ครบ ลองส่งอีกครั้ง หรือพิมพ์ ติดต่อเจ้าหน้าที่"
GROUP_GREETING = "สวัสดีค่ะ เรียกบอทในกลุ่มด้วยการแท็กชื่อ เช่น ถามกำหนดการ เรื่องสมัครหรือข้อมูลส่วนตัวขอคุยในแชทส่วนตัวนะคะ"
GROUP_PRIVATE = "เรื่องนี้มีข้อมูลส่วนตัว ขอคุยในแชทส่วนตัวกับบอทนะคะ กดที่รูปของบอทแล้วเลือก แชท"

ENGLISH = 'Answers are in Thai. Type "staff" for a person.'
"""Before an answer to a question in English."""


_TITLES = ("นางสาว", "นาย", "นาง", "คุณ")
_LONGEST_NAME = 40


def _called(name: str | None) -> str:
    """A space and what somebody is called, politely; nothing if we do not know."""
    said = " ".join((name or "").split())
    if not said or len(said) > _LONGEST_NAME:
        return ""
    if said.startswith("ว่าที่") or "." in said.split(" ")[0]:
        return f" {said}"
    title = next((it for it in _TITLES if said.startswith(it) and len(said) > len(it) + 1), None)
    return f" คุณ{said.removeprefix(title).strip()}" if title else f" คุณ{said}"


def greeting(name: str | None) -> str:
    """Hello."""
    return f"สวัสดีค่ะ{_called(name)}"


def welcome_back(name: str | None) -> str:
    """They had blocked the bot, or added it again."""
    return f"ยินดีต้อนรับกลับมาค่ะ{_called(name)}"


def items(lines: Sequence[str]) -> str:
    """A numbered list, so that a number can be typed; a single item needs none."""
    if len(lines) == 1:
        return f"• {lines[0]}"
    return "\n".join(f"{place}. {line}" for place, line in enumerate(lines, 1))


def no_such_item(lines: Sequence[str]) -> str:
    """A number not in the list was typed."""
    return f"มีให้เลือกข้อ 1–{len(lines)} ค่ะ พิมพ์ตัวเลขอีกครั้งหรือกดปุ่มได้เลย\n{items(lines)}"


STICKER = "น่ารักค่ะ 😊"
CANNOT_READ_IMAGE = "บอทอ่านรูปไม่ได้และไม่ได้เก็บรูปนี้ไว้ค่ะ เพื่อความปลอดภัยอย่าส่งสำเนาบัตรในแชท พิมพ์เป็นข้อความได้เลย"
CANNOT_HEAR = "ยังฟังข้อความเสียงไม่ได้ค่ะ พิมพ์เป็นข้อความ หรือกด ติดต่อเจ้าหน้าที่"
CANNOT_OPEN_FILE = "ยังรับไฟล์หรือวิดีโอในขั้นนี้ไม่ได้ค่ะ และไม่ได้เก็บไว้ พิมพ์เป็นข้อความได้เลย"
CANNOT_PLACE = "ได้รับตำแหน่งแล้ว แต่ขั้นนี้ไม่ได้ใช้ตำแหน่งค่ะ พิมพ์เป็นข้อความได้เลย"


def ask_at(contact: Sequence[str], *, in_group: bool = False) -> str:
    """Whom to ask: staff in the chat with the bot, and the announced contact."""
    chat = "ในแชทส่วนตัวกับบอท" if in_group else "ในแชทนี้"
    return " หรือ ".join([f"พิมพ์ {STAFF} {chat}", *contact])
