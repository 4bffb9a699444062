"""The conversation of an application."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.wording import dates
from handlers.wording.common import items
from models.attachment import FileRefusal
from models.privacy import LONGEST_CHATS

CONSENT = "ยินยอม"
REFUSE = "ไม่ยินยอม"
CONFIRM = "ยืนยัน"
EDIT = "แก้ไข"
KEEP_CURRENT = "ใช้ค่าเดิม"
USE_EARLIER = "ใช้ข้อมูลเดิม"
EARLIER_OFFER = "เคยสมัครไว้แล้ว กด ใช้ข้อมูลเดิม เพื่อไม่ต้องกรอกซ้ำได้ค่ะ"
ASK_FIRST = "ถามก่อน"
DROP_DRAFT = "ใช่ ลบร่าง"
KEEP_DRAFT = "เก็บร่างไว้"
GO_ON = "สมัครต่อ"
START_OVER = "เริ่มใหม่"
NO_MORE = "ไม่สมัครแล้ว"
CALL_ME = "ให้เจ้าหน้าที่โทรกลับ"
SKIP_FOR_NOW = "ข้ามไปก่อน"
VIEW = "ดูใบสมัคร"
WITHDRAW = "ยกเลิกใบสมัคร"
FOR_OTHER = "สมัครให้คนอื่น"
WITHDRAW_YES = "ใช่ ยกเลิกใบสมัคร"
WITHDRAW_NO = "ไม่ยกเลิก"
SKIPPED = "(ข้าม)"

ASK_FIRST_TEXT = "ถามได้เลยค่ะ เช่น เรียนวันไหน ที่ไหน ค่าใช้จ่ายเท่าไร ตอบแล้วจะกลับมาที่ใบสมัครให้"
REFUSED = "ไม่เป็นไรค่ะ ไม่ได้บันทึกข้อมูลไว้ ยังถามเรื่องโครงการได้ตามปกติ"
CONSENT_FIRST = "ก่อนเก็บข้อมูล กดหรือพิมพ์ ยินยอม หรือ ไม่ยินยอม นะคะ"
FIRST_QUESTION = "นี่คือขั้นแรกค่ะ"
DRAFT_DELETED = "ลบร่างใบสมัครแล้วค่ะ"
NOTHING_PENDING = "ไม่มีใบสมัครที่ค้างอยู่ค่ะ"
WHICH_FIELD = "แก้ข้อไหนคะ"
CHANGED_SINCE = "ข้อมูลเปลี่ยนไปหลังจากปุ่มนั้น ตรวจอีกครั้งนะคะ"
DUPLICATE = "พบใบสมัครที่ชื่อและเบอร์นี้อยู่แล้ว เจ้าหน้าที่จะตรวจให้ค่ะ"
ALREADY_IN = "บันทึกไว้แล้วค่ะ"
CALL_NOTED = "แจ้งเจ้าหน้าที่ให้ติดต่อกลับแล้วค่ะ ร่างใบสมัครยังอยู่"
PRESS_OR_TYPE = "กดปุ่มหรือพิมพ์คำบนปุ่มได้เลยค่ะ"
STILL_WAITING = "กลับมาที่ใบสมัครค่ะ"
NOTHING_TO_WITHDRAW = "ไม่มีใบสมัครที่ยกเลิกได้ค่ะ"
ANSWER_FIRST = "ขอคำตอบข้อนี้ก่อนนะคะ"
NO_APPLICATIONS = "ยังไม่มีใบสมัครค่ะ"
NOT_WITHDRAWN = "ยังไม่ได้ยกเลิกค่ะ ใบสมัครอยู่เหมือนเดิม"


def consent(programme: str, purpose: str, readers: str, keep_days: int, fields: Sequence[str]) -> str:
    """What is kept, why, how long, who sees it, how to erase (PDPA s. 19, 23)."""
    return (
        f"ก่อนสมัคร {programme} ขอความยินยอมเก็บข้อมูลส่วนบุคคลค่ะ\n"
        f"• เก็บอะไร: {', '.join(fields)}\n"
        f"• ใช้ทำอะไร: {purpose}\n"
        f"• ใครเห็น: {readers}\n"
        f"• เก็บนานเท่าไร: {keep_days} วันหลังจบโครงการ แล้วลบ\n"
        f"• ข้อความในแชทนี้: เจ้าหน้าที่อ่านเพื่อตอบคุณ เก็บไม่เกิน {LONGEST_CHATS.days} วัน\n"
        "• ขอดู ถอนความยินยอม หรือลบ: พิมพ์ ข้อมูลของฉัน ถอนความยินยอม หรือ ลบข้อมูลของฉัน ได้ทุกเมื่อ"
    )


def consent_title(programme: str) -> str:
    """The consent card's title."""
    return f"ขอความยินยอม – {programme}"


def asked(question: str, optional: bool) -> str:
    """One question, and whether it may be skipped."""
    return f"{question} (ข้ามได้)" if optional else question


def ask(number: int, total: int, asked: str) -> str:
    """One question, with its number of the total."""
    return f"({number}/{total}) {asked}"


def change(label: str) -> str:
    """What pressing an answer says for the person."""
    return f"แก้{label}"


def example(text: str) -> str:
    """An example under a question."""
    return f"เช่น {text}"


def current(value: str) -> str:
    """The answer already given, when a question is asked again."""
    return f"คำตอบเดิม: {value}"


def noted(label: str, value: str) -> str:
    """One answer recorded."""
    return f"✓ {label}: {value}"


def noted_many(lines: Sequence[str]) -> str:
    """Several answers recorded at once."""
    return "ได้ข้อมูลแล้วค่ะ\n" + "\n".join(lines)


def unused(words: str) -> str:
    """What was typed besides the answers and not used."""
    return f"(ส่วนที่ไม่ได้ใช้: {words})"


def corrected(label: str, before: str | None, value: str) -> str:
    """A correction recorded."""
    if before is None:
        return noted(label, value)
    if before == value:
        return f"{label}เป็น {value} อยู่แล้วค่ะ"
    return f"แก้{label}{_from(before)}เป็น {value} แล้วค่ะ"


def change_question(changes: Sequence[tuple[str, str | None, str]], reference: str, name: str | None) -> str:
    """Asks before a submitted application is changed: label, old and new answer of each."""
    lines = [f"เปลี่ยน{label}{_from(before)}เป็น {value}" for label, before, value in changes]
    asked = f"{lines[0]} ใช่ไหมคะ" if len(lines) == 1 else "\n".join(["เปลี่ยนตามนี้ใช่ไหมคะ", *lines])
    return f"{asked}\n{whose(reference, name)}"


def whose(reference: str, name: str | None) -> str:
    """Which application, and whose."""
    return f"ใบสมัคร {reference}" + (f" ของ {name}" if name else "")


def which_to_change(labels: Sequence[str]) -> str:
    """Which of several to change."""
    return f"แก้{' และ'.join(labels)}ในใบสมัครไหนคะ"


DRAFT = "ร่างใบสมัคร"


def one_of_several(programme: str, mark: str, name: str | None) -> str:
    """One of the applications possibly meant."""
    return f"• {programme} {mark}" + (f" ของ {name}" if name else "")


def _from(before: str | None) -> str:
    return f"จาก {before} " if before else ""


CHANGE_YES, CHANGE_NO = "ใช่ เปลี่ยนเลย", "ไม่เปลี่ยน"
NOT_CHANGED = "ได้ค่ะ ไม่ได้เปลี่ยนอะไร"
PUT, HERE, RETYPE = "ใช่ ใส่ตามนี้", "ไม่ใช่ เป็นคำตอบข้อนี้", "พิมพ์ใหม่"


def put_in(label: str) -> str:
    """The button that puts an answer where it seems to belong."""
    return f"ใช่ เป็น{label}"


def meant_for(label: str, value: str, before: str | None) -> str:
    """An answer seems to belong to another question."""
    known = f" (ตอนนี้เป็น {before})" if before and before != value else ""
    return f"{value}\nหมายถึง{label}ใช่ไหมคะ{known} ยังไม่ได้บันทึกค่ะ"


def meant_for_several(lines: Sequence[str]) -> str:
    """A text seems to answer several other questions."""
    return "\n".join(["ข้อความนี้ดูเหมือนเป็นข้อมูลของข้ออื่น ใส่ตามนี้ไหมคะ ยังไม่ได้บันทึกค่ะ", *lines])


def bullet(label: str, value: str) -> str:
    """One answer in such a list."""
    return f"• {label}: {value}"


def which_field_for(value: str) -> str:
    """A new answer was given, but not which it replaces."""
    return f"จะใส่ {value} ในข้อไหนคะ"


def not_kept(values: Sequence[str]) -> str:
    """What was asked about and neither confirmed nor refused."""
    return f"(ยังไม่ได้บันทึก: {', '.join(values)})"


def summary_title(programme: str) -> str:
    """The last step's title."""
    return f"ตรวจใบสมัคร {programme}"


def summary_text(rows: Sequence[tuple[str, str]]) -> str:
    """The last step as text, for notifications and screen readers."""
    return "ตรวจข้อมูลก่อนส่งค่ะ ถูกต้องแล้วกด ยืนยัน\n" + "\n".join(f"{a}: {b}" for a, b in rows)


READY = "ใบสมัครพร้อมส่งแล้วค่ะ ยังไม่ได้ส่ง กดหรือพิมพ์ ยืนยัน เพื่อส่ง หรือ แก้ไข"
CHECK = "ถูกต้องแล้วกด ยืนยัน หรือกด แก้ไข"


_AFTER_SUBMITTING = {
    "submitted": "สถานะ: รอพิจารณา ทราบผลแล้วจะแจ้งในแชทนี้ ดูได้ทุกเมื่อ พิมพ์ สถานะ",
    "approved": "สถานะ: ได้ที่นั่งแล้วค่ะ มาไม่ได้ช่วยยกเลิกให้คนถัดไป พิมพ์ สถานะ",
    "waitlisted": "สถานะ: ที่นั่งเต็มแล้ว อยู่ในรายชื่อสำรอง ถ้ามีที่ว่างจะเลื่อนให้ตามลำดับและแจ้งในแชทนี้",
}


def submitted(programme: str, reference: str, state: str, name: str | None) -> str:
    """The application is submitted: whose, and what comes next."""
    head = f"ส่งใบสมัคร {programme} เรียบร้อยค่ะ\nเลขที่ใบสมัคร {reference}{applicant(name)}"
    return f"{head}\n{_AFTER_SUBMITTING[state]}"


def applicant(name: str | None) -> str:
    """A line saying whose an application is; empty if no name was given."""
    return f"\nผู้สมัคร: {name}" if name else ""


_FILE_REFUSED = {
    FileRefusal.TOO_LARGE: "ไฟล์ใหญ่เกิน 20 MB",
    FileRefusal.NO_DOCUMENT: "ไม่ใช่ไฟล์เอกสารหรือรูปภาพ",
    FileRefusal.OUT_OF_REACH: "ดึงไฟล์จาก LINE ไม่สำเร็จ",
}


def file_refused(name: str | None, why: FileRefusal) -> str:
    """A file could not be kept."""
    reason = _FILE_REFUSED[why]
    file = f"ไฟล์ {name} " if name else "ไฟล์"
    return f"เก็บ{file}ไม่ได้ค่ะ ({reason}) ส่งไฟล์อื่นแทนได้ กด แก้ไข ในใบสมัคร"


def promoted(programme: str, reference: str, name: str | None) -> str:
    """A seat became free for the next in line."""
    return f"มีที่ว่างแล้วค่ะ คุณได้ที่นั่ง {programme}\nเลขที่ใบสมัคร {reference}{applicant(name)}"


def at_stage(programme: str, reference: str, text: str, name: str | None) -> str:
    """The application is at another stage."""
    return f"ความคืบหน้า {programme}\nเลขที่ใบสมัคร {reference}{applicant(name)}\n{text}ค่ะ"


def reference_line(reference: str, status: str, name: str | None = None) -> str:
    """An application's number and state, and whose it is."""
    return f"เลขที่ใบสมัคร {reference} สถานะ: {status}{applicant(name)}"


def already_applied(programme: str, reference: str, status: str, name: str | None) -> str:
    """The person already has an application."""
    return f"คุณสมัคร {programme} ไว้แล้วค่ะ\n{reference_line(reference, status, name)}"


def finished(programme: str, reference: str, status: str, name: str | None) -> str:
    """An old button for a finished application."""
    return f"รายการนี้ของ {programme} เสร็จแล้วค่ะ\n{reference_line(reference, status, name)}"


def cancel_question(programme: str) -> str:
    """Before a draft is deleted."""
    return f"ยกเลิกการสมัคร {programme} ใช่ไหมคะ"


def kept(programme: str, closes: date | None) -> str:
    """The draft stays."""
    until = f" ได้จนถึง {dates.weekday(closes)}" if closes else ""
    return f"เก็บร่างใบสมัคร {programme} ไว้ให้แล้วค่ะ พิมพ์ สมัครต่อ{until}"


def resume_offer(programme: str, step: str) -> str:
    """A draft waits."""
    return f"มีใบสมัคร {programme} ค้างที่ขั้น {step} สมัครต่อไหมคะ"


def resuming(programme: str) -> str:
    """A draft is being resumed."""
    return f"สมัคร {programme} ต่อจากเดิมค่ะ"


def offer_new(programme: str, closes: date | None) -> str:
    """No draft is waiting, but one can be started."""
    until = f" (ปิดรับ {dates.day(closes)})" if closes else ""
    return f"เริ่มสมัคร {programme} ใหม่ไหมคะ{until}"


def draft_too_late(programme: str) -> str:
    """The window closed before the draft was submitted."""
    return f"ร่างใบสมัคร {programme} ยังไม่ได้ส่งค่ะ"


def place_seen(province: str) -> str:
    """A location was sent when a province was asked for."""
    return f"จากตำแหน่งที่ส่งมา น่าจะเป็นจังหวัด{province} ใช่ไหมคะ ถ้าใช่ กดหรือพิมพ์ {province}"


SWITCH, STAY = "ใช่ เปลี่ยนเลย", "ไม่เปลี่ยน"


def switch_question(programme: str, other: str) -> str:
    """Another programme is requested in the middle of a form."""
    return f"เปลี่ยนไปสมัคร {other} ใช่ไหมคะ\nใบสมัคร {programme} ที่กรอกไว้จะเก็บเป็นร่าง กลับมาทำต่อได้"


def cannot_switch(programme: str, other: str) -> str:
    """The other programme takes no applications here."""
    return f"{other} ยังไม่เปิดรับสมัครในแชทนี้ค่ะ ใบสมัคร {programme} ยังอยู่ครบ"


def own_list(lines: Sequence[str]) -> str:
    """The person's applications."""
    return f"ใบสมัครของคุณ\n{items(lines)}"


def draft_line(programme: str) -> str:
    """A draft in that list."""
    return f"{programme}: ร่าง ยังไม่ได้ส่ง พิมพ์ สมัครต่อ"


def application_line(programme: str, reference: str, status: str, name: str | None) -> str:
    """A submitted one in that list."""
    whose = f" ({name})" if name else ""
    return f"{programme}{whose}\n  {reference_line(reference, status)}"


def withdraw_question(programme: str, reference: str, name: str | None) -> str:
    """Asks before an application is withdrawn: which, and whose."""
    whose = f" ของ {name}" if name else ""
    return f"ยกเลิกใบสมัคร {programme} {reference}{whose} ใช่ไหมคะ ยกเลิกแล้วจะไม่ได้รับการเตือน"


def withdrawn(reference: str, name: str | None) -> str:
    """It is withdrawn."""
    return f"ยกเลิกใบสมัคร {reference} แล้วค่ะ{applicant(name)}"


ON_THE_LIST = "รายชื่อสำรอง คือยังไม่มีที่ว่าง ถ้ามีที่ว่างจะแจ้งในแชทนี้ค่ะ ลำดับสำรองถามเจ้าหน้าที่ได้"
CANNOT_SKIP = "ข้อนี้ข้ามไม่ได้ค่ะ ต้องใช้พิจารณาใบสมัคร"


def no_result_yet(lines: Sequence[str]) -> str:
    """Nothing is decided yet."""
    return "\n".join(["ยังไม่มีผลค่ะ ทราบผลแล้วจะแจ้งในแชทนี้", *lines])


def why_not(reference: str, name: str | None, status: str, reason: str | None) -> str:
    """Why an application was not accepted, as staff wrote it; or that they gave no reason."""
    told = f"เหตุผลที่เจ้าหน้าที่ระบุ: {reason}" if reason else "เจ้าหน้าที่ไม่ได้ระบุเหตุผลไว้ กด ให้เจ้าหน้าที่ตอบ เพื่อถามได้ค่ะ"
    return f"{reference_line(reference, status, name)}\n{told}"


DRAFT_WAITS = "พิมพ์ สมัครต่อ หรือกดปุ่มด้านล่าง เพื่อทำต่อจากเดิมค่ะ"
RECEIPT = "ใบรับสมัคร"
FIRST_DAY = "วันแรก"
HOURS = "เวลา"
PLACE = "สถานที่"
BRING = "สิ่งที่ต้องเตรียม"
WHOM_TO_ASK = "สอบถาม"


SEATED = "ได้ที่นั่งแล้ว"
STATES = {
    "draft": "ร่าง ยังไม่ได้ส่ง",
    "submitted": "รอพิจารณา",
    "waitlisted": "รายชื่อสำรอง",
    "approved": "ได้รับการคัดเลือก",
    "rejected": "ไม่ได้รับการคัดเลือก",
    "withdrawn": "ยกเลิกโดยผู้สมัคร",
    "completed": "จบโครงการแล้ว",
}

ANSWER_NOW = "ตอบเลย"


def asked_more(programme: str, reference: str, labels: Sequence[str]) -> str:
    """The form asks more than when somebody applied."""
    what = "\n".join(f"• {label}" for label in labels)
    return (
        f"ผู้จัด {programme} ขอข้อมูลเพิ่มในใบสมัคร {reference} ค่ะ\n{what}\n"
        f"กด {ANSWER_NOW} หรือพิมพ์ แก้ไขใบสมัคร ภายหลังก็ได้"
    )
