"""Reaching a human, and one's own application, in everybody's words."""

from __future__ import annotations

import pytest

from intents.contacting import Contacting, contacting
from intents.own_application import OwnWish, own_wish

REACHING = {
    "มีใครตอบหรือยัง": Contacting.ANSWERED_YET,
    "เจ้าหน้าที่ตอบกลับมาหรือยังคะ": Contacting.ANSWERED_YET,
    "ที่ฝากไว้ถึงไหนแล้ว": Contacting.ANSWERED_YET,
    "โทรไปไม่ติดเลย": Contacting.OUT_OF_REACH,
    "เบอร์นี้ไม่มีคนรับสายค่ะ": Contacting.OUT_OF_REACH,
    "ติดต่อใครไม่ได้เลย": Contacting.OUT_OF_REACH,
    "ให้เจ้าหน้าที่โทรกลับ": Contacting.CALL_ME,
    "ช่วยโทรหาผมหน่อย": Contacting.CALL_ME,
    "เรียนที่ไหน": None,
    "ขอเบอร์ติดต่อหน่อยค่ะ": None,
    "โทรศัพท์ 081-234-5678": None,
    "ใครสมัครได้บ้าง": None,
}
OWN = {
    "ผลออกหรือยัง": OwnWish.OUTCOME,
    "เขารับผมมั้ย": OwnWish.OUTCOME,
    "ผ่านไหมครับ": OwnWish.OUTCOME,
    "ทำไมไม่ผ่าน": OwnWish.WHY_NOT,
    "เพราะอะไรถึงไม่ได้รับเลือก": OwnWish.WHY_NOT,
    "เปลี่ยนใจ ขอสมัครใหม่": OwnWish.ANEW,
    "ทีนี้สมัครของตัวเอง": OwnWish.FOR_MYSELF,
    "ผมเองจะสมัครด้วย": OwnWish.FOR_MYSELF,
    "ประกาศผลวันไหน": None,
    "สมัครให้เพื่อน": None,
    "เปิดรับสมัครหรือยัง": None,
    "ค่าสมัครเท่าไหร่": None,
}


@pytest.mark.parametrize("text", REACHING)
def test_reaching_a_human(text: str) -> None:
    assert contacting(text) is REACHING[text]


@pytest.mark.parametrize("text", OWN)
def test_ones_own_application(text: str) -> None:
    assert own_wish(text) is OWN[text]
