"""Messages left for staff: what was kept, when somebody will answer, and what staff said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers.wording import dates
from handlers.wording.common import NOT_ANNOUNCED

LONGEST_SENDER = 20
LEAVE = "ฝากข้อความ"
STAFF_NAME = "เจ้าหน้าที่"
"""As whom the bot speaks when staff do."""
LET_STAFF_ANSWER = "ให้เจ้าหน้าที่ตอบ"
CALL_BACK = "ให้เจ้าหน้าที่โทรกลับ"
REPLY = "ตอบกลับเจ้าหน้าที่"

ASK_WORDS = "พิมพ์คำถามหรือเรื่องที่ต้องการฝากถึงเจ้าหน้าที่ได้เลยค่ะ"
ASK_PHONE = "ขอเบอร์โทรที่ให้เจ้าหน้าที่โทรกลับค่ะ"
PHONE_ONCE_MORE = "ยังอ่านเป็นเบอร์โทรไม่ได้ค่ะ พิมพ์อีกครั้งได้เลย ถ้ายืนยันตามนี้จะส่งตามที่พิมพ์"
NOTHING_LEFT = "ไม่ได้ฝากข้อความค่ะ"
NOTHING_TO_FORWARD = "ยังไม่มีคำถามให้ส่งต่อค่ะ พิมพ์เรื่องที่ต้องการฝากถึงเจ้าหน้าที่ได้เลย"
NO_SUCH_CASE = "เรื่องนี้ไม่มีในระบบแล้วค่ะ ฝากเรื่องใหม่ได้เลย"
CALL_TEXT = "ขอให้โทรกลับ"
LEFT = "ฝาก"
"""The word for leaving something for staff."""
NO_NUMBER = "ยังไม่มีเบอร์ให้โทรกลับค่ะ ส่งเป็นข้อความแทน ถ้าต้องการให้โทร พิมพ์เบอร์มาได้"
NO_CASES = "ยังไม่มีเรื่องที่ฝากไว้ค่ะ ฝากได้เลย"

TO_BOT = "คุยกับบอท"
BOT_AGAIN = "เจ้าหน้าที่จบการสนทนาแล้ว บอทตอบต่อนะคะ"
BOT_HERE = "บอทตอบอยู่ค่ะ ถามได้เลย"
STAFF_NAME = "เจ้าหน้าที่"
STICKER, IMAGE, VIDEO, AUDIO = "สติกเกอร์", "รูปภาพ", "วิดีโอ", "ข้อความเสียง"
FILE, LOCATION, PRESSED, FOLLOWED, OTHER = "ไฟล์", "ตำแหน่ง", "กดปุ่ม", "เพิ่มบอทเป็นเพื่อน", "อย่างอื่น"


def sender(name: str) -> str:
    """Who speaks when staff do: shown in LINE in place of the bot's name.

    LINE takes at most 20 characters and no name with its own in it:
    https://developers.line.biz/en/docs/messaging-api/icon-nickname-switch/
    """
    first = (name.split() or [""])[0]
    whole = f"{STAFF_NAME} {first}"
    fits = first and "@" not in first and "line" not in first.casefold() and len(whole) <= LONGEST_SENDER
    return whole if fits else STAFF_NAME


def this_number(phone: str) -> str:
    """A button: call me on this number."""
    return f"โทร {phone}"


def noted(number: int, text: str, answer_by: datetime | None) -> str:
    """A message was kept: its text, its case number, and when somebody will answer."""
    return f"ส่งถึงเจ้าหน้าที่แล้วค่ะ (เรื่องที่ {number})\n“{text}”\n{promise(answer_by)}"


def added(number: int, text: str, answer_by: datetime | None) -> str:
    """A message was added to an open case."""
    return f"ส่งเพิ่มในเรื่องที่ {number} แล้วค่ะ\n“{text}”\n{promise(answer_by)}"


def call_noted(number: int, phone: str, saying: str, answer_by: datetime | None) -> str:
    """A call back was requested; `saying` is what the person wrote with it, mostly nothing."""
    head = f"ขอให้เจ้าหน้าที่โทรกลับแล้วค่ะ (เรื่องที่ {number})"
    quoted = f"“{saying}”" if saying else ""
    return "\n".join(filter(None, [head, quoted, f"เบอร์ที่ให้โทร: {phone}", promise(answer_by, calls=True)]))


def trouble_noted(number: int, text: str, answer_by: datetime | None) -> str:
    """The announced way does not work."""
    return (
        f"ขอโทษที่ติดต่อไม่ได้ค่ะ แจ้งเจ้าหน้าที่แล้ว (เรื่องที่ {number})\n“{text}”\n{promise(answer_by)}\n"
        "ระหว่างนี้ฝากคำถามไว้ หรือให้เจ้าหน้าที่โทรกลับได้เลยค่ะ"
    )


def on_the_day(number: int, text: str, answer_by: datetime | None, ask: str) -> str:
    """Something happened on the way or on the day: staff know, and whom to ring meanwhile."""
    return f"แจ้งเจ้าหน้าที่แล้วค่ะ (เรื่องที่ {number})\n“{text}”\n{promise(answer_by)}\nถ้าด่วน {ask}"


def promise(answer_by: datetime | None, *, calls: bool = False) -> str:
    """When somebody will answer, or ring where a call was asked for."""
    does = "โทรกลับหรือตอบในแชทนี้" if calls else "ตอบในแชทนี้"
    if answer_by is None:
        return f"เจ้าหน้าที่จะ{does} กำหนดเวลาตอบ: {NOT_ANNOUNCED}"
    return f"เจ้าหน้าที่จะ{does}ภายในวัน{dates.weekday(dates.last_day_before(answer_by))}"


def offer(answer_by: datetime | None) -> str:
    """The first way offered: a message in this chat."""
    return f"ฝากข้อความถึงเจ้าหน้าที่ในแชทนี้ได้เลยค่ะ {promise(answer_by)}"


def contact(contacts: Sequence[str], notes: Sequence[str]) -> str:
    """Whom to contact, as announced."""
    lines = ["หรือติดต่อผู้จัดตามประกาศ", *(f"• {c}" for c in contacts), *(f"หมายเหตุ: {n}" for n in notes)]
    return "\n".join(lines)


def contact_unannounced() -> str:
    """No contact is announced."""
    return f"ช่องทางติดต่อผู้จัด: {NOT_ANNOUNCED}ค่ะ"


def answer(number: int, text: str) -> str:
    """What staff said, to the person."""
    return f"เจ้าหน้าที่ตอบ (เรื่องที่ {number})\n{text}"


def standing(
    number: int,
    texts: Sequence[str],
    at: datetime,
    answer_by: datetime | None,
    now: datetime,
    *,
    calls: bool = False,
) -> str:
    """Nobody has answered yet: what was left, when, and by when an answer or a call was promised."""
    lines = [f"เรื่องที่ {number} ยังไม่มีคำตอบค่ะ (ฝากไว้ {dates.moment(at)})", *(f"“{t}”" for t in texts)]
    if answer_by is not None and now >= answer_by:
        lines.append(f"เลยวันที่บอกไว้แล้ว (วัน{dates.weekday(dates.last_day_before(answer_by))}) ขอโทษค่ะ")
        lines.append("ฝากย้ำถึงเจ้าหน้าที่ หรือให้โทรกลับได้เลย")
    else:
        lines.append(promise(answer_by, calls=calls))
    return "\n".join(lines)


def answered(number: int, at: datetime, text: str) -> str:
    """Staff have answered: when, and what."""
    return f"เรื่องที่ {number} เจ้าหน้าที่ตอบแล้วเมื่อ {dates.moment(at)} ค่ะ\n“{text}”"


def closed(number: int) -> str:
    """Staff closed it without answering in the chat."""
    return f"เรื่องที่ {number} เจ้าหน้าที่ปิดเรื่องแล้วค่ะ ถ้ายังไม่ได้คำตอบ ฝากเรื่องใหม่ได้เลย"
