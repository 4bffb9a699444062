"""Replies about answers: why one cannot be read, what there is so far, how it is shown."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.wording import common

DONE = "พอแล้ว"
ALL = "ทั้งหมด"
PICTURE = "รูปภาพ"
FILE = "ไฟล์"
NONE_YET = "(ยังไม่มี)"


def too_short(label: str, sample: str | None) -> str:
    """Too little to be an answer."""
    return f"ขอ{label}เป็นตัวหนังสือค่ะ" + (f" เช่น {sample}" if sample else "")


def too_long(label: str, length: int, limit: int) -> str:
    """Too much."""
    return f"{label}ยาว {length} ตัวอักษรค่ะ ขอไม่เกิน {limit} ตัวอักษร"


def a_question(label: str, sample: str | None) -> str:
    """The text looks like a question that nothing here answers: it is not recorded as the answer."""
    example = f" เช่น {sample}" if sample else ""
    return f"ข้อความนี้ดูเป็นคำถาม จึงยังไม่ได้บันทึกเป็น{label}ค่ะ ถามเจ้าหน้าที่ได้ พิมพ์ ติดต่อเจ้าหน้าที่ หรือพิมพ์{label}{example}"


def bad_name(sample: str | None) -> str:
    """Not a name and surname."""
    return f"ขอทั้งชื่อและนามสกุลค่ะ เช่น {sample or 'สมชาย ใจดี'}"


def surname_next(given: str) -> str:
    """A given name is noted; its surname is needed."""
    return f"✓ ชื่อ: {given}\nขอนามสกุลด้วยค่ะ"


def not_an_option() -> str:
    """Not one of the answers."""
    return "ยังไม่ตรงกับตัวเลือกค่ะ เลือกจากปุ่ม หรือพิมพ์ตัวเลขหน้าข้อ"


def unknown_province() -> str:
    """No such province."""
    return "ไม่พบจังหวัดนี้ค่ะ พิมพ์ชื่อจังหวัด เช่น อุดรธานี สงขลา หรือ กทม."


def no_phone(sample: str | None) -> str:
    """No digits at all."""
    return f"ขอเป็นเบอร์โทรศัพท์ค่ะ เช่น {sample or '081-234-5678'}"


def bad_phone(digits: str, sample: str | None) -> str:
    """What is wrong with a number, counted."""
    example = f"เช่น {sample or '081-234-5678'}"
    if len(digits) not in (9, 10):
        return f"เบอร์นี้มี {len(digits)} หลักค่ะ มือถือต้องมี 10 หลัก (บ้านหรือสำนักงาน 9 หลัก) ลองอีกครั้งนะคะ {example}"
    if not digits.startswith("0"):
        return f"เบอร์ในไทยขึ้นต้นด้วย 0 ค่ะ ลองอีกครั้งนะคะ {example}"
    return f"เบอร์นี้ไม่ตรงรูปแบบค่ะ มือถือ 10 หลักขึ้นต้น 06 08 09 บ้านหรือสำนักงาน 9 หลัก {example}"


def bad_email(sample: str | None) -> str:
    """Not an address."""
    return f"อีเมลต้องมี @ และชื่อเว็บค่ะ เช่น {sample or 'somchai@example.go.th'}"


def no_number(label: str, sample: str | None) -> str:
    """No whole number, or more than one."""
    return f"ขอ{label}เป็นจำนวนเต็มหนึ่งจำนวนค่ะ เช่น {sample or '30'}"


def whole_number(label: str, sample: str | None) -> str:
    """A fraction: 12.5, ห้าครึ่ง."""
    return f"{label}ต้องเป็นจำนวนเต็มค่ะ ไม่มีทศนิยมหรือเศษ เช่น {sample or '30'}"


def out_of_range(label: str, least: str | None, most: str | None) -> str:
    """A number or a year beyond its limits."""
    if least is None:
        return f"{label}ต้องไม่เกิน {most} ค่ะ ลองอีกครั้งนะคะ"
    if most is None:
        return f"{label}ต้องไม่น้อยกว่า {least} ค่ะ ลองอีกครั้งนะคะ"
    return f"{label}ต้องอยู่ระหว่าง {least} ถึง {most} ค่ะ ลองอีกครั้งนะคะ"


def year_of(label: str) -> str:
    """What is limited in a date."""
    return f"ปี พ.ศ. ของ{label}"


def no_date(sample: str | None) -> str:
    """No day in the text."""
    return f"ขอวัน เดือน ปีค่ะ {_as_date(sample)}"


def one_day_only(sample: str | None) -> str:
    """Several days, or a span of them."""
    return f"ขอวันเดียวค่ะ ระบุวัน เดือน ปี {_as_date(sample)}"


def impossible_date(sample: str | None) -> str:
    """A day that does not exist."""
    return f"วันนี้ไม่มีในปฏิทินค่ะ ตรวจวันและเดือนอีกครั้ง {_as_date(sample)}"


def full_year(sample: str | None) -> str:
    """A year in two digits that could be several."""
    return f"ขอปี พ.ศ. ให้ครบ 4 หลักค่ะ {_as_date(sample)}"


def _as_date(sample: str | None) -> str:
    return f"เช่น {sample or '1 ม.ค. 2530'}"


def several_allowed() -> str:
    """Shown under options when several may be chosen."""
    return "ตอบได้หลายข้อในข้อความเดียว เช่น 1,3"


def unknown_choice(typed: str) -> str:
    """Part of an answer that is not an option."""
    return f"ไม่พบ “{typed}” ในตัวเลือกค่ะ พิมพ์ตัวเลขหน้าข้อ คั่นด้วยจุลภาค เช่น 1,3"


def no_choices() -> str:
    """Nothing chosen."""
    return "ยังไม่เห็นข้อที่เลือกค่ะ พิมพ์ตัวเลขหน้าข้อ คั่นด้วยจุลภาค เช่น 1,3"


def too_few_choices(count: int, least: int) -> str:
    """Fewer than asked for."""
    return f"เลือกมา {count} ข้อค่ะ ต้องเลือกอย่างน้อย {least} ข้อ พิมพ์ใหม่ทั้งหมดในข้อความเดียว เช่น 1,3"


def too_many_choices(count: int, most: int) -> str:
    """More than allowed."""
    return f"เลือกมา {count} ข้อค่ะ เลือกได้ไม่เกิน {most} ข้อ พิมพ์ใหม่เฉพาะข้อที่ต้องการ"


def no_district(sample: str | None) -> str:
    """No district name."""
    return f"ขอชื่ออำเภอหรือเขตค่ะ เช่น {sample or 'อ.เมือง'}"


def no_identity(sample: str | None) -> str:
    """No digits at all."""
    return f"ขอเลขประจำตัวประชาชน 13 หลักค่ะ เช่น {sample or '1-2345-67890-12-1'}"


def bad_identity_length(count: int) -> str:
    """Not thirteen digits."""
    return f"เลขนี้มี {count} หลักค่ะ เลขประจำตัวประชาชนต้องมี 13 หลัก ลองอีกครั้งนะคะ"


def bad_identity_sum() -> str:
    """The check digit does not fit."""
    return "เลขครบ 13 หลักแล้ว แต่คำนวณไม่ตรงกับหลักสุดท้ายค่ะ น่าจะพิมพ์ผิดบางหลัก ตรวจกับบัตรแล้วลองอีกครั้งนะคะ"


def no_member(typed: str, sample: str) -> str:
    """A line without a readable member."""
    return f"ยังอ่าน “{typed}” ไม่ได้ค่ะ พิมพ์คนละบรรทัด{_such_as(sample)}"


def member_lacks(name: str, labels: Sequence[str], sample: str) -> str:
    """A member with a required answer missing."""
    return f"{name} ยังขาด{' และ'.join(labels)}ค่ะ พิมพ์บรรทัดของคนนี้อีกครั้ง เช่น {sample}"


def member_wrong(name: str, problem: str) -> str:
    """A member with an unreadable answer."""
    return f"{name}: {problem}"


def more_wrong(count: int) -> str:
    """Lines that are not explained one by one."""
    return f"และอีก {count} บรรทัดที่ยังไม่ครบค่ะ"


def members_so_far(count: int, listing: str, missing: int) -> str:
    """The members recorded, and what may follow."""
    after = f"ต้องมีอีกอย่างน้อย {missing} คน พิมพ์คนต่อไปได้เลย" if missing else f"พิมพ์คนต่อไป หรือกด {DONE}"
    return f"ได้ {count} คนแล้วค่ะ\n{listing}\n{after} (ลบรายการท้าย พิมพ์ ลบคนล่าสุด)"


def _such_as(sample: str) -> str:
    return f" เช่น {sample}" if sample else "ได้เลย"


def no_members_left(sample: str) -> str:
    """The list was emptied."""
    return f"ลบแล้วค่ะ ตอนนี้ยังไม่มีรายชื่อ พิมพ์คนละบรรทัด{_such_as(sample)}"


def too_few_members(count: int, missing: int, sample: str) -> str:
    """Ended too early."""
    return f"ตอนนี้มี {count} คน ต้องมีอีกอย่างน้อย {missing} คนค่ะ พิมพ์คนต่อไป{_such_as(sample)}"


def too_many_members(count: int, sent: int, most: int) -> str:
    """Too many members: nothing in the message is taken."""
    if count >= most:
        return f"ครบ {most} คนแล้วค่ะ ถ้าจะเปลี่ยนคน พิมพ์ ลบคนล่าสุด หรือ ลบทั้งหมด ก่อน"
    return f"รับได้ไม่เกิน {most} คนค่ะ ตอนนี้มี {count} คน ส่งมาอีก {sent} คน ขอไม่เกิน {most - count} คน"


def nobody_to_drop(sample: str) -> str:
    """Nobody is in the list."""
    return f"ยังไม่มีรายชื่อให้ลบค่ะ พิมพ์คนละบรรทัด{_such_as(sample)}"


def numbered(number: int, parts: Sequence[str]) -> str:
    """One member of a list."""
    return f"{number}. {' – '.join(parts)}"


def send_a_file(optional: bool) -> str:
    """A text where a file is asked for."""
    skip = f" หรือพิมพ์ {common.SKIP}" if optional else ""
    return f"ข้อนี้ขอเป็นรูปหรือไฟล์ค่ะ กดเครื่องหมาย + หรือรูปกล้องในแชทแล้วส่งได้เลย{skip}"


def files_allowed(most: int) -> str:
    """Shown under a question for files."""
    return f"ส่งรูปหรือไฟล์ได้ไม่เกิน {most} ไฟล์ ครบแล้วพิมพ์ {DONE}"


def not_this_file() -> str:
    """A video or a voice message."""
    return "ข้อนี้รับเฉพาะรูปหรือไฟล์เอกสารค่ะ เช่น รูปถ่าย หรือไฟล์ PDF"


def files_so_far(count: int, most: int, missing: int) -> str:
    """The files taken, and what may follow."""
    after = f"ขออีกอย่างน้อย {missing} ไฟล์" if missing else f"ส่งไฟล์ต่อไป หรือกด {DONE}"
    return f"ได้ {count} ไฟล์แล้วค่ะ (ไม่เกิน {most} ไฟล์) {after}"


def too_few_files(count: int, missing: int) -> str:
    """Ended too early."""
    return f"ตอนนี้มี {count} ไฟล์ ต้องมีอีกอย่างน้อย {missing} ไฟล์ค่ะ ส่งรูปหรือไฟล์ได้เลย"


def files_full(most: int) -> str:
    """No room for another."""
    return f"ครบ {most} ไฟล์แล้วค่ะ ถ้าจะเปลี่ยน พิมพ์ ลบไฟล์ล่าสุด หรือ ลบทั้งหมด แล้วส่งใหม่"


def files(names: Sequence[str]) -> str:
    """The files of an answer."""
    return f"ไฟล์ {len(names)} ไฟล์ ({', '.join(names)})"
