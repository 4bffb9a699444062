"""What is wrong with a programme file, in Thai: for the clerk who wrote it."""

from __future__ import annotations

import re

from models.programme_file import Fault

_SAID: tuple[tuple[str, str], ...] = (
    (r"its own example is no answer to it: (?P<why>.+)", "example ตอบคำถามนี้ไม่ได้: {why}"),
    (r"is missing", "ยังไม่ได้กรอก"),
    (r"is missing: (?P<kind>.+) needs it", "ยังไม่ได้กรอก แต่ {kind} ต้องใช้"),
    (r"a comma within .+", 'ข้อความในวงเล็บปีกกามีเครื่องหมายจุลภาค (เช่น 1,200) ให้ใส่ในเครื่องหมายคำพูด "…"'),
    (r"is not a field of a programme file", "ไม่มีช่องชื่อนี้ในไฟล์โครงการ ตรวจตัวสะกด"),
    (r"is not a date such as (?P<day>.+)", "ต้องเป็นวันที่แบบ {day} (ปี ค.ศ.)"),
    (r"is not a time such as .+", 'ต้องเป็นเวลาแบบ "18:00"'),
    (r"is not one of (?P<known>.+)", "ต้องเป็นค่าใดค่าหนึ่งใน {known}"),
    (r"is empty", "เว้นว่างไม่ได้"),
    (r"does not have the form (?P<form>.+)", "รูปแบบไม่ถูกต้อง (ต้องเป็นแบบ {form})"),
    (r"is given twice", "มีสองครั้ง"),
    (r"(?P<what>.+) is there twice", "{what} ซ้ำกัน"),
    (r"not YAML: (?P<why>.+)", "อ่านเป็น YAML ไม่ได้ ({why}) ตรวจการเว้นวรรคหน้าบรรทัดและเครื่องหมาย :"),
    (r"not YAML", "อ่านเป็น YAML ไม่ได้ ตรวจการเว้นวรรคหน้าบรรทัดและเครื่องหมาย :"),
    (r"not UTF-8 text", "ไม่ใช่ข้อความ UTF-8 บันทึกไฟล์ใหม่เป็น UTF-8"),
    (r"a programme file is a mapping of fields", "ไฟล์โครงการต้องเป็นรายการช่อง แบบ ชื่อช่อง: ค่า"),
    (r"larger than (?P<most>\d+) bytes", "ใหญ่เกิน {most} ไบต์"),
    (r"nested too deeply", "ซ้อนกันหลายชั้นเกินไป"),
    (r"cannot be read", "เปิดไฟล์ไม่ได้"),
    (r"No such file or directory", "ไม่พบไฟล์"),
    (r"Is a directory", "เป็นโฟลเดอร์ ไม่ใช่ไฟล์"),
    (r"Permission denied", "ไม่มีสิทธิ์เปิดไฟล์"),
    (r"(?P<what>.+) is no kind of question: (?P<known>.+)", "ไม่มีคำถามชนิด {what} มี {known}"),
    (r"(?P<what>.+) is no kind of question", "ไม่มีคำถามชนิด {what}"),
    (r"(?P<what>.+) is no kind of reminder: (?P<known>.+)", "ไม่มีการเตือนชนิด {what} มี {known}"),
    (r"nobody can ask about (?P<what>.+)", "ไม่มีเรื่องชื่อ {what} ดูรายชื่อ about ใน docs/programme-files.md"),
    (r"is not after starts", "ต้องหลัง starts"),
    (r"is before opens", "อยู่ก่อน opens"),
    (r"is before date", "อยู่ก่อน date"),
    (r"is in a Buddhist year: write (?P<day>.+)", "เป็นปี พ.ศ. ให้เขียน {day}"),
    (
        r"is longer than (?P<most>\d+) characters, so no button can hold it",
        "ยาวเกิน {most} ตัวอักษร ปุ่มใน LINE แสดงไม่พอ",
    ),
    (r"(?P<prefix>[A-Z]+) is the prefix of (?P<other>.+)", "{prefix} เป็นรหัสนำของ {other} อยู่แล้ว"),
    (r"(?P<what>.+) is no round of the programme", "โครงการไม่มีรุ่น {what} ใน rounds"),
    (r"needs date, until, roughly or days_before", "ต้องมี date, until, roughly หรือ days_before อย่างน้อยหนึ่งช่อง"),
    (r"needs either amount or amounts", "ต้องมี amount หรือ amounts อย่างใดอย่างหนึ่ง"),
    (r"(?P<what>.+) is no price in the timeline", "ไม่มีช่วงราคา {what} ใน timeline (kind: price)"),
    (r"(?P<what>.+) is no question of the form", "แบบฟอร์มไม่มีคำถาม {what}"),
    (r"(?P<what>.+) is no earlier question", "{what} ไม่ใช่คำถามที่มาก่อน"),
    (r"(?P<what>.+) is no answer to (?P<key>.+)", "{what} ไม่ใช่คำตอบของ {key}"),
    (r"(?P<what>.+) means nothing to (?P<kind>.+)", "{what} ไม่มีความหมายกับ {kind}"),
    (r"means nothing to (?P<kind>.+)", "ใช้กับ {kind} ไม่ได้"),
    (r"(?P<kind>.+) goes to (?P<known>.+)", "{kind} ส่งถึงได้เฉพาะ {known}"),
    (r"(?P<what>.+) is no stage of the programme", "โครงการไม่มีขั้น {what}"),
    (r"an? (?P<kind>\w+) needs (?P<what>.+)", "คำถามชนิด {kind} ต้องมี {what}"),
    (
        r"minimum (?P<least>\d+) is more than its (?P<most>\d+) options",
        "minimum {least} มากกว่าจำนวนตัวเลือก {most}",
    ),
    (r"minimum (?P<least>\d+) is more than maximum (?P<most>\d+)", "minimum {least} มากกว่า maximum {most}"),
    (r"two fields of the group have one key", "ช่องในกลุ่มมี key ซ้ำกัน"),
    (
        r"(?P<key>.+): the first field of a group tells its members apart and is required",
        "{key}: ช่องแรกของกลุ่มใช้แยกสมาชิก จึงต้องบังคับตอบ",
    ),
    (r"an? (?P<kind>\w+) cannot be asked inside a group", "คำถามชนิด {kind} อยู่ในกลุ่มไม่ได้"),
    (r"a field of a group has no condition", "ช่องในกลุ่มมีเงื่อนไข when ไม่ได้"),
    (r"Input should be greater than or equal to (?P<least>.+)", "ต้องไม่น้อยกว่า {least}"),
    (r"Input should be less than or equal to (?P<most>.+)", "ต้องไม่เกิน {most}"),
    (r"Input should be a valid integer.*", "ต้องเป็นตัวเลขจำนวนเต็ม"),
    (r"Input should be a valid (?:list|tuple)", "ต้องเป็นรายการ (ขึ้นบรรทัดใหม่ด้วย - หรือใส่ใน [ ])"),
    (r"Input should be a valid (?:dictionary|dict).*", "ต้องเป็นช่องย่อย แบบ ชื่อช่อง: ค่า"),
    (r"Input should be a valid string", "ต้องเป็นข้อความ ถ้ามีเครื่องหมายให้ใส่ในเครื่องหมายคำพูด"),
    (r"Input should be a valid boolean.*", "ต้องเป็น true หรือ false"),
    (r"Input should be (?P<known>.+)", "ต้องเป็นค่าใดค่าหนึ่งใน {known}"),
    (r"String should have at most (?P<most>\d+) characters?", "ยาวได้ไม่เกิน {most} ตัวอักษร"),
    (r"(?P<key>\S+): (?P<rest>.+)", "{key}: {rest}"),
)
_COMPILED = tuple((re.compile(pattern), said) for pattern, said in _SAID)


def what(text: str) -> str:
    """A fault in Thai; one that no row has, as it is."""
    for pattern, said in _COMPILED:
        if (found := pattern.fullmatch(text)) is not None:
            parts = found.groupdict()
            if "rest" in parts and parts["rest"] is not None:
                parts["rest"] = what(parts["rest"])
            return said.format(**{key: value.replace(" or ", " หรือ ") for key, value in parts.items()})
    return text


def fault(one: Fault) -> str:
    """File, line, field and what is wrong, in a line."""
    where = f"{one.file}:{one.line}" if one.line else one.file
    return f"{where}: {one.field}: {what(one.what)}" if one.field else f"{where}: {what(one.what)}"
