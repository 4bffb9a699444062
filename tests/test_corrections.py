"""What takes back an answer, and what only holds the words of it: a person sees the difference at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.turn import Reader
from models.store import Database
from tests import rig
from tests.playing import Player

APPLIES = "คุณ: สมัครลิ้ง ชื่อ สมชาย ใจดี ปลัด อบต.หนองบัว จ.อุดรธานี โทร 0812345678\nคุณ กด: ยินยอม\n"
HONEST = (
    "การจัดการขยะผิดวิธี",
    "ไม่ใช่แค่ขยะ แต่รวมน้ำเสีย",
    "แก้ปัญหาน้ำท่วม",
    "แก้ปัญหาในพื้นที่",
    "เปลี่ยนพฤติกรรมการทิ้งขยะ",
    "หน่วยงานไม่ถูกใจชาวบ้าน ต้องเปลี่ยนเป็นแบบใหม่",
    "จังหวัดต้องเป็นเมืองสะอาด",
    "หน่วยงานต้องเป็นกลาง",
    "ตำแหน่งงานว่างไม่ตรงกับคน",
    "แก้ตำแหน่งเสาไฟที่ตั้งผิดที่",
    "เปลี่ยนหน่วยงานราชการให้ทันสมัย",
    "แก้ชื่อเสียงของตำบลที่เสียหาย",
    "ไม่ใช่ปัญหาใหม่ แต่เป็นเรื่องขยะล้น",
    "น้ำประปาไม่ใช่น้ำสะอาด",
    "เปลี่ยนขยะเป็นพลังงาน",
    "เปลี่ยนจากนาปรังเป็นสวนผลไม้",
    "เบอร์โทรฉุกเฉินของหมู่บ้านใช้ไม่ได้",
    "ขอโทษที่ตอบช้า ปัญหาคือน้ำท่วม",
    "ผิดกฎหมายผังเมือง บุกรุกที่สาธารณะ",
    "สลับวันเก็บขยะแล้วสับสน",
    "ชื่อซอยผิด ทำให้รถพยาบาลหาไม่เจอ",
    "จังหวัดเปลี่ยนผู้ว่าบ่อย งานไม่ต่อเนื่อง",
    "ต้องเป็นเมืองปลอดฝุ่น",
    "เมื่อกี้ไฟดับทั้งตำบล",
    "ขอแก้ปัญหาขยะ",
    "ขอเปลี่ยนถนนลูกรังเป็นคอนกรีต",
    "ที่ถูกคือควรแยกขยะ",
    "ประเภทขยะผิด ทิ้งปนกันหมด",
    "หน่วยงานผิดสัญญา ผู้รับเหมาทิ้งงาน",
    "ขาดแคลนตำแหน่งหมอ ไม่ใช่ขาดยา",
    "น้ำท่วมขังค่ะ ไม่ใช่น้ำป่า",
    "ไม่ใช่เรื่องน้ำ แต่เป็นเรื่องยาเสพติดค่ะ",
    "ผิดๆ ถูกๆ เรื่องการแยกขยะ",
    "ชื่อผิดในทะเบียนบ้านหลายราย",
    "เบอร์ผิดบ่อย ชาวบ้านติดต่อไม่ได้",
    "หน่วยงานผิด ไม่ทำตามแผน",
    "เปลี่ยนอุดรธานีเป็นเมืองอัจฉริยะ",
    "แก้จังหวัดอุดรธานีเป็นเมืองสะอาด",
    "ไม่มีน้ำประปาใช้",
    "ข้ามถนนอันตราย ไม่มีทางม้าลาย",
)
"""Honest answers to "which problem do you want to solve?"."""
CORRECTING = {
    "ขอโทษ พิมพ์ผิด ชื่อสมชัย ดีมาก": "full_name=สมชัย ดีมาก",
    "รองปลัดค่ะ ไม่ใช่ปลัด": "position=รองปลัด",
    "ตำแหน่งรองปลัดนะคะ ไม่ใช่ปลัด": "position=รองปลัด",
    "เปลี่ยนตำแหน่งจากปลัดเป็นรองปลัดค่ะ": "position=รองปลัด",
    "แก้ปลัดเป็นรองปลัด": "position=รองปลัด",
    "หน่วยงานผิด เทศบาลเมืองคอหงส์": "organisation=เทศบาลเมืองคอหงส์",
    "ชื่อหน่วยงานที่ถูกคือ เทศบาลเมืองคอหงส์": "organisation=เทศบาลเมืองคอหงส์",
    "ไม่ใช่อุดร ขอนแก่นค่ะ": "province=ขอนแก่น",
    "จังหวัดไม่ใช่อุดร เป็นหนองคาย": "province=หนองคาย",
    "เบอร์ต้องเป็น 0898765432": "phone=+66898765432",
    "เบอร์ผิดค่ะ 0898765432": "phone=+66898765432",
    "เมื่อกี้ให้เบอร์ผิดไป 0898765432 ค่ะ": "phone=+66898765432",
    "พิมพ์ผิดค่ะ 0898765432": "phone=+66898765432",
    "ขอเปลี่ยนเบอร์โทร เบอร์ใหม่ 0898765432": "phone=+66898765432",
    "เมลใหม่ a.b@example.go.th": "email=a.b@example.go.th",
    "ประเภทหน่วยงานผิด ต้องเป็นภาครัฐ": "organisation_type=state",
}
"""What is typed instead of that answer, and what the office sees in the end."""


@pytest.fixture
def played(tmp_path: Path, read: Reader) -> Iterator[rig.Rig]:
    """One kind of database will do: nothing here depends on which."""
    database = Database(f"sqlite:///{tmp_path / 'corrections.sqlite3'}")
    database.migrate()
    made = rig.build(database, read, tmp_path)
    made.move_to("2024-04-05 09:00")
    yield made
    made.close()
    database.close()


def test_honest_answers_are_taken_as_they_are(played: rig.Rig) -> None:
    player = Player(played)
    for number, answer in enumerate(HONEST):
        talk = f"{APPLIES}คุณ: ข้าม\nคุณ: {answer}\nคุณ: ยืนยัน\n"
        player.play(talk.replace("คุณ", f"คุณ{number}"))
    kept = [record.get("local_problem") for record in played.exported("ling")]
    assert sorted(filter(None, kept)) == sorted(HONEST)


def test_corrections_at_the_last_question_change_the_answer_meant(played: rig.Rig) -> None:
    player = Player(played)
    for number, typed in enumerate(CORRECTING):
        talk = f"{APPLIES}คุณ: ข้าม\nคุณ: {typed}\nคุณ: ข้าม\nคุณ: ยืนยัน\n"
        player.play(talk.replace("คุณ", f"คุณ{number}"))
    exported = played.exported("ling")
    assert len(exported) == len(CORRECTING)
    assert all("local_problem" not in record or not record["local_problem"] for record in exported)
    shown = [{f"{k}={v}" for k, v in record.items()} for record in exported]
    assert [one for one in CORRECTING.values() if not any(one in record for record in shown)] == []
