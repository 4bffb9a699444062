"""Who comes, read by the day; and texts that speak of something else."""

from __future__ import annotations

from datetime import date

import pytest

from intents.attendance import attendance, speaks_of_it

RUN = (date(2024, 5, 24), date(2024, 5, 25))
COMING = (*RUN, date(2024, 5, 31), date(2024, 6, 1), date(2024, 6, 7), date(2024, 6, 8))
TODAY = date(2024, 5, 20)

READ = {
    "ไปได้แต่วันศุกร์ เสาร์ไม่ได้": ["yes 24", "no 25"],
    "วันที่ 31 พ.ค. ติดประชุม ไปไม่ได้": ["no 31"],
    "วันที่ 24 มาได้ แต่ 25 มาไม่ได้": ["yes 24", "no 25"],
    "สัปดาห์หน้าไม่ว่าง": ["no 31 1"],
    "จะไปสายนะ รถติด": ["late"],
    "ศุกร์นี้มา เสาร์หน้าไม่มา": ["yes 24", "no 1"],
    "วันศุกร์ที่ 24 กับเสาร์ 25 ไปไม่ได้": ["no 24 25"],
    "24-25 ไปไม่ได้": ["no 24 25"],
    "มาได้ทั้งสองวันค่ะ": ["yes 24 25"],
    "วันแรกไปไม่ได้ วันที่สองไป": ["no 24", "yes 25"],
    "ศุกร์ได้ เสาร์ไม่ได้": ["yes 24", "no 25"],
    "มาได้ค่ะ": ["yes"],
    "มาไม่ได้ครับ ป่วย": ["no"],
    "ส่งนายมานะ รักไทย ไปแทน": ["substitute"],
    "เสาร์นี้ขอลากิจ": ["no 25"],
    "ไปได้เฉพาะวันเสาร์": ["yes 25", "no 24"],
    "ไปได้ครับ แต่อาจสายนิดหน่อย": ["late"],
    "วันศุกร์ส่งรองปลัดไปแทน ส่วนวันเสาร์มาเอง": ["substitute 24", "yes 25"],
    "7 มิ.ย. ไม่ว่าง ไปงานศพ": ["no 7"],
    "วันเสาร์คงไปไม่ทันช่วงเช้า": ["late 25"],
    "ศุกร์หน้าติดราชการ": ["no 31"],
    "วันนี้ขอกลับก่อนบ่ายสาม": ["early 20"],
    "วันที่ 12 ไปไม่ได้": ["no 12"],
    "วันศุกร์แรกติดประชุมสภา ไปได้แค่เสาร์": ["no 24", "yes 25"],
    "เดือนหน้าวันที่ 7 กับ 8 ลาพักร้อนค่ะ": ["no 7 8"],
    "อาทิตย์หน้าไปได้ทั้งคู่เลย": ["yes 31 1"],
    "ให้น้องสุดาไปแทนวันที่ 25": ["substitute 25"],
    "อาทิตย์ถัดไปป่วยค่ะ": ["no 31 1"],
    "ขอออกก่อนบ่ายสองนะคะ พาแม่ไปหาหมอ": ["early"],
    "วันเสาร์สัปดาห์หน้าไปไม่ได้": ["no 1"],
    "สัปดาห์หน้าวันศุกร์ติดประชุม": ["no 31"],
}
SOMETHING_ELSE = [
    "มาสายได้ไหม",
    "ถ้ามาไม่ได้ต้องทำยังไง",
    "ไม่ได้รับเอกสารวันศุกร์",
    "ขอบคุณครับ",
    "ได้ค่ะ",
    "สมัครวันไหน",
    "ไม่ได้เปิดรับแล้วเหรอ",
    "วันศุกร์เรียนกี่โมง",
    "ใครไปได้บ้าง",
    "เบอร์ผิดค่ะ 0898765432",
]


@pytest.mark.parametrize("text", READ)
def test_by_the_day(text: str) -> None:
    assert speaks_of_it(text)
    said = attendance(text, COMING, TODAY, RUN)
    found = [" ".join([one.verdict.value, *(str(day.day) for day in one.days or ())]) for one in said]
    assert found == READ[text]


@pytest.mark.parametrize("text", SOMETHING_ELSE)
def test_what_speaks_of_something_else(text: str) -> None:
    assert attendance(text, COMING, TODAY, RUN) == []
