"""A commented skeleton of a programme file, and the questions by which it is made."""

from __future__ import annotations

NAME = "ชื่อเต็มของโครงการ"
SHORT = "ชื่อสั้นที่คนเรียก (ไม่เกิน 20 ตัวอักษร)"
EVENT = "เรียกว่าอะไร (อบรม สัมมนา ประชุม)"
PUBLISHER = "หน่วยงานผู้จัด"
PREFIX = "รหัสนำเลขที่ใบสมัคร (ตัวใหญ่ภาษาอังกฤษ 2-8 ตัว)"
DAYS = "วันจัด แบบ ปปปป-ดด-วว คั่นด้วยเว้นวรรค (ไม่ทราบ กด Enter)"
CLOSES = "วันสุดท้ายที่รับสมัคร แบบ ปปปป-ดด-วว (ไม่ทราบ กด Enter)"

PHONE = "081-234-5678"

_FILE = """\
# ไฟล์โครงการ {id}: กรอกเฉพาะที่ประกาศบอกไว้ เรื่องที่ประกาศไม่ได้บอกให้เว้น แล้วบอทจะตอบว่า ยังไม่ประกาศ
# quote คือข้อความในประกาศ คัดลอกมาตรง ๆ   text คือข้อความที่บอทจะพูด
# วิธีกรอกทุกช่อง: docs/programme-files.md   ตรวจก่อนใช้: rapsamak programme check {id}.yaml
id: {id}
name: {name}
short_name: {short}
aliases: []                    # ชื่ออื่นที่คนเรียก เช่น [อบรมขยะ, โครงการขยะ]
words: {{event: {event}, people: ผู้เข้า{event}}}
source:
  title: {name}
  publisher: {publisher}
  # published: ปปปป-ดด-วว      # วันที่ประกาศ (ปี ค.ศ.)

facts:                         # ข้อเท็จจริงทีละข้อ
  - about: host
    text: {publisher}
    quote: {publisher}
  # - {{about: venue, text: สถานที่จัด, quote: ข้อความในประกาศ}}
  # - {{about: contact, text: โทร. …, quote: ข้อความในประกาศ}}
  # - {{about: payment, text: โอนเข้าบัญชี …, quote: ข้อความในประกาศ}}

# rounds:                      # ถ้าจัดหลายรุ่น
#   - {{id: r1, name: รุ่นที่ 1, place: สถานที่, closes: ปปปป-ดด-วว, quote: ข้อความในประกาศ}}

{sessions}
# timeline:                    # วันอื่น ๆ เช่น ส่งเอกสาร ชำระเงิน ประกาศผล
#   - {{id: result, what: ประกาศผล, kind: result, date: ปปปป-ดด-วว, quote: ข้อความในประกาศ}}

# fees:                        # ค่าใช้จ่าย คนละแถว
#   - {{who: ทุกคน, amount: 2500, quote: ข้อความในประกาศ}}

applications:
  prefix: {prefix}
  state: interest_only         # accepting = รับสมัครในแชทนี้, interest_only = รับแจ้งความสนใจ, closed = ปิดแล้ว
  kind: person                 # seat = ให้ที่นั่งทันทีจนเต็ม แล้วต่อด้วยรายชื่อสำรอง
{closes}  privacy:
    purpose: พิจารณาใบสมัคร แจ้งผล และเตือนวัน{event}ของโครงการนี้
    readers: เจ้าหน้าที่ของผู้จัดโครงการเท่านั้น
    keep_days: 180

questions:                     # แบบฟอร์มในแชท ตามลำดับ
  - {{key: full_name, kind: person_name, label: ชื่อ-นามสกุล, ask: ขอชื่อและนามสกุลค่ะ, example: สมชาย ใจดี}}
  - {{key: position, kind: position, label: ตำแหน่ง, ask: ตำแหน่งอะไรคะ, example: ปลัดเทศบาล}}
  - {{key: organisation, kind: organisation, label: หน่วยงาน, ask: ชื่อหน่วยงานค่ะ, example: อบต.หนองบัว}}
  - {{key: province, kind: province, label: จังหวัด, ask: อยู่จังหวัดอะไรคะ, example: อุดรธานี}}
  - {{key: phone, kind: phone, label: เบอร์โทร, ask: ขอเบอร์โทรที่ติดต่อได้ค่ะ, example: {phone}}}

reminders:
  - {{id: eve, kind: eve, at: "18:00"}}
  - {{id: morning, kind: morning, at: "07:00"}}
"""


def file(
    id: str, name: str, short: str, event: str, publisher: str, prefix: str, days: list[str], closes: str
) -> str:
    """The skeleton with these answers in it; texts are quoted where YAML needs it."""
    rows = "\n".join(f"  - {{id: d{n}, date: {day}}}" for n, day in enumerate(days, 1))
    sessions = (
        f"sessions:\n{rows}\n"
        if rows
        else "# sessions:                    # วันจัด\n#   - {id: d1, date: ปปปป-ดด-วว}\n"
    )
    window = (
        f"  closes: {closes}\n  window_quote: ข้อความในประกาศ\n"
        if closes
        else "  # closes: ปปปป-ดด-วว         # วันสุดท้าย นับรวมวันนั้น\n"
    )
    return _FILE.format(
        id=id,
        name=_quoted(name),
        short=_quoted(short),
        event=event,
        publisher=_quoted(publisher),
        prefix=prefix,
        sessions=sessions,
        closes=window,
        phone=PHONE,
    )


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
